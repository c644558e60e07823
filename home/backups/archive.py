"""The file of a backup: a zip with one file of JSON lines for each table, and a manifest. Pure.

``manifest.json`` says what the content is and nothing else: the same content has the same manifest, whichever
database it comes from. ``about.json`` says when and where the file was made, and which ids had been given
out by then.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any

FORMAT = 1
MANIFEST, ABOUT = "manifest.json", "about.json"

Row = list[Any]


class ArchiveError(Exception):
    """The file is no backup, or a damaged one."""


@dataclass(frozen=True, slots=True)
class TableDigest:
    """A table's content in short."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup holds. ``migrations``: app → the last migration of the version that wrote it."""

    migrations: dict[str, str]
    tables: dict[str, TableDigest] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


class Digest:
    """Counts and hashes rows as they pass. The order of a JSON object's keys makes no difference: PostgreSQL
    keeps none."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, row: Row) -> None:
        self.rows += 1
        self._hash.update(_line(row, sort_keys=True))

    def result(self, columns: list[str]) -> TableDigest:
        return TableDigest(columns, self.rows, self._hash.hexdigest())


class ArchiveWriter:
    """Writes the tables one after the other, then the manifest; never more than a row in memory."""

    def __init__(self, file: IO[bytes], migrations: dict[str, str]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.manifest = Manifest(migrations)

    def add_table(self, name: str, columns: list[str], rows: Iterable[Row]) -> None:
        digest = Digest()
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for row in rows:
                member.write(_line(row))
                digest.add(row)
        self.manifest.tables[name] = digest.result(columns)

    def finish(self, about: dict[str, Any]) -> None:
        self._zip.writestr(MANIFEST, self.manifest.text())
        self._zip.writestr(ABOUT, json.dumps(about, indent=1, sort_keys=True) + "\n")
        self._zip.close()


class ArchiveReader:
    """Reads a backup. Raises ArchiveError, here and while rows are read, for a damaged file."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            content = json.loads(self._zip.read(MANIFEST))
            self._last_ids: dict[str, int] = dict(json.loads(self._zip.read(ABOUT))["last_ids"])
            tables = {name: TableDigest(**table) for name, table in content["tables"].items()}
            self.manifest = Manifest(content["migrations"], tables, content["format"])
        except (*_DAMAGED, KeyError, TypeError, AttributeError) as error:
            raise ArchiveError from error

    def last_id(self, name: str) -> int:
        """The highest id the database had given out in a table that it numbers itself."""
        return int(self._last_ids.get(name, 0))

    def rows(self, name: str) -> Iterator[tuple[Row, int]]:
        """The table's rows, each with its size in bytes."""
        try:
            with self._zip.open(_member(name)) as member:
                for line in member:
                    yield json.loads(line), len(line)
        except (*_DAMAGED, KeyError) as error:
            raise ArchiveError from error


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _line(row: Row, *, sort_keys: bool = False) -> bytes:
    # ASCII: a half of a surrogate pair, which JSON may hold, has no bytes of its own.
    return json.dumps(row, separators=(",", ":"), sort_keys=sort_keys).encode("ascii") + b"\n"
