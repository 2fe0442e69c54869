//! What a case makes of each thing, in a few words and with a mark.
//!
//! Knows the answer. Must not know pictures.

use std::collections::HashMap;

use recoup_engine::assess::{Answer, Deadline, ProcedureAnswer, Standing, State, StatusAnswer};
use recoup_engine::date::InWords;
use recoup_engine::{Day, Matter};

use super::picture::Kind;

/// How something stands, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) mark: Mark,
    pub(super) words: String,
    /// Of a procedure that cannot be done: what stands in the way.
    pub(super) why: Option<String>,
}

impl Shown {
    fn new(mark: Mark, words: impl Into<String>) -> Shown {
        Shown { mark, words: words.into(), why: None }
    }
}

/// How a box is marked: never by its colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It can be done, it runs, it holds, it has happened, the case says it.
    On,
    /// Only time stands in the way.
    Soon,
    /// Something else does.
    Blocked,
    /// Its time has passed.
    Over,
    /// It is not for this case.
    Barred,
    /// It has been done.
    Done,
    /// That is not known.
    Unknown,
    /// It has not happened, started or come to hold.
    Off,
}

impl Mark {
    pub(super) fn name(self) -> &'static str {
        match self {
            Mark::On => "on",
            Mark::Soon => "soon",
            Mark::Blocked => "blocked",
            Mark::Over => "over",
            Mark::Barred => "barred",
            Mark::Done => "done",
            Mark::Unknown => "unknown",
            Mark::Off => "off",
        }
    }

    /// What the legend says of it.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Mark::On => "available, running, holds, recorded or stated",
            Mark::Soon => "upcoming: only time is missing",
            Mark::Blocked => "blocked: something else is missing",
            Mark::Over => "closed or over",
            Mark::Barred => "barred in this case",
            Mark::Done => "done",
            Mark::Unknown => "not known",
            Mark::Off => "not started, or does not hold",
        }
    }
}

/// How everything stands in a case on a day.
#[derive(Debug, Default)]
pub(super) struct States(HashMap<(Kind, String), Shown>);

impl States {
    /// What an answer says of everything in it, and what the case records.
    pub(super) fn of(matter: &Matter<'_>, answer: &Answer<'_>) -> States {
        let mut states = HashMap::new();
        for procedure in &answer.procedures {
            states.insert((Kind::Procedure, procedure.id.to_owned()), of_procedure(procedure));
        }
        for status in &answer.statuses {
            states.insert((Kind::Status, status.id.to_owned()), of_status(status));
        }
        let mut runs: HashMap<&str, Vec<&Deadline<'_>>> = HashMap::new();
        for deadline in &answer.deadlines {
            runs.entry(deadline.id).or_default().push(deadline);
        }
        for (id, runs) in runs {
            if let Some(shown) = of_runs(&runs, answer.as_of) {
                states.insert((Kind::Period, id.to_owned()), shown);
            }
        }
        for (id, words) in matter.facts() {
            let shown = match words {
                Some(words) => Shown::new(Mark::On, words),
                None => Shown::new(Mark::Unknown, "not known"),
            };
            states.insert((Kind::Fact, id.to_owned()), shown);
        }
        let mut days: HashMap<&str, Vec<Day>> = HashMap::new();
        for (id, on) in matter.recorded().filter(|(_, on)| *on <= answer.as_of) {
            days.entry(id).or_default().push(on);
        }
        for (id, days) in days {
            let mut words = format!("recorded {}", InWords(days[days.len() - 1]));
            if days.len() > 1 {
                words.push_str(&format!(", the last of {}", days.len()));
            }
            states.insert((Kind::Event, id.to_owned()), Shown::new(Mark::On, words));
        }
        States(states)
    }

    /// How something stands. Of building blocks the answer says nothing.
    pub(super) fn of_one(&self, kind: Kind, id: &str, shown: bool) -> Option<Shown> {
        let found = self.0.get(&(kind, id.to_owned())).cloned();
        let is_none = || Shown::new(Mark::Off, "does not run");
        found.or_else(|| (kind == Kind::Period && shown).then(is_none))
    }
}

fn of_procedure(procedure: &ProcedureAnswer<'_>) -> Shown {
    let mark = match procedure.state {
        State::Available => Mark::On,
        State::Upcoming => Mark::Soon,
        State::Blocked => Mark::Blocked,
        State::Closed => Mark::Over,
        State::Barred => Mark::Barred,
        State::Done => Mark::Done,
        State::Unknown => Mark::Unknown,
    };
    let mut words = match procedure.state {
        State::Unknown => "not known".to_owned(),
        other => other.name().to_owned(),
    };
    let (from, until) = match procedure.state {
        State::Available => (None, procedure.until),
        State::Upcoming => (procedure.from, procedure.until),
        _ => (None, None),
    };
    from.iter().for_each(|from| words.push_str(&format!(" from {}", InWords(*from))));
    until.iter().for_each(|until| words.push_str(&format!(" until {}", InWords(*until))));
    let is_shut = matches!(procedure.state, State::Blocked | State::Closed | State::Barred);
    let reason = procedure.reasons.iter().find(|reason| reason.holds == Some(false));
    let why = reason.map(|reason| reason.text.clone());
    let why = why.or_else(|| procedure.instead.map(str::to_owned)).filter(|_| is_shut);
    Shown { why, ..Shown::new(mark, words) }
}

fn of_status(status: &StatusAnswer<'_>) -> Shown {
    let (mark, mut words) = match status.holds {
        Some(true) => (Mark::On, "holds".to_owned()),
        Some(false) => (Mark::Off, "does not hold".to_owned()),
        None => (Mark::Unknown, "not known".to_owned()),
    };
    if status.holds == Some(true) {
        let (since, until) = (status.since, status.until);
        since.iter().for_each(|since| words.push_str(&format!(" since {}", InWords(*since))));
        until.iter().for_each(|until| words.push_str(&format!(", until {}", InWords(*until))));
    }
    Shown::new(mark, words)
}

/// Of several runs of a period the one that matters: it runs, or perhaps; else the last.
fn of_runs(runs: &[&Deadline<'_>], on: Day) -> Option<Shown> {
    let found = |standing| runs.iter().rev().find(|run| run.state == standing);
    let run =
        found(Standing::Running).or_else(|| found(Standing::Unknown)).or_else(|| runs.last())?;
    let (mark, words) = match (run.state, run.ends, run.safe_by) {
        (Standing::Running, Some(ends), Some(safe)) if safe < ends && safe >= on => {
            (Mark::On, format!("running: last day {}, perhaps {}", InWords(safe), InWords(ends)))
        }
        (Standing::Running, Some(ends), _) => {
            (Mark::On, format!("running: last day {}", InWords(ends)))
        }
        (Standing::Running, None, Some(safe)) => {
            (Mark::On, format!("running: to be safe, until {}", InWords(safe)))
        }
        (Standing::Running, None, None) => (Mark::On, "running: its end is open".to_owned()),
        (Standing::Ended, Some(ends), _) => {
            (Mark::Over, format!("over since {}", InWords(ends.next())))
        }
        (Standing::Ended, None, _) => (Mark::Over, "over".to_owned()),
        (Standing::NotStarted, ..) => match run.starts {
            Some(starts) => (Mark::Soon, format!("starts {}", InWords(starts))),
            None => (Mark::Off, "not started".to_owned()),
        },
        (Standing::Unknown, _, Some(safe)) => {
            (Mark::Unknown, format!("not known: to be safe, until {}", InWords(safe)))
        }
        (Standing::Unknown, ..) => (Mark::Unknown, "not known".to_owned()),
    };
    let words = if run.moot { format!("{words}, but that no longer matters") } else { words };
    let words = match runs.len() {
        1 => words,
        many => format!("{words} ({many} runs)"),
    };
    Some(Shown::new(mark, words))
}
