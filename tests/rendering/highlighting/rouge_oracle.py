"""Real Rouge as the judge of spans: one Ruby process that is asked many times."""

import json
import subprocess

_SCRIPT = """
require "json"
require "rouge"
formatter = Rouge::Formatters::HTML.new
$stdout.sync = true
$stdin.each_line do |line|
  language, code = JSON.parse(line)
  lexer = Rouge::Lexer.find_fancy(language, code)
  puts JSON.generate([lexer && formatter.format(lexer.lex(code)), lexer && lexer.tag])
end
"""


class Rouge:
    """A running Ruby with Rouge in it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["ruby", "-Eutf-8:utf-8", "-e", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def html(self, code: str, language: str) -> str | None:
        """Return the inside of `<code>`, None where Rouge knows no such language."""
        return self._ask(code, language)[0]

    def tag(self, language: str, code: str = "") -> str | None:
        """Return the tag of the language, which for `guess` depends on the code."""
        return self._ask(code, language)[1]

    def _ask(self, code: str, language: str) -> tuple[str | None, str | None]:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([language, code]) + "\n")
        process.stdin.flush()
        html, tag = json.loads(process.stdout.readline())
        return html, tag

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def missing() -> str:
    """Return why Rouge cannot be asked here, nothing when it can."""
    try:
        probe = subprocess.run(
            ["ruby", "-rrouge", "-e", "print Rouge.version"],
            capture_output=True,
            check=False,
            text=True,
        )
    except FileNotFoundError:
        return "ruby is not installed"
    if probe.returncode:
        return "the gem rouge is not installed"
    own = probe.stdout.startswith("3.30.")
    return "" if own else f"the rules are those of Rouge 3.30, here is {probe.stdout}"
