"""HTML reduced to the words a person would see: no scripts, styles or hidden parts; quoted mail marked by ``>``."""

import re
from collections import Counter
from typing import Final

LONGEST: Final = 256 << 10
# A tree costs memory by its elements, and a parser may open again, in every paragraph, each element left open: the
# sum over all tags of how deep they stand is 20,000 in a long newsletter.
MOST_WORK: Final = 300_000
DEEPEST: Final = 400

_UNSEEN: Final = (
    "script,style,head,title,noscript,template,object,iframe,svg,textarea,select,[hidden],"
    '[style*="display:none" i],[style*="display: none" i],[style*="visibility:hidden" i],'
    '[style*="font-size:0px" i],[style*="mso-hide:all" i]'
)
# Marks for line ends and quoted mail, from the private use area; they stand inside elements, because between the
# rows of a table a parser would move them away.
_BREAK, _OPEN, _SHUT = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile("[\ue000-\ue002]")
_BLOCK: Final = "p|div|li|td|th|h[1-6]|pre|section|article|address|dt|dd|center"
_BLOCK_OPENS = re.compile(rf"(<(?:{_BLOCK}|br|hr)\b[^<>]*>)", re.IGNORECASE)
_BLOCK_SHUTS = re.compile(rf"(</(?:{_BLOCK})\s*>)", re.IGNORECASE)
_QUOTE_OPENS = re.compile(r"(<blockquote\b[^<>]*>)", re.IGNORECASE)
_QUOTE_SHUTS = re.compile(r"(</blockquote\s*>)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NAMED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_SELF_SHUTTING: Final = frozenset("area br col embed hr img input link meta param source track wbr p li".split())


def _is_hostile(html: str) -> bool:
    """Say whether the tags stand deeper in one another, or are more, than any writer's."""
    opened: Counter[str] = Counter()
    depth = work = 0
    for shuts, name in _NAMED.findall(html):
        if name in _SELF_SHUTTING:
            work += depth
        elif not shuts:
            opened[name] += 1
            depth += 1
            work += depth
            if depth > DEEPEST:
                return True
        elif opened[name] > 0:
            opened[name] -= 1
            depth -= 1
    return work > MOST_WORK


def _lines(marked: str) -> str:
    """Turn marked text into lines."""
    depth, lines = 0, [""]
    for part in re.split("([\ue000-\ue002])", marked):
        if part == _OPEN:
            depth += 1
        elif part == _SHUT:
            depth = max(depth - 1, 0)
        elif part == _BREAK:
            if lines[-1]:
                lines.append("")
        elif words := " ".join(part.split()):
            lines[-1] = f"{lines[-1]} {words}" if lines[-1] else "> " + words if depth else words
    return "\n".join(lines).rstrip()


def _bare(html: str) -> str:
    """Cut the tags away without understanding them."""
    return " ".join(_TAG.sub(" ", html).split())


def text(html: str) -> str:
    """Reduce HTML to plain text."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - to ask a source who it is needs no HTML parser

    html = _MARKS.sub("", html[:LONGEST])
    if _is_hostile(html):
        return _bare(html)
    html = _BLOCK_SHUTS.sub(_BREAK + r"\1", _BLOCK_OPENS.sub(r"\1" + _BREAK, html))
    if "<blockquote" in html.lower():
        html = _QUOTE_SHUTS.sub(_SHUT + _BREAK + r"\1", _QUOTE_OPENS.sub(r"\1" + _BREAK + _OPEN, html))
    tree = LexborHTMLParser(html)
    for node in tree.css(_UNSEEN):
        node.decompose()
    return _lines(tree.body.text(deep=True)) if tree.body is not None else ""
