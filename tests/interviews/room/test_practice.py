"""Practice cards: sample answers beside HR's reference, for panels only, and kept out of every result."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.models import PracticeAttempt, PracticeCard, PracticeSample, Response, Scorecard
from interviews.room.rules.practice import compared, sample_content
from interviews.room.services import practice
from tests import factories
from tests.interviews.planning.mails.letters import composed, letter

halves = st.integers(0, 10).map(lambda n: Decimal(n) / 2)


def sample(reference, given_rating, marks=("met", "met")):
    return sample_content(
        question="q",
        answer="a",
        points=[(1, "第一点", False)],
        reference=(reference, {"1": marks[0]}, ""),
        judgement=(given_rating, {"1": marks[1]}),
    )


@given(st.lists(st.tuples(halves, halves), max_size=3))
def test_the_deviation_is_the_mean_distance_and_says_which_way(pairs):
    result = compared([sample(reference, own) for reference, own in pairs])
    distances = [abs(own - reference) for reference, own in pairs]
    exact = sum(distances, Decimal(0)) / len(distances) if distances else Decimal(0)
    assert abs(result.mean_deviation - exact) <= Decimal("0.05")
    assert result.close == (result.mean_deviation <= Decimal("0.5"))
    assert abs(result.lean) <= result.mean_deviation


def test_stricter_by_a_half_step_is_rounded_like_kinder_by_one():
    stricter = compared([sample(Decimal(3), Decimal("2.5")), sample(Decimal(3), Decimal(3))])
    assert (stricter.lean, stricter.mean_deviation) == (Decimal("-0.3"), Decimal("0.3"))
    kinder = compared([sample(Decimal(3), Decimal("3.5")), sample(Decimal(3), Decimal(3))])
    assert (kinder.lean, kinder.mean_deviation) == (Decimal("0.3"), Decimal("0.3"))


def test_a_point_marked_otherwise_is_told():
    (compared_sample,) = compared([sample(Decimal(3), Decimal(4), ("met", "missed"))]).samples
    assert (compared_sample.difference, compared_sample.kinder, compared_sample.differing) == (1, True, 1)
    assert compared_sample.points[0].differs


pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    questions = [factories.make_question(points=2, red_flags=1) for _ in range(2)]
    return factories.make_sheet(question_set=factories.make_set(questions=questions))


@pytest.fixture
def boss():
    return factories.make_user("hr")


def keep(boss, sheet, *, rating=3, answer="先道歉，再核实情况。"):
    item = sheet.items.first()
    new = PracticeSample(
        item=item,
        answer=answer,
        rating=Decimal(rating),
        marks={str(point.pk): "met" for point in item.points.all()},
        explanation="核实做到了，跟进没有提。",
    )
    return practice.save_sample(actor=boss, sheet=sheet, sample=new)


@pytest.fixture
def asked(boss, sheet):
    keep(boss, sheet)
    keep(boss, sheet, rating=1)
    return practice.ask_for_practice(actor=boss, sheet=sheet, asked=True)


@pytest.fixture
def seat(sheet):
    return factories.make_interview(sheet=sheet, panel=[factories.make_user()]).members.get()


def answers(card, rating="4"):
    data = {"seen": practice.references_sha256(card)}
    for sample in card.samples.all():
        data[f"sample{sample.pk}-rating"] = rating
        for point in sample.item.points.all():
            data[f"sample{sample.pk}-mark_{point.pk}"] = "missed"
    return data


def test_two_sample_answers_are_the_fewest_three_the_most(boss, sheet):
    keep(boss, sheet)
    with translation.override("en"), pytest.raises(ValidationError, match="Write 2 sample answers first"):
        practice.ask_for_practice(actor=boss, sheet=sheet, asked=True)
    keep(boss, sheet)
    practice.ask_for_practice(actor=boss, sheet=sheet, asked=True)
    keep(boss, sheet)
    with translation.override("en"), pytest.raises(ValidationError, match="3 sample answers at most"):
        keep(boss, sheet)
    assert PracticeSample.objects.count() == 3


def test_a_card_left_with_one_sample_is_no_longer_asked_for(boss, sheet, asked):
    practice.remove_sample(actor=boss, sheet=sheet, sample=asked.samples.first())
    assert not PracticeCard.objects.get().asked
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"practicesample.create", "practicesample.remove", "practicecard.ask", "practicecard.rest"} <= acts


def test_a_panel_member_is_asked_practises_and_sees_the_deviation(client_for, asked, seat):
    client = client_for(user=seat.user)
    interview = reverse("interviews:interview-detail", args=[seat.interview_id])
    assert "Practise first" in client.get(interview).content.decode()
    page = client.get(reverse("interviews:practice-try", args=[asked.sheet_id])).content.decode()
    assert "核实做到了" not in page
    response = client.post(
        reverse("interviews:practice-try", args=[asked.sheet_id]), answers(asked), follow=True
    )
    html = response.content.decode()
    assert "On average 2.0 from the reference." in html
    assert "核实做到了" in html
    assert "You rate higher than HR" in html
    assert "Practise first" not in client.get(interview).content.decode()


def test_an_unfinished_practice_keeps_what_was_chosen(client_for, asked, seat):
    data = answers(asked)
    data.pop(f"sample{asked.samples.first().pk}-rating")
    response = client_for(user=seat.user).post(
        reverse("interviews:practice-try", args=[asked.sheet_id]), data
    )
    html = response.content.decode()
    assert "Choose a rating." in html
    assert html.count("checked") == 6
    assert not PracticeAttempt.objects.exists()


def test_nothing_of_it_reaches_a_result(client_for, asked, seat):
    client_for(user=seat.user).post(reverse("interviews:practice-try", args=[asked.sheet_id]), answers(asked))
    assert PracticeAttempt.objects.count() == 1
    assert not Scorecard.objects.exists()
    assert not Response.objects.exists()


def test_the_reference_an_attempt_was_compared_with_stays_as_it_was(client_for, boss, asked, seat):
    client = client_for(user=seat.user)
    client.post(reverse("interviews:practice-try", args=[asked.sheet_id]), answers(asked))
    attempt = PracticeAttempt.objects.get()
    page = reverse("interviews:practice-attempt", args=[attempt.pk])
    assert "has changed the sample answers" not in client.get(page).content.decode()
    changed = asked.samples.first()
    changed.rating = Decimal(5)
    practice.save_sample(actor=boss, sheet=asked.sheet, sample=changed)
    assert compared(PracticeAttempt.objects.get().content).samples[0].reference == 3
    assert "HR has changed the sample answers or their reference since" in client.get(page).content.decode()


@pytest.mark.parametrize("change", ["answer", "explanation", "marks", "removed", "added"])
def test_whatever_changes_of_the_samples_makes_an_attempt_outdated(boss, asked, seat, change):
    given = {sample.pk: (Decimal(3), {}) for sample in asked.samples.all()}
    seen = practice.references_sha256(asked)
    attempt = practice.create_attempt(actor=seat.user, card=asked, judgements=given, seen=seen)
    assert not practice.references_changed(attempt)
    sample = asked.samples.first()
    if change == "added":
        keep(boss, asked.sheet)
    elif change == "removed":
        practice.remove_sample(actor=boss, sheet=asked.sheet, sample=sample)
    else:
        setattr(sample, change, {} if change == "marks" else "改过")
        practice.save_sample(actor=boss, sheet=asked.sheet, sample=sample)
    assert practice.references_changed(PracticeAttempt.objects.get())
    with pytest.raises(ValidationError):
        practice.create_attempt(actor=seat.user, card=asked, judgements=given, seen=seen)


def test_only_oneself_reads_an_attempt(client_for, hr, asked, seat):
    client = client_for(user=seat.user)
    client.post(reverse("interviews:practice-try", args=[asked.sheet_id]), answers(asked))
    attempt = reverse("interviews:practice-attempt", args=[PracticeAttempt.objects.get().pk])
    assert client.get(attempt).status_code == 200
    assert hr.get(attempt).status_code == 404
    card = hr.get(reverse("interviews:practice-card", args=[asked.sheet_id])).content.decode()
    assert str(seat.user) in card
    assert "Practised" in card


def test_practice_is_for_those_who_sit_on_a_panel_with_the_sheet(client_for, hr, interviewer, asked, seat):
    address = reverse("interviews:practice-try", args=[asked.sheet_id])
    assert hr.get(address).status_code == 404
    assert interviewer.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        practice.create_attempt(actor=interviewer.user, card=asked, judgements={}, seen="")
    practice.ask_for_practice(actor=hr.user, sheet=asked.sheet, asked=False)
    assert client_for(user=seat.user).get(address).status_code == 404


@translation.override("en")
def test_samples_changed_meanwhile_are_told(boss, asked, seat):
    given = {sample.pk: (Decimal(3), {}) for sample in asked.samples.all()}
    seen = practice.references_sha256(asked)
    keep(boss, asked.sheet)
    with pytest.raises(ValidationError, match="changed the sample answers meanwhile"):
        practice.create_attempt(actor=seat.user, card=asked, judgements=given, seen=seen)


def test_hr_writes_and_changes_a_sample_answer(hr, sheet):
    item = sheet.items.first()
    address = reverse("interviews:practice-sample-create", args=[sheet.pk]) + f"?item={item.pk}"
    assert item.text in hr.get(address).content.decode()
    data = {"answer": "先听完。", "rating": "2.5", "explanation": ""}
    assert "Mark this point." in hr.post(address, data).content.decode()
    data |= {f"mark_{point.pk}": "missed" for point in item.points.all()}
    assert hr.post(address, data).status_code == 302
    stored = PracticeSample.objects.get()
    assert (stored.answer, stored.rating) == ("先听完。", Decimal("2.5"))
    edit = reverse("interviews:practice-sample", args=[sheet.pk, stored.pk])
    assert "先听完。" in hr.get(edit).content.decode()
    hr.post(edit, data | {"rating": "5"})
    assert PracticeSample.objects.get().rating == 5
    hr.post(reverse("interviews:practice-sample-remove", args=[sheet.pk, stored.pk]))
    assert not PracticeSample.objects.exists()


@pytest.mark.parametrize("item", ["", "x", "9" * 30, "-1", "0"])
def test_a_question_that_is_not_on_the_sheet_is_asked_for_again(hr, sheet, item):
    address = reverse("interviews:practice-sample-create", args=[sheet.pk])
    answer = hr.get(address, {"item": item}, follow=True)
    assert "Choose the question first." in answer.content.decode()


def test_a_rating_off_the_scale_is_refused(hr, sheet):
    item = sheet.items.first()
    address = reverse("interviews:practice-sample-create", args=[sheet.pk]) + f"?item={item.pk}"
    data = {"answer": "x", "rating": "9"} | {f"mark_{point.pk}": "met" for point in item.points.all()}
    assert hr.post(address, data).status_code == 200
    assert not PracticeSample.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_does_not_grow(hr, asked, people, django_assert_num_queries):
    for _ in range(people):
        factories.make_interview(sheet=asked.sheet)
    address = reverse("interviews:practice-card", args=[asked.sheet_id])
    hr.get(address)
    with django_assert_num_queries(8):
        hr.get(address)


def test_practice_is_offered_wherever_scoring_starts_until_one_has_practised(client_for, sheet):
    person = client_for()
    interview = factories.make_interview(panel=[person.user], sheet=sheet)
    PracticeCard.objects.create(sheet=sheet, asked=True)
    link = reverse("interviews:practice-try", args=[sheet.pk])
    mail = letter(person.user, interview=interview)
    places = ["/", reverse("interviews:scorecard", args=[interview.pk])]
    assert all(link in person.get(place).content.decode() for place in places)
    assert link in composed(mail).body
    PracticeAttempt.objects.create(card=PracticeCard.objects.get(), user=person.user, content=[])
    assert not any(link in person.get(place).content.decode() for place in places)
    assert link not in composed(mail).body


def test_who_has_begun_to_score_is_not_sent_to_practise(client_for, sheet):
    person = client_for()
    interview = factories.make_interview(panel=[person.user], sheet=sheet)
    PracticeCard.objects.create(sheet=sheet, asked=True)
    factories.make_scorecard(interview=interview, user=person.user)
    link = reverse("interviews:practice-try", args=[sheet.pk])
    assert link not in person.get("/").content.decode()
    assert link not in person.get(reverse("interviews:scorecard", args=[interview.pk])).content.decode()
