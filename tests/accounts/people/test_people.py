"""People, as administrators keep them on the site: found, invited by a link, changed, let back in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, PersonLink, User
from accounts.people.services import change_person, make_link, person_of, use_link
from common.models import SentForm
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db
PASSWORD = "ein-langes-wort-42"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def roles(*names):
    return list(Group.objects.filter(name__in=names))


def welcome(secret):
    return reverse("accounts:welcome", args=[secret])


def typed(**changes):
    words = {"name": "林若溪", "username": "lin", "new_password1": PASSWORD, "new_password2": PASSWORD}
    return words | changes


class TestTheList:
    def test_found_by_name_pinyin_role_and_state(self, admin):
        lin = factories.make_user("hr", name="林若溪", username="a1")
        gone = factories.make_user(name="王五", username="a2", is_active=False)

        def found(**query):
            page = admin.get(reverse("accounts:person-list"), query)
            return {person.pk for person in page.context["page_obj"]}

        assert found(q="linruoxi") == {lin.pk}
        assert found(role="hr") == {lin.pk}
        assert found(state="inactive") == {gone.pk}
        assert found(role="nonsense", state="x") >= {lin.pk, gone.pk}
        assert found(q="nobody at all") == set()

    def test_the_queries_do_not_grow(self, admin):
        counts = []
        for number in (1, 3):
            for person in [factories.make_user("hr") for _ in range(number)]:
                make_link(actor=admin.user, person=person)
            with CaptureQueriesContext(connection) as queries:
                admin.get(reverse("accounts:person-list"))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("role", ["hr", "interviewer", "panelist"])
    def test_others_find_no_people(self, client_for, role):
        person = factories.make_user()
        client = client_for(role)
        for name, args in (("list", []), ("invite", []), ("edit", [person.pk]), ("link", [person.pk])):
            address = reverse(f"accounts:person-{name}", args=args)
            assert {client.get(address).status_code, client.post(address).status_code} <= {403, 404, 405}
        assert not PersonLink.objects.exists()


class TestInviting:
    def invite(self, admin, **changes):
        data = {
            "name": "林若溪",
            "username": "lin",
            "email": "lin@example.com",
            "groups": [group.pk for group in roles("interviewer")],
        }
        return admin.post(reverse("accounts:person-invite"), data | changes, follow=True)

    def link_of(self, admin, person):
        page = admin.post(reverse("accounts:person-link", args=[person.pk]))
        return page.context["address"].removeprefix("http://testserver")

    def test_the_whole_way(self, admin, stranger):
        page = self.invite(admin)
        person = User.objects.get(username="lin")
        assert "One step is left" in page.content.decode()
        assert not person.has_usable_password()
        link = self.link_of(admin, person)
        assert stranger.get(link).status_code == 200
        answer = stranger.post(link, typed(username="ruoxi", name="林若溪（上海）"))
        assert answer.url == reverse("accounts:sign-in")
        person.refresh_from_db()
        assert (person.username, person.name) == ("ruoxi", "林若溪（上海）")
        assert person.check_password(PASSWORD)
        signed_in = stranger.post(answer.url, {"username": "ruoxi", "password": PASSWORD})
        assert signed_in.status_code == 302
        actions = list(AuditEvent.objects.order_by("pk").values_list("action", "actor_name"))
        assert actions[-3:] == [
            ("user.create", str(admin.user)),
            ("user.invite", str(admin.user)),
            ("user.set-password", "林若溪（上海）"),
        ]

    def test_a_link_opens_once(self, admin, stranger):
        person = factories.make_user()
        link = self.link_of(admin, person)
        stranger.post(link, typed())
        for answer in (stranger.get(link), stranger.post(link, typed(new_password1="other-word-77"))):
            assert answer.status_code == 404
            assert "holds no more" in answer.content.decode()
        person.refresh_from_db()
        assert person.check_password(PASSWORD)

    def test_of_two_at_once_the_second_finds_it_gone(self, admin):
        secret = make_link(actor=admin.user, person=factories.make_user())
        words = {"username": "a", "name": "b", "password": PASSWORD}
        assert use_link(secret=secret, **words)
        assert use_link(secret=secret, **words) is None

    def test_a_new_one_ends_the_old_and_time_ends_both(self, admin):
        person = factories.make_user()
        first = make_link(actor=admin.user, person=person)
        second = make_link(actor=admin.user, person=person)
        assert person_of(first) is None
        assert person_of(second) == person
        PersonLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert person_of(second) is None

    @pytest.mark.parametrize("secret", ["x", "A" * 5000, "' OR 1=1 --", "%00", "林若溪", "\ud800"])
    def test_a_wrong_secret_opens_nothing(self, stranger, admin, secret):
        make_link(actor=admin.user, person=factories.make_user())
        assert stranger.get(welcome(secret.encode(errors="replace").decode())).status_code == 404

    def test_the_secret_is_kept_nowhere(self, admin):
        person = factories.make_user()
        page = admin.get(reverse("accounts:person-edit", args=[person.pk]))
        form = next(
            form
            for form in writing_forms(page.content.decode(), page.request["PATH_INFO"])
            if form.action.endswith("/link/")
        )
        answer = form.send(admin)
        secret = answer.context["address"].rstrip("/").rpartition("/")[2]
        assert secret in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        rows = [*PersonLink.objects.values(), *AuditEvent.objects.values(), *SentForm.objects.values()]
        assert rows
        assert not any(secret in str(value) for row in rows for value in row.values())
        assert not SentForm.objects.filter(body__contains=secret.encode()).exists()
        assert secret not in admin.get(page.request["PATH_INFO"]).content.decode()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"groups": []}, "Choose a role"),
            ({"groups": ["9" * 30]}, "Select a valid choice"),
            ({"username": "两 个"}, "Enter a valid username"),
            ({"username": "taken"}, "already exists"),
            ({"name": ""}, "required"),
            ({"email": "no address"}, "valid email"),
        ],
    )
    def test_what_makes_no_sense_is_said(self, admin, changes, said):
        factories.make_user(username="taken")
        before = User.objects.count()
        assert said in self.invite(admin, **changes).content.decode()
        assert User.objects.count() == before

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"new_password2": "another-word-42"}, "match"),
            ({"new_password1": "1234", "new_password2": "1234"}, "too short"),
            ({"username": "TAKEN"}, "Somebody has this name already"),
            ({"username": ""}, "required"),
            ({"name": "x" * 81}, "80"),
        ],
    )
    def test_the_link_stays_good_until_all_is_right(self, admin, stranger, changes, said):
        factories.make_user(username="taken")
        link = self.link_of(admin, factories.make_user())
        assert said in stranger.post(link, typed(**changes)).content.decode()
        assert stranger.post(link, typed()).status_code == 302


class TestChanging:
    def change(self, actor, person, **changes):
        values = {"name": "甲", "email": "", "active": True, "roles": roles("hr")} | changes
        change_person(actor=actor, person=person, **values)

    def test_names_roles_and_who_may_sign_in(self, admin):
        person = factories.make_user("hr", name="甲")
        url = reverse("accounts:person-edit", args=[person.pk])
        page = admin.get(url)
        form = next(f for f in writing_forms(page.content.decode(), url) if "email" in f.fields)
        groups = [group.pk for group in roles("interviewer")]
        answer = admin.post(
            url, {**form.as_shown, "name": "乙", "groups": groups, "is_active": ""}, follow=True
        )
        assert "Saved." in answer.content.decode()
        person.refresh_from_db()
        assert (person.name, person.is_active) == ("乙", False)
        event = AuditEvent.objects.get(action="user.change")
        assert event.before | {"email": ""} == {"roles": ["hr"], "active": True, "name": "甲", "email": ""}
        assert event.after | {"email": ""} == {
            "roles": ["interviewer"],
            "active": False,
            "name": "乙",
            "email": "",
        }

    def test_who_is_deactivated_gets_in_by_no_link(self, admin):
        person = factories.make_user("hr")
        secret = make_link(actor=admin.user, person=person)
        self.change(admin.user, person, active=False)
        assert person_of(secret) is None
        page = admin.post(reverse("accounts:person-link", args=[person.pk]), follow=True)
        assert "may not sign in" in page.content.decode()
        assert not PersonLink.objects.exists()

    def test_somebody_always_manages_people(self, admin):
        url = reverse("accounts:person-edit", args=[admin.user.pk])
        page = admin.get(url)
        form = next(f for f in writing_forms(page.content.decode(), url) if "email" in f.fields)
        for changes in ({"is_active": ""}, {"groups": [group.pk for group in roles("hr")]}):
            answer = admin.post(url, {**form.as_shown, "name": "甲", **changes})
            assert "Nobody else is an administrator" in answer.content.decode()
        admin.user.refresh_from_db()
        assert admin.user.is_active
        assert admin.user.groups.get().name == "admin"

    def test_nobody_deactivates_themselves(self, admin):
        factories.make_user("admin")
        url = reverse("accounts:person-edit", args=[admin.user.pk])
        page = admin.get(url)
        form = next(f for f in writing_forms(page.content.decode(), url) if "email" in f.fields)
        answer = admin.post(url, {**form.as_shown, "name": "甲", "is_active": ""})
        assert "deactivate yourself" in answer.content.decode()

    def test_only_a_superuser_manages_a_superuser(self, admin):
        top = factories.make_user(None, is_superuser=True)
        with pytest.raises(PermissionDenied):
            make_link(actor=admin.user, person=top)
        with pytest.raises(PermissionDenied):
            self.change(admin.user, top, active=False)
        assert admin.post(reverse("accounts:person-link", args=[top.pk])).status_code == 403
        page = admin.get(reverse("accounts:person-edit", args=[top.pk])).content.decode()
        assert "Only a superuser" in page

    def test_what_changes_nothing_is_no_entry(self, admin):
        person = factories.make_user("hr", name="甲")
        self.change(admin.user, person, email=person.email)
        assert not AuditEvent.objects.filter(action="user.change").exists()
