"""Text that was made to hurt: long lists, endless quotations, one word over and over. None may take long."""

from __future__ import annotations

import time

import pytest

from kg.extractors.claims import claims
from kg.extractors.events import events
from kg.extractors.issuance import issuance
from kg.extractors.participation import participation
from kg.extractors.relations import relations
from kg.mentions import read
from kg.model import Article, CleanText

BAIT = {
    "organisations in a list": "、".join(["江北大学"] * 10_000) + "签署协议。",
    "clauses without a subject": "江北大学，并与江南大学签署" * 3_000,
    "people in a list": "、".join(["江北大学校长陆鸣远"] * 5_000) + "出席会议。",
    "titles in a list": "".join(f"《江北{number}规划》" for number in range(5_000)) + "印发。",
    "events in a sentence": "在江北数字论坛上，" * 5_000,
    "dates": "2022年6月" * 20_000,
    "quotations": "“" * 50_000 + "”" * 50_000,
    "speakers": "江北大学校长陆鸣远表示，" * 5_000,
    "pronouns": "他说，" * 40_000,
    "opening brackets": "《" * 200_000,
    "definitions": "（以下简称“" * 40_000,
    "prepositions": "在" * 200_000,
    "verbs": "收购江北" * 40_000,
}


@pytest.mark.parametrize("text", BAIT.values(), ids=BAIT.keys())
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    document = read(Article("0" * 64, text), CleanText.verbatim(text))
    for extractor in (issuance, events, participation, relations, claims):
        assert all(extractor(document))
    assert time.process_time() - start < 15
