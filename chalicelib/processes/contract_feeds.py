"""Feeds of contracts and driving: files that S3 names, rows of the core system, and what follows signals in them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.views import Named
from chalicelib.contracts.feed_batches import LoadedBatch, load_rows
from chalicelib.contracts.feed_files import load_file
from chalicelib.contracts.feed_formats import ROW_KINDS, FeedFormat
from chalicelib.contracts.feed_jobs import CheckCrash, FeedJob, FeedMessage, PlanReminders
from chalicelib.contracts.feed_progress import REPORTS, write_part
from chalicelib.contracts.feed_rows import SCHEMA
from chalicelib.contracts.owners import customer_of_place
from chalicelib.dialogue.crash_signals import PlugSignal
from chalicelib.processes.crash_signals import ask_after_signal, hand_off_if_silent
from chalicelib.processes.reminder_planning import ChangedCustomers, plan_reminders
from chalicelib.queries.contracts import find_policyholder

if TYPE_CHECKING:
    from chalicelib.contracts.feed_rows import CrashSignal
    from chalicelib.processes.connections import Needs as ConnectionsNeeds
    from chalicelib.service_ports import WithContractFeeds, WithReminders

    class Needs(ConnectionsNeeds, WithContractFeeds, WithReminders, Protocol): ...


log = logging.getLogger("baro")


def run_feed_job(services: Needs, job: FeedJob) -> None:
    """Loads a file, checks whether a customer has answered after a crash, or plans reminders. Raises Conflict."""
    if isinstance(job, CheckCrash):
        hand_off_if_silent(services, job.conversation)
        return
    if isinstance(job, PlanReminders):
        plan_reminders(services, job)
        return
    ports = services.contract_feeds()
    changed = ChangedCustomers(ports.store)
    for signals in load_file(replace(ports, store=changed), job):
        for signal in signals:
            if not follow_signal(services, signal):
                log.error("a signal of an unknown contract", extra={"signal": signal.id, "file": job.key})
        changed.request_planning(ports.request)  # before the checkpoint: what is stopped here is repeated


def load_message(services: Needs, message: FeedMessage) -> LoadedBatch:
    """Loads the rows of a message; what is wrong with them is reported in the bucket. Raises ValueError where the
    message can't be read, or has a signal of a contract that isn't known."""
    if message.kind not in ROW_KINDS:
        raise ValueError(f"kind: one of {', '.join(ROW_KINDS)}")
    if message.schema != SCHEMA:
        raise ValueError(f"schema: {message.schema} is not known")
    ports, now = services.contract_feeds(), services.messaging.clock()
    version = now if message.at is None else message.at
    changed = ChangedCustomers(ports.store)
    loaded = load_rows(replace(ports, store=changed), FeedFormat(message.kind, message.kind), message.rows, version)
    changed.request_planning(ports.request)
    if loaded.lines:
        write_part(ports.objects, f"{REPORTS}messages/{message.id or now}.jsonl", loaded.lines)
    unknown = [signal.id for signal in loaded.signals if not follow_signal(services, signal)]
    if unknown:
        raise ValueError(f"signals of unknown contracts: {', '.join(unknown)}")
    return loaded


def follow_signal(services: Needs, signal: CrashSignal) -> bool:
    """Has the customer of the contract asked whether they are well. False if the contract isn't known. Idempotent.
    Raises Conflict."""
    ports = services.contract_feeds()
    owner = ports.store.owners([signal.contract]).get(signal.contract)
    customer = customer_of_place(owner.place) if owner is not None else ""
    if not customer:
        return False
    crash, now = ports.rules.crash, datetime.fromtimestamp(services.messaging.clock() / 1000, UTC)
    at = min(signal.at, now)  # a plug's clock may be ahead; no accident is reported for a time to come
    if now - at > timedelta(hours=crash.newest_hours):
        log.warning("a signal too old to ask about", extra={"signal": signal.id})
        return True
    holder = find_policyholder(services, customer)
    name, language = (holder.name, holder.language) if holder is not None else ("", "")
    about = PlugSignal(f"signal:{signal.id}"[:100], signal.sign, at, signal.point)
    awaited = ask_after_signal(services, Named(customer, name), language or "ko", about, crash.topic)
    if awaited:
        ports.request(CheckCrash(awaited), crash.answer_within_seconds)
    return True
