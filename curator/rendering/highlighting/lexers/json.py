"""JSON. Comments are errors, as in the standard."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, States

_MEMBER_NAME = r'("(?:\\.|[^"\\\n])*+")(\s*)(:)'

STATES: States = {
    "root": [
        Rule(r"\s+", "w"),
        Rule(r"\{", "p", "object"),
        Rule(r"\[", "p", "array"),
        Include("name"),
        Include("value"),
        Rule(r"[\]}]", "p"),
    ],
    "object": [
        Rule(r"\s+", "w"),
        Include("name"),
        Include("value"),
        Rule(r"\}", "p", "#pop"),
        Rule(r",", "p"),
    ],
    "array": [Include("value"), Rule(r"\]", "p", "#pop"), Rule(r",", "p")],
    "name": [Rule(_MEMBER_NAME, ("nl", "w", "p"))],
    "value": [
        Rule(r"\s+", "w"),
        Include("constants"),
        Rule(r'"', "s2", "string"),
        Rule(r"\[", "p", "array"),
        Rule(r"\{", "p", "object"),
    ],
    "constants": [
        Rule(r"true|false|null", "kc"),
        Rule(r"-?(?:0|[1-9]\d*)\.\d+(?:[eE][+-]?\d+)?", "mf"),
        Rule(r"-?(?:0|[1-9]\d*)(?:[eE][+-]?\d+)?", "mi"),
    ],
    "string": [
        Rule(r'[^\\"]+', "s2"),
        Rule(r"\\.", "se"),
        Rule(r'"', "s2", "#pop"),
    ],
}

LEXER = Lexer(STATES)

WITH_COMMENTS = Lexer(
    {
        **STATES,
        "name": [Rule(r"([$\w]{1,300})(\s*)(:)", ("na", "", "p")), *STATES["name"]],
        "value": [
            Rule(r"/\*.*?\*/", "c", opener=r"/\*", until=r"\n"),
            Rule(r"//.*?$|\.\.\.", "c1"),
            *STATES["value"],
        ],
    }
)
