//! Writes the XML of the AWS Query protocol straight into one string.

use std::fmt::Write as _;

/// An answer under construction.
///
/// A page of 1000 instance profiles is over a megabyte, so there is no tree in between.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn open(&mut self, name: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push('>');
    }

    pub(super) fn open_with_namespace(&mut self, name: &str, namespace: &str) {
        // Writing to a String cannot fail; the same holds for every `write!` below.
        let _ = write!(self.0, "<{name} xmlns=\"{namespace}\">");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    pub(super) fn empty(&mut self, name: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push_str("/>");
    }

    /// One element around whatever `inside` writes.
    pub(super) fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.open(name);
        inside(self);
        self.close(name);
    }

    /// One element around whatever `inside` writes, or nothing around nothing: operations that
    /// have no result send no empty one.
    pub(super) fn element_unless_empty<E>(
        &mut self,
        name: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let before = self.0.len();
        self.open(name);
        let opened = self.0.len();
        inside(self)?;
        if self.0.len() == opened {
            self.0.truncate(before);
        } else {
            self.close(name);
        }
        Ok(())
    }

    /// One element with text, escaped.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        self.escape(text);
        self.close(name);
    }

    pub(super) fn number(&mut self, name: &str, number: u64) {
        self.open(name);
        let _ = write!(self.0, "{number}");
        self.close(name);
    }

    pub(super) fn boolean(&mut self, name: &str, value: bool) {
        self.open(name);
        self.0.push_str(if value { "true" } else { "false" });
        self.close(name);
    }

    /// A time as IAM writes it, `2026-01-02T03:04:05Z`.
    pub(super) fn time(&mut self, name: &str, seconds: i64) {
        self.open(name);
        let time = time::OffsetDateTime::from_unix_timestamp(seconds)
            .unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
        let _ = write!(
            self.0,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            time.year(),
            u8::from(time.month()),
            time.day(),
            time.hour(),
            time.minute(),
            time.second()
        );
        self.close(name);
    }

    fn escape(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, found)) = rest.char_indices().find(|&(_, c)| needs_escape(c)) {
            self.0.push_str(&rest[..at]);
            self.0.push_str(match found {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                // A bare carriage return would be read back as a newline.
                '\r' => "&#xD;",
                // XML has no way to write it; a message may quote it from a request.
                _ => "\u{fffd}",
            });
            rest = &rest[at + found.len_utf8()..];
        }
        self.0.push_str(rest);
    }
}

fn needs_escape(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\r' | '\u{fffe}' | '\u{ffff}' => true,
        '\t' | '\n' => false,
        _ => c < ' ',
    }
}
