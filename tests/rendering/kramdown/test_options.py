"""A site's configuration reaches kramdown as Jekyll hands it on."""

import pytest

from curator.rendering.kramdown.converter import to_html
from curator.rendering.kramdown.options import DEFAULTS, Options, options_for, options_from
from tests.rendering.kramdown.oracle import Oracle

_TEXT = """\
* toc
{:toc}

# Head "quoted"

## Second -- *em*

text
more[^1] `code` $$x$$ &copy; a...

```ruby
puts 1
```

    plain

<div>*a*</div>

[^1]: note
"""

_CONFIGS: list[dict[str, object]] = [
    {},
    {"kramdown": {"input": "kramdown"}},
    {"kramdown": {"input": "GFM", "hard_wrap": True}},
    {"kramdown": {"hard_wrap": "true"}},
    {"kramdown": {"auto_ids": False}},
    {"kramdown": {"toc_levels": "1..1"}},
    {"kramdown": {"toc_levels": [2]}},
    {"kramdown": {"footnote_nr": 3, "footnote_backlink": "up"}},
    {"kramdown": {"smart_quotes": "apos,apos,quot,quot"}},
    {"kramdown": {"typographic_symbols": {"hellip": "...", "ndash": "--"}}},
    {"kramdown": {"entity_output": ":numeric"}},
    {"kramdown": {"entity_output": "symbolic"}},
    {"kramdown": {"parse_block_html": True}},
    {"kramdown": {"header_offset": 1, "auto_id_prefix": "x-"}},
    {"kramdown": {"syntax_highlighter": "rouge"}},
    {"kramdown": {"syntax_highlighter_opts": {"disable": True}}},
    {"kramdown": {"syntax_highlighter_opts": {"block": {"line_numbers": True}}}},
    {"kramdown": {"syntax_highlighter_opts": {"block": {"line_numbers": True, "start_line": 4}}}},
    {
        "kramdown": {
            "syntax_highlighter_opts": {"span": {"disable": True}, "block": {"css_class": "k"}}
        }
    },
    {"kramdown": {"syntax_highlighter_opts": {"default_lang": "ruby"}}},
    {"kramdown": {"syntax_highlighter_opts": {"css_class": "mine"}}},
    {"kramdown": {"guess_lang": False}},
    {"kramdown": {"math_engine": None}},
    {"kramdown": {"gfm_quirks": ["paragraph_end", "no_auto_typographic"]}},
    {"kramdown": {"remove_line_breaks_for_cjk": True}},
    {"highlighter": "none"},
    {"highlighter": "pygments"},
    {"highlighter": None},
    {"highlighter": "none", "kramdown": {"syntax_highlighter": "rouge"}},
    {"kramdown": {"unknown_option": 1, "show_warnings": False}},
    {"markdown": "kramdown", "title": "site"},
]


@pytest.mark.parametrize("config", _CONFIGS, ids=str)
def test_configuration_gives_what_jekyll_gives(config: dict[str, object], oracle: Oracle) -> None:
    assert to_html(_TEXT, options_for(config)) == oracle.jekyll_html(_TEXT, config)


def test_nothing_configured_is_the_default() -> None:
    assert options_for({}) == DEFAULTS
    assert DEFAULTS.gfm
    assert not DEFAULTS.hard_wrap


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("toc_levels", "7..9"),
        ("toc_levels", {"a": 1}),
        ("smart_quotes", "lsquo"),
        ("footnote_nr", "many"),
        ("link_defs", {"a": []}),
        ("link_defs", "]"),
        ("typographic_symbols", "- a"),
        ("gfm_quirks", 5),
        ("nonsense", True),
    ],
)
def test_refused_values_leave_an_option_as_it_was(name: str, value: object) -> None:
    assert options_from({name: value}) == Options()


@pytest.mark.parametrize(
    "config",
    [{"kramdown": "text"}, {"kramdown": ["a"]}, {"kramdown": {"syntax_highlighter_opts": "]"}}],
    ids=str,
)
def test_a_broken_configuration_still_shows_the_text(config: dict[str, object]) -> None:
    assert "<p>a</p>" in to_html("a", options_for(config))
