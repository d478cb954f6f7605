"""What the editor must know of a post beside its text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from curator.domain.post import TermKind
from curator.services.drafting import Value


def _no_terms(_kind: TermKind, _prefix: str) -> Sequence[str]:
    return ()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class EditorContext:
    """The surroundings of one post. Nothing in here may block: it is asked while keys are typed."""

    zone: tzinfo
    """Where Jekyll builds the site."""
    zone_name: str
    """The name to show for it, such as Asia/Shanghai."""
    defaults: Mapping[str, Value] = field(default_factory=dict)
    """What `_config.yml` gives this post."""
    complete: Callable[[TermKind, str], Sequence[str]] = _no_terms
    """The known terms that fit a typed text, best first, from memory."""
    now: Callable[[], datetime] = _utc_now
    """The present, aware."""
    read_only: bool = False
    path: str | None = None
    """The post's file in its site."""
