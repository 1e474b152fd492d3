"""Words of the pages of marking."""

from __future__ import annotations

from django import template

from assessments.marking_queue import called_for_marker

register = template.Library()
register.filter(called_for_marker)
