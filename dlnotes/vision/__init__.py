"""Reference code of the part Vision."""
