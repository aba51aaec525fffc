"""Errors of sympy that mean "not settled", and the bound on processor time."""

import signal
import threading
import time

import pytest

from dlnotes.symbolic.attempts import attempt, bounded
from dlnotes.symbolic.errors import ClaimTimeoutError


def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_block_in_time_is_left_alone():
    with bounded(5, "a step"):
        spin(0.01)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_a_late_block_is_an_error():
    with (
        pytest.raises(ClaimTimeoutError, match=r"a step is not settled after 0\.05 s"),
        bounded(0.05, "a step"),
    ):
        spin(5)


def test_an_exception_swallowed_inside_still_counts():
    def swallow():
        try:
            spin(1)
        except Exception:
            return "settled after all"

    with pytest.raises(ClaimTimeoutError), bounded(0.05, "a step"):
        assert swallow() == "settled after all"


def test_an_error_caused_by_the_late_exception_is_replaced():
    def confuse():
        try:
            spin(1)
        except ClaimTimeoutError as error:
            raise ValueError("something else") from error

    with pytest.raises(ClaimTimeoutError), bounded(0.05, "a step"):
        confuse()


def test_waiting_does_not_count():
    with bounded(0.2, "a step"):
        time.sleep(0.3)


def test_the_previous_handler_comes_back():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(ClaimTimeoutError), bounded(0.02, "a step"):
        spin(1)
    assert signal.getsignal(signal.SIGVTALRM) is before
    spin(0.1)


def test_other_threads_run_without_a_bound():
    results = []

    def work():
        with bounded(0.01, "a step"):
            spin(0.05)
        results.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert results == ["done"]


@pytest.mark.parametrize("error", [ValueError, TypeError, NotImplementedError, ZeroDivisionError])
def test_errors_of_a_strategy_mean_not_settled(error):
    def strategy(_):
        raise error("not made for this")

    assert attempt(strategy, 1) is None


def test_other_errors_are_not_hidden():
    def strategy(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(strategy, 1)
