"""Where nothing may be changed, and where it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.spans import Span
from cleanup.text.protection import protect

PROTECTED = [
    ("see https://example.org/a/Kiev?x=(1) now", "https://example.org/a/Kiev?x=(1)", "link"),
    ("(see http://a.example/b).", "http://a.example/b", "link"),
    ("write to Kiev.Desk@example.org.", "Kiev.Desk@example.org", "link"),
    ("the site Kiev.ua was offline", "Kiev.ua", "link"),
    ("сайт Киев.рф не работал", "Киев.рф", "link"),
    ("@Lukashenka said", "@Lukashenka", "handle"),
    ("under #Minsk2020 today", "#Minsk2020", "handle"),
    ("#Product1 #の新作", "#Product1 #", "placeholder"),
    ("见 http://a.cn，下载手册", "http://a.cn", "link"),
    ("the file Kiev_map.csv is", "Kiev_map.csv", "file"),
    ("in /data/Kiev/2020 now", "/data/Kiev/2020", "file"),
    ("in C:\\Kiev\\out.txt now", "C:\\Kiev\\out.txt", "file"),
    ("run `x = \"y\"` now", "`x = \"y\"`", "code"),
    ("a\n```\ncode\n```\nb", "```\ncode\n```", "code"),
    ("a <pre>x \"y\"</pre> b", "<pre>x \"y\"</pre>", "code"),
    ("a <a href=\"/Kiev\">b", "<a href=\"/Kiev\">", "markup"),
    ("a <!-- b --> c", "<!-- b -->", "markup"),
    ("Tom &amp; Jerry", "&amp;", "markup"),
    ("dear {{ first name }},", "{{ first name }}", "placeholder"),
    ("dear %(name)s,", "%(name)s", "placeholder"),
    ("dear ${name},", "${name}", "placeholder"),
]  # fmt: skip
NOT_PROTECTED = [
    "signed by Lukashenka.Then he left", "Lukashenka/Putin", "he/she", "and/or", "R&D & more", "a < b and c > d", "5 % of", "100% du",
    "U.S. troops, e.g. here", "at 12:30, 1.5 and 3.14", "10:15 Uhr", "mm/dd/yyyy", "{Lukashenka}", "#1 and # 2", "@ home", "it cost $5",
    "`tis the season", "don`t and won`t", "a.m. и т.д.", "note: this", "‘a’ … b", "C# and F#",
]  # fmt: skip


@pytest.mark.parametrize(("text", "inside", "kind"), PROTECTED)
def test_protected(text: str, inside: str, kind: str) -> None:
    assert [(item.span.of(text), item.kind) for item in protect(text)] == [(inside, kind)]


@pytest.mark.parametrize("text", NOT_PROTECTED)
def test_not_protected(text: str) -> None:
    assert [item.span.of(text) for item in protect(text)] == []


@given(st.text(max_size=60) | st.lists(st.sampled_from([*"`<>&{}%@#./:\\_~ \n", "http", "pre", "a"])).map("".join))
def test_any_text(text: str) -> None:
    spans = protect(text)
    assert all(one.span.end <= other.span.start for one, other in zip(spans, list(spans)[1:], strict=False))
    masked = spans.mask(text)
    assert len(masked) == len(text)
    assert [at for at, c in enumerate(masked) if c == "\n"] == [at for at, c in enumerate(text) if c == "\n"]
    for item in spans:
        assert spans.hits(item.span)
        assert not spans.hits(Span(item.span.start, item.span.start))
