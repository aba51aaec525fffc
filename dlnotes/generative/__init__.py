"""Reference code of the generative part: densities, diffusion and how to sample from both."""
