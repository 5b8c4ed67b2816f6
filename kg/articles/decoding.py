"""Bytes → text: UTF-8 or what has a byte order mark, else what the page says of itself, else the likeliest of
GB18030, Big5 and UTF-16."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import NotTextError

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^<>]{1,200}charset=["']?(gb2312|gbk|gb18030|big5)""", re.IGNORECASE)
_WIDER = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"big5": "big5hkscs"}
_LIKELY = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_ALLOWED = 0.1  # of all characters: stray ones happen in text, a binary file is full of them


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark. Raises NotTextError where it is empty, binary, or neither."""
    if not data.strip():
        raise NotTextError("the file is empty; it should hold text")
    text = _decoded(data)
    if "\0" in text or len(_CONTROLS.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise NotTextError("the file is binary; it should be text in UTF-8, UTF-16, GB18030 or Big5")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return text
    if declared := _DECLARED.search(data, 0, 4096):
        return _strictly(data, _WIDER[declared.group(1).lower()])
    likeliest = from_bytes(data, cp_isolation=_LIKELY).best()
    if likeliest is None:
        raise NotTextError("the file is in no encoding we know; it should be text in UTF-8, UTF-16, GB18030 or Big5")
    return str(likeliest)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(f"the file says it is {encoding}, but byte {error.start} is not: {error.reason}") from error
