"""Finding the responders near a customer costs about the same however many there are."""

from pathlib import Path

from local.aws.engines import find_jar
from tests.bench.candidates import candidate_figures
from tests.bench.deployment import EngineName
from tests.bench.figures import Run
from tests.bench.handlers import ROOT


def test_a_search_costs_the_same_among_many_and_a_position_one_request_or_two(tmp_path: Path) -> None:
    engine: EngineName = "amazon" if find_jar(ROOT) else "moto"
    figures = {each.name: each for each in candidate_figures(Run(tmp_path, print), engine, many=3_000)}
    assert figures["candidate_requests_growth"].value <= 1.2
    assert engine == "moto" or figures["candidate_units_growth"].value <= 1.2
    assert figures["position_requests_same_cell"].value == 1
    assert figures["position_requests_other_cell"].value == 2
