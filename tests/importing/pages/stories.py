"""Articles of our own writing in four languages, and the words that pages put around them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One article and its surroundings in one language."""

    language: str
    title: str
    author: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    caption: str
    quote: str
    footnote: str
    date: str
    """As readers see it; always 9 May 2023, 14:30."""
    site: str
    menu: tuple[str, ...]
    others: tuple[str, ...]
    """Headlines of other articles."""
    teaser: str
    share: str
    consent: str
    legal: str
    remark: str
    """What a reader wrote under it."""
    tags: tuple[str, ...]


ENGLISH = Story(
    "en",
    "A town learns to count its swifts",
    "Mara Ellison",
    (
        "Every evening in May, forty people climb to their roofs in Oldford with a notebook and a folding chair. They do not talk much, and they look up.",
        "The count began as a dispute between two neighbours over a nest box, and the parish council settled it by asking everybody to write down what they saw.",
        "Three years later the notebooks fill a shelf in the library, and the university at Marrow Hill has asked for copies of all of them.",
        "What the numbers show is not simple: there are fewer birds over the market, more over the old brewery, and none at all above the new car park.",
        "Nobody can say yet whether the brewery's warm bricks or its broken gutters are the reason, though a builder who repairs both has his own opinion.",
        "The council will now leave eleven roofs unrepaired until August, which costs it about four thousand pounds and one angry letter a week.",
    ),
    ("How the counting works", "What the roofs have to do with it"),
    (
        "Start twenty minutes before sunset and stop when you cannot read your notes.",
        "Count only the birds that fly below the church clock.",
        "Write a zero where there is nothing to write, because a zero is news too.",
    ),
    (("Year", "Nests"), ("2021", "118"), ("2022", "96"), ("2023", "131")),
    "Counting on the roof of the old brewery, a quarter to nine",
    "We used to argue about the birds, and now we argue about arithmetic.",
    "The figures for 2022 leave out the north side, where the stairs were closed.",
    "9 May 2023, 14:30",
    "The Oldford Ledger",
    ("Home", "News", "Sport", "Weather", "Notices", "Contact"),
    (
        "Bridge repairs to last until autumn, county admits",
        "Baker's dozen: thirteen loaves that won prizes",
        "Why the night bus no longer stops at the mill",
        "Choir looks for tenors who can also carry chairs",
    ),
    "The county had promised that the bridge would open before the summer fair, but the stone did not arrive in time.",
    "Share this story with friends",
    "We and our partners store small files on your device to measure how you read and to show you offers that may interest you. You can change your mind at any time.",
    "All rights reserved. Reproduction in whole or in part needs the written permission of the publisher.",
    "I counted nine over Tanner Street last night, and my neighbour says that three of them were bats.",
    ("birds", "council", "counting"),
)

CHINESE = Story(
    "zh",
    "小城修桥记：三十年等来一条近路",
    "周听雨",
    (
        "清水河把临江镇分成两半，河东的孩子上学要绕行七公里，这条路他们的父母走过，祖父母也走过。",
        "今年春天，一座只有九十六米长的桥终于合龙，镇上的人提着灯笼走了三个来回，老人说比过年还热闹。",
        "桥的图纸画了三遍，第一遍因为河床太软被否决，第二遍因为造价太高被搁置，第三遍由两位退休的工程师义务完成。",
        "他们把桥墩从四个减为两个，又把桥面收窄半米，省下来的钱正好够修两岸的台阶和路灯。",
        "施工最难的是六月，上游连下了十一天雨，工人们把机器搬到坡上，夜里轮流守着水位标尺，没有丢下一根钢筋。",
        "如今从河东走到学校只要十二分钟，杂货铺的老板娘却说生意淡了，因为再没有人等船的时候买瓜子。",
    ),
    ("图纸改了三遍", "走过去只要十二分钟"),
    (
        "桥面净宽三米半，只许行人和自行车通过。",
        "两岸各设一处避雨的亭子，木料取自拆掉的旧渡口。",
        "路灯由镇上的小学生投票选了暖黄色。",
    ),
    (("年份", "摆渡人次"), ("2020年", "四万一千"), ("2021年", "三万八千"), ("2022年", "三万五千")),
    "合龙当晚，镇上的人在新桥上走了三个来回",
    "我等这座桥等了三十年，等到腿脚不好了，桥倒是好了。",
    "摆渡人次由渡口值班簿逐日相加得出，缺少二〇二一年二月的记录。",
    "2023年05月09日 14:30",
    "临江日报",
    ("首页", "要闻", "财经", "体育", "视频", "客户端"),
    (
        "早稻收购价公布，农户称与预期相当",
        "县城新开两条公交线路，末班车延至九点",
        "老茶馆重新开张，说书人从头讲起",
        "气象台提醒：下周将有持续降雨过程",
    ),
    "根据县粮食局公布的数据，今年早稻的收购价格与去年基本持平，多数农户表示可以接受。",
    "分享到朋友圈",
    "为了向您提供更好的服务，我们会在您的设备上保存少量数据，用来统计访问情况并推荐您可能感兴趣的内容，您可以随时更改设置。",
    "本网站所有内容未经书面授权不得转载，违者将依法追究法律责任。",
    "我小时候就坐那条渡船上学，看到照片差点没认出来，真想回去走一走。",
    ("民生", "交通", "乡镇"),
)

GERMAN = Story(
    "de",
    "Das Dorf, das seine Uhr zurückstellte",
    "Jürgen Abels",
    (
        "In Hinterbrück geht die Kirchturmuhr seit Februar elf Minuten nach, und wer im Gasthof danach fragt, bekommt zuerst ein Glas Most und dann eine lange Geschichte.",
        "Begonnen hat alles mit dem Fahrplan: Der einzige Bus am Nachmittag fährt elf Minuten nach Schulschluss ab, und niemand im Landkreis wollte ihn früher fahren lassen.",
        "Also beschloss der Gemeinderat mit sieben gegen zwei Stimmen, nicht den Bus zu verschieben, sondern die Zeit, zumindest dort, wo sie ihm gehört.",
        "Der Uhrmacher aus der Kreisstadt weigerte sich zunächst, denn eine falsch gehende Uhr sei für ihn, so sagte er, wie ein verstimmtes Klavier in einem Konzertsaal.",
        "Seither warten die Kinder nicht mehr im Regen, die Messe beginnt später, und zwei Ehepaare haben ihren Hochzeitstag um einen Tag verschoben, weil sie kurz vor Mitternacht getraut wurden.",
        "Das Landratsamt prüft noch, ob eine Gemeinde das darf, und hat für die Antwort eine Frist von sechs Wochen gesetzt, gerechnet nach amtlicher Zeit.",
    ),
    ("Sieben gegen zwei Stimmen", "Was das Amt dazu sagt"),
    (
        "Die Schulglocke folgt weiterhin der Funkuhr im Lehrerzimmer.",
        "Am Bahnhof im Nachbarort hängt jetzt ein Schild mit beiden Zeiten.",
        "Der Wirt schließt nach der Uhr, die gerade günstiger ist.",
    ),
    (("Monat", "Fahrgäste"), ("Februar", "212"), ("März", "305"), ("April", "341")),
    "Die Turmuhr von Hinterbrück, elf Minuten hinter dem Rest des Landes",
    "Eine Uhr, die niemandem nützt, kann meinetwegen ganz genau gehen.",
    "Gezählt wurden alle Fahrgäste, die im Ort eingestiegen sind, ohne den Ausflug der Feuerwehr.",
    "9. Mai 2023, 14:30 Uhr",
    "Talbote",
    ("Startseite", "Region", "Kultur", "Sport", "Anzeigen", "Abo"),
    (
        "Sägewerk stellt auf Solarstrom um und sucht Lehrlinge",
        "Warum der Radweg am Bach schon wieder gesperrt ist",
        "Drei Chöre, ein Konzert und sehr viele Klappstühle",
        "Imker warnen vor einem späten Frost im Mai",
    ),
    "Das Sägewerk am Ortsrand hat im vergangenen Jahr mehr Strom erzeugt, als es selbst verbraucht hat.",
    "Diesen Beitrag teilen",
    "Wir und unsere Partner speichern Informationen auf Ihrem Gerät, um Inhalte zu messen und Ihnen passende Angebote zu zeigen. Sie können Ihre Auswahl jederzeit ändern.",
    "Alle Rechte vorbehalten. Nachdruck nur mit schriftlicher Genehmigung des Verlags.",
    "Bei uns im Nachbardorf ginge das nie durch, da streiten sie noch über die Farbe der Bushaltestelle.",
    ("Verkehr", "Gemeinderat", "Uhren"),
)

JAPANESE = Story(
    "ja",
    "海辺の図書館、夜だけ開く",
    "水野しおり",
    (
        "港町の小さな図書館が、この春から夜の八時に開き、午前二時に閉まるようになった。昼のあいだは誰も来なかったからである。",
        "漁から戻る人たちは眠る前の一時間をここで過ごし、長靴を入口に並べ、濡れた手を拭いてから棚の前に立つ。",
        "貸し出される本の半分は料理の本で、残りの半分は旅の本だという。海の本を借りる人はほとんどいない。",
        "司書の一人は、以前は町役場で税の計算をしていた。夜の仕事を選んだ理由を聞くと、静かな場所で数字以外のものを数えたかったと答えた。",
        "開館の時刻を変えるには条例を改める必要があり、議会は二度反対したが、三度目に漁協の組合長が傍聴席で本を朗読し始めた。",
        "利用者はこの一年で三倍になり、町は来年、窓際に四つの席と小さな台所を加える予定である。",
    ),
    ("昼には誰も来なかった", "三度目の議会"),
    (
        "長靴は入口の棚に置き、上履きに替えてください。",
        "温かい飲み物は一階の窓際だけで飲めます。",
        "返却が遅れた人は、本の感想を一行書いてください。",
    ),
    (
        ("年度", "利用者"),
        ("令和三年", "二千四百人"),
        ("令和四年", "三千九百人"),
        ("令和五年", "七千三百人"),
    ),
    "午前一時の閲覧室、漁から戻った人たちが料理の本を読む",
    "本は魚より長持ちするが、読むなら新しいうちがいい。",
    "利用者の数は入口の計数器によるもので、猫は含まれていない。",
    "2023年5月9日 14時30分",
    "港町新聞",
    ("ホーム", "地域", "経済", "文化", "天気", "購読"),
    (
        "朝市の場所が変わる、駐車場は二倍に",
        "灯台の一般公開、今年は五日間だけ",
        "連絡船の新しい時刻表が発表される",
        "商店街の古い看板を残す会、発足",
    ),
    "朝市は来月から旧倉庫の前に移り、駐車できる台数はこれまでの二倍になる見込みだという。",
    "この記事を共有する",
    "当サイトでは、利用状況の測定とおすすめの表示のために、お使いの端末に小さな情報を保存します。設定はいつでも変更できます。",
    "掲載の記事および写真の無断転載を禁じます。著作権は当社または情報提供者に帰属します。",
    "先週はじめて行きました。隣の席の人が鯖の煮方を教えてくれて、本は読めませんでした。",
    ("図書館", "漁業", "暮らし"),
)

STORIES = (ENGLISH, CHINESE, GERMAN, JAPANESE)
