"""What came in: staged imports with their rows, and what the seed loader last wrote."""

from interop.models.import_batch import ImportBatch, ImportRow
from interop.models.loaded_entry import LoadedEntry
from interop.models.question_file import QuestionFile

__all__ = ["ImportBatch", "ImportRow", "LoadedEntry", "QuestionFile"]
