"""Nobody reads an entry of the audit trail unless its kind was entered as one that is shown."""

import ast
import json
import zipfile
from io import BytesIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.admin_audited import AuditedAdmin
from accounts.admin_base import ReadOnly
from accounts.audit import record
from accounts.audit_visibility import readable_by, show, shown_kinds
from accounts.models import AuditEvent, User
from tests import factories
from tests.recorded_actions import ANY_MODEL, ROOT, recorded_actions, source_files, tree_of

SECRET = "新种类的秘密-51c9e2"
#: Kinds nobody has entered: a new act, a new model, and known words put together anew.
NEW_KINDS = [
    ("accounts.user", "user.whisper"),
    ("interviews.telepathy", "telepathy.read"),
    ("interviews.scorecard", "user.change"),
    ("accounts.user", "scorecard.submit"),
    ("interviews.candidate", "interview.schedule"),
]
TRAIL = "admin:accounts_auditevent_changelist"


def make_entry(object_type, action, **about):
    return AuditEvent.objects.create(
        object_type=object_type, action=action, object_id="1", object_label=SECRET, reason=SECRET, **about
    )


def readers():
    return {
        "HR": factories.make_user("hr"),
        "administrator": factories.make_user("admin"),
        "superuser": factories.make_user(None, is_superuser=True),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("object_type", "action"), NEW_KINDS)
def test_a_new_kind_of_entry_is_read_by_nobody(object_type, action):
    entry = make_entry(object_type, action)
    for name, reader in readers().items():
        assert entry not in readable_by(reader), name


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["HR", "administrator", "superuser"])
def test_no_door_of_the_admin_leads_to_a_new_kind_of_entry(client_for, reader):
    user = readers()[reader]
    hidden = make_entry("interviews.telepathy", "telepathy.read", actor_name=SECRET)
    shown = record(actor=None, action="user.change", target=user)
    client, trail = client_for(user=user), reverse(TRAIL)
    listed = client.get(trail, {"_facets": "True"})
    assert list(listed.context["cl"].result_list) == [shown]
    assert (listed.context["cl"].result_count, listed.context["cl"].full_result_count) == (1, None)
    assert "telepathy" not in listed.content.decode()
    for query in (
        {"q": SECRET},
        {"kind": "interviews.telepathy"},
        {"act": "read"},
    ):
        response = client.get(trail, query, follow=True)
        assert hidden not in response.context["cl"].result_list, query
    for query in ({"reason": SECRET}, {"object_type": "interviews.telepathy"}):
        assert client.get(trail, query).status_code == 400, query
    for page in ("change", "history", "delete"):
        answer = client.get(reverse(f"admin:accounts_auditevent_{page}", args=[hidden.pk]))
        assert answer.status_code in (302, 403, 404) and SECRET not in answer.content.decode(), page
    assert client.get(reverse("admin:accounts_auditevent_change", args=[shown.pk])).status_code == 200
    assert SECRET not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.django_db
def test_no_export_holds_a_new_kind_of_entry(hr):
    interview = factories.make_interview()
    candidate = interview.candidate
    AuditEvent.objects.create(
        object_type="interviews.candidate",
        object_id=str(candidate.pk),
        action="candidate.whisper",
        object_label=str(candidate),
        reason=SECRET,
    )
    record(actor=hr.user, action="candidate.change", target=candidate)
    answer = hr.post(reverse("interviews:candidate-record-pack", args=[candidate.pk]))
    with zipfile.ZipFile(BytesIO(b"".join(answer))) as pack:
        trail = next(name for name in pack.namelist() if name.endswith("audit.json"))
        actions = {entry["action"] for entry in json.loads(pack.read(trail))}
        assert "candidate.change" in actions and "candidate.whisper" not in actions
        assert not any(SECRET.encode() in pack.read(name) for name in pack.namelist())


@pytest.mark.django_db
def test_the_trail_is_read_in_one_query(hr):
    record(actor=None, action="user.change", target=hr.user)
    reader = User.objects.get(pk=hr.user.pk)
    reader.get_all_permissions()
    with CaptureQueriesContext(connection) as queries:
        assert readable_by(reader).count() == 1
    assert len(queries) == 1


def test_who_reads_a_kind_is_said_once():
    with pytest.raises(ValueError, match="twice"):
        show(User, "user.change")


# What the code records


def audited_in_the_admin():
    """The models that the admin changes with a trail, by rows of their own page or of another's."""
    for model, page in admin.site._registry.items():
        if isinstance(page, AuditedAdmin):
            yield model._meta.model_name
            yield from (row.model._meta.model_name for row in page.inlines if not issubclass(row, ReadOnly))


#: Where the model is only known when the code runs: which it may be.
MODELS = {
    "AuditedAdmin._record_form": set(audited_in_the_admin()),
    "AuditedAdmin._record_deleted": set(audited_in_the_admin()),
    "NamedResource.after_save_instance": {"category", "competency"},
    "record_new_taxonomy": {"category", "competency"},
    "save_and_record": {"position", "candidate"},
}


def all_recorded():
    for recorded in recorded_actions():
        if ANY_MODEL not in recorded.action:
            yield recorded.action
        else:
            assert recorded.function in MODELS, (
                f"{recorded.path}: say which models {recorded.function} records"
            )
            yield from (recorded.action.replace(ANY_MODEL, model) for model in MODELS[recorded.function])


def test_every_action_the_code_records_is_entered():
    """Entered with show(), in the app's audit_visibility: for all readers, for some, or for nobody."""
    recorded, entered = set(all_recorded()), {action for _object_type, action in shown_kinds()}
    assert not recorded - entered, "say in audit_visibility who reads these"
    assert not entered - recorded, "nothing records these any more"


def test_an_action_is_entered_with_the_model_it_is_named_after():
    for object_type, action in shown_kinds():
        model = apps.get_model(object_type)._meta.model_name
        assert action.partition(".")[0] in (model, {"questionset": "set"}.get(model)), (object_type, action)


def test_nothing_writes_the_trail_but_its_own_module():
    """An event made elsewhere could be left unwritten."""
    for path in source_files():
        if path == ROOT / "accounts" / "audit.py":
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called != "AuditEvent", path
                assert not called.startswith(("AuditEvent.objects.create", "AuditEvent.objects.bulk")), path
