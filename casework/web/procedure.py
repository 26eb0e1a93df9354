"""The lawful procedure, drawn from the tables that enforce it: a picture of each, and every row with its article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.kernel.documents import TEMPLATES
from casework.kernel.errors import NotPermitted
from casework.kernel.lifecycle import SAME, WRONG_ROLE, Lifecycle, Text, Transition
from casework.lifecycle import APPROVAL, CASE, PUBLICATION
from casework.web import proceedings

TITLES = {
    "case": Text("案件：从线索到归档", "The case: from lead to archive"),
    "approval": Text("负责人审批", "A head's approval"),
    "publication": Text("处罚决定公示", "Publication of a decision"),
    "measure": Text("先行登记保存、查封扣押", "Preservation and seizure"),
    "remedy": Text("行政复议、行政诉讼", "Reconsideration and litigation"),
}

# The sheet of the picture, in its own units.
ROW, BOX_WIDTH, BOX_HEIGHT, LANE, MARGIN = 40, 190, 28, 13, 16


@dataclass(frozen=True)
class Arc:
    """One arrow between two states that do not follow each other: ``path`` is what SVG draws."""

    path: str
    label: str


@login_required
@require_GET
def procedure(request: HttpRequest, of_desks: Sequence[tuple[Lifecycle, Text]]) -> HttpResponse:
    """``of_desks`` are the tables that the desks own, each with its title: the addresses name them."""
    if not request.user.reads_cases:
        raise NotPermitted(WRONG_ROLE)
    beside = [kind.model.lifecycle for kind in proceedings.KINDS.values()]
    tables = [*(table for table, _ in of_desks), CASE, APPROVAL, *beside, PUBLICATION]
    # A kind that is called differently from row to row has its title above.
    titles = {kind.model.lifecycle.name: kind.model.title for kind in proceedings.KINDS.values()} | TITLES
    titles |= {table.name: title for table, title in of_desks}
    shown = [
        {
            "name": table.name,
            "title": titles[table.name],
            "picture": picture(table),
            "states": [_state(table, state.name) for state in table.states],
        }
        for table in tables
    ]
    return render(request, "procedure/procedure.html", {"tables": shown})


def picture(table: Lifecycle) -> dict[str, Any]:
    """The states in their order from top to bottom; arrows ahead on the right, arrows back on the left."""
    place = {state.name: number for number, state in enumerate(table.states)}
    ahead, back, straight = [], [], []
    for (source, target), titles in _arrows(table, place).items():
        span = (place[source], place[target], "、".join(titles))
        if span[1] == span[0] + 1:
            straight.append(span)
        else:
            (ahead if span[1] > span[0] else back).append(span)
    right, left = _lanes(ahead), _lanes(back)
    x = MARGIN + LANE * (max(left.values(), default=0) + 2)
    width = x + BOX_WIDTH + LANE * (max(right.values(), default=0) + 2) + MARGIN
    return {
        "width": width,
        "height": ROW * len(table.states) + MARGIN,
        "boxes": [
            {
                "x": x,
                "y": _y(number) - BOX_HEIGHT // 2,
                "width": BOX_WIDTH,
                "height": BOX_HEIGHT,
                "middle": x + BOX_WIDTH // 2,
                "baseline": _y(number) + 5,
                "title": state.title,
                "is_end": state.is_end,
                "anchor": f"{table.name}-{state.name}",
            }
            for number, state in enumerate(table.states)
        ],
        "arcs": [
            *(_straight(x + BOX_WIDTH // 2, *span) for span in straight),
            *(_arc(x + BOX_WIDTH, lane, 1, *span) for span, lane in right.items()),
            *(_arc(x, lane, -1, *span) for span, lane in left.items()),
        ],
    }


def _arrows(table: Lifecycle, place: dict[str, int]) -> dict[tuple[str, str], list[str]]:
    """(from, to) → what leads there."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for transition in table.transitions:
        for source in transition.sources:
            if transition.target not in (SAME, source):
                arrows.setdefault((source, transition.target), []).append(str(transition.title))
    return arrows


def _lanes(spans: list[tuple[int, int, str]]) -> dict[tuple[int, int, str], int]:
    """Short arrows near the boxes, long ones outside; no two in one lane over the same rows."""
    taken: list[list[tuple[int, int]]] = []
    lanes = {}
    for span in sorted(spans, key=lambda s: (abs(s[1] - s[0]), s)):
        low, high = sorted(span[:2])
        free = (n for n, rows in enumerate(taken) if all(high <= a or b <= low for a, b in rows))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[span] = lane
    return lanes


def _y(row: int) -> int:
    return MARGIN + ROW * row + BOX_HEIGHT // 2


def _straight(x: int, source: int, target: int, label: str) -> Arc:
    return Arc(f"M{x} {_y(source) + BOX_HEIGHT // 2}V{_y(target) - BOX_HEIGHT // 2 - 5}", label)


def _arc(edge: int, lane: int, side: int, source: int, target: int, label: str) -> Arc:
    """Out of the side of a box, along its lane, into the side of the other; it leaves a little below the middle
    and arrives a little above it."""
    out, into = _y(source) + 4, _y(target) - 4
    x = edge + side * LANE * (lane + 1)
    return Arc(f"M{edge} {out}H{x}V{into}H{edge + side * 5}", label)


def _state(table: Lifecycle, name: str) -> dict[str, Any]:
    state = table.by_state[name]
    rows = [_row(table, transition) for transition in table.transitions if name in transition.sources]
    return {"anchor": f"{table.name}-{name}", "title": state.title, "is_end": state.is_end, "rows": rows}


def _row(table: Lifecycle, transition: Transition) -> dict[str, Any]:
    template = TEMPLATES.get(transition.document)
    stays = transition.target == SAME
    return {
        "title": transition.title,
        "target": None if stays else table.by_state[transition.target].title,
        "roles": sorted(transition.roles),
        "law": transition.law,
        "guards": [guard.there or guard.missing for guard in transition.guards],
        "bars": [bar.reason for bar in transition.bars],
        "starts": [Text(start.clock.zh, start.clock.en) for start in transition.starts],
        "stops": [Text(clock.zh, clock.en) for clock in transition.stops],
        "document": template and Text(template.title_zh, template.title_en),
    }
