"""`curator check`: what Jekyll will make of posts, and what is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer, message
from curator.domain.errors import FileError, FileFault
from curator.domain.post import PostId
from curator.domain.problems import Severity
from curator.reports.page import page
from curator.reports.remarks import remarks, values
from curator.reports.summary import Group, Summary
from curator.sentences import severity_word, visibility_sentence
from curator.services.audit_folder import AuditReport, BuildOptions, check_folder, zone_named
from curator.translation import gettext as _
from curator.translation import listed, ngettext

FILES_A_GROUP = 10


@click.command("check")
@click.argument("wanted", nargs=-1, metavar="PATH_OR_QUERY")
@click.option("--timezone", metavar="ZONE", help="Build in this zone instead of the site's.")
@click.option("--config", "configs", metavar="FILE,…", help="The configuration that is built with.")
@click.option("--future", is_flag=True, help="Build posts of the future.")
@click.option("--drafts", is_flag=True, help="Build drafts.")
@click.option("--unpublished", is_flag=True, help="Build what is not to be published.")
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.NOTE.value,
    show_default=True,
    help="Tell of nothing less severe.",
)
@click.option("--habits", is_flag=True, help="Also tell what is unusual on this site.")
@click.option("--all", "everything", is_flag=True, help="Print all files of each problem.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page into this file."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    wanted: tuple[str, ...],
    timezone: str | None,
    configs: str | None,
    future: bool,
    drafts: bool,
    unpublished: bool,
    severity: str,
    habits: bool,
    everything: bool,
    html: Path | None,
    as_json: bool,
) -> int:
    """Tell what Jekyll will make of posts, and what is wrong with them.

    PATH is a site, a folder or a file; anything else is a QUERY for posts of the library. Without
    either the whole library is checked.
    """
    zone = None if timezone is None else zone_named(timezone)
    if timezone is not None and zone is None:
        raise click.BadParameter(_("there is no time zone {name}").format(name=timezone))
    options = BuildOptions(drafts=drafts, future=future, unpublished=unpublished, zone=zone)
    least = Severity(severity)
    printer = Printer(as_json)
    summary = Summary()
    with _audited(desk, wanted, options, _config_files(configs)) as report:
        for audited in report.posts(excerpts=as_json, outliers=habits):
            told = remarks(audited, least)
            summary.add(audited, told, lines=not as_json or html is not None)
            if as_json:
                printer.item(values(audited, told))
        if html is not None:
            _write(html, page(report, least))
        if not as_json:
            for name in report.broken_layouts:
                text = _("The layout {name} has broken front matter: Jekyll stops the whole build.")
                click.echo(text.format(name=name))
    if not as_json:
        _print_groups(summary.groups(), None if everything else FILES_A_GROUP)
        _print_hidden(summary)
    printer.summary(_values(summary), _words(summary))
    return ATTENTION if summary.needs_attention else DONE


@contextmanager
def _audited(
    desk: Desk, wanted: tuple[str, ...], options: BuildOptions, config_files: list[str]
) -> Iterator[AuditReport]:
    """Audit a path that exists without opening a library; else posts of the library."""
    text = " ".join(wanted)
    bar = Bar(_("Checking"))
    path = Path(text) if text else None
    if path is not None and _exists(path):
        yield check_folder(path, config_files=config_files, options=options, progress=bar)
        return
    if path is not None and text.startswith(("/", "./", "../", "~")):
        # No query begins like that: it is a name with a mistake in it.
        raise FileError(path, FileFault.MISSING)
    with desk.open() as services:
        ids = [PostId(number) for number in services.library.find(text)]
        yield services.audit.check_posts(
            ids, config_files=config_files, options=options, progress=bar
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        told = _("{path} cannot be written ({detail})")
        raise click.UsageError(told.format(path=path, detail=error.strerror)) from None
    message(_("The report was written to {path}.").format(path=path))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a query can be longer than a name may be
        return False


def _config_files(configs: str | None) -> list[str]:
    """Return configuration files as Jekyll takes them: relative to the folder one works in."""
    names = [name for name in (configs or "").split(",") if name]
    return [str(Path(name).absolute()) if Path(name).exists() else name for name in names]


def _print_groups(groups: list[Group], most: int | None) -> None:
    for group in groups:
        text = ngettext("{number} post", "{number} posts", group.posts)
        count = text.format(number=group.posts)
        click.echo(f"{severity_word(group.severity)}  {group.code}  {count}")
        for line in group.lines[:most]:
            where = f"{line.path}:{line.line}:{line.column}" if line.line else line.path
            click.echo(f"  {where}  {line.message}")
        left = len(group.lines) - len(group.lines[:most])
        if left:
            more = ngettext(
                "… and {number} more; --all prints it.",
                "… and {number} more; --all prints them.",
                left,
            )
            click.echo(f"  {more.format(number=left)}")
        click.echo("")


def _print_hidden(summary: Summary) -> None:
    for reason, number in summary.hidden.most_common():
        until = _("their day")
        text = ngettext(
            "{number} post is not shown: {why}", "{number} posts are not shown: {why}", number
        )
        click.echo(text.format(number=number, why=visibility_sentence(reason, until)))


def _values(summary: Summary) -> dict[str, Any]:
    return {
        "posts": summary.posts,
        "visible": summary.visible,
        "hidden": dict(summary.hidden),
        "aborts": summary.aborting,
        "errors": summary.severities[Severity.ERROR],
        "warnings": summary.severities[Severity.WARNING],
        "notes": summary.severities[Severity.NOTE],
    }


def _words(summary: Summary) -> str:
    errors = summary.severities[Severity.ERROR]
    warnings = summary.severities[Severity.WARNING]
    notes = summary.severities[Severity.NOTE]
    parts = [
        ngettext("{number} post", "{number} posts", summary.posts).format(number=summary.posts),
        _("{number} visible").format(number=summary.visible),
        ngettext("{number} error", "{number} errors", errors).format(number=errors),
        ngettext("{number} warning", "{number} warnings", warnings).format(number=warnings),
        ngettext("{number} note", "{number} notes", notes).format(number=notes),
    ]
    if summary.aborting:
        text = ngettext("{number} stops the build", "{number} stop the build", summary.aborting)
        parts.append(text.format(number=summary.aborting))
    return listed(parts)
