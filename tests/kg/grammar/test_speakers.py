from __future__ import annotations

import pytest

from kg.document import Document
from kg.grammar.speakers import speaker_of, speeches
from kg.mentions import read
from kg.model import Article, CleanText, Entity, Span
from kg.pipeline import extract
from kg.vocab import KG


def document(text: str) -> Document:
    return read(Article("0" * 64, text), CleanText.verbatim(text))


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("江北大学校长陆鸣远表示，数据要用起来。会后散场。", "陆鸣远", "数据要用起来"),
        ("江北大学校长陆鸣远在论坛上说：“数据要用。人也要用。”", "陆鸣远", "数据要用。人也要用。"),
        ("“数据要用。人也要用。”江北大学校长陆鸣远说。", "陆鸣远", "数据要用。人也要用。"),
        ("在江北大学校长陆鸣远看来，数据不能只放着。", "陆鸣远", "数据不能只放着"),
        ("江北大学认为，数据不能只放着。", "江北大学", "数据不能只放着"),
        ("江北大学校长陆鸣远到会。他指出，重在“用”。", "陆鸣远", None),
        ("江北大学校长陆鸣远到会。他指出，要重视“数据的用处”。", "陆鸣远", "要重视“数据的用处”"),
    ],
)
def test_words_have_their_speaker(text: str, speaker: str, words: str | None) -> None:
    article = document(text)
    found = [(speech.speaker.name, article[speech.words]) for speech in speeches(article)]
    assert found == ([(speaker, words)] if words else [])


@pytest.mark.parametrize(
    "text", ["会议指出，要重视数据。", "《江北数据报告》指出，数据要用。", "有人说，数据没有用处。"]
)
def test_nobody_in_particular_says_nothing(text: str) -> None:
    assert speeches(document(text)) == ()


def test_what_stands_in_a_speech_is_its_speakers_view() -> None:
    text = "江北大学校长陆鸣远表示，江北市有三个模式。江北市很大。"
    article = document(text)
    spoken = speeches(article)
    inside, outside = text.index("三个"), text.index("很大")
    speaker = speaker_of(spoken, Span(inside, inside + 4))
    assert speaker is not None
    assert speaker.name == "陆鸣远"
    assert speaker_of(spoken, Span(outside, outside + 2)) is None


def test_a_fact_that_somebody_states_has_its_speaker() -> None:
    text = "江北大学校长陆鸣远表示，江北集团收购了江南科技。"
    extraction = extract(Article("0" * 64, text))
    [acquisition] = [fact for fact in extraction.facts if fact.kind == KG.Acquisition]
    assert acquisition.evidence[0].speaker == Entity(KG.Person, "陆鸣远")


def test_answers_of_an_interview_are_the_words_of_who_was_asked() -> None:
    asked = "近日，本报专访了江北大学校长陆鸣远。\n"
    text = asked + "问：怎么看？\n答：数据要用起来。\n问：和谁合作？\n答：我们和江南大学签约了。"
    extraction = extract(Article("0" * 64, text))
    claims = [fact for fact in extraction.facts if fact.kind == KG.Claim]
    assert {fact.value(KG.speaker) for fact in claims} == {Entity(KG.Person, "陆鸣远")}
    [signing] = [fact for fact in extraction.facts if fact.kind == KG.Signing]
    assert signing.value(KG.party) == Entity(KG.Organization, "江北大学")
    assert signing.evidence[0].speaker == Entity(KG.Person, "陆鸣远")
