"""`python -m local.package --stage dev --out build/package`."""

import argparse
import json
import sys
from pathlib import Path

from local.package.build import Package, build

_MIB = 1024 * 1024


def main() -> int:
    """Builds the package and prints its files and the commands to deploy it."""
    parser = argparse.ArgumentParser(prog="python -m local.package", description=__doc__)
    parser.add_argument("--stage", default="dev", help="a stage of .chalice/config.json (dev)")
    parser.add_argument("--out", type=Path, default=Path("build/package"), help="where to write (build/package)")
    options = parser.parse_args()
    try:
        package = build(Path.cwd(), options.stage, options.out, lambda what: print(f"… {what}", flush=True))
    except KeyError as error:
        print(f".chalice/config.json lacks {error}", file=sys.stderr)
        return 1
    except (RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"✓ {package.template}")
    print(f"✓ {package.zip}: {package.packed / _MIB:.1f} MiB, unpacked {package.unpacked / _MIB:.1f} MiB")
    print(how_to_deploy(package, options.stage))
    return 0


def how_to_deploy(package: Package, stage: str) -> str:
    """The commands to deploy, with every required parameter; see README, "Deploying"."""
    packaged = package.template.with_name("packaged.json")
    declared = json.loads(package.template.read_text("utf-8"))["Parameters"]
    given = " ".join(f"{name}=..." for name, rule in declared.items() if "Default" not in rule)
    return f"""
To deploy it (README, "Deploying", says with what):
  aws cloudformation package --template-file {package.template} --s3-bucket BUCKET --use-json \\
    --output-template-file {packaged}
  aws cloudformation deploy --template-file {packaged} --s3-bucket BUCKET --stack-name baro-{stage} \\
    --capabilities CAPABILITY_IAM --parameter-overrides {given}"""


if __name__ == "__main__":
    sys.exit(main())
