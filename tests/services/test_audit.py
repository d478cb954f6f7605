"""Audits: of planted sites, of folders and files, of the library; kept up to date and mended."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.domain.changes import PostsChanged
from curator.domain.errors import FileError
from curator.domain.post import PostId, Problem
from curator.domain.problems import Severity
from curator.domain.work import Cancelled, CancelToken
from curator.services import Services
from curator.services.audit_folder import AuditReport, BuildOptions, check_folder, zone_named
from curator.services.audit_look import Looker, Setting
from curator.services.import_items import OnDuplicate
from curator.services.mending import fixes_of, mend
from curator.services.site_audit import Audited, SiteAudit
from curator.site.config import config_from
from curator.site.folder import Site
from curator.site.traits import Trait
from curator.site.visibility import Visibility
from tests.services.conftest import write_tree
from tests.services.planted import clean, planted

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def by_path(report: AuditReport) -> dict[str, Audited]:
    return {audited.path: audited for audited in report.posts()}


def codes(audited: Audited) -> set[Problem]:
    return {finding.code for finding in audited.findings}


def post(header: str = "", body: str = "text\n") -> str:
    return f"---\nlayout: post\ntitle: T\ndate: 2022-01-11 18:09:11 +0800\n{header}---\n{body}"


class TestPlantedSite:
    def test_every_problem_is_found_and_nothing_else(self, tmp_path: Path) -> None:
        wrong = planted(tmp_path / "site")
        found = by_path(check_folder(tmp_path / "site", now=NOW))
        told = {path: codes(audited) for path, audited in found.items() if audited.findings}
        assert told == {path: {code} for path, code in wrong.items()}

    def test_nothing_is_found_in_its_clean_twin(self, tmp_path: Path) -> None:
        site = clean(tmp_path / "site")
        found = by_path(check_folder(site, now=NOW))
        assert {path: audited.findings for path, audited in found.items() if audited.findings} == {}
        assert all(
            audited.verdict.reason in {Visibility.VISIBLE, Visibility.UNPUBLISHED, Visibility.DRAFT}
            for audited in found.values()
        )

    def test_several_processes_find_the_same(self, tmp_path: Path) -> None:
        planted(tmp_path / "site")
        one = list(check_folder(tmp_path / "site", now=NOW, workers=1).posts(excerpts=True))
        two = list(check_folder(tmp_path / "site", now=NOW, workers=2).posts(excerpts=True))
        assert one == two

    def test_without_processes_all_is_done_in_this_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        planted(tmp_path / "site")
        one = list(check_folder(tmp_path / "site", now=NOW, workers=1).posts())

        def refuse(*_arguments: object) -> None:
            raise OSError("no semaphores here")

        monkeypatch.setattr("curator.services.audit_pool.ProcessPoolExecutor", refuse)
        assert list(check_folder(tmp_path / "site", now=NOW, workers=2).posts()) == one


class TestFolders:
    def test_a_folder_of_a_site_is_judged_with_its_site(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {
                "_config.yml": "",
                "a/_posts/2022-01-11-x.md": post("permalink: /x.html\n"),
                "b/_posts/2022-01-11-x.md": post("permalink: /x.html\n"),
            },
        )
        found = by_path(check_folder(site / "a" / "_posts", now=NOW))
        assert list(found) == ["a/_posts/2022-01-11-x.md"]
        assert Problem.SAME_URL in codes(found["a/_posts/2022-01-11-x.md"])

    def test_a_file_of_a_site_keeps_its_place(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path, {"_config.yml": "permalink: pretty\n", "_posts/2022-01-11-x.md": post()}
        )
        (only,) = check_folder(site / "_posts" / "2022-01-11-x.md", now=NOW).posts()
        assert (only.path, only.verdict.url) == ("_posts/2022-01-11-x.md", "/2022/01/11/x/")

    def test_loose_files_are_judged_as_posts(self, tmp_path: Path) -> None:
        write_tree(tmp_path, {"in/2022-01-11-x.md": post(), "in/notes.md": post()})
        found = by_path(check_folder(tmp_path / "in", now=NOW))
        assert found["2022-01-11-x.md"].verdict.url == "/2022/01/11/x.html"
        assert found["notes.md"].verdict.reason is Visibility.NOT_A_POST_NAME
        assert Problem.MISSING_LAYOUT not in codes(found["2022-01-11-x.md"])
        (only,) = check_folder(tmp_path / "in" / "2022-01-11-x.md", now=NOW).posts()
        assert only.verdict.visible

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileError):
            check_folder(tmp_path / "nothing")

    def test_a_post_in_the_way_of_a_page_or_a_file(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {
                "_config.yml": "",
                "index.html": "---\n---\nfront\n",
                "about.md": "---\npermalink: /about/\n---\n",
                "plain.html": "<p>plain</p>\n",
                "_posts/2022-01-11-a.md": post("permalink: ''\n"),
                "_posts/2022-01-11-b.md": post("permalink: /about/index.html\n"),
                "_posts/2022-01-11-c.md": post("permalink: /plain.html\n"),
                "_posts/2022-01-11-d.md": post(),
            },
        )
        found = by_path(check_folder(site, now=NOW))
        others = {
            path[-4]: finding.fields["other"]
            for path, audited in found.items()
            for finding in audited.findings
            if "other" in finding.fields
        }
        assert others == {"a": "index.html", "b": "about.md", "c": "plain.html"}

    def test_the_build_zone_and_switches_are_those_asked_for(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {
                "_config.yml": "timezone: Asia/Shanghai\n",
                "_posts/2022-01-12-x.md": post().replace("11 18:09:11", "12 07:09:11"),
                "_posts/2030-01-01-y.md": "---\ntitle: Y\n---\n",
            },
        )
        here = by_path(check_folder(site, now=NOW))
        assert here["_posts/2022-01-12-x.md"].verdict.url == "/2022/01/12/x.html"
        assert here["_posts/2030-01-01-y.md"].verdict.reason is Visibility.FUTURE
        options = BuildOptions(future=True, zone=zone_named("America/New_York"))
        there = by_path(check_folder(site, now=NOW, options=options))
        assert there["_posts/2022-01-12-x.md"].verdict.url == "/2022/01/11/x.html"
        assert there["_posts/2030-01-01-y.md"].verdict.visible
        assert zone_named("Middle/Earth") is None

    def test_configuration_files_that_a_build_names(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {
                "_config.yml": "permalink: pretty\n",
                "_more.yml": "permalink: none\n",
                "_posts/2022-01-11-x.md": post(),
            },
        )
        found = by_path(check_folder(site, now=NOW, config_files=["_config.yml", "_more.yml"]))
        assert found["_posts/2022-01-11-x.md"].verdict.url == "/x.html"

    def test_tags_of_plugins_and_of_the_site_are_known(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {
                "_config.yml": "plugins: [jekyll-gist]\n",
                "_plugins/own.rb": "Liquid::Template.register_tag('own', Own)\n",
                "_posts/2022-01-11-x.md": post(body="{% gist 1 %}{% own %}{% alien %}\n"),
            },
        )
        (only,) = check_folder(site, now=NOW).posts()
        tags = [one.fields["tag"] for one in only.findings if one.code is Problem.UNKNOWN_TAG]
        assert tags == ["alien"]

    def test_excerpts_are_read_when_asked_for(self, tmp_path: Path) -> None:
        site = write_tree(
            tmp_path,
            {"_config.yml": "", "_posts/2022-01-11-x.md": post(body="\none\n\ntwo\n")},
        )
        report = check_folder(site, now=NOW)
        assert [one.excerpt for one in report.posts()] == [None]
        assert [one.excerpt for one in report.posts(excerpts=True)] == ["one"]

    def test_outliers_are_named_when_asked_for(self, tmp_path: Path) -> None:
        files = {f"_posts/2022-01-11-x{number}.md": post() for number in range(30)}
        files["_posts/2022-01-11-y.html"] = post()
        write_tree(tmp_path, files | {"_config.yml": ""})
        report = check_folder(tmp_path, now=NOW)
        odd = {one.path: one.outliers for one in report.posts(outliers=True) if one.outliers}
        assert list(odd) == ["_posts/2022-01-11-y.html"]
        assert [one.trait for one in odd["_posts/2022-01-11-y.html"]] == [Trait.EXTENSION]

    @pytest.mark.parametrize("workers", [1, 2])
    def test_it_stops_within_a_second(self, tmp_path: Path, workers: int) -> None:
        files = {
            f"_posts/2022-01-11-x{number}.md": post("", "长文\n" * 50) for number in range(900)
        }
        write_tree(tmp_path, {"_config.yml": ""} | files)
        cancel = CancelToken()
        asked: list[float] = []

        def progress(_done: int, _total: int) -> None:
            if not asked:
                asked.append(time.monotonic())
                cancel.cancel()

        with pytest.raises(Cancelled):
            check_folder(tmp_path, now=NOW, cancel=cancel, progress=progress, workers=workers)
        assert time.monotonic() - asked[0] < 1

    def test_real_posts_raise_nothing(self, corpus: Path, examples: Path) -> None:
        report = check_folder(corpus, now=NOW)
        assert len(report) > 300
        for audited in report.posts(excerpts=True, outliers=True):
            assert audited.verdict.path
        found = by_path(check_folder(examples / "site", now=NOW))
        empty = found["_posts/-202205262391921712.md"]
        assert {Problem.NAME_WITHOUT_DATE, Problem.EMPTY_TITLE, Problem.EMPTY_LINK} <= codes(empty)


PATHS = [f"_posts/2022-01-{day:02}-{slug}.md" for day in (1, 2, 3) for slug in ("a", "A", "b")]
HEADERS = st.lists(
    st.sampled_from(
        [
            "permalink: /x/\n",
            "permalink: /x/index.html\n",
            "permalink: /X/\n",
            "tags: [ETF]\n",
            "tags: [etf]\n",
            "tags: [ＥＴＦ, 台湾]\n",
            "tags: [臺灣]\n",
            "categories: [News]\n",
            "categories: [news]\n",
            "published: false\n",
            "source: https://example.com/\n",
        ]
    ),
    max_size=4,
    unique_by=lambda line: line.partition(":")[0],
)
EDITS = st.lists(st.tuples(st.sampled_from(PATHS), st.none() | HEADERS), min_size=1, max_size=25)


class TestIncrementally:
    def setting(self, folder: Path, **config: object) -> Setting:
        return Setting(Site(folder, config_from(config)), BuildOptions(), NOW)  # type: ignore[arg-type]

    @given(edits=EDITS, limit=st.sampled_from([0, 0, 3]))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_it_equals_an_audit_from_scratch(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        edits: Sequence[tuple[str, list[str] | None]],
        limit: int,
    ) -> None:
        looker = Looker(self.setting(tmp_path_factory.getbasetemp(), limit_posts=limit))
        texts: dict[str, bytes] = {}
        kept = SiteAudit(looker, lambda key: texts.get(str(key)))
        before = {one.path: one for one in kept.all()}
        for path, header in edits:
            if header is None:
                texts.pop(path, None)
                touched = kept.remove(path)
            else:
                texts[path] = post("".join(header)).encode()
                touched = kept.put(path, texts[path])
            fresh = SiteAudit(looker, lambda key: texts.get(str(key)))
            for other in sorted(texts, reverse=True):
                fresh.put(other, texts[other])
            after = {one.path: one for one in fresh.all(outliers=True)}
            assert {one.path: one for one in kept.all(outliers=True)} == after
            assert all(
                kept.audited(key, outliers=True) == after[str(key)] for key in kept.ordered()
            )
            changed = {
                key
                for key in before.keys() & after.keys()
                if collisions(before[key]) != collisions(after[key])
            }
            assert changed - {path} <= touched
            before = after

    def test_an_edit_tells_who_else_is_concerned(self, tmp_path: Path) -> None:
        looker = Looker(self.setting(tmp_path))
        audit = SiteAudit(looker, lambda _key: None)
        one, two = PATHS[0], PATHS[3]
        assert audit.put(one, post("permalink: /x.html\n").encode()) == frozenset()
        assert audit.put(two, post("permalink: /x.html\n").encode()) == {one}
        assert audit.put(two, post("permalink: /y.html\n").encode()) == {one}
        assert audit.put(two, post("permalink: /z.html\n").encode()) == frozenset()
        assert audit.remove("_posts/never.md") == frozenset()


def collisions(audited: Audited) -> set[tuple[str, str]]:
    return {
        (finding.code.value, finding.fields["other"])
        for finding in audited.findings
        if "other" in finding.fields
    }


def numbers(services: Services, query: str = "") -> list[PostId]:
    return [PostId(number) for number in services.library.find(query)]


class TestLibrary:
    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        return write_tree(
            tmp_path / "site",
            {
                "_config.yml": "timezone: Asia/Shanghai\n",
                "_layouts/post.html": "{{ content }}\n",
                "_posts/2022-01-11-one.md": post("tags: [ETF]\npermalink: /one.html\n"),
                "_posts/2022-01-12-two.md": post("tags: [ETF]\npermalink: /two.html\n").replace(
                    "01-11", "01-12"
                ),
                "_posts/2022-01-13-three.md": post("tags: [etf]\n").replace("01-11", "01-13"),
            },
        )

    def take_in(self, services: Services, *things: Path) -> None:
        # What is judged here are posts that hardly differ; an import leaves such out otherwise.
        services.ingest.apply(services.ingest.plan(list(things)), OnDuplicate.KEEP)

    def test_posts_are_judged_by_their_text_here(self, services: Services, site: Path) -> None:
        self.take_in(services, site)
        (one,) = numbers(services, "path:one")
        stored = services.library.load(one)
        edited = stored.source.replace(b"/one.html", b"/two.html")
        services.library.save(one, stored.content, edited)
        (audited,) = services.audit.check_posts([one], now=NOW).posts()
        assert (audited.post, audited.verdict.url) == (one, "/two.html")
        (same,) = [find for find in audited.findings if find.code is Problem.SAME_URL]
        assert same.fields["other"] == "_posts/2022-01-12-two.md"
        # and the one that was edited is seen by the other
        (two,) = services.audit.check_posts(numbers(services, "path:two"), now=NOW).posts()
        assert Problem.SAME_URL in codes(two)

    def test_files_beside_the_library_count(self, services: Services, site: Path) -> None:
        self.take_in(services, site / "_posts" / "2022-01-13-three.md")
        (audited,) = services.audit.check_posts(numbers(services), now=NOW).posts()
        assert Problem.TERM_TWIN in codes(audited)  # two files write ETF

    def test_the_queue_is_judged_where_it_would_go(
        self, services: Services, site: Path, tmp_path: Path
    ) -> None:
        self.take_in(services, site)
        loose = tmp_path / "2022-01-12-two.md"
        loose.write_text(post(body="{{ x }}\n"))
        self.take_in(services, loose)
        (new,) = numbers(services, "is:new")
        (audited,) = services.audit.check_posts([new], now=NOW).posts()
        assert audited.path == "_posts/2022-01-12-two.md"
        assert {Problem.SAME_FILE, Problem.FOREIGN_LIQUID} <= codes(audited)

    def test_without_a_site_posts_are_judged_by_their_names(
        self, services: Services, tmp_path: Path
    ) -> None:
        write_tree(tmp_path / "in", {"note.md": post(), "2022-01-11-x.md": post("tags: [a]\n")})
        self.take_in(services, tmp_path / "in")
        found = by_path(services.audit.check_posts(numbers(services), now=NOW))
        assert sorted(found) == ["_posts/2022-01-11-t.md", "_posts/2022-01-11-x.md"]
        assert all(audited.verdict.visible for audited in found.values())

    def test_a_site_that_is_gone(self, services: Services, site: Path) -> None:
        self.take_in(services, site)
        site.rename(site.with_name("elsewhere"))
        assert len(services.audit.check_posts(numbers(services), now=NOW)) == 3

    def test_mending_is_one_operation(self, services: Services, site: Path) -> None:
        self.take_in(services, site)
        ids = numbers(services)
        before = {post: services.library.load(post).source for post in ids}
        report = services.audit.check_posts(ids, now=NOW)
        fixes = fixes_of(report, {Problem.TERM_TWIN})
        done = list(mend(services.library, fixes, "term-twin"))
        (changed,) = [one for one in done if isinstance(one, PostsChanged)]
        assert changed.posts == set(fixes)
        (three,) = changed.posts
        assert services.library.load(three).source == before[three].replace(b"[etf]", b"[ETF]")
        again = services.audit.check_posts(ids, now=NOW)
        assert not [one for audited in again.posts() for one in audited.findings]
        services.undoing.undo()
        assert {post: services.library.load(post).source for post in ids} == before

    def test_fixes_of_an_older_text_are_refused(self, services: Services, site: Path) -> None:
        (site / "_posts" / "2022-01-11-one.md").write_text(post(body="<>\n\ntext\n"))
        self.take_in(services, site)
        (one,) = numbers(services, "path:one")
        fixes = fixes_of(services.audit.check_posts([one], now=NOW), {Problem.EMPTY_LINK})
        stored = services.library.load(one)
        edited = stored.source.replace(b"title: T", b"title: Longer")
        services.library.save(one, stored.content, edited)
        (result,) = mend(services.library, fixes, "empty-link")
        assert getattr(result, "fault", None) is not None
        assert services.library.load(one).source == edited

    def test_it_can_be_stopped(self, services: Services, site: Path) -> None:
        self.take_in(services, site)
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            services.audit.check_posts(numbers(services), cancel=cancel)


def test_severities_are_told_apart(tmp_path: Path) -> None:
    write_tree(tmp_path, {"_config.yml": "", "_posts/2022-01-11-x.md": "---\ntitle: a: b\n---\n"})
    (only,) = check_folder(tmp_path, now=NOW).posts()
    assert {finding.severity for finding in only.findings} == {Severity.ERROR}
    assert threading.active_count() < 10
