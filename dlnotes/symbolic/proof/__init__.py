"""Proofs with sympy: that something is zero, has a sign, or is of an order."""

from dlnotes.symbolic.proof.orders import prove_order
from dlnotes.symbolic.proof.signs import prove_sign
from dlnotes.symbolic.proof.zero import prove_zero

__all__ = ["prove_order", "prove_sign", "prove_zero"]
