"""The request blocker: whatever an article asks for, only the program's own scheme goes through."""

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from curator.services.preview import HOST, SCHEME


class Blocker(QWebEngineUrlRequestInterceptor):
    """Refuses every request to anything but our own pages and pictures, and counts them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.site = ""
        """The host of the site whose page is shown; of all sites only this one is reached."""
        self.refused = 0

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let one request through or not."""
        url = info.requestUrl()
        if url.scheme() != SCHEME or url.host() not in {HOST, self.site or HOST}:
            self.refused += 1
            info.block(True)
