"""The blueprint page: wishes in the address, the choice or what stands in its way, and what is made of it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.blueprint import Wishes
from interviews.blueprint.json_format import to_json
from interviews.models import Blueprint, QuestionSet
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db
URL = "/interviews/blueprints/"


@pytest.fixture
def bank():
    """Three categories of four questions each; every second one behavioural."""
    categories = [factories.make_category(name=name) for name in ("流程", "沟通", "应变")]
    return [
        factories.make_question(
            category=category, minutes=5, kind="behavioural" if number % 2 else "situational"
        )
        for category in categories
        for number in range(4)
    ]


def asked(client, **wishes):
    answer = client.get(URL, {"choose": "1"} | wishes)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)


def category(bank, index):
    return f"category_{bank[index * 4].category_id}"


def test_the_form_says_what_the_bank_offers(hr, bank):
    html = unescape(hr.get(URL).content.decode())
    assert html.count("4 ready") == 3 and "12 ready" in html and "6 ready" in html
    assert "Nothing is chosen yet" in html


def test_what_is_offered_follows_the_rules_without_the_page(hr, bank):
    sheet = factories.make_sheet(question_set=factories.make_set(questions=bank[:3]))
    factories.make_interview(sheet=sheet)
    answer = hr.get(URL, {"choose": "1", "days": "30"}, headers={"hx-request": "true"})
    html = answer.content.decode()
    assert "1 of 4 may be asked" in html and "9 of 12 may be asked" in html
    assert 'hx-swap-oob="true"' in html and "<html" not in html


def test_a_choice_keeps_the_wishes_and_shows_how(hr, bank):
    html = asked(hr, **{category(bank, 0): 2, category(bank, 2): 1, "aim": 15, "kind_behavioural": 1})
    assert "3 questions chosen" in html and "Not every wish" not in html
    assert "No other selection fits your wishes better." in html
    assert "2 of 2" in html and "1 of 1" in html
    ids = [int(pk) for pk in hidden(html, "questions_A").split(",")]
    chosen = [question for question in bank if question.pk in ids]
    assert [question.category_id for question in chosen] == [bank[0].category_id] * 2 + [bank[8].category_id]
    assert any(question.kind == "behavioural" for question in chosen)


def test_another_choice_is_another(hr, bank):
    html = asked(hr, **{category(bank, 0): 2})
    seen = [hidden(html, "questions_A")]
    for _ in range(2):
        again = re.search(r'href="(\?[^"]*)#choice">Another choice', html).group(1)
        html = unescape(hr.get(URL + again).content.decode())
        seen.append(hidden(html, "questions_A"))
    # Two and two of four: the second choice shares nothing with the first.
    assert not set(seen[0].split(",")) & set(seen[1].split(","))
    assert len({frozenset(ids.split(",")) for ids in seen}) == 3


def test_what_stands_in_the_way_is_named_with_a_way_out(hr, bank):
    sheet = factories.make_sheet(question_set=factories.make_set(questions=bank[:3]))
    factories.make_interview(sheet=sheet)
    html = asked(hr, **{category(bank, 0): 2, "days": 30})
    assert "Not every wish can be met" in html
    assert "Wanted: 2 from “流程”; 1 was found. The bank has only 1 that may be chosen." in html
    assert "3 more were asked in the last 30 days." in html
    way = re.search(r'href="(\?[^"]*)#choice">nothing asked in the last 30 days', html).group(1)
    assert "Not every wish" not in unescape(hr.get(URL + way).content.decode())


def test_wishes_that_contradict_each_other_are_told_apart(hr, bank):
    html = asked(hr, total=5, maximum=10, kind_knowledge=1, ladders=1)
    assert "Wanted: 5 questions in all; 2 were found." in html
    assert "at least 1 of the kind “Knowledge”; none was found. The bank has none that may be chosen." in html
    assert "several stand in the way" in html


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({}, "Say how many questions you want"),
        ({"total": "viele"}, "Enter a whole number."),
        ({"total": "-1"}, "greater than or equal to 1"),
        ({"total": "9" * 40}, "less than or equal to 60"),
        ({"total": "2", "aim": "50", "maximum": "40"}, "less than the minutes you aim for"),
        ({"total": "2", "position": "99999999999999999999999"}, "Select a valid choice"),
        ({"total": "2", "competencies": ["1", "x"]}, "Select a valid choice"),
        ({"total": "2", "fixed": "KF-\x00"}, "Null characters are not allowed."),
        ({"total": "2", "fixed": "GIBTS-NICHT"}, "no question GIBTS-NICHT"),
        ({"total": "2", "fixed": "x" * 3000}, "at most 2000 characters"),
    ],
)
def test_nonsense_is_answered_with_a_sentence(hr, bank, wishes, words):
    html = asked(hr, **wishes)
    assert words in html and "Nothing is chosen yet" in html


@pytest.mark.parametrize(
    "aside",
    [
        {"seed": "x", "shown": "1,,x", "sheets": "99"},
        {"seed": "9" * 30, "shown": ["\x00", "9" * 90, "2"]},
        {"template": "x"},
        {"template": "99999999999999999999"},
    ],
)
def test_a_strange_address_still_chooses(hr, bank, aside):
    assert "2 questions chosen" in asked(hr, total=2, **aside)


@pytest.mark.parametrize("pk", ["x", "0", "99999999", "99999999999999999999", "\x00"])
def test_a_set_that_is_not_there_is_404(hr, pk):
    assert hr.get(URL, {"set": pk}).status_code == 404


def test_fixed_and_excluded_questions_are_named_by_code(hr, bank):
    html = asked(hr, total=3, fixed=f"{bank[0].code}、{bank[5].code}", excluded=bank[1].code)
    ids = {int(pk) for pk in hidden(html, "questions_A").split(",")}
    assert {bank[0].pk, bank[5].pk} < ids and bank[1].pk not in ids
    html = asked(hr, total=3, fixed=bank[0].code, excluded=bank[0].code)
    assert "certain and excluded at once" in html


def test_a_set_is_made_of_what_was_shown(hr, bank):
    html = asked(hr, **{category(bank, 0): 1, category(bank, 1): 1})
    sent = {
        "name": "一面",
        "planned_minutes": "45",
        "scale": factories.make_scale().pk,
        "sections": "on",
        "questions_A": hidden(html, "questions_A"),
    }
    answer = hr.post(URL + "make/", sent)
    question_set = QuestionSet.objects.get()
    assert answer.url == reverse("interviews:set-detail", args=[question_set.pk])
    shown = [int(pk) for pk in sent["questions_A"].split(",")]
    assert list(question_set.items.values_list("question", flat=True)) == shown
    assert [section.title for section in question_set.sections.all()] == ["流程", "沟通"]
    assert question_set.items.first().section is not None


def test_parallel_sets_are_shown_side_by_side_and_made(hr, bank):
    wishes = {category(bank, 0): 1, category(bank, 1): 1}
    html = asked(hr, sheets="3", **wishes)
    assert "3 parallel sets" in html and "No question stands on two of them." in html
    sent = {"name": "一面", "planned_minutes": "45", "scale": factories.make_scale().pk, "sheets": "3"}
    sent |= {f"questions_{letter}": hidden(html, f"questions_{letter}") for letter in "ABC"}
    assert hr.post(URL + "make/", sent).url == reverse("interviews:set-list")
    assert set(QuestionSet.objects.values_list("name", flat=True)) == {"一面 A", "一面 B", "一面 C"}
    html = asked(hr, sheets="6", **wishes)
    assert "questions are shared" in html and "it can't be fewer" in html


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "x", "planned_minutes": "45", "questions_A": "1,2"},
        {"questions_A": ""},
        {"questions_A": "1;2"},
        {"questions_A": "1," * 2000},
        {"questions_A": "\x00"},
        {"questions_A": "99999999999999999999999"},
        {"sheets": "6", "questions_A": "1"},
        {"sheets": "7", "questions_A": "x"},
        {"scale": "99999999999999999999", "questions_A": "1"},
        {"position": "99999999999999999999", "questions_A": "1"},
        {"planned_minutes": "-1", "questions_A": "1"},
        {"name": "x" * 500, "questions_A": "1"},
    ],
)
def test_garbage_makes_no_set_and_says_so(hr, sent):
    whole = {"name": "x", "planned_minutes": "45", "scale": factories.make_scale().pk} if sent else {}
    answer = hr.post(URL + "make/", whole | sent | {"back": "choose=1&total=2\x00&set=9"}, follow=True)
    assert answer.status_code in (200, 404)
    assert not QuestionSet.objects.exists()


def test_a_choice_that_is_out_of_date_is_refused_with_the_wishes_still_there(hr, bank):
    type(bank[0]).objects.filter(pk=bank[0].pk).update(status="retired")
    sent = {"name": "x", "planned_minutes": "45", "scale": factories.make_scale().pk}
    sent |= {"questions_A": f"{bank[0].pk},{bank[1].pk}", "back": "choose=1&total=2"}
    answer = hr.post(URL + "make/", sent, follow=True)
    html = unescape(answer.content.decode())
    assert "The bank has changed since" in html and "2 questions chosen" in html
    assert not QuestionSet.objects.exists()


def test_an_existing_set_is_filled_up(hr, bank):
    question_set = factories.make_set(questions=[bank[0]], name="夜班", planned_minutes=15)
    html = unescape(hr.get(URL, {"set": question_set.pk}).content.decode())
    assert "Fill up “夜班”" in html and 'value="15"' in html
    html = asked(hr, set=question_set.pk, total=3)
    assert "3 questions chosen" in html and "Add 2 questions to the set" in html
    sent = {"questions": hidden(html, "questions")}
    assert hr.post(reverse("interviews:set-fill", args=[question_set.pk]), sent).status_code == 302
    assert question_set.items.count() == 3
    for garbage in ("", "x", "1;2", "\x00", "99999999"):
        hr.post(reverse("interviews:set-fill", args=[question_set.pk]), {"questions": garbage})
    assert question_set.items.count() == 3


def test_a_draft_in_the_set_is_named_and_does_not_count(hr, bank):
    draft = factories.make_question(status="draft")
    question_set = factories.make_set(questions=[draft])
    html = asked(hr, set=question_set.pk, total=1)
    assert f"{draft.code} is fixed, but it isn't ready" in html
    assert "Add 1 question to the set" in html


def test_wishes_are_kept_opened_changed_and_put_away(hr, bank):
    wishes = {category(bank, 0): "2", "aim": "10", "fixed": bank[1].code, "days": "30"}
    answer = hr.post(URL + "keep/", wishes | {"title": "每周一面"}, follow=True)
    html = unescape(answer.content.decode())
    template = Blueprint.objects.get()
    assert "Kept as the template “每周一面”." in html and "2 questions chosen" in html
    assert bank[1].code in html
    answer = hr.post(f"{URL}{template.pk}/change/", wishes | {"aim": "20"}, follow=True)
    assert "The template “每周一面” is changed." in unescape(answer.content.decode())
    assert Blueprint.objects.get().read().aim == 20
    answer = hr.post(URL + "keep/", wishes | {"title": "每周一面"}, follow=True)
    assert "already" in answer.content.decode() and Blueprint.objects.count() == 1
    hr.post(f"{URL}{template.pk}/archive/")
    assert Blueprint.objects.get().archived
    hr.post(f"{URL}{template.pk}/archive/", {"restore": "1"})
    assert not Blueprint.objects.get().archived


@pytest.fixture
def template():
    return Blueprint.objects.create(name="每周一面", wishes=to_json(Wishes(total=2, aim=10)))


def opened(client, template):
    """The change form as the page of the template shows it."""
    page = client.get(f"{URL}{template.pk}/", follow=True)
    forms = writing_forms(page.content.decode(), URL)
    return next(form for form in forms if form.action == f"{URL}{template.pk}/change/")


def test_an_older_tab_overwrites_no_template(hr, client_for, bank, template):
    """Who changed what is said, what was wished for is kept, and what stands is chosen field by field."""
    older, newer = opened(hr, template), opened(client_for("hr"), template)
    newer.send(client_for("hr"), aim="20")
    answer = older.send(hr, total="3")
    html = answer.content.decode()
    assert "Changed while you had this open" in html and "Aim for" in html
    assert Blueprint.objects.get().read().aim == 20
    (again,) = (form for form in writing_forms(html, URL) if form.action == older.action)
    again.send(hr, **{"aim-meanwhile": "theirs"})
    wishes = Blueprint.objects.get().read()
    assert (wishes.total, wishes.aim) == (3, 20)


def test_choosing_other_wishes_first_does_not_forget_what_the_template_was(hr, bank, template):
    """The wishes are chosen by another address of the page, as often as one likes."""
    page = hr.get(f"{URL}{template.pk}/", follow=True)
    stated = unescape(hidden(page.content.decode(), "opened_on"))
    opened(hr, template).send(hr, aim="20")
    answer = hr.get(URL, {"choose": "1", "template": template.pk, "total": "3", "opened_on": stated})
    html = answer.content.decode()
    (older,) = (form for form in writing_forms(html, URL) if form.action.endswith("/change/"))
    assert "Changed while you had this open" in older.send(hr).content.decode()
    assert Blueprint.objects.get().read().aim == 20


def test_what_a_template_was_takes_little_of_the_address(hr, bank, template):
    """Servers take some 4,000 characters."""
    location = hr.get(f"{URL}{template.pk}/").headers["Location"]
    assert len(location) < 2000


def test_a_template_archived_meanwhile_is_not_changed(hr, bank, template):
    older = opened(hr, template)
    hr.post(f"{URL}{template.pk}/archive/")
    answer = hr.post(older.action, older.fields | {"aim": "20"}, follow=True)
    assert "was archived meanwhile" in answer.content.decode()
    assert Blueprint.objects.get().read().aim == 10


@pytest.mark.parametrize("sent", [{}, {"title": "x"}, {"total": "2"}, {"total": "2", "title": "x" * 200}])
def test_without_wishes_or_name_no_template_is_kept(hr, sent):
    assert hr.post(URL + "keep/", sent, follow=True).status_code == 200
    assert not Blueprint.objects.exists()


def test_a_template_that_cannot_be_read_says_so(hr):
    template = Blueprint.objects.create(name="alt", wishes={"nonsense": 1})
    answer = hr.get(f"{URL}{template.pk}/", follow=True)
    assert "can't be read any more" in unescape(answer.content.decode())


def test_whoever_puts_no_sets_together_does_not_get_in(client_for, bank):
    template = Blueprint.objects.create(name="x", wishes={"total": 1})
    question_set = factories.make_set(questions=[])
    for role in ("admin", "panelist"):
        client = client_for(role)
        assert client.get(URL).status_code == 404
        assert client.get(f"{URL}{template.pk}/").status_code == 404
        for path in ("make/", "keep/", f"{template.pk}/archive/"):
            assert client.post(URL + path, {}).status_code == 404
        fill = reverse("interviews:set-fill", args=[question_set.pk])
        assert client.post(fill, {"questions": str(bank[0].pk)}).status_code == 404
    assert not question_set.items.exists()


@pytest.mark.parametrize("wishes", [{}, {"sheets": "3"}])
def test_the_number_of_queries_does_not_grow(hr, bank, wishes):
    def count():
        with CaptureQueriesContext(connection) as queries:
            asked(hr, total=4, days=30, **wishes)
        return len(queries)

    hr.get(URL)
    before = count()
    for number in range(5):
        question = factories.make_question()
        factories.make_interview(
            sheet=factories.make_sheet(question_set=factories.make_set(questions=[question]))
        )
        Blueprint.objects.create(name=f"v{number}", wishes={"total": 1})
    assert count() == before <= 15
