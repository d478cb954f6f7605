"""D as Rouge reads it."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of, quoted

_KEYWORDS = one_of(
    """
    __gshared __parameters __traits __vector abstract alias align asm assert auto body break
    case cast catch class const continue debug default delegate delete deprecated do else
    enum export extern final finally for foreach foreach_reverse function goto if immutable
    import in inout interface invariant is lazy mixin module new nothrow out override
    package pragma private protected public pure ref return scope shared static struct super
    switch synchronized template this throw try typedef typeid typeof union unittest version
    volatile while with
    """
)
_TYPES = one_of(
    """
    bool byte cdouble cent cfloat char creal dchar double float idouble ifloat int ireal
    long real short ubyte ucent uint ulong ushort void wchar
    """
)
_PSEUDO = one_of(
    """
    __DATE__ __EOF__ __FILE_FULL_PATH__ __FILE__ __FUNCTION__ __LINE__ __MODULE__
    __PRETTY_FUNCTION__ __TIMESTAMP__ __TIME__ __VENDOR__ __VERSION__
    """
)

_ESCAPE = (
    r"""\\(?:['"?\\abfnrtv]|x[0-9a-fA-F]{2}|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|&\w+;)"""
)
_SUFFIX = "[fFL]?i?"


def _delimited(name: str, opening: str, closing: str) -> dict[str, list[Rule | Include]]:
    """Return the states of a string that brackets delimit; they nest in it."""
    plain = Rule(rf"[^{opening}{closing}]+", "s")
    return {
        name: [
            plain,
            Rule(opening, "s", f"inside {name}"),
            Rule(f'{closing}"', "s", "#pop"),
        ],
        f"inside {name}": [
            plain,
            Rule(opening, "s", "#push"),
            Rule(closing, "s", "#pop"),
        ],
    }


D = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"//.*", "c1"),
            Rule(r"/(?:\\\n)?[*][\s\S]*?[*](?:\\\n)?/", "cm", opener=r"/(?:\\\n)?[*]"),
            Rule(r"/\+", "cm", "comment"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(r"(?:false|true|null)\b", "kc"),
            Rule(rf"{_PSEUDO}\b", "kp"),
            Rule(r"macro\b", "kr"),
            Rule(r"(?:string|wstring|dstring|size_t|ptrdiff_t)\b", "nb"),
            Rule(
                r"0[xX](?:[0-9a-fA-F_]*\.[0-9a-fA-F_]+|[0-9a-fA-F_]+)[pP][+-]?[0-9_]+" + _SUFFIX,
                "mf",
            ),
            Rule(
                r"[0-9_]+(?:\.[0-9_]+[eE][+-]?[0-9_]+|\.[0-9_]*|[eE][+-]?[0-9_]+)" + _SUFFIX,
                "mf",
            ),
            Rule(r"\.(?:0|[1-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?" + _SUFFIX, "mf"),
            Rule(r"0[Bb][01_]+", "mb"),
            Rule(r"0[0-7_]+", "mo"),
            Rule(r"0[xX][0-9a-fA-F_]+", "mh"),
            Rule(r"(?:0|[1-9][0-9_]*)(?:[LUu]|Lu|LU|uL|UL)?", "mi"),
            Rule(rf"'(?:{_ESCAPE}|.)'", "sc"),
            Rule(r'r"[^"]*"[cwd]?', "s", opener='r"'),
            Rule(r"`[^`]*`[cwd]?", "s", opener="`"),
            Rule(quoted('"', r'[\\"]', r'[^"\\]') + "[cwd]?", "s", opener='"'),
            Rule(_ESCAPE, "s"),
            Rule(r'x"[0-9a-fA-F_\s]*"[cwd]?', "s"),
            Rule(r'q"\[', "s", "square brackets"),
            Rule(r'q"\(', "s", "brackets"),
            Rule(r'q"<', "s", "angle brackets"),
            Rule(r'q"\{', "s", "braces"),
            Rule(r'q"([a-zA-Z_]\w*)\n.*?\n\1"|q"(.).*?\2"', "s"),
            Rule(r"q\{", "s", "tokens"),
            Rule(r"@(?:[a-zA-Z_]\w*)?", "nd"),
            Rule(r"\.\.\.?|[/.&|+<>!()\[\]{}?,;:$=*%^~-]", "p"),
            Rule(r"[a-zA-Z_]\w*", "n"),
            Rule(r"#line\s.*\n", "cs"),
        ],
        "comment": [
            Rule(r"[^+/]+", "cm"),
            Rule(r"/\+", "cm", "#push"),
            Rule(r"\+/", "cm", "#pop"),
            Rule(r"[+/]", "cm"),
        ],
        "tokens": [
            Rule(r"\{", "p", "nested tokens"),
            Rule(r"\}", "s", "#pop"),
            Include("root"),
        ],
        "nested tokens": [
            Rule(r"\{", "p", "#push"),
            Rule(r"\}", "p", "#pop"),
            Include("root"),
        ],
        **_delimited("square brackets", r"\[", r"\]"),
        **_delimited("brackets", r"\(", r"\)"),
        **_delimited("angle brackets", "<", ">"),
        **_delimited("braces", r"\{", r"\}"),
    }
)
