"""Pages in the markup of the portals that the sample site's posts were collected from, of our own writing.

Only the article's own words are the sample's; what stands around them is invented.
"""

EASTMONEY = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_东方财富网</title>
{head}
<script>var infoCode = "x"; document.write("<p>不是正文</p>");</script>
</head>
<body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/yaowen.html">要闻</a></li></ul></div>
<div id="topbox"><div class="title">{title}</div>
<div class="infos"><div class="item">{date}</div><div class="item source">来源：示例报</div></div></div>
<div class="contentwrap">
<div id="ContentBody" class="txtinfos">
{abstract}
{body}<div class="em_adv"><a href="//ad.example/1"><img src="//ad.example/1.gif"></a></div>
</div>
<div class="sharebox"><a href="#">分享到微信</a></div>
</div>
<div class="rightbox"><h3>热门排行</h3><ol><li><a href="/a/1.html">另一篇文章的标题写得很长很长</a></li></ol></div>
<div class="footer">版权所有 © 示例</div>
</body>
</html>
"""

NANFANG = """<!doctype html><html><head><meta charset=utf-8><title>{title}</title>
<script>window.page = {{infoCode: "{id}", share: true}};</script></head>
<body><div class="news-share"><h1 class="news-title">{title}</h1><p class="news-time">{date} 南方Plus</p>
<div class="news-body">{body}</div></div>
<div class="download-app"><a href="/app">打开客户端</a></div></body></html>
"""

BRIEF = """<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{title}</title></head>
<body><div class="newsContent"><h1>{title}</h1>
<div class="time-source"><div class="time">{date}</div></div>
<div id="ContentBody"><p>
  {body}
</p><p class="em_media">（文章来源：示例报）</p></div></div></body></html>
"""
