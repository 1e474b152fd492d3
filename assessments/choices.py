"""The closed lists of this room, as stored. The pure cores use the same words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Miller's tiers (Miller, 1990)."""

    KNOWS = "knows", _("Knows")
    KNOWS_HOW = "knows_how", _("Knows how")
    SHOWS_HOW = "shows_how", _("Shows how")
    DOES = "does", _("Does")


class Method(models.TextChoices):
    """By what kind of assessment a level was shown."""

    QUIZ = "quiz", _("Quiz")
    JUDGEMENT = "judgement", _("Judgement case")
    APPLIED = "applied", _("Applied case")
    REFLECTION = "reflection", _("Reflection")
    OBSERVATION = "observation", _("Observation")


class AssessmentType(models.TextChoices):
    """What an assessment is: a method by which levels are shown, or a self-rating form, which shows none."""

    QUIZ = "quiz", _("Quiz")
    JUDGEMENT = "judgement", _("Judgement case")
    APPLIED = "applied", _("Applied case")
    REFLECTION = "reflection", _("Reflection")
    OBSERVATION = "observation", _("Observation form")
    SELF_RATING = "self_rating", _("Self-rating form")


class KeyStatus(models.TextChoices):
    """How far a key, or a set of cut scores, can be trusted."""

    PROPOSED = "proposed", _("Proposed by the authors")
    PANEL_CONFIRMED = "panel_confirmed", _("Confirmed by a panel")
    SOURCED = "sourced", _("Follows from the source")
    RUBRIC = "rubric", _("Marked with a rubric")
    SET_LOCALLY = "set_locally", _("Set by the school")


class ReleaseRule(models.TextChoices):
    """When a learner sees the result of a sitting. At once means after each question, for practice alone."""

    AT_ONCE = "at_once", _("After each question")
    AFTER_SUBMISSION = "after_submission", _("After handing in")
    AFTER_DUE = "after_due", _("After the due date")
    AFTER_MARKING = "after_marking", _("After marking")


class Mode(models.TextChoices):
    """Whether a sitting writes evidence."""

    PRACTICE = "practice", _("Practice")
    COUNTING = "counting", _("Counts")


class CountingAttempt(models.TextChoices):
    """Which of several counting attempts counts."""

    BEST = "best", _("The best")
    LATEST = "latest", _("The latest")
    FIRST = "first", _("The first")


class Setting(models.TextChoices):
    """Where somebody was seen to act; it decides the tier of what they showed."""

    SIMULATED = "simulated", _("Simulated")
    WORKPLACE = "workplace", _("Workplace")


class ItemAction(models.TextChoices):
    """What somebody did to an item of the bank."""

    CREATED = "created", _("Written")
    IMPORTED = "imported", _("Imported")
    EDITED = "edited", _("Changed")
    NEW_VERSION = "new_version", _("New version")
    NEW_KEY = "new_key", _("New key")
    TO_REVIEW = "to_review", _("Sent to review")
    TO_DRAFT = "to_draft", _("Back to draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
    TAGGED = "tagged", _("Tags changed")


class CutMethod(models.TextChoices):
    """How a school set its cut scores."""

    ANGOFF = "angoff", _("Angoff")
    EBEL = "ebel", _("Ebel")
    BORDERLINE = "borderline", _("Borderline group or regression")
    HOFSTEE = "hofstee", _("Hofstee")
    COMMITTEE = "committee", _("Decision of a committee")
    OTHER = "other", _("Another method")


class PanelRule(models.TextChoices):
    """How the judgements of a panel become a key."""

    MODE = "mode", _("The most frequent answer")
    MEDIAN = "median", _("The median")
    MEAN_RANK = "mean_rank", _("The order of the mean ranks")
    PROPORTION = "proportion", _("Credit in proportion to the answers")
