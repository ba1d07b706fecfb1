"""Drives learned from trips, and ranges from arrivals."""

from math import exp
from random import Random

import pytest

from chalicelib.dispatch.arrival import Approach, ArrivalSample, learn_arrivals
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.dispatch.travel import FinishedDrive, learn_travel

RULES = dispatch_rules()
TRAVEL, ARRIVAL = RULES.travel, RULES.arrival
SEOUL, HONGCHEON = (37.55, 127.0), (37.69, 127.89)


def test_without_trips_a_drive_takes_what_is_configured_for_the_area() -> None:
    model = learn_travel([], TRAVEL)
    assert (model.area_at(SEOUL).name, model.area_at(HONGCHEON).name) == ("metropolitan", "rural")
    assert model.seconds(model.area_at(SEOUL), 10, 18) == round(120 + 3_600 * 10 * 1.35 / 20)
    assert model.seconds(model.area_at(HONGCHEON), 10, 3) == round(120 + 3_600 * 10 * 1.5 / 48)


def test_a_power_law_by_hour_is_found_again_from_trips() -> None:
    chance, trips = Random(1), []
    for number in range(4_000):
        hour, km = (8, 18)[number % 2], chance.uniform(0.5, 12)
        mean = (200 if hour == 8 else 300) * km**0.8
        trips.append(FinishedDrive("metropolitan", km, hour, mean * exp(chance.gauss(-0.02, 0.2))))
    model = learn_travel(trips, TRAVEL)
    area = model.area_at(SEOUL)
    for hour, factor in ((8, 200), (18, 300)):
        assert model.seconds(area, 5, hour) == pytest.approx(factor * 5**0.8, rel=0.03)
    assert 200 < model.seconds(area, 1, 3) < 300, "an hour without trips is as the day"
    assert model.seconds(area, 0, 8) == model.seconds(area, TRAVEL.min_km, 8)
    assert "rural" not in model.laws


def test_ranges_hold_as_often_as_they_say_for_short_and_long_estimates() -> None:
    chance = Random(2)

    def sample() -> ArrivalSample:
        estimate = chance.uniform(200, 2_400)
        return ArrivalSample(Approach.DRIVE, estimate, (120 + estimate) * exp(chance.gauss(0, 0.25)))

    model = learn_arrivals([sample() for _ in range(3_000)], ARRIVAL)
    held = 0
    for new in (sample() for _ in range(3_000)):
        low, high = model.range_s(new.approach, new.estimate_s)
        held += low <= new.real_s <= high
    assert held / 3_000 == pytest.approx(0.8, abs=0.03)
    assert model.range_s(Approach.AFTER_JOB, 1_000) == (700, 1_400), "nothing is known of it: as configured"
