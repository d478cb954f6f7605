"""Where two versions of a text differ, found by comparing halves of what is left to compare."""

from typing import AnyStr


def splice_between(old: AnyStr, new: AnyStr) -> tuple[int, int, int]:
    """Return (start, end in old, end in new) of the one span in which two texts differ."""
    head = common_head(old, new)
    tail = common_tail(old[head:], new[head:])
    return head, len(old) - tail, len(new) - tail


def common_head(a: AnyStr, b: AnyStr) -> int:
    """Return the length of the longest common beginning."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_tail(a: AnyStr, b: AnyStr) -> int:
    """Return the length of the longest common end."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low
