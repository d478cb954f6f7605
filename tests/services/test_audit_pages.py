"""What pages and plain files are said to write is what real Jekyll writes for them."""

from pathlib import Path

import pytest

from curator.services.audit_pages import page_claims
from curator.site.folder import open_site
from tests.e2e.jekyll import build, needs_jekyll
from tests.services.conftest import write_tree

PAGES = {
    "index.html": "---\n---\nfront\n",
    "about.md": "---\ntitle: x\n---\n",
    "中文 页.md": "---\n---\n",
    "sub/index.md": "---\n---\n",
    "sub/page.html": "---\n---\n",
    "sub/named.md": "---\npermalink: /elsewhere/\n---\n",
    "sub/file.md": "---\npermalink: /file.html\n---\n",
    "sub/bare.md": "---\npermalink: bare\n---\n",
    "feed.xml": "---\n---\n<feed/>\n",
    "plain.html": "<p>no header</p>\n",
    "robots.txt": "User-agent: *\n",
    "notes.md": "no header\n",
    "hidden.md": "---\npublished: false\n---\n",
    "_private.md": "---\n---\n",
    "_folder/page.md": "---\n---\n",
    "out/page.md": "---\n---\n",
    "mark.html": b"\xef\xbb\xbf---\n---\nmark\n",
}


@needs_jekyll
@pytest.mark.jekyll
@pytest.mark.parametrize(
    "style", ["date", "pretty", "none", "/:title/", "/:title", "/:year/:title:output_ext"]
)
def test_claims_are_what_jekyll_writes(tmp_path: Path, style: str) -> None:
    config = f"permalink: {style}\nexclude: [out]\n"
    site = write_tree(tmp_path / "site", {"_config.yml": config} | PAGES)
    target = build(site, tmp_path / "built")
    written = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    claims = dict(page_claims(open_site(site)))
    assert {claim.output for claim in claims.values()} == written
    assert set(claims) == set(PAGES) - {
        "hidden.md",
        "_private.md",
        "_folder/page.md",
        "out/page.md",
    }
