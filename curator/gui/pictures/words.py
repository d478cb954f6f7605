"""The words of the window that keeps pictures: short ones for its table."""

from curator.domain.errors import FetchError, FetchFault
from curator.services.pictures import PictureOutcome
from curator.translation import pgettext


def outcome_word(outcome: PictureOutcome) -> str:
    """Return how a picture went, in a word or two."""
    return {
        PictureOutcome.WAITING: pgettext("picture", "Not fetched yet"),
        PictureOutcome.KEPT: pgettext("picture", "Kept"),
        PictureOutcome.ALREADY: pgettext("picture", "Kept before"),
        PictureOutcome.FAILED: pgettext("picture", "Not kept"),
    }[outcome]


def fault_words(error: FetchError) -> str:
    """Return why a picture could not be kept, without its address, which stands beside it."""
    return {
        FetchFault.BAD_URL: pgettext("picture", "This is no web address"),
        FetchFault.UNKNOWN_HOST: pgettext("picture", "The host is not known"),
        FetchFault.PRIVATE_ADDRESS: pgettext("picture", "Leads into a private network"),
        FetchFault.UNREACHABLE: pgettext("picture", "The host does not answer"),
        FetchFault.BAD_CERTIFICATE: pgettext("picture", "The host cannot prove who it is"),
        FetchFault.TOO_SLOW: pgettext("picture", "Took too long"),
        FetchFault.TOO_LARGE: pgettext("picture", "Too large"),
        FetchFault.TOO_MANY_REDIRECTS: pgettext("picture", "Leads in circles"),
        FetchFault.REFUSED_BY_SERVER: pgettext("picture", "The server refused it ({detail})"),
        FetchFault.BROKEN_ANSWER: pgettext("picture", "The server’s answer is broken"),
        FetchFault.NOT_A_PICTURE: pgettext("picture", "What lies there is no picture"),
        FetchFault.BROKEN_PICTURE: pgettext("picture", "Cut off or damaged"),
        FetchFault.TRACKING_PIXEL: pgettext("picture", "A single dot that counts readers"),
    }[error.fault].format(detail=error.detail)
