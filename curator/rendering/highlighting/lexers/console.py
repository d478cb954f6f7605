"""Shell sessions: a prompt, a command in some language, its output.

Options: `lang`, `output`, `prompt`, `comments`, `error`; lists are parted by commas.
"""

import re

from curator.rendering.highlighting.engine import (
    Feeder,
    Include,
    Language,
    Lexer,
    Rule,
    Run,
    Sink,
    Surroundings,
)
from curator.rendering.highlighting.lexers import ruby, ruby_literals, shell

_ELISION = re.compile(r"\s*(?:<\.+>|\.+)\s*\Z", re.ASCII)
_SPACE = " \t\n\r\f\v"
_FALSE = {"0", "false", "off"}


class _Output:
    """What a program wrote."""

    def feed(self, text: str, sink: Sink) -> None:
        """Put the text as output."""
        sink.put("go", text)

    def reset(self) -> None:
        """Nothing is remembered."""


class _Session:
    """A session being read, line by line."""

    _command: Feeder
    _output: Feeder
    _prompt: re.Pattern[str]
    _errors: re.Pattern[str] | None

    def __init__(self, surroundings: Surroundings) -> None:
        options = surroundings.options
        prompts = _items(options.get("prompt"))
        ends = [prompt for prompt in prompts if prompt] if prompts else ["$", "#", ">", ";"]
        if "comments" in options:
            comments = options["comments"] not in _FALSE
            if comments and not prompts:
                ends.remove("#")
        else:
            comments = bool(prompts) and "#" not in ends
        self._prompt = _prompt(ends, no_hash=comments)
        errors = _items(options.get("error"))
        self._errors = re.compile("|".join(map(re.escape, errors))) if errors else None
        inner = surroundings.inner({})
        named = surroundings.find(options["lang"]) if "lang" in options else None
        command: Language = named or shell.LEXER
        self._command = command.start(inner)
        shown = surroundings.find(options["output"]) if "output" in options else None
        self._output = shown.start(inner) if shown else _Output()

    def reset(self) -> None:
        """Forget the lines before."""
        self._command.reset()
        self._output.reset()

    def feed(self, text: str, sink: Sink) -> None:
        """Put the lines of the text."""
        self.reset()
        start = 0
        while start < len(text):
            newline = text.find("\n", start)
            end = len(text) if newline < 0 else newline + 1
            self._line(text[start:end], sink)
            start = end

    def _line(self, line: str, sink: Sink) -> None:
        if _ELISION.match(line):
            self.reset()
            sink.put("c", line)
        elif prompt := self._prompt.match(line):
            self._output.reset()
            sink.put("gp", prompt[0])
            command = line[prompt.end() :]
            bare = command.lstrip(_SPACE)
            sink.put("w", command[: len(command) - len(bare)])
            self._command.feed(bare, sink)
        elif line.lstrip(_SPACE).startswith("#"):
            self.reset()
            sink.put("c", line)
        elif self._errors and self._errors.match(line):
            self.reset()
            sink.put("gr", line)
        else:
            self._command.reset()
            self._output.feed(line, sink)


def _items(value: str | None) -> list[str]:
    return value.rstrip(",").split(",") if value else []


def _prompt(ends: list[str], *, no_hash: bool) -> re.Pattern[str]:
    before = r"[^<#]*?" if no_hash else r"[\s\S]*?"
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, ends))})")


class Console:
    """The language of shell sessions."""

    def start(self, surroundings: Surroundings) -> Feeder:
        """Return a reader at the start of a session."""
        return _Session(surroundings)


LANGUAGE = Console()


class _RubySession(_Session):
    """A session of irb or pry, whose results may be read as Ruby."""

    _prompt = re.compile(r".*?(?:irb|pry).*?[>\"*]")
    _errors = None

    def __init__(self, surroundings: Surroundings) -> None:
        inner = surroundings.inner({})
        self._command = ruby.LEXER.start(inner)
        self._output = RUBY_OUTPUT.start(inner)


class RubyConsole:
    """The language of sessions of irb and pry."""

    def start(self, surroundings: Surroundings) -> Feeder:
        """Return a reader at the start of a session."""
        return _RubySession(surroundings)


def _begin_output(run: Run) -> None:
    ruby_literals.begin(run)
    run.go("output")


RUBY_OUTPUT = Lexer(
    {
        **ruby.STATES,
        "root": [Rule(r"#<", "kt", "object"), *ruby.STATES["root"]],
        "object": [Rule(r">", "kt", "#pop"), Include("root")],
        "output": [
            Rule(r"\w+?(?:Error|Exception):.+?(?:\n|$)", "gr", "error"),
            Rule(r"=>", "p", "#pop"),
            Rule(r".+?(?:\n|$)", "go"),
        ],
        "error": [Rule(r".+?(?:\n|$)", "gr")],
    },
    begin=_begin_output,
)
RUBY_CONSOLE = RubyConsole()
