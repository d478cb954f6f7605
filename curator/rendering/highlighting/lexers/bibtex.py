"""BibTeX as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run

_SIGNS = r"@!$&.\\:;<>?\[\]^`|~*/+-"
_NAME = rf"[a-zA-Z_{_SIGNS}][\w{_SIGNS}]*"

_BODIES = {"preamble": "value", "string": "field"}


def _command(run: Run, match: re.Match[str]) -> None:
    name = match[1].lower()
    if name == "comment":
        run.put("c", match[0])
        return
    run.put("nc", match[0])
    for state in ("closing", _BODIES.get(name, "entry"), "opening"):
        run.go(state)


BIBTEX = Lexer(
    {
        "root": [
            Include("white space"),
            Rule(f"@({_NAME})", _command),
            Rule(r".+", "c"),
        ],
        "opening": [Include("white space"), Rule(r"[{(]", "p", "#pop")],
        "closing": [Include("white space"), Rule(r"[})]", "p", "#pop")],
        "entry": [Include("white space"), Rule(r"[^\s,}]+", "nl", "=fields")],
        "fields": [
            Include("white space"),
            Rule(r",", "p", "field"),
            Rule(r"", "", "#pop"),
        ],
        "field": [
            Include("white space"),
            Rule(_NAME, "na", ("value", "equals")),
            Rule(r"", "", "#pop"),
        ],
        "equals": [Include("white space"), Rule(r"=", "p", "#pop")],
        "value": [
            Include("white space"),
            Rule(_NAME, "nv"),
            Rule(r'"', "s", "quoted"),
            Rule(r"\{", "s", "braced"),
            Rule(r"\d+", "m"),
            Rule(r"#", "p"),
            Rule(r"", "", "#pop"),
        ],
        "quoted": [
            Rule(r"\{", "s", "braced"),
            Rule(r'"', "s", "#pop"),
            Rule(r'[^{"]+', "s"),
        ],
        "braced": [
            Rule(r"\{", "s", "braced"),
            Rule(r"\}", "s", "#pop"),
            Rule(r"[^{}]+", "s"),
        ],
        "white space": [Rule(r"\s+", "")],
    }
)
