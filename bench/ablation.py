#!/usr/bin/env python3
"""What saturation gains over greedy rewriting with the same rules and prices.

    ablation.py --tfl-opt PATH [--tflc PATH] MODELS

Each of MODELS is IR text in the tfl dialect, or, with --tflc, a SavedModel (NAME or NAME/saved_model), which counts as it
is after its lowering to that dialect and before optimization. tfl-opt optimizes it with each strategy of tfl-optimize.
The table: ops, and the time of a run by the cost model, all functions together."""

import argparse
import json
import os
import subprocess
import tempfile
import time

STRATEGIES = ["greedy", "descent", "saturate"]
PIPELINE = "builtin.module(func.func(canonicalize,tfl-optimize{strategy=%s},canonicalize,cse))"


def optimize(tfl_opt, text, strategy, folder):
    """The summary of what tfl-optimize did, and the seconds that all took."""
    report = os.path.join(folder, "report.json")
    start = time.perf_counter()
    command = [tfl_opt, text, "--pass-pipeline=" + PIPELINE % strategy, "--explain", report]
    subprocess.run([*command, "-o", os.devnull], check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    with open(report, encoding="utf-8") as file:
        return json.load(file)["summary"], seconds


def name_of(path):
    path = os.path.normpath(path)
    if os.path.basename(path) == "saved_model":
        path = os.path.dirname(path)
    return os.path.basename(path).removesuffix(".mlir")


def lowered(tflc, path, folder):
    """The file with the text of a SavedModel in the tfl dialect, not yet optimized."""
    inner = os.path.join(path, "saved_model")
    source = inner if os.path.isdir(inner) else path
    dumps = os.path.join(folder, "steps")
    command = [tflc, "convert", "--quiet", source, "-o", os.path.join(folder, "out.tflite"), "--dump-ir", dumps]
    subprocess.run(command, check=True)
    steps = sorted(os.listdir(dumps))
    at = next(at for at, step in enumerate(steps) if step.endswith("-tfl-optimize.mlir"))
    return os.path.join(dumps, steps[at - 1])


def cells(summary, worst):
    """Ops and microseconds; those beaten by others are plain, the best bold."""
    after = summary["after"]
    us = after["predicted_ns"] / 1000
    return f"{after['ops']} | {us:,.1f}" + ("" if worst is None else f" ({us / worst:.3f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tfl-opt", required=True)
    parser.add_argument("--tflc", help="for SavedModels")
    parser.add_argument("--seconds", action="store_true", help="show how long each took, too")
    parser.add_argument("models", nargs="+")
    options = parser.parse_args()
    print("| model | ops, before | µs | ops, greedy | µs | ops, descent | µs | ops, saturation | µs (of the better) |\n"
          "|---|---|---|---|---|---|---|---|---|")
    for path in options.models:
        with tempfile.TemporaryDirectory() as folder:
            text = path if os.path.isfile(path) else lowered(options.tflc, path, folder)
            done = {strategy: optimize(options.tfl_opt, text, strategy, folder) for strategy in STRATEGIES}
        before = done["saturate"][0]["before"]
        best = min(done[strategy][0]["after"]["predicted_ns"] for strategy in STRATEGIES[:2]) / 1000
        row = [f"{before['ops']} | {before['predicted_ns'] / 1000:,.1f}"]
        row += [cells(done[strategy][0], best if strategy == "saturate" else None) for strategy in STRATEGIES]
        if options.seconds:
            row.append(", ".join(f"{done[strategy][1]:.1f} s" for strategy in STRATEGIES))
        print(f"| {name_of(path)} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
