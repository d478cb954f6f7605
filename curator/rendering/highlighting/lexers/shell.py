"""Shells: bash, sh, zsh and ksh."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of("""
if fi else while do done for then return function select continue until esac elif in
""")

_BUILTINS = one_of("""
alias bg bind break builtin caller cd command compgen complete declare dirs disown enable eval exec
exit export false fc fg getopts hash help history jobs let local logout mapfile popd pushd pwd read
readonly set shift shopt source suspend test time times trap true type typeset ulimit umask unalias
unset wait
cat tac nl od base32 base64 fmt pr fold head tail split csplit wc sum cksum b2sum md5sum sha1sum
sha224sum sha256sum sha384sum sha512sum sort shuf uniq comm ptx tsort cut paste join tr expand
unexpand ls dir vdir dircolors cp dd install mv rm shred link ln mkdir mkfifo mknod readlink rmdir
unlink chown chgrp chmod touch df du stat sync truncate echo printf yes expr tee basename dirname
pathchk mktemp realpath pwd stty printenv tty id logname whoami groups users who date arch nproc
uname hostname hostid uptime chcon runcon chroot env nice nohup stdbuf timeout kill sleep factor
numfmt seq tar grep sudo awk sed gzip gunzip
""")


class _Heredoc:
    """The word that ends the here-document being read."""

    word = ""


def _start_heredoc(run: Run, match: re.Match[str]) -> None:
    for number, token in enumerate(("o", "", "sh", "sh", "no", "sh"), 1):
        run.put(token, match[number])
    run.keep(_Heredoc).word = match[5]
    run.go("heredoc")


def _heredoc_line(run: Run, match: re.Match[str]) -> None:
    """A line of one word: the end, or text."""
    if match[1] == run.keep(_Heredoc).word:
        run.put("no", match[0])
        run.pop(2)
    else:
        run.put("sh", match[0])


_WORDS = [
    Rule(r"#.*$", "c"),
    Rule(rf"{_KEYWORDS}\s*\b", "k"),
    Rule(r"case\b", "k", "case"),
    Rule(rf"{_BUILTINS}\s*\b(?![.-])", "nb"),
    Rule(r"\.(?=\s)", "nb"),
    Rule(r"(\w+)(=)", ("nv", "o")),
    Rule(r"[\[\]{}()!=>]|&&|\|\||<<<", "o"),
    Rule(r"""(<<-?)(\s*)(['"]?)(\\?)(\w+)(\3)""", _start_heredoc),
]

_EXPANSIONS = [
    Rule(r"\\(?:$|.)", "se"),
    Rule(r"\$\(\(", "k", "arithmetic"),
    Rule(r"\$\(", "si", "command"),
    Rule(r"\$\{#?", "k", "parameter"),
    Rule(r"`", "sb", "backticks"),
    Rule(r"\$#?(?:\w+|.)", "nv"),
]

_PIECES = [
    Rule(r"\s+", ""),
    Rule(r"\\.", "se"),
    Rule(r'\$?"', "s2", "double"),
    Rule(r"\$'", "s1", "ansi"),
    Rule(r"'", "s1", "single"),
    Rule(r"\*", "k"),
    Rule(r";", "p"),
    Rule(r"--?[\w-]+", "nt"),
    Rule(r"""[^=*\s{}()$"'`;\\<]+|<""", ""),
    *_EXPANSIONS,
]

LEXER = Lexer(
    {
        "root": [*_WORDS, *_PIECES],
        "heredoc": [
            Rule(r"\n", "sh", "heredoc line"),
            Rule(r"[^$\n\\]+", "sh"),
            *_EXPANSIONS,
            Rule(r"\$", "sh"),
        ],
        "heredoc line": [
            Rule(r"\s{0,200}(\w+)\s*\n", _heredoc_line),
            Rule(r"", "", "#pop"),
        ],
        "double": [
            Rule(r'(?:\$#?)?"', "s2", "#pop"),
            *_EXPANSIONS,
            Rule(r'[^"`\\$]+', "s2"),
        ],
        "ansi": [Rule(r"\\.", "se"), Rule(r"[^\\']+", "s1"), Include("single")],
        "single": [Rule(r"'", "s1", "#pop"), Rule(r"[^']+", "s1")],
        "parameter": [
            Rule(r"\}", "k", "#pop"),
            Rule(r":-", "k"),
            Rule(r"\w+", "nv"),
            Rule(r"""[^}:"`'$]+""", "p"),
            Include("root"),
        ],
        "command": [
            Rule(r"\)", "si", "#pop"),
            Rule(r"\(", "o", "parentheses"),
            Include("root"),
        ],
        "parentheses": [
            Rule(r"\(", "o", "#push"),
            Rule(r"\)", "o", "#pop"),
            Include("root"),
        ],
        "arithmetic": [
            Rule(r"\)\)", "k", "#pop"),
            Rule(r"[-+*/%^|&!]", "o"),
            Rule(r"\d+(?:#\w+)?", "m"),
            Include("root"),
        ],
        "case": [
            Rule(r"esac\b", "k", "#pop"),
            Rule(r"\|", "p"),
            Rule(r"\)", "p", "case branch"),
            Include("root"),
        ],
        "case branch": [Rule(r";;", "p", "#pop"), Include("root")],
        "backticks": [Rule(r"`", "sb", "#pop"), Include("root")],
    }
)
