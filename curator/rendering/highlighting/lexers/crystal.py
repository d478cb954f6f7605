"""Crystal as Rouge reads it: Ruby's ways with words and signs of its own.

Whether `/`, `%` or `?` starts a literal depends on what came before: `operand` is entered where a
value is due, `call` behind a name that may take an argument without parentheses.
"""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.ruby_literals import (
    ANNOUNCEMENTS,
    HEREDOC_STATES,
    begin,
    percent,
    quoted_state,
)
from curator.rendering.highlighting.lexers.vocabulary import one_of, quoted

_KEYWORDS = one_of(
    r"""
    BEGIN END alias as begin break case defined\? do else elsif end ensure for fun if ifdef in
    lib next of raise redo rescue retry return super then type undef unless until when while
    yield
    """
)
_PSEUDO = one_of(
    """
    alias_method attr attr_accessor attr_reader attr_writer catch extend false getter getter! getter?
    include initialize loop module_function new nil private property property! property? protected
    public raise record struct throw true __FILE__ __LINE__
    """
)
_BUILTINS = one_of(
    """
    abort ancestors at_exit caller catch chomp chop clone constants display dup eval exec exit
    extend fail fork format freeze getc gets global_variables gsub hash id included_modules
    inspect instance_eval instance_method instance_methods lambda loop method method_missing
    methods module_eval name object_id open p print printf proc putc puts raise rand readline
    readlines require scan select self send sleep split sprintf srand sub syscall system test
    throw to_a to_s trap warn
    """
)

_ESCAPED = r"\\u[a-fA-F0-9]{4}|\\u\{[a-fA-F0-9]{1,6}\}|\\[abefnrtv]"
_BLANK = Rule(r"[ \t\r]+", "")
_SPACE: list[Rule | Include] = [
    _BLANK,
    Rule(r"\n\s*", "", "operand"),
    Rule(r"#.*$", "c1"),
    Rule(r"=begin\b[\s\S]*?\n=end\b", "cm", opener=r"=begin\b"),
]
_STRINGS: list[Rule | Include] = [
    Rule(r":@{0,2}[a-zA-Z_]\w*[!?]?", "ss"),
    Rule(
        r":(?:===|=?~|\[\][=?]?|\*\*=?|//=?|[=^*/+-]=?|&[&*+-]?=?|\|\|?=?|![=~]?|%=?|<=>|<<?=?"
        r"|>>?=?|\.\.\.?)",
        "ss",
    ),
    Rule(quoted(":'", r"[\\']", r"[^'\\]", "'", "'"), "ss", opener=":'"),
    Rule(r':"', "ss", "symbol"),
    Rule(r"[a-z_]\w*?[?!]?:\s+", "ss", "operand"),
    Rule(r'"', "s2", "string"),
    Rule(r"`", "sb", "backticks"),
    # Rouge shows the last character alone of what the quotes hold.
    Rule(rf"(')({_ESCAPED})?(\\[\\']|[^'\\]|\\(?![\\']))*+(')", ("s1", "se", "s1", "s1")),
    Rule(
        rf"(')({_ESCAPED})?(?:(?:\\\\|[^'\\]|\\(?!['\\]))*+(\\)('))++",
        ("s1", "se", "s1", "s1"),
        opener="'",
    ),
]
_PERCENT = percent(r"%([rqswQWxiI])?([^\w\s}])", lambda: CRYSTAL)

CRYSTAL: Lexer = Lexer(
    {
        "root": [
            *_SPACE,
            Rule(r"__END__", "cp", "end of code"),
            Rule(r"0o[0-7]+(?:_[0-7]+)*", "mo"),
            Rule(r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
            Rule(r"0b[01]+(?:_[01]+)*", "mb"),
            Rule(
                r"\d+\.\d+(?:e[+-]?\d+)?(?:_f32)?|\d+e[+-]?\d+|\d+_f32",
                "mf",
                flags=re.IGNORECASE,
            ),
            Rule(r"\d+(?:_\d+)*(?:_[iu]\d+)?", "mi"),
            Rule(r"@\[[^\]]+\]", "nd"),
            Rule(r"@@[a-zA-Z_]\w*", "vc"),
            Rule(r"@[a-zA-Z_]\w*", "vi"),
            Rule(r"""\$(?:\w+|[!@&`'+~=/\\,;.<>_*$?:"]|-[0adFiIlpvw])""", "vg"),
            Rule(r"::", "o"),
            *_STRINGS,
            Rule(rf"{_KEYWORDS}\b", "k", "operand"),
            Rule(rf"{_PSEUDO}\b", "kp", "operand"),
            Rule(
                r"(module)(\s+)([a-zA-Z_][a-zA-Z0-9_]*(?:::[a-zA-Z_][a-zA-Z0-9_]*)*)",
                ("k", "", "nn"),
            ),
            Rule(r"(def|macro\b)(\s*)", ("k", ""), "function name"),
            Rule(r"(class\b)(\s*)", ("k", ""), "class name"),
            Rule(
                r"(?:eql|equal|include|is_a|iterator|kind_of|nil)\?|(?:chomp|chop|exit|gsub|sub)!",
                "nb",
                "operand",
            ),
            Rule(rf"{_BUILTINS}\b", "nb", "call"),
            *ANNOUNCEMENTS,
            Rule(r"\.{2,3}", "o", "operand"),
            Rule(r"[A-Z][a-zA-Z0-9_]*", "no", "call"),
            Rule(r"(\.|::)(\s*)([a-z_]\w*[!?]?|[*%&^`~+-/\[<>=])", ("p", "", "nf"), "call"),
            Rule(r"[a-zA-Z_]\w*[?!]", "n", "operand"),
            Rule(r"[a-zA-Z_]\w*", "n", "call"),
            Rule(
                r"\*\*|//|>=|<=|<=>|<<?|>>?|=~|={3}|!~|&&?|\|\||\.",
                "o",
                "operand",
            ),
            Rule(r"\{%|%\}", "p"),
            Rule(r"[-+/*%=<>&!^|~]=?", "o", "operand"),
            Rule(r"[?]", "p", ("ternary", "operand")),
            Rule(r"[\[({,:\\;/]", "p", "operand"),
            Rule(r"[\])}]", "p"),
        ],
        "regex flags": [Rule(r"[mixounse]*", "sr", "#pop")],
        "string": quoted_state("s2", '"'),
        "symbol": quoted_state("ss", '"'),
        "backticks": quoted_state("sb", "`"),
        **HEREDOC_STATES,
        "function name": [
            Rule(r"\s+", ""),
            Rule(r"\(", "p", "receiver"),
            Rule(
                r"(?:([a-zA-Z_]\w*)(\.))?([a-zA-Z_]\w*[!?]?|\*\*?|[-+]@?|[/%&|^`~]|\[\]=?|<<?|>>?"
                r"|<=>?|>=|===?)",
                ("nc", "o", "nf"),
                "#pop",
            ),
            Rule(r"", "", "#pop"),
        ],
        "class name": [
            Rule(r"\s+", ""),
            Rule(r"\(", "p", ("receiver", "operand")),
            Rule(r"<<", "o", "=operand"),
            Rule(r"[A-Z_]\w*", "nc", "#pop"),
            Rule(r"", "", "#pop"),
        ],
        "ternary": [Rule(r":(?!:)", "p", "=operand"), Include("root")],
        "receiver": [
            Rule(r"(\))(\.|::)?", ("p", "o"), "#pop"),
            Rule(r"\(", "p", ("receiver", "operand")),
            Include("root"),
        ],
        "interpolation": [Rule(r"\}", "si", "#pop"), Include("root")],
        "interpolations": [
            Rule(r"#\{", "si", "interpolation"),
            Rule(r"#(?:@@?|\$)[a-zA-Z_]\w*", "si"),
        ],
        "escapes": [
            Include("interpolations"),
            Rule(r"""\\(?:[\\abefnrstv#"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3})""", "se"),
            Rule(r"\\u(?:[a-fA-F0-9]{4}|\{[^}]+\})|\\.", "se"),
        ],
        "call": [
            Rule(r"/", "o", "=operand"),
            Rule(r"(?=\n)", "", "#pop"),
            Rule(r"", "", "=argument"),
        ],
        "argument": [
            *_SPACE,
            Rule(r"[%/]=", "o", "=operand"),
            Rule(r"/(?=\S|\s*/)", "sr", "=regex"),
            _PERCENT,
            Rule(r"(?=\s*/)", "", "#pop"),
            Rule(r"\s+", "", "=operand"),
            Rule(r"", "", "#pop"),
        ],
        "operand": [
            _BLANK,
            Rule(r"/", "sr", "=regex"),
            Rule(
                r"""[?](?:\\[MC]-)*(?:\\(?:[\\abefnrstv#"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3})|\S)"""
                r"(?!\w)",
                "sc",
                "#pop",
            ),
            Rule(r"(\s*)(%[rqswQWxiI]? \S* )", ("", "sx"), "#pop"),
            _PERCENT,
            Rule(r"", "", "#pop"),
        ],
        "regex": [
            Include("interpolations"),
            Rule(r"\\[\\/]|[\\#]|[^\\/#]+", "sr"),
            Rule(r"/", "sr", "=regex flags"),
        ],
        "end of code": [Rule(r"[\s\S]+", "cp", "#pop")],
    },
    begin=begin,
)
