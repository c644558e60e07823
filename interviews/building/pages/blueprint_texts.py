"""What a blueprint's wishes, and what stands in their way, are called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.spacing import join_sentences
from interviews.blueprint import UnmetWish, Wish, Wishes
from qbank.models import Kind


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id: of categories, competencies, and codes of questions."""

    categories: Mapping[int, str]
    competencies: Mapping[int, str]
    codes: Mapping[int, str]


def wish_text(wish: Wish, wishes: Wishes, names: Names) -> str:
    """The wish, as a person would say it."""
    match wish.name:
        case "category":
            return _("%(number)d from “%(category)s”") % {
                "number": wishes.per_category.get(int(wish.about or 0), 0),
                "category": names.categories.get(int(wish.about or 0), "?"),
            }
        case "kind":
            number = wishes.kinds.get(str(wish.about), 0)
            return _("at least %(number)d of the kind “%(kind)s”") % {
                "number": number,
                "kind": dict(Kind.choices).get(str(wish.about), wish.about),
            }
        case "ladders":
            return _("at least %(number)d on a ladder") % {"number": wishes.ladders}
        case "competency":
            name = names.competencies.get(int(wish.about or 0), "?")
            return _("something about “%(name)s”") % {"name": name}
        case "total":
            return _("%(number)d questions in all") % {"number": wishes.total or 0}
        case "maximum":
            return _("at most %(number)d minutes") % {"number": wishes.maximum or 0}
        case "days":
            return _("nothing asked in the last %(number)d days") % {"number": wishes.days or 0}
        case "limit":
            return _("nothing used %(number)d times or more") % {"number": wishes.limit or 0}
        case "excluded":
            return _("none of the excluded questions")
    return _("%(code)s for certain") % {"code": names.codes.get(int(wish.about or 0), "?")}


def unmet_text(unmet: UnmetWish, wishes: Wishes, names: Names) -> str:
    """What is missing and what the bank has, in one or two sentences."""
    code = names.codes.get(int(unmet.wish.about), "?") if isinstance(unmet.wish.about, int) else "?"
    match unmet.wish.name:
        case "days":
            return _("%(code)s is fixed, though it was asked in the last %(number)d days.") % {
                "code": code,
                "number": wishes.days or 0,
            }
        case "limit":
            return _("%(code)s is fixed, though it was used %(number)d times.") % {
                "code": code,
                "number": unmet.got,
            }
        case "fixed":
            return _("%(code)s is fixed, but it isn't ready or has no rubric points: it doesn't count.") % {
                "code": code
            }
        case "maximum":
            return _("At most %(wanted)d minutes: the fixed questions alone take %(got)d.") % {
                "wanted": unmet.wanted,
                "got": unmet.got,
            }
    wish = wish_text(unmet.wish, wishes, names)
    if unmet.got > unmet.wanted:
        return _("Wanted: %(wish)s. The fixed questions are %(got)d.") % {"wish": wish, "got": unmet.got}
    number_found = (
        ngettext("%(got)d was found", "%(got)d were found", unmet.got) if unmet.got else _("none was found")
    )
    start = _("Wanted: %(wish)s; %(found)s.") % {"wish": wish, "found": number_found % {"got": unmet.got}}
    return f"{start} {_reason(unmet, wishes)}"


def _reason(unmet: UnmetWish, wishes: Wishes) -> str:
    if unmet.offered >= unmet.wanted:
        return _("The bank has enough of them; the other wishes leave no room.")
    if unmet.offered:
        has = _("The bank has only %(number)d that may be chosen.") % {"number": unmet.offered}
    else:
        has = _("The bank has none that may be chosen.")
    more = []
    if unmet.elsewhere:
        text = ngettext(
            "%(number)d is in a category you want nothing from.",
            "%(number)d are in categories you want nothing from.",
            unmet.elsewhere,
        )
        more.append(text % {"number": unmet.elsewhere})
    if unmet.held_back:
        more.append(_held_back_text(unmet.held_back, wishes))
    return join_sentences((has, *more))


def _held_back_text(number: int, wishes: Wishes) -> str:
    """Why so many more can't be chosen."""
    if wishes.days is not None and wishes.limit is None and not wishes.excluded:
        text = ngettext(
            "%(number)d more was asked in the last %(days)d days.",
            "%(number)d more were asked in the last %(days)d days.",
            number,
        )
    else:
        text = ngettext(
            "%(number)d more is kept out by your rules on use and exclusion.",
            "%(number)d more are kept out by your rules on use and exclusion.",
            number,
        )
    return text % {"number": number, "days": wishes.days or 0}
