"""YAML of any shape and of the size of data files, its scalars read as Jekyll reads them.

Front matter has a reader of its own with narrow limits and spans for editing; a file of `_data` may
be a list, and long. Owns the walk through the parser's events and the limits of such files.
"""

from datetime import UTC, datetime, tzinfo
from typing import Any, cast

import yaml
from yaml._yaml import CParser

from curator.formats.yaml_scalars import ScalarFault, resolve, resolve_tagged
from curator.formats.yaml_values import Value
from curator.rendering.theme.times import shown_time

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 60
MAX_NODES = 1_000_000
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "<<"


class DataFault(ValueError):
    """A data file cannot be read; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def load(text: str, zone: tzinfo = UTC) -> Value:
    """Return the value of the first document of a text, None for an empty one; raises DataFault.

    Times without a zone are shown in `zone`.
    """
    if len(text) > MAX_BYTES:
        raise DataFault(1, f"more than {MAX_BYTES} characters")
    try:
        return _Reader(text, zone).document()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        words = ", ".join(part for part in (fault.context, fault.problem) if part)
        raise DataFault(mark.line + 1 if mark else 1, words) from None
    except (yaml.YAMLError, UnicodeEncodeError) as fault:
        raise DataFault(1, str(fault)) from None


class _Reader:
    def __init__(self, text: str, zone: tzinfo) -> None:
        self._parser = CParser(text)
        self._zone = zone
        self._anchors: dict[str, Value] = {}
        self._nodes = 0

    def document(self) -> Value:
        while (event := self._parser.get_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                return self._value(self._parser.get_event(), 1)
        return None

    def _value(self, event: Any, depth: int) -> Value:
        self._nodes += 1
        line = event.start_mark.line + 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise DataFault(line, "nested too deep or too long")
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise DataFault(line, f"unknown alias {event.anchor}")
            return self._anchors[event.anchor]
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, line)
            if isinstance(value, datetime):
                value = shown_time(value, self._zone)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        else:
            value = self._mapping(depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self, depth: int) -> Value:
        items: list[Value] = []
        while not isinstance(event := self._parser.get_event(), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(event := self._parser.get_event(), yaml.MappingEndEvent):
            merges = False
            if isinstance(event, yaml.ScalarEvent):
                merges = event.value == _MERGE and not event.style
                key = _key(event, self._zone)
                if event.anchor is not None:
                    self._anchors[event.anchor] = key
            else:
                key = str(self._value(event, depth + 1))
            value = self._value(self._parser.get_event(), depth + 1)
            if merges and isinstance(value, dict | list):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, dict):
                        values.update(one)
            else:
                values[key] = value
        return values


def _key(event: Any, zone: tzinfo) -> str:
    """Return a key as Ruby has it: `2019` is a number and `no` is false, which no text equals.

    What Liquid does with such keys, it does here: `map[2019]` finds the first, `map.no` finds nothing.
    """
    if event.tag is not None or not event.implicit[0]:
        return str(event.value)
    try:
        key = resolve(event.value)
    except ScalarFault:
        return str(event.value)
    return cast(str, shown_time(key, zone) if isinstance(key, datetime) else key)


def _scalar(event: Any, line: int) -> Value:
    try:
        if event.tag is not None and event.tag not in {"!", _TEXT}:
            return resolve_tagged(event.value, event.tag)
        if event.tag is not None or event.implicit[1]:
            return str(event.value)
        return resolve(event.value)
    except ScalarFault as fault:
        raise DataFault(line, str(fault)) from None
