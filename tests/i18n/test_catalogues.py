"""The catalogues are complete, fit the sources and are compiled; the sources can be translated."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from curator import resources, translation
from curator.domain.post import Status
from curator.gui.actions import Command, Entry, Submenu, menus, spoken
from curator.gui.words import status_word
from tests.i18n import catalogues

LANGUAGES = catalogues.languages()
OUR_OWN_NAMES = {"language_en", "language_zh_CN"}
"""Commands that are called the same in every language."""

_HAN = "[\u3400-\u9fff]"
_SHOWING = {
    *("setText", "setToolTip", "setStatusTip", "setWindowTitle", "setAccessibleName"),
    *("setAccessibleDescription", "setPlaceholderText", "setInformativeText", "setTabText"),
    *("setTitle", "addAction", "addMenu", "QLabel", "QPushButton", "QCheckBox", "QRadioButton"),
    *("QGroupBox", "QToolBar", "say", "message", "UsageError", "BadParameter"),
}
"""What puts its first text on the screen, in Qt, in our own widgets and in the commands."""
_NEVER_TRANSLATED = {"YAML", "Curator"}


@pytest.fixture(scope="module")
def template() -> Catalog:
    """Return what the sources say now."""
    return catalogues.extract()


@pytest.fixture(params=LANGUAGES)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    """Return the catalogue of one language."""
    return catalogues.read(request.param)


@pytest.fixture
def in_chinese() -> Iterator[None]:
    """Speak Chinese during a test."""
    translation.use(resources.path("i18n"), ["zh_CN"])
    yield
    translation.use(resources.path("i18n"), ["en"])


def messages(catalog: Catalog) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Yield each finished message with its English forms and its translated ones."""
    left = catalogues.unfinished(catalog)
    for message in catalog:
        if message.id and message not in left:
            yield message, catalogues.forms(message.id), catalogues.forms(message.string)


def test_there_is_a_chinese_catalogue() -> None:
    assert "zh_CN" in LANGUAGES


def test_the_template_holds_what_the_sources_say(template: Catalog) -> None:
    stale = catalogues.text_of(template) != catalogues.TEMPLATE.read_bytes()
    assert not stale, "texts were changed: run ./dev translations and commit resources/i18n"


def test_each_catalogue_holds_the_texts_of_the_sources(catalog: Catalog, template: Catalog) -> None:
    def keys(some: Catalog) -> set[tuple[object, object]]:
        return {(message.context, message.id) for message in some if message.id}

    assert keys(catalog) == keys(template), "run ./dev translations"


def test_nothing_is_left_untranslated_or_unsure(catalog: Catalog) -> None:
    assert [message.id for message in catalogues.unfinished(catalog)] == []


def test_placeholders_are_those_of_the_text(catalog: Catalog) -> None:
    def fields(text: str) -> Counter[str]:
        parts = ((name, spec, how) for _text, name, spec, how in Formatter().parse(text))
        return Counter(f"{name}:{spec}!{how}" for name, spec, how in parts if name is not None)

    wrong = [
        said
        for _message, texts, said in messages(catalog)
        if any(fields(one) != fields(texts[-1]) for one in said)
    ]
    assert wrong == []


def test_what_the_program_reads_is_compiled_from_what_people_edit(catalog: Catalog) -> None:
    compiled = catalogues.po_file(str(catalog.locale_identifier)).with_suffix(".mo")
    assert compiled.read_bytes() == catalogues.compiled(catalog), "run ./dev translations"


def test_the_compiled_catalogue_is_read_by_python_itself(catalog: Catalog) -> None:
    folder, language = str(catalogues.FOLDER), str(catalog.locale_identifier)
    read = gettext.translation("curator", folder, [language])
    assert read.info()["language"] == language
    for message, texts, said in messages(catalog):
        if len(texts) == 2:
            assert {read.ngettext(texts[0], texts[1], number) for number in range(120)} == set(said)
        elif message.context:
            assert read.pgettext(message.context, texts[0]) == said[0]
        else:
            assert read.gettext(texts[0]) == said[0]


def test_catalogues_say_nothing_of_the_machine_or_the_day(catalog: Catalog) -> None:
    file = catalogues.po_file(str(catalog.locale_identifier))
    for path in (file, file.with_suffix(".mo"), catalogues.TEMPLATE):
        text = path.read_bytes()
        assert b"-Date:" not in text
        assert b"Generated-By" not in text
        assert str(catalogues.ROOT).encode() not in text


# Chinese as Chinese programs write it


def test_mnemonics_stand_behind_the_word_and_are_the_english_letters() -> None:
    wrong = []
    for _message, texts, said in messages(catalogues.read("zh_CN")):
        wanted = re.findall("&(.)", texts[0])
        found = re.findall(r"\(&(.)\)", said[0])
        if [letter.upper() for letter in wanted] != found or said[0].count("&") != len(found):
            wrong.append(said[0])
    assert wrong == []


def test_a_text_that_opens_a_dialog_ends_with_dots_in_both_languages() -> None:
    for _message, texts, said in messages(catalogues.read("zh_CN")):
        assert texts[0].endswith("…") == said[0].endswith("…"), said


def test_chinese_sentences_have_chinese_punctuation() -> None:
    latin = re.compile(f"{_HAN}[,;:?!.]|[,;?!]{_HAN}|'")
    wrong = [
        said
        for _message, _texts, (said,) in messages(catalogues.read("zh_CN"))
        if latin.search(said)
    ]
    assert wrong == []


def test_sentences_end_as_sentences_and_labels_do_not() -> None:
    for _message, texts, said in messages(catalogues.read("zh_CN")):
        assert texts[0].endswith(".") == said[0].endswith("。"), said


def test_han_and_latin_letters_stand_apart() -> None:
    close = re.compile(f"{_HAN}[A-Za-z0-9{{`-]|[A-Za-z0-9}}`]{_HAN}")
    wrong = [
        said
        for _message, _texts, (said,) in messages(catalogues.read("zh_CN"))
        if close.search(said)
    ]
    assert wrong == []


def test_the_statuses_are_called_as_in_the_sample_site(in_chinese: None) -> None:
    words = [status_word(status) for status in Status]
    assert words == ["收稿", "审读", "备妥", "发布", "回收站"]


# Commands


def commands() -> list[Command | Submenu]:
    """Return every entry of the menus, those of submenus too."""

    def inside(entries: "list[Entry]") -> Iterator[Command | Submenu]:
        for entry in entries:
            if isinstance(entry, Submenu):
                yield entry
                yield from inside(list(entry.entries))
            elif entry is not None:
                yield entry

    return [entry for title, entries in menus() for entry in inside([Submenu(title, entries)])]


def test_every_command_is_worded_in_both_languages(in_chinese: None) -> None:
    chinese = commands()
    translation.use(resources.path("i18n"), ["en"])
    for one, other in zip(commands(), chinese, strict=True):
        assert one.text.strip()
        if not isinstance(one, Command) or one.name not in OUR_OWN_NAMES:
            assert one.text.isascii() or "…" in one.text, one.text
            assert re.search(_HAN, other.text), one.text


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_two_entries_of_a_menu_have_the_same_letter(language: str, in_chinese: None) -> None:
    translation.use(resources.path("i18n"), [language])
    bar = [Submenu(title, entries) for title, entries in menus()]
    for menu in (Submenu("", bar), *(entry for entry in commands() if isinstance(entry, Submenu))):
        letters = [
            letter.upper()
            for entry in menu.entries
            if entry is not None
            for letter in re.findall("&(.)", entry.text)
        ]
        assert len(letters) == len(set(letters)), (menu.text, letters)


def test_a_menu_text_is_spoken_without_its_marks() -> None:
    assert spoken("&Import files…") == "Import files"
    assert spoken("Pre&vious post") == "Previous post"
    assert spoken("导入文件(&I)…") == "导入文件"
    assert spoken("撤销(&U)：导入（一）") == "撤销：导入（一）"


# Sources


def lookups(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield the places where a text is looked up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in catalogues.LOOKUPS:
            yield node


def name_of(call: ast.Call) -> str:
    """Return the last name of what is called."""
    called = call.func
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_only_whole_literal_texts_are_looked_up() -> None:
    """Neither f-strings nor parts put together, nor texts made elsewhere: none can be extracted."""
    wrong = []
    for file, tree in catalogues.modules():
        if file.as_posix() == "curator/translation.py":
            continue
        for call in lookups(tree):
            count = 1 if name_of(call) in {"_", "gettext"} else 2
            if call.keywords or not all(is_text(argument) for argument in call.args[:count]):
                wrong.append(f"{file}:{call.lineno}")
    assert wrong == []


def test_texts_are_looked_up_when_they_are_shown_never_at_import() -> None:
    def at_import(node: ast.AST) -> Iterator[ast.AST]:
        yield node
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                for outside in (*getattr(child, "decorator_list", []), child.args):
                    yield from at_import(outside)
            else:
                yield from at_import(child)

    wrong = [
        f"{file}:{node.lineno}"
        for file, tree in catalogues.modules()
        for node in at_import(tree)
        if isinstance(node, ast.Call) and name_of(node) in catalogues.LOOKUPS
    ]
    assert wrong == []


def test_no_module_that_translates_uses_the_name_for_something_else() -> None:
    wrong = []
    for file, tree in catalogues.modules():
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.arg)]
        imported = any(
            alias.asname == "_"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        )
        for node in names:
            stored = isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store)
            if imported and stored and (node.arg if isinstance(node, ast.arg) else node.id) == "_":
                wrong.append(f"{file}:{node.lineno}")
    assert wrong == []


def test_nothing_is_shown_that_cannot_be_translated() -> None:
    wrong = []
    for file, tree in catalogues.modules():
        if file.parts[1] not in {"gui", "cli"}:
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and name_of(call) in _SHOWING:
                for argument in call.args[:2]:
                    words = ast.literal_eval(argument) if is_text(argument) else ""
                    if re.search("[A-Za-z]", words) and words not in _NEVER_TRANSLATED:
                        wrong.append(f"{file}:{call.lineno}: {words}")
    assert wrong == []
