"""Which Lambda the package is for: the Python of the interpreter that packages, and a processor."""

import sys
from dataclasses import dataclass

# The oldest glibc of each runtime: 3.11 runs on Amazon Linux 2, later ones on Amazon Linux 2023.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
_GLIBC_MINOR = {(3, 11): 26, (3, 12): 34, (3, 13): 34, (3, 14): 34}
_MACHINE = {"x86_64": "x86_64", "arm64": "aarch64"}
_OLDEST_MANYLINUX = 17


@dataclass(frozen=True)
class Runtime:
    """A Lambda runtime: `python` as (major, minor), `architecture` as Lambda calls it."""

    python: tuple[int, int]
    architecture: str

    @property
    def name(self) -> str:
        """The runtime's name in a template, such as `python3.11`."""
        return f"python{self.python[0]}.{self.python[1]}"

    @property
    def platforms(self) -> list[str]:
        """The wheel platforms that run there, as pip wants them: each one by name, the newest first."""
        machine = _MACHINE[self.architecture]
        newest = _GLIBC_MINOR[self.python]
        named = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, _OLDEST_MANYLINUX - 1, -1)]
        return [*named, f"manylinux2014_{machine}"]


def runtime_for(architecture: str) -> Runtime:
    """The runtime of this interpreter; raises `ValueError` for a Python or processor that Lambda hasn't got."""
    python = sys.version_info[:2]
    if python not in _GLIBC_MINOR:
        known = ", ".join(f"{major}.{minor}" for major, minor in _GLIBC_MINOR)
        raise ValueError(f"no Lambda runtime for Python {python[0]}.{python[1]}: package with one of {known}")
    if architecture not in _MACHINE:
        raise ValueError(f"lambda_architecture is one of {', '.join(_MACHINE)}, not {architecture}")
    return Runtime(python, architecture)
