"""PowerShell."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import one_of

_VARIABLES = one_of(
    """
args ConsoleFileName Error Event EventArgs EventSubscriber ExecutionContext false foreach HOME
Host input IsCoreCLR IsLinux IsMacOS IsWindows LastExitCode Matches MyInvocation NestedPromptLevel
null PID PROFILE PSBoundParameters PSCmdlet PSCommandPath PSCulture PSDebugContext PSHOME PSItem
PSScriptRoot PSSenderInfo PSUICulture PSVersionTable PWD REPORTERRORSHOWEXCEPTIONCLASS
REPORTERRORSHOWINNEREXCEPTION REPORTERRORSHOWSOURCE REPORTERRORSHOWSTACKTRACE SENDER ShellId
StackTrace switch this true
"""
)
_KEYWORDS = one_of(
    """
assembly exit process base filter public begin finally return break for sequence catch foreach
static class from switch command function throw configuration hidden trap continue if try data in
type define inlinescript until do interface using dynamicparam module var else namespace while
elseif parallel workflow end param enum private
"""
)
_OPERATORS = one_of(
    """
-split -isplit -csplit -join -is -isnot -as -eq -ieq -ceq -ne -ine -cne -gt -igt -cgt -ge -ige
-cge -lt -ilt -clt -le -ile -cle -like -ilike -clike -notlike -inotlike -cnotlike -match -imatch
-cmatch -notmatch -inotmatch -cnotmatch -contains -icontains -ccontains -notcontains -inotcontains
-cnotcontains -replace -ireplace -creplace -shl -shr -band -bor -bxor -and -or -xor -not
"""
)
_HELP = one_of(
    """
synopsis description parameter example inputs outputs notes link component role functionality
forwardhelptargetname forwardhelpcategory remotehelprunspace externalhelp
"""
)
_ATTRIBUTES = frozenset(
    (
        "ConfirmImpact",
        "DefaultParameterSetName",
        "HelpURI",
        "PositionalBinding",
        "SupportsPaging",
        "SupportsShouldProcess",
    )
)
_SPACES = [
    Rule(r"\s+", "w"),
    Rule(r"#.*", "c"),
    Rule(r"<#", "cm", "comment"),
]
_BRACED = r"\{(?:[^`]|`.)+?\}"
_NAMES = [
    Rule(rf"\$(?:[$?^_]|{_VARIABLES})", "bp"),
    Rule(r"(\$)(?:(\w+)(:))?(\w+)", ("nv", "nn", "p", "nv")),
    Rule(
        rf"(\$)(?:(\w+)(:))?({_BRACED})",
        ("nv", "nn", "p", "nv"),
        opener=r"\$(?:\w+:)?\{",
        until=r"`\n",
    ),
]
_ESCAPE = Rule(r"`(?:$|.)", "se")


def _type(run: Run, match: re.Match[str]) -> None:
    run.put("bp" if match[0] in _ATTRIBUTES else "n", match[0])


def _member(run: Run, match: re.Match[str]) -> None:
    for number, token in enumerate(("o", "nf", "p", "w"), 1):
        run.put(token, match[number])
    if match[3]:
        run.go("arguments")


_EXPRESSIONS = [
    *_SPACES,
    Rule(r'"', "s2", "double"),
    Rule(r"'", "s1", "single"),
    Rule(r'@"', "sh", "heredoc"),
    Rule(r"@'[\s\S]*?'@", "sh", opener="@'"),
    Rule(r"\d*\.\d+", "mf"),
    Rule(r"\d+", "mi"),
    Rule(r"@\{", "p", "table"),
    Rule(r"@\(", "p", "array"),
    Rule(r"\{", "p", "braces"),
    Rule(r"\[", "p", "brackets"),
]

LEXER = Lexer(
    {
        "root": [
            *_SPACES,
            Rule(r"\.\.(?=\.?\d)", "o"),
            Rule(rf"(?i)(?:{_OPERATORS}|[-+*/%]=)\b", "o"),
            Rule(r"(?i)(class)(\s+)(\w+)", ("kr", "w", "nc"), "class"),
            Rule(
                r"(?i)(function)(\s+)(?:(\w+)(:))?(\w[-\w]+)",
                ("kr", "w", "nn", "p", "nf"),
            ),
            Rule(rf"(?i){_KEYWORDS}\b(?![-.])", "kr"),
            Rule(r"--?\w+", "nt"),
            Rule(r"(\.)?([-\w]{1,300})(\[)", ("o", "n", "p"), "brackets"),
            Rule(r"(?i)([/\\~a-z][-.:/\\~\w]*)(\n)?", ("n", "w"), "arguments"),
            Rule(r"(\.)([-\w]+)(?:(\()|(\n))?", _member),
            Rule(r"\?", "nf", "arguments"),
            *_EXPRESSIONS,
            *_NAMES,
            Rule(r"[-+*/%=!.&|]", "o"),
            Rule(r"[{}(),:;]", "p"),
        ],
        "comment": [
            Rule(rf"(?i)\.{_HELP}", "cs"),
            Rule(r"#>", "cm", "#pop"),
            Rule(r"[^#.]+|[#.]+", "cm"),
        ],
        "interpolation": [Rule(r"\)", "si", "#pop"), Include("root")],
        "double": [
            Rule(r'(?:\$#?)?"', "s2", "#pop"),
            Rule(r"\$\(", "si", "interpolation"),
            _ESCAPE,
            Rule(r'[^"`$]+', "s2"),
            *_NAMES,
        ],
        "single": [Rule(r"'", "s1", "#pop"), Rule(r"[^']+", "s1")],
        "heredoc": [
            Rule(r'(?:\$#?)?"@', "sh", "#pop"),
            Rule(r"\$\(", "si", "interpolation"),
            _ESCAPE,
            Rule(r'[^"`$]+|"+', "sh"),
            *_NAMES,
        ],
        "class": [
            Rule(r"\{", "p", "#pop"),
            Rule(r"\s+", "w"),
            Rule(r"\w+", "nc"),
            Rule(r"[:,]", "p"),
        ],
        "table": [
            Rule(r"\}", "p", "#pop"),
            Rule(r"=", "o"),
            Rule(r"[,;]", "p"),
            *_EXPRESSIONS,
            Rule(r"\w+", "nx"),
            *_NAMES,
        ],
        "array": [
            Rule(r"\s+", "w"),
            Rule(r"\)", "p", "#pop"),
            Rule(r"[,;]", "p"),
            *_EXPRESSIONS,
            *_NAMES,
        ],
        "braces": [Rule(r"\}", "p", "#pop"), Include("root")],
        "brackets": [
            Rule(r"\]", "p", "#pop"),
            Rule(r"[A-Za-z]\w+\.", "n"),
            Rule(r"[A-Za-z]\w+", _type),
            Include("root"),
        ],
        "arguments": [
            Rule(r"`[\s\S]", "se"),
            Rule(r"[^\S\n]*\n", "w", "#pop"),
            Rule(r"[;(){}\]]", "p", "#pop"),
            Rule(r"[|=]", "o", "#pop"),
            Rule(r"[/\\~\w][-.:/\\~\w]*", "nx"),
            Include("root"),
        ],
    }
)
