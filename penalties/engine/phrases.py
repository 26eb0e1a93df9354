"""The words of the explanation, in Chinese and English."""

PHRASES: dict[str, tuple[str, str]] = {}
NAMES: dict[str, tuple[str, str]] = {}
SOURCES: dict[str, tuple[str, str]] = {}


def text_of(code: str, lang: str = "zh") -> str:
    return PHRASES.get(code, (code, code))[0 if lang == "zh" else 1]
