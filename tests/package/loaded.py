"""The packages that each function loads."""

EVERY_FUNCTION = {
    "access",
    "app",
    "chalice",
    "msgspec",
    "content",
    "entry",
    "kernel",
    "services",
    "settings",
    "wiring",
}
STORES = {"aws", "botocore", "dataclasses", "dateutil", "jmespath", "pynamodb", "six", "urllib3"}
"""pynamodb and what it brings: only where nobody waits, and at actions that are rarer than words."""
TOKENS = {"dataclasses", "aws", "identity", "cryptography", "_cffi_backend", "jwt"}
MEDIA = {"PIL", "_pillow_heif", "pillow_heif", "pypdf", "cryptography", "_cffi_backend", "defusedxml", "fontTools"}
"""pypdf takes fontTools, and Pillow defusedxml, where they are there: both are loaded for certificates."""
PROCESSES = {"conversations", "processes"}
PAGES = PROCESSES | {"queries"}
CUSTOMERS = {"claims", "contracts", "dialogue", "files", "presence", "routing"}
LOADED = {
    "app": TOKENS
    | PAGES
    | {
        "amendments",
        "calls",
        "certificates",
        "claims",
        "dialogue",
        "dispatch",
        "files",
        "presence",
        "reminders",
        "reporting",
        "routing",
        "search",
        "teamwork",
    },
    "authorize": {"aws", "identity"},
    "connect": {"aws", "conversations", "presence"},
    "disconnect": STORES | PROCESSES | {"presence", "routing"},
    "message": STORES
    | PAGES
    | CUSTOMERS
    | {
        "amendments",
        "identity",
        "calls",
        "certificates",
        "dispatch",
        "nlu",
        "notifications",
        "reporting",
        "search",
        "teamwork",
        "reminders",
    },
    "agent_work": STORES | PAGES | (CUSTOMERS - {"contracts"}) | {"calls", "dispatch", "search", "reminders"},
    "dispatch_work": STORES | {"conversations", "dispatch", "h3", "processes", "queries", "routing"},
    "event_work": STORES
    | PAGES
    | CUSTOMERS
    | {"amendments", "calls", "dispatch", "nlu", "notifications", "reminders", "reporting", "search", "teamwork"},
    "core_decisions": STORES | PAGES | {"claims"},
    "contract_feeds": (STORES - {"pynamodb"}) | PAGES | (CUSTOMERS - {"files"}) | {"nlu", "notifications", "reminders"},
    "inspect_upload": STORES | MEDIA | PROCESSES | {"files", "nlu"},
    "notify": STORES | PROCESSES | {"notifications"},
    "every_minute": STORES | PAGES | (CUSTOMERS - {"contracts"}) | {"calls", "dispatch", "reminders", "search"},
}
"""Function → packages that the tests of `test_functions` make it load, beside `EVERY_FUNCTION`, of others and ours.
In `app` only the AsyncAPI document loads the handlers; what a ticket loads is in `test_loading`."""
