"""Where nothing may be matched or changed: code, links, handles, markup, placeholders.

The patterns are the ones that hold in any text; formats add what they know of their own (front matter, code blocks).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.spans import Span

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
            pieces.append("\n".join(OBJECT_REPLACEMENT * len(line) for line in inside.split("\n")) if "\n" in inside else blank)
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


# One character of these must be there before any of the patterns can match; most clean paragraphs hold none but the dot,
# which counts only between two characters that are not spaces.
_ANY = re.compile(r"[`<@#{}$%\\_/&]|(?<=\w)\.(?=\w)|^(?: {4}|\t)", re.MULTILINE)

_TOP_LEVEL = (
    "com|org|net|edu|gov|mil|int|info|biz|name|news|online|site|app|dev|io|ai|tv|me|co|eu|uk|de|fr|es|it|pt|nl|be|ch|at|pl|cz|sk|"
    "hu|ro|bg|gr|tr|ru|ua|by|kz|uz|kg|tj|tm|ge|am|az|md|lt|lv|ee|fi|se|no|dk|is|ie|us|ca|mx|br|ar|cl|au|nz|jp|cn|tw|hk|kr|in|id|"
    "my|sg|th|vn|ph|il|ir|iq|sa|ae|qa|kw|eg|ma|dz|tn|za|ng|ke|su|example|test|invalid|localhost|рф|укр|бел|срб|мкд|бг"
)
_EXTENSION = (
    "txt|md|pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|tsv|json|jsonl|xml|ya?ml|toml|ini|cfg|conf|log|html?|xhtml|css|js|ts|jsx|tsx|"
    "py|rb|go|rs|java|c|h|cpp|hpp|cs|php|sh|bat|exe|dll|so|zip|tar|gz|tgz|bz2|xz|7z|rar|png|jpe?g|gif|svg|webp|bmp|tiff?|ico|"
    "mp3|mp4|wav|ogg|avi|mkv|mov|webm|srt|vtt|ass|po|pot|xliff?|xlf|tmx|sql|db|bak|tmp|key|pem|epub|mobi"
)

# The order matters where two could begin at one place: the first that fits wins.
_PROTECTED = re.compile(
    rf"""
    (?P<code>
        (?: (?<=\n) | \A ) [ ]{{0,3}} (?P<fence> `{{3,}} | ~{{3,}} ) [^\n]* \n (?: [^\n]* \n )*? [ ]{{0,3}} (?P=fence) [`~]* [ \t]* (?= \n | \Z )
      | (?<! ` ) (?P<tick> `{{1,3}} ) (?! [`'] ) [^`\n]{{1,400}} (?<! ` ) (?P=tick) (?! ` )
      | < (?P<raw> script | style | code | pre | kbd | samp | tt ) \b [^<>\n]{{0,400}} > .{{0,20000}}? </ (?P=raw) \s* >
    )
  | (?P<link>
        \b (?: https? | ftps? | file | mailto | tel | data | ssh | git | magnet ) : (?: // )? [^\s<>"“”„«»\uFFFC]{{2,2000}}
      | \b www \. [^\s<>"“”„«»]{{2,2000}}
      | (?<! [\w.@/-] ) [\w.+%-]{{1,64}} @ [\w-]{{1,63}} (?: \. [\w-]{{1,63}} ){{1,6}}
      | (?<! [\w.@/-] ) (?: [\w-]{{1,63}} \. ){{1,6}} (?: {_TOP_LEVEL} ) (?! [\w-] ) (?: : \d+ )? (?: / [^\s<>"“”„«»]{{0,2000}} )?
    )
  | (?P<handle> (?<! [\w&/@.] ) [@@] \w [\w.]{{0,62}} (?<! \. ) | (?<! [\w&/#] ) [##] [\w·]{{1,139}} )
  | (?P<file>
        (?<! [\w.] ) (?: [A-Za-z]:\\ | \\\\ | ~?/ | \.{{1,2}}/ ) [\w.~-]+ (?: [\\/] [\w.~-]+ )+ [\\/]?
      | (?<! [\w.] ) [A-Za-z]:\\{{1,2}} [\w.~-]+ (?: \\{{1,2}} [\w.~-]+ )*
      | (?<! [\w./\\-] ) \w [\w-]{{0,100}} (?: \. [\w-]{{1,40}} )*? \. (?: {_EXTENSION} ) (?! [\w] )
    )
  | (?P<markup>
        <!-- .{{0,20000}}? -->
      | </? [A-Za-z] [\w:-]{{0,40}} (?: \s+ [\w:@.-]{{1,60}} (?: \s*=\s* (?: "[^"<>]{{0,2000}}" | '[^'<>]{{0,2000}}' | [^\s"'<>=`]{{1,2000}} ) )? ){{0,40}} \s* /? >
      | & (?: \# \d{{1,7}} | \# [xX] [0-9a-fA-F]{{1,6}} | [A-Za-z] [A-Za-z0-9]{{1,30}} ) ;
    )
  | (?P<placeholder>
        \{{\{{ [^{{}}\n]{{0,200}} \}}\}} | \{{% [^{{}}\n]{{0,200}} %\}} | <% .{{0,400}}? %> | \$\{{ [^{{}}\n]{{0,200}} \}}
      | \{{ [a-z0-9_.:!\[\]]{{0,60}} \}}
      | % \( \w{{1,60}} \) [-+ #0-9.]{{0,8}} [sdifgeExXru]
      | % (?: \d+ \$ )? [-+0-9.]{{0,8}} (?: l? [diu] | [sfgxX@] ) (?! \w )
      | __ [A-Z0-9_]+ __ | \$ [A-Z_]{{2,}} \b
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_TRAILING = ".,;:!?…'’”\"»)]}>*_"


def protect(text: str, fixed: Sequence[Protected] = ()) -> ProtectedSpans:
    """The protected spans of a text: those given, and those that any text has.

    >>> [(item.span.of("Ask @minsk at a.by"), item.kind) for item in protect("Ask @minsk at a.by")]
    [('@minsk', 'handle'), ('a.by', 'link')]
    """
    if _ANY.search(text) is None:
        return ProtectedSpans(fixed)  # the common case
    found = []
    for match in _PROTECTED.finditer(text):
        kind = match.lastgroup or "code"
        kind = next(k for k in ("code", "link", "handle", "file", "markup", "placeholder") if match.group(k) is not None)
        start, end = match.span()
        if kind == "link":
            end = _without_trailing(text, start, end)
        found.append(Protected(Span(start, end), kind))
    return ProtectedSpans([*fixed, *found])


def _without_trailing(text: str, start: int, end: int) -> int:
    """A link's end without the punctuation that belongs to the sentence; a closing bracket stays when it was opened inside."""
    while end > start and text[end - 1] in _TRAILING:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end
