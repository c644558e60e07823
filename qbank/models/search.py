"""What lists of questions are found and counted by. Tables of their own: altering the questions' table never
rebuilds them."""

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from qbank.models.bank import Question, Status, keeps_bank


class QuestionIndex(models.Model):
    """A question's folded text and its bigrams; qbank/questions/search.py writes and queries both."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="index")
    folded = models.TextField()
    grams = models.TextField()

    def __str__(self) -> str:
        return str(self.question_id)


class QuestionTallyQuerySet(models.QuerySet["QuestionTally"]):
    def visible_to(self, user: User) -> "QuestionTallyQuerySet":
        """What counts the questions that the user may see, as ``Question.visible_to`` says."""
        if not user.has_perm("qbank.view_question"):
            return self.none()
        return self if keeps_bank(user) else self.filter(status=Status.READY)

    def number_by(self, column: str) -> Coalesce:
        """As an annotation: how many questions have this row in that column."""
        sums = self.filter(**{column: OuterRef("pk")}).order_by().values(column).annotate(sum=Sum("number"))
        return Coalesce(Subquery(sums.values("sum")), 0)


class QuestionTally(models.Model):
    """How many questions of the bank have these values: the sum over all rows with the same ones.

    The database itself adds a row for whatever changes the questions' table (qbank/questions/tallies.py): who
    only adds waits for nobody. Questions that an import is still writing are not counted. ``source`` is 0
    where there is none.
    """

    category = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    difficulty = models.CharField(max_length=8)
    status = models.CharField(max_length=8)
    rubric_kind = models.CharField(max_length=10)
    source = models.BigIntegerField()
    number = models.IntegerField()

    objects = QuestionTallyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.number)


class QuestionLack(models.Model):
    """Something that a question lacks. The database itself keeps these rows as questions, answers, points and
    competencies are written (qbank/questions/lacks.py), those of retired questions too."""

    class What(models.TextChoices):
        POINTS = "points"
        LEVEL = "level"  # a point of a ladder has none
        ANSWER = "answer"
        COMPLETE = "complete"  # an answer is cut off
        COMPETENCY = "competency"

    question = models.BigIntegerField()
    what = models.CharField(max_length=10, choices=What.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["what", "question"], name="question_lacks_once")]

    def __str__(self) -> str:
        return self.what
