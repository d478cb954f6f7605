"""All tags that Jekyll knows, by name."""

from curator.rendering.liquid.parser import TagParser
from curator.rendering.liquid.tags import (
    assignments,
    branches,
    feed,
    highlight,
    includes,
    links,
    loops,
    seo,
    texts,
    turns,
)

TAGS: dict[str, TagParser] = {
    "#": texts.parse_inline_comment,
    "assign": assignments.parse_assign,
    "break": turns.parse_interrupt,
    "capture": assignments.parse_capture,
    "case": branches.parse_case,
    "comment": texts.parse_comment,
    "continue": turns.parse_interrupt,
    "cycle": turns.parse_cycle,
    "decrement": assignments.parse_counter,
    "echo": assignments.parse_echo,
    "feed_meta": feed.parse_feed_meta,
    "for": loops.parse_for,
    "highlight": highlight.parse_highlight,
    "if": branches.parse_if,
    "ifchanged": turns.parse_ifchanged,
    "include": includes.parse_include,
    "include_cached": includes.parse_include,
    "include_relative": includes.parse_include_relative,
    "increment": assignments.parse_counter,
    "link": links.parse_link,
    "liquid": texts.parse_liquid,
    "post_url": links.parse_post_url,
    "raw": texts.parse_raw,
    "seo": seo.parse_seo,
    "tablerow": loops.parse_tablerow,
    "unless": branches.parse_if,
}
