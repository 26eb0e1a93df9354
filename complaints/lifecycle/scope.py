"""Matters that are neither complaint nor report, by the law of the day. Pure."""

import datetime as dt
from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.lifecycle.kinds import O20_LAST_DAY

# --- Outside the rule -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """A matter that is neither complaint nor report, and the law of the day that says so."""

    title: Text
    until_o20: str = "投诉举报处理暂行办法第三十九条"
    since_o121: str = "投诉举报处理办法第四十四条"

    def law(self, day: dt.date) -> str:
        """Empty where the rule of that day does not name the matter."""
        return self.until_o20 if day <= O20_LAST_DAY else self.since_o121


OUT_OF_SCOPE: dict[str, Ground] = {
    "consultation": Ground(Text("咨询", "a request for advice")),
    "disclosure": Ground(Text("政府信息公开申请", "a request for government information")),
    "reconsideration": Ground(Text("行政复议申请", "an application for reconsideration")),
    "discipline": Ground(Text("纪检监察检举控告", "a complaint about the conduct of officials")),
    # Order 121 no longer lists petitions.
    "petition": Ground(Text("信访", "a petition"), since_o121=""),
}


def out_of_scope_grounds(day: dt.date) -> dict[str, Ground]:
    return {code: ground for code, ground in OUT_OF_SCOPE.items() if ground.law(day)}
