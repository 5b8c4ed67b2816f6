from __future__ import annotations

import pytest

from kg.grammar.concepts import concept_of
from tests.cases import cases


@pytest.mark.parametrize(("phrase", "concept"), cases("concepts"))
def test_work_on_a_thing_speaks_of_the_thing(phrase: str, concept: str) -> None:
    assert concept_of(phrase) == concept
