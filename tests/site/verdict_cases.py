"""The cases of the conformance test: small sites of one post over all rules of `jekyll.md`.

Only what goes in is written in `cases`. What must come out is asked of Jekyll when the test runs.
"""

from dataclasses import replace

from tests.site.cases import addresses, found, headers, names, notes, settings, terms, texts
from tests.site.jekyll_builds import Case

ZONED = (
    "date",
    "name",
    "draft",
    "published",
    "future",
    "permalink",
    "collection",
    "default",
    "odd",
    "two",
    "posts",
)


def zoned_cases() -> list[Case]:
    """Return the cases whose outcome may depend on the zone of the build."""
    return [replace(case, render=False) for case in all_cases() if case.name.startswith(ZONED)]


def all_cases() -> list[Case]:
    """Return every case of the conformance test."""
    makers = (
        *(names.names, names.dates, names.visibility, names.drafts, terms.terms),
        *(addresses.permalinks, addresses.slugs, texts.excerpts, headers.yaml, texts.encodings),
        *(settings.defaults, notes.collections, settings.layouts, settings.configurations),
        found.found,
    )
    return [case for maker in makers for case in maker()]
