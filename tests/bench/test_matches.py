"""A match costs the same however many wait and serve, and the round of the minute reads what is due."""

from pathlib import Path

from local.aws.engines import find_jar
from tests.bench.deployment import EngineName
from tests.bench.figures import Run
from tests.bench.handlers import ROOT
from tests.bench.matches import match_figures


def test_requests_units_and_posts_of_a_match_do_not_grow(tmp_path: Path) -> None:
    engine: EngineName = "amazon" if find_jar(ROOT) else "moto"
    figures = {each.name: each for each in match_figures(Run(tmp_path, print), engine, many=40, gone=20, agents=60)}
    assert figures["match_requests_growth"].value == 1
    assert figures["match_posts_growth"].value == 1
    assert engine == "moto" or figures["match_read_units_growth"].value <= 1.2
    assert figures["minute_round_requests"].value <= 60
