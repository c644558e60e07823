"""Letters to candidates, their texts, and the candidate's answer."""

from django.urls import URLPattern, path

from interviews.letters.views import answers, days, letters, templates

urlpatterns: list[URLPattern] = [
    path("day/letters/", days.day_letters, name="interview-day-letters"),
    path("<int:pk>/letter/", letters.interview_letter, name="interview-letter"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("letters/<int:pk>/again/", letters.letter_send_again, name="letter-send-again"),
    path("company/letters/", templates.template_list, name="letter-template-list"),
    path("company/letters/<str:kind>/<str:language>/", templates.template_edit, name="letter-template-edit"),
    path(
        "company/letters/<str:kind>/<str:language>/restore/",
        templates.template_restore,
        name="letter-template-restore",
    ),
    path("answer/<str:secret>/", answers.letter_answer, name="letter-answer"),
]
