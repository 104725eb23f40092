//! The user's own themes: `themes/NAME.toml` beside the configuration file.

use std::fs;
use std::path::{Path, PathBuf};

/// A theme's file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Its name, without `.toml`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

impl ThemeFile {
    /// Its text.
    ///
    /// # Errors
    /// It can't be read, in the system's words.
    pub fn read(&self) -> Result<String, String> {
        fs::read_to_string(&self.path).map_err(|error| error.to_string())
    }
}

/// The themes in the folder of the configuration file, by name. A folder that
/// is missing or can't be read holds none.
pub fn beside(configuration: &Path) -> Vec<ThemeFile> {
    let folder = configuration.parent().unwrap_or(Path::new("")).join("themes");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let toml = path.extension().is_some_and(|extension| extension == "toml");
            let name = path.file_stem()?.to_str()?.to_owned();
            toml.then_some(ThemeFile { name, path })
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
