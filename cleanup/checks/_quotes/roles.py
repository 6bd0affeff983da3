"""Which mark opens, which closes, which is an apostrophe: joint minimum-cost pairing, one paragraph at a time.

Each mark may open, close, be an apostrophe or a prime (inert), or be one mark too many. Every reading has a price: spaces on the
wrong side, a mark facing the wrong way, marks that don't belong together, a quotation never closed. The cheapest reading of the
whole paragraph wins. The prices keep this order: right spacing beats parity, parity beats wrong-side spacing; so that
``"A "B" C"`` is a quotation in a quotation, and ``with" A "could`` is not two lost marks.

The search goes through the marks once; its state is the stack of open marks (at most ``DEPTH``), so it is linear in the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from cleanup.checks._quotes.marks import CLOSER, DASH, DIGIT, EDGE, FORMAT, HANGUL, LETTER, OPENER, UNSPACED, Mark
from cleanup.text.protection import OBJECT_REPLACEMENT
from cleanup.text.quote_marks import APOSTROPHES, CORNER_MARKS, FACING, KNOWN_PAIRS, STRAIGHT_DOUBLE, STRAIGHT_SINGLE, LocaleMarks

OPEN, CLOSE, APOSTROPHE, INERT, EXTRA = "OCAIX"
STRAIGHTS = (STRAIGHT_DOUBLE, STRAIGHT_SINGLE)

DEPTH = 4
BEAM = 48

HANGUL_GLUED = 1.5
AFTER_DIGIT = 4.0  # 14" is an inch more often than a mark without its space
SPACE = 2.5  # a space on the wrong side, or none where one belongs
DISPLACED = -3.0  # … one mark with both faults was moved by one character: one fault, not two
DISPLACED_FOREIGN = 1.0  # … and it faces as another language has it
STOP_MOVED = 1.5
MOVED_ALONE = 8.0  # a straight mark without a partner: nothing says that it was moved
DISPLACED_PAIR = -1.5  # both marks of a pair were moved
CAPITAL = -0.3  # an opening mark before a capital letter
STOPPED = -0.5  # a closing mark after a stop or a comma
SINGLE_OUTSIDE = 1.0  # single marks that don't stand inside double ones
WORD_INITIAL = 4.0  # a closing mark where an elision is more likely
CONTRADICTED = 9.0  # spaces and shape both say the opposite
NEW_SENTENCE = 1.5  # … and a stop or comma stands before the space
BEFORE_CAPITAL = 1.5  # a closing mark glued to a capital letter
AFTER_COLON = 3.0  # a closing mark after a colon
NEVER = 12.0  # an opening mark before a comma, a closing mark after an opening bracket
LOST_OPEN = 7.0  # an opening mark that nothing closes
LOST_CLOSE = 7.0
AT_EDGE = -2.0  # … at the edge of a short text, which may begin or end inside a quotation
INHERITED = 1.5  # a closing mark whose opening mark stands in an earlier paragraph
LOST_SINGLE = 4.0
LISTED = 0.7  # an apostrophe before a shortened word
ELISION = 3.5  # … an opening mark there
UNFINISHED = 3.0  # a closing mark after "and"
JOINED = 1.5  # an opening mark before "and"
CONTINUED = 0.4  # … at the end of a paragraph, when the next one begins with a mark
CONTINUED_LATE = 2.0  # … when the quotation began in the middle of the paragraph
FACED = 2.5  # a mark that faces the wrong way
FOREIGN = 0.8  # a mark of another convention than the language's, facing as it does in its own
NESTED_SAME = 3.0  # a double mark inside double marks of the same shape
NESTED_DAMAGED = 3.0  # … when the outer mark has a wrong space: well-made nesting is well spaced
NESTED_OTHER = 2.5
NESTED_SINGLE = 6.0  # singles inside singles
INERT_DOUBLE = 14.0
INERT_PAIR = 10.0
MENTIONED = 3.5  # a mark that stands alone between words may be spoken of: the character " is
EXTRA_MARK = 2.2
EMPTY = 5.0  # nothing, or only "and", between the marks of a pair


class Grammar(NamedTuple):
    """What the language says: the facing of marks, which pairs belong together, spaces, elisions."""

    locale: LocaleMarks
    facing: dict[str, tuple[float, float]]  # glyph → price of opening, price of closing
    pairs: frozenset[tuple[str, str]]
    inner_space: bool  # a space inside the marks is right (French)
    high_marks: bool  # a space before : ; ! ? is right (French)
    gershayim: bool  # a mark inside a word is part of it (Hebrew, Yiddish)
    glued_apostrophe: bool  # l'"anima"
    spaced: bool  # words are set apart by spaces
    aphetic: bool  # words lose their beginning: ’bout
    suffixes: bool  # endings are written onto the closing mark
    joined_dash: bool  # a dash is joined to one side (Spanish raya)

    def repeats(self, glyph: str) -> bool:
        """True for a closing mark that begins the further paragraphs of a long quotation (Spanish »)."""
        return self.locale.continued in ("close", "either") and any(glyph == c.close != c.open for c in self.locale.conventions)

    def lost(self, mark: Mark, side: int) -> float:
        """What a mark without a partner costs more when its glyph is a stranger to the language in this role."""
        return 2.2 if self.facing[mark.glyph][side] == FOREIGN else 0.0


def grammar(locale: LocaleMarks, language: str | None) -> Grammar:
    """The prices that depend on the language."""
    opens: set[str] = set()
    closes: set[str] = set()
    pairs = set(KNOWN_PAIRS)
    for one in locale.conventions:
        for left, right in (one.outer, one.inner):
            opens.add(left)
            closes.add(right)
            pairs.add((left, right))
    facing = {}
    for glyph, way in FACING.items():
        wrong = 2 * FACED if glyph in CORNER_MARKS else FACED
        natural = (0.0 if way >= 0 else wrong, 0.0 if way <= 0 else wrong)
        ours = (glyph in opens, glyph in closes)
        if any(ours) and way:
            facing[glyph] = (
                0.0 if ours[0] else natural[0] if natural[0] else FOREIGN,
                0.0 if ours[1] else natural[1] if natural[1] else FOREIGN,
            )
        else:
            facing[glyph] = natural
    primary = (language or "").split("-")[0]
    return Grammar(
        locale, facing, frozenset(pairs), bool(locale.default.space), primary in ("fr", "br"),
        primary in ("he", "yi"), primary in ("fr", "it", "ca", "oc", "nap", "lmo", "scn", "vec", "co", "br", "ga", "mt", "eo", "wa"),
        spaced=primary not in ("zh", "ja", "yue", "wuu", "th", "lo", "km", "my", "bo", "dz"),
        aphetic=primary in ("en", "sco"),
        suffixes=primary in ("uz", "kaa"),
        joined_dash=primary in ("es", "ca", "gl", "eu", "ast", "an", "pt"),
    )  # fmt: skip


_COLONS = tuple(":;：；")


class Prices:
    """The prices of one mark's readings, apart from its partner."""

    __slots__ = ("open_left", "open_right", "close_left", "close_right", "opening", "closing", "apostrophe", "inert", "moved_open", "moved_close", "lost_open", "lost_close")

    def __init__(self, mark: Mark, text: str, g: Grammar) -> None:
        left, right = mark.left, mark.right
        self.open_left = _open_left(mark, left, text, g)
        self.open_right = _open_right(mark, right, text, g)
        self.close_left = _close_left(mark, left, g)
        self.close_right = _close_right(mark, right, text, g)
        self.opening, self.closing = g.facing[mark.glyph]
        self.moved_open = HANGUL_GLUED <= self.open_left < AFTER_DIGIT and self.open_right == SPACE
        self.moved_close = self.close_right >= HANGUL_GLUED and self.close_left == SPACE
        if mark.glyph == STRAIGHT_SINGLE and self.moved_close:
            self.close_right += WORD_INITIAL  # 'Frisco
        before, after = text[mark.near - 1 : mark.near], text[mark.far : mark.far + 1]
        if before in _COLONS and (mark.spaced_left or not g.spaced):
            self.close_left += AFTER_COLON
            self.moved_close = False
        if self.moved_close and after.isupper():
            self.close_right += BEFORE_CAPITAL if left != CLOSER or mark.glyph not in STRAIGHTS else NEW_SENTENCE
        # A mark that stands right for the way it faces was not moved there.
        self.opening += _displaced(self.moved_open, self.opening)
        self.closing += _displaced(self.moved_close, self.closing)
        if self.moved_open and left == CLOSER and before not in _COLONS:
            self.opening += STOP_MOVED  # .” belongs to what stands before it
        self.moved_open = self.moved_open and self.opening < FACED
        self.moved_close = self.moved_close and self.closing < FACED
        self.opening += CAPITAL if after.isupper() else 0.0
        if mark.glyph == STRAIGHT_DOUBLE and after.islower():
            word = _WORD.match(text, mark.far)
            self.opening += JOINED if word and word.group() in _JOINING else 0.0
        if mark.spaced_left and before.isalpha():
            word = _WORD_BEFORE.search(text, max(0, mark.near - 20), mark.near)
            self.closing += UNFINISHED if word and word.group() in _JOINING else 0.0
        self.closing += STOPPED if left == CLOSER and not mark.spaced_left else 0.0
        self.apostrophe = _apostrophe(mark, text, g) if mark.glyph in APOSTROPHES else NEVER * 9
        if self.apostrophe <= LISTED and not mark.spaced_right:
            self.opening += ELISION
        self.inert = _inert(mark, text, g)
        self.lost_open = self.lost_close = 0.0


def _displaced(moved: bool, facing: float) -> float:
    if not moved:
        return 0.0
    return DISPLACED if facing < FOREIGN else DISPLACED_FOREIGN if facing < FACED else CONTRADICTED


def _open_left(mark: Mark, left: str, text: str, g: Grammar) -> float:
    if left in (EDGE, OPENER, UNSPACED):
        return 0.0
    if mark.spaced_left or has_prefix(text, mark.start, g):
        return 0.0
    return {FORMAT: 0.0, DASH: 0.0, DIGIT: AFTER_DIGIT, CLOSER: 2.2, HANGUL: HANGUL_GLUED}.get(left, SPACE) if g.spaced else 0.0


def _open_right(mark: Mark, right: str, text: str, g: Grammar) -> float:
    if right == EDGE:
        return NEVER
    if right == CLOSER:
        follower = text[mark.far : mark.far + 3]
        if not mark.spaced_right and (follower[0] == "…" or follower[:2] == ".." or follower[1:2].isalnum()):
            return 0.5
        return NEVER
    if mark.spaced_right:
        return 0.3 if g.inner_space and mark.glyph != STRAIGHT_DOUBLE else 0.0 if right == UNSPACED else SPACE
    return 0.0


def _close_left(mark: Mark, left: str, g: Grammar) -> float:
    if left == EDGE:
        return NEVER
    if left == OPENER:
        return NEVER
    if mark.spaced_left:
        return 0.3 if g.inner_space and mark.glyph != STRAIGHT_DOUBLE else 0.0 if left == UNSPACED else SPACE
    return 0.0


def _close_right(mark: Mark, right: str, text: str, g: Grammar) -> float:
    if right in (EDGE, UNSPACED):
        return 0.0
    if mark.spaced_right:
        if right != CLOSER:
            return 0.0
        high = g.high_marks and text[mark.far : mark.far + 1] in ":;!?"
        return 0.0 if high else 0.6
    if has_suffix(text, mark.far, g):
        return 0.5
    return {FORMAT: 0.0, CLOSER: 0.0, DASH: 0.0, HANGUL: 0.0, OPENER: 1.5}.get(right, SPACE) if g.spaced else 0.0


_WORD = re.compile(r"[^\W\d_]{1,20}")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,20}\Z")
# Words that join two quotations: hardly anybody quotes them, or begins a quotation with them in the middle of a sentence.
_JOINING = frozenset("and or und oder et ou y e и или і та або i og och en a ja és vagy și sau ir ar ve veya".split())
# Uzbek writes its endings onto the closing mark: “Variety”ning.
_SUFFIX = re.compile(r"(?=[a-z])(?:lar)?(?:im|ing|i|si)?(?:ning|niki|ni|ga|ka|qa|dagi|dan|da|gi|cha)?(?![^\W_])")
# Hebrew writes "the", "in", "and" onto the word behind them: ב"כותרת".
_PREFIX = re.compile(r"(?<![^\W_])[\N{HEBREW LETTER MEM}\N{HEBREW LETTER SHIN}\N{HEBREW LETTER HE}\N{HEBREW LETTER VAV}"
                     r"\N{HEBREW LETTER KAF}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER BET}]{1,3}\Z")  # fmt: skip


def has_suffix(text: str, place: int, g: Grammar) -> bool:
    """True when an ending stands there that is written onto a closing mark."""
    return g.suffixes and _SUFFIX.match(text, place) is not None


def has_prefix(text: str, place: int, g: Grammar) -> bool:
    """True when what ends there is written onto an opening mark."""
    return g.gershayim and _PREFIX.search(text, max(0, place - 4), place) is not None


_PLURAL_ENDS = "sSxXzZ"
# Words that end in an apostrophe because something was left out behind.
_CLIPPED = re.compile(r"(?:in|an|th|wi|o|ol|mo|fo|befo|po|yo|sho|do|t|jes|mos|las|nex|wuz|didn|doan|k|n|lan|han|bes|tol|co|no)\Z", re.IGNORECASE)


def _apostrophe(mark: Mark, text: str, g: Grammar) -> float:
    """The price of reading a single mark as an apostrophe."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    turned = 2.0 if mark.glyph == "\N{LEFT SINGLE QUOTATION MARK}" else 0.0
    if before.isalpha() and after.isalpha():
        return turned
    if after.isalnum() and not before.isalnum():
        end = mark.end
        while end < len(text) and end - mark.end < 12 and text[end].isalpha():
            end += 1
        word = text[mark.end : end].lower() or " "
        if after.isdigit():
            listed = text[mark.end : mark.end + 2].isdigit() and not text[mark.end + 2 : mark.end + 3].isdigit()
        else:
            listed = word in g.locale.elisions or word[0] + "*" in g.locale.elisions or "*" in g.locale.elisions
        straight = mark.glyph == STRAIGHT_SINGLE
        mark.elision = listed
        if listed:
            return LISTED if turned else 0.3
        return 3.5 if straight else 2.0 if not turned else 3.5 if after.islower() and g.aphetic else 5.0
    if before.isalpha():
        return turned + (0.8 if before in _PLURAL_ENDS or _CLIPPED.search(text, max(0, mark.start - 6), mark.start) else 2.0)
    if before.isdigit():
        return turned + 2.0
    return turned + 6.0


_HEREDOC = re.compile(r"-?[A-Z_]{2,20}(?=\s|\Z)")  # cat <<EOF
_EMOTICON = re.compile(r"""[:;=]-?['"][-()DPp]?(?=\s|\Z)|[:;]['"][-(]""")


def _inert(mark: Mark, text: str, g: Grammar) -> float:
    """The price of reading a mark as no quotation mark at all: a prime, an inch, gershayim, an operator."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if mark.glyph in (STRAIGHT_DOUBLE, STRAIGHT_SINGLE, "''", "\N{RIGHT DOUBLE QUOTATION MARK}") and before.isdigit():
        return 1.0 if mark.glyph != "\N{RIGHT DOUBLE QUOTATION MARK}" else 3.0
    if mark.glyph == STRAIGHT_DOUBLE and (before == "=" or after in ("&", "=", ">") and not mark.spaced_right):
        return 0.5  # q="press+freedom"&lang=en
    if mark.glyph == STRAIGHT_DOUBLE and before == OBJECT_REPLACEMENT and after.isalnum():
        return 0.5  # the end of a link that holds marks
    if _EMOTICON.match(text, max(0, mark.start - 2)):
        return 0.2
    if mark.glyph == "''" and not (after == "(" or text[mark.near - 1 : mark.near] in tuple("=(,") and after in tuple(";,)")):
        return INERT_PAIR  # f''(x) and note = '' are no quotations, the rest is
    if mark.glyph in ("<<", ">>"):
        operator = mark.spaced_left and mark.spaced_right or _HEREDOC.match(text, mark.far)
        return 1.0 if operator else 4.0
    if mark.spaced_left and mark.spaced_right and mark.left == mark.right == LETTER:
        return MENTIONED
    if mark.glyph in (",,", "''", "``"):
        return 1.2
    if g.gershayim and before.isalpha() and after.isalpha():
        return 0.2
    if mark.double:
        return INERT_DOUBLE
    return 5.0


# What it costs that two marks stand side by side (nothing between them / only spaces), by their roles.
_SIDE_BY_SIDE = {
    (OPEN, OPEN): (0.0, SPACE), (CLOSE, CLOSE): (0.0, SPACE), (CLOSE, OPEN): (SPACE, 0.0), (OPEN, CLOSE): (EMPTY, NEVER),
    (APOSTROPHE, OPEN): (SPACE, 0.0), (APOSTROPHE, CLOSE): (0.0, SPACE), (OPEN, APOSTROPHE): (0.0, SPACE),
    (CLOSE, APOSTROPHE): (SPACE, 0.0),
}  # fmt: skip


class _Node(NamedTuple):
    before: _Node | None
    role: str
    partner: int


class _State(NamedTuple):
    price: float
    stack: tuple[int, ...]
    node: _Node | None


def solve(paragraph: Sequence[Mark], text: str, g: Grammar, goes_on: str, inherited: Sequence[Mark], edges: tuple[bool, bool] = (False, False)) -> float:
    """Write role, partner and depth into the marks. ``goes_on`` are the glyphs the next paragraph begins with ("" for none);
    ``inherited`` are the marks that the paragraph before left open. Returns the price of the reading."""
    marks = paragraph
    prices = [Prices(mark, text, g) for mark in marks]
    # A paragraph that opens anew does not close what an earlier one left open.
    anew = marks[0].left == EDGE and g.facing[marks[0].glyph][0] < FACED
    kinds = frozenset() if anew else frozenset(mark.double for mark in inherited)
    if inherited and marks[0].left == EDGE and g.repeats(marks[0].glyph):
        prices[0].opening = min(prices[0].opening, FOREIGN)
        marks[0].repeats = True
    prices[0].lost_close = AT_EDGE * edges[0]
    for p in prices if edges[1] else ():
        p.lost_open = AT_EDGE
    states: dict[tuple[str, ...], _State] = {(): _State(0.0, (), None)}
    for i, mark in enumerate(marks):
        joined = mark.joined
        next_joined = i + 1 < len(marks) and marks[i + 1].joined
        after: dict[tuple[str, ...], _State] = {}
        for key, state in states.items():
            for price, stack, role, partner in _readings(i, state, marks, prices, g, text, joined, next_joined, kinds):
                total = state.price + price
                new_key = tuple(marks[j].glyph for j in stack) + ((role,) if next_joined else ())
                known = after.get(new_key)
                if known is None or total < known.price:
                    after[new_key] = _State(total, stack, _Node(state.node, role, partner))
        if len(after) > BEAM:
            after = dict(sorted(after.items(), key=lambda item: item[1].price)[:BEAM])
        states = after
    best = min(states.values(), key=lambda state: state.price + _left_open(state.stack, marks, prices, goes_on, g))
    _write(best, marks)
    return best.price


def _left_open(stack: Sequence[int], marks: Sequence[Mark], prices: Sequence[Prices], goes_on: str, g: Grammar) -> float:
    price = 0.0
    told: set[bool] = set()
    for index in stack:
        mark = marks[index]
        if goes_on and mark.double not in told and not mark.spaced_right and g.facing[mark.glyph][0] < FACED:
            price += CONTINUED if mark.left == EDGE else CONTINUED_LATE
        elif mark.double:
            price += LOST_OPEN + prices[index].lost_open + g.lost(mark, 0)
            price += MOVED_ALONE if prices[index].moved_open and mark.glyph in STRAIGHTS else 0.0
        else:
            price += LOST_SINGLE if mark.glyph == "\N{LEFT SINGLE QUOTATION MARK}" else LOST_OPEN
        told.add(mark.double)
    return price


def _readings(
    i: int, state: _State, marks: Sequence[Mark], prices: Sequence[Prices], g: Grammar, text: str,
    joined: bool, next_joined: bool, inherited: Set[bool],
):  # type: ignore[no-untyped-def]  # fmt: skip
    mark, p, stack = marks[i], prices[i], state.stack
    last = state.node.role if joined and state.node else ""
    gap = 1 if joined and mark.spaced_left else 0

    def beside(role: str, left_price: float) -> float:
        if not last:
            return left_price
        if last in (INERT, EXTRA) or role in (INERT, EXTRA):
            return 0.0
        if last == APOSTROPHE and role == OPEN and g.glued_apostrophe and not gap:
            return 0.0
        return _SIDE_BY_SIDE.get((last, role), (0.0, 0.0))[gap]

    # opening
    if len(stack) < DEPTH:
        price = p.opening + beside(OPEN, p.open_left) + (0.0 if next_joined else p.open_right)
        price += _nesting(mark, stack, marks, prices, g)
        yield price, (*stack, i), OPEN, -1
    # closing
    base = p.closing + beside(CLOSE, p.close_left) + (0.0 if next_joined else p.close_right)
    skipped = 0.0
    for level in range(len(stack) - 1, -1, -1):
        opener = marks[stack[level]]
        if opener.double == mark.double:
            price = base + skipped + _pairing(opener, mark, g) + _content(opener, mark, text, stack[level] == i - 1)
            if p.moved_close and prices[stack[level]].moved_open:
                price += DISPLACED_PAIR
            yield price, stack[:level], CLOSE, stack[level]
        skipped += LOST_OPEN if opener.double else LOST_SINGLE
    if mark.double in inherited:
        lost = INHERITED
    else:
        lost = LOST_CLOSE + p.lost_close + g.lost(mark, 1) if mark.double else NEVER
    lost += MOVED_ALONE if p.moved_close and mark.glyph in STRAIGHTS else 0.0
    yield base + lost, stack, CLOSE, -1
    # an apostrophe
    if p.apostrophe < NEVER:
        yield p.apostrophe + (beside(APOSTROPHE, 0.0) if joined else 0.0), stack, APOSTROPHE, -1
    # no mark at all
    yield p.inert, stack, INERT, -1
    # one too many
    if joined and mark.double and last in (OPEN, CLOSE) and _may_double(marks[i - 1], mark, gap, g):
        yield EXTRA_MARK + (0.6 if gap else 0.0), stack, EXTRA, -1
    if next_joined and not joined and mark.double and _may_double(mark, marks[i + 1], marks[i + 1].spaced_left, g):
        yield EXTRA_MARK + 0.1 + (0.6 if marks[i + 1].spaced_left else 0.0), stack, EXTRA, -1


def _may_double(one: Mark, two: Mark, apart: int, g: Grammar) -> bool:
    """Two marks with a space between them may be a quotation's end and another's beginning, unless both face one way."""
    if not one.double or two.glyph == "``":
        return False
    return not apart or g.facing[one.glyph][1] >= FACED or g.facing[two.glyph][0] >= FACED


def _nesting(mark: Mark, stack: Sequence[int], marks: Sequence[Mark], prices: Sequence[Prices], g: Grammar) -> float:
    if not stack:
        return 0.0 if mark.double or mark.glyph not in APOSTROPHES else SINGLE_OUTSIDE
    outer = marks[stack[-1]]
    if outer.double != mark.double:
        return 0.0 if len(stack) == 1 else 0.5
    if not mark.double:
        return NESTED_SINGLE
    damaged = NESTED_DAMAGED if prices[stack[-1]].open_right or prices[stack[-1]].open_left else 0.0
    if outer.glyph == mark.glyph and (outer.glyph, mark.glyph) != (g.locale.default.open, g.locale.default.inner_open):
        return NESTED_SAME + damaged
    if any(mark.glyph == c.inner_open and outer.glyph == c.open for c in g.locale.conventions):
        return 0.3 + damaged / 2
    return NESTED_OTHER + damaged


def _pairing(opener: Mark, closer: Mark, g: Grammar) -> float:
    pair = (opener.glyph, closer.glyph)
    if pair in g.pairs:
        return 0.0
    return 0.5 if STRAIGHT_DOUBLE in pair or STRAIGHT_SINGLE in pair else 0.8




def _content(opener: Mark, closer: Mark, text: str, neighbours: bool) -> float:
    if not neighbours or closer.start - opener.end > 8:
        return 0.0
    inside = text[opener.end : closer.start].strip()
    if not inside:
        return EMPTY
    return EMPTY if inside in _JOINING and (opener.spaced_right or closer.spaced_left) else 0.0


def _write(state: _State, marks: Sequence[Mark]) -> None:
    node = state.node
    for mark in reversed(marks):
        assert node is not None
        mark.role = node.role
        mark.partner = None
        if node.partner >= 0:
            mark.partner = marks[node.partner]
        node = node.before
    stack: list[Mark] = []
    for mark in marks:
        mark.repeats = mark.repeats and mark.role == OPEN
        if mark.role == OPEN:
            mark.depth = len(stack)
            mark.level = sum(outer.double == mark.double for outer in stack)
            stack.append(mark)
        elif mark.role == CLOSE and mark.partner is not None:
            while stack and stack[-1] is not mark.partner:
                stack.pop()
            if stack:
                stack.pop()
            mark.depth, mark.level = mark.partner.depth, mark.partner.level
            mark.partner.partner = mark
        elif mark.role == CLOSE:
            mark.depth = mark.level = 0
