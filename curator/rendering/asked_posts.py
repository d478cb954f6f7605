"""An index of posts on the other side of the pipe: the worker asks, the program answers.

The only place that knows how questions about posts travel. Both sides speak `PostIndex`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from curator.processes.frames import Frame, FrameKind
from curator.processes.serving import Ask
from curator.rendering.theme.posts import Neighbours, PostIndex, PostKey, TermKind

QUESTION = "posts"


class AskedPosts:
    """The worker's end: a `PostIndex` whose every answer comes from the program.

    What was asked once is remembered while the `revision`, known from the request, stays.
    """

    def __init__(self, revision: str, ask: Ask) -> None:
        self._revision = revision
        self._ask = ask
        self._known: dict[tuple[object, ...], Any] = {}

    def resume(self, revision: str, ask: Ask) -> None:
        """Go on in a later request: what was answered holds while the revision is the same."""
        self._ask = ask
        if revision != self._revision:
            self._revision = revision
            self._known.clear()

    @property
    def revision(self) -> str:
        """Return the revision of the index that answers."""
        return self._revision

    def count(self) -> int:
        """Ask how many posts there are."""
        return int(self._values("count")["count"])

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        """Ask for some posts, counted from the newest."""
        return _keys(self._values("window", start, stop))

    def find(self, path: str) -> PostKey | None:
        """Ask for the post at a path."""
        return next(iter(_keys(self._values("find", path))), None)

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        """Ask what stands beside a post."""
        values = self._values("neighbours", path, date.isoformat())
        return Neighbours(_one(values["previous"]), _one(values["next"]))

    def named(self, name: str) -> Sequence[PostKey]:
        """Ask for the posts whose file has a name."""
        return _keys(self._values("named", name))

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        """Ask how many posts each term has."""
        return dict(self._values("terms", kind.value)["terms"])

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        """Ask for some of the posts that have a term."""
        return _keys(self._values("with_term", kind.value, term, start, stop))

    def source(self, path: str) -> bytes | None:
        """Ask for a post's text; texts are not kept."""
        answered = self._ask(QUESTION, call="source", arguments=[path])
        return answered.data if answered.values["found"] else None

    def _values(self, call: str, *arguments: str | int) -> Mapping[str, Any]:
        known = self._known.get((call, *arguments))
        if known is None:
            known = self._ask(QUESTION, call=call, arguments=arguments).values
            self._known[call, *arguments] = known
        return known


def answer(index: PostIndex, question: Frame) -> Frame:
    """Answer a question of `AskedPosts` from an index."""
    given = list(question.values["arguments"])
    call = question.values["call"]
    if call == "source":
        text = index.source(given[0])
        return Frame(FrameKind.ANSWER, {"found": text is not None}, text or b"")
    return Frame(FrameKind.ANSWER, _ANSWERS[call](index, given))


def _neighbours(index: PostIndex, given: list[Any]) -> Mapping[str, object]:
    beside = index.neighbours(given[0], datetime.fromisoformat(given[1]))
    return {"previous": _packed(beside.previous), "next": _packed(beside.next)}


def _found(index: PostIndex, given: list[Any]) -> Mapping[str, object]:
    key = index.find(given[0])
    return _posts([key] if key is not None else [])


_ANSWERS: Mapping[str, Callable[[PostIndex, list[Any]], Mapping[str, object]]] = {
    "count": lambda index, _given: {"count": index.count()},
    "window": lambda index, given: _posts(index.window(*given)),
    "find": _found,
    "neighbours": _neighbours,
    "named": lambda index, given: _posts(index.named(*given)),
    "terms": lambda index, given: {"terms": dict(index.terms(TermKind(given[0])))},
    "with_term": lambda index, given: _posts(index.with_term(TermKind(given[0]), *given[1:])),
}


def _posts(keys: Sequence[PostKey]) -> Mapping[str, object]:
    return {"posts": [_packed(key) for key in keys]}


def _packed(key: PostKey | None) -> list[str] | None:
    return [key.path, key.date.isoformat(), key.version] if key is not None else None


def _one(packed: list[str] | None) -> PostKey | None:
    if packed is None:
        return None
    return PostKey(packed[0], datetime.fromisoformat(packed[1]), packed[2])


def _keys(values: Mapping[str, Any]) -> list[PostKey]:
    return [key for packed in values["posts"] if (key := _one(packed)) is not None]
