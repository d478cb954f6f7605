"""Which language a text is set in, as far as fonts, quotation marks and line breaks depend on it."""

import re

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_MARKUP = re.compile(r"<[^<>]*>|\{[{%].*?[%}]\}|https?://\S+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_TRADITIONAL = frozenset(
    "這個們來時說國對會為學發經後過點體開關與從還進實業產當應無種門問間見長書員兩樣"
)
_SIMPLIFIED = frozenset(
    "这个们来时说国对会为学发经后过点体开关与从还进实业产当应无种门问间见长书员两样"
)
_SAMPLE = 4000


def language(text: str, stated: object = None, fallback: str = "") -> str:
    """Return a language tag: what the text states, what its letters show, or the fallback.

    A site's language is only a fallback: an English article on a Chinese site is still English,
    and set in Chinese fonts its quotation marks would be as wide as a character.
    """
    if isinstance(stated, str) and _TAG.fullmatch(stated):
        return stated.replace("_", "-")
    sample = _MARKUP.sub(" ", text[: _SAMPLE * 2])[:_SAMPLE]
    han, kana, hangul = (len(found.findall(sample)) for found in (_HAN, _KANA, _HANGUL))
    letters = sum(char.isalpha() for char in sample)
    if letters < 20:
        return fallback or ("zh-CN" if han else "en")
    if kana * 10 > letters:
        return "ja"
    if hangul * 5 > letters:
        return "ko"
    if han * 5 > letters:
        return _chinese(sample, fallback)
    if fallback and not fallback.lower().startswith(("zh", "ja", "ko")):
        return fallback
    return "en"


def _chinese(sample: str, fallback: str) -> str:
    if fallback.lower().startswith("zh"):
        return fallback
    traditional = sum(char in _TRADITIONAL for char in sample)
    simplified = sum(char in _SIMPLIFIED for char in sample)
    return "zh-TW" if traditional > simplified else "zh-CN"
