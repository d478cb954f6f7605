"""What is coloured, that it reads well in both palettes, and that no text holds the window up."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.editor.body_editor import BodyEditor
from curator.gui.editor.colours import Ink, contrast, readable
from curator.gui.editor.highlighting import BodyHighlighter, YamlHighlighter
from curator.gui.theme import palette


def never(_position: int) -> bool:
    return False


class Coloured:
    """Texts of one document by the ink they were given."""

    def __init__(self, text: str, *, yaml: bool = False) -> None:
        self.document = QTextDocument()
        self.palette = palette(dark=False)
        self.document.setPlainText(text)
        if yaml:
            self.highlighter: BodyHighlighter | YamlHighlighter = YamlHighlighter(
                self.document, self.palette
            )
        else:
            self.highlighter = BodyHighlighter(self.document, self.palette, never)
        self.highlighter.rehighlight()
        self.inks = {readable(*ink.value, self.palette.base().color()).rgb(): ink for ink in Ink}

    def spans(self) -> list[tuple[str, Ink | str]]:
        found: list[tuple[str, Ink | str]] = []
        block = self.document.firstBlock()
        while block.isValid():
            encoded = block.text().encode("utf-16-le")
            for part in block.layout().formats():
                start, end = 2 * part.start, 2 * (part.start + part.length)
                text = encoded[start:end].decode("utf-16-le")
                colour = part.format.foreground().color().rgb()
                found.append((text, self.inks.get(colour, "strong")))
            block = block.next()
        return found


def inks(text: str, *, yaml: bool = False) -> dict[str, Ink | str]:
    return dict(Coloured(text, yaml=yaml).spans())


def test_markdown_html_and_liquid_have_their_colours(qapp: QApplication) -> None:
    found = inks(
        "# 标题\n\n正文 **加粗** `code` [链接](/u) {{ page.title }} {% if x %} <img src='a'> &nbsp; "
        "<!-- c --> {: .note}\n> quote\n- item"
    )
    assert found["#"] is Ink.MARKUP
    assert found[" 标题"] == "strong"
    assert found["加粗"] == "strong"
    assert found["`code`"] is Ink.CODE
    assert found["链接"] is Ink.LINK
    assert found["{{ page.title }}"] is Ink.LIQUID
    assert found["{% if x %}"] is Ink.LIQUID
    assert found["<img "] is Ink.TAG
    assert found["src"] is Ink.NAME
    assert found["'a'"] is Ink.STRING
    assert found["&nbsp;"] is Ink.LITERAL
    assert found["<!-- c -->"] is Ink.FAINT
    assert found["{: .note}"] is Ink.NAME
    assert found["> "] is Ink.MARKUP
    assert found["-"] is Ink.MARKUP


def test_positions_are_right_behind_characters_of_two_units(qapp: QApplication) -> None:
    assert inks("😀🐀 `x` 😀")["`x`"] is Ink.CODE


def test_fences_comments_and_tags_reach_over_lines(qapp: QApplication) -> None:
    found = Coloured("```py\n# no heading\n```\n<!-- a\nb -->c\n<img\nsrc='x'>d").spans()
    assert ("# no heading", Ink.CODE) in found
    assert ("b -->", Ink.FAINT) in found
    assert ("src", Ink.NAME) in found
    assert not any("c" in text and ink is Ink.FAINT and "-->" not in text for text, ink in found)


def test_yaml_has_its_colours(qapp: QApplication) -> None:
    found = inks(
        "title: 'a' # c\ndate: 2022-01-11 18:09:11 +0800\n# whole\nlist:\n  - 12\n  - k: yes\nx: &a b, c",
        yaml=True,
    )
    assert found["title"] is Ink.MARKUP
    assert found["'a'"] is Ink.STRING
    assert found["# c"] is Ink.FAINT
    assert found["2022-01-11 18:09:11 +0800"] is Ink.LITERAL
    assert found["# whole"] is Ink.FAINT
    assert found["12"] is Ink.LITERAL
    assert found["yes"] is Ink.LITERAL
    assert found["&a"] is Ink.NAME
    assert "," not in found


@pytest.mark.parametrize("dark", [False, True])
def test_every_ink_reads_well_on_its_ground(qapp: QApplication, dark: bool) -> None:
    ground = palette(dark=dark).color(QPalette.ColorRole.Base)
    for ink in Ink:
        assert contrast(readable(*ink.value, ground), ground) >= 4.5, ink


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(["*", "**", "`", "```", "<", ">", "<!--", "-->", "{{", "}}", "{%", "%}", "[",
                         "](", ")", "_", "a", " ", "\n", "😀", "&", ";", "#", '"', "~~~", "{:", "}"]),
        max_size=60,
    )
)  # fmt: skip
def test_any_text_can_be_coloured(qapp: QApplication, parts: list[str]) -> None:
    Coloured("".join(parts))
    Coloured("".join(parts), yaml=True)


@pytest.mark.parametrize(
    "line",
    [
        "*" * 8_000,
        "`a" * 4_000,
        "[" * 8_000,
        "[a](" * 2_000,
        "{{" * 4_000,
        "<a " * 2_700,
        "_a " * 2_700,
        "&a" * 4_000,
        "{:" * 4_000,
        "- " * 4_000,
        "**a" * 2_700,
        "![" * 4_000,
        '"' * 8_000,
    ],
)
def test_no_line_takes_long(qapp: QApplication, line: str) -> None:
    """A backtracking pattern takes minutes on these; the bound leaves room for a busy machine."""
    for yaml in (False, True):
        start = time.process_time()
        Coloured(line, yaml=yaml)
        assert time.process_time() - start < 2.0


def test_a_long_text_is_coloured_in_slices_to_its_end(qtbot: QtBot) -> None:
    editor = BodyEditor()
    qtbot.addWidget(editor)
    lines = [f"第{n}行 **重点** <b>x</b> {{{{ page.title }}}} `c`" for n in range(6_000)]
    editor.show_source("\n".join(lines), "\n")
    highlighter = editor._highlighter
    assert highlighter is not None
    assert not highlighter.finished
    last = editor.document().lastBlock()
    assert last.layout().formats() == []
    qtbot.waitUntil(lambda: highlighter.finished, timeout=20_000)
    assert last.layout().formats() != []
    assert editor.document().findBlockByNumber(3_000).layout().formats() != []
