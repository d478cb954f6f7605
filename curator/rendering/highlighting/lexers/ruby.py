"""Ruby.

Whether `/`, `%` or `?` starts a literal depends on what came before: `operand` is entered where a
value is due, `call` behind a name that may take an argument without parentheses.
"""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, States
from curator.rendering.highlighting.lexers.patterns import quoted
from curator.rendering.highlighting.lexers.ruby_literals import (
    ANNOUNCEMENTS,
    HEREDOC_STATES,
    begin,
    percent,
    quoted_state,
)
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of(
    r"""
BEGIN END alias begin break case defined\? do else elsif end ensure for if in next redo rescue raise
retry return super then undef unless until when while yield
"""
)
_PSEUDO_KEYWORDS = one_of(
    """
loop include extend raise alias_method attr catch throw private module_function public protected
true false nil __FILE__ __LINE__
"""
)
_BUILTINS = one_of(
    r"""
attr_reader attr_writer attr_accessor __id__ __send__ abort ancestors at_exit autoload binding
callcc caller catch chomp chop class_eval class_variables clone const_defined\? const_get
const_missing const_set constants display dup eval exec exit extend fail fork format freeze getc
gets global_variables gsub hash id included_modules inspect instance_eval instance_method
instance_methods instance_variable_get instance_variable_set instance_variables lambda load
local_variables loop method method_missing methods module_eval name object_id open p print printf
private_class_method private_instance_methods private_methods proc protected_instance_methods
protected_methods public_class_method public_instance_methods public_methods putc puts raise rand
readline readlines require require_relative scan select self send set_trace_func singleton_methods
sleep split sprintf srand sub syscall system taint test throw to_a to_s trace_var trap untaint
untrace_var warn
"""
)
_QUESTIONS = one_of(
    """
autoload block_given const_defined eql equal frozen include instance_of is_a iterator kind_of
method_defined nil private_method_defined protected_method_defined public_method_defined respond_to
tainted
"""
)
_COMMANDS = one_of("chomp chop exit gsub sub")

_ESCAPE = r"""(?:[\\abefnrstv#"']|x[a-fA-F0-9]{1,2}|[0-7]{1,3})"""
_SPACES = Rule(r"[ \t\r]+", "")

_PERCENT = percent(r"%([rqswQWxiI])?([^\w\s])", lambda: LEXER)

_BLANKS = [
    _SPACES,
    Rule(r"\n\s*", "", "operand"),
    Rule(r"#.*$", "c1"),
    Rule(r"=begin\b[\s\S]*?\n=end\b", "cm", opener=r"=begin\b"),
]

_STRINGS = [
    Rule(r"(?i):@{0,2}[a-z_]\w*[!?]?", "ss"),
    Rule(r":(?:\*\*|[-+]@|[/%&|^`~]|\[\]=?|<<|>>|<=?>|<=?|===?)", "ss"),
    Rule(rf":{quoted(chr(39))}", "ss", opener=":'"),
    Rule(r':"', "ss", "symbol"),
    Rule(r"[a-z_]\w*?[?!]?:\s+", "ss", "operand"),
    Rule(quoted("'"), "s1", opener="'"),
    Rule(r'"', "s2", "string"),
    Rule(r"`", "sb", "backticks"),
]

_NUMBERS = [
    Rule(r"0_?[0-7]+(?:_[0-7]+)*", "mo"),
    Rule(r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
    Rule(r"0b[01]+(?:_[01]+)*", "mb"),
    Rule(r"\d+(?:_\d+)*(?:\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", "mf"),
    Rule(r"\d+(?:_\d+)*", "mi"),
]

_VARIABLES = [
    Rule(r"@@[a-zA-Z_]\w*", "vc"),
    Rule(r"@[a-zA-Z_]\w*", "vi"),
    Rule(r"""\$(?:\w+|[!@&`'+~=/\\,;.<>_*$?:"]|-[0adFiIlpvw])""", "vg"),
]

_OPERATORS = [
    Rule(r"\*\*|<<?|>>?|>=|<=|<=>|=~|===|!~|&&?|\|\||\.", "o", "operand"),
    Rule(r"[-+/*%=<>&!^|~]=?", "o", "operand"),
    Rule(r"\?", "p", ("ternary", "operand")),
    Rule(r"[\[({,:\\;/]", "p", "operand"),
    Rule(r"[\])}]", "p"),
]

_FUNCTION_NAME = r"""(?x)
(?: ([a-zA-Z_]\w*) (\.) )?
( [a-zA-Z_]\w*[!?]? | \*\*? | [-+]@? | [/%&|^`~] | \[\]=? | <<? | >>? | <=?> | >= | ===? )
"""


STATES: States = {
    "root": [
        *_BLANKS,
        Rule(r"__END__", "cp", "end of code"),
        *_NUMBERS,
        *_VARIABLES,
        Rule(r"::", "o"),
        *_STRINGS,
        Rule(rf"{_KEYWORDS}(?=\W|$)", "k", "operand"),
        Rule(rf"{_PSEUDO_KEYWORDS}\b", "kp", "operand"),
        Rule(
            r"(module)(\s+)([a-zA-Z_][a-zA-Z0-9_]*(?:::[a-zA-Z_][a-zA-Z0-9_]*)*)",
            ("k", "", "nn"),
        ),
        Rule(r"(def\b)(\s*)", ("k", ""), "function name"),
        Rule(r"(class\b)(\s*)", ("k", ""), "class name"),
        Rule(rf"{_QUESTIONS}\?|{_COMMANDS}!", "nb", "operand"),
        Rule(rf"{_BUILTINS}\b", "nb", "call"),
        *ANNOUNCEMENTS,
        Rule(r"\.{2,3}", "o", "operand"),
        Rule(r"[A-Z][a-zA-Z0-9_]*", "no", "call"),
        Rule(r"(\.|::)(\s*)([a-z_]\w*[!?]?|[*%&^`~+-/\[<>=])", ("p", "", "nf"), "call"),
        Rule(r"[a-zA-Z_]\w*[?!]", "n", "operand"),
        Rule(r"[a-zA-Z_]\w*", "n", "call"),
        *_OPERATORS,
    ],
    "regex flags": [Rule(r"[mixounse]*", "sr", "#pop")],
    "string": quoted_state("s2", '"'),
    "symbol": quoted_state("ss", '"'),
    "backticks": quoted_state("sb", "`"),
    **HEREDOC_STATES,
    "function name": [
        Rule(r"\s+", ""),
        Rule(r"\(", "p", "receiver"),
        Rule(_FUNCTION_NAME, ("nc", "o", "nf"), "#pop"),
        Rule(r"", "", "#pop"),
    ],
    "class name": [
        Rule(r"\s+", ""),
        Rule(r"\w+(?:::\w+)+", "nc"),
        Rule(r"\(", "p", ("receiver", "operand")),
        Rule(r"<<", "o", "=operand"),
        Rule(r"[A-Z_]\w*", "nc", "#pop"),
        Rule(r"", "", "#pop"),
    ],
    "ternary": [
        Rule(r"(:)(\s+)", ("p", ""), "=operand"),
        Rule(r":(?![^#\n]*?[:\\])", "p", "=operand"),
        Include("root"),
    ],
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
        Rule(rf"\\(?:{_ESCAPE}|.)", "se"),
    ],
    "call": [
        Rule(r"[/%]", "o", "=operand"),
        Rule(r"(?=\n)", "", "#pop"),
        Rule(r"", "", "=argument"),
    ],
    "argument": [
        *_BLANKS,
        Rule(r"[%/]=", "o", "=operand"),
        Rule(r"/(?=\S|\s*/)", "sr", "=regex"),
        _PERCENT,
        Rule(r"(?=\s*/)", "", "#pop"),
        Rule(r"\s+", "", "=operand"),
        Rule(r"", "", "#pop"),
    ],
    "operand": [
        _SPACES,
        Rule(r"/", "sr", "=regex"),
        Rule(rf"\?(?:\\[MC]-)*(?:\\{_ESCAPE}|\S)(?!\w)", "sc", "#pop"),
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
}

LEXER: Lexer = Lexer(STATES, begin=begin)
