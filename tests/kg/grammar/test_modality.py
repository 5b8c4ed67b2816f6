from __future__ import annotations

import pytest

from kg.grammar.modality import polarity


@pytest.mark.parametrize(
    ("words", "put"),
    [
        ("没有收购", "negated"),
        ("不再与其合作", "negated"),
        ("将于5月举行", "planned"),
        ("拟出台", "planned"),
        ("计划投资", "planned"),
        ("正在起草", "planned"),
        ("如果双方签约", "hypothetical"),
        ("行动计划支持的", "asserted"),
        ("签署了", "asserted"),
    ],
)
def test_words_say_how_sure_they_are(words: str, put: str) -> None:
    assert polarity(words) == put
