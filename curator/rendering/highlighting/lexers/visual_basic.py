"""Visual Basic as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
    AddHandler Alias ByRef ByVal CBool CByte CChar CDate CDbl CDec CInt CLng CObj CSByte CShort
    CSng CStr CType CUInt CULng CUShort Call Case Catch Class Const Continue Declare Default
    Delegate Dim DirectCast Do Each Else ElseIf End EndIf Enum Erase Error Event Exit False
    Finally For Friend Function Get Global GoSub GoTo Handles If Implements Imports Inherits
    Interface Let Lib Loop Me Module MustInherit MustOverride MyBase MyClass Namespace Narrowing
    New Next Not NotInheritable NotOverridable Nothing Of On Operator Option Optional Overloads
    Overridable Overrides ParamArray Partial Private Property Protected Public RaiseEvent ReDim
    ReadOnly RemoveHandler Resume Return Select Set Shadows Shared Single Static Step Stop
    Structure Sub SyncLock Then Throw To True Try TryCast Using Wend When While Widening With
    WithEvents WriteOnly
    """
)
_TYPES = words(
    """
    Boolean Byte Char Date Decimal Double Integer Long Object SByte Short Single String UInteger
    ULong UShort Variant
    """
)
_WORD_OPERATORS = words(
    """
    AddressOf And AndAlso As GetType In Is IsNot Like Mod Or OrElse TypeOf Xor
    """
)

_NAME = r"[a-zA-Z_]\w*"


def _named(token: str, name: str = _NAME) -> list[Rule | Include]:
    """Return the rules for the name that a declaration gives."""
    return [Include("white space"), Rule(name, token, "#pop")]


VISUAL_BASIC = Lexer(
    {
        "white space": [
            Rule(r"\s+", ""),
            Rule(r"[rR][eE][mM]\b.*?$", "c1"),
            Rule(r"%\{.*?%\}", "cm", opener=r"%\{", flags=re.DOTALL),
            Rule(r"'.*$", "c1"),
        ],
        "root": [
            Include("white space"),
            Rule(
                r"#(?:Else)?If\b.{0,1000}?\bThen|#End\s+If|#Const|#ExternalSource.*?\n"
                r"|#End\s+ExternalSource|#Region.*?\n|#End\s+Region|#ExternalChecksum",
                "cp",
            ),
            Rule(r"[.]", "p", "member"),
            Rule(r"[(){}!#,:]", "p"),
            Rule(r"Option\s+(?:Strict|Explicit|Compare)\s+(?:On|Off|Binary|Text)", "kd"),
            Rule(r"End\b", "k", "end"),
            Rule(r"(?:Dim|Const)\b", "k", "variable"),
            Rule(r"(?:Function|Sub|Property)\b", "k", "function"),
            Rule(r"(?:Class|Structure|Enum)\b", "k", "class"),
            Rule(r"(?:Module|Namespace|Imports)\b", "k", "namespace"),
            Rule(
                r"[A-Z]\w*",
                Words(
                    {
                        "k": _KEYWORDS,
                        "kt": _TYPES,
                        "ow": _WORD_OPERATORS,
                        "nb": words("Console ConsoleColor"),
                    },
                    "n",
                ),
            ),
            Rule(r"<<=|>>=|<<|>>|[<>:]=|<>|[-&*/\\^+=<>]=?", "o"),
            Rule(r'"', "s", "string"),
            Rule(rf"{_NAME}[%&@!#$]?", "n"),
            Rule(r"\d+\.\d*(?:[fF][+-]?\d+)?", "mf"),
            Rule(r"\d+(?:[SILDFR]|US|UI|UL)?", "mi"),
        ],
        "member": _named("n"),
        "string": [
            Rule(r'""', "se"),
            Rule(r'"C?', "s", "#pop"),
            Rule(r'[^"]+', "s"),
        ],
        "variable": [*_named("nv"), Rule(r"", "", "#pop")],
        "function": _named("nf"),
        "class": _named("nc"),
        "namespace": _named("nn", rf"{_NAME}(?:[.]{_NAME})*"),
        "end": [
            Include("white space"),
            Rule(
                r"(?:Function|Sub|Property|Class|Structure|Enum|Module|Namespace)\b",
                "k",
                "#pop",
            ),
            Rule(r"", "", "#pop"),
        ],
    }
)
