"""Markdown: what is syntax is protected, everything else is text."""

from __future__ import annotations

import pytest
from counting import assert_linear
from format_properties import assert_identity, flaws, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

import cleanup
from cleanup.edits import Edit
from cleanup.spans import Span
from cleanup.text.protected import OBJECT_REPLACEMENT


def visible(text: str) -> str:
    """The file with a dot for every code point that the checks do not see, or must not touch."""
    shown = ["·" if character != "\n" else character for character in text]
    for part in read(text.encode(), "markdown").parts[:1]:
        masked = part.segment.masked
        for offset, character in enumerate(part.segment.text):
            place = part.origin(Span(offset, offset + 1))
            if masked[offset] != OBJECT_REPLACEMENT and place.of(text) == character:
                shown[place.start] = character
    return "".join(shown)


CASES = {
    "a heading": ('## A "b" ##', '···A "b"···'),
    "a list": ("- one\n* two\n1. three\n   - four", "··one\n··two\n···three\n·····four"),
    "a task": ("- [x] done", "······done"),
    "a dialogue dash is a mark too": ("- Come in!", "··Come in!"),
    "a quote": ("> said\n> > again", "··said\n····again"),
    "a break": ("a\n\n* * *\n\nb", "a\n\n·····\n\nb"),
    "an underlined heading": ("Title\n=====", "Title\n·····"),
    "fenced code": ('```py\nx = "a"\n```\ny', '·····\n·······\n···\ny'),
    "fenced code in a list": ('- a\n\n  ~~~\n  "x"\n  ~~~\n\n  b', '··a\n\n·····\n·····\n·····\n\n··b'),
    "a fence closes with its own length": ('````\n```\n"x"\n````\n"y"', '····\n···\n···\n····\n"y"'),
    "indented code": ('a\n\n    x = "q"\n    y\n\nb', 'a\n\n···········\n·····\n\nb'),
    "no code without a blank line": ("a\n    b", "a\n····b"),
    "a paragraph in a list is no code": ("- a\n\n    b", "··a\n\n····b"),
    "code in a line": ("use `a \"b\"` or `` c`d ``", "use ······· or ·········"),
    "code does not run over paragraphs": ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
    "a link": ("see [the \"b\"](http://x.y/z_(a)) now", "see ·the \"b\"··················· now"),
    "a link's title": ('[a](u "the \'t\'") b', "·a·············· b"),
    "an image": ('![an "alt"](a.png){width=50%} b', '··an "alt"··················· b'),
    "a reference": ("[text][One] and [text][none]\n\n[one]: /u", "·text······ and [text][none]\n\n·········"),
    "a label that is shown must stay": ("[One] and [one][]\n\n[one]: /u", "····· and ·······\n\n·········"),
    "a definition's title": ('[one]: <u v> "The title"', "··············The title·"),
    "brackets are text where no label is defined": ("to Orsha. [едут]", "to Orsha. [едут]"),
    "a footnote": ("word[^1] b\n\n[^1]: A note.", "word···· b\n\n······A note."),
    "autolinks": ("<http://a.b/c> and <me@a.b>", "·············· and ········"),
    "emphasis": ('**"bold"** and *em* and _em_', '··"bold"·· and ·em· and ·em·'),
    "stars without a partner are text": ("5 * 3 * 2 and a* b", "5 * 3 * 2 and a* b"),
    "underscores within words are text": ("a snake_case_name", "a snake_case_name"),
    "a hard break": ("one  \ntwo\\\nthree", "one··\ntwo·\nthree"),
    "a table": ('| a  | "b" |\n|----|:---:|\n| c  | d   |', '··a····"b"··\n············\n··c····d····'),
    "a bar outside a table is text": ("a | b", "a | b"),
    "maths": ("$x_1 = 2$ for $5 and $6", "········· for $5 and $6"),
    "a block of maths": ('$$\nx"\n$$\ny', '··\n··\n··\ny'),
    "escapes": (r'\"a\" \* b', "··a·· ·· b"),
    "HTML in a line": ('a <b class="x">c</b> d', "a ·············c···· d"),
    "raw HTML": ('<pre>\n\n"x"\n</pre>\ny', '·····\n\n···\n······\ny'),
    "a comment": ("a <!-- \"x\" --> b", "a ············ b"),
    "templates": ("{{ page.title }} and {% raw %}", "················ and ·········"),
    "wiki links": ("[[Page|shown]] a", "·······shown·· a"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_syntax_is_protected(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_the_prose_is_what_a_reader_sees() -> None:
    raw = (
        '# The "title" #\n\n* **Luka**shenka said in a long line that runs\n  on *here*. See [the “map”](u "A \'map\'").\n'
        "* two<br>three &amp; `x`\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n[one]: /u 'Another title'\n"
    )
    document = assert_identity(raw.encode(), "markdown")
    assert [(part.segment.text, part.label) for part in document.parts] == [
        (
            'The "title"\n\nLukashenka said in a long line that runs on here. See the “map”.\n'
            "two\nthree & `x`\n\na\nb\nc\nd\n\n\n\n",
            "",
        ),
        ("A 'map'", "link title"),
        ("Another title", "link title"),
    ]


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        ("**Luka**shenka", "Lukashenka", "Lukashenko", "**Luka**shenko"),
        ("a“ [b](u) c", "“ b", " “b", "a “[b](u) c"),
        ("a &amp; b", "b", "<b> &lt; &", "a &amp; &lt;b> &amp;lt; &"),
        ("a &amp;quot; b", "&quot;", '"', 'a " b'),
        ('[a](u "the t")', "the t", 'a "t"', '[a](u "a \\"t\\"")'),
        (
            "A line that is long enough so that it runs on\r\n  to the next",
            "on to",
            "on“ to",
            "A line that is long enough so that it runs on“\r\n  to the next",
        ),
    ],
)
def test_edits_keep_the_syntax(raw: str, old: str, new: str, expected: str) -> None:
    document = read(raw.encode(), "markdown")
    for part in document.parts:
        start = part.segment.text.find(old)
        if start >= 0:
            edit = part.lift(Edit(Span(start, start + len(old)), new))
            assert edit is not None
            assert write(document, [edit], "markdown") == expected.encode()
            return
    raise AssertionError(texts(document))


FENCED = "# The bridge\n\nThe bridge over the *river* was opened on Sunday.\n\n- It had been closed since [the spring](a_b) of that year."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "last", ["\tcode", "    code", "```\ncode", "---\na: b", "<div>", "<!-- a -->", "[a]: b", "| a |\n|---|"]
)
def test_the_last_line_needs_no_end(last: str, end: str) -> None:
    assert_identity(f"The bridge.\n\n{last}".replace("\n", end).encode(), "markdown")
    assert_identity(f"\n{last}".replace("\n", end).encode(), "markdown")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("language", ["markdown", "md", "", "text"])
def test_a_fence_around_the_whole_text_is_no_code(language: str, end: str) -> None:
    """An assistant puts it there; inside, Markdown is read as ever."""
    raw = f"```{language}\n{FENCED}\n```\n".replace("\n", end).encode()
    (part,) = assert_identity(raw, "markdown").parts
    assert "bridge over the river was" in part.segment.masked
    result = cleanup.Cleaner(language="en", select=["residue"], level="suggested").clean(part.segment.text)
    edits = [lifted for edit in result.edits if (lifted := part.lift(edit)) is not None]
    assert write(read(raw, "markdown"), edits, "markdown") == f"{FENCED}\n".replace("\n", end).encode()


@pytest.mark.parametrize(
    "raw",
    [
        "```python\nprint('The bridge over the river was opened on Sunday.')\n```\n",
        "```\nx = 1\nfor i in range(3):\n    print(i)\n```\n",
        "# Usage\n\n```\nThe bridge over the river was opened on Sunday.\n```\n",
        "It prints one sentence.\n\n```text\nThe bridge over the river was opened on Sunday.\n```\n",
        "```html\n<p>The bridge over the river was opened on Sunday.</p>\n```\n",
    ],
)
def test_a_fence_of_the_author_is_left_alone(raw: str) -> None:
    document = assert_identity(raw.encode(), "markdown")
    assert all("bridge" not in part.segment.text and "print(" not in part.segment.text for part in document.parts)


def test_front_matter_is_protected_but_for_its_prose() -> None:
    raw = (
        '---\r\ntitle: "The “b”"\r\nslug: a-b\r\ndescription: It\'s\r\nsummary: A plain one\r\n---\r\nText\r\n'.encode()
    )
    document = assert_identity(raw, "markdown")
    assert texts(document)[1:] == ["The “b”", "It's", "A plain one"]
    assert document.parts[0].segment.masked.split("\n")[-2] == "Text"
    edits = [part.lift(Edit(Span(0, 1), '"')) for part in document.parts[1:2]]
    assert write(document, [edit for edit in edits if edit], "markdown") == raw.replace(b'"The', b'"\\"he')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("front", "value", "old", "new", "expected"),
    [
        ("title: 'It''s “ a ” b'", "It's “ a ” b", "a", "it's", "'It''s “ it''s ” b'"),
        ('title: "A \\"b\\" c"', 'A "b" c', '"b"', "“b”", '"A “b” c"'),
        ("summary: >-\n  One line\n  and more\n\n  A paragraph", "One line and more\n\nA paragraph", "line and", "lines or",
         ">-\n  One lines\n  or more\n\n  A"),
        ("lead: |\n    One “ a\n    two", "One “ a\ntwo", "“ a", "“a", "    One “a\n    two"),
        ("title = 'It is'", "It is", "is", "isn't", "'It isn’t'"),
        ("title: At 5:30 (it's late)", "At 5:30 (it's late)", "late", "“late”", "At 5:30 (it's “late”)"),
    ],
)  # fmt: skip
def test_values_of_front_matter(front: str, value: str, old: str, new: str, expected: str, end: str) -> None:
    fence = "+++" if " = " in front else "---"
    raw = f"{fence}\nslug: x\n{front}\nauthor: y\n{fence}\nText\n".replace("\n", end)
    document = assert_identity(raw.encode(), "markdown")
    assert texts(document)[1:] == [value]
    start = value.index(old)
    edit = document.parts[1].lift(Edit(Span(start, start + len(old)), new))
    assert edit is not None
    written = write(document, [edit], "markdown").decode()
    assert written.count("\n") == raw.count("\n")
    assert expected in written.replace(end, "\n")


@pytest.mark.parametrize(
    "front", ["title: {a: b}", "title = yes", "title: a: b", "title: a # b", 'title: "a \\u0041"', "title: [x]"]
)
def test_values_that_are_not_understood_are_left_alone(front: str) -> None:
    assert len(read(f"---\n{front}\n---\nText\n".encode(), "markdown").parts) == 1


def test_a_thematic_break_is_not_front_matter() -> None:
    assert visible("text\n\n---\n\nmore") == "text\n\n···\n\nmore"


def silenced(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(s.span.of(text), s.checks, s.reason) for s in read(text.encode(), "markdown").silences]


def test_a_comment_silences_the_next_block() -> None:
    text = '<!-- cleanup: ignore[quotes, spacing] as she said it -->\n\nA "b\nc\n\nd'
    assert silenced(text) == [('A "b\nc', ("quotes", "spacing"), "as she said it")]


def test_a_comment_in_a_line_silences_the_line() -> None:
    assert silenced('a\nA "b <!-- cleanup: ignore -->\nc') == [('A "b <!-- cleanup: ignore -->', (), "")]


def test_off_and_on() -> None:
    text = "a <!-- cleanup: off -->b <!-- cleanup: on --> c <!-- cleanup: off[quotes] old --> d"
    assert silenced(text) == [
        ("<!-- cleanup: off -->b <!-- cleanup: on -->", (), ""),
        ("<!-- cleanup: off[quotes] old --> d", ("quotes",), "old"),
    ]


def test_an_unknown_word_is_told() -> None:
    document = read(b"a\n<!-- cleanup: silence -->\n", "markdown")
    assert flaws(document) == ['2 unknown-comment: "cleanup: silence" is not known (ignore, off and on are)']


@given(st.text(st.sampled_from("ab \n`*_[]()<>!#-|~$\\\"'>1.:{}\t"), max_size=120))
def test_any_text_ends_without_an_exception(text: str) -> None:
    assert_identity(text.encode(), "markdown")


PIECES = [
    "`*_[",
    "[a](",
    "](u)",
    "[a](u)",
    "$x",
    "![",
    "<!-- ",
    "<a ",
    "| a ",
    "**a",
    "[^1]",
    "{a}",
    "> ",
    "- ",
    "``` ",
    "\n    a",
    "[a]: u\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_work_is_linear(piece: str) -> None:
    assert_linear(lambda text: read(text.encode(), "markdown"), piece)
