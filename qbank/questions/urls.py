"""The addresses of the bank's list, questions, categories and competencies."""

from django.urls import URLPattern, path

from qbank.questions.views import categories, competencies, drafts, editing, questions

urlpatterns: list[URLPattern] = [
    path("", questions.question_list, name="question-list"),
    path("questions/drafts/", drafts.draft_next, name="draft-next"),
    path("questions/new/", editing.question_create, name="question-create"),
    path("questions/<int:pk>/", questions.question_detail, name="question-detail"),
    path("questions/<int:pk>/edit/", editing.question_edit, name="question-edit"),
    path("questions/<int:pk>/status/", questions.question_status, name="question-status"),
    path("questions/<int:pk>/confirm/", questions.question_confirm, name="question-confirm"),
    path("categories/", categories.category_list, name="category-list"),
    path("categories/new/", categories.category_create, name="category-create"),
    path("categories/<int:pk>/rename/", categories.category_rename, name="category-rename"),
    path("categories/<int:pk>/move/", categories.category_move, name="category-move"),
    path("competencies/", competencies.competency_list, name="competency-list"),
    path("competencies/new/", competencies.competency_create, name="competency-create"),
    path("competencies/<int:pk>/", competencies.competency_edit, name="competency-edit"),
    path("competencies/<int:pk>/move/", competencies.competency_move, name="competency-move"),
    path("competencies/<int:pk>/delete/", competencies.competency_delete, name="competency-delete"),
]
