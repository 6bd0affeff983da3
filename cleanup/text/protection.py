"""Where nothing may be matched or changed: code, links, handles, markup, placeholders.

The patterns are the ones that hold in any text; formats add what they know of their own (front matter, code blocks).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.spans import Span
from cleanup.text.fences import fence_around_text

OBJECT_REPLACEMENT = "\N{OBJECT REPLACEMENT CHARACTER}"


class Protected(NamedTuple):
    """A protected span and why: ``code``, ``link``, ``handle``, ``file``, ``markup``, ``placeholder`` or ``off``.

    ``markup`` is a tag or the like that a reader does not see; everything else stands in the sentence like a word.
    """

    span: Span
    kind: str


class ProtectedSpans(Sequence[Protected]):
    """Protected spans of one text, in order, without overlap."""

    def __init__(self, spans: Iterable[Protected] = ()) -> None:
        self._spans = _without_overlaps(spans)
        self._starts = [item.span.start for item in self._spans]
        self._ends = [item.span.end for item in self._spans]

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._spans[index]

    def __iter__(self) -> Iterator[Protected]:
        return iter(self._spans)

    def overlapping(self, span: Span) -> Sequence[Protected]:
        """Those that share a code point with ``span``, or contain it strictly when it is empty."""
        low = bisect_right(self._ends, span.start)
        high = bisect_left(self._starts, max(span.end, span.start))
        return self._spans[low:high]

    def hits(self, span: Span) -> bool:
        """True when an edit of ``span`` would change a protected span."""
        return bool(self._spans) and bool(self.overlapping(span))

    def mask(self, text: str) -> str:
        """The text with U+FFFC for each protected code point; line ends stay."""
        if not self._spans:
            return text
        pieces = []
        position = 0
        for span, _ in self._spans:
            pieces.append(text[position : span.start])
            inside = span.of(text)
            blank = OBJECT_REPLACEMENT * len(inside)
            pieces.append(
                "\n".join(OBJECT_REPLACEMENT * len(line) for line in inside.split("\n")) if "\n" in inside else blank
            )
            position = span.end
        pieces.append(text[position:])
        return "".join(pieces)


def _without_overlaps(spans: Iterable[Protected]) -> list[Protected]:
    """In order; where two overlap, the one that begins first (then the longer) stands, and the rest of the other."""
    kept: list[Protected] = []
    for item in sorted(spans, key=lambda p: (p.span.start, -p.span.end)):
        end = kept[-1].span.end if kept else 0
        if item.span.start >= end:
            kept.append(item)
        elif item.span.end > end:
            kept.append(Protected(Span(end, item.span.end), item.kind))
    return [item for item in kept if len(item.span)]


# Every pattern below begins at, or lies around, one of these; the search for them is one scan in C. A dot or colon
# counts only inside a word, a percent sign only before what a format may hold.
_TRIGGER = re.compile(r"[<`@#{$\\/&@#~_]|%(?=[-+(0-9.a-zA-Z])|[.:](?=[^\s.:])")

_TOP_LEVEL = (
    "com|org|net|edu|gov|mil|int|info|biz|name|news|online|site|app|dev|io|ai|tv|me|co|eu|uk|de|fr|es|it|pt|nl|be|ch|at|"
    "pl|cz|sk|hu|ro|bg|gr|tr|ru|ua|by|kz|uz|kg|tj|tm|ge|am|az|md|lt|lv|ee|fi|se|no|dk|is|ie|us|ca|mx|br|ar|cl|au|nz|jp|"
    "cn|tw|hk|kr|in|id|my|sg|th|vn|ph|il|ir|iq|sa|ae|qa|kw|eg|ma|dz|tn|za|ng|ke|su|example|test|invalid|localhost|"
    "рф|укр|бел|срб|мкд|бг"
)
_EXTENSION = (
    "txt|md|pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|tsv|json|jsonl|xml|ya?ml|toml|ini|cfg|conf|log|html?|xhtml|css|js|"
    "ts|jsx|tsx|py|rb|go|rs|java|c|h|cpp|hpp|cs|php|sh|bat|exe|dll|so|zip|tar|gz|tgz|bz2|xz|7z|rar|png|jpe?g|gif|svg|webp|"
    "bmp|tiff?|ico|mp3|mp4|wav|ogg|avi|mkv|mov|webm|srt|vtt|ass|po|pot|xliff?|xlf|tmx|sql|db|bak|tmp|key|pem|epub|mobi"
)
# … and full-width punctuation: "http://a.cn，下载" is a link and a sentence after it.
_NOT_IN_LINK = r"\s<>\"“”„«»`\uFFFC，。、；：！？（）「」『』《》【】"

# What stands in one run of characters without a space.
_TOKEN = re.compile(
    rf"""
    (?P<link>
        \b (?: https? | ftps? | file | mailto | tel | data | ssh | git | magnet ) : (?: // )? [^{_NOT_IN_LINK}]{{2,2000}}
      | \b www \. [^{_NOT_IN_LINK}]{{2,2000}}
      | (?<! [\w.@/-] ) [\w.+%-]{{1,64}} @ [\w-]{{1,63}} (?: \. [\w-]{{1,63}} ){{1,6}}
      | (?<! [\w.@/-] ) (?: [\w-]{{1,63}} \. ){{1,6}} (?: {_TOP_LEVEL} ) (?! [\w-] ) (?: : \d+ )?
        (?: / [^{_NOT_IN_LINK}]{{0,2000}} )?
    )
  | (?P<handle> (?<! [\w&/@.] ) [@@] \w [\w.]{{0,62}} (?<! \. ) | (?<! [\w&/#] ) [##] (?= \w{{0,30}} [^\W\d_] ) [\w·]{{1,139}} )
  | (?P<file>
        (?<! [\w.] ) (?: [A-Za-z]:\\ | \\\\ | ~?/ | \.{{1,2}}/ ) [\w.~-]+ (?: [\\/] [\w.~-]+ )+ [\\/]?
      | (?<! [\w.] ) [A-Za-z]:\\{{1,2}} [\w.~-]+ (?: \\{{1,2}} [\w.~-]+ )*
      | (?<! [\w./\\-] ) \w [\w-]{{0,100}} (?: \. [\w-]{{1,40}} ){{0,8}}? \. (?: {_EXTENSION} ) (?! [\w] )
    )
    """,
    re.VERBOSE,
)
# What may hold spaces, by the character that it begins with.
_BEGINNING = {
    "`": re.compile(
        r"""
        (?P<code>
            (?: (?<= \n ) | (?<= \n[ ] ) | (?<= \n[ ][ ] ) | (?<! [^\n] ) )
            (?P<fence> `{3,40} ) [^\n`]* \n (?: [^\n]* \n )*? [ ]{0,3} (?P=fence) `* [ \t]* (?= \n | \Z )
          | (?<! [`\w] ) (?P<tick> ` (?! ` ) | `{2,3} (?! [^`\n]{0,400} '' ) ) (?! [`'] ) [^`\n]{1,400} (?<! ` ) (?P=tick) (?! ` )
        )
        """,
        re.VERBOSE,
    ),
    "~": re.compile(
        r"(?P<code> (?<! [^\n] ) (?P<fence> ~{3,40} ) [^\n]* \n (?: [^\n]* \n )*? [ ]{0,3} (?P=fence) ~* [ \t]* (?= \n | \Z ) )",
        re.VERBOSE,
    ),
    "<": re.compile(
        r"""
        (?P<markup>
            # No element has _ in its name, and <unk>, <pad> and the like are tokens of models, not tags.
            (?<! < ) </? (?! (?: unk | pad | bos | eos | sep | cls | mask ) > ) [A-Za-z] [A-Za-z0-9:.-]{0,40} (?! _ )
            (?: \s+ [\w:@.-]{1,60} (?: \s*=\s* (?: "[^"<>]{0,2000}" | '[^'<>]{0,2000}' | [^\s"'<>=`]{1,2000} ) )? ){0,40}
            \s* /? >
        )
        """,
        re.VERBOSE,
    ),
    "&": re.compile(
        r"(?P<markup> & (?: \# \d{1,7} | \# [xX] [0-9a-fA-F]{1,6} | [A-Za-z] [A-Za-z0-9]{1,30} ) ; )", re.VERBOSE
    ),
    "{": re.compile(
        r"""
        (?P<placeholder>
            \{\{ [^{}\n]{0,200} \}\} | \{% [^{}\n]{0,200} %\}
          | \{ [a-z0-9_.:!\[\]]{0,60} \}
        )
        """,
        re.VERBOSE,
    ),
    # "#Product1#" and, from a translation system, "#Product1 #": what follows is text, not a hashtag.
    "#": re.compile(
        r"(?P<placeholder> (?<! [\w&/#] ) \# [A-Z][a-z]{2,20} \d{1,2} [ ]? \# (?! [^\W\u3040-\u30ff\u3400-\u9fff0-9] ) )",
        re.VERBOSE,
    ),
    "$": re.compile(r"(?P<placeholder> \$\{ [^{}\n]{0,200} \} | \$ [A-Z_]{2,60} \b (?! [ ] \d ) )", re.VERBOSE),
    "%": re.compile(
        r"""
        (?P<placeholder>
            % \( \w{1,60} \) [-+ #0-9.]{0,8} [sdifgeExXru]
          | % (?: \d{1,2} \$ )? [-+0-9.]{0,8} (?: l? [diu] | [sfgxX@] ) (?! [A-Za-z0-9_] )
        )
        """,
        re.VERBOSE,
    ),
    "_": re.compile(r"(?P<placeholder> (?<! \w ) __ [A-Z0-9]+ (?: _ [A-Z0-9]+ ){0,20} __ )", re.VERBOSE),
}
# What ends with a mark of its own, which may be far away.
_OPENING = re.compile(r"<!--|<%|<(script|style|code|pre|kbd|samp|tt)\b[^<>\n]{0,400}>")
_GAP = re.compile(rf"[{_NOT_IN_LINK}]")
_FURTHEST = 200  # code points before a trigger that can belong to what it stands in: the longest host or file name
_LONGEST = 2100
_LONGEST_BLOCK = 20_000
_TRAILING = ".,;:!?…'’”\"»)]}>*_"


def protect(text: str, fixed: Sequence[Protected] = ()) -> ProtectedSpans:
    """The protected spans of a text: those given, and those that any text has.

    >>> [(item.span.of("Ask @minsk at a.by"), item.kind) for item in protect("Ask @minsk at a.by")]
    [('@minsk', 'handle'), ('a.by', 'link')]
    """
    if _TRIGGER.search(text) is None:
        return ProtectedSpans(fixed)  # the common case
    return ProtectedSpans([*fixed, *_found(text)])


def _found(text: str) -> Iterator[Protected]:
    position = 0
    closings: dict[str, int] = {}
    while trigger := _TRIGGER.search(text, position):
        start = trigger.start()
        item = _block(text, start, closings) if trigger[0] == "<" else None
        item = item or _beginning(text, start, trigger[0])
        if item:
            yield item
            position = item.span.end
        elif trigger[0] in "`<&{~":
            position = start + 1
        else:
            position = yield from _in_run(text, start, position)


def _beginning(text: str, start: int, trigger: str) -> Protected | None:
    pattern = _BEGINNING.get(trigger)
    match = pattern.match(text, start) if pattern else None
    if match is None or (trigger == "`" and match["fence"] and fence_around_text(text)):
        return None
    kind = next(kind for kind in ("code", "placeholder", "markup") if match.groupdict().get(kind) is not None)
    return Protected(Span(*match.span()), kind)


def _block(text: str, start: int, closings: dict[str, int]) -> Protected | None:
    """A comment, a template tag, or an element whose content is no prose.

    ``closings`` remembers where each closing mark stands next, so that many openings without one are not many searches.
    """
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    closing = {"<!--": "-->", "<%": "%>"}.get(opening[0]) or f"</{opening[1]}>"
    at = closings.get(closing, start)
    if at < opening.end():
        at = text.find(closing, opening.end())
        closings[closing] = at = len(text) + _LONGEST_BLOCK if at < 0 else at
    if at - start > _LONGEST_BLOCK:
        return None
    kind = {"<!--": "markup", "<%": "placeholder"}.get(opening[0], "code")
    return Protected(Span(start, at + len(closing)), kind)


def _in_run(text: str, trigger: int, reached: int) -> Generator[Protected, None, int]:
    """What stands in the run of characters around a trigger; returns where the search goes on."""
    if text[trigger] in ".:" and text[trigger - 1 : trigger].isdigit() and text[trigger + 1].isdigit():
        return trigger + 1  # 1.5 and 12:30, by far the commonest
    low = max(reached, trigger - _FURTHEST)
    start = trigger
    while start > low and not _GAP.match(text, start - 1):
        start -= 1
    gap = _GAP.search(text, trigger, trigger + _LONGEST)
    end = gap.start() if gap else min(len(text), trigger + _LONGEST)
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or ""
        last = _without_trailing(text, *match.span()) if kind == "link" else match.end()
        yield Protected(Span(match.start(), last), kind)
    return max(end, trigger + 1)


def _without_trailing(text: str, start: int, end: int) -> int:
    """A link's end without the sentence's punctuation; a closing bracket stays when it was opened inside."""
    while end > start and text[end - 1] in _TRAILING:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end
