//! Where one was in a tab, by what stands there and not by its number:
//! documents that arrive above push nothing away under the eye.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::super::domain::InstanceProfileId;
use super::super::text::line::Line;
use super::{Link, Reader};

/// What a line says, as a number: a tab may be thousands of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Said(u64);

impl Said {
    pub fn of(line: &Line) -> Self {
        let mut hasher = DefaultHasher::new();
        line.text().hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    Profile(InstanceProfileId),
    /// The line that says this.
    Line(Said),
}

/// A row of a document, with what its lines said.
#[derive(Debug, Clone)]
pub struct Anchor {
    lines: Vec<Said>,
    line: usize,
    /// Rows of that line above it.
    row: usize,
}

impl Anchor {
    /// The row of that number in what is laid out now.
    pub fn at(reader: &Reader, row: usize) -> Self {
        let line = reader.starts.partition_point(|&start| start <= row).saturating_sub(1);
        let start = reader.starts.get(line).copied().unwrap_or(0);
        Self { lines: reader.said.clone(), line, row: row - start }
    }

    /// The row in what is laid out now: by the nearest line at or above it
    /// that both say once. `None` if there is none. The beginning stays the
    /// beginning.
    pub fn find(&self, reader: &Reader) -> Option<usize> {
        if (self.line, self.row) == (0, 0) {
            return Some(0);
        }
        let line = self.line_in(&reader.said)?.min(reader.starts.len().saturating_sub(1));
        let start = *reader.starts.get(line)?;
        let next = reader.starts.get(line + 1).copied().unwrap_or(reader.rows.len());
        Some(start + self.row.min(next.saturating_sub(start + 1)))
    }

    fn line_in(&self, lines: &[Said]) -> Option<usize> {
        let (before, now) = (once(&self.lines), once(lines));
        (0..=self.line.min(self.lines.len().checked_sub(1)?)).rev().find_map(|line| {
            let said = self.lines[line];
            before.contains_key(&said).then_some(())?;
            Some(now.get(&said)? + (self.line - line))
        })
    }
}

/// The lines that say something of their own, and where they stand.
fn once(lines: &[Said]) -> HashMap<Said, usize> {
    let mut all: HashMap<Said, Option<usize>> = HashMap::with_capacity(lines.len());
    for (at, said) in lines.iter().enumerate() {
        all.entry(*said).and_modify(|place| *place = None).or_insert(Some(at));
    }
    all.into_iter().filter_map(|(said, place)| Some((said, place?))).collect()
}

impl Reader {
    /// What a link leads to.
    pub(super) fn goal(&self, link: usize) -> Option<Goal> {
        Some(match self.links.get(link)? {
            Link::Profile(id) => Goal::Profile(id.clone()),
            Link::Line(line) => Goal::Line(*self.said.get(*line)?),
        })
    }

    /// The link that leads there.
    pub(super) fn link_to(&self, goal: &Goal) -> Option<usize> {
        (0..self.links.len()).find(|&link| self.goal(link).as_ref() == Some(goal))
    }
}
