"""The search index of questions, kept apart so that changing a question's table never rebuilds it."""

from django.db import models

from qbank.models.bank import Question


class QuestionIndex(models.Model):
    """Folded text and its bigrams; see qbank/search.py for how both are made and asked."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="index")
    folded = models.TextField()
    grams = models.TextField()

    def __str__(self) -> str:
        return str(self.question_id)
