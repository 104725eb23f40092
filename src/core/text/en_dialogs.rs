//! English for the copy menu and the record of calls.

use super::{CallWords, CopyWords};

/// The copy menu and the plain text.
pub const COPY: CopyWords = CopyWords {
    title: "Copy",
    hint: "Enter sends it to the terminal's clipboard.",
    name: "Name",
    arn: "ARN",
    id: "Id",
    role_name: "Role's name",
    role_arn: "Role's ARN",
    json: "JSON, as the AWS CLI prints it",
    text: "This tab as plain text",
    document: |name| format!("Policy document {name}"),
    marked: |n| match n {
        1 => "Name of the marked one".into(),
        n => format!("Names of the {n} marked ones"),
    },
    plain: "Show the pane without frames, to select with the mouse",
    plain_hint: |back| format!("Select with the mouse as the terminal does it. {back} closes."),
    to_terminal: "Sent to the terminal; whether it takes it, it does not say.",
    to_tmux: "Sent to tmux, and by it to the terminal.",
    failed: |why| format!("Not copied: {why}"),
};

/// The record of calls.
pub const CALLS: CallWords = CallWords {
    title: |all, failed| format!("Calls to AWS: {all}, {failed} failed"),
    none: "None yet.",
    no_failures: "None has failed.",
    show_failures: |key| format!("The newest first. {key} shows the failed ones alone."),
    show_all: |key| format!("The failed ones. {key} shows all."),
    ok: "ok",
    attempts: |n| format!("{n} attempts"),
    request_id: |id| format!("request id {id}"),
};
