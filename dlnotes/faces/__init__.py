"""Reference code of the faces part: embeddings, and losses on the angles between them."""
