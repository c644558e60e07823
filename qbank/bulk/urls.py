"""The addresses of changes of many questions at once."""

from django.urls import URLPattern, path

from qbank.bulk import views

urlpatterns: list[URLPattern] = [
    path("questions/many/", views.question_many, name="question-many"),
    path("changes/", views.change_list, name="change-list"),
    path("changes/<int:pk>/", views.change_detail, name="change-detail"),
    path("changes/<int:pk>/apply/", views.change_apply, name="change-apply"),
    path("changes/<int:pk>/discard/", views.change_discard, name="change-discard"),
]
