"""Sheets and scorecards on paper and in files, out and in again."""

from django.urls import URLPattern, path

from interviews.paper.views import excel_forms, paper, type_in

urlpatterns: list[URLPattern] = [
    path("sheets/<int:pk>/print/", paper.sheet_print, name="sheet-print"),
    path("sheets/<int:pk>/word/", paper.sheet_word, name="sheet-docx"),
    path("<int:pk>/print/", paper.interview_print, name="interview-print"),
    path("<int:pk>/word/", paper.interview_word, name="interview-docx"),
    path("sheets/<int:pk>/form/", excel_forms.sheet_form, name="sheet-form"),
    path("seats/<int:pk>/form/", excel_forms.seat_form, name="seat-form"),
    path("<int:interview_id>/score/form/", excel_forms.scorecard_form, name="scorecard-form"),
    path("<int:interview_id>/score/upload/", excel_forms.scorecard_upload, name="scorecard-upload"),
    path(
        "<int:interview_id>/score/upload/accept/",
        excel_forms.scorecard_upload_accept,
        name="scorecard-upload-accept",
    ),
    path("<int:interview_id>/score/type-in/", type_in.scorecard_type_in, name="scorecard-type-in"),
]
