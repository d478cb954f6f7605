"""Defaults apply with Jekyll's precedence."""

from collections.abc import Callable
from typing import Any

import pytest

from curator.site.defaults import defaults_for
from curator.site.folder import Site

CONFIGS = [
    """
defaults:
  - scope: {path: ""}
    values: {layout: page, a: 1}
  - scope: {path: "", type: posts}
    values: {layout: post, b: {x: 1, y: 2}}
  - scope: {path: "news"}
    values: {layout: news, b: {y: 3}}
  - scope: {path: "_posts/sub", type: posts}
    values: {layout: sub, a: ~}
""",
    """
defaults:
  - scope: {path: "news", type: posts}
    values: {layout: one}
  - scope: {path: "news"}
    values: {layout: two, c: 1}
  - scope: {path: "/news"}
    values: {layout: three}
""",
    """
defaults:
  - scope: {path: "_posts/*/deep"}
    values: {layout: glob}
  - scope: {path: "**/2022-*", type: post}
    values: {layout: year, e: 1}
  - scope: {path: "_notes", type: notes}
    values: {layout: note}
  - scope: {type: drafts}
    values: {layout: draft}
  - scope: {path: "_drafts"}
    values: {layout: by-path}
  - scope: {path: "_po"}
    values: {f: prefix}
  - nonsense
  - scope: {path: "x"}
    values: nonsense
""",
    """
collections_dir: col
defaults:
  - scope: {path: "col/_posts"}
    values: {layout: with-folder}
  - scope: {path: "_posts", type: posts}
    values: {layout: without, h: 1}
  - scope: {path: "col/*/sub"}
    values: {i: 1}
""",
]
PATHS = [
    "_posts/2022-01-11-a.md",
    "_posts/sub/2022-01-11-b.md",
    "_posts/sub/deep/2022-01-11-c.md",
    "news/_posts/2022-01-11-d.md",
    "newsletter.md",
    "_drafts/e.md",
    "_notes/f.md",
    "about.md",
]


@pytest.mark.jekyll
@pytest.mark.parametrize("config", CONFIGS)
def test_defaults_are_those_of_jekyll(
    make_site: Callable[..., Site], ask_jekyll: Callable[..., Any], config: str
) -> None:
    folder = "col/" if "collections_dir" in config else ""
    site = make_site({folder + path: "---\n---\n" for path in PATHS}, config)
    asked = [(path, type_) for path in PATHS for type_ in ("posts", "pages", "notes")]
    answers = ask_jekyll("defaults", root=str(site.root), questions=asked)
    for (path, type_), expected in zip(asked, answers, strict=True):
        assert defaults_for(site.config, folder + path, type_) == expected, (path, type_)


def test_scopes_that_crash_jekyll_are_read_leniently(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {},
        """
defaults:
  - values: {a: 1}
  - scope: {path: _posts, type: posts}
    values: {b: 1}
  - values: {c: 1}
  - scope: {path: 5}
    values: {d: 1}
  - scope: ~
    values: {e: 1}
""",
    )
    found = defaults_for(site.config, "_posts/2022-01-11-a.md", "posts")
    assert found == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}
