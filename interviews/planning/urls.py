"""Interviews, panels and their seats, calendars and letters."""

from django.urls import URLPattern, path

from interviews.planning.views import calendars, interviews, mails, seats

urlpatterns: list[URLPattern] = [
    path("", interviews.interview_list, name="interview-list"),
    path("new/", interviews.interview_create, name="interview-create"),
    path("remarks/", interviews.interview_remarks, name="interview-remarks"),
    path("<int:pk>/", interviews.interview_detail, name="interview-detail"),
    path("<int:pk>/edit/", interviews.interview_edit, name="interview-edit"),
    path("<int:pk>/cancel/", interviews.interview_cancel, name="interview-cancel"),
    path("<int:pk>/inform/", mails.interview_inform, name="interview-inform"),
    path("<int:pk>/restore/", interviews.interview_restore, name="interview-restore"),
    path("<int:pk>/step-back/", seats.step_back, name="panel-step-back"),
    path("<int:pk>/focus/", seats.interview_focus, name="interview-focus"),
    path("seats/<int:pk>/", seats.withdrawn_seat, name="seat-kept"),
    path("seats/<int:pk>/take-off/", seats.seat_take_off, name="seat-take-off"),
    path("seats/<int:pk>/give-back/", seats.seat_give_back, name="seat-give-back"),
    path("seats/<int:pk>/replace/", seats.seat_replace, name="seat-replace"),
    path("<int:pk>/interview.ics", calendars.interview_ics, name="interview-ics"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/renew/", calendars.calendar_renew, name="calendar-renew"),
    path("calendar/end/", calendars.calendar_end, name="calendar-end"),
    path("calendar/<str:secret>/interviews.ics", calendars.calendar_feed, name="calendar-feed"),
    path("mails/", mails.mail_list, name="mail-list"),
    path("mails/<int:pk>/resend/", mails.mail_resend, name="mail-resend"),
]
