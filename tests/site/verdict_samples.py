"""Random posts for the comparison with Jekyll: ordinary ones with hostile values strewn in."""

from datetime import date, datetime

from hypothesis import strategies as st

from tests.site.cases.addresses import SLUGS, STYLES
from tests.site.cases.headers import TITLES
from tests.site.cases.names import DATES, NAMES
from tests.site.cases.settings import DEFAULTS
from tests.site.cases.shared import LAYOUTS
from tests.site.cases.terms import TERMS
from tests.site.cases.texts import BODIES
from tests.site.jekyll_builds import Case

# Jekyll's Ruby knows Unicode 13, Python may know more: only characters that are old enough.
_CHARACTERS = st.one_of(
    st.sampled_from("abcXYZ019 -_.:,;#'\"[]{}|>&*!?%@`~/\\=+()$^<\t"),
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="\x7f"),
    st.characters(min_codepoint=0x370, max_codepoint=0x52F, exclude_categories=("Cn",)),
    st.sampled_from(
        "中文财经要闻，。、：“”‘’！？（）【】《》　·—…々〇ＡＢ１２㎡①Ⅷ½ßİıΣςǄﬁΐ👍🏽\u0301\u200b\u200d\u2028\u00a0\ufeffกำहिन्दीعربية"
    ),
)
_SOUND_LAYOUTS = {path: text for path, text in LAYOUTS.items() if "a: b" not in text}
_WORDS = st.text(_CHARACTERS, max_size=12)
_STEMS = st.text(
    st.one_of(
        st.sampled_from("abcABC019-_.~ ,中文：？“”éßΣ#%&+=@!$'()[]:"),
        _CHARACTERS.filter(lambda char: char not in "/\0"),
    ),
    max_size=10,
)
_DAYS = st.one_of(
    st.dates(date(2, 1, 1)).map(lambda day: day.isoformat()),
    st.sampled_from(
        ["2022-01-11", "2022-1-1", "22-01-11", "2022-02-30", "2100-06-07", "2022-13-01"]
    ),
)
_DATED_NAMES = st.tuples(
    _DAYS, _STEMS, st.sampled_from([".md", ".markdown", ".html", ".txt", ".MD"])
).map(lambda parts: f"{parts[0]}-{parts[1]}{parts[2]}")
_FOLDERS = st.sampled_from(["", "", "", "news/", "中国/x/", "A b/", "sub_posts/", "_hidden/"])
_INNER = st.sampled_from(["", "", "", "sub/", "2021/", "_x/", "a.b/"])


def _usable(path: str) -> bool:
    parts = path.split("/")
    return all(part not in {"", ".", ".."} and len(part.encode()) < 200 for part in parts)


PATHS = st.one_of(
    st.tuples(_FOLDERS, st.just("_posts/"), _INNER, _DATED_NAMES).map("".join),
    st.tuples(st.just("_posts/"), _DATED_NAMES).map("".join),
    st.tuples(
        st.just("_posts/"), st.sampled_from([name for name in NAMES if not name.startswith("0000")])
    ).map("".join),
    st.tuples(
        _FOLDERS, st.just("_drafts/"), _INNER, _STEMS, st.sampled_from([".md", ".html", ""])
    ).map("".join),
    st.tuples(st.just("_notes/"), _INNER, _STEMS, st.sampled_from([".md", ".html", ""])).map(
        "".join
    ),
).filter(_usable)

_QUOTED = _WORDS.map(lambda text: "'" + text.replace("'", "''") + "'")
_NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(str),
    st.floats(-1e6, 1e6).map(repr),
    st.from_regex(r"[-+]?[0-9_,:.]{1,8}", fullmatch=True),
)
_MOMENTS = st.tuples(
    st.datetimes(datetime.fromisoformat("1903-01-01"), datetime.fromisoformat("2200-01-01")).map(
        lambda moment: moment.isoformat(sep=" ", timespec="seconds")
    ),
    st.sampled_from([" +0800", "", " Z", " -0500", "+05:30", " CST", " +08", ".25 +0000"]),
).map("".join)
_DATE_VALUES = st.one_of(
    st.sampled_from(DATES), _MOMENTS, _DAYS, st.from_regex(r"[0-9/: .T+-]{4,20}", fullmatch=True)
)
# Of a time without an offset as a title or a term the text that Ruby writes is not known here.
_PLAIN = st.one_of(_WORDS, st.sampled_from(TITLES), _QUOTED, _NUMBERS, _DAYS)
_LISTS = st.lists(st.one_of(_QUOTED, st.sampled_from(TITLES), _WORDS, _NUMBERS), max_size=4).map(
    lambda items: f"[{', '.join(items)}]"
)
_BLOCKS = st.lists(st.one_of(_QUOTED, _WORDS, _PLAIN), max_size=3).map(
    lambda items: "".join(f"\n- {item}" for item in items)
)
_TERM_VALUES = st.one_of(st.sampled_from(TERMS), _LISTS, _BLOCKS, _PLAIN)
_PERMALINKS = st.one_of(
    st.sampled_from(STYLES),
    st.lists(
        st.one_of(
            st.sampled_from(
                [":title", ":year", ":categories", ":slug", ":path", ":name", ":output_ext", ":day"]
            ),
            st.sampled_from(["/", "..", ".", "-", "_", ".html", "a b", "中", "%20", ":"]),
            _STEMS,
        ),
        max_size=6,
    ).map(lambda parts: "'" + "".join(parts).replace("'", "''") + "'"),
)
_LAYOUT_VALUES = st.one_of(
    st.sampled_from(["post", "default", "none", "null", "round", "v1.2", "gone", "", "123"]), _PLAIN
)
_PAIRS = st.one_of(
    st.tuples(st.just("title"), _PLAIN),
    st.tuples(st.just("date"), _DATE_VALUES),
    st.tuples(st.sampled_from(["categories", "category", "tags", "tag"]), _TERM_VALUES),
    st.tuples(st.just("slug"), st.one_of(st.sampled_from(SLUGS), _QUOTED, _PLAIN)),
    st.tuples(st.just("permalink"), _PERMALINKS),
    st.tuples(st.just("published"), st.sampled_from(["true", "false", "", "no", "0", "'false'"])),
    st.tuples(st.just("draft"), st.sampled_from(["true", "false", ""])),
    st.tuples(st.just("layout"), _LAYOUT_VALUES),
    st.tuples(st.just("excerpt"), _PLAIN),
    st.tuples(
        st.just("excerpt_separator"), st.one_of(_PLAIN, st.sampled_from(["<!--more-->", "''", "o"]))
    ),
    st.tuples(st.sampled_from(["author", "image", "<<", "a b", "'q'"]), st.one_of(_PLAIN, _LISTS)),
)
HEADERS = st.one_of(
    st.lists(_PAIRS, max_size=6, unique_by=lambda pair: pair[0]),
    st.lists(_PAIRS, max_size=8),
).map(lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs))
_PARAGRAPHS = st.one_of(
    st.sampled_from(BODIES),
    _WORDS,
    st.sampled_from(
        ["[a]", "[a]: x", "{% if x %}", "{% endif %}", "{% raw %}", "<!--more-->", "{{ x }}", "---"]
    ),
)
TEXTS = st.lists(
    st.tuples(_PARAGRAPHS, st.sampled_from(["\n\n", "\n\n", "\n", "\r\n\r\n", " ", "\n \n"])),
    max_size=6,
).map(lambda parts: "".join(text + gap for text, gap in parts))
FENCES = st.sampled_from(
    ["---\n{}---\n{}"] * 12
    + ["---\n{}...\n{}", "--- \n{}---\t\n\n{}", "\ufeff---\n{}---\n{}", "{}{}", "---\n{}----\n{}"]
)
_CONFIGURATIONS = st.sampled_from(
    [
        "",
        "collections: {notes: {output: true}}\n",
        "permalink: pretty\ncollections: {notes: {output: true}}\n",
        "permalink: /:categories/:slug/\nexcerpt_separator: '<!--more-->'\n",
        "permalink: /:year/W:week/:i_day:output_ext\nfuture: true\n",
        "collections: {notes: {output: true, permalink: '/:collection/:year/:title/:path'}}\n",
        "strict_front_matter: true\n",
        "timezone: America/New_York\nunpublished: true\n",
        *(
            f"defaults: {DEFAULTS[name]}\ncollections: {{notes: {{output: true}}}}\n"
            for name in ("typed", "glob", "folder")
        ),
        "defaults: [{values: {layout: post, categories: [d], tags: e f, permalink: '/d/:title.htm'}}]\n",
    ]
)
_ENCODINGS = st.sampled_from(["utf-8"] * 20 + ["gb18030", "utf-16"])


@st.composite
def sample_cases(draw: st.DrawFn) -> Case:
    """Draw a site of one post."""
    encoding = draw(_ENCODINGS)
    # Only a build that renders tells what becomes of stray bytes, and then Liquid would matter too.
    header, body = draw(HEADERS), draw(TEXTS) if encoding == "utf-8" else "正文。\n"
    if draw(st.booleans()) and draw(st.booleans()):
        header = header.replace("\n", "\r\n")
    text = draw(FENCES).format(header, body)
    files = _SOUND_LAYOUTS if "layout" in header and draw(st.booleans()) else {}
    return Case(
        "sample",
        draw(PATHS),
        text.encode(encoding, "surrogatepass"),
        draw(_CONFIGURATIONS),
        files,
        {"show_drafts": draw(st.booleans()), "future": draw(st.booleans())},
        render=encoding != "utf-8",
    )
