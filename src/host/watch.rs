//! Waits until a file that holds credentials changes.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often the files are looked at. Only while the keys are dead: a learner
/// who pastes new ones should not have to wait, and nothing else happens then.
const EVERY: Duration = Duration::from_millis(700);

/// What some files (and the files in some folders) were like at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen(Vec<(PathBuf, Stamp)>);

type Stamp = Option<(SystemTime, u64)>;

impl Seen {
    /// Looks at them now.
    pub fn now(files: Vec<PathBuf>) -> Self {
        let look = |file: PathBuf| {
            let stamp = stamp(&file);
            (file, stamp)
        };
        Self(files.into_iter().map(look).collect())
    }

    /// Returns once one of them is no longer what it was, and has been left
    /// alone for one more look: an editor may write it in two goes.
    pub async fn changed(self) {
        let files = || self.0.iter().map(|(file, _)| file.clone()).collect();
        loop {
            tokio::time::sleep(EVERY).await;
            let now = Self::now(files());
            if now != self {
                tokio::time::sleep(EVERY).await;
                if Self::now(files()) == now {
                    return;
                }
            }
        }
    }
}

fn stamp(file: &Path) -> Stamp {
    let meta = std::fs::metadata(file).ok()?;
    let own = (meta.modified().ok()?, meta.len());
    if !meta.is_dir() {
        return Some(own);
    }
    // A login writes its token into a file of the cache folder, whose own
    // time tells nothing when that file was there before.
    let entries = std::fs::read_dir(file).ok()?.flatten().filter_map(|entry| {
        let meta = entry.metadata().ok()?;
        Some((meta.modified().ok()?, meta.len()))
    });
    Some(entries.fold(own, |newest, (at, size)| (newest.0.max(at), newest.1.wrapping_add(size))))
}
