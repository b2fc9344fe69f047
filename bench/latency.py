#!/usr/bin/env python3
"""Times our conversions in stock LiteRT against another converter's files: XNNPACK, one thread, pinned to one CPU.

    latency.py --tflc PATH --reference-folder FOLDER [--json FILE] MODELS

Each of MODELS is a SavedModel, NAME or NAME/saved_model, and the other side is FOLDER/NAME.float.tflite; or a .tflite
file, and its optimized form is compared with it. Both sides stand in one process and run in turn, a few milliseconds
each; half of the processes create ours first. A turn counts by the median of its calls.

The table: ops of all subgraphs; microseconds of a call, median over turns; ours in parts of the reference's time, as
the median over pairs of neighbouring turns with the quartiles of the pairs; and once more as the ratio of the tenth
percentiles of all calls, which other load on the machine touches least. A model with several signatures counts the sum
of one call of each that both files have. Inputs are random, ids are zero, free sizes are what the file says.

Run with a Python that has numpy and ai_edge_litert."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from measure import processor

TURN_SECONDS = 0.004
SAMPLE_SECONDS = 30e-6
SLOWER = 1.03


class File:
    """A .tflite file, ready to run."""

    def __init__(self, path):
        from ai_edge_litert.interpreter import Interpreter

        self.interpreter = Interpreter(model_path=path, num_threads=1)
        self.signatures = set(self.interpreter.get_signature_list())
        self.calls = []
        self.repeat = 1

    def prepare(self, signatures):
        """Gets ready to run `signatures`, or what the file does without one. A subgraph counts once."""
        import numpy as np

        random = np.random.default_rng(1)
        for key in sorted(signatures):
            runner = self.interpreter.get_signature_runner(key)
            call = (runner._interpreter_wrapper.Invoke, runner._subgraph_index)
            if runner._subgraph_index not in [subgraph for _, subgraph in self.calls]:
                details = runner.get_input_details()
                runner(**{name: made_up(random, detail) for name, detail in sorted(details.items())})
                self.calls.append(call)
        if not self.calls:
            self.interpreter.allocate_tensors()
            for detail in self.interpreter.get_input_details():
                self.interpreter.set_tensor(detail["index"], made_up(random, detail))
            self.calls.append((self.interpreter._interpreter.Invoke, 0))
        self.repeat = max(1, int(SAMPLE_SECONDS / min(self.call() for _ in range(5))))

    def call(self):
        """Seconds of one call of each subgraph that is run: the mean of several where the clock is too coarse."""
        start = time.perf_counter()
        for _ in range(self.repeat):
            for invoke, subgraph in self.calls:
                invoke(subgraph)
        return (time.perf_counter() - start) / self.repeat

    def turn(self):
        """Seconds of each of the calls of one turn. The first brings the weights into the cache."""
        self.call()
        calls, end = [], time.perf_counter() + TURN_SECONDS
        while not calls or time.perf_counter() < end:
            calls.append(self.call())
        return calls


def made_up(random, detail):
    if detail["dtype"].__name__.startswith("float"):
        return random.standard_normal(detail["shape"]).astype(detail["dtype"])
    import numpy as np

    return np.zeros(detail["shape"], detail["dtype"])


def worker(ours, reference, seconds, ours_first, cpu):
    """Prints the turns of both files as JSON: pairs of lists of seconds."""
    os.sched_setaffinity(0, {cpu})
    order = [ours, reference] if ours_first else [reference, ours]
    files = [File(path) for path in order]
    if not ours_first:
        files.reverse()
    for file in files:
        file.prepare(files[0].signatures & files[1].signatures)
        file.turn()
    pairs, end = [], time.perf_counter() + seconds
    while len(pairs) < 6 or time.perf_counter() < end:
        # Whose turn is first changes, so that drift of the clock's rate cancels.
        first, second = files if len(pairs) % 2 == 0 else files[::-1]
        one, other = first.turn(), second.turn()
        pairs.append((one, other) if first is files[0] else (other, one))
    json.dump(pairs, sys.stdout)


def measure(ours, reference, options):
    """Microseconds, ratios and op counts of a pair of files."""
    pairs = []
    for process in range(options.processes):
        command = [sys.executable, __file__, "--worker", ours, reference, str(options.seconds / options.processes),
                   str(process % 2), str(options.cpu)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{ours} against {reference}:\n{done.stderr[-2000:]}")
        pairs += json.loads(done.stdout)
    turns = [[statistics.median(turn) for turn in side] for side in zip(*pairs)]
    ratios = [statistics.median(mine) / statistics.median(theirs) for mine, theirs in pairs]
    fast = [tenth(sum(side, [])) for side in zip(*pairs)]
    quartiles = statistics.quantiles(ratios, n=4)
    return {
        "ops": [count_ops(ours), count_ops(reference)],
        "us": [statistics.median(side) * 1e6 for side in turns],
        "ratio": statistics.median(ratios),
        "quartiles": [quartiles[0], quartiles[2]],
        "fast_ratio": fast[0] / fast[1],
    }


def tenth(values):
    return sorted(values)[len(values) // 10]


def count_ops(path):
    """Ops of all subgraphs of a file."""
    from ai_edge_litert import schema_py_generated as schema

    with open(path, "rb") as file:
        model = schema.Model.GetRootAs(file.read(), 0)
    return sum(model.Subgraphs(at).OperatorsLength() for at in range(model.SubgraphsLength()))


def name_of(path):
    """What a model is called: the name of its folder, and of the file in it."""
    path = os.path.normpath(path)
    if path.endswith(".tflite"):
        return "/".join(path.removesuffix(".tflite").split(os.sep)[-2:])
    return os.path.basename(os.path.dirname(path) if os.path.basename(path) == "saved_model" else path)


def files_of(path, options, folder):
    """Our file, made now, and the one to compare with."""
    ours = os.path.join(folder, "ours.tflite")
    if path.endswith(".tflite"):
        command, reference = ["optimize", "--quiet", path, ours], path
    else:
        inner = os.path.join(path, "saved_model")
        command = ["convert", "--quiet", inner if os.path.isdir(inner) else path, "-o", ours]
        reference = os.path.join(options.reference_folder, name_of(path) + ".float.tflite")
    subprocess.run([options.tflc, *command], check=True)
    return ours, reference


def main():
    if sys.argv[1:2] == ["--worker"]:
        ours, reference, seconds, ours_first, cpu = sys.argv[2:]
        return worker(ours, reference, float(seconds), ours_first == "1", int(cpu))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tflc", required=True)
    parser.add_argument("--reference-folder", default=".", help="files NAME.float.tflite of another converter")
    parser.add_argument("--seconds", type=float, default=8, help="for each model, without starting up")
    parser.add_argument("--processes", type=int, default=4, help="for each model")
    parser.add_argument("--cpu", type=int, default=max(os.sched_getaffinity(0)), help="the CPU that runs all of it")
    parser.add_argument("--json", help="leave the figures here too")
    parser.add_argument("models", nargs="+")
    options = parser.parse_args()
    rows = {}
    print(processor())
    print("| model | ops, ours | reference | µs, ours | reference | ours / reference | of the fastest tenth | |\n"
          "|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for path in options.models:
            row = rows[name_of(path)] = measure(*files_of(path, options, folder), options)
            (mine, theirs), (us, their_us), (low, high) = row["ops"], row["us"], row["quartiles"]
            verdict = "slower" if min(row["ratio"], row["fast_ratio"]) > SLOWER else ""
            print(f"| {name_of(path)} | {mine} | {theirs} | {us:,.1f} | {their_us:,.1f} | {row['ratio']:.3f} "
                  f"({low:.3f}–{high:.3f}) | {row['fast_ratio']:.3f} | {verdict} |", flush=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
    print(processor())


if __name__ == "__main__":
    main()
