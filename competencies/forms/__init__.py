"""What the pages ask for."""

from competencies.forms.about import AboutForm
from competencies.forms.attaching import AttachForm, LevelsForm
from competencies.forms.modules import ModuleForm
from competencies.forms.searching import SearchForm
from competencies.forms.sections import MarkdownForm, OrderForm, SectionForm

__all__ = [
    "AboutForm",
    "AttachForm",
    "LevelsForm",
    "MarkdownForm",
    "ModuleForm",
    "OrderForm",
    "SearchForm",
    "SectionForm",
]
