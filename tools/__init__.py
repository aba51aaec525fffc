"""The book's workshop: what the Makefile calls, one job a module.

- `environment`: make or refresh `.venv`, and say plainly what a machine lacks
- `model`: the book as all of these read it, one package
- `kernel`: the surroundings in which every notebook runs, here and in the tests
- `bootstrap`: the first code cell of every chapter
- `normalise`, `run`: execute a chapter and store it in one fixed form
- `new`: a skeleton chapter
- `lints`: what a chapter and the repository must keep to, each with its remedy
- `replay`: strict comparison of stored with fresh outputs, in two passes
- `comparison`: one pass: notebooks, the surroundings of their kernels, how it ended
- `processor`: another processor, as far as this one can play it
- `record`: what passed there, by all that it read
- `drawings`: two SVG drawings compared by what they show
- `suite`, `check`: all tests, stage after stage; those of one chapter
- `browser`: the Chromium of tests and benches, found or installed once
- `publish`: the branch from which hosted notebooks install the package
- `serve`: the finished book on this machine
"""
