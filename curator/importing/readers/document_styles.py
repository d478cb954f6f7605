"""What the styles of office documents mean, by the names that offices and their languages give them.

A style of an editor's own means what the one means that it is based on. Reads no document.
"""

import re
from collections.abc import Callable
from enum import StrEnum


class Meaning(StrEnum):
    """What a paragraph or a run of letters is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING_1 = "h1"
    HEADING_2 = "h2"
    HEADING_3 = "h3"
    HEADING_4 = "h4"
    HEADING_5 = "h5"
    HEADING_6 = "h6"
    CAPTION = "caption"
    QUOTE = "quote"
    CODE = "code"
    STRONG = "strong"
    EMPHASIS = "em"
    PLAIN = "plain"


HEADINGS = (
    Meaning.HEADING_1,
    Meaning.HEADING_2,
    Meaning.HEADING_3,
    Meaning.HEADING_4,
    Meaning.HEADING_5,
    Meaning.HEADING_6,
)

_DIGITS = {
    **dict(zip("一二三四五六", range(1, 7), strict=True)),
    **{str(n): n for n in range(1, 7)},
}
_HEADING = re.compile(
    r"(?:heading|标题|標題|章节标题|überschrift|titre|título|titolo|заголовок|見出し|제목)\s*[-_]?\s*([1-6一二三四五六])\b"
)
_HEADING_CN = re.compile(r"([一二三四五六])级(?:标题|標題)|([一二三四五六])級標題")

_PARAGRAPHS = {
    Meaning.TITLE: {"title", "标题", "標題", "文章标题", "文档标题", "主标题", "titel", "titre"},
    Meaning.SUBTITLE: {"subtitle", "副标题", "副標題", "untertitel"},
    Meaning.CAPTION: {
        *(
            "caption",
            "题注",
            "題注",
            "圖表標號",
            "标号",
            "图题",
            "图注",
            "表题",
            "图片说明",
            "图说",
        ),
        *(
            "image caption",
            "figurecaption",
            "tablecaption",
            "figure caption",
            "table caption",
            "figure",
            "illustration",
            "drawing",
            "table",
            "beschriftung",
            "légende",
            "図表番号",
        ),
    },
    Meaning.QUOTE: {
        *("quote", "intense quote", "quotations", "block text", "block quotation", "引用", "引文"),
        *("明显引用", "鮮明引文", "zitat", "citation"),
    },
    Meaning.CODE: {
        *("html preformatted", "preformatted text", "html 预设格式", "html 預設格式", "code"),
        *("source code", "代码", "源代码", "程序代码", "代码块", "macro text", "code block"),
    },
    Meaning.PLAIN: {
        *(
            "normal",
            "standard",
            "default",
            "正文",
            "內文",
            "body",
            "body text",
            "text body",
            "table contents",
        ),
        *(
            "table heading",
            "table text",
            "table grid",
            "list paragraph",
            "列出段落",
            "列表段落",
            "清單段落",
        ),
        *("list", "list bullet", "list number", "list continue", "list contents", "normal (web)"),
        *(
            "普通(网站)",
            "普通(网站)",
            "no spacing",
            "无间隔",
            "無間距",
            "footnote",
            "footnote text",
            "endnote",
        ),
        *("endnote text", "脚注文本", "尾注文本", "annotation text", "first paragraph", "compact"),
        *(
            "frame contents",
            "header",
            "footer",
            "页眉",
            "页脚",
            "body text indent",
            "first line indent",
        ),
        *(
            "body text first indent",
            "正文首行缩进",
            "正文缩进",
            "normal indent",
            "plain text",
            "纯文本",
        ),
        *(
            "text body indent",
            "horizontal line",
            "list heading",
            "date",
            "author",
            "heading",
            "bibliography",
            "captioned figure",
            "figurewithcaption",
            "abstract",
        ),
    },
}
_RUNS = {
    Meaning.STRONG: {
        "strong",
        "strong emphasis",
        "要点",
        "強調粗體",
        "intense emphasis",
        "明显强调",
    },
    Meaning.EMPHASIS: {"emphasis", "强调", "強調", "subtle emphasis", "不明显强调"},
    Meaning.CODE: {
        *("html code", "source text", "code", "代码", "行内代码", "verbatim char", "html 代码"),
        *(
            "html typewriter",
            "teletype",
            "html keyboard",
            "html sample",
            "user entry",
            "inline code",
        ),
    },
    Meaning.PLAIN: {
        *(
            "default paragraph font",
            "默认段落字体",
            "internet link",
            "visited internet link",
            "hyperlink",
        ),
        *(
            "超链接",
            "followedhyperlink",
            "footnote reference",
            "footnote characters",
            "footnote anchor",
        ),
        *(
            "endnote reference",
            "endnote characters",
            "endnote anchor",
            "page number",
            "numbering symbols",
        ),
        *(
            "bullets",
            "bullet symbols",
            "placeholder text",
            "annotation reference",
            "footnote symbol",
        ),
        *("index link", "line number", "quotation", "citation", "definition", "variable"),
    },
}
_BY_NAME = {name: meaning for meaning, names in _PARAGRAPHS.items() for name in names}
_RUN_BY_NAME = {name: meaning for meaning, names in _RUNS.items() for name in names}
_MONOSPACED = re.compile(
    r"\b(?:courier|consolas|menlo|monaco|cascadia|inconsolata|lucida console|jetbrains)\b|\bmono(?:space)?\b|等宽",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_CHAR = re.compile(r"\s*(?:char|字符|字元)$")
_MOST_STEPS = 20


def paragraph_meaning(name: str) -> Meaning | None:
    """Return what a paragraph style of this name means, None for a name that nobody knows."""
    plain = _normal(name)
    if (found := _HEADING.match(plain)) is not None:
        return HEADINGS[_DIGITS[found[1]] - 1]
    if (found := _HEADING_CN.match(plain)) is not None:
        return HEADINGS[_DIGITS[found[1] or found[2]] - 1]
    return _BY_NAME.get(plain)


def run_meaning(name: str) -> Meaning | None:
    """Return what a character style of this name means, None for a name that nobody knows."""
    plain = _normal(name)
    return _RUN_BY_NAME.get(plain) or _RUN_BY_NAME.get(_CHAR.sub("", plain))


def inherited_meaning(
    name: str, named: Callable[[str], Meaning | None], parent: Callable[[str], str | None]
) -> Meaning | None:
    """Return what a style or the nearest one below it means; that it rests on plain text says nothing.

    `named` tells the meaning of one style by itself, `parent` the style that it is based on.
    """
    own = named(name)
    if own is not None:
        return own
    at = parent(name)
    for _step in range(_MOST_STEPS):
        if at is None:
            return None
        found = named(at)
        if found is not None:
            return found if found is not Meaning.PLAIN else None
        at = parent(at)
    return None


def is_monospaced(font: str) -> bool:
    """Tell whether a font of this name is one that code is set in."""
    return _MONOSPACED.search(font) is not None


def _normal(name: str) -> str:
    return _BLANKS.sub(" ", name.replace("_", " ")).strip().lower()
