"""Texts made to cost a parser more than their size: by name, a function from a size to a text.

Used by the test of growth and by benchmarks; run as a script it prints times and ratios:
`python -m tests.rendering.kramdown.hostile [SIZE] [PART OF A NAME]`.
"""

import sys
import time
from collections.abc import Callable, Mapping

from curator.rendering.kramdown.converter import to_html

Maker = Callable[[int], str]

_REPEATED: str = (
    r"""* _ [ ` < | ( { & $ ~ " ' - . ! \ > # + = : ^ x 中 """
    r"""**a␠ *a␠ _a␠ *a* *a␠_b␠ *a␠**b␠ **a␠*b␠ [a [a]( [a](b␠ [a](b␠" [a](< [a][ ![ ![a [![ [[a]] [a] """
    r"""<a <a␠ <a␠b=' <a␠b=" <a␠b="'␠c=' <b> <b>* *<b> </b> <div> <div>␊ <div>x </div> <!-- <? <http: <a@ """
    r"""<div␠markdown="1">␊ {: {:a␊ {:.a}␊ {:.a} {::comment} {::comment}␊ {::x} {:/} &a &#1 $$ $$a␊␊ ~~a␠ ~~ """
    r"""```␠ ```␊ ~~~␊ ````␊```␊ >␠ >␠␊ -␠ -␠a␊ 1.␠ *␠*␠*␠x -␠-␠-␠x␊ a␊:␠b␊ :␠ |␠a |a|␊ |- |-|␊ a|b␊ `| """
    r"""|<code> |<code>| `a ``a`␠ a" "a" '␠' ... -- << >> ␠>> \* ␠␠␊ a␠␠␊ #␠ #␠a␊ a␊===␊ [a]:␠b␊ [a]:␠b␠"␊ """
    r"""[^a]:␠b␊ [^a] *[a]:␠b␊ *[ ␠␠␠␠a␊ a␊ a␊␊ <script> <style> <pre> <p>*a* <table><tr><td> <span> <img> <br> """
    r"""(a ((a) a_ _a __a *** **a* *a** [*a]( *[a*]( "' '"a {:a=" {:␠a="b {:a:␠b}␊ {:a:␠a}␊ a{:.b} *a*{:.b} """
    r"""-␠a␊␊ -␊ <a␊ |␊ \| ^␊ <details>␊ &amp; }} ]] ]( <> </a <! <![CDATA[ -␠a␊␠␠-␠b␊ ␠ ␊ ␉"""
)


def _repeat(piece: str) -> Maker:
    piece = piece.replace("␠", " ").replace("␊", "\n").replace("␉", "\t")
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _root(size: int) -> int:
    return int((2 * size) ** 0.5)


TEXTS: Mapping[str, Maker] = {
    **{piece: _repeat(piece) for piece in _REPEATED.split()},
    "marks in turn": _repeat("*_[`<\"'&$~!{:("),
    "words with marks": _repeat('*a _b [c `d <e "f &g $$h ~~i ![j {:k (l '),
    "quotes in quotes": lambda n: "\n".join(">" * (i % 200) + " a" for i in range(n // 100)),
    "lists in lists": lambda n: "\n".join("  " * (i % 150) + "- a" for i in range(n // 150)),
    "one deep list": lambda n: "\n".join("  " * i + "- a" for i in range(int(n**0.5))),
    "growing ticks": lambda n: " ".join("`" * i for i in range(1, _root(n))),
    "shrinking ticks": lambda n: " ".join("`" * i for i in range(_root(n), 1, -1)),
    "shrinking fences": lambda n: "\n".join("`" * i for i in range(_root(n), 3, -1)),
    "closed brackets": lambda n: "[a]: b\n\n" + "[" * (n // 2) + "]" * (n // 2),
    "closed parentheses": lambda n: "[a]" + "(" * (n // 2) + ")" * (n // 2),
    "closed images": lambda n: "![" * (n // 5) + "](a)" * (n // 5),
    "many abbreviations": lambda n: (
        "".join(f"*[w{i}]: x\n" for i in range(n // 24)) + " ".join(f"w{i}" for i in range(n // 12))
    ),
    "long abbreviation": lambda n: "*[" + "a " * (n // 4) + "]: x\n\n" + "a " * (n // 4),
    "many links": lambda n: (
        "".join(f"[w{i}]: /x\n" for i in range(n // 24))
        + " ".join(f"[w{i}]" for i in range(n // 12))
    ),
    "many footnotes": lambda n: (
        "".join(f"[^w{i}]: x\n" for i in range(n // 24))
        + " ".join(f"[^w{i}]" for i in range(n // 12))
    ),
    "one footnote": lambda n: "[^a]: x\n\n" + "[^a] " * (n // 5),
    "doubling lists": lambda n: (
        "".join(f"{{:a{i}: a{i + 1} a{i + 1}}}\n" for i in range(n // 20)) + "\n{:a0}\nx\n"
    ),
    "long list": lambda n: "x\n{:" + " .a" * (n // 3) + "}\n",
    "quotes in a list": lambda n: "x\n{:" + ' a="x"x' * (n // 8) + "}\n",
    "escapes in a list": lambda n: 'x\n{:a="' + '\\"' * (n // 2) + "}\n",
    "braces in a list": lambda n: "x\n{:" + "\\}" * (n // 2) + "x\n",
    "closing marks": lambda n: "# a " + "#" * n + "x",
    "contents": lambda n: "* x\n{:toc}\n\n" + "# a\n" * (n // 4),
    "wide table": lambda n: "|" + "a|" * (n // 4) + "\n|" + "-|" * (n // 4),
    "blanks in a tag": lambda n: "<a" + " " * n + "x",
    "blanks in a row": lambda n: "a|b" + " " * n + "x",
    "digits": lambda n: "&#" + "9" * n + ";",
    "closed blocks": lambda n: "<div>" * (n // 11) + "</div>" * (n // 11),
    "closed spans": lambda n: "a " + "<b>" * (n // 7) + "</b>" * (n // 7),
    "emphasis in emphasis": lambda n: "*a **b " * (n // 14) + "** *" * (n // 8),
    "paragraph of tags": lambda n: "a\n" + "<foo\n" * (n // 5),
    "terms": lambda n: "a\n" + ": " * (n // 2),
    "titles": lambda n: "[a]: b" + ' "x' * (n // 3),
    "tabs": lambda n: "-" + " \t" * (n // 2) + "x",
    "prose": lambda n: 'word and "more" words, ' * (n // 22),
    "prose in Chinese": lambda n: "中文段落，“引号”与**强调**。\n\n" * (n // 18),
}


def seconds(text: str) -> float:
    """Return the processor time that a text takes."""
    start = time.process_time()
    to_html(text)
    return time.process_time() - start


def main(arguments: list[str]) -> None:
    """Print milliseconds at a size and four times it, and their ratio."""
    size = int(arguments[0]) if arguments else 250_000
    part = arguments[1] if len(arguments) > 1 else ""
    for name, make in TEXTS.items():
        if part in name:
            small, large = (seconds(make(each)) for each in (size // 4, size))
            ratio = large / max(small, 1e-6)
            print(f"{name:24} {small * 1e3:9.1f} {large * 1e3:9.1f} ms  x{ratio:.1f}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
