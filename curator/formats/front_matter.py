"""Front matter by name: what callers read and change it with.

Reading lives in `entries`, changing in `edits`; this module only names both together.
"""

from curator.formats.entries import Entry, FrontMatter, Style, YamlProblem, parse

__all__ = ["Entry", "FrontMatter", "Style", "YamlProblem", "parse"]
