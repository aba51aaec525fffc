"""What is said of the book's own files where they are wrong."""


class BookError(ValueError):
    """A file of the book is not as it must be; the message names the file and the remedy."""
