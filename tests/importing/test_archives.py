"""Archives: what is in them comes out whole; those made to harm end with a reason."""

import io
import stat
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from curator.importing.candidates import Candidate, Kind, Limits, Thing, Unread
from curator.importing.reading import read
from tests.importing.samples import crowd, faults, overlapping, packed, sample, taken

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def test_names_in_gbk_are_read_and_pictures_come_with_their_article() -> None:
    found = taken(sample("gbk-names.zip"))
    assert [one.inside for one in found] == [
        "gbk-names.zip/茶山/头采.md",
        "gbk-names.zip/茶山/手记.txt",
        "gbk-names.zip/茶山/来信.html",
    ]
    letter = found[2]
    assert [(file.name, file.media_type) for file in letter.files] == [
        ("图片/晒场.png", "image/png")
    ]
    assert letter.files[0].data.startswith(b"\x89PNG")


def test_a_saved_page_in_an_archive_brings_its_pictures() -> None:
    found = {one.name: one for one in taken(sample("infozip.zip"))}
    assert set(found) == {"周报第三期.html", "笔记.md"}
    page = found["周报第三期.html"]
    assert [file.name for file in page.files] == ["晒场.png"]
    assert '<img src="晒场.png"' in page.source


@pytest.mark.parametrize(
    ("charset", "names"),
    [
        ("gbk", ["茶山.md", "财经/要闻.txt"]),
        ("big5", ["臺灣新聞.md"]),
        ("cp932", ["日本語の記事.md"]),
        ("cp437", ["résumé.md", "café.txt"]),
        ("cp437", ["Über uns.md"]),
        ("utf-8", ["Über.md", "茶.md"]),
    ],
)
def test_names_without_a_declared_charset(charset: str, names: list[str]) -> None:
    data = packed({f"{n}.md": f"article {n}" for n in range(len(names))})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for n, name in enumerate(names):
            entry = zipfile.ZipInfo("x" * len(name.encode(charset)))
            archive.writestr(entry, f"article {n}")
    data = target.getvalue()
    for name in names:
        raw = name.encode(charset)
        data = data.replace(b"x" * len(raw), raw, 1)
    # The names in the directory stand after those in front of the entries, in the same order.
    for name in names:
        raw = name.encode(charset)
        data = data.replace(b"x" * len(raw), raw, 1)
    found = taken(Thing("a.zip", data))
    assert sorted(one.inside for one in found) == sorted(f"a.zip/{name}" for name in names)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "/etc/evil.md",
        "C:\\evil.md",
        "a/../../evil.md",
        "..\\evil.md",
        "\\\\host\\evil.md",
    ],
)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    found = list(read(Thing("a.zip", packed({name: "evil", "good.md": "good"}))))
    assert [part.fault for part in found if isinstance(part, Unread)] == ["unsafe-name"]
    assert [part.name for part in found if isinstance(part, Candidate)] == ["good.md"]
    assert list(tmp_path.iterdir()) == []


def test_links_and_devices_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, kind in (("link.md", stat.S_IFLNK), ("fifo.md", stat.S_IFIFO)):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
        archive.writestr("good.md", "good")
    assert faults(Thing("a.zip", target.getvalue())) == ["archive-link", "archive-link"]


def test_names_that_differ_in_case_or_form_are_all_kept() -> None:
    names = ["a.md", "A.md", "caf\u00e9.md", "cafe\u0301.md"]
    found = taken(Thing("z.zip", packed({name: f"text of {name}" for name in names})))
    assert len(found) == 4
    assert len({one.inside for one in found}) == 4


def test_a_bomb_is_stopped_by_what_really_comes_out() -> None:
    bomb = packed({"bomb.md": bytes(200 << 20), "good.md": "good"})
    assert len(bomb) < 300_000
    tracemalloc.start()
    begun = time.monotonic()
    found = list(read(Thing("a.zip", bomb)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [part.fault for part in found if isinstance(part, Unread)] == ["unpacks-too-far"]
    assert [part.name for part in found if isinstance(part, Candidate)] == ["good.md"]
    assert time.monotonic() - begun < 5
    assert peak < 60 << 20


def test_a_lying_size_does_not_help_a_bomb() -> None:
    bomb = bytearray(packed({"bomb.md": bytes(80 << 20)}))
    size = (80 << 20).to_bytes(4, "little")
    for _ in range(2):
        at = bomb.find(size)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert faults(Thing("a.zip", bytes(bomb)))[0] in {"unpacks-too-far", "broken-content"}


def test_all_entries_together_have_a_limit() -> None:
    many = packed({f"{n}.md": bytes(64 << 10) + b"%d" % n for n in range(40)}, zipfile.ZIP_STORED)
    found = list(read(Thing("a.zip", many), Limits(bytes_in_all=1 << 20)))
    assert "content-too-large" in [part.fault for part in found if isinstance(part, Unread)]
    assert sum(isinstance(part, Candidate) for part in found) <= 16


def test_entries_that_share_bytes_are_refused_at_once() -> None:
    bomb = overlapping(500, 4)
    assert len(bomb) < 60_000
    begun = time.monotonic()
    assert faults(Thing("a.zip", bomb)) == ["overlapping-entries"]
    assert time.monotonic() - begun < 2


def test_a_million_entries_are_refused_before_they_are_listed() -> None:
    data = crowd(1_000_000)
    tracemalloc.start()
    begun = time.monotonic()
    assert faults(Thing("a.zip", data)) == ["too-many-entries"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < 2
    assert peak < 100 << 20


def test_an_archive_with_a_password_says_so() -> None:
    data = bytearray(packed({"a.md": "x"}))
    data[6] |= 1
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert faults(Thing("a.zip", bytes(data))) == ["encrypted"]


def test_damaged_archives_end_with_a_reason() -> None:
    whole = packed({"a.md": "x" * 5000, "b.md": "y" * 5000}, zipfile.ZIP_STORED)
    assert faults(Thing("a.zip", whole[:3000])) == ["broken-content"]
    wrong = bytearray(whole)
    wrong[200] ^= 0xFF
    assert faults(Thing("a.zip", bytes(wrong))) == ["broken-content"]
    assert faults(Thing("a.zip", packed({}))) == ["empty-content"]


def test_archives_inside_archives_have_a_depth() -> None:
    data = packed({"a.md": "core"})
    for _ in range(3):
        data = packed({"inner.zip": data})
    (deep,) = taken(Thing("a.zip", data))
    assert deep.inside == "a.zip/inner.zip/inner.zip/inner.zip/a.md"
    for _ in range(40):
        data = packed({"inner.zip": data})
    assert faults(Thing("a.zip", data)) == ["nested-too-deep"]


def test_what_is_no_article_is_left_alone() -> None:
    files: dict[str, str | bytes] = {
        "_site/x.html": "<p>built</p>",
        "__MACOSX/a.md": "x",
        ".git/config.md": "x",
        "code.py": "print(1)",
        "style.css": "a{}",
        "page.html": "<!DOCTYPE html><html><body><p>Eine Seite, die von etwas erzählt.</p></body></html>",
        "page_files/ad.html": "<html>ad</html>",
        "a.png": PNG,
        "nested": "A text without a suffix.",
    }
    found = taken(Thing("a.zip", packed(files)))
    assert sorted((one.inside, one.kind) for one in found) == [
        ("a.zip/nested", Kind.TEXT),
        ("a.zip/page.html", Kind.PAGE),
    ]


@pytest.mark.corpus
def test_every_real_post_comes_out_of_an_archive_byte_for_byte(corpus: Path) -> None:
    files = {
        path.relative_to(corpus).as_posix(): path.read_bytes()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and path.name not in {"INDEX.tsv", ".gitattributes"}
    }
    wanted = {
        name: data
        for name, data in files.items()
        if not set(name.split("/")) & {"_layouts", "_includes", "_data"}
    }
    found = taken(Thing("c.zip", packed(wanted)))
    plain = {
        one.inside.removeprefix("c.zip/"): one.original
        for one in found
        if one.kind is not Kind.PAGE
    }
    assert len(plain) > 350
    for name, data in plain.items():
        assert data == files[name], name
