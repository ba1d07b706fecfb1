"""The services, from the wiring of each context."""

from importlib import import_module
from pathlib import Path

from chalicelib.services import Services
from chalicelib.wiring import root


def test_each_port_has_a_factory_in_the_wiring_of_its_context() -> None:
    eager = {"messaging", "read_turn", "recognise_intent", "signal_throttle", "backoff"}
    assert set(root.FACTORIES) == set(Services.__struct_fields__) - eager
    for context, factory in root.FACTORIES.values():
        assert callable(getattr(import_module(f"chalicelib.wiring.{context}"), factory))
    modules = {path.stem for path in Path(root.__file__).parent.glob("*.py")}
    others = {"__init__", "root", "infrastructure", "authentication", "conversations", "subscriptions"}
    assert {context for context, _ in root.FACTORIES.values()} == modules - others
