"""How a value was written before somebody began to type in it."""

from curator.services.drafting import Field


class TypingStyle:
    """Keeps the spelling of a value, so that what is typed ends in the same style."""

    def __init__(self) -> None:
        self._shown: str | None = None
        self._first: str | None = None

    def note(self, field: Field, *, typed: bool) -> None:
        """Take notice of a field that is shown; `typed` if the input says the same already."""
        self._shown = field.raw
        if not typed:
            self._first = None

    def before(self) -> str | None:
        """Return how the value was written when the typing began."""
        if self._first is None:
            self._first = self._shown
        return self._first

    def forget(self) -> None:
        """End the typing."""
        self._first = None
