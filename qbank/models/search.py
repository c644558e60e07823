"""The search index of questions, a table of its own: altering the questions' table never rebuilds it."""

from django.db import models

from qbank.models.bank import Question


class QuestionIndex(models.Model):
    """A question's folded text and its bigrams; qbank/questions/search.py writes and queries both."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="index")
    folded = models.TextField()
    grams = models.TextField()

    def __str__(self) -> str:
        return str(self.question_id)
