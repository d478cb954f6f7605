"""Bodies of HTML with footnotes as different programs write them, and what they are known to say."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.formats.kramdown_trees import inlines, listings, paragraphs


@dataclass(frozen=True)
class Form:
    """How a program writes marks and notes; `repeat` counts the marks of one note from 0."""

    mark: Callable[[int, int], str]
    note: Callable[[int, str, int], str]
    """From a number, the note's blocks and how often it is marked."""
    notes: Callable[[str], str]
    repeats: bool = False


def _last(blocks: str, back: str) -> str:
    """Put a way back at the end of the last paragraph, or into one of its own."""
    head, found, _end = blocks.rpartition("</p>")
    return f"{head} {back}</p>" if found and not _end else f"{blocks}<p>{back}</p>"


def _first(blocks: str, back: str) -> str:
    return blocks.replace("<p>", f"<p>{back}", 1) if blocks.startswith("<p>") else f"{back}{blocks}"


def _several(number: int, count: int) -> str:
    return " ".join(
        f'<a href="#back-{number}-{repeat}"><sup><i><b>{"abcdef"[repeat]}</b></i></sup></a>'
        for repeat in range(count)
    )


WORD = Form(
    lambda n, _r: f'<sup><a href="#footnote-{n}" id="footnote-ref-{n}">[{n}]</a></sup>',
    lambda n, text, _c: (
        f'<li id="footnote-{n}">{_last(text, f"""<a href="#footnote-ref-{n}">↑</a>""")}</li>'
    ),
    lambda items: f"<ol>{items}</ol>",
)
PANDOC = Form(
    lambda n, _r: (
        f'<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>'
    ),
    lambda n, text, _c: (
        f'<li id="fn{n}">'
        + _last(text, f'<a href="#fnref{n}" class="footnote-back" role="doc-backlink">↩︎</a>')
        + "</li>\n"
    ),
    lambda items: (
        '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes">\n'
        f"<hr />\n<ol>\n{items}</ol>\n</section>"
    ),
)
WIKIPEDIA = Form(
    lambda n, r: (
        f'<sup id="back-{n}-{r}" class="reference"><a href="#cite_note-{n}">'
        f'<span class="cite-bracket">[</span>{n}<span class="cite-bracket">]</span></a></sup>'
    ),
    lambda n, text, count: (
        f'<li id="cite_note-{n}"><span class="mw-cite-backlink">^ {_several(n, count)}</span> '
        f'<span class="reference-text">{text.removeprefix("<p>").removesuffix("</p>")}</span></li>\n'
    ),
    lambda items: (
        '<div class="reflist"><div class="mw-references-wrap mw-references-columns">'
        f'<ol class="references">\n{items}</ol></div></div>'
    ),
    repeats=True,
)
OFFICE = Form(
    lambda n, _r: (
        f'<a class="sdfootnoteanc" name="sdfootnote{n}anc" href="#sdfootnote{n}sym"><sup>{n}</sup></a>'
    ),
    lambda n, text, _c: (
        f'<div id="sdfootnote{n}">'
        + _first(
            text,
            f'<a class="sdfootnotesym" name="sdfootnote{n}sym" href="#sdfootnote{n}anc">{n}</a>',
        ).replace("<p>", '<p class="sdfootnote">')
        + "</div>\n"
    ),
    lambda items: items,
)
EPUB = Form(
    lambda n, _r: f'<a epub:type="noteref" href="#n{n}">{n}</a>',
    lambda n, text, _c: f'<aside epub:type="footnote" id="n{n}">{text}</aside>\n',
    lambda items: items,
)
KRAMDOWN = Form(
    lambda n, r: (
        f'<sup id="fnref:n{n}{f":{r}" if r else ""}">'
        f'<a href="#fn:n{n}" class="footnote">{n}</a></sup>'
    ),
    lambda n, text, count: (
        f'<li id="fn:n{n}">'
        + _last(
            text,
            " ".join(
                f'<a href="#fnref:n{n}{f":{r}" if r else ""}" class="reversefootnote">&#8617;</a>'
                for r in range(count)
            ),
        )
        + "</li>"
    ),
    lambda items: f'<div class="footnotes"><ol>{items}</ol></div>',
    repeats=True,
)
FORMS = {
    "kramdown": KRAMDOWN,
    "word": WORD,
    "pandoc": PANDOC,
    "wikipedia": WIKIPEDIA,
    "office": OFFICE,
    "epub": EPUB,
}


@dataclass(frozen=True)
class Page:
    """A body with footnotes: its HTML, and what a reader of it is to find."""

    html: str
    bare: str
    """The body without marks and notes."""
    marks: list[int]
    notes: list[str]


_plain = inlines.map(lambda text: f"<p>x{text}</p>")
_lists = st.lists(inlines.map(lambda text: f"<li>{text}y</li>"), min_size=1, max_size=3).map(
    lambda items: f"<ul>{''.join(items)}</ul>"
)
_quotes = _plain.map(lambda text: f"<blockquote>{text}</blockquote>")
_blocks = st.one_of(_plain, _lists, listings, _quotes)
long_notes = st.builds(
    lambda first, rest: "".join([first, *rest]), _plain | _blocks, st.lists(_blocks, max_size=2)
)


@st.composite
def pages(draw: st.DrawFn, form: Form) -> Page:
    """Draw a body whose marks stand in paragraphs, headings and items, in the order of the notes."""
    count = draw(st.integers(1, 3))
    marks: list[int] = []
    for number in range(1, count + 1):
        marks.append(number)
        if form.repeats:
            marks += draw(st.lists(st.integers(1, number), max_size=1))
    seen: dict[int, int] = {}
    body, bare = [], []
    left = list(marks)
    while left:
        line = without = draw(inlines)
        for number in left[: draw(st.integers(1, 2))]:
            left.pop(0)
            after = draw(st.sampled_from(["", ": a", " b", "(c)", "[d]", "*", "。"]))
            line += form.mark(number, seen.get(number, 0)) + after
            without += after
            seen[number] = seen.get(number, 0) + 1
        shape = draw(st.sampled_from(["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>"]))
        body.append(shape.replace("{}", line))
        bare.append(shape.replace("{}", without))
        if draw(st.booleans()):
            other = draw(paragraphs)
            body.append(other)
            bare.append(other)
    short = form is WIKIPEDIA or form is OFFICE
    notes = [draw(_plain if short else long_notes) for _ in range(count)]
    items = "".join(form.note(n, text, seen[n]) for n, text in enumerate(notes, 1))
    return Page("\n".join([*body, form.notes(items)]), "\n".join(bare), marks, notes)
