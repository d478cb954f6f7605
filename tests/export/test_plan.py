"""A plan says what an export would do, from base, library and file."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator.domain.post import ContentHash, PostId
from curator.domain.work import Cancelled, CancelToken
from curator.export.plan import (
    MOST_PRESSING,
    Action,
    ConflictChoice,
    ExportPlan,
    ExportPost,
    PlannedFile,
    Reason,
    make_plan,
    unified_diff,
)
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.folder import Site, open_site
from curator.site.habits import Habits

NOW = datetime(2022, 5, 6, 7, 8, 9, tzinfo=UTC)
A = b"---\nlayout: post\ntitle: a\ndate: 2022-01-11 18:09:11 +0800\n---\nA\n"
B = A.replace(b"\nA\n", b"\nB\n")
C = A.replace(b"\nA\n", b"\nC\n")
PATH = "_posts/2022-01-11-a.md"


class Desk:
    """A site and a library of source texts by number."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        (root / "_config.yml").write_text("timezone: Asia/Shanghai\n")
        self.root = root
        self.texts: dict[PostId, bytes] = {}
        self.posts: list[ExportPost] = []

    @property
    def site(self) -> Site:
        return open_site(self.root)

    def file(self, path: str, data: bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(data)

    def post(
        self, text: bytes, path: str | None = None, base: bytes | None = None, suffix: str = ".md"
    ) -> PostId:
        number = PostId(len(self.posts) + 1)
        document = split(text)
        facts = derive(document, parse(document.front_matter or ""), path, self.site.config.zone)
        self.texts[number] = text
        old = None if base is None else sha(base)
        self.posts.append(ExportPost(number, 1, facts.title, path, old, sha(text), facts, suffix))
        return number

    def plan(self, choice: ConflictChoice = ConflictChoice.STOP) -> ExportPlan:
        return make_plan(self.site, iter(self.posts), self.texts.__getitem__, Habits(), choice, NOW)

    def one(self, choice: ConflictChoice = ConflictChoice.STOP) -> PlannedFile:
        (file,) = self.plan(choice).files
        return file


def sha(data: bytes) -> ContentHash:
    return ContentHash(hashlib.sha256(data).digest())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "site")


@pytest.mark.parametrize(
    ("base", "library", "file", "action", "reason"),
    [
        (A, A, A, Action.UNCHANGED, None),
        (A, B, A, Action.UPDATE, None),
        (A, A, B, Action.UNCHANGED, Reason.EDITED_OUTSIDE),
        (A, B, B, Action.UNCHANGED, Reason.ADOPTED),
        (A, B, C, Action.CONFLICT, Reason.EDITED_OUTSIDE),
        (A, A, None, Action.CONFLICT, Reason.DELETED_OUTSIDE),
        (A, B, None, Action.CONFLICT, Reason.DELETED_OUTSIDE),
        (None, A, None, Action.CREATE, None),
        (None, A, A, Action.UNCHANGED, Reason.ADOPTED),
        (None, A, B, Action.CONFLICT, Reason.OTHER_FILE_THERE),
    ],
)
def test_what_follows_from_base_library_and_file(
    desk: Desk,
    base: bytes | None,
    library: bytes,
    file: bytes | None,
    action: Action,
    reason: Reason | None,
) -> None:
    if file is not None:
        desk.file(PATH, file)
    desk.post(library, PATH, base)
    planned = desk.one()
    assert (planned.action, planned.reason) == (action, reason)
    assert planned.path == PATH
    assert planned.before == (None if file is None else sha(file))
    assert planned.after == sha(library)
    assert planned.completed is None
    needs_look = reason not in {None, Reason.ADOPTED}
    assert planned.attention is needs_look


@pytest.mark.parametrize(
    ("base", "file", "choice", "action", "reason"),
    [
        (A, C, ConflictChoice.OURS, Action.UPDATE, Reason.EDITED_OUTSIDE),
        (A, C, ConflictChoice.THEIRS, Action.UNCHANGED, Reason.TAKE_THEIRS),
        (A, C, ConflictChoice.SKIP, Action.CONFLICT, Reason.EDITED_OUTSIDE),
        (A, None, ConflictChoice.OURS, Action.CREATE, Reason.DELETED_OUTSIDE),
        (A, None, ConflictChoice.THEIRS, Action.UNCHANGED, Reason.DELETED_OUTSIDE),
        (None, C, ConflictChoice.OURS, Action.UPDATE, Reason.OTHER_FILE_THERE),
        (None, C, ConflictChoice.THEIRS, Action.UNCHANGED, Reason.OTHER_FILE_THERE),
    ],
)
def test_what_the_editor_chooses_for_conflicts(
    desk: Desk,
    base: bytes | None,
    file: bytes | None,
    choice: ConflictChoice,
    action: Action,
    reason: Reason,
) -> None:
    if file is not None:
        desk.file(PATH, file)
    desk.post(B, PATH, base)
    planned = desk.one(choice)
    assert (planned.action, planned.reason) == (action, reason)
    assert planned.before == (None if file is None else sha(file))


def test_a_new_post_is_named_and_completed(desk: Desk) -> None:
    desk.post("# 筑巢引凤\n\n正文\n".encode(), suffix=".txt")
    planned = desk.one()
    assert planned.action is Action.CREATE
    assert planned.path == "_posts/2022-05-06-筑巢引凤.md"
    expected = "---\nlayout: post\ntitle: 筑巢引凤\ndate: 2022-05-06 15:08:09 +0800\n---\n# 筑巢引凤\n\n正文\n"
    assert planned.completed == expected.encode()
    assert planned.after == sha(expected.encode())
    assert not planned.attention


def test_a_new_post_that_is_complete_goes_out_as_it_is(desk: Desk) -> None:
    desk.post(A)
    planned = desk.one()
    assert planned.path == PATH
    assert planned.completed is None
    assert planned.after == sha(A)


def test_a_post_of_another_site_keeps_its_path_and_text(desk: Desk) -> None:
    desk.post(b"no front matter", "_notes/n.md")
    planned = desk.one()
    assert (planned.action, planned.path) == (Action.CREATE, "_notes/n.md")
    assert planned.completed is None


def test_new_posts_take_no_name_that_is_in_use(desk: Desk) -> None:
    desk.file("_posts/2022-01-11-A.md", b"on the disk")
    for _ in range(2):
        desk.post(A)
    desk.post(B, "_posts/2022-01-11-a-2.md")
    assert [file.path for file in desk.plan().files] == [
        "_posts/2022-01-11-a-2.md",
        "_posts/2022-01-11-a-3.md",
        "_posts/2022-01-11-a-4.md",
    ]


def test_two_posts_cannot_take_one_file(desk: Desk) -> None:
    desk.file(PATH, A)
    elsewhere = desk.post(C, PATH)
    placed = desk.post(B, PATH, A)
    files = {file.post: file for file in desk.plan(ConflictChoice.OURS).files}
    assert files[placed].action is Action.UPDATE
    assert (files[elsewhere].action, files[elsewhere].reason) == (
        Action.REFUSED,
        Reason.SAME_TARGET,
    )
    assert files[elsewhere].attention


def test_a_name_that_differs_in_case_only_is_refused(desk: Desk) -> None:
    desk.file("_posts/2022-01-11-CAFE\u0301.md", b"x")
    desk.post(A, "_posts/2022-01-11-café.md")
    assert (desk.one().action, desk.one().reason) == (Action.REFUSED, Reason.CASE_COLLISION)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../outside.md", Reason.OUTSIDE_SITE),
        ("/etc/passwd", Reason.OUTSIDE_SITE),
        (".git/hooks/post-commit", Reason.PROTECTED),
        ("_config.yml", Reason.PROTECTED),
        ("_layouts/post.html", Reason.PROTECTED),
        ("_posts/a\0.md", Reason.BAD_NAME),
        ("away/a.md", Reason.SYMLINK),
        ("_posts", Reason.NOT_A_FILE),
    ],
)
def test_paths_that_are_refused(desk: Desk, path: str, reason: Reason) -> None:
    desk.file(PATH, A)
    os.symlink(desk.root.parent, desk.root / "away")
    desk.post(A, path)
    planned = desk.one()
    assert (planned.action, planned.reason, planned.attention) == (Action.REFUSED, reason, True)


def test_nothing_to_write_is_nothing_to_refuse(desk: Desk) -> None:
    desk.post(A, "_layouts/post.html", A)
    assert desk.one().action is Action.UNCHANGED


def test_folders_that_the_site_names_are_protected(desk: Desk) -> None:
    (desk.root / "_config.yml").write_text("layouts_dir: theme/pages\n")
    desk.post(A, "theme/pages/x.html")
    assert desk.one().reason is Reason.PROTECTED


def test_a_folder_that_may_not_be_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.post(A, PATH)
    desk.post(B)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert {file.reason for file in desk.plan().files} == {Reason.UNWRITABLE}


def test_a_new_post_in_another_encoding_is_written_in_utf_8_and_says_so(desk: Desk) -> None:
    text = "---\ntitle: 标题很长的中文新闻\n---\n正文也是中文。"
    desk.post(text.encode("gb18030"))
    file = desk.one()
    assert (file.action, file.reason, file.other) == (Action.CREATE, Reason.MADE_UTF8, "gb18030")
    assert not file.attention
    assert file.completed is not None
    written = file.completed.decode("utf-8")
    assert "\ntitle: 标题很长的中文新闻\n" in written
    assert written.endswith("---\n正文也是中文。")


def test_a_new_post_with_bytes_of_no_encoding_waits_for_the_editor(desk: Desk) -> None:
    desk.post(b"---\ntitle: a\n---\n" + bytes(range(0x80, 0x100)) * 2)
    assert (desk.one().action, desk.one().reason) == (Action.REFUSED, Reason.NOT_UTF8)


def test_a_broken_post_needs_attention_but_is_never_refused(desk: Desk) -> None:
    broken = {
        "_posts/2022-01-01-a.md": b"---\ntitle: a: b\n---\n",
        "_posts/2022-01-01-b.md": b"---\ntitle: b\ndate: nonsense\n---\n",
        "_posts/-123.md": b"---\ntitle: ''\n---\n",
        "_posts/2022-01-01-c.md": "---\ntitle: 标题很长的中文新闻\n---\n正文也是中文。".encode(
            "gb18030"
        ),
    }
    for path, text in broken.items():
        desk.file(path, text)
        desk.post(text, path, text)
    files = {file.path: file for file in desk.plan().files}
    assert {path: (file.action, file.reason) for path, file in files.items()} == {
        "_posts/2022-01-01-a.md": (Action.UNCHANGED, Reason.BROKEN_YAML),
        "_posts/2022-01-01-b.md": (Action.UNCHANGED, Reason.BAD_DATE),
        "_posts/-123.md": (Action.UNCHANGED, Reason.NAME_WITHOUT_DATE),
        "_posts/2022-01-01-c.md": (Action.UNCHANGED, Reason.NOT_UTF8),
    }
    assert all(file.attention for file in files.values())


def test_what_is_told_with_an_export_has_a_reason() -> None:
    for problem in MOST_PRESSING:
        assert problem.serious
        assert Reason(problem.value).value == problem.value


def test_the_example_site_stays_as_it_is(examples: Path) -> None:
    site = open_site(examples / "site")
    posts: list[ExportPost] = []
    for number, path in enumerate(sorted((examples / "site/_posts").iterdir()), 1):
        data = path.read_bytes()
        document = split(data)
        inner = path.relative_to(examples / "site").as_posix()
        facts = derive(document, parse(document.front_matter or ""), inner, site.config.zone)
        posts.append(
            ExportPost(PostId(number), 1, facts.title, inner, sha(data), sha(data), facts, ".md")
        )
    plan = make_plan(site, posts, lambda post: b"", Habits(), now=NOW)
    assert plan.counts == {Action.UNCHANGED: 4}
    assert [file.path for file in plan.files if file.attention] == ["_posts/-202205262391921712.md"]


def test_a_draft_lands_among_drafts_without_a_date(desk: Desk) -> None:
    desk.post(b"---\ntitle: idea\n---\ntext\n")
    desk.posts[0] = replace(desk.posts[0], draft=True)
    planned = desk.one()
    assert planned.path == "_drafts/idea.md"
    assert planned.completed == b"---\nlayout: post\ntitle: idea\n---\ntext\n"


def test_planning_can_be_cancelled_and_reports(desk: Desk) -> None:
    desk.post(A, PATH)
    desk.post(B)
    seen: list[tuple[int, int]] = []
    load: Callable[[PostId], bytes] = desk.texts.__getitem__
    make_plan(desk.site, desk.posts, load, Habits(), now=NOW, progress=lambda *at: seen.append(at))
    assert seen == [(1, 0), (2, 0)]
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        make_plan(desk.site, desk.posts, load, Habits(), now=NOW, cancel=token)


def test_a_diff_shows_lines_and_the_missing_last_newline() -> None:
    diff = unified_diff(b"a\nb\nc", "a\nB\nc\n新\n".encode(), "_posts/x.md")
    assert diff == (
        "--- a/_posts/x.md\n+++ b/_posts/x.md\n@@ -1,3 +1,4 @@\n a\n-b\n-c\n"
        "\\ No newline at end of file\n+B\n+c\n+新\n"
    )


def test_a_diff_of_a_new_and_of_a_deleted_file() -> None:
    assert unified_diff(None, b"a\n", "x.md") == "--- /dev/null\n+++ b/x.md\n@@ -0,0 +1 @@\n+a\n"
    assert unified_diff(b"a\n", None, "x.md") == "--- a/x.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    assert unified_diff(b"a", b"a", "x.md") == ""


def test_a_change_of_encoding_shows_as_one() -> None:
    text = "标题很长的中文新闻，正文也是中文。\n"
    diff = unified_diff(text.encode("gb18030"), text.encode(), "x.md")
    assert diff.splitlines()[:2] == ["--- a/x.md\t(gb18030)", "+++ b/x.md"]
    assert unified_diff(b"\xef\xbb\xbfa\n", b"a\n", "x.md").startswith("--- a/x.md\t(utf-8, BOM)")


def test_lines_end_at_line_feeds_only() -> None:
    diff = unified_diff("a\u2028b\x85c\rd\n".encode(), b"x\n", "x.md")
    assert "-a\u2028b\x85c\rd\n+x\n" in diff


@pytest.mark.timeout(20)
def test_huge_texts_are_compared_quickly() -> None:
    one = b"\n".join(b"line %d" % n for n in range(30_000))
    other = one.replace(b"line 15000", b"changed")
    diff = unified_diff(one, other, "x.md")
    assert "-line 15000\n+changed\n" in diff
    assert diff.count("\n") < 20
    wide = "字".encode() * 1_000_000
    assert len(unified_diff(wide, wide + b"x", "x.md")) > 2_000_000
