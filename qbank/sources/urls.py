"""The addresses of sources, their passages, and uploads."""

from django.urls import URLPattern, path

from qbank.sources.views import passages, scales, sources, upload_preview, uploads

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
    path("uploads/<int:pk>/questions/<slug:key>/", upload_preview.question_save, name="upload-question"),
    path(
        "uploads/<int:pk>/questions/<slug:key>/decide/",
        upload_preview.question_decide,
        name="upload-question-decide",
    ),
    path("uploads/<int:pk>/borders/", upload_preview.borders_change, name="upload-borders"),
    path("uploads/<int:pk>/bulk/", upload_preview.bulk_set, name="upload-bulk"),
    path("scales/", scales.scale_list, name="scale-list"),
    path("scales/new/", scales.scale_create, name="scale-create"),
    path("scales/<int:pk>/", scales.scale_edit, name="scale-edit"),
    path("scales/<int:pk>/default/", scales.scale_default, name="scale-default"),
]
