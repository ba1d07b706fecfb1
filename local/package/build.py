"""Builds `sam.json` and `deployment.zip` from the working tree."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chalicelib.config_validation import validate_configuration
from local.package import archive, authorities, chalice_package, contents, dependencies, patterns, template
from local.package.runtime import Runtime, runtime_for

TEMPLATE = "sam.json"
ZIP = "deployment.zip"


@dataclass(frozen=True)
class Package:
    """The built files, their runtime, and the sizes of the zip in bytes, packed and unpacked."""

    template: Path
    zip: Path
    runtime: Runtime
    packed: int
    unpacked: int


def build(project: Path, stage: str, out: Path, say: Callable[[str], None]) -> Package:
    """Packages `project` for `stage` into the directory `out`; `say` is called with each step.

    Raises `KeyError` for an unknown stage, `ValueError` or `RuntimeError` with the reason if it can't be packaged.
    """
    validate_configuration()
    settings = chalice_package.stage_settings(project, stage)
    runtime = runtime_for(settings["lambda_architecture"])
    say(f"packages for {runtime.name} on {runtime.architecture}")
    site = dependencies.install(project / "requirements.txt", runtime, project / "build/packages")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        say("template")
        chalice_out = chalice_package.run(project, stage, Path(scratch))
        document = json.loads((chalice_out / TEMPLATE).read_text())
        document = template.finish(document, stage, settings["log_retention_in_days"])
        (out / TEMPLATE).write_text(json.dumps(document, indent=2) + "\n")
        say("bytecode and zip")
        root = Path(scratch, "task")
        archive.write_files(root, contents.third_party_files(site))
        with zipfile.ZipFile(chalice_out / ZIP) as zipped:
            zipped.extractall(root)
        archive.write_files(root, [(authorities.NAME, authorities.amazon_roots(site))])
        archive.write_files(root, patterns.compile_patterns(project, Path(scratch, "patterns")))
        archive.compile_bytecode(root)
        archive.pack(root, out / ZIP)
        unpacked = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    return Package(out / TEMPLATE, out / ZIP, runtime, (out / ZIP).stat().st_size, unpacked)
