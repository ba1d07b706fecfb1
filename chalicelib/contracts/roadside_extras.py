"""What comes on top of a visit by the tariff: holes, long winching, heavy and second wreckers. Pure."""

from chalicelib.contracts.roadside_rules import RoadsideRules


def holes_won(holes: int, rules: RoadsideRules) -> int:
    """The price of the holes beyond the free ones."""
    return max(0, holes - rules.tyre.free_holes) * rules.tyre.won_per_hole


def winching_won(minutes: int, rules: RoadsideRules) -> int:
    """The price of work beyond the free minutes, by each step that has begun."""
    beyond = max(0, minutes - rules.winch.free_minutes)
    return -(-beyond // rules.winch.step_minutes) * rules.winch.won_per_step
