"""Jekyll's words read without its noise, and its faults as fields."""

import pytest

from curator.domain.errors import JekyllFault
from curator.rendering.truth.messages import fault_of, plain, without_folder

BROKEN = """\
Configuration file: /scratch/site/_config.yml
      Generating...
\x1b[31m  Liquid Exception: Liquid syntax error (line 4): 'if' tag was never closed in /scratch/site/_layouts/post.html\x1b[0m
\x1b[31m                    ------------------------------------------------\x1b[0m
\x1b[31m      Jekyll 4.3.1   Please append `--trace` to the `build` command \x1b[0m
\x1b[31m                     for any additional information or backtrace. \x1b[0m
/gems/liquid/block.rb:52:in `raise_tag_never_closed': Liquid syntax error (line 4): 'if' tag was never closed (Liquid::SyntaxError)
	from /gems/liquid/block.rb:81:in `block in parse_body'
"""


def test_colours_advice_and_backtraces_go() -> None:
    assert plain(BROKEN).splitlines() == [
        "Configuration file: /scratch/site/_config.yml",
        "      Generating...",
        "  Liquid Exception: Liquid syntax error (line 4): 'if' tag was never closed in "
        "/scratch/site/_layouts/post.html",
        "Liquid syntax error (line 4): 'if' tag was never closed",
    ]


def test_a_liquid_fault_has_its_place() -> None:
    fault = fault_of(without_folder(plain(BROKEN), "/scratch/site"))
    assert fault.fault is JekyllFault.BROKEN_TEMPLATE
    assert (fault.path, fault.line) == ("_layouts/post.html", 4)
    assert fault.detail == "'if' tag was never closed"


@pytest.mark.parametrize(
    ("words", "path", "line", "detail"),
    [
        (
            "Liquid Exception: Liquid error (_includes/a.html line 7): wrong number in /_layouts/p.html",
            *("_includes/a.html", 7, "wrong number"),
        ),
        (
            "Liquid Exception: Could not locate the included file 'no.html' in any of [x] in _posts/a.md",
            *("_posts/a.md", 0, "Could not locate the included file 'no.html' in any of [x]"),
        ),
    ],
)
def test_forms_of_liquid_faults(words: str, path: str, line: int, detail: str) -> None:
    fault = fault_of(words)
    assert (fault.path, fault.line, fault.detail) == (path, line, detail)


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        ("             ERROR: YOUR SITE COULD NOT BE BUILT:\n            Invalid Date: x", "Invalid Date: x"),
        ("Configuration file: a\nThe nix theme could not be found.", "The nix theme could not be found."),
        ("  Dependency Error: Yikes! no gem\nmore", "Yikes! no gem"),
        ("  Conversion error: Scss\nlast", "Scss"),
        ("", ""),
    ],
)  # fmt: skip
def test_other_faults_keep_jekylls_words(words: str, detail: str) -> None:
    fault = fault_of(words)
    assert (fault.fault, fault.detail) == (JekyllFault.FAILED, detail)
