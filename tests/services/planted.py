"""A whole site with every problem once, made of the planted posts, and its clean twin."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from curator.domain.post import Problem
from tests.services.conftest import write_tree
from tests.site.problems.test_planted_site import IN_BYTES, PATH, PLANTED, Planted, plain, post

CONFIG = "title: 测试站\ntimezone: Asia/Shanghai\n"
LAYOUTS = {f"_layouts/{name}.html": "{{ content }}\n" for name in ("default", "page", "post")}

SAME_URL, INDEX_URL, FILE_AS_FOLDER = "/p/same.html", "/p/index.html", "/p/file.html"
COLLIDING = (
    (Problem.SAME_URL, SAME_URL, SAME_URL),
    (Problem.INDEX_URL, "/p/", INDEX_URL),
    (Problem.URL_CASE, "/p/Case.html", "/p/case.html"),
    (Problem.URL_FORM, "/p/caf\u00e9.html", "/p/cafe\u0301.html"),
    (Problem.FILE_AS_FOLDER, FILE_AS_FOLDER, f"{FILE_AS_FOLDER}/inner.html"),
)
"""Two permalinks each that get into each other's way."""

NOT_ON_A_DISK = frozenset(
    {Problem.NO_DATE, Problem.FOREIGN_LIQUID, Problem.LONG_NAME, Problem.LOST_PICTURE}
)
"""Problems of posts that have no file yet, or whose name no disk takes."""

ONE_ADDRESS = frozenset({Problem.IMPOSSIBLE_DAY, Problem.EMPTY_SLUG})
"""Problems that give different files the same address."""


def planted(folder: Path) -> dict[str, Problem]:
    """Write the site with every problem; return what is wrong with which path."""
    wrong: dict[str, Problem] = {}
    files: dict[str, str | bytes] = {}
    for case, path in _on_a_disk():
        files[path] = plain(case.text)
        wrong[path] = case.code
    for number, (code, data, _) in enumerate(IN_BYTES):
        path = f"_posts/2022-01-11-bytes-{number}.md"
        files[path] = data
        wrong[path] = code
    for number, (code, *permalinks) in enumerate(COLLIDING):
        for half, permalink in enumerate(permalinks):
            path = f"_posts/2022-01-11-collision-{number}-{half}.md"
            files[path] = post(f"permalink: {permalink}\n")
            wrong[path] = code
    for name in ("One", "one"):
        path = f"_posts/2022-01-11-{name}.md"
        files[path] = post(f"permalink: /{'1' if name == 'One' else '2'}.html\n")
        wrong[path] = Problem.SAME_FILE
    write_tree(folder, {"_config.yml": CONFIG} | LAYOUTS | dict(_ordinary()) | files)
    return wrong


def clean(folder: Path) -> Path:
    """Write the site with every problem mended."""
    files: dict[str, str | bytes] = {}
    for case, path in _on_a_disk():
        if case.mended is not None or case.new_path is not None:
            text = plain(case.text) if case.mended is None else case.mended
            files[case.new_path or path] = text
    return write_tree(folder, {"_config.yml": CONFIG} | LAYOUTS | dict(_ordinary()) | files)


def _on_a_disk() -> Iterator[tuple[Planted, str]]:
    for number, case in enumerate(PLANTED):
        if case.path is None or case.setting or case.code in NOT_ON_A_DISK:
            continue
        path = case.path
        if path == PATH and case.new_path is None:
            path = f"_posts/2022-01-11-name-{number}.md"
        if case.code in ONE_ADDRESS:
            # A folder of its own gives it an address of its own.
            path = f"{case.code}-{number}/{path}"
        yield replace(case, new_path=case.new_path and _beside(path, case.new_path)), path


def _beside(path: str, new_path: str) -> str:
    return path.partition("_posts/")[0] + new_path if "_posts/" in path else new_path


def _ordinary() -> Iterator[tuple[str, str]]:
    """Yield enough posts of the usual kind that their habits are the site's."""
    for number in range(600):
        term = ("要闻", "ETF", "台湾")[number % 3]
        header = f"categories: [news, 财经]\ntags: [{term}]\n"
        body = f"正文{number}。\n\n<https://news.example.com/{number}.html>\n"
        yield (
            f"_posts/2022-02-{number % 28 + 1:02}-ordinary-{number}.md",
            post(header + f"date: 2022-02-{number % 28 + 1:02} 18:09:11 +0800\n", body),
        )
