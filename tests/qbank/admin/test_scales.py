"""Rating scales in the admin: one of them is always the default."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import RatingScale
from tests.factories import make_scale, make_user
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db


def place(page, *args):
    return reverse(f"admin:qbank_ratingscale_{page}", args=args)


def test_the_default_is_handed_on_and_never_lost(admin, hr, client_for):
    first = make_scale()
    second = make_scale(name="另一个", is_default=False)
    assert "One has to be the default" in admin.get(place("change", first.pk)).content.decode()
    assert 'name="is_default"' not in admin.get(place("change", first.pk)).content.decode()
    act = place("act", second.pk, "make-default")
    assert act in admin.get(place("change", second.pk)).content.decode()
    assert hr.post(act).status_code == 403
    assert admin.post(act).status_code == 302
    assert RatingScale.objects.get(is_default=True) == second
    events = AuditEvent.objects.filter(action="ratingscale.change", actor=admin.user)
    assert {event.object_id: event.after for event in events} == {
        str(first.pk): {"is_default": False},
        str(second.pk): {"is_default": True},
    }
    root = client_for(user=make_user(None, is_superuser=True))
    second.bands.all().delete()
    kept = root.post(place("delete", second.pk), {"post": "yes"})
    assert "One has to be the default" in kept.content.decode()
    assert RatingScale.objects.filter(is_default=True).exists()


@pytest.mark.parametrize(
    ("name", "lower", "sentence"),
    [
        ("不合格", "27", "Each band has a name and a bound of its own."),
        ("优秀", "31", "A band opens above 0 and not above 30"),
    ],
)
def test_a_band_that_the_site_refuses_is_refused_here(admin, name, lower, sentence):
    scale = make_scale()
    page = admin.get(place("change", scale.pk))
    form = next(form for form in writing_forms(page.text, place("change", scale.pk)) if "name" in form.fields)
    highest = next(key for key, value in form.as_shown.items() if key.endswith("-name") and value == ["优秀"])
    typed = {highest: name, highest.replace("-name", "-lower"): lower}
    answer = replace(form, fields=form.as_shown).send(admin, **typed)
    assert answer.status_code == 200 and sentence in answer.text
    assert scale.bands.filter(name="优秀", lower=27).exists()
