"""`python -m haizhi`: the same as the installed command `haizhi`."""

import sys

from haizhi.cli import main

sys.exit(main())
