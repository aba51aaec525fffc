"""The graph of torch functions that a module calls, with the shape of every result.

Nothing is computed: the shapes come from a copy of the module on torch's meta device.
"""

import copy

import torch
from torch import fx, nn
from torch.nn.modules.batchnorm import _NormBase


def graph_of(model: nn.Module, input_shape: tuple[int, ...]) -> fx.Graph:
    """The graph of `model`; a node holds its shape, None for a number, under `meta["shape"]`.

    Args:
        model: a module that takes one tensor.
        input_shape: (N, C, H, W).

    Raises:
        TypeError: `model` is not a module.
        ValueError: the shape has not four numbers, fx cannot follow the module, or a layer does not
            fit its input.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {model!r}")
    if len(input_shape) != 4:
        raise ValueError(f"input_shape must be (N, C, H, W), got {tuple(input_shape)}")
    # Inside a Sequential the module gets one tensor; its other arguments keep their defaults.
    twin = nn.Sequential(copy.deepcopy(model)).to("meta", torch.float32).eval()
    try:
        graph = _Tracer().trace(twin)
    except (fx.proxy.TraceError, TypeError, RuntimeError) as error:
        raise ValueError(f"torch.fx cannot follow {type(model).__name__}: {error}") from error
    shapes = _Shapes(fx.GraphModule(twin, graph))
    shapes.extra_traceback = False
    shapes.run(torch.empty(input_shape, device="meta"))
    return graph


class _Tracer(fx.Tracer):
    """Looks into torch's own layers too, so that modules and functions have the same names."""

    def is_leaf_module(self, m, module_qualified_name):
        return isinstance(m, _NormBase)  # they ask for the number of axes, which fx cannot know


class _Shapes(fx.Interpreter):
    """Notes the shape of every map, of the first of several, and what is no map as it is."""

    def run_node(self, n):
        try:
            result = super().run_node(n)
        except RuntimeError as error:
            raise ValueError(f"{place_of(n)} does not fit its input: {error}") from error
        first = result[0] if isinstance(result, tuple) and result else result
        n.meta["shape"] = tuple(first.shape) if isinstance(first, torch.Tensor) else None
        n.meta["value"] = result
        return result


def result_of(graph: fx.Graph) -> fx.Node:
    """The node that the module returns.

    Raises:
        ValueError: it is not one map (N, C, H, W).
    """
    (result,) = (node.args[0] for node in graph.nodes if node.op == "output")
    if not isinstance(result, fx.Node):
        raise ValueError(f"the module must return one tensor, got {result}")
    if len(result.meta["shape"] or ()) != 4:
        raise ValueError(
            f"the module must return a map (N, C, H, W), got the shape {result.meta['shape']}: "
            "trace the part of it before positions are lost"
        )
    return result


def function_of(node: fx.Node) -> str:
    """Name of the torch function that a node calls."""
    if node.op == "call_module":
        module = node.graph.owning_module.get_submodule(node.target)
        over_the_map = "InstanceNorm" in type(module).__name__ and not module.track_running_stats
        return "instance_norm" if over_the_map else "batch_norm"
    name = node.target if isinstance(node.target, str) else node.target.__name__
    return name.rstrip("_").removesuffix("_with_indices")


def place_of(node: fx.Node) -> str:
    """Where in the module a node is, for messages."""
    stack = list(node.meta.get("nn_module_stack", {}).values())
    path = stack[-1][0].partition(".")[2] if stack else ""
    return f"{path} ({node.name})" if path else node.name
