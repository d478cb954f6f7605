"""How much memory an import takes does not follow the number of files; `./dev bench intake` shows more of them."""

from pathlib import Path

from tests.benchmarks.articles import article
from tests.benchmarks.measuring import Figures, run_step

FEW, MANY = 600, 1_800
ALLOWED = 14
"""MB that so many more articles may add; their texts and shingles alone would take 40."""


def test_memory_does_not_follow_the_number_of_files(tmp_path: Path) -> None:
    peaks = {}
    for count in (FEW, MANY):
        place = tmp_path / str(count)
        place.mkdir()
        for number in range(count):
            name, data = article(number)
            (place / name).write_bytes(data)
        library = str(tmp_path / f"{count}.db")
        figures = run_step(take_in, tmp_path, place=str(place), library=library)
        assert figures["rows"] == count
        peaks[count] = figures["peak"]
    assert peaks[MANY] - peaks[FEW] < ALLOWED


# In a process of its own


def take_in(place: str, library: str) -> Figures:
    """Take a folder in, remembering few shingles: what is kept within bounds is not asked here."""
    from curator.composition import open_services
    from curator.services import prints

    vars(prints)["_MOST"] = 1 << 20
    with open_services(library) as services:
        session = services.sessions.start([Path(place)])
    return {"rows": float(session.total - session.waiting)}
