//! Names, ids and documents: the small values that entities are made of.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A name as IAM treats it: its case is kept, but counts neither in look-ups nor in order.
#[derive(Clone, Debug)]
pub struct Name(Arc<str>);

impl Name {
    /// The name in its stored case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (self.0.as_bytes(), other.0.as_bytes());
        // Neighbours in a map have long beginnings in common, which need no folding.
        while let (Some((a, left_rest)), Some((b, right_rest))) =
            (left.split_first_chunk::<8>(), right.split_first_chunk::<8>())
            && a == b
        {
            (left, right) = (left_rest, right_rest);
        }
        // IAM's names have no letters but ASCII ones.
        let fold = u8::to_ascii_lowercase;
        left.iter().map(fold).cmp(right.iter().map(fold))
    }
}

/// An id such as `AIPA…`: four letters for the kind, then seventeen of `A-Z2-7`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Id([u8; 21]);

impl Id {
    /// The same id for the same account, name and generation, so that screens and tests repeat.
    pub(super) fn derive(prefix: &str, account: &str, name: &str, generation: u64) -> Self {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut id = [b'A'; 21];
        for (place, letter) in id.iter_mut().zip(prefix.bytes().take(4)) {
            *place = letter;
        }
        let seed = hash(&[prefix, account, name]) ^ generation.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for (number, place) in (0u64..).zip(id.iter_mut().skip(4)) {
            // Five bits of a fresh mix each: 17 letters hold more than one 64-bit hash.
            *place = ALPHABET[(mix(seed.wrapping_add(number)) & 31) as usize];
        }
        Self(id)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters and digits are ever put in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// FNV-1a over the parts, with a separator so that `ab`+`c` is not `a`+`bc`.
pub(super) fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    mix(hash)
}

/// The finish of splitmix64: spreads near seeds over all bits.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A policy document: as written, and as IAM sends it.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<str>,
    /// Kept because the same trust policy goes out with every profile of a page.
    encoded: Arc<str>,
}

/// All but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Document {
    /// A document; nothing checks that it is JSON.
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), encoded: utf8_percent_encode(text, ENCODED).to_string().into() }
    }

    /// The document as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The document percent-encoded after RFC 3986.
    pub fn encoded(&self) -> &str {
        &self.encoded
    }
}
