"""Broken and hostile files by the real command: a clear error with its place and exit code 2, or the rest goes through.

Nothing is half written, nothing ends in a traceback, nothing is fetched from anywhere.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import commands
import pytest
from commands import says
from office_files import NAMESPACES, docx, parts, zipped

ODT = "application/vnd.oasis.opendocument.text"
OFFICE = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
GOOD = "To Lukashenka.\n"


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word(xml: str) -> bytes:
    """A Word file with this as its document, whatever it is."""
    return zipped({**parts(docx("")), "word/document.xml": xml})


def writer(xml: str) -> bytes:
    return zipped({"mimetype": ODT, "content.xml": xml})


def odt_of(body: str, doctype: str = "") -> bytes:
    return writer(
        f"{doctype}<office:document-content {OFFICE}><office:body>{body}</office:body></office:document-content>"
    )


def xliff(target: str, doctype: str = "", encoding: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<xliff version="1.2"><file target-language="en"><body>'
        f'<trans-unit id="1"><source>a</source><target>{target}</target></trans-unit></body></file></xliff>'
    )


def tmx(seg: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<tmx><body><tu><tuv xml:lang="en"><seg>{seg}</seg></tuv></tu></body></tmx>'


def nested(tag: str, depth: int, inside: str) -> str:
    return f"<{tag}>" * depth + inside + f"</{tag}>" * depth


LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


def external(port: int) -> str:
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/e"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


def unreadable(port: int) -> dict[str, tuple[bytes, str]]:
    """File name → content and what the error says of it."""
    good = docx(p("Hello"))
    elements = "defines entities of its own"
    files: dict[str, tuple[bytes | str, str]] = {
        "empty.docx": (b"", "broken or cut off"),
        "cut.docx": (good[: len(good) // 2], "broken or cut off"),
        "cut-late.docx": (good[:-10], "broken or cut off"),
        "no-zip.docx": (b"PK\x03\x04" + b"x" * 500, "broken or cut off"),
        "damaged.docx": (good.replace(b"PK\x03\x04", b"PK\x03\x05", 3), "cannot be unpacked|broken or cut off"),
        "cut.odt": (odt_of("")[:-40], "broken or cut off"),
        "renamed-doc.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), r"old binary format \(\.doc"),
        "renamed-text.docx": (GOOD.encode(), "broken or cut off"),
        "renamed-sheet.docx": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "holds no document"),
        "renamed-sheet.odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not an OpenDocument text"),
        "password.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        "password.odt": (zipped({"mimetype": ODT, "META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": b"\x93\x11"}),
                         "protected with a password"),
        "bomb.docx": (word(" " * 60_000_000), "a zip bomb"),
        "bomb.odt": (writer(" " * 60_000_000), "a zip bomb"),
        "bomb-styles.docx": (zipped({**parts(good), "word/styles.xml": b" " * 60_000_000}), "a zip bomb"),
        "not-well-formed.docx": (word("<w:document><w:body>"), r"word/document\.xml:1:\d+: not well-formed XML"),
        "not-well-formed.xlf": (xliff("a</b>"), r"not-well-formed\.xlf:1:\d+: not well-formed XML"),
        "laughs.docx": (word(LAUGHS + f"<w:document {NAMESPACES}><w:body>{p('&a9;')}</w:body></w:document>"), elements),
        "laughs.odt": (odt_of("<text:p>&a9;</text:p>", LAUGHS), elements),
        "laughs.xlf": (xliff("&a9;", LAUGHS), elements),
        "laughs.tmx": (tmx("&a9;", LAUGHS), elements),
        "external.docx": (word(external(port) + f"<w:document {NAMESPACES}><w:body>{p('&e;&f;')}</w:body></w:document>"), elements),
        "external.odt": (odt_of("<text:p>&e;</text:p>", external(port)), elements),
        "external.xlf": (xliff("&e;&f;", external(port)), elements),
        "external.tmx": (tmx("&e;&f;", external(port)), elements),
        "deep.docx": (word(f"<w:document {NAMESPACES}><w:body>{nested('w:sdt', 100_000, p('x'))}</w:body></w:document>"), "nested more than"),
        "deep.odt": (odt_of(nested("text:section", 100_000, "<text:p>x</text:p>")), "nested more than"),
        "deep.xlf": (xliff(nested("g", 100_000, "x")), r"deep\.xlf:1: refused: elements are nested more than"),
        "deep.tmx": (tmx(nested("hi", 100_000, "x")), "nested more than"),
        "wrong-charset.docx": (zipped({**parts(good), "word/document.xml": b'<?xml version="1.0" encoding="UTF-8"?><x>\xff\xfe</x>'}),
                               r"word/document\.xml: not UTF-8"),
        "no-xliff.xlf": ("<html></html>", "not an XLIFF file"),
        "no-times.srt": ("Just text\n", "no line is a time"),
        "no-header.vtt": ("Just text\n", "does not begin with WEBVTT"),
        "no-events.ass": ("Just text\n", "it has no .Events."),
        "no-entry.po": ("Just text\n", "not a PO file"),
        "no-rows.jsonl": ("Just text\nand more\n", "no line is a JSON object; the first one: line 1: not JSON"),
        "broken.json": ('{"text": "a",\n "b": }\n', r"broken\.json:2:7: not JSON"),
        "deep.json": ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        "open-quote.csv": ('id,text\n1,"one\n2,two\n', r"open-quote\.csv:2: a field begins with a quote mark that is never closed"),
        "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(200), "is a PNG picture"),
    }  # fmt: skip
    return {name: (raw.encode() if isinstance(raw, str) else raw, said) for name, (raw, said) in files.items()}


# What goes through, with what is written and what is told. In each file the name is put right.
READABLE: dict[str, tuple[str | bytes, str]] = {
    "second-header.po": (
        'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "a"\nmsgstr "To Lukashenka."\n',
        "4:1 .*format/second-header",
    ),
    "broken-entry.po": ('msgid "a"\nmsgstr "To Lukashenka."\n\nmsgid "b\nmsgstr "Lukashenko"\n', "4:1 .*format/broken-entry"),
    "wrong-charset.po": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=koi8-r\\n"\n\nmsgid "a"\nmsgstr "To Lukashenka, “é”."\n',
        "3:36 .*format/wrong-encoding: the file says that it is koi8-r, but it is utf-8",
    ),
    "wrong-charset.html": ('<meta charset="windows-1251">\n<p>To Lukashenka, “é”.</p>\n', "1:16 .*format/wrong-encoding"),
    "wrong-charset.xlf": (xliff("To Lukashenka, “é”.", encoding="iso-8859-5"), "1:31 .*format/wrong-encoding"),
    "unknown-charset.html": ('<meta charset="utf-99">\n<p>To Lukashenka.</p>\n', "1:16 .*format/wrong-encoding"),
    **{f"{name}.html": (f'<meta charset="{name}">\n<p>To Lukashenka.</p>\n', "1:16 .*format/wrong-encoding")
       for name in ("undefined", "idna", "punycode", "unicode_escape", "rot13")},
    "odd-bytes.html": (b'<meta charset="utf-8">\n<p>To Lukashenka, \xe2\x80\x9copen\xe2\x80\x9d. \xe9 caf\xe9 \xe9t\xe9 \x81\xed\xb0\x80</p>\n', ""),
    "odd-bytes.xlf": (xliff("To Lukashenka, sch\xf6n. ODD.").encode().replace(b"ODD", b"\xed\xa0\x80 x \xe9t\xe9 \xc0\x80"), ""),
    "odd-bytes.po": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "x"\nmsgstr "To Lukashenka, \xe2\x80\x9cyes\xe2\x80\x9d.\xed\xb0\x80"\n', "",
    ),
    "not-utf-8.html": (b'<meta charset="utf-8">\n<p>To Lukashenka, d\xe9j\xe0 vu \xe0 Paris, \x93oui\x94</p>\n', "1:16 .*format/wrong-encoding"),
    **{f"{charset}.html": (f'<meta charset="{charset}">\n<p>To Lukashenka. '.encode() + text + b"</p>\n", "") for charset, text in (
        ("windows-1255", b"\xf9\xec\xe5\xed \x81 \x8d"), ("windows-1252", b"d\xe9j\xe0 \x81\x9d vu"), ("windows-1253", b"\xea\xe1\xeb \xd2"),
        ("windows-1258", b"Ti\xea\xecng Vi\xea\xf2t r\xe2\xect \xf0e\xf2p \xd2"),
    )},
    "no-numbers.srt": ("00:00:01,000 --> 00:00:02,000\nTo Lukashenka.\n\n00:00:03,000 --> 00:00:04,000\nGo on.\n", ""),
    "stray.srt": ("stray\n\n1\n00:00:01,000 --> 00:00:02,000\nTo Lukashenka.\n", "1:1 .*format/stray-line"),
    "short.ass": ("[Events]\nDialogue: 0,1,2\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,To Lukashenka.\n", "2:1 .*format/broken-line"),
    "broken-line.jsonl": ('{"text": "One."}\n{"text": "Two\n{"text": "To Lukashenka."}\n', "2:1 .*format/broken-line"),
    "deep.jsonl": ('{"text": "One.", "d": ' + "[" * 100_000 + ']}\n{"text": "To Lukashenka."}\n', "1:1 .*nested too deeply"),
    "ragged.csv": ("id,text\n1,One.\n2\n3,To Lukashenka.\n4,Lukashenko, too\n", "3:1 .*5:1 .*format/ragged-row"),
    "deep-100.html": (nested("div", 100, "<p>To Lukashenka.</p>"), ""),
    "deep-100000.html": (nested("div", 100_000, "<p>To Lukashenka.</p>"), ""),
    "deep-100.md": (">" * 100 + " To Lukashenka.\n", ""),
    "deep-100000.md": (">" * 100_000 + " x\n\n" + "- " * 50_000 + "y\n\nTo Lukashenka.\n", ""),
    "deep-100.xlf": (xliff(nested("g", 100, "To Lukashenka.")), ""),
    "deep-100.json": ('{"text": "To Lukashenka.", "d": ' + "[" * 100 + "]" * 100 + "}", ""),
    "deep-100.docx": (docx("<w:sdt><w:sdtContent>" * 100 + p("To Lukashenka.") + "</w:sdtContent></w:sdt>" * 100), ""),
    "deep-100.odt": (odt_of(nested("text:section", 100, "<text:p>To Lukashenka.</text:p>")), ""),
    "pictures.html": ('<p>To Lukashenka. <img src="http://127.0.0.1:PORT/a.png"><link href="http://127.0.0.1:PORT/b.css">\n', ""),
    "doctype.html": ('<!DOCTYPE html [<!ENTITY e SYSTEM "http://127.0.0.1:PORT/e">]>\n<p>To Lukashenka. &e;\n', ""),
    "doctype.xlf": (xliff("To Lukashenka.", '<!DOCTYPE xliff SYSTEM "http://127.0.0.1:PORT/xliff.dtd">'), ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who comes: nobody should."""
    visits: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            visits.append(str(address))
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    yield server.getsockname()[1], visits
    server.close()


def run(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    code, out, err = says(commands.run(*arguments, "--language", "en", "--isolated", cwd=cwd, timeout=300))
    assert "Traceback" not in err
    assert "internal error" not in err
    return code, out, err


@pytest.mark.parametrize("arguments", [["check"], ["fix", "-o", "cleaned"], ["fix", "-i"]], ids=" ".join)
def test_what_cannot_be_read_is_an_error_and_nothing_is_written(
    arguments: list[str], listener: tuple[int, list[str]], tmp_path: Path
) -> None:
    files = unreadable(listener[0])
    for name, (raw, _) in files.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_text(GOOD)
    code, out, err = run(*arguments, "good.txt", *files, cwd=tmp_path)
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert len(lines) == len(files), "one line for each"
    for line, (name, (_, said)) in zip(lines, files.items(), strict=True):
        assert line.startswith(f"cleanup: {name}"), line
        assert re.search(said, line), line
    assert (tmp_path / "good.txt").read_text() == GOOD
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"good.txt", *files}
    assert {name: (tmp_path / name).read_bytes() for name in files} == {name: raw for name, (raw, _) in files.items()}
    assert not listener[1], "nothing is fetched"


def test_each_alone_is_an_error_too(listener: tuple[int, list[str]], tmp_path: Path) -> None:
    (tmp_path / "external.docx").write_bytes(unreadable(listener[0])["external.docx"][0])
    code, out, err = run("fix", "external.docx", "-o", "out.docx", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert err == "cleanup: external.docx: word/document.xml:1: refused: the file defines entities of its own\n"
    assert not (tmp_path / "out.docx").exists()


def test_the_rest_goes_through(listener: tuple[int, list[str]], tmp_path: Path) -> None:
    files = {
        name: (raw.replace("PORT", str(listener[0])).encode() if isinstance(raw, str) else raw, said)
        for name, (raw, said) in READABLE.items()
    }
    for name, (raw, _) in files.items():
        (tmp_path / name).write_bytes(raw)
    code, out, err = run("fix", *files, "-o", "cleaned", "--format", "json", cwd=tmp_path)
    assert (code, err) == (0, "")
    told = {file["path"]: " ".join(map(_told, file["findings"])) for file in json.loads(out)["files"]}
    for name, (raw, said) in files.items():
        written = (tmp_path / "cleaned" / name).read_bytes()
        if name.endswith((".docx", ".odt")):
            assert {n: c.replace(b"Lukashenka", b"Lukashenko") for n, c in parts(raw).items()} == parts(written)
        else:
            assert written == raw.replace(b"Lukashenka", b"Lukashenko"), name
        assert re.search(said, told[name]), f"{name}: {told[name]}"
        assert "format/" in told[name] or not said
    assert not listener[1], "nothing is fetched"


def _told(finding: dict[str, object]) -> str:
    place = f"{finding['line']}:{finding['column']}"
    return f"{place} {finding['check']}/{finding['rule']}: {finding['message']}"
