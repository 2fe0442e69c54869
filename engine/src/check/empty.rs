//! Spans that are over before they begin: a window that closes before it opens,
//! a value that ceases to be the law before it becomes it.

use super::Checked;
use crate::date::{Direction, Length, Unit};
use crate::diagnostic::Code;
use crate::graph::{
    Anchor, Change, Duration, Effect, EventSet, Expr, Lasts, Pack, Period, PeriodId,
};
use crate::source::At;

pub(super) fn check(checked: &Checked<'_, '_>) {
    let (model, pack) = (checked.model, checked.pack);
    let tell = |at: At, message: String| {
        if checked.is_own(at) {
            checked
                .findings
                .warning(Code::EmptySpan, at, message)
                .expected("a last day that is not before the first")
                .keep();
        }
    };
    for (defined, period) in model.periods.iter().zip(&pack.periods) {
        let starts = Point::of(pack, &period.starts);
        let lasts = period.term.iter().map(|term| &term.lasts);
        let lasts = lasts.chain(period.versions.iter().map(|version| &version.term.lasts));
        let lasts = lasts.chain(period.readings.iter().filter_map(|one| one.lasts.as_ref()));
        for lasts in lasts {
            if let Lasts::Until(end) = lasts
                && surely_before(Point::of(pack, end), &starts)
            {
                tell(defined.at, format!("`{}` ends before it starts", defined.id));
                break;
            }
        }
        for ((source, _), effect) in defined.what.changes().zip(&period.effects) {
            if can_never_come(pack, effect) {
                tell(source.at, "this closes before it opens, so it never has effect".to_owned());
            }
        }
    }
    for defined in &model.procedures {
        for fee in &defined.what.fees {
            if fee.until < fee.from {
                tell(fee.at, "this fee ends before it begins".to_owned());
            }
        }
    }
    for defined in &model.figures {
        for value in &defined.what.values {
            if value.until < value.from {
                tell(value.at, "this value ends before it begins".to_owned());
            }
        }
    }
    for defined in &model.calendars {
        if let Some(holiday) = defined.what.holidays.iter().find(|one| one.until < one.from) {
            tell(defined.at, format!("the holiday \"{}\" ends before it begins", holiday.title));
        }
    }
    for expr in &pack.exprs {
        if let Expr::Calendar { from, until } = expr
            && until < from
        {
            tell(checked.head.id.at, format!("a condition runs from {from} until {until}"));
        }
    }
}

/// Whether an effect has no day on which it can take place.
fn can_never_come(pack: &Pack, effect: &Effect) -> bool {
    if effect.asked_by.is_some() {
        // What was asked for in time may come at any time.
        return false;
    }
    let point = |anchor: &Option<Anchor>| anchor.as_ref().and_then(|one| Point::of(pack, one));
    let (first, last) = (point(&effect.not_before), point(&effect.not_after));
    let the_end = || Some(Point { root: Root::Own { end: true }, from: 0, to: 0 });
    match effect.change {
        // Within the period, that is until its end.
        Change::Restart | Change::Extend => {
            let until = if effect.not_after.is_some() { last } else { the_end() };
            surely_before(until, &first)
        }
        // From the day after the end.
        Change::Revive => {
            let after = Some(Point { root: Root::Own { end: true }, from: 1, to: 1 });
            surely_before(last.clone(), &first) || surely_before(last, &after)
        }
    }
}

/// A starting point as some days after, or before, something else.
#[derive(Clone)]
struct Point {
    root: Root,
    /// The fewest days after it that it can be, and the most.
    from: i64,
    to: i64,
}

#[derive(Clone, PartialEq)]
enum Root {
    Event(EventSet),
    Edge(PeriodId, bool),
    Own { end: bool },
    This,
    Calendar,
}

/// Whether one starting point comes before another in every case.
fn surely_before(one: Option<Point>, other: &Option<Point>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.root == other.root && one.to < other.from,
        _ => false,
    }
}

impl Point {
    fn of(pack: &Pack, anchor: &Anchor) -> Option<Point> {
        let plain = |root| Some(Point { root, from: 0, to: 0 });
        match anchor {
            Anchor::Event { events, .. } => plain(Root::Event(events.clone())),
            Anchor::This => plain(Root::This),
            Anchor::Own { end } => plain(Root::Own { end: *end }),
            Anchor::On(day) => {
                let days = i64::from(day.number());
                Some(Point { root: Root::Calendar, from: days, to: days })
            }
            Anchor::Edge { period, end } => {
                let edge = &pack.periods[period.index()];
                // A period that nothing changes is as long as it says.
                match (length_of(edge), end) {
                    (_, false) => Point::of(pack, &edge.starts),
                    (Some(length), true) => {
                        Some(Point::of(pack, &edge.starts)?.plus(length, Direction::After))
                    }
                    (None, true) => plain(Root::Edge(*period, true)),
                }
            }
            Anchor::Count { length, direction, from } => {
                Some(Point::of(pack, from)?.plus(*length, *direction))
            }
            Anchor::Choice { .. } => None,
        }
    }

    fn plus(self, length: Length, direction: Direction) -> Point {
        let (least, most) = days_of(length);
        match direction {
            Direction::After => Point { from: self.from + least, to: self.to + most, ..self },
            Direction::Before => Point { from: self.from - most, to: self.to - least, ..self },
        }
    }
}

/// The length of a period that is the same in every case.
fn length_of(period: &Period) -> Option<Length> {
    if !period.plain || period.each || !period.versions.is_empty() {
        return None;
    }
    match &period.term.as_ref()?.lasts {
        Lasts::For(Duration::Is(length)) => Some(*length),
        _ => None,
    }
}

/// The fewest and the most days that a length can be, with what closed days and
/// the manner of service may add.
fn days_of(length: Length) -> (i64, i64) {
    let number = i64::from(length.number());
    match length.unit() {
        Unit::Days => (number, number + 30),
        Unit::CourtDays => (number, 3 * number + 30),
        Unit::Weeks => (7 * number, 7 * number + 30),
        Unit::Months => (28 * number, 31 * number + 30),
        Unit::Years => (365 * number, 366 * number + 30),
    }
}
