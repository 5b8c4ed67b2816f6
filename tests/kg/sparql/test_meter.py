"""Time is paid for, and comes back."""

from __future__ import annotations

import pytest

from kg.errors import QuotaError
from kg.sparql.meter import Meter


def test_a_client_may_use_its_seconds_and_gets_them_back_over_a_minute() -> None:
    now = 0.0
    meter = Meter(30, clock=lambda: now)
    meter.charge("a", 29)
    meter.check("a")
    meter.charge("a", 11)
    with pytest.raises(QuotaError) as refused:
        meter.check("a")
    meter.check("b")
    now = refused.value.retry_after
    meter.check("a")
    assert 20 <= refused.value.retry_after <= 22


def test_zero_switches_it_off() -> None:
    meter = Meter(0)
    meter.charge("a", 1000)
    meter.check("a")


def test_only_so_many_clients_are_remembered() -> None:
    meter = Meter(1)
    for client in range(20_000):
        meter.charge(str(client), 5)
    meter.check("0")
    with pytest.raises(QuotaError):
        meter.check("19999")
