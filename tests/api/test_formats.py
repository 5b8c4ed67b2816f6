"""Which representation is sent."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats import GRAPHS, HTML, JSON, RESULTS, TURTLE, NotAcceptableError, choose


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("application/json", JSON),
        ("application/json;q=0.9, text/turtle", TURTLE),
        ("text/*;q=0.5, text/turtle;q=0.1, application/json;q=0.2", HTML),
        ("TEXT/TURTLE ; Q=1.0", TURTLE),
        ("text/turtle;q=nonsense, application/json", JSON),
        (",;,", HTML),
    ],
)
def test_the_most_wanted_is_sent_and_the_first_of_equals(accept: str | None, chosen: object) -> None:
    assert choose((HTML, JSON, TURTLE), accept) == chosen


def test_a_name_wins_over_what_is_accepted() -> None:
    assert choose((HTML, JSON, TURTLE), "text/html", name="ttl") == TURTLE
    with pytest.raises(NotAcceptableError, match="json"):
        choose((HTML, JSON), "text/html", name="exe")


@given(st.text(alphabet="*/;,q=01. textapplication", max_size=80))
def test_any_header_is_understood_or_refused(accept: str) -> None:
    for offers in (RESULTS, GRAPHS):
        with suppress(NotAcceptableError):
            assert choose(offers, accept) in offers
