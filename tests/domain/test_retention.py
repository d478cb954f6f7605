"""Which versions may go: checked against the promises, for any history."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.retention import Keeping, Version, superfluous

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)

histories = st.lists(
    st.tuples(
        st.integers(0, 900),  # hours between
        st.integers(1, 4),  # text
        st.sampled_from(["inbox", "ready", "trash"]),
        st.booleans(),
        st.booleans(),  # by the operation of the version before
    ),
    max_size=30,
)


def made(history: list[tuple[int, int, str, bool, bool]]) -> list[Version]:
    moment = NOW - timedelta(hours=sum(pause for pause, *_ in history))
    found = []
    operation = 0
    for number, (pause, text, status, placed, same) in enumerate(history, start=1):
        operation += not same
        moment += timedelta(hours=pause)
        found.append(Version(number, moment, (text, status, False), operation, placed))
    return found


@given(histories)
def test_by_default_everything_is_kept(history: list[tuple[int, int, str, bool, bool]]) -> None:
    assert superfluous(made(history), Keeping(0), NOW) == []


@given(histories, st.integers(1, 60), st.integers(0, 400))
def test_what_is_promised_is_kept(
    history: list[tuple[int, int, str, bool, bool]], all_days: int, daily_days: int
) -> None:
    versions = made(history)
    gone = set(superfluous(versions, Keeping(all_days, daily_days), NOW))
    kept = [one for one in versions if one.number not in gone]
    if not versions:
        return
    assert versions[0] in kept
    assert versions[-1] in kept
    assert all(one in kept for one in versions if one.placed)
    assert all(one in kept for one in versions if NOW - one.saved <= timedelta(days=all_days))
    for one in versions:
        if one.state == versions[-1].state:  # its operation can be taken back now
            assert one in kept
            earlier = [each for each in versions if each.number < one.number]
            others = [each for each in earlier if each.operation != one.operation]
            if others:
                assert others[-1] in kept
    # Of every day, or of every week, that had versions one is left.
    for one in versions:
        near = [
            other for other in kept if other.saved.isocalendar()[:2] == one.saved.isocalendar()[:2]
        ]
        assert near
        if NOW - one.saved <= timedelta(days=max(daily_days, all_days)):
            assert [other for other in near if other.saved.date() == one.saved.date()]


def test_days_thin_out_to_weeks() -> None:
    # Four versions a day for a hundred days, each another text.
    start = datetime(2026, 3, 22, 0, 0, tzinfo=UTC)
    versions = [
        Version(
            number + 1, start + timedelta(hours=6 * number), (number, "inbox", False), number, False
        )
        for number in range(400)
    ]
    now = versions[-1].saved
    gone = set(superfluous(versions, Keeping(10, 40), now))
    kept = [one for one in versions if one.number not in gone]
    ages = [(now - one.saved) / timedelta(days=1) for one in kept]
    assert sum(age <= 10 for age in ages) == 41
    assert sum(10 < age <= 40 for age in ages) in {30, 31}
    # The hundred days begin on a Sunday, the first version of which is kept besides its last.
    assert sum(age > 40 for age in ages) in {10, 11}
