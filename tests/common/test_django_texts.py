"""What Django's forms say, in the Chinese of the rest of the site."""

import gettext
from pathlib import Path

import django
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from common.django_admin_texts import TEXTS
from common.django_texts import FORMS

PLACES = [Path(django.__file__).parent / place for place in ("conf", "contrib/admin", "contrib/auth")]
OWN = [gettext.translation("django", place / "locale", ["zh_Hans"]) for place in PLACES]
SOURCES = "".join((place / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8") for place in PLACES)


@pytest.mark.parametrize("text", [text for text in (*FORMS, *TEXTS) if isinstance(text, str)])
def test_each_is_a_sentence_that_django_says_otherwise(text):
    """A text that Django no longer has, or that it has learnt to say like us, need not stand here."""
    with translation.override("zh-hans"):
        ours = translation.gettext(text)
    said = {own.gettext(text) for own in OWN} - {text}
    # Some are new to Django's Chinese, and only in its English.
    assert ours not in said and (said or f'"{text}"' in SOURCES)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (forms.CharField(), " ", "此项必填。"),
        (forms.CharField(max_length=3), "先道歉再核实", "最多 3 个字，现在有 6 个。"),
        (forms.CharField(), "甲\0乙", "含有无法保存的空字符，请删去后再试。"),
        (forms.EmailField(), "chen@", "邮箱地址不对，请检查。"),
        (forms.IntegerField(max_value=5), "6", "不能大于 5。"),
        (forms.IntegerField(min_value=1), "0", "不能小于 1。"),
        (forms.DecimalField(decimal_places=1), "1.25", "最多 1 位小数。"),
        (forms.DecimalField(max_digits=3), "1234", "总共最多 3 位数字。"),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "没有“b”这个选项，请重新选择。"),
        (forms.FileField(), None, "此项必填。"),
    ],
)
def test_forms_say_it(field, value, message):
    with translation.override("zh-hans"):
        with pytest.raises(ValidationError) as refused:
            field.clean(value)
        assert refused.value.messages == [message]
