"""`curator library`: a whole library as plain files, and back."""

from pathlib import Path

import click

from curator import paths
from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer
from curator.translation import gettext as _
from curator.translation import ngettext


@click.group("library")
def command() -> None:
    """Export the library to plain files, or rebuild it from them.

    Plain files are the exact bytes of every post and picture, and lists of JSON Lines with all else
    but the history. Every editor and every backup program can read them.
    """


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def export(desk: Desk, folder: Path, as_json: bool) -> int:
    """Write the library as plain files into the new FOLDER, all of it or nothing.

    With every post's text, status, places in sites, pictures and files; kept searches, and which
    posts are called different articles. The history is not in it.
    """
    with desk.open() as services:
        made = services.libraries.export_plain(folder, progress=Bar(_("Exporting")))
    text = _("Exported to {folder}: {posts} and {files}; the history is not in it.").format(
        folder=made.folder, posts=_posts(made.posts), files=_files(made.files)
    )
    summary = {"folder": made.folder, "posts": made.posts, "files": made.files}
    Printer(as_json).summary(summary, text)
    return DONE


@command.command("rebuild")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def rebuild(desk: Desk, folder: Path, as_json: bool) -> int:
    """Make a new library from the plain files in FOLDER, as `--library` names it.

    Every file is checked; posts keep their numbers. A library that is there already is left alone.
    """
    # Here: `curator --help` needs none of what a library needs.
    from curator.services import libraries  # noqa: PLC0415  start-up time

    location = desk.library if desk.library is not None else str(paths.library_file())
    made = libraries.rebuild(folder, location, progress=Bar(_("Rebuilding")))
    text = _("Rebuilt as {library}: {posts} and {files}.").format(
        library=made.library, posts=_posts(made.posts), files=_files(made.files)
    )
    summary = {"library": made.library, "posts": made.posts, "files": made.files}
    Printer(as_json).summary(summary, text)
    return DONE


def _posts(number: int) -> str:
    return ngettext("{number} post", "{number} posts", number).format(number=f"{number:,}")


def _files(number: int) -> str:
    text = ngettext("{number} picture or file", "{number} pictures and files", number)
    return text.format(number=f"{number:,}")
