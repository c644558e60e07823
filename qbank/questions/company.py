"""The company's name for texts of the bank (qbank/questions/rules/company_name.py says where it stands)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def company_name() -> str:
    """As the settings have it, "" until it is set. One query."""
    # The company's settings stand above the bank: their model is asked for by its name.
    company: Any = apps.get_model("interviews", "Company")
    return company.objects.filter(pk=1).values_list("name", flat=True).first() or ""


def lazy_company_name() -> Any:
    """The same, asked for once, and only where a text has room for it."""
    return SimpleLazyObject(company_name)


def own_company(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``{{ question.text|with_company:own_company }}``."""
    return {"own_company": lazy_company_name()}
