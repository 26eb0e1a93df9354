"""Publication of a decision and its periods (M10). Pure.

公示规定 = 市场监督管理行政处罚信息公示规定.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from casework.clocks import PUB_END_GENERAL_MAX, PUB_END_MINOR_3M, PUB_END_OLD
from casework.kernel.lifecycle import Bar, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from casework.kernel.working_days import Clock, Length, Unit
from casework.lifecycle.guards import HEADS, INVESTIGATED

PUBLISHERS = frozenset({Role.PUBLICATION})

PUBLICATION = Lifecycle(
    name="publication",
    states=(
        State("prepared", Text("待复核", "Prepared")),
        State("published", Text("已公示", "Published")),
        State("withdrawn", Text("已撤回", "Withdrawn"), is_end=True),
        State("ended", Text("公示期满", "Ended"), is_end=True),
    ),
    transitions=(
        Transition(
            "revise",
            ("prepared",),
            "prepared",
            Text("修改公示内容", "Revise the public copy"),
            "publication.prepared",
            PUBLISHERS,
            "公示规定第六条、第七条",
        ),
        Transition(
            "publish",
            ("prepared",),
            "published",
            Text("复核无误，公示", "Checked: publish"),
            "publication.published",
            PUBLISHERS,
            "公示规定第五条、第九条",
            guards=(
                Guard(
                    "decision_served",
                    Text(
                        "决定书还没有送达，当事人还没有被书面告知将公示",
                        "The decision has not been served with the publication notice",
                    ),
                    "公示规定第八条",
                ),
                Guard(
                    "public_copy_ready",
                    Text("公示版决定书正在生成，请稍候", "The public copy is still being made"),
                    "公示规定第四条",
                ),
            ),
            bars=(
                Bar(
                    ("publication.prepared", *INVESTIGATED),
                    Text(
                        "公示内容由您录入或者您参与了办案，须由另一人复核",
                        "You prepared this or worked on the case; a second person must check",
                    ),
                    "公示规定第五条",
                ),
            ),
        ),
        Transition(
            "withdraw",
            ("published",),
            "withdrawn",
            Text("撤回公示", "Withdraw"),
            "publication.withdrawn",
            PUBLISHERS | HEADS,
            "处罚法第四十八条第二款、公示规定第十一条",
        ),
        Transition(
            "end",
            ("published",),
            "ended",
            Text("公示期满，停止公示", "The period is over"),
            "publication.ended",
            frozenset({Role.SYSTEM}),
            "公示规定第十三条至第十五条",
            guards=(
                Guard(
                    "period_over",
                    Text("公示期还没有届满", "The publication period still runs"),
                    "公示规定第十五条",
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PublicationPeriod:
    """How long a class of decision stays public. The first row that fits on the day of publication counts;
    None fits everything. ``length`` is set where the clock's row leaves it open."""

    name: str
    title: Text
    law: str
    clock: Clock
    length: Length | None = None
    fine_up_to: Decimal | None = None
    tiers: frozenset[str] | None = None
    is_verified: bool = True

    def fits(self, on: dt.date, fine: Decimal, tier: str) -> bool:
        return (
            self.clock.in_force(on)
            and (self.fine_up_to is None or fine <= self.fine_up_to)
            and (self.tiers is None or tier in self.tiers)
        )


PUBLICATION_PERIODS = (
    PublicationPeriod(
        "minor",
        Text("轻微：公示3个月", "Minor: three months"),
        "公示规定第十三条、信用修复管理办法第七条",
        PUB_END_MINOR_3M,
        fine_up_to=Decimal("50000.00"),
        tiers=frozenset({"lighter", "mitigated"}),
    ),
    PublicationPeriod(
        "general",
        Text("一般：公示1年，满3个月可以申请提前停止", "General: one year, early stop after three months"),
        "公示规定第十五条、信用修复管理办法第九条",
        PUB_END_GENERAL_MAX,
    ),
    PublicationPeriod(
        "old",
        Text("公示3年", "Three years"),
        "公示规定（2021年）第十三条",
        PUB_END_OLD,
        length=Length(3, Unit.YEAR),
    ),
)


def publication_period(on: dt.date, fine: Decimal, tier: str) -> PublicationPeriod:
    """The class of a fine published on that day. Food, drugs, special equipment and bans (art 14) follow with
    their own conditions. Raises LookupError before 2021-09-01, when the rule began."""
    for period in PUBLICATION_PERIODS:
        if period.fits(on, fine, tier):
            return period
    raise LookupError(f"No publication period is in force on {on}.")
