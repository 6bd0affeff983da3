"""Web pages: text across inline tags, everything else kept as it stands."""

from __future__ import annotations

import pytest
from counting import assert_linear
from format_properties import assert_edit_stays_in_place, assert_identity, flaws, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits import Edit
from cleanup.formats._markup import tokens
from cleanup.spans import Span

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>The &quot;news&quot;</title>
<meta name="description" content='A "desc"'><meta name=keywords content="a, b">
<script>var x = "<p>not text</p>";</script><style>p{}</style>
</head>
<body class=x>
<h1>Title  of
  the page</h1>
<p>materials with&ldquo; <b>Russian</b>
   equipment &rdquo;could <code>x = "a"</code> not. Luka<i>shenka</i> &amp;quot; {{ name }} {% if x > 3 %}a{% endif %}
<p lang=fr>Bonjour <em lang="de">Guten Tag</em> monde
<ul><li>one<li>two <img src=x alt="An &quot;alt&quot;"> <br> three</ul>
<table><tr><td>a<td>b<tr><td>c</table>
<pre>x "y"</pre>
<p class="notranslate">NT</p>a < b > c & d <!-- end -->
</body></html>"""

soup = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<li>", "<div lang='de'>", "</div>", "<br/>", "<img alt='x y'>", "<!-- c -->", "<", ">",
         "&amp;", "&quot;", "&nbsp;", "&#8220;", "&bogus;", "&", '"', "'", " ", "\n", "\r\n", "word", "Wort", "“", "{{ v }}", "{%",
         "<script>", "</script>", "<title>", "</title>", "<code>", "</code>", "<td>", "<!--", "-->", "<?php ?>", "<a href=\"", "x=",
         "<![CDATA[", "]]>", "<!DOCTYPE html>", "</", "<pre>", "</pre>"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def change(raw: str, old: str, new: str, **options: str) -> str:
    document = read(raw.encode(), "html", **options)
    for part in document.parts:
        start = part.segment.text.find(old)
        if start >= 0:
            edit = part.lift(Edit(Span(start, start + len(old)), new))
            assert edit is not None
            return write(document, [edit], "html").decode()
    raise AssertionError(f"{old!r} is not in {texts(document)}")


def test_the_text_of_a_page() -> None:
    document = assert_identity(PAGE.encode(), "html")
    found = [(part.segment.text, part.segment.language, part.label) for part in document.parts]
    assert found == [
        (
            "Title of the page\n\n"
            'materials with“ Russian equipment ”could x = "a" not. Lukashenka &quot; {{ name }} a\n\n'
            "one\n\ntwo\nthree\n\na\nb\n\nc\n\nNT\n\na < b > c & d",
            "en",
            "",
        ),
        ("Bonjour Guten Tag monde", "fr", ""),
        ('The "news"', "en", "title"),
        ('A "desc"', "en", "meta description"),
        ('An "alt"', "en", "alt text"),
    ]  # fmt: skip
    protected = [[span.of(part.segment.text) for span, _ in part.segment.fixed] for part in document.parts]
    assert protected[:2] == [['x = "a"', "{{ name }}", "NT"], ["Guten Tag"]]


def test_the_users_language_goes_over_that_of_the_page() -> None:
    raw = b'<html lang="ru"><body>Hello<div lang="fr">Bonjour</div></body></html>'
    document = read(raw, "html", language="en")
    assert [(part.segment.text, part.segment.language) for part in document.parts] == [
        ("Hello", "en"),
        ("Bonjour", "fr"),
    ]


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        ("Luka<b>shenka</b>", "Lukashenka", "Lukashenko", "Luka<b>shenko</b>"),
        ("<p>a <b>b</b> c</p><p>d</p>", "a b c\n\nd", "x", "<p>x<b></b></p><p></p>"),
        ("a&nbsp;b x", "x", "\u00a0y", "a&nbsp;b &nbsp;y"),
        ("a\u00a0b x", "x", "\u00a0y", "a\u00a0b \u00a0y"),
        ("say &ldquo;x&rdquo;", "x", "“y”", "say &ldquo;&ldquo;y&rdquo;&rdquo;"),
        ("say &#8220;x&#8221;", "x", "“y”", "say &#8220;&#8220;y&#8221;&#8221;"),
        ("x é", "x", "“y” <&>", "“y” &lt;&amp;&gt; é"),
        ('<img alt="An x">', "x", "\"y\" '", '<img alt="An &quot;y&quot; \'">'),
        ("<img alt='An x'>", "x", "\"y\" '", "<img alt='An \"y\" &#39;'>"),
        ("<title>x</title>", "x", "a & b", "<title>a &amp; b</title>"),
        ("with“\n   Russian", "“ R", " “R", "with “Russian"),
        ("a &amp;quot; b", "&quot;", '"', 'a " b'),
    ],
)  # fmt: skip
def test_edits_keep_the_markup(raw: str, old: str, new: str, expected: str) -> None:
    assert change(raw, old, new) == expected


def test_a_character_beyond_the_charset_becomes_a_reference() -> None:
    raw = '<meta charset="iso-8859-5">слово x'.encode("iso-8859-5")
    document = read(raw, "html")
    assert document.parts[0].segment.text == "слово x"
    edit = document.parts[0].lift(Edit(Span(6, 7), "“ы”"))
    assert edit is not None
    assert write(document, [edit], "html").decode("iso-8859-5") == '<meta charset="iso-8859-5">слово &#8220;ы&#8221;'


@pytest.mark.parametrize("head", [b'<meta charset="windows-1251">', b'<?xml version="1.0" encoding="windows-1251"?>',
                                  b"<META content='text/html; CHARSET=windows-1251' http-equiv=content-type>"])  # fmt: skip
def test_the_declared_charset_holds(head: bytes) -> None:
    document = assert_identity(head + "короткий".encode("cp1251"), "html")
    assert document.parts[0].segment.text == "короткий"


def test_a_declaration_that_does_not_hold_is_told() -> None:
    document = assert_identity('<meta charset="windows-1251"><p>“Съешь ещё”'.encode(), "html")
    assert document.parts[0].segment.text == "“Съешь ещё”"
    assert flaws(document) == [
        "1 wrong-encoding: the file says that it is windows-1251, but it is utf-8, and is read so"
    ]
    assert document.flaws[0].span.of(document.text) == "windows-1251"


def test_comments_silence_the_next_block() -> None:
    text = '<p>one</p>\n<!-- cleanup: ignore[quotes] as it is -->\n<ul><li>A "b <i>c</i></li><li>d</li></ul>'
    silences = read(text.encode(), "html").silences
    assert [(s.span.of(text), s.checks, s.reason) for s in silences] == [
        ('<!-- cleanup: ignore[quotes] as it is -->\n<ul><li>A "b <i>c', ("quotes",), "as it is")
    ]


@given(soup)
def test_any_soup_comes_back(text: str) -> None:
    assert_identity(text.encode(), "html")


@given(
    soup, st.integers(0, 99), st.integers(0, 999), st.integers(0, 6), st.text(st.sampled_from('ab"“&<é'), max_size=4)
)
def test_an_edit_never_takes_a_tag_away(text: str, number: int, start: int, width: int, new: str) -> None:
    document = read(text.encode(), "html")
    running = [part for part in document.parts if not part.label]  # a title may hold what looks like a tag
    if not running:
        return
    part = running[number % len(running)]
    start %= len(part.segment.text) + 1
    span = Span(start, min(len(part.segment.text), start + width))
    if (not new and not len(span)) or any(item.span.overlaps(span) for item in part.segment.fixed):
        return
    edit = part.lift(Edit(span, new))
    written = write(document, [edit] if edit else [], "html").decode()
    inside = [token for token in tokens(text) if edit and edit.span.contains(token.span)]
    assert all(token.span.of(text) in written for token in inside)


@pytest.mark.parametrize(
    ("span", "new", "written"),
    [
        (Span(3, 3), "b", "<p>a <&#98; c</p>"),
        (Span(3, 4), "b", "<p>a <&#98;c</p>"),
        (Span(3, 4), "", None),
        (Span(3, 4), "1", "<p>a <1c</p>"),
        (Span(2, 2), "b", "<p>a b< c</p>"),
        (Span(4, 5), "b", "<p>a < b</p>"),
    ],
)
def test_what_stands_behind_an_open_angle_bracket_makes_no_tag(span: Span, new: str, written: str | None) -> None:
    document = read(b"<p>a < c</p>", "html")
    edit = document.parts[0].lift(Edit(span, new))
    assert (edit and write(document, [edit], "html").decode()) == written


@given(
    st.integers(0, 99), st.integers(0, 999), st.integers(0, 8), st.text(st.sampled_from('ab"“&<>é\u00a0'), max_size=4)
)
def test_an_edit_changes_its_place_only(number: int, start: int, width: int, new: str) -> None:
    document = read(PAGE.encode(), "html")
    part = document.parts[number % len(document.parts)]
    start %= len(part.segment.text)
    span = Span(start, min(len(part.segment.text), start + width))
    if (new or len(span)) and part.lift(Edit(span, new)) is None:  # "a < b" without its second space is a tag
        assert part.segment.text[span.start - 1] == "<" or new.endswith("<")
        return
    emptied = not (part.segment.text[: span.start] + new + part.segment.text[span.end :]).strip()
    if not emptied and not any(
        item.span.overlaps(span) or span.start in (item.span.start, item.span.end) for item in part.segment.fixed
    ):
        assert_edit_stays_in_place(
            PAGE.encode(), "html", number, start, width, new, lambda found: ["".join(text.split()) for text in found]
        )


PIECES = [
    "<!-- ", '<a href="', "<a '", "{{", "{% ", "<% ", "<?php ", "<![CDATA[", "<!x [", "<b>", "<b>x", "&amp", "<p><b>", "<div>",
    "</div>", "<script>", "<title>", "<td lang=a>", "<div>x",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_work_is_linear(piece: str) -> None:
    assert_linear(lambda text: read(text.encode(), "html"), piece)
