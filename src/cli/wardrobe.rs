//! The themes that there are: the built-in ones and the user's own.

use super::exit::{Exit, Failure};
use crate::core::config::ThemeName;
use crate::core::text::Words;
use crate::host::themes::ThemeFile;
use crate::ui::contrast;
use crate::ui::theme::{Theme, Themes};
use crate::ui::theme_file;

/// What there is to choose from.
pub(super) struct Wardrobe {
    /// All of them.
    pub themes: Themes,
    /// The names of the user's own.
    pub own: Vec<String>,
    /// Those of the user's own that can't be used.
    pub broken: Vec<Broken>,
    /// What is to be said about the chosen one, if anything.
    pub notice: Option<String>,
}

/// A theme of the user's own that can't be used.
pub(super) struct Broken {
    /// Its name.
    pub name: String,
    /// The line of its file, counted from 1, where it is one line's fault.
    pub line: Option<usize>,
    /// Why not, in words.
    pub why: String,
}

impl Wardrobe {
    /// The built-in themes alone.
    pub fn built_in() -> Self {
        Self { themes: Themes::built_in(), own: Vec::new(), broken: Vec::new(), notice: None }
    }

    /// Whether there is a theme of that name that can be used.
    pub fn has(&self, name: &str) -> bool {
        ThemeName::ALL.iter().any(|theme| theme.name() == name)
            || self.own.iter().any(|own| own == name)
    }
}

/// Reads the user's own themes. One that can't be used and that nobody has
/// chosen is left out.
///
/// # Errors
/// The chosen theme is not there, or its file is wrong.
pub(super) fn wardrobe(
    files: Vec<ThemeFile>,
    chosen: Option<&str>,
    words: &Words,
) -> Result<Wardrobe, Failure> {
    let mut wardrobe = Wardrobe::built_in();
    let built_in = |name: &str| ThemeName::ALL.iter().any(|theme| theme.name() == name);
    // A file of that name would never be reached.
    for file in files.into_iter().filter(|file| !built_in(&file.name)) {
        let wanted = chosen == Some(&file.name);
        match read(&file, words) {
            Ok(theme) => {
                if wanted {
                    wardrobe.notice = contrast::too_low(&theme).first().map(|(role, contrast)| {
                        (words.comfort.themes.faint)(&file.name, role, *contrast)
                    });
                }
                wardrobe.themes.add(file.name.clone(), theme);
                wardrobe.own.push(file.name);
            }
            Err((line, why)) if wanted => {
                let place = line.map(|line| format!("{line}:")).unwrap_or_default();
                let why = format!("{}:{place} {why}", file.path.display());
                return Err(Failure::said(Exit::Usage, why, ""));
            }
            Err((line, why)) => wardrobe.broken.push(Broken { name: file.name, line, why }),
        }
    }
    match chosen {
        Some(name) if !built_in(name) && !wardrobe.own.iter().any(|own| own == name) => {
            let names = ThemeName::ALL.iter().map(|theme| theme.name());
            let names: Vec<_> = names.chain(wardrobe.own.iter().map(String::as_str)).collect();
            let why = (words.comfort.themes.unknown)(name, &names.join(", "));
            Err(Failure::said(Exit::Usage, why, ""))
        }
        _ => Ok(wardrobe),
    }
}

fn read(file: &ThemeFile, words: &Words) -> Result<Theme, (Option<usize>, String)> {
    let unreadable = |why: String| (None, (words.comfort.themes.unreadable)(&why));
    let text = file.read().map_err(unreadable)?;
    theme_file::parse(&text).map_err(|error| (Some(error.line), error.explain(words)))
}
