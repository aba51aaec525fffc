"""The surroundings in which notebooks run, the same when stored and when compared.

CPU, one thread, no network, none of the user's own start-up files.
"""

import os
from pathlib import Path

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from tools.notebooks import ROOT

OFFLINE = Path(__file__).resolve().parent / "offline"


def environment(hash_seed=0, threads=1):
    """Environment variables for a kernel, this process's own included.

    Args:
        hash_seed: the order in which Python walks through sets; a stored output must not depend
            on it, so `tools.replay` uses other values than `tools.run`.
        threads: how many torch and numpy share a sum among.
    """
    ipython = ROOT / "_build" / "ipython"
    ipython.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))
    return os.environ | {
        "DLNOTES_DEVICE": "cpu",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": str(threads),
        "PYTHONHASHSEED": str(hash_seed),
        "PYTHONPATH": path,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": str(ipython),
    }


def execute(nb, folder, *, before=None, after=None, timeout=300):
    """Run every cell of `nb` in a fresh kernel of this Python, in `folder`; changes `nb`.

    Args:
        before: called as `before(cell=, cell_index=)` ahead of each cell.
        after: called as `after(cell=, cell_index=, execute_reply=)` behind each cell.
        timeout: seconds allowed for one cell.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell raised.
        nbclient.exceptions.CellTimeoutError: a cell took longer than `timeout`.
    """
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    client = NotebookClient(
        nb,
        km=AsyncKernelManager(kernel_name=NATIVE_KERNEL_NAME, kernel_spec_manager=specs),
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"],
        timeout=timeout,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        on_cell_execute=before,
        on_cell_executed=after,
    )
    return client.execute(env=environment(), cleanup_kc=True)
