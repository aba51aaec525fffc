"""Another processor, as far as this one can play it: `other()` names the variables that ask for it.

Libraries are held to the instructions of an older processor and to two threads. What they compute
is moved a unit in the last place besides, at random (`tools/elsewhere`): no setting of instructions
reaches every way in which a processor, or a library's build for it, rounds and sums.
"""

import os
import platform
from pathlib import Path

import numpy as np

from tools import kernel

ELSEWHERE = Path(__file__).resolve().parent / "elsewhere"
THREADS = 2


def other(hash_seed):
    """Environment variables for a kernel on another processor, this process's own included."""
    surroundings = kernel.environment(hash_seed=hash_seed, threads=THREADS)
    return surroundings | {
        "ATEN_CPU_CAPABILITY": "default",
        "MKL_CBWR": "COMPATIBLE",
        "ONEDNN_MAX_CPU_ISA": "SSE41",
        # Threads that spin while they wait take the cores from the kernel beside this one.
        "OMP_WAIT_POLICY": "PASSIVE",
        "NPY_DISABLE_CPU_FEATURES": " ".join(features()),
        "PYTHONPATH": os.pathsep.join([str(ELSEWHERE), surroundings["PYTHONPATH"]]),
    }


def features():
    """The instructions for which numpy has extra code that this processor would run.

    numpy warns of a name that it does not know, so it is asked.
    """
    return np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])


def model():
    """What tells this processor from others: architecture, name, instructions."""
    return [platform.machine(), _name(), *features()]


def _name():
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith("model name")), platform.processor())
