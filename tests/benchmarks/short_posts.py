"""Libraries of very many posts with short bodies, for lists: written straight into the tables."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from curator.domain.changes import OperationKind
from curator.domain.fingerprints import Fingerprint
from curator.domain.post import Findable, Likeness, PostFacts, Problem, SiteId, Status
from curator.storage import operations, places, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Database
from tests.benchmarks.measuring import Figures, run_step

BATCH = 5_000
NEWEST = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))
_PLACES = [
    "北京",
    "上海",
    "广州",
    "深圳",
    "杭州",
    "成都",
    "武汉",
    "西安",
    "福建",
    "云南",
    "安徽",
    "浙江",
]
_WARES = [
    "茶业",
    "银行",
    "股票",
    "期货",
    "原油",
    "黄金",
    "地产",
    "汽车",
    "钢铁",
    "煤炭",
    "芯片",
    "粮食",
    "棉花",
    "债券",
]
_NEWS = [
    "指数环比上涨",
    "价格走弱",
    "交易活跃",
    "公布年报",
    "监管出新规",
    "拟回购股份",
    "签约新项目",
    "库存下降",
]
_DESKS = ("财经", "公司", "市场", "政策", "国际", "评论")
_FIELDS = ("商品", "股市", "债市", "外汇", "宏观")
_SHARES = (Status.PUBLISHED,) * 80 + (Status.READY,) * 5 + (Status.REVIEW,) * 5
_STATUSES = (*_SHARES, *(Status.INBOX,) * 8, *(Status.TRASH,) * 2)


def library(folder: Path, count: int) -> Path:
    """Return a library of so many short posts, made once; nobody may change it."""
    file, made = folder / f"short-{count}.db", folder / f"short-{count}.made"
    if not made.exists():
        file.unlink(missing_ok=True)
        write_library(file, count, of=_hardly_anything)
        run_step(work_through, folder, library=str(file))
        made.touch()
    return file


def work_through(library: str) -> Figures:
    """Do what the window would do with new posts in the background, so that no lane is busy with it."""
    from curator.composition import open_services

    with open_services(library) as services:
        services.queries.fill()
        services.search.fill()
        services.duplicates.fill()
    return {}


def write_library(
    file: Path,
    count: int,
    *,
    seed: int = 6,
    of: Callable[[int], Findable] | None = None,
) -> None:
    """Fill a new library; the same count and seed give the same posts.

    `of` tells what queries can ask of the text of each; without it nothing is kept of that.
    """
    database = Database.open(str(file))
    with database.write() as connection:
        site = places.register(connection, "/srv/news", "news")
        operation = operations.begin(connection, OperationKind.IMPORT, NEWEST, label="news")
    made = _posts(count, site, random.Random(seed), of)
    for start in range(0, count, BATCH):
        batch = [next(made) for _ in range(min(BATCH, count - start))]
        with database.write() as connection:
            writing.add(connection, operation, batch, NEWEST.astimezone(UTC))
    database.close()


def _posts(
    count: int, site: SiteId, chance: random.Random, of: Callable[[int], Findable] | None
) -> Iterator[writing.NewPost]:
    for number in range(count):
        day = NEWEST - timedelta(minutes=chance.randrange(1, 60 * 24 * 3000))
        title = f"{chance.choice(_PLACES)}{chance.choice(_WARES)}{chance.choice(_NEWS)} {number}"
        # Few tags are used often and most hardly ever, as on any desk.
        tags = {f"{_WARES[int(chance.paretovariate(1)) % 14]}{_tail(chance)}" for _ in range(3)}
        path = f"_posts/{day:%Y-%m-%d}-{number}.md"
        text = f"---\ntitle: {title}\n---\n{title}\n".encode()
        facts = PostFacts(
            title=title,
            date=day,
            date_text=f"{day:%Y-%m-%d %H:%M:%S %z}",
            categories=(chance.choice(_DESKS), chance.choice(_FIELDS)),
            tags=tuple(sorted(tags)),
            slug=str(number),
            layout="post",
            source=f"https://news{chance.randrange(60)}.example.cn",
            problems=(Problem.NAIVE_DATE,) if chance.random() < 0.03 else (),
            # Nothing to be known again by, so that no lane is busy with finding that out.
            likeness=Likeness("", "", Fingerprint(0, (), 0)),
            findable=of(number) if of is not None else None,
        )
        status = chance.choice(_STATUSES)
        yield writing.NewPost(text, content_hash(text), facts, status, path, site, path)


def _tail(chance: random.Random) -> str:
    number = int(chance.paretovariate(0.7)) - 1
    return "" if number == 0 else str(min(number, 9999))


def _hardly_anything(number: int) -> Findable:
    """Return something for queries, so that no lane is busy with finding it out."""
    return Findable(keys=(("number", str(number)),), image=False, link=False)
