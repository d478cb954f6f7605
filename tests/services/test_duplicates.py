"""Duplicates: found before anything is stored, each with its reason; and those of a whole library."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.likeness import Reason
from curator.domain.listing import Sort
from curator.domain.post import PostId, Status
from curator.domain.query import EVERYTHING
from curator.domain.work import Cancelled, CancelToken
from curator.services import Services
from curator.services.import_items import ImportItem, ImportPlan, OnDuplicate, Outcome
from curator.storage import likenesses
from curator.storage.database import Database
from curator.storage.tables import likeness_keys
from curator.storage.tables import likenesses as kept

PARAGRAPHS = [
    "清晨六点，城市的茶叶产业园已经灯火通明，第326批货物正等待装车，价格为每吨18.30元。",
    "记者从有关部门获悉，当地规模以上企业已达512家，前三季度产值47.21亿元，同比增长9.6%。",
    "公司表示，本季度毛利率为31.4%，较上年同期有所改善，主要得益于上游原料价格回落。",
    "业内人士提醒，产能扩张较快，部分环节已出现价格竞争，投资者应注意相关风险。",
    "为了留住年轻人，当地把实训课开进了职业学校，2021届毕业生有77人留在本地就业。",
]
OTHER = [
    "截至收盘，航运板块上涨2.15%，成交88.02亿元，位居两市前列，机构看好后续表现。",
    "一艘满载零部件的货轮刚刚靠岸，640个标准箱将在两天内完成转运，港区一片繁忙。",
    "受极端天气影响，主力合约报5,120元，较前一交易日下跌1.07%，市场观望情绪浓厚。",
]
MORE = [
    "博物馆本周末延长开放时间，馆方准备了夜间讲解与亲子工坊，预约名额当天上午就已经约满。",
    "气象台预计，未来三天沿海多地有大风，渔船应尽快回港避风，轮渡班次可能临时调整。",
    "图书馆把旧书架改成了长桌，学生可以坐到晚上十点，志愿者负责在闭馆前整理归还的书籍。",
    "山区的小学换上了新的取暖炉，老师说孩子们写字时终于不用再戴着手套了。",
]
LINK = "<https://wire.example.net/a/20220111/NW202201111234567890.html?infoCode={code}>"

DAILY = "https://wire.example.net/live/20220111.html"


def page(
    title: str,
    paragraphs: list[str],
    *,
    day: str = "2022-01-11",
    code: str = "",
    html: bool = True,
    keys: str = "",
) -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs) if html else "\n\n".join(paragraphs)
    link = f"\n\n{LINK.format(code=code)}" if code else ""
    return f'---\ntitle: "{title}"\ndate: {day} 10:00:00 +0800\n{keys}---\n{body}{link}\n'


FIRST = page("茶价小幅走高", PARAGRAPHS, code="NW202201111234567890")


@pytest.fixture
def drop(tmp_path: Path) -> Callable[..., list[Path]]:
    """Return a function that writes files to be dropped; each gets a folder of its own."""
    made: list[Path] = []

    def write(*texts: str | bytes) -> list[Path]:
        files = []
        for text in texts:
            file = tmp_path / "dropped" / str(len(made)) / "article.md"
            file.parent.mkdir(parents=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            files.append(file)
            made.append(file)
        return files

    return write


Drop = Callable[..., list[Path]]


def store(services: Services, files: list[Path]) -> PostId:
    report = services.ingest.apply(services.ingest.plan(files))
    post = report.items[0].post
    assert post is not None
    return post


def planned(services: Services, files: list[Path]) -> ImportItem:
    (item,) = services.ingest.plan(files).items
    return item


@pytest.mark.parametrize(
    ("text", "reason", "least"),
    [
        (FIRST, Reason.SAME_TEXT, 1.0),
        # Rewritten under another title, but its source calls it the same.
        (page("另一个标题", OTHER, code="NW202201111234567890"), Reason.SAME_SOURCE, 0.0),
        (page("另一个标题", PARAGRAPHS, html=False), Reason.ALIKE, 1.0),
        (page("另一个标题", PARAGRAPHS).encode("gb18030"), Reason.ALIKE, 1.0),
        (page("另一个标题", [*PARAGRAPHS[:4], OTHER[0]]), Reason.ALIKE, 0.5),
        (
            page("茶价 小幅走高！", [*OTHER, *PARAGRAPHS[:2]], day="2022-01-12"),
            Reason.SAME_TITLE,
            0.15,
        ),
    ],
    ids=["bytes", "source", "markdown", "encoding", "edited", "title"],
)
def test_an_article_that_is_there_is_told_with_its_reason(
    services: Services, drop: Drop, text: str | bytes, reason: Reason, least: float
) -> None:
    post = store(services, drop(FIRST))
    item = planned(services, drop(text))
    assert (item.outcome, item.post) == (Outcome.DUPLICATE, post)
    assert item.match is not None
    assert (item.match.reason, item.match.post) == (reason, post)
    assert least <= item.match.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        page("航运板块走强", OTHER, day="2022-01-11"),
        page("茶价小幅走高", OTHER, day="2022-01-13"),  # a title that comes back
        # A list that many articles name as their source.
        page("航运板块走强", OTHER, keys="source: https://wire.example.net/live/\n"),
        # From the same address, as portals' daily pages are; nothing in common.
        page("航运板块走强", OTHER, keys=f"source: {DAILY}\n"),
    ],
    ids=["story", "later", "list", "address"],
)
def test_another_article_is_new(services: Services, drop: Drop, text: str) -> None:
    store(services, drop(page("茶价", PARAGRAPHS, keys="source: https://wire.example.net/live/\n")))
    store(services, drop(page("盐价小幅走高", [PARAGRAPHS[0]], keys=f"source: {DAILY}\n")))
    store(services, drop(FIRST))
    assert planned(services, drop(text)).outcome is Outcome.ADDED


def test_what_shares_only_title_and_day_is_taken_in_and_says_so(
    services: Services, drop: Drop
) -> None:
    post = store(services, drop(FIRST))
    translated = page("茶价小幅走高", ["Tea prices rose a little on Tuesday, officials said. " * 4])
    report = services.ingest.apply(services.ingest.plan(drop(translated)))
    (item,) = report.items
    assert item.outcome is Outcome.ADDED
    assert item.match is not None
    assert (item.match.reason, item.match.post) == (Reason.SAME_TITLE, post)
    assert services.duplicates.groups() == []


QUOTED = page("一封短信", PARAGRAPHS[:2], day="2021-03-04")
ROUNDUP = page("一周要闻", [*OTHER[1:], *PARAGRAPHS[:2], *MORE[:3]], day="2021-03-05")


@pytest.mark.parametrize(
    ("there", "dropped", "reason"),
    [(ROUNDUP, QUOTED, Reason.CONTAINED), (QUOTED, ROUNDUP, Reason.CONTAINS)],
    ids=["quoted", "quoting"],
)
def test_what_a_longer_article_quotes_is_no_duplicate_and_says_where_it_stands(
    services: Services, drop: Drop, there: str, dropped: str, reason: Reason
) -> None:
    post = store(services, drop(there))
    item = planned(services, drop(dropped))
    assert item.outcome is Outcome.ADDED
    assert item.match is not None
    assert (item.match.reason, item.match.post) == (reason, post)
    assert item.match.within > 0.9
    assert item.match.score < 0.5  # the greater part of the longer one is another text
    assert services.duplicates.groups() == []


def test_an_excerpt_under_the_title_and_day_of_an_article_is_that_article(
    services: Services, drop: Drop
) -> None:
    whole = page("茶价小幅走高", [*OTHER, *PARAGRAPHS[:2], *MORE])
    post = store(services, drop(whole))
    item = planned(services, drop(page("茶价小幅走高", PARAGRAPHS[:2])))
    assert (item.outcome, item.post) == (Outcome.DUPLICATE, post)
    assert item.match is not None
    assert item.match.reason is Reason.SAME_TITLE


def test_what_stands_in_another_is_told_of_after_a_restart_too(
    services: Services, drop: Drop
) -> None:
    store(services, drop(ROUNDUP))
    session = services.sessions.start(drop(QUOTED))
    (row,) = services.sessions.items(session.id)
    assert (row.outcome, row.noted) == (Outcome.ADDED, True)
    assert row.match is not None
    assert (row.match.reason, row.match.within > 0.9) == (Reason.CONTAINED, True)


def test_only_one_text_scores_one(services: Services, drop: Drop) -> None:
    """Each share is that of all runs of either text: adding to one never leaves it at 1."""
    store(services, drop(FIRST))
    item = planned(services, drop(page("另一个标题", [*PARAGRAPHS, OTHER[0]])))
    assert item.match is not None
    assert item.match.reason is Reason.ALIKE
    assert item.match.score < 1


def test_a_few_words_alone_are_no_article(services: Services, drop: Drop) -> None:
    store(services, drop(page("第一条", ["视频见链接，点击观看。"])))
    assert planned(services, drop(page("第二条", ["视频见链接，点击观看！"]))).match is None
    again = planned(services, drop(page("第一条", ["视频见链接，点击观看！"], html=False)))
    assert again.outcome is Outcome.DUPLICATE


def test_an_article_dropped_twice_is_taken_in_once(services: Services, drop: Drop) -> None:
    files = drop(FIRST, page("另一个标题", PARAGRAPHS, html=False))
    plan = services.ingest.plan(files)
    first, second = plan.items
    assert first.outcome is Outcome.ADDED
    assert (second.outcome, second.post) == (Outcome.DUPLICATE, None)
    assert second.match is not None
    assert (second.match.reason, second.match.title) == (Reason.ALIKE, "茶价小幅走高")
    report = services.ingest.apply(plan)
    assert [item.outcome for item in report.items] == [Outcome.ADDED, Outcome.DUPLICATE]


def test_what_is_taken_in_all_the_same_is_remembered_as_another_article(
    services: Services, drop: Drop
) -> None:
    post = store(services, drop(FIRST))
    plan = services.ingest.plan(drop(page("另一个标题", PARAGRAPHS, html=False)))
    report = services.ingest.apply(plan, OnDuplicate.KEEP)
    (item,) = report.items
    assert item.outcome is Outcome.ADDED
    assert item.post not in {None, post}
    assert services.duplicates.groups() == []


def test_replacing_gives_the_post_the_new_text_and_can_be_undone(
    services: Services, drop: Drop
) -> None:
    post = store(services, drop(FIRST))
    text = page("茶价小幅走高（更新）", [*PARAGRAPHS, OTHER[0]])
    report = services.ingest.apply(services.ingest.plan(drop(text)), OnDuplicate.REPLACE)
    assert [(item.outcome, item.post) for item in report.items] == [(Outcome.UPDATED, post)]
    assert services.library.load(post).source == text.encode()
    services.undoing.undo()
    assert services.library.load(post).source == FIRST.encode()


def test_each_item_may_have_a_choice_of_its_own(services: Services, drop: Drop) -> None:
    store(services, drop(FIRST))
    files = drop(page("甲", PARAGRAPHS, html=False), page("乙", PARAGRAPHS[::-1], html=False))
    plan = services.ingest.plan(files)
    assert [item.outcome for item in plan.items] == [Outcome.DUPLICATE] * 2
    plan = plan.with_choice([0], OnDuplicate.KEEP)
    report = services.ingest.apply(plan)
    assert [item.outcome for item in report.items] == [Outcome.ADDED, Outcome.DUPLICATE]


def test_files_of_a_site_are_posts_whatever_is_like_them(
    services: Services, drop: Drop, site: Path
) -> None:
    text = (site / "_posts/2022-01-11-NW1.md").read_text("utf-8")
    store(services, drop(text))
    report = services.ingest.apply(services.ingest.plan([site]))
    assert {item.outcome for item in report.items} == {Outcome.ADDED}


def test_an_article_of_a_site_is_known_again(services: Services, drop: Drop, site: Path) -> None:
    (site / "_posts/2022-01-11-first.md").write_text(FIRST, "utf-8")
    services.ingest.apply(services.ingest.plan([site]))
    (kept,) = services.library.find("茶价小幅走高 path:first")
    item = planned(services, drop(page("另一个标题", PARAGRAPHS, html=False)))
    assert (item.outcome, item.post) == (Outcome.DUPLICATE, kept)


def test_filling_in_can_be_done_in_pieces(services: Services, site: Path) -> None:
    report = services.ingest.apply(services.ingest.plan([site]))
    assert services.duplicates.fill(seconds=0) == len(report.items)
    assert services.duplicates.fill() == 0


def test_the_groups_of_a_library(services: Services, drop: Drop) -> None:
    first = store(services, drop(FIRST))
    other = store(services, drop(page("航运板块走强", OTHER)))
    plan: ImportPlan = services.ingest.plan([])
    assert services.duplicates.groups() == []
    # As an older program left them: stored without a question.
    source = page("另一个标题", PARAGRAPHS, html=False)
    services.library.save(other, services.library.load(other).content, source.encode())
    (group,) = services.duplicates.groups()
    assert group.posts == (first, other)
    assert (group.best.reason, group.best.score) == (Reason.ALIKE, 1.0)
    assert plan.items == ()


def test_what_was_called_different_is_no_group_until_that_is_forgotten(
    services: Services, drop: Drop
) -> None:
    first = store(services, drop(FIRST))
    second = store(services, drop(page("航运板块走强", OTHER)))
    services.library.save(second, services.library.load(second).content, FIRST.encode())
    assert [group.posts for group in services.duplicates.groups()] == [(first, second)]
    services.duplicates.call_different(second, [first])
    services.duplicates.call_different(first, [second])
    assert services.duplicates.groups() == []
    services.duplicates.forget_different(first, [second])
    assert [group.posts for group in services.duplicates.groups()] == [(first, second)]


def test_what_lies_in_the_trash_is_in_no_group(services: Services, drop: Drop) -> None:
    store(services, drop(FIRST))
    second = store(services, drop(page("航运板块走强", OTHER)))
    text = page("另一个标题", PARAGRAPHS, html=False)
    services.library.save(second, services.library.load(second).content, text.encode())
    services.library.set_status([second], Status.TRASH)
    assert services.duplicates.groups() == []
    services.undoing.undo()
    assert len(services.duplicates.groups()) == 1


def test_likeness_follows_every_change_of_a_text(services: Services, drop: Drop) -> None:
    post = store(services, drop(FIRST))
    services.undoing.undo()
    again = drop(page("另一个标题", PARAGRAPHS, html=False))
    assert planned(services, again).outcome is Outcome.ADDED
    services.undoing.redo()
    assert planned(services, again).post == post
    services.library.save(post, services.library.load(post).content, page("b", OTHER).encode())
    assert planned(services, again).outcome is Outcome.ADDED
    services.undoing.undo()
    assert planned(services, again).post == post


def test_a_library_of_an_older_program_is_known_again_when_asked(
    tmp_path: Path, drop: Drop
) -> None:
    file = str(tmp_path / "library.db")
    with open_services(file) as services:
        post = store(services, drop(FIRST))
    database = Database.open(file)
    with database.write() as connection:
        connection.execute(likeness_keys.delete())
        connection.execute(kept.delete())
        assert likenesses.missing(connection) == [post]
    database.close()
    with open_services(file) as services:
        token = CancelToken()
        token.cancel()
        with pytest.raises(Cancelled):
            services.duplicates.fill(cancel=token)
        item = planned(services, drop(page("另一个标题", PARAGRAPHS, html=False)))
        assert (item.post, services.duplicates.fill()) == (post, 0)
        assert len(services.library.ids(EVERYTHING, Sort())) == 1


def test_phrases_that_a_desk_repeats_cost_nothing(services: Services, drop: Drop) -> None:
    texts = [page(f"公告{number}", [PARAGRAPHS[3]], day="2022-01-11") for number in range(90)]
    files = drop(*texts)
    services.ingest.apply(services.ingest.plan(files), OnDuplicate.KEEP)
    # Each phrase stands under a bounded number of posts, however many hold it.
    item = planned(services, drop(page("另一篇", [PARAGRAPHS[3]])))
    assert item.outcome in {Outcome.ADDED, Outcome.DUPLICATE}
    assert planned(services, drop(page("公告7", [PARAGRAPHS[3]]))).outcome is Outcome.DUPLICATE
