from __future__ import annotations

import pytest

from kg.mentions.shorter import abbreviates, coined, shortened
from tests.cases import cases


@pytest.mark.parametrize(("name", "form"), cases("shorter"))
def test_a_short_form_takes_its_characters_from_the_words_of_the_name(name: str, form: str) -> None:
    assert abbreviates(form.removeprefix("≠"), name) is not form.startswith("≠")


def test_a_name_is_shortened_to_what_says_whose_it_is() -> None:
    assert shortened("海州师范大学") == {"海师大"}
    assert {"帆图智能", "帆图"} <= shortened("帆图智能股份有限公司")
    assert "海州市数据局" in shortened("海州市数据管理局")
    assert not shortened("北京大学")  # the table of well-known names has its short forms


def test_a_word_of_the_dictionary_is_not_coined() -> None:
    assert (coined("帆图智能"), coined("海州智能")) == ("帆图", "")
