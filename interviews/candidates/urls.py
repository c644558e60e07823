"""Candidates: their list and board, import, notes, export and erasure."""

from django.urls import URLPattern, path

from interviews.candidates.imports import views as candidate_imports
from interviews.candidates.views import boards, candidates
from interviews.privacy import views as candidate_data

candidate_urls: list[URLPattern] = [
    path("candidates/", candidates.candidate_list, name="candidate-list"),
    path("candidates/new/", candidates.candidate_create, name="candidate-create"),
    path("candidates/retention/", candidate_data.candidate_retention, name="candidate-retention"),
    path("candidates/import/", candidate_imports.candidate_import_list, name="candidate-import-list"),
    path(
        "candidates/import/template.xlsx",
        candidate_imports.candidate_import_template,
        name="candidate-import-template",
    ),
    path("candidates/import/<int:pk>/", candidate_imports.candidate_import, name="candidate-import"),
    path(
        "candidates/import/<int:pk>/columns/",
        candidate_imports.candidate_import_columns,
        name="candidate-import-columns",
    ),
    path(
        "candidates/import/<int:pk>/rows/<int:number>/",
        candidate_imports.candidate_import_row,
        name="candidate-import-row",
    ),
    path(
        "candidates/import/<int:pk>/rows/<int:number>/choose/",
        candidate_imports.candidate_import_choose,
        name="candidate-import-choose",
    ),
    path(
        "candidates/import/<int:pk>/apply/",
        candidate_imports.candidate_import_apply,
        name="candidate-import-apply",
    ),
    path(
        "candidates/import/<int:pk>/undo/",
        candidate_imports.candidate_import_undo,
        name="candidate-import-undo",
    ),
    path(
        "candidates/import/<int:pk>/discard/",
        candidate_imports.candidate_import_discard,
        name="candidate-import-discard",
    ),
    path(
        "candidates/import/<int:pk>/rejected.xlsx",
        candidate_imports.candidate_import_rejected,
        name="candidate-import-rejected",
    ),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate-detail"),
    path("candidates/<int:pk>/edit/", candidates.candidate_edit, name="candidate-edit"),
    path("candidates/<int:pk>/notes/", candidate_data.candidate_note, name="candidate-note"),
    path("candidates/<int:pk>/export/", candidate_data.candidate_export, name="candidate-export"),
    path("candidates/<int:pk>/keep/", candidate_data.candidate_keep, name="candidate-keep"),
    path("candidates/<int:pk>/erase/", candidate_data.candidate_erase, name="candidate-erase"),
    path("positions/<int:pk>/board/", boards.position_board, name="position-board"),
]
