#!/usr/bin/env python3
"""Compares what ipb and the AWS CLI print about one moto account, as JSON.

usage: compare_cli.py IPB MOTO_URL

The moto server must hold something: the tests that run before leave their
profiles there. Prints how many answers were compared; fails on a difference
and when there was nothing to compare. The AWS CLI (`aws`) must be on PATH.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys


def answer(command: list[str], url: str) -> dict:
    """The JSON that a command prints about the account at `url`."""
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    settings = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1", "AWS_PAGER": ""}
    # Version 1 of the AWS CLI prints dates as they come; version 2 as ISO 8601.
    environment = {**os.environ, **keys, **settings, "AWS_CONFIG_FILE": CONFIG}
    done = subprocess.run(
        [*command, "--endpoint-url", url], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed: {done.stderr}")
    # IAM's dates are whole seconds; moto sends fractions, which AWS never does.
    return json.loads(re.sub(r"(T\d\d:\d\d:\d\d)\.\d+", r"\1", done.stdout))


CONFIG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare_cli.ini")


def main() -> None:
    """Compares the list, and every profile on its own."""
    ipb, url = sys.argv[1:3]
    theirs = answer(["aws", "iam", "list-instance-profiles", "--output", "json"], url)
    ours = answer([ipb, "list", "--output", "json"], url)
    names = [profile["InstanceProfileName"] for profile in theirs["InstanceProfiles"]]
    if not names:
        sys.exit("the account is empty: nothing was compared")
    compared = [("list", theirs, ours)]
    for name in names:
        get = ["aws", "iam", "get-instance-profile", "--instance-profile-name", name]
        show = [ipb, "show", name, "--output", "json"]
        compared.append((name, answer([*get, "--output", "json"], url), answer(show, url)))
    different = [what for what, theirs, ours in compared if theirs != ours]
    for what, theirs, ours in compared:
        if what in different:
            print(f"{what} differs:\n--- AWS CLI\n{json.dumps(theirs, indent=1)}\n--- ipb\n{json.dumps(ours, indent=1)}")
    print(f"{len(compared)} answers compared with the AWS CLI, {len(different)} differ")
    if different:
        sys.exit(1)


if __name__ == "__main__":
    main()
