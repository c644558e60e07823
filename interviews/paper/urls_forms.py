"""The Excel scoring form out and in again, and typing in from paper."""

from django.urls import URLPattern, path

from interviews.paper.views import excel_forms as scoring_forms
from interviews.paper.views import type_in

form_urls: list[URLPattern] = [
    path("sheets/<int:pk>/form/", scoring_forms.sheet_form, name="sheet-form"),
    path("seats/<int:pk>/form/", scoring_forms.seat_form, name="seat-form"),
    path("<int:interview_id>/score/form/", scoring_forms.scorecard_form, name="scorecard-form"),
    path("<int:interview_id>/score/upload/", scoring_forms.scorecard_upload, name="scorecard-upload"),
    path(
        "<int:interview_id>/score/upload/accept/",
        scoring_forms.scorecard_upload_accept,
        name="scorecard-upload-accept",
    ),
    path("<int:interview_id>/score/type-in/", type_in.scorecard_type_in, name="scorecard-type-in"),
]
