"""The addresses of sources, their passages, and uploads."""

from django.urls import URLPattern, path

from qbank.sources.views import passages, sources, upload_preview, uploads

urlpatterns: list[URLPattern] = [
    path("passages/", passages.passage_list, name="passage-list"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<int:pk>/", sources.source_detail, name="source-detail"),
    path("sources/<int:pk>/repairs/<int:position>/confirm/", sources.repair_confirm, name="repair-confirm"),
    path("sources/<int:pk>/repairs/<int:position>/", sources.repair_correct, name="repair-correct"),
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
