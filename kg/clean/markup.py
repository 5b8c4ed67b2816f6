"""HTML, and tags and entities left over in plain text, read as text.

A walk over the tags that keeps every offset, so it changes only them: a block's tag becomes a line break, any other
nothing; what was not written to be read (scripts, navigation …) goes with its content; an entity becomes its
character. A tag is one only by a name that HTML knows, so 《<数字政府>》 and a<b stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from kg.clean.edits import Replacement

SIGNS = frozenset("<&")

# Every alternative stops at the next "<", so no stretch is looked at twice; possessive "++" and "*+" never go back.
_MARK = re.compile(
    r"""<!--|-->|<![a-z\[][^<>]*+>|<[?][a-z][^<>]*+>
      | <(?P<close>/?)(?P<name>[a-z][a-z0-9:-]*+)(?=[\s/>])(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>
      | &(?:amp;|\#0{0,5}38;|\#x0{0,4}26;)*(?P<entity>\#[0-9]{1,7};|\#x[0-9a-f]{1,6};|[a-z][a-z0-9]{1,31};|nbsp)""",
    re.IGNORECASE | re.VERBOSE,
)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCKS = _names(
    """address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p pre section
    summary table tbody tfoot thead title tr ul"""
)
_CELLS = _names("td th")
_INLINE = _names(
    """a abbr acronym area audio b base basefont bdi bdo bgsound big blink button canvas cite code col colgroup data
    datalist del dfn em embed font frame frameset i iframe img input ins kbd keygen label link map mark marquee meta
    meter nobr noframes noscript object optgroup output param picture progress q rp rt ruby s samp script select slot
    small source span strike strong style sub sup svg template textarea time track tt u var video wbr"""
)
# Not written to be read; rt and rp hold the reading of the characters before them.
_UNREAD = _names("script style head nav footer noscript template svg iframe object select textarea rp rt")
_COMMENT = "!--"
_SPACE = re.compile(r"\s++")


def drop_markup(text: str) -> Iterator[Replacement]:
    """Remove tags and what is not to be read, turn blocks into lines and entities into characters."""
    line: Replacement | None = None  # a line break, with all markup and white space that follows it
    for replacement in _replacements(text):
        if line and text[line.end : replacement.start].strip() == "" and replacement.new.strip() == "":
            line = Replacement(line.start, replacement.end, "\n")
            continue
        if line:
            yield _with_space(text, line)
        line = replacement if replacement.new == "\n" else None
        if not line:
            yield replacement
    if line:
        yield _with_space(text, line)


def _with_space(text: str, line: Replacement) -> Replacement:
    match = _SPACE.match(text, line.end)
    return line._replace(end=match.end()) if match else line


def _replacements(text: str) -> Iterator[Replacement]:
    """What each mark becomes by itself."""
    marks = [(match, _name(match)) for match in _MARK.finditer(text)]
    last_close = {name: match.start() for match, name in marks if _closes(match)}
    unread, start = "", 0
    for match, name in marks:
        if unread:
            if name == unread and _closes(match):
                yield Replacement(start, match.end(), "\n" if name in _BLOCKS else "")
                unread = ""
        elif name in _UNREAD | {_COMMENT} and not _closes(match) and last_close.get(name, -1) > match.start():
            unread, start = name, match.start()
        elif match["entity"]:
            new = unescape("&" + match["entity"].removesuffix(";") + ";")
            if new != match.group():
                yield Replacement(match.start(), match.end(), new)
        elif name in _BLOCKS:
            yield Replacement(match.start(), match.end(), "\n")
        elif name in _CELLS:
            yield Replacement(match.start(), match.end(), "" if match["close"] else "\t")
        elif name in _INLINE or match.group().startswith(("<!", "<?")) or (match["name"] and {":", "-"} & set(name)):
            yield Replacement(match.start(), match.end(), "")


def _name(match: re.Match[str]) -> str:
    if match["name"]:
        return match["name"].lower()
    return _COMMENT if match.group() in ("<!--", "-->") else ""


def _closes(match: re.Match[str]) -> bool:
    return bool(match["close"]) or match.group() == "-->"
