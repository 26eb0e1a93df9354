"""The check character of the unified social credit code."""

import pytest

from casework.kernel import uscc


@pytest.mark.parametrize("code", ["91440605MA5XEX1A01", "91350100M000100Y43"])
def test_a_code_with_its_check_character_is_valid(code):
    assert uscc.is_valid(code)


@pytest.mark.parametrize(
    "code", ["91440605MA5XEX1A02", "91440605MA5XEX1A0", "91440605MA5XEX1AO1", "19440605MA5XEX1A01", ""]
)
def test_a_wrong_check_length_or_letter_is_not(code):
    assert not uscc.is_valid(code)


def test_spaces_and_small_letters_are_the_typists():
    assert uscc.normal(" 91440605 ma5xex1a01 ") == "91440605MA5XEX1A01"
