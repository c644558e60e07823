"""Sign-in, sign-out, passwords, and people."""

from django.urls import path

from accounts.views import people, sessions, settings, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("who/", sessions.who, name="who"),
    path("unsent/", sessions.unsent, name="unsent"),
    path("settings/", settings.settings, name="settings"),
    path("people/", people.person_list, name="person-list"),
    path("people/invite/", people.person_invite, name="person-invite"),
    path("people/<int:pk>/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/link/", people.person_link, name="person-link"),
    path("welcome/<str:secret>/", people.welcome, name="welcome"),
    path("password/", sign_in.PasswordChange.as_view(), name="password-change"),
]
