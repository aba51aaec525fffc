"""Reference code and teaching tools of the dlnotes book.

Tools, which chapters teach with:

- `dlnotes.symbolic`: definitions, checked claims, agreement of code with formulas, findings
- `dlnotes.explore`: sliders that work on the static page, in Jupyter and in Colab
- `dlnotes.data`: real data shipped with the package and seeded generators, as tensors
- `dlnotes.training`: training loops as generators
- `dlnotes.plotting`: the figure style; `dlnotes.display`: source code shown in a chapter
- `dlnotes.devices`: the device to run on, and seeding

Parts, one module a concept:

- `dlnotes.foundations`: directional derivatives and gradients, optimizers
- `dlnotes.vision`: receptive fields by arithmetic, graphs and gradients; architectures
- `dlnotes.faces`: angles, margins, bounds, spread
- `dlnotes.generative`: mixtures, diffusion equations, simulation, likelihoods; schedules, samplers,
  DDPM, EDM
"""

__version__ = "0.1.0"
