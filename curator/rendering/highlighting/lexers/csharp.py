"""C# as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of, quoted

_KEYWORDS = one_of(
    """
    abstract add alias as ascending async await base break by case catch checked const
    continue default delegate descending do else enum equals event explicit extern false
    finally fixed for foreach from get global goto group if implicit in interface internal
    into is join let lock nameof new null on operator orderby out override params partial
    private protected public readonly ref remove return sealed select set sizeof stackalloc
    static switch this throw true try typeof unchecked unsafe value virtual void volatile
    where while yield
    """
)
_TYPES = one_of(
    """
    bool byte char decimal double dynamic float int long object sbyte short string uint
    ulong ushort var
    """
)
_DIRECTIVES = one_of(
    """
    define elif else endif endregion error if line pragma region undef warning
    """
)

_NAME = "@?[_a-zA-Z][a-zA-Z0-9_]*"

CSHARP = Lexer(
    {
        "white space": [
            Rule(r"\s+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/[*].*?[*]/", "cm", opener=r"/[*]", flags=re.DOTALL),
        ],
        "nest": [Rule(r"\{", "p", "nest"), Rule(r"\}", "p", "#pop"), Include("root")],
        "interpolated": [
            Rule(r"\\.", "s"),
            Rule(r"\{", "p", "nest"),
            Rule(r'"|\n', "s", "#pop"),
            Rule(r".", "s"),
        ],
        "interpolated verbatim": [
            Rule(r'""', "s"),
            Rule(r"\{", "p", "nest"),
            Rule(r'"', "s", "#pop"),
            Rule(r".", "s"),
        ],
        "root": [
            Include("white space"),
            Rule(r'\$\s*"', "s", "interpolated"),
            Rule(r'\$@\s*"', "s", "interpolated verbatim"),
            Rule(rf"<\[\s*(?:{_NAME}:)?|\]>", "k"),
            Rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", "p"),
            Rule(r'@"(?:""|[^"])*"', "s", opener='@"'),
            Rule(quoted('"', ".", r'[^"\\\n]', r'["\n]'), "s"),
            Rule(r"'(?:\\.|.)'", "sc"),
            Rule(r"0x[0-9a-f]+[lu]?", "m", flags=re.IGNORECASE),
            Rule(r"[0-9](?:[.][0-9]*)?(?:e[+-][0-9]+)?[fldu]?", "m", flags=re.IGNORECASE),
            Rule(r"(?:class|struct|interface)\b", "k", "class"),
            Rule(r"(?:namespace|using)\b", "k", "namespace"),
            Rule(rf"^#[ \t]*{_DIRECTIVES}\b.*?\n", "cp"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(rf"{_NAME}(?=\s*[(])", "nf"),
            Rule(_NAME, "n"),
        ],
        "class": [Include("white space"), Rule(_NAME, "nc", "#pop")],
        "namespace": [
            Include("white space"),
            Rule(r"(?=[(])", "", "#pop"),
            Rule(rf"(?:{_NAME}|[.])+", "nn", "#pop"),
        ],
    }
)
