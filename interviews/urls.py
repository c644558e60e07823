"""Sets, sheets, interviews and scorecards."""

from django.urls import URLPattern, path

from interviews.building.urls import building_urls
from interviews.building.views import builder, sets, sheets
from interviews.candidates.urls import candidate_urls
from interviews.candidates.views import positions
from interviews.outcome.urls import debrief_urls
from interviews.outcome.urls_reports import report_urls
from interviews.outcome.views import comparison, results
from interviews.paper.urls import paper_urls
from interviews.planning.urls import panel_urls
from interviews.planning.urls_calendar import calendar_urls
from interviews.planning.views import interviews
from interviews.room.views import practice, scorecards, snippets

app_name = "interviews"
urlpatterns: list[URLPattern] = [
    *panel_urls,
    *debrief_urls,
    *building_urls,
    *candidate_urls,
    *paper_urls,
    *report_urls,
    *calendar_urls,
    path("", interviews.interview_list, name="interview-list"),
    path("new/", interviews.interview_create, name="interview-create"),
    path("<int:pk>/", interviews.interview_detail, name="interview-detail"),
    path("<int:pk>/edit/", interviews.interview_edit, name="interview-edit"),
    path("<int:pk>/cancel/", interviews.interview_cancel, name="interview-cancel"),
    path("<int:pk>/restore/", interviews.interview_restore, name="interview-restore"),
    path("<int:pk>/result/", results.interview_result, name="interview-result"),
    path("<int:interview_id>/score/", scorecards.scorecard, name="scorecard"),
    path("<int:interview_id>/score/state/", scorecards.scorecard_state, name="scorecard-state"),
    path("<int:interview_id>/score/save/", scorecards.scorecard_save, name="scorecard-save"),
    path("<int:interview_id>/score/submit/", scorecards.scorecard_submit, name="scorecard-submit"),
    path("snippets/", snippets.snippets_save, name="snippets-save"),
    path("scorecards/<int:pk>/reopen/", results.scorecard_reopen, name="scorecard-reopen"),
    path("scorecards/<int:pk>/versions/<int:number>/", results.scorecard_version, name="scorecard-version"),
    path("positions/", positions.position_list, name="position-list"),
    path("positions/new/", positions.position_create, name="position-create"),
    path("positions/<int:pk>/edit/", positions.position_edit, name="position-edit"),
    path("positions/<int:pk>/close/", positions.position_close, name="position-close"),
    path("positions/<int:pk>/open/", positions.position_open, name="position-open"),
    path("positions/<int:pk>/compare/", comparison.position_compare, name="position-compare"),
    path("sets/", sets.set_list, name="set-list"),
    path("sets/new/", sets.set_create, name="set-create"),
    path("sets/<int:pk>/", builder.set_detail, name="set-detail"),
    path("sets/<int:pk>/candidate/", builder.set_candidate, name="set-candidate"),
    path("sets/<int:pk>/edit/", sets.set_edit, name="set-edit"),
    path("sets/<int:pk>/copy/", sets.set_copy, name="set-copy"),
    path("sets/<int:pk>/archive/", sets.set_archive, name="set-archive"),
    path("sets/<int:pk>/unarchive/", sets.set_unarchive, name="set-unarchive"),
    path("sets/<int:pk>/publish/", sheets.set_publish, name="set-publish"),
    path("sets/<int:pk>/wording/", sheets.set_wording, name="set-wording"),
    path("sets/<int:pk>/undo/", builder.set_undo, name="set-undo"),
    path("sets/<int:pk>/redo/", builder.set_redo, name="set-redo"),
    path("sets/<int:pk>/items/add/", builder.item_add, name="set-item-add"),
    path("sets/<int:pk>/items/<int:item>/", builder.item_change, name="set-item-change"),
    path("sets/<int:pk>/items/<int:item>/move/", builder.item_move, name="set-item-move"),
    path("sets/<int:pk>/items/<int:item>/remove/", builder.item_remove, name="set-item-remove"),
    path("sets/<int:pk>/sections/add/", builder.section_add, name="set-section-add"),
    path("sets/<int:pk>/sections/<int:section>/", builder.section_change, name="set-section-change"),
    path("sets/<int:pk>/sections/<int:section>/move/", builder.section_move, name="set-section-move"),
    path("sets/<int:pk>/sections/<int:section>/remove/", builder.section_remove, name="set-section-remove"),
    path("sheets/<int:pk>/", sheets.sheet_detail, name="sheet-detail"),
    path("sheets/<int:pk>/practice/", practice.practice_card, name="practice-card"),
    path("sheets/<int:pk>/practice/ask/", practice.practice_ask, name="practice-ask"),
    path(
        "sheets/<int:pk>/practice/samples/new/",
        practice.practice_sample_create,
        name="practice-sample-create",
    ),
    path(
        "sheets/<int:pk>/practice/samples/<int:sample>/",
        practice.practice_sample_edit,
        name="practice-sample",
    ),
    path(
        "sheets/<int:pk>/practice/samples/<int:sample>/remove/",
        practice.practice_sample_remove,
        name="practice-sample-remove",
    ),
    path("sheets/<int:pk>/practice/try/", practice.practice_try, name="practice-try"),
    path("practice/<int:pk>/", practice.practice_attempt, name="practice-attempt"),
]
