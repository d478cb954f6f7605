"""Links to a site's files: what is written reads back, and stays harmless in a guest's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats import guests
from curator.formats.site_links import LinkStyle, path_of, style_of, written

PATHS = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(
        lambda part: "/" not in part
    ),
    min_size=1,
    max_size=3,
).map("/".join)


@given(PATHS, st.sampled_from(LinkStyle), st.sampled_from(["", "/", "/blog", "blog/"]))
def test_what_is_written_reads_back(path: str, style: LinkStyle, base: str) -> None:
    for quotes in ("'", '"'):
        link = written(path, style, base, quotes=quotes)
        assert path_of(link, base) == path
        assert style_of(link) is style
        if style is LinkStyle.RELATIVE_URL:
            assert quotes not in link
        assert "<" not in link
        assert ">" not in link


@given(PATHS, st.sampled_from(LinkStyle))
def test_a_guests_text_keeps_its_links_and_nothing_else(path: str, style: LinkStyle) -> None:
    link = written(path, style, "")
    body = f'<img src="{link}"> {{{{ site.title }}}} {{% include x %}}'
    shown = guests.shown(body, markdown=False, treated=True)
    assert link in shown
    assert "{{ site.title" not in shown
    assert "{% include" not in shown
    assert guests.shown(shown, markdown=False, treated=True) == shown
    assert not guests.is_live(shown)


@pytest.mark.parametrize(
    "text",
    [
        "{{ '/x' | relative_url | append: site.x }}",
        "{{ '/x' | absolute_url }}",
        "{{ site.baseurl }} alone",
        "{{ '/x{{ y }}' | relative_url }}",
        "{{ 'x' | relative_url }}",
        "{{'/x' | relative_url}}",
        "{% raw %}/x",
    ],
)
def test_what_only_looks_like_a_link_is_escaped(text: str) -> None:
    shown = guests.shown(text, markdown=False, treated=True)
    assert text not in shown
    assert not guests.is_live(shown)


def test_a_link_that_a_guest_wrote_is_shown() -> None:
    """Before the first export nothing in a guest's text was written by us."""
    text = "{{ '/x.png' | relative_url }}"
    assert guests.shown(text, markdown=False) == "{{'{'}}{ '/x.png' | relative_url }}"
