"""Whole-process measurements: wall time, peak memory (never below that of this interpreter, some 12 MB)."""

import os
import subprocess
import time


def run(command):
    """Runs a command; its wall seconds, its peak resident bytes and its standard error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed ({process.returncode}):\n{messages}")
    return seconds, usage.ru_maxrss * 1024, messages


def processor():
    """The processor's name, and how busy the machine is."""
    name = "unknown processor"
    with open("/proc/cpuinfo") as cpuinfo:
        for line in cpuinfo:
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
    return f"{name}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"
