"""Exported posts, built by real Jekyll, are where and what the plan said."""

import hashlib
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from curator.domain.post import ContentHash, PostId
from curator.export.plan import ExportPost, PlannedFile, make_plan
from curator.export.writer import FileChange, SiteWriter
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.folder import Site, open_site
from curator.site.habits import site_habits

NOW = datetime(2022, 1, 11, 18, 9, 11, tzinfo=UTC)
"""Already 12 January in Shanghai."""

LISTING = """---
layout: null
---
[{% for post in site.posts %}{"path": {{ post.path | jsonify }}, "title": {{ post.title | jsonify }},
"url": {{ post.url | jsonify }}, "date": {{ post.date | date: "%Y-%m-%d %H:%M:%S %z" | jsonify }},
"layout": {{ post.layout | jsonify }}, "tags": {{ post.tags | jsonify }}
}{% unless forloop.last %},{% endunless %}{% endfor %}]
"""

SEED = '---\nlayout: post\ntitle: "种子"\ndate: 2021-12-01 13:33:50 +0800\ncategories: news\ntags: 站长\n---\n正文\n'

# Text, suffix, then title, date and URL as they must come out.
CASES = [
    (
        "# 筑巢引凤：打造人才高地\n\n正文\n",
        ".md",
        "筑巢引凤：打造人才高地",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/筑巢引凤-打造人才高地.html",
    ),
    (
        "---\ntitle: 'It''s: a #1'\ndate: 2022-01-11 18:09:11 +0800\ncategories: nanfangPlus\n---\nx\n",
        ".md",
        "It's: a #1",
        "2022-01-11 18:09:11 +0800",
        "/nanfangplus/2022/01/11/it-s-a-1.html",
    ),
    (
        "---\ntitle: naive\ndate: 2022-01-11 18:09:11\n---\nx\n",
        ".md",
        "naive",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/naive.html",
    ),
    (
        "---\ntitle: day only\ndate: 2022-01-11\n---\nx\n",
        ".md",
        "day only",
        "2022-01-11 00:00:00 +0800",
        "/2022/01/11/day-only.html",
    ),
    (
        "Plain text without a title.\n\nMore.\n",
        ".txt",
        "Plain text without a title.",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/plain-text-without-a-title.html",
    ),
    (
        "<h1>HTML 页</h1>\n<p>text</p>\n",
        ".htm",
        "HTML 页",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/html-页.html",
    ),
    (
        "---\ntitle: 'yes'\n---\nx\n",
        ".md",
        "yes",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/yes.html",
    ),
    (
        "1,000\n\nA title that YAML would retype.\n",
        ".md",
        "1,000",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/1-000.html",
    ),
    (
        "---\ntags: [甲, 乙]\n---\n" + "字" * 120 + "\n",
        ".md",
        "字" * 100,
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/" + "字" * 80 + ".html",
    ),
    (
        "！？！\n\n<http://a.example/news,202112082206672930.html>\n",
        ".md",
        "202112082206672930",
        "2022-01-12 02:09:11 +0800",
        "/2022/01/12/202112082206672930.html",
    ),
]


def export(site: Site) -> tuple[PlannedFile, ...]:
    texts = {PostId(number): text.encode() for number, (text, *_) in enumerate(CASES, 1)}
    posts = []
    for number, (_, suffix, *_rest) in enumerate(CASES, 1):
        data = texts[PostId(number)]
        document = split(data)
        facts = derive(document, parse(document.front_matter or ""), None, site.config.zone)
        key = ContentHash(hashlib.sha256(data).digest())
        posts.append(ExportPost(PostId(number), 1, facts.title, None, None, key, facts, suffix))
    plan = make_plan(site, posts, texts.__getitem__, site_habits(site), now=NOW)
    changes = []
    for file in plan.files:
        assert file.post is not None
        data = file.completed or texts[file.post]
        changes.append(FileChange(file.path, file.before, lambda data=data: data))  # type: ignore[misc]
    with SiteWriter(site.root) as writer:
        writer.stage(changes)
        writer.apply()
        writer.finish()
    return plan.files


@pytest.mark.jekyll
@pytest.mark.timeout(60)
def test_jekyll_builds_what_was_exported(tmp_path: Path) -> None:
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's jekyll is not installed")
    root = tmp_path / "site"
    for path, text in {
        "_config.yml": "timezone: Asia/Shanghai\n",
        "_layouts/post.html": "<h1>{{ page.title }}</h1>{{ content }}",
        "_posts/2021-12-01-seed.md": SEED,
        "posts.json": LISTING,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    files = export(open_site(root))
    subprocess.run(
        ["jekyll", "build", "--quiet", "--disable-disk-cache", "-s", root, "-d", tmp_path / "out"],
        check=True,
        env={**os.environ, "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    built = {post["path"]: post for post in json.loads((tmp_path / "out/posts.json").read_text())}
    assert len(built) == len(CASES) + 1
    paths = {file.post: file.path for file in files}
    for number, (_, _, title, date, url) in enumerate(CASES, 1):
        post = built[paths[PostId(number)]]
        assert (post["title"], post["date"]) == (title, date)
        assert unquote(post["url"]) == url
        assert post["layout"] == "post"
        assert (tmp_path / "out" / url.strip("/")).is_file()
    assert built[paths[PostId(9)]]["tags"] == ["甲", "乙"]
