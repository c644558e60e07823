"""Candidates, positions and their boards, ties, and lists that are brought in."""

from django.urls import URLPattern, path

from interviews.candidates.views import (
    boards,
    candidates,
    imports,
    many,
    merging,
    papers,
    positions,
    tags,
    ties,
)

urlpatterns: list[URLPattern] = [
    path("positions/", positions.position_list, name="position-list"),
    path("choices/positions/", positions.position_choices, name="choose-position"),
    path("positions/new/", positions.position_create, name="position-create"),
    path("positions/<int:pk>/edit/", positions.position_edit, name="position-edit"),
    path("positions/<int:pk>/close/", positions.position_close, name="position-close"),
    path("positions/<int:pk>/open/", positions.position_open, name="position-open"),
    path("candidates/<int:pk>/ties/new/", ties.candidate_tie, name="candidate-tie"),
    path("ties/<int:pk>/withdraw/", ties.tie_withdraw, name="tie-withdraw"),
    path("candidates/", candidates.candidate_list, name="candidate-list"),
    path("candidates/many/", many.candidate_many, name="candidate-many"),
    path("candidates/many/table.xlsx", many.candidate_many_table, name="candidate-many-table"),
    path("candidates/<int:pk>/tags/", tags.candidate_tags, name="candidate-tags"),
    path("candidates/new/", candidates.candidate_create, name="candidate-create"),
    path("candidates/import/", imports.candidate_import_list, name="candidate-import-list"),
    path(
        "candidates/import/template.xlsx",
        imports.candidate_import_template,
        name="candidate-import-template",
    ),
    path("candidates/import/<int:pk>/", imports.candidate_import, name="candidate-import"),
    path(
        "candidates/import/<int:pk>/reading/",
        imports.candidate_import_reading,
        name="candidate-import-reading",
    ),
    path(
        "candidates/import/<int:pk>/columns/",
        imports.candidate_import_columns,
        name="candidate-import-columns",
    ),
    path(
        "candidates/import/<int:pk>/rows/<int:number>/",
        imports.candidate_import_row,
        name="candidate-import-row",
    ),
    path(
        "candidates/import/<int:pk>/rows/<int:number>/choose/",
        imports.candidate_import_choose,
        name="candidate-import-choose",
    ),
    path(
        "candidates/import/<int:pk>/apply/",
        imports.candidate_import_apply,
        name="candidate-import-apply",
    ),
    path(
        "candidates/import/<int:pk>/undo/",
        imports.candidate_import_undo,
        name="candidate-import-undo",
    ),
    path(
        "candidates/import/<int:pk>/discard/",
        imports.candidate_import_discard,
        name="candidate-import-discard",
    ),
    path(
        "candidates/import/<int:pk>/rejected.xlsx",
        imports.candidate_import_rejected,
        name="candidate-import-rejected",
    ),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate-detail"),
    path("candidates/<int:pk>/papers/", papers.candidate_papers, name="candidate-papers"),
    path("candidates/papers/<int:pk>/", papers.paper, name="paper"),
    path("candidates/papers/<int:pk>/remove/", papers.paper_remove, name="paper-remove"),
    path("candidates/<int:pk>/edit/", candidates.candidate_edit, name="candidate-edit"),
    path("candidates/<int:pk>/merge/", merging.candidate_merge, name="candidate-merge"),
    path(
        "candidates/<int:pk>/merge/choices/",
        merging.candidate_merge_choices,
        name="candidate-merge-choices",
    ),
    path("candidates/<int:pk>/unmerge/", merging.candidate_unmerge, name="candidate-unmerge"),
    path("positions/<int:pk>/board/", boards.position_board, name="position-board"),
]
