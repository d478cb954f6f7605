"""Whatever the text and the language, the code comes back whole, escaped, and once."""

import html
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.highlighting.block_cache import BlockCache
from curator.rendering.highlighting.names import TAGS
from curator.rendering.highlighting.registry import LEXERS
from curator.rendering.highlighting.tokens import inner_html, rouge_tag, tokens

_SPAN = re.compile(r'</?span(?: class="[a-z0-9]+")?>')
_WORDS = """
    " ' ` \\ / // /* */ * ** # ## #{ ${ $( $ ( ) [ ] { } {{ }} {% %} < > </ <!-- --> <? ?> <?php
    <script> </script> <style> % %w( %> <% <%= : :: ; , . ... = == => -> - -- --- + @ ! ? & && | ~
    ^ _ 0 1.5 0x1F 1e9 a B if end def class do function return true null <<EOF <<-A EOF =begin =end
    __END__ ``` ~~~ @media url( !important rem REM set GET HTTP/1.1 中文 é … “ \u00a0 \x00
"""
_PIECES = st.sampled_from(_WORDS.split()) | st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\t", "\r\n", "\\\n", "    "]
)
_CODE = st.lists(_PIECES | st.text(max_size=3), max_size=40).map("".join)
# Rouge itself loses letters in these: a word at Coq's very end, text in Crystal's quotes.
_LOSSY = {"coq", "crystal"}
_LANGUAGES = st.sampled_from(sorted(set(LEXERS) - _LOSSY))


def _text(marked: str) -> str:
    return html.unescape(_SPAN.sub("", marked))


@settings(max_examples=400, deadline=None)
@given(_CODE, _LANGUAGES)
def test_code_comes_back_whole(code: str, language: str) -> None:
    marked = inner_html(code, language)
    assert marked is not None
    assert _text(marked) == code
    assert _SPAN.sub("", marked) == html.escape(code, quote=False)


@settings(max_examples=100, deadline=None)
@given(_CODE, st.sampled_from(sorted(set(TAGS.values()) - set(LEXERS))))
def test_code_of_languages_without_rules_comes_back_whole(code: str, language: str) -> None:
    marked = inner_html(code, language)
    assert marked is not None
    assert _text(marked) == code


@settings(max_examples=100, deadline=None)
@given(_CODE, _LANGUAGES)
def test_neighbours_differ(code: str, language: str) -> None:
    kinds = [kind for kind, _ in tokens(code, language)]
    assert all(kind != other for kind, other in itertools.pairwise(kinds))


@settings(max_examples=100, deadline=None)
@given(_CODE)
def test_guessing_never_fails(code: str) -> None:
    marked = inner_html(code, "guess")
    assert marked is not None
    assert _text(marked) == code


@given(st.text(max_size=20))
def test_any_language_name_is_taken(name: str) -> None:
    known = name.partition("?")[0] in {*TAGS, "guess"}
    assert (inner_html("a", name) is not None) == known
    assert (rouge_tag(name) is not None) == known


def test_nesting_ends_somewhere() -> None:
    depth = "".join(f"{'~' * (3 + n)} markdown\n" for n in range(200, 0, -1))
    assert _text(inner_html(depth, "markdown") or "") == depth


def test_plain_text_is_only_escaped() -> None:
    assert inner_html('<a href="x">&amp;</a>', "text") == '&lt;a href="x"&gt;&amp;amp;&lt;/a&gt;'


def test_tags_are_found_by_alias_and_without_options() -> None:
    assert rouge_tag("js") == "javascript"
    assert rouge_tag("console?prompt=$") == "console"
    assert rouge_tag("guess") == "plaintext"
    assert rouge_tag("nonsense") is None


@pytest.mark.parametrize("language", ["ruby", "yaml", "html", "python"])
def test_a_block_is_the_same_the_second_time(language: str) -> None:
    code = "a: <b>\n- c 'd' # e\n"
    assert inner_html(code, language) == inner_html(code, language)


def test_the_cache_forgets_what_was_not_used() -> None:
    cache = BlockCache(most_characters=100)
    cache.put("a" * 20, "ruby", "A" * 20)
    cache.put("b" * 20, "ruby", "B" * 20)
    assert cache.get("a" * 20, "ruby") == "A" * 20
    cache.put("c" * 20, "ruby", "C" * 20)
    assert cache.get("b" * 20, "ruby") is None
    assert cache.get("a" * 20, "ruby") == "A" * 20
    assert cache.characters == 80
    cache.put("d" * 90, "ruby", "D" * 90)
    assert cache.characters == 0
