//! What to ask: the unknown facts and events that decide something unknown.

use serde::Serialize;

use super::evaluate::Assessment;
use super::period::{Run, Verdict};
use crate::date::{Day, InWords};
use crate::graph::{
    Anchor, AttributeId, Counts, Effect, EventId, EventSet, Expr, ExprId, FactId, Kind, Lasts,
    PeriodId, Selector, StatusId,
};
use crate::timeline::{Days, Truth};

/// A question whose answer would settle something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question<'p> {
    /// The fact that is not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'p str>,
    /// Or the event: did it happen, and when?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'p str>,
    /// Where an event is recorded without it: the attribute that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<&'p str>,
    /// And the day of that event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The question in words.
    pub text: String,
    /// The answers that can be given, where they are few: words or `true` and `false`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<&'p str>,
    /// The statuses, deadlines and procedures that are unknown and that the
    /// answer has a part in settling.
    pub settles: Vec<&'p str>,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Fact(FactId),
    Event(EventId),
    Attribute(usize, AttributeId),
}

/// Collects what is unknown, each thing looked at once.
#[derive(Default)]
pub(crate) struct Unknowns {
    pub(crate) subjects: Vec<Subject>,
    statuses: Vec<StatusId>,
    periods: Vec<PeriodId>,
}

impl Unknowns {
    fn add(&mut self, subject: Subject) {
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
    }
}

impl<'p> Assessment<'p, '_> {
    /// Adds what a condition's being unknown on a day rests on.
    pub(crate) fn why_unknown(&self, expr: ExprId, day: Day, found: &mut Unknowns) {
        if self.truth(expr, day) != Truth::Unknown {
            return;
        }
        match self.pack.expr(expr) {
            Expr::All(parts) | Expr::Any(parts) => {
                for part in parts {
                    self.why_unknown(*part, day, found);
                }
            }
            Expr::Not(part) => self.why_unknown(*part, day, found),
            Expr::Status(status) => {
                if !found.statuses.contains(status) {
                    found.statuses.push(*status);
                    self.why_unknown(self.pack.statuses[status.index()].when, day, found);
                }
            }
            Expr::Fact(fact) | Expr::Is { fact, .. } | Expr::Compares { fact, .. } => {
                found.add(Subject::Fact(*fact));
            }
            Expr::Within(period) | Expr::Before(period) | Expr::After(period) => {
                self.why_period_unknown(*period, found);
            }
            Expr::Between(from, to) => {
                self.why_events_unknown(from, found);
                self.why_events_unknown(to, found);
            }
            Expr::Since(events) | Expr::Dated { events, .. } => {
                self.why_events_unknown(events, found);
            }
            // What is not known does not count here, so it is not asked.
            Expr::Surely(_) | Expr::Calendar { .. } => {}
        }
    }

    /// Adds what a period's start, end or being at all rests on.
    pub(crate) fn why_period_unknown(&self, id: PeriodId, found: &mut Unknowns) {
        if found.periods.contains(&id) {
            return;
        }
        found.periods.push(id);
        let period = &self.pack.periods[id.index()];
        for run in self.runs(id) {
            self.why_run_unknown(id, run, found);
        }
        for (event, verdict) in self.period(id).map_or(&[][..], |state| &state.verdicts) {
            if !matches!(verdict, Verdict::Failed(..)) {
                let day = self.matter.events[*event].day;
                let of_it = |effect: &&Effect| self.present(id, effect, *event) != Truth::No;
                for when in period.effects.iter().filter(of_it).filter_map(|effect| effect.when) {
                    self.why_unknown(when, day, found);
                }
            }
        }
    }

    fn why_run_unknown(&self, id: PeriodId, run: &Run, found: &mut Unknowns) {
        let period = &self.pack.periods[id.index()];
        let day = run.start.day().unwrap_or(run.start.earliest());
        if run.applies == Truth::Unknown
            && let Some(when) = period.when
        {
            self.why_unknown(when, day, found);
        }
        if !run.start.is_known() {
            self.why_anchor_unknown(&period.starts, found);
        }
        if !run.end.is_known() {
            for version in &period.versions {
                self.why_unknown(version.when, day, found);
            }
            let terms = period.versions.iter().map(|version| &version.term);
            for term in terms.chain(&period.term) {
                if let Lasts::Until(anchor) = &term.lasts {
                    self.why_anchor_unknown(anchor, found);
                }
                if let (Some(counting), Some(event)) = (term.counted, run.started_by)
                    && !self.pack.countings[counting.index()].added.is_empty()
                {
                    self.why_manner_unknown(event, found);
                }
            }
            let touching = period.effects.iter().map(|effect| &effect.events);
            for selector in touching.chain(&period.ended_by).flatten() {
                self.why_event_unknown(selector, found);
            }
            for held in &period.held_open {
                self.why_sometimes_unknown(held.condition, run, found);
            }
            if let Some(condition) = period.suspended_while {
                self.why_sometimes_unknown(condition, run, found);
            }
        }
    }

    /// Adds what a condition's being unknown on some day of a run rests on.
    fn why_sometimes_unknown(&self, condition: ExprId, run: &Run, found: &mut Unknowns) {
        let held = self.timeline(condition);
        let unknown = held.possible().and(&held.certain().not());
        let during = Days::between(run.first_start().earliest(), run.end.latest());
        if let Some(span) = unknown.and(&during).spans().first() {
            let day = if span.first.is_a_date() { span.first } else { self.matter.entered };
            self.why_unknown(condition, day, found);
        }
    }

    fn why_manner_unknown(&self, event: usize, found: &mut Unknowns) {
        let recorded = &self.matter.events[event];
        let takes = &self.pack.events[recorded.event.index()].takes;
        for attribute in takes {
            let is_manner = self.pack.attributes[attribute.index()].id == "by";
            if is_manner && recorded.attribute(*attribute).is_none() {
                found.add(Subject::Attribute(event, *attribute));
            }
        }
    }

    fn why_anchor_unknown(&self, anchor: &Anchor, found: &mut Unknowns) {
        match anchor {
            Anchor::Event { events, .. } => self.why_events_unknown(events, found),
            Anchor::Edge { period, .. } => self.why_period_unknown(*period, found),
            Anchor::Choice { of, .. } => {
                for one in of {
                    self.why_anchor_unknown(one, found);
                }
            }
            Anchor::Count { from, .. } => self.why_anchor_unknown(from, found),
            Anchor::This | Anchor::Own { .. } | Anchor::On(_) => {}
        }
    }

    fn why_events_unknown(&self, events: &EventSet, found: &mut Unknowns) {
        for selector in events {
            self.why_event_unknown(selector, found);
        }
        if self.may_be_unrecorded(events) {
            for selector in events {
                if self.pack.events[selector.event.index()].may_be_unrecorded {
                    found.add(Subject::Event(selector.event));
                }
            }
        }
    }

    fn why_event_unknown(&self, selector: &Selector, found: &mut Unknowns) {
        for at in self.matter.occurrences(selector.event) {
            for completion in &self.pack.events[selector.event.index()].completed_by {
                // Whether it must be completed, until when, and whether it was.
                if self.is_seen(at) && self.followed(at, completion, Truth::Yes) == Truth::Unknown {
                    self.why_anchor_unknown(&completion.last, found);
                    if let Some(when) = completion.when {
                        self.why_unknown(when, self.matter.events[at].day, found);
                    }
                    self.why_events_unknown(&completion.events, found);
                }
            }
            if self.effective[at] == Truth::Unknown {
                match self.pack.events[selector.event.index()].counts {
                    Counts::While(condition) => {
                        self.why_unknown(condition, self.matter.events[at].day, found);
                    }
                    Counts::AsDecidedBy(period) => self.why_period_unknown(period, found),
                    Counts::Always => {}
                }
            }
            if self.effective[at] != Truth::No && self.matches(selector, at) == Truth::Unknown {
                for filter in &selector.only {
                    if self.matter.events[at].attribute(filter.attribute).is_none() {
                        found.add(Subject::Attribute(at, filter.attribute));
                    }
                }
            }
        }
    }

    /// A subject as a question.
    pub(crate) fn question(&self, subject: Subject, settles: Vec<&'p str>) -> Question<'p> {
        let pack = self.pack;
        let empty = Question {
            fact: None,
            event: None,
            attribute: None,
            on: None,
            text: String::new(),
            answers: Vec::new(),
            settles,
        };
        match subject {
            Subject::Fact(fact) => {
                let fact = &pack.facts[fact.index()];
                Question {
                    fact: Some(&fact.id),
                    text: fact.ask.clone(),
                    answers: answers(&fact.kind),
                    ..empty
                }
            }
            Subject::Event(event) => {
                let event = &pack.events[event.index()];
                let text =
                    event.ask.clone().unwrap_or_else(|| format!("{}: on what day?", event.title));
                Question { event: Some(&event.id), text, ..empty }
            }
            Subject::Attribute(at, attribute) => {
                let told = self.telling(at);
                let attribute = &pack.attributes[attribute.index()];
                Question {
                    // It is answered where the event stands.
                    event: Some(&pack.events[self.matter.events[at].written.index()].id),
                    attribute: Some(&attribute.id),
                    on: Some(told.day),
                    text: format!("{} on {}: {}?", told.title, InWords(told.day), attribute.title),
                    answers: answers(&attribute.kind),
                    ..empty
                }
            }
        }
    }
}

fn answers(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::YesNo { .. } => vec!["true", "false"],
        Kind::Choice(values) => values.iter().map(|(word, _)| word.as_str()).collect(),
        _ => Vec::new(),
    }
}
