"""统一社会信用代码, the unified social credit code of GB 32100-2015: eighteen characters, the last one a check.
Pure."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
LENGTH = 18


def normal(code: str) -> str:
    """Upper case, without the spaces that people type."""
    return "".join(code.split()).upper()


def is_valid(code: str) -> bool:
    """Whether ``code``, already :func:`normal`, has the length, the alphabet and the check character."""
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return False
    return code[-1] == check_character(code[:-1])


def check_character(seventeen: str) -> str:
    """The weights are 3 to the power of the place, modulo 31 (GB 32100-2015, 6.5)."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(seventeen))
    return ALPHABET[-total % 31]
