//! Rows printed as a table, text, csv or JSON.
//!
//! Text from AWS is made harmless in all of them but JSON, which must stay
//! what AWS sent: there the same characters are escaped.

mod delimited;
pub(super) mod json;
mod table;

use std::io::{self, Write};

use crate::core::config::OutputFormat;
use crate::core::domain::InstanceProfile;
use crate::core::text::Words;

/// Takes rows and prints them, at once where the format can.
pub(super) struct Sink<'a> {
    out: &'a mut dyn Write,
    words: &'a Words,
    format: OutputFormat,
    with_tags: bool,
    /// The rows of those formats that need them all.
    held: Vec<InstanceProfile>,
    count: usize,
}

impl<'a> Sink<'a> {
    pub fn new(
        out: &'a mut dyn Write,
        words: &'a Words,
        format: OutputFormat,
        with_tags: bool,
    ) -> Self {
        Self { out, words, format, with_tags, held: Vec::new(), count: 0 }
    }

    /// Prints what stands before the first row.
    pub fn start(&mut self) -> io::Result<()> {
        match self.format {
            OutputFormat::Csv => delimited::csv_header(self.out, self.with_tags),
            _ => Ok(()),
        }
    }

    pub fn row(&mut self, profile: InstanceProfile) -> io::Result<()> {
        self.count += 1;
        match self.format {
            OutputFormat::Text => delimited::text(self.out, self.words, &profile, self.with_tags),
            OutputFormat::Csv => delimited::csv(self.out, self.words, &profile, self.with_tags),
            OutputFormat::Table | OutputFormat::Json => {
                self.held.push(profile);
                Ok(())
            }
        }
    }

    /// The rows so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A page is over: whoever reads shall have it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// All rows are there.
    pub fn finish(&mut self) -> io::Result<()> {
        match self.format {
            OutputFormat::Json => json::list(self.out, &self.held)?,
            _ => self.abort()?,
        }
        self.out.flush()
    }

    /// There will be no more rows though there are more: half a table can be
    /// read, half a JSON document can't.
    pub fn abort(&mut self) -> io::Result<()> {
        if self.format == OutputFormat::Table && !self.held.is_empty() {
            table::print(self.out, self.words, &self.held, self.with_tags)?;
        }
        self.out.flush()
    }
}
