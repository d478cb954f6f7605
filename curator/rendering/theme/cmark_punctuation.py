"""Smart punctuation as cmark's option SMART writes it, as rules for markdown-it-py.

Quotes pair like emphasis does: which of them open and close depends on the characters beside them in the
source. A quote that closes nothing is an apostrophe.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_PLAIN = re.compile(r"[^\n$%&*+\-:<=>@\[\\\]^_`{}~!#'\".]+")
_HYPHENS = re.compile("-{2,}")
_OPENING = {"'": "‘", '"': "“"}
_CLOSING = {"'": "’", '"': "”"}


def use_smart_punctuation(md: MarkdownIt) -> None:
    """Let a parser write quotes, dashes and dots as cmark does."""
    md.inline.ruler.at("text", _text)
    md.inline.ruler.push("smart_marks", _marks)
    md.inline.ruler.push("smart_quotes", _quote)
    md.inline.ruler2.after("balance_pairs", "smart_quotes", _pair)


def _text(state: StateInline, silent: bool) -> bool:
    """Take plain text up to the next character that may mean something, quotes and dots among them."""
    match = _PLAIN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _marks(state: StateInline, silent: bool) -> bool:
    if state.src.startswith("...", state.pos, state.posMax):
        text, length = "…", 3
    else:
        match = _HYPHENS.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        text, length = _dashes(len(match[0])), len(match[0])
    if not silent:
        state.pending += text
    state.pos += length
    return True


def _dashes(count: int) -> str:
    """Return the dashes for so many hyphens: of one kind where that comes out, else em dashes first."""
    if count % 3 == 0:
        return "—" * (count // 3)
    if count % 2 == 0:
        return "–" * (count // 2)
    short = 1 if count % 3 == 2 else 2
    return "—" * ((count - 2 * short) // 3) + "–" * short


def _quote(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    if mark not in _OPENING:
        return False
    if silent:
        state.pos += 1
        return True
    opens, closes = _flanking(state.src, state.pos, state.posMax)
    token = state.push("text", "", 0)
    token.content = _OPENING[mark] if mark == '"' and not closes else _CLOSING[mark]
    if opens or closes:
        token.meta = {"opens": opens, "closes": closes}
        # Among the delimiters of emphasis it neither opens nor closes: it only has its place there.
        state.delimiters.append(Delimiter(ord(mark), 0, len(state.tokens) - 1, -1, False, False))
    state.pos += 1
    return True


def _flanking(src: str, at: int, end: int) -> tuple[bool, bool]:
    """Tell whether a quote may open and whether it may close."""
    before = src[at - 1] if at > 0 else "\n"
    after = src[at + 1] if at + 1 < end else "\n"
    blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    left = not blank_after and (not _is_mark(after) or blank_before or _is_mark(before))
    right = not blank_before and (not _is_mark(before) or blank_after or _is_mark(after))
    opens = left and not right and before not in "])"
    return opens, right


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _pair(state: StateInline) -> None:
    """Turn the quotes that something closes."""
    _turn(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _turn(state, meta["delimiters"])


def _turn(state: StateInline, delimiters: Sequence[Delimiter]) -> None:
    """Turn the last quote before each closing one that may open, even one that was turned already.

    What lies within emphasis that has ended is out of sight.
    """
    # Where emphasis ends, by the end's place: where it begins.
    begins = {one.end: at for at, one in enumerate(delimiters) if one.end != -1}
    seen: dict[str, list[int]] = {mark: [] for mark in _OPENING}
    for at, one in enumerate(delimiters):
        if at in begins:
            for places in seen.values():
                while places and places[-1] > begins[at]:
                    places.pop()
        mark = chr(one.marker)
        if mark not in _OPENING:
            continue
        token = state.tokens[one.token]
        if token.meta["closes"]:
            token.content = _CLOSING[mark]
            if seen[mark]:
                state.tokens[delimiters[seen[mark][-1]].token].content = _OPENING[mark]
        if token.meta["opens"]:
            seen[mark].append(at)
