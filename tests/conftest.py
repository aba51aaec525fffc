"""One thread a test process: the processes share the cores, and more threads would only wait.

Read before numpy and torch are, which look at the variable when they are imported.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
