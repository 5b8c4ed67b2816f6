"""An answer as the engine writes it, stopped at its limit of bytes and cut after its last row.

The engine's own writers are several times as fast as any in Python, but they know no limit. So rows are counted in
what they write, by the mark that stands between two rows and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate


class TooLarge(Exception):  # noqa: N818  # not an error of the program
    """The answer has outgrown its limit of bytes."""


class Enough(Exception):  # noqa: N818
    """The answer has all the rows it may have."""


class Body:
    """Collects an answer as the engine writes it; stops it at its limit of bytes, cuts it after its last row."""

    def __init__(self, limit: int, rows: RowEnd | None, most: int) -> None:
        self.content = bytearray()
        self._limit = limit
        self._rows = rows
        self._most = most
        self._seen = 0  # marks so far, those that stand in quotation marks included
        self._look_at = most
        self._full = False

    def write(self, data: bytes) -> int:
        """Take what the engine writes. Raises TooLarge or Enough to stop it."""
        if self._full:  # stopped, the engine still empties its buffer
            return len(data)
        start = len(self.content)
        self.content += data
        if self._rows is not None:
            self._seen += self.content.count(self._rows.mark, max(0, start - len(self._rows.mark) + 1))
            if self._seen >= self._look_at:
                self._cut_and_stop()
                self._look_at = self._seen + self._most // 8
        if len(self.content) > self._limit:
            self._cut_and_stop()
            self._full = True
            raise TooLarge
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _cut_and_stop(self) -> None:
        if self.cut():
            self._full = True
            raise Enough

    def cut(self) -> bool:
        """Cut the answer after its last row, if it has more of them; returns whether it had."""
        if self._rows is None or self._seen < self._most:
            return False
        end = self._rows.find(bytes(self.content), self._most)
        if end is None:
            return False
        self.content[end:] = self._rows.closing
        return True


@dataclass(frozen=True)
class RowEnd:
    """How the end of a row looks in a format, and what closes an answer after it."""

    mark: bytes  # never inside a row, but for what stands in quotation marks
    kept: int  # bytes of it that belong to the row
    closing: bytes = b""
    header: int = 0  # marks before the first row
    quoted: bool = False
    escapes: tuple[bytes, ...] = ()  # what may hide a quotation mark inside quotation marks

    def find(self, content: bytes, rows: int) -> int | None:
        """Where so many rows end, if another follows."""
        for escape in self.escapes:
            content = content.replace(escape, b"_" * len(escape))
        pieces = content.split(b'"') if self.quoted else [content]
        ends = list(accumulate(map(len, pieces)))
        to_go = self.header + rows
        for number in range(0, len(pieces), 2):  # every other piece stands in quotation marks
            marks = pieces[number].count(self.mark)
            if marks < to_go:
                to_go -= marks
                continue
            at = ends[number] + number - len(pieces[number])  # before a piece stand as many quotation marks as pieces
            for _ in range(to_go):
                at = content.index(self.mark, at) + len(self.mark)
            end = at - len(self.mark) + self.kept
            return end if end < len(content) else None
        return None


ROW_ENDS: Mapping[str, RowEnd] = {
    "JSON": RowEnd(b"},{", 1, b']},"truncated":true}', quoted=True, escapes=(b"\\\\", b'\\"')),
    "XML": RowEnd(b"</result><result>", 9, b"</results></sparql>"),
    "CSV": RowEnd(b"\r\n", 2, header=1, quoted=True),
    "TSV": RowEnd(b"\n", 1, header=1),
}
