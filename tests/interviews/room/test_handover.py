"""The hand-over note: facts for the candidate's next interviewers, no ratings, and blind like the rest."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from interviews.models import AsideChange, HandoverNote, Scorecard
from interviews.planning.services.seats import step_back
from interviews.room.rules.handover_note import rating_words
from interviews.room.services.asides import asides_json, save_handover
from interviews.room.services.changes import InvalidChangeError
from interviews.room.services.scorecards import ScorecardClosedError
from tests import factories

pytestmark = pytest.mark.django_db

FACT = "自述带过 40 人团队-8a21"


# What reads like a rating


@pytest.mark.parametrize(
    "text",
    [
        "表达能力我打 4 分",
        "总体 3.5分",
        "给他四分半",
        "打了两分",
        "大概 4/5",
        "第三题评分：2",
        "建议分 3.5 偏高",
        "建议录用",
        "不推荐淘汰",
        "结论：良好",
        "等级为不合格",
        "rated 4",
        "I gave her a 3.5",
        "4 out of 5",
        "score: 2",
        "4 points",
        "I recommend hiring him",
        "should not be hired",
        "４．５ 分",
    ],
)
def test_what_reads_like_a_rating(text):
    assert rating_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "自述带过 40 人团队，简历上写的是 25 人，请核实。",
        "2023 年 3 月到 9 月的空档没有说清楚",
        "5 分钟的自我介绍里没有提到",
        "高考 600 分",
        "满意度 92.5 分",
        "三分之一的人离职",
        "二分公司的经理",
        "有 3 分析师向他汇报",
        "十分清楚",
        "评为优秀员工",
        "3/4 的时间在带新人",
        "He led 4 people for 5 years",
        "rated as the best team of 2023",
    ],
)
def test_what_is_a_fact(text):
    assert rating_words(text) == ()


def test_every_stretch_is_named_once_in_its_order():
    assert rating_words("打 4 分，建议录用，再打 4 分") == ("4 分", "建议录用")


# Writing


@pytest.fixture
def author():
    return factories.make_user()


@pytest.fixture
def first(author):
    """The candidate's first interview, in which the author and a fellow sit."""
    start = timezone.now() - timedelta(days=3)
    return factories.make_interview(panel=[author, factories.make_user()], starts_at=start)


@pytest.fixture
def card(first, author):
    return factories.make_scorecard(interview=first, user=author, submitted=True)


def written(card, text=FACT):
    return save_handover(actor=card.member.user, scorecard=card, text=text, base=head_of(card))


def head_of(card):
    """The note's last change."""
    return asides_json(card)["handover"]["heads"].get("text")


def fields_of(answer):
    """What the form on a page sends when nothing is entered in it."""
    return {name: answer.context["form"][name].value() or "" for name in ("text", "base", "settles")}


def test_the_note_is_written_after_submitting_too_and_every_state_is_kept(card, client_for):
    client = client_for(user=card.member.user)
    url = reverse("interviews:scorecard-handover", args=[card.member.interview_id])
    client.post(url, {"text": "旧的说法"})
    client.post(url, {"text": FACT, "base": head_of(card)})
    assert HandoverNote.objects.get().text == FACT
    assert list(AsideChange.objects.order_by("at").values_list("value", flat=True)) == ["旧的说法", FACT]
    assert (
        FACT in client.get(reverse("interviews:scorecard", args=[card.member.interview_id])).content.decode()
    )


def test_a_note_that_was_changed_meanwhile_is_not_overwritten(card, client_for):
    client = client_for(user=card.member.user)
    url = reverse("interviews:scorecard-handover", args=[card.member.interview_id])
    written(card)
    answer = client.post(url, {"text": "另一台设备上写的", "base": ""})
    assert HandoverNote.objects.get().text == FACT
    assert "changed on another device" in answer.content.decode()
    both = fields_of(answer)
    assert both["text"] == f"{FACT}\n另一台设备上写的" and fields_of(client.get(url)) == both
    assert asides_json(card)["handover"]["kept"]["text"]["others"][0]["value"] == "另一台设备上写的"
    client.post(url, both)
    assert HandoverNote.objects.get().text == both["text"]
    assert asides_json(card)["handover"]["kept"] == {}


@pytest.mark.parametrize("settles", ["x", "x,y", ",".join([str(uuid4())] * 51)])
def test_a_form_that_was_tampered_with_is_refused(card, client_for, settles):
    url = reverse("interviews:scorecard-handover", args=[card.member.interview_id])
    client = client_for(user=card.member.user)
    assert client.post(url, {"text": "x", "settles": settles}).context["form"].errors
    assert not HandoverNote.objects.exclude(text="").exists()


def test_only_the_author_writes_it(card, client_for):
    with pytest.raises(PermissionDenied):
        save_handover(actor=factories.make_user(), scorecard=card, text="x", base=None)
    url = reverse("interviews:scorecard-handover", args=[card.member.interview_id])
    assert client_for("hr").post(url, {"text": "x"}).status_code == 404


def test_not_for_a_cancelled_interview_nor_after_leaving(card, first, client_for):
    url = reverse("interviews:scorecard-handover", args=[first.pk])
    first.status, first.cancel_reason = "cancelled", "候选人退出"
    first.save()
    with pytest.raises(ScorecardClosedError):
        written(card)
    assert client_for(user=card.member.user).post(url, {"text": "x"}).status_code == 403
    first.status = "scheduled"
    first.save()
    step_back(actor=card.member.user, interview=first, reason="没有时间")
    with pytest.raises(ScorecardClosedError):
        written(card)


@pytest.mark.parametrize("text", ["甲\0乙", "\ud800", "x" * 20_001])
def test_a_text_that_cannot_be_stored_is_refused(card, client_for, text):
    with pytest.raises(InvalidChangeError):
        written(card, text)
    url = reverse("interviews:scorecard-handover", args=[card.member.interview_id])
    if "\ud800" not in text:
        assert client_for(user=card.member.user).post(url, {"text": text}).status_code == 200
    assert not HandoverNote.objects.exclude(text="").exists()


# Who reads it


def note_seen_by(user):
    return HandoverNote.objects.visible_to(user).filter(text__contains=FACT).exists()


def later_interview(first, *panel, **fields):
    fields = {"starts_at": first.starts_at + timedelta(days=2)} | fields
    return factories.make_interview(panel=list(panel), candidate=first.candidate, **fields)


def test_the_panel_of_a_later_interview_reads_it_on_the_page_and_while_scoring(card, first, client_for):
    written(card)
    person = factories.make_user()
    assert not note_seen_by(person)
    later = later_interview(first, person)
    assert note_seen_by(person)
    client = client_for(user=person)
    for name in ("interview-detail", "scorecard"):
        assert FACT in client.get(reverse(f"interviews:{name}", args=[later.pk])).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"starts_at": timezone.now() - timedelta(days=30)}, {"status": "cancelled", "cancel_reason": "x"}],
)
def test_an_earlier_or_cancelled_interview_gives_no_sight_of_it(card, first, fields):
    written(card)
    person = factories.make_user()
    later_interview(first, person, **fields)
    assert not note_seen_by(person)


def test_another_candidates_panel_reads_nothing(card):
    written(card)
    person = factories.make_user()
    factories.make_interview(panel=[person])
    assert not note_seen_by(person)


def test_who_left_the_later_panel_reads_nothing(card, first):
    written(card)
    person = factories.make_user()
    later = later_interview(first, person)
    step_back(actor=person, interview=later, reason="没有时间")
    assert not note_seen_by(person)


@pytest.mark.parametrize("role", ["interviewer", "hr"])
def test_a_fellow_member_reads_it_only_after_their_own_submission(card, first, role, client_for):
    written(card)
    fellow = factories.make_user(role)
    seat = first.members.create(user=fellow)
    # Not even as a member of the next panel.
    later = later_interview(first, fellow)
    client = client_for(user=fellow)
    addresses = [
        reverse("home"),
        *(
            reverse(f"interviews:{name}", args=[interview.pk])
            for name in ("interview-detail", "interview-result", "scorecard", "scorecard-asides")
            for interview in (first, later)
        ),
    ]
    assert not note_seen_by(fellow)
    assert all(FACT not in client.get(url).content.decode() for url in addresses)
    Scorecard.objects.create(member=seat, status="submitted", submitted_at=timezone.now())
    assert note_seen_by(fellow)
    assert FACT in client.get(addresses[1]).content.decode()


def test_hr_reads_it_and_administrators_do_not(card, first, client_for):
    written(card)
    keeper = factories.make_user("hr")
    assert note_seen_by(keeper) and not note_seen_by(factories.make_user("admin"))
    page = client_for(user=keeper).get(reverse("interviews:interview-detail", args=[first.pk]))
    assert FACT in page.content.decode()


def test_a_note_that_reads_like_a_rating_is_kept_and_held_back(card, first, client_for):
    url = reverse("interviews:scorecard-handover", args=[first.pk])
    client = client_for(user=card.member.user)
    page = client.post(url, {"text": f"{FACT}，我打 4 分"}, follow=True).content.decode()
    assert "4 分" in page and "reads like a rating" in page
    person, keeper = factories.make_user(), factories.make_user("hr")
    later_interview(first, person)
    assert HandoverNote.objects.get().text.startswith(FACT)
    assert not note_seen_by(person) and not note_seen_by(keeper) and note_seen_by(card.member.user)
    written(card)
    assert note_seen_by(person) and note_seen_by(keeper)


def test_a_note_of_somebody_who_left_goes_to_no_later_panel(card, first):
    written(card)
    person, keeper = factories.make_user(), factories.make_user("hr")
    later_interview(first, person)
    step_back(actor=card.member.user, interview=first, reason="没有时间")
    assert not note_seen_by(person) and note_seen_by(keeper) and note_seen_by(card.member.user)


def test_nothing_of_the_scores_comes_with_it(card, first, client_for):
    item = first.sheet.items.get()
    card.responses.create(item=item, notes="笔记-bb12", evidence="依据-cc34", rating="4.5")
    written(card)
    person = factories.make_user()
    later = later_interview(first, person)
    client = client_for(user=person)
    body = client.get(reverse("interviews:interview-detail", args=[later.pk])).content.decode()
    assert FACT in body and "笔记-bb12" not in body and "依据-cc34" not in body and "4.5" not in body
    assert client.get(reverse("interviews:interview-result", args=[first.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_days_page_takes_the_same_queries_for_any_number_of_notes(hr, rows, django_assert_num_queries):
    people = [factories.make_user() for _ in range(rows)]
    first = factories.make_interview(panel=people, starts_at=timezone.now() - timedelta(days=3))
    for person in people:
        written(factories.make_scorecard(interview=first, user=person, submitted=True))
    later = later_interview(first, factories.make_user())
    with django_assert_num_queries(17):
        page = hr.get(reverse("interviews:interview-detail", args=[later.pk])).content.decode()
    assert page.count(FACT) == rows
