"""Models with recorded inputs and outputs, and what `tflc run` computes for the same inputs.

The folders have the layout that the README.md of the models describes."""

import base64
import json
import os
import subprocess

import numpy as np


def entries(folder):
    """What info.json says of each model of a folder."""
    with open(os.path.join(folder, "info.json"), encoding="utf-8") as file:
        return json.load(file)["models"]


def words(seed, count):
    """SplitMix64 as a counter hash: the goldens' input generator."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def made_up(facts):
    """An input that the golden does not store."""
    if facts["dtype"] == "string":
        kept = [text.encode() for text in facts.get("values", [])]
        kept = kept or [base64.b64decode(text) for text in facts["values_base64"]]
        return np.resize(np.array(kept, dtype=np.bytes_), facts["shape"])
    dtype = np.dtype(facts["dtype"])
    z = words(int(facts["seed"], 16), int(np.prod(facts["shape"])))
    name, *limits = facts["rng"].split(":")
    unit = (z >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)
    if name == "u01":
        values = unit
    elif name == "m11":
        values = unit * np.float32(2) - np.float32(1)
    elif name == "uni":
        low, high = (np.float32(limit) for limit in limits)
        values = unit * (high - low) + low
    elif name == "n01":
        fields = sum((z >> np.uint64(16 * field)) & np.uint64(0xFFFF) for field in range(4))
        values = (fields.astype(np.int64) - 131070).astype(np.float32) * np.float32(1 / 37837.21875)
    elif name == "int" or name == "full" and dtype.itemsize > 2:
        low, high = (int(limit) for limit in limits) if limits else ((-1000, 1000) if dtype.kind == "i" else (0, 1000))
        values = low + ((z >> np.uint64(33)) % np.uint64(high - low + 1)).astype(np.int64)
    elif name == "full":
        bits = dtype.itemsize * 8
        values = (z >> np.uint64(64 - bits)).astype(f"u{dtype.itemsize}").view(dtype)
    elif name == "bool":
        values = z >> np.uint64(63)
    else:
        raise ValueError(f"no rule makes {facts['dtype']} by {facts['rng']}")
    return values.astype(dtype).reshape(facts["shape"])


def parts_of(key):
    """The signature of a recorded tensor, if there are several; its call; what it is there."""
    signature = None
    if key.startswith("sig_"):
        signature, key = key[4:].split(".c", 1)
        key = "c" + key
    return (signature, *key.split(".", 1))


def calls_of(entry, golden, engines):
    """{signature: {call: ({name: input}, {name: (facts, output)})}}, in order. The outputs are those of the first of
    `engines` that has any."""
    parts = {key: parts_of(key) for key in entry["tensors"]}
    engine = next((e for e in engines if any(what.startswith(e) for _, _, what in parts.values())), None)
    out = {}
    for key, facts in entry["tensors"].items():
        signature, call, what = parts[key]
        inputs, outputs = out.setdefault(signature, {}).setdefault(call, ({}, {}))
        stored = f"{entry['id']}.{key}"
        if what.startswith("in"):
            inputs[what[2:].removeprefix("_")] = golden[stored] if stored in golden else made_up(facts)
        elif engine and what.startswith(engine):
            want = golden[stored] if stored in golden else None
            outputs[what[len(engine):].removeprefix("_")] = (facts, want)
    return out


def ours(tflc, model, signature, calls, folder):
    """Outputs of `tflc run`: {call: {name: array}}, names as the model gives them, in its order."""
    feed, result = os.path.join(folder, "in.npz"), os.path.join(folder, "out.npz")
    np.savez(feed, **{f"{call}.{name}": value for call, (inputs, _) in calls.items() for name, value in inputs.items()})
    command = [tflc, "run", model, "--inputs", feed, "--output", result]
    subprocess.run(command + (["--signature", signature] if signature else []), check=True, capture_output=True)
    out = {}
    with np.load(result) as arrays:
        for key in arrays.files:
            call, name = key.split(".", 1)
            out.setdefault(call, {})[name] = arrays[key]
    return out


def output(results, name):
    """The output of a call: by name, with or without what follows a colon; or by position, if the name is a number."""
    if name in results:
        return results[name]
    if name.isdigit():
        return list(results.values())[int(name)]
    same = [value for key, value in results.items() if key.split(":")[0] == name.split(":")[0]]
    if len(same) != 1:
        raise ValueError(f"no output {name} among {', '.join(results)}")
    return same[0]


def worst(calls, results):
    """The largest error, as a share of the golden's largest magnitude."""
    error = 0.0
    for call, (_, outputs) in calls.items():
        for name, (facts, want) in outputs.items():
            got = np.asarray(output(results[call], name))
            if list(got.shape) != facts["shape"]:
                raise ValueError(f"{name} has shape {list(got.shape)}, expected {facts['shape']}")
            got = got.ravel()
            if "sampled" in facts:
                got = got[(np.arange(facts["sampled"], dtype=np.int64) * got.size) // facts["sampled"]]
            if not np.isfinite(got).all():
                raise ValueError(f"{name} has elements that are not finite")
            want = np.ravel(want)
            error = max(error, float(np.max(np.abs(got - want)) / max(float(np.max(np.abs(want))), 1e-30)))
    return error
