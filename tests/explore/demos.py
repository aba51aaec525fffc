"""Explorers that the tests and benches draw: every kind of panel, slider and marker."""

import sympy as sp

from dlnotes.explore import (
    Arrow,
    Bars,
    Choice,
    Curves,
    Explorer,
    Heatmap,
    Layer,
    Layers,
    Marker,
    Outcomes,
    Paths,
    Plane,
    Readout,
    Recurrence,
    Slider,
    Trace,
)

X, Y = sp.symbols("x y", real=True)
T = sp.Symbol("t", positive=True)
LR, BETA1, BETA2, EPS = sp.symbols("lr beta_1 beta_2 epsilon", positive=True)
DECAY = sp.Symbol("lambda", nonnegative=True)
G = sp.Symbol("g", positive=True)


def bias_correction():
    """Why Adam divides by 1 - beta^t."""
    return Explorer(
        "bias-correction",
        sliders=[
            Slider(BETA1, 0.5, 0.999, value=0.9, step=0.001),
            Slider(BETA2, 0.9, 0.9999, value=0.999, step=0.0001),
        ],
        panels=[
            Curves(
                T,
                (1, 10_000),
                {
                    "first moment": 1 - BETA1**T,
                    "second moment": 1 - BETA2**T,
                    "size of a step": sp.sqrt(1 - BETA2**T) / (1 - BETA1**T),
                },
                x_label="step $t$",
                y_label="share of the true moment",
                log_x=True,
                y_limits=(0, 1.1),
            )
        ],
        readouts=[
            Readout("half-life of the first", -sp.log(2) / sp.log(BETA1), unit="steps"),
            Readout("half-life of the second", -sp.log(2) / sp.log(BETA2), unit="steps"),
        ],
        alt="Two curves rise from near 0 to 1 over the steps: the slower average needs far longer.",
    )


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


def decay_factor():
    """The decay that a weight really gets: Adam divides an L2 term by the gradient's scale."""
    return Explorer(
        "decay-factor",
        sliders=[
            Slider(LR, 1e-4, 1e-1, value=1e-2, log=True, label="learning rate"),
            Slider(DECAY, 0.001, 1, value=0.1, log=True, label=r"weight decay $\lambda$"),
            Slider(EPS, 1e-8, 1e-1, value=1e-8, log=True),
        ],
        panels=[
            Curves(
                G,
                (1e-4, 1e2),
                {
                    "Adam + L2": LR * DECAY / (G + EPS),
                    "AdamW": LR * DECAY,
                },
                x_label="scale of the gradient $g$",
                y_label="share of the weight removed in a step",
                log_x=True,
                log_y=True,
                y_limits=(1e-7, 1e2),
                markers=[Marker(1, LR * DECAY, "equal at $g = 1$")],
            )
        ],
        readouts=[Readout("AdamW removes", 100 * LR * DECAY, unit="% a step")],
        alt="On log axes the L2 decay of Adam falls with the gradient's scale; AdamW's is flat.",
    )


def fixed_points():
    """Where the weight settles: bars and the curve w*(g)."""
    w = sp.Symbol("w", positive=True)
    return Explorer(
        "fixed-points",
        sliders=[
            Slider(DECAY, 0.01, 1, value=0.1, log=True, label=r"weight decay $\lambda$"),
            Slider(G, 0.01, 10, value=1, log=True, label="gradient scale $g$"),
        ],
        panels=[
            Curves(
                w,
                (0.01, 10),
                {"SGD and Adam + L2": w / DECAY, "AdamW": 1 / DECAY},
                x_label="gradient scale $g$",
                y_label="weight at rest $w^{*}$",
                log_x=True,
                log_y=True,
                y_limits=(0.01, 1000),
                markers=[Marker(G, G / DECAY, "", drag=(G, None)), Marker(x=G)],
            ),
            Bars(
                {"L2": G / DECAY, "AdamW": 1 / DECAY},
                y_label="weight at rest",
                y_limits=(0.01, 1000),
                log_y=True,
            ),
        ],
        readouts=[Readout("ratio", G)],
        alt="The resting weight of L2 grows with the gradient's scale, that of AdamW does not.",
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


def heat():
    """A heat map of 200 by 200 cells that a slider bends."""
    a, b = sp.symbols("a b", real=True)
    return Explorer(
        "heat",
        sliders=[Slider(a, 0.5, 4, value=2), Slider(b, -1, 1, value=0.3, step=0.01)],
        panels=[
            Heatmap(
                (X, Y),
                ((-3, 3), (-3, 3)),
                sp.sin(a * X) * sp.cos(a * Y + b * X) * sp.exp(-(X**2 + Y**2) / 6) + sp.erf(b * X),
                z_label="height",
                samples=200,
            )
        ],
        alt="Hills and valleys in a square; their spacing follows the first slider.",
    )


def ellipse():
    """A matrix as what it does to the circle, over a bowl, with a point to drag."""
    u, turn, a, b = sp.symbols("u theta a b", real=True)
    px, py = sp.symbols("p_x p_y", real=True)
    matrix = sp.Matrix([[sp.cos(turn), -sp.sin(turn)], [sp.sin(turn), sp.cos(turn)]])
    x, y = matrix * sp.Matrix([a * sp.cos(u), b * sp.sin(u)])
    first, second = matrix * sp.Matrix([a, 0]), matrix * sp.Matrix([0, b])
    return Explorer(
        "ellipse",
        sliders=[
            Slider(turn, 0, 3, value=0.5, step=0.01, label=r"angle $\theta$"),
            Slider(a, 0.2, 3, value=2, step=0.1),
            Slider(b, 0.2, 3, value=0.8, step=0.1),
            Slider(px, -3, 3, value=-1.5, step=0.1, hidden=True),
            Slider(py, -2, 2, value=1, step=0.1, hidden=True),
        ],
        panels=[
            Plane(
                ((-3, 3), (-2, 2)),
                {
                    "circle": Trace(u, (0, 2 * sp.pi), sp.cos(u), sp.sin(u)),
                    "image": Trace(u, (0, 2 * sp.pi), x, y, fill=True),
                    "arc": Trace(u, (0, turn), 1.5 * sp.cos(u), 1.5 * sp.sin(u)),
                    "$u_1$": Arrow((0, 0), tuple(first)),
                    "$u_2$": Arrow((0, 0), tuple(second)),
                },
                plane=(X, Y),
                surface=(X - px) ** 2 + 2 * (Y - py) ** 2,
                markers=[Marker(px, py, "lowest", drag=(px, py))],
                x_label="$x$",
                y_label="$y$",
            )
        ],
        readouts=[Readout("area", sp.pi * a * b)],
        alt="A circle and the tilted ellipse that a matrix makes of it, its two axes as arrows.",
    )


def receptive_field():
    """What one unit of a stack of dilated convolutions sees."""
    kernel, base, pad, unit = sp.symbols("k b p u", integer=True, nonnegative=True)
    return Explorer(
        "receptive-field",
        sliders=[
            Slider(kernel, 1, 5, value=3, step=1, label="kernel"),
            Slider(base, 1, 3, value=2, step=1, label="dilation grows by"),
            Slider(pad, 0, 4, value=1, step=1, label="padding of the first"),
            Slider(unit, 0, 24, value=5, step=1, label="unit"),
        ],
        panels=[
            Layers(
                [
                    Layer("conv 1", kernel, padding=pad),
                    {"label": "conv 2", "kernel": kernel, "dilation": base},
                    {"label": "conv 3", "kernel": kernel, "dilation": base**2},
                    {"label": "pool", "kernel": 2, "stride": 2},
                ],
                inputs=30,
                unit=unit,
            )
        ],
        readouts=[Readout("field", 1 + (kernel - 1) * (1 + base + base**2) + 1)],
        alt="Rows of cells. One unit at the top sees a fan of cells that widens towards the input.",
    )


def step_errors():
    """Euler and the midpoint rule on y' = -r y: the error against the number of steps."""
    n, k, y = sp.symbols("N k y", positive=True)
    rate, kind = sp.Symbol("r", positive=True), sp.Symbol("kind", integer=True)
    slope = sp.Piecewise((-rate * y, sp.Eq(kind, 0)), (-rate * y**2, sp.Eq(kind, 1)), (-rate, True))
    end = sp.Piecewise(
        (sp.exp(-rate), sp.Eq(kind, 0)), (1 / (1 + rate), sp.Eq(kind, 1)), (1 - rate, True)
    )
    euler = Recurrence({y: 1}, {y: y + slope / n}, show=(n, sp.Abs(y - end)))
    middle = Recurrence(
        {y: 1}, {y: y + slope.subs(y, y + slope / n / 2) / n}, show=(n, sp.Abs(y - end))
    )
    return Explorer(
        "step-errors",
        sliders=[
            Choice(kind, ["decay", "square", "constant"], label="equation"),
            Slider(rate, 0.1, 2, value=1, step=0.1, label="rate $r$"),
        ],
        panels=[
            Outcomes(
                n,
                None,
                {"Euler": euler, "midpoint": middle},
                steps=n,
                step=k,
                most=128,
                values=[1, 2, 4, 8, 16, 32, 64, 128],
                log_x=True,
                log_y=True,
                y_limits=(1e-7, 1),
                x_label="steps $N$",
                y_label="error at the end",
            )
        ],
        alt="On log axes the error of Euler falls with slope one, that of the midpoint with two.",
    )


def rates():
    """The loss after some steps of gradient descent, against the learning rate."""
    w, k, count = sp.symbols("w k K", real=True)
    curve = sp.Symbol("c", positive=True)
    plain = Recurrence({w: 2}, {w: w - LR * curve * w})
    heavy = sp.Symbol("v", real=True)
    ball = Recurrence({w: 2, heavy: 0}, {heavy: 0.9 * heavy - LR * w * curve, w: w + heavy})
    return Explorer(
        "rates",
        sliders=[
            Slider(count, 0, 50, value=20, step=1, label="steps $K$"),
            Slider(curve, 0.1, 10, value=1, log=True, label="curvature $c$"),
        ],
        panels=[
            Outcomes(
                LR,
                (0.001, 10),
                {"descent": plain, "momentum": ball},
                steps=count,
                step=k,
                most=50,
                value=curve * w**2 / 2,
                log_x=True,
                log_y=True,
                y_limits=(1e-9, 1e6),
                x_label="learning rate",
                y_label="loss after $K$ steps",
            )
        ],
        alt="The loss falls with the learning rate, has a sharp valley, and then explodes.",
    )


DEMOS = {
    "optimiser-paths": optimiser_paths,
    "bias-correction": bias_correction,
    "decay-factor": decay_factor,
    "fixed-points": fixed_points,
    "walks": walks,
    "cloud": cloud,
    "heat": heat,
    "ellipse": ellipse,
    "receptive-field": receptive_field,
    "step-errors": step_errors,
    "rates": rates,
}
