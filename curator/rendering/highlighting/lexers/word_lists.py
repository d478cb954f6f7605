"""Long lists of words that ship as files: what PHP and Vim have built in."""

import functools

from curator import resources


@functools.cache
def php_functions() -> frozenset[str]:
    """Return the functions of PHP's modules, in small letters."""
    return frozenset(resources.read_text("highlighting", "php.txt").split())


@functools.cache
def vim_words() -> dict[str, str]:
    """Return the tokens of Vim's words: the commands first, then options, events, functions."""
    commands, _, others = resources.read_text("highlighting", "vim.txt").partition("\n\n")
    return {
        **dict.fromkeys(others.split(), "nb"),
        **dict.fromkeys(commands.split(), "k"),
    }
