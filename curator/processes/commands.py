"""How a child process is started, also by a program that was frozen and has no Python to name."""

import sys
from importlib import import_module

CHILDREN = {
    "render": "curator.rendering.worker",
    "import": "curator.importing.worker",
    "picture": "curator.fetching.picture_worker",
    "search": "curator.formats.search_worker",
}
"""The modules that serve in children, by the word that a frozen program is called with."""

_FLAG = "--child"


def child_command(name: str) -> list[str]:
    """Return the command that starts a child of `CHILDREN`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, _FLAG, name]
    return [sys.executable, "-m", CHILDREN[name]]


def serve_as_child(arguments: list[str]) -> bool:
    """Serve as a child where the arguments of a frozen program ask for it; tell whether they did."""
    if len(arguments) != 2 or arguments[0] != _FLAG or arguments[1] not in CHILDREN:
        return False
    import_module(CHILDREN[arguments[1]]).main()
    return True
