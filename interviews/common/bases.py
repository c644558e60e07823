"""What the results of interviews rest on, and whether they are others than when they were decided on.

Reads past what a person may see: to be asked only about interviews they are not blind in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Max

from interviews.common.rules.resting import is_outdated
from interviews.models import Consensus, Decision, Scorecard

#: {"scorecards": [[id, newest version], …], "consensus": [[question, row], …]}
Basis = dict[str, list[list[int | None]]]


def current_bases(interview_ids: Collection[int]) -> dict[int, Basis]:
    """Interview id → which records its result rests on now. Two queries."""
    bases: dict[int, Basis] = {pk: {"scorecards": [], "consensus": []} for pk in interview_ids}
    submitted = Scorecard.objects.filter(
        member__interview__in=interview_ids, status=Scorecard.Status.SUBMITTED
    )
    numbered = submitted.annotate(version=Max("versions__number")).order_by("pk")
    for interview, card, version in numbered.values_list("member__interview", "pk", "version"):
        bases[interview]["scorecards"].append([card, version])
    newest: defaultdict[int, dict[int, tuple[int, bool]]] = defaultdict(dict)
    agreed = Consensus.objects.filter(interview__in=interview_ids).order_by("item__position", "pk")
    for interview, item, row, rating in agreed.values_list("interview", "item", "pk", "rating"):
        newest[interview][item] = (row, rating is not None)
    for interview, by_item in newest.items():
        bases[interview]["consensus"] = [[item, row] for item, (row, counts) in by_item.items() if counts]
    return bases


def changed_since_decided(interview_ids: Iterable[int]) -> set[int]:
    """Of these interviews (ids) those whose result is another than the decision in force rests on."""
    rests_on: dict[int, Any] = {}
    ids = list(interview_ids)
    if not ids:
        return set()
    decisions = Decision.objects.filter(interview__in=ids).counting().order_by("number")
    for interview, basis in decisions.values_list("interview", "rests_on"):
        rests_on[interview] = basis
    if not rests_on:
        return set()
    now = current_bases(rests_on.keys())
    return {interview for interview, basis in rests_on.items() if is_outdated(basis, now[interview])}
