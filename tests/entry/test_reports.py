"""Supervisors read and export the figures of their queues; the trail says who."""

import csv
import io
import json
import logging
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.content.views import Named
from chalicelib.kernel.actors import Role
from chalicelib.queries.reports import COLUMNS
from chalicelib.reporting.figures import Row
from tests.entry.centre import HOUR_MS, KIM, T0, Centre, person
from tests.entry.rights_world import HANEUL

YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
DAY = {"first": "2027-01-15", "last": "2027-01-15"}  # T0 is 17:00 of a Friday


def served(centre: Centre) -> str:
    """A customer who waits a minute, is answered 30 s later, asks again and is answered after six minutes."""
    conversation = centre.waiting()
    centre.now += 60_000
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    for number, (after_ms, who) in enumerate([(30_000, HANEUL), (10_000, KIM), (360_000, HANEUL)], start=1):
        centre.now += after_ms
        body = {"type": "text", "text": "네"}
        centre.done(who, "send", conversation=conversation, client_id=f"tablet01:{number}", body=body)
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    centre.work()
    return conversation


def test_a_service_is_in_the_reports_once_it_is_over(centre: Centre) -> None:
    served(centre)
    expected = {
        "served": 1, "wait_mean_s": 60, "wait_p50_s": 60, "wait_p90_s": 60, "handled_mean_s": 400, "first_held": 1,
        "first_answers": 1, "next_answers": 1,
    }  # fmt: skip
    for by, key, name in (
        ("hour", "17", ""),
        ("day", "2027-01-15", ""),
        ("queue", "general", ""),
        ("agent", HANEUL.id, HANEUL.name),
    ):
        (row,) = centre.done(YUJIN, "report", by=by, **DAY)["rows"]
        assert (row["key"], row["name"], row["figures"]) == (key, name, expected)
    other = person("sup-other", Role.SUPERVISOR, "contract")
    assert centre.done(other, "report", by="queue", **DAY)["rows"] == []
    assert centre.ask(other, "report", by="queue", queue="general", **DAY)["code"] == "not_allowed"
    assert centre.ask(YUJIN, "report", by="hour", first="2027-01-01", last="2027-02-01")["details"] == {"days": 31}


def test_who_gives_up_is_counted_as_abandoned_and_once(centre: Centre) -> None:
    conversation = centre.waiting()
    centre.now += 45_000
    centre.done(KIM, "leave", conversation=conversation)
    again = list(centre.event_jobs.sent)
    centre.work()
    centre.event_jobs.sent = again
    centre.work()
    (row,) = centre.done(YUJIN, "report", by="queue", **DAY)["rows"]
    assert row["figures"] == {"abandoned": 1}


def test_an_export_is_csv_for_excel_in_parts_and_audited(
    centre: Centre, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2_000):
        agent = Named(f"agent-{number:04d}", f"=HYPERLINK({number})" if number else "김하늘")
        centre.figures.add(str(number), (Row("2027-01-15", "general", {"served": number + 1}, agent),), T0)
    monkeypatch.setattr(logging.getLogger("baro.audit"), "propagate", True)
    caplog.set_level(logging.INFO, logger="baro.audit")
    text, after, parts = "", "", 0
    while after or not parts:
        part = centre.done(YUJIN, "export_report", by="agent", after=after, **DAY)
        assert len(json.dumps(part)) < 120_000
        text, after, parts = text + part["text"], part.get("after", ""), parts + 1
    assert parts > 1
    assert text.startswith('\ufeff"상담원","이름","응대"')
    header, *lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(lines) == 2_000
    assert {len(line) for line in (header, *lines)} == {len(COLUMNS) + 2}
    assert sorted(int(line[2]) for line in lines) == list(range(1, 2_001))
    assert not any(cell.startswith("=") for line in lines for cell in line)
    trail: list[dict[str, Any]] = [json.loads(r.getMessage()) for r in caplog.records if r.name == "baro.audit"]
    assert trail == [{"audit": "report_exported", "actor": YUJIN.id, "by": "agent", "queue": "*", **DAY}]
    english = replace(YUJIN, locale="en")
    assert '"Agent","Name","Served"' in centre.done(english, "export_report", by="agent", **DAY)["text"]


def test_days_are_those_of_korea(centre: Centre) -> None:
    centre.now = T0 + 7 * HOUR_MS  # midnight
    yujin = replace(YUJIN, expires_at=centre.now + HOUR_MS)
    conversation = centre.waiting(replace(KIM, expires_at=centre.now + HOUR_MS))
    centre.done(replace(KIM, expires_at=centre.now + HOUR_MS), "leave", conversation=conversation)
    centre.work()
    assert centre.done(yujin, "report", by="day", **DAY)["rows"] == []
    (row,) = centre.done(yujin, "report", by="hour", first="2027-01-16", last="2027-01-16")["rows"]
    assert row["key"] == "00"
