"""The Liquid tags that Jekyll's build knows, as data (Jekyll 4.3, Liquid 5.4)."""

from collections.abc import Iterable

JEKYLL_TAGS = frozenset({"highlight", "include", "include_relative", "link", "post_url"})
BLOCKS = frozenset(
    {
        *("capture", "case", "comment", "for", "highlight"),
        *("if", "ifchanged", "raw", "tablerow", "unless"),
    }
)
"""Tags that need their end tag."""

LIQUID_TAGS = (BLOCKS - JEKYLL_TAGS) | frozenset(
    ["assign", "break", "continue", "cycle", "decrement", "increment"]
)
LIQUID_5_TAGS = frozenset({"#", "echo", "liquid", "render"})
"""What Debian's Liquid has beyond that of GitHub Pages and of Jekyll from RubyGems."""

KNOWN_TAGS = JEKYLL_TAGS | LIQUID_TAGS | LIQUID_5_TAGS

PLUGIN_TAGS = {
    "jekyll-feed": frozenset({"feed_meta"}),
    "jekyll-seo-tag": frozenset({"seo"}),
    "jekyll-gist": frozenset({"gist"}),
    "jekyll-avatar": frozenset({"avatar"}),
    "jekyll-include-cache": frozenset({"include_cached"}),
    "jekyll-github-metadata": frozenset({"github_edit_link"}),
    "jekyll-last-modified-at": frozenset({"last_modified_at"}),
    "jekyll-polyglot": frozenset({"I18n_Headers", "static_href"}),
    "jekyll-scholar": frozenset({"bibliography", "cite", "cite_details", "reference", "quote"}),
    "jekyll-toc": frozenset({"toc"}),
    "jekyll-youtube": frozenset({"youtube"}),
}
"""Tags that well-known plugins add; a site may name more."""


def known_tags(
    plugins: Iterable[str] = (), more: Iterable[str] = (), *, liquid_5: bool = True
) -> frozenset[str]:
    """Return the tags of a site with these plugins and `more` tags of its own.

    `liquid_5` is False for builds with Liquid 4: GitHub Pages, and Jekyll as RubyGems installs it.
    """
    found = set(JEKYLL_TAGS | LIQUID_TAGS)
    if liquid_5:
        found |= LIQUID_5_TAGS
    for plugin in plugins:
        found |= PLUGIN_TAGS.get(plugin, frozenset())
    return frozenset(found | set(more))
