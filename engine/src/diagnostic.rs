//! What is wrong with a file, where, and what to write instead.
//!
//! One type for every mistake in a pack or a case. It is plain data: the
//! program decides how it looks.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Whether a finding stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; somebody should look.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of mistake it is: the stable name by which it can be looked up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant),+];

            /// Its name: `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// The code of a name, if it is one.
            ///
            /// ```
            /// use recoup_engine::diagnostic::Code;
            ///
            /// assert_eq!(Code::named("unknown-key"), Some(Code::UnknownKey));
            /// assert_eq!(Code::named("unknown"), None);
            /// ```
            pub fn named(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// One sentence that says what it means.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

codes! {
    /// The file cannot be read: it is missing, a folder, or not text.
    Unreadable = "unreadable",
    /// The file is larger than any case or pack file needs to be.
    TooLarge = "too-large",
    /// The file is empty.
    Empty = "empty",
    /// The text is not well-formed TOML or JSON.
    Syntax = "syntax",
    /// A key that has no meaning here.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value of another kind than the key takes.
    WrongType = "wrong-type",
    /// A value that is not one of those that the key takes.
    WrongValue = "wrong-value",
    /// A text that is no day of the calendar.
    WrongDate = "wrong-date",
    /// A text that is no length of time, or one that is too long.
    WrongLength = "wrong-length",
    /// A condition or a starting point that cannot be read.
    WrongPhrase = "wrong-phrase",
    /// A name that nothing in the pack has.
    UnknownName = "unknown-name",
    /// A name of another kind of thing than is needed here.
    WrongKind = "wrong-kind",
    /// An id that does not have the shape of one.
    BadId = "bad-id",
    /// Two definitions of one id.
    Duplicate = "duplicate",
    /// A jurisdiction for which there is no pack.
    UnknownJurisdiction = "unknown-jurisdiction",
    /// Elements that wait for each other, so that none can be worked out.
    Cycle = "cycle",
    /// A period that nothing starts.
    NoStart = "no-start",
    /// A period without a length or an end.
    NoLength = "no-length",
    /// An event dated before the judgment.
    BeforeJudgment = "before-judgment",
    /// A value without the law that it rests on.
    NoLaw = "no-law",
    /// An example whose expected answer is not the answer.
    ExampleFailed = "example-failed",
    /// A definition that nothing uses.
    Unused = "unused",
    /// A condition that can hold in no case on no day.
    Never = "never",
    /// A span of days that is over before it begins.
    EmptySpan = "empty-span",
    /// Two values that are the law of one day, so that the second is not taken.
    Shadowed = "shadowed",
    /// A procedure that is open to everybody on every day.
    NoCondition = "no-condition",
    /// A time in which a party must act, and of which nobody is told.
    Untold = "untold",
    /// A shared remedy that a pack neither describes nor declares absent.
    RemedyMissing = "remedy-missing",
    /// A shared period, status, figure or the like that a pack does not define.
    DefinitionMissing = "definition-missing",
    /// A citation that does not look like those of its jurisdiction.
    CitationShape = "citation-shape",
    /// Two laws that are cited alike, so that an answer does not say which it rests on.
    CitedAlike = "cited-alike",
    /// A text that is no address of a page.
    BadAddress = "bad-address",
    /// Two packs that have different ids for one idea.
    AnotherName = "another-name",
    /// A law that was last checked longer ago than is allowed.
    Stale = "stale",
    /// A law that is said to have been checked on a day that is still to come.
    FutureDate = "future-date",
    /// A file beside a pack that looks as if it were meant, and is not read.
    NotRead = "not-read",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A place in a file: byte offsets, and line and column for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file's name, as the caller gave it.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One mistake, for the person who can mend it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Diagnostic {
    /// Whether it stops the work.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// What was found.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What is expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The nearest valid name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// Other places that have to do with it, each with a word on why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<(Place, String)>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}: {severity}[{}]: {}", self.place, self.code, self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        Ok(())
    }
}

/// Every mistake that was found, in the order of files and places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Sorts by place and drops what is said twice.
    pub(crate) fn new(mut list: Vec<Diagnostic>) -> Diagnostics {
        list.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        list.dedup();
        Diagnostics(list)
    }

    /// Whether any of them stops the work.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, diagnostic) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

/// The candidate that is most like a name, if any is like enough to be meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let longest = candidates.iter().map(|one| one.chars().count()).max().unwrap_or_default();
    // Half of a longer name would have to go, and to find that out takes time.
    if name.chars().nth(longest * 2).is_some() {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        // Of equals the first in the alphabet, so that the answer is stable.
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// Whether a name is one slip of the hand away from another: a letter too many, too few
/// or wrong, or two exchanged.
pub(crate) fn is_a_slip_of(name: &str, other: &str) -> bool {
    // Of names of very unlike length it need not be found out.
    name.len().abs_diff(other.len()) <= 4 && strsim::damerau_levenshtein(name, other) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_explained() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.meaning().ends_with('.')));
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("apeal_filed", ["appeal_filed", "writ_issued"]), Some("appeal_filed"));
        assert_eq!(nearest("zebra", ["appeal_filed", "writ_issued"]), None);
    }

    #[test]
    fn nothing_is_near_a_name_twice_as_long() {
        assert_eq!(nearest("writwrit", ["writ"]), Some("writ"));
        assert_eq!(nearest("writwritw", ["writ"]), None);
        // It would take minutes to compare this one letter by letter.
        assert_eq!(nearest(&"writ".repeat(1_000_000), ["writ_issued"]), None);
    }
}
