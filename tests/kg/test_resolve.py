from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.iris import Iris
from kg.model import Entity, Extraction, Profile
from kg.resolve import Identity, Key, Overrides, namings, resolve, scoped, shortens
from kg.vocab import KG
from tests.extractions import articles, organization, person, says


def identities(*extractions: Extraction, overrides: Overrides | None = None) -> dict[Key, Identity]:
    told = [naming for extraction in extractions for naming in namings(extraction)]
    return resolve(told, Iris(), overrides or Overrides())


def ids(entity: Entity, *extractions: Extraction) -> list[str]:
    found = identities(*extractions)
    return [Iris().id(found[extraction.article.id, entity].iri) for extraction in extractions]


def test_two_people_of_one_name_at_two_organisations_stay_two() -> None:
    one, other = says(("张伟", "清华大学", "教授")), says(("张伟", "星海研究院", "院长"))
    assert ids(person("张伟"), one, other) == ["person/张伟/清华大学", "person/张伟/星海研究院"]


def test_a_third_article_that_names_both_organisations_joins_them() -> None:
    one, other = says(("张伟", "清华大学", "教授")), says(("张伟", "星海研究院", "院长"))
    both = says(("张伟", "清华大学", "教授"), ("张伟", "星海研究院", "院长"))
    assert set(ids(person("张伟"), one, other, both)) == {"person/张伟"}


def test_who_is_at_a_school_of_a_university_is_at_the_university() -> None:
    one, other = says(("张伟", "北京大学", "教授")), says(("张伟", "北京大学政府管理学院", "院长"))
    assert set(ids(person("张伟"), one, other)) == {"person/张伟"}


def test_a_name_without_an_organisation_joins_the_only_bearer_and_none_of_several() -> None:
    one, other = says(("张伟", "清华大学", "教授")), says(("张伟", "星海研究院", "院长"))
    alone = says(("张伟", "", "教授"))
    assert set(ids(person("张伟"), one, alone)) == {"person/张伟"}
    assert ids(person("张伟"), one, other, alone)[2] == f"person/张伟/{alone.article.id[:12]}"


def test_a_short_form_that_one_article_introduces_is_its_full_form_in_another() -> None:
    full = says(("张伟", "北京大学政府管理学院", "院长"), aliases=[("北京大学政府管理学院", "北大政府管理学院")])
    short = says(("李娜", "北大政府管理学院", "教授"))
    found = identities(full, short)[short.article.id, organization("北大政府管理学院")]
    assert (Iris().id(found.iri), found.label) == ("organization/北京大学政府管理学院",) * 1 + ("北京大学政府管理学院",)
    assert found.reason == f"北大政府管理学院 is 北京大学政府管理学院 by article {full.article.id}"


def test_a_short_form_of_two_is_neither() -> None:
    short = says(("李娜", "北大", "教授"))
    one = says(("张伟", "北京大学", "教授"), aliases=[("北京大学", "北大")])
    other = says(("张伟", "北方大学", "教授"), aliases=[("北方大学", "北大")])
    assert ids(organization("北大"), short, *[])[0] == "organization/北大"
    assert identities(one, short)[short.article.id, organization("北大")].label == "北京大学"
    assert identities(one, other, short)[short.article.id, organization("北大")].label == "北大"


def test_a_short_form_that_could_be_anybodys_joins_nobody() -> None:
    assert shortens("北大政府管理学院", "北京大学政府管理学院")
    assert not shortens("市政府", "杭州市人民政府")
    assert not shortens("研究院", "星海研究院")
    assert not shortens("北大", "北大")


def test_models_are_scoped_and_two_of_one_name_in_one_article_are_told_apart() -> None:
    stages, parts = Entity(KG.StageModel, "数字政府", ("ab",)), Entity(KG.ComponentModel, "数字政府", ("ab",))
    assert Iris().id(scoped([stages], Iris())[stages].iri) == "model/ab/数字政府"
    found = scoped([stages, parts], Iris())
    assert found[stages].iri != found[parts].iri


def test_what_a_person_decides_is_stronger() -> None:
    one, other = says(("盘和林", "清华大学", "教授")), says(("潘和林", "清华大学", "教授"))
    merged = Overrides(merged={"person/潘和林": "person/盘和林"})
    found = identities(one, other, overrides=merged)[other.article.id, person("潘和林")]
    assert (Iris().id(found.iri), found.label) == ("person/盘和林", "盘和林")
    split = Overrides(split=frozenset({("person/盘和林", one.article.id)}), renamed={"person/潘和林": "潘教授"})
    decided = identities(one, other, overrides=split)
    assert Iris().id(decided[one.article.id, person("盘和林")].iri) == f"person/盘和林/{one.article.id[:12]}"
    assert decided[other.article.id, person("潘和林")].label == "潘教授"


@given(st.lists(articles, max_size=6, unique_by=lambda e: e.article.id), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(extractions: list[Extraction], random: object) -> None:
    shuffled = list(extractions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert identities(*shuffled) == identities(*extractions)


def known_as(entity: Entity, *names: str) -> Extraction:
    extraction = says(number=sum(map(ord, entity.name)) % 97)
    return replace(extraction, profiles=(*extraction.profiles, Profile(entity, known_as=names)))


def test_who_was_at_a_body_before_it_was_renamed_is_at_the_same_body() -> None:
    before, after = says(("张伟", "海州市大数据局", "局长")), says(("张伟", "海州市数据局", "局长"))
    assert len(set(ids(person("张伟"), before, after))) == 2
    told = known_as(organization("海州市数据局"), "海州市大数据局")
    found = identities(before, after, told)
    assert found[before.article.id, person("张伟")].iri == found[after.article.id, person("张伟")].iri
    body = found[before.article.id, organization("海州市大数据局")]
    assert body.label == "海州市数据局"
    assert body.reason == f"海州市大数据局 is 海州市数据局 by article {told.article.id}"


def test_names_that_lead_to_each_other_are_one_whatever_the_order() -> None:
    there = known_as(organization("海州市数据局"), "海州市大数据局")
    back = known_as(organization("海州市大数据局"), "海州市数据局")
    one, other = says(("张伟", "海州市大数据局", "局长")), says(("张伟", "海州市数据局", "局长"))
    found = identities(one, other, there, back)
    assert found[one.article.id, person("张伟")] == found[other.article.id, person("张伟")]


def test_a_short_form_of_a_former_and_of_the_later_name_is_of_one_body() -> None:
    told = known_as(organization("海州数据集团有限公司"), "海州数据集团", "海数集团")
    stem = known_as(organization("海州数据集团"), "海数集团")
    short = says(("李娜", "海数集团", "总裁"))
    found = identities(told, stem, short)
    assert found[short.article.id, organization("海数集团")].label == "海州数据集团有限公司"


def test_a_government_is_the_peoples_government() -> None:
    one, other = says(("张伟", "海州市政府", "市长")), says(("张伟", "海州市人民政府", "市长"))
    found = identities(one, other)
    assert found[one.article.id, organization("海州市政府")].label == "海州市人民政府"
    city = says(("张伟", "海州市", "市长"))
    assert set(ids(person("张伟"), one, other, city)) == {"person/张伟"}


def test_transliterations_of_one_latin_name_are_one_person() -> None:
    one, other = known_as(person("安娜·舒尔茨"), "Anna Schulz"), known_as(person("安娜·舒尔兹"), "Anna Schulz")
    found = identities(one, other)
    first, second = found[one.article.id, person("安娜·舒尔茨")], found[other.article.id, person("安娜·舒尔兹")]
    assert first.iri == second.iri
