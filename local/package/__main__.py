"""`python -m local.package --stage dev --out build/package`."""

import argparse
import sys
from pathlib import Path

from local.package.build import build

_MIB = 1024 * 1024


def main() -> int:
    """Build the package and say what came out and how to deploy it."""
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
    print(_how_to_deploy(options.out, options.stage))
    return 0


def _how_to_deploy(out: Path, stage: str) -> str:
    return f"""
To deploy it:
  aws cloudformation package --template-file {out}/sam.json --s3-bucket BUCKET --use-json \\
    --output-template-file {out}/packaged.json
  aws cloudformation deploy --template-file {out}/packaged.json --stack-name baro-{stage} \\
    --capabilities CAPABILITY_IAM --parameter-overrides JwtIssuer=... JwtAudience=... Jwks=https://..."""


if __name__ == "__main__":
    sys.exit(main())
