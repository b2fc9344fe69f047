#!/usr/bin/env python3
"""Reading and writing IR text, tfl-opt and mlir-opt in turn on the same files.

Times are whole processes: reading, verifying and printing to nowhere. The ops belong to no dialect, so that both
tools do the same work. Where a tool reports its parser alone (--mlir-timing), that is printed too; tfl-opt's reading
and writing by themselves are in `cargo bench -p tfl-bench --bench text`."""

import argparse
import multiprocessing
import os
import random
import re
import tempfile

from measure import processor, run

ARG = "tensor<1x112x112x16xf32>"


def ops(out, size):
    types = [f"tensor<1x{h}x{h}x{c}xf32>" for h in (112, 56, 28, 14, 7) for c in (16, 32, 64, 96, 128, 192)]
    value, done, index = ("%arg0", ARG), 0, 0
    conv = ('dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU6", '
            'padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32')
    while done < size:
        (n, t), r, kind = value, random.choice(types), random.random()
        if kind < 0.3:
            op = f'"bench.add"({n}, {n}) <{{fused_activation_function = "NONE"}}> : ({t}, {t}) -> {r}'
        elif kind < 0.6:
            op = f'"bench.conv_2d"({n}, {n}, {n}) <{{{conv}}}> : ({t}, {t}, {t}) -> {r}'
        elif kind < 0.8:
            r = "tensor<4xf32>"
            numbers = ", ".join(f"{random.random():.6e}" for _ in range(4))
            op = f'"bench.pseudo_const"() <{{value = dense<[{numbers}]> : {r}}}> : () -> {r}'
        else:
            op = f'"bench.tanh"({n}) : ({t}) -> {r}'
        loc = f' loc("model/block_{index // 7}/op{index}")' if random.random() < 0.5 else ""
        line = f"    %{index} = {op}{loc}\n"
        out.write(line)
        done, value, index = done + len(line), (f"%{index}", r), index + 1


def constant(out, count, before, after, element, separator):
    ty = f"tensor<{count}xf32>"
    out.write(f'    %0 = "bench.pseudo_const"() <{{value = dense<{before}')
    out.write(separator.join(element() for _ in range(count)))
    out.write(f"{after}> : {ty}}}> : () -> {ty}\n")


def make(kind, size, path):
    random.seed(1)
    with open(path, "w") as out:
        out.write(f"module {{\n  func.func @main(%arg0: {ARG}) -> {ARG} {{\n")
        if kind == "ops":
            ops(out, size)
        elif kind == "hex":
            constant(out, size // 8, '"0x', '"', lambda: f"{random.getrandbits(30):08X}", "")
        elif kind == "numbers":
            constant(out, size // 14, "[", "]", lambda: f"{random.random():.6e}", ", ")
        out.write(f"    return %arg0 : {ARG}\n  }}\n}}\n")


def measure(command, path, runs_so_far):
    seconds, peak, messages = run([*command, path, "-o", os.devnull])
    parse = re.search(r"(\d+\.\d+) \([^)]*\)\s+Parser", messages)
    runs_so_far.append((float(parse.group(1)) if parse else None, seconds, peak))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tfl-opt", required=True)
    parser.add_argument("--mlir-opt", help="leave it out to measure tfl-opt alone")
    parser.add_argument("--megabytes", type=int, default=30)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    flags = ["--allow-unregistered-dialect", "--mlir-timing"]
    tools = {"tfl-opt": [options.tfl_opt, *flags]}
    if options.mlir_opt:
        tools["mlir-opt"] = [options.mlir_opt, *flags, "--mlir-disable-threading"]
    print(processor())
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("ops", "hex", "numbers"):
            path = os.path.join(folder, f"{kind}.mlir")
            # In a process of its own: children start with the peak memory of the process they come from.
            maker = multiprocessing.Process(target=make, args=(kind, options.megabytes * 1_000_000, path))
            maker.start()
            maker.join()
            size = os.path.getsize(path)
            results = {tool: [] for tool in tools}
            for _ in range(options.runs):
                for tool, command in tools.items():
                    measure(command, path, results[tool])
            best = {}
            for tool, runs in results.items():
                parses = [parse for parse, _, _ in runs if parse]
                total = min(seconds for _, seconds, _ in runs)
                peak = max(peak for _, _, peak in runs)
                best[tool] = (min(parses) if parses else None, total)
                parse = f"parse {size / 1e6 / min(parses):.0f} MB/s, " if parses else ""
                print(f"{kind}: {tool}: {parse}total {size / 1e6 / total:.0f} MB/s, peak {peak / size:.2f}x the file")
            if len(best) == 2:
                (p0, t0), (p1, t1) = best["tfl-opt"], best["mlir-opt"]
                parse = f"parse {p1 / p0:.2f}x, " if p0 and p1 else ""
                print(f"{kind}: tfl-opt is {parse}total {t1 / t0:.2f}x as fast as mlir-opt")


if __name__ == "__main__":
    main()
