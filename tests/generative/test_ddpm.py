"""The address that other chapters build on leads to the topic's own function."""

from dlnotes.generative.ddpm import simple_loss
from dlnotes.generative.diffusion import ddpm


def test_the_loss_is_that_of_the_topic():
    assert simple_loss is ddpm.simple_loss
