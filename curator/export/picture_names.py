"""The paths that a pattern gives pictures: `assets/images/{year}/{slug}-{n}.{ext}`.

Only names; whether one is free is for the planner to say. A pattern comes from an editor or from a site's own
habits and must not lead into what makes up the site, or to where Jekyll copies nothing.
"""

import re
from dataclasses import dataclass
from datetime import date

from curator.site.filenames import portable_stem

PLACEHOLDERS = ("year", "month", "day", "slug", "name", "n", "ext")
_HOLDER = re.compile(r"\{([^{}]*)\}")
_LONGEST_STEM = 150
_LONGEST_PATTERN = 300
_NO_NAME = re.compile(r'[\\<>:"|?*\x00-\x1f\x7f{}]')


@dataclass(frozen=True, slots=True)
class PictureName:
    """What the placeholders of one picture stand for."""

    day: date
    slug: str
    name: str
    """What the article called it, without its suffix."""
    suffix: str
    """With its dot, by its bytes."""

    def path(self, pattern: str, number: int) -> str:
        """Return the path of the picture with this number within its post."""
        slug = portable_stem(self.slug, _LONGEST_STEM) or "post"
        name = portable_stem(self.name, _LONGEST_STEM) or "picture"
        values = {
            "year": f"{self.day.year:04}",
            "month": f"{self.day.month:02}",
            "day": f"{self.day.day:02}",
            "slug": slug,
            "name": name,
            "n": str(number),
            "ext": self.suffix.lstrip("."),
        }
        if "{n}" not in pattern and number > 1:
            stem, dot, end = pattern.rpartition(".{ext}")
            pattern = f"{stem}-{{n}}{dot}{end}"
        return _HOLDER.sub(lambda found: values[found[1]], pattern)


def is_pattern(pattern: str) -> bool:
    """Tell whether a pattern gives paths of files that Jekyll copies."""
    if not pattern.endswith(".{ext}") or len(pattern) > _LONGEST_PATTERN:
        return False
    if any(name not in PLACEHOLDERS for name in _HOLDER.findall(pattern)):
        return False
    plain = _HOLDER.sub("x", pattern)
    if _NO_NAME.search(plain):
        return False
    parts = plain.split("/")
    return all(part and part[0] not in "._#~ " and part[-1] not in ". ~" for part in parts)
