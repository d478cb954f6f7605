"""The program's own script, which changes a shown page in place.

It lives in the application's world of the web engine: page scripts are switched off and could not
reach it if they were on. Articles enter as text and are parsed inertly by a template, where
elements that could reach out are dropped before they come to life: `<link rel=preconnect>` heeds
neither the content policy nor the request blocker.
"""

SCRIPT_NAME = "curator-patch"
PAINTED = "curator-painted "
"""What the script says once the screen shows a patch, followed by the patch's number."""

SCRIPT = """
"use strict";
globalThis.curatorPreview = (() => {
  // What a preview never shows, and what would reach out past the layers once it is in the page.
  const unwanted = "link, meta, base, script, iframe, frame, frameset, object, embed, applet, " +
    "portal, fencedframe";

  const parsed = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const strip = (root) => {
      for (const element of root.querySelectorAll(unwanted)) element.remove();
      for (const inner of root.querySelectorAll("template")) strip(inner.content);
    };
    strip(holder.content);
    return holder.content;
  };

  const sameTag = (a, b) =>
    a.nodeType === Node.ELEMENT_NODE && b.nodeType === Node.ELEMENT_NODE &&
    a.nodeName === b.nodeName && a.cloneNode(false).isEqualNode(b.cloneNode(false));

  // Only what lies between the equal beginning and the equal end is touched.
  const patchChildren = (shown, wanted) => {
    const old = Array.from(shown.childNodes), now = Array.from(wanted.childNodes);
    let start = 0;
    while (start < old.length && start < now.length && old[start].isEqualNode(now[start])) start++;
    let oldEnd = old.length, nowEnd = now.length;
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1].isEqualNode(now[nowEnd - 1])) {
      oldEnd--; nowEnd--;
    }
    if (oldEnd - start === 1 && nowEnd - start === 1 && sameTag(old[start], now[start]) &&
        now[start].childNodes.length > 1) {
      patchChildren(old[start], now[start]);
      return;
    }
    if (oldEnd - start === 1 && nowEnd - start === 1 && old[start].nodeType === Node.TEXT_NODE &&
        now[start].nodeType === Node.TEXT_NODE) {
      old[start].data = now[start].data;
      return;
    }
    const after = old[oldEnd] || null;
    for (let at = start; at < oldEnd; at++) old[at].remove();
    const added = document.createDocumentFragment();
    for (let at = start; at < nowEnd; at++) added.append(now[at]);
    shown.insertBefore(added, after);
  };

  const textNodes = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  // A selection as two counts of characters from the article's start.
  const selection = (root) => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(root, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return {start, end: start + range.toString().length, text: range.toString()};
  };

  const select = (root, kept) => {
    const chosen = document.getSelection();
    if (chosen.rangeCount && chosen.toString() === kept.text) return;
    const range = document.createRange();
    let passed = 0, begun = false;
    for (const node of textNodes(root)) {
      const end = passed + node.data.length;
      if (!begun && kept.start < end) { range.setStart(node, kept.start - passed); begun = true; }
      if (begun && kept.end <= end) {
        range.setEnd(node, kept.end - passed);
        if (range.toString() === kept.text) { chosen.removeAllRanges(); chosen.addRange(range); }
        return;
      }
      passed = end;
    }
  };

  const report = (number) => requestAnimationFrame(() => requestAnimationFrame(() =>
    console.info("curator-painted " + number)));

  return {
    show(page) {
      const article = document.getElementById("curator-article");
      const header = document.getElementById("curator-header");
      if (document.documentElement.lang !== page.lang) document.documentElement.lang = page.lang;
      document.title = page.title;
      const kept = page.fresh ? null : selection(article);
      if (page.fresh) {
        header.replaceChildren(parsed(page.header));
        article.replaceChildren(parsed(page.fragment));
        document.getSelection().removeAllRanges();
        scrollTo({left: 0, top: 0, behavior: "instant"});
      } else {
        patchChildren(header, parsed(page.header));
        patchChildren(article, parsed(page.fragment));
        if (kept) select(article, kept);
      }
      report(page.number);
      return page.number;
    },
    dress(look) {
      const root = document.documentElement;
      root.className = look.dark ? "dark" : "light";
      root.style.setProperty("--curator-family", look.family || null);
      root.style.setProperty("--curator-size", look.size ? look.size + "px" : null);
    },
  };
})();
"""
