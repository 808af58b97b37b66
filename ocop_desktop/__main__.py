"""The program's start: hands what was typed to the command line."""

import sys


def main() -> int:
    """Run the command line (alone, it opens the window); return the exit status."""
    from ocop_desktop import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
