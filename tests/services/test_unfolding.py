"""What becomes a post as it is, what is unfolded, and what neither."""

from pathlib import Path

from curator.domain.errors import ReadError, ReadFault
from curator.domain.post import PostId
from curator.services import Services
from curator.services.import_items import Kind, OnDuplicate, Outcome
from tests.importing.samples import LETTERS, packed
from tests.services.conftest import SEED_LIKE, write_tree

PAGE = b"<!DOCTYPE html><html><head><title>Seite</title></head><body><p>Ein Satz.</p></body></html>"


def test_an_archive_s_articles_are_stored_byte_for_byte(services: Services, tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {
        "a.md": SEED_LIKE,
        "in/b.txt": "只有正文。\r\n".encode("gb18030"),
        "c.html": "<p>x</p>",
    }
    file = tmp_path / "papers.zip"
    file.write_bytes(packed(texts))
    plan = services.ingest.plan([file])
    assert [(item.kind, item.inside) for item in plan.items] == [
        (Kind.MARKDOWN, "papers.zip/a.md"),
        (Kind.TEXT, "papers.zip/in/b.txt"),
        (Kind.HTML, "papers.zip/c.html"),
    ]
    file.unlink()  # what was read is kept until it is stored
    report = services.ingest.apply(plan)
    stored = [services.library.load(item.post).source for item in report.items if item.post]
    wanted = [text.encode() if isinstance(text, str) else text for text in texts.values()]
    assert stored == wanted
    file.write_bytes(packed(texts))
    again = services.ingest.plan([file])
    assert [item.outcome for item in again.items] == [Outcome.DUPLICATE] * 3
    kept = services.ingest.apply(again, OnDuplicate.KEEP)
    assert kept.count(Outcome.ADDED) == 3
    services.undoing.undo()
    services.undoing.undo()
    assert len(services.library.find("")) == 0


def test_a_whole_page_outside_a_site_is_an_article_and_inside_one_a_file(
    services: Services, site: Path, tmp_path: Path
) -> None:
    write_tree(site, {"_posts/2022-04-04-page.html": PAGE})
    write_tree(tmp_path, {"loose.html": PAGE})
    report = services.ingest.apply(
        services.ingest.plan([site / "_posts/2022-04-04-page.html", tmp_path / "loose.html"])
    )
    inside, loose = [services.library.load(PostId(item.post or 0)) for item in report.items]
    assert inside.source == PAGE
    assert loose.source.startswith(b'---\ntitle: "Seite"\n---\n')


def test_an_archive_that_lies_in_a_site_holds_no_files_of_the_site(
    services: Services, site: Path
) -> None:
    write_tree(site, {"downloads/papers.zip": packed({"a.md": SEED_LIKE + "x"})})
    (item,) = services.ingest.apply(services.ingest.plan([site / "downloads/papers.zip"])).items
    assert (item.outcome, item.root, item.path) == (Outcome.ADDED, None, None)
    assert services.ingest.plan([site]).count(Outcome.FAILED) == 0


def test_an_archive_beyond_all_measure_is_not_even_opened(
    services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "huge.zip"
    with file.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(300 << 20)
    (item,) = services.ingest.plan([file]).items
    assert isinstance(item.error, ReadError)
    assert item.error.fault is ReadFault.TOO_LARGE


def test_a_folder_is_searched_for_every_kind(services: Services, tmp_path: Path) -> None:
    folder = write_tree(
        tmp_path / "in",
        {
            "page.html": PAGE,
            "page_files/frame.html": "<html>an advertisement</html>",
            "page_files/a.png": b"\x89PNG\r\n\x1a\n",
            "notes.md": "# Notes\n",
            "program.py": "print(1)",
        },
    )
    (folder / "letters.mbox").write_bytes((LETTERS / "letters.mbox").read_bytes())
    plan = services.ingest.plan([folder])
    found = [(item.source.name, item.kind) for item in plan.items]
    assert found == [
        ("letters.mbox", Kind.MAIL),
        ("letters.mbox", Kind.MAIL),
        ("letters.mbox", Kind.MAIL),
        ("notes.md", Kind.MARKDOWN),
        ("page.html", Kind.SAVED_PAGE),
    ]
