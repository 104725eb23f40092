//! English for the command line.

use super::cli::{CliWords, ConfigWords, FaultWords, HelpWords};

/// The English table of the command line.
pub(super) const ENGLISH: CliWords = CliWords {
    help: HELP,
    config: CONFIG,
    fault: FAULT,
    no_terminal: "The browser needs a terminal, and there is none.",
    no_terminal_hint: "`ipb list` and `ipb show NAME` print without one; `ipb --help` shows how.",
    created: "Created",
    tags: "Tags",
    unknown: "?",
    none_found: "No instance profile matches.",
    or: " or ",
    role_unread: |why| format!("More about the role is not known: {why}"),
    tags_denied: |count, action| {
        format!("The tags of {} could not be read: you lack {action}.", profiles(count))
    },
    filter_denied: |count, action| {
        format!("{} left out, as the tags could not be read: you lack {action}.", profiles(count))
    },
    looked_at: "Looked for credentials in",
    serving: |address| format!("The demo account answers on {address}, for this machine only."),
    serving_end: "Ctrl-C ends it. In another terminal:",
    other_identities: "Or with the keys of somebody else:",
    place: super::en_place::COMMAND_LINE,
};

fn profiles(count: usize) -> String {
    match count {
        1 => "1 instance profile".into(),
        n => format!("{n} instance profiles"),
    }
}

const HELP: HelpWords = HelpWords {
    about: "Browse AWS IAM instance profiles: which role an instance receives, and who may assume it",
    anything: "What to go to: a name, an ARN, an id, “role NAME”, or an error message of AWS's in quotes",
    examples: "\
Examples:
  ipb                                     browse, with the keys that the AWS CLI uses
  ipb --demo                              browse a made-up account: no AWS, no network
  ipb --profile lab --region us-west-2    with an AWS profile of yours
  ipb web-prod                            browse, and go to a profile
  ipb role LabRole                        or to those that hold a role
  ipb 'User: arn:aws:sts::… is not …'     or to what an error message is about
  ipb -- list                             or to a profile that is named as a command
  ipb list                                every instance profile of the account
  ipb list --role LabRole                 those that hold a role
  ipb list --tag Team=web --output json   those with a tag, as the AWS CLI prints them
  ipb show LabInstanceProfile             one of them, with its role and who may assume it
  ipb attach web-prod web-role --dry-run  what attaching a role would do; --yes does it
",
    reference: "\
Exit status:
  0  done                        4  access denied
  1  a request failed            5  no, expired or cancelled credentials
  2  wrong usage or settings     6  done in part: the rest is printed, the reason on stderr
  3  not found                   7  whether AWS has done a change could not be found out
101  ipb itself failed         143  a signal ended the browser

Configuration: $XDG_CONFIG_HOME/ipb/config.toml (~/.config/ipb/config.toml), or the file that
IPB_CONFIG names. Options win over the environment, which wins over the file:
  profile = \"lab\"            region = \"us-west-2\"      endpoint_url = \"http://127.0.0.1:5000\"
  path_prefix = \"/app/\"      output = \"json\"           read_only = false
  log = \"/tmp/ipb.log\"       log_level = \"debug\"        theme = \"light\"
  mouse = true
  [profiles.production]      [accounts.123456789012]
  read_only = true           protected = true          # changes ask for its alias or id
  [keys]                     # other keys for commands; the README names them all
  refresh = [\"F5\", \"r\"]

Environment: AWS_PROFILE, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_IAM,
AWS_ENDPOINT_URL_STS, AWS_CA_BUNDLE, HTTPS_PROXY and the others that the AWS SDKs read.
",
    global_heading: "Everywhere",
    more_heading: "EXAMPLES, STATUS, SETTINGS",
    profile: "AWS profile to take keys and region from; with --demo: whose keys (admin, learner, …)",
    region: "AWS region to sign for; IAM itself is global",
    endpoint_url: "Send every request there instead of to AWS",
    path_prefix: "Only profiles whose path begins so, such as /app/",
    read_only: "Refuse every change",
    demo: "A made-up account: needs no AWS, no network and no configuration, and reads none",
    log: "Append a log to this file; it never holds a secret",
    theme: "Colours: dark, light, ansi (sixteen), mono or a theme of yours [default: by NO_COLOR, COLORFGBG and the terminal's background]",
    no_mouse: "Leave the mouse to the terminal, to select text with it",
    log_level: "How much to log [default: info]",
    timeout: "Seconds to wait for an answer, with all attempts",
    demo_profiles: "How many profiles the demo account has, 100000 at most [default: 336]",
    demo_fault: "What goes wrong in the demo account; a wrong text lists them",
    demo_page_limit: "Most items on a page of the demo account",
    list: "Print the account's instance profiles",
    list_more: "\
Examples:
  ipb list --path-prefix /app/                 those below a path
  ipb list --role LabRole                      those that hold a role
  ipb list --tag Team --tag Environment=prod   those with both tags
  ipb list --with-tags --output csv > all.csv  every profile with its tags, for a spreadsheet
  ipb list --output json | jq -r '.InstanceProfiles[].Arn'

Without --output: a table on a terminal, text in a pipe. The columns of text are name, role, path,
date, id, ARN and, with --with-tags, the tags as Key=Value;Key=Value, or ? where they may not be
read. JSON is what `aws iam list-instance-profiles` prints. Listing returns no tags, so that --tag
and --with-tags ask once more for every profile (iam:GetInstanceProfile).
",
    role: "Only profiles that hold this role",
    tag: "Only profiles with this tag; repeated: with all of them",
    with_tags: "Print the tags too",
    output: "How to print [default: table on a terminal, text in a pipe]",
    show: "Print one instance profile with its role, who may assume it, and its tags",
    show_more: "\
Examples:
  ipb show LabInstanceProfile
  ipb show arn:aws:iam::123456789012:instance-profile/app/web
  ipb show AIPAQWERTYUIOPASDFGHJ
  ipb show LabInstanceProfile --output json | jq '.InstanceProfile.Roles[].AssumeRolePolicyDocument'

On a terminal it is a table for people. In a pipe it is text, as csv the row of
`ipb list --with-tags`: ask for --output table to have the table there too. JSON is what
`aws iam get-instance-profile` prints. An id is looked for in the list, as no AWS call takes one.
",
    name: "Name, ARN or id (AIPA…) of the instance profile",
    completions: "Print a completion script for a shell",
    completions_more: "\
Examples:
  ipb completions bash > ~/.local/share/bash-completion/completions/ipb
  ipb completions zsh  > ~/.zfunc/_ipb
  ipb completions fish > ~/.config/fish/completions/ipb.fish
",
    shell: "The shell",
    man: "Print the manual page",
    man_more: "\
Examples:
  ipb man > ~/.local/share/man/man1/ipb.1 && man ipb
",
    serve_demo: "Serve the demo account on this machine, for the AWS CLI and other programs",
    serve_demo_more: "\
Examples:
  ipb serve-demo --port 5005
  AWS_ENDPOINT_URL=http://127.0.0.1:5005 aws iam list-instance-profiles

Prints the address, and on stderr the variables to set. It listens on 127.0.0.1 only, since it
accepts every signature. Ctrl-C ends it.
",
    port: "Port to listen on; 0 takes a free one",
};

const CONFIG: ConfigWords = ConfigWords {
    missing: "IPB_CONFIG names this file, but it does not exist",
    unreadable: |why| format!("can't be read: {why}"),
    syntax: |why| format!("not TOML: {why}"),
    unknown_key: |key, allowed| format!("unknown key `{key}`; allowed: {allowed}"),
    wrong_type: |key, wanted| format!("`{key}` must be {wanted}"),
    bad_value: |key, value, allowed| format!("`{key}` can't be “{value}”; allowed: {allowed}"),
    bad_account: |id| format!("“{id}” is no account id; allowed: twelve digits"),
    a_text: "a text in quotes",
    a_bool: "true or false",
    a_table: "a table",
    a_path_prefix: "a path that begins with /, of at most 512 characters",
    a_region: "a region's name, such as us-east-1",
    an_endpoint_url: "an address that begins with http:// or https://",
};

const FAULT: FaultWords = FaultWords {
    path_prefix: "a path prefix begins with / and has 512 visible ASCII characters at most",
    role_name: "a role's name has 1 to 64 letters, digits and _+=,.@-",
    tag_key: "a tag is given as KEY or KEY=VALUE",
    seconds: "a number of seconds above 0",
    demo_only: |option| format!("{option} needs --demo or `ipb serve-demo`."),
    no_such_identity: |name| format!("Nobody in the demo account is named “{name}”."),
    identities: |names| format!("There are: {names}."),
    demo_faults: |texts| format!("These faults there are:\n{texts}"),
    no_profile: |what| format!("`show` prints an instance profile; that names {what}."),
    no_profile_hint: "`ipb list` prints every profile with its role; `ipb` and that text open it in the browser.",
    holders_hint: |command| format!("`{command}` prints the profiles that hold it."),
    not_found: |name| format!("There is no instance profile “{name}” in this account."),
    not_found_hint: "`ipb list` prints those there are, `ipb list --role NAME` those that hold a role; --profile chooses another account.",
    role_not_found: |name| format!("There is no role “{name}” in this account."),
    role_not_found_hint: "`ipb list` prints every profile with its role.",
    other_arn: |name, arn| format!("The instance profile “{name}” here is another one: {arn}"),
    bad_name_hint: "Give a name, an ARN (arn:aws:iam::…:instance-profile/…) or an id (AIPA…).",
    no_such_profile_hint: "`aws configure list-profiles` names those there are; `aws configure --profile NAME` makes one.",
    environment_hint: "AWS_ACCESS_KEY_ID in this shell hides the credentials file: put fresh keys into the variables, or unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
    credentials_hint: "`aws configure` stores keys, `aws sso login` renews a single sign-on, --profile chooses an AWS profile; `ipb --demo` needs none.",
    log_file: |path, why| format!("The log file {path} can't be written: {why}"),
    output: |why| format!("The output can't be written: {why}"),
    port: |port, why| format!("Port {port} of 127.0.0.1 can't be listened on: {why}"),
};
