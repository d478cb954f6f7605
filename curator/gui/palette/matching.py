"""Which commands fit what was typed, the best first. Pure: no widget."""

from collections.abc import Iterable
from dataclasses import dataclass

from curator.domain.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: where the menus have it, its words, its keys."""

    name: str
    menus: tuple[str, ...]
    text: str
    keys: str = ""
    enabled: bool = True


def fitting(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Return the entries in which every typed word stands, in menu order where equally good.

    A command whose own words begin with what is typed comes before one that has it inside, and
    both before one that is found by its menu; what cannot be chosen now comes last of its kind.
    """
    words = fold(typed).split()
    ranked = [(rank, entry) for entry in entries if (rank := _rank(entry, words)) is not None]
    return [entry for _rank, entry in sorted(ranked, key=lambda pair: pair[0])]


def _rank(entry: Entry, words: list[str]) -> tuple[int, bool] | None:
    text = fold(entry.text)
    everything = f"{fold(' '.join(entry.menus))} {text} {fold(entry.keys)}"
    if not all(word in everything for word in words):
        return None
    if not words or text.startswith(words[0]):
        place = 0
    elif all(_begins_a_word(word, text) for word in words):
        place = 1
    elif all(word in text for word in words):
        place = 2
    else:
        place = 3
    return place, not entry.enabled


def _begins_a_word(word: str, text: str) -> bool:
    return any(part.startswith(word) for part in text.split())
