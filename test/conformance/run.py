#!/usr/bin/env python3
"""Converts real models, runs the results in stock LiteRT, and compares with TensorFlow's outputs.

    python test/conformance/run.py --tflc target/release/tflc --models ../shared/models

Run by hand, with a Python that has numpy and ai-edge-litert; the product needs neither. Prints the
table of docs/conformance.md. MODELS has the layout that its README.md describes. Every model is also
run by `tflc run`, so that the last two columns compare three engines on the same inputs.
"""
import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np

from goldens import calls_of, entries, ours, worst

# Folder, id, and the largest allowed error as a share of the output's largest magnitude.
MODELS = [
    ("mlperf_kws_dscnn", "savedmodel", 1e-5),
    ("half_plus_two", "tf1", 1e-5),
    ("half_plus_two", "tf2", 1e-5),
    ("tf1_regression", "savedmodel", 1e-5),
    ("tf1_regression", "graphdef", 1e-5),
    ("basic_pitch", "savedmodel", 1e-4),
    ("cifar_frozen", "graphdef", 1e-5),
    ("cifar_frozen", "variadic", 1e-5),
]


def litert(model, signature, calls):
    """Outputs of stock LiteRT: {call: {name: array}}."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=model)
    out = {}
    if signature is not None:
        runner = interpreter.get_signature_runner(signature)
        for call, (inputs, _) in calls.items():
            out[call] = runner(**inputs)
        return out
    for call, (inputs, _) in calls.items():
        details = {d["name"].split(":")[0]: d for d in interpreter.get_input_details()}
        for name, value in inputs.items():
            interpreter.resize_tensor_input(details[name]["index"], value.shape)
        interpreter.allocate_tensors()
        for name, value in inputs.items():
            interpreter.set_tensor(details[name]["index"], value)
        interpreter.invoke()
        results = interpreter.get_output_details()
        out[call] = {d["name"].split(":")[0]: interpreter.get_tensor(d["index"]) for d in results}
    return out


def check(tflc, models, name, identity, folder):
    """Errors of LiteRT and of our interpreter on our file."""
    base = os.path.join(models, name)
    entry = next(entry for entry in entries(base) if entry["id"] == identity)
    with np.load(os.path.join(base, "golden.npz")) as golden:
        by_signature = calls_of(entry, golden, ["tf"])
    model = os.path.join(folder, "model.tflite")
    command = [tflc, "convert", os.path.join(base, entry["file"]), "-o", model]
    if entry["kind"] == "graphdef":
        command += ["--input-arrays", ",".join(entry["inputs"]), "--output-arrays", ",".join(entry["outputs"])]
    else:
        command += [flag for s in by_signature for flag in ("--signature", s)]
    subprocess.run(command, check=True, capture_output=True)
    errors = [0.0, 0.0]
    for signature, calls in by_signature.items():
        results = [litert(model, signature, calls), ours(tflc, model, signature, calls, folder)]
        errors = [max(e, worst(calls, r)) for e, r in zip(errors, results)]
    return errors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tflc", required=True, help="the tool")
    parser.add_argument("--models", required=True, help="the folder of models")
    arguments = parser.parse_args()
    print("| model | limit | LiteRT on our file | tflc run on our file | verdict |\n|---|---|---|---|---|")
    bad = 0
    for name, identity, limit in MODELS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                errors = check(os.path.abspath(arguments.tflc), arguments.models, name, identity, folder)
                good = all(error <= limit for error in errors)
                cells = ["%.1e" % error for error in errors]
            except subprocess.CalledProcessError as failure:
                said = failure.stderr.decode(errors="replace").strip().splitlines()
                good, cells = False, [said[0] if said else "exit code %d" % failure.returncode, ""]
            except Exception as failure:  # the table shows it, and the other models still run
                good, cells = False, [str(failure).splitlines()[0], ""]
        bad += not good
        row = [name + " " + identity, "%.0e" % limit] + cells + ["ok" if good else "**wrong**"]
        print("| " + " | ".join(row) + " |", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
