"""Building sheets: blueprints, parallel sheets, comments, approval, differences between versions."""

from django.urls import URLPattern

from interviews.building.urls_blueprint import blueprint_urls
from interviews.building.urls_versions import version_urls

building_urls: list[URLPattern] = [
    *blueprint_urls,
    *version_urls,
]
