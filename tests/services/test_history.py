"""Saved versions, the way back to them, and the way back from operations, as the window uses them."""

import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.changes import OperationKind
from curator.domain.errors import RevisionMissing, UndoError, UndoFault
from curator.domain.post import OperationId, PostId, Status
from curator.sentences import error_sentence
from curator.services import Services, library
from curator.services.history import BODY, with_field_of

FIRST = (
    b"\xef\xbb\xbf---\r\ntitle:   'One'   # the paper's own\r\ntags: [a,  b]\r\n"
    b"date: 2022-01-11 18:09:11 +0800\r\n---\r\n<p>first</p>\r\n"
)


def taken_in(services: Services, folder: Path, source: bytes = FIRST, name: str = "a.md") -> PostId:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(source)
    services.ingest.apply(services.ingest.plan([file]))
    return PostId(max(services.library.find("")))


def edit(
    services: Services, post: PostId, old: bytes, new: bytes, session: OperationId | None = None
) -> OperationId:
    stored = services.library.load(post)
    before = stored.source
    assert old in before
    saved = services.library.save(post, stored.content, before.replace(old, new), session=session)
    assert saved.operation is not None
    return saved.operation


def source_of(services: Services, post: PostId) -> bytes:
    return services.library.load(post).source


@pytest.fixture
def post(services: Services, tmp_path: Path) -> PostId:
    return taken_in(services, tmp_path / "in")


# Who and when


def test_operations_and_versions_say_who_did_them(services: Services, post: PostId) -> None:
    edit(services, post, b"first", b"second")
    assert {one.author for one in services.library.operations()} == {getpass.getuser()}
    assert {one.author for one in services.history.versions(post)} == {getpass.getuser()}


def test_a_version_says_whether_its_text_is_another_one(services: Services, post: PostId) -> None:
    services.library.set_status([post], Status.REVIEW)
    edit(services, post, b"first", b"second")
    assert [one.same_text for one in services.history.versions(post)] == [False, True, False]


# One sitting, one version


def test_one_sitting_is_one_version(services: Services, post: PostId) -> None:
    session = edit(services, post, b"first", b"second")
    assert edit(services, post, b"second", b"third", session) == session
    assert edit(services, post, b"third", b"fourth", session) == session
    assert len(services.history.versions(post)) == 2
    services.undoing.undo()
    assert source_of(services, post) == FIRST


def test_after_a_pause_a_new_version_begins(
    services: Services, post: PostId, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = edit(services, post, b"first", b"second")
    late = datetime.now(UTC) + library.PAUSE + timedelta(seconds=1)
    monkeypatch.setattr(library, "datetime", _At(late))
    later = edit(services, post, b"second", b"third", session)
    assert later != session
    monkeypatch.setattr(library, "datetime", _At(late + timedelta(minutes=4)))
    assert edit(services, post, b"third", b"fourth", later) == later
    assert len(services.history.versions(post)) == 3
    services.undoing.undo()
    assert b"second" in source_of(services, post)


class _At:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self, _zone: object = None) -> datetime:
        return self._moment


def test_another_operation_in_between_begins_a_new_version(
    services: Services, post: PostId, tmp_path: Path
) -> None:
    other = taken_in(services, tmp_path / "in", b"---\ntitle: Other\n---\nwords\n", "b.md")
    session = edit(services, post, b"first", b"second")
    services.library.set_status([other], Status.READY)
    later = edit(services, post, b"second", b"third", session)
    assert later != session
    # Undo takes back in the order in which things were done.
    services.undoing.undo()
    assert b"second" in source_of(services, post)
    assert services.library.load(other).status is Status.READY
    services.undoing.undo()
    assert services.library.load(other).status is Status.INBOX


def test_typing_on_after_an_undo_keeps_both(services: Services, post: PostId) -> None:
    session = edit(services, post, b"first", b"second")
    services.undoing.undo()
    edit(services, post, b"first", b"third", session)
    services.undoing.undo()
    assert source_of(services, post) == FIRST


# Versions compared and gone back to


def test_a_whole_version_comes_back_byte_for_byte_and_undo_takes_that_back(
    services: Services, post: PostId
) -> None:
    edit(services, post, b"'One'", b"Two")
    edit(services, post, b"first", b"second")
    newest = source_of(services, post)
    services.library.set_status([post], Status.READY)
    changed = services.history.restore(post, 1)
    assert changed.posts == {post}
    assert source_of(services, post) == FIRST
    assert services.library.load(post).status is Status.READY
    assert services.library.load(post).title == "One"
    (operation,) = services.history.operations(1)
    assert operation.kind is OperationKind.RESTORE
    services.undoing.undo()
    assert source_of(services, post) == newest
    assert services.library.load(post).title == "Two"


def test_restoring_what_is_there_does_nothing(services: Services, post: PostId) -> None:
    assert services.history.restore(post, 1).empty
    assert len(services.history.versions(post)) == 1
    with pytest.raises(RevisionMissing):
        services.history.restore(post, 7)


def test_one_field_comes_back_and_no_other_byte_changes(services: Services, post: PostId) -> None:
    edit(services, post, b"'One'", b"Two")
    edit(services, post, b"first", b"second")
    edit(services, post, b"[a,  b]", b"[c]")
    services.history.restore_field(post, 1, "title")
    assert source_of(services, post) == (
        FIRST.replace(b"first", b"second").replace(b"[a,  b]", b"[c]")
    )
    services.undoing.undo()
    assert b"title:   Two   # the" in source_of(services, post)
    services.history.restore_field(post, 1, BODY)
    assert source_of(services, post) == (
        FIRST.replace(b"[a,  b]", b"[c]").replace(b"'One'", b"Two")
    )


def test_a_key_that_was_not_there_goes_and_one_that_went_comes_back() -> None:
    now = b"---\ntitle: A\nslug: s\n---\nbody\n"
    old = b'---\ntitle: A\ntags:\n  - "x"\n---\nbody\n'
    assert with_field_of(now, old, "slug") == b"---\ntitle: A\n---\nbody\n"
    assert with_field_of(now, old, "tags") == (
        b'---\ntitle: A\ntags:\n  - "x"\nslug: s\n---\nbody\n'
    )
    assert with_field_of(now, old, "title") == now
    assert with_field_of(b"no front matter\n", old, "title") == (
        b"---\ntitle: A\n---\nno front matter\n"
    )


def test_any_two_versions_are_compared(services: Services, post: PostId) -> None:
    edit(services, post, b"'One'", b"'Two'")
    edit(services, post, b"first", b"second")
    found = services.history.difference(post, 1, 3)
    assert [one.key for one in found.fields] == ["title", BODY]
    assert (found.fields[0].older, found.fields[0].newer) == ("'One'", "'Two'")
    assert found.lines is not None
    assert "-<p>first</p>\r\n+<p>second</p>\r" in found.lines
    assert services.history.difference(post, 2, 2).fields == ()
    assert services.history.difference(post, 2, 2).lines == ""


# Operations


def test_operations_come_page_by_page_and_by_kind(services: Services, post: PostId) -> None:
    for status in (Status.REVIEW, Status.READY, Status.REVIEW):
        services.library.set_status([post], status)
    services.library.set_status([post], Status.REVIEW)  # moves nothing: not told
    first = services.history.operations(2)
    rest = services.history.operations(2, before=first[-1].id)
    assert [one.kind for one in (*first, *rest)] == [OperationKind.STATUS] * 3 + [
        OperationKind.IMPORT
    ]
    assert services.history.operations(9, kinds=[OperationKind.IMPORT]) == [rest[-1]]


def test_an_operation_says_what_it_touched_and_what_stands_on_it(
    services: Services, post: PostId
) -> None:
    first = edit(services, post, b"first", b"second")
    later = edit(services, post, b"second", b"third")
    detail = services.history.detail(first)
    assert detail is not None
    assert [(one.post, one.title) for one in detail.posts] == [(post, "One")]
    assert detail.hindrance is not None
    assert detail.hindrance.fault is UndoFault.LATER_WORK
    assert (detail.hindrance.detail, detail.hindrance.title) == (str(post), "One")
    assert detail.hindrance.later == later
    sentence = error_sentence(detail.hindrance)
    assert f"operation {later} changed post {post}, “One”" in sentence
    with pytest.raises(UndoError):
        services.undoing.undo(first)
    # Once the later work is taken back, nothing stands in the way.
    services.undoing.undo(later)
    again = services.history.detail(first)
    assert again is not None
    assert again.hindrance is None
    services.undoing.undo(first)
    assert source_of(services, post) == FIRST


def test_any_operation_is_undone_and_done_again_after_the_library_was_opened_anew(
    tmp_path: Path,
) -> None:
    library_file = str(tmp_path / "library.db")
    with open_services(library_file) as services:
        post = taken_in(services, tmp_path / "in")
        other = taken_in(services, tmp_path / "in", b"---\ntitle: B\n---\nwords\n", "b.md")
        operation = edit(services, post, b"first", b"second")
        services.library.set_status([other], Status.READY)
    with open_services(library_file) as services:
        services.undoing.undo(operation)  # not the newest
        assert source_of(services, post) == FIRST
        assert services.library.load(other).status is Status.READY
    with open_services(library_file) as services:
        detail = services.history.detail(operation)
        assert detail is not None
        assert detail.operation.undone_by is not None
        assert detail.hindrance is None
        services.undoing.again(operation)
        assert b"second" in source_of(services, post)
        with pytest.raises(UndoError):
            services.undoing.again(operation)
    with open_services(library_file) as services:
        services.undoing.undo()
        assert services.library.load(other).status is Status.INBOX
