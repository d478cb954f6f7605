"""Children are started by module, and by the program's own name where it is frozen."""

import subprocess
import sys

import pytest

from curator.processes.child import ChildProcess
from curator.processes.commands import CHILDREN, child_command, serve_as_child
from curator.processes.frames import Frame, FrameKind


def test_a_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("render") == [sys.executable, "--child", "render"]


@pytest.mark.parametrize("arguments", [[], ["--child"], ["--child", "os"], ["list", "render"]])
def test_other_arguments_are_a_users(arguments: list[str]) -> None:
    assert not serve_as_child(arguments)


@pytest.mark.parametrize("name", CHILDREN)
def test_every_child_serves_when_the_program_is_called_so(name: str) -> None:
    child = ChildProcess([sys.executable, "-m", "curator", "--child", name])
    assert child.await_ready(30)
    child.send(Frame(FrameKind.REQUEST, {"task": "no such task"}))
    answered = child.receive(30)
    assert answered is not None
    assert answered.kind is FrameKind.FAILED
    child.kill()


def test_a_child_ends_with_its_input() -> None:
    ended = subprocess.run(
        child_command("render"), input=b"", capture_output=True, timeout=60, check=False
    )
    assert ended.returncode == 0
