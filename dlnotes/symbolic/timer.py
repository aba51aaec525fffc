"""A bound on the processor time of a check, so that a stuck simplification is an error."""

import signal
import threading
from contextlib import contextmanager

from dlnotes.symbolic.errors import ClaimTimeoutError

SECONDS = 120


@contextmanager
def bounded(seconds, what):
    """Raises `ClaimTimeoutError` once the block has used `seconds` of processor time.

    Processor time, so that a busy neighbour changes no verdict. Where the platform has no such
    timer (Windows), and outside the main thread, the block runs without a bound. sympy may
    swallow the exception, so it comes again every second, and once more when the block ends.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    late = []

    def stop(*_):
        late.append(
            ClaimTimeoutError(
                f"{what} is not settled after {seconds} s of processor time. Split the step, or "
                "state why sympy cannot do it with numeric='...'"
            )
        )
        raise late[-1]

    previous = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)
        if late:
            raise late[0]
