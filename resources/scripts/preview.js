// The program's own script, which changes a shown page in place. It runs in the application's world
// of the web engine: page scripts are off and could not reach it if they were on.
//
// Articles and whole pages enter as text and are parsed inertly, by a template or a DOMParser, where
// elements that could reach out are dropped before they come to life: `<link rel=preconnect>` heeds
// neither the content policy nor the request blocker.
//
// What was wanted last is kept as an inert model beside what is shown. A patch compares the model
// with what is wanted now and does to the page what would turn one into the other, so whatever a
// reader did to the page (an opened <details>, a playing video) stays.
"use strict";
globalThis.curatorPreview = (() => {
  const say = (what, value) => console.info(`curator-${what} ${value}`);

  // --- parsing ------------------------------------------------------------------------------

  // What a preview never shows, and what would reach out past the layers once it is in the page.
  const unwanted = "link, meta, base, script, iframe, frame, frameset, object, embed, applet, " +
    "portal, fencedframe";

  // Of all links a site's page keeps its own style sheets, and of those nothing but what styles.
  const styleSheet = (link, address) => {
    const kinds = (link.getAttribute("rel") || "").toLowerCase().split(/\s+/);
    const target = link.getAttribute("href");
    if (!kinds.includes("stylesheet") || kinds.includes("alternate") || !target) return null;
    try {
      if (new URL(target, address).origin !== new URL(address).origin) return null;
    } catch { return null; }
    const clean = link.ownerDocument.createElement("link");
    clean.setAttribute("rel", "stylesheet");
    clean.setAttribute("href", target);
    if (link.hasAttribute("media")) clean.setAttribute("media", link.getAttribute("media"));
    return clean;
  };

  const strip = (root, address) => {
    for (const element of root.querySelectorAll(unwanted)) {
      const kept = address && element.localName === "link" ? styleSheet(element, address) : null;
      if (kept) element.replaceWith(kept); else element.remove();
    }
    for (const element of root.querySelectorAll("[autofocus], [contenteditable]")) {
      element.removeAttribute("autofocus");
      element.removeAttribute("contenteditable");
    }
    for (const inner of root.querySelectorAll("template")) strip(inner.content, "");
  };

  // Line numbers change with every line above them: they are taken out before anything is compared.
  const takeLines = (root) => {
    const taken = [], all = root.querySelectorAll("*");
    for (let at = 0; at < all.length; at++) {
      const line = all[at].getAttribute("data-line");
      if (line !== null) {
        taken.push([at, parseInt(line, 10)]);
        all[at].removeAttribute("data-line");
      }
    }
    return taken;
  };

  const parsedArticle = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    strip(holder.content, "");
    return holder.content;
  };

  const parsedSite = (html, address) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const scheme = page.querySelector("meta[name='color-scheme' i]");
    page.scheme = scheme ? scheme.getAttribute("content") || "" : "";
    strip(page, address);
    return page;
  };

  // --- patching -----------------------------------------------------------------------------

  const DEEPEST = 200;

  const sameTag = (a, b) =>
    a.nodeType === Node.ELEMENT_NODE && b.nodeType === Node.ELEMENT_NODE &&
    a.nodeName === b.nodeName && a.cloneNode(false).isEqualNode(b.cloneNode(false));

  const alive = (nodes) => {
    const made = document.createDocumentFragment();
    for (const node of nodes) made.append(document.importNode(node, true));
    return made;
  };

  const fill = (shown, wanted) => shown.replaceChildren(alive(wanted.childNodes));

  const patchPair = (shown, old, now, depth) => {
    if (old.isEqualNode(now)) return;
    if (old.nodeType === Node.TEXT_NODE && now.nodeType === Node.TEXT_NODE) {
      shown.data = now.data;
    } else if (depth < DEEPEST && (now.childNodes.length > 1 || now.firstElementChild) &&
               sameTag(old, now)) {
      patchChildren(shown, old, now, depth + 1);
    } else {
      shown.replaceWith(document.importNode(now, true));
    }
  };

  const patchChildren = (shown, model, wanted, depth = 0) => {
    const live = Array.from(shown.childNodes), old = Array.from(model.childNodes);
    if (live.length !== old.length) { fill(shown, wanted); return; }
    patchNodes(shown, live, old, Array.from(wanted.childNodes), null, depth);
  };

  // Only what lies between the equal beginning and the equal end is touched. `live` are the shown
  // nodes of `old`, one by one; `following` is what stands after them.
  const patchNodes = (shown, live, old, now, following, depth) => {
    let start = 0, oldEnd = old.length, nowEnd = now.length;
    while (start < oldEnd && start < nowEnd && old[start].isEqualNode(now[start])) start++;
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1].isEqualNode(now[nowEnd - 1])) {
      oldEnd--; nowEnd--;
    }
    if (oldEnd === nowEnd) {
      for (let at = start; at < oldEnd; at++) patchPair(live[at], old[at], now[at], depth);
      return;
    }
    const after = live[oldEnd] || following;
    for (let at = start; at < oldEnd; at++) live[at].remove();
    shown.insertBefore(alive(now.slice(start, nowEnd)), after);
  };

  const patchAttributes = (shown, wanted) => {
    for (const { name } of Array.from(shown.attributes)) {
      if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
    }
    for (const attribute of wanted.attributes) {
      if (shown.getAttribute(attribute.name) !== attribute.value) {
        shown.setAttributeNode(attribute.cloneNode());
      }
    }
  };

  // --- pieces -------------------------------------------------------------------------------

  // A long article is taken in pieces, so that a keystroke costs what its piece costs. A piece is
  // text that is parsed alike alone and among the others: every element that it opens it closes, in
  // order, and nothing in it reaches further. What is not sure to be so stays in one piece.
  const limits = {least: 32768, piece: 2048};
  const TAG = new RegExp("<([a-zA-Z][a-zA-Z0-9-]*)" +
    "(?:\\s+[^\\s\"'<>/=]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'<>=`]+))?)*\\s*/?>", "y");
  const END = /<\/([a-zA-Z][a-zA-Z0-9-]*)\s*>/y;
  const COMMENT = /<!--(?!-?>)(?:(?!--!>)[^])*?-->/y;
  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  const REACHING = new Set(("body caption colgroup frame frameset head html iframe image " +
    "isindex keygen listing math noembed noframes noscript plaintext script select " +
    "style svg tbody td template textarea tfoot th thead title tr xmp").split(" "));
  const IN_TABLES = new Set("caption colgroup tbody td tfoot th thead tr".split(" "));

  const split = (text) => {
    const pieces = [], open = [];
    let begun = 0, at = 0;
    while ((at = text.indexOf("<", at)) >= 0) {
      const sign = text[at + 1], letter = text.charCodeAt(at + 1) | 32;
      if (!(letter >= 97 && letter <= 122) && sign !== "/" && sign !== "!" && sign !== "?") {
        at++;
        continue;
      }
      const rule = sign === "/" ? END : sign === "!" ? COMMENT : TAG;
      rule.lastIndex = at;
      const found = sign === "?" ? null : rule.exec(text);
      if (!found) return null;
      at = rule.lastIndex;
      if (rule === COMMENT) continue;
      const name = found[1].toLowerCase();
      if (rule === END) {
        if (open.pop() !== name) return null;
      } else if (!VOID.has(name)) {
        if (REACHING.has(name) && !(IN_TABLES.has(name) && open.includes("table"))) return null;
        open.push(name);
      }
      if (!open.length && at - begun >= limits.piece && text[at] === "\n") {
        let next = at;
        while (text[next] === "\n") next++;
        if (text[next] !== "<") continue;
        pieces.push(text.slice(begun, next));
        begun = next;
      }
    }
    if (open.length) return null;
    if (begun < text.length || !pieces.length) pieces.push(text.slice(begun));
    return pieces;
  };

  const parsedPiece = (text) => {
    const made = parsedArticle(text);
    const taken = takeLines(made);
    return {text, nodes: Array.from(made.childNodes), taken, marks: []};
  };

  const parsedPieces = (text) =>
    ((text.length >= limits.least && split(text)) || [text]).map(parsedPiece);

  const sum = (pieces, of) => pieces.reduce((total, piece) => total + of(piece), 0);
  const length = (piece) => piece.text.length;
  const count = (piece) => piece.nodes.length;

  // Which pieces a difference touches, and what stands there now.
  const changed = (pieces, text, part) => {
    const last = sum(pieces, length), end = last - part.end;
    let from = 0, start = 0;
    while (from < pieces.length - 1 && start + length(pieces[from]) <= part.start) {
      start += length(pieces[from++]);
    }
    let to = from, stop = start + length(pieces[to]);
    while (to < pieces.length - 1 && stop < end) stop += length(pieces[++to]);
    const now = text.slice(start, text.length - (last - stop));
    const made = from === 0 && to === pieces.length - 1 ? null : split(now);
    return made && {from, to, made: made.map(parsedPiece)};
  };

  // The elements of some nodes with all that is in them, as querySelectorAll would list them.
  const elementsOf = (nodes) => {
    const found = [];
    for (const node of nodes) {
      if (node.nodeType === Node.ELEMENT_NODE) found.push(node, ...node.querySelectorAll("*"));
    }
    return found;
  };

  const patchArticle = (shown, pieces, text, part) => {
    const inside = part.text === undefined ? changed(pieces, text, part) : null;
    const {from, to, made} = inside ||
      {from: 0, to: pieces.length - 1, made: parsedPieces(text)};
    const live = Array.from(shown.childNodes);
    if (live.length !== sum(pieces, count)) return fillArticle(shown, text);
    const first = sum(pieces.slice(0, from), count);
    const old = pieces.slice(from, to + 1).flatMap((piece) => piece.nodes);
    const now = made.flatMap((piece) => piece.nodes);
    const following = live[first + old.length] || null;
    patchNodes(shown, live.slice(first, first + old.length), old, now, following, 0);
    pieces.splice(from, to - from + 1, ...made);
    mark(shown, made, first);
    return pieces;
  };

  const fillArticle = (shown, text) => {
    const pieces = parsedPieces(text);
    shown.replaceChildren(alive(pieces.flatMap((piece) => piece.nodes)));
    mark(shown, pieces, 0);
    return pieces;
  };

  // Ties the lines of new pieces to the elements that are shown for them.
  const mark = (shown, pieces, first) => {
    const live = shown.childNodes;
    let at = first;
    for (const piece of pieces) {
      const all = elementsOf(Array.prototype.slice.call(live, at, at + count(piece)));
      piece.marks = piece.taken.map(([place, line]) => [all[place], line]);
      at += count(piece);
    }
  };

  // --- selection ----------------------------------------------------------------------------

  const textNodes = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  // A selection as two counts of characters from the root's start.
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

  // --- lines --------------------------------------------------------------------------------

  let marks = [];           // [element, line] in the order of the page, lines never falling
  let numbers = new WeakMap();
  let follow = null;        // where the editor leads, until the reader scrolls
  let own = NaN;            // the place to which this script scrolled last
  let reading = false;      // the reader touched wheel, keys or scroll bar since

  const keepLines = (found) => {
    marks = [];
    numbers = new WeakMap();
    let last = 0;
    for (const [element, line] of found) {
      if (!element || !(line >= 1)) continue;
      numbers.set(element, line);
      if (line >= last) { marks.push([element, line]); last = line; }
    }
  };

  const box = (at) => {
    const found = marks[at] && marks[at][0].getBoundingClientRect();
    return found && (found.width || found.height) ? found : null;
  };

  // The nearest mark that is on the page, from `at` on in one direction.
  const visible = (at, step) => {
    while (at >= 0 && at < marks.length && !box(at)) at += step;
    return at >= 0 && at < marks.length ? at : -1;
  };

  // The first mark stands for the page's top, so that its heading is seen with the first line.
  const topOf = (at, first) => at === first ? 0 : box(at).top + scrollY;

  // Two neighbouring marks as points of line and height. After the last come the text's last line
  // and the end of its block.
  const between = (before, after, first, total) => {
    const from = {line: marks[before][1], y: topOf(before, first)};
    if (after >= 0) return [from, {line: marks[after][1], y: topOf(after, first)}];
    const end = Math.max(box(before).bottom + scrollY, from.y);
    return [from, {line: Math.max(total + 1, from.line + 1), y: end}];
  };

  const placeOf = (line, total) => {
    let low = 0, high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle][1] <= line) low = middle + 1; else high = middle;
    }
    const first = visible(0, 1), before = visible(low - 1, -1);
    if (first < 0 || before < 0) return 0;
    let after = visible(low, 1);
    const [from, to] = between(before, after, first, total);
    const share = Math.min(Math.max((line - from.line) / (to.line - from.line), 0), 1);
    return from.y + share * (to.y - from.y);
  };

  const lineAt = (y, total) => {
    const first = visible(0, 1);
    if (first < 0) return 0;
    let low = first, high = marks.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1, near = visible(middle, -1);
      if (near <= low || topOf(near, first) <= y) low = middle; else high = middle;
    }
    const before = visible(low, -1);
    let after = visible(low + 1, 1);
    while (after >= 0 && marks[after][1] === marks[before][1]) after = visible(after + 1, 1);
    const [from, to] = between(before, after, first, total);
    const share = to.y > from.y ? Math.min(Math.max((y - from.y) / (to.y - from.y), 0), 1) : 0;
    return from.line + share * (to.line - from.line);
  };

  const lowest = () => document.documentElement.scrollHeight - innerHeight;

  const lead = () => {
    const y = follow.atEnd ? lowest() : placeOf(follow.line, follow.total);
    scrollTo({left: scrollX, top: y, behavior: "instant"});
    own = scrollY;
  };

  let total = 0;
  const scrolled = () => {
    if (!reading || Math.abs(scrollY - own) < 1) return;
    own = NaN;
    if (!marks.length) return;
    say("line", scrollY > 0 && scrollY >= lowest() - 1 ? "end" : lineAt(scrollY, total).toFixed(3));
  };

  const touched = () => { reading = true; follow = null; own = NaN; };
  for (const kind of ["wheel", "keydown", "mousedown", "touchstart"]) {
    addEventListener(kind, touched, {capture: true, passive: true});
  }
  addEventListener("scroll", scrolled, {passive: true});
  addEventListener("dblclick", (event) => {
    let element = event.target;
    while (element && !numbers.has(element)) element = element.parentElement;
    if (!element) return;
    let line = numbers.get(element);
    if (element.closest("pre") || element.querySelector(":scope > pre, :scope pre.highlight")) {
      line = Math.max(line, Math.floor(lineAt(event.clientY + scrollY, total)));
    }
    say("chosen", line);
  }, {passive: true});
  new ResizeObserver(() => { if (follow) lead(); }).observe(document.documentElement);

  // --- light and dark ------------------------------------------------------------------------

  // The engine takes the scheme from the program and knows no other for one page: the conditions of
  // the site's own rules are rewritten to what they would be.
  const CONDITION = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;
  const written = new WeakMap();
  let dark = false, metaScheme = "", scheme = null;

  const rewritten = (media) => {
    if (!written.has(media)) written.set(media, media.mediaText);
    const original = written.get(media);
    if (!/prefers-color-scheme/i.test(original)) return;
    const now = original.replace(CONDITION, (_all, wanted) =>
      (wanted.toLowerCase() === "dark") === dark ? "(min-width: 0px)" : "(max-width: 0px)");
    if (media.mediaText !== now) media.mediaText = now;
  };

  const colourRules = (sheet) => {
    let rules;
    try { rules = sheet.cssRules; } catch { return; }
    for (const rule of rules) {
      if (rule.media) rewritten(rule.media);
      if (rule.styleSheet) colourRules(rule.styleSheet);
      else if (rule.cssRules) colourRules(rule);
    }
  };

  const colour = () => {
    for (const sheet of document.styleSheets) {
      rewritten(sheet.media);
      colourRules(sheet);
    }
    for (const source of document.querySelectorAll("source[media]")) {
      if (!written.has(source)) written.set(source, source.media);
      const original = written.get(source);
      const now = original.replace(CONDITION, (_all, wanted) =>
        (wanted.toLowerCase() === "dark") === dark ? "(min-width: 0px)" : "(max-width: 0px)");
      if (source.media !== now) source.media = now;
    }
    if (!scheme) {
      scheme = new CSSStyleSheet();
      const own = new CSSStyleSheet();
      own.replaceSync(globalThis.curatorSiteStyle);
      document.adoptedStyleSheets = [scheme, own];
    }
    scheme.replaceSync("");
    const stated = getComputedStyle(document.documentElement).colorScheme;
    const offered = stated === "normal" ? metaScheme : stated;
    const both = /\bdark\b/.test(offered) && /\blight\b/.test(offered);
    const chosen = both ? (dark ? "dark" : "light") : stated === "normal" ? "light" : "";
    if (chosen) scheme.replaceSync(`:root { color-scheme: ${chosen} !important; }`);
  };

  // --- showing ------------------------------------------------------------------------------

  let model = null;         // what was wanted last, inert: {pieces, header} or {page}
  const texts = {};         // the texts of the last patch: of the next only the difference comes

  const whole = (name, part) => {
    if (part.text !== undefined) { texts[name] = part.text; return part.text; }
    const last = texts[name];
    if (last === undefined || last.length !== part.length) return null;
    texts[name] = last.slice(0, part.start) + part.middle + last.slice(last.length - part.end);
    return texts[name];
  };

  const report = (number) => requestAnimationFrame(() => requestAnimationFrame(() =>
    say("painted", number)));

  // A page that appears for the first time waits for its style sheets, hidden, a moment at most.
  const answered = new WeakSet();
  const veil = (number) => {
    const open = Array.from(document.querySelectorAll("link"))
      .filter((link) => !link.sheet && !answered.has(link));
    const root = document.documentElement;
    const waits = open.map((link) => new Promise((done) => {
      link.addEventListener("load", done, {once: true});
      link.addEventListener("error", done, {once: true});
    }));
    if (!waits.length) { colour(); report(number); return; }
    root.style.setProperty("visibility", "hidden", "important");
    const late = new Promise((done) => setTimeout(done, 1500));
    Promise.race([Promise.all(waits), late]).then(() => {
      root.style.removeProperty("visibility");
      if (!root.getAttribute("style")) root.removeAttribute("style");
      colour();
      report(number);
    });
  };

  for (const kind of ["load", "error"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.localName !== "link") return;
      answered.add(event.target);
      if (model && model.page) colour();
    }, true);
  }

  const begin = (page) => {
    reading = false;
    if (page.fresh) follow = null;
    total = page.total || 0;
  };

  const finish = (page) => {
    if (page.fresh) {
      document.getSelection().removeAllRanges();
      scrollTo({left: 0, top: page.top || 0, behavior: "instant"});
    }
    own = scrollY;
  };

  return {
    limits,

    // Returns the patch's number, or -1 where the whole text is needed.
    showArticle(page) {
      const fragment = whole("fragment", page.fragment);
      if (fragment === null) return -1;
      const article = document.getElementById("curator-article");
      const header = document.getElementById("curator-header");
      begin(page);
      if (document.documentElement.lang !== page.lang) document.documentElement.lang = page.lang;
      document.title = page.title;
      const kept = page.fresh ? null : selection(article);
      const wanted = {header: parsedArticle(page.header)};
      if (page.fresh || !model) {
        fill(header, wanted.header);
        wanted.pieces = fillArticle(article, fragment);
      } else {
        patchChildren(header, model.header, wanted.header);
        wanted.pieces = patchArticle(article, model.pieces, fragment, page.fragment);
        if (kept) select(article, kept);
      }
      model = wanted;
      keepLines(wanted.pieces.flatMap((piece) => piece.marks));
      finish(page);
      report(page.number);
      return page.number;
    },

    // Returns the patch's number, -1 where the whole text is needed, -2 where the address cannot
    // be taken without loading anew.
    showSite(page) {
      const html = whole("document", page.document);
      if (html === null) return -1;
      if (!page.settled && location.href !== page.address) {
        try { history.replaceState(null, "", page.address); } catch { return -2; }
        if (location.href !== page.address) return -2;
      }
      begin(page);
      const {head, body} = document;
      const kept = page.fresh ? null : selection(body);
      const wanted = parsedSite(html, page.address);
      metaScheme = wanted.scheme;
      const taken = takeLines(wanted.body);
      const first = !model;
      patchAttributes(document.documentElement, wanted.documentElement);
      patchAttributes(body, wanted.body);
      if (first) fill(head, wanted.head); else patchChildren(head, model.page.head, wanted.head);
      if (first || page.fresh) {
        fill(body, wanted.body);
      } else {
        patchChildren(body, model.page.body, wanted.body);
        if (kept) select(body, kept);
      }
      model = {page: wanted};
      const all = body.querySelectorAll("*");
      keepLines(taken.map(([at, line]) => [all[at], line]));
      finish(page);
      if (first || page.fresh) veil(page.number); else { colour(); report(page.number); }
      return page.number;
    },

    dress(look) {
      const root = document.documentElement;
      dark = look.dark;
      if (look.site) { if (model) colour(); return; }
      root.className = look.dark ? "dark" : "light";
      root.style.setProperty("--curator-family", look.family || null);
      root.style.setProperty("--curator-size", look.size ? look.size + "px" : null);
    },

    // The editor leads: its top line is `line`, of `total` lines; `atEnd` where it shows the last.
    lead(line, lines, atEnd) {
      reading = false;
      total = lines;
      follow = {line, total: lines, atEnd};
      lead();
    },
  };
})();
