"""What can be wrong with a statement, one exception each, all of them `ClaimError`."""


class ClaimError(Exception):
    """The two sides of a claim differ; the message shows both and the point where they do."""


class VacuousClaimError(ClaimError):
    """Both sides are the same expression before any simplification: nothing would be checked."""


class UnprovedClaimError(ClaimError):
    """The numbers agree but no symbolic strategy settles the claim, and no reason was given."""


class EvaluationError(ClaimError):
    """A side cannot be computed to 30 good digits, so that no numeric check is possible."""


class PoleError(EvaluationError):
    """A side has no finite value at a point: a pole, or a sum whose range runs backwards."""


class JumpError(EvaluationError):
    """A point so close to a jump that rounding would choose the side."""


class DivergenceError(EvaluationError):
    """An integral or series that does not converge, or not visibly so."""


class DomainError(ClaimError):
    """A domain in `where` is malformed, empty, or at odds with its symbol's assumptions."""


class ShapeError(ClaimError):
    """The two sides have different shapes."""


class ClaimTimeoutError(ClaimError):
    """The check used up its processor time."""


class AgreementError(ClaimError):
    """Reference code and formula differ in a value or in a gradient."""


class FindingError(ClaimError):
    """An experiment's result lies outside the stated band."""
