//! The words of the command line.

use super::Text;

words! {
    /// The command line and the commands without a screen.
    CliWords {
        help: HelpWords, config: ConfigWords, fault: FaultWords, no_terminal: Text,
        no_terminal_hint: Text, created: Text, tags: Text, unknown: Text, none_found: Text,
        or: Text, role_unread: fn(&str) -> String, tags_denied: fn(usize, &str) -> String,
        filter_denied: fn(usize, &str) -> String, looked_at: Text, serving: fn(&str) -> String,
        serving_end: Text, other_identities: Text, place: CliPlaceWords,
    }
    /// What is said of `ipb ANYTHING`.
    CliPlaceWords {
        hint: Text, no_command: fn(&str, &str) -> String, beside_command: fn(&str) -> String,
        no_terminal_hint: fn(&str, &str) -> String,
    }
    /// What `--help` says.
    HelpWords {
        about: Text, anything: Text, examples: Text, reference: Text, global_heading: Text, more_heading: Text, profile: Text,
        region: Text, endpoint_url: Text, path_prefix: Text, read_only: Text, demo: Text,
        theme: Text, no_mouse: Text, log: Text, log_level: Text, timeout: Text, demo_profiles: Text, demo_fault: Text,
        demo_page_limit: Text, list: Text, list_more: Text, role: Text, tag: Text,
        with_tags: Text, output: Text, show: Text, show_more: Text, name: Text,
        completions: Text, completions_more: Text, shell: Text, man: Text, man_more: Text,
        serve_demo: Text, serve_demo_more: Text, port: Text,
    }
    /// What is wrong with the configuration file.
    ConfigWords {
        missing: Text, unreadable: fn(&str) -> String, syntax: fn(&str) -> String,
        unknown_key: fn(&str, &str) -> String, wrong_type: fn(&str, &str) -> String,
        bad_value: fn(&str, &str, &str) -> String, bad_account: fn(&str) -> String,
        a_text: Text, a_bool: Text, a_table: Text, a_path_prefix: Text,
        a_region: Text, an_endpoint_url: Text,
    }
    /// What else ends a command, and what to do next.
    FaultWords {
        path_prefix: Text, role_name: Text, tag_key: Text, seconds: Text,
        demo_only: fn(&str) -> String, no_such_identity: fn(&str) -> String,
        identities: fn(&str) -> String, demo_faults: fn(&str) -> String,
        no_profile: fn(&str) -> String, no_profile_hint: Text, holders_hint: fn(&str) -> String,
        not_found: fn(&str) -> String, not_found_hint: Text, role_not_found: fn(&str) -> String,
        role_not_found_hint: Text, other_arn: fn(&str, &str) -> String, bad_name_hint: Text,
        no_such_profile_hint: Text, environment_hint: Text, credentials_hint: Text,
        log_file: fn(&str, &str) -> String, output: fn(&str) -> String,
        port: fn(u16, &str) -> String,
    }
}
