"""Weights as people write them: ``{{ weight|plain }}``."""

from django import template

from common.numbers import plain

register = template.Library()
register.filter("plain", plain)
