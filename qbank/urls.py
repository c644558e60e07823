"""The question bank's pages."""

from django.urls import path

from qbank.imports.views import columns as import_columns
from qbank.imports.views import decisions as import_decisions
from qbank.imports.views import export, imports
from qbank.imports.views import outcome as import_outcome
from qbank.questions.views import categories, competencies, editing, questions
from qbank.sources.views import passages, sources, upload_preview, uploads

app_name = "qbank"
urlpatterns = [
    path("", questions.question_list, name="question-list"),
    path("export.xlsx", export.question_export, {"kind": "xlsx"}, name="question-export-xlsx"),
    path("export.csv", export.question_export, {"kind": "csv"}, name="question-export-csv"),
    path("questions/new/", editing.question_create, name="question-create"),
    path("questions/<int:pk>/", questions.question_detail, name="question-detail"),
    path("questions/<int:pk>/edit/", editing.question_edit, name="question-edit"),
    path("questions/<int:pk>/status/", questions.question_status, name="question-status"),
    path("categories/", categories.category_list, name="category-list"),
    path("categories/new/", categories.category_create, name="category-create"),
    path("categories/<int:pk>/rename/", categories.category_rename, name="category-rename"),
    path("categories/<int:pk>/move/", categories.category_move, name="category-move"),
    path("competencies/", competencies.competency_list, name="competency-list"),
    path("passages/", passages.passage_list, name="passage-list"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<int:pk>/", sources.source_detail, name="source-detail"),
    path("sources/<int:pk>/repairs/<int:position>/confirm/", sources.repair_confirm, name="repair-confirm"),
    path("sources/<int:pk>/repairs/<int:position>/", sources.repair_correct, name="repair-correct"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/new/", imports.import_create, name="import-create"),
    path("imports/template/", imports.import_template, name="import-template"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/reading/", import_columns.import_reading, name="import-reading"),
    path("imports/<int:pk>/columns/", import_columns.import_columns, name="import-columns"),
    path("imports/<int:pk>/rows/<int:number>/", import_decisions.import_row, name="import-row"),
    path("imports/<int:pk>/rows/<int:number>/mend/", import_decisions.import_mend, name="import-mend"),
    path("imports/<int:pk>/rows/<int:number>/decide/", import_decisions.import_decide, name="import-decide"),
    path("imports/<int:pk>/decide/", import_decisions.import_decide_all, name="import-decide-all"),
    path("imports/<int:pk>/values/", import_decisions.import_value, name="import-value"),
    path("imports/<int:pk>/apply/", import_outcome.import_apply, name="import-apply"),
    path("imports/<int:pk>/rejected/", import_outcome.import_rejected, name="import-rejected"),
    path("imports/<int:pk>/undo/", import_outcome.import_undo, name="import-undo"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import-discard"),
    path("uploads/", uploads.upload_list, name="upload-list"),
    path("uploads/new/", uploads.upload_create, name="upload-create"),
    path("uploads/<int:pk>/", uploads.upload_detail, name="upload-detail"),
    path("uploads/<int:pk>/accept/", uploads.upload_accept, name="upload-accept"),
    path("uploads/<int:pk>/discard/", uploads.upload_discard, name="upload-discard"),
    path("uploads/<int:pk>/retry/", uploads.upload_retry, name="upload-retry"),
    path("uploads/<int:pk>/category/", upload_preview.category_rename, name="upload-category"),
    path("uploads/<int:pk>/questions/<slug:key>/", upload_preview.question_save, name="upload-question"),
    path(
        "uploads/<int:pk>/questions/<slug:key>/merge/",
        upload_preview.question_merge,
        name="upload-question-merge",
    ),
    path(
        "uploads/<int:pk>/questions/<slug:key>/split/",
        upload_preview.question_split,
        name="upload-question-split",
    ),
    path(
        "uploads/<int:pk>/questions/<slug:key>/take-out/",
        upload_preview.question_take_out,
        name="upload-question-take-out",
    ),
    path(
        "uploads/<int:pk>/leftovers/<slug:key>/question/",
        upload_preview.leftover_to_question,
        name="upload-leftover-question",
    ),
    path(
        "uploads/<int:pk>/leftovers/<slug:key>/answer/",
        upload_preview.leftover_to_answer,
        name="upload-leftover-answer",
    ),
]
