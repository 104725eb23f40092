//! Waits until a file that holds credentials changes.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often the files are looked at. Only while the keys are dead: a learner
/// who pastes new ones should not have to wait, and nothing else happens then.
const EVERY: Duration = Duration::from_millis(700);

/// Returns once one of the files (or a file in one of the folders) has changed, come or gone, and has been
/// left alone for one more look: an editor may write it in two goes.
pub async fn changed(files: Vec<PathBuf>) {
    let before = stamps(&files);
    loop {
        tokio::time::sleep(EVERY).await;
        let now = stamps(&files);
        if now != before {
            tokio::time::sleep(EVERY).await;
            if stamps(&files) == now {
                return;
            }
        }
    }
}

type Stamp = Option<(SystemTime, u64)>;

fn stamps(files: &[PathBuf]) -> Vec<Stamp> {
    files.iter().map(|file| stamp(file)).collect()
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
