//! Why a condition holds or fails on a day: a sentence, its law, and whether
//! waiting would change it.

use std::fmt::Write as _;

use super::evaluate::Assessment;
use super::period::Run;
use crate::date::{Day, InWords};
use crate::describe::{span, uncapitalised};
use crate::graph::{EventSet, Expr, ExprId, FactValue, Kind, LawId, PeriodId, StatusId};
use crate::timeline::Truth;

/// What would have to come about for a failing condition to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outlook {
    /// Only time.
    Later,
    /// Something other than time.
    Blocked,
    /// Nothing: its time has passed.
    Closed,
}

/// A sentence with the law that it rests on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Because {
    pub(crate) text: String,
    pub(crate) law: Vec<LawId>,
    /// The runs of which it tells a day: of which period, and which of its runs.
    pub(super) told: Vec<(PeriodId, usize)>,
    /// It says only that nothing has happened: no reason worth giving for something else.
    silence: bool,
}

impl Because {
    pub(crate) fn new(text: String, law: &[LawId]) -> Because {
        Because { text, law: law.to_vec(), told: Vec::new(), silence: false }
    }

    /// What another rests on, this does too.
    fn rests_on(&mut self, other: &Because) {
        add_laws(&mut self.law, &other.law);
        self.told.extend_from_slice(&other.told);
    }

    /// Adds a reason for what has been said.
    fn because(&mut self, deeper: Because) {
        if deeper.silence {
            return;
        }
        if !deeper.text.is_empty() && deeper.text != self.text {
            // The second reason of a chain is set apart from the first.
            let (before, after) = if self.text.contains(": ") { (" (", ")") } else { (": ", "") };
            self.text.push_str(before);
            self.text.push_str(&uncapitalised(&deeper.text));
            self.text.push_str(after);
        }
        self.rests_on(&deeper);
    }

    fn and_also(&mut self, other: Because) {
        self.silence = other.silence && (self.text.is_empty() || self.silence);
        self.rests_on(&other);
        let among = |text: &str| format!("; {}; ", uncapitalised(text));
        if among(&self.text).contains(&among(&other.text)) {
            // Said already.
        } else if !self.text.is_empty() {
            self.text.push_str("; ");
            self.text.push_str(&uncapitalised(&other.text));
        } else {
            self.text = other.text;
        }
    }
}

impl<'p> Assessment<'p, '_> {
    /// What it would take for a condition to become true (or, with `want`
    /// false, to cease) that today surely is not (or is).
    pub(crate) fn outlook(&self, expr: ExprId, day: Day, want: bool) -> Outlook {
        let of_each = |parts: &'p [ExprId]| {
            let decided = |part: &&ExprId| self.truth(**part, day) == Truth::from(!want);
            parts.iter().filter(decided).map(|part| self.outlook(*part, day, want))
        };
        match (self.pack.expr(expr), want) {
            // All must come about: the one furthest away decides.
            (Expr::All(parts), true) | (Expr::Any(parts), false) => {
                of_each(parts).max().unwrap_or(Outlook::Blocked)
            }
            // One is enough: the nearest decides. One whose own parts time brings about,
            // but never together, is far.
            (Expr::Any(parts), true) | (Expr::All(parts), false) => {
                let nearest = of_each(parts).min().unwrap_or(Outlook::Blocked);
                if nearest == Outlook::Later && !self.comes_later(expr, day, want) {
                    of_each(parts).find(|one| *one == Outlook::Blocked).unwrap_or(nearest)
                } else {
                    nearest
                }
            }
            (Expr::Not(part), want) => self.outlook(*part, day, !want),
            _ if self.comes_later(expr, day, want) => Outlook::Later,
            (Expr::Status(status), want) => {
                self.outlook(self.pack.statuses[status.index()].when, day, want)
            }
            (Expr::Within(period), true) if self.is_over(*period, day) => Outlook::Closed,
            (Expr::After(period), false) if self.is_over(*period, day) => Outlook::Closed,
            (Expr::Before(period), true) if !self.pack.periods[period.index()].each => {
                Outlook::Closed
            }
            (Expr::Calendar { .. }, _) => Outlook::Closed,
            _ => Outlook::Blocked,
        }
    }

    /// Whether a condition that today is not (or is) as wanted possibly (or
    /// surely) will be, with what is recorded so far.
    fn comes_later(&self, expr: ExprId, day: Day, want: bool) -> bool {
        let held = match self.pack.expr(expr) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => return false,
            // What has happened has happened for good.
            Expr::Since(events) => {
                let first = self.first(events).earliest();
                return want && first.is_a_date() && first > day;
            }
            _ => self.timeline(expr),
        };
        if want {
            held.possible().next_after(day).is_some()
        } else {
            held.certain().span_at(day).is_some_and(|span| span.last != Day::NEVER)
        }
    }

    /// Whether a period that runs only once has run and is over for good.
    fn is_over(&self, period: PeriodId, day: Day) -> bool {
        let ran = |run: &Run| {
            run.applies != Truth::No
                && run.start.latest() <= day
                && run.end.latest() < day
                && !self.may_still_change(period, run, day)
        };
        !self.pack.periods[period.index()].each && self.runs(period).iter().any(ran)
    }

    /// Says why a condition is true, false or unknown on a day.
    pub(crate) fn because(&self, expr: ExprId, day: Day) -> Because {
        let truth = self.truth(expr, day);
        let compiled = self.pack.expr(expr);
        match compiled {
            Expr::All(parts) | Expr::Any(parts) => {
                let is_all = matches!(compiled, Expr::All(_));
                let decisive = |part: &&ExprId| self.truth(**part, day) == truth;
                // One part decides a failing `and` and a holding `or`.
                let one = truth != Truth::from(is_all);
                if one && is_all && truth == Truth::No {
                    // What is closed for good says more than what merely blocks.
                    let worst = parts
                        .iter()
                        .filter(decisive)
                        .rev()
                        .max_by_key(|part| self.outlook(**part, day, true));
                    return worst.map(|part| self.because(*part, day)).unwrap_or_default();
                }
                let mut because = Because::default();
                for part in parts.iter().filter(decisive) {
                    because.and_also(self.because(*part, day));
                    if one {
                        break;
                    }
                }
                because
            }
            Expr::Not(part) => self.because(*part, day),
            Expr::Surely(part) => {
                let mut because = self.because(*part, day);
                if self.truth(*part, day) == Truth::Unknown {
                    because.text = format!("Nothing says otherwise ({})", because.text);
                }
                because
            }
            Expr::Status(status) => self.about_status(*status, day),
            Expr::Fact(fact) | Expr::Is { fact, .. } | Expr::Compares { fact, .. } => {
                let definition = &self.pack.facts[fact.index()];
                let text = match (self.fact(*fact), &definition.kind) {
                    (Some(FactValue::YesNo(true)), Kind::YesNo { yes, .. }) => yes.clone(),
                    (Some(FactValue::YesNo(false)), Kind::YesNo { no, .. }) => no.clone(),
                    (Some(FactValue::Choice(at)), Kind::Choice(values)) => values
                        .get(usize::from(at))
                        .map(|(_, text)| text.clone())
                        .unwrap_or_default(),
                    (Some(FactValue::Amount(amount)), _) => {
                        format!("{}: ${amount:.2}", definition.title)
                    }
                    _ => format!("{} is not stated", definition.title),
                };
                Because::new(text, &[])
            }
            Expr::Within(period) | Expr::Before(period) | Expr::After(period) => {
                let coming_first = matches!(compiled, Expr::Within(_));
                self.about_period(*period, day, coming_first)
            }
            Expr::Between(from, to) => match truth {
                Truth::Yes => self.about_event(from, day, true),
                _ => {
                    let opened = self.first(from);
                    if opened.has_come(day) == Truth::Yes {
                        self.about_event(to, day, true)
                    } else {
                        self.about_event(from, day, true)
                    }
                }
            },
            Expr::Since(events) => self.about_event(events, day, false),
            Expr::Dated { events, .. } => self.about_event(events, Day::NEVER, false),
            Expr::Calendar { from, until } => {
                Because::new(format!("The law {}", span(*from, *until)), &[])
            }
        }
    }

    /// Whether a status holds on a day, and why.
    pub(super) fn about_status(&self, status: StatusId, day: Day) -> Because {
        let definition = &self.pack.statuses[status.index()];
        let text = match self.status(status).on(day) {
            Truth::Yes => definition.title.clone(),
            Truth::No => definition.otherwise.clone(),
            Truth::Unknown => {
                format!("It is not known whether {}", uncapitalised(&definition.title))
            }
        };
        let mut because = Because::new(text, &definition.law);
        let deeper = self.because(definition.when, day);
        // What fails only because nothing has happened says no more than that.
        because.silence = deeper.silence && self.status(status).on(day) == Truth::No;
        because.because(deeper);
        because
    }

    /// That something does not apply to the case, and why.
    pub(super) fn does_not_apply(
        &self,
        title: &str,
        law: &[LawId],
        when: Option<ExprId>,
        day: Day,
    ) -> Because {
        let mut because = Because::new(format!("{title}: does not apply"), law);
        if let Some(when) = when {
            because.because(self.because(when, day));
        }
        because
    }

    /// What a period does on a day. Of one that has ended and will run again, the run to
    /// come, where that is asked for first.
    pub(super) fn about_period(&self, period: PeriodId, day: Day, coming_first: bool) -> Because {
        let definition = &self.pack.periods[period.index()];
        let runs = self.runs(period);
        let mut text = definition.title.clone();
        let mut told = None;
        let running = runs.iter().position(|run| run.lasts().on(day) == Truth::Yes);
        let known = |run: &Run| run.applies != Truth::No;
        let over = runs.iter().rposition(|run| known(run) && run.end.latest() < day);
        let coming = runs.iter().position(|run| known(run) && run.start.earliest() > day);
        let coming = coming.and_then(|at| Some((at, runs[at].start.day()?)));
        let over = over.filter(|_| !coming_first || coming.is_none());
        // Writing to a string cannot fail.
        let _ = if let Some(at) = running {
            let run = &runs[at];
            told = Some(at);
            match run.end.day() {
                Some(end) => write!(text, ": until {}", InWords(end)),
                None => write!(text, ": still running"),
            }
        } else if self.within(period).on(day) == Truth::Unknown {
            write!(text, ": its days are not known")
        } else if let Some(at) = over {
            let run = &runs[at];
            told = Some(at);
            let sure = if run.applies == Truth::Yes { "" } else { ", if it ran" };
            match run.ended_by {
                Some(at) if run.end.is_known() => {
                    let told = self.telling(at);
                    write!(
                        text,
                        ": ended by: {}, {}{sure}",
                        uncapitalised(told.title),
                        InWords(told.day)
                    )
                }
                _ => {
                    let last = InWords(run.end.latest());
                    let by = if run.end.is_known() { "" } else { " at the latest" };
                    write!(text, ": ended on {last}{by}{sure}")
                }
            }
        } else if let Some((at, start)) = coming {
            told = Some(at);
            write!(text, ": from {}", InWords(start))
        } else if runs.is_empty() && !self.has_no_start(period) {
            return self.does_not_apply(&text, &definition.law, definition.when, day);
        } else {
            let _ = write!(text, ": has not started");
            return Because { silence: true, ..Because::new(text, &definition.law) };
        };
        let told = told.into_iter().map(|at| (period, at)).collect();
        Because { told, ..Because::new(text, &definition.law) }
    }

    fn about_event(&self, events: &EventSet, day: Day, last: bool) -> Because {
        let mut found: Option<usize> = None;
        // The first after the day: of a day that is past, it has happened since.
        let mut since: Option<usize> = None;
        self.each_effective(events, |at, _| {
            let on = self.matter.events[at].day;
            if on > day && since.is_none_or(|known| on < self.matter.events[known].day) {
                since = Some(at);
            }
            let better = found.is_none_or(|known| {
                let known = self.matter.events[known].day;
                if last { on >= known } else { on < known }
            });
            if on <= day && better {
                found = Some(at);
            }
        });
        if let Some(at) = found {
            let told = self.telling(at);
            let law = self.pack.events[self.matter.events[at].event.index()].law.clone();
            return Because::new(format!("{} on {}", told.title, InWords(told.day)), &law);
        }
        if let Some(at) = since {
            let told = self.telling(at);
            let law = &self.pack.events[self.matter.events[at].event.index()].law;
            return Because::new(format!("{}: only on {}", told.title, InWords(told.day)), law);
        }
        // The first of several alternatives stands for them all.
        let Some(selector) = events.first() else { return Because::default() };
        let definition = &self.pack.events[selector.event.index()];
        let unknown = self.may_be_unrecorded(events);
        let word = if unknown { "its day is not known" } else { "not recorded" };
        Because {
            silence: !unknown,
            ..Because::new(format!("{}: {word}", definition.title), &definition.law)
        }
    }
}

/// Adds laws that are not yet named.
pub(super) fn add_laws(list: &mut Vec<LawId>, more: &[LawId]) {
    for law in more {
        if !list.contains(law) {
            list.push(*law);
        }
    }
}
