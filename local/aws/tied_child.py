"""Runs a command that ends with its parent: `python local/aws/tied_child.py COMMAND...`.

For programs that don't look at their standard input: when ours closes, that is, when the parent ends in whatever way,
the command is ended too.
"""

import subprocess
import sys
import threading


def main() -> int:
    """The command's exit code."""
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)

    def watch() -> None:
        sys.stdin.buffer.read()
        process.terminate()

    threading.Thread(target=watch, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
