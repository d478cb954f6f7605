"""Patterns of strings that end in Rouge's own way."""


def quoted_in_line(quote: str) -> str:
    """Return a pattern as `quoted` does, for a string that must close in its line."""
    part = rf"[^{quote}\\\n]*+"
    return rf"(?:{quote}{part}(?:\\[\\{quote}]?{part})*+{quote}|{quote}.*{quote})"


def quoted(quote: str) -> str:
    r"""Return a pattern for a string in which only `\\` and the quote itself are escaped.

    Where the closing quote is missing, Rouge takes an escaped one for it, the last of all. The
    opener of such a rule is the quote.
    """
    part = rf"[^{quote}\\]*+"
    return rf"(?:{quote}{part}(?:\\[\\{quote}]?{part})*+{quote}|{quote}[\s\S]*{quote})"
