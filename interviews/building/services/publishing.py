"""Publishing: a question set becomes a sheet, a frozen copy that no later edit of the bank reaches."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.numbers import format_decimal
from interviews.access import check_may_publish
from interviews.building.services.approval_state import approval_of, approved_request
from interviews.building.services.order import lock_set
from interviews.common.rules.resting import is_outdated
from interviews.models import ApprovalRequest, QuestionSet, SetItem, Sheet, SheetItem, SheetPoint
from interviews.scoring import Band, Scale
from qbank.bankfile.file import point_to_data
from qbank.models import Question, RatingScale
from qbank.questions.company import lazy_company_name
from qbank.questions.rules.company_name import with_company, with_company_everywhere
from qbank.questions.services.asking import asking_problems
from qbank.questions.services.revisions import question_content, wording_sha256

#: What :func:`item_content` says besides weight and points.
_ITEM_FIELDS = (
    "position",
    "section",
    "code",
    "text",
    "wording_sha256",
    "category",
    "competencies",
    "kind",
    "rubric_kind",
    "difficulty",
    "probes",
    "answers",
    "minutes",
)


@dataclass(frozen=True, slots=True)
class PublishProblem:
    """Why a set can't be published. ``question`` is the one to look at, None when it is the set."""

    text: str
    question: Question | None = None


class PublishRefusedError(Exception):
    """The set can't be published as it stands; ``problems`` say why."""

    def __init__(self, problems: list[PublishProblem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


class SetChangedError(Exception):
    """The set or the bank changed after the person looked at the preview."""


@dataclass(frozen=True, slots=True)
class FrozenSheet:
    """A sheet with its items and their points: unsaved in a preview, stored once published."""

    sheet: Sheet
    items: list[tuple[SheetItem, list[SheetPoint]]]

    @property
    def text(self) -> str:
        """All that is copied, as one text; the version and who published are not part of it."""
        content = {
            "name": self.sheet.name,
            "planned_minutes": self.sheet.planned_minutes,
            "scale_name": self.sheet.scale_name,
            "scale": self.sheet.scale,
            "items": [item_content(item, points) for item, points in self.items],
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def load_set_items(question_set: QuestionSet) -> list[SetItem]:
    """The set's items in order, with all of each question that a sheet copies."""
    return list(_with_copied(question_set.items.all()))


def outdated_approvals(requests: Collection[ApprovalRequest]) -> set[int]:
    """Of these requests (their sets with their scales selected) the ids of those about another content than
    their set has now. A fixed number of queries."""
    if not requests:
        return set()
    items: defaultdict[int, list[SetItem]] = defaultdict(list)
    sets = [request.question_set for request in requests]
    prefetch_related_objects(sets, "scale__bands")
    for item in _with_copied(SetItem.objects.filter(question_set__in=sets)):
        items[item.question_set_id].append(item)
    company = lazy_company_name()
    return {
        request.pk
        for request in requests
        if is_outdated(
            request.sha256, _content_sha256(request.question_set, items[request.question_set_id], company)
        )
    }


def _content_sha256(question_set: QuestionSet, items: list[SetItem], company: object) -> str:
    """The hash of the sheet it would become; "" while its scale is unusable, so that there is none."""
    try:
        return freeze(question_set, items, company).sha256
    except ValueError:
        return ""


def _with_copied(items: QuerySet[SetItem]) -> QuerySet[SetItem]:
    return items.select_related("section", "question__category").prefetch_related(
        "question__answers", "question__points", "question__competencies"
    )


def publish_problems(question_set: QuestionSet, items: list[SetItem]) -> list[PublishProblem]:
    """Everything that stands in the way of publishing; what concerns the whole set comes first."""
    problems: list[PublishProblem] = []
    company = lazy_company_name()
    if question_set.archived:
        problems.append(PublishProblem(_("The set is archived: bring it back first.")))
    if not items:
        problems.append(PublishProblem(_("The set is empty: add at least one question from the bank.")))
    try:
        scoring_scale(question_set.scale)
    except ValueError:
        name = question_set.scale.name
        problems.append(
            PublishProblem(_("The rating scale “%(name)s” is not usable: choose another.") % {"name": name})
        )
    for item in items:
        problems.extend(PublishProblem(text, item.question) for text in asking_problems(item.question))
        problems.extend(_too_long(item.question, company))
    return problems


def _too_long(question: Question, company: object) -> Iterator[PublishProblem]:
    """Points that a sheet has no room for when the company's name stands in them."""
    longest = SheetPoint._meta.get_field("text").max_length or 0
    for point in question.points.all():
        if len(text := with_company(point.text, company)) > longest:
            yield PublishProblem(
                _("With the company’s name this point is too long, shorten it: %(text)s") % {"text": text},
                question,
            )


def scoring_scale(scale: RatingScale) -> Scale:
    """The rating scale as the scoring rules use it. Raises ValueError when they can't."""
    bands = sorted(scale.bands.all(), key=lambda band: band.lower, reverse=True)
    return Scale(
        minimum=scale.minimum,
        maximum=scale.maximum,
        step=scale.step,
        evidence_at_or_below=scale.evidence_at_or_below,
        evidence_from=scale.evidence_from,
        floor=scale.floor,
        band_base=scale.band_base,
        bands=tuple(Band(band.name, band.lower) for band in bands),
        lowest_band=scale.lowest_band,
    )


def freeze(question_set: QuestionSet, items: list[SetItem], company: object = None) -> FrozenSheet:
    """The copy that publishing would store, unsaved. Raises ValueError for an unusable scale.

    ``company``: its name, where many sets are frozen; by default it is asked for.
    """
    company = lazy_company_name() if company is None else company
    sheet = Sheet(
        question_set=question_set,
        name=question_set.name,
        planned_minutes=question_set.planned_minutes,
        scale_name=question_set.scale.name,
        scale=scoring_scale(question_set.scale).to_json(),
    )
    frozen = FrozenSheet(
        sheet, [_freeze_item(sheet, position, item, company) for position, item in enumerate(items, start=1)]
    )
    sheet.sha256 = frozen.sha256
    return frozen


def load_frozen(sheet: Sheet) -> FrozenSheet:
    """A published sheet with its rows. Its ``sha256`` equals the sheet's unless a row was tampered with."""
    items = sheet.items.prefetch_related("points")
    return FrozenSheet(sheet, [(item, list(item.points.all())) for item in items])


@transaction.atomic
def publish(*, actor: User, question_set: QuestionSet, seen_sha256: str | None = None) -> Sheet:
    """Store the next version of the set's sheet.

    ``seen_sha256`` is the hash of the preview the person agreed to. Raises PublishRefusedError with the
    reasons, also when nothing changed since the last version, SetChangedError when what would be
    published is not what was seen, and PermissionDenied for whoever may not publish it.
    """
    check_may_publish(actor, question_set)
    locked, items = lock_for_publishing(actor, question_set)
    if reasons := publish_problems(locked, items):
        raise PublishRefusedError(reasons)
    frozen = freeze(locked, items)
    if seen_sha256 is not None and seen_sha256 != frozen.sha256:
        raise SetChangedError
    if unchanged := unchanged_problem(locked.sheets.order_by("-version").first(), frozen):
        raise PublishRefusedError([unchanged])
    approval = approval_of(locked, frozen.sha256)
    if approval.missing:
        raise PublishRefusedError([PublishProblem(approval.sentence())])
    return _save_sheet(actor, frozen)


def lock_for_publishing(actor: User, question_set: QuestionSet) -> tuple[QuestionSet, list[SetItem]]:
    """The set and its items as they are now; nobody changes them, or their questions, until the transaction
    ends. Raises SetRefusedError when it was deleted or the actor may not change it."""
    locked = lock_set(question_set, actor=actor, allow_archived=True)
    # No question may change between copying its text and copying its points.
    list(Question.objects.select_for_update().filter(set_items__question_set=locked).order_by("pk"))
    return locked, load_set_items(locked)


def unchanged_problem(last: Sheet | None, frozen: FrozenSheet) -> PublishProblem | None:
    """The refusal of a version that would repeat the last one."""
    if last is None or last.sha256 != frozen.sha256:
        return None
    return PublishProblem(
        _("Nothing has changed since version %(version)s: there is nothing to publish.")
        % {"version": last.version}
    )


def _save_sheet(actor: User, frozen: FrozenSheet) -> Sheet:
    sheet = frozen.sheet
    newest = sheet.question_set.sheets.aggregate(newest=Max("version"))["newest"]
    sheet.version = (newest or 0) + 1
    sheet.published_by = actor
    sheet.save()
    SheetItem.objects.bulk_create([item for item, _points in frozen.items])
    SheetPoint.objects.bulk_create([point for _item, points in frozen.items for point in points])
    approved = approved_request(sheet.question_set, sheet.sha256)
    record(
        actor=actor,
        action="sheet.publish",
        target=sheet,
        after={
            "set": sheet.question_set.pk,
            "version": sheet.version,
            "sha256": sheet.sha256,
            "items": [item.code for item, _points in frozen.items],
            "approved_by": approved.answer.by_name if approved else "",
        },
    )
    return sheet


def _freeze_item(
    sheet: Sheet, position: int, item: SetItem, company: object
) -> tuple[SheetItem, list[SheetPoint]]:
    question = item.question
    content = question_content(question)
    frozen = SheetItem(
        sheet=sheet,
        question=question,
        position=position,
        section=item.section.title if item.section else "",
        code=question.code,
        text=with_company(question.text, company),
        short_title=question.short_title,
        wording_sha256=wording_sha256(content),
        category=content["category"],
        competencies=content["competencies"],
        kind=question.kind,
        rubric_kind=question.rubric_kind,
        difficulty=question.difficulty,
        probes=with_company_everywhere(content["probes"], company),
        answers=with_company_everywhere(content["answers"], company),
        weight=item.weight,
        minutes=item.minutes,
    )
    points = [
        SheetPoint(
            item=frozen,
            position=number,
            text=with_company(point.text, company),
            weight=point.weight,
            level=point.level,
            quote=with_company(point.quote, company),
            red_flag=point.red_flag,
        )
        for number, point in enumerate(question.points.all(), start=1)
    ]
    return frozen, points


def item_content(item: SheetItem, points: list[SheetPoint]) -> dict[str, Any]:
    """All that the hash covers of an item, as one JSON-ready value."""
    return {
        **{field: getattr(item, field) for field in _ITEM_FIELDS},
        # Hashes of sheets from before there were short titles stay as they are.
        **({"short_title": item.short_title} if item.short_title else {}),
        "weight": format_decimal(item.weight),
        "points": [{"position": point.position} | point_to_data(point) for point in points],
    }
