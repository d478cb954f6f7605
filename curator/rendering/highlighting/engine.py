"""Runs tables of rules over code, in the way Rouge's own engine does.

A language is a `Lexer`: named states, each a row of rules tried in order at the place reached.
The first rule that matches gives its text to tokens and may change the stack of states; where no
rule matches, one character becomes an error. Tokens are the short class names that Rouge writes
("k", "nb", "s2"); the empty name is text without a span.

How to write a rule table that behaves as in Rouge:

* `Rule(pattern, action, to)`. The action is a token, a row of tokens for groups 1, 2, … (text
  outside of the groups is dropped, so let the groups cover everything), or a function of the run
  and the match. `to` changes the stack: "name" pushes, "#pop" and "#pop:2" pop, "#push" pushes the
  current state again, "=name" replaces the top; a tuple does several in order.
* Rouge's scanner does not see what stands before the place reached: there, a look-behind or `^`
  or `\\b` at the start of a pattern finds the start of the text. Leave a leading `\\b` out. Only a
  pattern whose first character is `^` is bound to the start of a line, here as there.
* Classes `\\w`, `\\d` and `\\s` are ASCII, `\\b` is Unicode, as in Ruby; `^` and `$` know lines.
* A pattern that may run to the end of the text in vain names its `opener`: when that matches and
  the whole does not, the rule is not tried again in that text; with `until`, not before the next
  place that matches that (`until="\\n"`: not in that line). This keeps a run linear. Other
  patterns that may scan far and fail need a bound: `{0,200}`.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, TypeVar

T = TypeVar("T")

TEXT = ""
ERROR = "err"

_MOST_EMPTY_STEPS = 5
"""Rouge gives one character up as an error after so many matches of nothing in a row."""

_MOST_DEPTH = 20
"""How deep languages may nest; text below that stays uncoloured."""

Action: TypeAlias = "str | tuple[str, ...] | Callable[[Run, re.Match[str]], None]"
Target: TypeAlias = str | tuple[str, ...]
States: TypeAlias = Mapping[str, "Sequence[Rule | Include]"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a state: what to match, what it is, where to go."""

    pattern: str
    action: Action
    to: Target = ()
    opener: str = ""
    flags: int = 0
    until: str = ""


@dataclass(frozen=True, slots=True)
class Include:
    """The rules of another state, in this place."""

    state: str


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    match: Callable[[str, int], re.Match[str] | None]
    action: Action
    to: tuple[str, ...]
    opener: Callable[[str, int], re.Match[str] | None] | None
    until: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class State:
    """A state with its rules compiled; made by `Lexer`."""

    name: str
    steps: tuple[_Step, ...]


class Sink:
    """Collects tokens; neighbours of one kind become one."""

    __slots__ = ("_pieces", "_token", "tokens")

    def __init__(self) -> None:
        self.tokens: list[tuple[str, str]] = []
        self._token: str | None = None
        self._pieces: list[str] = []

    def put(self, token: str, text: str | None) -> None:
        """Add text of one token; nothing is added for no text."""
        if not text:
            return
        if token == self._token:
            self._pieces.append(text)
            return
        self._flush()
        self._token, self._pieces = token, [text]

    def close(self) -> list[tuple[str, str]]:
        """Return every token with its text."""
        self._flush()
        self._token = None
        return self.tokens

    def _flush(self) -> None:
        if self._token is not None:
            self.tokens.append((self._token, "".join(self._pieces)))


class Feeder(Protocol):
    """A language in the middle of a text: takes the text in parts and remembers where it is."""

    def feed(self, text: str, sink: Sink) -> None:
        """Put the tokens of the next part into the sink."""

    def reset(self) -> None:
        """Start anew."""


class Language(Protocol):
    """Something that can start reading code."""

    def start(self, surroundings: "Surroundings") -> Feeder:
        """Return a reader at the start of a text."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run is told: the options after `?`, how to find other languages, its depth."""

    find: Callable[[str], Language | None]
    options: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def inner(self, options: Mapping[str, str] | None = None) -> "Surroundings":
        """Return what a language inside of this one is told."""
        return Surroundings(self.find, self.options if options is None else options, self.depth + 1)


class Lexer:
    """A language as a table of states; `root` is the first. Compiles a state when it is entered."""

    def __init__(
        self,
        states: States,
        *,
        flags: int = 0,
        root: str = "root",
        begin: Callable[["Run"], None] | None = None,
    ) -> None:
        """Take the table; `begin` is called when a run starts or is reset."""
        self.states = states
        self.flags = flags
        self.root = root
        self.begin = begin
        self._compiled: dict[str, State] = {}

    def state(self, name: str) -> State:
        """Return a state of the table."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = self.compile(name, self.states[name])
        return found

    def compile(self, name: str, rules: Iterable[Rule | Include]) -> State:
        """Return rules of one's own as a state; cache the result, compiling is slow."""
        steps: list[_Step] = []
        for rule in rules:
            if isinstance(rule, Include):
                steps.extend(self.state(rule.state).steps)
            else:
                steps.append(self._step(rule))
        return State(name, tuple(steps))

    def _step(self, rule: Rule) -> _Step:
        flags = self.flags | rule.flags
        return _Step(
            compiled(rule.pattern, flags).match,
            rule.action,
            (rule.to,) if isinstance(rule.to, str) else rule.to,
            compiled(rule.opener, flags).match if rule.opener else None,
            compiled(rule.until, flags) if rule.until else None,
        )

    def start(self, surroundings: Surroundings) -> "Run":
        """Return a run at the start of a text."""
        return Run(self, surroundings)


@functools.cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern with Ruby's notions of lines, words and digits. For constants only."""
    return re.compile(_ruby_boundaries(pattern), re.MULTILINE | re.ASCII | flags)


def _ruby_boundaries(pattern: str) -> str:
    """Let word boundaries look at all letters, not only at ASCII."""
    return _BOUNDARY.sub(lambda found: found[1] or f"(?u:{found[2]})", pattern)


# A class in brackets, where \b is a backspace, or any other escape, is passed over.
_BOUNDARY = re.compile(r"(\[\^?\]?(?:\\.|[^\]\\])*\]|\\[^bB])|(\\[bB])", re.DOTALL)


class Run:
    """A lexer at work. Actions use its methods; what they must remember, `keep` holds."""

    def __init__(self, lexer: Lexer, surroundings: Surroundings) -> None:
        """Start at the root."""
        self.lexer = lexer
        self.surroundings = surroundings
        self.options = surroundings.options
        self._kept: dict[type, object] = {}
        self.text = ""
        self.pos = 0
        self.stack: list[State] = []
        self._sink = Sink()
        self._inner: dict[str, Feeder | None] = {}
        self.reset()

    def reset(self) -> None:
        """Go back to the root and forget everything but the inner languages."""
        self.stack = [self.lexer.state(self.lexer.root)]
        self._kept.clear()
        if self.lexer.begin:
            self.lexer.begin(self)

    def feed(self, text: str, sink: Sink) -> None:
        """Put the tokens of the text into the sink, going on in the state reached before."""
        outer = self.text, self.pos, self._sink
        self.text, self.pos, self._sink = text, 0, sink
        try:
            self._read()
        finally:
            self.text, self.pos, self._sink = outer

    def _read(self) -> None:
        text, end = self.text, len(self.text)
        empty_steps = 0
        hopeless: dict[_Step, int] = {}
        while self.pos < end:
            before = self.pos
            if not self._step(text, hopeless):
                self.put(ERROR, text[before])
                self.pos = before + 1
            elif self._matched_nothing:
                empty_steps += 1
                if empty_steps > _MOST_EMPTY_STEPS and self.pos == before:
                    self.put(ERROR, text[before])
                    self.pos = before + 1
            else:
                empty_steps = 0

    _matched_nothing = False

    def _step(self, text: str, hopeless: dict[_Step, int]) -> bool:
        pos = self.pos
        for step in self.stack[-1].steps:
            if step.opener is not None and pos < hopeless.get(step, 0):
                continue
            match = step.match(text, pos)
            if match is None:
                if step.opener is not None and step.opener(text, pos):
                    stop = step.until.search(text, pos + 1) if step.until else None
                    hopeless[step] = stop.start() if stop else len(text)
                continue
            self.pos = match.end()
            self._matched_nothing = self.pos == pos
            action = step.action
            if isinstance(action, str):
                self._sink.put(action, match[0])
            elif isinstance(action, tuple):
                for number, token in enumerate(action, 1):
                    self._sink.put(token, match[number])
            else:
                action(self, match)
            for target in step.to:
                self.go(target)
            return True
        return False

    def keep(self, kind: type[T]) -> T:
        """Return this run's one object of a class; made when first asked for, gone at a reset."""
        found = self._kept.get(kind)
        if not isinstance(found, kind):
            found = self._kept[kind] = kind()
        return found

    def put(self, token: str, text: str | None) -> None:
        """Say that text is a token."""
        self._sink.put(token, text)

    def go(self, target: str) -> None:
        """Change the stack by a target as rules name it."""
        if target.startswith("#pop"):
            self.pop(int(target[5:] or 1))
        elif target == "#push":
            self.stack.append(self.stack[-1])
        elif target.startswith("="):
            self.stack[-1] = self.lexer.state(target[1:])
        else:
            self.stack.append(self.lexer.state(target))

    def push(self, state: State) -> None:
        """Enter a state that was compiled apart."""
        self.stack.append(state)

    def pop(self, times: int = 1) -> None:
        """Leave states; the last one stays."""
        del self.stack[max(1, len(self.stack) - times) :]

    def restart(self) -> None:
        """Go back to the root, whatever the stack."""
        self.stack = [self.lexer.state(self.lexer.root)]

    @property
    def state(self) -> str:
        """The name of the current state."""
        return self.stack[-1].name

    def inside(self, name: str) -> bool:
        """Tell whether a state is anywhere on the stack."""
        return any(state.name == name for state in self.stack)

    def scan(self, pattern: str, flags: int = 0) -> re.Match[str] | None:
        """Match at the place reached and move on behind the match."""
        match = compiled(pattern, flags | self.lexer.flags).match(self.text, self.pos)
        if match:
            self.pos = match.end()
        return match

    def inner(
        self,
        name: str,
        language: Language | None = None,
        options: Mapping[str, str] | None = None,
    ) -> Feeder | None:
        """Return the one reader of that name kept in this run; made when first asked for.

        Without a language, Rouge's language of that name is meant; None when there is none.
        """
        if name not in self._inner:
            made = language or self.surroundings.find(name)
            self._inner[name] = self.fresh(made, options) if made else None
        return self._inner[name]

    def fresh(self, language: Language, options: Mapping[str, str] | None = None) -> Feeder | None:
        """Return a reader at the start of a text of another language; None when deep inside."""
        if self.surroundings.depth >= _MOST_DEPTH:
            return None
        return language.start(self.surroundings.inner(options))

    def delegate(self, feeder: Feeder | None, text: str) -> None:
        """Let another language read text; without one it stays text."""
        if feeder is None:
            self._sink.put(TEXT, text)
        elif text:
            feeder.feed(text, self._sink)

    def recurse(self, text: str) -> None:
        """Read text as a new text of the same language."""
        self.delegate(self.fresh(self.lexer), text)


class Words:
    """An action that looks the match up: `Words({"k": KEYWORDS}, "n")`."""

    def __init__(
        self,
        kinds: Mapping[str, Iterable[str]],
        otherwise: str,
        *,
        fold: Callable[[str], str] | None = None,
    ) -> None:
        """Take words by token, the first token that has a word wins; `fold` makes them alike."""
        self._tokens: dict[str, str] = {}
        for token, words in kinds.items():
            for word in words:
                self._tokens.setdefault(fold(word) if fold else word, token)
        self._otherwise = otherwise
        self._fold = fold

    def __call__(self, run: Run, match: re.Match[str]) -> None:
        """Put the match as the token of its word."""
        run.put(self.token(match[0]), match[0])

    def token(self, word: str) -> str:
        """Return the token of a word."""
        return self._tokens.get(self._fold(word) if self._fold else word, self._otherwise)
