#!/usr/bin/env python3
"""Measures what ipb costs, and writes benches/results.json.

    scripts/measure.py                  a fresh release build, then that binary
    scripts/measure.py --skip-build     the binary in target/release
    scripts/measure.py --binary PATH    that binary

Needs Linux and Python 3.10; uses the standard library only. Run it while the
machine is idle. scripts/readme.py makes the README's table from the result.

How each figure is taken:

build_cpu, build_wall, build_peak_rustc
    `cargo build --release --locked --offline` into an empty target folder,
    after `cargo fetch`. CPU seconds are the rusage of cargo with everything
    that it started and waited for. Cargo is given a RUSTC_WRAPPER, written
    here, that notes the largest resident set of each rustc with its linker.
    Where other programs used more than a twentieth of the cores meanwhile,
    the wall time carries a note of it.
binary_size
    The bytes of the executable.
start_first_row, start_first_row_best
    `ipb --demo` in a pseudo-terminal of 80×24. The child notes the clock
    directly before exec; the clock stops when the bytes that came back hold
    the row under the cursor ("▸" and a name). Median and best of 20 runs.
start_over_sdk
    The simulated account is served by `ipb serve-demo`. `ipb` and
    benches/ten_lines.rs, which makes the same SDK call and prints the names,
    list it in a pseudo-terminal with keys from the environment, turn by turn:
    by how much the median of the first row is later than that of the first
    name. 20 runs each.
peak_memory
    `ipb --demo --demo-profiles 5000`: VmHWM of /proc/PID/status once the
    program has fallen silent. Its terminal is then resized, so that it draws
    everything anew, and must show "5000, all loaded". The simulated account
    lives in the same process and is counted too.
idle_switches
    Context switches, voluntary or not, of all threads of an idle `ipb
    --demo` over 10 s. Blocked threads have none, so that each is a wake-up.
countdown_wakeups
    The same over 60 s while a countdown shows: the simulated account is
    served by `ipb serve-demo`, and its keys come from a credential_process
    and end in three hours. Switches within 0.2 s are one wake-up.

key_5000, key_100000, wait_100000, echo_…, complete_…, page_…, bytes_per_profile
    `cargo bench --bench frames`: the real `update` and drawing on a screen of
    120×40 in memory, without terminal and AWS; each sample is one key, letter
    or page with its finished frame. The 99th percentile of 1,400 keys (moves,
    marks, sorts), of the slices of work that a key may have to wait for, and of
    1,100 letters typed and erased, echoed and with all rows filtered; the
    median of 20 pages of 1,000 new rows that come while a list is read anew;
    and by how much 100,000 profiles enlarge the resident set, each.

A figure that misses its aim is reported, and is no failure. A figure that
can't be taken is one: the exit status is 1 then, and the results stay as they
were.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20
PROFILES = 5000

# Name: what it is, its unit, its aim (the largest value that meets it).
FIGURES: dict[str, tuple[str, str, float | None]] = {
    "build_cpu": ("Fresh release build, CPU time", "s", 750),
    "build_wall": ("Fresh release build, wall time", "s", 300),
    "build_peak_rustc": ("Largest rustc of that build", "MB", 3000),
    "binary_size": ("Binary", "MB", 15),
    "start_first_row": (f"Start to first row in the demo, median of {RUNS}", "ms", 60),
    "start_first_row_best": (f"Start to first row in the demo, best of {RUNS}", "ms", None),
    "start_over_sdk": ("Start to first row, over ten lines that make the same call", "ms", 50),
    "peak_memory": (f"Peak memory at {PROFILES:,} profiles", "MB", 40),
    "key_5000": ("Key to finished frame at 5,000 profiles, p99", "ms", 5),
    "key_100000": ("Key to finished frame at 100,000 profiles, p99", "ms", 16),
    "wait_100000": ("Slice of work that a key may wait for at 100,000, p99", "ms", 16),
    "echo_5000": ("Letter of the filter echoed at 5,000, p99", "ms", 16),
    "echo_100000": ("Letter of the filter echoed at 100,000, p99", "ms", 16),
    "complete_5000": ("Letter of the filter, all filtered at 5,000, p99", "ms", 16),
    "complete_100000": ("Letter of the filter, all filtered at 100,000, p99", "ms", 100),
    "page_100000": ("Page of 1,000 arriving at 100,000, median of 20", "ms", 16),
    "bytes_per_profile": ("Memory for each loaded profile", "bytes", None),
    "idle_switches": ("Wake-ups in 10 s while idle", "", 0),
    "countdown_wakeups": ("Wake-ups in 60 s while a countdown shows", "", 1),
}
# Name: where the report of benches/frames.rs has it.
FRAMES = {
    "key_5000": ("5000", "key_p99"),
    "key_100000": ("100000", "key_p99"),
    "wait_100000": ("100000", "slice_p99"),
    "echo_5000": ("5000", "echo_p99"),
    "echo_100000": ("100000", "echo_p99"),
    "complete_5000": ("5000", "complete_p99"),
    "complete_100000": ("100000", "complete_p99"),
    "page_100000": ("100000", "page_p50"),
    "bytes_per_profile": ("bytes_per_profile",),
}
BUILD_FIGURES = ("build_cpu", "build_wall", "build_peak_rustc")

WRAPPER = '''#!{python}
"""Runs rustc and appends the largest resident set, in kilobytes, to a file."""
import os, sys
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
crate = sys.argv[sys.argv.index("--crate-name") + 1] if "--crate-name" in sys.argv else "-"
with open(os.environ["IPB_RUSTC_LOG"], "a") as log:
    log.write(f"{{usage.ru_maxrss}} {{crate}}\\n")
sys.exit(max(os.waitstatus_to_exitcode(status), -1))
'''

ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
FIRST_ROW = re.compile("▸ ?([\\w+=,.@-]{3,})".encode())


class CannotMeasure(Exception):
    """Why a figure could not be taken."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--skip-build", action="store_true", help="use target/release/ipb")
    parser.add_argument("--binary", type=Path, help="use this binary; implies --skip-build")
    parser.add_argument("--output", type=Path, default=ROOT / "benches" / "results.json")
    options = parser.parse_args()

    now = commit()
    with tempfile.TemporaryDirectory(prefix="ipb-measure-") as folder:
        figures, failures = measure(options, Path(folder), now)
    if commit() != now:
        print("the commit or the sources changed meanwhile: measure again", file=sys.stderr)
        return 1
    for name, figure in figures.items():
        print(line(name, figure))
    if failures:
        for name, reason in failures.items():
            print(f"NOT MEASURED  {name}: {reason}", file=sys.stderr)
        return 1
    if options.skip_build or options.binary:
        keep_build_figures(options.output, figures)
    report = {
        "commit": now,
        "date": datetime.now(timezone.utc).date().isoformat(),
        "rustc": output_of("rustc", "--version"),
        "cpu": cpu_model(),
        "cores": os.cpu_count(),
        "figures": figures,
    }
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return 0


def measure(
    options: argparse.Namespace, folder: Path, now: str
) -> tuple[dict, dict[str, str]]:
    """Takes every figure that can be taken; the others get a reason."""
    values: dict[str, float] = {}
    notes: dict[str, str] = {}
    failures: dict[str, str] = {}

    def take(names: tuple[str, ...], how: Callable[[], tuple[float, ...]]) -> None:
        print(f"… {', '.join(names)}", file=sys.stderr)
        try:
            values.update(zip(names, how(), strict=True))
        except (CannotMeasure, OSError) as reason:
            failures.update(dict.fromkeys(names, str(reason)))

    if options.binary:
        binary = options.binary.resolve()
    elif options.skip_build:
        binary = ROOT / "target" / "release" / "ipb"
    else:
        binary = folder / "target" / "release" / "ipb"
        take(BUILD_FIGURES, lambda: fresh_build(folder, notes))
    take(("binary_size",), lambda: (binary.stat().st_size / 1e6,))
    environment = clean_environment(folder)
    take(
        ("start_first_row", "start_first_row_best"),
        lambda: start_to_first_row(binary, environment),
    )
    take(("start_over_sdk",), lambda: (start_over_sdk(binary, environment),))
    take(("peak_memory",), lambda: (peak_memory(binary, environment),))
    take(tuple(FRAMES), frames)
    take(("idle_switches",), lambda: (idle_switches(binary, environment),))
    take(("countdown_wakeups",), lambda: (countdown_wakeups(binary, environment, folder),))

    figures = {}
    for name, (what, unit, aim) in FIGURES.items():
        if name in values:
            figure = {"what": what, "value": rounded(values[name]), "unit": unit, "aim": aim}
            figures[name] = figure | {"commit": now}
            if name in notes:
                figures[name]["note"] = notes[name]
    return figures, failures


def keep_build_figures(output: Path, figures: dict) -> None:
    """Without a build, the last one's figures stay, with the commit that they belong to."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        old = json.loads(output.read_text())["figures"]
        kept = {name: old[name] for name in BUILD_FIGURES if name in old}
        new = dict(figures)
        figures.clear()
        figures.update(kept | new)


# The build ---------------------------------------------------------------


def fresh_build(folder: Path, notes: dict[str, str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds, and the largest rustc in MB."""
    wrapper, log = folder / "rustc-wrapper", folder / "rustc.log"
    wrapper.write_text(WRAPPER.format(python=sys.executable))
    wrapper.chmod(0o755)
    # Whatever would make it another build: flags, profiles, caches.
    unwanted = re.compile(r"RUSTFLAGS|CARGO_(BUILD|PROFILE|ENCODED|INCREMENTAL)|RUSTC_")
    environment = {k: v for k, v in os.environ.items() if not unwanted.match(k)}
    environment |= {
        "CARGO_TARGET_DIR": str(folder / "target"),
        "RUSTC_WRAPPER": str(wrapper),
        "IPB_RUSTC_LOG": str(log),
    }
    fetch = ["cargo", "fetch", "--locked", "--quiet"]
    if subprocess.run(fetch, cwd=ROOT, env=environment, check=False).returncode:
        raise CannotMeasure("cargo fetch failed")
    began, busy = time.monotonic(), busy_seconds()
    command = ["cargo", "build", "--release", "--locked", "--offline", "--quiet"]
    cargo = subprocess.Popen(command, cwd=ROOT, env=environment)
    _, status, usage = os.wait4(cargo.pid, 0)
    cargo.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    cpu = usage.ru_utime + usage.ru_stime
    others = busy_seconds() - busy - cpu
    if others > wall * (os.cpu_count() or 1) / 20:
        notes["build_wall"] = f"while other programs used {others:.0f} s of CPU time"
    if cargo.returncode:
        raise CannotMeasure("cargo build failed")
    largest = max(int(entry.split()[0]) for entry in log.read_text().splitlines())
    return cpu, wall, largest * 1024 / 1e6


def busy_seconds() -> float:
    """CPU time of the whole machine so far, in all its programs."""
    user, nice, system, _, _, irq, softirq = Path("/proc/stat").read_text().split()[1:8]
    ticks = sum(int(n) for n in (user, nice, system, irq, softirq))
    return ticks / os.sysconf("SC_CLK_TCK")


# The program in a terminal -------------------------------------------------


class Terminal:
    """A program in a pseudo-terminal, and every byte that it wrote.

    Nothing is answered to it: like a terminal that knows no queries.
    """

    def __init__(
        self, command: list[str], environment: dict[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        clock, clock_end = os.pipe()  # closed by exec
        self.written = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                set_size(0, columns, rows)
                os.write(clock_end, struct.pack("d", time.monotonic()))
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)
        os.close(clock_end)
        stamp = os.read(clock, 8)
        os.close(clock)
        if len(stamp) != 8:
            self.close()
            raise CannotMeasure("the program could not be started")
        self.started: float = struct.unpack("d", stamp)[0]

    def read_until(self, pattern: re.Pattern[bytes], limit: float) -> tuple[float, re.Match[bytes]]:
        """When the text without escape sequences first held the pattern, and where."""
        end = time.monotonic() + limit
        while True:
            if not self.read(end - time.monotonic()):
                tail = ESCAPE.sub(b" ", self.written)[-300:].decode(errors="replace")
                raise CannotMeasure(f"{pattern.pattern.decode()!r} did not appear; last: {tail!r}")
            now = time.monotonic()
            if match := pattern.search(ESCAPE.sub(b"", self.written)):
                return now, match

    def read(self, limit: float) -> bool:
        """Reads what has come, waiting for it if need be; whether there was any."""
        ready, _, _ = select.select([self.fd], [], [], max(limit, 0))
        if not ready:
            return False
        try:
            some = os.read(self.fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self.written += some
        return bool(some)

    def settle(self, quiet: float = 2.0, limit: float = 30.0) -> None:
        """Waits until no thread has run for a while."""
        end = time.monotonic() + limit
        seen, since = self.switches(), time.monotonic()
        while time.monotonic() - since < quiet:
            if time.monotonic() > end:
                raise CannotMeasure("the program does not come to rest")
            self.read(0.1)
            now = self.switches()
            if now != seen:
                seen, since = now, time.monotonic()

    def switches(self) -> int:
        """Context switches of all threads so far."""
        count = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            status = (task / "status").read_text()
            count += sum(int(n) for n in re.findall(r"ctxt_switches:\s*(\d+)", status))
        return count

    def resize(self, columns: int, rows: int) -> None:
        self.written = b""
        set_size(self.fd, columns, rows)

    def close(self) -> None:
        """Ends the program: by its key, and by force if it does not obey."""
        with contextlib.suppress(OSError):
            os.write(self.fd, b"q")
        end = time.monotonic() + 2
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            self.read(0.02)
        os.close(self.fd)


def set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextlib.contextmanager
def terminal(command: list[str], environment: dict[str, str]) -> Iterator[Terminal]:
    started = Terminal(command, environment)
    try:
        yield started
    finally:
        started.close()


def start_to_first_row(binary: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Median and best, in milliseconds."""
    times, names = [], set()
    for run in range(RUNS + 1):
        with terminal([str(binary), "--demo"], environment) as screen:
            shown, match = screen.read_until(FIRST_ROW, 10)
            if run > 0:  # the first one brings the file into memory
                times.append((shown - screen.started) * 1000)
            names.add(match[1])
    if len(names) != 1:
        raise CannotMeasure(f"the first row differs from run to run: {sorted(names)}")
    return statistics.median(times), min(times)


def peak_memory(binary: Path, environment: dict[str, str]) -> float:
    """MB."""
    command = [str(binary), "--demo", "--demo-profiles", str(PROFILES)]
    with terminal(command, environment) as screen:
        screen.read_until(FIRST_ROW, 10)
        screen.settle()
        status = Path(f"/proc/{screen.pid}/status").read_text()
        peak = int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0])
        screen.resize(100, 30)
        screen.read_until(re.compile(rf"{PROFILES}, all loaded".encode()), 10)
    return peak * 1024 / 1e6


def frames() -> tuple[float, ...]:
    """What benches/frames.rs reports, in the order of FRAMES."""
    bench = ["cargo", "bench", "--locked", "--quiet", "--bench", "frames"]
    done = subprocess.run(bench, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise CannotMeasure("benches/frames.rs could not be built or run")
    report = json.loads(done.stdout.strip().splitlines()[-1])
    values = []
    for way in FRAMES.values():
        value = report
        for step in way:
            value = value[step]
        values.append(value)
    return tuple(values)


def idle_switches(binary: Path, environment: dict[str, str]) -> int:
    with terminal([str(binary), "--demo"], environment) as screen:
        screen.read_until(FIRST_ROW, 10)
        screen.settle()
        before = screen.switches()
        time.sleep(10)
        return screen.switches() - before


def start_over_sdk(binary: Path, environment: dict[str, str]) -> float:
    """Milliseconds between the medians."""
    build = ["cargo", "build", "--release", "--locked", "--example", "ten_lines"]
    if subprocess.run(build, cwd=ROOT, check=False).returncode != 0:
        raise CannotMeasure("benches/ten_lines.rs could not be built")
    ten_lines = ROOT / "target" / "release" / "examples" / "ten_lines"
    patterns = {binary: FIRST_ROW, ten_lines: re.compile(rb"[\w+=,.@-]{3,}\r\n")}
    times: dict[Path, list[float]] = {program: [] for program in patterns}
    with demo_server(binary, environment) as (address, _):
        own = environment | {
            "AWS_ENDPOINT_URL": address,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIADEMOADMINEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "demo/admin/not/a/secret/EXAMPLEKEY",
        }
        for program, pattern in list(patterns.items()) * RUNS:
            with terminal([str(program)], own) as screen:
                shown, _ = screen.read_until(pattern, 10)
                times[program].append((shown - screen.started) * 1000)
    return statistics.median(times[binary]) - statistics.median(times[ten_lines])


def countdown_wakeups(binary: Path, environment: dict[str, str], folder: Path) -> int:
    with demo_server(binary, environment) as (address, end_server):
        end = datetime.now(timezone.utc) + timedelta(hours=3, seconds=30)
        keys = {
            "Version": 1,
            "AccessKeyId": "ASIADEMOADMINEXAMPLE",
            "SecretAccessKey": "demo/admin/not/a/secret/EXAMPLEKEY",
            "SessionToken": "demo",
            "Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        (folder / "keys.json").write_text(json.dumps(keys))
        config = folder / "aws-config"
        config.write_text(f'[default]\ncredential_process = cat "{folder}/keys.json"\n')
        own = environment | {"AWS_CONFIG_FILE": str(config), "AWS_REGION": "us-east-1"}
        command = [str(binary), "--endpoint-url", address]
        with terminal(command, own) as screen:
            screen.read_until(FIRST_ROW, 10)
            screen.settle()
            screen.resize(120, 30)
            screen.read_until(re.compile(rb"keys: \d+ (h|min) left"), 10)
            # It would close its idle connections meanwhile, which wakes us up.
            end_server()
            screen.settle()
            return bursts(screen, 60)


@contextlib.contextmanager
def demo_server(
    binary: Path, environment: dict[str, str]
) -> Iterator[tuple[str, Callable[[], None]]]:
    """`ipb serve-demo`: its address, and what ends it early."""
    server = subprocess.Popen(
        [str(binary), "serve-demo"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def end() -> None:
        server.terminate()
        server.wait()

    try:
        address = (server.stdout.readline() if server.stdout else "").strip()
        if not address.startswith("http://127.0.0.1:"):
            raise CannotMeasure("ipb serve-demo did not print its address")
        yield address, end
    finally:
        end()


def bursts(screen: Terminal, seconds: float) -> int:
    """How often the program woke up; what follows within 0.2 s is the same time."""
    end = time.monotonic() + seconds
    seen, count, last = screen.switches(), 0, float("-inf")
    while time.monotonic() < end:
        screen.read(0.05)
        now = screen.switches()
        if now != seen:
            if time.monotonic() - last > 0.2:
                count += 1
            seen, last = now, time.monotonic()
    return count


def clean_environment(folder: Path) -> dict[str, str]:
    """No configuration, no keys, and a usual terminal."""
    home = folder / "home"
    home.mkdir()
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


# What the figures belong to ------------------------------------------------


def commit() -> str:
    """The commit; "dirty" when files that decide the binary differ from it."""
    short = output_of("git", "rev-parse", "--short", "HEAD")
    decide = ["Cargo.toml", "Cargo.lock", "src", "assets"]
    changed = output_of("git", "status", "--porcelain", "--", *decide, ":!assets/*.svg")
    return f"{short}-dirty" if changed else short


def cpu_model() -> str:
    with contextlib.suppress(OSError):
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        if found:
            return " ".join(found[1].split())
    return "unknown"


def output_of(*command: str) -> str:
    if not shutil.which(command[0]):
        return "unknown"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or ("" if done.returncode == 0 else "unknown")


def rounded(value: float) -> float | int:
    return value if isinstance(value, int) else round(value) if value >= 100 else round(value, 1)


def line(name: str, figure: dict) -> str:
    value, unit, aim = figure["value"], figure["unit"], figure["aim"]
    verdict = "" if aim is None else "aim met" if value <= aim else "AIM MISSED"
    aimed = "" if aim is None else f"aim {aim} {unit}".rstrip()
    note = figure.get("note", "")
    return f"{name:22} {value:>8} {unit:3} {aimed:12} {verdict:10} {note}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
