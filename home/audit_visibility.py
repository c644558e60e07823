"""Who reads of the site's own affairs in the audit trail: whoever may read the trail."""

from accounts.audit_visibility import show
from home.models import Backup, Verification

show(Backup, "backup.create", "backup.export")
show(Verification, "verification.create")
