"""What the preview says in the user's language: in its bar, in its empty state, on its pages."""

from curator.sentences import page_words
from curator.sentences.pages import approximation_sentence, notice_sentence, problem_sentence
from curator.translation import gettext as _

__all__ = [
    "approximation_sentence",
    "engine_failed",
    "nothing_selected",
    "notice_sentence",
    "page_words",
    "problem_sentence",
]


def nothing_selected() -> str:
    """Return what the preview says while no post is chosen."""
    return _("Choose a post to see it as the site will show it.")


def engine_failed() -> str:
    """Return what the preview says when the web engine ended over a page, twice."""
    return _("The web engine could not show this article; its text can still be edited.")
