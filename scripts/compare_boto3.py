#!/usr/bin/env python3
"""Compares ipb with boto3 on the demo account.

Starts `ipb serve-demo`, reads it with boto3, which nobody here wrote, and
compares what botocore parsed with what `ipb --demo` prints as JSON. What AWS
would refuse must be refused with AWS's code. Exits with 1 on any difference,
or if nothing was compared.

Usage: scripts/compare_boto3.py target/release/ipb
Needs boto3 1.43 or newer.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ADMIN = ("AKIATESTTESTTESTTEST", "anything", None)
LEARNER = ("ASIADEMOLEARNEXAMPLE", "anything", "demo-learner-session-token")
# Pages of every size walk over profiles that were grown too.
OPTIONS = ["--demo-profiles", "400"]
LIMIT = 60


class Comparison:
    """Counts what was compared, and remembers what differed."""

    def __init__(self):
        self.made = 0
        self.differences = []

    def same(self, what, ours, theirs):
        self.made += 1
        if ours != theirs:
            self.differences.append(f"{what}:\n  ipb or expected: {ours!r}\n  boto3:           {theirs!r}")

    def refused(self, what, code, call, **arguments):
        """The call must fail with this code of AWS's."""
        self.made += 1
        try:
            call(**arguments)
        except ClientError as error:
            got = error.response["Error"]["Code"]
            if got != code:
                message = error.response["Error"]["Message"]
                self.differences.append(f"{what}: expected {code}, got {got}: {message}")
        else:
            self.differences.append(f"{what}: expected {code}, but it was accepted")


class Program:
    """ipb, away from the user's own files and variables."""

    def __init__(self, path, home):
        self.path = os.path.abspath(path)
        self.environment = {"HOME": home}

    def json(self, *arguments):
        command = [self.path, "--demo", *OPTIONS, *arguments, "--output", "json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=LIMIT)
        if done.returncode != 0:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
        return json.loads(done.stdout)

    def serve(self):
        command = [self.path, "serve-demo", "--port", "0", *OPTIONS]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)


def client(address, keys, service="iam", region="us-east-1"):
    # No validation: what AWS would refuse must reach the account.
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    key, secret, token = keys
    return boto3.client(service, endpoint_url=address, region_name=region, config=config,
                        aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token)


def plain(value):
    """What botocore parsed, with dates as the AWS CLI prints them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def walk(iam, operation, key, size, **arguments):
    pages = iam.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **arguments)
    return plain([item for page in pages for item in page[key]])


def compare_lists(compare, program, iam):
    ours = program.json("list")["InstanceProfiles"]
    for size in (7, 100, 1000):
        theirs = walk(iam, "list_instance_profiles", "InstanceProfiles", size)
        compare.same(f"list_instance_profiles by {size}", ours, theirs)
    # Equal dictionaries may differ in the order of their keys, JSON for people may not.
    for mine, other in zip(ours, theirs):
        compare.same(f"keys of {mine['Arn']}", json.dumps(mine), json.dumps(other))
    for prefix in ("/app/", "/app/payments/", "/no/such/path/"):
        mine = program.json("list", "--path-prefix", prefix)["InstanceProfiles"]
        theirs = walk(iam, "list_instance_profiles", "InstanceProfiles", 7, PathPrefix=prefix)
        compare.same(f"below {prefix}", mine, theirs)
    return ours


def compare_profiles(compare, program, iam, listed):
    tagged = program.json("list", "--with-tags")["InstanceProfiles"]
    compare.same("list --with-tags lists the same", [profile["Arn"] for profile in tagged],
                 [profile["Arn"] for profile in listed])
    for mine in tagged:
        name = mine["InstanceProfileName"]
        got = plain(iam.get_instance_profile(InstanceProfileName=name))
        compare.same(f"get_instance_profile {name}", mine, got["InstanceProfile"])
    # One process for each: a sample, with what is odd always in it.
    odd = [p["InstanceProfileName"] for p in tagged if len(p["Tags"]) > 9 or not p["Roles"]]
    sample = sorted(set(odd + [p["InstanceProfileName"] for p in tagged[::40]] + ["LabInstanceProfile"]))
    for name in sample:
        got = plain(iam.get_instance_profile(InstanceProfileName=name))
        mine = program.json("show", name)
        compare.same(f"show {name}", json.dumps(mine), json.dumps(got))
        compare.same(f"show by ARN {name}", program.json("show", mine["InstanceProfile"]["Arn"]), got)
        tags = walk(iam, "list_instance_profile_tags", "Tags", 7, InstanceProfileName=name)
        compare.same(f"list_instance_profile_tags {name}", mine["InstanceProfile"]["Tags"], tags)
    last = tagged[-1]
    compare.same("show by id", program.json("show", last["InstanceProfileId"])["InstanceProfile"], last)


def compare_roles(compare, program, iam, listed):
    roles = sorted({role["RoleName"] for profile in listed for role in profile["Roles"]})
    chosen = [name for name in ("LabRole", "acme-web") if name in roles] + roles[::60]
    for role in chosen:
        mine = program.json("list", "--role", role)["InstanceProfiles"]
        theirs = walk(iam, "list_instance_profiles_for_role", "InstanceProfiles", 1, RoleName=role)
        compare.same(f"list_instance_profiles_for_role {role}", mine, theirs)


def compare_policies(compare, iam):
    """What lists, single answers and counts tell of the same policies must agree."""
    roles = walk(iam, "list_roles", "Roles", 1000)
    compare.same("list_roles by 7", roles, walk(iam, "list_roles", "Roles", 7))
    compare.same("roles keep back", [], [role["RoleName"] for role in roles
                 if {"Tags", "PermissionsBoundary", "RoleLastUsed"} & set(role)])
    attached, bounds, odd = {}, {}, []
    for listed in roles:
        name = listed["RoleName"]
        if name != "voclabs":  # which nobody may read
            role = plain(iam.get_role(RoleName=name))["Role"]
            compare.same(f"get_role {name}", listed, {key: role[key] for key in listed})
            boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
            bounds[boundary] = bounds.get(boundary, 0) + 1
        policies = walk(iam, "list_attached_role_policies", "AttachedPolicies", 7, RoleName=name)
        for policy in policies:
            attached[policy["PolicyArn"]] = attached.get(policy["PolicyArn"], 0) + 1
        inline = walk(iam, "list_role_policies", "PolicyNames", 100, RoleName=name)
        if len(inline) + len(policies) > 10 or len(inline) not in (0, 1):
            odd.append((name, inline))
    compare.same("some role has more inline policies than a page", True, any(len(names) > 100 for _, names in odd))
    for name, inline in odd:
        compare.same(f"list_role_policies {name} by 3", inline, walk(iam, "list_role_policies", "PolicyNames", 3, RoleName=name))
        for policy in inline:
            got = iam.get_role_policy(RoleName=name, PolicyName=policy)
            # botocore decodes and parses documents; what it can't read it leaves a string.
            compare.same(f"{name}'s {policy} reads", (name, policy, True),
                         (got["RoleName"], got["PolicyName"], "Statement" in dict(got["PolicyDocument"])))
    listed = walk(iam, "list_policies", "Policies", 1000)
    compare.same("list_policies by 7", listed, walk(iam, "list_policies", "Policies", 7))
    local = walk(iam, "list_policies", "Policies", 100, Scope="Local")
    aws = walk(iam, "list_policies", "Policies", 100, Scope="AWS")
    by_arn = lambda policies: sorted(policies, key=lambda policy: policy["Arn"])
    compare.same("two scopes are all", by_arn(listed), by_arn(local + aws))
    compare.same("OnlyAttached", {arn for arn in {**attached, **bounds} if arn},
                 {policy["Arn"] for policy in walk(iam, "list_policies", "Policies", 100, OnlyAttached=True)})
    for policy in listed:
        arn = policy["Arn"]
        compare.same(f"uses of {arn}", (attached.get(arn, 0), bounds.get(arn, 0)),
                     (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"]))
        if "VocLabPolicy" in arn:
            continue
        got = plain(iam.get_policy(PolicyArn=arn))["Policy"]
        compare.same(f"get_policy {arn}", policy, {key: got[key] for key in policy})
        version = iam.get_policy_version(PolicyArn=arn, VersionId=got["DefaultVersionId"])["PolicyVersion"]
        compare.same(f"the document of {arn}", (True, True),
                     (version["IsDefaultVersion"], "Statement" in dict(version["Document"])))
    counted = iam.get_account_summary()["SummaryMap"]
    compare.same("counts", (len(roles), len(local)), (counted["Roles"], counted["Policies"]))


def compare_policy_refusals(compare, iam, learner):
    missing, invalid, own = "NoSuchEntity", "ValidationError", "arn:aws:iam::123456789012:policy/"
    for call in (iam.list_attached_role_policies, iam.list_role_policies, iam.list_role_tags):
        compare.refused(f"{call.__name__} of no role", missing, call, RoleName="no-such")
        compare.refused(f"{call.__name__} of no name", invalid, call, RoleName="a b")
        compare.refused(f"{call.__name__} from nowhere", invalid, call, RoleName="LabRole", Marker="x")
    compare.refused("no inline policy", missing, iam.get_role_policy, RoleName="LabRole", PolicyName="x")
    compare.refused("no policy", missing, iam.get_policy, PolicyArn=own + "no-such")
    compare.refused("no policy's ARN", "InvalidInput", iam.get_policy, PolicyArn="arn:aws:s3:::bucket-name")
    compare.refused("a short ARN", invalid, iam.get_policy, PolicyArn="arn:aws:iam")
    version = iam.get_policy_version
    compare.refused("no version", missing, version, PolicyArn=own + "acme-unused", VersionId="v9")
    compare.refused("no version's id", invalid, version, PolicyArn=own + "acme-unused", VersionId="9")
    compare.refused("no scope", invalid, iam.list_policies, Scope="Mine")
    compare.refused("no use", invalid, iam.list_policies, PolicyUsageFilter="Both")
    compare.refused("half a path", invalid, iam.list_policies, PathPrefix="/ci")
    lab = [policy["PolicyArn"] for policy in iam.list_attached_role_policies(RoleName="LabRole")["AttachedPolicies"]]
    for arn in lab:
        if "VocLabPolicy" in arn:
            compare.refused(f"a learner's {arn}", "AccessDenied", learner.get_policy, PolicyArn=arn)
        else:
            compare.same(f"a learner's {arn}", arn, learner.get_policy(PolicyArn=arn)["Policy"]["Arn"])


def compare_tagging(compare, address, iam):
    """What the tagging API tells of all profiles must be what IAM tells of each."""
    service = "resourcegroupstaggingapi"
    tagging = client(address, ADMIN, service)
    kind = {"ResourceTypeFilters": ["iam:instance-profile"]}
    tagged, once = {}, []
    for profile in walk(iam, "list_instance_profiles", "InstanceProfiles", 1000):
        name = profile["InstanceProfileName"]
        tags = plain(iam.get_instance_profile(InstanceProfileName=name))["InstanceProfile"]["Tags"]
        tagged[profile["Arn"]] = sorted((tag["Key"], tag["Value"]) for tag in tags)
    for size in (1, 7, 100):
        theirs = {}
        for resource in walk(tagging, "get_resources", "ResourceTagMappingList", size, **kind):
            compare.same(f"{resource['ResourceARN']} comes once", False, resource["ResourceARN"] in theirs)
            theirs[resource["ResourceARN"]] = sorted((tag["Key"], tag["Value"]) for tag in resource["Tags"])
        once = [arn for arn, tags in theirs.items() if not tags]
        ours = {arn: tags for arn, tags in tagged.items() if tags or arn in once}
        compare.same(f"get_resources by {size}", ours, theirs)
    compare.same("one was tagged once", 1, len(once))
    last = tagging.get_resources(**kind, TagFilters=[{"Key": "Color", "Values": ["blue", "green"]}])
    compare.same("a filter, and the last page's token", (2, ""),
                 (len(last["ResourceTagMappingList"]), last["PaginationToken"]))
    elsewhere = client(address, ADMIN, service, "eu-west-1").get_resources()
    compare.same("another region", [], elsewhere["ResourceTagMappingList"])
    invalid = "InvalidParameterException"
    compare.refused("ResourcesPerPage 101", invalid, tagging.get_resources, ResourcesPerPage=101)
    compare.refused("no token", invalid, tagging.get_resources, PaginationToken="nonsense")
    compare.refused("a learner's tags", "AccessDeniedException", client(address, LEARNER, service).get_resources)
    try:
        client(address, LEARNER, service).get_resources()
    except ClientError as error:
        message = error.response["Error"]["Message"]
        compare.same("why", True, message.endswith("because no identity-based policy allows the tag:GetResources action"))


def compare_refusals(compare, iam, learner):
    invalid = "ValidationError"
    name = "LabInstanceProfile"
    compare.refused("get of nothing", "NoSuchEntity", iam.get_instance_profile, InstanceProfileName="no-such")
    compare.refused("profiles of no role", "NoSuchEntity", iam.list_instance_profiles_for_role, RoleName="no-such")
    compare.refused("MaxItems 0", invalid, iam.list_instance_profiles, MaxItems=0)
    compare.refused("MaxItems 1001", invalid, iam.list_instance_profiles, MaxItems=1001)
    compare.refused("an invalid marker", invalid, iam.list_instance_profiles, Marker="nonsense")
    compare.refused("a prefix without a slash", invalid, iam.list_instance_profiles, PathPrefix="app")
    for bad in ("a b", "ä", "x" * 129, "a/b", ""):
        compare.refused(f"the name {bad!r}", invalid, iam.create_instance_profile, InstanceProfileName=bad)
    compare.refused("a path without its end", invalid, iam.create_instance_profile, InstanceProfileName="p", Path="/a")
    compare.refused("a name in another case", "EntityAlreadyExists", iam.create_instance_profile,
                    InstanceProfileName=name.upper())
    tag = iam.tag_instance_profile
    compare.refused("an empty key", invalid, tag, InstanceProfileName=name, Tags=[{"Key": "", "Value": "v"}])
    compare.refused("a long value", invalid, tag, InstanceProfileName=name, Tags=[{"Key": "k", "Value": "v" * 257}])
    compare.refused("a key twice", "InvalidInput", tag, InstanceProfileName=name,
                    Tags=[{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])
    compare.refused("AWS's own prefix", "InvalidInput", tag, InstanceProfileName=name,
                    Tags=[{"Key": "AWS:k", "Value": "v"}])
    compare.refused("a tag too many", "LimitExceeded", tag, InstanceProfileName="acme-fifty-tags",
                    Tags=[{"Key": "one-more", "Value": ""}])
    compare.refused("a role that a learner may not pass", "AccessDenied", learner.add_role_to_instance_profile,
                    InstanceProfileName="abandoned-2019", RoleName="acme-web")
    compare.refused("a role that a learner may not see", "AccessDenied", learner.get_role, RoleName="voclabs")


def compare_changes(compare, iam):
    """Towards the end, as ipb's own account in another process does not see them."""
    name, tags = "compare-boto3", [{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": ""}]
    made = plain(iam.create_instance_profile(InstanceProfileName=name, Path="/x/", Tags=tags))["InstanceProfile"]
    got = plain(iam.get_instance_profile(InstanceProfileName=name))["InstanceProfile"]
    compare.same("a new profile", made, got)
    iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName="acme-web")
    compare.refused("a second role", "LimitExceeded", iam.add_role_to_instance_profile,
                    InstanceProfileName=name, RoleName="LabRole")
    compare.refused("deleting one with a role", "DeleteConflict", iam.delete_instance_profile,
                    InstanceProfileName=name)
    iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName="acme-web")
    iam.untag_instance_profile(InstanceProfileName=name, TagKeys=["Team"])
    left = walk(iam, "list_instance_profile_tags", "Tags", 100, InstanceProfileName=name)
    compare.same("a tag less", [{"Key": "team", "Value": ""}], left)
    iam.delete_instance_profile(InstanceProfileName=name)
    compare.refused("one that was deleted", "NoSuchEntity", iam.get_instance_profile, InstanceProfileName=name)


TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}, indent=2)


def compare_role_refusals(compare, iam, learner):
    """What IAM's model and the guides say of each operation's errors."""
    invalid, missing, malformed, aws = "ValidationError", "NoSuchEntity", "MalformedPolicyDocument", "arn:aws:iam::aws:policy/"
    create = lambda **more: iam.create_role(**{"RoleName": "r", "AssumeRolePolicyDocument": TRUST, **more})
    for bad in ("a b", "x" * 65, "ä", ""):
        compare.refused(f"the role {bad!r}", invalid, create, RoleName=bad)
    compare.refused("a path without its end", invalid, create, Path="/a")
    compare.refused("a description beyond Latin-1", invalid, create, Description="\u540d")
    compare.refused("a long description", invalid, create, Description="x" * 1001)
    for seconds in (3599, 43201):
        compare.refused(f"a session of {seconds} s", invalid, create, MaxSessionDuration=seconds)
    compare.refused("a role in another case", "EntityAlreadyExists", create, RoleName="LABROLE")
    compare.refused("keys that differ in case", "InvalidInput", create,
                    Tags=[{"Key": "k", "Value": ""}, {"Key": "K", "Value": ""}])
    for trust in ("x", "{}", TRUST.replace("Allow", "allow"), TRUST.replace("sts:AssumeRole", "ec2:*"), " " + TRUST):
        compare.refused(f"the trust policy {trust[:20]!r}", malformed, create, AssumeRolePolicyDocument=trust)
    compare.refused("a trust policy of 2,049", "LimitExceeded", create,
                    AssumeRolePolicyDocument=TRUST.replace("ec2.", "x" * 2048))
    compare.refused("a trust policy in Chinese", invalid, create, AssumeRolePolicyDocument=TRUST.replace("ec2", "\u540d"))
    attach, detach = iam.attach_role_policy, iam.detach_role_policy
    compare.refused("attach nothing", missing, attach, RoleName="acme-web", PolicyArn=aws + "NoSuchPolicy")
    compare.refused("attach to nobody", missing, attach, RoleName="no-such", PolicyArn=aws + "ReadOnlyAccess")
    compare.refused("attach a bucket", "InvalidInput", attach, RoleName="acme-web", PolicyArn="arn:aws:s3:::some-bucket")
    compare.refused("detach what is not there", missing, detach, RoleName="acme-web", PolicyArn=aws + "job-function/Billing")
    compare.refused("delete no role", missing, iam.delete_role, RoleName="no-such")
    linked = [role["RoleName"] for role in walk(iam, "list_roles", "Roles", 100, PathPrefix="/aws-service-role/")]
    compare.same("there is a service-linked role", True, bool(linked))
    for role in linked:
        compare.refused(f"delete {role}", "UnmodifiableEntity", iam.delete_role, RoleName=role)
        compare.refused(f"attach to {role}", "UnmodifiableEntity", attach, RoleName=role, PolicyArn=aws + "ReadOnlyAccess")
    denied = "AccessDenied"
    compare.refused("a learner's role", denied, learner.create_role, RoleName="r", AssumeRolePolicyDocument=TRUST)
    compare.refused("a learner's policy", denied, learner.attach_role_policy, RoleName="LabRole", PolicyArn=aws + "ReadOnlyAccess")
    compare.refused("a learner's deletion", denied, learner.delete_role, RoleName="acme-web")


def compare_role_changes(compare, iam):
    """Role, policies, profile, and all of it back again."""
    role, profile, policy = "compare-role", "compare-role", "arn:aws:iam::aws:policy/ReadOnlyAccess"
    made = plain(iam.create_role(RoleName=role, Path="/x/", AssumeRolePolicyDocument=TRUST, Description="Größe",
                                 MaxSessionDuration=7200, Tags=[{"Key": "Team", "Value": "a"}]))["Role"]
    got = plain(iam.get_role(RoleName=role))["Role"]
    compare.same("a new role", made, {key: got[key] for key in made})
    compare.same("its settings", ("Größe", 7200), (got["Description"], got["MaxSessionDuration"]))
    compare.same("its trust policy", json.loads(TRUST), got["AssumeRolePolicyDocument"])
    for _ in range(2):  # the second time it is there already, which is no error
        iam.attach_role_policy(RoleName=role, PolicyArn=policy)
    attached = walk(iam, "list_attached_role_policies", "AttachedPolicies", 7, RoleName=role)
    compare.same("what is attached", [policy], [entry["PolicyArn"] for entry in attached])
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}))
    compare.refused("an inline policy that is none", "MalformedPolicyDocument", iam.put_role_policy,
                    RoleName=role, PolicyName="bad", PolicyDocument="{}")
    iam.create_instance_profile(InstanceProfileName=profile)
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)
    conflict = lambda what: compare.refused(f"delete a role {what}", "DeleteConflict", iam.delete_role, RoleName=role)
    conflict("in a profile")
    iam.remove_role_from_instance_profile(InstanceProfileName=profile, RoleName=role)
    iam.delete_instance_profile(InstanceProfileName=profile)
    conflict("with a policy attached")
    iam.detach_role_policy(RoleName=role, PolicyArn=policy)
    conflict("with an inline policy")
    iam.delete_role_policy(RoleName=role, PolicyName="own")
    iam.tag_role(RoleName=role, Tags=[{"Key": "TEAM", "Value": "b"}, {"Key": "x", "Value": ""}])
    iam.untag_role(RoleName=role, TagKeys=["X"])
    compare.same("one tag in its new case", [{"Key": "TEAM", "Value": "b"}],
                 walk(iam, "list_role_tags", "Tags", 7, RoleName=role))
    iam.delete_role(RoleName=role)
    compare.refused("one that was deleted", "NoSuchEntity", iam.get_role, RoleName=role)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    compare = Comparison()
    with tempfile.TemporaryDirectory() as home:
        program = Program(sys.argv[1], home)
        served = program.serve()
        try:
            address = served.stdout.readline().strip()
            if not address:
                sys.exit("serve-demo did not start")
            iam, learner = client(address, ADMIN), client(address, LEARNER)
            listed = compare_lists(compare, program, iam)
            compare_profiles(compare, program, iam, listed)
            compare_roles(compare, program, iam, listed)
            compare_policies(compare, iam)
            compare_policy_refusals(compare, iam, learner)
            compare_tagging(compare, address, iam)
            compare_refusals(compare, iam, learner)
            compare_role_refusals(compare, iam, learner)
            compare_changes(compare, iam)
            compare_role_changes(compare, iam)
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(timeout=LIMIT)
    for difference in compare.differences:
        print(difference, file=sys.stderr)
    print(f"{compare.made} comparisons with boto3 {boto3.__version__}, {len(compare.differences)} differences")
    if compare.differences or compare.made == 0:
        sys.exit(1)


if __name__ == "__main__":
    main()
