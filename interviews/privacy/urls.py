"""What is done with a candidate's personal data."""

from django.urls import URLPattern, path

from interviews.privacy import views

urlpatterns: list[URLPattern] = [
    path("candidates/retention/", views.candidate_retention, name="candidate-retention"),
    path("candidates/<int:pk>/notes/", views.candidate_note, name="candidate-note"),
    path("candidates/<int:pk>/export/", views.candidate_export, name="candidate-export"),
    path("candidates/<int:pk>/keep/", views.candidate_keep, name="candidate-keep"),
    path("candidates/<int:pk>/erase/", views.candidate_erase, name="candidate-erase"),
]
