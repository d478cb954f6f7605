"""One-post sites, what Debian's Jekyll makes of them in one process, and the comparison with verdicts."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.site.excerpts import excerpt_of
from curator.site.folder import open_site
from curator.site.verdicts import BuildOptions, Judge, Verdict
from curator.site.visibility import Visibility

ORACLE = Path(__file__).with_name("verdict_oracle.rb")
MODIFIED = datetime(2021, 3, 4, 23, 30, tzinfo=UTC)
"""When the files of all cases were changed, for drafts without a date."""


@dataclass(frozen=True)
class Case:
    """A site of one post and what else it takes."""

    name: str
    path: str
    source: bytes
    config: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    """As on Jekyll's command line: show_drafts, future, unpublished."""
    config_files: tuple[str, ...] = ()
    render: bool = True


def write_case(root: Path, case: Case) -> None:
    """Write the site of a case."""
    contents: dict[str, bytes] = {path: text.encode() for path, text in case.files.items()}
    if case.config or not case.config_files:
        contents["_config.yml"] = case.config.encode()
    contents[case.path] = case.source
    stamp = MODIFIED.timestamp()
    for path, content in contents.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    os.utime(root / case.path, (stamp, stamp))


def _own_source(case: Case) -> bool:
    return "source:" in case.config


def build_all(roots: Sequence[Path], cases: Sequence[Case], zone: str) -> list[dict[str, Any]]:
    """Have Jekyll build the sites of `cases` in one process, and return what it says of each."""
    asked = [
        {
            "root": str(root),
            "config": list(case.config_files) or (["_config.yml"] if _own_source(case) else None),
            "switches": {name: True for name, given in case.switches.items() if given},
            "render": case.render,
            "own_destination": "destination:" in case.config,
            "own_source": _own_source(case),
            "ask": [case.path],
        }
        for root, case in zip(roots, cases, strict=True)
    ]
    done = subprocess.run(
        ["ruby", "-Ku", ORACLE],
        input=json.dumps({"sites": asked}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "TZ": zone, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(answers) == len(cases)
    crashed = [answer["crash"] for answer in answers if "crash" in answer]
    assert not crashed, crashed
    for root in roots:
        shutil.rmtree(root / "_site", ignore_errors=True)
    return answers


def judge_case(root: Path, case: Case, zone: str, now: float) -> tuple[Verdict, Value]:
    """Return Curator's verdict on a case and the excerpt it would have."""
    site = open_site(root, config_files=case.config_files)
    options = BuildOptions(
        drafts=case.switches.get("show_drafts", False),
        future=case.switches.get("future", False),
        unpublished=case.switches.get("unpublished", False),
        zone=None if site.config.timezone is not None else ZoneInfo(zone),
    )
    document = split(case.source)
    verdict = Judge(site, options).verdict(
        document,
        parse(document.front_matter or ""),
        case.path,
        datetime.fromtimestamp(now, UTC),
        modified=MODIFIED,
    )
    return verdict, excerpt_of(document, verdict.excerpt_rule)


def typed(value: Value) -> Any:
    """Write a value as the oracle does."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": value}
    if isinstance(value, datetime):
        return {"time": value.timestamp()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, list | tuple):
        return {"list": [typed(item) for item in value]}
    return {"map": [[key, typed(item)] for key, item in value.items()]}


EARLIEST = datetime(1, 1, 2, tzinfo=UTC).timestamp()
LATEST = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
BEYOND_THE_CALENDAR = "Python's calendar ends where Ruby's goes on: years before 1 and after 9999"

_NEVER_READ = {Visibility.OUTSIDE, Visibility.NO_COLLECTION, Visibility.STATIC_FILE}


def _comparable(said: Any) -> Any:
    if isinstance(said, dict):
        if "float" in said:
            number = str(said["float"]).replace("Infinity", "inf").replace("NaN", "nan")
            return {"float": repr(float(number))}
        if "time" in said:
            return {"time": round(float(said["time"]), 3)}
        if "cut" in said:
            return _comparable(said["cut"])
        if "map" in said:  # keys are text for Curator, whatever they are for Ruby
            return {"map": [_comparable(item) for _, item in said["map"]]}
        return {key: _comparable(item) for key, item in said.items()}
    return [_comparable(item) for item in said] if isinstance(said, list) else said


def differences(
    case: Case, answer: Mapping[str, Any], verdict: Verdict, excerpt: Value
) -> list[str]:
    """Return in words where a verdict is not what Jekyll did."""
    found: list[str] = []

    def compare(what: str, mine: Any, theirs: Any) -> None:
        if mine != theirs:
            found.append(f"{what}: verdict {mine!r}, Jekyll {theirs!r}")

    post = answer["posts"].get(case.path)
    if post is not None and not EARLIEST < post.get("date", 0) < LATEST:
        return [BEYOND_THE_CALENDAR]
    aborted = "abort" in answer
    compare("aborts", verdict.aborts_build is not None, aborted)
    if aborted:
        found += [] if not found else [f"  ({answer['abort']}: {answer.get('message')})"]
        return found
    left_out = post is None or post.get("left_out", False)
    compare("visible", verdict.visible, not left_out and post["write"] and post["written"])
    if post is None or "error" in post or verdict.reason in _NEVER_READ:
        return found
    compare("url", verdict.url, None if "url_error" in post else post["url"])
    # The disk's limits show only where Jekyll writes.
    if verdict.target is not None or verdict.visible:
        compare("target", verdict.target, post.get("target"))
    compare_data(found, post, verdict, excerpt)
    return found


def compare_data(
    found: list[str], post: Mapping[str, Any], verdict: Verdict, excerpt: Value
) -> None:
    """Add where title, terms, date, excerpt and layouts are not Jekyll's."""

    def compare(what: str, mine: Any, theirs: Any) -> None:
        if mine != theirs:
            found.append(f"{what}: verdict {mine!r}, Jekyll {theirs!r}")

    for what, mine in (
        ("title", verdict.title),
        ("slug", verdict.slug),
        ("categories", list(verdict.categories)),
        ("tags", list(verdict.tags)),
        ("excerpt", excerpt),
    ):
        theirs = post[what]
        if what in {"categories", "tags"} and not (isinstance(theirs, dict) and "list" in theirs):
            theirs = {"list": [] if theirs is None else [theirs]}
        compare(what, _comparable(typed(mine)), _comparable(theirs))
    moment = verdict.date
    if moment is None:
        found.append(f"date: verdict None, Jekyll {post['date']}")
        return
    compare("date", int(moment.timestamp() // 1), post["date"])
    offset = moment.utcoffset() or timedelta(0)
    compare("offset", offset.total_seconds(), post["offset"])
    compare("utc day differs", verdict.utc_day_differs, post["day"] != post["utc_day"])
    compare("draft", verdict.draft, post["draft"])
    names = [name for name in post["layouts"] if isinstance(name, str)]
    missing = [name["missing"] for name in post["layouts"] if isinstance(name, dict)]
    compare("layouts", list(verdict.layouts), names)
    if missing:
        compare("missing layout", verdict.missing_layout, missing[0])


@dataclass
class Outcome:
    """What came of comparing many cases."""

    compared: int = 0
    beyond: int = 0
    """How many cases Python has no dates for, and were not compared."""
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0


def compare_all(folder: Path, cases: Iterable[Case], zone: str) -> Outcome:
    """Build all cases with Jekyll in one process and compare each with its verdict."""
    outcome = Outcome()
    listed = list(cases)
    roots = [folder / str(number) for number in range(len(listed))]
    for root, case in zip(roots, listed, strict=True):
        if not root.exists():
            write_case(root, case)
    begun = time.perf_counter()
    answers = build_all(roots, listed, zone)
    outcome.seconds = time.perf_counter() - begun
    for root, case, answer in zip(roots, listed, answers, strict=True):
        verdict, excerpt = judge_case(root, case, zone, answer.get("now", 0.0))
        failures = differences(case, answer, verdict, excerpt)
        if failures == [BEYOND_THE_CALENDAR]:
            outcome.beyond += 1
            continue
        if failures:
            outcome.failures.append(
                f"{case.name} [{zone}] {case.path!r} {case.source!r} {case.config!r}: "
                + "; ".join(failures)
            )
        outcome.compared += 1
    return outcome
