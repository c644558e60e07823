"""The bank's pages: what they show, who may see them, and what their forms refuse and keep."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from qbank.models import Category, Passage, Question, QuestionRevision, Source
from qbank.questions.search import reindex
from qbank.questions.services.questions import set_status
from tests import factories
from tests.markup import on_one_line

LIST = reverse("qbank:question-list")
CREATE = reverse("qbank:question-create")


def page(name, question):
    return reverse(f"qbank:{name}", args=[question.pk])


def body(response):
    return on_one_line(response.content.decode())


def posted(question=None, **changes):
    """What a browser sends for a question's form: one answer, two points, a blank row each."""
    category = question.category if question else factories.make_category()
    data = {
        "revision": "1" if question else "0",
        "category": category.pk,
        "code": question.code if question else "",
        "text": "客户在大堂里大声抱怨，你怎么办？",
        "kind": "situational",
        "difficulty": "hard",
        "minutes": "7",
        "rubric_kind": "checklist",
        "probes": "客户怎么说？\r\n\r\n  后来呢？ ",
        "note": "",
        "answers-TOTAL_FORMS": "2",
        "answers-INITIAL_FORMS": "1",
        "answers-0-text": "先请客户坐下。\r\n再听他说完。",
        "answers-0-complete": "on",
        "answers-0-ORDER": "1",
        "answers-1-text": "",
        "answers-1-complete": "on",
        "answers-1-ORDER": "2",
        "points-TOTAL_FORMS": "3",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "让客户说完",
        "points-0-weight": "2",
        "points-0-quote": "坐下。\r\n再听",
        "points-0-ORDER": "2",
        "points-1-text": "与客户争吵",
        "points-1-weight": "5",
        "points-1-red_flag": "on",
        "points-1-ORDER": "1",
        "points-2-text": "",
        "points-2-weight": "1",
        "points-2-ORDER": "3",
    }
    return data | changes


# Who may see what

PAGES = ["question-list", "question-create", "category-list", "competency-list", "passage-list"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_those_who_keep_the_bank_only(name, hr, admin, interviewer, stranger):
    url = reverse(f"qbank:{name}")
    assert hr.get(url).status_code == 200
    assert admin.get(url).status_code == 200
    assert interviewer.get(url).status_code == 404
    assert stranger.get(url).status_code == 302
    assert hr.delete(url).status_code == 405


@pytest.mark.parametrize("name", ["question-detail", "question-edit"])
def test_a_questions_pages_open_for_those_who_keep_the_bank_only(name, hr, admin, interviewer, stranger):
    url = page(name, factories.make_question())
    assert hr.get(url).status_code == 200
    assert admin.get(url).status_code == 200
    assert interviewer.get(url).status_code == 404
    assert stranger.get(url).status_code == 302
    assert hr.delete(url).status_code == 405
    assert hr.get(reverse(f"qbank:{name}", args=[10**9])).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("question-status", {"status": "retired"}),
        ("category-rename", {"c1-name": "x"}),
        ("category-move", {"to": "up"}),
    ],
)
def test_acts_take_posts_from_those_who_keep_the_bank_only(name, data, hr, interviewer, stranger):
    question = factories.make_question()
    pk = question.pk if name == "question-status" else question.category_id
    url = reverse(f"qbank:{name}", args=[pk])
    assert interviewer.post(url, data).status_code == 404
    assert stranger.post(url, data).status_code == 302
    assert hr.get(url).status_code == 405
    assert hr.post(reverse(f"qbank:{name}", args=[10**9]), data).status_code == 404
    assert Question.objects.get().status == "ready"


# The list


def test_the_list_marks_what_was_found(hr):
    question = factories.make_question(text="客户在社交媒体上抱怨。")
    other = factories.make_question(text="别的题", answer="也要看社交媒体的反应。")
    reindex()
    html = body(hr.get(LIST, {"q": "社交媒體"}))
    assert html.count("<mark>社交媒体</mark>") == 2
    assert question.code in html
    assert other.code in html
    assert "也要看" in html


def test_hostile_text_is_shown_and_searched_as_text(hr):
    factories.make_question(text='<script>alert(1)</script> & "quotes"')
    reindex()
    html = body(hr.get(LIST, {"q": "<script>"}))
    assert "<script>alert(1)" not in html
    assert "<mark>&lt;script&gt;</mark>alert(1)" in html


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%F0%9F%98%80", "q=" + "x" * 3000, "page=abc", "page=-1", "page=99999"]
)
def test_broken_addresses_still_give_a_list(hr, query):
    factories.make_question()
    assert hr.get(f"{LIST}?{query}").status_code == 200


def test_the_list_says_that_retired_questions_are_left_out(hr):
    factories.make_question(status="retired", text="旧题")
    factories.make_question()
    html = body(hr.get(LIST))
    assert "1 retired question is not listed." in html
    assert "旧题" not in html
    assert "旧题" in body(hr.get(LIST, {"status": "retired"}))


def test_empty_lists_say_what_to_do(hr):
    assert "The bank is still empty" in body(hr.get(LIST))
    factories.make_question()
    assert "No question fits" in body(hr.get(LIST, {"q": "没有"}))


def test_pages_of_25_keep_the_filters(hr):
    category = factories.make_category()
    for _ in range(26):
        factories.make_question(category=category)
    html = body(hr.get(LIST, {"kind": "situational"}))
    assert html.count('class="bank-row"') == 25
    assert re.search(r'rel="next" href="\?kind=situational&amp;page=2"', html)


def _everything(number):
    for _ in range(number):
        question = factories.make_question(answer="投诉投诉", text="投诉")
        set_status(actor=None, question=question, status="retired")
        set_status(actor=None, question=question, status="ready")
        interview = factories.make_interview(
            sheet=factories.make_sheet(question_set=factories.make_set(questions=[question]))
        )
        assert interview.pk
        source = Source.objects.create(name=f"s{question.pk}", kind="document", sha256=str(question.pk))
        Passage.objects.create(topic=f"t{question.pk}", title="投诉", text="投诉", source=source)
        Question.objects.filter(pk=question.pk).update(source=source)
    reindex()


@pytest.mark.parametrize(
    "url",
    [
        LIST,
        f"{LIST}?q=投诉&kind=situational&sort=-changed",
        reverse("qbank:category-list"),
        reverse("qbank:competency-list"),
        reverse("qbank:passage-list") + "?q=投诉",
        CREATE,
    ],
)
def test_more_rows_need_no_more_queries(hr, url, django_assert_max_num_queries):
    _everything(1)
    hr.get(url)
    with django_assert_max_num_queries(15) as one:
        hr.get(url)
    _everything(2)
    with django_assert_max_num_queries(len(one)):
        hr.get(url)


@pytest.mark.parametrize("name", ["question-detail", "question-edit"])
def test_a_longer_question_needs_no_more_queries(hr, name, django_assert_max_num_queries):
    question = factories.make_question(points=1)
    with django_assert_max_num_queries(15) as one:
        hr.get(page(name, question))
    other = factories.make_question(
        points=3, red_flags=3, competencies=[factories.make_competency() for _ in "123"]
    )
    for _ in range(3):
        set_status(actor=None, question=other, status="retired")
        set_status(actor=None, question=other, status="ready")
        factories.make_sheet(question_set=factories.make_set(questions=[other]))
    # The framework grew by three chapters too: the form reads it in one go.
    with django_assert_max_num_queries(len(one)):
        hr.get(page(name, other))


# A question's page


def test_the_words_a_point_rests_on_are_marked_in_the_answer(hr):
    question = factories.make_question()
    point = question.points.get(quote="先听完")
    html = body(hr.get(page("question-detail", question)))
    assert (
        f'<span id="quote-{point.pk}" class="quote-start"></span><mark data-points="{point.pk}">先听完</mark>'
        in html
    )
    assert f'href="#quote-{point.pk}"' in html


def test_an_incomplete_answer_says_so(hr):
    question = factories.make_question()
    question.answers.update(complete=False)
    assert "Incomplete: cut off in the source" in body(hr.get(page("question-detail", question)))


def test_history_shows_who_changed_which_words(hr):
    question = factories.make_question(text="你会安抚客户吗？")
    hr.post(page("question-edit", question), posted(question, text="你会安慰客户吗？", note="更口语"))
    html = body(hr.get(page("question-detail", question)))
    assert "<del>抚</del><ins>慰</ins>" in html
    assert "更口语" in html
    assert str(hr.user) in html


def test_a_question_without_a_revision_has_no_history(hr):
    question = Question.objects.create(
        code="Q-1", text="怎样安抚客户？", category=factories.make_category(), kind="behavioural"
    )
    assert "怎样安抚客户？" in body(hr.get(page("question-detail", question)))


def test_history_shows_a_choice_that_changed_as_a_whole(hr):
    question = factories.make_question()
    set_status(actor=hr.user, question=question, status="draft")
    assert "<del>Ready</del> → <ins>Draft</ins>" in body(hr.get(page("question-detail", question)))


def test_long_histories_are_cut_until_asked_for(hr):
    question = factories.make_question()
    for _ in range(6):
        set_status(actor=hr.user, question=question, status="draft")
        set_status(actor=hr.user, question=question, status="ready")
    html = body(hr.get(page("question-detail", question)))
    assert html.count("<b>Revision") == 10
    assert "Show all revisions" in html
    assert body(hr.get(page("question-detail", question) + "?all")).count("<b>Revision") == 13


def test_use_names_sets_and_sheets_and_which_have_earlier_wording(hr, admin):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question], name="华东一面"))
    assert "earlier wording" not in body(hr.get(page("question-detail", question)))
    hr.post(page("question-edit", question), posted(question))
    html = body(hr.get(page("question-detail", question)))
    assert str(sheet) in html
    assert "earlier wording" in html
    assert "华东一面" not in body(admin.get(page("question-detail", question)))


def test_use_says_how_often_and_when_it_was_last_asked(hr):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    assert "never used" in body(hr.get(page("question-detail", question)))
    held = timezone.now() - timedelta(days=3)
    factories.make_interview(sheet=sheet, starts_at=held)
    factories.make_interview(sheet=sheet, starts_at=held - timedelta(days=40))
    factories.make_interview(sheet=sheet, status="cancelled", cancel_reason="改期")
    text = f"used 2 times, last {timezone.localtime(held):%Y-%m-%d}"
    assert text in body(hr.get(page("question-detail", question)))


def test_use_says_that_an_interview_is_yet_to_come(hr):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    planned = timezone.now() + timedelta(days=9)
    factories.make_interview(sheet=sheet, starts_at=planned)
    text = f"planned for {timezone.localtime(planned):%Y-%m-%d}"
    assert text in body(hr.get(page("question-detail", question)))
    factories.make_interview(sheet=sheet, starts_at=planned - timedelta(days=40))
    assert f"used 2 times, the last is {text}" in body(hr.get(page("question-detail", question)))


def test_make_ready_retire_and_back(hr):
    question = factories.make_question(status="draft")
    url = page("question-status", question)
    for status in ("ready", "retired", "draft"):
        assert hr.post(url, {"status": status}).status_code == 302
        question.refresh_from_db()
        assert question.status == status
    assert hr.post(url, {"status": "deleted"}).status_code == 400


def test_what_keeps_a_draft_from_being_ready_is_said(hr):
    question = factories.make_question(status="draft", points=0)
    html = body(hr.post(page("question-status", question), {"status": "ready"}, follow=True))
    assert "A checklist needs at least one rubric point" in html
    question.refresh_from_db()
    assert question.status == "draft"


# Writing


def test_a_question_is_written_with_answers_points_and_probes(hr):
    competency = factories.make_competency()
    response = hr.post(CREATE, posted(competencies=[competency.pk]))
    question = Question.objects.get()
    assert response.url == page("question-detail", question)
    assert question.probes == ["客户怎么说？", "后来呢？"]
    assert question.status == "draft"
    assert question.code == f"Q{question.category_id}-01"
    assert question.answers.get().text == "先请客户坐下。\n再听他说完。"
    assert list(question.points.values_list("text", "weight", "red_flag", "quote")) == [
        ("让客户说完", 2, False, "坐下。\n再听"),
        ("与客户争吵", 0, True, ""),
    ]
    assert list(question.competencies.all()) == [competency]


def test_a_question_can_be_ready_at_once(hr):
    hr.post(CREATE, posted(ready="1"))
    assert Question.objects.get().status == "ready"


def test_a_question_that_cant_be_ready_is_not_saved_and_keeps_what_was_typed(hr):
    html = body(hr.post(CREATE, posted(ready="1", **{"points-0-DELETE": "on"})))
    assert "A checklist needs at least one rubric point" in html
    assert "先请客户坐下。" in html
    assert "Save and make ready" in html
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": " "}, "This field is required."),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "bald"}, "Enter a whole number."),
        ({"kind": "trick"}, "Select a valid choice."),
        ({"category": "999999"}, "Select a valid choice."),
        ({"competencies": ["999999"]}, "Select a valid choice."),
        ({"text": "\x00"}, "Null characters are not allowed."),
        ({"text": "问" * 5001}, "At most 5000 characters."),
        ({"probes": "\n".join("abcdefghijklmnopqrstuvwxyz")}, "At most 20 lines."),
        ({"points-0-quote": "没有这句"}, "These words don&#x27;t stand in an answer exactly like this."),
        ({"points-0-weight": ""}, "A point needs a weight above 0."),
        ({"points-0-weight": "-1"}, "greater than or equal to 0.01"),
        ({"points-0-weight": "NaN"}, "Enter a number."),
        ({"points-0-text": ""}, "This field is required."),
        ({"rubric_kind": "ladder"}, "On a ladder every point stands on a level"),
        ({"rubric_kind": "ladder", "points-0-level": "6"}, "Select a valid choice."),
        ({"points-TOTAL_FORMS": "9999"}, "Please submit at most 60 forms."),
        ({"points-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(hr, changes, said):
    html = body(hr.post(CREATE, posted(**changes)))
    assert said in html
    assert "先请客户坐下。" in html
    assert not Question.objects.exists()


def test_a_code_stays_unique(hr):
    factories.make_question(code="KF-1-01")
    assert "already exists" in body(hr.post(CREATE, posted(code="KF-1-01")))


def test_levels_count_on_a_ladder_only(hr):
    hr.post(CREATE, posted(**{"points-0-level": "1"}))
    assert Question.objects.get().points.first().level is None
    Question.objects.get().points.all().delete()
    hr.post(CREATE, posted(rubric_kind="ladder", **{"points-0-level": "1"}))
    assert Question.objects.latest("pk").points.filter(level=1).count() == 1


def test_an_edit_keeps_code_and_status_and_removes_rows(hr):
    question = factories.make_question()
    changes = {"code": "", "points-1-DELETE": "on"}
    assert hr.post(page("question-edit", question), posted(question, **changes)).status_code == 302
    question.refresh_from_db()
    assert (question.code, question.status) == (Question.objects.get().code, "ready")
    assert question.code
    assert [point.text for point in question.points.all()] == ["让客户说完"]


def test_rows_are_kept_in_the_order_they_were_given(hr):
    question = factories.make_question()
    more = {"points-2-text": "请客户坐下", "points-2-ORDER": "1", "points-1-DELETE": "on"}
    hr.post(page("question-edit", question), posted(question, **more))
    assert [point.text for point in question.points.all()] == ["请客户坐下", "让客户说完"]


def test_somebody_elses_change_is_neither_lost_nor_hidden(client_for):
    first, second = client_for("hr"), client_for("admin")
    question = factories.make_question(text="你会怎么做？")
    url = page("question-edit", question)
    assert first.post(url, posted(question, text="我先改了这道题。")).status_code == 302
    html = body(second.post(url, posted(question, text="第二个人写的话")))
    assert f"{first.user} changed this question" in html
    assert "我先改了" in re.sub(r"</?(ins|del)>", "", html)
    assert "第二个人写的话" in html
    assert "先请客户坐下。" in html
    assert 'name="revision" value="2"' in html
    question.refresh_from_db()
    assert question.text == "我先改了这道题。"
    assert second.post(url, posted(question, text="第二个人写的话", revision="2")).status_code == 302
    assert QuestionRevision.objects.filter(question=question).count() == 3


@pytest.mark.parametrize("revision", ["", "x", "9" * 5000, "-1", "١"])
def test_a_broken_revision_number_counts_as_outdated(hr, revision):
    question = factories.make_question()
    response = hr.post(page("question-edit", question), posted(question, revision=revision))
    assert "changed this question" in body(response)


def test_a_passage_stands_beside_the_new_question_and_its_source_is_kept(hr):
    source = Source.objects.create(name="002.txt", kind="document", sha256="1")
    passage = Passage.objects.create(topic="沟通", title="复述", text="先复述客户的话。", source=source)
    url = f"{CREATE}?passage={passage.pk}"
    assert "先复述客户的话。" in body(hr.get(url))
    hr.post(url, posted())
    assert Question.objects.get().source == source
    assert hr.get(f"{CREATE}?passage=x&category=-1").status_code == 200


# Categories, competencies, passages


def test_categories_are_added_renamed_and_moved(hr):
    url = reverse("qbank:category-list")
    for name in ("甲", "乙"):
        assert hr.post(reverse("qbank:category-create"), {"new-name": name}).url == url
    first, second = Category.objects.all()
    hr.post(reverse("qbank:category-rename", args=[first.pk]), {f"c{first.pk}-name": "甲类"})
    hr.post(reverse("qbank:category-move", args=[second.pk]), {"to": "up"})
    assert list(Category.objects.values_list("name", flat=True)) == ["乙", "甲类"]


@pytest.mark.parametrize("name", ["", "甲", "长" * 121])
def test_a_category_needs_a_name_of_its_own(hr, name):
    category, other = factories.make_category(name="甲"), factories.make_category(name="乙")
    assert 'class="errors' in body(hr.post(reverse("qbank:category-create"), {"new-name": name}))
    rename = reverse("qbank:category-rename", args=[other.pk])
    assert 'class="errors' in body(hr.post(rename, {f"c{other.pk}-name": name}))
    assert list(Category.objects.values_list("name", flat=True)) == [category.name, other.name]


def test_a_category_may_be_saved_under_its_own_name(hr):
    category = factories.make_category(name="甲")
    assert (
        hr.post(
            reverse("qbank:category-rename", args=[category.pk]), {f"c{category.pk}-name": "甲"}
        ).status_code
        == 302
    )


def test_the_framework_leads_to_the_questions_of_each_section(hr):
    section = factories.make_competency(name="情绪管理")
    factories.make_competency(name="没有题目的一节")
    factories.make_question(competencies=[section])
    factories.make_question(competencies=[section], status="retired")
    html = body(hr.get(reverse("qbank:competency-list")))
    assert re.search(rf'href="{LIST}\?competency={section.pk}">1 question<', html)
    assert html.count("no question yet") == 1


def test_passages_are_found_in_either_script_and_by_topic(hr):
    Passage.objects.create(topic="沟通", title="复述", text="先复述客户的话。")
    Passage.objects.create(topic="排班", title="话务量", text="按话务量排班。", doubtful=True)
    url = reverse("qbank:passage-list")
    assert "先<mark>复述</mark>客户" in body(hr.get(url, {"q": "複述"}))
    assert "marks were lost" in body(hr.get(url, {"topic": "排班"}))
    assert "No passage fits" in body(hr.get(url, {"topic": "排班", "q": "复述"}))
    assert hr.get(url, {"q": "\x00", "topic": "x" * 500}).status_code == 200
