#!/usr/bin/env python3
"""Rewrites the marked regions of README.md from what they are derived from.

    scripts/readme.py                   rewrite what can be derived without the program
    scripts/readme.py --binary PATH     rewrite the options too
    scripts/readme.py --check           change nothing; exit 1 if README.md is out of date

A region stands between <!-- name --> and <!-- /name -->:

performance  benches/results.json, which scripts/measure.py writes
keys         assets/keys.toml, with the words of src/core/text/en.rs and en_comfort.rs
options      `ipb --help`; left as it is unless --binary names a program

Needs Python 3.9; uses the standard library only. Nothing here depends on the
machine, so that --check may run anywhere.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    parser.add_argument("--binary", type=Path, help="the program, for the options")
    options = parser.parse_args()

    regions = {"performance": performance(), "keys": keys()}
    if options.binary:
        regions["options"] = help_text(options.binary.resolve())
    old = README.read_text()
    new = old
    for name, content in regions.items():
        new = replaced(new, name, content)
    if options.check:
        difference = difflib.unified_diff(
            old.splitlines(), new.splitlines(), "README.md", "derived", lineterm=""
        )
        print("\n".join(difference), end="")
        if new != old:
            print("\nREADME.md is out of date: run scripts/readme.py", file=sys.stderr)
        return int(new != old)
    README.write_text(new)
    return 0


def replaced(text: str, name: str, content: str) -> str:
    """The text with a region's content; the region must be there once."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(start) != 1 or text.count(end) != 1:
        sys.exit(f"README.md must hold {start} and {end} once each")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{content.strip()}\n{end}{after}"


def performance() -> str:
    """The table of figures, and what they belong to."""
    report = json.loads((ROOT / "benches" / "results.json").read_text())
    lines = ["| What | Measured | Aim |", "|---|---:|---:|"]
    older = set()
    for figure in report["figures"].values():
        value, unit, aim = figure["value"], figure["unit"], figure["aim"]
        mark = ""
        if figure["commit"] != report["commit"]:
            older.add(figure["commit"])
            mark = " ¹"
        if aim is None:
            aimed = ""
        else:
            aimed = "none" if aim == 0 else f"at most {amount(aim, unit)}"
            aimed += " (missed)" if value > aim else ""
        note = f", {figure['note']}" if "note" in figure else ""
        lines.append(f"| {figure['what']}{note}{mark} | {amount(value, unit)} | {aimed} |")
    lines += [
        "",
        f"At commit {report['commit']} on {report['cores']} cores of {report['cpu']}, "
        f"{report['rustc']}, {report['date']}.",
    ]
    if older:
        lines += ["", f"¹ At commit {', '.join(sorted(older))}."]
    return "\n".join(lines)


def amount(value: float, unit: str) -> str:
    return f"{value:,} {unit}".strip()


def keys() -> str:
    """Every command with its keys, in the order of the key table, by topic."""
    source = (ROOT / "assets" / "keys.toml").read_text()
    words, topics = word_table("en.rs", "CommandWords"), word_table("en_comfort.rs", "TopicWords")
    reserved = word_table("en_comfort.rs", "ReservedWords")
    lines = ["| Key | What it does | Command |", "|---|---|---|"]
    kept = []
    topic = ""
    for line in source.splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            topic = heading[1]
            if topic != "reserved":
                lines.append(f"| **{topics[topic]}** | | |")
        # Every entry is one line with a list of texts, which JSON writes alike.
        elif entry := re.fullmatch(r"([\w-]+)\s*=\s*(\[.*\])", line):
            command, bound = entry[1], json.loads(entry[2])
            name = command.replace("-", "_")
            shown = " ".join(f"`{key}`" for key in bound) or f"`: {command}`"
            if topic == "reserved":
                kept.append(f"{shown} {reserved[name]}")
            else:
                lines.append(f"| {shown} | {words[name]} | `{command}` |")
    return "\n".join([*lines, "", f"Kept for later versions: {', '.join(kept)}."])


def word_table(file: str, name: str) -> dict[str, str]:
    """A table of the English texts."""
    source = (ROOT / "src" / "core" / "text" / file).read_text()
    found = re.search(rf"\b{name} \{{(.*?)\n    \}}", source, re.DOTALL)
    if not found:
        sys.exit(f"src/core/text/{file} holds no {name}")
    return dict(re.findall(r'(\w+): "([^"\\]*)"', found[1]))


def help_text(binary: Path) -> str:
    """`ipb --help` as it is printed where there is no terminal."""
    done = subprocess.run(
        ["ipb", "--help"],
        executable=binary,
        env={"PATH": os.environ.get("PATH", os.defpath), "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.rstrip() for line in done.stdout.strip().splitlines()]
    return "\n".join(["```text", *lines, "```"])


if __name__ == "__main__":
    sys.exit(main())
