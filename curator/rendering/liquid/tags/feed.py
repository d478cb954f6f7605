"""`feed_meta` of the plugin jekyll-feed: a link to the site's feed."""

from collections.abc import Mapping

from curator.rendering.liquid.filters.texts import xml_escape
from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.urls import absolute_url
from curator.rendering.liquid.values import to_s, truthy


class FeedMeta(Part):
    """The link element."""

    __slots__ = ()

    def write(self, context: Context, out: Output) -> None:
        """Write the link, with the site's title or name."""
        config = context.site.config
        feed = config.get("feed")
        path = feed.get("path") if isinstance(feed, Mapping) else None
        address = to_s(absolute_url(context, path if truthy(path) else "feed.xml"))
        title = config.get("title")
        title = title if truthy(title) else config.get("name")
        named = f' title="{to_s(xml_escape(title))}"' if truthy(title) else ""
        out.write(f'<link type="application/atom+xml" rel="alternate" href="{address}"{named} />')


def parse_feed_meta(parser: Parser, token: Token) -> Part:
    """Parse `feed_meta`."""
    return FeedMeta(token)
