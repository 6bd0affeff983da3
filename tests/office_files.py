"""Small office files made in the tests, and what Word does with tracked changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
STYLES = f"""<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Standard"><w:name w:val="Normal"/></w:style></w:styles>"""


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0)), content, compression)
    return stream.getvalue()


def docx(body: str, **more: str) -> bytes:
    """A Word file with this body; ``footnotes``, ``header`` and so on are the inside of other parts."""
    kinds = {"document": "document.main", **{name: name.rstrip("0123456789") for name in more}}
    roots = {"document": "document", "header": "hdr", "footer": "ftr"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE}{kind}+xml"/>' for name, kind in kinds.items()
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/media/image1.png": b"\x89PNG not really",
    }
    if "comments" in more:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        relation = f'<Relationship Id="r1" Type="{kind}" Target="comments.xml"/>'
        parts["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
        )
    for name, content in more.items():
        root = roots.get(name.rstrip("0123456789"), name.rstrip("0123456789"))
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return zipped(parts)


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return archive.read(name).decode()


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def characters(xml: str, *, accept: bool | None = None) -> list[list[tuple[str, str]]]:
    """The characters of each paragraph with the formatting of their run, after accepting or rejecting all changes.

    With None, what stands in tracked changes is what shows: insertions are there, deletions are not.
    """
    root = ET.fromstring(xml)
    gone = {"del", "moveFrom"} if accept is not False else {"ins", "moveTo"}
    found: list[list[tuple[str, str]]] = []

    def walk(element: ET.Element, formatting: str, paragraph: list[tuple[str, str]] | None) -> None:
        name = element.tag.rpartition("}")[2]
        if name in gone or name in ("pPr", "rPr", "Fallback"):
            return
        if name == "p":
            paragraph = []
            found.append(paragraph)
        if name == "r":
            properties = element.find(f"{{{W}}}rPr")
            change = properties.find(f"{{{W}}}rPrChange/{{{W}}}rPr") if properties is not None else None
            if accept is False and change is not None:
                properties = change
            names = sorted(e.tag.rpartition("}")[2] for e in properties) if properties is not None else []
            formatting = " ".join(name for name in names if name not in ("rPrChange", "ins", "del"))
        if paragraph is not None:
            said = {"tab": "\t", "br": "\n"}.get(name, "")
            if name in ("t", "delText"):
                said = element.text or ""
                if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                    said = said.strip()
            paragraph += [(character, formatting) for character in said]
        for child in element:
            walk(child, formatting, paragraph)

    walk(root, "", None)
    return found


def _soffice(folder: Path) -> list[str]:
    """The command of LibreOffice with a profile of its own; skips the test where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs soffice (LibreOffice), which is not installed here")
    return [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--norestore"]


def convert(path: Path, to: str, filter_name: str = "", *, read_as: str = "") -> Path:
    """The file as LibreOffice converts it."""
    target = path.parent / "converted"
    command = [*_soffice(path.parent), "--convert-to", to + filter_name, "--outdir", str(target), str(path)]
    command += [f"--infilter={read_as}"] if read_as else []
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target / f"{path.stem}.{to}"


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Decide(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  stored(0).Name = "FilterName" : stored(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  doc.storeToURL(ConvertToURL(target), stored())
  doc.close(True)
End Sub
Sub Protect(source As String, target As String, filter As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim stored(1) As New com.sun.star.beans.PropertyValue
  Dim words(1) As New com.sun.star.beans.NamedValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  stored(0).Name = "FilterName" : stored(0).Value = filter
  stored(1).Name = "Password" : stored(1).Value = "secret"
  If filter = "MS Word 2007 XML" Then
    words(0).Name = "CryptoType" : words(0).Value = "Standard"
    words(1).Name = "OOXPassword" : words(1).Value = "secret"
    stored(1).Name = "EncryptionData" : stored(1).Value = words()
  End If
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  doc.storeToURL(ConvertToURL(target), stored())
  doc.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def decided_in_libreoffice(path: Path, command: str) -> Path:
    """The Word file after ``AcceptAllTrackedChanges`` or ``RejectAllTrackedChanges`` of LibreOffice's menu, saved by it."""
    return _run_macro("Decide", path, path.with_name(f"{path.stem}-{command}.docx"), command)


def protected_by_libreoffice(path: Path, target: Path, filter_name: str) -> Path:
    """The file as LibreOffice saves it with a password."""
    return _run_macro("Protect", path, target, filter_name)


def _run_macro(name: str, path: Path, target: Path, argument: str) -> Path:
    office = _soffice(path.parent)
    library = path.parent / "profile" / "user" / "basic" / "Standard"
    if not library.exists():  # LibreOffice writes its own over what is there before it has started once
        subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    (library / "Module1.xba").write_text(_MACRO)
    (library / "script.xlb").write_text(_LIBRARY)
    macro = f'macro:///Standard.Module1.{name}("{path}", "{target}", "{argument}")'
    # LibreOffice 7.4 now and then aborts when it ends, after it has saved the file.
    done = subprocess.run([*office, macro], check=False, capture_output=True, timeout=180)
    assert target.exists(), f"LibreOffice has run the macro: {done}"
    return target


def text_in_libreoffice(path: Path) -> str:
    """What LibreOffice takes for the text of the file."""
    return convert(path, "txt", ":Text (encoded):UTF8").read_text(encoding="utf-8-sig")
