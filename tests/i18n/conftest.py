"""The real window of the end-to-end tests, in another language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from curator.gui import languages
from tests.e2e.conftest import open_window, qapp, services, theme, window

__all__ = ["open_window", "qapp", "services", "theme", "window"]


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    """Speak English after a test, and write dates as before."""
    locale = QLocale()
    yield
    languages.speak(qapp, "en")
    QLocale.setDefault(locale)
