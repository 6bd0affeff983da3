"""Translation files: XLIFF, TMX, PO. Targets are segments with their sources, everything else keeps its bytes."""

from __future__ import annotations

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, flaws, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.spans import Span

XLIFF_1 = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version='1.2'>
  <file original="a.txt" source-language="ru" target-language="en-GB" datatype="plaintext"><body>
    <trans-unit id="1" xml:space="preserve"><source>Он &amp; <g id="1">она</g></source>
      <target state='x'>He &amp; <g id="1">s</g>he&#8230;</target>
      <alt-trans><target>Another one</target></alt-trans><note>A note</note></trans-unit>
    <trans-unit id="2"><source>Привет, <x id="1"/>!</source><target>
      Hello, <x id="1"/>! <ph id="2">&lt;b&gt;</ph>B<bpt id="3">{</bpt>C<ept id="3">}</ept>
    </target></trans-unit>
    <trans-unit id="3" translate="no"><source>x</source><target>kept</target></trans-unit>
    <trans-unit id="4"><source>x</source><target/></trans-unit>
    <trans-unit id="5"><source>Раз. Два.</source>
      <seg-source><mrk mtype="seg" mid="0">Раз.</mrk> <mrk mtype="seg" mid="1">Два.</mrk></seg-source>
      <target><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></target></trans-unit>
    <trans-unit id="6"><source>x</source><target><![CDATA[<b>Bold & "b"</b>]]></target></trans-unit>
  </body></file>
</xliff>
"""
XLIFF_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="fr"><file id="f">
<unit id="u1"><segment id="s1"><source>Hallo <pc id="1">Welt</pc></source>
  <target>Bonjour <pc id="1">mon</pc>de<ph id="2"/></target></segment>
<ignorable><source> </source><target> </target></ignorable>
<segment><source>Zwei</source><target>Deux</target></segment></unit>
<unit id="u2" translate="no"><segment><source>a</source><target>b</target></segment></unit></file></xliff>"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="EN-US" datatype="xml"/><body>
<tu tuid="a"><tuv xml:lang="en-us"><seg>Hello <ph>{0}</ph></seg></tuv>
<tuv xml:lang="DE"><seg>Hallo <ph>{0}</ph>, <hi>du</hi></seg></tuv>
<tuv lang="fr"><seg>Bonjour</seg></tuv></tu></body></tmx>"""
PO = r"""# Translators
msgid ""
msgstr ""
"Project-Id-Version: x\n"
"Language: pt_BR\n"
"Content-Type: text/plain; charset=UTF-8\n"

#: a.c:1
msgctxt "menu"
msgid "Open \"it\""
msgstr "Abrir \"isso\"\n"

#, fuzzy, c-format
msgid "fuzzy"
msgstr "vago"

#. a comment
#, c-format
msgid ""
"A long "
"line %s\n"
msgstr ""
"Uma linha "
"longa %s\n"
msgid "one"
msgid_plural "many"
msgstr[0] "um"
msgstr[1]   "muitos"

msgid "none"
msgstr ""

#~ msgid "old"
#~ msgstr "velho"
"""


def segments(raw: str, name: str, **options: str) -> list[tuple[str, str | None, str | None, str | None, str]]:
    document = assert_identity(raw.encode(), name, **options)
    return [
        (p.segment.text, p.segment.language, p.segment.source_language, p.segment.source, p.label)
        for p in document.parts
    ]


def change(raw: str, name: str, old: str, new: str) -> str:
    document = read(raw.encode(), name)
    for part in document.parts:
        start = part.segment.text.find(old)
        if start >= 0:
            edit = part.lift(Edit(Span(start, start + len(old)), new))
            assert edit is not None
            return write(document, [edit], name).decode()
    raise AssertionError(f"{old!r} is not in {texts(document)}")


def test_xliff_1() -> None:
    assert segments(XLIFF_1, "xliff") == [
        ("He & she…", "en-GB", "ru", "Он & она", 'unit "1"'),
        ("Hello, \ufffc! \ufffcBC", "en-GB", "ru", "Привет, \ufffc!", 'unit "2"'),
        ("One.", "en-GB", "ru", "Раз.", 'unit "5", segment 0'),
        ("Two.", "en-GB", "ru", "Два.", 'unit "5", segment 1'),
        ('<b>Bold & "b"</b>', "en-GB", "ru", "x", 'unit "6"'),
    ]


def test_xliff_2() -> None:
    assert segments(XLIFF_2, "xliff") == [
        ("Bonjour monde\ufffc", "fr", "de", "Hallo Welt", 'unit "u1", segment s1'),
        ("Deux", "fr", "de", "Zwei", 'unit "u1", segment 1'),
    ]


def test_the_users_languages_go_over_those_of_the_file() -> None:
    first = segments(XLIFF_1, "xliff", language="en-US", source_language="be")[0]
    assert first[1:3] == ("en-US", "be")


def test_tmx() -> None:
    assert segments(TMX, "tmx") == [
        ("Hallo \ufffc, du", "DE", "en-us", "Hello \ufffc", 'unit "a", DE'),
        ("Bonjour", "fr", "en-us", "Hello \ufffc", 'unit "a", fr'),
    ]
    assert [s[0] for s in segments(TMX, "tmx", language="fr-CA")] == ["Bonjour"]


def test_po() -> None:
    assert segments(PO, "po") == [
        ('Abrir "isso"\n', "pt-BR", None, 'Open "it"', '"Open "it""'),
        ("Uma linha longa %s\n", "pt-BR", None, "A long line %s\n", '"A long line %s"'),
        ("um", "pt-BR", None, "one", '"one" [0]'),
        ("muitos", "pt-BR", None, "many", '"one" [1]'),
    ]


@pytest.mark.parametrize(
    ("raw", "name", "old", "new", "before", "after"),
    [
        (XLIFF_1, "xliff", "she…", "He “<&>”", '<g id="1">s</g>he&#8230;', '<g id="1">H</g>e “&lt;&amp;&gt;”'),
        (XLIFF_1, "xliff", "! \ufffcB", "!\ufffcB", "! <ph", "!<ph"),
        (XLIFF_1, "xliff", "! \ufffcBC", "gone", '! <ph id="2">&lt;b&gt;</ph>B<bpt id="3">{</bpt>C<ept',
         'gone<ph id="2">&lt;b&gt;</ph><bpt id="3">{</bpt><ept'),
        (XLIFF_1, "xliff", "Bold &", "Fat <&>", "<b>Bold & ", "<b>Fat <&> "),
        (XLIFF_2, "xliff", "monde", "Monde", "mon</pc>de", "Mon</pc>de"),
        (TMX, "tmx", "Bonjour", "Salut & adieu", ">Bonjour<", ">Salut &amp; adieu<"),
        (PO, "po", '"isso"', "“isto”", r"\"isso\"", "“isto”"),
        (PO, "po", "linha longa", "fr\tlonga", '"Uma linha "\n"longa', '"Uma fr\\t"\n"longa'),
        (PO, "po", "muitos", 'a "b" \\ c\n', '  "muitos"', r'  "a \"b\" \\ c\n"'),
    ],
)  # fmt: skip
def test_edits_are_written_as_the_format_wants(
    raw: str, name: str, old: str, new: str, before: str, after: str
) -> None:
    assert change(raw, name, old, new) == raw.replace(before, after, 1)


@given(
    st.sampled_from([(XLIFF_1, "xliff"), (XLIFF_2, "xliff"), (TMX, "tmx"), (PO, "po")]),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(0, 99),
    st.integers(0, 999),
    st.integers(0, 6),
    st.text(st.sampled_from('ab "“&<>\\\n\té'), max_size=5),
)
def test_an_edit_changes_its_place_only(
    sample: tuple[str, str], end: str, number: int, start: int, width: int, new: str
) -> None:
    raw = sample[0].replace("\n", end).encode()
    document = read(raw, sample[1])
    part = document.parts[number % len(document.parts)]
    text = part.segment.text
    first = start % (len(text) + 1)
    codes = any(item.span.start - 1 < first + width and first <= item.span.end for item in part.segment.fixed)
    emptied = not new.strip() and width >= len(text) - first and not text[:first].strip()
    outer = not new.strip(" \n\t") or new != new.strip() or first == 0 or first + width >= len(text)
    if not codes and not emptied and not (outer and sample[1] != "po"):
        assert_edit_stays_in_place(raw, sample[1], number, start, width, new)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_the_declared_encoding_holds(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    unit = '<tu><tuv xml:lang="ru"><seg>Привет</seg></tuv></tu>'
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<tmx><body>{unit}</body></tmx>'
    document = assert_identity(text.encode(encoding), "tmx")
    edit = document.parts[0].lift(Edit(Span(0, 1), "“п"))
    assert edit is not None
    start = "“".encode("ascii", "xmlcharrefreplace").decode() if encoding == "koi8-r" else "“"
    assert write(document, [edit], "tmx") == text.replace("Пр", f"{start}пр").encode(encoding)
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=koi8-r\\n"\n\nmsgid "a"\nmsgstr "Привет"\n'
    split = po.replace('msgstr "Content', 'msgstr ""\n"Content').encode("koi8-r")
    assert texts(assert_identity(split, "po")) == ["Привет"]


def test_what_is_wrong_in_a_catalogue_is_told() -> None:
    raw = (
        'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "a"\nmsgstr "A\n\n'
        'msgid ""\nmsgstr "Language: fr\\n"\n\nnonsense\n\nmsgid "b"\nmsgstr "B"\n'
    )
    document = assert_identity(raw.encode(), "po")
    assert [(part.segment.text, part.segment.language) for part in document.parts] == [("B", "de")]
    assert flaws(document) == [
        "5 broken-entry: not a line of a PO file; its entry is left as it is",
        "7 second-header: a second header; the first one holds",
        "10 broken-entry: not a line of a PO file; its entry is left as it is",
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("name", ["xliff", "tmx"])
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "not well-formed XML: no element found"),
        ("<xliff><a></xliff>", r":1:\d+: not well-formed XML: mismatched tag"),
        ("<html></html>", "not an? (XLIFF|TMX) file"),
        (BOMB + "<x>&b;</x>", "defines entities of its own"),
        (EXTERNAL + "<x>&a;</x>", "defines entities of its own"),
        ("<a>" * 3000 + "</a>" * 3000, "nested more than 2000 deep"),
    ],
)
def test_bad_xml_is_refused(name: str, raw: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(raw.encode(), name)


def test_what_is_no_catalogue_is_refused() -> None:
    with pytest.raises(InputError, match="not a PO file: it has no entry: line 1: not a line of a PO file"):
        read(b"Just some text.\n", "po")
    assert assert_identity(b"", "po").parts == ()
