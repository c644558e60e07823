"""Weights as people write them: ``{{ weight|plain }}``."""

from django import template

from common.numbers import format_decimal

register = template.Library()
register.filter("plain", format_decimal)
