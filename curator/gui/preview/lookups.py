"""How a pane finds what a page shows; both are called off the GUI thread."""

from collections.abc import Callable

from curator.services.preview import Resource

Lookup = Callable[[str], Resource | None]
"""Finds a picture by its token."""

SiteLookup = Callable[[str, str], Resource | None]
"""Finds a site's file by the site's host and its path there: percent-encoded, from its slash on."""


def nothing_of_a_site(_host: str, _path: str) -> Resource | None:
    """Find nothing, where sites' pages are not shown."""
    return None
