"""Reference code of the foundations part: optimisation and calculus."""
