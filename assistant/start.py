"""Where `billing` begins: so light that Ctrl-C is answered with a sentence from the first moment."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from assistant.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing half done was kept.\n")
        sys.exit(130)
