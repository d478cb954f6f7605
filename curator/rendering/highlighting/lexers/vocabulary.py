"""What tables of rules share: lists of words, and letters of all scripts.

The letters are the insides of character classes: `f"[{LETTER}_][{LETTER_OR_DIGIT}_]*"`. They stand
for the bracket classes and properties that Ruby reads in Unicode, where `\\w` is ASCII.
"""

from pygments import unistring

LETTER = unistring.combine("Lu", "Ll", "Lt", "Lm", "Lo", "Nl")
LETTER_OR_DIGIT = unistring.combine("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd")
WORD = unistring.combine("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd", "Mn", "Mc", "Pc")
UPPER = unistring.combine("Lu")
LOWER = unistring.combine("Ll")

BLANK = r"[ \t\r\f\v]"
"""White space that ends no line."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def one_of(text: str) -> str:
    """Return a pattern for any word of a text; let a boundary follow it."""
    return "(?:" + "|".join(text.split()) + ")"


def quoted(quote: str, pair: str, plain: str, close: str = "", torn: str = "") -> str:
    r"""Return a pattern for a string with escapes, read once whatever it holds.

    `pair` is what may follow a backslash, `plain` a character that is neither backslash nor
    quote, `close` what ends the string where that is not what begins it. A string that never
    closes ends, as in Rouge, at its last escaped quote (`torn`, where that is not the beginning).
    """
    torn = torn or quote
    whole = rf"(?:\\{pair}|{plain}|\\)*+{close or quote}"
    open_ = rf"(?:(?:\\(?!{torn}){pair}|{plain}|\\(?!{pair}))*+\\{torn})++"
    return f"{quote}(?:{whole}|{open_})"
