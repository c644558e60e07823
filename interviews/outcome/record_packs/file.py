"""The file format of a record pack: a zip whose manifest names every file with its size and hash. Pure.

The same content always gives the same bytes: files are stored as they are (no two zlibs compress alike), at
fixed times, in the order they come. So a pack can be written anew from what is in it and must come out byte
for byte; what that leaves open, an altered file with an altered manifest, the audit trail knows by the hash
of the whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

#: A file in a pack: its path and its content.
Entry = tuple[str, bytes]

FORMAT = 1
MANIFEST = "manifest.json"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
#: Bytes that a pack may unpack to: none of ours comes near it.
_LARGEST = 1 << 30
_UNREADABLE = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError),
    *(zlib.error, lzma.LZMAError),
)


class PackProblemKind(StrEnum):
    """What is wrong with a pack."""

    #: It is no zip file, or one that is damaged.
    UNREADABLE = "unreadable"
    #: It has no manifest, or one that can't be read.
    MANIFEST = "manifest"
    #: The manifest names a file that is not there.
    MISSING = "missing"
    #: There is a file the manifest does not name.
    UNKNOWN = "unknown"
    #: A file is not the one whose size and hash the manifest has.
    CHANGED = "changed"
    #: The files are right, but the zip file around them was written anew.
    WRAPPING = "wrapping"


@dataclass(frozen=True, slots=True)
class PackProblem:
    """What is wrong, with which file ("": the pack as a whole)."""

    kind: PackProblemKind
    path: str = ""


def write_pack(file: IO[bytes], about: Mapping[str, Any], entries: Iterable[tuple[str, bytes]]) -> str:
    """Write the pack into ``file`` and return the hash of the whole.

    ``about`` (JSON-ready) stands in the manifest beside the list of files. Raises ValueError for a path
    that comes twice.
    """
    start = file.tell()
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(file, "w") as package:
        for path, content in entries:
            if path == MANIFEST or path in package.NameToInfo:
                raise ValueError(f"The pack has a file {path} already.")
            package.writestr(_zip_info(path), content)
            listed.append({"path": path, "bytes": len(content), "sha256": sha256(content)})
        manifest = {"format": FORMAT, **about, "files": listed}
        package.writestr(_zip_info(MANIFEST), readable_json(manifest))
    file.seek(start)
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def check_pack(data: bytes) -> list[PackProblem]:
    """Everything that is wrong with a pack; never raises, whatever the bytes are. Empty: nothing is wrong."""
    entries = read_entries(data)
    if entries is None:
        return [PackProblem(PackProblemKind.UNREADABLE)]
    problems = check_files(entries)
    if not problems and _pack_bytes(entries) != data:
        problems.append(PackProblem(PackProblemKind.WRAPPING))
    return problems


def read_entries(data: bytes) -> list[Entry] | None:
    """What is in a zip file, however it is compressed; None when it can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [info for info in package.infolist() if not info.is_dir()]
            if sum(info.file_size for info in members) > _LARGEST:
                return None
            return [(info.filename, package.read(info)) for info in members]
    except _UNREADABLE:
        return None


def as_handed_out(entries: Sequence[Entry]) -> bytes:
    """The pack as it was before its files, which are all as the manifest has them, were packed anew."""
    files = dict(entries)
    order = [*(_files_of_manifest(files[MANIFEST]) or ()), MANIFEST]
    return _pack_bytes((path, files[path]) for path in order)


def check_files(entries: Sequence[Entry]) -> list[PackProblem]:
    """Every file that is not as the manifest has it, however they were packed: (path, content) of each."""
    twice = [path for path, count in Counter(path for path, _ in entries).items() if count > 1]
    files = dict(entries)
    listed = _files_of_manifest(files.pop(MANIFEST, b""))
    if listed is None:
        return [PackProblem(PackProblemKind.MANIFEST, MANIFEST)]
    problems = [PackProblem(PackProblemKind.MISSING, path) for path in listed if path not in files]
    problems += [PackProblem(PackProblemKind.UNKNOWN, path) for path in files if path not in listed]
    problems += [
        PackProblem(PackProblemKind.CHANGED, path)
        for path, content in files.items()
        if path in listed and listed[path] != (len(content), sha256(content))
    ]
    return problems + [PackProblem(PackProblemKind.UNKNOWN, path) for path in twice]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def readable_json(content: Any) -> bytes:
    """JSON to be read by people: indented, letters as they are."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def without_timestamps(package: bytes) -> bytes:
    """The zip file (a Word file is one) with fixed times: equal content gives equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(file, "w") as target:
        for info in source.infolist():
            target.writestr(_zip_info(info.filename), source.read(info))
    return file.getvalue()


def _zip_info(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _FIXED_TIME)
    # As on every system alike: made on Unix, readable by its owner.
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    return entry


def _pack_bytes(entries: Iterable[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for path, content in entries:
            package.writestr(_zip_info(path), content)
    return file.getvalue()


def _files_of_manifest(manifest: bytes) -> dict[str, tuple[int, str]] | None:
    """Path → (size in bytes, hash) as the manifest says; None when it can't be read as a manifest."""
    try:
        files = json.loads(manifest)["files"]
        return {str(file["path"]): (file["bytes"], file["sha256"]) for file in files}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
