//! How a date was counted, step by step, for redoing it on paper.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::date::{Calendar, Closed, Day, Direction, Length, Noted};
use crate::describe::condition;
use crate::graph::{Change, CountingId, ExprId, LawId, Pack, PeriodId};
use crate::timeline::{Days, Moment};

/// Something that listens to how a date is worked out.
pub(crate) trait Trace<'p> {
    /// Whether anybody listens, for what would be worked out only to be told.
    const LISTENS: bool;

    /// Is told one step, if it listens.
    fn step(&mut self, step: impl FnOnce() -> Step<'p>);
}

/// Nobody listens.
pub(crate) struct NoTrace;

impl<'p> Trace<'p> for NoTrace {
    const LISTENS: bool = false;

    fn step(&mut self, _: impl FnOnce() -> Step<'p>) {}
}

impl<'p> Trace<'p> for Vec<Step<'p>> {
    const LISTENS: bool = true;

    fn step(&mut self, step: impl FnOnce() -> Step<'p>) {
        self.push(step());
    }
}

/// An event as a step names it: its title and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told<'p> {
    pub(crate) title: &'p str,
    pub(crate) day: Day,
}

/// The conditions by any of which a clock stood still or a period was held open.
pub(crate) type Causes = [Option<ExprId>; 3];

/// The days on which a clock stood still: how many (of court days only, where no others
/// are counted), the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stopped {
    pub(crate) days: i32,
    pub(crate) court_days: bool,
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Stopped {
    pub(crate) fn of(stood: &Days, closed: Option<&Calendar>) -> Option<Stopped> {
        let (first, last) = (stood.spans().first()?.first, stood.spans().last()?.last);
        if last == Day::NEVER {
            return None;
        }
        let days = match closed {
            None => stood.count(first, last),
            Some(calendar) => {
                let days = days_from(first).take_while(|day| *day <= last);
                let open = |day: &Day| stood.contains(*day) && !calendar.is_closed(*day);
                days.filter(open).count() as i32
            }
        };
        Some(Stopped { days, court_days: closed.is_some(), first, last })
    }
}

/// A day and all after it.
pub(super) fn days_from(first: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(first), |day| Some(day.next()))
}

/// One step of a computation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step<'p> {
    Starts {
        event: Option<Told<'p>>,
        moment: Moment,
    },
    CountedFrom {
        event: Option<Told<'p>>,
        moment: Moment,
    },
    Until {
        event: Option<Told<'p>>,
        moment: Moment,
    },
    Edge {
        period: PeriodId,
        end: bool,
        moment: Moment,
    },
    /// A date that the law itself names.
    Named {
        day: Day,
    },
    Chosen {
        later: bool,
        moment: Moment,
    },
    Counted {
        length: Length,
        direction: Direction,
        counting: CountingId,
        from: Day,
        fell_on: Day,
    },
    Added {
        entry: usize,
        counting: CountingId,
        fell_on: Day,
    },
    Rolled {
        counting: CountingId,
        from: Day,
        to: Day,
    },
    MannerUnknown {
        event: Option<Told<'p>>,
    },
    /// Without its moment, the steps by which the new end is counted follow.
    Changed {
        event: Told<'p>,
        change: Change,
        law: &'p [LawId],
        moment: Option<Moment>,
    },
    MayHaveChanged {
        event: Told<'p>,
        law: &'p [LawId],
        moment: Moment,
    },
    EndedBy {
        event: Told<'p>,
        moment: Moment,
    },
    Suspended {
        stopped: Option<Stopped>,
        /// What stopped it.
        causes: Causes,
        moment: Moment,
    },
    HeldOpen {
        law: &'p [LawId],
        /// What holds it open.
        causes: Causes,
        moment: Moment,
    },
    NotModelled,
}

impl<'p> Step<'p> {
    /// The law that its line cites.
    fn law(&self, pack: &'p Pack) -> &'p [LawId] {
        let counting = |id: CountingId| &pack.countings[id.index()];
        match *self {
            Step::Counted { length, counting: id, .. } if counting(id).leaves_out(length) => {
                &counting(id).law
            }
            Step::Added { entry, counting: id, .. } => &counting(id).added[entry].law,
            Step::Rolled { counting: id, .. } => &counting(id).law,
            Step::Changed { law, .. } | Step::MayHaveChanged { law, .. } => law,
            Step::HeldOpen { law, .. } => law,
            _ => &[],
        }
    }
}

/// The first or the last day of a period, taken over by a count.
pub(super) struct Edge {
    pub(super) period: PeriodId,
    pub(super) end: bool,
    pub(super) moment: Moment,
}

/// How a date was counted: one line a step. Its JSON is a list of texts.
#[derive(Debug, Clone)]
pub struct Computation<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) steps: Vec<Step<'p>>,
}

impl Computation<'_> {
    /// The steps as lines of text.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.steps.iter().map(|step| Line { pack: self.pack, step }.to_string())
    }

    /// The ids of the laws that the lines cite; one may come twice.
    pub fn law(&self) -> impl Iterator<Item = &str> {
        self.law_ids().map(|id| self.pack.laws[id.index()].id.as_str())
    }

    /// The same as numbers.
    pub(super) fn law_ids(&self) -> impl Iterator<Item = LawId> {
        self.steps.iter().flat_map(|step| step.law(self.pack)).copied()
    }

    /// The first and last days of other periods that it takes over.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge> {
        self.steps.iter().filter_map(|step| match *step {
            Step::Edge { period, end, moment } => Some(Edge { period, end, moment }),
            _ => None,
        })
    }

    /// Those of them by which something changed the end, or held it open.
    pub(super) fn law_of_changes(&self) -> impl Iterator<Item = LawId> {
        let changes = self.steps.iter().filter_map(|step| match step {
            Step::Changed { law, .. } | Step::MayHaveChanged { law, .. } => Some(*law),
            Step::HeldOpen { law, .. } => Some(*law),
            _ => None,
        });
        changes.flatten().copied()
    }
}

impl Serialize for Computation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.steps.iter().map(|step| Line { pack: self.pack, step }))
    }
}

struct Line<'a> {
    pack: &'a Pack,
    step: &'a Step<'a>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A moment as it is written down: a day, or between which days it lies.
pub(crate) struct Whenever(pub(crate) Moment);

impl fmt::Display for Whenever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (earliest, latest) = (self.0.earliest(), self.0.latest());
        if self.0.is_never() {
            f.write_str("not yet")
        } else if earliest == latest {
            write!(f, "{}", Noted(earliest))
        } else if latest == Day::NEVER {
            write!(f, "not known, {earliest} or later")
        } else {
            write!(f, "not known, between {earliest} and {latest}")
        }
    }
}

/// An event with what is known of its day, or only the day.
fn dated(f: &mut fmt::Formatter<'_>, event: Option<Told<'_>>, moment: Moment) -> fmt::Result {
    match event {
        Some(event) => write!(f, "{}: {}", event.title, Whenever(moment)),
        None => write!(f, "{}", Whenever(moment)),
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pack = self.pack;
        let law = self.step.law(pack);
        match *self.step {
            Step::Starts { event: None, moment } => write!(f, "starts: {}", Whenever(moment)),
            Step::Starts { event, moment } => dated(f, event, moment),
            Step::CountedFrom { event, moment } => {
                f.write_str("counted from ")?;
                dated(f, event, moment)
            }
            Step::Until { event, moment } => {
                f.write_str("until ")?;
                dated(f, event, moment)
            }
            Step::Edge { period, end, moment } => {
                let word = if end { "ends" } else { "starts" };
                write!(f, "{} {word}: {}", pack.periods[period.index()].title, Whenever(moment))
            }
            Step::Named { day } => write!(f, "the law names {}", Noted(day)),
            Step::Chosen { later, moment } => {
                let word = if later { "later" } else { "earlier" };
                write!(f, "the {word} of these: {}", Whenever(moment))
            }
            Step::Counted { length, direction, counting, from, fell_on } => {
                let sign = match direction {
                    Direction::After => '+',
                    Direction::Before => '-',
                };
                write!(f, "{sign} {length} = {}", Noted(fell_on))?;
                let counting = &pack.countings[counting.index()];
                if counting.leaves_out(length) {
                    f.write_str(", court days only")?;
                    cites(f, pack, law)?;
                }
                if counting.rule.in_court_days(length) {
                    holidays(f, pack.calendar(counting), (from, fell_on))?;
                }
                Ok(())
            }
            Step::Added { entry, counting, fell_on } => {
                let added = &pack.countings[counting.index()].added[entry];
                write!(f, "+ {} for the manner of service = {}", added.length, Noted(fell_on))?;
                cites(f, pack, law)
            }
            Step::Rolled { counting, from, to } => {
                let counting = &pack.countings[counting.index()];
                let calendar = pack.calendar(counting);
                let step = if to > from { 1 } else { -1 };
                let mut day = from;
                let mut first = true;
                while day != to {
                    if let Some(closed) = calendar.why_closed(day) {
                        f.write_str(if first { "" } else { ", " })?;
                        write!(f, "{day} is {}", Name(closed.name()))?;
                        first = false;
                    }
                    day = day.plus(step);
                }
                write!(f, ": moves to {}", Noted(to))?;
                cites(f, pack, law)
            }
            Step::MannerUnknown { event } => {
                let event = event.map_or("the paper", |event| event.title);
                write!(f, "how this was served is not known, and days may be added for it: {event}")
            }
            Step::Changed { event, change, moment, .. } => {
                let (word, so) = match change {
                    Change::Extend => ("moves the end", "now"),
                    Change::Restart => ("begins anew", "begins anew,"),
                    Change::Revive => ("revived", "revived,"),
                };
                write!(f, "{} {}: ", event.title, event.day)?;
                match moment {
                    None => f.write_str(word)?,
                    Some(moment) => write!(f, "{so} ends {}", Whenever(moment))?,
                }
                cites(f, pack, law)
            }
            Step::MayHaveChanged { event, moment, .. } => {
                write!(f, "{} {}: may have moved the end: ", event.title, event.day)?;
                write!(f, "{}", Whenever(moment))?;
                cites(f, pack, law)
            }
            Step::EndedBy { event, moment } => {
                write!(f, "ended by {} {}: last day {}", event.title, event.day, Whenever(moment))
            }
            Step::Suspended { stopped: None, causes, moment } => {
                f.write_str("the clock may stand still on some days")?;
                write!(f, "{}: {}", While(pack, &causes), Whenever(moment))
            }
            Step::Suspended {
                stopped: Some(Stopped { days, court_days, first, last }),
                causes,
                moment,
            } => {
                let court = if court_days { "court " } else { "" };
                let plural = if days == 1 { "" } else { "s" };
                let between = if last.number() - first.number() + 1 == days {
                    "from"
                } else {
                    "on some days from"
                };
                write!(
                    f,
                    "+ {days} {court}day{plural} on which the clock stood still, {between} "
                )?;
                write!(f, "{first} to {last}{} = {}", While(pack, &causes), Whenever(moment))
            }
            Step::HeldOpen { causes, moment, .. } => {
                match moment.day() {
                    Some(day) => write!(f, "held open until {}", Noted(day))?,
                    None if moment.is_never() => f.write_str("held open, with no end yet")?,
                    None => write!(f, "held open: {}", Whenever(moment))?,
                }
                write!(f, "{}", While(pack, &causes))?;
                cites(f, pack, law)
            }
            Step::NotModelled => f.write_str("the length that applies here is not established"),
        }
    }
}

/// `, while bankruptcy stops every step`; nothing where the days alone say it.
struct While<'a>(&'a Pack, &'a Causes);

impl fmt::Display for While<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let While(pack, causes) = *self;
        for (at, cause) in causes.iter().flatten().enumerate() {
            write!(f, ", {} {}", if at == 0 { "while" } else { "or" }, condition(pack, *cause))?;
        }
        Ok(())
    }
}

/// The holidays that a count of court days left out.
fn holidays(
    f: &mut fmt::Formatter<'_>,
    calendar: &Calendar,
    (from, to): (Day, Day),
) -> fmt::Result {
    let mut word = ", without";
    let between = days_from(from.min(to)).take_while(|day| *day <= from.max(to));
    for day in between.filter(|day| *day != from) {
        if let Some(Closed::Holiday(name)) = calendar.why_closed(day) {
            write!(f, "{word} {day} ({name})")?;
            word = ",";
        }
    }
    Ok(())
}

/// `a Sunday`, but `Cesar Chavez Day`.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self.0, "Saturday" | "Sunday") {
            write!(f, "a {}", self.0)
        } else {
            f.write_str(self.0)
        }
    }
}

fn cites(f: &mut fmt::Formatter<'_>, pack: &Pack, laws: &[LawId]) -> fmt::Result {
    let mut any = false;
    for law in laws {
        f.write_str(if any { "; " } else { " (" })?;
        f.write_str(&pack.laws[law.index()].cite)?;
        any = true;
    }
    f.write_str(if any { ")" } else { "" })
}
