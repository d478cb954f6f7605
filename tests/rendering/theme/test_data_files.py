"""`site.data` as Jekyll reads it: kinds of files, names, nesting, faults."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from curator.rendering.liquid.values import to_s
from curator.rendering.theme.data_files import DataFiles, csv_options, merged, sanitized
from curator.rendering.theme.data_yaml import DataFault, load
from curator.rendering.theme.files import Folder
from tests.rendering.theme.conftest import write

FILES = {
    "simple.yml": "a: 1\nb: [x, y]\nc: {d: ~, e: yes}\n",
    "list.yaml": "- 1_000\n- 12:30\n- 'text'\n- 2.50\n- off\n",
    "numbers.yml": "hex: 0x1f\noctal: 0777\nfloat: 1.5e3\nbig: 12345678901234567890\n'2022': year\n",
    "keys.yml": "2022: a\nno: b\n1.50: c\n2024-01-02: d\n~: e\n'2023': f\n0x10: g\n'on': h\n",
    "anchors.yml": "base: &b {x: 1, y: 2}\nother:\n  <<: *b\n  y: 3\nlist: [*b, *b]\n",
    "empty.yml": "",
    "scalar.yml": "just text\n",
    "data.json": '{"a": [1, 2.5, null, true], "中": "文", "e": "\\u00e9"}',
    "loose.json": "{a: 1, b: [x, y]}",
    "table.csv": 'name,count,note\n"a, b",1,\nc,,"say ""hi"""\n\nd\n',
    "tabs.tsv": "k\tv\n1\tx y\n",
    "nested/deep/er.yml": "ok: true\n",
    "nested/with space.yml": "s: 1\n",
    "nested/odd!name & so.yml": "o: 1\n",
    "both.yml": "from: file\n",
    "both/inner.yml": "from: folder\n",
    "UPPER.YML": "not: read\n",
    ".hidden.yml": "not: read\n",
    "notes.txt": "not read",
    "中文.yml": "c: 1\n",
}
SCRIPT = """
require "jekyll"
require "json"
Jekyll.logger.log_level = :error
config = Jekyll.configuration("source" => ARGV[0], "quiet" => true, "disable_disk_cache" => true)
site = Jekyll::Site.new(config)
puts JSON.generate(Jekyll::DataReader.new(site).read("_data"))
"""


def plain(value: Any) -> Any:
    """Make plain lists and mappings of lazy ones."""
    if hasattr(value, "items"):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def as_json(value: Any) -> Any:
    """Make of keys that are no text what Ruby's JSON makes of them."""
    if hasattr(value, "items"):
        return {to_s(name): as_json(item) for name, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


@pytest.mark.jekyll
def test_data_equals_jekylls(tmp_path: Path) -> None:
    if shutil.which("ruby") is None or shutil.which("jekyll") is None:
        pytest.skip("Debian's jekyll is not installed")
    for name, text in FILES.items():
        write(tmp_path / "_data" / name, text)
    done = subprocess.run(
        ["ruby", "-Ku", "-e", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    files = DataFiles(Folder(tmp_path), "_data")
    assert as_json(plain(files.tree())) == json.loads(done.stdout)
    assert not files.broken


def test_a_broken_file_is_empty_and_named(tmp_path: Path) -> None:
    write(tmp_path / "_data/bad.yml", "a: 1\nb: [\n")
    write(tmp_path / "_data/good.yml", "a: 1\n")
    files = DataFiles(Folder(tmp_path), "_data")
    assert plain(files.tree()) == {"bad": None, "good": {"a": 1}}
    assert [(one.path, one.line) for one in files.broken.values()] == [("_data/bad.yml", 3)]
    write(tmp_path / "_data/bad.yml", "a: 2\n")
    assert plain(files.tree()) == {"bad": {"a": 2}, "good": {"a": 1}}
    assert not files.broken


def test_files_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "_data/bad.yml", "a: [\n")
    files = DataFiles(Folder(tmp_path), "_data")
    assert list(files.tree()) == ["bad"]
    assert not files.broken


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    write(tmp_path / "secret/x.yml", "a: 1\n")
    write(tmp_path / "site/_data/y.yml", "b: 1\n")
    (tmp_path / "site/_data/x.yml").symlink_to(tmp_path / "secret/x.yml")
    (tmp_path / "site/_data/dir").symlink_to(tmp_path / "secret")
    tree = DataFiles(Folder(tmp_path / "site"), "_data").tree()
    assert tree["x"] is None
    assert plain(tree["dir"]) == {}
    assert plain(tree["y"]) == {"b": 1}


@pytest.mark.parametrize(
    "text", ["*a", "a: &x [*x]", "a: " + "[" * 100, "a: {b", "\t- x", "a: !ruby/object:X {}x"]
)
def test_what_cannot_be_read_is_a_fault(text: str) -> None:
    with pytest.raises(DataFault):
        load(text)


def test_keys_are_what_their_text_means() -> None:
    loaded = load("2022: a\nno: b\n'2023': c\n!!str 2024: d\n")
    assert plain(loaded) == {2022: "a", False: "b", "2023": "c", "2024": "d"}


def test_csv_options() -> None:
    assert csv_options(None, ",").headers
    options = csv_options({"headers": False, "csv_converters": ["numeric"]}, ",")
    assert not options.headers
    assert options.converters == ("numeric",)


def test_names() -> None:
    assert sanitized("a b-c_d.e") == "a_b-c_de"
    assert sanitized("  lead") == "lead"


def test_a_sites_data_lies_over_its_themes() -> None:
    assert merged({"a": {"b": 1, "c": 2}, "d": 1}, {"a": {"c": 3}, "e": None}) == {
        "a": {"b": 1, "c": 3},
        "d": 1,
        "e": None,
    }
