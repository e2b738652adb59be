"""How long the page takes when it is warm: server time of a review, its report and an answer, as a browser sees it.

    python -m benchmarks.serve [--runs 7]

A fresh `coach serve` in a process of its own; the first review of each kind is told apart, the rest as medians.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "self-review.md"


def main() -> None:
    """Start the server, time each kind of request, print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    began = time.perf_counter()
    command = [sys.executable, "-m", "coach", "serve", "--no-open"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            link, said = found[0], time.perf_counter() - began
            address = link.partition("/enter")[0]
            own = {"sec-fetch-site": "same-origin"}
            with httpx.Client(base_url=address, headers=own, timeout=120, trust_env=False, follow_redirects=False) as client:
                client.get(link)
                times = measure(client, runs)
        finally:
            server.terminate()
    print(f"from the command to the link: {said:.2f} s")
    print(f"{'request':<34} {'first s':>8} {'median s':>9}   load {os.getloadavg()[0]:.1f}")
    for name, taken in times.items():
        print(f"{name:<34} {taken[0]:>8.2f} {statistics.median(taken[1:]):>9.2f}")


def measure(client: httpx.Client, runs: int) -> dict[str, list[float]]:
    """Seconds of each request by its kind, the first run first; every run is a review of its own."""
    times: dict[str, list[float]] = {
        "start page": [],
        "review of the 7 KB example": [],
        "its report as a page": [],
        "an answer": [],
    }
    text = EXAMPLE.read_text(encoding="utf-8")
    for _ in range(runs + 1):
        began = time.perf_counter()
        client.get("/").raise_for_status()
        reviewed, report = time.perf_counter(), client.post("/review", files={"text": (None, text)})
        done = time.perf_counter()
        place = report.headers.get("location") or re.findall(r'href="(/reports/[\w-]+)"', report.text)[0]
        shown = time.perf_counter()
        client.get(place).raise_for_status()
        asked = time.perf_counter()
        client.post("/ask", data={"question": "How long should a self-review be?"}).raise_for_status()
        ended = time.perf_counter()
        for name, taken in zip(times, (reviewed - began, done - reviewed, asked - shown, ended - asked), strict=True):
            times[name].append(taken)
    return times


if __name__ == "__main__":
    main()
