"""What the preview says in the user's language: in its bar, in its empty state, on its pages."""

from curator.sentences import page_words
from curator.services.preview import Trouble
from curator.translation import gettext as _

__all__ = ["engine_failed", "nothing_selected", "notice_sentence", "page_words"]


def notice_sentence(trouble: Trouble) -> str:
    """Return why a page shows the plain text of its body."""
    return {
        Trouble.TOO_LARGE: _(
            "This body is too large to be laid out; its beginning is shown as plain text."
        ),
        Trouble.TOO_SLOW: _(
            "Converting this body took more than ten seconds; it is shown as plain text."
        ),
        Trouble.TOO_DEEP: _(
            "This body nests its lists or quotes too deeply; it is shown as plain text."
        ),
        Trouble.TOO_MUCH_MEMORY: _(
            "Converting this body took too much memory; it is shown as plain text."
        ),
        Trouble.FAILED: _(
            "The converter failed on this body; it is shown as plain text. The log says more."
        ),
    }[trouble]


def nothing_selected() -> str:
    """Return what the preview says while no post is chosen."""
    return _("Choose a post to see it as the site will show it.")


def engine_failed() -> str:
    """Return what the preview says when the web engine ended over a page, twice."""
    return _("The web engine could not show this article; its text can still be edited.")
