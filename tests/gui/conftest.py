"""What must happen before any test of the window makes the application."""

from curator.gui.preview.pane import HAS_WEB_ENGINE, register_scheme

if HAS_WEB_ENGINE:
    # A scheme cannot be registered later; the local server is reachable to prove the walls.
    register_scheme(reachable="127.0.0.1")
