"""Paths: of optimisers, with a start to drag; of forty walkers in noise, as lines and as points."""

import sympy as sp

from dlnotes.explore import Explorer, Marker, Paths, Recurrence, Slider
from dlnotes.explore.panels.paths.values import path_values
from tests.explore.surfaces import behind

X, Y = sp.symbols("x y", real=True)
T = sp.Symbol("t", positive=True)
LR, BETA1, BETA2, EPS = sp.symbols("lr beta_1 beta_2 epsilon", positive=True)
DECAY = sp.Symbol("lambda", nonnegative=True)


def optimiser_paths():
    """SGD, Adam with L2 and AdamW on a stretched bowl."""
    x0, y0 = sp.symbols("x_0 y_0", real=True)
    mx, my, vx, vy = sp.symbols("m_x m_y v_x v_y", real=True)
    loss = (X - 2) ** 2 / 5 + 3 * (Y - 1 + X / 3) ** 2
    gradient = [sp.diff(loss, X), sp.diff(loss, Y)]

    def moments(g):
        m = [BETA1 * a + (1 - BETA1) * b for a, b in zip((mx, my), g, strict=True)]
        v = [BETA2 * a + (1 - BETA2) * b**2 for a, b in zip((vx, vy), g, strict=True)]
        moves = [
            LR * a / (1 - BETA1**T) / (sp.sqrt(b / (1 - BETA2**T)) + EPS)
            for a, b in zip(m, v, strict=True)
        ]
        return dict(zip((mx, my, vx, vy), [*m, *v], strict=True)), moves

    start = {X: x0, Y: y0}
    zeros = dict.fromkeys((mx, my, vx, vy), 0)
    with_l2 = [g + DECAY * w for g, w in zip(gradient, (X, Y), strict=True)]
    l2_state, l2_moves = moments(with_l2)
    w_state, w_moves = moments(gradient)
    methods = {
        "SGD": Recurrence(start, {X: X - LR * with_l2[0], Y: Y - LR * with_l2[1]}),
        "Adam + L2": Recurrence(
            {**start, **zeros}, {X: X - l2_moves[0], Y: Y - l2_moves[1], **l2_state}
        ),
        "AdamW": Recurrence(
            {**start, **zeros},
            {X: (1 - LR * DECAY) * X - w_moves[0], Y: (1 - LR * DECAY) * Y - w_moves[1], **w_state},
        ),
    }
    return Explorer(
        "optimiser-paths",
        sliders=[
            Slider(LR, 1e-3, 1, value=0.1, log=True, label="learning rate"),
            Slider(BETA1, 0, 0.99, value=0.9, step=0.01),
            Slider(BETA2, 0.5, 0.999, value=0.99, step=0.001),
            Slider(EPS, 1e-8, 1, value=1e-8, log=True),
            Slider(DECAY, 0, 1, value=0.1, step=0.01, label=r"weight decay $\lambda$"),
            Slider(x0, -4, 4, value=-3, step=0.1, hidden=True),
            Slider(y0, -3, 3, value=-2, step=0.1, hidden=True),
        ],
        panels=[
            Paths(
                ((-4, 4), (-3, 3)),
                methods,
                steps=150,
                step=T,
                plane=(X, Y),
                surface=loss,
                markers=[
                    Marker(x0, y0, "start", drag=(x0, y0)),
                    Marker(2, sp.Rational(1, 3), "minimum"),
                ],
                x_label="$x$",
                y_label="$y$",
            )
        ],
        alt="Contours of a stretched bowl. SGD bends along the valley, Adam and AdamW go straight.",
    )


def walks(name="walks", **options):
    """Forty noisy trajectories that settle into a band whose width the noise sets."""
    x, xi, sigma, pull, t = sp.symbols("x xi sigma k t", real=True)
    return Explorer(
        name,
        sliders=[
            Slider(sigma, 0, 1, value=0.3, step=0.01, label="noise $\\sigma$"),
            Slider(pull, 0, 0.2, value=0.05, step=0.002, label="pull $k$"),
        ],
        panels=[
            Paths(
                ((0, 200), (-6, 6)),
                {"walk": Recurrence({x: 2 * xi}, {x: (1 - pull) * x + sigma * xi}, show=(t, x))},
                steps=200,
                step=t,
                count=40,
                noise=[xi],
                seed=7,
                x_label="step $t$",
                y_label="$x_t$",
                **options,
            )
        ],
        alt="Forty random walks start apart and settle into a band whose width the noise sets.",
    )


def cloud():
    """The same walks, shown as points that move."""
    return walks("cloud", trails=False)


def still():
    """One path that is not played: bare axes, a title, nothing behind it."""
    x, rate, t = sp.symbols("x r t", real=True)
    return Explorer(
        "still",
        sliders=[Slider(rate, 0, 2, value=0.4, step=0.1, label="rate $r$")],
        panels=[
            Paths(
                ((0, 12), (-2, 2)),
                {"decay": Recurrence({x: 1.5}, {x: x - rate * x}, show=(t, x))},
                steps=12,
                step=t,
                play=False,
                title="Decay",
            )
        ],
        alt="A path that falls to zero, evenly or from side to side.",
    )


EXAMPLES = [optimiser_paths, walks, cloud, still]
SHOWN = """(plot) => [...plot.methods.flatMap((method) => [method.x, method.y]),
  ...(plot.surface ? [plot.surface.z] : [])]"""


def values(panel, parts, settings, frame):
    pairs = [path_values(panel, method, parts, settings) for method in panel["methods"]]
    return [axis.ravel() for pair in pairs for axis in pair] + behind(panel, parts, settings)
