"""Questions that an import is still bringing in: no page, search, count, export or admin page knows them.

Every address of the site and of the administration is asked before and after such a question is there.
A new address is asked by itself; it fails here when the world below has nothing to show it with.
"""

import io
import re
import zipfile
from types import SimpleNamespace

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from interviews.models import Interview, ScoresSeen
from qbank.imports.services.bank_files import export_bank
from qbank.imports.services.batches import receive
from qbank.models import Category, Question, Source
from qbank.questions.search import reindex
from qbank.questions.services.questions import suggest_code
from tests import factories
from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, open_to
from tests.world import make_world

pytestmark = pytest.mark.django_db

SECRET = "还没有进题库的一句话8264"
#: Before every other code, so that the next free code stays what it was.
CODE = "A-0ARRIVING"

#: Addresses of the administration that may name questions: the bank's, the index, and what points to them.
NAMING_QUESTIONS = ("qbank_", "index", "app_list", "autocomplete", "interviews_set", "interviews_questionset")
#: Nothing to see in this world: signing out ends it, no scorecard was reopened, and nobody can guess the
#: address of a calendar feed, an invitation or a letter, which know of no question.
LEFT_OUT = {
    "accounts:sign-out",
    "interviews:scorecard-version",
    "interviews:calendar-feed",
    "interviews:letter-answer",
    "accounts:welcome",
    "readyz",
    "health:page",
}


def plain(response) -> str:
    """The answer's text without the tokens, signatures and times that differ from one to the next; of a
    workbook, its parts."""
    content = response.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if not name.startswith("docProps/")]
            content = b"\n".join(archive.read(name) for name in sorted(names))
    text = content.decode(errors="replace")
    text = re.sub(r'<input type="hidden" name="[\w-]*(form_token|opened_on)"[^>]*>', "", text)
    return re.sub(r"\b\w{64}\b|:\w{6}:[\w-]{43}|^DTSTAMP:\S+", "", text, flags=re.MULTILINE)


def admin_addresses() -> dict[str, URLPattern]:
    admin = next(
        resolver for resolver in get_resolver().url_patterns if getattr(resolver, "namespace", "") == "admin"
    )

    def walk(resolver: URLResolver):
        for pattern in resolver.url_patterns:
            yield from walk(pattern) if isinstance(pattern, URLResolver) else [(pattern.name, pattern)]

    return {name: pattern for name, pattern in walk(admin) if name}


ADMIN = admin_addresses()
#: Addresses of the administration that show no model's rows.
WITHOUT_ROWS = {"login", "logout", "view_on_site", "auth_user_password_change"}


def admin_address(name: str) -> str:
    """With the first object of the model the address is about; "" where there is none."""
    try:
        return reverse(f"admin:{name}")
    except NoReverseMatch:
        pass
    if name == "app_list":
        return reverse("admin:app_list", args=["qbank"])
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in site._registry}
    model = next(model for beginning, model in models.items() if name.startswith(f"{beginning}_"))
    first = model._base_manager.order_by("pk").first()
    acts = [act.name for act in getattr(site._registry[model], "acts", ())] if name.endswith("_act") else []
    if not first or (name.endswith("_act") and not acts):
        return ""
    return reverse(f"admin:{name}", args=[first.pk, *acts[:1]])


def read_first(name: str, url: str, world):
    """The answer of the address to somebody whom it shows something; who that is stays in world.readers, ""
    where it shows nobody anything."""
    for role in ["hr"] if name in PUBLIC else sorted(world.sessions.keys() & open_to(name)):
        response = client_of(world, role).get(url)
        if response.status_code in (200, 302, 405):
            break
    else:
        role = ""
    world.readers[name] = role
    return response


def pages(world) -> dict[tuple[str, int], str]:
    """All that everybody sees, by name of the address and number of the query."""
    known = Question.objects.order_by("pk").first()
    queries: list[dict[str, object]] = [
        {},
        {"q": SECRET[:7]},
        {"status": "ready", "kind": "situational", "difficulty": "medium", "rubric_kind": "checklist"},
        {"category": known.category_id, "competency": known.competencies.get().pk, "source": known.source_id},
    ]
    seen = {}
    for name in ADDRESSES.keys() - LEFT_OUT:
        url = address(name, world)
        first = None if name in world.readers else read_first(name, url, world)
        role = world.readers[name]
        lists = not ADDRESSES[name].pattern.converters or name == "interviews:set-detail"
        for number, query in enumerate(queries if lists else queries[:1]):
            response = first if not query else None
            response = response or client_of(world, role or "hr").get(url, query)
            if response.status_code in (200, 302):
                seen[name, number] = plain(response)
    # What deleting and histories tell has tests of its own below.
    asked = {name for name in ADMIN.keys() - WITHOUT_ROWS if not name.endswith(("_delete", "_history"))}
    for name in asked:
        url = admin_address(name) if name.startswith(NAMING_QUESTIONS) else ""
        if url:
            response = world.superuser.get(url, follow=True)
            assert response.status_code in (200, 403, 405), (name, response.status_code)
            seen[f"admin:{name}", 0] = plain(response)
    return seen


@pytest.fixture(scope="module")
def world(module_db) -> SimpleNamespace:
    with module_db.unblock():
        world = make_world()
        known = Question.objects.order_by("pk").first()
        known.source = Source.objects.get(name="a.txt")
        known.save()
        batch = receive(name="c.csv", data="题目,分类\n讲一次投诉。,服务\n".encode(), actor=None)
        reindex()
        world.superuser = Client(headers={"accept-language": "en"})
        user = factories.make_user(None, is_superuser=True)
        world.superuser.cookies["sessionid"] = factories.make_session(user)
        # Reading scores is kept once, and then told: it is not what differs here.
        ScoresSeen.objects.bulk_create(
            [
                ScoresSeen(interview=interview, person=person)
                for interview in Interview.objects.all()
                for person in User.objects.all()
            ],
            ignore_conflicts=True,
        )
        world.readers = {}
        world.before = pages(world)
        world.arriving = factories.make_question(
            code=CODE,
            text=SECRET,
            answer=SECRET,
            category=known.category,
            competencies=known.competencies.all(),
            source=known.source,
            position=0,
            arriving=batch,
        )
        world.arriving.points.update(text=SECRET)
        reindex()
        world.after = pages(world)
    return world


def test_every_address_is_asked(world):
    assert {name for name, role in world.readers.items() if not role} == set()
    assert world.readers.keys() == ADDRESSES.keys() - LEFT_OUT
    names = {f"{m._meta.app_label}_{m._meta.model_name}_changelist" for m in site._registry}
    lists = {f"admin:{name}" for name in names if name.startswith(NAMING_QUESTIONS)}
    assert {name for name, _number in world.before} >= lists
    changes = {f"admin:qbank_{name}_change" for name in ("question", "category", "competency", "source")}
    assert {name for name, _number in world.before} >= changes


def test_the_planted_question_would_be_seen(world):
    """Once it has arrived, the pages differ: what is compared below is worth something."""
    Question.objects.filter(pk=world.arriving.pk).update(arriving=None)
    client = client_of(world, "hr")
    assert SECRET in client.get(reverse("qbank:question-list")).content.decode()
    assert plain(client.get(reverse("home"))) != world.before["home", 0]


def test_no_page_tells_of_it(world):
    assert world.after.keys() == world.before.keys()
    for at, text in world.after.items():
        assert SECRET not in text, at
        assert text == world.before[at], at


@pytest.mark.parametrize("name", sorted(n for n in ADDRESSES if n.startswith("qbank:question-")))
def test_its_own_addresses_are_404(name, world):
    if "pk" not in ADDRESSES[name].pattern.converters:
        return
    url = reverse(name, args=[world.arriving.pk])
    for role in ("hr", "admin"):
        client = client_of(world, role)
        assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


@pytest.mark.parametrize(
    ("model", "act"),
    [
        (model, act)
        for model in ("question", "referenceanswer", "rubricpoint", "questionrevision", "questionindex")
        for act in ("change", "history", "delete")
    ],
)
def test_the_administration_has_no_page_of_it(model, act, world):
    parts = {
        "question": world.arriving,
        "referenceanswer": world.arriving.answers.get(),
        "rubricpoint": world.arriving.points.first(),
        "questionrevision": world.arriving.revisions.get(),
        "questionindex": world.arriving.index,
    }
    response = world.superuser.get(reverse(f"admin:qbank_{model}_{act}", args=[parts[model].pk]))
    assert response.status_code in (302, 403)
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("model", ["question", "referenceanswer", "rubricpoint", "questionrevision"])
def test_the_administration_does_not_find_it(model, world):
    response = world.superuser.get(reverse(f"admin:qbank_{model}_changelist"), {"q": CODE})
    assert response.context["cl"].result_count == 0


def test_deleting_its_category_or_competency_in_the_administration_does_not_name_it(world):
    category, competency = world.arriving.category, world.arriving.competencies.get()
    for thing in (category, competency, competency.parent):
        for model, act, data in (
            (thing._meta.model_name, "delete", {}),
            (
                thing._meta.model_name,
                "changelist",
                {"action": "delete_selected", "_selected_action": [thing.pk]},
            ),
        ):
            args = [] if data else [thing.pk]
            url = reverse(f"admin:qbank_{model}_{act}", args=args)
            response = world.superuser.post(url, data) if data else world.superuser.get(url)
            text = response.content.decode()
            assert response.status_code == 200 and CODE not in text and "relationship" not in text


def test_a_category_of_arriving_questions_alone_is_not_deleted(world, admin):
    category = factories.make_category()
    Question.objects.filter(pk=world.arriving.pk).update(category=category)
    url = reverse("admin:qbank_category_delete", args=[category.pk])
    text = admin.post(url, {"post": "yes"}).content.decode()
    assert CODE not in text and SECRET not in text
    assert Category.objects.filter(pk=category.pk).exists()


def test_it_cant_be_put_into_a_set(world):
    client = client_of(world, "hr")
    url = reverse("interviews:set-item-add", args=[world.ids["interviews:set"]])
    text = client.post(url, {"question": world.arriving.pk}, follow=True).content.decode()
    assert "no longer in the bank" in text and SECRET not in text
    assert not world.arriving.set_items.exists()


def test_the_administration_of_sets_neither_takes_nor_names_it(world):
    url = reverse("admin:interviews_questionset_change", args=[world.ids["interviews:set"]])
    data = {"name": "x", "planned_minutes": 45, "scale": 1} | {
        f"{rows}-{count}_FORMS": 0 for rows in ("sections", "items") for count in ("TOTAL", "INITIAL")
    }
    row = {"question": world.arriving.pk, "position": 9, "weight": 1, "minutes": 5}
    data |= {"items-TOTAL_FORMS": 1} | {f"items-0-{name}": value for name, value in row.items()}
    response = world.superuser.post(url, data)
    assert response.status_code == 200 and CODE not in response.content.decode()
    assert not world.arriving.set_items.exists()


def test_it_is_not_exported(world):
    assert SECRET not in export_bank() and f'"{CODE}"' not in export_bank()


def test_its_code_stays_taken(world, hr):
    Question.objects.filter(pk=world.arriving.pk).update(code="T-99999")
    category = world.arriving.category
    assert suggest_code(category) == "T-100000"
    page = hr.post(
        reverse("qbank:question-create"),
        {
            "code": "T-99999",
            "category": category.pk,
            "text": "新题？",
            "kind": "situational",
            "difficulty": "easy",
            "minutes": 5,
            "rubric_kind": "checklist",
            "answers-TOTAL_FORMS": 0,
            "answers-INITIAL_FORMS": 0,
            "points-TOTAL_FORMS": 0,
            "points-INITIAL_FORMS": 0,
        },
    )
    assert page.status_code == 200 and "already exists" in page.content.decode()
    assert Question.objects.filter(text="新题？").count() == 0
