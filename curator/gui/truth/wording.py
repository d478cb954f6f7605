"""What the window says of a comparison."""

from curator.services.truth import Compared, JekyllName, SiteCode
from curator.translation import gettext as _


def jekyll_words(jekyll: JekyllName) -> str:
    """Return which Jekyll it is."""
    if jekyll.bundled:
        text = _("Jekyll {version} of the site's own bundle ({command})")
    else:
        text = _("Jekyll {version} ({command})")
    return text.format(version=jekyll.version, command=jekyll.command)


def building_words(jekyll: JekyllName | None, seconds: float) -> str:
    """Return what is going on while a page is built."""
    if jekyll is None:
        return _("Copying what the page needs, and looking for Jekyll…")
    text = _("{jekyll} has been building for {seconds} s…")
    return text.format(jekyll=jekyll_words(jekyll), seconds=f"{seconds:.0f}")


def how_words(compared: Compared) -> str:
    """Return who made the pages and how long that took."""
    text = _("{jekyll}: {seconds} s. Curator: {milliseconds} ms.")
    return text.format(
        jekyll=jekyll_words(compared.jekyll),
        seconds=f"{compared.seconds:.1f}",
        milliseconds=f"{compared.own_seconds * 1000:.0f}",
    )


def trust_words(code: SiteCode) -> str:
    """Return what trust in a site means."""
    text = _(
        "Jekyll will build {root} as its owner does: programs that come with the site run on this "
        "computer with your rights. They can read and change your files and use the network. Trust "
        "only a site whose authors you know."
    )
    return text.format(root=code.root)


def code_lines(code: SiteCode) -> list[str]:
    """Return what will run, a line each."""
    lines = []
    if code.gemfile:
        text = _("{file}: the gems that it names, with `bundle exec jekyll build`")
        lines.append(text.format(file=code.gemfile))
    lines += code.plugins
    return lines
