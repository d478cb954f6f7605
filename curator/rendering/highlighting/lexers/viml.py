"""Vim's scripts."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run
from curator.rendering.highlighting.lexers.patterns import quoted_in_line
from curator.rendering.highlighting.lexers.word_lists import vim_words


def _word(run: Run, match: re.Match[str]) -> None:
    run.put(vim_words().get(match[0], ""), match[0])


LEXER = Lexer(
    {
        "root": [
            Rule(r'^(\s{0,200})(".*?)$', ("", "c")),
            Rule(r"^\s{0,200}\\", "se"),
            Rule(r"[ \t]+", ""),
            Rule(quoted_in_line("/"), "sr", opener="/", until=r"\n"),
            Rule(quoted_in_line('"'), "s2", opener='"', until=r"\n"),
            Rule(quoted_in_line("'"), "s1", opener="'", until=r"\n"),
            Rule(r"-?\d+", "m"),
            Rule(r"#[0-9a-fA-F]{6}", "mh"),
            Rule(r"^:", "p"),
            Rule(r"[():<>+=!\[\]{}|,~.-]", "p"),
            Rule(r"(?:let|if|else|endif|elseif|fun|function|endfunction)\b", "k"),
            Rule(r"(?:NONE|bold|italic|underline|dark|light)\b", "nb"),
            Rule(r"[absg]:\w{1,300}\b", "nv"),
            Rule(r"\w{1,300}\b", _word),
            Rule(r"[\s\S]", ""),
        ]
    }
)
