"""HTML as Markdown in the library: one operation, shown before, taken back, and never unfaithful."""

from pathlib import Path

import pytest

from curator.domain.changes import PostsChanged
from curator.domain.errors import ConvertError, ConvertFault
from curator.domain.post import PostId
from curator.formats.guests import shown
from curator.rendering.guard import Guard
from curator.services import Services
from curator.services.conversion import Conversion
from curator.services.ingest import Paste
from curator.services.library import Rewritten
from curator.services.publish import Selection
from tests.services.conftest import write_tree

HEAD = "---\ntitle: T\ndate: 2022-02-02 00:00:00 +0800\n---\n"


@pytest.fixture
def conversion(services: Services, guard: Guard) -> Conversion:
    return Conversion(services.library, guard)


def take_in(services: Services, text: str, name: str = "2022-02-02-a.md") -> PostId:
    (item,) = services.ingest.paste([Paste(text.encode(), name)]).items
    assert item.post is not None
    return item.post


def run(conversion: Conversion, *ids: PostId, dry_run: bool = False) -> list[Rewritten]:
    done = conversion.convert(ids, dry_run=dry_run)
    return [one for one in done if not isinstance(one, PostsChanged)]


def test_a_post_is_converted_and_taken_back(services: Services, conversion: Conversion) -> None:
    before = HEAD + '<p>A <b>b</b>, "c"</p>\n<div>d</div>\n\n[own *Markdown*](/x)\n'
    post = take_in(services, before)
    (shown,) = run(conversion, post, dry_run=True)
    assert services.library.load(post).source.decode() == before
    assert '-<p>A <b>b</b>, "c"</p>' in conversion.diff(shown)
    assert '+A **b**, \\"c\\"' in conversion.diff(shown)

    (done,) = run(conversion, post)
    after = HEAD + 'A **b**, \\"c\\"\n\n<div>d</div>\n\n[own *Markdown*](/x)\n'
    assert done.after.decode() == services.library.load(post).source.decode() == after
    (again,) = run(conversion, post)
    assert not again.changed

    services.undoing.undo()
    assert services.library.load(post).source.decode() == before


def test_a_loose_html_file_is_called_markdown_afterwards(
    services: Services, conversion: Conversion, tmp_path: Path
) -> None:
    post = take_in(services, HEAD + "<h2>a</h2>\n<p>b</p>\n", "2022-02-02-a.html")
    run(conversion, post)
    assert services.library.load(post).name == "2022-02-02-a.md"
    assert services.library.load(post).source.decode() == HEAD + "## a\n\nb\n"
    services.undoing.undo()
    assert services.library.load(post).name == "2022-02-02-a.html"
    services.undoing.redo()
    assert services.library.load(post).name == "2022-02-02-a.md"

    site = write_tree(tmp_path / "site", {"_config.yml": "title: S\n"})
    plan = services.publish.plan(site, Selection(posts=(post,)))
    services.publish.apply(plan)
    assert plan.files[0].path.endswith("-a.md")


def test_a_file_that_no_build_reads_as_markdown_stays(
    services: Services, conversion: Conversion, tmp_path: Path
) -> None:
    page = HEAD + "<p>a</p>\n"
    files = {"_config.yml": "title: S\n", "_posts/2022-02-02-a.html": page}
    services.ingest.apply(services.ingest.plan([write_tree(tmp_path / "site", files)]))
    (number,) = services.library.find("")
    (left,) = run(conversion, PostId(number))
    assert isinstance(left.fault, ConvertError)
    assert left.fault.fault is ConvertFault.NO_MARKDOWN_FILE
    assert not left.changed


def test_text_between_blocks_of_a_page_is_not_turned_into_something_else(
    services: Services, conversion: Conversion
) -> None:
    post = take_in(services, HEAD + "a *b* c\n<p>d</p>\n", "2022-02-02-a.html")
    (left,) = run(conversion, post)
    assert isinstance(left.fault, ConvertError)
    assert left.fault.fault is ConvertFault.UNFAITHFUL


def test_a_guests_liquid_is_text_and_an_own_one_is_meant(
    services: Services, conversion: Conversion
) -> None:
    guest = take_in(services, HEAD + "<p>{{ x }} {: .a}</p>\n")
    own = take_in(services, HEAD + "<p>{{ x }} {: .a}</p>\n\n<p>z</p>\n", "2022-02-02-b.md")
    services.library.set_foreign([own], False)
    run(conversion, guest, own)
    assert services.library.load(guest).source.decode() == HEAD + "\\{\\{ x }} \\{: .a}\n"
    assert services.library.load(own).source.decode() == HEAD + "{{ x }} \\{: .a}\n\nz\n"


NOTED = (
    '<p>a<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup></p>\n'
    '<ol><li id="footnote-1"><p>b <a href="#footnote-ref-1">↑</a></p></li></ol>\n'
)


def test_footnotes_are_written_as_such(services: Services, conversion: Conversion) -> None:
    post = take_in(services, HEAD + NOTED)
    run(conversion, post)
    assert services.library.load(post).source.decode() == HEAD + "a[^1]\n\n[^1]: b\n"


def test_a_guests_text_gets_nothing_that_an_export_would_show(
    services: Services, conversion: Conversion
) -> None:
    """Attribute lists are shown, not obeyed, in what a guest wrote: such an element stays HTML."""
    body = '<p class="x">a</p>\n\n<p>b <i>c</i></p>\n'
    guest = take_in(services, HEAD + body)
    own = take_in(services, HEAD + body + "\n<p>z</p>\n", "2022-02-02-b.md")
    services.library.set_foreign([own], False)
    run(conversion, guest, own)
    made = services.library.load(guest).source.decode()
    assert made == HEAD + '<p class="x">a</p>\n\nb *c*\n'
    assert shown(made, markdown=True) == made
    assert services.library.load(own).source.decode() == (HEAD + 'a\n{: class="x"}\n\nb *c*\n\nz\n')


def test_a_guests_notes_in_the_middle_stay(services: Services, conversion: Conversion) -> None:
    """Only an attribute list could keep them there."""
    guest = take_in(services, HEAD + NOTED + "<p>c <b>d</b></p>\n")
    run(conversion, guest)
    made = services.library.load(guest).source.decode()
    assert "[^" not in made
    assert '<li id="footnote-1">' in made
    assert "c **d**" in made
