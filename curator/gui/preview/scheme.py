"""The program's own scheme in the web engine: serves registered pages and pictures, nothing else.

There are no paths behind the pane's own host: an address is the style sheet, a number this handler
gave out, or a token that the lookup knows (reliability.md T5). A site's pages have a host each
site; only the page that is shown may ask it, and the service confines what it asks for. Every
answer carries the content policy of its host.
"""

import os
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import cast

import shiboken6
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QRunnable,
    QThreadPool,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from curator import resources
from curator.gui.preview.lookups import Lookup, SiteLookup, nothing_of_a_site
from curator.services.preview import (
    HOST,
    ORIGIN,
    PAGE_PREFIX,
    POLICY,
    SCHEME,
    STYLE_ADDRESS,
    Resource,
)

SITE_PREFIX = "site-"
"""What the host of every site begins with."""

_NAME = SCHEME.encode("ascii")
_PAGE = re.compile(re.escape(PAGE_PREFIX) + r"(\d{1,12})")
_PICTURE = re.compile(re.escape(f"{SCHEME}://{HOST}/picture/") + r"([0-9a-f]{36})")
_KEPT_PAGES = 4
_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
_GET = QByteArray(b"GET")


def register_scheme(*, reachable: str = "") -> None:
    """Make the scheme known to the web engine; must run before the application object exists.

    Also takes the engine's name resolver away, numeric addresses included: `<link rel=preconnect>`
    opens a connection past page policy and request blocker alike. `reachable` is a host that
    tests keep for their own server.
    """
    _forget_hosts(reachable)
    if QWebEngineUrlScheme.schemeByName(QByteArray(_NAME)).name() == _NAME:
        return
    scheme = QWebEngineUrlScheme(QByteArray(_NAME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # Secure, so that nothing is upgraded or warned about; no local access, no CORS, no exemption
    # from content policies.
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def _forget_hosts(reachable: str) -> None:
    """Tell the engine, by the only way there is, that no host exists."""
    flags = os.environ.get(_FLAGS, "")
    if "--host-resolver-rules" not in flags:
        rule = f"MAP * ~NOTFOUND , EXCLUDE {reachable}" if reachable else "MAP * ~NOTFOUND"
        os.environ[_FLAGS] = f'{flags} --host-resolver-rules="{rule}"'.strip()


def site_policy(host: str) -> str:
    """Return the content policy of a site's pages: its own files, the pane's pictures, no more."""
    own = f"{SCHEME}://{host}"
    return (
        f"default-src 'none'; img-src {own} {ORIGIN}; style-src {own} 'unsafe-inline'; "
        f"font-src {own}; media-src {own}; script-src 'none'; object-src 'none'; "
        "frame-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
    )


class _Answers(QObject):
    """Carries what a reading thread found back to the GUI thread."""

    ready = Signal(int, object)


class _Reading(QRunnable):
    """Reads one picture or file off the GUI thread."""

    def __init__(self, number: int, find: Callable[[], Resource | None], answers: _Answers) -> None:
        super().__init__()
        self._number = number
        self._find = find
        self._answers = answers

    def run(self) -> None:
        """Look for it and send what there is."""
        found: Resource | None = None
        try:
            found = self._find()
        finally:  # an error is a bug and is reported by its thread; the request still ends
            if shiboken6.isValid(self._answers):
                self._answers.ready.emit(self._number, found)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers the requests of one profile.

    `policy` is off only in tests that show what the content policy is good for.
    """

    def __init__(
        self,
        lookup: Lookup,
        parent: QObject | None = None,
        *,
        lookup_site: SiteLookup = nothing_of_a_site,
        policy: bool = True,
    ) -> None:
        super().__init__(parent)
        self._lookup = lookup
        self._lookup_site = lookup_site
        self._shell = ("", b"")
        self._policy = policy
        self._pages: OrderedDict[int, QByteArray] = OrderedDict()
        self._numbers = 0
        self._waiting: dict[int, QWebEngineUrlRequestJob] = {}
        self._style = QByteArray(resources.read_bytes("styles", "preview.css"))
        self._answers = _Answers(self)
        self._answers.ready.connect(self._deliver)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.refused = 0
        """How many requests asked for something that is not there."""

    def add_page(self, html: str) -> QUrl:
        """Register a page and return its address; only the latest few are kept."""
        self._numbers += 1
        self._pages[self._numbers] = QByteArray(html.encode("utf-8"))
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return QUrl(f"{PAGE_PREFIX}{self._numbers}")

    def add_shell(self, address: str, html: str) -> QUrl:
        """Register the empty page of a site's address; there is one at a time."""
        url = QUrl(address)
        self._shell = (_plain(url), html.encode("utf-8"))
        return url

    def close(self) -> None:
        """Wait for pictures that are being read."""
        self._pool.clear()
        self._pool.waitForDone(2000)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request of the engine."""
        url = job.requestUrl()
        address = _plain(url)
        picture = _PICTURE.fullmatch(address)
        page = _PAGE.fullmatch(address)
        if job.requestMethod() != _GET:
            self._refuse(job)
        elif url.host().startswith(SITE_PREFIX):
            self._answer_site(job, url, address)
        elif picture:
            self._read(job, partial(self._lookup, picture[1]))
        elif page and int(page[1]) in self._pages:
            self._reply(job, b"text/html;charset=utf-8", self._pages[int(page[1])])
        elif address == STYLE_ADDRESS:
            self._reply(job, b"text/css;charset=utf-8", self._style)
        else:
            self._refuse(job)

    def _answer_site(self, job: QWebEngineUrlRequestJob, url: QUrl, address: str) -> None:
        """Serve the shell at its address; anything else of a host only to that host's own page."""
        shell, html = self._shell
        if address == shell:
            self._reply(job, b"text/html;charset=utf-8", QByteArray(html))
        elif url.host() == QUrl(shell).host() == job.initiator().host():
            path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
            self._read(job, partial(self._lookup_site, url.host(), path))
        else:
            self._refuse(job)

    def _read(self, job: QWebEngineUrlRequestJob, find: Callable[[], Resource | None]) -> None:
        self._numbers += 1
        number = self._numbers
        self._waiting[number] = job
        job.destroyed.connect(lambda: self._waiting.pop(number, None))
        self._pool.start(_Reading(number, find, self._answers))

    @Slot(int, object)
    def _deliver(self, number: int, found: Resource | None) -> None:
        job = self._waiting.pop(number, None)
        if job is None or not shiboken6.isValid(job):
            return  # the page that asked is gone
        if found is None:
            self._refuse(job)
        else:
            self._reply(job, found.media_type.encode("ascii"), QByteArray(found.data))

    def _refuse(self, job: QWebEngineUrlRequestJob) -> None:
        self.refused += 1
        job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _reply(self, job: QWebEngineUrlRequestJob, media_type: bytes, data: QByteArray) -> None:
        headers = {
            b"X-Content-Type-Options": b"nosniff",
            b"Referrer-Policy": b"no-referrer",
            b"Cache-Control": b"no-store",
        }
        if self._policy:
            host = job.requestUrl().host()
            own = POLICY if host == HOST else site_policy(host)
            headers[b"Content-Security-Policy"] = own.encode("ascii")
        # The values must be lists: PySide6 reads a plain QByteArray one character per header, and
        # the policy would silently be none (reliability.md §0.3).
        listed = {QByteArray(name): [QByteArray(value)] for name, value in headers.items()}
        job.setAdditionalResponseHeaders(cast(dict[QByteArray, QByteArray], listed))
        buffer = QBuffer(job)
        buffer.setData(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(media_type), buffer)


def _plain(url: QUrl) -> str:
    """Return an address as the engine asks for it, without the place inside the document."""
    return url.toString(
        QUrl.ComponentFormattingOption.FullyEncoded | QUrl.UrlFormattingOption.RemoveFragment
    )
