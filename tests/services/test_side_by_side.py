"""Two articles beside each other: what belongs together, and which words differ."""

from curator.services.side_by_side import Beside, beside


def marked(text: str | None, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [(text or "")[start:end] for start, end in spans]


def article(*paragraphs: str) -> bytes:
    return ("---\ntitle: T\n---\n" + "\n\n".join(paragraphs)).encode()


def test_the_same_text_in_html_and_in_markdown_has_no_difference() -> None:
    html = b"---\ntitle: T\n---\n<p>Tea <b>rises</b> &amp; falls.</p><p>Milk.</p><!-- x -->"
    rows = beside(html, article("Tea **rises** & falls.", "Milk."))
    assert [row.same for row in rows] == [True, True]
    assert rows[1] == Beside("Milk.", "Milk.")


def test_changed_words_are_marked_and_nothing_else() -> None:
    (row,) = beside(article("茶价小幅走高，成交放量。"), article("茶价大幅走高，成交放量。"))
    assert (marked(row.left, row.left_spans), marked(row.right, row.right_spans)) == (
        ["小"],
        ["大"],
    )
    (row,) = beside(article("The tea rises today."), article("The tea price rises today."))
    assert marked(row.left, row.left_spans) == []
    assert [text.strip() for text in marked(row.right, row.right_spans)] == ["price"]


def test_a_new_paragraph_stands_alone_beside_edited_ones() -> None:
    left = article("One two three four five.", "Six seven eight nine ten.")
    right = article("One two three four 5.", "A wholly new thing here.", "Six seven eight nine 10.")
    rows = beside(left, right)
    assert [(row.left is None, row.right is None) for row in rows] == [
        *((False, False), (True, False), (False, False)),
    ]
    assert marked(rows[0].right, rows[0].right_spans) == ["5"]


def test_every_paragraph_of_both_is_shown_once() -> None:
    left = [f"Left {number} alpha beta" for number in range(90)]
    right = [f"Right {number} gamma delta" for number in range(70)]
    rows = beside(article(*left), article(*right))
    assert [row.left for row in rows if row.left is not None] == left
    assert [row.right for row in rows if row.right is not None] == right


def test_nothing_beside_something() -> None:
    assert beside(b"", article("Tea.")) == (Beside(None, "Tea."),)
    assert beside(b"", b"") == ()
