//! The state file: `ipb/state.toml` in the XDG state directory.
//!
//! Two instances may run at once: each reads the file anew under a lock and
//! changes only what it has changed itself.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use etcetera::BaseStrategy;
use toml::{Table, Value};

use crate::core::config::is_region;
use crate::core::kept::{COLUMNS, Kept, Sort};

/// Of the file; one of a newer version is neither read nor overwritten.
const VERSION: i64 = 1;
/// How often the lock is tried, and how long to wait in between. Whoever holds
/// it writes a few hundred bytes.
const TRIES: u32 = 50;
const WAIT: Duration = Duration::from_millis(20);

/// Where the file lies; nowhere without a home directory.
pub fn usual() -> Option<PathBuf> {
    let base = etcetera::base_strategy::Xdg::new().ok()?;
    Some(base.state_dir()?.join("ipb").join("state.toml"))
}

/// Reads what was kept. A file that is missing, can't be read or is not this
/// program's own holds nothing.
pub fn load(path: &Path) -> Kept {
    let table = match read(path) {
        Ok(table) if !is_newer(&table) => table,
        _ => return Kept::default(),
    };
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let sort = table.get("sort").and_then(Value::as_table).and_then(|sort| {
        let name = sort.get("column")?.as_str()?;
        let (_, column) = COLUMNS.into_iter().find(|(known, _)| *known == name)?;
        Some(Sort { column, reversed: sort.get("reversed")?.as_bool()? })
    });
    let regions = table.get("regions").and_then(Value::as_table);
    Kept {
        sort,
        split: table.get("split").and_then(Value::as_integer).and_then(|n| n.try_into().ok()),
        theme: table.get("theme").and_then(text),
        regions: regions
            .into_iter()
            .flatten()
            .filter_map(|(name, region)| Some((name.clone(), text(region)?)))
            // It becomes a part of a host's name.
            .filter(|(_, region)| is_region(region))
            .collect(),
    }
}

/// Writes a change into the file, which is whole at any moment.
///
/// # Errors
/// The folder or the file can't be written, the file is there but can't be
/// read (writing it anew would lose what other instances have kept), or
/// another program holds the lock for a second.
pub fn save(path: &Path, change: &Kept) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let _lock = lock(&folder.join("state.lock"))?;
    let mut table = read(path)?;
    if is_newer(&table) {
        return Ok(());
    }
    table.insert("version".to_owned(), VERSION.into());
    if let Some(Sort { column, reversed }) = change.sort
        && let Some((name, _)) = COLUMNS.into_iter().find(|(_, known)| *known == column)
    {
        let mut sort = Table::new();
        sort.insert("column".to_owned(), name.into());
        sort.insert("reversed".to_owned(), reversed.into());
        table.insert("sort".to_owned(), sort.into());
    }
    if let Some(split) = change.split {
        table.insert("split".to_owned(), i64::from(split).into());
    }
    if let Some(theme) = &change.theme {
        table.insert("theme".to_owned(), theme.clone().into());
    }
    if !change.regions.is_empty() {
        let mut regions = match table.remove("regions") {
            Some(Value::Table(regions)) => regions,
            _ => Table::new(),
        };
        let new = change.regions.iter().map(|(name, region)| (name.clone(), region.clone().into()));
        regions.extend(new);
        table.insert("regions".to_owned(), regions.into());
    }
    let temporary = folder.join(format!("state.{}.tmp", process::id()));
    let written =
        write_private(&temporary, &table.to_string()).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Writes changes in a thread of its own, several at once where they come
/// quickly. When it is dropped, all of them have been written.
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    running: Option<(Sender<Kept>, JoinHandle<()>)>,
}

impl Keeper {
    /// Keeps in this file. Nothing is written before there is a change.
    pub fn new(path: PathBuf) -> Self {
        Self { path, running: None }
    }

    /// Has a change written. What can't be written is only logged: no work is
    /// lost by it.
    pub fn keep(&mut self, change: Kept) {
        let (send, _) = self.running.get_or_insert_with(|| {
            let (send, receive) = mpsc::channel::<Kept>();
            let path = self.path.clone();
            let thread = thread::spawn(move || {
                let mut pending = Pending::default();
                while let Ok(change) = receive.recv() {
                    pending.0.merge(&change);
                    receive.try_iter().for_each(|next| pending.0.merge(&next));
                    pending.write(&path);
                }
                pending.write(&path);
            });
            (send, thread)
        });
        // The thread ends only with the sender.
        let _ = send.send(change);
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some((send, thread)) = self.running.take() {
            drop(send);
            let _ = thread.join();
        }
    }
}

/// What is still to be written: a change that could not be is written with the
/// next one, and tried once more at the end.
#[derive(Default)]
struct Pending(Kept);

impl Pending {
    fn write(&mut self, path: &Path) {
        if self.0.is_empty() {
            return;
        }
        match save(path, &self.0) {
            Ok(()) => self.0 = Kept::default(),
            Err(error) => tracing::warn!(target: "ipb", %error, "the state was not kept"),
        }
    }
}

/// The file's table. One that is missing or that nobody can read as TOML is
/// empty; one that the system does not hand out is not.
fn read(path: &Path) -> io::Result<Table> {
    match fs::read(path) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).unwrap_or_default();
            Ok(text.parse().unwrap_or_default())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Table::new()),
        Err(error) => Err(error),
    }
}

fn is_newer(table: &Table) -> bool {
    table.get("version").and_then(Value::as_integer).is_some_and(|version| version > VERSION)
}

/// Holds the lock until it is dropped. Where the file system knows no locks,
/// the file is still written whole, and the last writer wins.
fn lock(path: &Path) -> io::Result<File> {
    let file = private().write(true).create(true).truncate(false).open(path)?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => thread::sleep(WAIT),
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another program holds the lock"))
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    // A leftover of a process that had the same id.
    let _ = fs::remove_file(path);
    let mut file = private().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::list::Column;

    fn file() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("ipb/state.toml");
        (home, path)
    }

    fn theme(name: &str) -> Kept {
        Kept { theme: Some(name.to_owned()), ..Kept::default() }
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let (_home, path) = file();
        assert_eq!(load(&path), Kept::default());
        let all = Kept {
            sort: Some(Sort { column: Column::Age, reversed: true }),
            split: Some(-10),
            theme: Some("light".into()),
            regions: [("prod".to_owned(), "eu-west-1".to_owned())].into(),
        };
        save(&path, &all).unwrap();
        assert_eq!(load(&path), all);
        let names: Vec<_> = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_home, path) = file();
        save(&path, &theme("light")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn a_change_leaves_what_another_instance_has_written() {
        let (_home, path) = file();
        let sort = Some(Sort { column: Column::Role, reversed: false });
        save(&path, &Kept { sort, ..Kept::default() }).unwrap();
        let region = |profile: &str| Kept {
            regions: [(profile.to_owned(), "us-west-2".to_owned())].into(),
            ..Kept::default()
        };
        save(&path, &region("a")).unwrap();
        save(&path, &theme("mono")).unwrap();
        save(&path, &region("b")).unwrap();
        let kept = load(&path);
        assert_eq!((kept.sort, kept.theme.as_deref()), (sort, Some("mono")));
        assert_eq!(kept.regions.len(), 2);
    }

    #[test]
    fn many_instances_at_once_lose_nothing() {
        let (_home, path) = file();
        thread::scope(|scope| {
            for n in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    let mut keeper = Keeper::new(path.clone());
                    for m in 0..5 {
                        let regions = [(format!("{n}-{m}"), "r".to_owned())].into();
                        keeper.keep(Kept { regions, ..Kept::default() });
                    }
                });
            }
        });
        assert_eq!(load(&path).regions.len(), 40);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_can_not_be_read_is_not_written_over() {
        let (_home, path) = file();
        fs::create_dir(path.parent().unwrap()).unwrap();
        // Unreadable for root too, and yet a new file could take its place.
        std::os::unix::fs::symlink("state.toml", &path).unwrap();
        save(&path, &theme("light")).unwrap_err();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(load(&path), Kept::default());
    }

    #[test]
    fn a_change_that_could_not_be_written_is_written_with_the_next_one() {
        let (_home, path) = file();
        let lock = path.with_file_name("state.lock");
        // Nobody can open that to lock it.
        fs::create_dir_all(&lock).unwrap();
        let mut pending = Pending(theme("light"));
        pending.write(&path);
        assert!(!path.exists());
        fs::remove_dir(&lock).unwrap();
        pending.0.merge(&Kept { split: Some(10), ..Kept::default() });
        pending.write(&path);
        assert_eq!(load(&path), Kept { split: Some(10), ..theme("light") });
        assert!(pending.0.is_empty());
    }

    #[test]
    fn a_region_that_can_be_none_is_left_out() {
        let (_home, path) = file();
        fs::create_dir(path.parent().unwrap()).unwrap();
        let text = "version = 1\n[regions]\ngood = 'eu-west-1'\nbad = 'x.evil.example/'\n";
        fs::write(&path, text).unwrap();
        let regions = load(&path).regions;
        assert_eq!(regions.into_iter().collect::<Vec<_>>(), [("good".into(), "eu-west-1".into())]);
    }

    #[test]
    fn what_is_not_understood_is_no_error_and_what_is_newer_is_left_alone() {
        let (_home, path) = file();
        fs::create_dir(path.parent().unwrap()).unwrap();
        for foreign in ["= broken", "sort = 3\nsplit = 'x'\nregions = [1]", "\u{0}"] {
            fs::write(&path, foreign).unwrap();
            assert_eq!(load(&path), Kept::default(), "{foreign}");
            save(&path, &theme("light")).unwrap();
            assert_eq!(load(&path), theme("light"), "{foreign}");
        }
        fs::write(&path, "version = 1\nnews = 'x'\n").unwrap();
        save(&path, &theme("light")).unwrap();
        assert!(fs::read_to_string(&path).unwrap().contains("news = \"x\""));
        let newer = "version = 2\ntheme = 'mono'\n";
        fs::write(&path, newer).unwrap();
        save(&path, &theme("light")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
        assert_eq!(load(&path), Kept::default());
    }
}
