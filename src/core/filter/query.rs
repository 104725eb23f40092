//! What the filter's text asks for.

use super::super::key::half_width;
use super::glob::Glob;

/// Letters that a term must have to be looked for in ids: each `AIPA…` and
/// `AROA…` holds some of any two letters, which nobody means.
pub const ID_LETTERS: usize = 4;

/// The terms of a filter; a row must hold all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// It begins with `!`: the row must not hold it.
    pub negated: bool,
    /// What it asks for.
    pub kind: Kind,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text: fuzzy in the name, in one piece elsewhere. ASCII letters are
    /// lower case already, and full-width ones are ASCII.
    Plain(String),
    /// `role:NAME`, the whole name without regard to case.
    Role(Glob),
    /// `path:/x/`, how the path begins, as PathPrefix; AWS heeds the case.
    Path(Glob),
    /// `tag:KEY`, `tag:KEY=VALUE`; AWS heeds the case of a profile's keys.
    Tag {
        /// The whole key.
        key: Glob,
        /// The whole value, if it is asked for.
        value: Option<Glob>,
    },
    /// `no:role`.
    NoRole,
    /// `no:tags`.
    NoTags,
    /// A prefix without a value, or one that is still being typed.
    Unfinished(Prefix),
    /// `no:` with a word that it does not take.
    UnknownNo(String),
    /// `used:`, which a later version will understand.
    Reserved,
}

/// The words that make a term more than a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum Prefix {
    Role,
    Path,
    Tag,
    No,
    Not,
}

/// What is to be said about a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// A prefix is understood so; also while its value is missing.
    Means(Prefix),
    /// `no:` does not take this word.
    UnknownNo(String),
    /// `used:` is not understood yet.
    Reserved,
}

impl Query {
    /// Reads the filter's text. Every text is a filter: what can't be
    /// understood holds everything, and [`Query::advice`] says so.
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        let mut negated = false;
        for word in words(text) {
            let marks = word.iter().take_while(|&&letter| letter == ('!', false)).count();
            negated ^= marks % 2 == 1;
            match kind(&word[marks..]) {
                Some(kind) => terms.push(Term { negated: std::mem::take(&mut negated), kind }),
                // A sign on its own turns round what follows it.
                None if marks > 0 => {}
                None => negated = false,
            }
        }
        if negated {
            terms.push(Term { negated, kind: Kind::Unfinished(Prefix::Not) });
        }
        Self { terms }
    }

    /// The terms, as they were typed.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether every row holds it.
    pub fn holds_all(&self) -> bool {
        self.terms.iter().all(|term| !term.kind.asks())
    }

    /// Whether some rows hold it better than others.
    pub fn ranks(&self) -> bool {
        self.terms.iter().any(|term| !term.negated && matches!(term.kind, Kind::Plain(_)))
    }

    /// Whether tags decide, so that a row can't be told while its own are unknown.
    pub fn needs_tags(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.kind, Kind::Tag { .. } | Kind::NoTags))
    }

    /// Whether tags are looked at: where they are not known, a text is looked
    /// for in all the rest, and that has to be said.
    pub fn searches_tags(&self) -> bool {
        self.needs_tags() || self.terms.iter().any(|term| matches!(term.kind, Kind::Plain(_)))
    }

    /// Whether a term says what it is looked for in: no ARN, id or message does.
    pub fn has_prefix(&self) -> bool {
        self.terms.iter().any(|term| !matches!(term.kind, Kind::Plain(_)))
    }

    /// Whether every row that holds this one holds `wider` too, as far as that
    /// can be told from the texts: then only the rows of `wider` are looked at.
    pub fn narrows(&self, wider: &Self) -> bool {
        self.terms.len() >= wider.terms.len()
            && wider.terms.iter().zip(&self.terms).all(|(old, new)| {
                let longer = match (&old.kind, &new.kind) {
                    (Kind::Plain(old), Kind::Plain(new)) => is_longer(old, new),
                    _ => false,
                };
                old == new || !old.kind.asks() || (longer && !old.negated && !new.negated)
            })
    }

    /// What is to be said about it: first what is wrong, then what the last
    /// term with a prefix means.
    pub fn advice(&self) -> Option<Advice> {
        let wrong = self.terms.iter().find_map(|term| match &term.kind {
            Kind::UnknownNo(word) => Some(Advice::UnknownNo(word.clone())),
            Kind::Reserved => Some(Advice::Reserved),
            _ => None,
        });
        wrong.or_else(|| {
            self.terms.iter().rev().find_map(|term| {
                let means = match term.kind {
                    Kind::Plain(_) => return term.negated.then_some(Advice::Means(Prefix::Not)),
                    Kind::Role(_) => Prefix::Role,
                    Kind::Path(_) => Prefix::Path,
                    Kind::Tag { .. } => Prefix::Tag,
                    Kind::NoRole | Kind::NoTags => Prefix::No,
                    Kind::Unfinished(prefix) => prefix,
                    Kind::UnknownNo(_) | Kind::Reserved => return None,
                };
                Some(Advice::Means(means))
            })
        })
    }
}

impl Kind {
    /// Whether it asks for anything yet.
    pub fn asks(&self) -> bool {
        !matches!(self, Self::Unfinished(_) | Self::UnknownNo(_) | Self::Reserved)
    }
}

/// Whether what holds `new` holds `old` too: its letters go on, and they are
/// not looked for in more places than before.
fn is_longer(old: &str, new: &str) -> bool {
    let places = |text: &str| (text.len() >= ID_LETTERS, text.contains(':'));
    new.starts_with(old) && places(new) == places(old)
}

/// A letter, and whether it was quoted.
type Letter = (char, bool);

/// The words between spaces; quotes keep spaces in a word. An open quote goes
/// to the end, as while it is typed.
fn words(text: &str) -> Vec<Vec<Letter>> {
    let mut words = Vec::new();
    let mut word: Option<Vec<Letter>> = None;
    let mut quoted = false;
    for c in text.chars() {
        let narrow = half_width(c);
        if narrow == '"' {
            quoted = !quoted;
            // `""` is a word without letters.
            word.get_or_insert_default().push(('"', false));
        } else if narrow.is_whitespace() && !quoted {
            words.extend(word.take());
        } else {
            word.get_or_insert_default().push((narrow, quoted));
        }
    }
    words.extend(word);
    words
}

/// `None` for a word without letters.
fn kind(word: &[Letter]) -> Option<Kind> {
    let colon = word.iter().position(|&letter| letter == (':', false));
    let prefix: Option<String> =
        colon.map(|at| word[..at].iter().map(|(c, _)| c.to_ascii_lowercase()).collect());
    let value = colon.map_or(&[][..], |at| &word[at + 1..]);
    match prefix.as_deref() {
        Some("role") => Some(match is_empty(value) {
            true => Kind::Unfinished(Prefix::Role),
            false => Kind::Role(Glob::new(&unquoted(value), true)),
        }),
        Some("path") => Some(path(&unquoted(value))),
        Some("tag") => Some(tag(value)),
        Some("no") => Some(no(&unquoted(value))),
        Some("used") => Some(Kind::Reserved),
        _ => {
            let text: String = unquoted(word).iter().map(|(c, _)| c.to_ascii_lowercase()).collect();
            (!text.is_empty()).then_some(Kind::Plain(text))
        }
    }
}

fn path(value: &[Letter]) -> Kind {
    let mut letters = value.to_vec();
    match letters.first() {
        None => return Kind::Unfinished(Prefix::Path),
        // Every path begins with a slash.
        Some(('/' | '*', _)) => {}
        Some(_) => letters.insert(0, ('/', true)),
    }
    Kind::Path(Glob::new(&letters, false).beginning())
}

fn tag(value: &[Letter]) -> Kind {
    let equals = value.iter().position(|&letter| letter == ('=', false));
    let (key, wanted) = match equals {
        Some(at) => (unquoted(&value[..at]), Some(&value[at + 1..])),
        None => (unquoted(value), None),
    };
    if key.is_empty() {
        return Kind::Unfinished(Prefix::Tag);
    }
    // `tag:Team=` is being typed; `tag:Team=""` asks for no value.
    let wanted = wanted.filter(|wanted| !wanted.is_empty());
    let value = wanted.map(|wanted| Glob::new(&unquoted(wanted), false));
    Kind::Tag { key: Glob::new(&key, false), value }
}

fn no(value: &[Letter]) -> Kind {
    let word: String = value.iter().map(|(c, _)| c.to_ascii_lowercase()).collect();
    match word.as_str() {
        "role" | "roles" => Kind::NoRole,
        "tags" | "tag" => Kind::NoTags,
        begun if "role".starts_with(begun) || "tags".starts_with(begun) => {
            Kind::Unfinished(Prefix::No)
        }
        _ => Kind::UnknownNo(word),
    }
}

/// Whether nothing was typed, not even quotes.
fn is_empty(letters: &[Letter]) -> bool {
    unquoted(letters).is_empty()
}

/// The letters without the quotes themselves.
fn unquoted(letters: &[Letter]) -> Vec<Letter> {
    letters.iter().copied().filter(|&letter| letter != ('"', false)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        Query::parse(text).terms.into_iter().map(|term| term.kind).collect()
    }

    fn plain(text: &str) -> Kind {
        Kind::Plain(text.to_owned())
    }

    #[test]
    fn words_are_terms_and_quotes_keep_spaces() {
        assert_eq!(kinds("  Web  ＰＲＯＤ "), [plain("web"), plain("prod")]);
        assert_eq!(kinds("\"shop team\" x"), [plain("shop team"), plain("x")]);
        assert_eq!(kinds("\"shop te"), [plain("shop te")]);
        assert_eq!(kinds("\"role:web\""), [plain("role:web")]);
        assert_eq!(kinds("\"\""), []);
    }

    #[test]
    fn an_exclamation_mark_turns_round_what_follows_it_and_two_nothing() {
        let terms = |text| -> Vec<_> {
            let terms = Query::parse(text).terms;
            terms.into_iter().map(|term| (term.negated, term.kind)).collect()
        };
        assert_eq!(terms("!no:role"), [(true, Kind::NoRole)]);
        assert_eq!(terms("! no:role x"), [(true, Kind::NoRole), (false, plain("x"))]);
        assert_eq!(terms("!!no:role"), [(false, Kind::NoRole)]);
        assert_eq!(terms("! !x"), [(false, plain("x"))]);
        assert_eq!(terms("x !"), [(false, plain("x")), (true, Kind::Unfinished(Prefix::Not))]);
        assert_eq!(terms("\"!x\""), [(false, plain("!x"))]);
    }

    #[test]
    fn an_unknown_prefix_is_a_text() {
        assert_eq!(kinds("foo:bar"), [plain("foo:bar")]);
        let arn = "arn:aws:iam::123456789012:instance-profile/a/web";
        assert_eq!(kinds(arn), [plain(arn)]);
    }

    #[test]
    fn a_prefix_without_a_value_holds_everything_until_it_has_one() {
        for text in ["role:", "path:", "tag:", "no:", "no:ro", "no:t", "!", "!role:", "ROLE:"] {
            let query = Query::parse(text);
            assert!(query.holds_all(), "{text}");
            assert!(matches!(query.advice(), Some(Advice::Means(_))), "{text}");
        }
        assert!(!Query::parse("role:w").holds_all());
    }

    #[test]
    fn what_is_wrong_or_not_there_yet_is_said_before_all_else() {
        let advice = |text| Query::parse(text).advice();
        assert_eq!(advice("used:3 role:x"), Some(Advice::Reserved));
        assert_eq!(advice("role:x no:rolex"), Some(Advice::UnknownNo("rolex".into())));
        assert_eq!(advice("role:x y"), Some(Advice::Means(Prefix::Role)));
        assert_eq!(advice("x y"), None);
        assert!(Query::parse("used:3").holds_all());
    }

    #[test]
    fn a_tag_may_be_asked_for_without_a_value_and_for_an_empty_one() {
        let value = |text| match kinds(text).remove(0) {
            Kind::Tag { value, .. } => value,
            other => panic!("{other:?}"),
        };
        assert_eq!(value("tag:Team"), None);
        assert_eq!(value("tag:Team="), None);
        assert!(value("tag:Team=\"\"").is_some_and(|glob| glob.matches("") && !glob.matches("x")));
        assert!(value("tag:Owner=\"shop team\"").is_some_and(|glob| glob.matches("shop team")));
        assert!(value("tag:Url=a=b").is_some_and(|glob| glob.matches("a=b")));
    }

    #[test]
    fn letters_that_are_added_narrow_and_others_do_not() {
        for (old, new, wanted) in [
            ("", "w", true),
            ("w", "we", true),
            ("we", "w", false),
            ("we", "we b", true),
            ("we b", "wex b", true),
            ("role:", "role:w", true),
            ("role:w", "role:we", false),
            ("role", "role:", false),
            ("!", "!w", true),
            ("!w", "!we", false),
            ("w", "!w", false),
            // From here on, ids and ARNs are searched too.
            ("aip", "aipa", false),
            ("instance", "instance:", false),
        ] {
            let narrows = Query::parse(new).narrows(&Query::parse(old));
            assert_eq!(narrows, wanted, "{old:?} to {new:?}");
        }
    }
}
