"""Which commands fit what was typed."""

from curator.gui.palette.matching import Entry, fitting

ENTRIES = [
    Entry("import_files", ("File",), "Import files", "Ctrl+O"),
    Entry("export", ("File",), "Export to a site", "Ctrl+Shift+E"),
    Entry("to_ready", ("Post",), "Mark as ready", "Ctrl+3", enabled=False),
    Entry("to_trash", ("Post",), "Move to trash", "Ctrl+Backspace"),
    Entry("next_post", ("Post",), "Next post", "Alt+Down"),
    Entry("theme", ("View",), "Colours of the system"),
    Entry("language", ("View", "Language"), "简体中文"),
]


def names(typed: str) -> list[str]:
    return [entry.name for entry in fitting(ENTRIES, typed)]


def test_nothing_typed_shows_everything_with_what_can_be_chosen_first() -> None:
    assert names("") == [
        "import_files", "export", "to_trash", "next_post", "theme", "language", "to_ready"
    ]  # fmt: skip


def test_every_word_must_stand_somewhere() -> None:
    assert names("trash") == ["to_trash"]
    assert names("view system") == ["theme"]
    assert names("trash system") == []


def test_words_that_begin_the_command_come_first_and_its_menu_last() -> None:
    assert names("post") == ["next_post", "to_trash", "to_ready"]
    assert names("port") == ["import_files", "export"]


def test_case_width_and_language_do_not_matter() -> None:
    assert names("ＥＸＰＯＲＴ") == ["export"]
    assert names("中文") == ["language"]
    assert names("language") == ["language"]


def test_keys_find_their_command() -> None:
    assert names("ctrl+shift+e") == ["export"]
