"""`python -m curator`."""

import sys

from curator.app import main

if __name__ == "__main__":
    sys.exit(main())
