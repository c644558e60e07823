"""How known a question of a sheet is: ``{{ checks|known:question_id }}``."""

from django import template

from interviews.building.pages.checks import Checks, QuestionUse

register = template.Library()


@register.filter
def known(checks: Checks, question: int) -> QuestionUse:
    """How known the question of this id is."""
    return checks.known(question)
