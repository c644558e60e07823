"""Changing the company's settings: a single row, every change in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from interviews.company.rules.pictures import Picture
from interviews.models import Company

#: What a person may change, besides the logo.
FIELDS = (
    "name",
    "footer",
    "approval_needed",
    "interviewers_see_bank",
    "interviewers_publish",
    "exposure_limit",
    "exposure_days",
    "retention_months",
    "retention_warning_days",
    "sends_mail",
    "coming_hours",
    "reminder_hours",
)


@transaction.atomic
def change_company(
    *, actor: User, changes: Mapping[str, Any], logo: Picture | None = None, remove_logo: bool = False
) -> Company:
    """Change some of FIELDS and, where given, the logo; every other field keeps its current value.

    The audit trail gets the fields that changed, of a logo its hash.
    """
    Company.objects.get_or_create(pk=1)
    company = Company.objects.select_for_update().get(pk=1)
    before = _state(company)
    for name in FIELDS:
        if name in changes:
            setattr(company, name, changes[name])
    if logo is not None:
        company.logo, company.logo_type = logo.data, logo.media_type
    elif remove_logo:
        company.logo, company.logo_type = None, ""
    after = _state(company)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        company.save()
        record(
            actor=actor,
            action="company.change",
            target=company,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return company


def _state(company: Company) -> dict[str, Any]:
    return {name: getattr(company, name) for name in FIELDS} | {"logo": company.logo_sha256}
