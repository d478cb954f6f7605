"""Verdicts on a post that is edited, before its site is known."""

import pytest

from curator.domain.post import PostId
from curator.services import Services

SOURCE = b"---\ntitle: A\ndate: 2022-01-11 08:00:00 +0800\n---\nText.\n"


@pytest.mark.parametrize(
    ("root", "name", "placeless"),
    [
        (None, "roofs.html", True),
        (None, "2022-01-11-roofs.md", False),  # what a site would show
        ("/gone", "notes/roofs.md", False),  # a file that lies in the wrong place
    ],
)
def test_what_lies_in_no_site_is_told_apart_from_what_lies_wrong(
    services: Services, root: str | None, name: str, placeless: bool
) -> None:
    audited = services.verdicts.look(PostId(1), SOURCE, root, name, foreign=False)
    assert audited.placeless is placeless
