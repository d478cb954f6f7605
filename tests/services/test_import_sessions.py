"""Import sessions: a table that fills, that can be stopped, gone on with, mended and taken back."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from curator.composition import open_services
from curator.domain.errors import FileError, FileFault, ReadError, ReadFault, UndoError, UndoFault
from curator.domain.likeness import Reason
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.fetching.session import Fetcher
from curator.services import Services
from curator.services.charsets import offers_charset
from curator.services.import_items import Kind, OnDuplicate, Outcome
from curator.services.import_sessions import (
    Began,
    Ended,
    Event,
    ImportSessions,
    Listed,
    Preparing,
    Session,
    SessionItem,
    Settled,
)
from curator.services.import_texts import source_of
from curator.services.ingest import Ingest
from curator.services.links import copied, fetching, link, written
from curator.services.recovery import Recovery
from curator.services.sites import Sites
from curator.services.undoing import Undoing
from curator.storage import assets
from curator.storage.assets import AssetKind
from curator.storage.database import Database
from tests.importing.samples import LETTERS, packed
from tests.services.conftest import write_tree

SUBJECTS = ["harbour", "orchard", "railway", "library", "kitchen", "mountain", "theatre", "market"]


def article(number: int) -> str:
    """Return a text that no other is like."""
    words = [
        SUBJECTS[(number >> shift) % 8] + str(number * 31 + shift) for shift in range(0, 60, 2)
    ]
    return f"---\ntitle: Number {number}\ndate: 2022-01-{number % 28 + 1:02d}\n---\n{' '.join(words)}\n"


def table(events: list[Event]) -> dict[int, SessionItem]:
    """Return the rows that a window shows after these events."""
    rows: dict[int, SessionItem] = {}
    for event in events:
        if isinstance(event, Listed | Settled):
            if isinstance(event, Settled):
                for number in event.gone:
                    rows.pop(number, None)
            rows.update((item.number, item) for item in event.items)
    return rows


def sources(services: Services) -> list[bytes]:
    """Return the texts of all posts."""
    return [services.library.load(PostId(n)).source for n in services.library.find("")]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Return a folder with things of several kinds, one of them broken."""
    folder = write_tree(
        tmp_path / "in",
        {
            "plain.md": article(1),
            "papers.zip": packed({"a.md": article(2), "b.md": article(3), "../c.md": "out"}),
            "broken.zip": b"PK\x03\x04 no archive",
        },
    )
    for name in ("letter-utf8.eml", "letters.mbox", "chromium.mhtml"):
        (folder / name).write_bytes((LETTERS / name).read_bytes())
    return folder


def test_everything_dropped_is_one_session(services: Services, mixed: Path) -> None:
    events: list[Event] = []
    html = b"<html><body><!--StartFragment--><p>Aus der Zwischenablage.</p><!--EndFragment-->"
    # The mailbox quotes the letter, which makes them alike.
    keep = OnDuplicate.KEEP
    session = services.sessions.start([mixed, copied(html)], keep, tell=events.append)
    assert isinstance(events[0], Began)
    assert isinstance(events[-1], Ended)
    assert events[-1].session == session
    rows = services.sessions.items(session.id)
    shown = table(events)
    assert [repr(row) for row in rows] == [repr(shown[number]) for number in sorted(shown)]
    assert Counter((row.kind, row.outcome) for row in rows) == {
        (Kind.MARKDOWN, Outcome.ADDED): 4,  # one in the letter
        (Kind.MAIL, Outcome.ADDED): 4,
        (Kind.MHTML, Outcome.ADDED): 1,
        (Kind.CLIPBOARD, Outcome.ADDED): 1,
        (Kind.ZIP, Outcome.FAILED): 2,
    }
    assert session.counts == {Outcome.ADDED: 10, Outcome.FAILED: 2}
    assert (session.waiting, session.total) == (0, 12)
    failed = {row.name: row.error for row in rows if row.outcome is Outcome.FAILED}
    assert {
        name: error.fault for name, error in failed.items() if isinstance(error, ReadError)
    } == {
        "c.md": ReadFault.BAD_NAME,
        "broken.zip": ReadFault.BROKEN,
    }
    announced = {
        post for event in events if isinstance(event, Settled) for post in event.changed.posts
    }
    assert announced == {row.post for row in rows if row.post is not None}
    assert len(services.library.find("")) == 10


def test_undo_takes_the_whole_session_back_and_redo_brings_it_again(
    services: Services, mixed: Path
) -> None:
    session = services.sessions.start([mixed])
    before = sorted(sources(services))
    services.sessions.undo(session.id)
    assert sources(services) == []
    services.undoing.redo()
    assert sorted(sources(services)) == before
    services.sessions.undo(session.id)
    with pytest.raises(UndoError):
        services.sessions.undo(session.id)


def test_pictures_and_the_original_are_kept_with_the_post(tmp_path: Path, mixed: Path) -> None:
    with open_services(str(tmp_path / "l.db")) as services:
        session = services.sessions.start([mixed / "letter-utf8.eml"])
        letter = services.sessions.items(session.id)[0].post
    assert letter is not None
    database = Database.open(str(tmp_path / "l.db"))
    with database.read() as connection:
        kept = {one.kind: one for one in assets.of_post(connection, letter)}
        assert kept[AssetKind.FILE].name == "晒场.png"
        data = assets.read(connection, kept[AssetKind.ORIGINAL].id)
    database.close()
    assert data == (LETTERS / "letter-utf8.eml").read_bytes()


def test_cancelling_stops_within_a_second_and_resuming_takes_in_the_rest(
    services: Services, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {f"{n}.md": article(n) for n in range(600)}
    files["z.zip"] = packed({f"{n}.md": article(n) for n in range(600, 1200)})
    folder = write_tree(tmp_path / "in", files)
    token = CancelToken()
    asked: list[float] = []

    def tell(event: Event) -> None:
        if isinstance(event, Settled) and event.items and not asked:
            asked.append(time.monotonic())
            token.cancel()

    session = services.sessions.start([folder], cancel=token, tell=tell)
    assert time.monotonic() - asked[0] < 1
    assert session.waiting > 0
    assert [one.id for one in services.sessions.resumable()] == [session.id]
    assert session.counts[Outcome.ADDED] == len(services.library.find(""))
    again = services.sessions.resume(session.id)
    assert (again.waiting, again.counts) == (0, {Outcome.ADDED: 1200})
    assert services.sessions.resumable() == []
    assert len(services.library.find("")) == 1200
    services.sessions.undo(session.id)
    assert len(services.library.find("")) == 0


_IMPORT = """
import sys
from pathlib import Path
from curator.composition import open_services
with open_services(sys.argv[1]) as services:
    services.sessions.start([Path(sys.argv[2])], tell=lambda event: print(type(event).__name__, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("steps", [0, 1, 2, 4])
def test_after_a_crash_a_session_is_resumed_and_nothing_is_there_twice(
    tmp_path: Path, steps: int
) -> None:
    files: dict[str, str | bytes] = {f"{n}.md": article(n) for n in range(500)}
    files["big.zip"] = packed({f"{n}.md": article(n) for n in range(500, 2100)})
    folder = write_tree(tmp_path / "in", files)
    library = str(tmp_path / "library.db")
    child = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, library, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    settled = 0
    for line in child.stdout:
        settled += line.strip() == "Settled"
        if settled >= steps and line.strip() in {"Listed", "Settled"}:
            break
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_services(library) as services:
        (session,) = services.sessions.resumable()
        assert session.ended is None
        stored = len(services.library.find(""))
        assert session.counts.get(Outcome.ADDED, 0) == stored < 2100
        ended = services.sessions.resume(session.id)
        found = sources(services)
        rows = services.sessions.items(session.id)
    assert ended.waiting == 0
    assert len(found) == len(set(found)) == 2100
    places = Counter((row.source, row.inside) for row in rows)
    assert max(places.values()) == 1
    assert len(places) == 2100


def test_what_failed_can_be_tried_again(services: Services, tmp_path: Path) -> None:
    late = tmp_path / "late.md"
    archive = tmp_path / "a.zip"
    whole = packed({"a.md": article(1), "b.md": article(2)}, 0)
    archive.write_bytes(whole.replace(b"Number 2", b"Number 3", 1))  # a wrong checksum
    session = services.sessions.start([late, archive])
    failed = {row.name: row.error for row in services.sessions.items(session.id) if row.error}
    assert isinstance(failed["late.md"], FileError)
    assert failed["late.md"].fault is FileFault.MISSING
    assert isinstance(failed["b.md"], ReadError)
    assert session.counts == {Outcome.ADDED: 1, Outcome.FAILED: 2}
    late.write_text(article(4))
    archive.write_bytes(whole)
    events: list[Event] = []
    again = services.sessions.retry(session.id, tell=events.append)
    assert again.counts == {Outcome.ADDED: 3}
    assert len(services.library.find("")) == 3
    services.sessions.undo(session.id)
    assert len(services.library.find("")) == 0


@pytest.fixture
def local(tmp_path: Path) -> Iterator[tuple[ImportSessions, Database]]:
    """Return sessions that may fetch from this machine."""
    database = Database.open(str(tmp_path / "local.db"))
    sites = Sites()
    ingest = Ingest(database, sites, fetch=fetching(Fetcher(allow_loopback=True)))
    yield ImportSessions(database, ingest, Undoing(database, Recovery(database, sites))), database
    ingest.close()
    database.close()


PAGE = (
    "<!DOCTYPE html><html><head><title>Quay</title></head><body><article><h1>The quay at night</h1>"
    "<p>At ten the crane stopped and the last lorry drove off, and then one heard the water.</p>"
    "<p>The night watch walks the whole length twice, with a lamp and a book for what is seen.</p>"
    "</article></body></html>"
)


def test_links_are_fetched_and_a_feed_s_entries_on_request(
    local: tuple[ImportSessions, Database], httpserver: HTTPServer, tmp_path: Path
) -> None:
    sessions, _ = local
    httpserver.expect_request("/quay.html").respond_with_data(
        PAGE, content_type="text/html; charset=utf-8"
    )
    httpserver.expect_request("/pixel").respond_with_data(
        b"\x89PNG\r\n\x1a\n" + bytes(99), content_type="text/html"
    )
    gone = httpserver.url_for("/gone")
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<rss version="2.0"><channel><title>t</title><item><title>Quay</title>'
        f"<link>{httpserver.url_for('/quay.html')}</link></item></channel></rss>"
    )
    session = sessions.start([feed, link(gone), link(httpserver.url_for("/pixel"))])
    rows = sessions.items(session.id)
    faults = [getattr(row.error, "fault", None) for row in rows]
    assert faults == ["only-linked", "refused-by-server", "unsupported-kind"]
    assert [row.source for row in rows[1:]] == [gone, httpserver.url_for("/pixel")]
    again = sessions.retry(session.id, [rows[0].number])
    assert again.counts == {Outcome.ADDED: 1, Outcome.FAILED: 2}
    first = sessions.items(session.id)[0]
    assert (first.kind, first.source) == (Kind.PAGE, httpserver.url_for("/quay.html"))


def test_private_addresses_are_refused(services: Services, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(PAGE)
    session = services.sessions.start(
        [link(httpserver.url_for("/")), link("http://169.254.169.254/x")]
    )
    faults = {getattr(row.error, "fault", None) for row in services.sessions.items(session.id)}
    assert faults == {"private-address"}
    assert httpserver.log == []


def test_a_session_goes_on_beside_other_work(services: Services, tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "in", {f"{n}.md": article(n) for n in range(400)})
    (folder / "seed.md").write_text(article(9999))
    first = services.sessions.start([folder / "seed.md"])
    (row,) = services.sessions.items(first.id)
    assert row.post is not None
    done: list[Session] = []
    running = threading.Thread(target=lambda: done.append(services.sessions.start([folder])))
    running.start()
    for number in range(10):
        before = services.library.load(row.post)
        services.library.save(row.post, before.content, article(9999).encode() + b"x%d" % number)
    running.join()
    assert done[0].counts[Outcome.ADDED] == 400


def test_only_the_newest_sessions_are_remembered(services: Services, tmp_path: Path) -> None:
    for number in range(24):
        services.sessions.start([write_tree(tmp_path, {"a.md": article(number)}) / "a.md"])
    remembered = services.sessions.recent()
    assert len(remembered) == 20
    assert [one.id for one in remembered] == sorted((one.id for one in remembered), reverse=True)


def test_dismissing_forgets_what_waits(services: Services, tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "in", {f"{n}.md": article(n) for n in range(50)})
    token = CancelToken()
    token.cancel()
    session = services.sessions.start([folder / "1.md", folder / "2.md"], cancel=token)
    for one in services.sessions.resumable():
        services.sessions.dismiss(one.id)
    assert services.sessions.resumable() == []
    found = services.sessions.session(session.id)
    assert found is not None
    assert found.waiting == 0


# What was pasted lies in no file

COPIED = copied(
    b"<html><body><!--StartFragment--><p>Der Markt am Kai beginnt um sieben, und wer frueh da ist, "
    b"bekommt Fisch von der Nacht.</p><!--EndFragment--></body></html>"
)


def test_what_was_pasted_can_be_taken_in_afterwards_even_after_a_restart(tmp_path: Path) -> None:
    library = str(tmp_path / "l.db")
    with open_services(library) as services:
        services.sessions.start([COPIED])
        left_out = services.sessions.start([COPIED])
        (row,) = services.sessions.items(left_out.id)
        assert (row.outcome, row.undecided) == (Outcome.DUPLICATE, True)
    with open_services(library) as services:
        (row,) = services.sessions.items(left_out.id)
        assert b"Fisch von der Nacht" in source_of(services.ingest, services.sessions, row)
        kept = services.sessions.choose(left_out.id, [row.number], OnDuplicate.KEEP)
        assert kept.counts == {Outcome.ADDED: 1}
        (row,) = services.sessions.items(left_out.id)
        assert (row.number, row.kind) == (1, Kind.CLIPBOARD)
        assert len(services.library.find("")) == 2


def test_things_pasted_under_one_name_stay_apart(services: Services) -> None:
    texts = [article(1), article(2)]
    for text in texts:
        services.sessions.start([written(text)])
    both = services.sessions.start([written(text) for text in texts])
    assert both.counts == {Outcome.DUPLICATE: 2}
    last = services.sessions.items(both.id)[1]
    services.sessions.choose(both.id, [last.number], OnDuplicate.KEEP)
    assert sorted(sources(services)) == sorted(text.encode() for text in [*texts, texts[1]])
    assert [row.outcome for row in services.sessions.items(both.id)] == [
        Outcome.DUPLICATE,
        Outcome.ADDED,
    ]


def test_what_was_pasted_waits_for_a_session_to_go_on(tmp_path: Path) -> None:
    library = str(tmp_path / "l.db")
    stopped = CancelToken()
    stopped.cancel()
    with open_services(library) as services:
        session = services.sessions.start([COPIED], cancel=stopped)
        assert session.waiting == 1
    with open_services(library) as services:
        assert services.sessions.resume(session.id).counts == {Outcome.ADDED: 1}


def test_what_was_pasted_and_failed_is_tried_again_as_it_came(services: Services) -> None:
    empty = copied(b"<html><body><!--StartFragment--> <!--EndFragment--></body></html>")
    session = services.sessions.start([empty])
    again = services.sessions.retry(session.id)
    (row,) = services.sessions.items(session.id)
    assert again.counts == {Outcome.FAILED: 1}
    assert isinstance(row.error, ReadError)
    assert row.error.fault is ReadFault.EMPTY


def test_what_was_pasted_is_read_in_another_charset(services: Services) -> None:
    html = "<html><body><!--StartFragment--><p>Ночной рынок открылся.</p><!--EndFragment-->"
    session = services.sessions.start([copied(html.encode("koi8-r"))])
    (row,) = services.sessions.items(session.id)
    assert offers_charset(row)
    services.charsets.reread(session.id, row.number, "koi8-r")
    assert "Ночной рынок открылся." in sources(services)[0].decode()


def test_a_forgotten_session_forgets_what_was_pasted(services: Services, tmp_path: Path) -> None:
    session = services.sessions.start([COPIED])
    (row,) = services.sessions.items(session.id)
    for number in range(25):
        services.sessions.start([tmp_path / f"missing-{number}.md"])
    assert row.thing is not None
    with pytest.raises(ReadError):
        services.sessions.thing(row.thing)


# Who works on a session

HANG = """
import sys, time
from pathlib import Path
from curator.composition import open_services
from curator.services.import_sessions import Settled

def tell(event):
    if isinstance(event, Settled) and event.items:
        print("stored", flush=True)
        time.sleep(600)

with open_services(sys.argv[1]) as services:
    services.sessions.start([Path(sys.argv[2])], tell=tell)
"""


def test_a_session_that_goes_on_elsewhere_is_left_to_that_process(tmp_path: Path) -> None:
    library = str(tmp_path / "l.db")
    folder = write_tree(tmp_path / "in", {f"{n}.md": article(n) for n in range(600)})
    with open_services(library) as services:
        command = [sys.executable, "-c", HANG, library, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"stored\n"
            assert services.sessions.resumable() == []
            (other,) = services.sessions.recent()
            assert (other.running, other.ended) == (True, None)
            assert other.waiting
            for act in (
                services.sessions.resume,
                services.sessions.retry,
                services.sessions.dismiss,
                services.sessions.undo,
            ):
                with pytest.raises(UndoError) as refused:
                    act(other.id)
                assert refused.value.fault is UndoFault.GOES_ON
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
        assert [(one.id, one.running) for one in services.sessions.resumable()] == [
            (other.id, False)
        ]
        assert services.sessions.resume(other.id).counts == {Outcome.ADDED: 600}
        assert services.sessions.resumable() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "l.db"]


# Whom an article is compared with

SITE: dict[str, str | bytes] = {
    "_config.yml": "title: s\n",
    **{f"_posts/2022-01-{n + 1:02d}-n.md": article(n) for n in range(20)},
}


def reworded(number: int) -> str:
    """Return an article that only its words tell."""
    return (
        article(number).replace(f"Number {number}", "Another title").replace("2022-01", "2021-07")
    )


def test_posts_stored_without_their_likeness_are_compared_all_the_same(
    services: Services, tmp_path: Path
) -> None:
    site = write_tree(tmp_path / "site", SITE)
    services.sessions.start([site])
    events: list[Event] = []
    loose = write_tree(tmp_path / "in", {"a.md": reworded(7), "b.md": article(99)})
    session = services.sessions.start([loose], tell=events.append)
    a, b = services.sessions.items(session.id)
    assert a.match is not None
    assert (a.outcome, a.match.reason) == (Outcome.DUPLICATE, Reason.ALIKE)
    assert b.outcome is Outcome.ADDED
    looked = [event for event in events if isinstance(event, Preparing)]
    assert (looked[-1].done, looked[-1].total) == (20, 20)
    events.clear()
    services.sessions.start(
        [write_tree(tmp_path / "more", {"c.md": article(98)})], tell=events.append
    )
    assert not any(isinstance(event, Preparing) for event in events)  # nothing was left to do


def test_posts_of_the_same_drop_are_compared_too(services: Services, tmp_path: Path) -> None:
    site = write_tree(tmp_path / "site", SITE)
    loose = write_tree(tmp_path / "in", {"a.md": reworded(7)})
    session = services.sessions.start([site, loose])
    assert session.counts == {Outcome.ADDED: 20, Outcome.DUPLICATE: 1}


def test_a_twin_in_the_same_drop_is_known_by_its_post(services: Services, tmp_path: Path) -> None:
    loose = write_tree(
        tmp_path / "in", {"a.md": article(7), "b.md": reworded(7), "c.md": article(7)}
    )
    session = services.sessions.start([loose])
    first, alike, same = services.sessions.items(session.id)
    assert [one.outcome for one in (alike, same)] == [Outcome.DUPLICATE] * 2
    assert first.post is not None
    assert alike.post == same.post == first.post
    assert alike.match is not None
    assert alike.match.post is None  # it was not in the library before


def test_an_import_that_replaced_its_own_text_is_undone_whole(
    services: Services, tmp_path: Path
) -> None:
    loose = write_tree(tmp_path / "in", {"a.md": article(7), "b.md": reworded(7)})
    session = services.sessions.start([loose])
    twin = services.sessions.items(session.id)[1]
    services.sessions.choose(session.id, [twin.number], OnDuplicate.REPLACE)
    assert sources(services) == [reworded(7).encode()]
    services.sessions.undo(session.id)
    assert sources(services) == []
    services.undoing.redo()
    assert sources(services) == [reworded(7).encode()]


def test_a_page_named_together_with_its_folder_is_one_thing(
    services: Services, tmp_path: Path
) -> None:
    page = "<!doctype html><html><body><article><p>Roofs in May.</p></article></body></html>"
    folder = write_tree(
        tmp_path / "in", {"roofs.html": page, "roofs_files/frame.html": page, "b_files/c.md": "c"}
    )
    session = services.sessions.start(sorted(folder.iterdir()))
    rows = services.sessions.items(session.id)
    assert sorted(Path(row.source).name for row in rows) == ["c.md", "roofs.html"]


def test_looking_through_the_posts_can_be_cancelled(services: Services, tmp_path: Path) -> None:
    services.sessions.start([write_tree(tmp_path / "site", SITE)])
    token = CancelToken()

    def tell(event: Event) -> None:
        if isinstance(event, Preparing):
            token.cancel()

    loose = write_tree(tmp_path / "in", {"a.md": reworded(7)})
    session = services.sessions.start([loose], cancel=token, tell=tell)
    assert session.total == 1
    again = services.sessions.resume(session.id) if session.waiting else session
    assert again.counts == {Outcome.DUPLICATE: 1}
