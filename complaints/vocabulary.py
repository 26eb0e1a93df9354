"""The words of the tables as choices of a form."""

from casework.kernel.lifecycle import Text
from casework.kernel.rest import say


class Spoken:
    """Choices of a law table, said in the reader's language when the page is drawn."""

    def __init__(self, texts: dict[str, Text]) -> None:
        self.texts = texts

    def __call__(self) -> list[tuple[str, str]]:
        return [(code, say(text)) for code, text in self.texts.items()]
