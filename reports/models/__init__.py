"""What was told to others: exports that left the building, and the secrets of studies."""

from reports.models.export_log import ExportLog
from reports.models.report_run import Asked, ReportDefinition, ReportRun
from reports.models.study import Study

__all__ = ["Asked", "ExportLog", "ReportDefinition", "ReportRun", "Study"]
