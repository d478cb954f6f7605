"""The locked PySide6 must not eat references to None: 6.12.0 aborts every Python 3.11 process."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_void_methods_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(200):
        label.update()
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50
