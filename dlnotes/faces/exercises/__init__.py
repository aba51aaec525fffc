"""References that exercises are checked against, one module a chapter."""
