"""Makes as many posts as a benchmark wants: plausible financial news in Chinese, features in English.

The same number and seed give the same bytes on every machine and in every run, whatever the number
of posts asked for. Sentences are put together from templates and words of this project's own; the
companies, people and web addresses do not exist. Standard library only.

    python tests/benchmarks/articles.py FOLDER COUNT [SEED]
"""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias, TypeVar

CONFIG = """\
title: 样本财经
lang: zh-CN
timezone: Asia/Shanghai
url: https://news.example.org
permalink: date
defaults:
  - scope:
      path: ""
      type: posts
    values:
      layout: post
"""

BROKEN_SHARE = 0.01
HTML_SHARE = 0.8
ENGLISH_SHARE = 0.22

_T = TypeVar("_T")
_Pool: TypeAlias = Sequence[str]
_Draw: TypeAlias = Callable[[], float]
_Template: TypeAlias = tuple[str, tuple[_Pool | int, ...]]
_Prose: TypeAlias = tuple[Sequence[_Template], ...]


def write_site(root: Path, count: int, seed: int = 1) -> None:
    """Write a Jekyll site of `count` posts into `root`, which may exist already."""
    posts = root / "_posts"
    posts.mkdir(parents=True, exist_ok=True)
    (root / "_config.yml").write_text(CONFIG, encoding="utf-8", newline="\n")
    folder = str(posts)
    for n in range(count):
        name, data = article(n, seed)
        with open(f"{folder}/{name}", "wb") as file:
            file.write(data)


def article(n: int, seed: int = 1) -> tuple[str, bytes]:
    """Return file name and bytes of post number `n`; it depends on `n` and `seed` only."""
    draw = Random(seed << 40 | n)
    rnd = draw.random
    english = rnd() < ENGLISH_SHARE
    html = rnd() < HTML_SHARE
    fault = _FAULTS[int(rnd() * len(_FAULTS))] if rnd() < BROKEN_SHARE else ""
    day, time = _pick(_DAYS, rnd), f"{_pick(_HOURS, rnd)}:{_pick(_SIXTY, rnd)}:{_pick(_SIXTY, rnd)}"
    subject = tuple(_pick(pool, rnd) for pool in (_SUBJECTS_EN if english else _SUBJECTS_ZH))
    title = _fill(_pick(_TITLES_EN if english else _TITLES_ZH, rnd), subject, rnd)
    title = title[0].upper() + title[1:]
    code = f"{day.replace('-', '')}{time.replace(':', '')}{n:06d}"
    budget = min(max(draw.lognormvariate(8.61, 0.8), 260.0), 60_000.0) - 700
    write = _html_body if html else _markdown_body
    head = _front_matter(title, day, time, english, fault, rnd)
    body = write(budget, subject, english, code, rnd)
    stem = _stem(title, code, html, english, n)
    name = f"-{code}.md" if fault == "name without date" else f"{day}-{stem}.md"
    return name, (head + body).encode()


def _front_matter(title: str, day: str, time: str, english: bool, fault: str, rnd: _Draw) -> str:
    category = _pick(_CATEGORIES, rnd)
    tags = list(dict.fromkeys(_pick(_TAGS, rnd) for _ in range(1 + int(rnd() * 4))))
    shape = rnd()
    shown = '"' + title.replace('"', '\\"') + '"'
    if fault == "empty title":
        shown = '""'
    elif fault == "broken yaml":
        shown = f'"{title}" 快讯: {title}'
    elif shape > 0.85 and ": " not in title and " #" not in title:
        shown = title
    lines = ["layout: post", f"title: {shown}"]
    lines.append(f"date: {day} {time}" + ("" if fault == "naive date" else " +0800"))
    if shape < 0.7:
        lines += [f"categories: {category}", f"tags: {tags[0]}"]
    elif shape < 0.85:
        lines += [f"categories: [{category}]", f"tags: [{', '.join(tags)}]"]
    else:
        lines += [f"category: {category}", "tags:", *(f"  - {tag}" for tag in tags)]
    if shape > 0.6:
        lines.append(f"source: https://{_pick(_HOSTS, rnd)}/")
    if shape > 0.9:
        lines += [
            f"author: {_pick(_PEOPLE_EN if english else _PEOPLE_ZH, rnd)}  # desk",
            "toc: false",
        ]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _html_body(
    budget: float, subject: tuple[str, ...], english: bool, code: str, rnd: _Draw
) -> str:
    parts: list[str] = []
    for kind, text in _passages(budget, subject, english, rnd):
        if kind == "heading":
            parts.append(f"<p><strong>{text}</strong></p>")
        elif kind == "picture":
            address = _picture(rnd)
            parts.append(
                f'<center><img src="{address}" title="{text}"'
                f' style="border:#d1d1d1 1px solid;padding:3px;margin:5px 0;" /></center><p>{text}</p>'
            )
        else:
            parts.append(f"<p>{text}</p>")
    host = _pick(_HOSTS, rnd)
    origin = "From" if english else "文章来源"
    parts.append(f'<p class="media">（{origin}：{host}）</p>')
    back = "Back to the list" if english else "返回滚动新闻"
    home = "Front page" if english else "返回首页"
    end = "" if rnd() < 0.5 else "\n"
    return (
        "".join(parts)
        + f"\n\n<https://{host}/a/{code[:8]}/NW{code}.html?infoCode=NW{code}>"
        + f"\n\n[{back}](//news.example.org/live/)｜[{home}](//news.example.org/){end}"
    )


def _markdown_body(
    budget: float, subject: tuple[str, ...], english: bool, code: str, rnd: _Draw
) -> str:
    parts: list[str] = []
    for kind, text in _passages(budget, subject, english, rnd):
        if kind == "heading":
            parts.append(f"## {text}")
        elif kind == "picture":
            parts.append(f"![{text}]({_picture(rnd)})")
        elif rnd() < 0.08:
            parts.append(f"> {text}")
        elif rnd() < 0.05:
            parts.append(_table(english, rnd))
        else:
            parts.append(text)
    link = "Source" if english else "原文"
    parts.append(f"[{link}](https://{_pick(_HOSTS, rnd)}/a/{code[:8]}/{code}.html)")
    return "\n" + "\n\n".join(parts) + "\n"


def _passages(
    budget: float, subject: tuple[str, ...], english: bool, rnd: _Draw
) -> list[tuple[str, str]]:
    """Compose paragraphs of about `budget` bytes of UTF-8 in all, an opening first."""
    width, space = (1, " ") if english else (3, "")
    openings, sentences, headings, captions = _PROSE_EN if english else _PROSE_ZH
    made = [("text", _fill(_pick(openings, rnd), subject, rnd))]
    left = budget - width * len(made[0][1])
    # A stride prime to the number of sentences: none comes twice before all came once.
    place, stride = int(rnd() * len(sentences)), _pick(_STRIDES, rnd)
    while left > 0:
        chance = rnd()
        if chance < 0.07:
            made.append(("heading", _fill(_pick(headings, rnd), subject, rnd)))
        elif chance < 0.16:
            made.append(("picture", _fill(_pick(captions, rnd), subject, rnd)))
            left -= 200
        count = 2 + int(rnd() * 4)
        chosen = [sentences[(place + stride * k) % len(sentences)] for k in range(count)]
        place += stride * count
        text = space.join([_fill(sentence, subject, rnd) for sentence in chosen])
        made.append(("text", text))
        left -= width * len(text) + 8
    return made


def _table(english: bool, rnd: _Draw) -> str:
    head = "| Company | Price | Change |" if english else "| 公司 | 现价 | 涨跌幅 |"
    names = _COMPANIES_EN if english else _COMPANIES_ZH
    rows = [
        f"| {_pick(names, rnd)} | {_pick(_PRICES, rnd)} | {_pick(_PERCENTS, rnd)} |"
        for _ in range(4)
    ]
    return "\n".join([head, "| --- | ---: | ---: |", *rows])


def _stem(title: str, code: str, html: bool, english: bool, n: int) -> str:
    if html:
        return f"NW{code}"
    words = re.findall(r"\w+", title.lower() if english else title[:40])
    return "-".join([*words[:9], str(n)])


def _picture(rnd: _Draw) -> str:
    return (
        f"https://{_pick(_IMAGE_HOSTS, rnd)}/download/D{int(rnd() * 1e15):015d}"
        f"_w{_pick(_WIDTHS, rnd)}.jpg"
    )


def _pick(pool: Sequence[_T], rnd: _Draw) -> _T:
    return pool[int(rnd() * len(pool))]


def _fill(template: _Template, subject: tuple[str, ...], rnd: _Draw) -> str:
    text, slots = template
    return text % tuple(
        [subject[slot] if isinstance(slot, int) else slot[int(rnd() * len(slot))] for slot in slots]
    )


def _often_first(words: _Pool, total: int = 400) -> _Pool:
    """Repeat words so that an even draw follows Zipf's law in the order given."""
    norm = sum(1 / rank for rank in range(1, len(words) + 1))
    return [
        word
        for rank, word in enumerate(words, 1)
        for _ in range(max(1, round(total / rank / norm)))
    ]


_FAULTS = ("empty title", "broken yaml", "naive date", "name without date")
_STRIDES = (11, 13, 17, 19)
_DAYS = tuple(str(date(2018, 1, 1) + timedelta(days=day)) for day in range(2556))
_HOURS = [f"{hour:02d}" for hour in (*range(24), *range(7, 22), *range(8, 19), *range(9, 16))]
_SIXTY = [f"{count:02d}" for count in range(60)]
_WIDTHS = ("640h360", "640h427", "800h555", "1080h720", "554h312")
_HOSTS = _often_first(
    ("finance.example.com", "news.example.net", "daily.example.org", "south.example.com",
     "wire.example.net", "port.example.org", "tea.example.com", "harbour.example.net"),
)  # fmt: skip
_IMAGE_HOSTS = ("images.example.org", "pic.example.com", "static.example.net")
_CATEGORIES = _often_first(
    ("live", "market", "company", "macro", "fund", "futures", "bank", "property", "world", "tech",
     "city", "opinion"),
)  # fmt: skip
_PERCENTS = [f"{share / 100:.2f}%" for share in range(3, 2800, 7)]
_PRICES = [f"{price / 100:.2f}" for price in range(212, 68_000, 173)]
_YEARS = [str(year) for year in range(2016, 2025)]

_COMPANIES_ZH = _often_first(
    [
        name + trade
        for trade in (
            "科技", "股份", "新能", "医药", "重工", "食品", "物流", "证券", "银行", "微电子", "环境", "传媒",
            "航运", "材料", "茶业", "智造",
        )
        for name in (
            "远川", "澄江", "白鹭湾", "岚山", "青禾", "星渡", "砚溪", "云坪", "汐石", "栗原", "望潮", "松槐",
            "九畹", "渡口", "麦泊", "霁川", "临墨", "苇塘", "棠里", "鹿鸣港",
        )
    ],
    900,
)  # fmt: skip
_COMPANIES_EN = _often_first(
    [
        f"{name} {trade}"
        for trade in ("Holdings", "Foods", "Semiconductor", "Shipping", "Motors", "Biotech", "Capital")
        for name in (
            "Farbrook", "Lantern Bay", "Quillon", "Hathersea", "Osmund", "Redmere", "Tallow Hill",
            "Nine Elms", "Brightwater", "Corvane", "Saltmarsh", "Pellworth",
        )
    ],
)  # fmt: skip
_CITIES_ZH = _often_first(
    ("上海", "深圳", "北京", "杭州", "广州", "成都", "武汉", "苏州", "南京", "合肥", "青岛", "宁波", "长沙",
     "重庆", "西安", "郑州", "厦门", "无锡", "湛江", "昆明", "遵义", "呼和浩特"),
)  # fmt: skip
_CITIES_EN = _often_first(
    ("Shanghai", "Shenzhen", "Singapore", "Rotterdam", "Hamburg", "Antwerp", "Lagos", "Santos",
     "Busan", "Oslo", "Leeds", "Halifax"),
)  # fmt: skip
_INDUSTRIES_ZH = _often_first(
    ("新能源汽车", "光伏", "半导体", "创新药", "储能", "航运", "白酒", "房地产", "银行", "券商", "钢铁",
     "跨境电商", "人形机器人", "低空经济", "生猪养殖", "消费电子", "煤炭", "文旅", "茶叶", "种业", "养老服务",
     "水产养殖", "家电", "游戏"),
)  # fmt: skip
_INDUSTRIES_EN = _often_first(
    ("electric vehicles", "solar power", "chipmaking", "container shipping", "new medicines",
     "battery storage", "property", "cross-border retail", "steel", "tea", "fish farming", "toys"),
)  # fmt: skip
_TAGS = _often_first(
    (*dict.fromkeys(_INDUSTRIES_ZH), "滚动新闻", "公告速递", "宏观数据", "盘中异动", "机构观点", "政策解读",
     "财报", "人才振兴", "乡村振兴", "专精特新", *dict.fromkeys(_CITIES_ZH), "earnings", "ports", "rates",
     "long read"),
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_PEOPLE_ZH = [
    last + first
    for last in _SURNAMES
    for first in ("闻舟", "若溪", "敬亭", "一苇", "思齐", "望", "晓棠", "立言", "知夏", "以宁")
]
_PEOPLE_EN = [
    f"{first} {last}"
    for first in ("Mara", "Tobias", "Ines", "Callum", "Priya", "Joon", "Edda", "Silas", "Wren")
    for last in ("Okafor", "Lindqvist", "Marsh", "Tanaka", "Ferreira", "Haddad", "Pryce", "Zhou")
]
_ROLES_ZH = (
    "首席分析师",
    "研究员",
    "董事会秘书",
    "市场部负责人",
    "供应链总监",
    "产业园主任",
    "合作社理事长",
)
_ROLES_EN = ("chief analyst", "head of supply", "harbour master", "founder", "plant manager")
_CAUSES_ZH = (
    "上游原料价格回落", "海外订单集中交付", "节前备货提前", "新产线爬坡顺利", "汇率波动加大", "促消费政策落地",
    "渠道库存降至低位", "极端天气影响运输", "同业加速出清", "研发投入进入收获期",
)  # fmt: skip
_CAUSES_EN = (
    "falling input prices", "a cluster of overseas orders", "stocking up before the holidays",
    "a production line that came up to speed early", "swings in the exchange rate",
    "bad weather along the coast", "thin inventories at dealers",
)  # fmt: skip
_QUARTERS = ("一季度", "上半年", "前三季度", "二季度", "三季度", "全年")
_QUARTERS_EN = ("first quarter", "second quarter", "first half", "third quarter", "full year")
_AMOUNTS_ZH = [f"{share / 100:.2f}亿元" for share in range(12, 90_000, 211)]
_AMOUNTS_EN = [f"{share / 10:.1f} million yuan" for share in range(15, 9_000, 37)]
_COUNTS = [str(count) for count in range(3, 9_900, 17)]
_MONTHS = [f"{month}月{day}日" for month in range(1, 13) for day in range(1, 29)]
_MONTHS_EN = [
    f"{day} {name}" for name in ("January", "April", "June", "October") for day in range(1, 29)
]

_WORDS_ZH: dict[str, _Pool | int] = {
    "公司": 0, "城市": 1, "行业": 2, "人名": 3, "同业": _COMPANIES_ZH, "他处": _CITIES_ZH, "别业": _INDUSTRIES_ZH,
    "旁人": _PEOPLE_ZH, "职务": _ROLES_ZH, "缘由": _CAUSES_ZH, "期间": _QUARTERS, "金额": _AMOUNTS_ZH,
    "比例": _PERCENTS, "价格": _PRICES, "数目": _COUNTS, "日子": _MONTHS, "年份": _YEARS,
}  # fmt: skip
_WORDS_EN: dict[str, _Pool | int] = {
    "company": 0, "city": 1, "trade": 2, "person": 3, "peer": _COMPANIES_EN, "town": _CITIES_EN,
    "field": _INDUSTRIES_EN, "other": _PEOPLE_EN, "role": _ROLES_EN, "cause": _CAUSES_EN,
    "term": _QUARTERS_EN, "sum": _AMOUNTS_EN, "share": _PERCENTS, "price": _PRICES, "count": _COUNTS,
    "day": _MONTHS_EN, "year": _YEARS,
}  # fmt: skip
_SUBJECTS_ZH = (_COMPANIES_ZH, _CITIES_ZH, _INDUSTRIES_ZH, _PEOPLE_ZH)
_SUBJECTS_EN = (_COMPANIES_EN, _CITIES_EN, _INDUSTRIES_EN, _PEOPLE_EN)


def _templates(words: dict[str, _Pool | int], lines: str) -> list[_Template]:
    """Turn one template a line, slots in braces, into what `_fill` takes."""
    return [
        (
            re.sub(r"\{\w+\}", "%s", line.replace("%", "%%")),
            tuple(words[name] for name in re.findall(r"\{(\w+)\}", line)),
        )
        for line in lines.strip().splitlines()
    ]


_TITLES_ZH = _templates(
    _WORDS_ZH,
    """
{公司}{期间}净利润{金额} 同比增长{比例}
{公司}：拟以{金额}投建{行业}项目
{城市}{行业}产业链提速 {数目}家企业集中签约
{行业}板块盘中走强 {公司}涨{比例}
“{城市}造”出海记：{公司}的{数目}个集装箱
{公司}获{数目}家机构调研 {行业}业务成焦点
{日子}{行业}价格指数报{价格}点 环比上涨{比例}
{城市}出台{行业}新政 最高补助{金额}
{人名}：{行业}行业拐点已至，关注{缘由}
{公司}股东拟减持不超{比例}股份
从{城市}到{他处}：{行业}企业为何扎堆迁移
{公司}回应{缘由}：经营一切正常
探访{城市}{行业}夜市：{数目}位摊主的一天
{期间}{城市}外贸进出口{金额} {行业}贡献近{比例}
{公司}与{同业}达成合作 共建{行业}实验室
""",
)
_TITLES_EN = _templates(
    _WORDS_EN,
    """
{company} earns {sum} in the {term}, up {share}
{city} bets on {trade}: {count} firms sign up
Why {trade} is moving from {city} to {town}
{company} and {peer} share a laboratory in {city}
{person} on {trade}: "the turn has come"
A night at the {city} terminal, {count} boxes later
{trade} prices climb {share} after {cause}
{company} answers questions about {cause}
The {count} people who keep {trade} running in {city}
{term} figures: {company} beats {peer} by {share}
""",
)

_PROSE_ZH: _Prose = (
    _templates(
        _WORDS_ZH,
        """
{日子}，{公司}在{城市}发布公告称，{期间}实现营业收入{金额}，同比增长{比例}，{行业}业务成为主要增长来源。
记者从{城市}有关部门获悉，当地{行业}规模以上企业已达{数目}家，{期间}产值{金额}，同比增长{比例}。
截至{日子}收盘，{行业}板块上涨{比例}，{公司}报{价格}元，成交{金额}，位居两市前列。
清晨六点，{城市}的{行业}产业园已经灯火通明，{公司}的第{数目}批货物正等待装车。
“今年的订单排到了{日子}。”{公司}{职务}{人名}对记者说，{行业}的景气度比年初预想的要好。
""",
    ),
    _templates(
        _WORDS_ZH,
        """
{公司}表示，{期间}毛利率为{比例}，较上年同期有所改善，主要得益于{缘由}。
分产品看，{行业}相关收入{金额}，占比{比例}，{别业}业务则保持平稳。
{同业}{职务}{旁人}认为，{缘由}是影响{行业}短期走势的关键变量，中长期仍要看技术迭代的速度。
数据显示，{年份}年以来{城市}{行业}投资累计完成{金额}，其中民间投资占{比例}。
公告还显示，公司拟在{他处}设立全资子公司，注册资本{金额}，从事{别业}的研发与销售。
业内人士提醒，{行业}产能扩张较快，部分环节已出现价格竞争，投资者应注意风险。
{他处}一家经销商告诉记者，近一周进货价每吨下调了{数目}元，客户多在观望。
与之形成对照的是，{同业}同期研发费用为{金额}，同比增长{比例}，专利数量增至{数目}项。
在{城市}港区，一艘满载{行业}零部件的货轮刚刚靠岸，{数目}个标准箱将在两天内完成转运。
{人名}说：“{缘由}，我们提前三个月就做了准备，没有一条产线停下来。”
当地推出“一企一策”服务，为{数目}家企业解决用工、用地和融资难题，累计发放贷款{金额}。
机构研报指出，{行业}行业估值处于近五年{比例}分位，配置价值正在显现。
从区域分布看，{城市}及周边地区合计贡献了全国{比例}的产量，集聚效应明显。
受{缘由}影响，{日子}主力合约报{价格}元，较前一交易日下跌{比例}。
为了留住年轻人，{城市}把{行业}实训课开进了职业学校，{年份}届毕业生有{数目}人留在本地就业。
{公司}计划在未来三年投入{金额}，建设覆盖{他处}等地的{行业}服务网络。
多位受访者认为，价格并不是唯一的考量，交付是否准时、售后是否到位，往往更能决定订单归属。
值得注意的是，{同业}此前也披露了类似计划，但因{缘由}推迟至{年份}年之后。
财务数据方面，公司经营活动现金流净额{金额}，资产负债率{比例}，短期偿债压力不大。
在{日子}举行的业绩说明会上，{人名}没有回避问题，用了将近一刻钟解释{缘由}带来的压力。
与会代表建议，尽快完善{行业}标准体系，推动检测结果互认，减少企业重复送检的负担。
一位不愿具名的采购经理坦言，以前只看价格，如今先问产能，{行业}的账要算得更细。
{年份}年，{城市}建成首个{行业}公共服务平台，累计接待企业{数目}家次，对接技术成果{数目}项。
从成交看，当日{行业}板块换手率{比例}，主力资金净流入{金额}，{同业}等个股跟涨。
{公司}的老厂房改成了展厅，墙上挂着{年份}年第一台样机的照片，参观者常在这里停下脚步。
银行方面，{城市}多家机构下调了{行业}贷款利率，最长期限放宽至十年，单户额度上限{金额}。
海关统计显示，{期间}{行业}出口{金额}，同比增长{比例}，对新兴市场出口增速快于整体。
“{他处}的客户昨天又追加了{数目}件。”{旁人}一边接电话一边在白板上改数字。
监管部门表示，将持续关注{行业}领域的异常波动，对扰乱市场秩序的行为依法处理。
相比三年前，{公司}的人均产出提高了{比例}，能耗下降了{比例}，这背后是{数目}处工艺改动。
天气转凉之后，{城市}的码头反而更忙了，堆场里的{行业}设备排出去好几百米。
对于市场关心的分红安排，公司回应称，将在保证研发投入的前提下，维持每年不低于{比例}的比例。
有券商测算，若{缘由}持续至{年份}年底，{行业}行业整体利润有望再增{比例}。
{职务}{旁人}提醒说，好行情里最容易忽视的是现金流，{同业}就曾在这上面吃过亏。
夜里十一点，质检员{旁人}还在核对最后一张表格，她负责的这一批共有{数目}件，一件也不能错。
""",
    ),
    _templates(
        _WORDS_ZH,
        """
{行业}迎来新一轮窗口期
{城市}的底气从何而来
{缘由}，影响几何
下好人才“先手棋”
{公司}的下一步
风险与机会并存
""",
    ),
    _templates(
        _WORDS_ZH,
        """
{城市}{行业}产业园一角
{公司}生产车间（资料图）
{行业}指数{期间}走势
工作人员在{他处}仓库清点货物
""",
    ),
)
_PROSE_EN: _Prose = (
    _templates(
        _WORDS_EN,
        """
{company} said on {day} that revenue for the {term} reached {sum}, a rise of {share}, with {trade} doing most of the work.
By six in the morning the yard at {city} is already lit, and the first of {count} boxes is swinging over the quay.
Officials in {city} counted {count} firms in {trade} this week, and between them an output of {sum}.
"Our order book is full until {day}," says {person}, {role} at {company}, and means it as a warning.
""",
    ),
    _templates(
        _WORDS_EN,
        """
The margin came to {share}, better than a year before, and the company puts that down to {cause}.
Sales tied to {trade} were {sum}, while {field} stayed roughly where it was.
{other}, {role} at {peer}, thinks {cause} will matter for a month or two and engineering for the rest of the decade.
Since {year}, investment in {trade} around {city} has added up to {sum}, of which private money is {share}.
A dealer in {town} reports that prices slipped by {count} a tonne last week and that buyers are waiting.
By contrast {peer} spent {sum} on research in the same period and filed {count} patents.
The plan is to open a second site near {town}, where land is cheap and the railway is not.
Nobody here calls it a boom; the word people use is "busy", and they look at the clock when they say it.
Analysts warn that capacity in {trade} has grown faster than demand, and that some of it will have to close.
Contracts for delivery in {town} closed at {price} on {day}, down {share} on the session.
The college in {city} now teaches the trade, and {count} of its last class found work without leaving town.
Cash from operations was {sum} and debt stands at {share} of assets, which the bank considers dull in the best sense.
"We saw {cause} coming three months ahead," {person} says, "and not one line stood still."
Late in the evening {other} is still checking the last sheet: {count} parts, and not one may be wrong.
At the results meeting {person} spent a quarter of an hour on {cause} and did not hurry.
Customs figures put exports of {trade} at {sum} for the {term}, up {share}, with new markets growing fastest.
The old workshop is a showroom now; a photograph of the first machine, dated {year}, hangs beside the door.
Lenders in {city} have cut the rate for {trade} and stretched the term to ten years.
Compared with three years ago each worker turns out {share} more and uses {share} less power.
If {cause} lasts through the year, one broker reckons, profits across the field could add another {share}.
{other} keeps a list of {count} suppliers in a notebook, in pencil, because names change.
A buyer who asked not to be named used to look at the price first and now asks about capacity.
What decides an order is seldom price alone; it is whether the lorry turns up on the day it was promised.
""",
    ),
    _templates(
        _WORDS_EN,
        """
What the figures leave out
{city} and its neighbours
A question of timing
Where {company} goes next
""",
    ),
    _templates(
        _WORDS_EN,
        """
The {trade} quarter of {city}
Inside the works of {company}
Stock being counted in {town}
{trade} index, {term}
""",
    ),
)

if __name__ == "__main__":
    write_site(Path(sys.argv[1]), int(sys.argv[2]), *(int(seed) for seed in sys.argv[3:4]))
