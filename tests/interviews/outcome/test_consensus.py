"""What the panel agrees on: append-only, by HR or the lead, on the scale's steps; what was given stays."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.audit_visibility import readable_by
from accounts.models import AppendOnlyError, AuditEvent
from interviews.models import Consensus, Interview, Scorecard
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from tests import factories
from tests.interviews.panels import D, hand_in, make_panel, make_sheet, people_of, record

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def interview() -> Interview:
    """Two questions; the first 2.5 apart. The means are 3.25 and 4: (3.25 + 4)/10 = 72.5 %."""
    return make_panel(["4.5", "4"], ["2", "4"])


def write(actor, interview, number=1, rating="3", reason="追问前后不一致", seen=0):
    item = interview.sheet.items.get(position=number)
    parsed_rating = None if rating is None else D(rating)
    return save_consensus(
        actor=actor, interview=interview, item=item, rating=parsed_rating, reason=reason, seen=seen
    )


def url(interview: Interview, number: int = 1) -> str:
    return reverse("interviews:interview-agree", args=[interview.pk, number])


def test_the_result_goes_by_it_and_what_was_given_stays_beside_it(interview, keeper):
    before = interview_report(interview, keeper)
    assert str(before.total.percent) == "72.5"
    write(keeper, interview, rating="2")
    report = interview_report(interview, keeper)
    assert (str(report.total.percent), str(report.mean_total.percent)) == ("60.0", "72.5")
    first = report.items[0]
    assert (first.consensus.rating, first.consensus.by) == (D(2), "周敏")
    assert [response.rating for response in first.responses] == [D("4.5"), D("2")]
    assert (str(first.mean), [m.total for m in report.members]) == (
        "3.25",
        [m.total for m in before.members],
    )


def test_the_newest_counts_and_the_earlier_ones_stay_readable(interview, keeper):
    first = write(keeper, interview, rating="2")
    second = write(keeper, interview, rating="3.5", reason="再听一遍录音", seen=first.row.pk)
    (item, _) = interview_report(interview, keeper).items
    assert [(agreed.row, agreed.rating, agreed.crossed) for agreed in item.agreed] == [
        (first.row.pk, D(2), False),
        (second.row.pk, D("3.5"), False),
    ]
    assert item.consensus.rating == D("3.5")
    with pytest.raises(AppendOnlyError):
        Consensus.objects.update(rating=5)
    with pytest.raises(AppendOnlyError):
        first.row.delete()


def test_it_can_be_taken_back_and_the_mean_counts_again(interview, keeper):
    first = write(keeper, interview, rating="2")
    write(keeper, interview, rating=None, reason="写错了题", seen=first.row.pk)
    report = interview_report(interview, keeper)
    assert report.items[0].consensus is None and len(report.items[0].agreed) == 2
    assert report.total == report.mean_total
    with pytest.raises(ValidationError) as refused:
        write(keeper, interview, rating=None, reason="再来", seen=0)
    assert "rating" in refused.value.error_dict


def test_two_who_write_at_once_both_stay_and_the_later_is_told(interview, keeper):
    lead = people_of(interview)[0]
    first = write(keeper, interview, rating="2")
    second = write(lead, interview, rating="4", reason="有方法", seen=0)
    assert first.meanwhile == () and second.meanwhile == (first.row,)
    item = interview_report(interview, keeper).items[0]
    assert [(agreed.rating, agreed.crossed) for agreed in item.agreed] == [(D(2), False), (D(4), True)]
    assert item.consensus.rating == D(4)


def test_a_second_click_writes_nothing_more(interview, keeper):
    assert write(keeper, interview).row == write(keeper, interview).row
    assert Consensus.objects.count() == AuditEvent.objects.filter(action="consensus.agree").count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"rating": "3.3"}, "rating"),
        ({"rating": "5.5"}, "rating"),
        ({"rating": "-0.5"}, "rating"),
        ({"rating": None}, "rating"),
        ({"reason": " \n"}, "reason"),
    ],
)
def test_only_ratings_of_the_scale_and_only_with_a_reason(interview, keeper, sent, field):
    with pytest.raises(ValidationError) as refused:
        write(keeper, interview, **sent)
    assert field in refused.value.error_dict
    assert not Consensus.objects.exists()


def test_the_database_itself_asks_for_a_reason_and_a_rating_from_0_up(interview, keeper):
    item = interview.sheet.items.first()
    for fields in ({"rating": D(3), "reason": ""}, {"rating": D(-1), "reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consensus.objects.create(interview=interview, item=item, by=keeper, by_name="周敏", **fields)


def test_there_must_be_something_to_agree_on(keeper):
    interview = make_panel(["3", None], ["4", None])
    with pytest.raises(ValidationError):
        write(keeper, interview, number=2)
    other = make_sheet(1).items.get()
    with pytest.raises(ValidationError):
        save_consensus(actor=keeper, interview=interview, item=other, rating=D(3), reason="x", seen=0)


def test_before_the_debrief_and_after_a_cancellation_nothing_is_agreed(keeper):
    interview = factories.make_interview(
        panel=[factories.make_user(), factories.make_user()], sheet=make_sheet(1)
    )
    hand_in(interview, people_of(interview)[0], ["3"])
    record(interview, people_of(interview)[1], ["4"])
    with pytest.raises(ValidationError):
        write(keeper, interview)
    cancelled = make_panel(["3"], ["4"])
    Interview.objects.filter(pk=cancelled.pk).update(status="cancelled", cancel_reason="x")
    with pytest.raises(ValidationError):
        write(keeper, cancelled)
    assert not Consensus.objects.exists()


def test_a_consensus_settles_a_finding_below_the_floor(keeper):
    interview = make_panel(["4"], ["0.5"], sheet=make_sheet(1, ladder=True))
    (cause,) = interview_report(interview, keeper).disqualifications
    assert cause.name == str(people_of(interview)[1])
    write(keeper, interview, rating="3")
    report = interview_report(interview, keeper)
    assert (report.disqualifications, report.total.band) == ((), "不合格")
    assert str(report.total.percent) == "60.0"
    write(keeper, interview, rating="0.5", reason="两人都听到了", seen=0)
    (cause,) = interview_report(interview, keeper).disqualifications
    assert (cause.name, cause.rating) == ("", D("0.5"))


# --- who ----------------------------------------------------------------------------------------


def test_hr_and_the_lead_write_the_others_look_on(interview, keeper):
    lead, second = people_of(interview)
    write(lead, interview)
    write(keeper, interview, rating="2", seen=Consensus.objects.get().pk)
    for person in (second, factories.make_user(), factories.make_user("admin")):
        with pytest.raises(PermissionDenied):
            write(person, interview)
    assert Consensus.objects.count() == 2


def test_who_still_has_to_submit_neither_writes_nor_reads(interview, keeper, client_for):
    write(keeper, interview, reason="绝密理由")
    blind = factories.make_user("hr")
    interview.members.create(user=blind)
    lead = people_of(interview)[0]
    reopen_scorecard(actor=keeper, scorecard=Scorecard.objects.get(member__user=lead), reason="漏记")
    for person in (blind, lead):
        assert not Consensus.objects.visible_to(person).exists()
        with pytest.raises(PermissionDenied):
            write(person, interview)
        client = client_for(user=person)
        assert client.post(url(interview), {"rating": "3.0", "reason": "x"}, headers=HTMX).status_code == 403
        for name in ("debrief", "result", "decision", "detail"):
            page = client.get(reverse(f"interviews:interview-{name}", args=[interview.pk]))
            assert "绝密理由" not in page.content.decode(), name
    event = AuditEvent.objects.get(action="consensus.agree")
    assert event in readable_by(keeper) and event not in readable_by(blind)
    assert "rating" not in str(event.after)


def test_the_doors_of_others(interview, client_for, interviewer, admin, stranger, hr):
    sent = {"rating": "3.0", "reason": "x", "seen": "0"}
    assert client_for(user=people_of(interview)[1]).post(url(interview), sent).status_code == 403
    assert interviewer.post(url(interview), sent).status_code == 404
    assert admin.post(url(interview), sent).status_code == 404
    assert stranger.post(url(interview), sent).status_code == 302
    assert hr.get(url(interview)).status_code == 405
    assert hr.post(url(interview, 99), sent).status_code == 404
    assert not Consensus.objects.exists()


# --- on the site --------------------------------------------------------------------------------


def test_as_plain_html_it_leads_back_to_the_question(interview, hr):
    answer = hr.post(url(interview), {"rating": "3.0", "reason": "前后不一致", "seen": "0"})
    assert answer.url == reverse("interviews:interview-debrief", args=[interview.pk]) + "#question-1"
    row = Consensus.objects.get()
    assert (row.rating, row.reason, row.by, row.after) == (D(3), "前后不一致", hr.user, None)
    assert "前后不一致" in hr.get(answer.url).content.decode()


def test_with_htmx_the_cells_the_sums_and_what_each_rating_would_now_change_come_back(interview, hr):
    answer = hr.post(url(interview), {"rating": "2.0", "reason": "前后不一致", "seen": "0"}, headers=HTMX)
    page = answer.content.decode()
    assert "Kept." in page and "60.0%" in page and "mean 72.5%" in page
    assert "前后不一致" in page.split('id="agreed-1"')[1].split("</div>")[0]
    form = page.split('id="write-1"')[1].split("</details>")[0]
    assert "前后不一致" in form
    # (3 + 4)/10 with 3, and (3.25 + 4)/10 when it is taken back.
    assert "With 3.0 the result is 70.0% 合格, now 60.0% 不合格." in form
    assert "With the mean the result is 72.5% 合格, now 60.0% 不合格." in form
    # (2 + 5)/10
    other = page.split('id="write-2"')[1].split("</details>")[0]
    assert "With 5.0 the result is 70.0% 合格, now 60.0% 不合格." in other and "With the mean" not in other


@pytest.mark.parametrize(
    "sent",
    [{"reason": "写了理由"}, {"rating": "9", "reason": "写了理由"}, {"rating": "甲\0", "reason": "写了理由"}],
)
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_what_is_missing_is_said_and_what_was_typed_is_kept(interview, hr, sent, headers):
    answer = hr.post(url(interview), sent, headers=headers)
    assert answer.status_code == (422 if headers else 200)
    form = answer.content.decode().split('id="write-1"')[1].split("</details>")[0]
    assert "写了理由" in form and 'aria-invalid="true"' in form
    assert not Consensus.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_that_comes_back_offers_to_take_back_only_what_is_kept(interview, keeper, hr, headers):
    refused = hr.post(url(interview), {"rating": "", "reason": "", "seen": "0"}, headers=headers)
    assert 'value=""' not in refused.content.decode().split('id="write-1"')[1].split("</fieldset>")[0]
    written = write(keeper, interview)
    sent = {"rating": "", "reason": "", "seen": str(written.row.pk)}
    again = hr.post(url(interview), sent, headers=headers).content.decode()
    (mean,) = re.findall(r'<input[^>]*value=""[^>]*>', again.split('id="write-1"')[1].split("</fieldset>")[0])
    assert "checked" in mean and "now 70.0%" in mean


def test_who_wrote_meanwhile_is_told_on_the_page(interview, hr, client_for):
    write(factories.make_user("hr", name="王芳"), interview, rating="2")
    sent = {"rating": "4.0", "reason": "有方法", "seen": "0"}
    assert "王芳 wrote on this question" in hr.post(url(interview), sent, headers=HTMX).content.decode()
    page = hr.get(reverse("interviews:interview-debrief", args=[interview.pk])).content.decode()
    cell = page.split('id="agreed-1"')[1].split("</div>")[0]
    assert "王芳 wrote 2.0 at the same time" in cell and "2 entries" in cell
    seen = Consensus.objects.last().pk
    hr.post(url(interview), {"rating": "4.0", "reason": "一起再听了一遍", "seen": str(seen)})
    page = hr.get(reverse("interviews:interview-debrief", args=[interview.pk])).content.decode()
    assert "王芳 wrote 2.0" not in page.split('id="agreed-1"')[1].split("</div>")[0]


def test_only_writers_are_offered_the_form(interview, hr, client_for):
    debrief = reverse("interviews:interview-debrief", args=[interview.pk])
    lead, second = people_of(interview)
    for client, offered in ((hr, True), (client_for(user=lead), True), (client_for(user=second), False)):
        assert ("agree-form-1" in client.get(debrief).content.decode()) is offered
