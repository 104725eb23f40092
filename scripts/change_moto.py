#!/usr/bin/env python3
"""Changes a moto account with ipb, and reads it back with boto3.

usage: change_moto.py IPB MOTO_URL

From scripts and through the browser in a pseudo-terminal: what is made,
tagged, attached, replaced, detached and deleted must be so for boto3, which
nobody here wrote. Names are this script's own. Prints how much was compared;
fails on a difference and when nothing was compared.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable

import boto3
from botocore.exceptions import ClientError

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
SETTINGS = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
TRUST = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }],
})
# Longer than anything takes on a busy machine.
LIMIT = 60


class Account:
    """The moto account, as boto3 sees it, and ipb beside it."""

    def __init__(self, program: str, url: str, home: str) -> None:
        self.program, self.url = program, url
        self.environment = {**KEYS, **SETTINGS, "HOME": home, "TERM": "xterm-256color",
                            "PATH": os.environ.get("PATH", ""), "AWS_EC2_METADATA_DISABLED": "true"}
        self.iam = boto3.client("iam", endpoint_url=url, region_name="us-east-1",
                                aws_access_key_id="testing", aws_secret_access_key="testing")
        self.compared = 0

    def ipb(self, *args: str, status: int = 0) -> str:
        """Runs a command, which must end with this status."""
        command = [self.program, *args, "--endpoint-url", self.url]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=LIMIT, check=False)
        if done.returncode != status:
            sys.exit(f"ipb {' '.join(args)} ended with {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def profile(self, name: str) -> dict | None:
        """The profile, or None."""
        try:
            return self.iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchEntity":
                raise
            return None

    def role(self, name: str) -> str | None:
        """The name of the role in it."""
        profile = self.profile(name) or {"Roles": []}
        return next((role["RoleName"] for role in profile["Roles"]), None)

    def tags(self, name: str) -> dict[str, str]:
        """Its tags."""
        return {tag["Key"]: tag["Value"] for tag in (self.profile(name) or {}).get("Tags", [])}

    def same(self, what: str, expected: object, found: object) -> None:
        """What ipb was to do, and what boto3 finds."""
        self.compared += 1
        if expected != found:
            sys.exit(f"{what}: expected {expected!r}, boto3 finds {found!r}")


    def becomes(self, what: str, expected: object, find: Callable[[], object]) -> None:
        """What somebody is just making so."""
        deadline = time.monotonic() + LIMIT
        while find() != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        self.same(what, expected, find())


class Browser:
    """ipb in a pseudo-terminal."""

    def __init__(self, account: Account) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            # Before it can ask: rows and columns.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execve(account.program, [account.program, "--endpoint-url", account.url], account.environment)
        self.text = ""

    def sees(self, wanted: str) -> None:
        """Waits until the text was written, since the last keys."""
        deadline = time.monotonic() + LIMIT
        while wanted.replace(" ", "") not in self.text:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
                sys.exit(f"waited in vain for {wanted!r}: {self.text[-2000:]!r}")
            try:
                new = os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                sys.exit(f"ipb ended before {wanted!r}: {self.text[-2000:]!r}")
            # Without sequences and spaces: what has not changed is skipped by the cursor.
            new = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]", "", new)
            self.text += re.sub(r"\s", "", new)

    def settles(self) -> None:
        """Waits until nothing has been written for a while."""
        while select.select([self.terminal], [], [], 0.7)[0]:
            os.read(self.terminal, 65536)

    def keys(self, keys: str) -> None:
        """Presses keys; what was written before is forgotten."""
        self.text = ""
        os.write(self.terminal, keys.encode())

    def confirm(self) -> None:
        """One down from Cancel, once the dialog has been silent long enough."""
        self.settles()
        self.keys("\x1b[B")
        self.settles()
        self.keys("\r")

    def end(self) -> None:
        """It need not be asked twice."""
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def by_scripts(account: Account, name: str, old: str, new: str) -> None:
    """Every kind of change by a command."""
    account.ipb("create", name, "--path", "/app/", "--tag", "Team=shop", "--role", old, "--dry-run")
    account.same("a dry run", None, account.profile(name))
    account.ipb("create", name, "--path", "/app/", "--tag", "Team=shop", "--role", old, "--yes")
    profile = account.profile(name) or {}
    account.same("create", ("/app/", old, {"Team": "shop"}),
                 (profile.get("Path"), account.role(name), account.tags(name)))
    account.ipb("attach", name, new, "--yes", status=1)
    account.same("attach to one that holds a role", old, account.role(name))
    replaced = account.ipb("replace", name, new, "--yes")
    account.same("replace", new, account.role(name))
    account.ipb("tag", name, "Team=pay", "部門=四", "--yes")
    account.ipb("untag", name, "Team", "--yes")
    account.same("tag and untag", {"部門": "四"}, account.tags(name))
    account.ipb("undo", replaced.rsplit("Plan: ", 1)[1].strip(), "--yes")
    account.same("undo of the replacement", old, account.role(name))
    account.ipb("detach", name, "--yes")
    account.same("detach", None, account.role(name))
    account.ipb("attach", name, new, "--yes")
    account.same("attach", new, account.role(name))
    way = ["create", f"{name}-way", "--new-role", f"{name}-way", "--description", "Made by a script", "--yes"]
    policy = account.iam.create_policy(PolicyName=f"{name}-policy", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}))
    arn = policy["Policy"]["Arn"]
    made = account.ipb(*way, "--policy", arn)
    role = account.iam.get_role(RoleName=f"{name}-way")["Role"]
    account.same("the new role's trust", json.loads(TRUST), role["AssumeRolePolicyDocument"])
    account.same("its description", "Made by a script", role["Description"])
    attached = account.iam.list_attached_role_policies(RoleName=f"{name}-way")["AttachedPolicies"]
    account.same("its policies", [arn], [policy["PolicyArn"] for policy in attached])
    account.same("its profile", f"{name}-way", account.role(f"{name}-way"))
    account.ipb("undo", made.rsplit("Plan: ", 1)[1].strip(), "--yes")
    account.same("undo of the standard way", None, account.profile(f"{name}-way"))
    roles = [role["RoleName"] for role in account.iam.list_roles()["Roles"]]
    account.same("and of its role", False, f"{name}-way" in roles)
    account.ipb("delete", name, f"{name}-way", "--yes", status=6)
    account.same("delete", None, account.profile(name))
    past = json.loads(account.ipb("history", "--output", "json"))
    account.same("the history", "done", past[0]["State"])


def by_browser(account: Account, name: str, role: str) -> None:
    """Detached and deleted by keys."""
    account.ipb("create", name, "--role", role, "--yes")
    browser = Browser(account)
    browser.sees("all loaded")
    browser.keys(f"/{name}")
    browser.settles()
    browser.keys("\r")
    browser.settles()
    browser.keys("d")
    browser.sees("Cancel")
    browser.confirm()
    account.becomes("detach in the browser", None, lambda: account.role(name))
    browser.settles()
    browser.keys("\x1b")
    browser.settles()
    browser.keys("D")
    browser.sees("Cancel")
    browser.settles()
    # The right name puts the cursor on Delete.
    browser.keys(name)
    browser.settles()
    browser.keys("\r")
    account.becomes("delete in the browser", None, lambda: account.profile(name))
    browser.settles()
    browser.end()


def main() -> None:
    """Both ways, in an account that may hold anything else."""
    program, url = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as home:
        account = Account(program, url, home)
        own = f"changes-{os.getpid()}"
        for role in (f"{own}-old", f"{own}-new"):
            account.iam.create_role(RoleName=role, AssumeRolePolicyDocument=TRUST)
        by_scripts(account, own, f"{own}-old", f"{own}-new")
        by_browser(account, f"{own}-keys", f"{own}-old")
    print(f"{account.compared} changes read back with boto3")
    if account.compared == 0:
        sys.exit("nothing was compared")


if __name__ == "__main__":
    main()
