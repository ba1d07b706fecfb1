"""Runs a command that ends with its parent: `python local/aws/tied_child.py COMMAND...`.

For programs that don't read their standard input: when the standard input of this process closes, because its parent
has ended, it ends the command.
"""

import subprocess
import sys
import threading


def main() -> int:
    """Returns the command's exit code."""
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)

    def watch() -> None:
        sys.stdin.buffer.read()
        process.terminate()

    threading.Thread(target=watch, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
