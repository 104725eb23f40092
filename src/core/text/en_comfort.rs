//! English for keys, palette, themes and mouse.

use super::comfort::{
    ComfortWords, KeyFaultWords, PaletteWords, ReservedWords, ThemeWords, TopicWords,
};

/// The English table of these.
pub(super) const ENGLISH: ComfortWords = ComfortWords {
    topics: TopicWords {
        moving: "Moving",
        finding: "Finding",
        reading: "Reading",
        changing: "Changing",
        program: "The program",
    },
    reserved: ReservedWords {
        explain: "explain why an instance has no credentials",
        can_it: "can its role do this?",
        watch: "watch a profile",
        instances: "the instances that use a profile",
        profiles: "back to the profiles",
        as_code: "the profile as code",
        what_is_this: "what is this?",
    },
    palette: PaletteWords {
        title: "Commands",
        label: "Command",
        none: |text| format!("No command has “{text}” in its words."),
        not_here: "not in this place",
    },
    keys: KeyFaultWords {
        unknown_command: |command, nearest| match nearest {
            Some(nearest) => format!("unknown command `{command}`; did you mean `{nearest}`?"),
            None => {
                format!("unknown command `{command}`; the README's key table names them all")
            }
        },
        later: |command| format!("`{command}` is a command of a later version"),
        unknown_key: |command, key| {
            format!(
                "unknown key `{key}` for `{command}`; keys are written as j, G, Ctrl-C, Alt-x, Up, PageDown, Home, Enter, Esc, Tab, Space, F1"
            )
        },
        clash: |key, first, second| {
            format!("the key {key} has two meanings: `{first}` and `{second}`")
        },
        needed: |command| format!("`{command}` needs a key: without it there is no way out"),
        stuck: |command| {
            format!(
                "`{command}` needs a key that a text field does not keep for itself, such as Enter, Esc or F1"
            )
        },
        no_way: |command| {
            format!(
                "`palette` needs a key as long as `{command}` has none: there is no other way to it"
            )
        },
        not_sent: |command, key, instead| match instead {
            Some(instead) => {
                format!("{key} can't be used for `{command}`: terminals send it as {instead}")
            }
            None => format!("{key} can't be used for `{command}`: terminals do not send it"),
        },
        kept_by_field: |command, key| {
            format!("{key} never reaches `{command}`: a text field keeps it for itself")
        },
        a_list: "a list of keys, such as [\"F5\", \"Ctrl-R\"]",
    },
    themes: ThemeWords {
        no_colour: |text| {
            format!(
                "“{text}” is no colour; allowed: a name such as red or bright-red, #rrggbb, 0 to 255"
            )
        },
        bad_value: |value, allowed| format!("“{value}” is none of those allowed: {allowed}"),
        wrong_type: |key| format!("`{key}` has a value of another type"),
        unreadable: |why| format!("can't be read: {why}"),
        unknown: |name, all| format!("There is no theme “{name}”; there are: {all}"),
        left_out: |theme, line, why| {
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            format!("Theme {theme}, chosen last time, is left out: {line}{why}")
        },
        gone: "its file is gone",
        faint: |theme, role, contrast| {
            format!(
                "Theme {theme}: {role} is hard to read, {contrast:.1}:1 where 4.5:1 is the least"
            )
        },
    },
    mouse_on: "The mouse is ipb's; with Shift, most terminals select text.",
    mouse_off: "The mouse is the terminal's.",
    theme_is: |name| format!("Theme: {name}"),
    kept_key: |key, what| format!("{key} is kept for “{what}”, which this version can't do yet."),
};
