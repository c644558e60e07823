"""Foreign banks brought in through the admin: what their unknown values mean, and what the history tells."""

import re

import pytest
from django.urls import reverse

from qbank.models import Category, Competency, ImportBatch, Question
from tests import factories
from tests.qbank.admin.test_imports import confirmed, page, text_of, upload

pytestmark = pytest.mark.django_db


def chosen(client, response, **choices):
    """What the preview's form of unknown values sends, with these choices."""
    text = text_of(response)
    batch = re.search(r'name="batch" value="(\d+)"', text)[1]
    values = dict(re.findall(r'name="(value-[a-z]+-\d+)" value="([^"]*)"', text))
    return client.post(page("question", "import_values"), {"batch": batch, **values, **choices}, follow=True)


def test_a_foreign_bank_brings_its_categories_and_competencies_along(hr):
    rows = "讲一次投诉。,售后,同理心\n怎样带新人？,带教,同理心\n"
    preview = hr.get(upload(hr, "question", "题目,分类,能力项\n" + rows).url)
    text = text_of(preview)
    assert "Create “售后”" in text and "Create “同理心”" in text and "Import 2 rows" not in text
    chosen(hr, preview, create_all="category")
    ready = chosen(
        hr,
        hr.get(preview.request["PATH_INFO"], {"batch": ImportBatch.objects.get().pk}),
        create_all="competencies",
    )
    assert "Import 2 rows" in text_of(ready) and not Category.objects.exists()
    hr.post(page("question", "process_import"), {"batch": ImportBatch.objects.get().pk})
    assert set(Category.objects.values_list("name", flat=True)) == {"售后", "带教"}
    assert Competency.objects.get().name == "同理心"
    assert set(Question.objects.values_list("category__name", flat=True)) == {"售后", "带教"}


def test_an_unknown_value_can_mean_a_category_that_is_there(hr):
    service = factories.make_category(name="客户服务")
    preview = hr.get(upload(hr, "question", "题目,分类\n讲一次投诉。,售后\n").url)
    ready = chosen(hr, preview, **{"choice-category-1": "客户服务"})
    assert "Import 1 row" in text_of(ready)
    hr.post(page("question", "process_import"), {"batch": ImportBatch.objects.get().pk})
    assert Question.objects.get().category == service and Category.objects.count() == 1


def test_the_history_tells_what_came_with_an_import(hr, admin):
    preview = hr.get(upload(hr, "question", "题目,分类\n讲一次投诉。,售后\n").url)
    chosen(hr, preview, create_all="category")
    hr.post(page("question", "process_import"), {"batch": ImportBatch.objects.get().pk})
    for model, obj in (("question", Question.objects.get()), ("category", Category.objects.get())):
        history = reverse(f"admin:qbank_{model}_history", args=[obj.pk])
        assert str(hr.user) in text_of(admin.get(history)), model
    assert "Imported from a spreadsheet." in text_of(
        admin.get(reverse("admin:qbank_question_history", args=[Question.objects.get().pk]))
    )
    confirmed(admin, "category", upload(admin, "category", "名称\n团队\n"))
    team = Category.objects.get(name="团队")
    assert str(admin.user) in text_of(admin.get(reverse("admin:qbank_category_history", args=[team.pk])))


def test_values_of_an_import_that_was_finished_are_not_chosen_any_more(hr):
    factories.make_category(name="服务")
    upload(hr, "question", "题目,分类\n讲一次投诉。,服务\n")
    batch = ImportBatch.objects.get()
    hr.post(page("question", "process_import"), {"batch": batch.pk})
    sent = hr.post(page("question", "import_values"), {"batch": batch.pk, "create_all": "category"})
    assert sent.url == reverse("qbank:import-detail", args=[batch.pk])
    assert hr.post(page("question", "import_values"), {"batch": "x"}).status_code == 404


def test_who_may_not_import_chooses_no_values(client_for):
    staff = client_for("interviewer")
    assert staff.post(page("question", "import_values"), {"batch": "1"}).status_code == 403
