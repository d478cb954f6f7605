"""Tcl as Rouge reads it: a command's name must stand alone to be known."""

import re
from dataclasses import dataclass

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
    after apply array break catch continue else elseif error eval expr for foreach global if
    namespace proc rename return set switch then trace unset update uplevel upvar variable
    vwait while
    """
)
_BUILTINS = words(
    """
    append bgerror binary cd chan clock close concat dde dict encoding eof exec exit
    fblocked fconfigure fcopy file fileevent flush format gets glob history http incr info
    interp join lappend lassign lindex linsert list llength load loadTk lrange lrepeat
    lreplace lreverse lsearch lset lsort mathfunc mathop memory msgcat open package pid
    pkg::create pkg_mkIndex platform platform::shell puts pwd re_syntax read refchan regexp
    registry regsub scan seek socket source split string subst tell time tm unknown unload
    """
)

_END = r"\)\]\};\n\r\t\v"


@dataclass(slots=True)
class _Braces:
    """How many braces are open in strings."""

    open: int = 0


def _leave_brace(run: Run) -> None:
    while run.state != "brace":
        run.pop()
    run.pop()


def _brace_end(run: Run, match: re.Match[str]) -> None:
    if run.inside("brace"):
        _leave_brace(run)
        run.put("p", match[0])
    else:
        run.put("err", match[0])


def _open_brace(run: Run, match: re.Match[str]) -> None:
    run.keep(_Braces).open += 1
    run.put("s2", match[0])


def _close_brace(run: Run, match: re.Match[str]) -> None:
    if run.inside("brace") and run.keep(_Braces).open == 0:
        _leave_brace(run)
        run.put("p", match[0])
    else:
        run.keep(_Braces).open -= 1
        run.put("s2", match[0])


def _command(suffix: str) -> list[Rule | Include]:
    return [
        Include("word"),
        Rule(r"#[^)\]};\n]+", "c1"),
        Rule(rf"(?=[{_END}])", "", f"parameters{suffix}"),
        Rule(rf"[^{_END}]+", Words({"k": _KEYWORDS, "nb": _BUILTINS}, "")),
        Rule(r"\s+", ""),
    ]


def _delimited(name: str, close: str, other: str) -> dict[str, list[Rule | Include]]:
    """Return the states between two brackets; `other` is what a wrong closing one is."""
    return {
        f"command in {name}": _command(f" in {name}"),
        f"parameters in {name}": [
            Rule(close, "p", "#pop:2"),
            Rule(r"[)\]}]", other),
            Include("parameters"),
        ],
        name: [Rule(close, "p", "#pop"), Include(f"command in {name}")],
    }


TCL = Lexer(
    {
        "word": [
            Rule(r"\{\*\}", "k"),
            Rule(r"\}", _brace_end),
            Include("interpolated"),
            Rule(r"\{", "p", "brace"),
            Rule(r"\(", "p", "parenthesis"),
            Rule(r'"', "s2", "string"),
            Rule(rf'[^{_END}]+?(?=[(\[{{"\\])', ""),
        ],
        "parameters": [
            Rule(r";", "p", "#pop"),
            Rule(r"\n", "", "#pop"),
            Rule(r"else|elseif|then", "k"),
            Include("word"),
            Rule(r"\s+", ""),
            Rule(rf"[^{_END}]+", ""),
        ],
        **_delimited("brace", r"\}", ""),
        **_delimited("parenthesis", r"\)", "err"),
        **_delimited("bracket", r"\]", "err"),
        "root": _command(""),
        "interpolated": [
            Rule(r"\[", "p", "bracket"),
            Rule(r"\$[a-z0-9.:-]+", "nv"),
            Rule(r"\$\{[^}]*\}", "nv", opener=r"\$\{"),
            Rule(r"\$", ""),
            Rule(
                r"\\(?:[0-7]{3}|x[0-9a-f]{2}|u[0-9a-f]{4}|.)",
                "se",
                flags=re.IGNORECASE | re.DOTALL,
            ),
        ],
        "string": [
            Rule(r'"', "s2", "#pop"),
            Include("interpolated"),
            Rule(r'[^\\\[$"{}]+', "s2"),
            Rule(r"\{", _open_brace),
            Rule(r"\}", _close_brace),
        ],
    }
)
