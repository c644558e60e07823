"""The site's state, for administrators."""

from django.urls import path

from home.health import views

app_name = "health"
urlpatterns = [path("", views.health_page, name="page")]
