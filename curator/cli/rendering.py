"""`curator render`: pages as the preview shows them."""

from pathlib import Path

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, message
from curator.domain.errors import FileError
from curator.sentences import error_sentence, page_words
from curator.services.pages import Pages
from curator.translation import gettext as _


@click.command("render")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site whose pictures and language count; else the one a file lies in.",
)
@click.option("--body", is_flag=True, help="Only the converted body.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="One .html per file here, under the same relative path.",
)
@click.pass_obj
def command(
    desk: Desk, files: tuple[str, ...], site: Path | None, body: bool, out: Path | None
) -> int:
    """Print the page that the preview would show.

    No library is needed.
    """
    failed = False
    pages = Pages(page_words())
    try:
        for file in files:
            try:
                page = pages.render(Path(file), site, body=body)
            except FileError as error:
                message(error_sentence(error))
                failed = True
                continue
            if out is None:
                click.echo(page.html)
            else:
                target = out / page.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(page.html, "utf-8")
                message(_("{target} written").format(target=target))
    except OSError as error:
        message(_("{path} cannot be written: {reason}").format(path=out, reason=error.strerror))
        return 2
    finally:
        pages.close()
    return ATTENTION if failed else DONE
