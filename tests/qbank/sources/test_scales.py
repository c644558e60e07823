"""Rating scales and bands on their own pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import RatingScale
from qbank.sources.services.scales import SCALE_FIELDS, stored_bands
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def opened(client, scale):
    url = reverse("qbank:scale-edit", args=[scale.pk])
    page = client.get(url).content.decode()
    return url, next(form.as_shown for form in writing_forms(page, url) if "bands" in form.fields)


def test_hr_reads_them_and_administrators_change_them(hr, interviewer, admin):
    scale = factories.make_scale()
    page = hr.get(reverse("qbank:scale-list")).content.decode()
    assert scale.name in page
    assert reverse("qbank:scale-edit", args=[scale.pk]) not in page
    assert hr.post(reverse("qbank:scale-edit", args=[scale.pk])).status_code == 403
    assert interviewer.get(reverse("qbank:scale-list")).status_code == 404
    assert (
        reverse("qbank:scale-edit", args=[scale.pk])
        in admin.get(reverse("qbank:scale-list")).content.decode()
    )


def test_bands_are_lines_and_the_trail_says_what_changed(admin):
    scale = factories.make_scale()
    before = stored_bands(scale)
    url, data = opened(admin, scale)
    assert admin.post(url, data).status_code == 302
    assert stored_bands(scale) == before
    assert not AuditEvent.objects.filter(action="ratingscale.change").exists()
    lines = "及格 19\n优秀：27.5\n良 好 = 23"
    assert admin.post(url, opened(admin, scale)[1] | {"bands": lines}).status_code == 302
    assert stored_bands(scale) == [
        ("优秀", Decimal("27.50")),
        ("良 好", Decimal("23.00")),
        ("及格", Decimal("19.00")),
    ]
    event = AuditEvent.objects.get(action="ratingscale.change")
    assert event.after["bands"] == ["优秀 27.50", "良 好 23.00", "及格 19.00"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bands": "优秀"}, "is no band"),
        ({"bands": "优秀 1.2.3"}, "is no band"),
        ({"bands": "优秀 " + "9" * 30}, "is no band"),
        ({"bands": "x" * 41 + " 3"}, "is no band"),
        ({"bands": "优秀 27\n优秀 23"}, "a name and a bound of its own"),
        ({"bands": "优秀 27\n良好 27"}, "a name and a bound of its own"),
        ({"bands": "优秀 27", "lowest_band": "优秀"}, "a name and a bound of its own"),
        ({"bands": "优秀 99"}, "not above 30"),
        ({"bands": "优秀 0"}, "above 0"),
        ({"bands": "\n".join(f"b{n} {n}" for n in range(1, 25))}, "At most 20"),
        ({"maximum": "-1"}, "lies above the lowest"),
        ({"step": "0.7"}, "lead from the lowest"),
        ({"step": "NaN"}, "Enter a number"),
        ({"floor": "9"}, "like a rating"),
        ({"name": ""}, "required"),
    ],
)
def test_what_no_sheet_could_be_published_with_is_refused(admin, changes, said):
    scale = factories.make_scale()
    before = stored_bands(scale)
    url, data = opened(admin, scale)
    answer = admin.post(url, data | changes)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert stored_bands(scale) == before


def test_an_older_tab_overwrites_nobody(admin):
    scale = factories.make_scale()
    url, data = opened(admin, scale)
    admin.post(url, opened(admin, scale)[1] | {"bands": "优秀 29"})
    answer = admin.post(url, data | {"bands": "优秀 25"})
    assert [change.field.name for change in answer.context["form"].meanwhile] == ["bands"]
    assert stored_bands(scale) == [("优秀", Decimal("29.00"))]


def test_a_new_one_and_the_default(admin):
    first = factories.make_scale(is_default=True)
    values = {name: getattr(first, name) for name in SCALE_FIELDS}
    admin.post(reverse("qbank:scale-create"), values | {"name": "新量表", "bands": "优秀 27"})
    new = RatingScale.objects.get(name="新量表")
    assert not new.is_default
    admin.post(reverse("qbank:scale-default", args=[new.pk]))
    assert list(RatingScale.objects.filter(is_default=True)) == [new]


def test_the_queries_do_not_grow(hr, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        for _number in range(number):
            factories.make_scale()
        with django_assert_max_num_queries(20) as queries:
            hr.get(reverse("qbank:scale-list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
