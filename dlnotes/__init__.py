"""Reference code and teaching tools of the dlnotes book.

Tools, which chapters teach with:

- `dlnotes.symbolic`: definitions, checked claims, agreement of code with formulas, findings
- `dlnotes.explore`: sliders that work on the static page, in Jupyter and in Colab
- `dlnotes.data`: real data shipped with the package and seeded generators, as tensors
- `dlnotes.training`: training loops as generators
- `dlnotes.plotting`: the figure style; `dlnotes.display`: source code shown in a chapter
- `dlnotes.devices`: the device to run on, and seeding

Parts, one module a concept, one folder a topic of several; `exercises` has one module a chapter:

- `dlnotes.foundations`: directional derivatives and gradients, optimizers, weight decay
- `dlnotes.vision`: `receptive_field`, by arithmetic, graphs and gradients
- `dlnotes.faces`: angles, margins, bounds, spread
- `dlnotes.generative`: mixtures, schedules, stochastic equations, simulation, likelihoods,
  conversions of a prediction; `diffusion`, with DDPM, EDM and the samplers
"""

__version__ = "0.1.0"
