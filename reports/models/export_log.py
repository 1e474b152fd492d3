"""Every file that left, with its fingerprint."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.append_only import AppendOnlyModel
from common.public_id import PublicIdModel
from people.models import Cohort
from reports.models.study import Study


class ExportLog(PublicIdModel, AppendOnlyModel):
    """One export: who took what out, as of when, for whom, how many rows, and the fingerprint of the file.

    `exported_by` is null where the command line was used; `host_user` then names the account there. A file of
    several cohorts has a line for each. `audience` and `filters` are those of the manifest; `audience` is
    empty in lines of before it was kept, `cohort` where the file is of no cohort: the map of the school.
    """

    report = models.CharField(_("report"), max_length=50)
    format = models.CharField(_("format"), max_length=10)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    as_of = models.DateTimeField(_("as of"))
    audience = models.CharField(_("audience"), max_length=10, blank=True)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    host_user = models.CharField(_("account on the server"), max_length=100, blank=True)
    exported_at = models.DateTimeField(_("exported"), default=timezone.now)

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-exported_at", "-pk")

    def __str__(self) -> str:
        return f"{self.report} of {self.cohort or 'the school'}"
