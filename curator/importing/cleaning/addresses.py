"""Which parts of an address only tell where a reader comes from."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|"
    r"mkt_tok|vero_id|wickedid|oly_\w+_id|ref_src|ref_url|spm|scm|share_token|share_from|shareuid|"
    r"sharer_share\w*|s_cid|cmpid|ncid|wt_mc|pk_\w+|piwik_\w+|at_(?:medium|campaign)\w*|xtor|trk|_openstat",
    re.IGNORECASE,
)
_DETOURS = {
    "l.facebook.com": ("/l.php", "u"),
    "www.google.com": ("/url", "q"),
    "link.zhihu.com": ("/", "target"),
    "link.jianshu.com": ("/", "t"),
    "out.reddit.com": ("/", "url"),
    "steamcommunity.com": ("/linkfilter/", "url"),
    "www.youtube.com": ("/redirect", "q"),
}
_COUNTERS = re.compile(
    r"(?:^|//|\.)(?:google-analytics\.com|doubleclick\.net|scorecardresearch\.com|hm\.baidu\.com|cnzz\.com|"
    r"facebook\.com/tr\b|pixel\.wp\.com|stats\.wp\.com|quantserve\.com|b\.scorecardresearch|umeng\.com|"
    r"feedburner\.com/~r/|feeds\.feedburner|pixel\.quant)",
    re.IGNORECASE,
)


def untracked(address: str) -> str:
    """Return an address without what only tells of its reader; the same where there is nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.hostname in _DETOURS:
        path, name = _DETOURS[parts.hostname]
        target = dict(parse_qsl(parts.query)).get(name, "")
        if parts.path.startswith(path) and target.startswith(("http://", "https://")):
            return untracked(target)
    if not parts.query:
        return address
    head, _, fragment = address.partition("#")
    before, _, query = head.partition("?")
    kept = [
        one
        for one in re.split(r"&(?:amp;)?", query)
        if _TRACKING.fullmatch(unquote(one.partition("=")[0])) is None
    ]
    if len(kept) == len(re.split(r"&(?:amp;)?", query)):
        return address
    joint = "&amp;" if "&amp;" in query else "&"
    return before + ("?" + joint.join(kept) if kept else "") + ("#" + fragment if fragment else "")


def counts_readers(address: str) -> bool:
    """Tell whether a picture's address is that of a known counter."""
    return _COUNTERS.search(address) is not None
