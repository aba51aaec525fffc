"""`diffusion.samplers` by the address that other chapters build on."""
