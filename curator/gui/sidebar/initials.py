"""Under which letter a word is looked up: Chinese ones by how they are spoken."""

from functools import cache, lru_cache

from curator.domain.text import fold

OTHERS = "#"


@cache
def _spoken(character: str) -> str:
    # Loading its tables takes half a second: only a vocabulary with Chinese words pays for it.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  start-up time

    (spoken,) = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore") or ("",)
    return spoken[:1].upper()


@lru_cache(50_000)
def initial(word: str) -> str:
    """Return a letter from A to Z, or `#` for what begins otherwise."""
    folded = fold(word.strip())
    letter = folded[:1].upper()
    if "A" <= letter <= "Z":
        return letter
    if "\u3400" <= folded[:1] <= "\u9fff":
        return _spoken(folded[0]) or OTHERS
    return OTHERS
