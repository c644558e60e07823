"""Tags given to candidates and taken from them, one by one or many: the only place that writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record_each
from accounts.models import User
from common.finding.tags import LONGEST, MOST, tags_in
from interviews.models import Candidate, CandidateTag, CandidateTagging

TAG = "candidate.tag"


def check_may_tag(actor: User) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not (actor.is_active and actor.has_perm("interviews.change_candidate")):
        raise PermissionDenied(_("HR gives candidates tags."))


def read_tags(text: str) -> dict[str, str]:
    """Key → tag of what was typed. Raises ValidationError for one that is too long."""
    tags = tags_in(text)
    if too_long := [word for key, word in tags.items() if max(len(key), len(word)) > LONGEST]:
        raise ValidationError(
            _("“%(word)s …” is too long for a tag: at most %(most)s characters.")
            % {"word": too_long[0][:20], "most": LONGEST}
        )
    return tags


@transaction.atomic
def change_tags(
    *, actor: User, candidates: Collection[int], add: str = "", remove: Collection[int] = ()
) -> int:
    """Give candidates (by id) the tags typed in ``add`` and take those of the ids in ``remove``; returns how
    many candidates that changed. Who was erased is left out. As many queries for one as for hundreds.

    Raises PermissionDenied for anybody but HR, ValidationError for a tag that is too long and for too many.
    """
    check_may_tag(actor)
    wanted = read_tags(add)
    people = {
        candidate.pk: candidate
        for candidate in Candidate.objects.select_for_update(of=("self",))
        .filter(pk__in=candidates, erased_at__isnull=True)
        .order_by("pk")
    }
    rows = CandidateTagging.objects.visible_to(actor).filter(candidate__in=people, tag__in=list(remove))
    removed: dict[int, list[int]] = defaultdict(list)
    for pk, tag in rows.order_by("pk").values_list("candidate", "tag"):
        removed[pk].append(tag)
    rows.delete()
    added = _give(actor, list(people), wanted)
    # Not the words: more people read the trail, and it must be possible to erase them.
    changed = [pk for pk in people if removed[pk] or added[pk]]
    record_each(
        actor=actor,
        action=TAG,
        targets=[(people[pk], {"tags": sorted(removed[pk])}, {"tags": sorted(added[pk])}) for pk in changed],
    )
    return len(changed)


def _give(actor: User, ids: list[int], wanted: dict[str, str]) -> dict[int, list[int]]:
    """Candidate → tags that are new to them."""
    added: dict[int, list[int]] = defaultdict(list)
    if not wanted:
        return added
    new_tags = [CandidateTag(name=word, key=key) for key, word in wanted.items()]
    CandidateTag.objects.bulk_create(new_tags, ignore_conflicts=True)
    # Locked: an erasure may be about to delete one that nobody has.
    rows = CandidateTag.objects.select_for_update().filter(key__in=wanted).order_by("pk")
    tags = list(rows.values_list("pk", flat=True))
    known: dict[int, set[int]] = defaultdict(set)
    for pk, tag in CandidateTagging.objects.filter(candidate__in=ids).values_list("candidate", "tag"):
        known[pk].add(tag)
    for pk in ids:
        if len(known[pk] | set(tags)) > MOST:
            raise ValidationError(_("A candidate has at most %(most)s tags.") % {"most": MOST})
        added[pk] = [tag for tag in tags if tag not in known[pk]]
    CandidateTagging.objects.bulk_create(
        [CandidateTagging(candidate_id=pk, tag_id=tag, by=actor) for pk in ids for tag in added[pk]],
        batch_size=500,
    )
    return added


def delete_unused_tags() -> None:
    """Delete the tags that nobody has: their names may tell of somebody who is to be forgotten."""
    CandidateTag.objects.filter(taggings__isnull=True).delete()
