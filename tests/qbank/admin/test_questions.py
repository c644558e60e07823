"""The bank in the admin: every model readable, questions saved with their revision, no page that grows."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.models import Category, Competency, Correction, Passage, Question, RatingScale, Repair, Source
from qbank.questions.search import reindex, search
from tests import factories

#: Sums that triggers of the database keep: nothing that a person reads.
WITHOUT_PAGE = {"questiontally", "questionlack"}
MODELS = [
    model._meta.model_name
    for model in apps.get_app_config("qbank").get_models()
    if model._meta.model_name not in WITHOUT_PAGE
]


@pytest.fixture
def superuser(client_for):
    user = factories.make_user(None, is_superuser=True)
    return client_for(user=user)


def fill(number):
    for _ in range(number):
        question = factories.make_question(text="投诉怎么处理？")
        source = Source.objects.create(name=f"s{question.pk}", kind="document", sha256=str(question.pk))
        Question.objects.filter(pk=question.pk).update(source=source)
        Category.objects.filter(pk=question.category_id).update(source=source)
        Repair.objects.create(
            source=source, position=1, restored_position=1, received="?", restored="。", rule="x"
        )
        Correction.objects.create(source=source, damaged="?", restored="。")
        Passage.objects.create(topic="沟通", title="标题", text="文字", source=source)
        section = question.competencies.first()
        section.points.create(title="要点")
        factories.make_scale(name=f"scale {question.pk}")
    reindex()


def change_list(model):
    return reverse(f"admin:qbank_{model}_changelist")


def change(obj):
    return reverse(f"admin:qbank_{obj._meta.model_name}_change", args=[obj.pk])


def test_every_model_has_a_page():
    assert {model._meta.model_name for model in site._registry if model._meta.app_label == "qbank"} == set(
        MODELS
    )


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_search_and_dont_grow(model, superuser, django_assert_max_num_queries):
    fill(1)
    superuser.get(change_list(model))
    with django_assert_max_num_queries(15) as queries:
        assert superuser.get(change_list(model)).status_code == 200
    fill(2)
    with django_assert_max_num_queries(len(queries)):
        superuser.get(change_list(model))
    for text in ("投訴", "%_'\"", "x" * 500):
        assert superuser.get(change_list(model), {"q": text}).status_code == 200


@pytest.mark.parametrize("model", ["category", "competency", "question", "passage", "repair"])
def test_filters_by_source(model, superuser):
    fill(1)
    source = Source.objects.get()
    assert superuser.get(change_list(model), {"source": source.pk}).status_code == 200
    assert superuser.get(change_list(model), {"source": "x"}).status_code == 200


@pytest.mark.parametrize("role", ["hr", "admin"])
def test_roles_that_keep_the_bank_open_its_admin(role, client_for):
    fill(1)
    client = client_for(role)
    for model in (
        "question",
        "category",
        "competency",
        "source",
        "passage",
        "ratingscale",
        "questionrevision",
    ):
        assert client.get(change_list(model)).status_code == 200, model
    assert client.get(change(Question.objects.get())).status_code == 200


def test_strangers_are_sent_to_sign_in_and_whoever_does_not_see_the_bank_away(client_for, stranger):
    assert stranger.get(change_list("question")).status_code == 302
    assert client_for("panelist").get(change_list("question")).status_code == 403


@pytest.mark.parametrize("model", ["question", "referenceanswer", "rubricpoint"])
def test_interviewers_read_what_is_ready(interviewer, model):
    for status in ("ready", "draft", "retired"):
        factories.make_question(status=status, points=1, red_flags=0)
    assert interviewer.get(change_list(model)).context["cl"].result_count == 1
    draft = Question.objects.get(status="draft")
    assert interviewer.get(change(draft)).status_code == 302
    assert interviewer.get(change(Question.objects.get(status="ready"))).status_code == 200


def test_interviewers_learn_of_no_source_draft_or_revision_as_on_the_site(interviewer, admin):
    source = Source.objects.create(name="a.txt", title="内部文件", kind="document", sha256="1" * 64)
    question = factories.make_question(source=source)
    factories.make_question(status="draft", competencies=[question.competencies.get()])
    changes = {"text": "改过的题", "note": "为什么改", "competencies": [question.competencies.get().pk]}
    assert admin.post(change(question), form_of(question, **changes)).status_code == 302
    history = reverse("admin:qbank_question_history", args=[question.pk])
    for url in (change_list("question"), change_list("competency"), change(question), history):
        assert "内部文件" not in interviewer.get(url).content.decode(), url
    assert "为什么改" in admin.get(history).content.decode()
    assert "为什么改" not in interviewer.get(history).content.decode()
    counts = interviewer.get(change_list("competency")).context["cl"].result_list
    assert {row.question_count for row in counts if row.parent_id} == {1}
    shown = admin.get(change(question)).content.decode() + admin.get(change_list("question")).content.decode()
    assert shown.count("内部文件") >= 2


def test_the_framework_has_two_levels(admin):
    chapter, other = Competency.objects.create(name="甲章"), Competency.objects.create(name="乙章")
    section = Competency.objects.create(name="节", parent=chapter)
    empty = {"points-TOTAL_FORMS": 0, "points-INITIAL_FORMS": 0, "position": 0}
    below = {"name": "甲章", "parent": other.pk} | empty
    page = admin.post(change(chapter), below).content.decode()
    assert "chapter with sections of its own" in page
    section.delete()
    assert admin.post(change(chapter), below).status_code == 302
    chapter.refresh_from_db()
    assert chapter.parent == other


def form_of(question, **changes):
    data = {
        "code": question.code,
        "category": question.category_id,
        "text": question.text,
        "kind": question.kind,
        "rubric_kind": question.rubric_kind,
        "difficulty": question.difficulty,
        "minutes": question.minutes,
        "probes": "追问一\n追问二",
        "position": question.position,
        "competencies": [],
        "revision": question.revisions.count(),
    }
    for prefix, rows, fields in (
        ("answers", question.answers.all(), ("text", "complete", "position")),
        ("points", question.points.all(), ("text", "weight", "level", "quote", "red_flag", "position")),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for index, row in enumerate(rows):
            values = {name: getattr(row, name) for name in fields} | {"id": row.pk, "question": question.pk}
            values = {
                name: value for name, value in values.items() if value is not None and value is not False
            }
            data |= {f"{prefix}-{index}-{name}": value for name, value in values.items()}
    return data | changes


def test_saving_a_question_keeps_its_revision_and_its_index(admin):
    question = factories.make_question()
    response = admin.post(change(question), form_of(question, text="客户咆哮时怎么办？"))
    assert response.status_code == 302
    newest = question.revisions.order_by("-number").first()
    assert (newest.number, newest.by) == (2, admin.user)
    assert newest.content["probes"] == ["追问一", "追问二"]
    assert question in search(Question.objects.all(), "咆哮")


def test_a_version_that_somebody_changed_meanwhile_is_not_overwritten(admin):
    question = factories.make_question()
    opened = form_of(question, text="我的改法")
    admin.post(change(question), form_of(question, text="别人的改法"))
    page = admin.post(change(question), opened).content.decode()
    assert "changed this question meanwhile" in page and "我的改法" in page
    question.refresh_from_db()
    assert question.text == "别人的改法"


def test_a_new_question_needs_no_revision(admin):
    question = factories.make_question()
    empty = {f"{rows}-{forms}_FORMS": 0 for rows in ("answers", "points") for forms in ("TOTAL", "INITIAL")}
    new = form_of(question, code="新-1", revision="") | empty
    assert admin.post(reverse("admin:qbank_question_add"), new).status_code == 302
    assert Question.objects.get(code="新-1").revisions.count() == 1


def test_a_ready_question_keeps_what_it_needs_as_on_the_site(admin):
    question = factories.make_question(points=1, red_flags=0)
    sent = form_of(question, text="改过的题", **{"points-0-DELETE": "on"})
    page = admin.post(change(question), sent).content.decode()
    question.refresh_from_db()
    assert (question.status, question.points.count()) == ("ready", 1)
    assert "A checklist needs at least one rubric point" in page and "改过的题" in page


def test_the_note_about_a_change_stands_in_the_history(admin):
    question = factories.make_question()
    admin.post(change(question), form_of(question, text="客户咆哮时怎么办？", note="更口语"))
    page = admin.get(reverse("admin:qbank_question_history", args=[question.pk])).content.decode()
    assert "更口语" in page and "客户咆哮时怎么办？" in page and str(admin.user) in page


def test_status_is_changed_by_actions_that_check(admin):
    good, bad = factories.make_question(status="draft"), factories.make_question(status="draft", points=0)
    data = {"action": "make_ready", "_selected_action": [good.pk, bad.pk]}
    page = admin.post(change_list("question"), data, follow=True).content.decode()
    assert set(Question.objects.filter(status="ready")) == {good}
    assert "A checklist needs at least one rubric point" in page
    for action, status in (("retire", "retired"), ("make_draft", "draft")):
        admin.post(change_list("question"), {"action": action, "_selected_action": [good.pk]})
        good.refresh_from_db()
        assert good.status == status


def test_questions_and_revisions_cant_be_deleted_or_rewritten(superuser):
    question = factories.make_question()
    for obj in (question, question.revisions.get()):
        delete = reverse(f"admin:qbank_{obj._meta.model_name}_delete", args=[obj.pk])
        assert superuser.post(delete, {"post": "yes"}).status_code == 403
    assert superuser.post(change(question.revisions.get()), {"note": "x"}).status_code == 403


def test_changes_to_categories_leave_a_trail(admin):
    category = factories.make_category(name="甲")
    other = factories.make_category(name="丙", position=category.position + 1)
    admin.post(change(category), {"name": "乙"})
    event = AuditEvent.objects.get(action="category.rename")
    assert (event.before, event.after) == ({"name": "甲"}, {"name": "乙"})
    admin.post(reverse("admin:qbank_category_act", args=[category.pk, "down"]))
    assert list(Category.objects.all()) == [other, category]
    assert AuditEvent.objects.get(action="category.move").before == {"order": ["乙", "丙"]}
    other.delete()
    admin.post(
        change_list("category"),
        {"action": "delete_selected", "_selected_action": [category.pk], "post": "yes"},
    )
    assert AuditEvent.objects.filter(action="category.delete").exists()
    assert not Category.objects.exists()


def test_a_category_with_questions_stays(admin):
    question = factories.make_question()
    url = change_list("category")
    sent = {"action": "delete_selected", "_selected_action": [question.category_id]}
    assert "1 question of the bank" in admin.post(url, sent).content.decode()
    told = admin.post(url, sent | {"post": "yes"}, follow=True).content.decode()
    assert "1 question of the bank" in told or "has questions" in told
    assert Category.objects.filter(pk=question.category_id).exists()


def test_points_of_a_section_leave_a_trail(admin):
    section = factories.make_competency()
    data = {
        "name": section.name,
        "parent": section.parent_id,
        "position": section.position,
        "points-TOTAL_FORMS": "1",
        "points-INITIAL_FORMS": "0",
        "points-0-title": "倾听",
        "points-0-text": "听完再说",
        "points-0-position": "1",
    }
    assert admin.post(change(section), data).status_code == 302
    assert AuditEvent.objects.filter(action="competencypoint.create").count() == 1
    assert Competency.objects.get(pk=section.pk).points.get().title == "倾听"


def test_a_competency_that_is_deleted_leaves_a_revision_of_its_questions(admin):
    section, kept = factories.make_competency(), factories.make_competency()
    question = factories.make_question(competencies=[section, kept])
    url = reverse("admin:qbank_competency_delete", args=[section.parent_id])
    assert admin.post(url, {"post": "yes"}).status_code == 302
    newest = question.revisions.order_by("-number").first()
    assert newest.number == 2
    assert kept.name in str(newest.content["competencies"])
    assert section.name not in str(newest.content["competencies"])


def test_hr_reads_scales_and_admins_change_them(hr, admin):
    scale = factories.make_scale()
    fields = (
        "name",
        "minimum",
        "maximum",
        "step",
        "evidence_at_or_below",
        "evidence_from",
        "floor",
        "band_base",
    )
    data = {name: getattr(scale, name) for name in fields} | {"rules": "[]", "lowest_band": "不及格"}
    data |= {"bands-TOTAL_FORMS": "0", "bands-INITIAL_FORMS": "0"}
    assert hr.post(change(scale), data).status_code == 403
    assert admin.post(change(scale), data).status_code == 302
    assert RatingScale.objects.get().lowest_band == "不及格"
    assert AuditEvent.objects.filter(action="ratingscale.change").exists()


@pytest.mark.parametrize("page", [page for page in site._registry.values() if hasattr(page, "few_rows")])
def test_long_lists_are_only_sorted_by_what_an_index_keeps_in_order(page, superuser):
    request = superuser.get("/admin/").wsgi_request
    request.user = superuser.user
    names = [] if page.few_rows or connection.vendor != "sqlite" else page.get_sortable_by(request)
    for name in names:
        assert "TEMP B-TREE" not in page.model._base_manager.order_by(name).explain(), name
