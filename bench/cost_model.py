#!/usr/bin/env python3
"""Measures single ops in stock LiteRT with XNNPACK, one thread, and fits the rows of a cost model.

A case is one op. It stands once and several times in a model that tfl-translate makes from IR text; the difference is
the time of one op, without that of calling the interpreter. Copies follow each other where the types allow it, else
they stand side by side. The rates of a row come from a least-squares fit of relative errors, without negative rates,
over the work that passes/src/eqsat/cost/ counts. Rows print ready to paste, each with its smallest and largest ratio of
predicted to measured; `outside` is what the delegate left alone.

    cost_model.py --tfl-translate PATH [--only REGEX] [--cases] > rows.txt

Run with a Python that has numpy, scipy and ai_edge_litert."""

import argparse
import math
import re
import subprocess
import time
from dataclasses import dataclass

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from scipy.optimize import nnls

from measure import processor

TILE_ROWS, TILE_COLUMNS = 7, 16
CACHE_BYTES = 16_000_000
QUANT = "!quant.uniform<i8:f32, 0.05:3>"
WEIGHT = "!quant.uniform<i8<-127:127>:f32, 0.05>"
BIAS = "!quant.uniform<i32:f32, 0.0025>"
SIGMOID = "!quant.uniform<i8:f32, 3.906250e-03:-128>"
TANH = "!quant.uniform<i8:f32, 7.812500e-03>"


@dataclass
class Case:
    """One op as text, the row it belongs to, and its work: amounts by the key that pays for them; the amounts of
    `bytes` and `far-bytes` follow from the types."""

    row: str
    attrs: str
    operands: list
    result: tuple
    work: dict
    results: int = 1

    def copies(self):
        """As many as leave their results in the cache."""
        return max(3, min(9, 600_000 // max(size(self.result), 1)))

    def far_bytes(self):
        """Bytes of weights that come from memory: each copy has its own, laid out for the kernels."""
        weights = max((size(ty) for constant, ty in self.operands if constant), default=0)
        return weights * max(0.0, 1 - CACHE_BYTES / (weights * self.copies())) if weights else 0

    def bytes(self):
        return sum(size(ty) for _, ty in self.operands) + self.results * size(self.result)


def tensor(shape, elem="f32"):
    return tuple(shape), elem


def written(ty):
    shape, elem = ty
    return "tensor<" + "".join(f"{n}x" for n in shape) + elem + ">"


def size(ty):
    shape, elem = ty
    return math.prod(shape) * (4 if "i32" in elem or elem == "f32" else 1)


def arg(shape, elem="f32"):
    return None, tensor(shape, elem)


def const(shape, value, elem="f32"):
    ty = tensor(shape, elem)
    if elem.startswith("!quant"):
        storage = written(tensor(shape, "i32" if "<i32" in elem else "i8"))
        return f'"tfl.pseudo_qconst"() <{{qtype = {written(ty)}, value = dense<{round(value)}> : {storage}}}>', ty
    value = float(value) if elem == "f32" else value
    return f'"tfl.pseudo_const"() <{{value = dense<{value}> : {written(ty)}}}>', ty


def ints(values):
    return const([len(values)], list(values), "i32")


def text(case, copies):
    """A function of `copies` of the op."""
    op, result = case.row.split()[0], written(case.result)
    names, lines, params, outputs = [], [], [], []
    for i, (constant, ty) in enumerate(case.operands):
        names.append(f"%o{i}")
        if constant:
            lines.append(f"    %o{i} = {constant} : () -> {written(ty)}")
        else:
            params.append(f"%o{i}: {written(ty)}")
    chained = case.operands[0] == (None, case.result)
    types = ", ".join(written(ty) for _, ty in case.operands)
    for i in range(copies):
        made = [f"%r{i}_{n}" for n in range(case.results)]
        results = ", ".join([result] * case.results)
        call = f'"{op}"({", ".join(names)}) <{{{case.attrs}}}> : ({types}) -> ({results})'
        lines.append(f"    {', '.join(made)} = {call}")
        outputs = made if chained else outputs + made
        if chained:
            names[0] = made[0]
    results = ", ".join([result] * len(outputs))
    lines.append(f"    return {', '.join(outputs)} : {results}")
    body = "\n".join(lines)
    return f"module {{\n  func.func @main({', '.join(params)}) -> ({results}) {{\n{body}\n  }}\n}}\n"


def interpreter(translate, source):
    command = [translate, "--mlir-to-tflite-flatbuffer", "-", "-o", "-"]
    model = subprocess.run(command, input=source.encode(), stdout=subprocess.PIPE, check=True).stdout
    made = Interpreter(model_content=model, num_threads=1)
    made.allocate_tensors()
    random = np.random.default_rng(1)
    for detail in made.get_input_details():
        shape, dtype = detail["shape"], detail["dtype"]
        data = random.uniform(0.1, 0.9, shape) if dtype == np.float32 else np.zeros(shape)
        made.set_tensor(detail["index"], np.asarray(data, dtype))
    return made


def nanoseconds(made, seconds=0.06):
    """The lower quartile of one invocation: what other processes add is not the op's."""
    invoke = made._interpreter.Invoke  # without the bookkeeping in Python
    for _ in range(3):
        invoke()
    times, end = [], time.perf_counter() + seconds
    while len(times) < 10 or time.perf_counter() < end:
        start = time.perf_counter_ns()
        invoke()
        times.append(time.perf_counter_ns() - start)
    return float(np.quantile(times, 0.25))


def measure(translate, case):
    """Nanoseconds of the op, and whether the delegate takes it."""
    copies = case.copies()
    one, many = (interpreter(translate, text(case, n)) for n in (1, copies))
    taken = any(op["op_name"] == "DELEGATE" for op in one._get_ops_details())
    rounds = [(nanoseconds(many) - nanoseconds(one)) / (copies - 1) for _ in range(3)]
    return max(min(rounds), 1.0), taken


# --- what is measured ------------------------------------------------------------------------------------------------

FUSED = 'fused_activation_function = "NONE"'
WINDOW = FUSED + ', padding = "SAME", stride_h = {0} : i32, stride_w = {0} : i32'
CONV = WINDOW + ", dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32"
DENSE = FUSED + ', keep_num_dims = false, weights_format = "DEFAULT"'
SLICE = "begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32, offset = false"
FLOAT, INT8 = ("", "f32", "f32", "f32", 0.01), (" when i8", QUANT, WEIGHT, BIAS, 1)
SHAPES = [[1, 16], [1, 256], [64, 128], [1, 14, 14, 96], [1, 28, 28, 96], [1, 56, 56, 64]]


def ceil_to(value, tile):
    return -(-value // tile) * tile


def product(rows, columns, depth, taps=1, groups=1, pack=False):
    """Work of `groups` products of [rows, taps * depth] by [taps * depth, columns]."""
    columns_done = ceil_to(columns, TILE_COLUMNS) * groups
    rows_done = 1 if rows == 1 else ceil_to(rows, TILE_ROWS)
    work = {"row-macs" if rows == 1 else "macs": rows_done * columns_done * taps * depth}
    work |= {"elements": rows * columns * groups, "far-bytes": 0}
    if taps > 1:
        work["taps"] = rows_done * columns_done * taps
    return work | ({"packed": columns * depth * groups} if pack else {})


def convolutions():
    shapes = [(112, 3, 32, 3, 2), (56, 16, 32, 1, 1), (56, 32, 96, 1, 1), (28, 96, 24, 1, 1), (28, 24, 144, 1, 1),
              (14, 64, 384, 1, 1), (14, 384, 64, 1, 1), (7, 160, 960, 1, 1), (7, 960, 160, 1, 1), (7, 320, 1280, 1, 1),
              (14, 192, 192, 1, 1), (32, 16, 16, 3, 1), (16, 32, 32, 3, 1), (16, 32, 64, 3, 2), (28, 64, 64, 3, 1),
              (14, 128, 128, 3, 1), (7, 256, 256, 3, 1), (56, 4, 8, 3, 1), (28, 8, 8, 1, 1), (28, 12, 20, 1, 1),
              (1, 32, 8, 1, 1), (1, 480, 20, 1, 1), (1, 1152, 48, 1, 1), (28, 16, 5, 3, 1), (24, 32, 40, 1, 1),
              (24, 32, 33, 1, 1), (24, 32, 1, 1, 1), (25, 1, 64, 10, 2)]
    for when, elem, weight, bias, value in (FLOAT, INT8):
        for h, c, n, k, s in shapes:
            o = -(-h // s)
            filters = const([n, k, k, c], value, weight)
            yield Case("tfl.conv_2d" + when, CONV.format(s), [arg([1, h, h, c], elem), filters, const([n], 0, bias)],
                       tensor([1, o, o, n], elem), product(o * o, n, c, k * k))
        for h, c, k, s in [(112, 32, 3, 1), (112, 96, 3, 2), (56, 144, 3, 1), (28, 192, 3, 1), (14, 384, 3, 1),
                           (7, 960, 3, 1), (48, 8, 3, 1), (28, 240, 5, 1), (14, 672, 5, 1), (7, 1152, 5, 1),
                           (14, 40, 3, 1), (25, 64, 3, 1), (24, 17, 3, 1)]:
            o = -(-h // s)
            macs = o * o * ceil_to(c, TILE_COLUMNS) * k * k
            yield Case("tfl.depthwise_conv_2d" + when, CONV.format(s) + ", depth_multiplier = 1 : i32",
                       [arg([1, h, h, c], elem), const([1, k, k, c], value, weight), const([c], 0, bias)],
                       tensor([1, o, o, c], elem), {"macs": macs})
    for h, c, n, k in [(14, 32, 16, 2), (28, 16, 16, 3), (8, 64, 32, 4), (28, 64, 32, 2)]:
        yield Case("tfl.transpose_conv", WINDOW.format(2),
                   [ints([1, 2 * h, 2 * h, n]), const([n, k, k, c], 0.01), arg([1, h, h, c]), const([n], 0)],
                   tensor([1, 2 * h, 2 * h, n]), product(h * h, n, c, k * k))


def products():
    shapes = [(1, 16, 16), (1, 64, 64), (1, 128, 128), (1, 256, 256), (1, 640, 128), (1, 1024, 1000), (1, 512, 2048),
              (16, 128, 128), (16, 128, 512), (64, 128, 128), (64, 128, 512), (64, 512, 128), (128, 256, 256),
              (128, 768, 768), (8, 64, 192), (5, 64, 512), (3, 512, 512), (2, 128, 128), (2, 64, 512), (4, 128, 128)]
    for when, elem, weight, bias, value in (FLOAT, INT8):
        for m, k, n in shapes:
            filters = const([n, k], value, weight)
            yield Case("tfl.fully_connected" + when, DENSE, [arg([m, k], elem), filters, const([n], 0, bias)],
                       tensor([m, n], elem), product(m, n, k))
    for m, k, n in [(16, 64, 64), (64, 64, 64), (1, 256, 256), (128, 128, 128)]:
        yield Case("tfl.fully_connected when values", DENSE, [arg([m, k]), arg([n, k]), const([n], 0)],
                   tensor([m, n]), {"macs": m * k * n})
    for b, m, k, n, adj in [(1, 64, 32, 64, 0), (2, 64, 64, 64, 0), (2, 64, 64, 64, 1), (4, 64, 32, 64, 1),
                            (4, 64, 64, 32, 0), (12, 128, 64, 128, 1), (12, 128, 128, 64, 0), (8, 16, 16, 16, 0),
                            (1, 128, 768, 768, 0), (1, 1, 64, 64, 0), (32, 8, 8, 8, 0), (4, 1, 64, 64, 1)]:
        work = product(m, n, k, groups=b, pack=True)
        attrs = f"adj_x = false, adj_y = {'true' if adj else 'false'}"
        for when, elem in (("", "f32"), (" when i8", QUANT)):
            operands = [arg([b, m, k], elem), arg([b, n, k] if adj else [b, k, n], elem)]
            yield Case("tfl.batch_matmul" + when, attrs, operands, tensor([b, m, n], elem), work)


def elementwise():
    for name in "abs hard_swish leaky_relu round sign relu_0_to_1".split():  # as fast as memory
        for shape in SHAPES:
            attrs = "alpha = 0.1 : f32" if name == "leaky_relu" else ""
            yield Case("tfl." + name, attrs, [arg(shape)], tensor(shape), {"bytes": 0})
    slow = {name: "" for name in "cos elu exp log logistic rsqrt sin sqrt tanh".split()}
    for name, attrs in (slow | {"gelu": "approximate = false"}).items():
        for shape in SHAPES:
            yield Case("tfl." + name, attrs, [arg(shape)], tensor(shape), {"elements": math.prod(shape)})
    for name, a, b in [("gelu when i8", QUANT, QUANT), ("logistic when i8", QUANT, SIGMOID), ("cast", "i32", "f32"),
                       ("tanh when i8", QUANT, TANH), ("hard_swish when i8", QUANT, QUANT),
                       ("relu when i8", QUANT, QUANT), ("leaky_relu when i8", QUANT, QUANT),
                       ("logical_not", "i1", "i1"), ("dequantize", QUANT, "f32"), ("quantize", "f32", QUANT)]:
        for shape in SHAPES:
            attrs = {"quantize": f"qtype = {written(tensor(shape, QUANT))}", "gelu when i8": "approximate = false",
                     "leaky_relu when i8": "alpha = 0.1 : f32"}
            yield Case("tfl." + name, attrs.get(name, ""), [arg(shape, a)], tensor(shape, b),
                       {"elements": math.prod(shape)})
    spread = [([1, 14, 14, 96], [96]), ([64, 128], [64, 1]), ([1, 28, 28, 96], [1, 1, 1, 96]), ([128, 768], [768]),
              ([1, 28, 28, 96], [1, 28, 28, 1]), ([1, 28, 28, 12], [12]), ([1, 4, 64, 64], [1, 1, 64, 64])]
    for name in "add sub mul div maximum squared_difference pow floor_div less".split():
        attrs = FUSED if name in ("add", "sub", "mul", "div") else ""
        out = "i1" if name == "less" else "f32"
        kind = "elements" if name in ("div", "pow", "floor_div", "less") else "bytes"
        for shape, other in [*((s, s) for s in SHAPES), *((s, []) for s in SHAPES if name != "maximum"), *spread]:
            second = arg(other) if other else const([], 0.5)
            yield Case("tfl." + name, attrs, [arg(shape), second], tensor(shape, out),
                       {kind: math.prod(shape), "runs": loops(shape, [1] * (len(shape) - len(other)) + other)})
    for name, elem, when in [("add", QUANT, " when i8"), ("mul", QUANT, " when i8"), ("add", "i32", " when other")]:
        for shape in SHAPES:
            yield Case(f"tfl.{name}{when}", FUSED, [arg(shape, elem)] * 2, tensor(shape, elem),
                       {"elements": math.prod(shape)})
    for shape in SHAPES:
        yield Case("tfl.select_v2", "", [arg(shape, "i1"), arg(shape), arg(shape)], tensor(shape),
                   {"elements": math.prod(shape)})
        slopes = const([1] * (len(shape) - 2) + shape[-1:], 0.1)
        yield Case("tfl.prelu", "", [arg(shape), slopes], tensor(shape),
                   {"bytes": 0, "runs": math.prod(shape[:-1])})


def loops(shape, other):
    """How often the innermost loop starts: it covers the trailing dimensions that broadcast alike."""
    outer, alike = len(shape), None
    while outer > 0:
        n, same = shape[outer - 1], other[outer - 1] == shape[outer - 1]
        if n != 1 and alike is not None and same != alike:
            break
        alike = same if n != 1 else alike
        outer -= 1
    return 0 if outer == 0 else math.prod(shape[:outer])


def reductions():
    for name, elem in [*((name, "f32") for name in "mean sum reduce_max reduce_prod".split()), ("mean when i8", QUANT)]:
        for shape, axes in [([1, 7, 7, 1280], [1, 2]), ([1, 14, 14, 96], [1, 2]), ([1, 56, 56, 32], [1, 2]),
                            ([1, 64, 128], [2]), ([128, 768], [1]), ([1, 28, 28, 96], [3]), ([1, 16], [1]),
                            ([4, 64, 64], [2])]:
            out = [1 if i in axes else n for i, n in enumerate(shape)]
            yield Case("tfl." + name, "keep_dims = true", [arg(shape, elem), ints(axes)], tensor(out, elem),
                       {"elements": math.prod(shape), "runs": math.prod(shape[:-1])})
    for name, attrs in [("softmax", "beta = 1.0 : f32"), ("softmax when i8", "beta = 1.0 : f32"), ("log_softmax", ""),
                        ("l2_normalization", FUSED)]:
        elem, out = (QUANT, SIGMOID) if name.endswith("i8") else ("f32", "f32")
        for shape in [[1, 10], [1, 1000], [64, 64], [1, 4, 64, 64], [1, 12, 128, 128], [784, 16], [128, 512]]:
            yield Case("tfl." + name, attrs, [arg(shape, elem)], tensor(shape, out),
                       {"elements": math.prod(shape), "runs": math.prod(shape[:-1])})
    for shape in [[1, 10], [1, 1000], [64, 64], [784, 16]]:
        work = {"elements": math.prod(shape), "runs": shape[0]}
        yield Case("tfl.arg_max", "output_type = i32", [arg(shape), const([], 1, "i32")], tensor(shape[:1], "i32"),
                   work)
        yield Case("tfl.cumsum", "exclusive = false, reverse = false", [arg(shape), const([], 1, "i32")], tensor(shape),
                   work)
    for name in ("average_pool_2d", "max_pool_2d", "average_pool_2d when i8", "max_pool_2d when i8"):
        elem = QUANT if name.endswith("i8") else "f32"
        for h, c, k, s in [(112, 64, 3, 2), (56, 32, 2, 2), (28, 192, 3, 1), (14, 96, 3, 2), (32, 16, 2, 2)]:
            o = -(-h // s)
            attrs = f"filter_height = {k} : i32, filter_width = {k} : i32, " + WINDOW.format(s)
            yield Case("tfl." + name, attrs, [arg([1, h, h, c], elem)], tensor([1, o, o, c], elem),
                       {"elements": o * o * c * k * k, "runs": o * o})


def movements():
    for shape in SHAPES[1:5]:
        work = {"bytes": 0}
        for elem, when in (("f32", ""), (QUANT, " when i8"), ("i32", " when other")):
            flat = [math.prod(shape) // 2, 2]
            yield Case("tfl.reshape" + when, "", [arg(shape, elem), ints(flat)], tensor(flat, elem), work)
        yield Case("tfl.expand_dims", "", [arg(shape), const([], 0, "i32")], tensor([1, *shape]), work)
        yield Case("tfl.squeeze", "squeeze_dims = [0]", [arg([1, *shape])], tensor(shape), work)
        yield Case("tfl.fill", "", [ints(shape), arg([])], tensor(shape), work)
        yield Case("tfl.shape", "", [arg(shape)], tensor([len(shape)], "i32"), {})
    for elem, when in (("f32", []), (QUANT, ["i8"]), ("i32", ["other"])):
        for shape, perm in [([64, 128], [1, 0]), ([1, 64, 4, 32], [0, 2, 1, 3]), ([1, 128, 12, 64], [0, 2, 1, 3]),
                            ([1, 128, 12, 64], [0, 2, 3, 1]), ([1, 28, 28, 96], [0, 3, 1, 2]),
                            ([1, 96, 28, 28], [0, 2, 3, 1]), ([16, 64, 32], [1, 0, 2]), ([16, 16, 16], [2, 1, 0]),
                            ([1, 8, 8, 2], [0, 2, 1, 3])]:
            turned = perm[-1] != len(perm) - 1
            row = " when ".join(["tfl.transpose", " ".join(when + ["turned"] * turned)]).removesuffix(" when ")
            work = {"elements": math.prod(shape)} if turned else {"bytes": 0, "runs": math.prod(shape[:-1])}
            yield Case(row, "", [arg(shape, elem), ints(perm)], tensor([shape[p] for p in perm], elem), work)
    for shape, axis, parts in [([1, 28, 28, 48], 3, 2), ([1, 14, 14, 64], 3, 4), ([64, 128], 1, 2), ([64, 128], 0, 2),
                               ([1, 56, 56, 16], 3, 4), ([1, 64], 1, 2), ([1, 512], 1, 4), ([128, 768], 1, 3)]:
        yield from pieces(shape, axis, parts)
    for rows, width, count in [(1000, 64, 64), (64, 128, 16), (1000, 128, 64), (32, 8, 300)]:
        yield Case("tfl.gather", "axis = 0 : i32, batch_dims = 0 : i32",
                   [const([rows, width], 0.5), arg([count], "i32")], tensor([count, width]),
                   {"elements": count * width, "runs": count})
    for h, c in [(14, 32), (28, 16), (8, 64), (7, 128)]:
        work = {"elements": 4 * h * h * c, "runs": 4 * h * h}
        image, deep, batch = [1, 2 * h, 2 * h, c], [1, h, h, 4 * c], [4, h, h, c]
        yield Case("tfl.depth_to_space", "block_size = 2 : i32", [arg(deep)], tensor(image), work)
        yield Case("tfl.space_to_depth", "block_size = 2 : i32", [arg(image)], tensor(deep), work)
        block = [ints([2, 2]), const([2, 2], 0, "i32")]
        yield Case("tfl.space_to_batch_nd", "", [arg(image), *block], tensor(batch), work)
        yield Case("tfl.batch_to_space_nd", "", [arg(batch), *block], tensor(image), work)
        for name, attrs in [("bilinear", "align_corners = false, half_pixel_centers = true"),
                            ("nearest_neighbor", "align_corners = false, half_pixel_centers = false")]:
            yield Case("tfl.resize_" + name, attrs, [arg([1, h, h, c]), ints([2 * h, 2 * h])],
                       tensor([1, 2 * h, 2 * h, c]), work)


def pieces(shape, axis, parts):
    """Putting `parts` pieces of `shape` together along `axis`, and taking them apart."""
    def scaled(by):
        return [n * by if i == axis else n for i, n in enumerate(shape)]
    whole, outer, count = scaled(parts), math.prod(shape[:axis]), math.prod(shape)
    for elem, when in (("f32", ""), (QUANT, " when i8"), ("i32", " when other")):
        yield Case("tfl.concatenation" + when, f"axis = {axis} : i32, {FUSED}", [arg(shape, elem)] * parts,
                   tensor(whole, elem), {"bytes": 0, "runs": outer * parts, "parts": parts})
    begin = [n if i == axis else 0 for i, n in enumerate(shape)]
    cut = {"elements": count, "runs": outer}
    yield Case("tfl.slice", "", [arg(whole), ints(begin), ints(shape)], tensor(shape), cut)
    for when, masks in (("", "shrink_axis_mask = 0 : i32"), (" when masked", "shrink_axis_mask = 1 : i32")):
        if when and shape[0] != 1:
            continue
        end = [b + n for b, n in zip(begin, shape)]
        operands = [arg(whole), ints(begin), ints(end), ints([1] * len(shape))]
        yield Case("tfl.strided_slice" + when, f"{SLICE}, {masks}", operands, tensor(shape[1:] if when else shape), cut)
    pads = f"[{', '.join('[0, 2]' if i == axis else '[0, 0]' for i in range(len(shape)))}]"
    padded = [n + 2 if i == axis else n for i, n in enumerate(shape)]
    for when, elem in (("", "f32"), (" when i8", QUANT)):
        yield Case("tfl.pad" + when, "", [arg(shape, elem), const([len(shape), 2], pads, "i32")], tensor(padded, elem),
                   {"elements": math.prod(padded), "runs": outer})
    twice = [2 if i == axis else 1 for i in range(len(shape))]
    yield Case("tfl.tile", "", [arg(shape), ints(twice)], tensor(scaled(2)), {"elements": 2 * count, "runs": 2 * outer})
    yield Case("tfl.broadcast_to", "", [arg([1 if i == axis else n for i, n in enumerate(shape)]), ints(shape)],
               tensor(shape), {"elements": count, "runs": outer})
    yield Case("tfl.pack", f"axis = 0 : i32, values_count = {parts} : i32", [arg(shape)] * parts,
               tensor([parts, *shape]), {"bytes": 0, "parts": parts})
    yield Case("tfl.split", f"num_splits = {parts} : i32", [const([], axis, "i32"), arg(whole)], tensor(shape),
               {"bytes": 0, "runs": outer * parts, "parts": parts}, results=parts)
    yield Case("tfl.unpack", f"axis = 0 : i32, num = {parts} : i32", [arg([parts, *shape])], tensor(shape),
               {"bytes": 0, "parts": parts}, results=parts)


# --- the fit ---------------------------------------------------------------------------------------------------------

PRICED = {"overhead": "overhead-ns", "runs": "run-ns", "parts": "part-ns"}  # the rest is a rate


def fit(measured):
    """Nanoseconds by unit of work, and what they predict."""
    keys = ["overhead", *sorted({key for case, _, _ in measured for key in case.work})]
    derived = {"bytes": Case.bytes, "far-bytes": Case.far_bytes}
    work = [{"overhead": 1} | case.work | {key: count(case) for key, count in derived.items() if key in case.work}
            for case, _, _ in measured]
    matrix = np.array([[amounts.get(key, 0) for key in keys] for amounts in work], float)
    times = np.array([ns for _, ns, _ in measured])
    scaled = matrix / times[:, None]
    columns = np.maximum(scaled.max(axis=0), 1e-30)
    solution, _ = nnls(scaled / columns, np.ones(len(times)))
    prices = solution / columns
    return dict(zip(keys, prices)), matrix @ prices


def row_text(row, measured):
    prices, predicted = fit(measured)
    ratios = predicted / np.array([ns for _, ns, _ in measured])
    words = ["op", row]
    for key, price in prices.items():
        if key in PRICED and (price > 0 or key == "overhead"):
            words.append(f"{PRICED[key]} {price:.2g}")
        elif price > 0:
            words.append(f"{key}-per-ns {1 / price:.3g}")
    taken = {taken for _, _, taken in measured}
    words += ["outside"] if taken == {False} else ["sometimes-outside"] if len(taken) > 1 else []
    return f"{' '.join(words)}  # {ratios.min():.2f} to {ratios.max():.2f} of {len(measured)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tfl-translate", required=True)
    parser.add_argument("--only", default="", help="rows whose name matches this expression")
    parser.add_argument("--cases", action="store_true", help="print every case too")
    options = parser.parse_args()
    print(f"# {processor()}, {time.strftime('%Y-%m-%d')}")
    rows = {}
    for make in (convolutions, products, elementwise, reductions, movements):
        for case in make():
            if re.search(options.only, case.row):
                try:
                    ns, taken = measure(options.tfl_translate, case)
                except (subprocess.CalledProcessError, RuntimeError, ValueError) as error:
                    print(f"# {case.row}: {error}".splitlines()[0], flush=True)
                    continue
                rows.setdefault(case.row, []).append((case, ns, taken))
                if options.cases:
                    shapes = " ".join(written(ty) for _, ty in case.operands)
                    print(f"# {case.row} {shapes}: {ns:.0f} ns, {case.work}", flush=True)
    for row, measured in rows.items():
        print(row_text(row, measured))


if __name__ == "__main__":
    main()
