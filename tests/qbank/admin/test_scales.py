"""Rating scales in the admin: one of them is always the default."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import RatingScale
from tests.factories import make_scale, make_user

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
