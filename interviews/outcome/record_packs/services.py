"""Handing out the record pack of a candidate, and recognising it later by its hash."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import AuditEvent, User
from interviews.models import Candidate
from interviews.models.visibility import keeps_interviews
from interviews.outcome.record_packs.content import PACK, manifest_header, pack_entries_for, pack_rounds_for
from interviews.outcome.record_packs.file import write_pack

#: Bytes; a larger pack is written to the disk while it is made.
MEMORY_LIMIT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pack:
    """``file`` stands at its beginning; whoever takes it closes it. ``interviews``: ids of those in it."""

    file: IO[bytes]
    sha256: str
    interviews: tuple[int, ...]


@transaction.atomic
def create_pack(*, actor: User, candidate: Candidate) -> Pack:
    """Make the pack; the trail keeps its hash, what is in it, and what was left out.

    Raises PermissionDenied for anybody but HR.
    """
    if not keeps_interviews(actor) or not actor.has_perm("interviews.change_candidate"):
        raise PermissionDenied(_("HR keeps the records of candidates."))
    rounds = pack_rounds_for(candidate, actor)
    file = tempfile.SpooledTemporaryFile(max_size=MEMORY_LIMIT)  # noqa: SIM115 the answer closes it
    try:
        sha256 = write_pack(
            file, manifest_header(candidate, rounds), pack_entries_for(candidate, rounds, actor)
        )
    except BaseException:
        file.close()
        raise
    included = tuple(round_.interview.pk for round_ in rounds if not round_.withheld)
    after = {
        "sha256": sha256,
        "interviews": list(included),
        "left_out": [round_.interview.pk for round_ in rounds if round_.withheld],
    }
    record(actor=actor, action=PACK, target=candidate, after=after)
    file.seek(0)
    return Pack(file, sha256, included)


def pack_event_for(sha256: str) -> AuditEvent | None:
    """The event of the pack with this hash, the first if it was handed out several times."""
    events = AuditEvent.objects.filter(action=PACK).order_by("pk")
    return next((event for event in events if (event.after or {}).get("sha256") == sha256), None)
