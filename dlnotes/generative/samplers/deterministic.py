"""`diffusion.samplers.deterministic` by the address that other chapters build on."""

from dlnotes.generative.diffusion.samplers.deterministic import velocity

__all__ = ["velocity"]
