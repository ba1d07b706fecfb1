"""How tests are shared among the processes that run them, and what Hypothesis asks of them."""

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # no test depends on how busy the machine is


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps the tests of a file in one process, since they share a running centre, and those of the package, which is
    built once."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/package" if nodeid.startswith("tests/package/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    return ByFile(config, log)
