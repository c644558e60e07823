"""The space between two sentences: the language's own."""

import pytest
from django.template import Context, Template
from django.utils import translation

from common.spacing import bracketed, colon, join_sentences


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "先听。再问。"), ("en", "先听。 再问。")])
def test_sentences_are_joined_as_the_language_does_it(language, text):
    with translation.override(language):
        assert join_sentences(["先听。", "再问。"]) == text
        template = Template("{% load spacing %}先听。{% gap %}再问。")
        assert template.render(Context()) == text


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "结果：4（良好）"), ("en", "结果: 4 (良好)")])
def test_labels_and_asides_have_the_languages_marks(language, text):
    with translation.override(language):
        assert "结果" + colon() + "4" + bracketed("良好") == text
        template = Template("{% load spacing %}结果{% colon %}4{% bracketed band %}")
        assert template.render(Context({"band": "良好"})) == text


def test_an_aside_is_escaped_on_a_page():
    template = Template("{% load spacing %}{% bracketed text %}")
    with translation.override("en"):
        assert template.render(Context({"text": "<b>"})).strip() == "(&lt;b&gt;)"


def test_without_a_language_there_is_a_space():
    with translation.override(None):
        assert join_sentences(["One.", "Two."]) == "One. Two."
