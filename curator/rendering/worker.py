"""The process that renders, started by `curator.rendering.guard`."""

from collections.abc import Mapping

from curator.processes.frames import Frame, as_data
from curator.processes.serving import Ask, Task, serve
from curator.rendering.converters import CONVERTERS, BodyKind
from curator.rendering.site_tasks import site_tasks


def convert(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Convert a body that stands alone; its kind decides how."""
    kind = BodyKind(request.values["kind"])
    return {}, as_data(CONVERTERS[kind](request.text, request.values["first_line"]))


TASKS: dict[str, Task] = {"convert": convert, **site_tasks()}


def main() -> None:
    """Serve over the standard streams."""
    serve(TASKS)


if __name__ == "__main__":
    main()
