"""The languages the window can speak, and the switch from one to another while it runs.

Our own texts come from `curator.translation`; the words on Qt's own dialogs, text menus and
calendars come from Qt. Panes word themselves anew on `QEvent.LanguageChange`.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from curator import resources, translation

CHOICES: Mapping[str, str] = {"system": "", "en": "en", "zh_CN": "zh_CN"}
"""What can be chosen, and what the settings keep of it."""

_QT_CATALOGUES = ("qtbase", "qtwebengine")


def speak(app: QApplication, chosen: str) -> None:
    """Speak a language from now on; the empty one is the system's."""
    languages = translation.wanted(chosen) or QLocale.system().uiLanguages()
    translation.use(resources.path("i18n"), languages)
    language = translation.language()
    _set_locale(app, QLocale(language))
    # Qt announces the change by itself when its catalogues come or go, but not every language has
    # one; whoever hears of it twice only words the same again.
    _use_catalogues_of_qt(app, language)
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))


def _set_locale(app: QApplication, spoken: QLocale) -> None:
    """Write days and months in the language, in the system's own way where that speaks it too."""
    system = QLocale.system()
    QLocale.setDefault(system if system.language() == spoken.language() else spoken)
    for window in app.topLevelWidgets():
        window.unsetLocale()


def _use_catalogues_of_qt(app: QApplication, language: str) -> None:
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name in _QT_CATALOGUES:
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
