"""URLs of posts and documents, and the files they are written to (jekyll.md §6).

Owns styles, templates and their placeholders, after Jekyll's URL, UrlDrop and Document classes.
"""

import functools
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from curator.domain.slugs import SlugMode, downcase, slugify
from curator.formats.yaml_values import Value
from curator.site.config import SiteConfig
from curator.site.filenames import LONGEST_NAME
from curator.site.places import POSTS_LABEL
from curator.site.ruby_values import to_s
from curator.site.url_escapes import UrlFault, escape, unescape
from curator.site.visibility import Abort

STYLES: Mapping[str, str] = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_STYLES_WITH_EXTENSION = frozenset({"date", "ordinal", "none"})

_NO_FILES = frozenset({"", ".", ".."})
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SLASHES = re.compile("//+")
_SLUG_AS_IT_IS = re.compile("[A-Za-z0-9\u4e00-\u9fff]+(?:-[A-Za-z0-9\u4e00-\u9fff]+)*")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Words that are no placeholders but methods of any Ruby object or list: Jekyll takes them and
# writes nothing. The others of that kind stop the build like any unknown word.
_WRITE_NOTHING = frozenset(
    [
        "__id__",
        "__send__",
        "chain",
        "chunk",
        "chunk_while",
        "class",
        "clone",
        "collect",
        "collect_concat",
        "compact",
        "cycle",
        "define_singleton_method",
        "detect",
        "display",
        "drop",
        "drop_while",
        "dup",
        "each",
        "each_cons",
        "each_entry",
        "each_slice",
        "each_with_index",
        "each_with_object",
        "entries",
        "enum_for",
        "extend",
        "filter",
        "filter_map",
        "find",
        "find_all",
        "find_index",
        "flat_map",
        "freeze",
        "grep",
        "grep_v",
        "group_by",
        "hash",
        "inject",
        "inspect",
        "instance_eval",
        "instance_exec",
        "instance_variable_get",
        "instance_variable_set",
        "instance_variables",
        "invoke_drop",
        "itself",
        "lazy",
        "liquid_method_missing",
        "map",
        "max_by",
        "method",
        "methods",
        "min_by",
        "minmax",
        "minmax_by",
        "object_id",
        "partition",
        "private_methods",
        "protected_methods",
        "public_method",
        "public_methods",
        "public_send",
        "reduce",
        "reject",
        "remove_instance_variable",
        "reverse_each",
        "select",
        "send",
        "singleton_class",
        "singleton_method",
        "singleton_methods",
        "slice_after",
        "slice_before",
        "slice_when",
        "sort_by",
        "sum",
        "taint",
        "take",
        "take_while",
        "tally",
        "tap",
        "then",
        "to_a",
        "to_enum",
        "to_h",
        "to_json",
        "to_s",
        "to_set",
        "to_yaml",
        "trust",
        "uniq",
        "untaint",
        "untrust",
        "yield_self",
        "zip",
    ]
)


@dataclass(slots=True)
class UrlParts:
    """What a document gives to its URL."""

    label: str
    relative: str
    """Jekyll's `relative_path`."""
    stem: str
    """The file's name without its last extension."""
    slug: Value
    """None where front matter cannot be read: the whole name stands in then."""
    categories: list[Value]
    date: datetime
    output_ext: str


def template_of(config: SiteConfig, label: str) -> Value:
    """Return the URL template of a collection; anything but text stops the build."""
    settings = config.collections.get(label, {})
    if label == POSTS_LABEL:
        given = settings.get("permalink")
        if given is None or given is False:
            return STYLES.get(config.permalink, config.permalink)
        return given
    if "permalink" in settings:
        return settings["permalink"]
    style = config.permalink
    if style == "pretty" or style.endswith("/"):
        return "/:collection/:path/"
    if style in _STYLES_WITH_EXTENSION or style.endswith(":output_ext"):
        return "/:collection/:path:output_ext"
    return "/:collection/:path"


def url_of(template: Value, permalink: Value, parts: UrlParts) -> str:
    """Return the URL of a document.

    `permalink` is its own, from front matter or defaults, where it has one. Raises UrlFault where
    the build stops.
    """
    if permalink is not None and permalink is not False:
        if not isinstance(permalink, str):
            raise UrlFault(Abort.PERMALINK_NOT_TEXT, to_s(permalink))
        template = permalink
    elif template is None or template is False:
        raise UrlFault(Abort.NO_PERMALINK)
    elif not isinstance(template, str):
        raise UrlFault(Abort.PERMALINK_NOT_TEXT, to_s(template))
    filled = "".join(
        [part if isinstance(part, str) else part(parts) for part in _compiled(template)]
    )
    return _sanitized(filled)


def check_static_file(template: Value, label: str, relative: str, stem: str) -> None:
    """Raise UrlFault where a collection's file without front matter stops the build.

    Jekyll makes an address for such a file as well, escaping its name whether it needs it or not.
    """
    if not isinstance(template, str):
        raise UrlFault(Abort.NO_PERMALINK if template is None else Abort.PERMALINK_NOT_TEXT)
    parts = (
        ("collection", escape, label),
        ("path", lambda text: _path_of(text, label), relative),
        ("output_ext", escape, ""),
        ("name", escape, stem.rstrip(".")),
    )
    for name, fill, value in parts:
        if ":" not in template:
            return
        template = template.replace(f":{name}", fill(value))


def _sanitized(url: str) -> str:
    """Take `..` and doubled slashes out and put one slash before."""
    url = f"/{url}"
    if ".." in url:
        url = url.replace("..", "/")
    if "./" in url:
        url = url.replace("./", "")
    return _SLASHES.sub("/", url) if "//" in url else url


def output_path(url: str, output_ext: str) -> str:
    """Return the file below the destination that a URL is written to.

    Raises UrlFault where Jekyll or the file system refuses it.
    """
    path = unescape(url)
    if "/." in path or "//" in path or path.endswith("/"):
        path = posixpath.normpath(path)
    if url.endswith("/"):
        path = f"{path.rstrip('/')}/index.html"
    elif not path.endswith(output_ext):
        path += output_ext
    if path.rpartition("/")[2] in _NO_FILES:
        raise UrlFault(Abort.BAD_OUTPUT_PATH, url)
    if len(path) > LONGEST_NAME // 4 and any(
        len(part.encode()) > LONGEST_NAME for part in path.split("/")
    ):
        raise UrlFault(Abort.NAME_TOO_LONG, path)
    return path.lstrip("/")


def output_extension(extension: str, permalink: Value, markdown_ext: tuple[str, ...]) -> str:
    """Return the extension that the written file gets, with its dot.

    Raises UrlFault where a permalink that is no text stops the build.
    """
    if permalink is not None and permalink is not False:
        if not isinstance(permalink, str):
            raise UrlFault(Abort.PERMALINK_NOT_TEXT, to_s(permalink))
        if not permalink.endswith("/"):
            own = posixpath.splitext(permalink)[1]
            if own:
                return own
    if extension.lower() in markdown_ext:
        return ".html"
    return ".css" if extension.lower() in {".sass", ".scss"} else extension


_Part = str | Callable[[UrlParts], str]


@functools.lru_cache(maxsize=512)
def _compiled(template: str) -> tuple[_Part, ...]:
    out: list[_Part] = []
    at = 0
    for match in _PLACEHOLDER.finditer(template):
        if match.start() > at:
            out.append(template[at : match.start()])
        name = match[1]
        # `:month_` is `:month` and an underscore, for no placeholder ends with one.
        tail = "_" if name.endswith("_") else ""
        name = name.removesuffix("_")
        filler = _FILLERS.get(name)
        if filler is None:
            filler = _nothing if name in _WRITE_NOTHING else functools.partial(_refuse, name)
        out += [filler, tail] if tail else [filler]
        at = match.end()
    if at < len(template):
        out.append(template[at:])
    return tuple(out)


def _nothing(_parts: UrlParts) -> str:
    return ""


def _refuse(name: str, _parts: UrlParts) -> str:
    raise UrlFault(Abort.UNKNOWN_PLACEHOLDER, name)


def _slug(parts: UrlParts) -> str:
    slug = parts.slug
    if slug is None:
        slug = parts.stem
    if not isinstance(slug, str):
        raise UrlFault(Abort.SLUG_NOT_TEXT, to_s(slug))
    return slug


def _title(parts: UrlParts) -> str:
    slug = _slug(parts)
    if _SLUG_AS_IT_IS.fullmatch(slug):
        return slug if slug.isascii() else quote(slug)
    return escape(slugify(slug, SlugMode.PRETTY, cased=True))


def _categories(parts: UrlParts) -> str:
    categories = parts.categories
    if not categories:
        return ""
    if len(categories) == 1:
        return escape(downcase(to_s(categories[0])))
    return escape("/".join(dict.fromkeys(downcase(to_s(one)) for one in categories)))


def _slugified_categories(parts: UrlParts) -> str:
    return escape("/".join(dict.fromkeys(slugify(to_s(one)) for one in parts.categories)))


def _path(parts: UrlParts) -> str:
    return _path_of(parts.relative, parts.label)


def _path_of(relative: str, label: str) -> str:
    """Return the path without extension, trailing dots and the collection's folder."""
    extension = posixpath.splitext(relative)[1]
    path = relative[: len(relative) - len(extension)]
    return escape(path.replace(f"_{label}", "", 1).rstrip("."))


_FILLERS: Mapping[str, Callable[[UrlParts], str]] = {
    "collection": lambda parts: escape(parts.label),
    "name": lambda parts: escape(slugify(parts.stem)),
    "path": _path,
    "output_ext": lambda parts: escape(parts.output_ext),
    "title": _title,
    "slug": lambda parts: escape(slugify(_slug(parts))),
    "categories": _categories,
    "slugified_categories": _slugified_categories,
    "year": lambda parts: f"{parts.date.year:04}",
    "month": lambda parts: f"{parts.date.month:02}",
    "day": lambda parts: f"{parts.date.day:02}",
    "hour": lambda parts: f"{parts.date.hour:02}",
    "minute": lambda parts: f"{parts.date.minute:02}",
    "second": lambda parts: f"{parts.date.second:02}",
    "i_day": lambda parts: str(parts.date.day),
    "i_month": lambda parts: str(parts.date.month),
    "short_month": lambda parts: _MONTHS[parts.date.month - 1][:3],
    "long_month": lambda parts: _MONTHS[parts.date.month - 1],
    "short_year": lambda parts: f"{parts.date.year % 100:02}",
    "w_year": lambda parts: f"{parts.date.isocalendar().year:04}",
    "week": lambda parts: f"{parts.date.isocalendar().week:02}",
    "w_day": lambda parts: str(parts.date.isoweekday()),
    "short_day": lambda parts: _DAYS[parts.date.weekday()][:3],
    "long_day": lambda parts: _DAYS[parts.date.weekday()],
    "y_day": lambda parts: f"{parts.date.timetuple().tm_yday:03}",
}
