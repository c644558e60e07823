"""Drafts completed one after another, and the counts of what is missing as links to what they count."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from home.bank_health import bank_health
from qbank.models import Question
from qbank.questions import listing
from qbank.questions.filters import BankFilter
from qbank.questions.services.lacking import LACKS
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db


def draft(**fields):
    return factories.make_question(status="draft", **fields)


def sent(client, url, page, **changes):
    """The form of a draft as it stands, by the button that makes it ready."""
    form = next(form for form in writing_forms(page.content.decode(), url) if "revision" in form.fields)
    return client.post(url.partition("#")[0], {**form.as_shown, "ready": "1", **changes})


def next_draft(client, **query):
    answer = client.get(reverse("qbank:draft-next"), query)
    assert answer.status_code == 302
    return answer.url


class TestOneAfterAnother:
    def test_in_the_order_of_the_bank_through_the_filters_of_the_list(self, hr):
        category, other = factories.make_category(position=2), factories.make_category(position=1)
        first = draft(category=category, position=1)
        factories.make_question(category=category, position=2)
        third = draft(category=category, position=3)
        elsewhere = draft(category=other)
        assert f"/questions/{elsewhere.pk}/edit/" in next_draft(hr)
        url = next_draft(hr, category=category.pk, sort="-changed", status="ready", page="7")
        assert f"/questions/{first.pk}/edit/" in url
        assert parse_qs(urlsplit(url).query) == {"drafts": [f"category={category.pk}"]}
        assert f"/questions/{third.pk}/edit/" in next_draft(hr, category=category.pk, after=first.pk)

    def test_after_the_last_one_the_list_says_so(self, hr):
        only = draft()
        page = hr.get(reverse("qbank:draft-next"), {"after": only.pk, "kind": "situational"}, follow=True)
        assert page.redirect_chain[-1][0] == f"{reverse('qbank:question-list')}?kind=situational"
        assert "That was the last draft." in page.content.decode()

    @pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "404404"])
    def test_what_is_no_question_begins_at_the_first(self, hr, after):
        only = draft()
        assert f"/questions/{only.pk}/edit/" in next_draft(hr, after=after)

    def test_it_opens_at_what_is_missing_first(self, hr):
        question = draft(kind="", minutes=None)
        assert next_draft(hr).endswith("#id_kind")
        Question.objects.update(kind="knowledge", minutes=5)
        question.points.all().delete()
        url = next_draft(hr)
        assert url.endswith("#id_points-0-text")
        page = hr.get(url).content.decode()
        assert 'id="id_points-0-text"' in page
        assert 'href="#id_points-0-text"' in page

    def test_saving_leads_to_the_next(self, hr):
        category = factories.make_category()
        first, second = (draft(category=category, position=place) for place in (1, 2))
        url = next_draft(hr)
        page = hr.get(url)
        assert "1 more behind this one" in page.content.decode()
        answer = sent(hr, url, page)
        first.refresh_from_db()
        assert first.status == "ready"
        assert answer.url == f"{reverse('qbank:draft-next')}?after={first.pk}&"
        assert f"/questions/{second.pk}/edit/" in hr.get(answer.url).url

    def test_what_is_refused_stays_and_keeps_the_row(self, hr):
        question = draft()
        question.points.all().delete()
        url = next_draft(hr)
        page = sent(hr, url, hr.get(url), **{"points-0-text": "", "points-0-quote": ""}).content.decode()
        assert "Not saved yet" in page
        assert "and on to the next" in page

    def test_hostile_filters_are_no_filters(self, hr):
        question = draft()
        url = reverse("qbank:question-edit", args=[question.pk])
        page = hr.get(url, {"drafts": "category=%00&q=" + "x" * 5000 + "&after[]=<script>"})
        assert page.status_code == 200
        assert "<script>x" not in page.content.decode()

    def test_interviewers_complete_none(self, interviewer):
        draft()
        assert interviewer.get(reverse("qbank:draft-next")).status_code == 403


class TestWhatIsMissing:
    def test_each_count_leads_to_what_it_counts(self, hr):
        without_points = factories.make_question(points=0)
        without_answer = factories.make_question(answer="")
        without_competency = factories.make_question(competencies=[])
        cut_off = factories.make_question()
        cut_off.answers.update(complete=False)
        retired = factories.make_question(points=0, answer="", competencies=[], status="retired")
        health = bank_health()
        expected = {
            "points": (without_points, health.without_points),
            "answer": (without_answer, health.without_answer),
            "competency": (without_competency, health.without_competency),
            "complete": (cut_off, health.incomplete_answers),
        }
        start = hr.get(reverse("home")).content.decode()
        for what, (question, number) in expected.items():
            address = f"{reverse('qbank:question-list')}?lacks={what}"
            assert address in start
            page = hr.get(address)
            assert page.context["total"].number == number == 1
            assert [row.question for row in page.context["rows"]] == [question]
            assert str(LACKS[what]) in page.content.decode()
        assert retired.code not in start

    def test_with_a_search_and_other_filters_and_in_a_large_bank(self, hr, rf, monkeypatch):
        user = factories.make_user("hr")
        questions = [factories.make_question(points=number % 2, minutes=number + 1) for number in range(12)]
        wanted = [question.pk for question in questions if not question.points.filter(red_flag=False)]

        def listed(query):
            bank = BankFilter(rf.get("/", query).GET, user=user)
            assert set(bank.qs.values_list("pk", flat=True)) >= {row.pk for row in bank.listing}
            return [row.pk for row in bank.listing], bank.listing.total

        assert listed({"lacks": "points", "sort": "-minutes"})[0] == wanted[::-1]
        category = Question.objects.get(pk=wanted[0]).category_id
        assert listed({"lacks": "points", "category": [category]})[0] == wanted[:1]
        competency = Question.objects.get(pk=wanted[1]).competencies.get().pk
        assert listed({"lacks": "points", "competency": [competency]})[0] == [wanted[1]]
        assert set(listed({"lacks": "points", "q": "T-"})[0]) <= set(wanted)
        monkeypatch.setattr(listing, "MOST", 4)
        some, total = listed({"lacks": "points"})
        assert str(total) == "4+"
        assert some == wanted[:4]

    def test_an_unknown_one_and_an_interviewer_s_count_for_nothing(self, hr, interviewer):
        factories.make_question(points=0)
        factories.make_question()
        url = reverse("qbank:question-list")
        assert hr.get(url, {"lacks": "sense"}).context["total"].number == 2
        assert interviewer.get(url, {"lacks": "points"}).context["total"].number == 2
