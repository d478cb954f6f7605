"""Figures as aligned tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

RATIO = "×"
"""Stands in the heading of every column that compares with a floor of the same run."""

Cell = float | int | str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A title, headings, and rows whose first cell says what was measured."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: Cell) -> None:
        """Add a row; None leaves a cell empty."""
        assert len(cells) == len(self.headings), (self.headings, cells)
        self.rows.append(cells)

    def numbers(self) -> list[float]:
        """Return all figures."""
        return [float(cell) for row in self.rows for cell in row if isinstance(cell, int | float)]

    def __str__(self) -> str:
        """Return the table as text, figures to the right."""
        lines = [list(self.headings), *([_text(cell) for cell in row] for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.headings))]
        told = [self.title]
        for line in lines:
            cells = [line[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
            told.append("  " + "  ".join(cells).rstrip())
        return "\n".join([*told, *(f"  {note}" for note in self.notes)])


def growth(title: str, measured: Mapping[int, Mapping[str, float]]) -> Table:
    """Return how cost and memory grow over the numbers of posts, the smallest first.

    Each entry holds `all cpu`, in seconds, and `peak`, in MiB.
    """
    names = ("", "µs cpu/post", f"{RATIO} smallest", "peak MB", "B/post")
    notes = ["B/post: what each post beyond the smallest run's adds to the peak."]
    table = Table(title, names, notes=notes)
    fewest = next(iter(measured))
    least = measured[fewest]
    for count, figures in measured.items():
        cost = figures["all cpu"] / count
        more = count - fewest
        held = (figures["peak"] - least["peak"]) * 2**20 / more if more else None
        change = ratio(cost, least["all cpu"] / fewest)
        table.add(f"{count:,} posts", cost * 1e6, change, figures["peak"], held)
    return table


def ratio(one: float, floor: float) -> float | None:
    """Return how many times the floor something takes, None where the floor is too small to tell."""
    return one / floor if floor > 0 else None


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int):
        return f"{cell:,}"
    places = 3 if abs(cell) < 0.1 else 2 if abs(cell) < 100 else 1 if abs(cell) < 1000 else 0
    return f"{cell:,.{places}f}"
