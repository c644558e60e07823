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
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class PackProblemKind(StrEnum):
    """What is wrong with a pack."""

    #: It is no zip file, or one that is damaged.
    UNREADABLE = "unreadable"
    #: It has no manifest, or one that is none.
    MANIFEST = "manifest"
    #: The manifest names a file that is not there.
    MISSING = "missing"
    #: There is a file the manifest does not name.
    UNKNOWN = "unknown"
    #: A file is not the one whose size and hash the manifest has.
    CHANGED = "changed"
    #: The files are right, but the zip around them is not as it was written.
    WRAPPING = "wrapping"


@dataclass(frozen=True, slots=True)
class PackProblem:
    trouble: PackProblemKind
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
            package.writestr(_entry(path), content)
            listed.append({"path": path, "bytes": len(content), "sha256": sha256(content)})
        manifest = {"format": FORMAT, **about, "files": listed}
        package.writestr(_entry(MANIFEST), readable_json(manifest))
    file.seek(start)
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def check_pack(data: bytes) -> list[PackProblem]:
    """Everything that is wrong with a pack, whatever the bytes are; empty: nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if any(one.compress_type != zipfile.ZIP_STORED for one in package.infolist()):
                return [PackProblem(PackProblemKind.WRAPPING)]
            names = package.namelist()
            contents = [package.read(one) for one in package.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return [PackProblem(PackProblemKind.UNREADABLE)]
    files = dict(zip(names, contents, strict=True))
    listed = _listed(files.pop(MANIFEST, b""))
    if listed is None:
        return [PackProblem(PackProblemKind.MANIFEST, MANIFEST)]
    problems = [PackProblem(PackProblemKind.MISSING, path) for path in listed if path not in files]
    problems += [PackProblem(PackProblemKind.UNKNOWN, path) for path in files if path not in listed]
    problems += [
        PackProblem(PackProblemKind.CHANGED, path)
        for path, content in files.items()
        if path in listed and listed[path] != (len(content), sha256(content))
    ]
    if not problems and _wrapped(zip(names, contents, strict=True)) != data:
        problems.append(PackProblem(PackProblemKind.WRAPPING))
    return problems


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def readable_json(content: Any) -> bytes:
    """JSON to be read by people: indented, letters as they are."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def without_timestamps(package: bytes) -> bytes:
    """A zip file (a Word file is one) without the time it was made at."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(file, "w") as again:
        for one in made.infolist():
            again.writestr(_entry(one.filename), made.read(one))
    return file.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _LONG_AGO)
    # As on every system alike: made on Unix, readable by its owner.
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    return entry


def _wrapped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for path, content in entries:
            package.writestr(_entry(path), content)
    return file.getvalue()


def _listed(manifest: bytes) -> dict[str, tuple[int, str]] | None:
    """Path → (bytes, hash), as the manifest has it; None for what is no manifest."""
    try:
        read = json.loads(manifest)
        return {str(one["path"]): (one["bytes"], one["sha256"]) for one in read["files"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
