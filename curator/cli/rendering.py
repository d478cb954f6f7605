"""`curator render`: pages as the site will show them."""

from pathlib import Path

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, REFUSED, Bar, Printer, message
from curator.sentences import (
    comparison_notes,
    comparison_sentence,
    error_sentence,
    page_words,
)
from curator.sentences.pages import approximation_sentence, notice_sentence, problem_sentence
from curator.services.compared import Part, Question
from curator.services.pages import Page, PageForm, Pages
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("render")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site in whose layouts pages are shown; else the one a file lies in.",
)
@click.option("--body", is_flag=True, help="Only the converted body.")
@click.option(
    "--standalone",
    is_flag=True,
    help="One file with its style and pictures inside, in which nothing runs.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="One .html per file here, under the same relative path.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many pages are made at a time; as many as there are processors without it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option(
    "--jekyll", is_flag=True, help="Build each file with real Jekyll too and print what differs."
)
@click.option(
    "--trust", is_flag=True, help="With --jekyll: let the site's Gemfile and plug-ins run."
)
@click.pass_obj
def command(
    desk: Desk,
    files: tuple[Path, ...],
    site: Path | None,
    body: bool,
    standalone: bool,
    out: Path | None,
    jobs: int | None,
    as_json: bool,
    jekyll: bool,
    trust: bool,
) -> int:
    """Print or write pages as Jekyll would make them.

    FILE is a file, a folder or a whole site. No library is needed.
    """
    if body and standalone:
        raise click.UsageError(_("--body and --standalone exclude each other."))
    if trust and not jekyll:
        raise click.UsageError(_("--trust goes with --jekyll."))
    if jekyll:
        return _compare(files, site, Question(Part.ARTICLE if body else Part.PAGE, trusted=trust))
    form = PageForm.BODY if body else PageForm.STANDALONE if standalone else PageForm.PAGE
    pages = Pages(page_words(), jobs or 0)
    wanted = pages.files(files, site)
    output = _Output(Printer(as_json), out)
    bar = Bar(_("Rendering"))
    for number, page in enumerate(pages.render(wanted, site, form), 1):
        output.add(page)
        if out is not None:
            bar(number, len(wanted))
    return output.end()


def _compare(files: tuple[Path, ...], site: Path | None, question: Question) -> int:
    """Print how Jekyll's pages differ from Curator's."""
    # Building needs modules that no other page does.
    from curator.services.truth import difference_lines, for_files  # noqa: PLC0415  start-up time

    equal = True
    with for_files(page_words()) as truth:
        for file in files:
            found = truth.file(file, question, site=site)
            for line in difference_lines(found):
                click.echo(line)
            for told in (comparison_sentence(found), *comparison_notes(found)):
                message(told)
            equal = equal and found.equal
    return DONE if equal else ATTENTION


class _Output:
    """Where pages go, and what is said of them."""

    def __init__(self, printer: Printer, folder: Path | None) -> None:
        self._printer = printer
        self._folder = folder
        self._made = self._failed = self._remarked = 0
        self._stand_ins: dict[str, None] = {}

    def add(self, page: Page) -> None:
        """Print or write one page, and say what is wrong with it."""
        remarks = _remarks(page)
        self._stand_ins.update(dict.fromkeys(page.approximations))
        if page.fault is not None:
            self._failed += 1
        else:
            self._made += 1
            self._remarked += bool(remarks)
            self._put(page)
        if self._printer.as_json:
            self._printer.item(_values(page, with_html=self._folder is None))
        else:
            for remark in remarks:
                message(remark)

    def _put(self, page: Page) -> None:
        if self._folder is not None:
            _write(self._folder / page.name, page.html)
        elif not self._printer.as_json:
            click.echo(page.html, nl=not page.html.endswith("\n"))

    def end(self) -> int:
        """Say what all pages come to and return the exit code."""
        text = ngettext("{number} page", "{number} pages", self._made).format(number=self._made)
        if self._printer.as_json:
            counts = {"pages": self._made, "failed": self._failed, "remarked": self._remarked}
            self._printer.summary(counts, text)
        else:
            for code in self._stand_ins:
                message(approximation_sentence(code))
            if self._folder is not None:
                message(_("{text} written to {folder}").format(text=text, folder=self._folder))
        if self._failed and not self._made:
            return REFUSED
        return ATTENTION if self._failed or self._remarked else DONE


def _remarks(page: Page) -> list[str]:
    """Return what a person should know of a page, each with the name of its file."""
    if page.fault is not None:
        return [error_sentence(page.fault)]
    told = [notice_sentence(page.trouble)] if page.trouble is not None else []
    told += [problem_sentence(problem) for problem in page.problems]
    return [f"{page.file}: {remark}" for remark in told]


def _values(page: Page, with_html: bool) -> dict[str, object]:
    values: dict[str, object] = {"file": page.file, "name": page.name}
    if page.fault is not None:
        return values | {"outcome": "failed", "reason": error_sentence(page.fault)}
    if with_html:
        values["html"] = page.html
    return values | {
        "outcome": "rendered" if page.trouble is None else page.trouble.value,
        "problems": [
            {
                "code": one.code,
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "message": problem_sentence(one),
            }
            for one in page.problems
        ],
        "approximations": page.approximations,
    }


def _write(target: Path, html: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8", newline="")
    except OSError as error:
        text = _("{path} cannot be written: {reason}")
        raise click.FileError(
            str(target), text.format(path=target, reason=error.strerror)
        ) from None
