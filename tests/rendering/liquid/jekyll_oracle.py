"""Real Jekyll as the judge of templates: one Ruby process over a small site of our own."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, 9, 30, tzinfo=ZONE)
CONFIG = {
    "title": "The Quay & Co",
    "url": "https://quay.example",
    "baseurl": "/news",
    "timezone": "Asia/Shanghai",
}
INCLUDES = {
    "card.html": "<b>{{ include.title }}</b>{{ include.text }}",
    "plain.txt": "plain\n",
    "deep/one.html": "1{% include deep/two.html x=include.x %}1",
    "deep/two.html": "2{{ include.x }}2",
    "assigns.html": "{% assign kept = 'set inside' %}",
    "loop.html": "{% for i in (1..3) %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "breaks.html": "a{% break %}b",
    "self.html": "{% include self.html %}",
    "front.html": "---\nx: 1\n---\nbody",
    "broken.html": "{% if %}x{% endif %}",
    "param.html": "{% for p in include %}{{ p[0] }}={{ p[1] }};{% endfor %}",
}
POSTS = {
    "_posts/2022-01-11-first-light.md": "---\ntitle: First light\n---\none\n",
    "_posts/2022-03-05-tides.md": "---\ntitle: Tides\ncategories: [Sea]\n---\ntwo\n",
    "_posts/2022-03-05-渡口.md": "---\ntitle: 渡口\n---\nthree\n",
    "harbour/_posts/2023-07-09-cranes.md": "---\ntitle: Cranes\n---\nfour\n",
}
URLS = {
    "_posts/2022-01-11-first-light.md": "/2022/01/11/first-light.html",
    "_posts/2022-03-05-tides.md": "/sea/2022/03/05/tides.html",
    "_posts/2022-03-05-渡口.md": "/2022/03/05/%E6%B8%A1%E5%8F%A3.html",
    "harbour/_posts/2023-07-09-cranes.md": "/harbour/2023/07/09/cranes.html",
    "about.md": "/about.html",
    "docs/index.md": "/docs/",
    "assets/a b.txt": "/assets/a b.txt",
}


class Site:
    """The same site as `Sources`, in memory."""

    def __init__(self, config: Mapping[str, object] | None = None) -> None:
        self.config: Mapping[str, object] = CONFIG if config is None else config
        self.zone = ZONE
        self.now = NOW
        self.asked: list[str] = []

    def include(self, name: str) -> str | None:
        self.asked.append(name)
        return INCLUDES.get(name)

    def relative_include(self, page_path: str, name: str) -> str | None:
        folder = page_path.rpartition("/")[0]
        return POSTS.get(f"{folder}/{name}" if folder else name)

    def file_url(self, path: str) -> str | None:
        return URLS.get(path.removeprefix("/") if "assets/" in path else path)

    def post_url(self, name: str) -> str | None:
        wanted = name.removeprefix("/")
        folder, _, base = wanted.rpartition("/")
        for path in POSTS:
            stem = path.rpartition(".")[0]
            if stem in (f"_posts/{wanted}", f"{folder}/_posts/{base}" if folder else ""):
                return URLS[path]
        return None

    def markdown(self, text: str) -> str:
        return f"<p>{text}</p>\n"

    def smartify(self, text: str) -> str:
        return text

    def sassify(self, text: str) -> str:
        return text

    def scssify(self, text: str) -> str:
        return text


def write_site(root: Path) -> None:
    """Write the site to a folder for Ruby."""
    config = "".join(f"{key}: {json.dumps(value)}\n" for key, value in CONFIG.items())
    (root / "_config.yml").write_text(config)
    files = {f"_includes/{name}": text for name, text in INCLUDES.items()}
    files |= POSTS
    files |= {"about.md": "---\n---\nabout\n", "docs/index.md": "---\n---\ndocs\n"}
    files["assets/a b.txt"] = "text\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@dataclass(frozen=True)
class Answer:
    """What Jekyll made of a template: a text, or the error it stopped with."""

    text: str | None
    error: str | None = None


class Oracle:
    """A Ruby process that renders templates."""

    def __init__(self, root: Path) -> None:
        write_site(root)
        self._process = subprocess.Popen(
            ["ruby", str(Path(__file__).with_name("oracle.rb")), str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def render(
        self,
        templates: Sequence[str],
        scope: Mapping[str, Any] | None = None,
        page: Mapping[str, Any] | None = None,
        liquid: Mapping[str, object] | None = None,
        config: Mapping[str, object] | None = None,
    ) -> list[Answer]:
        """Return what Jekyll makes of templates."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {
            "templates": list(templates),
            "scope": _encoded(scope or {}),
            "page": _encoded(page or {}),
            "liquid": liquid or {},
            "config": _encoded(config or {}),
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the Ruby process ended"
        return [Answer(one.get("text"), one.get("error")) for one in json.loads(line)]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _encoded(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"__utc__" if value.tzinfo is UTC else "__time__": int(value.timestamp())}
    if isinstance(value, date):
        return {"__date__": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: _encoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encoded(item) for item in value]
    return value
