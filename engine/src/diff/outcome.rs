//! Where two answers to one question differ: in states, dates, numbers, forms,
//! questions and warnings, not in words or laws.
//!
//! Knows answers. Must not know which case they are of.

use serde::Serialize;

use super::story::Names;
use crate::assess::{Answer, Deadline, FigureAnswer, ProcedureAnswer};
use crate::date::Day;

/// What part of an answer differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Whether there is an answer at all.
    Answer,
    /// A deadline.
    Deadline,
    /// A procedure.
    Procedure,
    /// A status.
    Status,
    /// A figure.
    Figure,
    /// A recorded event without legal effect.
    Warning,
    /// A question.
    Question,
}

/// One difference between two answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Difference {
    pub(super) part: Part,
    /// The id, as the new version calls it.
    pub(super) id: String,
    /// What of it: `ends`.
    pub(super) field: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

/// What came of a question: an answer, or why there is none.
pub(super) type Outcome<'p> = Result<Answer<'p>, String>;

/// All differences between two outcomes.
pub(super) fn differences(
    old: &Outcome<'_>,
    new: &Outcome<'_>,
    names: &Names,
    found: &mut Vec<Difference>,
) {
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(old), Err(new)) if old == new => return,
        (old, new) => {
            let told = |one: &Outcome<'_>| match one {
                Ok(_) => "an answer".to_owned(),
                Err(why) => why.clone(),
            };
            let (old, new) = (told(old), told(new));
            found.push(Difference {
                part: Part::Answer,
                id: String::new(),
                field: "answer",
                old,
                new,
            });
            return;
        }
    };
    let mut compared = Compared { found };
    let both = pairs(&old.deadlines, &new.deadlines, |run, is_old| {
        let id = if is_old { names.new_of(run.id) } else { run.id };
        let by = run
            .started_by
            .map(|by| (if is_old { names.new_of(by.event) } else { by.event }, by.on));
        (id, by)
    });
    for ((id, _), old, new) in both {
        compared.deadline(id, old, new);
    }
    let id_of = |is_old: bool, id| if is_old { names.new_of(id) } else { id };
    for (id, old, new) in pairs(&old.procedures, &new.procedures, |it, is_old| id_of(is_old, it.id))
    {
        compared.procedure(id, old, new);
    }
    for (id, old, new) in pairs(&old.statuses, &new.statuses, |it, is_old| id_of(is_old, it.id)) {
        let part = Part::Status;
        compared.field(part, id, "holds", old, new, |it| truth(it.holds).to_owned());
        compared.field(part, id, "since", old, new, |it| date(it.since));
        compared.field(part, id, "until", old, new, |it| date(it.until));
    }
    for (id, old, new) in pairs(&old.figures, &new.figures, |it, is_old| id_of(is_old, it.id)) {
        compared.field(Part::Figure, id, "amount", old, new, FigureAnswer::in_numbers);
        compared.field(Part::Figure, id, "applies", old, new, |it| truth(it.applies).to_owned());
    }
    for ((id, on), old, new) in
        pairs(&old.warnings, &new.warnings, |it, is_old| (id_of(is_old, it.event), it.on))
    {
        if old.is_some() != new.is_some() {
            let told = |has: bool| format!("{} on {on}", if has { "no effect" } else { "effect" });
            compared.say(Part::Warning, id, "effect", told(old.is_some()), told(new.is_some()));
        }
    }
    let asked =
        |it: &crate::assess::Question<'_>| it.fact.or(it.event).unwrap_or_default().to_owned();
    let old_asked = old.questions.iter().map(|it| names.new_of(&asked(it)).to_owned());
    let old_asked: Vec<String> = old_asked.collect();
    let new_asked: Vec<String> = new.questions.iter().map(asked).collect();
    for id in &old_asked {
        if !new_asked.contains(id) {
            compared.say(Part::Question, id, "asked", "asked".to_owned(), "not asked".to_owned());
        }
    }
    for id in &new_asked {
        if !old_asked.contains(id) {
            compared.say(Part::Question, id, "asked", "not asked".to_owned(), "asked".to_owned());
        }
    }
}

/// Which date of a deadline is meant.
type DateOf = fn(&Deadline<'_>) -> Option<Day>;

struct Compared<'f> {
    found: &'f mut Vec<Difference>,
}

impl Compared<'_> {
    fn deadline(&mut self, id: &str, old: Option<&Deadline<'_>>, new: Option<&Deadline<'_>>) {
        let same = |a: &Deadline<'_>, b: &Deadline<'_>| {
            (a.state, a.moot, a.starts, a.ends) == (b.state, b.moot, b.starts, b.ends)
                && (a.safe_by, a.latest, a.safe_after) == (b.safe_by, b.latest, b.safe_after)
        };
        if old.zip(new).is_some_and(|(old, new)| same(old, new)) {
            return;
        }
        let part = Part::Deadline;
        self.field(part, id, "state", old, new, |run| {
            let state = match run.state {
                crate::assess::Standing::NotStarted => "not started",
                crate::assess::Standing::Running => "running",
                crate::assess::Standing::Ended => "ended",
                crate::assess::Standing::Unknown => "not known",
            };
            if run.moot { format!("{state}, of no matter") } else { state.to_owned() }
        });
        let dates: [(&'static str, DateOf); 5] = [
            ("starts", |run| run.starts),
            ("ends", |run| run.ends),
            ("safe_by", |run| run.safe_by),
            ("latest", |run| run.latest),
            ("safe_after", |run| run.safe_after),
        ];
        for (field, of) in dates {
            self.field(part, id, field, old, new, |run| date(of(run)));
        }
    }

    fn procedure(
        &mut self,
        id: &str,
        old: Option<&ProcedureAnswer<'_>>,
        new: Option<&ProcedureAnswer<'_>>,
    ) {
        let fee = |it: &ProcedureAnswer<'_>| it.fee.as_ref().map(|fee| fee.amount);
        let same = |a: &ProcedureAnswer<'_>, b: &ProcedureAnswer<'_>| {
            (a.state, a.from, a.until, fee(a)) == (b.state, b.from, b.until, fee(b))
                && (a.by, a.discretion) == (b.by, b.discretion)
                && a.forms.iter().map(|form| form.id).eq(b.forms.iter().map(|form| form.id))
        };
        if old.zip(new).is_some_and(|(old, new)| same(old, new)) {
            return;
        }
        let part = Part::Procedure;
        self.field(part, id, "state", old, new, |it| it.state.name().to_owned());
        self.field(part, id, "from", old, new, |it| date(it.from));
        self.field(part, id, "until", old, new, |it| date(it.until));
        self.field(part, id, "fee", old, new, |it| {
            it.fee.as_ref().map_or("none".to_owned(), |fee| format!("${:.2}", fee.amount))
        });
        self.field(part, id, "forms", old, new, |it| {
            let mut forms: Vec<&str> = it.forms.iter().map(|form| form.id).collect();
            forms.sort_unstable();
            if forms.is_empty() { "none".to_owned() } else { forms.join(", ") }
        });
        self.field(part, id, "by", old, new, |it| it.by.to_owned());
        self.field(part, id, "discretion", old, new, |it| {
            it.discretion.unwrap_or("none").to_owned()
        });
    }

    /// Compares one field; where one of the answers lacks the whole thing, only the first
    /// field says so.
    fn field<T>(
        &mut self,
        part: Part,
        id: &str,
        field: &'static str,
        old: Option<&T>,
        new: Option<&T>,
        of: impl Fn(&T) -> String,
    ) {
        let first = matches!(field, "state" | "holds" | "amount");
        match (old, new) {
            (Some(old), Some(new)) => {
                let (old, new) = (of(old), of(new));
                if old != new {
                    self.say(part, id, field, old, new);
                }
            }
            (Some(old), None) if first => {
                self.say(part, id, field, of(old), "not there".to_owned())
            }
            (None, Some(new)) if first => {
                self.say(part, id, field, "not there".to_owned(), of(new))
            }
            _ => {}
        }
    }

    fn say(&mut self, part: Part, id: &str, field: &'static str, old: String, new: String) {
        self.found.push(Difference { part, id: id.to_owned(), field, old, new });
    }
}

/// Those of two lists that have the same key, in turn where several have.
fn pairs<'t, T, K: PartialEq + Copy>(
    old: &'t [T],
    new: &'t [T],
    key: impl Fn(&'t T, bool) -> K,
) -> Vec<(K, Option<&'t T>, Option<&'t T>)> {
    // Most often both have the same things in the same order.
    let mut list = Vec::with_capacity(new.len());
    let mut left: Vec<&T> = old.iter().collect();
    for it in new {
        let its = key(it, false);
        let at = left.iter().position(|old| key(old, true) == its);
        list.push((its, at.map(|at| left.remove(at)), Some(it)));
    }
    list.extend(left.into_iter().map(|it| (key(it, true), Some(it), None)));
    list
}

fn date(day: Option<Day>) -> String {
    day.map_or("no day".to_owned(), |day| day.to_string())
}

fn truth(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not known",
    }
}
