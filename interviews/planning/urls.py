"""Panels: seats, ties, who leads which question, and what is written beside the sheet."""

from django.urls import URLPattern, path

from interviews.candidates.views import ties
from interviews.planning.views import seats
from interviews.room.views import asides

panel_urls: list[URLPattern] = [
    path("<int:pk>/step-back/", seats.step_back, name="panel-step-back"),
    path("<int:pk>/focus/", seats.interview_focus, name="interview-focus"),
    path("seats/<int:pk>/", seats.seat_kept, name="seat-kept"),
    path("seats/<int:pk>/take-off/", seats.seat_take_off, name="seat-take-off"),
    path("seats/<int:pk>/give-back/", seats.seat_give_back, name="seat-give-back"),
    path("seats/<int:pk>/replace/", seats.seat_replace, name="seat-replace"),
    path("candidates/<int:pk>/ties/new/", ties.candidate_tie, name="candidate-tie"),
    path("ties/<int:pk>/withdraw/", ties.tie_withdraw, name="tie-withdraw"),
    path("<int:interview_id>/score/asides/", asides.scorecard_asides_state, name="scorecard-asides"),
    path("<int:interview_id>/score/asides/save/", asides.scorecard_asides_save, name="scorecard-asides-save"),
    path("<int:interview_id>/handover/", asides.handover, name="scorecard-handover"),
]
