"""Who uses the site, and the trail of what was decided."""

from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.labels import action_label, role_label
from common.finding.names import Named
from common.time_zones import zone_of

#: Who may enter Django's admin; what they find there, their other permissions say.
ENTER_ADMIN = "accounts.enter_admin"


class PersonManager(UserManager["User"]):
    """Django's own manager, for people whose ``is_staff`` follows from their roles."""

    use_in_migrations = False

    def _create_user_object(self, *args: Any, **fields: Any) -> Any:
        fields.pop("is_staff", None)
        return super()._create_user_object(*args, **fields)  # type: ignore[misc]


class User(Named, AbstractUser):
    """A person who signs in. ``name`` is what others see; it need not be unique."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(
        _("interface language"), max_length=10, blank=True, choices=settings.LANGUAGES, default=""
    )

    #: As the time zone database calls it; "" for the company's.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="")
    single_keys = models.BooleanField(
        _("keys without Ctrl or Alt"),
        default=True,
        help_text=_("While scoring, single keys mark points and change the question."),
    )

    objects: ClassVar[UserManager["User"]] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "username"]
        permissions = [("enter_admin", "Can enter the administration")]

    key_columns = ("name", "username", "email")

    def key_values(self) -> dict[str, Any]:
        return {"name": str(self), "texts": (self.username, self.email)}

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Whether they may enter Django's admin: by their role, like everything else."""
        return self.has_perm(ENTER_ADMIN)

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone they read times in; None for the company's."""
        return zone_of(self.time_zone)

    @property
    def role_labels(self) -> list[str]:
        """Their roles in words; of (prefetched) groups."""
        return [role_label(group.name) for group in self.groups.all()]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class AppendOnlyError(TypeError):
    """Raised when code tries to change or delete what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet[_Row]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError("These records are append-only: add a new one instead.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("These records are append-only: they can't be deleted.")

    def bulk_create(self, objs: Any, *args: Any, update_conflicts: bool = False, **kwargs: Any) -> Any:
        if update_conflicts:
            raise AppendOnlyError("These records are append-only: add a new one instead.")
        return super().bulk_create(objs, *args, **kwargs)


class AppendOnly(models.Model):
    """Rows that are written once: no later save, no delete, one by one or in bulk."""

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    #: Whether each row is sealed in the chain of accounts/kept/chain.py: for what decides. Ids are numbers.
    in_chain: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("This record is append-only: add a new one instead.")
        # Without force_insert an object made with the id of an existing row would overwrite that row.
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("This record is append-only: it can't be deleted.")


class SealedRow(AppendOnly):
    """A link of the chain of seals: the hash of a row of another table, a code over it and the link before.

    ``columns`` are those that the hash was taken over, ``content`` is "" for a row that an erasure deleted.
    """

    number = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    columns = models.TextField()
    content = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["table", "row"], name="sealed_row")]

    def __str__(self) -> str:
        return str(self.number)


class Unlocked(models.Model):
    """A row stands here only within a transaction that may change append-only rows: accounts/kept/erasure.py
    puts it there, the triggers of accounts/kept/append_only.py look for it, and nobody else ever sees it."""

    def __str__(self) -> str:
        return str(self.pk)


class WrongPassword(models.Model):
    """A password that was wrong, counted by accounts/passwords/throttle.py for a while. ``known``: tried from
    a browser in which the account's person has signed in before."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    account = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    known = models.BooleanField()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["account", "at"], name="wrong_by_account"),
            models.Index(fields=["address", "at"], name="wrong_by_address"),
        ]

    def __str__(self) -> str:
        return self.account


class PersonLink(models.Model):
    """A link by which somebody sets their own name and password, once and for a while: an invitation, or for
    a new password. Only a hash of its secret is kept (accounts/people/services.py)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="link", verbose_name=_("person"))
    token_sha256 = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("holds until"))

    class Meta:
        verbose_name = _("link for a password")
        verbose_name_plural = _("links for passwords")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.user)


class AuditEvent(AppendOnly):
    """One act that decides something: who, what, before and after. Names are kept as text."""

    in_chain = True

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(_("by"), max_length=200)
    action = models.CharField(_("act"), max_length=60, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object id"), max_length=40)
    object_label = models.CharField(_("object"), max_length=300)
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    request_id = models.CharField(_("request id"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        at = date_format(localtime(self.at), "DATETIME_FORMAT")
        return f"{at} {self.actor_name} {action_label(self.action)} {self.object_label}"
