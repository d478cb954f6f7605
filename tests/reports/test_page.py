"""The report as a page: whole, sortable, and deaf to whatever posts say."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from curator import resources, translation
from curator.domain.problems import Severity
from curator.reports.page import page
from curator.services.audit_folder import AuditReport, check_folder
from tests.services.conftest import write_tree

NOW = datetime(2024, 6, 1, tzinfo=UTC)
HOSTILE = "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"


class Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.text.append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture
def report(tmp_path: Path) -> AuditReport:
    """Return the audit of a site in which every value is hostile."""
    quoted = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'
    write_tree(
        tmp_path,
        {
            "_config.yml": f"title: {quoted}\n",
            "_posts/2022-01-11-<b>&x.md": f"---\ntitle: {quoted}\npermalink: {quoted}\n---\n<>\n",
            "_posts/2022-01-12-y.md": f"---\ntitle: y\nlayout: {quoted}\ntags: [{quoted}]\n---\n",
            "_posts/2022-01-13-z.md": f"---\ntitle: z\ndate: {quoted}\n---\n",
            "_posts/2022-01-14-w.md": b"---\ntitle: \xff\xfe\n---\n",
        },
    )
    return check_folder(tmp_path, now=NOW)


def test_nothing_of_a_post_becomes_markup(report: AuditReport) -> None:
    reader = read(page(report))
    assert reader.tags.count("script") == 1
    assert "img" not in reader.tags
    assert "b" in reader.tags  # the counts
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    text = "".join(reader.text)
    assert HOSTILE in text
    assert "2022-01-11-<b>&x.md" in text


def test_it_needs_nothing_else(report: AuditReport) -> None:
    text = page(report)
    reader = read(text)
    assert not {"link", "iframe", "object", "base", "form", "a"} & set(reader.tags)
    assert not [value for name, value in reader.attributes if name in {"src", "href"}]
    assert "url(" not in text.partition("<style>")[2].partition("</style>")[0]
    assert re.search(r"default-src &#x27;none&#x27;|default-src 'none'", text)


def test_it_can_be_encoded_whatever_the_posts_hold(report: AuditReport) -> None:
    assert page(report).encode("utf-8")


def test_less_severe_problems_are_left_out(report: AuditReport) -> None:
    everything, errors = page(report), page(report, Severity.ERROR)
    assert "empty-link" in everything
    assert "empty-link" not in errors
    assert "bad-date" in errors


def test_it_speaks_the_users_language(report: AuditReport) -> None:
    assert '<html lang="en">' in page(report)
    translation.use(resources.path("i18n"), ["zh_CN"])
    try:
        assert '<html lang="zh-CN">' in page(report)
        assert "没有" in page(report)
    finally:
        translation.use(resources.path("i18n"), ["en"])


def test_an_empty_report_says_so() -> None:
    assert "Nothing was found." in page(AuditReport((), ()))
