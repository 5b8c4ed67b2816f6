"""A stage model as an SVG track: numbered steps on one line in the article's order, below each where it is said."""

from __future__ import annotations

from kg.figures import Step, Track
from kg.layout.picture import text_width, wrap
from kg.views import Options
from kg.views.drawing import Pen, document, link, number, path
from kg.views.matrix import place

_BOX, _SIDE, _TOP = 22, 12, 14
_NARROWEST = 104  # of a step; more steps break into rows
_ROW = 112


def stages_svg(track: Track, options: Options, *, width: float = 640) -> str:
    """The picture; steps link to their entities, their places in the text to the facts."""
    pen = Pen(options.theme)
    room = width - 2 * _SIDE
    named = max([_NARROWEST, *(min(text_width(step.label, 15), 120) + 16 for step in track.steps)])
    across = max(1, min(len(track.steps), int(room // named)))
    step_width = room / across
    parts = []
    for at, step in enumerate(track.steps):
        left, top = _SIDE + at % across * step_width, _TOP + at // across * _ROW
        if at + 1 < len(track.steps) and (at + 1) % across:
            line = path((left + _BOX, top + _BOX / 2), (left + step_width, top + _BOX / 2))
            parts.append(f'<path d="{line}" {pen.stroke("stage")}/>')
        parts.append(_step(pen, step, at + 1, left, top, step_width, options))
    rows = -(-len(track.steps) // across)
    title = options.title or track.label
    height = _TOP + rows * _ROW
    return document(width, height, title, "".join(parts), classes="figure-stages", language=options.language)


def _step(pen: Pen, step: Step, position: int, left: float, top: float, width: float, options: Options) -> str:
    reached = step.status in ("done", "current")
    box = f'<rect x="{number(left)}" y="{number(top)}" width="{_BOX}" height="{_BOX}" '
    box += pen.stroke("stage", 1, "stage" if reached else "sheet") + "/>"
    count = pen.text(
        left + _BOX / 2, top + _BOX / 2, [str(position)], "sheet" if reached else "stage", size=12, weight=700,
        halo=False,
    )  # fmt: skip
    lines = wrap(step.label, han=max(3, int((width - 12) // 15)))
    name = pen.text(left, top + 40, lines, "ink", size=15, anchor="start", weight=700, serif=True, halo=False)
    below = top + 40 + 16 * len(lines) + 4
    where = pen.text(left, below, [place(step.fact, options.language)], "accent", size=12, anchor="start", halo=False)
    return link(options.link(step.iri), step.label, box + count + name) + link(
        options.link(step.fact.iri), step.label, where
    )
