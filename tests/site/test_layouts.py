"""The layouts of a site and the chains they form."""

from collections.abc import Callable

from curator.site.folder import Site
from curator.site.layouts import Chain, read_layouts

FILES = {
    "_layouts/default.html": "x",
    "_layouts/post.html": "---\nlayout: default\n---\n",
    "_layouts/deep/er.html": "---\nlayout: post\n---\n",
    "_layouts/lost.html": "---\nlayout: gone\n---\n",
    "_layouts/a.html": "---\nlayout: b\n---\n",
    "_layouts/b.html": "---\nlayout: a\n---\n",
    "_layouts/bare.html": "---\nlayout: none\n---\n",
    "_layouts/123.html": "x",
    "_layouts/_partial.html": "x",
}


def test_chains(make_site: Callable[..., Site]) -> None:
    layouts = read_layouts(make_site(FILES))
    assert layouts.chain("deep/er") == Chain(("deep/er", "post", "default"))
    assert layouts.chain("a") == Chain(("a", "b"))
    assert layouts.chain("lost") == Chain(("lost",), "gone")
    assert layouts.chain("bare") == Chain(("bare",))
    assert layouts.chain(123) == Chain(("123",))
    assert layouts.chain("gone") == Chain((), "gone")
    assert layouts.chain(False) == Chain((), "false")
    assert layouts.chain("none") == layouts.chain(None) == Chain()
    assert "post" in layouts
    assert "_partial" not in layouts


def test_a_theme_is_given_credit(make_site: Callable[..., Site]) -> None:
    layouts = read_layouts(make_site(FILES, "remote_theme: a/b\n"))
    assert layouts.chain("gone") == Chain()
    assert layouts.chain("lost") == Chain(("lost",))


def test_a_site_without_layouts(make_site: Callable[..., Site]) -> None:
    assert read_layouts(make_site({})).chain("post") == Chain((), "post")
