//! What may stand in a pack.

use super::{Key, Shape, Table, key, needed, needed_if};

/// Those who act after a judgment.
pub(crate) const PARTIES: &[&str] =
    &["creditor", "debtor", "clerk", "court", "levying_officer", "garnishee", "third_person"];

/// Those whose time a period can be.
const WHOSE: &[&str] = &[
    "creditor",
    "debtor",
    "clerk",
    "court",
    "levying_officer",
    "garnishee",
    "third_person",
    "either",
];

const TIERS: &[&str] = &["primary", "secondary2", "secondary1", "unverified"];

/// The kinds of thing that a pack defines, by the name of their tables.
pub static KINDS: [(&str, &Table); 13] = [
    ("attribute", &ATTRIBUTE),
    ("fact", &FACT),
    ("event", &EVENT),
    ("period", &PERIOD),
    ("status", &STATUS),
    ("requirement", &REQUIREMENT),
    ("procedure", &PROCEDURE),
    ("calendar", &CALENDAR),
    ("counting", &COUNTING),
    ("figure", &FIGURE),
    ("form", &FORM),
    ("law", &LAW),
    ("topic", &TOPIC),
];

// Keys that mean the same in several tables.

const LAW_OF_IT: Key = key(
    "law",
    Shape::Ids,
    r#"["code-10"]"#,
    "ids of the [law](#law) on which it rests",
    "Which section says so?",
);

const COUNTED: Key = key(
    "counted",
    Shape::Id,
    r#""court""#,
    "the [way of counting](#counting), where it is not that of the period",
    "Does the law count this time in another way?",
);

const FROM: Key = key(
    "from",
    Shape::Day,
    "2023-01-01",
    "the first day on which it is the law",
    "From which day on is this the law?",
);

const UNTIL: Key = key(
    "until",
    Shape::Day,
    "2022-12-31",
    "the last day on which it is the law",
    "Until which day was this the law?",
);

/// The head of a pack: `[pack]`.
pub static PACK: Table = Table {
    what: "a pack",
    meaning: "What the pack is: the law of one jurisdiction.",
    open: false,
    keys: &[
        needed(key("id", Shape::Text, r#""us-zz""#, "the folder's name", "")),
        needed(key("name", Shape::Text, r#""Nowhere""#, "the jurisdiction", "Whose law is it?")),
        key("title", Shape::Text, r#""Nowhere small claims""#, "what an answer is headed with", ""),
        needed(key(
            "version",
            Shape::DayAsText,
            r#""2026-11-21""#,
            "the day of the last change, as a text",
            "As of which day is the law stated?",
        )),
        key("builds_on", Shape::Ids, r#"["us"]"#, "the packs it builds on", ""),
        key("foundation", Shape::Flag, "true", "`true` for a pack that only others build on", ""),
        key(
            "covers_from",
            Shape::Day,
            "1990-01-01",
            "the first day of entry of judgments whose law the pack states. An older judgment is \
             answered with \"not modelled before\", never with the nearest rule",
            "Back to which day was the law read?",
        ),
        key(
            "covers_law",
            Shape::Ids,
            r#"["code-5"]"#,
            "the law that says why; only with `covers_from`",
            "What changed on that day?",
        ),
        key(
            "citations",
            Shape::Texts,
            r##"["Nowhere Code § #"]"##,
            "how citations look here: `#` is a number with its parts (`683.020`, `12-108(a)`), \
             `…` any text. A law of another shape is doubted. The shapes of the packs below count \
             too",
            "How is the law cited?",
        ),
        key(
            "remedies",
            Shape::Ids,
            r#"["appeal", "renew"]"#,
            "in a foundation: the procedures that every pack on top of it describes, or declares \
             absent with `available = false`",
            "Which remedies does one look for in every state?",
        ),
        key(
            "expects",
            Shape::Table(&EXPECTS),
            "",
            "in a foundation: what else every pack on top of it defines",
            "Which dates and numbers does one look for in every state?",
        ),
        key(
            "short_citations",
            Shape::Sentences,
            r#"{ "Nowhere Code § " = "NC " }"#,
            "a table: how citations that begin so are shortened where space is short",
            "",
        ),
    ],
};

/// `[pack.expects]` of a foundation.
pub static EXPECTS: Table = Table {
    what: "what a foundation expects",
    meaning: "The ids of what every pack on top of a foundation defines, by kind.",
    open: false,
    keys: &[
        key("fact", Shape::Ids, r#"["court"]"#, "[facts](#fact)", ""),
        key("period", Shape::Ids, r#"["appeal", "enforcement"]"#, "[periods](#period)", ""),
        key("status", Shape::Ids, r#"["enforceable", "satisfied"]"#, "[statuses](#status)", ""),
        key("calendar", Shape::Ids, r#"["court"]"#, "[calendars](#calendar)", ""),
        key("counting", Shape::Ids, r#"["court"]"#, "[ways of counting](#counting)", ""),
        key("figure", Shape::Ids, r#"["interest"]"#, "[figures](#figure)", ""),
    ],
};

const YES: Key = key(
    "yes",
    Shape::Text,
    r#""The debtor was at the hearing""#,
    "for what is true or false: the sentence for true",
    "",
);
const NO: Key = key(
    "no",
    Shape::Text,
    r#""The debtor was not at the hearing""#,
    "and the sentence for false; both, or neither",
    "",
);
const VALUES: Key = key(
    "values",
    Shape::Sentences,
    r#"{ trial = "Both sides were heard", default = "One side did not come" }"#,
    "for what is one of some words: a table of words, each with its sentence",
    "Which cases does the law tell apart?",
);

/// `[fact.…]`
pub static FACT: Table = Table {
    what: "a fact",
    meaning: "Something true of the case, without a date.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""Debtor at the hearing""#, "its name", "")),
        needed(key(
            "ask",
            Shape::Text,
            r#""Was the person who lost at the hearing?""#,
            "the question put to a person who has not said",
            "What must one know of the case to apply the law?",
        )),
        YES,
        NO,
        VALUES,
        key(
            "kind",
            Shape::Word(&["amount", "event", "text"]),
            r#""amount""#,
            "for a fact that is a number: `\"amount\"`",
            "Does the law draw a line at some amount?",
        ),
        key(
            "default",
            Shape::Anything,
            r#""small_claims""#,
            "what holds when the case does not say. Use it only where the contract asks for one \
             (`court`)",
            "",
        ),
    ],
};

/// `[attribute.…]`
pub static ATTRIBUTE: Table = Table {
    what: "an attribute",
    meaning: "Something that an event can carry beside its day.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""How it was served""#, "its name", "")),
        YES,
        NO,
        VALUES,
        key(
            "kind",
            Shape::Word(&["amount", "event", "text"]),
            r#""text""#,
            "`\"amount\"`, a number; `\"event\"`, the id of an event; `\"text\"`, such as a \
             county or a name",
            "",
        ),
    ],
};

/// `[event.…]`
pub static EVENT: Table = Table {
    what: "an event",
    meaning: "Something that happens on a day, once or more often.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""Notice of appeal filed""#, "its name", "")),
        key(
            "ask",
            Shape::Text,
            r#""On which day was the notice handed over or mailed?""#,
            "the question put to a person when it is not recorded; needed with \
             `may_be_unrecorded`",
            "",
        ),
        key(
            "takes",
            Shape::Ids,
            r#"["by", "debtor"]"#,
            "the [attributes](#attribute) it may carry",
            "On what else than its day does its effect depend?",
        ),
        key(
            "of_another",
            Shape::Ids,
            r#"["codebtor_bankruptcy_filed"]"#,
            "where it concerns only the debtor whom its `debtor` names: the events that it is, on \
             the same day, where a case [asks about another](#several-debtors); `[]` where it is \
             nothing to them. It must take `debtor`. Without it, an event concerns all debtors, \
             whomever it names",
            "Does it change anything for somebody else who owes the same judgment?",
        ),
        key(
            "may_be_unrecorded",
            Shape::Flag,
            "true",
            "`true`: where the case does not record it, it may still have happened, on the day of \
             entry or later; what depends on it is unknown and `ask` is asked. Without it, what is \
             not recorded has not happened. A recorded event that has no effect, or that is not \
             the one meant by its attributes, leaves open whether there was another. It cannot \
             restart, extend, revive or end a period, nor ask for that or refuse it: those are \
             followed from record to record",
            "Can it happen without the knowledge of the one who asks?",
        ),
        key(
            "may_precede_entry",
            Shape::Flag,
            "true",
            "`true` for what may happen before the day of entry, such as the signing of the \
             judgment. Other events dated before it are mistakes",
            "",
        ),
        key(
            "counts_when",
            Shape::Condition,
            r#""within appeal""#,
            "a [condition](#conditions), looked at on the event's day. An event for which it fails \
             is reported as having had no effect, and is as if it had never happened",
            "When is such an act void, as one out of time?",
        ),
        key(
            "counts_if_it_changes",
            Shape::Id,
            r#""enforcement""#,
            "a [period](#period) instead: the event counts when it restarts, extends or revives \
             that period",
            "Is a renewal too early or too late void?",
        ),
        key(
            "completed_by",
            Shape::Tables(&COMPLETED_BY),
            "",
            "what must follow for the event to have effect",
            "Is the act void unless another follows it: recording, service, a bond?",
        ),
        needed_if(
            "with `counts_when` or `counts_if_it_changes`",
            key(
                "law",
                Shape::Ids,
                r#"["code-10"]"#,
                "why an event may have no effect",
                "Which section says so?",
            ),
        ),
    ],
};

/// `[[event.….completed_by]]`
pub static COMPLETED_BY: Table = Table {
    what: "what completes an event",
    meaning: "What must follow an event for it to have effect.",
    open: false,
    keys: &[
        needed(key(
            "event",
            Shape::Event,
            r#""renewal_recorded""#,
            "the event that must follow, on the same day or later",
            "Which second act does the law demand?",
        )),
        key(
            "when",
            Shape::Condition,
            r#""debtor_kind is business""#,
            "a condition, looked at on the day of the event that is completed: the second act is \
             needed in these cases only",
            "In which cases?",
        ),
        needed_if(
            "or `until`",
            key(
                "within",
                Shape::Length,
                r#""3 days""#,
                "how long after the event",
                "By when must it follow?",
            ),
        ),
        needed_if(
            "or `within`",
            key(
                "until",
                Shape::StartingPoint,
                r#""30 days after judgment_entered""#,
                "the last day for it, as a [starting point](#starting-points), where the law \
                 counts from something else",
                "From what is its time counted?",
            ),
        ),
        key(
            "counted",
            Shape::Id,
            r#""court""#,
            "the [way of counting](#counting)",
            "Which days count?",
        ),
        LAW_OF_IT,
    ],
};

const LENGTH: Key = key(
    "length",
    Shape::Duration,
    r#""10 years""#,
    "`\"30 days\"`, `\"10 court days\"`, `\"6 weeks\"`, `\"6 months\"`, `\"10 years\"`; \
     `\"open\"`: until something ends it; `\"not known\"`: the law sets a length that is not \
     established, so nothing is computed",
    "How long is it?",
);

const ENDS: Key = key(
    "ends",
    Shape::StartingPoint,
    r#""30 days after notice_of_entry_served""#,
    "instead of `length`: a starting point for the last day. A bare event or edge is itself the \
     last day. Where `starts` says `each`, the plain name of that event, also with `first`, means \
     the very event that started the run, on its own day, though the run starts so long after it; \
     after a restart or revival, the event that started it anew",
    "Does the law name the last day, not the length?",
);

const SUSPENDED: Key = key(
    "suspended_while",
    Shape::Condition,
    r#""bankruptcy_stay""#,
    "a condition: the days on which it holds while the period runs do not count",
    "What stops the clock?",
);

/// `[period.…]`
pub static PERIOD: Table = Table {
    what: "a period",
    meaning: "A span of days that an event starts.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""Time to appeal""#, "its name", "")),
        key(
            "who",
            Shape::Word(WHOSE),
            r#""debtor""#,
            "whose time it is: `creditor`, `debtor`, `clerk`, `court`, `levying_officer`, \
             `garnishee`, `third_person` or `either`",
            "Who must act, or wait?",
        ),
        needed(key(
            "starts",
            Shape::StartingPoint,
            r#""notice_of_entry_served""#,
            "a [starting point](#starting-points). `each …` makes one run for each such event, \
             told apart by `started_by`",
            "With which event does the law begin to count?",
        )),
        needed_if("or `ends`", LENGTH),
        needed_if("or `length`", ENDS),
        needed_if(
            "with a length",
            key(
                "counted",
                Shape::Id,
                r#""court""#,
                "the [way of counting](#counting)",
                "Which days count, and what if the last is a holiday?",
            ),
        ),
        key(
            "when",
            Shape::Condition,
            r#""won_on is plaintiffs_claim""#,
            "a condition on whether the period runs at all, looked at on the day it starts",
            "To whom, and to which judgments, does the section apply?",
        ),
        key(
            "missed",
            Shape::Text,
            r#""The judgment can no longer be appealed.""#,
            "what follows when the time has passed",
            "What is lost by being late?",
        ),
        key(
            "shown",
            Shape::Flag,
            "false",
            "`false` for a building block that is no deadline for anybody; how it was counted is \
             told beside the dates that take its days over",
            "",
        ),
        key(
            "waits",
            Shape::Flag,
            "true",
            "`true` for a time that must pass before something may be done. Where its end is not \
             fully known, or readings differ, the answer gives the latest day (`safe_after`) in \
             place of the earliest",
            "Is it a time to act in, or one to let pass?",
        ),
        key(
            "moot_when",
            Shape::Condition,
            r#""satisfied or discharged""#,
            "a condition under which the period matters to nobody though it runs: it is then not \
             told as a deadline",
            "When does nobody care for it any more?",
        ),
        needed(LAW_OF_IT),
        key(
            "extended_by",
            Shape::Tables(&EXTENDED_BY),
            "",
            "the event moves the end `to` a new day. In `to`, `not_before` and `not_after`, the \
             event's own name is that very event; `the start` and `the end` are those of the \
             period as it stands",
            "What lengthens the time: a renewal, an order?",
        ),
        key(
            "restarted_by",
            Shape::Tables(&RESTARTED_BY),
            "",
            "the event starts the period anew, for its full length",
            "What gives the judgment a new life?",
        ),
        key(
            "revived_by",
            Shape::Tables(&REVIVED_BY),
            "",
            "the event starts the period anew after it has ended: for its full length, or `to` a \
             day. `the end` is the day on which it last ended, so that \
             `not_after = \"2 years after the end\"` is the time to revive. The days between do \
             not belong to the period",
            "Can it be brought back after it has ended?",
        ),
        key(
            "ended_by",
            Shape::Events,
            r#"["satisfaction_filed"]"#,
            "a list of events, as texts; the day before the event is the last day. It rests on the \
             period's law",
            "What ends the time early?",
        ),
        SUSPENDED,
        key(
            "held_open",
            Shape::Tables(&HELD_OPEN),
            "",
            "the period does not end while a condition holds, nor sooner than a length after it \
             stops; a condition that stopped before the period began holds nothing open",
            "May the time not end while something is pending?",
        ),
        key(
            "version",
            Shape::Tables(&VERSION),
            "",
            "other terms in some cases. The first version whose condition holds is taken; the \
             period's own terms if none holds. For law that changed on a date, that differs by \
             court, or by kind of debt. Where the period itself has no length and no version fits, \
             the law is not modelled: nothing is computed",
            "Did the law change, or does it differ by court or debt?",
        ),
        key(
            "reading",
            Shape::Tables(&READING),
            "",
            "another way in which courts read the period: the answer's `safe_by` is the earliest \
             end of all readings",
            "Do courts or clerks read the section in two ways?",
        ),
    ],
};

/// `[[period.….version]]`
pub static VERSION: Table = Table {
    what: "a version of a period",
    meaning: "Other terms of a period where a condition holds on the day it starts.",
    open: false,
    keys: &[
        needed(key(
            "when",
            Shape::Condition,
            r#""judgment_entered before 2015-01-01""#,
            "a condition, looked at on the day on which the period starts",
            "For which judgments, from which day?",
        )),
        LENGTH,
        ENDS,
        COUNTED,
        LAW_OF_IT,
    ],
};

/// `[[period.….reading]]`
pub static READING: Table = Table {
    what: "a reading of a period",
    meaning: "Another way in which courts read a period. It differs in one of its terms at least.",
    open: false,
    keys: &[
        needed(key(
            "text",
            Shape::Text,
            r#""Mail adds no days to the time to appeal.""#,
            "the reading in a sentence",
            "How do others read it?",
        )),
        LENGTH,
        ENDS,
        COUNTED,
        key(
            "to",
            Shape::StartingPoint,
            r#""1 day before the end""#,
            "the last day by this reading, from `the end` as the time now stands: what was done \
             before is judged as the period has it",
            "Does it end sooner or later, whatever has lengthened it?",
        ),
        key(
            "last_day",
            Shape::Id,
            r#""open_days""#,
            "the [way of counting](#counting) by which only the last day moves off a closed day, as \
             the time now stands: what was done before is judged as the period has it",
            "Is it only that on a closed day nobody can do it, or that the day may not move?",
        ),
        key(
            "suspended_while",
            Shape::Condition,
            r#""not always""#,
            "what stops the clock by this reading; `\"not always\"`: nothing does",
            "Does nothing, or something else, stop the clock?",
        ),
        key(
            "held_open",
            Shape::Tables(&HELD_OPEN),
            "",
            "what holds the period open by this reading, beside what does anyway",
            "",
        ),
        LAW_OF_IT,
    ],
};

/// `held_open` of a period or a reading.
pub static HELD_OPEN: Table = Table {
    what: "what holds a period open",
    meaning: "While this condition holds, a period does not end.",
    open: false,
    keys: &[
        needed(key(
            "while",
            Shape::Condition,
            r#""bankruptcy_stay""#,
            "the condition",
            "While what is pending can the time not end?",
        )),
        key(
            "and_for",
            Shape::Length,
            r#""30 days""#,
            "nor sooner than so long after it stops; counted from the first day on which the \
             condition no longer holds",
            "How much time is left after it?",
        ),
        COUNTED,
        LAW_OF_IT,
    ],
};

// What an effect on a period has, whichever it is.

const BY_EVENT: Key = needed(key(
    "event",
    Shape::Event,
    r#""renewal_filed""#,
    "the event that does it",
    "Which act, on which day: the filing, the order, the entry?",
));
const EFFECT_WHEN: Key = key(
    "when",
    Shape::Condition,
    r#""not limited_debt""#,
    "a condition, looked at on the event's day",
    "In which cases?",
);
const ASKED_BY: Key = key(
    "asked_by",
    Shape::Event,
    r#""revival_filed""#,
    "the event by which it was asked for, whose day must be in time in place of the day of the \
     order",
    "Is it enough to ask in time, though the order comes later?",
);
const REFUSED_BY: Key = key(
    "refused_by",
    Shape::Event,
    r#""revival_denied""#,
    "the event that refuses what was asked for; only with `asked_by`",
    "What if the court refuses?",
);
const NOT_BEFORE: Key = key(
    "not_before",
    Shape::StartingPoint,
    r#""90 days before the end""#,
    "the first day for it",
    "Can it come too early?",
);
const NOT_AFTER: Key = key(
    "not_after",
    Shape::StartingPoint,
    r#""2 years after the end""#,
    "the last day for it; without it, the end",
    "By when must it come?",
);
const GAP: Key = key(
    "gap",
    Shape::Length,
    r#""5 years""#,
    "so much must have passed since the last event of that kind that changed the period",
    "How much must lie between two renewals?",
);
const TIMES: Key = key(
    "times",
    Shape::Whole,
    "1",
    "so many events of that kind, at most, change the period",
    "How often, in all?",
);

/// `[[period.….extended_by]]`
pub static EXTENDED_BY: Table = Table {
    what: "an extension",
    meaning: "An event that moves the end of a period.",
    open: false,
    keys: &[
        BY_EVENT,
        EFFECT_WHEN,
        ASKED_BY,
        REFUSED_BY,
        needed(key(
            "to",
            Shape::StartingPoint,
            r#""10 years after renewal_filed""#,
            "the new end",
            "From what is the new time counted: the act, or the old end?",
        )),
        NOT_BEFORE,
        NOT_AFTER,
        GAP,
        TIMES,
        COUNTED,
        LAW_OF_IT,
    ],
};

/// `[[period.….restarted_by]]`
pub static RESTARTED_BY: Table = Table {
    what: "a restart",
    meaning: "An event that starts a period anew while it runs, for its full length.",
    open: false,
    keys: &[
        BY_EVENT,
        EFFECT_WHEN,
        ASKED_BY,
        REFUSED_BY,
        NOT_BEFORE,
        NOT_AFTER,
        GAP,
        TIMES,
        COUNTED,
        LAW_OF_IT,
    ],
};

/// `[[period.….revived_by]]`
pub static REVIVED_BY: Table = Table {
    what: "a revival",
    meaning: "An event that starts a period anew after it has ended.",
    open: false,
    keys: &[
        BY_EVENT,
        EFFECT_WHEN,
        ASKED_BY,
        REFUSED_BY,
        key(
            "to",
            Shape::StartingPoint,
            r#""5 years after revival_granted""#,
            "the new end, where it is not the full length",
            "How long does the revived judgment live?",
        ),
        NOT_BEFORE,
        NOT_AFTER,
        GAP,
        TIMES,
        COUNTED,
        LAW_OF_IT,
    ],
};

/// `[status.…]`
pub static STATUS: Table = Table {
    what: "a status",
    meaning: "A named condition.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""Enforcement is stayed""#,
            "the sentence for when it holds",
            "",
        )),
        needed(key(
            "otherwise",
            Shape::Text,
            r#""Enforcement is not stayed""#,
            "and for when it does not",
            "",
        )),
        needed(key(
            "when",
            Shape::Condition,
            r#""within appeal or appeal_pending""#,
            "a [condition](#conditions)",
            "What must be so for the law to say it?",
        )),
        LAW_OF_IT,
        key("shown", Shape::Flag, "false", "`false` for a building block", ""),
    ],
};

const ONLY_IF: Key = key(
    "only_if",
    Shape::TextsOrTables(&CLAUSE),
    r#"["awards_money", "not public_debtor"]"#,
    "conditions on whom and what the remedy exists for. One that fails: *barred*",
    "Who has this remedy, against whom, for which judgments?",
);
const OPEN: Key = key(
    "open",
    Shape::TextsOrTables(&CLAUSE),
    r#"["enforceable", "not stayed"]"#,
    "conditions on when. Each is a reason that can be shown. One that fails: *upcoming*, \
     *blocked* or *closed*",
    "When may it be done, and what must come first?",
);

/// `[requirement.…]`
pub static REQUIREMENT: Table = Table {
    what: "a requirement",
    meaning: "Conditions that several procedures share, by name, so that they are written once.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""What every step to collect needs""#,
            "for the reader of the pack",
            "",
        )),
        ONLY_IF,
        OPEN,
    ],
};

/// `[procedure.…]`
pub static PROCEDURE: Table = Table {
    what: "a procedure",
    meaning: "Something that somebody may do.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""Ask the clerk for a writ of execution""#,
            "an instruction",
            "",
        )),
        needed(key(
            "by",
            Shape::Word(PARTIES),
            r#""creditor""#,
            "`creditor`, `debtor`, `clerk`, `court`, `levying_officer`, `garnishee` or \
             `third_person`",
            "Who may do it?",
        )),
        needed_if(
            "where it is available",
            key(
                "does",
                Shape::Text,
                r#""The writ orders the sheriff to take money or goods for you.""#,
                "plain words",
                "What does it do?",
            ),
        ),
        key(
            "needs",
            Shape::Texts,
            r#"["The name and address of the debtor's bank."]"#,
            "plain sentences: what one must have or know",
            "What must be shown, filed or attached?",
        ),
        key(
            "costs",
            Shape::Text,
            r#""About $45 for the sheriff.""#,
            "what it costs beside the fee",
            "What else must be paid, and is it recovered?",
        ),
        key("takes", Shape::Text, r#""Two to six weeks.""#, "how long it takes", ""),
        key(
            "for",
            Shape::Texts,
            r#"["Collecting waits until the appeal is decided."]"#,
            "plain sentences: what speaks for it",
            "",
        ),
        key(
            "against",
            Shape::Texts,
            r#"["If you lose again, costs are added."]"#,
            "what speaks against it",
            "",
        ),
        key(
            "avoid",
            Shape::Texts,
            r#"["Do not send it to the other side first."]"#,
            "what to avoid",
            "What does a newcomer get wrong?",
        ),
        key(
            "requires",
            Shape::Ids,
            r#"["collecting"]"#,
            "ids of [requirements](#requirement), whose conditions come before its own",
            "",
        ),
        ONLY_IF,
        OPEN,
        key(
            "done",
            Shape::Condition,
            r#""since appeal_filed""#,
            "a condition: it has been done",
            "From when on need it not be done again?",
        ),
        key(
            "available",
            Shape::Flag,
            "false",
            "`false`: the jurisdiction has no such remedy or forbids it; `law` says so",
            "Is there no such remedy here?",
        ),
        key(
            "instead",
            Shape::Text,
            r#""Ask for a writ of execution.""#,
            "what to do instead; only with `available = false`",
            "What can be done in its place?",
        ),
        key(
            "discretion",
            Shape::Word(&["court"]),
            r#""court""#,
            "`\"court\"`: it may be asked for; a judge decides",
            "Is it a right, or does a judge decide?",
        ),
        key(
            "forms",
            Shape::TextsOrTables(&NEEDED_FORM),
            r#"["ZZ-10"]"#,
            "ids of [forms](#form); or tables with `form` and `when`",
            "On which form?",
        ),
        key(
            "fee",
            Shape::Tables(&FEE),
            "",
            "what the court or an officer is paid",
            "What does it cost, since when?",
        ),
        key(
            "records",
            Shape::Ids,
            r#"["appeal_filed"]"#,
            "the [events](#event) that doing it records",
            "What has happened when it is done?",
        ),
        needed(LAW_OF_IT),
    ],
};

/// A clause of `only_if` or `open`.
pub static CLAUSE: Table = Table {
    what: "a condition of a procedure",
    meaning: "One condition of a procedure: a reason that can be shown.",
    open: false,
    keys: &[
        needed(key(
            "if",
            Shape::Condition,
            r#""within enforcement""#,
            "the [condition](#conditions)",
            "What must be so?",
        )),
        key(
            "text",
            Shape::Text,
            r#""The six years are over.""#,
            "the sentence for when it fails, instead of one that is made from the titles",
            "",
        ),
        key("law", Shape::Ids, r#"["code-5"]"#, "its own law", "Which section says so?"),
    ],
};

/// A form of a procedure that is needed in some cases only.
pub static NEEDED_FORM: Table = Table {
    what: "a form of a procedure",
    meaning: "A form that is needed in some cases only.",
    open: false,
    keys: &[
        needed(key("form", Shape::Id, r#""ZZ-10""#, "the id of a [form](#form)", "")),
        key(
            "when",
            Shape::Condition,
            r#""debtor_at_hearing""#,
            "a condition: where it surely fails, the form is left out",
            "Who needs this form?",
        ),
    ],
};

/// `fee` of a procedure.
pub static FEE: Table = Table {
    what: "a fee",
    meaning: "What is paid for a procedure.",
    open: false,
    keys: &[
        needed(key("amount", Shape::Amount, "40.00", "in dollars", "How much?")),
        FROM,
        UNTIL,
        LAW_OF_IT,
    ],
};

const OBSERVED: &[&str] = &["as it falls", "nearest weekday", "Monday after Sunday"];

/// `[calendar.…]`
pub static CALENDAR: Table = Table {
    what: "a calendar",
    meaning: "The days on which the court is closed.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""Nowhere courts""#,
            "for the reader of the pack",
            "Whose closed days are they?",
        )),
        key(
            "weekend",
            Shape::Word(&["Saturday and Sunday", "Sunday"]),
            r#""Sunday""#,
            "the days of the week on which it is closed: `\"Saturday and Sunday\"` (the default) or \
             `\"Sunday\"`, where the law names no Saturday",
            "Does a last day on a Saturday move?",
        ),
        key(
            "observed",
            Shape::Word(OBSERVED),
            r#""nearest weekday""#,
            "what becomes of a holiday on a weekend: `\"as it falls\"`, `\"nearest weekday\"` \
             (Saturday to Friday, Sunday to Monday) or `\"Monday after Sunday\"`; for the whole \
             calendar. A holiday that is written as one date moves as well: one that does not is \
             `\"as it falls\"`",
            "Is a holiday on a weekend kept on another day?",
        ),
        key("holiday", Shape::Named(&HOLIDAY), "", "the holidays, each with an id", "Which days?"),
    ],
};

/// `[calendar.….holiday.…]`
pub static HOLIDAY: Table = Table {
    what: "a holiday",
    meaning: "A day on which the court is closed.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""Founders' Day""#, "its name", "")),
        needed(key(
            "on",
            Shape::Holiday,
            r#""third Monday of January""#,
            "`\"12 February\"`, `\"third Monday of January\"`, `\"last Monday of May\"`, `\"day \
             after fourth Thursday of November\"`, `\"Good Friday\"`, or a date (`2004-06-11`) for \
             one day only",
            "On which day of the year?",
        )),
        key(
            "observed",
            Shape::Word(OBSERVED),
            r#""as it falls""#,
            "where this holiday differs from the calendar",
            "Is this one kept on another day than the rest?",
        ),
        key(
            "from",
            Shape::Day,
            "2022-01-01",
            "the first day on which it is kept by law",
            "Since when?",
        ),
        key(
            "until",
            Shape::Day,
            "2021-12-31",
            "the last day on which it is kept by law",
            "Until when?",
        ),
        needed(LAW_OF_IT),
    ],
};

/// `[counting.…]`
pub static COUNTING: Table = Table {
    what: "a way of counting",
    meaning: "A way of counting days, by name.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""Calendar days; a closed last day moves on""#,
            "for the reader of the pack",
            "",
        )),
        needed(key(
            "last_day",
            Shape::Word(&["as it falls", "next court day", "previous court day"]),
            r#""next court day""#,
            "`\"next court day\"`, `\"previous court day\"`, `\"as it falls\"`",
            "What if the last day is one on which the court is closed?",
        )),
        key(
            "calendar",
            Shape::Id,
            r#""court""#,
            "whose holidays; needed where court days matter: where the last day moves, and where a \
             length or an end is in court days",
            "Whose holidays count?",
        ),
        key(
            "month_end",
            Shape::Word(&["last day of the month", "first day of the next month"]),
            r#""last day of the month""#,
            "where months or years end without a same date: `\"last day of the month\"` (the \
             default) or `\"first day of the next month\"`",
            "When does a month end that began on the 31st?",
        ),
        key(
            "court_days_up_to",
            Shape::Whole,
            "6",
            "lengths of so many days or fewer count court days only",
            "Are weekends left out of short times?",
        ),
        key(
            "added",
            Shape::Tables(&ADDED),
            "",
            "days added when the event that starts the count was served `by` that manner. Where \
             the case does not say the manner, the end is unknown between the two",
            "Does service by mail add days?",
        ),
        LAW_OF_IT,
    ],
};

/// `added` of a way of counting.
pub static ADDED: Table = Table {
    what: "days added for service",
    meaning: "Days that a manner of service adds.",
    open: false,
    keys: &[
        needed(key(
            "by",
            Shape::Text,
            r#""mail""#,
            "a word of the attribute `by`: the manner of service",
            "Which manner of service?",
        )),
        needed(key("length", Shape::Length, r#""5 days""#, "how much it adds", "How many days?")),
        LAW_OF_IT,
    ],
};

/// `[figure.…]`
pub static FIGURE: Table = Table {
    what: "a figure",
    meaning: "A number that the law sets.",
    open: false,
    keys: &[
        needed(key(
            "title",
            Shape::Text,
            r#""Interest on the judgment""#,
            "what it is a number of, with what the unit leaves out",
            "",
        )),
        needed(key(
            "unit",
            Shape::Word(&["dollars", "percent", "percent a year", "days", "times"]),
            r#""percent a year""#,
            "`\"dollars\"`, `\"percent\"`, `\"percent a year\"`, `\"days\"`, `\"times\"`",
            "",
        )),
        key(
            "when",
            Shape::Condition,
            r#""awards_money and not dormant""#,
            "a condition: on which days, in which cases it applies at all",
            "When does it apply?",
        ),
        needed(key(
            "value",
            Shape::Tables(&VALUE),
            "",
            "the numbers. The first that holds on the day asked about is the figure",
            "How much, for whom, since when?",
        )),
        key(
            "note",
            Shape::Text,
            r#""Simple interest, from the day of entry.""#,
            "plain words: simple or compound, from when, rounded how",
            "How is it worked out?",
        ),
        needed_if("here or with every value", LAW_OF_IT),
    ],
};

/// `[[figure.….value]]`
pub static VALUE: Table = Table {
    what: "a value of a figure",
    meaning: "One number of a figure, for some cases or some days.",
    open: false,
    keys: &[
        needed(key(
            "amount",
            Shape::AmountOrNotKnown,
            "9.0",
            "a number, or `\"not known\"`: the law sets one that is not established",
            "How much?",
        )),
        key("when", Shape::Condition, r#""debt_kind is consumer""#, "in which cases", "For whom?"),
        FROM,
        UNTIL,
        LAW_OF_IT,
    ],
};

const TIER: Key = needed(key(
    "tier",
    Shape::Word(TIERS),
    r#""primary""#,
    "`primary` (the authority's text was read), `secondary2` (two secondary sources agree), \
     `secondary1` (one), `unverified`. Every answer that rests on law that is not primary says so",
    "What was read?",
));

const URL: Key = needed(key(
    "url",
    Shape::Address,
    r#""https://example.org/code/10""#,
    "the official address",
    "",
));

/// `[form.…]`
pub static FORM: Table = Table {
    what: "a form",
    meaning: "A form of the court.",
    open: false,
    keys: &[
        needed(key("number", Shape::Text, r#""ZZ-10""#, "its number", "")),
        needed(key("title", Shape::Text, r#""Notice of Appeal""#, "its name", "")),
        URL,
        TIER,
    ],
};

/// `[law.…]`
pub static LAW: Table = Table {
    what: "a law",
    meaning: "A section of a code, a rule or a decision, on which something rests.",
    open: false,
    keys: &[
        needed(key("cite", Shape::Text, r#""Nowhere Code § 5""#, "the citation", "Which section?")),
        URL,
        needed(key(
            "checked",
            Shape::Day,
            "2026-11-21",
            "the day on which it was last looked at",
            "Since when may it have changed?",
        )),
        TIER,
        key(
            "note",
            Shape::Text,
            r#""Read as reprinted in a treatise.""#,
            "what a reader should know",
            "What is doubtful about it?",
        ),
    ],
};

/// `[topic.…]`
pub static TOPIC: Table = Table {
    what: "a topic",
    meaning: "A question that the law of every jurisdiction is asked, and what answers it.",
    open: false,
    keys: &[
        needed(key("title", Shape::Text, r#""Appeal""#, "its name", "")),
        needed(key(
            "covers",
            Shape::Texts,
            r#"["procedure.appeal", "period.appeal"]"#,
            "what answers it: `kind.id` stands for the id and for those that begin with it \
             (`appeal`, `appeal_of_denial`), a kind alone for all of that kind. The kinds are \
             `period`, `procedure`, `figure`, `status`, `form`, `calendar` and `counting`. A pack \
             need not have any of them: then it says nothing of the topic",
            "",
        )),
        key(
            "core",
            Shape::Flag,
            "true",
            "`true` for a topic without which a pack helps nobody",
            "",
        ),
        key(
            "compare",
            Shape::Texts,
            r#"["period.appeal"]"#,
            "what stands for the topic where jurisdictions are set side by side (`recoup pack \
             doc`): periods, procedures and figures, by the very id",
            "",
        ),
    ],
};
