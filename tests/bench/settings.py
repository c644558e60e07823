"""The site's own settings, with one more address: the bare view that autosaves are measured against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
