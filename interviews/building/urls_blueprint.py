"""Blueprints, parallel sheets and the templates of both."""

from django.urls import URLPattern, path

from interviews.building.views import blueprints

blueprint_urls: list[URLPattern] = [
    path("blueprints/", blueprints.blueprint, name="blueprint"),
    path("blueprints/make/", blueprints.blueprint_make, name="blueprint-make"),
    path("blueprints/keep/", blueprints.blueprint_keep, name="blueprint-keep"),
    path("blueprints/<int:pk>/", blueprints.blueprint_open, name="blueprint-open"),
    path("blueprints/<int:pk>/archive/", blueprints.blueprint_archive, name="blueprint-archive"),
    path("sets/<int:pk>/fill/", blueprints.blueprint_fill, name="set-fill"),
]
