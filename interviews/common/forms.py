"""Form fields that choose people, and the form that asks for a reason."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.finding.choices import SearchedChoiceField, SearchedChoicesField
from common.finding.names import nearest_first
from common.folding import terms_of
from interviews.models import Candidate, Interview, PanelMember, Position, ScoresSeen

MODEL_BACKEND = "accounts.backends.OneQueryBackend"


def panel_choices(interview: Interview | None = None) -> QuerySet[User]:
    """Active people whose role lets them sit on a panel, and whoever sits on this one already."""
    eligible = User.objects.with_perm("interviews.view_interview", backend=MODEL_BACKEND)
    chosen = Q(pk__in=eligible.values("pk"))
    if interview is not None:
        chosen |= Q(Exists(PanelMember.objects.filter(interview=interview, user=OuterRef("pk"))))
        read = ScoresSeen.objects.filter(interview=interview, person=OuterRef("pk"))
        return User.objects.filter(chosen).annotate(read_scores=Exists(read))
    return User.objects.filter(chosen)


def _label(user: User) -> str:
    """Names need not be unique: the user name tells two people apart. Who has read scores of the interview is
    not offered without a word."""
    label = gettext("%(name)s (%(username)s)") % {"name": user, "username": user.username}
    if not getattr(user, "read_scores", False):
        return label
    return gettext("%(person)s: has read scores") % {"person": label}


class _SearchesPeople:
    def search(self, rows: QuerySet[User], text: str) -> QuerySet[User]:
        return nearest_first(rows, text)

    def name_of(self, row: User) -> str:
        return str(row)

    def label_from_instance(self, obj: User) -> str:
        return _label(obj)


class PersonChoiceField(_SearchesPeople, SearchedChoiceField[User]):
    """Chooses a person; found by name and user name."""


class PeopleChoiceField(_SearchesPeople, SearchedChoicesField):
    """Chooses several people."""


class CandidateChoiceField(SearchedChoiceField[Candidate]):
    """Chooses a candidate; found by name, e-mail and phone."""

    def search(self, rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
        return nearest_first(rows, text)

    def label_from_instance(self, obj: Candidate) -> str:
        # People of the same name are told apart by how they are reached.
        return " · ".join(filter(None, [str(obj), str(obj.position), obj.phone or obj.email]))


class FoundByName:
    """For rows with a name of their own: every word that is typed stands in it."""

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        for term in terms_of(text):
            rows = rows.filter(name__icontains=term)
        return rows

    def name_of(self, row: Any) -> str:
        return str(row.name)


class PositionChoiceField(FoundByName, SearchedChoiceField[Position]):
    """Chooses a position; found by its name. The form that shows it calls :func:`offer_positions`."""

    def label_from_instance(self, obj: Position) -> str:
        return str(obj)


def offer_positions(form: forms.BaseForm, name: str, positions: QuerySet[Position] | None = None) -> None:
    """Say between which positions the field of this name chooses: closed ones too without ``positions``."""
    address = reverse("interviews:choose-position")
    field = choice_field(form, name)
    field.queryset = Position.objects.all() if positions is None else positions
    ask_at(form, name, f"{address}?closed=1" if positions is None else address)


def choice_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField[Any]:
    """The field of this name, known to be one that chooses a row."""
    return cast("forms.ModelChoiceField[Any]", form.fields[name])


def ask_at(form: forms.BaseForm, name: str, address: str) -> None:
    """Say which address finds more choices for the field of this name, one of ``common.finding.choices``."""
    cast("SearchedChoiceField[Any]", form.fields[name]).ask_at(address)


class AdmissionField(forms.CharField):
    """Asks why somebody who has read scores is seated all the same."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Why they sit on the panel although they have read scores"))
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=500, **options)

    def concerns(self, people: QuerySet[User]) -> bool:
        """Name those of ``people`` it is needed for; False: it is needed for nobody."""
        readers = [str(person) for person in people if getattr(person, "read_scores", False)]
        names = pgettext("between names", ", ").join(readers)
        self.help_text = gettext("Only needed for %(names)s. The report says so.") % {"names": names}
        return bool(readers)


class ConfirmedInput(forms.CheckboxInput):
    """A tick that says for what it was given: given for one thing, it doesn't stand for another."""

    def __init__(self, meant: str) -> None:
        super().__init__(check_test=lambda value: value == meant)
        self.meant = meant

    def format_value(self, value: Any) -> str:
        return self.meant

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class ReasonForm(forms.Form):
    """Asks for the reason that an action needs."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
