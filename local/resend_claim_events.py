"""Sends events of claims to the core system again.

    python -m local.resend_claim_events --stage prod --claim 20261123-482137
    python -m local.resend_claim_events --stage prod --from 2026-11-20 --to 2026-11-22T12:00

It runs with an operator's AWS credentials against what is deployed, and needs `dynamodb:GetItem` and `dynamodb:Query`
on the table `baro-<stage>-claims`, `sqs:GetQueueUrl` and `sqs:SendMessage` on the queue `baro-<stage>-core-events`. An
event has the same `id` as the first time, so that it may be sent repeatedly. docs/operations.md describes its use and
its cost.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.aws.clients import client
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.queue import SqsQueue
from chalicelib.claims.core_outbound import OutboundQueue
from chalicelib.claims.model import SEOUL, Claim, ClaimEvent
from chalicelib.claims.ports import ClaimStore, OutboundEvents
from chalicelib.claims.store import DynamoClaimStore
from chalicelib.kernel.parallel import run_all
from chalicelib.settings import Settings, settings_from

PROGRESS_INTERVAL = 100
"""Number of events after which progress is printed."""

Report = Callable[[str], object]


class NoSuchClaim(Exception):
    """The claim doesn't exist; the message has its number."""


def events_of_claims(store: ClaimStore, numbers: Iterable[str]) -> Iterator[tuple[Claim, ClaimEvent]]:
    """All events of these claims. Raises NoSuchClaim."""
    for number in numbers:
        claim = store.get(number)
        if claim is None:
            raise NoSuchClaim(f"no claim {number}")
        for event in store.history(claim):
            yield claim, event


def events_between(store: ClaimStore, since: int, until: int) -> Iterator[tuple[Claim, ClaimEvent]]:
    """The events from `since` on and before `until` (ms since 1970 UTC), in the order of time."""
    for number, group in groupby(store.events_between(since, until), key=lambda found: found[0]):
        claim = store.get(number)
        if claim is None:
            continue
        wanted = {event for _, event in group}
        for event in store.history(claim):
            if event.number in wanted:
                yield claim, event


def resend(chosen: Iterable[tuple[Claim, ClaimEvent]], core: OutboundEvents | None, say: Report) -> int:
    """Sends these events, or only counts them without `core`; returns their number. On an error it prints the time from
    which to continue."""
    count, last = 0, 0
    try:
        for claim, event in chosen:
            if core is not None:
                core.send(claim, event)
            count, last = count + 1, event.at
            if count % PROGRESS_INTERVAL == 0:
                say(f"{count} … {format_moment(last)}")
    except BaseException:
        say(f"stopped after {count}; go on with --from {format_moment(last)}" if last else "stopped before the first")
        raise
    return count


def parse_moment(text: str) -> int:
    """An ISO 8601 time in ms since 1970 UTC, without an offset in Seoul's time zone. Fractions of a millisecond are
    truncated."""
    read = datetime.fromisoformat(text)
    aware = read if read.tzinfo else read.replace(tzinfo=SEOUL)
    since = aware - datetime(1970, 1, 1, tzinfo=UTC)
    return since.days * 86_400_000 + since.seconds * 1_000 + since.microseconds // 1_000


def format_moment(at: int) -> str:
    """A time in the format of the command line."""
    return datetime.fromtimestamp(at / 1000, SEOUL).isoformat(timespec="milliseconds")


def main(arguments: list[str], now: int, say: Report = print) -> int:
    """Runs the command. Returns 0 if all events were sent, 1 for an unknown claim, 2 for an AWS error."""
    given = _parser(now).parse_args(arguments)
    settings = settings_from({"BARO_STAGE": given.stage})
    try:
        count = _run(given, settings, say)
    except NoSuchClaim as error:
        say(str(error))
        return 1
    except (BotoCoreError, ClientError, PynamoDBException) as error:
        say(f"{error} - see to region, credentials, stage and what the credentials may do")
        return 2
    say(f"{count} would be sent" if given.dry_run else f"{count} sent to {settings.queue('core-events')}")
    return 0


def _run(given: argparse.Namespace, settings: Settings, say: Report) -> int:
    dynamodb = client("dynamodb")
    outbox = DynamoOutbox(dynamodb, settings.table("outbox"), run_all)
    store = DynamoClaimStore(dynamodb, settings.table("claims"), outbox)
    chosen = events_of_claims(store, given.claim) if given.claim else events_between(store, given.since, given.until)
    return resend(chosen, None if given.dry_run else _core(settings), say)


def _core(settings: Settings) -> OutboundEvents:
    return OutboundQueue(SqsQueue(client("sqs"), settings.queue("core-events")).send)


def _parser(now: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m local.resend_claim_events", description=__doc__.split("\n\n")[0])
    parser.add_argument("--stage", required=True, help="the deployed stage, such as prod")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--claim", action="append", help="a claim's number; may be given several times")
    which.add_argument(
        "--from", dest="since", type=parse_moment, help="the first moment, ISO 8601, in Seoul by default"
    )
    parser.add_argument(
        "--to", dest="until", type=parse_moment, default=now, help="the moment before which; now by default"
    )
    parser.add_argument("--dry-run", action="store_true", help="only count")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], int(datetime.now(UTC).timestamp() * 1000)))
