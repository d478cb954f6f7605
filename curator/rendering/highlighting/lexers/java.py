"""Java as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import (
    BLANK,
    LETTER,
    LETTER_OR_DIGIT,
    UPPER,
    WORD,
    one_of,
    quoted,
)

_KEYWORDS = one_of(
    """
    assert break case catch continue default do else finally for goto if instanceof new
    return switch this throw try while
    """
)
_DECLARATIONS = one_of(
    """
    abstract const enum extends final implements native private protected public static
    strictfp super synchronized throws transient volatile
    """
)
_TYPES = one_of("boolean byte char double float int long short var void")

_NAME = f"[{LETTER}_][{WORD}]*"

_SIGNATURE = (
    # What stands before the name of a method: types and modifiers. Rouge sets no limit; one keeps
    # long rows of words from being read again at every word.
    r"(\s*(?:[a-zA-Z_][a-zA-Z0-9_.\[\]<>]{0,250}\s+){1,40}?)([a-zA-Z_][a-zA-Z0-9_]*)(\s*)(\()"
)


def _digits(digit: str) -> str:
    """Return a pattern for digits with underscores between them."""
    return f"(?:{digit}_+{digit}|{digit})+"


def _signature(run: Run, match: re.Match[str]) -> None:
    run.recurse(match[1])
    run.put("nf", match[2])
    run.put("", match[3])
    run.put("o", match[4])


JAVA = Lexer(
    {
        "root": [
            Rule(rf"{BLANK}+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/\*.*?\*/", "cm", opener=r"/\*", flags=re.DOTALL),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(_SIGNATURE, _signature),
            Rule(f"@{_NAME}", "nd"),
            Rule(rf"{_DECLARATIONS}\b", "kd"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(r"(?:true|false|null)\b", "kc"),
            Rule(r"(?:class|interface)\b", "kd", "class"),
            Rule(r"(?:import|package)\b", "kn", "import"),
            Rule(quoted('"', r'[\\"]', r'[^"\\]'), "s", opener='"'),
            Rule(r"'(?:\\.|[^\\]|\\u[0-9a-f]{4})'", "sc"),
            Rule(rf"(\.)({_NAME})", ("o", "na")),
            Rule(f"{_NAME}:", "nl"),
            Rule(rf"[{UPPER}][{UPPER}0-9_]*\b", "no"),
            Rule(rf"[{UPPER}][{LETTER_OR_DIGIT}]*\b", "nc"),
            Rule(rf"\$?{_NAME}", "n"),
            Rule(r"[~^*!%&\[\](){}<>|+=:;,./?-]", "o"),
            Rule(
                rf"{_digits('[0-9]')}\.{_digits('[0-9]')}(?:[eE]{_digits('[0-9]')})?[fd]?",
                "mf",
            ),
            Rule(rf"0[bB]{_digits('[01]')}", "mb"),
            Rule(rf"0[xX]{_digits('[0-9a-fA-F]')}", "mh"),
            Rule(rf"0{_digits('[0-7]')}", "mo"),
            Rule(rf"{_digits('[0-9]')}L?", "mi"),
            # No signature follows here: none starts at the rest of this space either.
            Rule(r"\n\s*", ""),
        ],
        "class": [Rule(r"\s+", ""), Rule(_NAME, "nc", "#pop")],
        "import": [Rule(r"\s+", ""), Rule(r"[a-zA-Z0-9_.]+\*?", "nn", "#pop")],
    }
)
