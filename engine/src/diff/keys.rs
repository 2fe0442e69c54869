//! What the value of each key of a pack is, as far as two of them are compared.
//!
//! Knows the keys of the pack language. Must not know what follows from any.

/// How two values of a key are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    Rows(&'static str),
    /// Tables by their ids, in any order.
    Tables(&'static str),
    /// Words with a sentence each: the words count.
    Choices,
}

/// What a key is, in a definition of a kind or in a table within one.
pub(super) fn sort(of: &str, key: &str) -> Sort {
    use Sort::{
        Amount, Anchor, Choices, Clauses, Condition, Events, EventsSet, Forms, Length, Name, Names,
        Plain, Rows, Tables, Wording,
    };
    match (of, key) {
        ("procedure", "takes" | "costs") | ("law", "url" | "checked") | ("form", "url") => Wording,
        ("pack", "name" | "version" | "citations" | "short_citations") => Wording,
        // What packs are held to and shown by: no part of any answer.
        ("pack", "remedies" | "expects") | ("topic", _) => Wording,
        (_, "title" | "note" | "text" | "missed" | "otherwise" | "does" | "instead") => Wording,
        (_, "needs" | "for" | "against" | "avoid" | "ask" | "yes" | "no") => Wording,

        ("event", "may_be_unrecorded" | "may_precede_entry") => Plain("false"),
        ("period", "waits") | ("pack", "foundation") => Plain("false"),
        ("period" | "status", "shown") | ("procedure", "available") => Plain("true"),
        ("counting", "month_end") => Plain("last day of the month"),
        ("counting", "court_days_up_to") => Plain("0"),
        ("calendar", "observed") => Plain("as it falls"),

        ("fact" | "attribute", "values") => Choices,
        ("event", "takes") => Names("attribute"),
        ("event", "counts_if_it_changes") => Name("period"),
        ("event", "completed_by") => Rows("completion"),
        ("completion", "until") => Anchor,
        ("completion" | "effect", "event") => Events,
        ("effect", "asked_by" | "refused_by") => Events,
        ("period", "extended_by" | "restarted_by" | "revived_by") => Rows("effect"),
        ("period", "ended_by") => EventsSet,
        ("period" | "reading", "held_open") => Rows("held_open"),
        ("period", "version") => Rows("version"),
        ("period", "reading") => Rows("reading"),
        ("procedure", "fee") => Rows("fee"),
        ("figure", "value") => Rows("value"),
        ("counting", "added") => Rows("added"),
        ("calendar", "holiday") => Tables("holiday"),

        ("procedure", "requires") => Names("requirement"),
        ("procedure", "records") => Names("event"),
        ("procedure", "forms") => Forms,
        ("counting", "calendar") => Name("calendar"),
        ("pack", "builds_on") => Names("pack"),

        (_, "amount") => Amount,
        (_, "only_if" | "open") => Clauses,
        (_, "when" | "while" | "done" | "counts_when" | "suspended_while" | "moot_when") => {
            Condition
        }
        (_, "starts" | "ends" | "to" | "not_before" | "not_after") => Anchor,
        (_, "length" | "within" | "gap" | "and_for") => Length,
        (_, "counted") => Name("counting"),
        (_, "law" | "covers_law") => Names("law"),
        _ => Plain(""),
    }
}
