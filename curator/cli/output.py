"""How commands print: tables for people, JSON Lines for scripts, messages on stderr."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import click

DONE = 0
ATTENTION = 1
REFUSED = 2


class Printer:
    """Prints items as they come and one summary at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def item(self, item: Mapping[str, Any], line: str | None = None) -> None:
        """Print one item: its JSON object, or `line` for people where there is one."""
        if self.as_json:
            click.echo(json.dumps(plain(item), ensure_ascii=False))
        elif line is not None:
            click.echo(line)

    def summary(self, summary: Mapping[str, Any], line: str) -> None:
        """Print what all items come to."""
        if self.as_json:
            click.echo(json.dumps({"summary": plain(summary)}, ensure_ascii=False))
        else:
            click.echo(line)


def message(text: str) -> None:
    """Tell a person something that is no result."""
    click.echo(text, err=True)


def plain(value: Any) -> Any:
    """Return `value` as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, str):
        # A name that is no UTF-8 comes with lone surrogates, which no JSON reader takes.
        return value.encode("utf-8", "replace").decode() if _lone(value) else value
    return value


def _lone(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes; a Han character takes two."""
    columns = 0
    for char in text:
        if unicodedata.combining(char):
            continue
        columns += 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
    return columns


def fitted(text: str, columns: int) -> str:
    """Return `text` cut or filled to exactly `columns`; controls become visible blanks."""
    clean = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    if width(clean) > columns:
        kept = ""
        used = 0
        for char in clean:
            used += width(char)
            if used > columns - 1:
                break
            kept += char
        clean = kept + "…"
    return clean + " " * (columns - width(clean))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], wide: int) -> list[str]:
    """Return the lines of a table in which column `wide` takes what the terminal leaves."""
    everything = [header, *rows]
    columns = [max(width(row[index]) for row in everything) for index in range(len(header))]
    columns = [min(size, 40) if index != wide else size for index, size in enumerate(columns)]
    terminal = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 160
    spare = terminal - sum(columns) + columns[wide] - 2 * (len(header) - 1)
    columns[wide] = max(12, min(columns[wide], spare))
    return [
        "  ".join(fitted(cell, size) for cell, size in zip(row, columns, strict=True)).rstrip()
        for row in everything
    ]


class Bar:
    """A progress bar on a terminal; nothing elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = sys.stderr.isatty()
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if not self._shown or total == 0:
            return
        share = done * 40 // total
        if share != self._last:
            self._last = share
            bar = "█" * share + "·" * (40 - share)
            click.echo(f"\r{self._label} {bar} {done}/{total}", nl=done == total, err=True)
