"""Real kramdown, asked by one long-lived Ruby process; None where Ruby or a gem is absent."""

import functools
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

_SCRIPT = Path(__file__).with_name("oracle.rb")
_PROBE = "require 'kramdown'; require 'kramdown-parser-gfm'; require 'rouge'; require 'jekyll'"


class Oracle:
    """A running Ruby with kramdown in it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["ruby", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def html(self, text: str, options: Mapping[str, object] | None = None) -> str:
        """Return what kramdown makes of a text with Jekyll's defaults and these options."""
        return self._ask({"text": text, "options": dict(options or {})})

    def jekyll_html(self, text: str, config: Mapping[str, object]) -> str:
        """Return what Jekyll's Markdown converter makes of a text on a site with this configuration."""
        return self._ask({"text": text, "config": dict(config)})

    def _ask(self, question: Mapping[str, object]) -> str:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        if "error" in answer:
            raise OracleError(answer["error"])
        return str(answer["html"])

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class OracleError(Exception):
    """kramdown itself failed or took too long."""


@functools.cache
def available() -> bool:
    """Return whether Ruby has all that is asked here."""
    if shutil.which("ruby") is None:
        return False
    return subprocess.run(["ruby", "-e", _PROBE], capture_output=True, check=False).returncode == 0
