"""Changes of many posts: looked at, made as one operation, taken back by one undo."""

import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.composition import open_services
from curator.domain.bulk import (
    Action,
    AddItem,
    Applied,
    BulkError,
    BulkFault,
    Done,
    Keep,
    Left,
    MergeTerms,
    Outcome,
    RemoveItem,
    RenameKey,
    ReplaceItem,
    ReplaceText,
    SetStatus,
    SetValue,
    ShiftDate,
    Unset,
    Where,
    ZoneDate,
)
from curator.domain.changes import OperationKind
from curator.domain.errors import EditError, EditFault, UndoError
from curator.domain.post import PostId, Status, TermKind
from curator.domain.work import CancelToken
from curator.services import Services, bulk_run
from curator.services.bulk_run import BATCH
from curator.services.ingest import Paste
from tests.services.conftest import write_tree

POST = '---\r\ntitle: "One"  # 题\r\ndate: 2022-01-11 18:09:11 +0800\r\ntags: [a, b]\r\n---\r\n\r\none a\r\n'


def new(services: Services, *texts: str | bytes) -> list[PostId]:
    pastes = [
        Paste(text if isinstance(text, bytes) else text.encode(), f"{number}.md")
        for number, text in enumerate(texts)
    ]
    numbers = [item.post for item in services.ingest.paste(pastes).items]
    assert None not in numbers
    return [PostId(number) for number in numbers if number is not None]


def text_of(services: Services, post: PostId) -> str:
    return services.library.load(post).source.decode()


def sources(services: Services, posts: Sequence[int]) -> dict[int, bytes]:
    return {post.id: post.source for post in services.library.load_many([PostId(p) for p in posts])}


def many(services: Services, count: int) -> list[PostId]:
    """Return posts that each hold 'tea' in their bodies."""
    return new(
        services,
        *(f"---\ntitle: {n}\ntags: [t{n % 7}]\n---\nNumber {n}: tea\n" for n in range(count)),
    )


def changed(services: Services, posts: Sequence[int], action: Action) -> Applied:
    return services.bulk.apply(services.bulk.plan(posts, action))


@pytest.fixture(autouse=True)
def _small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write batch by batch, so that few posts are many transactions."""
    monkeypatch.setattr(bulk_run, "AT_ONCE", BATCH)


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ((SetValue("title", "Two"),), '"One"', '"Two"'),
        ((AddItem("tags", "c"),), "[a, b]", "[a, b, c]"),
        ((RemoveItem("tags", "a"),), "[a, b]", "[b]"),
        ((ReplaceItem("tags", "a", "c"),), "[a, b]", "[c, b]"),
        ((RenameKey("tags", "keywords"),), "tags:", "keywords:"),
        ((Unset("tags"),), "tags: [a, b]\r\n", ""),
        ((MergeTerms(TermKind.TAG, ("a", "b"), "c"),), "[a, b]", "[c]"),
        ((ShiftDate(timedelta(days=1)),), "01-11", "01-12"),
        ((ZoneDate("UTC", Keep.MOMENT),), "18:09:11 +0800", "10:09:11 +0000"),
        ((ZoneDate("UTC", Keep.CLOCK),), "+0800", "+0000"),
        ((AddItem("tags", "c"), SetValue("title", "Two"), Unset("date")), None, None),
        (ReplaceText("one", "two"), "one a", "two a"),
        (ReplaceText("one", "two", match_case=False, where=Where.BOTH), None, None),
        (ReplaceText(r"(\w+) a\n", r"a \1\n", regex=True), "one a\r\n", "a one\r\n"),
    ],
)
def test_an_action_changes_what_it_names_and_undo_takes_it_back(
    services: Services, action: Action, before: str | None, after: str | None
) -> None:
    (post,) = new(services, POST)
    applied = changed(services, [post], action)
    assert applied.changed.posts == {post}
    assert applied.changed.operation is not None
    if before is not None and after is not None:
        assert text_of(services, post) == POST.replace(before, after)
    services.undoing.undo()
    assert text_of(services, post) == POST


def test_a_plan_changes_nothing_and_says_what_would_be(services: Services) -> None:
    posts = new(services, POST, "---\ntitle: Two\n---\n", "---\ntitle: a: b\n---\n", "no header")
    gone = PostId(4_000)
    plan = services.bulk.plan([*posts, gone], (Unset("tags"),))
    assert list(plan.outcomes) == [
        Outcome.CHANGED,
        Outcome.UNCHANGED,
        Outcome.REFUSED,
        Outcome.UNCHANGED,
        Outcome.GONE,
    ]
    ((post, fault),) = plan.examples.values()
    assert post == posts[2]
    assert isinstance(fault, EditError)
    assert fault.fault is EditFault.BROKEN_YAML
    assert text_of(services, posts[0]) == POST
    difference = services.bulk.difference(posts[0], (Unset("tags"),))
    assert difference.before == POST
    assert difference.after == POST.replace("tags: [a, b]\r\n", "")


def test_a_post_that_is_named_twice_changes_once(services: Services) -> None:
    (post,) = many(services, 1)
    applied = changed(services, [post, post], ReplaceText("tea", "tea tea"))
    assert (applied.posts, text_of(services, post)[-8:]) == (1, "tea tea\n")
    *_, whole = services.bulk.run([post, post], ReplaceText("tea tea", "tea"))
    assert isinstance(whole, Applied)
    assert whole.posts == 1


def test_one_operation_stands_for_all_batches(services: Services) -> None:
    posts = many(services, 2 * BATCH + 3)
    before = sources(services, posts)
    applied = changed(services, posts, ReplaceText("tea", "coffee"))
    assert len(applied.changed.posts) == len(posts)
    assert applied.hits == len(posts)
    (operation,) = services.library.operations(1)
    assert (operation.posts, operation.kind) == (len(posts), OperationKind.REPLACE)
    services.undoing.undo()
    assert sources(services, posts) == before
    services.undoing.redo()
    assert all(b"coffee" in source for source in sources(services, posts).values())


def test_posts_are_moved_on_the_desk_as_one_operation(services: Services) -> None:
    posts = many(services, BATCH + 1)
    changed(services, posts[:3], SetStatus(Status.READY))
    plan = services.bulk.plan(posts, SetStatus(Status.READY))
    assert plan.outcomes.count(Outcome.UNCHANGED) == 3
    services.bulk.apply(plan)
    assert len(services.library.find("status:ready")) == len(posts)
    services.undoing.undo()
    assert len(services.library.find("status:ready")) == 3


def test_what_was_changed_since_it_was_looked_at_is_left_alone(services: Services) -> None:
    one, two = many(services, 2)
    action = ReplaceText("tea", "coffee")
    plan = services.bulk.plan([one, two], action)
    services.library.save(one, services.library.load(one).content, b"tea, and more tea")
    applied = services.bulk.apply(plan)
    assert applied.moved_on == (one,)
    assert applied.changed.posts == {two}
    assert services.library.load(one).source == b"tea, and more tea"
    again = services.bulk.apply(services.bulk.plan(applied.moved_on, action))
    assert again.changed.posts == {one}
    assert services.library.load(one).source == b"coffee, and more coffee"


def test_what_changes_while_it_is_being_changed_is_read_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = many(services, 2)
    load = bulk_run.load
    reads: list[int] = []

    def and_then_somebody_saves(database: object, part: Sequence[PostId]) -> object:
        stored = load(database, part)  # type: ignore[arg-type]
        if not reads:
            services.library.save(one, services.library.load(one).content, b"new tea")
        reads.append(len(part))
        return stored

    monkeypatch.setattr(bulk_run, "load", and_then_somebody_saves)
    *done, applied = services.bulk.run([one, two], ReplaceText("tea", "coffee"))
    assert isinstance(applied, Applied)
    assert applied.changed.posts == {one, two}
    assert services.library.load(one).source == b"new coffee"
    assert reads == [2, 1]
    assert [one.changed for one in done if isinstance(one, Done)] == [True, True]


def test_posts_and_hits_may_be_left_out(services: Services) -> None:
    one, two = new(services, "tea tea tea", "tea")
    plan = services.bulk.plan([one, two], ReplaceText("tea", "X"))
    assert plan.all_hits == 4
    left = Left(frozenset({two}), {one: frozenset({1})})
    applied = services.bulk.apply(plan, left)
    assert applied.hits == 2
    assert text_of(services, one) == "X tea X"
    assert text_of(services, two) == "tea"


def test_every_hit_is_shown_in_its_line(services: Services) -> None:
    source = "---\ntitle: Tea time\n---\nno\r\nsome tea here\r\n" + "x" * 500 + "tea\n"
    (post,) = new(services, source)
    action = ReplaceText("tea", "coffee", match_case=False, where=Where.BOTH)
    shown = services.bulk.difference(post, action).hits
    assert [(hit.number, hit.line, hit.found) for hit in shown] == [
        (0, 0, "Tea"),
        (1, 2, "tea"),
        (2, 3, "tea"),
    ]
    assert (shown[1].before, shown[1].after) == ("some ", " here")
    assert len(shown[2].before) < 100


def test_a_stopped_change_leaves_nothing(services: Services) -> None:
    posts = many(services, 3 * BATCH)
    before = sources(services, posts)
    rows = services.library.rows(posts)
    latest = services.library.operations()
    token = CancelToken()

    def stop_at_the_second_batch(done: int, _total: int) -> None:
        if done >= 2 * BATCH:
            token.cancel()

    plan = services.bulk.plan(posts, (AddItem("tags", "tea"), SetValue("title", "Tea")))
    applied = services.bulk.apply(plan, cancel=token, progress=stop_at_the_second_batch)
    assert applied.cancelled
    assert applied.changed.empty
    assert sources(services, posts) == before
    assert services.library.rows(posts) == rows
    assert services.library.operations() == latest
    assert len(services.library.versions(posts[0])) == 1
    assert not services.library.find("tag:tea", None)
    assert len(services.library.find("tag:t1")) == len([n for n in range(len(posts)) if n % 7 == 1])


def test_a_pattern_that_is_stopped_leaves_nothing(services: Services) -> None:
    posts = many(services, 2 * BATCH)
    token = CancelToken()
    plan = services.bulk.plan(posts, ReplaceText("t(e)a", r"\1", regex=True))
    applied = services.bulk.apply(plan, cancel=token, progress=lambda *_: token.cancel())
    assert applied.cancelled
    assert all(b"tea" in source for source in sources(services, posts).values())


def test_words_are_found_as_they_are_after_a_stop(services: Services) -> None:
    posts = many(services, BATCH + 90)
    token = CancelToken()
    plan = services.bulk.plan(posts, ReplaceText("tea", "coffee"))
    services.bulk.apply(plan, cancel=token, progress=lambda *_: token.cancel())
    services.search.fill()
    assert not services.library.find("coffee")
    assert len(services.library.find("tea")) == len(posts)
    services.bulk.apply(plan)
    services.search.fill()
    assert len(services.library.find("coffee")) == len(posts)


def test_a_stopped_move_leaves_nothing(services: Services) -> None:
    posts = many(services, 2 * BATCH)
    token = CancelToken()
    plan = services.bulk.plan(posts, SetStatus(Status.READY))
    applied = services.bulk.apply(plan, cancel=token, progress=lambda *_: token.cancel())
    assert applied.cancelled
    assert not services.library.find("status:ready")


def test_what_stands_on_a_stopped_change_is_kept(services: Services) -> None:
    posts = many(services, 2 * BATCH)
    token = CancelToken()

    def edit_and_stop(_done: int, _total: int) -> None:
        if token.cancelled:
            return
        stored = services.library.load(posts[0])
        services.library.save(posts[0], stored.content, stored.source + b"more")
        token.cancel()

    plan = services.bulk.plan(posts, ReplaceText("tea", "coffee"))
    applied = services.bulk.apply(plan, cancel=token, progress=edit_and_stop)
    assert (applied.cancelled, applied.kept) == (True, 1)
    assert applied.changed.posts == {posts[0]}
    assert text_of(services, posts[0]).endswith("coffee\nmore")
    assert text_of(services, posts[1]).endswith("tea\n")


def test_a_caller_who_walks_away_leaves_nothing(services: Services) -> None:
    posts = many(services, 2 * BATCH)
    before = sources(services, posts)
    results = services.bulk.run(posts, ReplaceText("tea", "coffee"))
    next(results)
    results.close()  # what an exception in the caller does
    assert sources(services, posts) == before


KILLED = """
import sys
from curator.composition import open_services
from curator.domain.bulk import ReplaceText
from curator.services import bulk_run

bulk_run.AT_ONCE = bulk_run.BATCH
with open_services(sys.argv[1]) as services:
    ids = services.library.find("")
    plan = services.bulk.plan(ids, ReplaceText("tea", "coffee"))
    print("ready", flush=True)
    def told(done, total):
        print(done, flush=True)
        if done == 500:
            sys.stdin.readline()
    services.bulk.apply(plan, progress=told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
def test_a_killed_change_is_an_operation_that_undo_takes_back(tmp_path: Path) -> None:
    library = str(tmp_path / "library.db")
    with open_services(library) as services:
        posts = many(services, 4 * BATCH)
        before = sources(services, posts)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, library],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == "500":
                break
        os.kill(child.pid, signal.SIGKILL)
    with open_services(library) as services:
        written = [post for post, text in sources(services, posts).items() if b"coffee" in text]
        (operation,) = services.library.operations(1)
        assert operation.posts == len(written) == 500
        services.undoing.undo(operation.id)
        assert sources(services, posts) == before
        with pytest.raises(UndoError):
            services.undoing.undo(operation.id)


def test_a_category_of_a_folder_is_told(services: Services, tmp_path: Path) -> None:
    root = write_tree(
        tmp_path / "site",
        {"_config.yml": "", "news/_posts/2022-01-11-a.md": "---\ntitle: A\ncategories: [x]\n---\n"},
    )
    services.ingest.apply(services.ingest.plan([root]))
    (post,) = services.library.find("category:news")
    plan = services.bulk.plan([post], (MergeTerms(TermKind.CATEGORY, ("news",), "old"),))
    ((_, fault),) = plan.examples.values()
    assert isinstance(fault, BulkError)
    assert fault.fault is BulkFault.FROM_FOLDER


def test_a_pattern_that_never_ends_ends(services: Services) -> None:
    (good,) = new(services, "tea")
    bad = new(services, *("a" * 40 + "b" + str(n) for n in range(10)))
    began = time.monotonic()
    with pytest.raises(BulkError) as raised:
        services.bulk.plan(bad, ReplaceText("(a+)+$", "", regex=True))
    assert raised.value.fault is BulkFault.TOO_SLOW
    assert time.monotonic() - began < 60
    plan = services.bulk.plan([bad[0], good], ReplaceText("(a+)+$|tea", "x", regex=True))
    assert list(plan.outcomes) == [Outcome.REFUSED, Outcome.CHANGED]


@pytest.mark.parametrize("find", ["(", "*", "(?P<a>x)(?P<a>y)"])
def test_a_pattern_that_is_none_changes_nothing(services: Services, find: str) -> None:
    posts = many(services, 1)
    with pytest.raises(BulkError) as raised:
        services.bulk.plan(posts, ReplaceText(find, "", regex=True))
    assert raised.value.fault is BulkFault.BAD_PATTERN


def test_a_body_never_becomes_a_header(services: Services) -> None:
    (post,) = new(services, "xxx\ntitle: a\n---\n")
    plan = services.bulk.plan([post], ReplaceText("xxx", "---"))
    assert list(plan.outcomes) == [Outcome.REFUSED]


def test_terms_titles_and_likeness_follow(services: Services) -> None:
    body = "\n".join(f"A sentence about subject {n} that nobody wrote before." for n in range(40))
    posts = new(services, *(f"---\ntitle: T{n}\ntags: [a]\n---\n{body}{n}" for n in range(2)))
    services.duplicates.fill()
    changed(services, posts[:1], (MergeTerms(TermKind.TAG, ("a",), "b"), SetValue("title", "New")))
    assert list(services.library.find("tag:b")) == posts[:1]
    assert list(services.library.find("title:New")) == posts[:1]
    (group,) = services.duplicates.groups()
    assert set(group.posts) == set(posts)
    changed(services, posts[:1], ReplaceText("subject", "matter"))
    assert services.duplicates.fill() == 0
    assert len(services.library.find("tag:b")) == 1


LINES = st.lists(
    st.sampled_from(
        [
            "title: One",
            'title: "一 # 二"  # c',
            "tags: [a, 'b', c]",
            "tags:\n- a\n# kept\n- b",
            "tags: a  b",
            "date: 2022-01-11 18:09:11 +0800",
            "date: '2022-01-11 18:09' # c",
            "layout: post",
            "author: {name: x, site: y}",
            "注: |\n  one\n\n  two",
            "# only a comment",
            "",
        ]
    ),
    max_size=7,
    unique_by=lambda line: line.split(":")[0],
)
ACTIONS: st.SearchStrategy[tuple[str, Action]] = st.sampled_from(
    [
        ("title", (SetValue("title", "新"),)),
        ("tags", (AddItem("tags", "z z"),)),
        ("tags", (RemoveItem("tags", "a"),)),
        ("tags", (MergeTerms(TermKind.TAG, ("a",), "b"),)),
        ("date", (ShiftDate(timedelta(hours=30)),)),
        ("date", (ZoneDate("America/New_York"),)),
        ("layout", (Unset("layout"),)),
        ("author", (RenameKey("author", "by"),)),
    ]
)


@given(LINES, ACTIONS, st.sampled_from(["\n", "\r\n"]), st.text("ab\n\r-茶", max_size=30))
@settings(max_examples=60, deadline=None)
def test_only_the_lines_of_the_key_change(
    shared: Services, lines: list[str], chosen: tuple[str, Action], newline: str, body: str
) -> None:
    key, action = chosen
    front = "".join(line.replace("\n", newline) + newline for line in lines)
    source = f"---{newline}{front}---{newline}{body}"
    (post,) = new(shared, source)
    changed(shared, [post], action)
    after = shared.library.load(post).source.decode()

    def others(text: str) -> str:
        """Return the text without the entry of the key, whatever it is called by now."""
        entry = re.compile(rf"^(?:{key}|by):.*?(?=^(?:[^\W\d]|---)|^#|^\r?$)", re.M | re.S)
        comments = re.compile(r"^(?:# kept\r?\n)?(?:- .*\r?\n)+", re.M)
        return comments.sub("", entry.sub("", text, count=1))

    head, tail = f"---{newline}", f"---{newline}{body}"
    assert after.startswith(head)
    assert after.endswith(tail)
    assert others(after) == others(source)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with open_services(str(tmp_path_factory.mktemp("library") / "library.db")) as opened:
        yield opened


def test_memory_does_not_grow_with_the_posts(services: Services) -> None:
    posts = many(services, 10_000)
    services.bulk.plan(posts[:10], ReplaceText("tea", "coffee"))  # loads what it needs

    def peak(chosen: Sequence[int]) -> int:
        tracemalloc.start()
        try:
            changed(services, chosen, (AddItem("tags", str(len(chosen))),))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few = peak(posts[:1_000])
    # What is kept of a post: its number, an outcome and a mark; not its text.
    assert peak(posts) - few < 9_000 * 250
