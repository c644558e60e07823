"""Each person reads times in their own zone; pages name it where it isn't the company's."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from common.time_zones import zone_keys, zone_label, zone_of
from interviews.planning.pages.calendars import feed_file
from tests import factories
from tests.forms import writing_forms
from tests.interviews.planning.mails.letters import composed, letter

pytestmark = pytest.mark.django_db

SETTINGS = reverse("accounts:settings")
#: 14:00 in Beijing, 01:00 in New York.
MOMENT = datetime(2099, 11, 20, 6, 0, tzinfo=UTC)
NEW_YORK = "America/New_York"


@pytest.fixture
def abroad(client_for):
    client = client_for()
    User.objects.filter(pk=client.user.pk).update(time_zone=NEW_YORK, email="abroad@example.com")
    client.user.refresh_from_db()
    return client


def test_names_of_zones():
    with translation.override("zh-hans"):
        assert zone_label(zone_of("Asia/Shanghai"), MOMENT) == "北京时间（UTC+08:00）"
    with translation.override("en"):
        assert zone_label(zone_of("Asia/Shanghai"), MOMENT) == "Beijing time (UTC+08:00)"
        assert zone_label(zone_of(NEW_YORK), MOMENT) == "New York time (UTC-05:00)"
        assert zone_label(zone_of("America/Bogota"), MOMENT) == "America/Bogota (UTC-05:00)"
    assert zone_of("") is zone_of("Mars/Olympus") is zone_of("../etc/passwd") is None
    assert "Asia/Shanghai" in zone_keys()


def test_a_person_chooses_their_zone_and_the_company_s_again(interviewer):
    page = interviewer.get(SETTINGS).content.decode()
    assert "Beijing time" in page and "Times are in your time zone" not in page
    assert interviewer.post(SETTINGS, {"time_zone": NEW_YORK}).status_code == 302
    assert User.objects.get(pk=interviewer.user.pk).time_zone == NEW_YORK
    assert "Times are in your time zone, New York time" in interviewer.get("/").content.decode()
    for wrong in ("Mars/Olympus", "x" * 500, "\0"):
        assert interviewer.post(SETTINGS, {"time_zone": wrong}).status_code == 200
    interviewer.post(SETTINGS, {"time_zone": ""})
    assert User.objects.get(pk=interviewer.user.pk).time_zone == ""
    assert "Times are in your time zone" not in interviewer.get("/").content.decode()


def test_pages_show_the_reader_s_time_and_name_it(abroad, client_for):
    interview = factories.make_interview(panel=[abroad.user], starts_at=MOMENT)
    page = reverse("interviews:interview-detail", args=[interview.pk])
    for address in (page, reverse("interviews:scorecard", args=[interview.pk]) + "?early=1"):
        text = abroad.get(address).content.decode()
        assert "01:00" in text and "14:00" not in text
        assert "New York time (UTC" in text and "The company’s is Beijing time (UTC+08:00)" in text
    assert "14:00" in client_for("hr").get(page).content.decode()
    # What held for one request holds for no other.
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"


def test_no_page_that_makes_its_own_body_forgets_the_zone():
    templates = [path for folder in settings.TEMPLATES[0]["DIRS"] for path in folder.rglob("*.html")]
    own_body = [path for path in templates if "{% block body %}" in path.read_text()]
    silent = {path.name for path in own_body if "components/time_zone.html" not in path.read_text()}
    # They show no time, and are there when nothing else works.
    assert silent == {"500.html", "503.html"}


def test_a_form_is_read_in_the_zone_it_names(client_for):
    hr = client_for("hr")
    User.objects.filter(pk=hr.user.pk).update(time_zone=NEW_YORK)
    interview = factories.make_interview(starts_at=MOMENT)
    edit = reverse("interviews:interview-edit", args=[interview.pk])
    page = hr.get(edit)
    assert 'value="2099-11-20T01:00"' in page.content.decode()
    assert "Time zone: New York time" in page.content.decode()


def test_what_is_handed_on_is_in_the_company_s_time(abroad):
    interview = factories.make_interview(panel=[abroad.user], starts_at=MOMENT)
    page = abroad.get(reverse("interviews:interview-print", args=[interview.pk])).content.decode()
    assert "14:00" in page and "01:00" not in page and "Times: Beijing time (UTC+08:00)" in page


def test_letters_and_calendars_name_the_reader_s_zone(abroad):
    interview = factories.make_interview(panel=[abroad.user], starts_at=MOMENT)
    abroad.user.language = "en"
    abroad.user.save()
    message = composed(letter(abroad.user, interview=interview))
    assert "01:00–02:00, New York time (UTC-05:00)" in message.body
    assert "New York time" in message.subject
    for name, content in (("file", message.attachments[0].get_payload(decode=True)),):
        lines = content.decode().replace("\r\n ", "")
        assert "DTSTART:20991120T060000Z" in lines, name
        assert "01:00–02:00\\, New York time (UTC-05:00)" in lines
        assert f"X-WR-TIMEZONE:{NEW_YORK}" in lines
    with timezone.override(abroad.user.zone):
        assert f"X-WR-TIMEZONE:{NEW_YORK}" in feed_file(abroad.user).decode()


def test_an_administrator_sets_it_for_somebody(admin):
    person = factories.make_user()
    address = reverse("admin:accounts_user_change", args=[person.pk])
    form = admin.get(address).context["adminform"].form
    assert form.fields["time_zone"].choices[0][0] == ""


def test_the_form_of_the_page_itself_saves_the_zone(client_for):
    """With what the page says it was opened on, as a browser sends it."""
    client = client_for("interviewer")
    page = client.get(SETTINGS).content.decode()
    form = next(form for form in writing_forms(page, SETTINGS) if "time_zone" in form.fields)
    assert form.send(client, time_zone="Europe/Berlin").status_code == 302
    client.user.refresh_from_db()
    assert client.user.time_zone == "Europe/Berlin"
