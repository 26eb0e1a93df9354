"""What changed between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from casework.web.changes import Change, changes

wordings = st.text("甲乙丙，。；\n", max_size=30)


def test_a_clause_that_was_rewritten_is_struck_and_the_new_one_marked():
    assert changes("数量较多，按一般情节处罚。", "连续五个月，按一般情节处罚。") == [
        Change("removed", "数量较多，"),
        Change("added", "连续五个月，"),
        Change("same", "按一般情节处罚。"),
    ]


@given(wordings, wordings)
def test_both_wordings_can_be_read_out_of_the_changes(before, after):
    found = changes(before, after)
    assert "".join(c.text for c in found if c.kind != "added") == before
    assert "".join(c.text for c in found if c.kind != "removed") == after
