//! One period of a case: when it runs, and what happened to it.
//!
//! The same code works out a period with its trace and without; the trace only
//! listens.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::evaluate::Assessment;
use super::suppose::Supposed;
use super::trace::{NoTrace, Step, Told, Trace};
use crate::case::AttributeValue;
use crate::date::{self, Day, Direction, Length};
use crate::graph::{
    Anchor, CountingId, Duration, EventSet, ExprId, HeldOpen, Lasts, Period, PeriodId, Reading,
    Selector, Term, Which,
};
use crate::timeline::{Days, Moment, Timeline, Truth};

/// A period of a case.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeriodState {
    /// The days on which it runs.
    pub(crate) within: Timeline,
    pub(crate) runs: SmallVec<[Run; 1]>,
    /// Whether anything may have started it, be it for a case to which it does not apply.
    pub(crate) has_start: bool,
    /// What became of each event that was to restart, extend or revive it.
    pub(crate) verdicts: Vec<(usize, Verdict)>,
}

/// One run of a period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// Where it first began.
    pub(crate) origin: Point,
    /// Where it began, or last began anew.
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    /// The spans before it was restarted or revived: the first and last day of each.
    pub(crate) earlier: Vec<(Moment, Moment)>,
    /// Whether the period applies to the case at all.
    pub(crate) applies: Truth,
    /// The recorded event that started it.
    pub(crate) started_by: Option<usize>,
    /// The event that cut it short.
    pub(crate) ended_by: Option<usize>,
    /// The last day before an event that cut it short, whatever the clock says.
    pub(super) cut: Moment,
    /// The law sets an end, but which is not modelled.
    pub(crate) not_modelled: bool,
}

/// What became of an event that was to restart, extend or revive a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It did.
    Took,
    /// It did, if what must follow it follows in time.
    Pending,
    /// It is not known whether it did.
    Unclear,
    /// It did not, by the effect of this number, for this reason.
    Failed(u16, Failure),
}

/// Why an event did not restart, extend or revive a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The period did not run at all.
    NotRunning,
    /// It came before the first day on which it could be done.
    TooEarly(Day),
    /// It came after the last day on which it could be done.
    TooLate(Day),
    /// It was to revive a period that had not ended.
    NotEnded(Day),
    /// Too little had passed since the one before.
    TooSoonAfter(Day, Day),
    /// It had been done as often as it can be.
    TooOften(u32),
    /// It is not for this case.
    NotForThis,
}

impl Failure {
    /// How much it says, beside the others: most, where the event was meant for the case
    /// and for a period that had started.
    pub(super) fn says(self) -> u8 {
        match self {
            Failure::NotRunning => 0,
            Failure::NotForThis => 1,
            _ => 2,
        }
    }
}

impl Verdict {
    pub(crate) fn truth(self) -> Truth {
        match self {
            // Until the time for it has passed, what is not yet complete stands.
            Verdict::Took | Verdict::Pending => Truth::Yes,
            Verdict::Unclear => Truth::Unknown,
            Verdict::Failed(..) => Truth::No,
        }
    }
}

impl PeriodState {
    pub(crate) fn verdict_on(&self, at: usize) -> Option<Verdict> {
        // With several runs the best outcome is what the event did.
        self.verdicts
            .iter()
            .filter(|(event, _)| *event == at)
            .map(|(_, verdict)| *verdict)
            .max_by_key(|verdict| match verdict {
                Verdict::Failed(_, why) => (0, why.says()),
                Verdict::Unclear => (1, 0),
                Verdict::Took | Verdict::Pending => (2, 0),
            })
    }
}

/// A run that is followed: of which period, read how, and counted how.
pub(super) struct Follow<'p> {
    pub(super) id: PeriodId,
    pub(super) period: &'p Period,
    pub(super) reading: Option<&'p Reading>,
    /// The condition while which its clock stands still; none where it never does.
    pub(super) stops: Option<ExprId>,
    /// What is so wherever it applies.
    pub(super) supposed: Supposed,
    pub(super) ways: Ways,
}

impl<'p> Follow<'p> {
    /// What holds the period open, as it is read.
    pub(super) fn holds(&self) -> impl Iterator<Item = &'p HeldOpen> + use<'p> {
        let by_reading = self.reading.map_or(&[][..], |reading| &reading.held_open);
        self.period.held_open.iter().chain(by_reading)
    }
}

/// The ways of counting of the versions that may be the law; most often one.
pub(super) type Ways = SmallVec<[Option<CountingId>; 2]>;

/// Adds ways of counting, each once.
pub(super) fn add_ways(ways: &mut Ways, more: impl IntoIterator<Item = Option<CountingId>>) {
    for way in more {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
}

/// Where an anchor is looked at from.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub(super) start: Moment,
    pub(super) end: Moment,
    pub(super) this: Option<Point>,
    pub(super) counted: Option<CountingId>,
}

/// A starting point with the recorded event that it is, where it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(super) moment: Moment,
    pub(super) event: Option<usize>,
    manner: Manner,
    /// Whether only court days were counted to come to it.
    pub(super) court_days: Truth,
    /// Whether it was counted backwards.
    pub(super) backwards: Truth,
}

/// By whose manner of service days may be added to a count from a point.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Manner {
    /// The point is no event's day.
    Nobodys,
    /// By that of this recorded event.
    Of(usize),
    /// By that of an event of which the day is not known.
    NotKnown,
}

impl Point {
    const NEVER: Point = Point {
        moment: Moment::NEVER,
        event: None,
        manner: Manner::Nobodys,
        court_days: Truth::No,
        backwards: Truth::No,
    };

    /// The later or the earlier of two; of two on one day the second is the later.
    fn chosen(self, other: Point, later: bool) -> Point {
        let (a, b) = (self.moment, other.moment);
        let moment = if later { a.later(b) } else { a.earlier(b) };
        let (is_self, is_other) = if later {
            (a.latest() > b.earliest(), b.latest() >= a.earliest())
        } else {
            (a.earliest() <= b.latest(), b.earliest() < a.latest())
        };
        match (is_self, is_other) {
            (true, false) => Point { moment, ..self },
            (false, _) => Point { moment, ..other },
            // Which of them it is is not known.
            (true, true) => {
                let manner = match (self.manner, other.manner) {
                    (Manner::Nobodys, Manner::Nobodys) => Manner::Nobodys,
                    _ => Manner::NotKnown,
                };
                Point {
                    manner,
                    court_days: self.court_days.either(other.court_days),
                    backwards: self.backwards.either(other.backwards),
                    ..Point::plain(moment)
                }
            }
        }
    }

    /// The same of two that have not moved yet, each beside the day to which it would move:
    /// those days decide.
    fn chosen_as_it_moves(
        one: (Point, Point),
        other: (Point, Point),
        later: bool,
    ) -> (Point, Point) {
        let moves = one.1.chosen(other.1, later);
        let falls = |side: fn(Moment) -> Day| {
            let (to, other_to) = (side(one.1.moment), side(other.1.moment));
            let is_other = if later { to <= other_to } else { other_to < to };
            side(if is_other { other.0.moment } else { one.0.moment })
        };
        let (first, last) = (falls(Moment::earliest), falls(Moment::latest));
        let moment = Moment::between(first.min(last), first.max(last));
        (Point { moment, ..moves }, moves)
    }

    /// One or the other, when it is not known which.
    pub(super) fn either(self, other: Point) -> Point {
        let court_days = self.court_days.either(other.court_days);
        let backwards = self.backwards.either(other.backwards);
        Point { court_days, backwards, ..Point::plain(self.moment.either(other.moment)) }
    }

    pub(super) fn plain(moment: Moment) -> Point {
        Point { moment, ..Point::NEVER }
    }

    /// The day of a recorded event.
    pub(super) fn at(event: usize, day: Day) -> Point {
        Point { event: Some(event), manner: Manner::Of(event), ..Point::plain(Moment::at(day)) }
    }
}

impl<'p> Assessment<'p, '_> {
    /// Works out a period: all its runs, and the days on which any of them lasts.
    /// `None` where nothing starts it, as for most periods of most cases.
    pub(crate) fn work_out_period(&self, id: PeriodId) -> Option<PeriodState> {
        let period = &self.pack.periods[id.index()];
        if self.never_comes(&period.starts) && self.none_to_fail(period) {
            return None;
        }
        let mut state = PeriodState::default();
        for point in self.starts(period) {
            state.has_start |= !point.moment.is_never();
            let applies = match point.moment.is_never() {
                // Whether it would apply is asked when it is shown, not each time.
                true => Truth::No,
                false => self.applies(period, point.moment),
            };
            if applies != Truth::No {
                let verdicts = &mut state.verdicts;
                let run = self.follow_from(id, point, applies, None, verdicts, &mut NoTrace);
                state.runs.push(run);
            } else if !period.plain {
                self.fail_all(id, period, &mut state.verdicts);
            }
        }
        state.within = match state.runs.as_slice() {
            [] => Timeline::default(),
            [run] => run.lasts(),
            runs => Timeline::any(runs.iter().map(Run::lasts)),
        };
        Some(state)
    }

    /// Works out one run again, with every step told to a trace.
    pub(crate) fn retrace(
        &self,
        id: PeriodId,
        run: &Run,
        reading: Option<&'p Reading>,
        trace: &mut impl Trace<'p>,
    ) -> Option<Run> {
        let Run { origin, applies, .. } = *run;
        if origin.moment.is_never() {
            return None;
        }
        Some(self.follow_from(id, origin, applies, reading, &mut Vec::new(), trace))
    }

    /// Whether a starting point surely never comes, by a look that costs little; where
    /// it does not say so, it may be so all the same.
    fn never_comes(&self, anchor: &Anchor) -> bool {
        match anchor {
            Anchor::Event { events, .. } => self.surely_none(events),
            Anchor::Edge { period, .. } => self.runs(*period).is_empty(),
            Anchor::Count { from, .. } => self.never_comes(from),
            Anchor::Choice { later: true, of } => of.iter().any(|one| self.never_comes(one)),
            Anchor::Choice { later: false, of } => of.iter().all(|one| self.never_comes(one)),
            Anchor::This | Anchor::Own { .. } | Anchor::On(_) => false,
        }
    }

    /// Whether nothing is recorded that was to change a period.
    fn none_to_fail(&self, period: &Period) -> bool {
        let mut selectors = period.effects.iter().flat_map(|effect| &effect.events);
        selectors.all(|selector| self.matter.occurrences(selector.event).is_empty())
    }

    /// The starting points of the runs of a period.
    fn starts(&self, period: &Period) -> SmallVec<[Point; 1]> {
        let context = Context {
            start: Moment::NEVER,
            end: Moment::NEVER,
            this: None,
            counted: period.counted,
        };
        let mut starts = SmallVec::new();
        if period.each {
            self.each_start(&period.starts, context, &mut starts);
            if starts.is_empty() {
                starts.push(Point::plain(Moment::NEVER));
            }
        } else {
            starts.push(self.point(&period.starts, context, false, &mut NoTrace));
        }
        starts
    }

    fn each_start(&self, anchor: &Anchor, context: Context, starts: &mut SmallVec<[Point; 1]>) {
        match anchor {
            Anchor::Event { which: Which::Each, events } => {
                self.each_effective(events, |at, holds| {
                    let day = self.matter.events[at].day;
                    let moment = Moment::at(day).when(holds, Moment::NEVER);
                    starts.push(Point { moment, ..Point::at(at, day) });
                });
                starts.sort_by_key(|point| (point.moment.earliest(), point.event));
                // One that is not recorded stands beside those of another kind that are.
                let unseen = events.iter().any(|selector| {
                    let alone = std::slice::from_ref(selector);
                    let mut seen = false;
                    // One that may not be the one meant leaves open whether there was another.
                    self.each_effective(alone, |_, holds| seen |= holds == Truth::Yes);
                    !seen && self.may_be_unrecorded(alone)
                });
                if unseen {
                    let moment = Moment::between(self.matter.entered, Day::NEVER);
                    starts
                        .push(Point { manner: self.unseen_manner(events), ..Point::plain(moment) });
                }
            }
            Anchor::Count { length, direction, from } => {
                self.each_start(from, context, starts);
                for point in starts.iter_mut() {
                    let counted = context.counted;
                    let to =
                        self.counted(*point, *length, *direction, counted, false, &mut NoTrace);
                    *point = Point { event: point.event, ..to };
                }
            }
            _ => {}
        }
    }

    /// Whether nothing has started a period.
    pub(crate) fn has_no_start(&self, period: PeriodId) -> bool {
        !self.period(period).is_some_and(|state| state.has_start)
    }

    /// Whether a period that has not started could apply to the case.
    pub(crate) fn could_apply(&self, period: &Period) -> bool {
        period.when.is_none_or(|when| !self.is_never(when))
    }

    /// Works out one run from its starting point.
    fn follow_from(
        &self,
        id: PeriodId,
        point: Point,
        applies: Truth,
        reading: Option<&'p Reading>,
        verdicts: &mut Vec<(usize, Verdict)>,
        trace: &mut impl Trace<'p>,
    ) -> Run {
        let period = &self.pack.periods[id.index()];
        self.tell_start(period, point, trace);
        let mut supposed = Supposed::default();
        if applies == Truth::Unknown {
            supposed = self.supposed(period, point.moment);
        }
        let stops = self.stops(period, reading);
        let mut follow = Follow { id, period, reading, stops, supposed, ways: Ways::new() };
        let (end, ways, not_modelled) = self.first_end(&follow, point, false, trace);
        let mut run = Run {
            origin: point,
            start: point.moment,
            end: end.moment,
            earlier: Vec::new(),
            applies,
            started_by: point.event,
            ended_by: None,
            cut: Moment::NEVER,
            not_modelled,
        };
        let touched =
            |reading: &Reading| reading.suspended_while.is_some() || !reading.held_open.is_empty();
        if !period.plain || reading.is_some_and(touched) {
            follow.ways = ways;
            let before = verdicts.len();
            self.follow(follow, &mut run, verdicts, trace);
            if applies == Truth::Unknown {
                // What changes a period that may not run may change none.
                for (_, verdict) in &mut verdicts[before..] {
                    if verdict.truth() == Truth::Yes {
                        *verdict = Verdict::Unclear;
                    }
                }
            }
        }
        if let Some(reading) = reading
            && run.ended_by.is_none()
        {
            self.read_last_day(period, reading, &mut run, trace);
        }
        run
    }

    /// The condition while which the clock of a period stands still, as it is read; none
    /// where it never does in this case.
    pub(super) fn stops(&self, period: &Period, reading: Option<&Reading>) -> Option<ExprId> {
        let by_reading = reading.and_then(|reading| reading.suspended_while);
        by_reading.or(period.suspended_while).filter(|condition| !self.is_never(*condition))
    }

    /// Reads the last day of a run as it now stands otherwise; not that before an event
    /// that has cut it short.
    fn read_last_day(
        &self,
        period: &Period,
        reading: &Reading,
        run: &mut Run,
        trace: &mut impl Trace<'p>,
    ) {
        let stood = run.end;
        let mut end = stood;
        if let Some(to) = &reading.to {
            let (start, counted) = (run.start, period.counted);
            let context = Context { start, end, this: None, counted };
            end = self.last_day(to, context, false, trace).moment;
        }
        if let Some(way) = reading.last_day {
            let counting = &self.pack.countings[way.index()];
            let calendar = self.pack.calendar(counting);
            let fell = end;
            end = fell.map(|day| counting.rule.roll(calendar, day, Direction::After));
            if let (Some(from), Some(to)) = (fell.day(), end.day())
                && from != to
            {
                trace.step(|| Step::Rolled { counting: way, from, to });
            }
        }
        // Whether an event has cut it short may not be known.
        run.end = if run.cut.is_never() { end } else { end.either(stood) };
    }

    /// Tells on which day a run starts, and how that is counted.
    fn tell_start<T: Trace<'p>>(&self, period: &Period, point: Point, trace: &mut T) {
        if !T::LISTENS {
            return;
        }
        let context = Context {
            start: Moment::NEVER,
            end: Moment::NEVER,
            this: None,
            counted: period.counted,
        };
        let mut event = point.event;
        match event {
            None => {
                self.point(&period.starts, context, false, trace);
            }
            // So long before or after the event: it is told with its own day.
            Some(at) if matches!(period.starts, Anchor::Count { .. }) => {
                self.tell_each(&period.starts, at, context, trace);
                event = None;
            }
            Some(_) => {}
        }
        trace.step(|| Step::Starts { event: self.told(event), moment: point.moment });
    }

    /// Tells the event that starts one of several runs, and what is counted from it.
    fn tell_each<T: Trace<'p>>(
        &self,
        anchor: &Anchor,
        at: usize,
        context: Context,
        trace: &mut T,
    ) -> Point {
        match anchor {
            Anchor::Count { length, direction, from } => {
                let from = self.tell_each(from, at, context, trace);
                self.counted(from, *length, *direction, context.counted, false, trace)
            }
            _ => {
                let point = Point::at(at, self.matter.events[at].day);
                trace.step(|| Step::Starts { event: self.told(Some(at)), moment: point.moment });
                point
            }
        }
    }

    /// Whether a period applies, by its condition on the day on which it starts.
    fn applies(&self, period: &Period, start: Moment) -> Truth {
        let Some(when) = period.when else {
            return Truth::Yes;
        };
        if let Some(day) = start.day() {
            return self.truth(when, day);
        }
        let held = self.timeline(when);
        let from = if start.earliest() == Day::NEVER { Day::DAWN } else { start.earliest() };
        let days = Days::between(from, start.latest());
        if days.within(held.certain()) {
            Truth::Yes
        } else if days.and(held.possible()).is_none() {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// The end by the period's own term, or by the version that is the law.
    pub(super) fn first_end(
        &self,
        follow: &Follow<'p>,
        point: Point,
        moved: bool,
        trace: &mut impl Trace<'p>,
    ) -> (Point, Ways, bool) {
        let Follow { period, reading, stops, supposed, .. } = follow;
        // A clock that may stand still is put on a court day once, at its end.
        let roll = moved || stops.is_none();
        let counted = |term: &Term| reading.and_then(|reading| reading.counted).or(term.counted);
        let mut ways = Ways::new();
        let mut supposed = Cow::Borrowed(supposed);
        let mut outcome: Option<Point> = None;
        let mut add = |end: Point, counted: Option<CountingId>| {
            add_ways(&mut ways, [counted]);
            let sum = outcome.map_or(end, |other| other.either(end));
            outcome = Some(sum);
            sum
        };
        // Versions that may be the law: a later one is it only if they are not.
        for version in &period.versions {
            let term = &version.term;
            match self.holds_if(version.when, point.moment, &supposed) {
                Truth::No => {}
                Truth::Yes => {
                    let end = self.end_of(term, *reading, point, roll, trace);
                    let end = add(end, counted(term));
                    return (end, ways, is_not_known(term));
                }
                Truth::Unknown => {
                    self.suppose_fails(version.when, point.moment, supposed.to_mut());
                    add(self.end_of(term, *reading, point, roll, &mut NoTrace), counted(term));
                }
            }
        }
        match &period.term {
            Some(term) => {
                let end = self.end_of(term, *reading, point, roll, trace);
                let end = add(end, counted(term));
                (end, ways, is_not_known(term))
            }
            // No version is the law of this case: it is not modelled.
            None => {
                trace.step(|| Step::NotModelled);
                let unknown = Point::plain(point.moment.either(Moment::NEVER));
                let end = add(unknown, period.counted);
                (end, ways, true)
            }
        }
    }

    fn end_of(
        &self,
        term: &Term,
        reading: Option<&Reading>,
        point: Point,
        roll: bool,
        trace: &mut impl Trace<'p>,
    ) -> Point {
        let counted = reading.and_then(|reading| reading.counted).or(term.counted);
        match reading.and_then(|reading| reading.lasts.as_ref()).unwrap_or(&term.lasts) {
            Lasts::For(Duration::Is(length)) => {
                self.counted(point, *length, Direction::After, counted, roll, trace)
            }
            Lasts::For(Duration::NotKnown) => {
                trace.step(|| Step::NotModelled);
                Point::plain(point.moment.either(Moment::NEVER))
            }
            Lasts::For(Duration::Open) => Point::plain(Moment::NEVER),
            Lasts::Until(anchor) => {
                // The event's own day, though the run starts so long after it.
                let this = match point.event {
                    Some(at) => Point::at(at, self.matter.events[at].day),
                    None => {
                        let unseen = Moment::between(self.matter.entered, Day::NEVER);
                        Point { manner: Manner::NotKnown, ..Point::plain(unseen) }
                    }
                };
                let context =
                    Context { start: point.moment, end: Moment::NEVER, this: Some(this), counted };
                self.last_day(anchor, context, roll, trace)
            }
        }
    }

    /// Evaluates a starting point. `is_end` when it is the last day of a period,
    /// which may move off a closed day; no other point does.
    pub(super) fn point(
        &self,
        anchor: &Anchor,
        context: Context,
        is_end: bool,
        trace: &mut impl Trace<'p>,
    ) -> Point {
        self.point_told(anchor, context, (is_end, is_end), trace)
    }

    /// The last day of a period, moved off a closed day or, without `roll`, where it falls.
    pub(super) fn last_day(
        &self,
        anchor: &Anchor,
        context: Context,
        roll: bool,
        trace: &mut impl Trace<'p>,
    ) -> Point {
        self.point_told(anchor, context, (true, roll), trace)
    }

    fn point_told(
        &self,
        anchor: &Anchor,
        context: Context,
        (is_end, roll): (bool, bool),
        trace: &mut impl Trace<'p>,
    ) -> Point {
        let plain = Point::plain;
        match anchor {
            Anchor::Event { which, events } => {
                let moment = match which {
                    Which::First | Which::Each => self.first(events),
                    Which::Last => self.last(events),
                };
                let (event, is_sure) = match moment.day() {
                    Some(day) => self.event_on(events, day, *which == Which::Last),
                    None => (None, false),
                };
                if is_end {
                    trace.step(|| Step::Until { event: self.told(event), moment });
                } else if event.is_some() {
                    trace.step(|| Step::Starts { event: self.told(event), moment });
                }
                let manner = match event {
                    Some(at) if is_sure => Manner::Of(at),
                    _ => self.unseen_manner(events),
                };
                Point { event, manner, ..plain(moment) }
            }
            Anchor::This => match context.this {
                Some(this) => {
                    let (event, moment) = (self.told(this.event), this.moment);
                    trace.step(|| Step::Until { event, moment });
                    Point { event: None, ..this }
                }
                None => plain(Moment::NEVER),
            },
            Anchor::Edge { period, end } => {
                let runs = self.runs(*period);
                let moment = if *end {
                    last_end(runs)
                } else {
                    let starts =
                        runs.iter().map(|run| run.first_start().when(run.applies, Moment::NEVER));
                    starts.fold(Moment::NEVER, Moment::earlier)
                };
                trace.step(|| Step::Edge { period: *period, end: *end, moment });
                plain(moment)
            }
            Anchor::Own { end } => plain(if *end { context.end } else { context.start }),
            Anchor::Choice { later, of } => {
                // An end that is to move only after its clock stood still is chosen by the
                // days to which each would move.
                let mut chosen: Option<(Point, Point)> = None;
                for one in of {
                    let falls = self.point_told(one, context, (is_end, roll), trace);
                    let moves = if is_end && !roll {
                        self.last_day(one, context, true, &mut NoTrace)
                    } else {
                        falls
                    };
                    chosen = Some(match chosen {
                        None => (falls, moves),
                        Some(other) => Point::chosen_as_it_moves(other, (falls, moves), *later),
                    });
                }
                let chosen = chosen.map_or(plain(Moment::NEVER), |(falls, _)| falls);
                trace.step(|| Step::Chosen { later: *later, moment: chosen.moment });
                Point { event: None, ..chosen }
            }
            Anchor::Count { length, direction, from } => {
                let worked_out = matches!(
                    **from,
                    Anchor::Edge { .. } | Anchor::Choice { .. } | Anchor::Count { .. }
                );
                let from = if is_end && !worked_out {
                    let from = self.point(from, context, false, &mut NoTrace);
                    let (event, moment) = (self.told(from.event), from.moment);
                    trace.step(|| Step::CountedFrom { event, moment });
                    from
                } else {
                    self.point(from, context, false, trace)
                };
                self.counted(from, *length, *direction, context.counted, roll, trace)
            }
            Anchor::On(day) => {
                trace.step(|| Step::Named { day: *day });
                plain(Moment::at(*day))
            }
        }
    }

    pub(super) fn count(
        &self,
        from: Moment,
        length: Length,
        direction: Direction,
        counted: Option<CountingId>,
        roll: bool,
    ) -> Moment {
        self.counted(Point::plain(from), length, direction, counted, roll, &mut NoTrace).moment
    }

    /// Counts a length, with what the manner of service adds, and moves the
    /// last day off a closed day where that is asked for.
    pub(super) fn counted<T: Trace<'p>>(
        &self,
        from: Point,
        length: Length,
        direction: Direction,
        counted: Option<CountingId>,
        roll: bool,
        trace: &mut T,
    ) -> Point {
        let Some(id) = counted else {
            // Only what is not counted at all has no way of counting.
            return Point::plain(from.moment);
        };
        let counting = &self.pack.countings[id.index()];
        let calendar = self.pack.calendar(counting);
        let count = |day: Day, length: Length| {
            counting.rule.count(calendar, day, length, direction).fell_on
        };
        // The length alone decides whether it is so short that only court days count.
        let plainly = date::Counting { short: 0, ..counting.rule };
        let add = |day: Day, more: Length| plainly.count(calendar, day, more, direction).fell_on;
        let last = |day: Day| {
            if roll { counting.rule.roll(calendar, day, direction) } else { day }
        };
        let added = match from.manner {
            _ if counting.added.is_empty() => Added::Nothing,
            Manner::Nobodys => Added::Nothing,
            Manner::Of(event) => self.added(event, id),
            Manner::NotKnown => Added::Unknown,
        };
        let court_days = Truth::from(counting.rule.in_court_days(length));
        let backwards = Truth::from(direction == Direction::Before);
        let in_court_days = |more: Length| Truth::from(plainly.in_court_days(more));
        match added {
            Added::Nothing => {
                let moment = from.moment.map(|day| last(count(day, length)));
                if T::LISTENS
                    && let (Some(day), Some(to)) = (from.moment.day(), moment.day())
                {
                    let fell_on = count(day, length);
                    let (counting, from) = (id, day);
                    trace.step(|| Step::Counted { length, direction, counting, from, fell_on });
                    if to != fell_on {
                        trace.step(|| Step::Rolled { counting: id, from: fell_on, to });
                    }
                }
                Point { court_days, backwards, ..Point::plain(moment) }
            }
            Added::Known(entry) => {
                let more = counting.added[entry].length;
                let moment = from.moment.map(|day| last(add(count(day, length), more)));
                if T::LISTENS
                    && let (Some(day), Some(to)) = (from.moment.day(), moment.day())
                {
                    let first = count(day, length);
                    let fell_on = add(first, more);
                    let (counting, from) = (id, day);
                    trace.step(|| Step::Counted {
                        length,
                        direction,
                        counting,
                        from,
                        fell_on: first,
                    });
                    trace.step(|| Step::Added { entry, counting: id, fell_on });
                    if to != fell_on {
                        trace.step(|| Step::Rolled { counting: id, from: fell_on, to });
                    }
                }
                let court_days = court_days.and(in_court_days(more));
                Point { court_days, backwards, ..Point::plain(moment) }
            }
            Added::Unknown => {
                let without = from.moment.map(|day| last(count(day, length)));
                if let Manner::Of(event) = from.manner {
                    trace.step(|| Step::MannerUnknown { event: self.told(Some(event)) });
                }
                let without = Point { court_days, backwards, ..Point::plain(without) };
                counting.added.iter().fold(without, |point, more| {
                    let with = from.moment.map(|day| last(add(count(day, length), more.length)));
                    let court_days = court_days.and(in_court_days(more.length));
                    point.either(Point { court_days, backwards, ..Point::plain(with) })
                })
            }
        }
    }

    /// Which of some events on a day is the first, or the last, as they are written; and
    /// whether no other may be it.
    fn event_on(&self, events: &EventSet, day: Day, last: bool) -> (Option<usize>, bool) {
        let (mut found, mut is_sure) = (None, true);
        for selector in events {
            let alone = std::slice::from_ref(selector);
            self.each_effective(alone, |at, holds| {
                if self.matter.events[at].day != day {
                    return;
                }
                match holds {
                    Truth::Yes if last => (found, is_sure) = (Some(at), true),
                    Truth::Yes => found = found.or(Some(at)),
                    _ => is_sure &= !last && found.is_some(),
                }
            });
            // The first may be one that is not recorded.
            let unseen = day == self.matter.entered && self.may_be_unrecorded(alone);
            is_sure &= found.is_some() || !unseen;
        }
        (found, is_sure)
    }

    fn told(&self, event: Option<usize>) -> Option<Told<'p>> {
        event.map(|at| self.telling(at))
    }

    /// A recorded event by its title and day.
    pub(crate) fn telling(&self, at: usize) -> Told<'p> {
        let recorded = &self.matter.events[at];
        Told { title: &self.pack.events[recorded.event.index()].title, day: recorded.day }
    }

    /// By whose manner days are added, of events of which none has a known day.
    fn unseen_manner(&self, events: &EventSet) -> Manner {
        let served = |selector: &Selector| {
            let takes = &self.pack.events[selector.event.index()].takes;
            takes.iter().any(|id| self.pack.attributes[id.index()].id == "by")
        };
        if events.iter().any(served) { Manner::NotKnown } else { Manner::Nobodys }
    }

    /// What the manner in which an event was served adds.
    fn added(&self, event: usize, counting: CountingId) -> Added {
        let pack = self.pack;
        let recorded = &self.matter.events[event];
        let definition = &pack.events[recorded.event.index()];
        let Some(by) =
            definition.takes.iter().find(|id| pack.attributes[id.index()].id == "by").copied()
        else {
            return Added::Nothing;
        };
        match recorded.attribute(by) {
            Some(AttributeValue::Word(manner)) => pack.countings[counting.index()]
                .added
                .iter()
                .position(|added| added.by == *manner)
                .map_or(Added::Nothing, Added::Known),
            _ => Added::Unknown,
        }
    }
}

/// The last end of several runs. Of one that may not be, the others may have the last.
fn last_end(runs: &[Run]) -> Moment {
    let is_sure = |run: &&Run| run.applies == Truth::Yes && run.start.latest().is_a_date();
    let surely = runs.iter().filter(is_sure).map(|run| run.end).reduce(Moment::later);
    let perhaps = runs.iter().filter(|run| !is_sure(run)).map(|run| run.end);
    match surely {
        Some(end) => perhaps.fold(end, |end, other| end.either(end.later(other))),
        None => perhaps.fold(Moment::NEVER, Moment::either),
    }
}

/// Whether a term says that its length is not established.
fn is_not_known(term: &Term) -> bool {
    matches!(&term.lasts, Lasts::For(Duration::NotKnown))
}

/// What the manner of service adds.
enum Added {
    Nothing,
    /// The entry of this number.
    Known(usize),
    /// The case does not say how the paper was served.
    Unknown,
}

impl Run {
    /// For showing a period that nothing has started.
    pub(crate) const NOT_STARTED: Run = Run {
        origin: Point::NEVER,
        start: Moment::NEVER,
        end: Moment::NEVER,
        earlier: Vec::new(),
        applies: Truth::Yes,
        started_by: None,
        ended_by: None,
        cut: Moment::NEVER,
        not_modelled: false,
    };

    /// The days on which it lasts.
    pub(crate) fn lasts(&self) -> Timeline {
        let last = self.start.until(self.end);
        let lasts = match self.earlier.as_slice() {
            [] => last,
            earlier => {
                let earlier = earlier.iter().map(|(start, end)| start.until(*end));
                Timeline::any(earlier.chain([last]))
            }
        };
        match self.applies {
            Truth::Yes => lasts,
            Truth::No => Timeline::default(),
            Truth::Unknown => Timeline::uncertain(Days::none(), lasts.possible().clone()),
        }
    }

    /// Where it first began.
    pub(crate) fn first_start(&self) -> Moment {
        self.earlier.first().map_or(self.start, |(start, _)| *start)
    }
}
