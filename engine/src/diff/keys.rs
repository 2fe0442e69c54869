//! What the value of each key of a pack is, as far as two of them are compared.
//!
//! Knows the grammar of packs. Must not know what follows from any key.

use crate::grammar::{self, Shape, Table};

/// How two values of a key are compared.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    /// Words for people: no part of what the law is.
    Wording,
    /// A plain value; where it is left out, this one.
    Plain(&'static str),
    /// A number.
    Amount,
    /// A length of time.
    Length,
    /// A condition.
    Condition,
    /// A starting point.
    Anchor,
    /// An event, or any of several.
    Events,
    /// Any of these lists of events.
    EventsSet,
    /// The id of something of this kind.
    Name(&'static str),
    /// Ids of things of this kind, in any order.
    Names(&'static str),
    /// Conditions of a procedure, in any order.
    Clauses,
    /// Forms, in any order: ids, or tables with a condition.
    Forms,
    /// Tables of which the first that fits is taken, or that are tried in turn.
    Rows(&'static Table),
    /// Tables by their ids, in any order.
    Tables(&'static Table),
    /// Words with a sentence each: the words count.
    Choices,
}

/// The keys of a kind of definition, or of the head of a pack.
pub(super) fn keys_of(kind: &str) -> &'static Table {
    grammar::kind(kind).unwrap_or(&grammar::PACK)
}

/// How the values of a key are compared: by the shape that the grammar gives it, and
/// by what its name says where a shape alone does not.
pub(super) fn sort(of: &'static Table, key: &str) -> Sort {
    let Some(known) = of.key(key) else { return Sort::Plain("") };
    let is = |table: &Table| std::ptr::eq(of, table);
    match (known.shape, known.name) {
        // What packs are held to and shown by: no part of any answer.
        _ if is(&grammar::TOPIC) => Sort::Wording,
        (_, "remedies" | "expects" | "checked") => Sort::Wording,
        (Shape::DayAsText | Shape::Address, _) => Sort::Wording,
        // Texts that are more than words.
        (Shape::Sentences, "values") => Sort::Choices,
        (Shape::Text, "id" | "cite" | "number" | "by") => Sort::Plain(""),
        (Shape::Text | Shape::Texts | Shape::Sentences, _) => Sort::Wording,

        (Shape::Id, "counts_if_it_changes") => Sort::Name("period"),
        (Shape::Id, "calendar") => Sort::Name("calendar"),
        (Shape::Id, "counted" | "last_day") => Sort::Name("counting"),
        (Shape::Id, "form") => Sort::Name("form"),
        (Shape::Ids, "takes") => Sort::Names("attribute"),
        (Shape::Ids, "requires") => Sort::Names("requirement"),
        (Shape::Ids, "of_another" | "records") => Sort::Names("event"),
        (Shape::Ids, "builds_on") => Sort::Names("pack"),
        (Shape::Ids, "law" | "covers_law") => Sort::Names("law"),

        (Shape::Flag, "shown" | "available") => Sort::Plain("true"),
        (Shape::Flag, _) => Sort::Plain("false"),
        (Shape::Whole, "court_days_up_to") => Sort::Plain("0"),
        (Shape::Word(_), "month_end") => Sort::Plain("last day of the month"),
        (Shape::Word(_), "weekend") => Sort::Plain("Saturday and Sunday"),
        (Shape::Word(_), "observed") if is(&grammar::CALENDAR) => Sort::Plain("as it falls"),

        (Shape::Amount | Shape::AmountOrNotKnown, _) => Sort::Amount,
        (Shape::Length | Shape::Duration, _) => Sort::Length,
        (Shape::Condition, _) => Sort::Condition,
        (Shape::StartingPoint, _) => Sort::Anchor,
        (Shape::Event, _) => Sort::Events,
        (Shape::Events, _) => Sort::EventsSet,
        (Shape::TextsOrTables(table), _) if std::ptr::eq(table, &grammar::CLAUSE) => Sort::Clauses,
        (Shape::TextsOrTables(_), _) => Sort::Forms,
        (Shape::Tables(table), _) => Sort::Rows(table),
        (Shape::Named(table), _) => Sort::Tables(table),
        _ => Sort::Plain(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_names_something_says_of_what_kind() {
        for (kind, table) in grammar::KINDS {
            let within = table.keys.iter().filter_map(|key| match key.shape {
                Shape::Tables(inner) | Shape::Named(inner) | Shape::TextsOrTables(inner) => {
                    Some(inner)
                }
                _ => None,
            });
            for table in std::iter::once(table).chain(within) {
                for key in table.keys {
                    let names = matches!(key.shape, Shape::Id | Shape::Ids);
                    let told = matches!(sort(table, key.name), Sort::Name(_) | Sort::Names(_));
                    assert_eq!(names, told, "`{}` within {kind}", key.name);
                }
            }
        }
    }
}
