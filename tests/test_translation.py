"""Translations: English stands in, languages switch while the program runs, English stops the search."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator import translation

HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\nLanguage: zh_CN\n"


def write_catalogue(folder: Path, language: str, entries: dict[str, str]) -> None:
    """Write a compiled catalogue in the format of GNU gettext (its manual, "MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in {"": HEADER, **entries}.items())
    start = 28 + 16 * len(pairs)
    tables: list[list[tuple[int, int]]] = [[], []]
    blob = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column].append((len(pair[column]), start + len(blob)))
            blob += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    rows = b"".join(struct.pack("<2I", *row) for table in tables for row in table)
    target = folder / language / "LC_MESSAGES" / "curator.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(head + rows + blob)


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    write_catalogue(
        tmp_path,
        "zh_CN",
        {
            "Undo": "撤销",
            "{n} post\0{n} posts": "{n} 篇文章",
            "verb\x04Draft": "起草",
            "status\x04Draft": "草稿",
        },
    )
    write_catalogue(tmp_path, "de", {"Undo": "Rückgängig"})
    return tmp_path


@pytest.fixture(autouse=True)
def english_afterwards(tmp_path: Path) -> Iterator[None]:
    yield
    translation.use(tmp_path, ["en"])


def test_without_a_catalogue_the_english_text_is_used() -> None:
    assert translation.gettext("Undo") == "Undo"
    assert translation.ngettext("{n} post", "{n} posts", 1) == "{n} post"
    assert translation.ngettext("{n} post", "{n} posts", 0) == "{n} posts"
    assert translation.pgettext("verb", "Draft") == "Draft"


def test_a_catalogue_translates_sentences_plurals_and_contexts(catalogues: Path) -> None:
    translation.use(catalogues, ["zh_CN"])
    assert translation.gettext("Undo") == "撤销"
    assert translation.ngettext("{n} post", "{n} posts", 1) == "{n} 篇文章"
    assert translation.ngettext("{n} post", "{n} posts", 5) == "{n} 篇文章"
    assert translation.pgettext("verb", "Draft") == "起草"
    assert translation.pgettext("status", "Draft") == "草稿"


def test_a_text_without_an_entry_stays_english(catalogues: Path) -> None:
    translation.use(catalogues, ["zh_CN"])
    assert translation.gettext("Something new") == "Something new"
    assert translation.pgettext("noun", "Draft") == "Draft"


def test_the_language_switches_while_the_program_runs(catalogues: Path) -> None:
    look_up = translation.gettext
    translation.use(catalogues, ["zh_CN"])
    assert look_up("Undo") == "撤销"
    translation.use(catalogues, ["de"])
    assert look_up("Undo") == "Rückgängig"
    translation.use(catalogues, ["en"])
    assert look_up("Undo") == "Undo"


@pytest.mark.parametrize(
    "language", ["zh", "zh_CN.UTF-8", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh_Hans_SG", "zh-SG"]
)
def test_every_way_to_ask_for_simplified_chinese_is_understood(
    catalogues: Path, language: str
) -> None:
    translation.use(catalogues, [language])
    assert translation.gettext("Undo") == "撤销"


@pytest.mark.parametrize("language", ["zh_TW", "zh-Hant-HK", "zh_HK", "zh-MO"])
def test_traditional_chinese_is_not_answered_in_simplified(catalogues: Path, language: str) -> None:
    translation.use(catalogues, [language])
    assert translation.gettext("Undo") == "Undo"


@pytest.mark.parametrize("first", ["en", "en_GB.UTF-8", "en-US", "C", "C.UTF-8", "POSIX"])
def test_english_first_means_english(catalogues: Path, first: str) -> None:
    translation.use(catalogues, [first, "zh_CN"])
    assert translation.gettext("Undo") == "Undo"


def test_a_language_without_a_catalogue_is_passed_over(catalogues: Path) -> None:
    translation.use(catalogues, ["fr_FR", "de_AT@euro", "en"])
    assert translation.gettext("Undo") == "Rückgängig"


def test_no_language_at_all_means_english(catalogues: Path) -> None:
    translation.use(catalogues, [])
    assert translation.gettext("Undo") == "Undo"
    translation.use(catalogues / "absent", ["zh_CN", ""])
    assert translation.gettext("Undo") == "Undo"


def test_the_empty_text_is_not_the_header_of_the_catalogue(catalogues: Path) -> None:
    translation.use(catalogues, ["zh_CN"])
    assert translation.gettext("") == ""


def test_the_language_spoken_can_be_named(catalogues: Path) -> None:
    assert translation.language() == "en"
    translation.use(catalogues, ["zh-Hans"])
    assert translation.language() == "zh_CN"
    translation.use(catalogues, ["en"])
    assert translation.language() == "en"


def test_the_language_chosen_goes_before_those_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert translation.wanted("") == []
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "zh_CN:de")
    assert translation.wanted("") == ["zh_CN", "de", "en_US.UTF-8"]
    assert translation.wanted("en") == ["en"]


def test_parts_of_a_line_are_put_together_as_the_language_does(catalogues: Path) -> None:
    assert translation.listed(["2 new", "1 failed"]) == "2 new, 1 failed"
    write_catalogue(catalogues / "more", "zh_CN", {"between parts of a line\x04, ": "，"})
    translation.use(catalogues / "more", ["zh_CN"])
    assert translation.listed(["新增 2 篇", "失败 1 个"]) == "新增 2 篇，失败 1 个"
