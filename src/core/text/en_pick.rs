//! English for the account and region pickers.

use super::pick::PickWords;

/// The English table of them.
pub(super) const ENGLISH: PickWords = PickWords {
    nothing: |n| format!("None of the {n} matches."),
    in_use: "in use",
    as_started: "(as started)",
    chain: "AWS's own chain: variables, files, this machine's role",
    configured: "configured",
    region_title: "Region",
    region_body: "Requests are signed for it. IAM is global: the list of profiles stays as it is.",
    no_region: "Nothing matches, and that can't be a region's name. us-east-1 is one.",
    free_region: |region| format!("take {region}, which this list does not know"),
    connecting_to: |what, key| format!("connecting to {what}… ({key} cancels)"),
    cancelled: |what| format!("Cancelled: nothing has changed, {what} is not used."),
    connected: |what, account| format!("Connected to {what}: account {account}."),
    same_caller: |what| {
        format!("Connected to {what}: the same account and caller, so the list stays.")
    },
    other_caller: |caller| {
        format!("These keys belong to {caller}, who may see other things: everything is read anew.")
    },
    role: |account, role| format!("account {account}, assumes {role}"),
    region_now: |region| format!("The region is {region} now. IAM is global, so the list stays."),
    stays: "The connection that you had stays, with everything that is loaded.",
    more: |above, below| match (above, below) {
        (0, below) => format!("↓ {below} more"),
        (above, 0) => format!("↑ {above} more"),
        (above, below) => format!("↑ {above} ↓ {below} more"),
    },
};
