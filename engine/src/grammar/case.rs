//! What may stand in a case file, and in an example.

use super::{Shape, Table, key, needed};

/// A case file.
pub static CASE: Table = Table {
    what: "a case",
    meaning: "A judgment, and what has happened since.",
    open: false,
    keys: &[
        needed(key(
            "jurisdiction",
            Shape::Id,
            r#""us-zz""#,
            "the id of a pack: `recoup pack list` prints them",
            "Whose law governs the judgment?",
        )),
        key(
            "about",
            Shape::Text,
            r#""Ann Lee""#,
            "of [several debtors](#several-debtors): the one asked about",
            "",
        ),
        key("case_number", Shape::Text, r#""24-SC-00123""#, "the court's number of the case", ""),
        key(
            "court",
            Shape::Anything,
            r#""small_claims""#,
            "the fact `court`: which court gave the judgment",
            "",
        ),
        needed(key("judgment", Shape::Table(&JUDGMENT), "", "the judgment", "")),
        key(
            "facts",
            Shape::Values,
            r#"{ won_on = "plaintiffs_claim" }"#,
            "what is true of the case. Leave out what you do not know: what matters is asked",
            "",
        ),
        key(
            "debtor",
            Shape::NamedValues,
            r#"{ "Ann Lee" = { debtor_kind = "individual" }, "Lee LLC" = {} }"#,
            "of [several debtors](#several-debtors): each by name, with the facts that are true of \
             that one alone, in place of those under `facts`",
            "",
        ),
        key("event", Shape::Tables(&EVENT), "", "what has happened, each on its day", ""),
    ],
};

/// `[judgment]` of a case.
pub static JUDGMENT: Table = Table {
    what: "a judgment",
    meaning: "The judgment of a case.",
    open: false,
    keys: &[
        needed(key("entered", Shape::Day, "2025-03-05", "the day of entry", "")),
        key("principal", Shape::Amount, "6250.00", "the sum awarded, without costs", ""),
        key("costs", Shape::Amount, "75.00", "the costs awarded", ""),
        key(
            "prejudgment_interest",
            Shape::Amount,
            "120.50",
            "interest awarded for the time before the judgment",
            "",
        ),
        key("rate", Shape::Amount, "10.0", "the rate of interest that the judgment sets", ""),
    ],
};

/// `[[event]]` of a case.
pub static EVENT: Table = Table {
    what: "an event",
    meaning: "Something that has happened. Beside its day it carries the attributes that the \
              event takes, such as `by` or `outcome`.",
    open: true,
    keys: &[
        needed(key("on", Shape::Day, "2025-03-05", "the day", "")),
        needed(key("what", Shape::Id, r#""appeal_filed""#, "the id of an event of the pack", "")),
    ],
};

/// An example beside a pack.
pub static EXAMPLE: Table = Table {
    what: "an example",
    meaning: "A case, and what the law demands to be answered.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""The last day is a holiday""#,
            "what it shows, in a sentence",
            "What does the law demand of this case?",
        )),
        key(
            "law",
            Shape::Ids,
            r#"["code-10"]"#,
            "ids of the law that demands it",
            "Which section says so?",
        ),
        key("note", Shape::Text, r#""As in the clerk's handbook.""#, "for the reader", ""),
        needed(key("case", Shape::Table(&CASE), "", "a case, as in a case file", "")),
        needed(key(
            "expect",
            Shape::Tables(&EXPECT),
            "",
            "a day, and what must be answered on it; one table at least",
            "",
        )),
    ],
};

const ON: super::Key = needed(key("on", Shape::Day, "2025-04-04", "the day asked about", ""));
const BECAUSE: super::Key = key(
    "because",
    Shape::Text,
    r#""The thirtieth day, a Friday, is the last.""#,
    "for the reader: how the law comes to it, counted by hand",
    "",
);

/// `[[expect]]` of an example.
pub static EXPECT: Table = Table {
    what: "an expectation",
    meaning: "What must be answered on a day.",
    open: false,
    keys: &[
        ON,
        BECAUSE,
        key(
            "statuses",
            Shape::Values,
            r#"{ stayed = true, enforceable = "unknown" }"#,
            "`true`, `false` or `\"unknown\"`",
            "",
        ),
        key(
            "procedures",
            Shape::Values,
            r#"{ appeal = "available until 2025-04-04" }"#,
            "a state, perhaps with `from`, `until` and `safe by` dates: \
             `\"available until 2035-03-05\"`",
            "",
        ),
        key(
            "deadlines",
            Shape::ValuesOrLists,
            r#"{ appeal = "ends 2025-04-04" }"#,
            "`\"ends 2025-04-04\"` of one that runs, `\"ended 2025-04-04\"` of one that is over, \
             `\"not started\"`, `\"unknown\"`, or `\"open\"` where it runs and no last day is \
             known; behind it `\"safe by …\"` or `\"safe after …\"`, before it `\"moot\"` where it \
             matters to nobody (`moot_when`): both must be said of one that runs. \
             `\"starts 2025-03-05 ends …\"` compares the first day, too. `\"moot\"` alone; or \
             `\"none\"` where there must be no such deadline. Of several runs any may be meant; a \
             list says each of them, in the order of their starts",
            "",
        ),
        key(
            "figures",
            Shape::Values,
            r#"{ interest = "9" }"#,
            "the number (`\"9\"`), `\"2 or 9\"` (or `\"9 or not known\"`) where an unknown \
             decides, `\"not known\"`, or `\"none\"` where it does not apply",
            "",
        ),
        key(
            "asks",
            Shape::Ids,
            r#"["notice_of_entry_served"]"#,
            "questions, first things first: the facts or events that must be asked, in this order, \
             at the head of the list. First comes what settles most statuses, deadlines and \
             procedures; what only a figure needs comes last",
            "",
        ),
        key(
            "warns",
            Shape::Texts,
            r#"["renewal_filed 2021-03-01"]"#,
            "events without effect, each with its day; all of them",
            "",
        ),
    ],
};

/// `[[expect]]` of an example for a day on which there is no answer.
pub static EXPECT_ERROR: Table = Table {
    what: "an expectation",
    meaning: "Why there must be no answer on a day.",
    open: false,
    keys: &[
        ON,
        BECAUSE,
        needed(key(
            "error",
            Shape::Text,
            r#""not modelled before""#,
            "in place of the others, where there must be no answer: words of the message",
            "",
        )),
    ],
};
