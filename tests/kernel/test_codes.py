"""GB 32100-2015: the check character of a unified social credit code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.kernel.codes import USCC_CHARACTERS, uscc_check_character, uscc_is_valid

bodies = st.text(USCC_CHARACTERS, min_size=17, max_size=17)


@pytest.mark.parametrize(
    ("code", "is_valid"),
    [
        ("91350100M000100Y43", True),  # the example in the standard
        ("914403001922038216", True),
        ("91350100M000100Y44", False),
        ("91350100m000100y43", False),
        ("91350100M000100Y4", False),
        ("91350100M000100Y433", False),
        ("91350100I000100Y43", False),
        ("", False),
    ],
)
def test_a_code_is_valid_with_its_own_check_character_only(code, is_valid):
    assert uscc_is_valid(code) is is_valid


@given(bodies, st.integers(0, 16), st.sampled_from(USCC_CHARACTERS))
def test_one_wrong_character_is_always_found(body, place, other):
    code = body + uscc_check_character(body)
    assert uscc_is_valid(code)
    changed = code[:place] + other + code[place + 1 :]
    assert uscc_is_valid(changed) is (changed == code)
