"""`curator duplicates`: posts of the library that are one article."""

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer, fitted
from curator.domain.likeness import Group, Pair
from curator.domain.listing import ListedPost
from curator.domain.post import PostId
from curator.sentences import match_word, percent
from curator.translation import gettext as _


@click.command("duplicates")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, as_json: bool) -> int:
    """List posts that are one article, with reason and score.

    Posts in the trash, and those that somebody called different articles, are left out.
    """
    printer = Printer(as_json)
    with desk.open() as services:
        groups = services.duplicates.groups(progress=Bar(_("Comparing")))
        for group in groups:
            rows = {row.id: row for row in services.library.rows(group.posts)}
            printer.item(_values(group, rows), _lines(group, rows))
    posts = sum(len(group.posts) for group in groups)
    summary = {"groups": len(groups), "posts": posts}
    text = _("{groups} articles are there more than once, as {posts} posts").format(**summary)
    printer.summary(summary, text if groups else _("No article is there more than once."))
    return DONE


def _values(group: Group, rows: dict[PostId, ListedPost]) -> dict[str, object]:
    return {
        "reason": group.best.reason,
        "score": round(group.best.score, 3),
        "posts": [
            {
                "post": post,
                "title": rows[post].title,
                "date": rows[post].date,
                "status": rows[post].status,
                "path": rows[post].path,
            }
            for post in group.posts
            if post in rows
        ],
        "pairs": [
            {
                "posts": [pair.first, pair.second],
                "reason": pair.reason,
                "score": round(pair.score, 3),
            }
            for pair in group.pairs
        ],
    }


def _lines(group: Group, rows: dict[PostId, ListedPost]) -> str:
    lines = [pair_words(group.best)]
    for post in group.posts:
        if post in rows:
            row = rows[post]
            day = f"{row.date:%Y-%m-%d}" if row.date is not None else "-"
            status = row.status.value
            lines.append(f"  {post:>7}  {day:<10}  {status:<9}  {fitted(row.title, 60).rstrip()}")
    return "\n".join(lines)


def pair_words(pair: Pair) -> str:
    """Return why two posts are one article, and how sure that is."""
    return f"{match_word(pair.reason)}, {percent(pair.score)} %"
