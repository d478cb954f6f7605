"""Bodies of HTML such as the Markdown writer supports, with texts full of what kramdown acts upon."""

import html

from hypothesis import strategies as st

WORDS = [
    "word",
    "中文",
    "a_b",
    "_x_",
    "*y*",
    "**",
    "`q`",
    "[l](u)",
    "![i](j)",
    '"quote"',
    "it's",
    "--",
    "---",
    "...",
    "....",
    "<",
    ">",
    ">>",
    "<<",
    "&",
    "&amp;",
    "&copy",
    "1.",
    "2)",
    "-",
    "+",
    "#",
    "##",
    "|",
    "||",
    "$$x$$",
    "~~s~~",
    "~",
    "{:",
    ".c}",
    "{::x}",
    "{#id}",
    "{{x}}",
    "{%y%}",
    "\\",
    "\\*",
    "^",
    "[^1]",
    "*[a]:",
    "b:",
    ":",
    "=",
    "===",
    "!",
    "http://x.example/z",
    "a@b.example",
    "“引”",
    "é",
    "😀",
    "<b>",
    "</p>",
    "{",
    "}",
    "(c)",
    "A--B",
    "a...b",
    "[",
    "]",
    "]:",
    "_",
    "![",
]
ADDRESSES = (
    "http://x.example/a_b?c=1&d=2",
    "/a b",
    "#x",
    "a(b)",
    "a*b*",
    "http://x/ü",
    'x"y',
    "&lt;",
)
CODES = ("a`b", "x", "a|b", "{{x}}", "``", "<i>", "&amp;", "{:a}", "\\", " s", "*a*")
BLOCKS = ("x = 1\n", "a\n\nb", "```\n", "~~~", "{{ x }}", "  in\n\tdent", "{: a}\n", "<b>\n")

words = st.lists(st.sampled_from([*WORDS, "\u00a0", "　"]), min_size=1, max_size=5)
texts = st.builds(
    lambda parts, end: html.escape(" ".join(parts), quote=False) + end,
    words,
    st.sampled_from(["", " "]),
)
NOTHING = st.just("")
attributes = st.sampled_from(["", "", "", ' class="c"', ' style="text-align:center"', ' id="i"'])


def _wrapped(
    name: str, inner: st.SearchStrategy[str], more: st.SearchStrategy[str] = NOTHING
) -> st.SearchStrategy[str]:
    return st.builds(
        lambda given, text, blank: f"<{name}{given}>{blank}{text}</{name}>",
        more,
        inner,
        st.sampled_from(["", "", " "]),
    )


def _link(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda address, more, text: f'<a href="{html.escape(address)}"{more}>{text}</a>',
        st.sampled_from(ADDRESSES),
        st.sampled_from(["", ' title="t"', ' title="a &quot;q&quot;"', ' target="_blank"']),
        inner,
    )


pictures = st.builds(
    lambda alt, more: f'<img src="i.png" alt="{alt}"{more}>',
    words.map(lambda parts: html.escape(" ".join(parts))),
    st.sampled_from(["", ' width="3"', ' title="x"']),
)
codes = st.sampled_from(CODES).map(lambda text: f"<code>{html.escape(text, quote=False)}</code>")
leaves = texts | pictures | codes | st.just("<br>")


def _several(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=4).map("".join)


def _spans(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = _several(inner)
    names = ("em", "strong", "b", "i", "del", "sup", "sub", "u")
    named = [_wrapped(name, several) for name in names]
    return st.one_of(*named, _wrapped("span", several, attributes), _link(several))


inlines = _several(st.recursive(leaves, _spans, max_leaves=8))

paragraphs = st.builds(lambda more, text: f"<p{more}>{text}</p>", attributes, inlines)
headings = st.builds(
    lambda level, more, text: f"<h{level}{more}>{text}</h{level}>",
    st.integers(1, 6),
    attributes,
    inlines,
)
listings = st.builds(
    lambda more, text: f"<pre><code{more}>{html.escape(text, quote=False)}</code></pre>",
    st.sampled_from(["", ' class="language-ruby"']),
    st.sampled_from(BLOCKS),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table of equal rows."""
    aligned = draw(
        st.lists(
            st.sampled_from(["", ' align="center"', ' style="text-align: right"']),
            min_size=1,
            max_size=3,
        )
    )

    def row(name: str) -> str:
        cells = [f"<{name}{more}>{draw(st.just('') | inlines)}</{name}>" for more in aligned]
        return f"<tr>{''.join(cells)}</tr>"

    head = f"<thead>{row('th')}</thead>" if draw(st.booleans()) else ""
    return f"<table>{head}<tbody>{''.join(row('td') for _ in range(draw(st.integers(1, 3))))}</tbody></table>"


definitions = st.lists(st.tuples(inlines, inlines), min_size=1, max_size=3).map(
    lambda pairs: f"<dl>{''.join(f'<dt>{one}</dt><dd>{two}</dd>' for one, two in pairs)}</dl>"
)
plain_blocks = st.one_of(
    paragraphs,
    headings,
    listings,
    tables(),
    definitions,
    st.just("<hr>"),
    st.just("<div>*a*</div>"),
)


def _items(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tight = inlines
    loose = st.builds(
        lambda first, rest: first + "".join(rest), paragraphs, st.lists(inner, max_size=2)
    )
    return st.one_of(
        st.lists(kind.map(lambda text: f"<li>{text}</li>"), min_size=1, max_size=4).map("\n".join)
        for kind in (tight, loose)
    )


def _boxes(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.builds(
        lambda name, more, items: f"<{name}{more}>{items}</{name}>",
        st.sampled_from(["ul", "ol"]),
        attributes | st.just(' start="3"'),
        _items(inner),
    )
    nested = st.builds(lambda text, more: f"<ul><li>{text}{more}</li></ul>", inlines, lists)
    quotes = st.lists(inner, min_size=1, max_size=3).map(
        lambda parts: f"<blockquote>{''.join(parts)}</blockquote>"
    )
    return st.one_of(lists, nested, quotes)


blocks = st.recursive(plain_blocks, _boxes, max_leaves=4)
bodies = st.builds(
    lambda joint, parts: joint.join(parts),
    st.sampled_from(["", "\n", "\n\n"]),
    st.lists(blocks, min_size=1, max_size=5),
)
