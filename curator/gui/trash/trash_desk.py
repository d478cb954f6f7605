"""The trash for one window: posts go back to where they stood, or are deleted for good after one question."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.trash import Deleted, Doomed
from curator.translation import gettext as _
from curator.translation import ngettext


class TrashDesk(QObject):
    """Restores posts from the trash, and deletes them for good."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.question: QMessageBox | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "restore": self._desk.with_chosen(self.restore),
            "delete_for_good": self._desk.with_chosen(self.ask),
        }

    def restore(self, posts: Sequence[PostId]) -> None:
        """Move posts back to where each stood before it came into the trash."""
        trash, ids = self._desk.services.trash, tuple(posts)
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: trash.restore(ids, origin=self),
            self._restored,
            failed=self._tell,
        )

    def _restored(self, changed: PostsChanged) -> None:
        self._desk.events.announce(changed)
        number = len(changed.posts)
        if not number:
            self._desk.notices.say(_("None of these posts lies in the trash."))
            return
        text = ngettext(
            "{number} post is where it stood before.",
            "{number} posts are where they stood before.",
            number,
        )
        self._desk.notices.say(
            text.format(number=f"{number:,}"), action=_("Undo"), act=self._desk.undo
        )

    def ask(self, posts: Sequence[PostId]) -> None:
        """Say what deleting posts for good would do, and ask once."""
        trash, ids = self._desk.services.trash, tuple(posts)
        # Behind moves that are on their way: what was just thrown away lies there then.
        self._desk.tasks.run(
            Lane.WRITE, lambda _token: trash.doomed(ids), self._ask, failed=self._tell
        )

    def _ask(self, doomed: Doomed) -> None:
        if not doomed.posts:
            self._desk.notices.say(_why_none(doomed))
            return
        number = len(doomed.posts)
        box = QMessageBox(self._desk.window)
        box.setObjectName("delete_question")
        box.setIcon(QMessageBox.Icon.Warning)
        text = ngettext("Delete {number} post for good?", "Delete {number} posts for good?", number)
        box.setText(text.format(number=f"{number:,}"))
        box.setInformativeText("\n\n".join(_consequences(doomed)))
        delete = box.addButton(_("Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setObjectName("delete_confirmed")
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        delete.clicked.connect(lambda: self._delete(doomed.posts))
        box.finished.connect(lambda _result: self._answered(box))
        self.question = box
        box.open()

    def _answered(self, box: QMessageBox) -> None:
        if self.question is box:
            self.question = None
        box.deleteLater()

    def _delete(self, posts: Sequence[PostId]) -> None:
        trash, relay = self._desk.services.trash, ProgressRelay(self)

        def work(token: CancelToken) -> Deleted:
            return trash.delete_for_good(posts, cancel=token, progress=relay, origin=self)

        task = self._desk.tasks.run(Lane.WRITE, work, self._deleted, failed=self._failed)
        self._desk.jobs.follow(task, _("Deleting"), relay)

    def _deleted(self, deleted: Deleted) -> None:
        self._desk.jobs.release()
        self._desk.events.announce(deleted.changed)
        number = len(deleted.changed.posts)
        text = ngettext(
            "{number} post was deleted for good.", "{number} posts were deleted for good.", number
        ).format(number=f"{number:,}")
        if deleted.cancelled:
            text = _("{text} The rest stays in the trash.").format(text=text)
        self._desk.notices.say(text)

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._tell(error)

    def _tell(self, error: CuratorError) -> None:
        self._desk.notices.say(error_sentence(error), tone="danger")


def _why_none(doomed: Doomed) -> str:
    if doomed.in_sites:
        return ngettext(
            "The post stays: a site has a file of it. Take the export back first.",
            "The posts stay: a site has files of them. Take the export back first.",
            doomed.in_sites,
        )
    return _("Only posts in the trash can be deleted for good.")


def _consequences(doomed: Doomed) -> list[str]:
    found = [
        ngettext(
            "Its text, all its versions and its pictures leave the library. This cannot be undone.",
            "Their texts, all their versions and their pictures leave the library. This cannot be "
            "undone.",
            len(doomed.posts),
        )
    ]
    if doomed.in_sites:
        text = ngettext(
            "{number} post stays, because a site has a file of it.",
            "{number} posts stay, because a site has files of them.",
            doomed.in_sites,
        )
        found.append(text.format(number=f"{doomed.in_sites:,}"))
    if doomed.elsewhere:
        text = ngettext(
            "{number} post stays, because it is not in the trash.",
            "{number} posts stay, because they are not in the trash.",
            doomed.elsewhere,
        )
        found.append(text.format(number=f"{doomed.elsewhere:,}"))
    return found
