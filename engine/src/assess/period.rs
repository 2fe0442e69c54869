//! One period of a case: when it runs, and what happened to it.
//!
//! The same code works out a period with its trace and without; the trace only
//! listens.

use smallvec::SmallVec;

use super::evaluate::Assessment;
use super::trace::{NoTrace, Step, Told, Trace};
use crate::case::AttributeValue;
use crate::date::{Day, Direction, Length};
use crate::graph::{
    Anchor, CountingId, Counts, Duration, Effect, EventId, Expr, ExprId, HeldOpen, Lasts, Period,
    PeriodId, Reading, Term, Which,
};
use crate::timeline::{Days, Moment, Timeline, Truth};

/// A period of a case.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeriodState {
    /// The days on which it runs.
    pub(crate) within: Timeline,
    pub(crate) runs: SmallVec<[Run; 1]>,
    /// What became of each event that was to restart or extend it.
    pub(crate) verdicts: Vec<(usize, Verdict)>,
}

/// One run of a period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    /// Whether the period applies to the case at all.
    pub(crate) applies: Truth,
    /// The recorded event that started it.
    pub(crate) started_by: Option<usize>,
    /// The event that cut it short.
    pub(crate) ended_by: Option<usize>,
    /// The law sets an end, but which is not modelled.
    pub(crate) not_modelled: bool,
}

/// What became of an event that was to restart or extend a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It did.
    Took,
    /// It is not known whether it did.
    Unclear,
    /// It did not, by the effect of this number, for this reason.
    Failed(u16, Failure),
}

/// Why an event did not restart or extend a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The period did not run at all.
    NotRunning,
    /// It came before the first day on which it could be done.
    TooEarly(Day),
    /// It came after the last day on which it could be done.
    TooLate(Day),
    /// Too little had passed since the one before.
    TooSoonAfter(Day, Day),
    /// It had been done as often as it can be.
    TooOften(u32),
    /// It is not for this case.
    NotForThis,
}

impl Verdict {
    pub(crate) fn truth(self) -> Truth {
        match self {
            Verdict::Took => Truth::Yes,
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
            .max_by_key(|verdict| match verdict.truth() {
                Truth::No => 0,
                Truth::Unknown => 1,
                Truth::Yes => 2,
            })
    }
}

/// Where an anchor is looked at from.
#[derive(Clone, Copy)]
struct Context {
    start: Moment,
    end: Moment,
    this: Option<Moment>,
    counted: Option<CountingId>,
}

/// A starting point with the recorded event that it is, where it is one.
#[derive(Clone, Copy)]
struct Point {
    moment: Moment,
    event: Option<usize>,
}

impl<'p> Assessment<'p, '_> {
    /// Works out a period: all its runs, and the days on which any of them lasts.
    /// `None` where nothing starts it, as for most periods of most cases.
    pub(crate) fn work_out_period(&self, id: PeriodId) -> Option<PeriodState> {
        let period = &self.pack.periods[id.index()];
        if let Anchor::Event { events, .. } = &period.starts
            && period.plain
            && self.surely_none(events)
        {
            return None;
        }
        let mut state = PeriodState::default();
        for point in self.starts(period) {
            let run = self.run(id, period, point, None, &mut state.verdicts, &mut NoTrace);
            if let Some(run) = run {
                state.runs.push(run);
            }
        }
        state.within = match state.runs.as_slice() {
            [] => Timeline::default(),
            [run] => run.lasts(),
            runs => runs.iter().fold(Timeline::default(), |within, run| within.or(&run.lasts())),
        };
        Some(state)
    }

    /// Works out one run again, with every step told to a trace.
    pub(crate) fn retrace(
        &self,
        id: PeriodId,
        run: &Run,
        reading: Option<&Reading>,
        trace: &mut impl Trace<'p>,
    ) -> Option<Run> {
        let period = &self.pack.periods[id.index()];
        let point = Point { moment: run.start, event: run.started_by };
        // A restart moves the start; the run is told from its first.
        let first = self
            .starts(period)
            .into_iter()
            .find(|start| start.event == run.started_by)
            .unwrap_or(point);
        self.run(id, period, first, reading, &mut Vec::new(), trace)
    }

    /// The starting points of the runs of a period.
    fn starts(&self, period: &Period) -> SmallVec<[Point; 1]> {
        let context = Context {
            start: Moment::NEVER,
            end: Moment::NEVER,
            this: None,
            counted: period.term.as_ref().and_then(|term| term.counted),
        };
        let mut starts = SmallVec::new();
        if period.each {
            self.each_start(&period.starts, context, &mut starts);
            if starts.is_empty() {
                starts.push(Point { moment: Moment::NEVER, event: None });
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
                    starts.push(Point { moment, event: Some(at) });
                });
                starts.sort_by_key(|point| (point.moment.earliest(), point.event));
                if starts.is_empty() && self.may_be_unrecorded(events) {
                    let moment = Moment::between(self.matter.entered, Day::NEVER);
                    starts.push(Point { moment, event: None });
                }
            }
            Anchor::Count { length, direction, from } => {
                self.each_start(from, context, starts);
                for point in starts.iter_mut() {
                    point.moment =
                        self.count(point.moment, *length, *direction, context.counted, false);
                }
            }
            _ => {}
        }
    }

    /// Whether nothing has started a period.
    pub(crate) fn has_no_start(&self, period: &Period) -> bool {
        self.starts(period).iter().all(|point| point.moment.is_never())
    }

    /// Whether a period that has not started could apply to the case.
    pub(crate) fn could_apply(&self, period: &Period) -> bool {
        period.when.is_none_or(|when| !self.timeline(when).is_never())
    }

    /// Works out one run from its starting point. None where there surely is none.
    fn run(
        &self,
        id: PeriodId,
        period: &Period,
        point: Point,
        reading: Option<&Reading>,
        verdicts: &mut Vec<(usize, Verdict)>,
        trace: &mut impl Trace<'p>,
    ) -> Option<Run> {
        if point.moment.is_never() {
            // Whether it would apply is asked when it is shown, not each time.
            if !period.plain {
                self.fail_all(id, period, verdicts);
            }
            return None;
        }
        let applies = self.applies(period, point.moment);
        if applies == Truth::No {
            if !period.plain {
                self.fail_all(id, period, verdicts);
            }
            return None;
        }
        trace.step(|| Step::Starts { event: self.told(point.event), moment: point.moment });
        let (end, counted, not_modelled) = self.first_end(period, reading, point, trace);
        let mut run = Run {
            start: point.moment,
            end,
            applies,
            started_by: point.event,
            ended_by: None,
            not_modelled,
        };
        if !period.plain {
            self.follow(id, period, &mut run, counted, verdicts, trace);
        }
        Some(run)
    }

    /// Whether a period applies, by its condition on the day on which it starts.
    fn applies(&self, period: &Period, start: Moment) -> Truth {
        let Some(when) = period.when else {
            return Truth::Yes;
        };
        if let Some(day) = start.day() {
            return self.view(when, day).holds;
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
    fn first_end(
        &self,
        period: &Period,
        reading: Option<&Reading>,
        point: Point,
        trace: &mut impl Trace<'p>,
    ) -> (Moment, Option<CountingId>, bool) {
        let counted = |term: &Term| reading.and_then(|reading| reading.counted).or(term.counted);
        let mut outcome: Option<(Moment, Option<CountingId>)> = None;
        let mut add = |end: Moment, counted: Option<CountingId>| {
            let sum = match outcome {
                None => (end, counted),
                Some((other, first)) => (end.either(other), first),
            };
            outcome = Some(sum);
            sum
        };
        // Versions that may be the law: a later one is it only if they are not.
        let mut undecided: SmallVec<[ExprId; 2]> = SmallVec::new();
        for version in &period.versions {
            let term = &version.term;
            match self.holds_at(version.when, point.moment, &undecided) {
                Truth::No => {}
                Truth::Yes => {
                    let end = self.end_of(term, reading, point, trace);
                    let (end, counted) = add(end, counted(term));
                    return (end, counted, is_not_known(term));
                }
                Truth::Unknown => {
                    undecided.push(version.when);
                    add(self.end_of(term, reading, point, &mut NoTrace), counted(term));
                }
            }
        }
        match &period.term {
            Some(term) => {
                let end = self.end_of(term, reading, point, trace);
                let (end, counted) = add(end, counted(term));
                (end, counted, is_not_known(term))
            }
            // No version is the law of this case: it is not modelled.
            None => {
                trace.step(|| Step::NotModelled);
                (point.moment.either(Moment::NEVER), None, true)
            }
        }
    }

    /// Whether a condition holds on a day that may not be known, when some
    /// others are taken to fail.
    fn holds_at(&self, expr: ExprId, moment: Moment, failing: &[ExprId]) -> Truth {
        let plain = match moment.day() {
            Some(day) => self.view(expr, day).holds,
            None => {
                let held = self.timeline(expr);
                if held.certain().is_all() {
                    Truth::Yes
                } else if held.is_never() {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }
        };
        if plain != Truth::Unknown || failing.is_empty() {
            return plain;
        }
        if failing.contains(&expr) {
            return Truth::No;
        }
        let part = |part: &ExprId| self.holds_at(*part, moment, failing);
        match self.pack.expr(expr) {
            Expr::Not(inner) => part(inner).negate(),
            Expr::All(parts) => parts.iter().map(part).fold(Truth::Yes, Truth::and),
            Expr::Any(parts) => parts.iter().map(part).fold(Truth::No, Truth::or),
            _ => Truth::Unknown,
        }
    }

    fn end_of(
        &self,
        term: &Term,
        reading: Option<&Reading>,
        point: Point,
        trace: &mut impl Trace<'p>,
    ) -> Moment {
        let counted = reading.and_then(|reading| reading.counted).or(term.counted);
        match reading.and_then(|reading| reading.lasts.as_ref()).unwrap_or(&term.lasts) {
            Lasts::For(Duration::Is(length)) => {
                self.counted(point, *length, Direction::After, counted, true, trace)
            }
            Lasts::For(Duration::NotKnown) => {
                trace.step(|| Step::NotModelled);
                point.moment.either(Moment::NEVER)
            }
            Lasts::For(Duration::Open) => Moment::NEVER,
            Lasts::Until(anchor) => {
                let context = Context {
                    start: point.moment,
                    end: Moment::NEVER,
                    this: Some(point.moment),
                    counted,
                };
                self.point(anchor, context, true, trace).moment
            }
        }
    }

    /// Evaluates a starting point. `is_end` when it is the last day of a period,
    /// which may move off a closed day; no other point does.
    fn point(
        &self,
        anchor: &Anchor,
        context: Context,
        is_end: bool,
        trace: &mut impl Trace<'p>,
    ) -> Point {
        let plain = |moment| Point { moment, event: None };
        match anchor {
            Anchor::Event { which, events } => {
                let moment = match which {
                    Which::First | Which::Each => self.first(events),
                    Which::Last => self.last(events),
                };
                let mut event = None;
                if let Some(day) = moment.day() {
                    self.each_effective(events, |at, _| {
                        if self.matter.events[at].day == day && event.is_none() {
                            event = Some(at);
                        }
                    });
                }
                if is_end {
                    trace.step(|| Step::Until { event: self.told(event), moment });
                }
                Point { moment, event }
            }
            Anchor::This => plain(context.this.unwrap_or(Moment::NEVER)),
            Anchor::Edge { period, end } => {
                let mut moment = Moment::NEVER;
                for run in &self.periods[period.index()].runs {
                    let edge = if *end { run.end } else { run.start };
                    // The first start, the last end.
                    let edge = edge.when(run.applies, Moment::NEVER);
                    moment = if *end && moment != Moment::NEVER {
                        moment.later(edge)
                    } else {
                        moment.earlier(edge)
                    };
                }
                trace.step(|| Step::Edge { period: *period, end: *end, moment });
                plain(moment)
            }
            Anchor::Own { end } => plain(if *end { context.end } else { context.start }),
            Anchor::Choice { later, of } => {
                let mut moments =
                    of.iter().map(|one| self.point(one, context, is_end, trace).moment);
                let first = moments.next().unwrap_or(Moment::NEVER);
                let moment =
                    moments.fold(first, |a, b| if *later { a.later(b) } else { a.earlier(b) });
                trace.step(|| Step::Chosen { later: *later, moment });
                plain(moment)
            }
            Anchor::Count { length, direction, from } => {
                let from = self.point(from, context, false, &mut NoTrace);
                if is_end {
                    trace.step(|| Step::CountedFrom {
                        event: self.told(from.event),
                        moment: from.moment,
                    });
                }
                let moment =
                    self.counted(from, *length, *direction, context.counted, is_end, trace);
                plain(moment)
            }
            Anchor::On(day) => plain(Moment::at(*day)),
        }
    }

    fn count(
        &self,
        from: Moment,
        length: Length,
        direction: Direction,
        counted: Option<CountingId>,
        roll: bool,
    ) -> Moment {
        self.counted(
            Point { moment: from, event: None },
            length,
            direction,
            counted,
            roll,
            &mut NoTrace,
        )
    }

    /// Counts a length, with what the manner of service adds, and moves the
    /// last day off a closed day where that is asked for.
    fn counted(
        &self,
        from: Point,
        length: Length,
        direction: Direction,
        counted: Option<CountingId>,
        roll: bool,
        trace: &mut impl Trace<'p>,
    ) -> Moment {
        let Some(id) = counted else {
            // Only what is not counted at all has no way of counting.
            return from.moment;
        };
        let counting = &self.pack.countings[id.index()];
        let calendar = self.pack.calendar(counting);
        let count = |day: Day, length: Length| {
            counting.rule.count(calendar, day, length, direction).fell_on
        };
        let last = |day: Day| {
            if roll { counting.rule.roll(calendar, day, direction) } else { day }
        };
        let added = match from.event {
            Some(event) if !counting.added.is_empty() => self.added(event, id),
            _ => Added::Nothing,
        };
        match added {
            Added::Nothing => {
                let moment = from.moment.map(|day| last(count(day, length)));
                if let (Some(day), Some(to)) = (from.moment.day(), moment.day()) {
                    let fell_on = count(day, length);
                    trace.step(|| Step::Counted { length, direction, fell_on });
                    if to != fell_on {
                        trace.step(|| Step::Rolled { counting: id, from: fell_on, to });
                    }
                }
                moment
            }
            Added::Known(entry) => {
                let more = counting.added[entry].length;
                let moment = from.moment.map(|day| last(count(count(day, length), more)));
                if let (Some(day), Some(to)) = (from.moment.day(), moment.day()) {
                    let first = count(day, length);
                    let fell_on = count(first, more);
                    trace.step(|| Step::Counted { length, direction, fell_on: first });
                    trace.step(|| Step::Added { entry, counting: id, fell_on });
                    if to != fell_on {
                        trace.step(|| Step::Rolled { counting: id, from: fell_on, to });
                    }
                }
                moment
            }
            Added::Unknown => {
                let without = from.moment.map(|day| last(count(day, length)));
                trace.step(|| Step::MannerUnknown { event: self.told(from.event) });
                counting.added.iter().fold(without, |moment, more| {
                    let with = from.moment.map(|day| last(count(count(day, length), more.length)));
                    moment.either(with)
                })
            }
        }
    }

    fn told(&self, event: Option<usize>) -> Option<Told<'p>> {
        event.map(|at| self.telling(at))
    }

    /// A recorded event by its title and day.
    pub(crate) fn telling(&self, at: usize) -> Told<'p> {
        let recorded = &self.matter.events[at];
        Told { title: &self.pack.events[recorded.event.index()].title, day: recorded.day }
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

    /// Follows a run through the events that restart, extend or end it.
    fn follow(
        &self,
        id: PeriodId,
        period: &Period,
        run: &mut Run,
        counted: Option<CountingId>,
        verdicts: &mut Vec<(usize, Verdict)>,
        trace: &mut impl Trace<'p>,
    ) {
        // The end by the clock, before suspension and what holds the period open.
        let mut nominal = run.end;
        run.end = self.held(period, run.start, nominal, counted, &mut NoTrace);
        let mut changes = Changes::default();
        for (day, at) in self.what_touches(id, period) {
            if let Some(holds) = self.ends_it(period, at) {
                let before = run.end;
                if run.start.has_come(day) != Truth::No && run.end.latest() >= day {
                    let ended = Moment::at(day.previous());
                    nominal = ended.earlier(nominal).when(holds, nominal);
                    run.end = ended.earlier(run.end).when(holds, run.end);
                    if holds == Truth::Yes && run.end != before {
                        run.ended_by = Some(at);
                    }
                    if run.end != before {
                        trace.step(|| Step::EndedBy { event: self.telling(at), moment: run.end });
                    }
                }
            }
            // Of several entries for one event the first that applies is taken.
            let mut open = Truth::Yes;
            let mut outcome: Option<(Moment, Moment)> = None;
            let mut failure: Option<(u16, Failure)> = None;
            let mut touched = false;
            let mut undecided: SmallVec<[ExprId; 2]> = SmallVec::new();
            for (number, effect) in (0u16..).zip(&period.effects) {
                let present = self.present(id, effect, at);
                if present == Truth::No {
                    continue;
                }
                touched = true;
                let context = Context {
                    start: run.start,
                    end: run.end,
                    this: Some(Moment::at(day)),
                    counted: effect.counted.or(counted),
                };
                let tried = self.try_effect(effect, day, context, changes.by(effect), &undecided);
                let holds = match tried {
                    Ok(holds) => holds.and(present),
                    Err(why) => {
                        // The reason of an entry that is meant for the case says most.
                        let better = match failure {
                            None => true,
                            Some((_, known)) => known == Failure::NotForThis,
                        };
                        if better {
                            failure = Some((number, why));
                        }
                        Truth::No
                    }
                };
                if holds == Truth::No {
                    continue;
                }
                let new = match &effect.to {
                    Some(to) => (run.start, self.point(to, context, true, &mut NoTrace).moment),
                    None => {
                        let start = Point { moment: Moment::at(day), event: Some(at) };
                        (start.moment, self.first_end(period, None, start, &mut NoTrace).0)
                    }
                };
                outcome = Some(match outcome {
                    None => new,
                    Some((start, end)) => (start.either(new.0), end.either(new.1)),
                });
                if holds == Truth::Yes {
                    open = Truth::No;
                    break;
                }
                open = Truth::Unknown;
                // A later entry comes into play only where this one does not
                // apply; that is by its condition, if all else about it is sure.
                if let Some(when) = effect.when
                    && present == Truth::Yes
                    && self.in_time(effect, day, context, changes.by(effect)) == Ok(Truth::Yes)
                {
                    undecided.push(when);
                }
            }
            if !touched {
                continue;
            }
            match (outcome, open) {
                (None, _) => {
                    let (number, why) = failure.unwrap_or((0, Failure::NotRunning));
                    verdicts.push((at, Verdict::Failed(number, why)));
                }
                (Some((start, end)), Truth::No) => {
                    verdicts.push((at, Verdict::Took));
                    (run.start, nominal) = (start, end);
                    changes.add(self.matter.events[at].event, day, true);
                    run.end = self.held(period, run.start, nominal, counted, &mut NoTrace);
                    trace.step(|| Step::Changed { event: self.telling(at), moment: run.end });
                }
                (Some((start, end)), _) => {
                    verdicts.push((at, Verdict::Unclear));
                    (run.start, nominal) = (start.either(run.start), end.either(nominal));
                    changes.add(self.matter.events[at].event, day, false);
                    run.end = self.held(period, run.start, nominal, counted, &mut NoTrace);
                    trace
                        .step(|| Step::MayHaveChanged { event: self.telling(at), moment: run.end });
                }
            }
        }
        let end = self.held(period, run.start, nominal, counted, trace);
        debug_assert_eq!(end, run.end);
    }

    /// Whether an effect takes place on a day: surely, perhaps, or why not.
    fn try_effect(
        &self,
        effect: &Effect,
        day: Day,
        context: Context,
        before: Change,
        undecided: &[ExprId],
    ) -> Result<Truth, Failure> {
        let mut holds = Truth::Yes;
        if let Some(when) = effect.when {
            holds = self.holds_at(when, Moment::at(day), undecided);
            if holds == Truth::No {
                return Err(Failure::NotForThis);
            }
        }
        Ok(holds.and(self.in_time(effect, day, context, before)?))
    }

    /// Whether an effect comes at its time, leaving aside its condition.
    fn in_time(
        &self,
        effect: &Effect,
        day: Day,
        context: Context,
        before: Change,
    ) -> Result<Truth, Failure> {
        let mut holds = Truth::Yes;
        let started = context.start.has_come(day);
        if started == Truth::No {
            return Err(Failure::NotRunning);
        }
        holds = holds.and(started);
        if let Some(anchor) = &effect.not_before {
            let first = self.point(anchor, context, false, &mut NoTrace).moment;
            let come = first.has_come(day);
            if come == Truth::No {
                return Err(Failure::TooEarly(first.earliest()));
            }
            holds = holds.and(come);
        }
        let last = match &effect.not_after {
            Some(anchor) => self.point(anchor, context, true, &mut NoTrace).moment,
            None => context.end,
        };
        // It has passed when the day after it has come.
        let passed = last.map(Day::next).has_come(day);
        if passed == Truth::Yes {
            return Err(Failure::TooLate(last.latest()));
        }
        holds = holds.and(passed.negate());
        if let Some(gap) = effect.gap {
            // The last day on which it is still too soon after an earlier one.
            let too_soon = |previous: Day| {
                let moment = Moment::at(previous);
                self.count(moment, gap, Direction::After, context.counted, false).earliest()
            };
            if let Some(previous) = before.last_sure
                && day <= too_soon(previous)
            {
                return Err(Failure::TooSoonAfter(previous, too_soon(previous)));
            }
            if before.last_possible.is_some_and(|previous| day <= too_soon(previous)) {
                holds = holds.and(Truth::Unknown);
            }
        }
        if let Some(times) = effect.times {
            if before.surely >= times {
                return Err(Failure::TooOften(times));
            }
            if before.possibly >= times {
                holds = holds.and(Truth::Unknown);
            }
        }
        Ok(holds)
    }

    /// Where no run can be touched, every event that was to touch it failed.
    fn fail_all(&self, id: PeriodId, period: &Period, verdicts: &mut Vec<(usize, Verdict)>) {
        if period.effects.is_empty() {
            return;
        }
        for (_, at) in self.what_touches(id, period) {
            let number = (0u16..)
                .zip(&period.effects)
                .find(|(_, effect)| self.present(id, effect, at) != Truth::No);
            if let Some((number, _)) = number {
                verdicts.push((at, Verdict::Failed(number, Failure::NotRunning)));
            }
        }
    }

    /// The recorded events that could restart, extend or end a period, by their days.
    fn what_touches(&self, id: PeriodId, period: &Period) -> SmallVec<[(Day, usize); 8]> {
        let mut list: SmallVec<[(Day, usize); 8]> = SmallVec::new();
        let sets = period.effects.iter().map(|effect| (&effect.events, true));
        for (events, changes) in sets.chain(period.ended_by.iter().map(|events| (events, false))) {
            for selector in events {
                for at in self.matter.occurrences(selector.event) {
                    let counts = self.counts_for(id, selector.event, at, changes);
                    if counts.and(self.matches(selector, at)) != Truth::No {
                        list.push((self.matter.events[at].day, at));
                    }
                }
            }
        }
        list.sort_unstable();
        list.dedup();
        list
    }

    /// Whether a recorded event counts for a period: one that the period itself
    /// judges is taken as it was recorded.
    fn counts_for(&self, id: PeriodId, event: EventId, at: usize, changes: bool) -> Truth {
        if changes && self.pack.events[event.index()].counts == Counts::AsDecidedBy(id) {
            Truth::from(self.is_seen(at))
        } else {
            self.effective[at]
        }
    }

    fn present(&self, id: PeriodId, effect: &Effect, at: usize) -> Truth {
        let event = self.matter.events[at].event;
        effect
            .events
            .iter()
            .filter(|selector| selector.event == event)
            .map(|selector| self.counts_for(id, event, at, true).and(self.matches(selector, at)))
            .fold(Truth::No, Truth::or)
    }

    fn ends_it(&self, period: &Period, at: usize) -> Option<Truth> {
        let event = self.matter.events[at].event;
        period
            .ended_by
            .iter()
            .flat_map(|events| events.iter())
            .filter(|selector| selector.event == event)
            .map(|selector| self.effective[at].and(self.matches(selector, at)))
            .reduce(Truth::or)
            .filter(|holds| *holds != Truth::No)
    }

    /// The end after suspension, and after what holds the period open.
    fn held(
        &self,
        period: &Period,
        start: Moment,
        nominal: Moment,
        counted: Option<CountingId>,
        trace: &mut impl Trace<'p>,
    ) -> Moment {
        let mut end = nominal;
        if let Some(condition) = period.suspended_while {
            let stopped = self.timeline(condition);
            let longer = |from: Day, end: Day, days: &Days| {
                suspended(from, end, days, |day| self.rolled(day, counted))
            };
            end = Moment::between(
                longer(start.latest().min(end.earliest()), end.earliest(), stopped.certain()),
                longer(start.earliest(), end.latest(), stopped.possible()),
            );
            if end != nominal {
                trace.step(|| Step::Suspended { moment: end });
            }
        }
        for held in &period.held_open {
            let open = self.timeline(held.condition);
            let before = end;
            end = Moment::between(
                self.held_open(held, end.earliest(), open.certain()),
                self.held_open(held, end.latest(), open.possible()),
            );
            if end != before {
                trace.step(|| Step::HeldOpen { moment: end });
            }
        }
        end
    }

    fn held_open(&self, held: &HeldOpen, end: Day, days: &Days) -> Day {
        let mut end = end;
        for span in days.spans() {
            // A period that was over when the hold began stays over.
            if span.first > end {
                break;
            }
            let released = span.last.next();
            let least = match held.and_for {
                Some(length) if released.is_a_date() => self
                    .count(Moment::at(released), length, Direction::After, held.counted, true)
                    .earliest(),
                _ => span.last,
            };
            end = end.max(least);
        }
        end
    }

    fn rolled(&self, day: Day, counted: Option<CountingId>) -> Day {
        counted.map_or(day, |id| {
            let counting = &self.pack.countings[id.index()];
            counting.rule.roll(self.pack.calendar(counting), day, Direction::After)
        })
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

/// How often events of some kinds changed a period so far, and when last.
#[derive(Clone, Copy, Default)]
struct Change {
    surely: u32,
    possibly: u32,
    last_sure: Option<Day>,
    last_possible: Option<Day>,
}

/// The changes of a run so far, by kind of event.
#[derive(Default)]
struct Changes(SmallVec<[(EventId, Change); 2]>);

impl Changes {
    /// Adds a change; they come in the order of their days.
    fn add(&mut self, event: EventId, day: Day, sure: bool) {
        let at = self.0.iter().position(|(known, _)| *known == event).unwrap_or_else(|| {
            self.0.push((event, Change::default()));
            self.0.len() - 1
        });
        let change = &mut self.0[at].1;
        change.possibly += 1;
        change.last_possible = Some(day);
        if sure {
            change.surely += 1;
            change.last_sure = Some(day);
        }
    }

    /// The changes by the kinds of event that an effect names.
    fn by(&self, effect: &Effect) -> Change {
        let mut sum = Change::default();
        for (event, change) in &self.0 {
            if effect.events.iter().any(|selector| selector.event == *event) {
                sum.surely += change.surely;
                sum.possibly += change.possibly;
                sum.last_sure = sum.last_sure.max(change.last_sure);
                sum.last_possible = sum.last_possible.max(change.last_possible);
            }
        }
        sum
    }
}

/// The end of a clock that stands still on some days.
fn suspended(from: Day, end: Day, stopped: &Days, roll: impl Fn(Day) -> Day) -> Day {
    if !from.is_a_date() || !end.is_a_date() {
        return end;
    }
    // The day on which it starts is not counted, so it cannot be stopped on it.
    let first = from.next();
    let mut last = end;
    loop {
        if stopped.span_at(last).is_some_and(|span| span.last == Day::NEVER) {
            return Day::NEVER;
        }
        let longer = roll(end.plus(stopped.count(first, last)));
        if longer <= last {
            return last;
        }
        last = longer;
    }
}

impl Run {
    /// For showing a period that nothing has started.
    pub(crate) const NOT_STARTED: Run = Run {
        start: Moment::NEVER,
        end: Moment::NEVER,
        applies: Truth::Yes,
        started_by: None,
        ended_by: None,
        not_modelled: false,
    };

    /// The days on which it lasts.
    pub(crate) fn lasts(&self) -> Timeline {
        let span = self.start.until(self.end);
        match self.applies {
            Truth::Yes => span,
            Truth::No => Timeline::default(),
            Truth::Unknown => Timeline::uncertain(Days::none(), span.possible().clone()),
        }
    }
}
