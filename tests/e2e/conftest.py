"""One centre for all tests of this directory; coroutine tests run in its event loop."""

import inspect
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.windows import browser
from tests.e2e.world import World, running_centre


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running_centre(tmp_path_factory.mktemp("keys")) as world:
        yield world


@pytest.fixture
def world(whole: World) -> Iterator[World]:
    """The centre without agents on duty or waiting customers."""
    yield whole
    whole.faults.on_post = whole.faults.lose_disconnect = None
    whole.reset_routing()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium per module."""
    with browser() as started:
        yield started


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    world = pyfuncitem.funcargs["world"]
    assert isinstance(world, World)
    world.run(pyfuncitem.obj(**wanted))
    return True
