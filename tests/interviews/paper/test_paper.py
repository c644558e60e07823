"""Sheets on paper: who may print which, what each kind holds, and odd addresses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews.models import Company, Focus
from tests import factories

pytestmark = pytest.mark.django_db

ANSWER = "先听完客户的话，再复述一遍确认。\n\n最后说明下一步由谁在何时跟进。"


@pytest.fixture
def sheet():
    questions = [
        factories.make_question(
            text="客户情绪激动时，\n你会怎么说？", answer=ANSWER, points=4, red_flags=2, minutes=7
        ),
        factories.make_question(rubric_kind="ladder", red_flags=0, text="讲一次你把客户放在第一位的经历。"),
    ]
    return factories.make_sheet(question_set=factories.make_set(questions=questions, name="华东 一面"))


@pytest.fixture
def interview(sheet):
    panel = [factories.make_user(name="王芳"), factories.make_user(name="李强")]
    return factories.make_interview(panel=panel, sheet=sheet, round="一面", place="301 会议室")


def address(what, pk):
    return reverse(f"interviews:{what}", args=[pk])


def seat_of(interview, name):
    return interview.members.get(user__name=name)


def read(client, what, pk, **query):
    answer = client.get(address(what, pk), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("kind", ["full", "plain", "form"])
def test_every_kind_holds_the_questions_points_scale_and_lines_to_fill_in(hr, sheet, kind, orientation):
    page = read(hr, "sheet-print", sheet.pk, kind=kind, orientation=orientation)
    expected = [
        "华东 一面",
        "Version 1",
        "Position",
        "Candidate",
        "Interviewer",
        "Date",
        "优秀",
        "from 90 %",
        "不合格",
    ]
    for item in sheet.items.all():
        expected += [item.text, item.code, *[point.text for point in item.points.all()]]
    assert [text for text in expected if text not in page] == []
    assert f'class="{orientation}"' in page
    assert page.count("<article") == 2
    assert page.count('class="rating"') == 2


def test_reference_answers_stand_on_one_kind_only_and_the_form_has_no_probes(hr, sheet):
    pages = {kind: read(hr, "sheet-print", sheet.pk, kind=kind) for kind in ("full", "plain", "form")}
    probe = sheet.items.first().probes[0]
    end = "最后说明下一步由谁在何时跟进。"
    assert {kind: (end in page, probe in page) for kind, page in pages.items()} == {
        "full": (True, True),
        "plain": (False, True),
        "form": (False, False),
    }


def test_the_first_kind_and_the_standing_page_are_what_one_gets_unasked(hr, sheet):
    assert read(hr, "sheet-print", sheet.pk).count("<article") == 2
    assert 'class="portrait"' in read(hr, "sheet-print", sheet.pk, kind="", orientation="")


def test_an_interview_is_printed_for_everybody_or_for_one(hr, interview):
    everybody = read(hr, "interview-print", interview.pk)
    assert everybody.count('class="letterhead"') == 2
    for text in ("王芳", "李强", interview.candidate.name, interview.candidate.position.name, "301 会议室"):
        assert text in everybody
    copy = read(hr, "interview-print", interview.pk, member=seat_of(interview, "李强").pk)
    assert copy.count('class="letterhead"') == 1
    assert "<dd>李强</dd>" in copy and "<dd>王芳</dd>" not in copy


def test_a_panel_member_prints_their_own_and_no_other(client_for, interview):
    client = client_for(user=interview.panel.get(name="王芳"))
    for query in ({}, {"member": seat_of(interview, "王芳").pk}):
        page = read(client, "interview-print", interview.pk, **query)
        assert "<dd>王芳</dd>" in page and "李强" not in page
    other = {"member": seat_of(interview, "李强").pk}
    for what in ("interview-print", "interview-docx"):
        assert client.get(address(what, interview.pk), other).status_code == 400


def test_who_left_the_panel_is_told_so(client_for, interview):
    seat = seat_of(interview, "王芳")
    seat.withdrawn_at, seat.withdrawn_by, seat.withdrawn_reason = timezone.now(), seat.user, "时间冲突"
    seat.save()
    answer = client_for(user=seat.user).get(address("interview-print", interview.pk))
    assert answer.status_code == 403
    assert "You have left this panel" in answer.content.decode()


def test_while_nobody_sits_the_interviewer_is_a_line(hr, interview):
    interview.members.update(
        withdrawn_at=timezone.now(), withdrawn_by=interview.panel.first(), withdrawn_reason="病假"
    )
    page = read(hr, "interview-print", interview.pk)
    assert page.count('class="letterhead"') == 1
    assert interview.candidate.name in page


@pytest.mark.parametrize("what", ["sheet-print", "sheet-docx"])
def test_blank_sheets_are_for_those_who_keep_sets(client_for, sheet, what):
    assert client_for("interviewer").get(address(what, sheet.pk)).status_code == 404
    assert client_for("admin").get(address(what, sheet.pk)).status_code == 404


def test_interviews_of_others_are_unknown(client_for, interview):
    for what in ("interview-print", "interview-docx"):
        assert client_for("interviewer").get(address(what, interview.pk)).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "answers"},
        {"kind": "full\0"},
        {"kind": "x" * 5000},
        {"orientation": "<script>"},
        {"orientation": "PORTRAIT"},
    ],
)
def test_what_is_not_offered_is_a_bad_request(hr, sheet, interview, query):
    for what, pk in (("sheet-print", sheet.pk), ("sheet-docx", sheet.pk), ("interview-print", interview.pk)):
        assert hr.get(address(what, pk), query).status_code == 400


@pytest.mark.parametrize("member", ["0", "-1", "9999999999999999999999", "王芳", "1\0", "all "])
def test_somebody_who_is_not_on_the_panel_is_a_bad_request(hr, interview, member):
    for what in ("interview-print", "interview-docx"):
        assert hr.get(address(what, interview.pk), {"member": member}).status_code == 400


def test_only_looking_is_possible(hr, sheet, interview):
    assert hr.post(address("sheet-print", sheet.pk)).status_code == 405
    assert hr.post(address("interview-docx", interview.pk)).status_code == 405


def test_texts_are_shown_and_never_run(hr, interview):
    interview.candidate.name = "<script>alert(1)</script>"
    interview.candidate.save()
    page = read(hr, "interview-print", interview.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_company_stands_at_the_head_and_the_foot(hr, sheet):
    Company.objects.create(pk=1, name="晨光客服", footer="内部资料")
    page = read(hr, "sheet-print", sheet.pk)
    assert page.count("晨光客服") == 2 and 'data-footer="内部资料"' in page
    assert "<img" not in page
    Company.objects.update(logo=b"\x89PNG", logo_type="image/png")
    assert f'<img src="{reverse("interviews:company-logo")}"' in read(hr, "sheet-print", sheet.pk)


def test_who_leads_a_question_is_said(hr, interview):
    seat = seat_of(interview, "李强")
    Focus.objects.create(interview=interview, item=interview.sheet.items.first(), member=seat)
    page = read(hr, "interview-print", interview.pk, member=seat_of(interview, "王芳").pk)
    assert page.count("led by 李强") == 1


def test_a_scale_with_too_many_ratings_for_boxes_gets_a_line(hr, sheet):
    scale = dict(sheet.scale, maximum="100", step="1", band_base="100", evidence_from="90")
    fine = factories.make_sheet(question_set=sheet.question_set, version=2, scale=scale)
    page = read(hr, "sheet-print", fine.pk)
    assert "0–100" in page and 'class="major' not in page
    assert hr.get(address("sheet-docx", fine.pk)).status_code == 200


def test_the_number_of_queries_does_not_grow(hr, interview):
    def count(what, pk):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert hr.get(address(what, pk)).status_code == 200
        return len(queries)

    many = factories.make_interview(
        panel=[factories.make_user() for _ in range(4)],
        sheet=factories.make_sheet(
            question_set=factories.make_set(questions=[factories.make_question() for _ in range(6)])
        ),
    )
    for what in ("interview-print", "interview-docx"):
        assert count(what, many.pk) == count(what, interview.pk) <= 15
    assert count("sheet-print", many.sheet.pk) <= 15


def test_the_ways_to_paper_stand_on_the_pages_of_sheet_and_interview(hr, client_for, sheet, interview):
    print_sheet, word_sheet = address("sheet-print", sheet.pk), address("sheet-docx", sheet.pk)
    page = hr.get(address("sheet-detail", sheet.pk)).content.decode()
    for kind in ("full", "plain", "form"):
        assert f'href="{print_sheet}?kind={kind}"' in page and f'href="{word_sheet}?kind={kind}"' in page
    member = client_for(user=interview.panel.get(name="王芳"))
    for client in (hr, member):
        page = client.get(address("interview-detail", interview.pk)).content.decode()
        assert f'href="{address("interview-print", interview.pk)}?kind=full"' in page
        assert f'href="{address("interview-docx", interview.pk)}?kind=form"' in page
    interview.status, interview.cancel_reason = "cancelled", "候选人改期"
    interview.save()
    page = member.get(address("interview-detail", interview.pk)).content.decode()
    assert address("interview-print", interview.pk) not in page
