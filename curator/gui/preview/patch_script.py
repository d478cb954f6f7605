"""The program's own script, which changes a shown page in place, and what it says.

The script is `resources/scripts/preview.js`. It lives in the application's world of the web engine
and speaks through the console, which a page cannot imitate: the message carries the script's name.
"""

import json

from curator import resources

SCRIPT_NAME = "curator-patch"

PAINTED = "curator-painted "
"""Said once the screen shows a patch, followed by the patch's number."""
LINE = "curator-line "
"""Said when a reader scrolls: the source line at the top with its fraction, or `end`."""
CHOSEN = "curator-chosen "
"""Said on a double click, followed by the source line."""

WHOLE_NEEDED = -1
"""The script's answer to a patch that was sent as a difference to a text it does not have."""
LOAD_NEEDED = -2
"""The script's answer to an address it cannot take without loading anew."""


def script() -> str:
    """Return the script's text, and before it the style of what the program puts into sites' pages."""
    style = json.dumps(resources.read_text("styles", "preview-site.css"))
    own = resources.read_text("scripts", "preview.js")
    return f"globalThis.curatorSiteStyle = {style};\n{own}"
