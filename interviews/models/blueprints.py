"""Kept blueprints: wishes from which sets are filled again and again."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interviews.blueprint.json_format import from_json
from interviews.blueprint.wishes import Wishes
from interviews.models.interviews import Position
from interviews.models.visibility import BlueprintQuerySet


def validate_wishes(value: object) -> None:
    """Raises ValidationError for what interviews.blueprint.from_json can't read."""
    try:
        from_json(value)
    except ValueError as error:
        raise ValidationError(_("These wishes can't be read: %(error)s"), params={"error": error}) from error


class Blueprint(models.Model):
    """Wishes as interviews.blueprint.to_json writes them. With a position, only interviews for it count
    towards what was asked lately."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    position = models.ForeignKey(
        Position, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("position")
    )
    wishes = models.JSONField(_("wishes"), default=dict, validators=[validate_wishes])
    archived = models.BooleanField(_("archived"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("created by"), related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("blueprint")
        verbose_name_plural = _("blueprints")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="blueprint_has_name",
                violation_error_message=_("A template needs a name."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(archived=False),
                name="open_blueprint_name_once",
                violation_error_message=_("There is a template of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def read(self) -> Wishes:
        """The wishes. Raises ValueError when the row holds something else."""
        return from_json(self.wishes)
