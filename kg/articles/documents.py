"""The text of .docx and .pdf files, taken out once; from there on it is the raw text.

The libraries that read them take a second to load, so they are loaded when the first such file comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from kg.errors import NotTextError, TooLargeError

_MOST_BYTES = 200_000_000  # of a .docx once unpacked


def docx_text(data: bytes) -> str:
    """Paragraphs and tables in their order, one paragraph or row a line, cells with tabs between."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise NotTextError(f"not a .docx file: {error}") from error
    if unpacked > _MOST_BYTES:
        raise TooLargeError(f"the file unpacks to {unpacked:,} bytes; up to {_MOST_BYTES:,} are read")
    try:
        return "\n".join(_blocks(data))
    except Exception as error:  # a damaged file makes its reader raise nearly anything
        raise NotTextError(f"not a .docx file that can be read: {error}") from error


def _blocks(data: bytes) -> Iterator[str]:
    import docx
    from docx.text.paragraph import Paragraph

    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield "\t".join(dict.fromkeys(cell.text for cell in row.cells))  # a merged cell comes once a column


def pdf_text(data: bytes) -> str:
    """The text of all pages, in their order."""
    from pypdf import PdfReader

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    except Exception as error:  # a damaged file makes its reader raise nearly anything
        raise NotTextError(f"not a .pdf file that can be read: {error}") from error
    text = "\n".join(pages)
    if not text.strip():
        raise NotTextError("the .pdf holds no text, only pictures of it; it needs to go through OCR first")
    return text
