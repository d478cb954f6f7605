"""Jekyll's filters for texts, addresses and other single values."""

import re

from curator.domain.slugs import SlugMode, downcase
from curator.domain.slugs import slugify as slug_of
from curator.rendering.liquid import json_text, numerals, urls, values
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.filters.strings import escape_html, url_encode
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context
from curator.rendering.liquid.values import BLANKS, to_s
from curator.site.ruby_values import split

FILTERS = Filters()

_WHITE = re.compile(r"\s+", re.ASCII)
_CJK = (
    "\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f"
    "\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e"
    "\u3260-\u327e\u32d0-\u32fe\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufa6d\ufa70-\ufad9\uff66-\uff6f\uff71-\uff9d\uffa0-\uffbe"
    "\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc"
    "\U00016fe2\U00016fe3\U00016ff0\U00016ff1\U0001aff0-\U0001aff3\U0001aff5-\U0001affb"
    "\U0001affd\U0001affe\U0001b000-\U0001b122\U0001b150-\U0001b152\U0001b164-\U0001b167"
    "\U0001f200\U00020000-\U0002a6df\U0002a700-\U0002b738\U0002b740-\U0002b81d"
    "\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0\U0002f800-\U0002fa1d\U00030000-\U0003134a"
)
"""The scripts Han, Katakana, Hiragana and Hangul in Unicode 13, which Ruby 3.1 knows."""
_CJK_CHAR = re.compile(f"[{_CJK}]")
_OTHER_WORD = re.compile(f"[^{_CJK} \t\r\n\f\v]+")


def _text(value: object, method: str) -> str:
    """Return a text; raises Fault for anything else, as Ruby has no such method then."""
    if not isinstance(value, str):
        shown = "nil:NilClass" if value is None else values.inspect(value)
        raise Fault(Code.BAD_ARGUMENT, f"undefined method `{method}' for {shown}")
    return value


@FILTERS.add_contextual
def markdownify(context: Context, value: object) -> object:
    """Return the HTML of a Markdown text."""
    return context.site.markdown(to_s(value))


@FILTERS.add_contextual
def smartify(context: Context, value: object) -> object:
    """Return a text with typographic quotes."""
    return context.site.smartify(to_s(value))


@FILTERS.add_contextual
def sassify(context: Context, value: object) -> object:
    """Return the CSS of indented Sass."""
    return context.site.sassify(_text(value, "convert"))


@FILTERS.add_contextual
def scssify(context: Context, value: object) -> object:
    """Return the CSS of SCSS."""
    return context.site.scssify(_text(value, "convert"))


@FILTERS.add
def slugify(value: object, mode: object = None) -> object:
    """Return a text as a part of a URL."""
    if value is None:
        return None
    text = _text(value, "gsub")
    if mode is None or mode is False:
        return slug_of(text)
    if mode in ("raw", "default", "pretty", "ascii", "latin"):
        return slug_of(text, SlugMode(str(mode)))
    return downcase(text)


@FILTERS.add
def xml_escape(value: object) -> object:
    """Escape what means something in XML."""
    return escape_html(to_s(value)).replace("&#39;", "&apos;")


@FILTERS.add
def cgi_escape(value: object) -> object:
    """Escape a text for a query."""
    return url_encode(_text(value, "escape"))


@FILTERS.add
def uri_escape(value: object) -> object:
    """Escape what cannot stand in a URI."""
    return None if value is None else urls.escaped(_text(value, "to_str"))


@FILTERS.add_contextual
def relative_url(context: Context, value: object) -> object:
    """Return an address below `baseurl`."""
    return urls.relative_url(context, value)


@FILTERS.add_contextual
def absolute_url(context: Context, value: object) -> object:
    """Return an address with `url` and `baseurl`."""
    return urls.absolute_url(context, value)


@FILTERS.add
def strip_index(value: object) -> object:
    """Leave out a file name `index.html` at the end."""
    if value is None or not to_s(value):
        return None
    return re.sub(r"/index\.html?$", "/", _text(value, "sub"), count=1, flags=re.MULTILINE)


@FILTERS.add
def normalize_whitespace(value: object) -> object:
    """Make all white space single blanks."""
    return _WHITE.sub(" ", to_s(value)).strip(BLANKS)


@FILTERS.add
def number_of_words(value: object, mode: object = None) -> object:
    """Count words; with `cjk` or `auto` each Chinese, Japanese or Korean character is one."""
    text = _text(value, "split")
    if mode not in ("cjk", "auto"):
        return len(split(text))
    characters = len(_CJK_CHAR.findall(text))
    if mode == "auto" and not characters:
        return len(split(text))
    return characters + len(_OTHER_WORD.findall(text))


@FILTERS.add
def to_integer(value: object) -> object:
    """Return a whole number."""
    return int(value) if isinstance(value, bool) else numerals.to_i(value)


@FILTERS.add
def jsonify(value: object) -> object:
    """Return a value as JSON."""
    return json_text.written(value)


@FILTERS.add
def inspect(value: object) -> object:
    """Return a value as Ruby shows it to programmers."""
    return xml_escape(values.inspect(value))
