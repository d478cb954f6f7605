"""The cases under `cases/`: texts by construct, each with a name and options.

A case begins with a line `%%%% name` or `%%%% name | {"option": "value"}` and goes on to the next.
What kramdown makes of it is asked when the tests run.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("cases")
_MARK = "%%%% "


@dataclass(frozen=True)
class Case:
    """A text to be read, and the options it is read with."""

    construct: str
    name: str
    text: str
    options: dict[str, object]

    def __str__(self) -> str:
        return f"{self.construct}: {self.name}"


def cases() -> Iterator[Case]:
    """Yield all cases, file by file."""
    for path in sorted(_FOLDER.glob("*.txt")):
        # split at newlines only: form feeds and the like are part of texts
        parts = ("\n" + path.read_text(encoding="utf-8")).split("\n" + _MARK)[1:]
        for part in parts:
            head, _, text = part.partition("\n")
            name, _, options = head.partition(" | ")
            yield Case(path.stem, name, text, json.loads(options) if options else {})
