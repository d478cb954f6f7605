"""Random values and templates give what real Jekyll gives, asked in batches."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rendering.liquid.jekyll_oracle import ZONE, Oracle
from tests.rendering.liquid.test_against_jekyll import SCOPE, cases, differences

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

TEXTS = st.text(
    st.sampled_from("abAB zé字，ß<>&\"'/\\.-_%+?#:;=@0129\t\n |{}[]()!~，Ａ한ひ"), max_size=24
)
INTEGERS = st.integers(-(10**12), 10**12)
FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=32).filter(
    lambda number: number == 0 or 1e-6 < abs(number) < 1e12
)
TIMES = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1)).map(  # noqa: DTZ001  zones follow
    lambda moment: moment.replace(microsecond=0)
)
DATES = st.one_of(
    TIMES.map(lambda moment: moment.replace(tzinfo=ZONE).astimezone(UTC).astimezone(ZONE)),
    TIMES.map(lambda moment: moment.replace(tzinfo=UTC)),
    TIMES.map(lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S")),
    TIMES.map(lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S -0330")),
    TIMES.map(lambda moment: moment.strftime("%d %b %Y")),
    st.dates(date(1975, 1, 1), date(2037, 1, 1)),
    st.integers(0, 2**31),
)
SCALARS = st.one_of(TEXTS, INTEGERS, FLOATS, st.booleans(), st.none())
OBJECTS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.one_of(st.none(), st.sampled_from(["x", "y", "X", ""]), INTEGERS),
        "n": st.one_of(st.none(), st.integers(0, 3), st.sampled_from(["1", "2.5", "b"])),
        "tags": st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
    },
)
LISTS = st.one_of(
    st.lists(st.sampled_from(["b", "a", "C", "ab", ""]), max_size=5),
    st.lists(st.integers(-3, 3), max_size=5),
    st.lists(OBJECTS, max_size=5),
    st.lists(st.one_of(SCALARS, st.lists(st.sampled_from(["b", "c"]), max_size=2)), max_size=4),
)


def agree(jekyll: Oracle, name: str, value: Any) -> None:
    found = differences(jekyll, cases(name), {"V": value, "list": [1, "b"]})
    assert "\n".join(found) == ""


@FEW
@given(value=TEXTS)
def test_texts(jekyll: Oracle, value: str) -> None:
    agree(jekyll, "string_filters", value)


@FEW
@given(value=st.one_of(INTEGERS, FLOATS, INTEGERS.map(str), FLOATS.map(str)))
def test_numbers(jekyll: Oracle, value: object) -> None:
    agree(jekyll, "number_filters", value)


@FEW
@given(value=LISTS)
def test_lists(jekyll: Oracle, value: list[object]) -> None:
    agree(jekyll, "list_filters", value)


@FEW
@given(value=DATES)
def test_dates(jekyll: Oracle, value: object) -> None:
    agree(jekyll, "date_filters", value)


NAMES = st.sampled_from(
    [
        "title",
        "number",
        "list",
        "list[1]",
        "author.name",
        "nested.list.first.name",
        "missing",
        "page.tags",
    ]
)
WORDS = st.one_of(
    NAMES,
    st.sampled_from(["'a'", '"b c"', "3", "-2", "1.5", "nil", "true", "empty", "blank", "(1..3)"]),
    st.sampled_from(
        ["|", ":", ",", "==", "!=", ">", "contains", "and", "or", "&&", "not", "=", "in", "."]
    ),
    st.sampled_from(
        ["upcase", "size", "append", "plus", "join", "split", "limit:", "offset:", "reversed"]
    ),
    st.text(st.sampled_from("ab'\"[]().-|:,=<> 1"), max_size=4),
)
MARKUP = st.lists(WORDS, max_size=6).map(" ".join)
TIGHT = st.lists(WORDS, max_size=5).map("".join)
ANY = st.one_of(MARKUP, TIGHT)
TEMPLATES = st.one_of(
    ANY.map(lambda text: f"{{{{ {text} }}}}"),
    ANY.map(lambda text: f"{{% if {text} %}}yes{{% else %}}no{{% endif %}}"),
    ANY.map(lambda text: f"{{% assign x = {text} %}}[{{{{ x }}}}]"),
    ANY.map(lambda text: f"{{% for i in {text} %}}{{{{ i }}}},{{% else %}}none{{% endfor %}}"),
    ANY.map(lambda text: f"{{% case {text} %}}{{% when {text} %}}a{{% when 3 %}}b{{% endcase %}}"),
    ANY.map(lambda text: f"{{% cycle {text} %}}{{% cycle {text} %}}"),
    ANY.map(lambda text: f"{{% tablerow i in {text} %}}{{{{ i }}}}{{% endtablerow %}}"),
    ANY.map(lambda text: f"{{% include card.html {text} %}}"),
    ANY.map(lambda text: f"{{% capture {text} %}}z{{% endcapture %}}{{{{ title }}}}"),
)


@FEW
@given(templates=st.lists(TEMPLATES, min_size=40, max_size=40))
def test_odd_words_in_tags(jekyll: Oracle, templates: list[str]) -> None:
    assert "\n".join(differences(jekyll, templates, SCOPE)) == ""


TAGS = st.sampled_from(
    [
        "{% if yes %}", "{%- if no -%}", "{% else %}", "{% endif %}", "{%- endif %}", "{% for i in list limit:2 %}",
        "{% endfor %}", "{%- endfor -%}", "{% case number %}", "{% when 7 %}", "{% endcase %}", "{% raw %}",
        "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% assign q = i %}", "{{ q }}", "{{- i -}}",
        "{% capture c %}", "{% endcapture %}", "{{ c }}", " ", "\n", "x", "  y\n", "{% break %}", "{% continue %}",
        "{% ifchanged %}", "{% endifchanged %}", "{% cycle 'o', 'p' %}", "{% increment w %}", "{% include loop.html %}",
    ]
)  # fmt: skip
STRUCTURES = st.recursive(
    st.lists(TAGS, max_size=3).map("".join),
    lambda inner: st.one_of(
        inner.map(lambda text: f"{{% if yes %}}{text}{{% else %}} {{% endif %}}"),
        inner.map(lambda text: f" {{%- for i in list -%}} {text}{{% endfor %}} "),
        inner.map(lambda text: f"{{% unless no %}} {text}{{%- endunless %}}\n"),
        inner.map(lambda text: f"{{% case number %}} {{% when 7 %}}{text}{{% endcase %}}"),
        inner.map(lambda text: f"{{% capture c %}}{text}{{% endcapture %}}{{{{ c }}}}"),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=5,
)


@FEW
@given(templates=st.lists(STRUCTURES, min_size=40, max_size=40))
def test_nested_tags(jekyll: Oracle, templates: list[str]) -> None:
    assert "\n".join(differences(jekyll, templates, SCOPE)) == ""
