"""What the parts of the query language are called, for completions, chips and the help."""

from curator.domain.post import Status
from curator.domain.query import All, Any, Days, Field, Key, Match, Node, Not, Term
from curator.domain.query_completion import About, Offer
from curator.domain.query_days import text_of
from curator.gui.words import status_word
from curator.translation import gettext as _
from curator.translation import pgettext


def field_word(name: str) -> str:
    """Return what a field asks for."""
    return {
        "title": _("words of the title"),
        "tag": _("a tag"),
        "category": _("a category"),
        "status": _("where a post stands"),
        "source": _("the page it came from"),
        "site": _("the site it lies in"),
        "layout": _("its layout"),
        "path": _("its file's path"),
        "has": _("what it contains"),
        "is": _("its state"),
        "date": _("its day"),
        "added": _("when it was taken in"),
    }[name]


def state_word(name: str) -> str:
    """Return what a word behind `is:` or `has:` means."""
    return {
        "draft": _("lies among a site's drafts"),
        "future": _("dated in the future"),
        "hidden": _("published: false"),
        "edited": _("edited here, not in its site yet"),
        "outside": _("its file was edited outside"),
        "conflict": _("edited here and outside"),
        "missing": _("its file is gone"),
        "duplicate": _("there more than once"),
        "broken": _("Jekyll would misread it"),
        "untagged": _("without tags"),
        "new": _("in no site yet"),
        "image": _("with a picture"),
        "link": _("with a link"),
        "problem": _("with any problem"),
    }[name]


def offer_word(offer: Offer) -> str:
    """Return what an offer means."""
    word = offer.text.rstrip(":").rpartition(":")[2]
    if offer.about is About.FIELD:
        return field_word(word)
    if offer.about in {About.STATE, About.TRAIT}:
        return state_word(word)
    if offer.about is About.STATUS:
        return status_word(Status(word))
    return {
        About.KEY: pgettext("query", "a key of the front matter"),
        About.VALUE: "",
        About.DAY: pgettext("query", "that day"),
        About.SINCE: pgettext("query", "since so long ago"),
        About.MONTH: pgettext("query", "that month"),
        About.YEAR: pgettext("query", "that year"),
        About.FROM_ON: pgettext("query", "from then on"),
        About.UP_TO: pgettext("query", "up to then"),
        About.SPAN: pgettext("query", "from one to the other"),
    }[offer.about]


def condition_word(text: str, node: Node) -> str:
    """Return what a chip says of a condition that is written as `text`."""
    if isinstance(node, Not):
        return pgettext("query", "not: {condition}").format(
            condition=condition_word(text.lstrip("-－−").strip(), node.node)
        )
    if isinstance(node, Term):
        return _term_word(node)
    if isinstance(node, Key):
        value = f"{node.value}…" if node.match is Match.PREFIX else node.value
        return f"{node.name}: {value}"
    if isinstance(node, Days):
        name = pgettext("query", "date") if node.field is Field.DATE else pgettext("query", "added")
        typed = text.partition(":")[2] or text.partition("：")[2]
        return f"{name}: {typed or text_of(node)}"
    return text if isinstance(node, All | Any) else ""


def _term_word(term: Term) -> str:
    if term.field is Field.ANY:
        return f"“{term.value}”" if " " in term.value else term.value
    if term.field is Field.STATUS:
        return status_word(Status(term.value))
    if term.field in {Field.IS, Field.HAS}:
        return state_word(term.value)
    name = {
        Field.TITLE: pgettext("query", "title"),
        Field.TAG: pgettext("query", "tag"),
        Field.CATEGORY: pgettext("query", "category"),
        Field.SOURCE: pgettext("query", "source"),
        Field.SITE: pgettext("query", "site"),
        Field.LAYOUT: pgettext("query", "layout"),
        Field.PATH: pgettext("query", "path"),
    }[term.field]
    return f"{name}: {term.value}" + ("…" if term.match is Match.PREFIX else "")


def examples() -> list[tuple[str, str]]:
    """Return queries to learn from, each with what it finds."""
    return [
        (_("tea market"), _("both words, in title or text")),
        (_('"tea market"'), _("the words side by side")),
        ("-word", _("what does not have the word; - turns any condition round")),
        ("tag:a OR tag:b", _("either; parentheses group: (tag:a OR tag:b) -is:draft")),
        ("title:word", _("words of the title alone")),
        ("tag:news  category:market", _("terms; tag:new* for those that begin so, tag:* for any")),
        ("status:ready", _("inbox, review, ready, published or trash")),
        (
            "is:draft",
            "draft, future, hidden, edited, outside, conflict, missing, duplicate, broken, untagged, new",
        ),
        ("has:image", "image, link, duplicate, problem, conflict"),
        ("date:2026-01..2026-03", _("days, months, years; date:2026-01.. has an open end")),
        ("added:7d", _("taken in since seven days ago; d, w, m, y, today, yesterday")),
        ("source:example.com", _("a part of the host; source:=example.com for the whole")),
        ("site:blog  layout:post  path:_posts/2026", _("where it lies and how it is laid out")),
        (
            "author:wang",
            _("any key of the front matter; author:w* for a beginning, author:* for any"),
        ),
    ]
