"""Sign-in, sign-out and passwords."""

from django.urls import path

from accounts.views import sessions, settings, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("who/", sessions.who, name="who"),
    path("unsent/", sessions.unsent, name="unsent"),
    path("settings/", settings.settings, name="settings"),
    path("password/", sign_in.PasswordChange.as_view(), name="password-change"),
]
