"""The Lambda runtime of the package: the version of the packaging Python, and an architecture."""

import sys
from dataclasses import dataclass

# The oldest glibc of each runtime: 3.11 runs on Amazon Linux 2, later ones on Amazon Linux 2023.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
_GLIBC_MINOR = {(3, 11): 26, (3, 12): 34, (3, 13): 34, (3, 14): 34}
_MACHINE = {"x86_64": "x86_64", "arm64": "aarch64"}
_OLDEST_MANYLINUX = 17


@dataclass(frozen=True)
class Runtime:
    """A Lambda runtime: `python` as (major, minor), `architecture` by Lambda's name."""

    python: tuple[int, int]
    architecture: str

    @property
    def name(self) -> str:
        """The name of the runtime in a template, such as `python3.11`."""
        return f"python{self.python[0]}.{self.python[1]}"

    @property
    def platforms(self) -> list[str]:
        """The wheel platforms that the runtime supports, as pip's arguments, newest first."""
        machine = _MACHINE[self.architecture]
        newest = _GLIBC_MINOR[self.python]
        named = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, _OLDEST_MANYLINUX - 1, -1)]
        return [*named, f"manylinux2014_{machine}"]


def runtime_for(architecture: str) -> Runtime:
    """The runtime of this interpreter. Raises `ValueError` for a Python version or architecture that Lambda doesn't
    support."""
    python = sys.version_info[:2]
    if python not in _GLIBC_MINOR:
        known = ", ".join(f"{major}.{minor}" for major, minor in _GLIBC_MINOR)
        raise ValueError(f"no Lambda runtime for Python {python[0]}.{python[1]}: package with one of {known}")
    if architecture not in _MACHINE:
        raise ValueError(f"lambda_architecture is one of {', '.join(_MACHINE)}, not {architecture}")
    return Runtime(python, architecture)
