"""The chain of seals: what was recorded is sealed soon after, and shows whether it is still there as it was.

A worker gives each new row of the tables that decide (``in_chain``) a link: the hash of the row, and a code
over that hash and the link before it. The code needs a key that stands outside the database (``SEAL_KEY``).
So somebody who has the database can change or delete a row, with its events and its link, but can't make the
chain fit again. That links at the end are missing, the file ``SEALS_HEAD`` tells, which keeps the newest one.

Where an erasure takes texts out, the rows get a later link over what is left, which takes the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.utils import timezone

from accounts.kept.append_only import append_only_models
from accounts.kept.stored_values import as_json
from accounts.models import SealedRow, Unlocked

#: Rows that are sealed in one transaction, links that are checked at once.
_BATCH = 500
#: Ids are given out before their transactions end: so many below the newest sealed one are looked at again.
_LATE = 5_000


class ChainFaultKind(StrEnum):
    """What does not agree."""

    CHANGED = "changed"
    GONE = "gone"
    #: A link is missing or was not made with the key.
    BROKEN = "broken"
    #: The newest links are gone.
    CUT_OFF = "cut-off"
    #: The door for erasures stands open.
    UNLOCKED = "unlocked"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """What is wrong, with which row of which model ("app.model"); with a link, ``row`` is its number."""

    kind: ChainFaultKind
    model: str = ""
    row: int = 0


def models_in_chain() -> dict[str, type[Model]]:
    """Label → model, of all whose rows are sealed."""
    return {model._meta.label_lower: model for model in append_only_models() if model.in_chain}


def seal_new(*, all_rows: bool = False) -> int:
    """Seal what was recorded since the last time; returns how many rows. ``all_rows``: look at every one."""
    sealed = sum(_seal_model(label, model, all_rows) for label, model in models_in_chain().items())
    if sealed:
        _remember_head()
    return sealed


def seal_again(model: type[Model], ids: Iterable[int]) -> None:
    """Seal rows anew that an erasure has changed or deleted, in its transaction."""
    label = model._meta.label_lower
    if label not in models_in_chain():
        return
    known = SealedRow.objects.filter(table=label, row__in=list(ids)).values_list("row", flat=True)
    _append(label, model, sorted(set(known)))


def chain_faults(looked_at: Callable[[int], None] = lambda links: None) -> Iterator[ChainFault]:
    """Everything that does not agree, link after link. ``looked_at`` is told how many were looked at."""
    previous, expected = "", 1
    links = SealedRow.objects.order_by("number").iterator(chunk_size=_BATCH)
    while batch := list(islice(links, _BATCH)):
        for link in batch:
            if link.number != expected or not hmac.compare_digest(link.mac, _mac(previous, link)):
                yield ChainFault(ChainFaultKind.BROKEN, row=expected)
            previous, expected = link.mac, link.number + 1
        yield from _row_faults(batch)
        looked_at(len(batch))
    if not _reaches_head():
        yield ChainFault(ChainFaultKind.CUT_OFF)
    if Unlocked.objects.exists():
        yield ChainFault(ChainFaultKind.UNLOCKED)


def start_head_anew() -> None:
    """Take the database's chain as it is: after a restore it ends earlier, and that is meant."""
    if settings.SEALS_HEAD is not None:
        with suppress(OSError):
            settings.SEALS_HEAD.unlink(missing_ok=True)
    _remember_head()


def _seal_model(label: str, model: type[Model], all_rows: bool) -> int:
    links = SealedRow.objects.filter(table=label)
    rows: QuerySet[Any] = QuerySet(model)
    if not all_rows and (newest := links.aggregate(newest=Max("row"))["newest"]):
        rows = rows.filter(pk__gt=newest - _LATE)
    waiting = rows.filter(~Exists(links.filter(row=OuterRef("pk")))).order_by("pk")
    count = 0
    while ids := list(waiting.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            _append(label, model, ids)
        count += len(ids)
    return count


def _append(label: str, model: type[Model], ids: Sequence[int]) -> None:
    """Links for rows as they are now; "" is the hash of one that is gone."""
    # Whoever appends locks the first link, so that there is one chain; the very first needs no lock.
    list(SealedRow.objects.select_for_update().filter(number=1))
    last = SealedRow.objects.order_by("-number").first()
    number, previous = (last.number, last.mac) if last else (0, "")
    columns = [str(field.attname) for field in model._meta.concrete_fields]
    contents = _contents(model, ids)
    links, now = [], timezone.now()
    for pk in ids:
        number += 1
        link = SealedRow(number=number, table=label, row=pk, columns=",".join(columns), at=now)
        link.content = _hash(contents[pk], columns) if pk in contents else ""
        previous = link.mac = _mac(previous, link)
        links.append(link)
    SealedRow.objects.bulk_create(links)


def _row_faults(links: Sequence[SealedRow]) -> Iterator[ChainFault]:
    """Rows that are not what their newest link says."""
    for label, model in models_in_chain().items():
        of_table = [link for link in links if link.table == label]
        ids = [link.row for link in of_table]
        newest = (
            SealedRow.objects.filter(table=label, row__in=ids).values("row").annotate(at_last=Max("number"))
        )
        last = {found["row"]: found["at_last"] for found in newest}
        contents = _contents(model, ids)
        for link in of_table:
            if link.number != last[link.row]:
                continue
            content = contents.get(link.row)
            if content is None and link.content:
                yield ChainFault(ChainFaultKind.GONE, label, link.row)
            elif content is not None and _hash(content, link.columns.split(",")) != link.content:
                yield ChainFault(ChainFaultKind.CHANGED, label, link.row)


def _contents(model: type[Model], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Id → {column: value as JSON takes it} of the rows that are there."""
    fields = {str(field.attname): field for field in model._meta.concrete_fields}
    rows: QuerySet[Any, Any] = QuerySet(model).filter(pk__in=ids)
    return {
        row[model._meta.pk.attname]: {name: as_json(fields[name], value) for name, value in row.items()}
        for row in rows.values(*fields)
    }


def _hash(content: dict[str, Any], columns: Sequence[str]) -> str:
    """Of the columns that there were when it was sealed: a later version may have more."""
    return hashlib.sha256(_text([content.get(name) for name in columns])).hexdigest()


def _mac(previous: str, link: SealedRow) -> str:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [previous, link.number, link.table, link.row, link.columns, link.content, at]
    return hmac.new(settings.SEAL_KEY.encode(), b"seal\n" + _text(said), hashlib.sha256).hexdigest()


def _text(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _remember_head() -> None:
    """Keep the newest link outside the database."""
    last = SealedRow.objects.order_by("-number").first()
    if last is None or settings.SEALS_HEAD is None:
        return
    partial = settings.SEALS_HEAD.with_suffix(".part")
    with suppress(OSError):
        partial.write_text(f"{last.number} {last.mac}", encoding="ascii")
        partial.replace(settings.SEALS_HEAD)


def _reaches_head() -> bool:
    """Whether the newest link that this machine has ever seen is still there."""
    if settings.SEALS_HEAD is None:
        return True
    try:
        number, mac = settings.SEALS_HEAD.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return True
    return SealedRow.objects.filter(number=int(number), mac=mac).exists()
