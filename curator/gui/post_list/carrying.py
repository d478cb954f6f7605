"""Posts on their way out of the window: dragged or copied, as files and as text.

The files are written in a lane before the drag begins and lie in folders of their own until the window
closes, since a file manager reads them after the drop.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QPainter, QPixmap

from curator.domain.post import PostId
from curator.gui.desk import Commands, Desk
from curator.gui.post_list.view import PostListView
from curator.gui.tasks import Lane
from curator.gui.theme import Token
from curator.services import loose_files
from curator.translation import ngettext

_MOST = 5_000
"""So many posts can be dragged or copied at once; an export takes any number."""


class Carrying(QObject):
    """Hands chosen posts to other programs."""

    def __init__(self, desk: Desk, view: PostListView) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._view = view
        self._folders: list[Path] = []
        view.dragged_out.connect(self._begin_drag)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "copy_files": self._desk.with_chosen(self._copy_files),
            "copy_text": self._desk.with_chosen(self._copy_text),
        }

    def clean_up(self) -> None:
        """Remove what was written; what was copied as files is gone then."""
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        self._folders.clear()

    def _begin_drag(self) -> None:
        self._desk.finish_typing()
        self._write(self._view.chosen(), self._drag)

    def _drag(self, files: list[Path]) -> None:
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # let go while the files were written
        drag = QDrag(self._view)
        drag.setMimeData(_carried(files))
        drag.setPixmap(self._picture(len(files)))
        drag.setHotSpot(QPoint(-12, -12))
        drag.exec(Qt.DropAction.CopyAction)

    def _copy_files(self, posts: Sequence[PostId]) -> None:
        self._write(posts, lambda files: self._copied(_carried(files), len(files)))

    def _copy_text(self, posts: Sequence[PostId]) -> None:
        if not self._few(posts):
            return

        def copy(text: str) -> None:
            data = QMimeData()
            data.setText(text)
            self._copied(data, len(posts))

        library = self._desk.services.library
        job = lambda _token: loose_files.text(library.load_many(posts))  # noqa: E731  one expression
        self._desk.tasks.run(Lane.READ, job, copy, topic="carrying")

    def _copied(self, data: QMimeData, number: int) -> None:
        QGuiApplication.clipboard().setMimeData(data)
        words = ngettext("{number} post copied", "{number} posts copied", number)
        self._desk.notices.say(words.format(number=f"{number:,}"))

    def _write(self, posts: Sequence[PostId], done: Callable[[list[Path]], None]) -> None:
        """Write posts as files in a lane, then go on with the files."""
        if not self._few(posts):
            return
        folder = Path(tempfile.mkdtemp(prefix="curator-"))
        self._folders.append(folder)
        library = self._desk.services.library
        self._desk.tasks.run(
            Lane.READ,
            lambda token: loose_files.write(library.load_many, posts, folder, token),
            done,
            topic="carrying",
        )

    def _few(self, posts: Sequence[PostId]) -> bool:
        if len(posts) > _MOST:
            words = ngettext(
                "No more than {number} post can be dragged or copied at once.",
                "No more than {number} posts can be dragged or copied at once.",
                _MOST,
            )
            self._desk.notices.say(words.format(number=f"{_MOST:,}"), tone="warning")
        return 0 < len(posts) <= _MOST

    def _picture(self, number: int) -> QPixmap:
        """Draw what hangs at the mouse: how many posts are carried."""
        words = ngettext("{number} post", "{number} posts", number).format(number=f"{number:,}")
        metrics = self._view.fontMetrics()
        ratio = self._view.devicePixelRatioF()
        width, height = metrics.horizontalAdvance(words) + 20, metrics.height() + 8
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._desk.theme.colour(Token.ACCENT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(0, 0, width, height, 6, 6)
        painter.setPen(self._desk.theme.colour(Token.ON_ACCENT))
        painter.setFont(self._view.font())
        painter.drawText(0, 0, width, height, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return picture


def _carried(files: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data
