"""A text of the bank with the company's name: ``{{ question.text|with_company:own_company }}``."""

from django import template

from qbank.questions.rules.company_name import with_company

register = template.Library()
register.filter("with_company", with_company)
