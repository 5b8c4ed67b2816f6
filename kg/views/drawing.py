"""The few marks that every hand-made SVG here is drawn with: text with a halo, links, glyphs.

Colours stand twice: as presentation attributes, so that a file shows alone, in e-mail and in a renderer without style
sheets; and as classes, so that a page's style sheet overrides them with the reader's theme.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kg.views.palette import Theme, colours

SANS = "'PingFang SC','Source Han Sans SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',system-ui,sans-serif"
SERIF = "'Source Han Serif SC','Noto Serif CJK SC','Songti SC',STSong,SimSun,Georgia,serif"


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


class Pen:
    """Writes elements in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._colours = colours(theme)

    def fill(self, name: str) -> str:
        """Attributes for an area or text in a colour."""
        return f'class="f-{name}" fill="{self._colours[name]}"'

    def stroke(self, name: str, width: float = 1.0, fill: str = "") -> str:
        """Attributes for an outline in a colour, filled with another or with nothing."""
        inside = f'fill="{self._colours[fill]}"' if fill else 'fill="none"'
        classes = f"s-{name} f-{fill}" if fill else f"s-{name}"
        return f'class="{classes}" stroke="{self._colours[name]}" stroke-width="{number(width)}" {inside}'

    def text(
        self, x: float, y: float, lines: Iterable[str], colour: str, *,
        size: int = 13, anchor: str = "middle", weight: int = 400, serif: bool = False, halo: bool = True,
    ) -> str:  # fmt: skip
        """Lines of text, the first centred on y; its halo is a second text, as some renderers know no paint-order."""
        family = f' font-family="{SERIF}"' if serif else ""
        spans = "".join(
            f'<tspan x="{number(x)}" y="{number(y + size * 0.36 + row * 16)}">{escape(line)}</tspan>'
            for row, line in enumerate(lines)
        )
        common = f'font-size="{size}" text-anchor="{anchor}" font-weight="{weight}"{family}'
        ground = f'<text aria-hidden="true" {common} {self.stroke("sheet", 4, "sheet")} stroke-linejoin="round">'
        return (f"{ground}{spans}</text>" if halo else "") + f"<text {common} {self.fill(colour)}>{spans}</text>"

    def glyph(self, shape: str, colour: str, x: float, y: float, size: float = 12) -> str:
        """The mark of a kind of entity, centred on a point."""
        r = size / 2
        left, right, top, bottom = x - r, x + r, y - r, y + r
        solid, open_ = self.fill(colour), self.stroke(colour, 1.6, "sheet")
        match shape:
            case "disc":
                return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r * 0.9)}" {solid}/>'
            case "ring":
                return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r * 0.8)}" {open_}/>'
            case "diamond":
                return f'<path d="{path((x, top), (right, y), (x, bottom), (left, y))}Z" {solid}/>'
            case "bar":
                return f'<path d="{path((left, y - r * 0.7), (right, y - r * 0.7), (right, y + r * 0.7), (left, y + r * 0.7))}Z" {solid}/>'  # noqa: E501  # one path
            case "window":
                frame = path(
                    (left + 0.8, top + 0.8),
                    (right - 0.8, top + 0.8),
                    (right - 0.8, bottom - 0.8),
                    (left + 0.8, bottom - 0.8),
                )  # one path
                bars = f"{path((x, top), (x, bottom))}{path((left, y), (right, y))}"
                return f'<path d="{frame}Z{bars}" {self.stroke(colour, 1.4, "sheet")}/>'
            case "tag":
                points = (
                    (left, y - r * 0.7),
                    (x + r * 0.3, y - r * 0.7),
                    (right, y),
                    (x + r * 0.3, y + r * 0.7),
                    (left, y + r * 0.7),
                )  # one path
                return f'<path d="{path(*points)}Z" {self.stroke(colour, 1.5, "sheet")}/>'
            case "page":
                points = (
                    (x - r * 0.7, top),
                    (x + r * 0.2, top),
                    (x + r * 0.7, top + r * 0.5),
                    (x + r * 0.7, bottom),
                    (x - r * 0.7, bottom),
                )  # one path
                return f'<path d="{path(*points)}Z" {self.stroke(colour, 1.5, "sheet")}/>'
            case "triangle":
                return f'<path d="{path((x, top + 1), (right, bottom - 1), (left, bottom - 1))}Z" {solid}/>'
            case _:
                return f'<path d="{path((x, top + 1), (x, bottom - 1))}{path((left + 1, y), (right - 1, y))}" {self.stroke(colour, 2)}/>'  # noqa: E501  # one path


def path(*points: tuple[float, float]) -> str:
    """Path data through points."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in points)


def link(href: str, title: str, content: str, *, classes: str = "", extra: str = "") -> str:
    """A link with the words a reader hears or sees on hovering."""
    named = f' class="{classes}"' if classes else ""
    return f'<a href="{escape(href)}"{named}{extra}><title>{escape(title)}</title>{content}</a>'


def document(width: float, height: float, title: str, content: str, *, classes: str = "", language: str = "zh") -> str:
    """A whole picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" class="{classes}" role="group" '
        f'aria-label="{escape(title)}" lang="{language}" font-family="{SANS}"><title>{escape(title)}</title>'
        f"{content}</svg>"
    )
