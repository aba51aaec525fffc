"""What a chapter and the repository must keep to.

Each lint takes a chapter (or, in `tree`, the repository's root) and returns a list of messages, one
line each, that name the file and the remedy; an empty list means that all is well. The lists
`LINTS` at the end of each module are what the tests run; `python -m tools.lints` runs them too.
"""
