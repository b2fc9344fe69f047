#!/usr/bin/env python3
"""Converts real models, runs the results in stock LiteRT, and compares with TensorFlow's outputs.

    python test/conformance/run.py --tflc target/release/tflc --models ../shared/models

Run by hand, with a Python that has numpy and ai-edge-litert; the product needs neither. Prints the
table of docs/conformance.md. MODELS has the layout that its README.md describes. Every model is also
run by `tflc run`, so that the last two columns compare three engines on the same inputs.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

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


def words(seed, count):
    """SplitMix64 as a counter hash: the goldens' input generator."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def made_up(facts):
    """An input that the golden does not store; only the rule its large inputs use."""
    if facts["dtype"] != "float32" or facts["rng"] not in ("u01", "m11"):
        raise SystemExit("no rule makes %s by %s" % (facts["dtype"], facts["rng"]))
    z = words(int(facts["seed"], 16), int(np.prod(facts["shape"])))
    unit = (z >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)
    values = unit if facts["rng"] == "u01" else unit * np.float32(2) - np.float32(1)
    return values.reshape(facts["shape"])


def golden_calls(entry, golden):
    """{signature: {call: ({name: input}, {name: (facts, output)})}}, in order."""
    out = {}
    for key, facts in entry["tensors"].items():
        signature, rest = None, key
        if key.startswith("sig_"):
            signature, rest = key[4:].split(".c", 1)
            rest = "c" + rest
        call, what = rest.split(".", 1)
        inputs, outputs = out.setdefault(signature, {}).setdefault(call, ({}, {}))
        stored = entry["id"] + "." + key
        if what.startswith("in_"):
            inputs[what[3:]] = golden[stored] if facts.get("stored", True) else made_up(facts)
        elif what.startswith("tf_"):
            outputs[what[3:]] = (facts, golden[stored])
    return out


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


def ours(tflc, model, signature, calls, folder):
    """Outputs of `tflc run`: {call: {name: array}}."""
    feed, result = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
    np.savez(feed, **{"%s.%s" % (c, n): v for c, (inputs, _) in calls.items() for n, v in inputs.items()})
    command = [tflc, "run", model, "--inputs", feed, "--output", result]
    subprocess.run(command + (["--signature", signature] if signature else []), check=True, capture_output=True)
    out = {}
    with np.load(result) as arrays:
        for key in arrays.files:
            call, name = key.split(".", 1)
            out.setdefault(call, {})[name.split(":")[0]] = arrays[key]
    return out


def worst(calls, results):
    """The largest error, as a share of the golden's largest magnitude."""
    error = 0.0
    for call, (_, outputs) in calls.items():
        for name, (facts, want) in outputs.items():
            got = np.asarray(results[call][name.split(":")[0]])
            if list(got.shape) != facts["shape"]:
                raise ValueError("%s has shape %s, expected %s" % (name, list(got.shape), facts["shape"]))
            got = got.ravel()
            if "sampled" in facts:
                got = got[(np.arange(facts["sampled"], dtype=np.int64) * got.size) // facts["sampled"]]
            if not np.isfinite(got).all():
                raise ValueError("%s has elements that are not finite" % name)
            want = np.ravel(want)
            error = max(error, float(np.max(np.abs(got - want)) / max(float(np.max(np.abs(want))), 1e-30)))
    return error


def check(tflc, models, name, identity, folder):
    """Errors of LiteRT and of our interpreter on our file."""
    base = os.path.join(models, name)
    with open(os.path.join(base, "info.json"), encoding="utf-8") as file:
        entry = next(m for m in json.load(file)["models"] if m["id"] == identity)
    with np.load(os.path.join(base, "golden.npz")) as golden:
        by_signature = golden_calls(entry, golden)
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
