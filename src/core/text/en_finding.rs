//! English for the filter, the order and the marks.

use super::FindingWords;

/// The English table of finding.
pub(super) const ENGLISH: FindingWords = FindingWords {
    best_first: "best match first",
    filtering: "filtering…",
    sorting: "sorting…",
    marked: |all, hidden| match hidden {
        0 => format!("{all} marked"),
        hidden => format!("{all} marked, {hidden} of them hidden"),
    },
    marks_lost: |n| match n {
        1 => "A marked profile is gone, and its mark with it.".into(),
        n => format!("{n} marked profiles are gone, and their marks with them."),
    },
    range: |name, mark, back| format!("Range from {name}: {mark} marks it, {back} drops it."),
    range_hidden: "The range's beginning is no longer shown: nothing was marked.",
    open: |n| match n {
        1 => "1 row can't be told".into(),
        n => format!("{n} rows can't be told"),
    },
    tags_known: |known, all| format!("tags known for {known} of {all}"),
    fetch_them: |said, key| format!("{said}; {key} reads them"),
    tags_progress: |(done, all), back| format!("Reading tags: {done} of {all}… {back} stops."),
    tags_read: |known, all| format!("Tags are known for {known} of {all} profiles."),
    tags_stopped: |known, all| format!("Stopped: tags are known for {known} of {all} profiles."),
    tags_failed: |known, all, why| format!("Tags known for {known} of {all}: {why}"),
    nothing_told: |filter, key| {
        format!("Nothing is known to match “{filter}”. {key} lifts the filter.")
    },
    terms: "Terms: role: path: tag:KEY=VALUE no:role no:tags, each with ! before it.",
    role: "the role's whole name; web* begins so",
    path: "how the path begins; * any letters",
    tag: "KEY or KEY=VALUE, in its case; * any letters",
    no: "no:role, no:tags: those without",
    not: "! leaves out what holds it, in one piece",
    unknown_no: |word| format!("no: takes role or tags, not “{word}”: left out"),
    reserved: "used: is for a later version: left out",
    by: |places| format!("Matched by {places}"),
    by_path: "the path",
    by_tag: |key, value| format!("tag {key}={value}"),
};
