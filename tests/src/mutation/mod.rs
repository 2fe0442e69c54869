//! Packs broken in one place, as a slip of the hand breaks them: a letter, a
//! key, a sign, a line, a value of another kind.
//!
//! `slips` finds every such place in a file, `trial` what comes of it: whether
//! it is refused, doubted, caught by the pack's examples or not noticed at all.
//! `reason` says why what is not noticed cannot be.

mod reason;
pub(crate) mod slips;
mod trial;

pub use reason::why_unnoticed;
pub use slips::slips;
pub use trial::{Broken, Fate};

use std::ops::Range;

/// A kind of slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A letter changed, dropped or doubled in an id where it is defined.
    DefinedId,
    /// The same in a word that is looked up: an id, or a word of the language.
    Word,
    /// A citation exchanged for the next in the pack.
    Citation,
    /// A letter dropped from a key or two exchanged.
    Key,
    /// A value of another kind.
    Type,
    /// A line dropped.
    Line,
    /// A bracket, a quote, a comma or an equals sign lost.
    Sign,
    /// A date that is not in the calendar, or with two digits exchanged.
    Date,
    /// A unit of time or money misspelt.
    Unit,
    /// Another number.
    Number,
    /// A letter dropped in plain words.
    Prose,
}

impl Kind {
    /// All kinds, in the order of the table.
    pub const ALL: [Kind; 11] = [
        Kind::DefinedId,
        Kind::Word,
        Kind::Citation,
        Kind::Key,
        Kind::Type,
        Kind::Line,
        Kind::Sign,
        Kind::Date,
        Kind::Unit,
        Kind::Number,
        Kind::Prose,
    ];

    /// What it is called in the table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::DefinedId => "letter of an id, defined",
            Kind::Word => "letter of a word, used",
            Kind::Citation => "another citation",
            Kind::Key => "key misspelt",
            Kind::Type => "value of another kind",
            Kind::Line => "line dropped",
            Kind::Sign => "sign lost",
            Kind::Date => "date",
            Kind::Unit => "unit misspelt",
            Kind::Number => "another number",
            Kind::Prose => "letter of plain words",
        }
    }
}

/// One slip in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its kind.
    pub kind: Kind,
    /// What it is in, without the ids: `period.version.when`.
    pub key: String,
    /// Which bytes of the file it changes.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub becomes: String,
}

impl Slip {
    /// The text of the file with the slip.
    pub fn made_in(&self, text: &str) -> String {
        let (before, after) = (&text[..self.range.start], &text[self.range.end..]);
        [before, &self.becomes, after].concat()
    }

    /// The line on which it is, from 1.
    pub fn line(&self, text: &str) -> usize {
        text[..self.range.start].matches('\n').count() + 1
    }

    /// The slip in words, for a list.
    pub fn told(&self, name: &str, text: &str) -> String {
        let was = &text[self.range.clone()];
        let (kind, line) = (self.kind.name(), self.line(text));
        format!("{name}:{line}: {kind} in {}: {was:?} becomes {:?}", self.key, self.becomes)
    }
}
