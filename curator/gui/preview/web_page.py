"""A web page that does nothing of its own accord: no scripts, no leaving, no windows, no questions.

What a reader does with a link becomes a signal; the window decides (reliability.md T3).
"""

import math

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineScript,
    QWebEngineSettings,
)

from curator.gui.preview.patch_script import CHOSEN, LINE, PAINTED, SCRIPT_NAME, script
from curator.gui.preview.scheme import SITE_PREFIX
from curator.services.preview import HOST, LOAD_PREFIX, SCHEME

APPLICATION_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_OPENED_OUTSIDE = frozenset({"http", "https", "mailto"})
_Attribute = QWebEngineSettings.WebAttribute

_OWN_LOADS = frozenset(
    {
        QWebEnginePage.NavigationType.NavigationTypeTyped,
        QWebEnginePage.NavigationType.NavigationTypeReload,
    }
)
"""How `load` comes to be asked for; a link to the page itself is a link like any other."""

_SWITCHED_OFF = (
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.TouchIconsEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.BackForwardCacheEnabled,
)


class GuardedPage(QWebEnginePage):
    """The page of the preview.

    `scripts_off` is False only in tests that show what switching scripts off is good for.
    """

    link_clicked = Signal(str)
    """A reader chose a web or mail address; nothing was opened."""
    picture_requested = Signal(str)
    """A reader asked for the remote picture of this token."""
    site_link_clicked = Signal(str)
    """A reader chose a link to another page of the site that is shown; the path there."""
    patch_painted = Signal(int)
    line_scrolled = Signal(float)
    """A reader scrolled; the source line at the top, infinite at the page's end."""
    line_chosen = Signal(int)
    """A reader double-clicked what this source line became."""

    def __init__(
        self, profile: QWebEngineProfile, parent: QObject | None = None, *, scripts_off: bool = True
    ) -> None:
        super().__init__(profile, parent)
        self._expected = QUrl()
        settings = self.settings()
        settings.setAttribute(_Attribute.JavascriptEnabled, not scripts_off)
        settings.setAttribute(_Attribute.PlaybackRequiresUserGesture, True)
        settings.setAttribute(_Attribute.WebRTCPublicInterfacesOnly, True)
        for attribute in _SWITCHED_OFF:
            settings.setAttribute(attribute, False)
        # Under the stricter policy a click on a mail address vanishes before anyone is asked.
        # Nothing is ever launched from here: acceptNavigationRequest refuses it first.
        settings.setUnknownUrlSchemePolicy(
            QWebEngineSettings.UnknownUrlSchemePolicy.AllowUnknownUrlSchemesFromUserInteraction
        )
        self._insert_script()
        self.newWindowRequested.connect(self._refuse_window)
        self.fullScreenRequested.connect(_refuse_full_screen)
        self.permissionRequested.connect(_refuse_permission)
        self.registerProtocolHandlerRequested.connect(_refuse_handler)
        self.fileSystemAccessRequested.connect(_refuse_files)

    def open_own(self, url: QUrl) -> None:
        """Load a page that the scheme handler gave out; the only way to anywhere."""
        self._expected = url
        self.load(url)

    def run_own(self, script: str, answered: object = None) -> None:
        """Run a line of our own in the application's world."""
        if answered is None:
            self.runJavaScript(script, APPLICATION_WORLD)
        else:
            self.runJavaScript(script, APPLICATION_WORLD, answered)  # type: ignore[call-overload]

    def _insert_script(self) -> None:
        own = QWebEngineScript()
        own.setName(SCRIPT_NAME)
        own.setSourceCode(script())
        own.setWorldId(APPLICATION_WORLD)
        own.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        own.setRunsOnSubFrames(False)
        self.scripts().insert(own)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Refuse to go anywhere but to the page asked for and to places inside it."""
        target = QUrl(url)
        if not is_main_frame:
            return False
        if target == self._expected and kind in _OWN_LOADS:
            return True
        if target.hasFragment() and _document(target) == _document(self.url()):
            return True
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._chosen(target)
        return False

    def _chosen(self, target: QUrl) -> None:
        """Say what a reader clicked, where that is something to say."""
        address = target.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if address.startswith(LOAD_PREFIX):
            self.picture_requested.emit(address.removeprefix(LOAD_PREFIX))
        elif target.scheme() == SCHEME and target.host().startswith(SITE_PREFIX):
            if target.host() == self.url().host():
                self.site_link_clicked.emit(address.removeprefix(f"{SCHEME}://{target.host()}"))
        elif target.scheme() == SCHEME and target.host() != HOST:
            # A link without a scheme, //host/path, took ours; on the web it would be https.
            target.setScheme("https")
            self.link_clicked.emit(target.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        elif target.scheme() in _OPENED_OUTSIDE:
            self.link_clicked.emit(address)

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        """A link that wants a window of its own is a link like any other."""
        if request.isUserInitiated():
            self._chosen(request.requestedUrl())

    def chooseFiles(self, *_arguments: object) -> list[str]:
        """Let no page ask for files."""
        return []

    def javaScriptAlert(self, *_arguments: object) -> None:
        """Show no box; scripts are off, and if they were not they would get none."""

    def javaScriptConfirm(self, *_arguments: object) -> bool:
        """Confirm nothing."""
        return False

    def javaScriptPrompt(self, *_arguments: object) -> tuple[bool, str]:
        """Answer nothing."""
        return False, ""

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Take our own script's report; what a page has to say goes nowhere."""
        if source != f"userscript:{SCRIPT_NAME}":
            return
        if message.startswith(PAINTED):
            self.patch_painted.emit(int(message.removeprefix(PAINTED)))
        elif message.startswith(LINE):
            told = message.removeprefix(LINE)
            self.line_scrolled.emit(math.inf if told == "end" else float(told))
        elif message.startswith(CHOSEN):
            self.line_chosen.emit(int(message.removeprefix(CHOSEN)))


def _document(url: QUrl) -> str:
    """Return an address without the place inside the document."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition("#")[0]


def refuse_download(request: QWebEngineDownloadRequest) -> None:
    """Cancel a download before it writes a byte."""
    request.cancel()


def _refuse_full_screen(request: QWebEngineFullScreenRequest) -> None:
    request.reject()


def _refuse_permission(permission: QWebEnginePermission) -> None:
    permission.deny()


def _refuse_handler(request: QWebEngineRegisterProtocolHandlerRequest) -> None:
    request.reject()


def _refuse_files(request: QWebEngineFileSystemAccessRequest) -> None:
    request.reject()
