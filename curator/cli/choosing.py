"""Which posts a command is about: named one by one, or by a query."""

from collections.abc import Sequence

import click

from curator.domain.post import PostId
from curator.services import Services
from curator.translation import gettext as _


def chosen(services: Services, numbers: Sequence[int], where: str | None) -> list[PostId]:
    """Return the posts that are named or match; refuse to guess where nothing says which."""
    if where is None and not numbers:
        raise click.UsageError(_("Name posts by their numbers, or with --where QUERY."))
    named = [PostId(number) for number in dict.fromkeys(numbers)]
    known = {row.id for row in services.library.rows(named)}
    for number in named:
        if number not in known:
            services.library.load(number)  # raises PostMissing
    if where is None:
        return named
    matched = services.library.find(where)
    if not numbers:
        return [PostId(number) for number in matched]
    both = set(matched)
    return [number for number in named if number in both]
