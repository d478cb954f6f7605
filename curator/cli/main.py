"""The `curator` command: global options, and the commands, each loaded when it is called."""

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from curator.cli.output import REFUSED, message
from curator.domain.errors import CuratorError, LibraryError, LibraryFault, QueryError
from curator.settings import Settings

if TYPE_CHECKING:
    from curator.services import Services

COMMANDS = {
    "import": (
        "importing",
        "Take in files, folders, archives, mails, links and whole sites.",
    ),
    "list": ("listing", "List posts, the newest first."),
    "show": ("showing", "Print the source text of a post exactly as it is."),
    "set": ("setting", "Set front matter, as in `curator set category=news 12 13`."),
    "replace": (
        "replacing",
        "Replace text in bodies, as in `curator replace 旧名 新名 --where tag:公司`.",
    ),
    "clean": ("cleaning", "Take clutter out of posts: scripts, tracking, links around the site."),
    "status": ("moving", "Move posts on the desk: inbox, review, ready, published, trash."),
    "export": ("exporting", "Write posts into the Jekyll site SITE, all of the plan or nothing."),
    "check": ("checking", "Tell what Jekyll will make of posts, and what is wrong with them."),
    "convert": ("converting", "Write the HTML in posts as Markdown that comes out the same."),
    "render": ("rendering", "Print or write pages as Jekyll would make them."),
    "pictures": ("pictures", "Keep the pictures of other sites that posts show."),
    "duplicates": ("duplicating", "List posts that are one article, with reason and score."),
    "doctor": ("doctor", "Examine the library's file, texts, pictures and indexes."),
    "backup": ("backing_up", "Write a verified copy of the library into FILE."),
    "restore": ("restoring", "Put the backup FILE in the library's place; that is put aside."),
    "compact": ("compacting", "Make the library's file as small as what is in it."),
    "library": ("whole_library", "Export the library to plain files, or rebuild it from them."),
    "undo": ("undoing", "Take back an operation, the newest where none is named."),
    "history": ("looking_back", "Show what was done, or every saved version of the post ID."),
}
"""Each command, the module that holds it, and what `--help` says of it without loading that."""


@dataclass(frozen=True, slots=True)
class Program:
    """What the composition root gives to the command line."""

    open_services: "Callable[[str | None], AbstractContextManager[Services]]"
    open_window: Callable[[str | None], int]
    self_test: Callable[[], int]
    settings: Settings


@dataclass(slots=True)
class Desk:
    """What a command works with: the library is opened when it is first needed."""

    program: Program
    library: str | None

    @property
    def settings(self) -> Settings:
        """Return what the user chose in the window, or wrote into the file of settings."""
        return self.program.settings

    def open(self, *, create: bool = False) -> "AbstractContextManager[Services]":
        """Open the library named on the command line, or the user's own.

        A named one is made only by a command that fills it: elsewhere a new one is a typing error.
        Raises LibraryError.
        """
        named = self.library
        if named and not create and "://" not in named and not Path(named).expanduser().exists():
            raise LibraryError(named, LibraryFault.MISSING)
        return self.program.open_services(self.library)


class _Commands(click.Group):
    """Loads a command's module only when that command is called (stack.md §4.4)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _summary = COMMANDS[name]
        command: click.Command = import_module(f"curator.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_module, summary) in COMMANDS.items()])


@click.group(cls=_Commands, invoke_without_command=True)
@click.option("--library", metavar="FILE_OR_URL", help="The library to work with.")
@click.option("--self-test", is_flag=True, help="Try everything on a temporary library.")
@click.option("--version", "show_version", is_flag=True, help="Print the version.")
@click.pass_context
def curator(
    context: click.Context, library: str | None, self_test: bool, show_version: bool
) -> None:
    """Curate articles into a Jekyll site.

    Without a command the window opens.
    """
    program = context.obj
    assert isinstance(program, Program)
    context.obj = Desk(program, library)
    if show_version:
        click.echo(f"curator {version('curator')}")
        context.exit(0)
    if self_test:
        context.exit(program.self_test())
    if context.invoked_subcommand is None:
        context.exit(program.open_window(library))


def run(arguments: Sequence[str], program: Program) -> int:
    """Run the command line; return its exit code. A user's mistake never shows a traceback."""
    try:
        result = curator.main(
            args=list(arguments), prog_name="curator", obj=program, standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return REFUSED
    except QueryError as error:
        from curator.cli.pointing import pointed  # noqa: PLC0415  start-up time

        message(pointed(error))
        return REFUSED
    except CuratorError as error:
        from curator.sentences import error_sentence  # noqa: PLC0415  start-up time

        message(error_sentence(error))
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        message("")
        return 130
    except BrokenPipeError:
        # The reader of the output went away, as `| head` does; say nothing more to it.
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0
