"""Codes that check themselves. Pure."""

# GB 32100-2015: digits and capitals without I, O, S, V, Z; the place of a character is its value.
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18


def uscc_is_valid(code: str) -> bool:
    """Whether ``code`` is a unified social credit code (统一社会信用代码): 18 characters, the last of which is
    the check character of the others. Upper case only."""
    if len(code) != USCC_LENGTH or any(character not in USCC_CHARACTERS for character in code):
        return False
    return code[-1] == uscc_check_character(code[:-1])


def uscc_check_character(body: str) -> str:
    """The check character of 17 others: weights are the powers of 3, modulo 31."""
    total = sum(USCC_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return USCC_CHARACTERS[-total % 31]
