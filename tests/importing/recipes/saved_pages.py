"""Pages of portals in the markup that copies saved from them have, of our own writing.

What stands where, and under which names, was read off real saved pages; the words are invented.
"""

SINA_NEWS = """<!-- https://news.sina.com.cn/c/2021-03-05/doc-ikknscsi0000001.shtml -->
<html><head><meta charset="utf-8">
<meta property="og:title" content="港口新码头启用">
<meta property="article:published_time" content="2021-03-05T09:10:42+08:00">
<meta property="article:author" content="示例报">
<style>.top-bar-inner .second-title{font-size:18px}</style></head><body>
<div class="path-search"><div class="path"><h1 class="channel-logo"><a href="https://news.sina.com.cn/"><span>新闻中心</span></a></h1>
<div class="channel-path"><a href="//news.sina.com.cn/china/"> 国内新闻</a><span class="spliter">&gt;</span><span>正文</span></div></div></div>
<h1 class="main-title">港口新码头启用</h1>
<div class="top-bar-wrap"><div class="top-bar"><div class="second-title">港口新码头启用</div>
<div class="date-source" data-sudaclick="share_1-0">
<span class="date">2021年03月05日 09:05</span>
<a href="//m.example/1" class="source" rel="nofollow">示例报</a></div>
<div class="page-tools"><span class="tool-icon"><a href="javascript:;">缩小字体</a></span></div></div></div>
<div class="article-content clearfix article-18" id="article_content"><div class="article-content-left">
<div class="ad top-ad"><ins class="sinaads"></ins><script>(sinaads = window.sinaads || []).push({});</script></div>
<div class="article" id="article">
<p>　　原标题：港口里的新码头</p>
<!--video-list-->
<div class="video-2017" id="videoList0"><div class="play-video-area" id="videoList0_playArea"><a href="javascript:;" node-type="playArea"><img src="//n.sinaimg.cn/v.jpg"><em class="i-common i-play-b"></em></a></div><div class="video-info"><a href="http://video.sina.com.cn/p/1.html">视频-码头启用</a></div></div>
<script>SINA_TEXT_PAGE_INFO['videoDatas0'] = [{pid: '1'}];</script>
<!--/video-list-->
<p>　　新码头今天启用，第一艘船在清晨靠岸。</p>
<div class="img_wrapper"><img src="//n.sinaimg.cn/news/1.jpg" alt="清晨的码头" data-mce-attachid="1"><span class="img_descr">清晨的码头</span></div>
<p>　　港务局说，今年还要再建两座。</p>
<div class="img_wrapper"><img src="//n.sinaimg.cn/news/2.png" alt=""><span class="img_descr"></span></div>
<div class="wap_special" data-sudaclick="content_relativetopics_p"><div class="tlt">点击进入专题：</div>
<a href="http://news.sina.cn/zt_d/port">聚焦港口</a></div>
<p class="show_author">责任编辑：某某 </p>
</div>
<div class="article-bottom clearfix"><div class="keywords" id="keywords"><label>关键字 : </label><a href="http://tags.news.sina.com.cn/x">港口</a></div></div>
<div class="blk-comment"><div class="item"><div class="txt">很好！</div></div></div>
</div></div></body></html>
"""

SINA_FINANCE = """<html><head><meta charset="utf-8"><meta name="publishid" content="hqfskcn1"></head><body>
<h1 class="main-title">货运量回升</h1>
<div class="date-source"><span class="date">2021年12月28日 20:14</span>
<a href="//www.example/2" class="source ent-source" rel="nofollow">示例日报</a></div>
<div class="article-content"><div class="article-content-left">
<div class="new_style_article"><span class="icon quotation-right"></span><p>评选进行中！【<a href="//finance.sina.com.cn/zt">点击投票</a>】</p></div>
<div class="article" id="artibody">
<!-- 行情图begin -->
<div class="hqimg_related" id="hqimg"><div class="to-page-hqimg"><a href="//finance.sina.com.cn/stock">行情</a></div></div>
<p>　　记者从港务局获悉，<span id="stock_sh000001"><a href="//finance.sina.com.cn/realstock" class="keyword">货运量</a></span><span id="quote_sh000001"></span>回升。</p>
<p>　　全年预计增长两成。</p><!-- news_keyword_pub,stock, -->
<p class="article-editor">责任编辑：某某 </p>
</div>
<div class="article-bottom"><div class="keywords"><a href="//tags.example">货运</a></div></div>
</div></div></body></html>
"""

SINA_TECH = """<html><head><meta charset="utf-8"></head><body>
<div class="blkContainerSblk">
<h1 id="artibodyTitle" cid="40812" docid="icezzrq1">新船下水</h1>
<div class="artInfo" id="blk_n001_003"><div>
<span id="pub_date">2021年09月11日01:53</span>&nbsp;&nbsp;<span id="media_name"><a href="//tech.example/">示例科技</a></span>&nbsp;&nbsp; <a id="media_comment" href="#SI_FormList1"><span>我有话说(</span><span class="f_red">1307</span><span>人参与)</span></a></div></div>
<div class="BSHARE_POP blkContainerSblkCon clearfix" id="artibody">
<style>.tech-quotation{padding:20px}</style>
<div class="tech-quotation clearfix"><div class="tech-con"><p>　　免费试玩，快来<a href="//zhongce.example">众测</a>！</p></div></div>
<div class="artical-player-wrap" style="display:block;"><div class="a-p-info"><label><input type="checkbox" checked="">自动播放</label><span id="J_Video_Source">新船下水</span></div><i class="a-p-s-play">play</i></div>
<p>　　<span id="usstock_X"><a href="//stock.example/X" class="keyword f_st">示例公司</a></span><span id="quote_X">(<font color="green">115.395</font>, <font color="green">2.47%</font>)</span>的新船下水。</p>
</div>
<p class="ecode_weixin">扫描二维码关注。</p>
<p class="art_keywords"><span>文章关键词：</span><a href="//tags.example">船</a></p>
</div></body></html>
"""

# Looked at in a browser: the day is told by a script, pictures below the first wait to be scrolled to.
WEIXIN = """<html><head><meta charset="utf-8">
<meta name="author" content="">
<meta property="og:title" content="码头的早晨">
<meta property="og:url" content="">
<meta property="og:site_name" content="微信公众平台">
<title>码头的早晨</title></head>
<body id="activity-detail" class="zh_CN not_in_mm">
<script nonce="" type="text/javascript">
    var biz = ""||"MjM5NzE1NTMyNg==";
    var mid = "" || ""|| "2650934104";
    var idx = "" || "" || "1";
</script>
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content"><div id="img-content" class="rich_media_wrp">
<h2 class="rich_media_title" id="activity-name">

码头的早晨
</h2>
<div id="meta_content" class="rich_media_meta_list">
<span id="copyright_logo" class="rich_media_meta icon_appmsg_tag appmsg_title_tag">原创</span>
<span class="rich_media_meta rich_media_meta_text"><span id="js_author_name" class="">某人</span></span>
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">
  港口小报                      </a>
<div id="js_profile_qrcode" class="profile_container" style="display:none;"><p class="profile_meta"><label>微信号</label><span>x</span></p></div></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text">{shown}</em></div>
<div class="rich_media_content " id="js_content" style="visibility: {visibility};">
<section style="display: none;" data-tools="编辑器"><br></section><section data-tool="编辑器" style="font-size: 16px;"><p style="text-align: center; visibility: visible;"><img class="rich_pages " data-ratio="0.67" data-src="https://mmbiz.qpic.cn/a/640?wx_fmt=png" data-type="png" data-w="1370" src="https://mmbiz.qpic.cn/a/640?wx_fmt=png&amp;tp=webp&amp;wx_lazy=1" crossorigin="anonymous"></p><section style="line-height: 1.75em;"><span style="font-size: 15px;">天还没亮，</span><span style="font-size: 15px;">第一艘船就靠岸了。</span></section><section style="text-align: center;"><img class="rich_pages img_loading" data-src="https://mmbiz.qpic.cn/b/640?wx_fmt=jpeg" data-type="jpeg" src="data:image/gif;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQImWNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="></section><pre><code style="overflow-x: auto;"><span>import</span> json<br>print(<span>'a'</span>)<br></code></pre><ol class="list-paddingleft-2"><li><section>先卸货</section></li><li><section>再装船</section></li></ol></section><p><br></p>
</div>
<div class="read-more__area" id="js_more_read_area" style="display:none;"></div>
<div class="reward_area tc" id="js_reward_area" style="display:none;"><p class="reward_tips">谢谢。</p></div>
</div></div></div></div>
<script nonce="" type="text/javascript">
!function(e){{
var t="1581605093",n="1581418070",s="2020-02-11";
e(t,n,s,document.getElementById("publish_time"));
}}(function(e,t,n,s){{}});
</script></body></html>
"""

# Before 2017 no box stood round the text; the saved copy was tidied by whoever saved it.
WIKIPEDIA_OLD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8" /><title>Harbour - Wikipedia</title>
<script>mw.config.set({
  "wgTitle": "Harbour",
  "wgArticleId": 36754915,
  "wgIsArticle": true
});</script>
<link rel="canonical" href="https://en.wikipedia.org/wiki/Harbour" /></head>
<body class="mediawiki"><div id="content" class="mw-body" role="main"><a id="top"></a>
<h1 id="firstHeading" class="firstHeading" lang="en">Harbour</h1>
<div id="bodyContent" class="mw-body-content"><div id="siteSub">From Wikipedia, the free encyclopedia</div>
<div id="jump-to-nav" class="mw-jump">Jump to: <a href="#mw-head">navigation</a></div>
<div id="mw-content-text" lang="en" dir="ltr" class="mw-content-ltr">
TEXT
</div><div class="printfooter">Retrieved from "<a href="/w">x</a>"</div></div></div>
<div id="catlinks" class="catlinks">Categories</div>
<div id="footer"><ul><li id="footer-info-lastmod"> This page was last modified on 28 October 2016, at 06:06.</li></ul></div>
</body></html>
"""
WIKIPEDIA_TEXT = """<div role="note" class="hatnote">See also: <a href="/wiki/Port" title="Port">Port</a></div>
<div class="shortdescription nomobile noexcerpt noprint searchaux" style="display:none">Where ships lie</div>
<table class="vertical-navbox nowraplinks"><tbody><tr><th><a href="/wiki/Shipping">Shipping</a></th></tr></tbody></table>
<table class="infobox vcard"><caption class="fn org">Harbour</caption><tbody><tr><th scope="row">Founded</th><td>1998<span style="display:none">&#160;(<span class="bday">1998-02-28</span>)</span></td></tr></tbody></table>
<p>A <b>harbour</b> shelters <a href="/wiki/Ship" title="Ship">ships</a>.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> It has a quay.<sup id="cite_ref-quay_2-0" class="reference"><a href="#cite_note-quay-2">[2]</a></sup></p>
<div id="toc" class="toc"><div id="toctitle"><h2>Contents</h2></div><ul><li class="toclevel-1"><a href="#History"><span class="tocnumber">1</span> <span class="toctext">History</span></a></li></ul></div>
<h2><span class="mw-headline" id="History">History</span><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/w/index.php?action=edit">edit</a><span class="mw-editsection-bracket">]</span></span></h2>
<p>It is <span class="mwe-math-element"><span class="mwe-math-mathml-inline mwe-math-mathml-a11y" style="display: none;"><math alttext="x"><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x}</annotation></semantics></math></span><img src="https://wikimedia.org/api/x.svg" class="mwe-math-fallback-image-inline" aria-hidden="true" alt="x" /></span> long. The quay is old.<sup id="cite_ref-quay_2-1" class="reference"><a href="#cite_note-quay-2">[2]</a></sup></p>
<h2><span class="mw-headline" id="References">References</span></h2>
<div class="reflist"><ol class="references">
<li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text"><cite class="citation web"><a rel="nofollow" class="external text" href="http://www.example/1">"On harbours"</a>. Example.</cite><span title="ctx_ver=Z39.88-2004&amp;rft.btitle=On" class="Z3988"><span style="display:none;">&#160;</span></span></span></li>
<li id="cite_note-quay-2"><span class="mw-cite-backlink">^ <a href="#cite_ref-quay_2-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-quay_2-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">On quays.</span><link rel="mw-deduplicated-inline-style" href="mw-data:x" /></li>
</ol></div>
<div class="navbox"><a href="/wiki/Ports">Ports of the world</a></div>"""
WIKIPEDIA_NEW = WIKIPEDIA_OLD.replace("TEXT", '<div class="mw-parser-output">TEXT</div>').replace(
    '"wgArticleId": 36754915', '"wgArticleId":36754915'
)
