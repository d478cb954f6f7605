"""The question whether a site's own programs may run, with the names of all that would."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from curator.gui.theme import set_role, set_trait
from curator.gui.truth.wording import code_lines, trust_words
from curator.services.truth import SiteCode
from curator.translation import gettext as _

_MOST_LINES = 6


class TrustPanel(QFrame):
    """Asks once; the answer is a signal."""

    agreed = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trust_panel")
        set_role(self, "notice")
        set_trait(self, "tone", "warning")
        self._text = QLabel()
        self._text.setObjectName("trust_text")
        self._text.setWordWrap(True)
        self._code = QPlainTextEdit()
        self._code.setObjectName("trust_code")
        self._code.setAccessibleName(_("What will run"))
        self._code.setReadOnly(True)
        set_role(self._code, "code")
        refuse = QPushButton(_("Not now"))
        refuse.setObjectName("trust_refuse")
        refuse.clicked.connect(self.refused)
        agree = QPushButton(_("Trust this site and build"))
        agree.setObjectName("trust_agree")
        set_role(agree, "danger")
        agree.clicked.connect(self.agreed)
        for button in (refuse, agree):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(refuse)
        row.addWidget(agree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self._text)
        layout.addWidget(self._code)
        layout.addLayout(row)
        self._refuse = refuse

    def ask(self, code: SiteCode) -> None:
        """Show what would run."""
        lines = code_lines(code)
        self._text.setText(trust_words(code))
        self._code.setPlainText("\n".join(lines))
        height = self._code.fontMetrics().lineSpacing() * min(len(lines), _MOST_LINES)
        self._code.setFixedHeight(height + 18)
        self.show()
        self._refuse.setFocus()
