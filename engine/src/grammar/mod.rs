//! The keys of packs, cases and examples: one table of the language.
//!
//! For each kind of table of a file it says which keys there are, of what shape
//! their values are, which are needed, what they mean, and the question of law
//! behind them. The readers read by it, the JSON Schema of [`crate::schema`] and
//! the tables of `docs/pack-reference.md` are made of it, so that none of the
//! three can say what another does not.
//!
//! Knows names and shapes. Must not know what follows from anything.
//!
//! ```
//! use recoup_engine::grammar;
//!
//! let period = grammar::kind("period").expect("packs have periods");
//! let starts = period.key("starts").expect("periods start");
//! assert!(starts.needed());
//! assert_eq!(starts.question, "With which event does the law begin to count?");
//! ```

mod case;
mod pack;

pub use case::{CASE, EVENT as CASE_EVENT, EXAMPLE, EXPECT, EXPECT_ERROR, JUDGMENT};
pub(crate) use pack::PARTIES;
pub use pack::{
    ADDED, ATTRIBUTE, CALENDAR, CLAUSE, COMPLETED_BY, COUNTING, EVENT, EXPECTS, EXTENDED_BY, FACT,
    FEE, FIGURE, FORM, HELD_OPEN, HOLIDAY, KINDS, LAW, NEEDED_FORM, PACK, PERIOD, PROCEDURE,
    READING, REQUIREMENT, RESTARTED_BY, REVIVED_BY, STATUS, TOPIC, VALUE, VERSION,
};

/// A kind of table: what it describes, and its keys.
#[derive(Debug)]
pub struct Table {
    /// What one of them describes, with its article: `a period`.
    pub what: &'static str,
    /// That in a sentence.
    pub meaning: &'static str,
    /// Its keys, in the order of the reference.
    pub keys: &'static [Key],
    /// Whether it may have further keys, named by the pack: the attributes of an
    /// event in a case.
    pub open: bool,
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// The shape of its value.
    pub shape: Shape,
    /// What it means, in Markdown.
    pub meaning: &'static str,
    /// A value, as it stands in TOML. The keys of what is a table of its own are
    /// shown there, and this is empty.
    pub example: &'static str,
    /// The question that somebody who reads the law answers with it; empty for
    /// what is only wording.
    pub question: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Always,
    /// It must in some cases: the words say in which.
    Sometimes(&'static str),
    /// It need not.
    Never,
}

/// The shape of a value. Which names there are is for the pack to say: a shape
/// knows only what can be seen without it.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Plain words.
    Text,
    /// A list of texts; one alone may stand without brackets.
    Texts,
    /// The id of something that the pack defines.
    Id,
    /// A list of such ids; one alone may stand without brackets.
    Ids,
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    Whole,
    /// A number, exact.
    Amount,
    /// A number, or `"not known"`.
    AmountOrNotKnown,
    /// A day.
    Day,
    /// A day as a text.
    DayAsText,
    /// A number, a word, or true or false.
    Anything,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A condition.
    Condition,
    /// A starting point.
    StartingPoint,
    /// One event or several, perhaps narrowed by their attributes.
    Event,
    /// A list of such events.
    Events,
    /// A length of time.
    Length,
    /// A length of time, `"open"` or `"not known"`.
    Duration,
    /// The address of a page.
    Address,
    /// A day of each year, or one date.
    Holiday,
    /// Words, each with its sentence.
    Sentences,
    /// Facts or figures by id, each with its value.
    Values,
    /// Such tables by names that the file gives.
    NamedValues,
    /// The same as values, each of which may be a list.
    ValuesOrLists,
    /// One table.
    Table(&'static Table),
    /// A list of tables; one alone may stand without brackets.
    Tables(&'static Table),
    /// A list of texts or tables; one alone may stand without brackets.
    TextsOrTables(&'static Table),
    /// Tables by their ids.
    Named(&'static Table),
}

impl Table {
    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    /// Whether it must always be there.
    pub fn needed(&self) -> bool {
        self.need == Need::Always
    }
}

/// The keys of a kind of definition, by the name of its tables in a pack:
/// `period`.
pub fn kind(name: &str) -> Option<&'static Table> {
    KINDS.iter().find(|(kind, _)| *kind == name).map(|(_, table)| *table)
}

/// All kinds of table, those within others after them.
pub fn tables() -> Vec<&'static Table> {
    fn add(list: &mut Vec<&'static Table>, table: &'static Table) {
        if list.iter().any(|known| std::ptr::eq(*known, table)) {
            return;
        }
        list.push(table);
        for key in table.keys {
            if let Some(inner) = key.shape.table() {
                add(list, inner);
            }
        }
    }
    let mut list = Vec::new();
    let kinds = KINDS.iter().map(|(_, table)| *table);
    for table in std::iter::once(&PACK).chain(kinds).chain([&CASE, &EXAMPLE, &EXPECT_ERROR]) {
        add(&mut list, table);
    }
    list
}

impl Shape {
    /// Whether it is written as one text.
    pub(crate) fn is_text(&self) -> bool {
        matches!(
            self,
            Shape::Text
                | Shape::Id
                | Shape::DayAsText
                | Shape::Word(_)
                | Shape::Condition
                | Shape::StartingPoint
                | Shape::Event
                | Shape::Length
                | Shape::Duration
                | Shape::Address
        )
    }

    /// Whether it is written as a list of texts.
    pub(crate) fn is_texts(&self) -> bool {
        matches!(self, Shape::Texts | Shape::Ids | Shape::Events)
    }

    /// The table that a value of this shape is, or is made of.
    pub fn table(&self) -> Option<&'static Table> {
        match self {
            Shape::Table(table)
            | Shape::Tables(table)
            | Shape::TextsOrTables(table)
            | Shape::Named(table) => Some(table),
            _ => None,
        }
    }
}

// How the tables are written down.

const fn key(
    name: &'static str,
    shape: Shape,
    example: &'static str,
    meaning: &'static str,
    question: &'static str,
) -> Key {
    Key { name, need: Need::Never, shape, meaning, example, question }
}

/// A key that must be there.
const fn needed(mut key: Key) -> Key {
    key.need = Need::Always;
    key
}

/// A key that must be there in some cases.
const fn needed_if(when: &'static str, mut key: Key) -> Key {
    key.need = Need::Sometimes(when);
    key
}
