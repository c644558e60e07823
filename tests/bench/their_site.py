"""django-import-export's own admin, as its documentation sets it up: what ours is compared with."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import include, path
from import_export import fields, resources
from import_export.admin import ImportMixin
from import_export.formats.base_formats import XLSX
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget

from qbank.models import Category, Competency, Question, ReferenceAnswer, RubricPoint
from tests.bench.plain_rows import points

_CHOICES = {"易": "easy", "中": "medium", "难": "hard"} | {
    "行为": "behavioural",
    "情境": "situational",
    "知识": "knowledge",
}


class BareQuestionResource(resources.ModelResource):
    code = fields.Field("code", "编号")
    text = fields.Field("text", "题目")
    category = fields.Field("category", "分类", ForeignKeyWidget(Category, "name"))
    difficulty = fields.Field("difficulty", "难度")
    kind = fields.Field("kind", "题型")
    minutes = fields.Field("minutes", "时长")

    class Meta:
        model = Question
        import_id_fields = ("code",)
        fields = ("code", "text", "category", "difficulty", "kind", "minutes")

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        row["难度"], row["题型"] = _CHOICES[row["难度"]], _CHOICES[row["题型"]]

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        ReferenceAnswer.objects.create(question=instance, text=row["参考答案"])


class QuestionResource(BareQuestionResource):
    competencies = fields.Field("competencies", "能力项", ManyToManyWidget(Competency, "；", "name"))

    class Meta(BareQuestionResource.Meta):
        fields = (*BareQuestionResource.Meta.fields, "competencies")

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().after_save_instance(instance, row, **kwargs)
        RubricPoint.objects.bulk_create(points(instance, row["评分要点"]))


class QuestionAdmin(ImportMixin, ModelAdmin):
    resource_classes = [BareQuestionResource, QuestionResource]
    import_formats = [XLSX]


site = AdminSite("theirs")
site.register(Question, QuestionAdmin)
#: The site's middleware knows where people sign in.
urlpatterns = [path("admin/", site.urls), path("accounts/", include("accounts.urls"))]
