"""Which preview pane there is: the web engine's, or the text browser's where that cannot load.

Some builds of Qt come without the web engine (Windows on arm64), and a system may lack a library
it needs; the program then still shows articles. Chromium ends the whole process when root starts it
with its sandbox on, and the app never switches the sandbox off: root gets the text browser, unless
the environment says otherwise, as tests on build machines do.
"""

import os
from typing import TYPE_CHECKING

__all__ = ["HAS_WEB_ENGINE", "PreviewPane", "register_scheme"]

if TYPE_CHECKING:
    from curator.gui.preview.scheme import register_scheme
    from curator.gui.preview.web_pane import WebPreviewPane as PreviewPane

    HAS_WEB_ENGINE = True
else:
    try:
        _as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if _as_root and not os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
            raise ImportError(name="PySide6.QtWebEngine", path=None)
        from curator.gui.preview.scheme import register_scheme
        from curator.gui.preview.web_pane import WebPreviewPane as PreviewPane

        HAS_WEB_ENGINE = True
    except ImportError as missing:
        if not (missing.name or "").startswith("PySide6.QtWebEngine"):
            raise
        from curator.gui.preview.text_pane import TextPreviewPane as PreviewPane

        HAS_WEB_ENGINE = False

        def register_scheme() -> None:
            """Do nothing: without the web engine there is no scheme to register."""
