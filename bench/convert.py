#!/usr/bin/env python3
"""Conversion of a model by whole processes: median wall time, peak memory against the model's size."""

import argparse
import os
import statistics
import tempfile

from measure import processor, run


def size_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tflc", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--reference-seconds", type=float, help="wall time of another converter, for the ratio")
    options = parser.parse_args()
    size = size_of(options.model)
    with tempfile.TemporaryDirectory() as folder:
        command = [options.tflc, "convert", "--quiet", options.model, "-o", os.path.join(folder, "model.tflite")]
        runs = [run(command) for _ in range(options.runs)]
    median = statistics.median(seconds for seconds, _, _ in runs)
    best = min(seconds for seconds, _, _ in runs)
    peak = max(peak for _, peak, _ in runs)
    print(processor())
    print(f"model {size / 1e6:.1f} MB, {options.runs} runs: median {median * 1e3:.1f} ms, best {best * 1e3:.1f} ms, "
          f"peak {peak / 1e6:.1f} MB = {peak / size:.2f}x the model")
    if options.reference_seconds:
        print(f"{options.reference_seconds / median:.0f}x as fast as the reference")


if __name__ == "__main__":
    main()
