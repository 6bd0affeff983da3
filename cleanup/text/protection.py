"""Where nothing may be matched or changed: code, links, handles, markup, placeholders.

The patterns are the ones that hold in any text; formats add what they know of their own (front matter, code blocks).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence

from cleanup.spans import Span
from cleanup.text.fences import fence_around_text
from cleanup.text.patterns import later
from cleanup.text.protected import Protected, ProtectedSpans

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

# Every pattern below begins at, or lies around, one of these …
_SIGNS = "<`@#{$\\/&@#~_"
# … or one of three marks that prose is full of. They count only as they stand in a link, a file name or a format; a pattern
# that begins with one letter is searched for at the speed of C.
_DOT = later(rf"\.(?![{_NOT_IN_LINK}])(?:(?=(?:{_TOP_LEVEL}|{_EXTENSION})(?!\w))|(?<=www\.))")
_SCHEMES = ("https", "http", "ftps", "ftp", "file", "mailto", "tel", "data", "ssh", "git", "magnet")
_COLON = later(rf":(?![{_NOT_IN_LINK}])(?:{'|'.join(f'(?<={scheme}:)' for scheme in _SCHEMES)})")
_PERCENT = later("%(?=[-+(0-9.a-zA-Z])")

# What stands in one run of characters without a space.
_TOKEN = later(
    rf"""
    (?P<link>
        \b (?: {"|".join(_SCHEMES)} ) : (?: // )? [^{_NOT_IN_LINK}]{{2,2000}}
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
    "`": later(
        r"""
        (?P<code>
            (?: (?<= \n ) | (?<= \n[ ] ) | (?<= \n[ ][ ] ) | (?<! [^\n] ) )
            (?P<fence> `{3,40} ) [^\n`]* \n (?: [^\n]* \n )*? [ ]{0,3} (?P=fence) `* [ \t]* (?= \n | \Z )
          | (?<! [`\w] ) (?P<tick> ` (?! ` ) | `{2,3} (?! [^`\n]{0,400} '' ) ) (?! [`'] ) [^`\n]{1,400} (?<! ` ) (?P=tick) (?! ` )
        )
        """,
        re.VERBOSE,
    ),
    "~": later(
        r"(?P<code> (?<! [^\n] ) (?P<fence> ~{3,40} ) [^\n]* \n (?: [^\n]* \n )*? [ ]{0,3} (?P=fence) ~* [ \t]* (?= \n | \Z ) )",
        re.VERBOSE,
    ),
    "<": later(
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
    "&": later(
        r"(?P<markup> & (?: \# \d{1,7} | \# [xX] [0-9a-fA-F]{1,6} | [A-Za-z] [A-Za-z0-9]{1,30} ) ; )", re.VERBOSE
    ),
    "{": later(
        r"""
        (?P<placeholder>
            \{\{ [^{}\n]{0,200} \}\} | \{% [^{}\n]{0,200} %\}
          | \{ [a-z0-9_.:!\[\]]{0,60} \}
        )
        """,
        re.VERBOSE,
    ),
    # "#Product1#" and, from a translation system, "#Product1 #": what follows is text, not a hashtag.
    "#": later(
        r"(?P<placeholder> (?<! [\w&/#] ) \# [A-Z][a-z]{2,20} \d{1,2} [ ]? \# (?! [^\W\u3040-\u30ff\u3400-\u9fff0-9] ) )",
        re.VERBOSE,
    ),
    "$": later(r"(?P<placeholder> \$\{ [^{}\n]{0,200} \} | \$ [A-Z_]{2,60} \b (?! [ ] \d ) )", re.VERBOSE),
    "%": later(
        r"""
        (?P<placeholder>
            % \( \w{1,60} \) [-+ #0-9.]{0,8} [sdifgeExXru]
          | % (?: \d{1,2} \$ )? [-+0-9.]{0,8} (?: l? [diu] | [sfgxX@] ) (?! [A-Za-z0-9_] )
        )
        """,
        re.VERBOSE,
    ),
    "_": later(r"(?P<placeholder> (?<! \w ) __ [A-Z0-9]+ (?: _ [A-Z0-9]+ ){0,20} __ )", re.VERBOSE),
}
# Without its partner it is no tag but the mark of a sentence's beginning or end of a translation model.
_SENTENCE_TOKENS = {"</s>": "<s", "<s>": "</s"}
# What ends with a mark of its own, which may be far away.
_OPENING = later(r"<!--|<%|<(script|style|code|pre|kbd|samp|tt)\b[^<>\n]{0,400}>")
_GAP = later(rf"[{_NOT_IN_LINK}]")
_FURTHEST = 200  # code points before a trigger that can belong to what it stands in: the longest host or file name
_LONGEST = 2100
_LONGEST_BLOCK = 20_000
_TRAILING = ".,;:!?…'’”\"»)]}>*_"


def protect(text: str, fixed: Sequence[Protected] = ()) -> ProtectedSpans:
    """The protected spans of a text: those given, and those that any text has.

    >>> [(item.span.of("Ask @minsk at a.by"), item.kind) for item in protect("Ask @minsk at a.by")]
    [('@minsk', 'handle'), ('a.by', 'link')]
    """
    triggers = _triggers(text)
    if not triggers:
        return ProtectedSpans(fixed)  # the common case
    return ProtectedSpans([*fixed, *_found(text, triggers)])


def _triggers(text: str) -> list[int]:
    """The places where something may begin, in order."""
    found = [_DOT().finditer(text), _COLON().finditer(text)]
    if "%" in text:
        found.append(_PERCENT().finditer(text))
    places = [match.start() for matches in found for match in matches]
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    return sorted(places)


def _found(text: str, triggers: Iterable[int]) -> Iterator[Protected]:
    position = 0
    closings: dict[str, int] = {}
    for start in triggers:
        if start < position:
            continue  # inside what was found, or looked at with what stands before it
        trigger = text[start]
        item = _block(text, start, closings) if trigger == "<" else None
        item = item or _beginning(text, start, trigger)
        if item:
            yield item
            position = item.span.end
        elif trigger in "`<&{~":
            position = start + 1
        else:
            position = yield from _in_run(text, start, position)


def _beginning(text: str, start: int, trigger: str) -> Protected | None:
    pattern = _BEGINNING.get(trigger)
    match = pattern().match(text, start) if pattern else None
    if match is None or (trigger == "`" and match["fence"] and fence_around_text(text)):
        return None
    if match[0] in _SENTENCE_TOKENS and _SENTENCE_TOKENS[match[0]] not in text:
        return None
    kind = next(kind for kind in ("code", "placeholder", "markup") if match.groupdict().get(kind) is not None)
    return Protected(Span(*match.span()), kind)


def _block(text: str, start: int, closings: dict[str, int]) -> Protected | None:
    """A comment, a template tag, or an element whose content is no prose.

    ``closings`` remembers where each closing mark stands next, so that many openings without one are not many searches.
    """
    opening = _OPENING().match(text, start)
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
    low = max(reached, trigger - _FURTHEST)
    start = trigger
    while start > low and not _GAP().match(text, start - 1):
        start -= 1
    gap = _GAP().search(text, trigger, trigger + _LONGEST)
    end = gap.start() if gap else min(len(text), trigger + _LONGEST)
    for match in _TOKEN().finditer(text, start, end):
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
