"""An audit as one HTML page that needs nothing else: problems by kind, then every post.

Everything that comes from a post is escaped, and the page's own policy lets no script run but the one
that sorts its tables.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from curator.domain.problems import Severity
from curator.reports.remarks import Remark, plain, remarks
from curator.reports.summary import Group, Line, Summary
from curator.sentences import severity_word, visibility_sentence
from curator.services.audit_folder import Audited, AuditReport
from curator.translation import gettext as _
from curator.translation import language, listed, ngettext


def page(report: AuditReport, least: Severity = Severity.NOTE) -> str:
    """Return the page of an audit, with nothing less severe than `least`, in the user's language."""
    summary = Summary()
    rows: list[str] = []
    for audited in report.posts():
        told = remarks(audited, least)
        summary.add(audited, told)
        rows.append(_row(audited, told))
    parts = (
        _head(report),
        _tiles(summary),
        _broken_layouts(report),
        f"<h2>{_text(_('Problems'))}</h2>",
        *(_groups(summary) or [f'<p class="good">{_text(_("Nothing was found."))}</p>']),
        f"<h2>{_text(_('Posts'))}</h2>",
        _posts(rows),
        f"</main><script>{_SCRIPT}</script></body></html>\n",
    )
    return "".join(parts)


def _text(value: object) -> str:
    return escape(str(plain(value)), quote=True)


def _head(report: AuditReport) -> str:
    settings = [site.looker.setting for site in report.sites]
    names = listed(str(setting.site.config.title or setting.site.root.name) for setting in settings)
    title = _("Check of {site}").format(site=names) if names else _("Check")
    made = ""
    if settings:
        moment = settings[0].now.astimezone(settings[0].zone)
        made = _("As built at {time}").format(time=f"{moment:%Y-%m-%d %H:%M %z}")
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        f'<!doctype html><html lang="{_text(language().replace("_", "-"))}"><head>'
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body><main>"
        f'<header><h1 dir="auto">{_text(title)}</h1><p>{_text(made)}</p></header>'
    )


def _tiles(summary: Summary) -> str:
    hidden = summary.hidden.total()
    tiles = [
        (summary.posts, ngettext("post", "posts", summary.posts), ""),
        (summary.visible, _("visible"), ""),
        (hidden, _("hidden"), ""),
    ]
    errors, warnings, notes = (summary.severities[severity] for severity in Severity)
    tiles += [
        (errors, ngettext("error", "errors", errors), "error" if errors else ""),
        (warnings, ngettext("warning", "warnings", warnings), "warning" if warnings else ""),
        (notes, ngettext("note", "notes", notes), "note" if notes else ""),
    ]
    shown = "".join(
        f'<li class="{kind}"><b>{count:,}</b> <span>{_text(word)}</span></li>'
        for count, word, kind in tiles
    )
    reasons = "".join(
        f"<li><b>{count:,}</b> {_text(visibility_sentence(reason, _('their day')))}</li>"
        for reason, count in summary.hidden.most_common()
    )
    return f'<ul class="tiles">{shown}</ul>' + (
        f'<ul class="reasons">{reasons}</ul>' if reasons else ""
    )


def _broken_layouts(report: AuditReport) -> str:
    text = _("The layout {name} has broken front matter: Jekyll stops the whole build.")
    return "".join(
        f'<p class="alarm">{_text(text.format(name=name))}</p>' for name in report.broken_layouts
    )


def _groups(summary: Summary) -> list[str]:
    return ["".join(_group(group)) for group in summary.groups()]


def _group(group: Group) -> Iterator[str]:
    count = ngettext("{number} post", "{number} posts", group.posts).format(number=group.posts)
    yield (
        f'<details class="{group.severity.value}"><summary><span class="mark">'
        f"{_text(severity_word(group.severity))}</span> <code>{_text(group.code)}</code> "
        f"<span>{_text(count)}</span></summary>"
    )
    fixed = any(line.fix for line in group.lines)
    titles = [_("File"), _("Line"), _("Problem"), *([_("Fix")] if fixed else [])]
    yield from _table(titles, (_line(line, fixed=fixed) for line in group.lines))
    yield "</details>"


def _line(line: Line, *, fixed: bool) -> str:
    number = f"{line.line}:{line.column}" if line.line else ""
    last = f"<td>{_text(line.fix or '')}</td>" if fixed else ""
    return (
        f'<tr><td class="path"><bdi>{_text(line.path)}</bdi></td>'
        f'<td class="number" data-n="{line.line}">{number}</td>'
        f"<td>{_text(line.message)}</td>{last}</tr>"
    )


def _row(audited: Audited, told: list[Remark]) -> str:
    verdict = audited.verdict
    moment = verdict.date
    shown = "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"
    worst = min((remark.severity for remark in told), key=lambda one: one.rank, default=None)
    marks = (
        ""
        if worst is None
        else f'<span class="mark {worst.value}">{_text(severity_word(worst))}</span> {len(told)}'
    )
    why = visibility_sentence(verdict.reason, shown)
    rank = 9 if worst is None else worst.rank
    title = "" if verdict.title is None else verdict.title
    return (
        f'<tr><td class="path"><bdi>{_text(audited.path)}</bdi></td>'
        f'<td dir="auto">{_text(title)}</td><td class="number">{shown}</td>'
        f'<td class="path">{_text(verdict.url or "")}</td><td>{_text(why)}</td>'
        f'<td data-n="{rank * 1000 - len(told)}">{marks}</td></tr>'
    )


def _posts(rows: list[str]) -> str:
    titles = [_("File"), _("Title"), _("Date"), _("Address"), _("Visible"), _("Problems")]
    count = ngettext("{number} post", "{number} posts", len(rows)).format(number=len(rows))
    table = "".join(_table(titles, rows))
    return f"<details><summary>{_text(count)}</summary>{table}</details>"


def _table(titles: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    heads = "".join(
        f'<th scope="col"><button type="button">{_text(title)}</button></th>' for title in titles
    )
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>'
    yield from rows
    yield "</tbody></table></div>"


_STYLE = """
:root{--ground:#fbfaf8;--card:#fff;--ink:#24221f;--soft:#6d6861;--rule:#e4e0d9;--accent:#3a5a8c;
--error:#b3261e;--warning:#8f5a00;--note:#46617f}
@media(prefers-color-scheme:dark){:root{--ground:#1a1b1e;--card:#222428;--ink:#e6e3dd;--soft:#a09b92;
--rule:#37393f;--accent:#9dbbe8;--error:#ff8a80;--warning:#f0b95b;--note:#9fb9d6}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:15px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1280px;margin:0 auto;padding:2.5rem 1.5rem 5rem}
h1{font-size:1.7rem;line-height:1.25;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .7rem}
header p,.reasons{color:var(--soft);margin:.2rem 0 0}
.tiles{display:flex;flex-wrap:wrap;gap:.7rem;list-style:none;padding:0;margin:1.5rem 0 1rem}
.tiles li{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:.6rem 1.1rem;min-width:7rem}
.tiles b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft)}
.tiles .error b,.error .mark,.mark.error{color:var(--error)}
.tiles .warning b,.warning .mark,.mark.warning{color:var(--warning)}
.tiles .note b,.note .mark,.mark.note{color:var(--note)}
.reasons{list-style:none;padding:0}.reasons b{color:var(--ink);font-variant-numeric:tabular-nums}
.alarm{color:var(--error)}.good{color:var(--soft)}
details{background:var(--card);border:1px solid var(--rule);border-radius:10px;margin:.5rem 0}
summary{cursor:pointer;padding:.6rem 1rem}
summary code{margin:0 .4rem}summary span:last-child{color:var(--soft)}
.mark{font-weight:600}
code,.path{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.87em}
.scroll{overflow:auto;max-height:75vh;border-top:1px solid var(--rule)}
table{border-collapse:collapse;width:100%}
thead{position:sticky;top:0;background:var(--card)}
th{text-align:start;padding:0;white-space:nowrap}
th button{all:unset;box-sizing:border-box;width:100%;cursor:pointer;padding:.45rem 1rem;color:var(--soft);font-weight:600}
th button:hover,th button:focus-visible,summary:focus-visible{color:var(--accent);outline:2px solid var(--accent);outline-offset:-2px}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
td{padding:.35rem 1rem;border-top:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere;min-width:5rem}
td.path{min-width:17rem}
.number{font-variant-numeric:tabular-nums;white-space:nowrap}
@media print{.scroll{max-height:none}}
""".strip()

_SCRIPT = """
document.addEventListener("click",function(e){var b=e.target.closest("th button");if(!b)return;
var h=b.parentNode,t=h.closest("table"),i=h.cellIndex,d=h.getAttribute("aria-sort")==="ascending"?-1:1,
c=new Intl.Collator(document.documentElement.lang,{numeric:true}),o=t.tBodies[0];
t.querySelectorAll("th").forEach(function(x){x.removeAttribute("aria-sort")});
h.setAttribute("aria-sort",d>0?"ascending":"descending");
var r=Array.from(o.rows).map(function(x){var y=x.cells[i];
return[y.dataset.n===undefined?y.textContent:+y.dataset.n,x]});
r.sort(function(x,y){return d*(typeof x[0]==="number"?x[0]-y[0]:c.compare(x[0],y[0]))});
var f=document.createDocumentFragment();r.forEach(function(x){f.appendChild(x[1])});o.appendChild(f)});
""".strip()
