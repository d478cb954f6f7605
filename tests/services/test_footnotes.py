"""Footnotes the whole way: a document or a saved page, Markdown, a site, and what Jekyll builds of it."""

import re
from pathlib import Path

import pytest
from lxml import html

from curator.domain.changes import PostsChanged
from curator.rendering.guard import Guard
from curator.services import Services
from curator.services.conversion import Conversion
from curator.services.publish import Selection
from tests.e2e.jekyll import build, needs_jekyll
from tests.importing.recipes.saved_pages import WIKIPEDIA_NEW, WIKIPEDIA_TEXT
from tests.services.conftest import write_tree

DOCUMENTS = Path(__file__).parents[1] / "data" / "intake" / "documents"
NOTES = {
    "harbour.docx": ["数据来自港务局的月报。"],
    "voyage.odt": ["潮汐表每天更新一次。"],
    "harbour.rtf": ["数据来自港务局的月报。"],
    "voyage.epub": ["潮汐表每天更新一次。"],
    "harbour.html": ["“On harbours”. Example.", "On quays."],
}


@pytest.mark.jekyll
@needs_jekyll
@pytest.mark.parametrize("name", NOTES)
def test_notes_come_out_of_jekyll_linked_both_ways(
    services: Services, guard: Guard, tmp_path: Path, name: str
) -> None:
    source = DOCUMENTS / name
    if name.endswith(".html"):
        source = tmp_path / name
        # Below the notes nothing may stand: only an attribute list, shown in a guest's text, could
        # keep them above it.
        text = WIKIPEDIA_TEXT.partition('<div class="navbox">')[0]
        source.write_text(WIKIPEDIA_NEW.replace("TEXT", text), "utf-8")
    site = write_tree(
        tmp_path / "site", {"_config.yml": "title: T\n", "_layouts/post.html": "{{ content }}"}
    )
    items = services.ingest.apply(services.ingest.plan([source])).items
    posts = [item.post for item in items if item.post is not None]
    done = Conversion(services.library, guard).convert(posts)
    assert [one.fault for one in done if not isinstance(one, PostsChanged)] == [None] * len(posts)
    services.publish.apply(services.publish.plan(site, Selection(posts=tuple(posts))))
    built = build(site, tmp_path / "built")
    pages = [
        root
        for path in built.rglob("*.html")
        if (root := html.fromstring(f"<div>{path.read_text('utf-8')}</div>")).xpath(
            "//div[@class='footnotes']"
        )
    ]
    (page,) = pages
    notes = page.xpath("//div[@class='footnotes']/ol/li")
    assert [_said(note) for note in notes] == NOTES[name]
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    marks = page.xpath("//sup/a[@class='footnote']/@href")
    backs = page.xpath("//li//a[@class='reversefootnote']/@href")
    assert set(marks) == {f"#{note.get('id')}" for note in notes}
    assert len(marks) == len(backs)
    assert {one[1:] for one in (*marks, *backs)} <= ids


def _said(note: html.HtmlElement) -> str:
    text = "".join(note.itertext())
    return (
        re.sub(r"(?:\s|↩\d*)+$", "", " ".join(text.split())).replace('"', "“", 1).replace('"', "”")
    )
