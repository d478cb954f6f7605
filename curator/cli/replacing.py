"""`curator replace`: text put in the place of other text, in the bodies of many posts."""

import click

from curator.cli.changing import change
from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import Printer
from curator.domain.bulk import ReplaceText, Where
from curator.translation import gettext as _


@click.command("replace")
@click.argument("find")
@click.argument("replacement")
@click.argument("posts", nargs=-1, type=int, metavar="[ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option(
    "--regex", is_flag=True, help="FIND is a regular expression, REPLACEMENT may use \\1."
)
@click.option("--ignore-case", is_flag=True, help="Take A and a for the same.")
@click.option("--words", is_flag=True, help="Find whole words only.")
@click.option(
    "--in",
    "part",
    type=click.Choice([where.value for where in Where]),
    default=Where.BODY.value,
    help="Where to look.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--diff", is_flag=True, help="Show the lines that change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    find: str,
    replacement: str,
    posts: tuple[int, ...],
    where: str | None,
    regex: bool,
    ignore_case: bool,
    words: bool,
    part: str,
    dry_run: bool,
    diff: bool,
    as_json: bool,
) -> int:
    r"""Replace text in bodies, as in `curator replace 旧名 新名 --where tag:公司`.

    Front matter stays as it is, but for titles where `--in` names them. A regular expression is one of
    Python's; `^` and `$` hold at lines. Every line end is `\n` to it.
    """
    wanted = ReplaceText(find, replacement, regex, not ignore_case, words, Where(part))
    with desk.open() as services:
        ids = chosen(services, posts, where)
        return change(
            services,
            ids,
            wanted,
            Printer(as_json),
            _("Replacing"),
            dry_run=dry_run,
            diff=diff,
        )
