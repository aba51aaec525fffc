"""The address that other chapters build on leads to the topic's own function."""

from dlnotes.generative.diffusion.samplers import deterministic
from dlnotes.generative.samplers.deterministic import velocity


def test_the_velocity_is_that_of_the_topic():
    assert velocity is deterministic.velocity
