"""The whole centre in a process of its own.

`python -m tests.bench.standin_child moto|amazon CUSTOMERS AGENTS CAPACITY` prints one JSON line with its addresses and
a token for each person, and ends with its standard input.
"""

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

from chalicelib.kernel.actors import Role
from local.aws import Options
from local.demo.people import DemoPerson
from local.demo.start import run_centre


async def main(engine: str, customers: int, agents: int, capacity: int) -> None:
    """Serves until standard input ends."""
    with tempfile.TemporaryDirectory() as state:
        async with run_centre(Options(dynamodb=engine, schedules=False), Path(state)) as (standin, provider):
            settings = {
                "rest": standin.rest_url,
                "ws": standin.ws_url,
                "customers": [
                    provider.token(DemoPerson(f"bench-customer-{n:03}", Role.CUSTOMER, "김서연", ""))
                    for n in range(customers)
                ],
                "agents": [
                    provider.token(DemoPerson(f"bench-agent-{n:03}", Role.AGENT, "김하늘", "", ("general",), capacity))
                    for n in range(agents)
                ],
            }
            print(json.dumps(settings), flush=True)
            await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
