"""Zig as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
    align allowzero and anyerror anyframe asm async await bool break c_int c_long
    c_longdouble c_longlong c_short c_uint c_ulong c_ulonglong c_ushort c_void callconv
    catch comptime comptime_float const continue defer else enum errdefer error export
    extern fn for if inline linksection noalias noinline noreturn nosuspend or orelse packed
    pub resume return struct suspend switch test threadlocal try type undefined union
    unreachable usingnamespace usize var void volatile while
    """
)
_BUILTINS = words(
    """
    @Frame @OpaqueType @TagType @This @Type @TypeOf @Vector @addWithOverflow @alignCast
    @alignOf @as @asyncCall @atomicLoad @atomicRmw @atomicStore @bitCast @bitOffsetOf
    @bitReverse @bitSizeOf @boolToInt @breakpoint @byteOffsetOf @byteSwap @bytesToSlice
    @cDefine @cImport @cInclude @cUndef @call @canImplicitCast @ceil @clz @cmpxchgStrong
    @cmpxchgWeak @compileError @compileLog @cos @ctz @divExact @divFloor @divTrunc
    @embedFile @enumToInt @errSetCast @errorName @errorReturnTrace @errorToInt @exp @exp2
    @export @fabs @fence @field @fieldParentPtr @floatCast @floatToInt @floor @frame
    @frameAddress @frameSize @hasDecl @hasField @import @intCast @intToEnum @intToError
    @intToFloat @intToPtr @log @log10 @log2 @memcpy @memset @mod @mulWithOverflow
    @newStackCall @panic @popCount @ptrCast @ptrToInt @rem @returnAddress @round
    @setAlignStack @setCold @setEvalBranchQuota @setFloatMode @setGlobalLinkage
    @setGlobalSection @setRuntimeSafety @shlExact @shlWithOverflow @shrExact @shuffle @sin
    @sizeOf @sliceToBytes @splat @sqrt @subWithOverflow @tagName @trunc @truncate @typeInfo
    @typeName @unionInit comptime_int
    """
)

_NAME = r"[a-zA-Z_]\w*"
_ESCAPE = r"""\\(?:[nrt'"\\0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"""


def _name(run: Run, match: re.Match[str]) -> None:
    dot, _, name, _, bracket = match.groups()
    if name in _KEYWORDS:
        kind = "k"
    elif name in _BUILTINS:
        kind = "nb"
    elif dot:
        kind = "nf" if bracket else "py"
    else:
        kind = "n"
    for token, text in zip(("p", "", kind, "", "p"), match.groups(), strict=True):
        run.put(token, text)


ZIG = Lexer(
    {
        "line start": [
            Include("white space"),
            Rule(r"#\s[^\n]*", "cs"),
            Rule(r"", "", "#pop"),
        ],
        "white space": [Rule(r"\s+", ""), Rule(r"//[^\n]*", "c")],
        "root": [
            Rule(r"\n", "", "line start"),
            Include("white space"),
            Rule(r"(?:[iu][0-9]+|f(?:16|32|64|128)|[iu]size)\b", "kt"),
            Rule(r"(?:true|false|null)\b", "kc"),
            Rule(rf"'(?:{_ESCAPE}|[^\\])'", "sc"),
            Rule(r'"', "s", "string"),
            Rule(r'r"[^"]*"', "s", opener='r"'),
            Rule(r'r#".*?"#', "s", opener='r#"', flags=re.DOTALL),
            Rule(r"[0-9]+(?:[.][0-9_]+(?:e[-+]?[0-9_]+)?|e[-+]?[0-9_]+)", "mf"),
            Rule(r"0b[10_]+|0x[0-9a-fA-F_]+|[0-9_]+", "mi"),
            Rule(f"'{_NAME}", "nv"),
            Rule(rf"([.]?)(\s*)(@?{_NAME})(\s*)([(]?)", _name),
            Rule(r"[()\[\]{}|,:;]", "p"),
            Rule(r"[*/!@~&+%^<>=?-]|\.{1,3}", "o"),
        ],
        "string": [
            Rule(r'"', "s", "#pop"),
            Rule(_ESCAPE, "se"),
            Rule(r'[^"\\]+', "s"),
        ],
    }
)
