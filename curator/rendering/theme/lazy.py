"""Hashes, as Ruby has them, whose values are made when asked for.

Liquid tells a Hash from a drop: only of a Hash can `size` be asked, only it can be sorted. So these are
real dictionaries, with all their keys from the start.
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, ValuesView

_UNMADE = object()


class LazyDict(dict[str, object]):
    """Known keys, each with a value that is made once. Not to be changed."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], object]) -> None:
        super().__init__(dict.fromkeys(keys, _UNMADE))
        self._make = make

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if value is _UNMADE:
            value = self._make(key)
            super().__setitem__(key, value)
        return value

    # The methods of `dict` would show what is not made yet. With `__iter__` of its own, `dict(...)`
    # and `{**...}` ask the methods as well.

    def get(self, key: str, default: object = None) -> object:
        """Return a value, `default` where there is no such key."""
        try:
            return self[key]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(super().keys())

    def values(self) -> ValuesView[object]:  # type: ignore[override]
        """Return all values, made as they are looked at."""
        return ValuesView(self)

    def items(self) -> ItemsView[str, object]:  # type: ignore[override]
        """Return all pairs, made as they are looked at."""
        return ItemsView(self)

    def copy(self) -> dict[str, object]:
        """Return a plain dictionary with every value made."""
        return dict(self.items())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, dict) and self.copy() == dict(other.items()))

    __hash__ = None
