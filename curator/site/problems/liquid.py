"""Liquid that stops the build, and Liquid in articles that never meant any (jekyll.md §6)."""

from collections.abc import Iterator
from itertools import islice

from curator.domain.post import Problem
from curator.domain.problems import EscapeLiquid, Finding, ReplaceText, Step
from curator.formats.guests import live_tokens
from curator.site.problems.inspection import MOST_OF_A_KIND, Inspection
from curator.site.problems.liquid_blocks import (
    PROBLEMS,
    LiquidFault,
    escaped_token,
    faulty_tokens,
    has_liquid,
)

_ESCAPABLE = frozenset(
    {LiquidFault.UNKNOWN, LiquidFault.OPEN_TAG, LiquidFault.OPEN_VARIABLE, LiquidFault.STRAY}
)


def liquid(post: Inspection) -> Iterator[Finding]:
    """Report tokens that Liquid refuses; of foreign text any token that Liquid would act on."""
    body = post.document.body
    if "{" not in body or not has_liquid(body):
        return
    if post.foreign:
        yield from _foreign(post, body)
        return
    # Only the post's own `false` counts, and GitHub Pages does not know the key.
    if post.value("render_with_liquid") is False and not post.context.liquid_everywhere:
        return
    base = post.body_start
    for faulty in islice(faulty_tokens(body, post.context.tags), MOST_OF_A_KIND):
        token = body[faulty.start : faulty.end]
        steps: list[Step] = []
        # What stands within a `liquid` tag has no braces to escape.
        if faulty.fault in _ESCAPABLE and token.startswith("{"):
            steps.append(ReplaceText(base + faulty.start, token, escaped_token(token)))
        yield post.found(
            PROBLEMS[faulty.fault],
            (base + faulty.start, base + faulty.end),
            *steps,
            fault=faulty.fault.value,
            tag=faulty.tag,
        )


def _foreign(post: Inspection, body: str) -> Iterator[Finding]:
    starts = live_tokens(body)
    first = next(starts, None)
    if first is not None:
        count = 1 + sum(1 for _ in starts)
        at = post.body_start + first
        yield post.found(Problem.FOREIGN_LIQUID, (at, at + 2), EscapeLiquid(), count=str(count))
