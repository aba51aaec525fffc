"""`diffusion.ddpm` by the address that other chapters build on."""

from dlnotes.generative.diffusion.ddpm import simple_loss

__all__ = ["simple_loss"]
