"""Zip files of documents (Word, OpenDocument): reading parts with limits, writing back only the parts that changed.

A part that did not change keeps its very bytes in the file, compressed as they were, with its name, date and flags; only
the places in the directory at the end move.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from cleanup.errors import InputError

MAX_PART = 300_000_000  # bytes of one part when unpacked; the longest novels have a hundredth
MAX_RATIO = 400  # XML packs to a tenth or so; a bomb to a thousandth
_SMALL = 10_000_000  # below this the ratio does not matter

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF_8 = 0x800  # the flag for a name in UTF-8


class Package:
    """A zip file in memory. Raises InputError, with ``path`` and ``kind`` ("a Word file") in it, for what cannot be read."""

    def __init__(self, raw: bytes, path: str, kind: str) -> None:
        self.raw, self.path, self.kind = raw, path, kind
        if raw.startswith(_OLE):
            if _ENCRYPTED in raw:
                raise self.error("is protected with a password; remove the protection first")
            raise self.error("is in an old binary format (.doc and the like); save it in a current one")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
            raise self.error(f"is not {kind}: its zip archive is broken or cut off ({error})") from None
        self.names = {info.filename: info for info in self._zip.infolist()}

    def error(self, message: str) -> InputError:
        """An error about this file."""
        return InputError(f"{self.path}: the file {message}")

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        info = self.names.get(name)
        if info is None:
            raise self.error(f"is not {self.kind}: it has no part {name}")
        if info.flag_bits & 1:
            raise self.error("is protected with a password; remove the protection first")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(min(MAX_PART, max(_SMALL, MAX_RATIO * info.compress_size)) + 1)
                if len(content) > MAX_PART or stream.read(1):
                    raise self.error(
                        f"is refused: its part {name} unpacks to far more than any text needs (a zip bomb?)"
                    )
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            struct.error,
        ) as error:
            raise self.error(f"is broken: its part {name} cannot be unpacked ({error})") from None
        return content

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with these parts in the place of those of the same name; parts with new names come last."""
        if not changed:
            return self.raw
        out = io.BytesIO()
        records = []
        infos = sorted(self._zip.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), self._zip.start_dir]
        for info, end in zip(infos, ends, strict=True):
            offset = out.tell()
            if info.filename in changed:
                size, packed = _write_part(out, info, changed[info.filename])
                records.append(_record(info, offset, changed[info.filename], size, packed=packed))
            else:
                out.write(self.raw[info.header_offset : end])
                records.append(_record(info, offset))
        for name in changed.keys() - self.names.keys():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # no clock: the same input gives the same bytes
            info.compress_type = zipfile.ZIP_DEFLATED
            offset = out.tell()
            size, packed = _write_part(out, info, changed[name])
            records.append(_record(info, offset, changed[name], size, packed=packed))
        start = out.tell()
        out.write(b"".join(records))
        comment = self._zip.comment
        out.write(
            _END.pack(b"PK\5\6", 0, 0, len(records), len(records), out.tell() - start, start, len(comment)) + comment
        )
        return out.getvalue()


def _write_part(out: io.BytesIO, info: zipfile.ZipInfo, content: bytes) -> tuple[int, bool]:
    """Write a local header and the content, packed unless the old part was stored; returns the size as written."""
    packed = info.compress_type != zipfile.ZIP_STORED
    data = content
    if packed:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        data = packer.compress(content) + packer.flush()
    name, flags = _name(info)
    out.write(
        _LOCAL.pack(
            b"PK\3\4", 20, flags, 8 * packed, *_time(info), zlib.crc32(content), len(data), len(content), len(name), 0
        )
    )
    out.write(name + data)
    return len(data), packed


def _record(
    info: zipfile.ZipInfo, offset: int, content: bytes | None = None, size: int = 0, *, packed: bool = True
) -> bytes:
    """An entry of the directory; without ``content``, that of a part that was not changed."""
    name, flags = _name(info)
    if content is None:
        size, flags = info.compress_size, info.flag_bits
        method, crc, full = info.compress_type, info.CRC, info.file_size
    else:
        method, crc, full = 8 * packed, zlib.crc32(content), len(content)
    # Extra fields go with the part that they describe; of a changed one they could be wrong.
    extra = info.extra if content is None else b""
    return (
        _CENTRAL.pack(
            b"PK\1\2", info.create_version | info.create_system << 8, info.extract_version, flags, method, *_time(info),
            crc, size, full, len(name), len(extra), len(info.comment), 0, info.internal_attr, info.external_attr, offset,
        )
        + name + extra + info.comment
    )  # fmt: skip


def _name(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    """The name's bytes as the file has them, and the flag that says which encoding they are in."""
    if info.flag_bits & _UTF_8:
        return info.orig_filename.encode("utf-8"), _UTF_8
    return info.orig_filename.encode("cp437"), 0  # as zipfile reads them


def _time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
