//! A procedure in words: for whom, when, with what, and on which conditions.

use serde::Serialize;

use super::words::{Words, dollars};
use super::{Condition, bounded};
use crate::graph::{self, Counts, EventId, Form};
use crate::pack::Guide;

/// Something that somebody may do, in words.
#[derive(Debug, Serialize)]
pub struct Procedure<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title, an instruction.
    pub title: &'p str,
    /// Who may do it: `creditor`, `debtor`, …
    pub by: &'p str,
    /// What it does, needs and costs, and what speaks for and against it.
    pub guide: &'p Guide,
    /// Whether the jurisdiction has no such remedy.
    pub unavailable: bool,
    /// What to do instead, where there is none.
    pub instead: Option<&'p str>,
    /// Whether a judge decides.
    pub court_decides: bool,
    /// The ids of the shared requirements that it has.
    pub requires: Vec<&'p str>,
    /// For whom and for what it exists, beside what is required of many.
    pub only_if: Vec<Clause<'p>>,
    /// When it is open, beside what is required of many.
    pub open: Vec<Clause<'p>>,
    /// What must follow for it to count.
    pub follows: Vec<Follows<'p>>,
    /// The forms.
    pub forms: Vec<NeededForm<'p>>,
    /// The fees.
    pub fees: Vec<Fee<'p>>,
    /// What doing it puts on record, by title.
    pub records: Vec<&'p str>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// What several procedures require.
#[derive(Debug, Serialize)]
pub struct Requirement<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// For whom and for what.
    pub only_if: Vec<Clause<'p>>,
    /// When.
    pub open: Vec<Clause<'p>>,
}

/// One condition of a procedure.
#[derive(Debug, Serialize)]
pub struct Clause<'p> {
    /// What must hold.
    pub condition: Condition,
    /// What is said where it fails.
    pub otherwise: Option<&'p str>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// What must follow for a step to have effect.
#[derive(Debug, Serialize)]
pub struct Follows<'p> {
    /// What the law asks for, as a sentence.
    pub text: String,
    /// In which cases.
    pub when: Option<Condition>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// A form that a procedure needs.
#[derive(Debug, Serialize)]
pub struct NeededForm<'p> {
    /// The form.
    pub form: &'p Form,
    /// In which cases.
    pub when: Option<Condition>,
}

/// What a procedure costs at the court.
#[derive(Debug, Serialize)]
pub struct Fee<'p> {
    /// `$75`.
    pub amount: String,
    /// On which days, where that is bounded.
    pub days: Option<String>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

impl<'p> Procedure<'p> {
    /// The ids of all laws that it, its conditions and its fees name.
    pub fn laws(&self) -> impl Iterator<Item = &'p str> {
        let clauses = self.only_if.iter().chain(&self.open).flat_map(|one| &one.law);
        let follows = self.follows.iter().flat_map(|one| &one.law);
        let fees = self.fees.iter().flat_map(|one| &one.law);
        self.law.iter().chain(clauses).chain(follows).chain(fees).copied()
    }
}

impl<'p> Words<'p> {
    pub(super) fn requirement(self, one: &'p graph::Requirement) -> Requirement<'p> {
        Requirement {
            id: &one.id,
            title: &one.title,
            only_if: self.clauses(&one.only_if),
            open: self.clauses(&one.open),
        }
    }

    pub(super) fn procedure(self, procedure: &'p graph::Procedure) -> Procedure<'p> {
        let pack = self.pack;
        let [whom, when] = procedure.shared;
        let own = |list: &'p [graph::Clause], shared: usize| {
            self.clauses(list.get(shared..).unwrap_or_default())
        };
        Procedure {
            id: &procedure.id,
            title: &procedure.title,
            by: &procedure.by,
            guide: &procedure.guide,
            unavailable: procedure.unavailable,
            instead: procedure.instead.as_deref(),
            court_decides: procedure.discretion,
            requires: procedure
                .requires
                .iter()
                .map(|at| pack.requirements[*at].id.as_str())
                .collect(),
            only_if: own(&procedure.only_if, whom),
            open: own(&procedure.open, when),
            follows: procedure.records.iter().flat_map(|event| self.follows(*event)).collect(),
            forms: procedure
                .forms
                .iter()
                .map(|needed| NeededForm {
                    form: &pack.forms[needed.form.index()],
                    when: self.optional(needed.when),
                })
                .collect(),
            fees: procedure
                .fees
                .iter()
                .map(|fee| Fee {
                    amount: dollars(fee.amount),
                    days: bounded(fee.from, fee.until),
                    law: self.laws(&fee.law),
                })
                .collect(),
            records: procedure
                .records
                .iter()
                .map(|event| pack.events[event.index()].title.as_str())
                .collect(),
            law: self.laws(&procedure.law),
        }
    }

    fn clauses(self, list: &'p [graph::Clause]) -> Vec<Clause<'p>> {
        list.iter()
            .map(|clause| Clause {
                condition: self.condition(clause.expr),
                otherwise: clause.text.as_deref(),
                law: self.laws(&clause.law),
            })
            .filter(|clause| !clause.condition.is_always())
            .collect()
    }

    /// What an event needs to have effect: what must be so on its day, and what must follow.
    fn follows(self, event: EventId) -> Vec<Follows<'p>> {
        let event = &self.pack.events[event.index()];
        let mut list = Vec::new();
        if let Counts::While(when) = event.counts {
            let condition = self.condition(when);
            list.push(Follows {
                text: format!("It has effect only if on that day {condition}"),
                when: None,
                law: self.laws(&event.law),
            });
        }
        for completion in &event.completed_by {
            list.push(Follows {
                text: format!(
                    "It has no effect unless {} follows, by {} at the latest",
                    self.events(&completion.events, "or"),
                    self.anchor(&completion.last)
                ),
                when: self.optional(completion.when),
                law: self.laws(&completion.law),
            });
        }
        list
    }
}
