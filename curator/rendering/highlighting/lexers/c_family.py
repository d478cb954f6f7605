"""C and what grew from it (C++, CUDA, Objective-C and its ++) as Rouge reads them.

The first is a table which the others extend.
"""

import re
from collections.abc import Mapping, Sequence

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import LETTER_OR_DIGIT, words

_C_KEYWORDS = words(
    """
    _Alignas _Alignof _Atomic _Generic _Imaginary _Noreturn _Static_assert _Thread_local auto
    break case const continue default do else enum extern for goto if register restricted return
    sizeof static struct switch typedef union virtual volatile while
    """
)
_C_TYPES = words(
    """
    DIR FILE _Bool _Complex char char16_t char32_t clock_t div_t double float fpos_t int int16_t
    int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t
    int_least32_t int_least64_t int_least8_t intmax_t intptr_t jmp_buf ldiv_t long mbstate_t
    off_t ptrdiff_t short sig_atomic_t signed size_t ssize_t time_t uint16_t uint32_t uint64_t
    uint8_t uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t
    uint_least64_t uint_least8_t uintmax_t uintptr_t unsigned va_list void wchar_t wctrans_t
    wctype_t wint_t
    """
)
_C_RESERVED = words(
    """
    __asm __based __cdecl __declspec __except __fastcall __finally __inline __int16 __int32
    __int61 __int8 __leave __naked __restrict __stdcall __thread __try __typename _inline _naked
    _restrict _thread _typename inline naked restrict thread typename
    """
)
_CPP_KEYWORDS = _C_KEYWORDS | words(
    """
    alignas alignof asm auto catch char8_t co_await co_return co_yield concept const_cast
    consteval constexpr constinit decltype delete dynamic_cast explicit export final friend
    mutable namespace new noexcept operator override private protected public reinterpret_cast
    requires restrict size_of static_assert static_cast this thread_local throw throws try
    typeid typename using virtual
    """
)
_CPP_RESERVED = _C_RESERVED | words(
    """
    __event __interface __multiple_inheritance __single_inheritance __super __uuidof
    __virtual_inheritance
    """
)
_CUDA_KEYWORDS = words(
    """
    __constant__ __device__ __forceinline__ __global__ __host__ __managed__ __noinline__
    __restrict__ __shared__
    """
)
_CUDA_TYPES = words(
    """
    char1 char2 char3 char4 dim3 double1 double2 double3 double4 float1 float2 float3 float4
    int1 int2 int3 int4 long1 long2 long3 long4 longlong1 longlong2 longlong3 longlong4 short1
    short2 short3 short4 uchar1 uchar2 uchar3 uchar4 uint1 uint2 uint3 uint4 ulong1 ulong2
    ulong3 ulong4 ulonglong1 ulonglong2 ulonglong3 ulonglong4 ushort1 ushort2 ushort3 ushort4
    """
)
_OBJC_AT_WORDS = Words(
    {
        "k": words(
            """
            autoreleasepool catch dynamic encode end finally implementation import interface
            optional private property protected public selector synchronized synthesize throw
            try
            """
        ),
        "nb": words("true false YES NO"),
    },
    "err",
)

_NAME = "[a-zA-Z_][a-zA-Z0-9_]*"
_OBJC_NAME = r"[a-zA-Z$_][a-zA-Z0-9$_]*"

_Rules = list[Rule | Include]
_Table = dict[str, _Rules]


def _function_pattern(after: str = "") -> str:
    """Return a pattern for result, name, parameters, and what opens the body or ends the declaration.

    Rouge sets no limits; these keep a text without semicolons from being read again at every word.
    """
    return (
        rf"([\w*\s]{{1,600}}?[\s*])({_NAME})(\s*\([^;]{{0,3000}}?\){after})"
        r"((?:(?:\s|//.*?\n|/[*].*?[*]/)+)?)([{;])"
    )


def _function(run: Run, match: re.Match[str]) -> None:
    run.recurse(match[1])
    run.put("nf", match[2])
    run.recurse(match[3])
    run.recurse(match[4])
    run.put("p", match[5])
    if match[5] == "{":
        run.go("function")


def _line_start(run: Run) -> None:
    run.go("line start")


_C: _Table = {
    "expression line start": [
        Include("blank"),
        Rule(r"#if\s0", "c", "if 0"),
        Rule(r"#", "cp", "macro"),
        Rule(r"", "", "#pop"),
    ],
    "line start": [
        Rule(rf"{_NAME}:(?!:)", "nl"),
        Include("expression line start"),
    ],
    "blank": [
        Rule(r"[ \t\r]+|\\\n", ""),
        Rule(r"/(?:\\\n)?[*].*?[*](?:\\\n)?/", "cm", opener=r"/(?:\\\n)?[*]", flags=re.DOTALL),
    ],
    "white space": [
        Rule(r"\n+", "", "line start"),
        Rule(r"//(?:\\.|.)*?$", "c1", "line start"),
        Include("blank"),
    ],
    "expression white space": [
        Rule(r"\n+", "", "expression line start"),
        Include("white space"),
    ],
    "statements": [
        Include("white space"),
        Rule(r'(?:u8|u|U|L)?"', "s", "string"),
        Rule(
            r"(?:u8|u|U|L)?'(?:\\.|\\[0-7]{1,3}|\\x[a-f0-9]{1,2}|[^\\'\n])'",
            "sc",
            flags=re.IGNORECASE,
        ),
        Rule(r"(?:\d+[.]\d*|[.]?\d+)e[+-]?\d+[lu]*", "mf", flags=re.IGNORECASE),
        Rule(r"0x[0-9a-f]+[lu]*", "mh", flags=re.IGNORECASE),
        Rule(r"0[0-7]+[lu]*", "mo", flags=re.IGNORECASE),
        Rule(r"\d+[lu]*", "mi", flags=re.IGNORECASE),
        Rule(r"\*/", "err"),
        Rule(r"[~!%^&*+=|?:<>/-]", "o"),
        Rule(r"[()\[\],.;]", "p"),
        Rule(r"case\b", "k", "case"),
        Rule(r"(?:true|false|NULL)\b", "nb"),
    ],
    "case": [Rule(r":", "p", "#pop"), Include("statements")],
    "root": [
        Include("expression white space"),
        Rule(_function_pattern(), _function),
        Rule(r"\{", "p", "function"),
        Include("statements"),
    ],
    "function": [
        Include("statements"),
        Rule(r"\{", "p", "function"),
        Rule(r"\}", "p", "#pop"),
    ],
    "string": [
        Rule(r'"', "s", "#pop"),
        Rule(r"""\\(?:[\\abfnrtv"']|x[a-fA-F0-9]{2,4}|[0-7]{1,3})""", "se"),
        Rule(r'[^\\"\n]+|\\\n?', "s"),
    ],
    "macro": [
        Rule(r"(include)(\s*)(<[^>]+>)([^\n]*)", ("cp", "", "cpf", "c1")),
        Rule(r'(include)(\s*)("[^"]+")([^\n]*)', ("cp", "", "cpf", "c1")),
        Rule(r"[^/\n\\]+", "cp"),
        Rule(r"\\.", "cp", flags=re.DOTALL),
        Include("blank"),
        Rule(r"/", "cp"),
        Rule(r"\n", "cp", "#pop"),
    ],
    "if 0": [
        Rule(r"^\s*#if", "c", "if 0"),
        Rule(r"^\s*#\s*el(?:se|if)", "c", "#pop"),
        Rule(r"^\s*#\s*endif\b.*?(?<!\\)\n", "c", "#pop", flags=re.DOTALL),
        Rule(r".*\n", "c", opener="."),
    ],
}


def _extended(table: Mapping[str, Sequence[Rule | Include]], first: _Table, more: _Table) -> _Table:
    """Return a table with rules put before those of its states, and with further states."""
    joined = {name: [*first.get(name, ()), *rules] for name, rules in table.items()}
    return {**joined, **more}


def _with_names(table: _Table, names: Words) -> _Table:
    """Return a table whose statements end with names looked up."""
    return {**table, "statements": [*table["statements"], Rule(_NAME, names)]}


_C_NAMES = Words({"k": _C_KEYWORDS, "kt": _C_TYPES, "kr": _C_RESERVED}, "n")
_CPP_TYPES = _C_TYPES | {"bool"}
_CPP_NAMES = Words({"k": _CPP_KEYWORDS, "kt": _CPP_TYPES, "kr": _CPP_RESERVED}, "n")
_CUDA_NAMES = Words(
    {
        "k": _CPP_KEYWORDS | _CUDA_KEYWORDS,
        "kt": _CPP_TYPES | _CUDA_TYPES,
        "kr": _CPP_RESERVED,
    },
    "n",
)

_DIGITS = r"\d(?:'?\d)*"

_CPP: _Table = _extended(
    _C,
    {
        "root": [Rule(r"(?:__offload|__blockingoffload|__outer)\b", "kp")],
        "statements": [
            Rule(r"(?:class|struct)\b", "k", "class name"),
            Rule(r"template\b", "k", "template"),
            Rule(rf"{_DIGITS}(?:\.{_DIGITS})?(?:y|d|h|min|s|ms|us|ns|i|if|il)\b", "mx"),
            Rule(
                rf"(?:{_DIGITS}[.](?:{_DIGITS})?|[.]{_DIGITS})(?:e[+-]?{_DIGITS}[lu]*)?"
                rf"|{_DIGITS}e[+-]?{_DIGITS}[lu]*",
                "mf",
                flags=re.IGNORECASE,
            ),
            Rule(r"0x[0-9a-f](?:'?[0-9a-f])*[lu]*", "mh", flags=re.IGNORECASE),
            Rule(r"0b[01]+(?:'[01]+)*", "mb"),
            Rule(r"0[0-7](?:'?[0-7])*[lu]*", "mo", flags=re.IGNORECASE),
            Rule(rf"{_DIGITS}[lu]*", "mi", flags=re.IGNORECASE),
            Rule(r"nullptr\b", "nb"),
            Rule(r'(?:u8|u|U|L)?R"\(.*?\)"', "s", opener=r'(?:u8|u|U|L)?R"\(', flags=re.DOTALL),
            # Rouge sets no limit; one keeps an end that never comes from being sought again.
            Rule(
                r"""(?:u8|u|U|L)?R"([a-zA-Z0-9_{}\[\]#<>%:;.?*+\-/^&|~!=,"']{1,16})\(.{0,8000}?\)\1\"""",
                "s",
                flags=re.DOTALL,
            ),
            Rule(r"::|<=>", "o"),
            Rule(r"[{}]", "p"),
        ],
    },
    {
        "class name": [
            Rule(_NAME, "nc", "#pop"),
            Include("white space"),
            Rule(r"[.]{3}", "o"),
            Rule(r",", "p", "#pop"),
            Rule(r"", "", "#pop"),
        ],
        "template": [
            Rule(r"[>;]", "p", "#pop"),
            Rule(r"typename\b", "k", "class name"),
            Include("statements"),
        ],
        "case": [Rule(r":(?!:)", "p", "#pop"), Include("statements")],
    },
)


def _at_word(run: Run, match: re.Match[str]) -> None:
    run.put(_OBJC_AT_WORDS.token(match[1]), match[0])


def _method(run: Run, match: re.Match[str]) -> None:
    run.put("k", match[1])
    run.put("", match[2])
    if match[3]:
        run.recurse(match[3])
    run.put("", match[4])
    run.go("method")


def _parameter(run: Run, match: re.Match[str]) -> None:
    run.recurse(match[1])
    run.put("nv", match[2])


_ARGUMENT = rf"({_OBJC_NAME})(\s*)(:)"

_OBJC_FIRST: _Table = {
    "root": [
        Rule(
            rf"([-+])(\s*)([(].{{0,1000}}?[)])?(\s*)(?={_OBJC_NAME}:?)",
            _method,
        ),
    ],
    "statements": [
        Rule(r'@"', "s", "string"),
        Rule(r"@'(?:\\[0-7]{1,3}|\\x[a-fA-F0-9]{1,2}|\\.|[^\\'\n]')", "sc"),
        Rule(r"@(?:\d+[.]\d*|[.]\d+|\d+)e[+-]?\d+l?", "mf", flags=re.IGNORECASE),
        Rule(r"@(?:\d+[.]\d*|[.]\d+|\d+f)f?", "mf", flags=re.IGNORECASE),
        Rule(r"@0x[0-9a-fA-F]+[lL]?", "mh"),
        Rule(r"@0[0-7]+[lL]?", "mo"),
        Rule(r"@\d+l?", "mi"),
        Rule(r"in\b", "k"),
        Rule(r"@(?:interface|implementation)\b", "k", "objc class"),
        Rule(r"@(?:class|protocol)\b", "k", "forward class"),
        Rule(rf"@([{LETTER_OR_DIGIT}]+)", _at_word),
        Rule(r"[?]", "p", "ternary"),
        Rule(r"\[", "p", "message"),
        Rule(r"@\[", "p", "array"),
        Rule(r"@\{", "p", "dictionary"),
    ],
}

_OBJC_MORE: _Table = {
    "ternary": [Rule(r":", "p", "#pop"), Include("statements")],
    "message shared": [
        Rule(r"[\]{]", "p", "#pop"),
        Rule(r";", "err"),
        Include("statements"),
    ],
    "message": [
        Rule(_ARGUMENT, ("nf", "", "p"), "=message arguments"),
        Rule(rf"({_OBJC_NAME})(\s*)(\])", ("nf", "", "p"), "#pop"),
        Include("message shared"),
    ],
    "message arguments": [
        Rule(r"\{", "p", "function"),
        Rule(_ARGUMENT, ("nf", "", "p"), "#pop"),
        Include("message shared"),
    ],
    "array": [Rule(r"\]", "p", "#pop"), Rule(r",", "p"), Include("statements")],
    "dictionary": [Rule(r"\}", "p", "#pop"), Rule(r",", "p"), Include("statements")],
    "objc class": [
        Include("white space"),
        Rule(
            rf"({_OBJC_NAME})(\s*)(:)(\s*)({_OBJC_NAME})",
            ("nc", "", "p", "", "nc"),
            "#pop",
        ),
        Rule(
            rf"({_OBJC_NAME})(\s*)([(])(\s*)({_OBJC_NAME})(\s*)([)])",
            ("nc", "", "p", "", "nl", "", "p"),
            "#pop",
        ),
        Rule(_OBJC_NAME, "nc", "#pop"),
    ],
    "forward class": [
        Include("white space"),
        Rule(rf"({_OBJC_NAME})(\s*)(,)(\s*)", ("nc", "", "p", ""), "#push"),
        Rule(rf"({_OBJC_NAME})(\s*)(;?)", ("nc", "", "p"), "#pop"),
    ],
    "method": [
        Rule(r",|[.][.][.]", "p"),
        Rule(rf"([(].*?[)])({_OBJC_NAME})", _parameter),
        Rule(_ARGUMENT, ("nf", "", "p")),
        Rule(r";", "p", "#pop"),
        Rule(r"\{", "p", "=function"),
        Include("blank"),
        Rule(r"//.*?\n", "c1"),
        Rule(r"\s+", ""),
        Rule(r"", "", "#pop"),
    ],
}

_OBJC_BUILTINS = words("YES NO nil")
_OBJC_NAMES = Words(
    {"k": _C_KEYWORDS, "kt": _C_TYPES, "kr": _C_RESERVED, "nb": _OBJC_BUILTINS}, "n"
)
_OBJCPP_NAMES = Words(
    {"k": _CPP_KEYWORDS, "kt": _CPP_TYPES, "kr": _CPP_RESERVED, "nb": _OBJC_BUILTINS}, "n"
)
_OBJCPP_FIRST: _Table = {
    "statements": [
        Rule(r"(\.)(class)", ("o", "bp")),
        Rule(r"(@selector)(\()(class)(\))", ("k", "p", "bp", "p")),
    ],
}

_OBJC = _extended(_C, _OBJC_FIRST, _OBJC_MORE)
_OBJCPP = _extended(_extended(_CPP, _OBJC_FIRST, _OBJC_MORE), _OBJCPP_FIRST, {})

C = Lexer(_with_names(_C, _C_NAMES), begin=_line_start)
CPP = Lexer(_with_names(_CPP, _CPP_NAMES), begin=_line_start)
CUDA = Lexer(_with_names(_CPP, _CUDA_NAMES), begin=_line_start)
OBJECTIVE_C = Lexer(_with_names(_OBJC, _OBJC_NAMES), begin=_line_start)
OBJECTIVE_CPP = Lexer(_with_names(_OBJCPP, _OBJCPP_NAMES), begin=_line_start)


def c_with(names: Words, *, after_parameters: str = "") -> Lexer:
    """Return C with other words than its own, and with more that may follow a parameter list."""
    table = _with_names(_C, names)
    table["root"] = [
        Include("expression white space"),
        Rule(_function_pattern(after_parameters), _function),
        Rule(r"\{", "p", "function"),
        Include("statements"),
    ]
    return Lexer(table, begin=_line_start)
