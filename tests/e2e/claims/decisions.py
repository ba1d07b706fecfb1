"""Decisions on a claim, as its adjuster and a supervisor apply them on the wire."""

from typing import Any

from local.client import Frame
from local.demo.people import DemoPerson
from tests.e2e.claims.case import Case
from tests.e2e.world import World

RECKONING = "수리비 1,434,000원 − 자기부담금 200,000원"
TO_ASSESS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("assign", {}),
    ("investigate", {}),
    ("negotiate_liability", {}),
    ("propose_liability", {"liability_percent": 20}),
    ("assess", {"amount": 1_234_000, "grounds": RECKONING}),
)


async def decide(world: World, person: DemoPerson, case: Case, *steps: tuple[str, dict[str, Any]]) -> Frame:
    """Applies transitions of the customer's own car; the claim as the person sees it."""
    async with world.connected(person) as desk:
        claim: Frame = (await desk.request("claim", claim=case.number))["claim"]
        for step, fields in steps:
            about = {"claim": case.number, "coverage": "own_damage", "transition": step, "version": claim["version"]}
            claim = (await desk.request("apply_transition", **about, **fields))["claim"]
    return claim


async def deny(world: World, first: DemoPerson, second: DemoPerson, case: Case, grounds: str) -> None:
    """A denial by two people."""
    await decide(world, first, case, ("assign", {}), ("deny", {"grounds": grounds}))
    async with world.connected(second) as desk:
        claim: Frame = (await desk.request("claim", claim=case.number))["claim"]
    proposal = next(each["proposal"] for each in claim["exposures"] if each["coverage"] == "own_damage")
    await decide(world, second, case, ("confirm_denial", {"proposal": proposal["id"]}))
