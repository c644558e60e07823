"""The verification of what was recorded, for administrators."""

from django.urls import path

from home.verification import views

app_name = "verification"
urlpatterns = [
    path("", views.verification_detail, name="detail"),
    path("new/", views.verification_create, name="create"),
]
