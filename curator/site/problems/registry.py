"""All rules for one post, as data, and `find`, which asks them.

What concerns several posts together is `site.collisions`' business; near-twins of terms need the
context's vocabulary.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from curator.domain.post import PostFacts, Problem
from curator.domain.problems import Finding
from curator.formats.document import Document
from curator.formats.front_matter import FrontMatter
from curator.site.facts import derive
from curator.site.problems.dates import dates, other_dates
from curator.site.problems.encoding import encoding, excerpt_newlines
from curator.site.problems.inspection import Inspection, Kept, ProblemContext
from curator.site.problems.keys import keys
from curator.site.problems.links import empty_links
from curator.site.problems.liquid import liquid
from curator.site.problems.names import name
from curator.site.problems.pictures import lost_pictures, pictures
from curator.site.problems.sources import missing_source
from curator.site.problems.taxonomy import taxonomy
from curator.site.problems.terms import terms
from curator.site.problems.yaml_header import broken_yaml, duplicate_keys, missing_header


@dataclass(frozen=True, slots=True)
class Rule:
    """One question put to a post, and what may come of it."""

    ask: Callable[[Inspection], Iterator[Finding]]
    codes: frozenset[Problem]


RULES = (
    Rule(encoding, frozenset({Problem.NOT_UTF8, Problem.UNDECODABLE, Problem.BOM})),
    Rule(missing_header, frozenset({Problem.NO_FRONT_MATTER, Problem.HEADER_IN_BODY})),
    Rule(broken_yaml, frozenset({Problem.BROKEN_YAML})),
    Rule(duplicate_keys, frozenset({Problem.DUPLICATE_KEY})),
    Rule(
        name,
        frozenset(
            {
                Problem.NAME_WITHOUT_DATE,
                Problem.NAME_WITHOUT_TITLE,
                Problem.IMPOSSIBLE_DAY,
                Problem.LONG_NAME,
                Problem.RESERVED_NAME,
            }
        ),
    ),
    Rule(
        dates,
        frozenset(
            {
                Problem.BAD_DATE,
                Problem.NO_DATE,
                Problem.NAIVE_DATE,
                Problem.ZONE_NAME,
                Problem.IMPOSSIBLE_DAY,
                Problem.DAY_MISMATCH,
                Problem.FUTURE_DATE,
                Problem.UTC_DAY,
            }
        ),
    ),
    Rule(other_dates, frozenset({Problem.NAIVE_DATE})),
    Rule(
        keys,
        frozenset(
            {
                Problem.EMPTY_TITLE,
                Problem.TITLE_FROM_NAME,
                Problem.CUT_TEXT,
                Problem.RETYPED_TEXT,
                Problem.SLUG_TYPE,
                Problem.EMPTY_SLUG,
                Problem.PERMALINK_TYPE,
                Problem.EMPTY_PERMALINK,
                Problem.PERMALINK_STYLE,
                Problem.PERMALINK_SLASH,
                Problem.MISSING_LAYOUT,
                Problem.NO_LAYOUT,
                Problem.PUBLISHED_EMPTY,
                Problem.PUBLISHED_TEXT,
                Problem.DRAFT_IN_POSTS,
            }
        ),
    ),
    Rule(
        terms,
        frozenset(
            {
                Problem.CATEGORIES_TYPE,
                Problem.CATEGORY_NUMBER,
                Problem.TAGS_TYPE,
                Problem.HIDDEN_TAGS,
                Problem.TERM_SEPARATORS,
            }
        ),
    ),
    Rule(taxonomy, frozenset({Problem.CATEGORY_CASE, Problem.TERM_TWIN})),
    Rule(
        liquid,
        frozenset(
            {
                Problem.UNKNOWN_TAG,
                Problem.UNBALANCED_LIQUID,
                Problem.LIQUID_SYNTAX,
                Problem.FOREIGN_LIQUID,
            }
        ),
    ),
    Rule(excerpt_newlines, frozenset({Problem.CRLF_EXCERPT})),
    Rule(empty_links, frozenset({Problem.EMPTY_LINK})),
    Rule(lost_pictures, frozenset({Problem.LOST_PICTURE})),
    Rule(pictures, frozenset({Problem.MISSING_ALT, Problem.DUPLICATE_CAPTION})),
    Rule(missing_source, frozenset({Problem.MISSING_SOURCE})),
)


def find(
    document: Document,
    front_matter: FrontMatter,
    path: str | None,
    context: ProblemContext,
    *,
    facts: PostFacts | None = None,
    foreign: bool = False,
    kept: Kept | None = None,
) -> tuple[Finding, ...]:
    """Return all that is wrong with one post, in the order of its text; what has no place first.

    `front_matter` is that of `document`; `path` is posix and relative to the site's root, None for a
    post without a file. `facts` are those that `derive` gave for the same arguments and the context's
    zone; without them they are derived here. `foreign` says that the text was not written for
    Jekyll, so that no Liquid in it is meant. `kept` gives the names of the pictures that the library
    keeps with it and is asked only where one is shown by a bare name; without it none is missed. Time grows with the text, at most as fast.
    """
    if facts is None:
        facts = derive(document, front_matter, path, context.zone, content_dir=context.content_dir)
    post = Inspection(document, front_matter, path, context, facts, foreign=foreign, kept=kept)
    found = [finding for rule in RULES for finding in rule.ask(post)]
    if len(found) > 1:
        found.sort(key=_order)
    return tuple(found)


def _order(finding: Finding) -> tuple[int, int]:
    start = -1 if finding.place is None else finding.place.start
    return start, finding.severity.rank
