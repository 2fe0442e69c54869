//! How much can be relied on a pack: bronze, silver or gold, by rules that are
//! published in `docs/grades.md`.
//!
//! Knows packs in words, and of their examples which ones hold and what they ask
//! for. Must not know files nor a clock: what it needs of both is handed in.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::coverage::{Covered, Topical};
use crate::date::Day;
use crate::describe::Description;
use crate::pack::Tier;

/// How much can be relied on a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not even bronze.
    None,
    /// It speaks of what nobody can do without.
    Bronze,
    /// It is whole, and its times are held by examples.
    Silver,
    /// Everything in it is read from the authority, fresh, and held by examples.
    Gold,
}

impl Grade {
    /// The grade as one word.
    pub fn name(self) -> &'static str {
        match self {
            Grade::None => "none",
            Grade::Bronze => "bronze",
            Grade::Silver => "silver",
            Grade::Gold => "gold",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What stands beside a pack: how its check and its examples came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What the check doubts, each as a text.
    pub doubts: Vec<String>,
    /// How many examples hold.
    pub held: usize,
    /// The examples that do not.
    pub failed: Vec<String>,
    /// The ids of the deadlines that examples expect something of.
    pub deadlines: BTreeSet<String>,
    /// The ids of the procedures that examples expect something of.
    pub procedures: BTreeSet<String>,
}

/// A rule: what a pack must have for a grade.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The grade that it is needed for, and for those above.
    pub grade: Grade,
    /// The rule, as it is published.
    pub text: &'static str,
    /// What keeps the rule from being kept; nothing, if it is.
    lacking: fn(&Graded<'_>) -> Vec<String>,
}

/// What a pack lacks for a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lack {
    /// The grade.
    pub grade: Grade,
    /// The rule that is not kept.
    pub rule: &'static str,
    /// What keeps it from being kept.
    pub because: Vec<String>,
}

/// What is looked at.
struct Graded<'a> {
    described: &'a Description<'a>,
    coverage: &'a [Topical<'a>],
    evidence: &'a Evidence,
    today: Day,
}

/// So many examples make a pack that has been tried.
const EXAMPLES: usize = 20;
/// So much of the law must have been read in the authority's own words, in percent.
const PRIMARY: usize = 90;
/// So many days are twelve months.
const YEAR: i32 = 366;

/// The rules, in the order of the grades.
pub const RULES: &[Rule] = &[
    Rule {
        grade: Grade::Bronze,
        text: "Every core topic is covered, or declared absent, and rests on a law.",
        lacking: |it| of_topics(it, |topic| topic.core),
    },
    Rule {
        grade: Grade::Bronze,
        text: "No example fails.",
        lacking: |it| it.evidence.failed.clone(),
    },
    Rule {
        grade: Grade::Silver,
        text: "The check has no doubts: so every shared remedy is described, or declared absent.",
        lacking: |it| it.evidence.doubts.clone(),
    },
    Rule {
        grade: Grade::Silver,
        text: "There are 20 examples or more.",
        lacking: |it| match it.evidence.held {
            EXAMPLES.. => Vec::new(),
            held => vec![format!("there are {held}")],
        },
    },
    Rule {
        grade: Grade::Silver,
        text: "Every deadline that people are told of is expected in an example.",
        lacking: |it| {
            let shown = it.described.periods.iter().filter(|period| period.shown);
            shown
                .map(|period| period.id)
                .filter(|id| !it.evidence.deadlines.contains(*id))
                .map(|id| format!("period {id}"))
                .collect()
        },
    },
    Rule {
        grade: Grade::Silver,
        text: "At least 90 percent of its laws are primary.",
        lacking: |it| {
            let laws = &it.described.laws;
            let primary = laws.iter().filter(|law| law.tier == Tier::Primary).count();
            if primary * 100 >= laws.len() * PRIMARY {
                return Vec::new();
            }
            vec![format!("{primary} of {} are", laws.len())]
        },
    },
    Rule {
        grade: Grade::Silver,
        text: "Every calendar by which it counts has holidays in the present year.",
        lacking: |it| {
            let Some(year) = it.today.year() else { return Vec::new() };
            let calendars = it.described.calendars.iter();
            let empty = calendars.filter(|calendar| {
                calendar.holidays.iter().all(|one| one.kept_for(year).is_none())
            });
            let mut lacking: Vec<String> =
                empty.map(|one| format!("calendar {}", one.id)).collect();
            if it.described.calendars.is_empty() {
                lacking.push("nothing is counted by a calendar".to_owned());
            }
            lacking
        },
    },
    Rule {
        grade: Grade::Gold,
        text: "Every topic is covered, or declared absent, and rests on a law (or a form).",
        lacking: |it| of_topics(it, |_| true),
    },
    Rule {
        grade: Grade::Gold,
        text: "Every law is primary, or has a note that says what is known of it.",
        lacking: |it| {
            let laws = it.described.laws.iter();
            laws.filter(|law| law.tier != Tier::Primary && law.note.is_none())
                .map(|law| format!("law {}", law.id))
                .collect()
        },
    },
    Rule {
        grade: Grade::Gold,
        text: "Every procedure is expected in an example, those too that are declared absent.",
        lacking: |it| {
            let ids = it.described.procedures.iter().map(|one| one.id);
            ids.filter(|id| !it.evidence.procedures.contains(*id))
                .map(|id| format!("procedure {id}"))
                .collect()
        },
    },
    Rule {
        grade: Grade::Gold,
        text: "Every other reading of a time rests on an authority that was read itself.",
        lacking: |it| {
            let is_read =
                |id: &&str| it.described.law(id).is_some_and(|law| law.tier == Tier::Primary);
            let periods = it.described.periods.iter();
            periods
                .filter(|one| one.readings.iter().any(|reading| !reading.law.iter().any(is_read)))
                .map(|one| format!("period {}", one.id))
                .collect()
        },
    },
    Rule {
        grade: Grade::Gold,
        text: "Every law was checked within the last twelve months.",
        lacking: |it| {
            let laws = it.described.laws.iter();
            laws.filter(|law| law.checked.plus(YEAR) < it.today)
                .map(|law| format!("law {}, checked {}", law.id, law.checked))
                .collect()
        },
    },
];

/// Topics that are missing or rest on nothing.
fn of_topics(it: &Graded<'_>, meant: impl Fn(&Topical<'_>) -> bool) -> Vec<String> {
    let lacks = |topic: &&Topical<'_>| topic.covered == Covered::Missing || topic.laws == 0;
    let mut lacking: Vec<String> = it
        .coverage
        .iter()
        .filter(|topic| meant(topic))
        .filter(lacks)
        .map(|topic| format!("topic {}", topic.id))
        .collect();
    if it.coverage.is_empty() {
        lacking.push("no topics are defined: none of its packs has a `[topic.…]`".to_owned());
    }
    lacking
}

/// The grade of a pack on a day, and what it lacks for each grade above.
///
/// ```
/// use recoup_engine::Library;
/// use recoup_engine::grade::{Evidence, Grade, grade};
///
/// let library = Library::from_sources([("us-zz/pack.toml", r#"
///     [pack]
///     id = "us-zz"
///     name = "Nowhere"
///     version = "2026-11-21"
///
///     [event.judgment_entered]
///     title = "Judgment entered"
///
///     [topic.appeal]
///     title = "Appeal"
///     core = true
///     covers = ["period.appeal"]
/// "#)])?;
/// let pack = library.pack("us-zz").unwrap();
/// let described = pack.describe();
/// let coverage = pack.coverage(&described);
/// let today = "2026-11-22".parse()?;
/// let (found, lacks) = grade(&described, &coverage, &Evidence::default(), today);
/// assert_eq!(found, Grade::None);
/// assert_eq!(lacks[0].because, ["topic appeal"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn grade(
    described: &Description<'_>,
    coverage: &[Topical<'_>],
    evidence: &Evidence,
    today: Day,
) -> (Grade, Vec<Lack>) {
    let graded = Graded { described, coverage, evidence, today };
    let lacks: Vec<Lack> = RULES
        .iter()
        .map(|rule| Lack { grade: rule.grade, rule: rule.text, because: (rule.lacking)(&graded) })
        .filter(|lack| !lack.because.is_empty())
        .collect();
    let reached = |grade| lacks.iter().all(|lack| lack.grade > grade);
    let grades = [Grade::Gold, Grade::Silver, Grade::Bronze];
    (grades.into_iter().find(|grade| reached(*grade)).unwrap_or(Grade::None), lacks)
}
