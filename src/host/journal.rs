//! The journal file: JSON lines in the state directory, each on the disk
//! before the call that it announces.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use etcetera::BaseStrategy;

/// Where the journal is kept.
#[derive(Debug, Clone)]
pub struct Journal(Kept);

#[derive(Debug, Clone)]
enum Kept {
    File(PathBuf),
    Memory(Arc<Mutex<Vec<String>>>),
}

/// The end of the journal that is read at start, in bytes, and more only where
/// a plan begins before it: an unfinished plan is the newest one, or one of
/// another instance a moment ago.
const TAIL: u64 = 4 << 20;

impl Journal {
    /// The user's own: `ipb/journal.jsonl` in `XDG_STATE_HOME`. `None` where
    /// there is no home.
    pub fn of_user() -> Option<Self> {
        let dirs = etcetera::choose_base_strategy().ok()?;
        let folder = dirs.state_dir().unwrap_or_else(|| dirs.data_dir());
        Some(Self::at(folder.join("ipb").join("journal.jsonl")))
    }

    /// In this file.
    pub fn at(path: PathBuf) -> Self {
        Self(Kept::File(path))
    }

    /// In no file: it ends with the program.
    pub fn in_memory() -> Self {
        Self(Kept::Memory(Arc::default()))
    }

    /// The file, if there is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Kept::File(path) => Some(path),
            Kept::Memory(_) => None,
        }
    }

    /// Appends a line and waits until the disk has it. Two programs may write
    /// at the same time: each takes the file's lock for its line.
    ///
    /// # Errors
    /// The folder or the file can't be made or written, or the disk is full.
    /// Nothing of the line is left then, if the disk allows that much.
    pub fn append(&self, line: &str) -> io::Result<()> {
        let path = match &self.0 {
            Kept::File(path) => path,
            Kept::Memory(lines) => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                lines.push(line.to_owned());
                return Ok(());
            }
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = open(path)?;
        file.lock()?;
        let length = file.seek(SeekFrom::End(0))?;
        // What a torn line leaves must not swallow this one.
        let torn = length > 0 && !ends_with_newline(&mut file, length)?;
        let mut bytes = Vec::with_capacity(line.len() + 2);
        if torn {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        let written = file.write_all(&bytes).and_then(|()| file.sync_data());
        if written.is_err() {
            // The other half of a line would be taken for a torn one.
            let _ = file.set_len(length);
        }
        written
    }

    /// All lines, the oldest first; none if there is no journal yet.
    ///
    /// # Errors
    /// The file is there and can't be read.
    pub fn lines(&self) -> io::Result<Vec<String>> {
        Ok(self.last(u64::MAX)?.0)
    }

    /// The newest lines, the oldest first: so many that they are enough, or all.
    ///
    /// # Errors
    /// As [`Journal::lines`].
    pub fn newest(&self, are_enough: impl Fn(&[String]) -> bool) -> io::Result<Vec<String>> {
        let mut reach = TAIL;
        loop {
            let (lines, all) = self.last(reach)?;
            if all || are_enough(&lines) {
                return Ok(lines);
            }
            reach = reach.saturating_mul(4);
        }
    }

    /// The lines in the last so many bytes, and whether those are all.
    fn last(&self, reach: u64) -> io::Result<(Vec<String>, bool)> {
        let path = match &self.0 {
            Kept::File(path) => path,
            Kept::Memory(lines) => {
                let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                return Ok((lines.clone(), true));
            }
        };
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), true)),
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        let from = length.saturating_sub(reach);
        file.seek(SeekFrom::Start(from))?;
        // No further than it was: what is no file may have no end.
        let mut reader = BufReader::new(file.take(length - from));
        if from > 0 {
            reader.skip_until(b'\n')?;
        }
        let mut lines = Vec::new();
        for line in reader.split(b'\n') {
            // A torn line may end within a character.
            lines.push(String::from_utf8_lossy(&line?).into_owned());
        }
        Ok((lines, from == 0))
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let others =
            file.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o077 != 0);
        if others {
            // Where that can't be, on a disk without permissions or in another
            // user's file, it can be written all the same.
            let _ = file.set_permissions(fs::Permissions::from_mode(0o600));
        }
    }
    Ok(file)
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(length - 1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_and_a_torn_one_swallows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("deep").join("journal.jsonl"));
        assert_eq!(journal.lines().unwrap(), Vec::<String>::new());
        journal.append("{\"a\":1}").unwrap();
        fs::write(journal.path().unwrap(), "{\"a\":1}\n{\"torn\":").unwrap();
        journal.append("{\"b\":2}").unwrap();
        assert_eq!(journal.lines().unwrap(), ["{\"a\":1}", "{\"torn\":", "{\"b\":2}"]);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        journal.append("{}").unwrap();
        let mode = fs::metadata(journal.path().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_long_journal_comes_back_from_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        let long = format!("first\n{}\nlast\n", "x".repeat(5 << 20));
        fs::write(journal.path().unwrap(), long).unwrap();
        assert_eq!(journal.newest(|_| true).unwrap(), ["last"]);
        let all = journal.newest(|lines| lines[0] == "first").unwrap();
        assert_eq!((all.len(), &*all[0]), (3, "first"));
        assert_eq!(journal.lines().unwrap().first().map(String::as_str), Some("first"));
    }

    #[cfg(unix)]
    #[test]
    fn one_that_others_could_read_is_theirs_no_longer() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        fs::write(journal.path().unwrap(), "{}\n").unwrap();
        let mode = fs::Permissions::from_mode(0o644);
        fs::set_permissions(journal.path().unwrap(), mode).unwrap();
        journal.append("{}").unwrap();
        let mode = fs::metadata(journal.path().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn many_writers_leave_whole_lines() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal.jsonl"));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let journal = journal.clone();
                scope.spawn(move || {
                    for _ in 0..25 {
                        journal.append(&format!("{writer}").repeat(500)).unwrap();
                    }
                });
            }
        });
        let lines = journal.lines().unwrap();
        assert_eq!(lines.len(), 100);
        assert!(lines.iter().all(|line| line.len() == 500));
    }
}
