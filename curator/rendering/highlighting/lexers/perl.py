"""Perl as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of, quoted

_KEYWORDS = one_of(
    """
    BEGIN CHECK END INIT case continue do else elsif for foreach if last my new next our print
    redo reset return then unless until use while
    """
)
_BUILTINS = one_of(
    """
    abs accept alarm atan2 bind binmode bless caller chdir chmod chomp chop chown chr chroot
    close closedir connect continue cos crypt dbmclose dbmopen defined delete die dump each
    endgrent endhostent endnetent endprotoent endpwent endservent eof eval exec exists exit exp
    fcntl fileno flock fork format formline getc getgrent getgrgid getgrnam gethostbyaddr
    gethostbyname gethostent getlogin getnetbyaddr getnetbyname getnetent getpeername getpgrp
    getppid getpriority getprotobyname getprotobynumber getprotoent getpwent getpwnam getpwuid
    getservbyname getservbyport getservent getsockname getsockopt glob gmtime goto grep hex
    import index int ioctl join keys kill last lc lcfirst length link listen local localtime log
    lstat map mkdir msgctl msgget msgrcv msgsnd my next no oct open opendir ord our pack package
    pipe pop pos printf prototype push quotemeta rand read readdir readline readlink readpipe
    recv redo ref rename require reverse rewinddir rindex rmdir scalar seek seekdir select
    semctl semget semop send setgrent sethostent setnetent setpgrp setpriority setprotoent
    setpwent setservent setsockopt shift shmctl shmget shmread shmwrite shutdown sin sleep
    socket socketpair sort splice split sprintf sqrt srand stat study substr symlink syscall
    sysopen sysread sysseek system syswrite tell telldir tie tied time times tr truncate uc
    ucfirst umask undef unlink unpack unshift untie utime values vec wait waitpid wantarray warn
    write
    """
)

_FLAGS = "[msixpodualngc]*"
_REPLACING_FLAGS = "[msixpodualngcr]*"
_REPLACING = "(?:s|tr|y)"

# Text up to a delimiter that group 1 holds. Rouge sets no limit; one keeps a delimiter that never
# comes again from being looked for at every word.
_PART = r"(?:\\(?:\\|\1)|(?!\1)[^\x01]){0,5000}+\1"


def _bracketed(opening: str, closing: str, after: str) -> str:
    """Return a pattern for text in brackets with escapes, without nesting."""
    return quoted(opening, rf"[\\{closing}]", rf"[^{closing}\\]", closing, closing) + after


def _second_part() -> list[Rule | Include]:
    """Return what may follow the first part of a replacement in brackets."""
    pairs = [(sign, sign) for sign in ("/", "!")]
    pairs += [(r"\{", r"\}"), ("<", ">"), (r"\[", r"\]"), (r"\(", r"\)")]
    pairs += [(sign, sign) for sign in ("@", "%", r"\$")]
    rules: list[Rule | Include] = [
        Rule(_bracketed(opening, closing, "[egimosx]*"), "sr", "#pop", opener=opening)
        for opening, closing in pairs
    ]
    rules.insert(2, Rule(r"\\(?:\\\\|[^\\])*\\[egimosx]*", "sr", "#pop"))
    return rules


def _quoting(opening: str, closing: str) -> list[Rule | Include]:
    """Return the rules inside of a quoting operator with brackets, which nest."""
    return [
        Rule(rf"\\[{opening}{closing}\\]|\\", "sx"),
        Rule(opening, "sx", "#push"),
        Rule(closing, "sx", "#pop"),
        Rule(rf"[^{opening}{closing}\\]+", "sx"),
    ]


PERL = Lexer(
    {
        "second part": _second_part(),
        "root": [
            Rule(r"#.*", "c1"),
            Rule(
                r"^=[a-zA-Z0-9]+\s+.*?\n=cut",
                "cm",
                opener=r"^=[a-zA-Z0-9]+\s+",
                flags=re.DOTALL,
            ),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(
                r"(format)(\s+)([a-zA-Z0-9_]+)(\s*)(=)(\s*\n)",
                ("k", "", "n", "", "p", ""),
                "format",
            ),
            Rule(r"(?:eq|lt|gt|le|ge|ne|not|and|or|cmp)\b", "ow"),
            *(
                Rule(
                    _bracketed(_REPLACING + opening, closing, r"\s*"),
                    "sr",
                    "second part",
                    opener=_REPLACING + opening,
                )
                for opening, closing in ((r"\{", r"\}"), ("<", ">"), (r"\[", r"\]"), (r"\(", r"\)"))
            ),
            Rule(rf"{_REPLACING}\s*([^\w\s]){_PART}{_PART}{_REPLACING_FLAGS}", "sr"),
            Rule(rf"{_REPLACING}\s+(\w){_PART}{_PART}{_REPLACING_FLAGS}", "sr"),
            Rule(quoted("m?/", r"[\\/]", r"[^/\n\\]", "/", "/") + _FLAGS, "sr"),
            Rule(r"m(?=[/!\\{<\[(@%$])", "sr", "second part"),
            Rule(rf"m\s*([^\w\s]){_PART}{_FLAGS}", "sr"),
            Rule(rf"m\s+(\w){_PART}{_FLAGS}", "sr"),
            Rule(r"\s+", ""),
            Rule(r"(?=[a-zA-Z_]\w*(?:\s*#.*\n)*\s*=>)", "", "fat comma"),
            Rule(rf"{_BUILTINS}\b", "nb"),
            Rule(r"(?:__(?:DIE|WARN)__|DATA|STD(?:IN|OUT|ERR))\b", "bp"),
            Rule(
                r"<<(['\"]?)([a-zA-Z_][a-zA-Z0-9_]*)\1;?\n.{0,8000}?\n\2\n",
                "s",
                flags=re.DOTALL,
            ),
            Rule(r"__(?:END|DATA)__\b", "cp", "end"),
            Rule(r"\$\^[ADEFHILMOPSTWX]", "vg"),
            Rule(r"""\$[\\"'\[\]&`+*.,;=%~?@$!<>(^|/_-](?!\w)""", "vg"),
            Rule(r"[$@%&*][$@%&*#_]{0,100}+(?=[a-zA-Z{\[;])", "nv", "variable"),
            Rule(r"[-+/*%=<>&^|!\\~]=?", "o"),
            Rule(r"0_?[0-7]+(?:_[0-7]+)*", "mo"),
            Rule(r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", "mh"),
            Rule(r"0b[01]+(?:_[01]+)*", "mb"),
            Rule(r"\d*(?:_\d*)*\.\d+(?:_\d*)*(?:[eE][+-]?\d+)?", "mf"),
            Rule(r"\d+(?:_\d*)*[eE][+-]?\d+(?:_\d*)*", "mf"),
            Rule(r"\d+(?:_\d+)*", "mi"),
            Rule(r"'", "p", "single quoted"),
            Rule(r'"', "p", "double quoted"),
            Rule(r"`", "p", "back quoted"),
            Rule(r"q[qwrx]?\{", "sx", "braces"),
            Rule(r"q[qwrx]?\(", "sx", "brackets"),
            Rule(r"q[qwrx]?\[", "sx", "square brackets"),
            Rule(r"q[qwrx]?<", "sx", "angle brackets"),
            Rule(r"q[qwrx]?(\W)[\s\S]{0,5000}?\1", "sx"),
            Rule(r"sub\s+", "k", "function"),
            Rule(r"\[\]|::|\.{1,3}", "o"),
            Rule(r"[()\[\]:;,?{}]", "p"),
            Rule(r"(?=\w)", "", "name"),
        ],
        "format": [Rule(r"\.\n", "si", "#pop"), Rule(r".*\n", "si", opener=".")],
        "fat comma": [
            Rule(r"#.*", "c1"),
            Rule(r"\w+", "s"),
            Rule(r"\s+", ""),
            Rule(r"=>", "o", "#pop"),
        ],
        "name": [
            Rule(r"\w+::", "nn"),
            Rule(r"[\w:]+", "nv", "#pop"),
            Rule(r"(?=\W)", "", "#pop"),
        ],
        "variable": [
            Rule(r"\s+", ""),
            Rule(r"[{\[),;]", "p", "#pop"),
            Rule(r"\w+::", "nn"),
            Rule(r"[\w:]+", "nv", "#pop"),
        ],
        "function": [
            Rule(r"[a-zA-Z_]\w*[!?]?", "nf"),
            Rule(r"\s+", ""),
            Rule(r"(\([$@%]*\))(\s*)", ("p", "")),
            Rule(r".*?\{|;", "p", "#pop"),
        ],
        "single quoted": [
            Rule(r"\\[\\']", "se"),
            Rule(r"[^\\']+", "s1"),
            Rule(r"'", "p", "#pop"),
            Rule(r"\\", "s1"),
        ],
        "double quoted": [
            Include("interpolated"),
            Rule(r'\\[\\tnrabefluLUE"$@]|\\0\d{2}|\\o\{\d+\}|\\x[0-9a-fA-F]{2}', "se"),
            Rule(r"\\x\{[0-9a-fA-F]+\}|\\c.|\\N\{[^}]+\}", "se"),
            Rule(r'[^\\"]', "s2"),
            Rule(r'"', "p", "#pop"),
            Rule(r"\\", "se"),
        ],
        "back quoted": [
            Include("interpolated"),
            Rule(r"\\[\\tnr`]", "se"),
            Rule(r"[^\\`]", "sb"),
            Rule(r"`", "p", "#pop"),
        ],
        "braces": _quoting(r"\{", r"\}"),
        "brackets": _quoting(r"\(", r"\)"),
        "square brackets": _quoting(r"\[", r"\]"),
        "angle brackets": _quoting("<", ">"),
        "interpolated": [
            Rule(r"[$@]\{", "si", "expression"),
            Rule(r"[$@][a-zA-Z_]\w*", "si"),
        ],
        "expression": [
            Rule(r"\}", "si", "#pop"),
            Rule(r"\s+", ""),
            Rule(r"[a-zA-Z_]\w*", "si"),
        ],
        "end": [Rule(r"[\s\S]+", "cp", "#pop")],
    }
)
