"""What crosses between processes, and waits in a spool, comes back as it was."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.fingerprints import Fingerprint
from curator.domain.post import Likeness
from curator.importing.candidates import (
    Candidate,
    CandidateFile,
    Kind,
    Note,
    NoteCode,
    Thing,
    Unread,
)
from curator.importing.crossing import packed, packed_thing, unpacked, unpacked_thing
from curator.importing.spool import Spool
from curator.site.likeness import Print

_TEXT = st.text(max_size=40)
_FILES = st.lists(
    st.builds(CandidateFile, _TEXT, _TEXT, st.binary(max_size=40), _TEXT, _TEXT), max_size=3
).map(tuple)
_NUMBERS = st.integers(0, 2**32 - 1)
_PRINTS = st.builds(
    Print,
    st.builds(
        Likeness,
        _TEXT,
        _TEXT,
        st.builds(
            Fingerprint,
            st.integers(0, 2**64 - 1),
            st.lists(_NUMBERS, max_size=16).map(tuple),
            _NUMBERS,
        ),
    ),
    st.binary(max_size=40),
)
_CANDIDATES = st.builds(
    Candidate,
    _TEXT,
    _TEXT,
    st.sampled_from(Kind),
    inside=_TEXT,
    url=_TEXT,
    source_id=_TEXT,
    foreign=st.booleans(),
    files=_FILES,
    notes=st.lists(st.builds(Note, st.sampled_from(NoteCode), _TEXT), max_size=3).map(tuple),
    original=st.binary(max_size=60),
    original_type=_TEXT,
    known=st.none() | _PRINTS,
)
_THINGS = st.builds(
    Thing,
    _TEXT,
    st.binary(max_size=40),
    path=st.none() | st.just(Path("/a/ü.zip")),
    url=_TEXT,
    declared_type=_TEXT,
    declared_charset=_TEXT,
    inside=_TEXT,
    files=_FILES,
    hints=st.dictionaries(_TEXT, _TEXT, max_size=2),
)


@given(_CANDIDATES | st.builds(Unread, _TEXT, _TEXT, _TEXT, _TEXT))
def test_results_cross_whole(part: Candidate | Unread) -> None:
    assert unpacked(*packed(part)) == part


@given(_THINGS)
def test_things_cross_whole(thing: Thing) -> None:
    assert unpacked_thing(*packed_thing(thing)) == thing


@given(st.lists(_CANDIDATES, max_size=5))
def test_a_spool_gives_back_in_any_order(candidates: list[Candidate]) -> None:
    spool = Spool()
    numbers = [spool.put(candidate) for candidate in candidates]
    for number, candidate in reversed(list(zip(numbers, candidates, strict=True))):
        assert spool.get(number) == candidate
    spool.close()
