"""Spellings of one term: what categories and tags have in common that a reader takes for the same.

Folds case, width and Unicode form, blanks and hyphens, a comma left at the end, and traditional
Chinese to simplified. The table of characters is this project's own and holds the common ones, one to
one: it knows no words (`軟體` and `软件` stay two terms), no rare characters and no Japanese forms.
Folded text is for comparing only, never for showing.
"""

import functools
import re
import unicodedata

_COMMAS = ",，、;；。.．"
_GAPS = re.compile(r"[\s_\-‐‑–—·・]+")

# Traditional and simplified in turn, by radical and sound as they came to mind.
_PAIRS = (
    "萬万與与專专業业叢丛東东絲丝兩两嚴严喪丧個个豐丰臨临為为爲为麗丽舉举義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产産产畝亩親亲褻亵億亿僅仅"
    "從从侖仑倉仓儀仪們们價价眾众衆众優优會会傘伞偉伟傳传傷伤倫伦偽伪僞伪體体餘余佇伫傭佣僉佥俠侠侶侣僥侥偵侦側侧僑侨儂侬儉俭債债傾倾僂偻償偿儲储兒儿黨党蘭兰"
    "關关興兴養养獸兽內内岡冈冊册寫写軍军農农馮冯沖冲衝冲決决況况凍冻淨净涼凉減减湊凑凜凛幾几鳳凤處处憑凭凱凯擊击鑿凿劃划劉刘則则剛刚創创刪删別别劑剂劍剑劇剧"
    "勸劝辦办務务動动勵励勁劲勞劳勢势勳勋勻匀區区醫医華华協协單单賣卖盧卢衛卫卻却廠厂廳厅歷历曆历厲厉壓压厭厌廁厕廂厢廈厦廚厨縣县參参叄叁雙双發发髮发變变敘叙"
    "疊叠葉叶號号嘆叹歎叹嚇吓後后嗎吗啟启啓启吳吴吶呐嘔呕員员嗆呛鳴鸣詠咏嚨咙響响啞哑嘩哗譁哗喚唤嘯啸噴喷囑嘱囂嚣團团園园圍围國国圖图圓圆聖圣場场壞坏塊块堅坚"
    "壇坛壩坝墳坟墜坠壟垄壘垒墾垦墊垫塹堑墮堕牆墙壯壮聲声殼壳壺壶備备復复複复夠够頭头誇夸夾夹奪夺奮奋獎奖奧奥妝妆婦妇媽妈嫵妩嬌娇孫孙學学寧宁寶宝實实寵宠審审"
    "憲宪宮宫寬宽賓宾寢寝對对尋寻導导壽寿將将爾尔塵尘嘗尝堯尧屍尸盡尽層层屆届屬属歲岁豈岂嶼屿峽峡島岛嶺岭嶽岳巔巅鞏巩幣币帥帅師师帳帐帶带幫帮幹干乾干並并併并"
    "廣广慶庆廬庐庫库應应廟庙龐庞廢废開开異异棄弃張张彌弥彎弯彈弹強强歸归當当錄录彥彦徹彻徑径禦御憶忆憂忧懷怀態态憐怜總总戀恋懇恳惡恶惱恼悅悦懸悬憫悯驚惊懼惧"
    "慘惨懲惩慣惯憤愤願愿懶懒戰战戲戏戶户撲扑執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟擁拥攔拦撥拨擇择掛挂摯挚擠挤揮挥撈捞損损撿捡換换據据擄掳擲掷攬揽"
    "攙搀擱搁攝摄擺摆搖摇攜携攤摊撐撑撓挠擋挡敵敌斂敛數数齋斋鬥斗斬斩斷断無无舊旧時时曠旷曇昙晝昼顯显晉晋曉晓暈晕暉晖暫暂術术樸朴機机殺杀雜杂權权條条來来楊杨"
    "傑杰極极構构樞枢棗枣槍枪楓枫櫃柜檸柠標标棧栈棟栋欄栏樹树棲栖樣样橋桥樁桩夢梦檢检樓楼橫横檔档檯台臺台颱台櫻樱橢椭歡欢歐欧殲歼殘残毀毁畢毕斃毙氈毡氣气氫氢"
    "匯汇彙汇漢汉湯汤洶汹溝沟沒没淚泪瀋沈滬沪濘泞瀉泻潑泼澤泽潔洁灑洒窪洼濁浊測测濟济瀏浏渾浑濃浓塗涂濤涛澇涝渦涡潤润澗涧漲涨澀涩淵渊漁渔滲渗溫温灣湾濕湿溼湿"
    "潰溃濺溅滿满濾滤濫滥濱滨灘滩潛潜瀾澜滅灭燈灯靈灵災灾燦灿爐炉點点煉炼鍊炼爛烂燭烛煙烟煩烦燒烧燙烫熱热愛爱爺爷牽牵犧牺狀状猶犹獨独狹狭獅狮獄狱獵猎貓猫獻献"
    "瑪玛環环現现瑋玮璽玺瓊琼電电畫画暢畅療疗瘋疯癢痒痺痹癮瘾皺皱盞盏鹽盐監监蓋盖盜盗盤盘睏困矯矫礦矿碼码磚砖確确礎础礙碍禮礼禍祸禪禅離离種种積积稱称穩稳穀谷"
    "窮穷竊窃竅窍竄窜窩窝豎竖競竞筆笔築筑篩筛籌筹簽签簡简籃篮籬篱類类糧粮糾纠紀纪紅红約约級级納纳純纯紙纸紐纽紛纷紋纹線线組组紳绅細细終终紹绍經经結结繞绕繪绘"
    "給给絡络絕绝統统絹绢繼继績绩續续緒绪維维綿绵綜综綠绿緊紧網网緩缓締缔編编緣缘縫缝縮缩縱纵織织繳缴繩绳繡绣繫系係系罰罚羅罗罷罢羨羡聯联聰聪職职聽听聾聋肅肃"
    "腸肠膚肤腎肾腫肿脅胁勝胜膽胆脈脉臟脏臉脸腦脑腳脚脫脱艦舰艙舱藝艺節节蘇苏蘋苹蒼苍葷荤藥药蓮莲獲获穫获螢萤營营蕭萧薩萨蔣蒋藍蓝薦荐蔭荫蟲虫雖虽蝦虾螞蚂蠶蚕"
    "蠻蛮補补襯衬襲袭裝装製制裡里裏里見见觀观規规視视覺觉覽览觸触訂订計计認认討讨讓让訓训議议訊讯記记講讲許许論论設设訪访證证評评識识診诊詞词譯译試试詩诗誠诚"
    "話话誕诞該该詳详語语誤误說说説说請请諸诸諾诺讀读課课誰谁調调談谈謀谋謝谢謠谣譜谱貝贝負负貢贡財财責责賢贤敗败貨货質质販贩貪贪貧贫購购貫贯貴贵貸贷貿贸費费"
    "賀贺資资賈贾賊贼賦赋賞赏賜赐賠赔賴赖賺赚賽赛贈赠贊赞讚赞贏赢趙赵趕赶趨趋躍跃踐践蹤踪車车軌轨軒轩轉转輪轮軟软載载較较輔辅輛辆輝辉輯辑輸输轄辖辭辞邊边達达"
    "遷迁過过運运還还這这進进遠远違违連连遲迟適适選选遜逊遞递邏逻遺遗郵邮鄧邓鄭郑鄰邻鬱郁醬酱釀酿釋释鑒鉴鑑鉴針针釣钓鈔钞鈣钙鈕钮鈞钧鋼钢鑰钥欽钦鎢钨鉤钩鈉钠"
    "鉀钾鈾铀鐵铁鉛铅銀银銅铜鋁铝鋅锌鋒锋銷销鎖锁鋰锂鍋锅錯错錢钱錦锦鍵键鎮镇鏡镜鐘钟鍾钟鑽钻長长門门閃闪閉闭問问闖闯閒闲間间悶闷聞闻閣阁閱阅闊阔隊队陽阳陰阴"
    "陣阵階阶際际陸陆陳陈險险隨随隱隐隻只難难雛雏霧雾靜静韓韩頁页頂顶項项順顺須须頑顽顧顾頓顿預预領领頗颇頸颈頻频題题顏颜額额顛颠風风飄飘飛飞飢饥饑饥飯饭飲饮"
    "飽饱飾饰餅饼館馆饋馈馬马馭驭馳驰驅驱駁驳駐驻駕驾駛驶駿骏騎骑騙骗騰腾騷骚驗验驟骤髒脏鬆松魚鱼魯鲁鮮鲜鯨鲸鳥鸟雞鸡鷄鸡鴉鸦鴨鸭鵝鹅鷹鹰麥麦麵面黃黄齊齐齒齿"
    "齡龄龍龙龜龟籲吁範范嶄崭慮虑擰拧攢攒糰团臘腊蠟蜡蘊蕴澱淀癥症嚐尝攪搅曬晒櫥橱纖纤氾泛註注誌志佈布佔占週周遊游僱雇裊袅湧涌蹟迹跡迹綫线羣群峯峰牀床"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


@functools.lru_cache(maxsize=1 << 15)
def folded(term: str) -> str:
    """Return what all spellings of a term have in common; empty for a term of signs alone."""
    if term.isascii() and term.isalnum():
        return term.lower()
    text = unicodedata.normalize("NFKC", term).casefold().strip()
    text = _GAPS.sub("", text.rstrip(_COMMAS).strip())
    return text if text.isascii() else simplified(text)


def simplified(text: str) -> str:
    """Return `text` with common traditional characters as simplified ones, one by one."""
    return text.translate(_SIMPLIFIED)


def unlike(one: str, other: str) -> str:
    """Name the first difference between two spellings of one term.

    One of `comma`, `case`, `width` (full or half, and Unicode's forms), `script` (traditional and
    simplified) and `gap` (blanks and hyphens).
    """
    bare, usual = _bare(one), _bare(other)
    if bare == usual:
        return "comma" if one.strip() != other.strip() else "gap"
    if bare.casefold() == usual.casefold():
        return "case"
    bare = unicodedata.normalize("NFKC", bare).casefold()
    usual = unicodedata.normalize("NFKC", usual).casefold()
    if bare == usual:
        return "width"
    return "script" if simplified(bare) == simplified(usual) else "gap"


def _bare(term: str) -> str:
    return term.strip().rstrip(_COMMAS).strip()
