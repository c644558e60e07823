"""Removing a person from texts and JSON: only the person goes, everything else stays."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interviews.privacy.rules.redaction import build_replacer, redact


def test_words_are_replaced_where_they_stand_alone():
    replace = build_replacer(["An", "王", "李小龙", "a.b@x.cn"], "N")
    assert replace("An Answer, an A.B@X.CN") == "N Answer, N N"
    assert replace("请李小龙和王老师来") == "请N和王老师来"
    assert replace("王") == "N"
    assert build_replacer(["", " "], "N")("nothing") == "nothing"


@given(
    st.recursive(
        st.none() | st.integers() | st.booleans() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["notes", "a", "added", "b"]), inner),
    )
)
def test_redaction_keeps_shape_and_numbers(value):
    def shape(content: Any) -> Any:
        if isinstance(content, dict):
            return {key: shape(child) for key, child in content.items()}
        if isinstance(content, list):
            return [shape(child) for child in content]
        return "" if isinstance(content, str) else content

    assert shape(redact(value, lambda text: "x", "[erased]")) == shape(value)
