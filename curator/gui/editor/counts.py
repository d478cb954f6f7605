"""How much text there is, counted as its readers count: words, and Chinese characters."""

import re
from dataclasses import dataclass

_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|\{%.*?%\}|\{\{.*?\}\}|&#?\w{1,32};", re.S)
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Counts:
    """Words in letters, Han characters one by one, and all characters but blanks."""

    words: int
    han: int
    characters: int


def count(text: str) -> Counts:
    """Count what is read of a text: tags, comments, Liquid and entities are not."""
    readable = _MARKUP.sub(" ", text)
    without_han = _HAN.sub(" ", readable)
    return Counts(
        words=len(_WORD.findall(without_han)),
        han=len(_HAN.findall(readable)),
        characters=sum(map(len, readable.split())),
    )
