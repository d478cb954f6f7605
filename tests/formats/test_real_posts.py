"""Every post of real sites survives, and an edit of its title changes the title's lines only."""

from pathlib import Path

import pytest

from curator.domain.errors import EditError, EditFault
from curator.formats.document import Document, join, split
from curator.formats.front_matter import (
    add_item,
    move,
    parse,
    rename,
    set_raw,
    set_value,
    unset,
)

pytestmark = pytest.mark.corpus

TITLE = "新标题：C# #1, “引号” & 'x'"


@pytest.fixture(scope="session")
def documents(posts: list[Path]) -> list[tuple[str, Document]]:
    return [(path.name, split(path.read_bytes())) for path in posts]


def test_every_file_survives(posts: list[Path], examples: Path) -> None:
    assert len(posts) > 400
    for path in [*posts, *(path for path in examples.rglob("*") if path.is_file())]:
        data = path.read_bytes()
        document = split(data)
        assert join(document) == data, path
        assert document.opening + (
            document.front_matter or ""
        ) + document.closing + document.body == (document.text)


def test_setting_the_title_changes_its_lines_only(documents: list[tuple[str, Document]]) -> None:
    edited = 0
    for name, document in documents:
        front = None if document.front_matter is None else parse(document.front_matter)
        if front is None or front.problem is not None:
            continue
        before = document.front_matter or ""
        title = TITLE if document.encoding in {"utf-8", "utf-16-le", "gb18030"} else "Neu: # 1"
        changed = document.with_front_matter(set_value(before, "title", title))
        after = changed.front_matter or ""
        old, new = front.entry("title"), parse(after).entry("title")
        assert new is not None, name
        assert new.value == title, name
        assert parse(after).values == {**front.values, "title": title}, name
        if old is None:
            assert after[: new.start] + after[new.end :] == before, name
        else:
            assert after[: new.start] == before[: old.start], name
            assert after[new.end :] == before[old.end :], name
            assert set_raw(after, "title", old.raw) == before, name
        data, result = join(document), join(changed)
        head = document.bom + document.opening.encode(document.encoding)
        tail = (document.closing + document.body).encode(document.encoding, document.errors)
        assert data.startswith(head), name
        assert data.endswith(tail), name
        assert result.startswith(head), name
        assert result.endswith(tail), name
        assert split(result).front_matter == after, name
        edited += 1
    assert edited > 350


def test_every_other_edit_leaves_the_rest_alone(documents: list[tuple[str, Document]]) -> None:
    for name, document in documents:
        text = document.front_matter
        if text is None or parse(text).problem is not None:
            continue
        front = parse(text)
        for entry in {one.key: one for one in front.entries}.values():
            if entry.key in front.duplicates or entry.shared:
                continue
            rest = {key: value for key, value in front.values.items() if key != entry.key}
            assert set_value(text, entry.key, entry.value) == text, name
            assert set_raw(set_value(text, entry.key, "neu"), entry.key, entry.raw) == text, name
            assert unset(text, entry.key) == text[: entry.start] + text[entry.end :], name
            if entry.key != "<<":
                start, end = entry.key_span
                assert (
                    rename(text, entry.key, "zzz") == text[:start] + bare(text, start) + text[end:]
                )
            if isinstance(entry.value, list):
                longer = parse(add_item(text, entry.key, "neu: x"))
                assert longer.values == {**rest, entry.key: [*entry.value, "neu: x"]}, name


def bare(text: str, start: int) -> str:
    """Return the new name in the quotes that stand at `start`."""
    quote = text[start] if text[start] in {"'", '"'} else ""
    return f"{quote}zzz{quote}"


def test_moving_keeps_every_line(documents: list[tuple[str, Document]]) -> None:
    moved = 0
    for name, document in documents:
        text = document.front_matter
        front = parse(text or "")
        if text is None or not front.entries or front.duplicates or "&" in text:
            continue
        key = front.entries[0].key
        result = move(text, key, len(front.entries))
        assert sorted(result.split("\n")) == sorted(text.split("\n")), name
        assert list(parse(result).values) == [*list(front.values)[1:], key], name
        assert parse(result).values == front.values, name
        moved += 1
    assert moved > 300


def test_broken_front_matter_is_refused_but_the_body_can_be_edited(
    documents: list[tuple[str, Document]],
) -> None:
    broken = 0
    for name, document in documents:
        if document.front_matter is None or parse(document.front_matter).problem is None:
            continue
        broken += 1
        with pytest.raises(EditError) as caught:
            set_value(document.front_matter, "title", "x")
        assert caught.value.fault is EditFault.BROKEN_YAML, name
        changed = join(document.with_body("neu\n"))
        assert changed == join(document)[: -len(document.body.encode(document.encoding))] + b"neu\n"
    assert broken >= 5
