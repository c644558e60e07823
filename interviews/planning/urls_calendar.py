"""Calendar files and feeds."""

from django.urls import URLPattern, path

from interviews.planning.views import calendars, mails

calendar_urls: list[URLPattern] = [
    path("<int:pk>/interview.ics", calendars.interview_ics, name="interview-ics"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/renew/", calendars.calendar_renew, name="calendar-renew"),
    path("calendar/end/", calendars.calendar_end, name="calendar-end"),
    path("calendar/<str:secret>/interviews.ics", calendars.calendar_feed, name="calendar-feed"),
    path("mails/", mails.mail_list, name="mail-list"),
    path("mails/<int:pk>/resend/", mails.mail_resend, name="mail-resend"),
]
