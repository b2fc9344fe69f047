#!/usr/bin/env python3
"""Optimizes every .tflite model that has recorded outputs, and compares what it computes before and after.

    python test/conformance/optimize.py --tflc target/release/tflc --models ../shared/models

Run by hand, with a Python that has numpy. Both files run in `tflc run` on the recorded inputs. Integers, and everything
in a model of quantized activations, have to be the same to the bit; floats may differ by 1e-5 of the output's largest
magnitude, and may be away from the recorded outputs by no more than that in addition. A model that is not run before it
is optimized is listed with the reason, and does not count."""

import argparse
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

from goldens import calls_of, entries, ours, output

LIMIT = 1e-5
NARROW = {"INT8", "UINT8", "INT16"}
# What `tflc run` calls outputs that have no name in the file.
NAMELESS = re.compile(r"result\d+")


class Different(Exception):
    """Why a model does not count as the same."""


def error(got, want, exact):
    """The largest difference in parts of the largest magnitude wanted; 0 is equality to the bit."""
    got, want = np.asarray(got), np.asarray(want)
    if got.dtype.kind != want.dtype.kind or got.shape != want.shape:
        raise Different(f"{got.dtype} {list(got.shape)} instead of {want.dtype} {list(want.shape)}")
    if got.dtype.kind != "f":
        unequal = int(np.sum(got != want))
        if unequal:
            raise Different(f"{unequal} of {got.size} elements differ")
        return 0.0
    same = (got == want) | (np.isnan(got) & np.isnan(want))
    if same.all():
        return 0.0
    if exact:
        raise Different(f"{int((~same).sum())} of {same.size} floats differ")
    finite = want[np.isfinite(want)]
    largest = max(float(np.max(np.abs(finite), initial=0)), 1e-30)
    with np.errstate(invalid="ignore"):
        difference = np.where(same, 0, np.abs(got.astype(np.float64) - want))
    return float("inf") if np.isnan(difference).any() else float(np.max(difference)) / largest


def recorded(got, facts):
    """The elements of an output that its record keeps."""
    flat = np.ravel(got)
    if "sampled" in facts:
        flat = flat[(np.arange(facts["sampled"], dtype=np.int64) * flat.size) // facts["sampled"]]
    return flat


def against_record(calls, results):
    """The largest error against the recorded outputs; None without any that are numbers."""
    errors = []
    for call, (_, outputs) in calls.items():
        for name, (facts, want) in outputs.items():
            if want is not None and np.asarray(want).dtype.kind == "f":
                got = recorded(output(results[call], name), facts)
                errors.append(error(got, np.ravel(want), False))
    return max(errors) if errors else None


def shown(value):
    return "" if value is None else "0" if value == 0 else f"{value:.1e}"


def check(tflc, folder, entry, golden, scratch):
    """Ops before and after, and the errors: to the model before, and of both to the record."""
    before = os.path.join(folder, entry["file"])
    after = os.path.join(scratch, "optimized.tflite")
    recorded_calls = calls_of(entry, golden, ["ref", "xnn"])

    def run_all(file):
        return [ours(tflc, file, signature, calls, scratch) for signature, calls in recorded_calls.items()]

    as_it_is = run_all(before)
    said = subprocess.run([tflc, "optimize", before, after], check=True, capture_output=True, text=True).stdout
    ops = re.search(r"ops (\d+) -> (\d+)", said)
    exact = any(tensor["dtype"] in NARROW for tensor in entry["inputs"] + entry["outputs"])
    change, errors = 0.0, [None, None]
    for calls, *results in zip(recorded_calls.values(), as_it_is, run_all(after)):
        for call, outputs in results[0].items():
            now = results[1][call]
            if len(now) != len(outputs) or any(name not in now for name in outputs if not NAMELESS.fullmatch(name)):
                raise Different(f"outputs {', '.join(now)} instead of {', '.join(outputs)}")
            change = max([change] + [error(*pair, exact) for pair in zip(now.values(), outputs.values())])
        for at, result in enumerate(results):
            known = [value for value in (errors[at], against_record(calls, result)) if value is not None]
            errors[at] = max(known, default=None)
    if change > LIMIT:
        raise Different(f"differs by {change:.1e}")
    if errors[0] is not None and errors[1] > errors[0] + LIMIT:
        raise Different(f"{errors[1]:.1e} away from the record, {errors[0]:.1e} before")
    return list(ops.groups()) if ops else ["", ""], [change, *errors]


def first_line(text):
    lines = (text.decode(errors="replace") if isinstance(text, bytes) else str(text)).strip().splitlines()
    return lines[0][:120].replace("|", "/") if lines else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tflc", required=True, help="the tool")
    parser.add_argument("--models", required=True, help="the folder of models")
    parser.add_argument("--only", default="", help="models whose FOLDER/ID holds this text")
    options = parser.parse_args()
    tflc = os.path.abspath(options.tflc)
    print("| model | ops before | after | change | error before | after | verdict |\n|---|---|---|---|---|---|---|")
    counts = {"ok": 0, "not run": 0, "wrong": 0}
    for name in sorted(os.listdir(options.models)):
        folder = os.path.join(options.models, name)
        record = os.path.join(folder, "golden.npz")
        if not os.path.exists(record):
            continue
        with np.load(record) as golden:
            for entry in entries(folder):
                if entry["kind"] != "tflite" or not entry.get("tensors") or options.only not in f"{name}/{entry['id']}":
                    continue
                with tempfile.TemporaryDirectory() as scratch:
                    ops, errors, said = ["", ""], [None] * 3, ""
                    try:
                        ops, errors = check(tflc, folder, entry, golden, scratch)
                        verdict = "ok"
                    except subprocess.CalledProcessError as failure:
                        # The optimizer's command, and that which runs its result, name the result.
                        optimized = os.path.join(scratch, "optimized.tflite") in failure.cmd
                        verdict, said = "wrong" if optimized else "not run", first_line(failure.stderr)
                    except (Different, ValueError, IndexError) as why:
                        verdict, said = "wrong", str(why)
                counts[verdict] += 1
                verdict = "ok" if verdict == "ok" else f"**{verdict}**: {said}" if verdict == "wrong" else f"{verdict}: {said}"
                cells = [f"{name} {entry['id']}", *ops, *map(shown, errors), verdict]
                print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\n{counts['ok']} ok, {counts['wrong']} wrong, {counts['not run']} not run before either")
    sys.exit(1 if counts["wrong"] else 0)


if __name__ == "__main__":
    main()
