"""Live scoring, what is written beside the sheet, phrases, and practice."""

from django.urls import URLPattern, path

from interviews.room.views import asides, practice, scorecards, snippets

urlpatterns: list[URLPattern] = [
    path("<int:interview_id>/score/", scorecards.scorecard, name="scorecard"),
    path("<int:interview_id>/score/state/", scorecards.scorecard_state, name="scorecard-state"),
    path("<int:interview_id>/score/save/", scorecards.scorecard_save, name="scorecard-save"),
    path("<int:interview_id>/score/submit/", scorecards.scorecard_submit, name="scorecard-submit"),
    path("snippets/", snippets.snippets_save, name="snippets-save"),
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
    path("<int:interview_id>/score/asides/", asides.scorecard_asides_state, name="scorecard-asides"),
    path("<int:interview_id>/score/asides/save/", asides.scorecard_asides_save, name="scorecard-asides-save"),
    path("<int:interview_id>/handover/", asides.handover, name="scorecard-handover"),
]
