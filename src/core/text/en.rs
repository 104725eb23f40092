//! English.

use super::{
    CommandWords, DetailWords, DialogWords, ErrorWords, HeaderWords, KeyWords, ListWords,
    LookedWords, NoticeWords, ReasonWords, RefWords, SourceWords, Words,
};

/// The English table.
pub static ENGLISH: Words = Words {
    header: HeaderWords {
        connecting: "connecting…",
        not_connected: "not connected",
        no_identity: "account unknown",
        region_assumed: "no region set, using",
        read_only: "READ-ONLY",
        demo: "DEMO",
        stale: "STALE",
        expires: |seconds| match seconds {
            s if s >= 7200 => format!("keys: {} h left", s / 3600),
            s if s >= 60 => format!("keys: {} min left", s / 60),
            _ => "keys: under 1 min left".into(),
        },
        expired: "keys expired",
    },
    list: ListWords {
        title: "Instance profiles",
        name: "Name",
        role: "Role",
        path: "Path",
        age: "Age",
        no_role: "(no role)",
        complete: |n| format!("{n}, all loaded"),
        loading: |n| format!("{n} so far, loading more…"),
        stopped: |n| format!("{n} so far, stopped: more may exist"),
        denied: |n| match n {
            0 => "not allowed".into(),
            n => format!("{n} opened, listing not allowed"),
        },
        refreshing: |n| format!("{n}, reading again…"),
        not_refreshed: |n| format!("{n} as read before, not refreshed"),
        filtered: |n, of| format!("{n} match of {of}"),
        filter: "Filter",
        empty: "This account has no instance profiles.",
        empty_hint: "The EC2 console makes one when it makes a role for EC2; the AWS CLI makes one with `aws iam create-instance-profile`.",
        empty_prefix: |prefix| format!("No instance profile has a path that begins with {prefix}"),
        nothing_matches: |filter, key| {
            format!("Nothing matches “{filter}”. {key} lifts the filter.")
        },
        connecting: "Looking for credentials…",
        first_page: "Loading the first page…",
        denied_hint: |key| {
            format!(
                "If you know a profile's name, press {key} to open it: reading one is often allowed where listing is not."
            )
        },
        stopped_hint: |key| format!("Press {key} to try again."),
    },
    finding: super::en_finding::ENGLISH,
    details: DetailWords {
        title: "Details",
        nothing_selected: "No profile is selected.",
        name: "Name",
        arn: "ARN",
        id: "Id",
        path: "Path",
        created: "Created",
        role: "Role",
        about_role: |name| format!("Role {name}"),
        no_role: "This profile holds no role.",
        no_role_hint: "An instance that has it receives no credentials until a role is added.",
        many_roles: |n| format!("AWS lists {n} roles; only the first is shown."),
        role_recreated: "The role was deleted and created again under this name since the list was read.",
        description: "Description",
        max_session: "Max session",
        duration: |seconds| match (seconds / 3600, seconds % 3600 / 60) {
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        },
        boundary: "Boundary",
        last_used: "Last used",
        last_used_in: |when, region| match region {
            Some(region) => format!("{when} in {region}"),
            None => when.to_owned(),
        },
        never_used: "not in the last 400 days",
        role_tags: "Role's tags",
        loading: "Loading…",
        trust: "Who may assume the role",
        trust_unknown: "? its trust policy is not known",
        trusts_ec2: "✓ EC2 may assume it",
        trusts_no_ec2: "✗ EC2 may not assume it: instances get no credentials",
        denies_ec2: "✗ EC2 is denied to assume it: instances get no credentials",
        other_action: "✗ EC2 is named, but not for sts:AssumeRole: instances get no credentials",
        trust_depends: "? depends on a condition or an exception whether EC2 may assume it",
        trust_unreadable: "? its trust policy can't be read as JSON",
        more_principals: |n| {
            format!("… and {n} more; `ipb show NAME --output json` prints them all.")
        },
        service: "Service",
        aws_principal: "AWS",
        federated: "Federated",
        anyone: "Anyone",
        denied: "denied",
        excepted: "all but this one",
        conditional: |keys| format!("under a condition on {keys}"),
        tags: "Tags",
        tag_count: |n| format!("Tags ({n} of at most 50)"),
        no_tags: "None.",
        tags_unknown: "Not known.",
    },
    commands: CommandWords {
        up: "one line up",
        down: "one line down",
        page_up: "one page up",
        page_down: "one page down",
        half_page_up: "half a page up",
        half_page_down: "half a page down",
        top: "to the first line",
        bottom: "to the last line",
        open: "open",
        choose: "choose",
        accept: "accept",
        close: "close",
        back: "back",
        next_pane: "other pane",
        follow: "follow",
        search: "search",
        tab_overview: "overview",
        tab_role: "the role, and who may assume it",
        tab_policies: "the role's policies",
        tab_tags: "the profile's tags",
        tab_used: "where it is used",
        tab_json: "everything, as JSON",
        next_tab: "next tab",
        previous_tab: "tab before",
        zoom: "one pane alone, or both",
        widen_list: "larger list",
        narrow_list: "smaller list",
        next_match: "next match",
        previous_match: "match before",
        filter: "filter",
        open_by_name: "open by name",
        sort: "sort by the next column",
        reverse: "reverse the order",
        mark: "mark or unmark, and down",
        mark_range: "begin or end a range of marks",
        mark_all: "mark all that is shown",
        unmark: "unmark all",
        tags_of_all: "read the tags of all, or stop",
        refresh: "refresh this",
        refresh_all: "refresh all",
        account: "account (AWS profile)",
        region: "location (region)",
        copy: "copy",
        calls: "calls to AWS",
        help: "help",
        suspend: "back to the shell (fg returns)",
        ask_quit: "ask to quit",
        quit: "quit",
        palette: "commands",
        theme: "next theme: colours",
        mouse: "mouse on or off",
    },
    notice: NoticeWords {
        unbound: |key, help| format!("{key} has no meaning here; {help} shows the keys."),
        other_account: |account| {
            format!(
                "These keys belong to account {account}: what the other account showed is gone."
            )
        },
        reconnected: "Connected again with fresh keys.",
        recreated: |name| {
            format!("{name} was deleted and created again meanwhile: it has another id now.")
        },
    },
    dialog: DialogWords {
        quit_title: "Quit ipb?",
        quit_body: "Nothing is lost: this program has changed nothing.",
        stay: "Stay",
        quit: "Quit",
        help_title: "Keys",
        help_more: |key| format!("Full-width letters and signs work as well. {key} closes."),
        looked_at: "Looked for credentials in",
        loaded_stays: "What is loaded stays readable; it is marked as stale.",
        try_again: "Try again",
        use_files: "Use the credentials file, whatever the variables say",
        other_profile: "Choose another AWS profile…",
        open_demo: "Open the demo account (no AWS needed)",
        keep_looking: "Keep looking at what is loaded",
        profiles_title: "AWS profiles",
        reading_profiles: "Reading the configuration files…",
        profiles_unreadable: |why| format!("The AWS configuration can't be read: {why}"),
        no_profiles: "There are no AWS profiles on this machine.",
        no_profiles_hint: "`aws configure` or `aws configure sso` makes one.",
        choose_profile: "Connect with (● is in use):",
        kind_keys: "keys in the file",
        kind_sso: "SSO (aws sso login)",
        kind_login: "aws login",
        kind_role: |arn| format!("assumes {arn}"),
        kind_process: "credential_process",
        kind_nothing: "no credentials of its own",
        open_title: "Open by name",
        open_body: "A name, an ARN, an id, “role NAME”, or a whole error message of AWS's. AWS is asked for what is not loaded, so the list need not be allowed.",
        open_label: "Open",
        open_waiting: "Asking AWS…",
        open_other_arn: |arn| format!("The profile of that name here is another one: {arn}"),
        more_below: |key| format!("more below: {key}"),
    },
    looked: LookedWords {
        environment: "AWS_ACCESS_KEY_ID in the environment",
        aws_profile: |name| format!("AWS profile “{name}”"),
        container: "container credentials (AWS_CONTAINER_CREDENTIALS_…)",
        metadata: "instance metadata (only on EC2)",
        nothing: "nothing",
        without_keys: "there, but no usable keys in it",
        profiles: |n| match n {
            1 => "1 AWS profile".into(),
            n => format!("{n} AWS profiles"),
        },
        present: "set",
        no_answer: "no keys from there",
        disabled: "turned off",
        unreadable: |why| format!("can't be read: {why}"),
    },
    copy: super::en_dialogs::COPY,
    calls: super::en_dialogs::CALLS,
    reading: super::en_reading::ENGLISH,
    error: ErrorWords {
        denied: |action| format!("{action} is not allowed for you."),
        denied_hint: |resource, denying, lacking| {
            let on = resource.map(|r| format!(" on {r}")).unwrap_or_default();
            match (denying, lacking) {
                (Some(kind), _) => format!(
                    "An explicit deny{on} in the {kind} forbids it; only its owner can lift that."
                ),
                // Permissions of one's own do not mend what such a policy lacks.
                (None, Some(kind)) if kind != "identity-based policy" => {
                    format!("No {kind} allows it{on}; only its owner can change that.")
                }
                (None, _) => {
                    format!(
                        "No policy allows it{on}: labs leave such calls out on purpose, elsewhere an administrator can allow it."
                    )
                }
            }
        },
        not_found: |message| match message {
            "" => "AWS knows nothing of that name.".into(),
            message => format!("AWS knows nothing of that name: {message}"),
        },
        not_found_hint: "It may have been deleted since the list was read; “refresh all” reads it again.",
        throttled: "AWS throttles: too many requests in this account just now.",
        throttled_hint: "All of the SDK's attempts were used up. Wait a few seconds and try again.",
        clock: "AWS refused the signature because this machine's clock is wrong.",
        clock_hint: |server| match server {
            Some(server) => format!("AWS says that it is {server}. Set the clock and try again."),
            None => "Set this machine's clock and try again.".into(),
        },
        refused: "The connection was refused: nobody listens there",
        unresolved: "The host's name is not known",
        dropped: "The connection broke off before the answer was complete",
        timed_out: "No answer in time",
        tls: "The secure connection failed",
        network: "The request did not get through",
        network_hint: "Check the network, HTTPS_PROXY, the region and the endpoint.",
        timed_out_hint: "The network, a proxy or a firewall may swallow the request. Try again, or check HTTPS_PROXY.",
        tls_hint: "Behind a proxy with its own certificate authority, set AWS_CA_BUNDLE to its file.",
        untrusted: "The server's certificate is signed by an authority that is not trusted here",
        out_of_date: "The server's certificate is not valid at this time",
        out_of_date_hint: "Compare this machine's clock with the right time; if it is right, the server needs a new certificate.",
        other_host: "The server's certificate is another host's",
        other_host_hint: "Check the endpoint and HTTPS_PROXY: something else answers in this host's place.",
        bad_answer: "What answered is not AWS",
        bad_answer_hint: "The answer is no AWS document: a proxy's login page, or a wrong endpoint.",
        service: |action| format!("AWS itself failed at {action}, in all attempts."),
        service_hint: "This is on AWS's side. Try again in a moment.",
        other: |what| format!("AWS refused {what}"),
        source_timed_out: "The source of the credentials did not answer in time",
        source_timed_out_hint: "A program or a server that the AWS profile names hangs: try it on its own, or give it longer with --timeout.",
        bad_bundle: |path, why| {
            let why = why.unwrap_or("there is no PEM certificate in it");
            format!("AWS_CA_BUNDLE names {path}: {why}")
        },
        bad_proxy: |variable, why| format!("{variable} can't be used: {why}"),
        bad_tls: |why| format!("TLS can't be set up: {why}"),
        bad_region: |value| format!("“{value}” can't be a region; us-east-1 is one."),
        bad_endpoint: |value| {
            format!("“{value}” can't be an endpoint: it must begin with http:// or https://")
        },
        bad_setting_hint: "Mend the variable or unset it, and start ipb again.",
    },
    keys: KeyWords {
        none_title: "No usable credentials",
        dead_title: "The keys are no longer accepted",
        connect_title: "No connection",
        none: "No AWS credentials were found.",
        none_hint: "In a Learner Lab, choose AWS Details → AWS CLI: Show, and paste the text into ~/.aws/credentials. Elsewhere, `aws configure` stores keys and `aws sso login` renews a single sign-on.",
        expired: "The temporary keys have expired.",
        invalid: "AWS does not know these keys.",
        invalid_hint: "They were deleted, belong to another partition, or the session token is missing: temporary keys (ASIA…) need aws_session_token too.",
        wrong_secret: "AWS knows the access key, but this secret is not its own.",
        wrong_secret_hint: "Half a key was pasted, or the halves of two: copy the id and the secret once more, both of the same key.",
        lab_ended: "The Learner Lab session is over: the lab has cancelled its keys.",
        lab_hint: "Start the lab again, choose AWS Details → AWS CLI: Show, and paste the new keys into ~/.aws/credentials.",
        paste_hint: "Put fresh keys in their place, for a lab those of AWS Details → AWS CLI: Show, in ~/.aws/credentials.",
        login: "The login has expired.",
        login_hint: |profile, sso| {
            let command = if sso { "aws sso login" } else { "aws login" };
            format!("In another terminal: {command} --profile {profile}")
        },
        mfa: |profile| format!("The AWS profile “{profile}” asks for an MFA code."),
        mfa_hint: |profile| {
            format!(
                "ipb can't ask for one. Let the AWS CLI do it: aws configure export-credentials --profile {profile} --format env, and start ipb with the variables that it prints."
            )
        },
        no_such_profile: |profile| format!("There is no AWS profile named “{profile}”."),
        no_such_profile_hint: "Choose another one below, or make it with `aws configure --profile NAME`.",
        failed: |reason| format!("The credentials could not be had: {reason}"),
        failed_hint: "Mend it there, or choose another AWS profile.",
        environment_hides: "AWS_ACCESS_KEY_ID in this shell hides the credentials file. Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN and start anew, or choose the file below.",
        own_expired_hint: "This machine's own role (an EC2 instance's, a container's or a notebook's) gave them and gives fresh ones by itself: there are none to paste. Try again; if those are dead too, check that the role is still attached and that this machine's clock is right.",
        own_invalid_hint: "This machine's own role (an EC2 instance's, a container's or a notebook's) gave them: it may have been deleted or made anew. Attach the role again and try again; there are none to paste.",
        own_lab_hint: "This machine's or notebook's own role gave the keys, so there are none to paste: start the lab again, then try once more.",
        watching: "As soon as the file changes, ipb goes on by itself.",
    },
    source: SourceWords {
        settings: |profile, why| format!("The AWS profile “{profile}” leads to no keys: {why}"),
        settings_hint: "Mend it in ~/.aws/config or ~/.aws/credentials, or choose another AWS profile.",
        program: |status, said| match said {
            "" => format!("The credential_process failed ({status}) without a word."),
            said => format!("The credential_process failed ({status}): {said}"),
        },
        output: |why| match why {
            Some(why) => format!("The credential_process printed no usable keys: {why}"),
            None => "The credential_process printed something that is not JSON.".into(),
        },
        program_hint: "Run the AWS profile's credential_process on its own until it prints keys as JSON, with \"Version\": 1.",
        file: |setting, path, why| format!("{setting} names {path}: {why}"),
        file_hint: "The token in that file opens the role: see that the file is there and may be read.",
        token: |setting| {
            format!("{setting} gives no usable token: there is a line's end or the like in it.")
        },
        token_hint: "Write it anew, the token alone and no line's end after it.",
        empty: |place| {
            format!(
                "The AWS profile takes its keys from credential_source = {place}, and there are none."
            )
        },
        empty_hint: "Environment means AWS_ACCESS_KEY_ID, EcsContainer a container's role, Ec2InstanceMetadata an EC2 instance's.",
    },
    age: |seconds| match seconds {
        s if s >= 2 * 31_557_600 => format!("{} y", s / 31_557_600),
        s if s >= 2 * 2_629_800 => format!("{} mo", s / 2_629_800),
        s if s >= 2 * 86_400 => format!("{} d", s / 86_400),
        s if s >= 2 * 3600 => format!("{} h", s / 3600),
        s if s >= 60 => format!("{} min", s / 60),
        s if s >= 0 => "now".into(),
        _ => "future".into(),
    },
    ago: |age| match age {
        "now" => "just now".into(),
        "future" => "in the future".into(),
        age => format!("{age} ago"),
    },
    too_small: |(columns, rows)| format!("Too small: {columns}×{rows} at least"),
    reasons: ReasonWords {
        not_connected: "There is no connection to AWS yet.",
        nothing_selected: "No profile is selected.",
        keys_dead: "The keys are no longer accepted; a refresh tries them anew.",
        no_link: "Nothing to follow here: the arrows go from link to link.",
        one_pane: "Only one pane is shown: there is nothing to divide.",
        nothing_searched: |key| format!("Nothing is searched for; {key} begins a search."),
        nothing_behind: |key| format!("There is nothing to go back to; {key} quits."),
        not_in_the_list: |key| format!("Profiles are marked in the list; {key} goes there."),
        nothing_marked: |key| format!("Nothing is marked; {key} marks."),
    },
    refs: RefWords {
        empty: "Type a name or an ARN.",
        too_long: |length| format!("A name has at most 128 characters; this has {length}."),
        bad_character: |c| format!("{c:?} can't be in a name: letters, digits and _+=,.@- can."),
        other_arn: "That is not the ARN of an instance profile.",
    },
    comfort: super::en_comfort::ENGLISH,
    cli: super::en_cli::ENGLISH,
    place: super::en_place::ENGLISH,
    pick: super::en_pick::ENGLISH,
};
