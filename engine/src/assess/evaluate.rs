//! A case against the law: the timelines of everything, worked out once.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::memory::Memory;
use super::period::{Context, PeriodState, Point, Run, Verdict};
use super::trace::NoTrace;
use crate::case::{AttributeValue, Matter};
use crate::date::Day;
use crate::graph::{
    Comparison, Completion, Computed, Counts, EventId, EventSet, Expr, ExprId, FactId, FactValue,
    Kind, Pack, PeriodId, Selector, StatusId,
};
use crate::timeline::{Days, Moment, Span, Timeline, Truth};

/// Every timeline of a case, as far as it is recorded by some day.
///
/// Made by [`Matter::evaluate`]. Any day can be looked up in it.
#[derive(Debug)]
pub struct Assessment<'p, 'm> {
    pub(crate) pack: &'p Pack,
    pub(crate) matter: &'m Matter<'p>,
    /// Events after this day are not seen.
    pub(crate) known_by: Day,
    /// For each recorded event, whether it has legal effect.
    pub(crate) effective: SmallVec<[Truth; 32]>,
    /// Where each period is among those that something may have started.
    period_at: SmallVec<[u16; 64]>,
    memory: Memory,
}

/// The days of what nothing has started.
static NEVER: Timeline = Timeline::NEVER;

/// In `period_at`: nothing has started the period.
const NOT_STARTED: u16 = u16::MAX;

impl<'p, 'm> Assessment<'p, 'm> {
    /// Works out all timelines from what is recorded by a day.
    pub(crate) fn new(
        matter: &'m Matter<'p>,
        known_by: Day,
        mut memory: Memory,
    ) -> Assessment<'p, 'm> {
        let pack = matter.pack;
        memory.clear(pack.statuses.len(), pack.events.len(), pack.exprs.len());
        let mut this = Assessment {
            pack,
            matter,
            known_by,
            effective: SmallVec::from_elem(Truth::No, matter.events.len()),
            period_at: SmallVec::from_elem(NOT_STARTED, pack.periods.len()),
            memory,
        };
        this.take_records();
        for step in &pack.order {
            match *step {
                Computed::Event(event) => {
                    this.decide_event(event);
                    this.memory.firsts[event.index()] = this.first_of(event);
                }
                Computed::Period(period) => {
                    if let Some(state) = this.work_out_period(period) {
                        let periods = &mut this.memory.periods;
                        this.period_at[period.index()] = periods.len() as u16;
                        periods.push(state);
                    }
                }
                Computed::Status(status) => {
                    let held = this.work_out(pack.statuses[status.index()].when);
                    this.memory.statuses[status.index()] = held;
                }
            }
        }
        this
    }

    /// Takes each event as it is recorded; those that something judges are
    /// decided in their turn.
    fn take_records(&mut self) {
        for event in &self.pack.unrecorded {
            self.memory.firsts[event.index()] = Moment::between(self.matter.entered, Day::NEVER);
        }
        for (at, recorded) in self.matter.events.iter().enumerate() {
            if recorded.day <= self.known_by && self.pack.events[recorded.event.index()].is_plain()
            {
                self.effective[at] = Truth::Yes;
                // They come in the order of their days, one kind after the other.
                let first = &mut self.memory.firsts[recorded.event.index()];
                if !first.is_known() || first.is_never() {
                    *first = Moment::at(recorded.day);
                }
            }
        }
    }

    /// Whether each recorded event of a kind has legal effect.
    fn decide_event(&mut self, event: EventId) {
        let pack = self.pack;
        let recorded = self.matter.occurrences(event);
        if recorded.is_empty() {
            return;
        }
        match pack.events[event.index()].counts {
            Counts::Always => {
                for at in recorded {
                    self.effective[at] = Truth::from(self.is_seen(at));
                }
            }
            Counts::While(condition) => {
                for at in recorded {
                    if self.is_seen(at) {
                        let day = self.matter.events[at].day;
                        self.effective[at] = self.truth(condition, day);
                    }
                }
            }
            Counts::AsDecidedBy(period) => {
                for at in recorded {
                    let verdict = self.verdict_on(period, at);
                    self.effective[at] = verdict.map_or(Truth::No, Verdict::truth);
                }
                // The period looked at what completes it, too.
                return;
            }
        }
        if !pack.events[event.index()].completed_by.is_empty() {
            for at in self.matter.occurrences(event) {
                self.effective[at] = self.effective[at].and(self.completed(at, Truth::Yes));
            }
        }
    }

    /// Whether all that must follow a recorded event followed in time; `pending`
    /// where that time still runs.
    pub(crate) fn completed(&self, at: usize, pending: Truth) -> Truth {
        let event = self.matter.events[at].event;
        let completions = &self.pack.events[event.index()].completed_by;
        completions.iter().map(|one| self.followed(at, one, pending)).fold(Truth::Yes, Truth::and)
    }

    pub(crate) fn followed(&self, at: usize, completion: &Completion, pending: Truth) -> Truth {
        let first = self.matter.events[at].day;
        let needed = completion.when.map_or(Truth::Yes, |when| self.truth(when, first));
        if needed == Truth::No {
            return Truth::Yes;
        }
        // Its time may run out on a day that is not known.
        let over = self.last_day_to_complete(at, completion).map(Day::next);
        let in_time = |day: Day| over.has_come(day).negate();
        let mut followed = Truth::No;
        self.each_effective(&completion.events, |other, holds| {
            let day = self.matter.events[other].day;
            if first <= day {
                followed = followed.or(holds.and(in_time(day)));
            }
        });
        let still_runs = in_time(self.known_by);
        followed = followed.or(still_runs.and(pending));
        if still_runs != Truth::Yes && self.may_be_unrecorded(&completion.events) {
            followed = followed.or(Truth::Unknown);
        }
        followed.or(needed.negate())
    }

    /// The last day on which what completes a recorded event can follow it.
    pub(crate) fn last_day_to_complete(&self, at: usize, completion: &Completion) -> Moment {
        let context = Context {
            start: Moment::NEVER,
            end: Moment::NEVER,
            this: Some(Point::at(at, self.matter.events[at].day)),
            counted: completion.counted,
        };
        self.point(&completion.last, context, true, &mut NoTrace).moment
    }

    /// The first event of a kind that has legal effect.
    fn first_of(&self, event: EventId) -> Moment {
        let recorded = self.matter.occurrences(event);
        let may_be_unrecorded = self.pack.events[event.index()].may_be_unrecorded;
        if recorded.is_empty() && !may_be_unrecorded {
            return Moment::NEVER;
        }
        let (mut possible, mut certain) = (Day::NEVER, Day::NEVER);
        for at in recorded {
            let day = self.matter.events[at].day;
            match self.effective[at] {
                Truth::No => {}
                Truth::Unknown => possible = possible.min(day),
                Truth::Yes => {
                    (possible, certain) = (possible.min(day), day);
                    // They come in the order of their days.
                    break;
                }
            }
        }
        if certain == Day::NEVER && may_be_unrecorded {
            possible = possible.min(self.matter.entered);
        }
        Moment::between(possible, certain)
    }

    /// Whether an event was recorded by the day that the assessment knows of.
    pub(crate) fn is_seen(&self, at: usize) -> bool {
        self.matter.events[at].day <= self.known_by
    }

    /// The days on which a condition holds; what it rests on has been worked out by now.
    pub(crate) fn timeline(&self, expr: ExprId) -> Cow<'_, Timeline> {
        match self.pack.expr(expr) {
            // These are kept elsewhere.
            Expr::Status(status) => Cow::Borrowed(self.status(*status)),
            Expr::Within(period) => Cow::Borrowed(self.within(*period)),
            // To keep these would cost more than to work them out again.
            Expr::Fact(_)
            | Expr::Is { .. }
            | Expr::Compares { .. }
            | Expr::Before(_)
            | Expr::Since(_)
            | Expr::Calendar { .. }
            | Expr::Dated { .. } => Cow::Owned(self.work_out(expr)),
            _ => {
                let kept = &self.memory.conditions;
                Cow::Borrowed(kept.get_or_make(expr, || self.work_out(expr)))
            }
        }
    }

    /// Whether a condition surely holds on no day. Its timeline says the same; most often it
    /// is plain without one.
    pub(super) fn is_never(&self, expr: ExprId) -> bool {
        match self.pack.expr(expr) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                self.fact_holds(self.pack.expr(expr)) == Truth::No
            }
            Expr::Status(status) => self.status(*status).is_never(),
            Expr::Within(period) => self.within(*period).is_never(),
            Expr::Since(events) => self.first(events).is_never(),
            Expr::Not(part) => self.is_always(*part),
            Expr::Any(parts) => parts.iter().all(|part| self.is_never(*part)),
            Expr::All(parts) => {
                let rules_out_no_day =
                    |part: &ExprId| self.is_a_fact(*part) || self.is_always(*part);
                // Each may hold at times, and yet never all at once.
                let several =
                    || parts.iter().filter(|part| !rules_out_no_day(part)).nth(1).is_some();
                parts.iter().any(|part| self.is_never(*part))
                    || several() && self.timeline(expr).is_never()
            }
            _ => self.timeline(expr).is_never(),
        }
    }

    /// Whether a condition surely holds on every day.
    fn is_always(&self, expr: ExprId) -> bool {
        match self.pack.expr(expr) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                self.fact_holds(self.pack.expr(expr)) == Truth::Yes
            }
            Expr::Status(status) => self.status(*status).certain().is_all(),
            Expr::Within(period) => self.within(*period).certain().is_all(),
            Expr::Not(part) => self.is_never(*part),
            Expr::Surely(part) => self.is_always(*part),
            Expr::All(parts) => parts.iter().all(|part| self.is_always(*part)),
            _ => self.timeline(expr).certain().is_all(),
        }
    }

    /// Whether a condition asks for a fact, or its not being so: it holds on all days or on none.
    fn is_a_fact(&self, expr: ExprId) -> bool {
        match self.pack.expr(expr) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => true,
            Expr::Not(part) => self.is_a_fact(*part),
            _ => false,
        }
    }

    fn work_out(&self, expr: ExprId) -> Timeline {
        match self.pack.expr(expr) {
            Expr::All(parts) => {
                let mut held = Timeline::constant(Truth::Yes);
                for part in parts {
                    held = self.and(held, *part);
                    if held.is_never() {
                        break;
                    }
                }
                held
            }
            Expr::Any(parts) => {
                let mut held = Timeline::constant(Truth::No);
                for part in parts {
                    if held.certain().is_all() {
                        break;
                    }
                    let also = self.timeline(*part);
                    if !also.is_never() {
                        held = held.or(&also);
                    }
                }
                held
            }
            Expr::Not(part) => self.timeline(*part).not(),
            Expr::Surely(part) => Timeline::known(self.timeline(*part).certain().clone()),
            Expr::Status(status) => self.status(*status).clone(),
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                Timeline::constant(self.fact_holds(self.pack.expr(expr)))
            }
            Expr::Within(period) => self.within(*period).clone(),
            Expr::Before(period) => self.before(*period),
            Expr::After(period) => self.after(*period),
            Expr::Between(from, to) => self.between(from, to),
            Expr::Since(events) => self.first(events).until(Moment::NEVER),
            Expr::Calendar { from, until } => Timeline::known(Days::between(*from, *until)),
            Expr::Dated { events, before, day } => {
                Timeline::constant(self.is_dated(events, *before, *day))
            }
        }
    }

    /// What holds so far, and a further condition.
    fn and(&self, held: Timeline, part: ExprId) -> Timeline {
        match self.pack.expr(part) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                match self.fact_holds(self.pack.expr(part)) {
                    Truth::Yes => held,
                    Truth::No => Timeline::constant(Truth::No),
                    Truth::Unknown => Timeline::uncertain(Days::none(), held.possible().clone()),
                }
            }
            Expr::Not(inner) => match self.pack.expr(*inner) {
                Expr::Status(status) => held.and_not(self.status(*status)),
                Expr::Within(period) => held.and_not(self.within(*period)),
                _ => held.and(&self.timeline(part)),
            },
            _ => held.and(&self.timeline(part)),
        }
    }

    /// Every status as it holds, in the pack's order.
    pub(crate) fn statuses(&self) -> &[Timeline] {
        &self.memory.statuses
    }

    /// The memory, for the next case.
    pub fn into_memory(self) -> Memory {
        self.memory
    }

    pub(crate) fn status(&self, status: StatusId) -> &Timeline {
        &self.memory.statuses[status.index()]
    }

    /// A period, unless nothing can have started it.
    pub(super) fn period(&self, period: PeriodId) -> Option<&PeriodState> {
        self.memory.periods.get(usize::from(self.period_at[period.index()]))
    }

    /// The runs of a period.
    pub(crate) fn runs(&self, period: PeriodId) -> &[Run] {
        self.period(period).map_or(&[], |state| &state.runs)
    }

    /// The days on which a period runs.
    pub(crate) fn within(&self, period: PeriodId) -> &Timeline {
        self.period(period).map_or(&NEVER, |state| &state.within)
    }

    /// What became of an event that was to restart, extend or revive a period.
    pub(crate) fn verdict_on(&self, period: PeriodId, at: usize) -> Option<Verdict> {
        self.period(period)?.verdict_on(at)
    }

    pub(crate) fn fact(&self, fact: FactId) -> Option<FactValue> {
        self.matter.facts[fact.index()]
    }

    /// Whether a condition on a fact holds; it does so on all days or on none.
    pub(crate) fn fact_holds(&self, expr: &Expr) -> Truth {
        let known = match expr {
            Expr::Fact(fact) => match self.fact(*fact) {
                Some(FactValue::YesNo(holds)) => Some(holds),
                _ => None,
            },
            Expr::Is { fact, values } => match self.fact(*fact) {
                Some(FactValue::Choice(value)) => Some(values >> value & 1 == 1),
                _ => None,
            },
            Expr::Compares { fact, how, number } => match self.fact(*fact) {
                Some(FactValue::Amount(amount)) => Some(match how {
                    Comparison::Over => amount > *number,
                    Comparison::AtLeast => amount >= *number,
                    Comparison::Under => amount < *number,
                    Comparison::AtMost => amount <= *number,
                }),
                _ => None,
            },
            _ => None,
        };
        known.map_or(Truth::Unknown, Truth::from)
    }

    fn before(&self, period: PeriodId) -> Timeline {
        let mut started = Timeline::constant(Truth::No);
        for run in self.runs(period) {
            let since = run.first_start().until(Moment::NEVER);
            started = started.or(&since.and(&Timeline::constant(run.applies)));
        }
        started.not()
    }

    /// The first day on which a period of one run, known throughout, is over;
    /// [`Day::NEVER`] where it has no end.
    pub(super) fn known_end(&self, period: PeriodId) -> Option<Day> {
        match self.runs(period) {
            [run] if run.applies == Truth::Yes && run.end.is_known() && run.earlier.is_empty() => {
                // One that ends before it begins was over when it would have begun.
                run.start.day().map(|start| run.end.earliest().next().max(start))
            }
            _ => None,
        }
    }

    fn after(&self, period: PeriodId) -> Timeline {
        if let Some(over) = self.known_end(period) {
            return Timeline::known(Days::since(over));
        }
        let mut ended = Timeline::constant(Truth::No);
        for run in self.runs(period) {
            let spans = run.earlier.iter().copied().chain([(run.start, run.end)]);
            for (start, end) in spans {
                let over = end.map(Day::next).later(start);
                ended = ended.or(&over.until(Moment::NEVER).and(&Timeline::constant(run.applies)));
            }
        }
        ended.and(&self.within(period).not())
    }

    /// Whether a recorded event is one of a set, as far as its attributes say.
    pub(crate) fn matches(&self, selector: &Selector, at: usize) -> Truth {
        let recorded = &self.matter.events[at];
        let mut holds = Truth::Yes;
        for filter in &selector.only {
            holds = holds.and(match recorded.attribute(filter.attribute) {
                Some(AttributeValue::Word(word)) => Truth::from(filter.values.contains(word)),
                Some(_) => Truth::No,
                None => match &self.pack.attributes[filter.attribute.index()].kind {
                    // Whichever of its words it is, it is one that is meant.
                    Kind::Choice(words)
                        if (0..words.len() as u16).all(|word| filter.values.contains(&word)) =>
                    {
                        Truth::Yes
                    }
                    _ => Truth::Unknown,
                },
            });
        }
        holds
    }

    /// Calls `visit` for each event of a set that has, or may have, legal effect.
    pub(crate) fn each_effective(&self, events: &[Selector], mut visit: impl FnMut(usize, Truth)) {
        for selector in events {
            for at in self.matter.occurrences(selector.event) {
                let holds = self.effective[at].and(self.matches(selector, at));
                if holds != Truth::No {
                    visit(at, holds);
                }
            }
        }
    }

    /// Whether no event of a set has effect, nor may have without a record.
    pub(crate) fn surely_none(&self, events: &[Selector]) -> bool {
        events.iter().all(|selector| self.memory.firsts[selector.event.index()].is_never())
    }

    /// Whether an event of a set may have happened though none is recorded.
    pub(crate) fn may_be_unrecorded(&self, events: &[Selector]) -> bool {
        events.iter().any(|selector| {
            self.pack.events[selector.event.index()].may_be_unrecorded
                && self
                    .matter
                    .occurrences(selector.event)
                    .all(|at| self.effective[at].and(self.matches(selector, at)) != Truth::Yes)
        })
    }

    /// The first of some events.
    pub(crate) fn first(&self, events: &EventSet) -> Moment {
        let mut earliest = Moment::NEVER;
        for selector in events {
            let first = self.memory.firsts[selector.event.index()];
            if first.is_never() {
                continue;
            }
            if !selector.only.is_empty() {
                return self.first_meant(events);
            }
            earliest = earliest.earlier(first);
        }
        earliest
    }

    /// The same of events of which some are meant only with certain attributes.
    fn first_meant(&self, events: &EventSet) -> Moment {
        let (mut possible, mut certain) = (Day::NEVER, Day::NEVER);
        self.each_effective(events, |at, holds| {
            let day = self.matter.events[at].day;
            possible = possible.min(day);
            if holds == Truth::Yes {
                certain = certain.min(day);
            }
        });
        if self.may_be_unrecorded(events) {
            possible = possible.min(self.matter.entered);
        }
        Moment::between(possible, certain)
    }

    /// The last of some events.
    pub(crate) fn last(&self, events: &EventSet) -> Moment {
        let mut certain: Option<Day> = None;
        let mut possible: Option<(Day, Day)> = None;
        self.each_effective(events, |at, holds| {
            let day = self.matter.events[at].day;
            possible = Some(possible.map_or((day, day), |(a, b)| (a.min(day), b.max(day))));
            if holds == Truth::Yes {
                certain = certain.max(Some(day));
            }
        });
        let unrecorded = self.may_be_unrecorded(events);
        match (certain, possible) {
            // One that is not recorded may be later than all that are.
            (Some(certain), _) if unrecorded => Moment::between(certain, Day::NEVER),
            (None, possible) if unrecorded => {
                let entered = self.matter.entered;
                let first = possible.map_or(entered, |(first, _)| first.min(entered));
                Moment::between(first, Day::NEVER)
            }
            (Some(certain), Some((_, last))) => Moment::between(certain, last),
            // It may be that there was none.
            (None, Some((first, _))) => Moment::between(first, Day::NEVER),
            _ => Moment::NEVER,
        }
    }

    /// From each of some events until the day before the next of others.
    fn between(&self, from: &EventSet, to: &EventSet) -> Timeline {
        if self.surely_none(from) {
            return Timeline::constant(Truth::No);
        }
        let mut opens: SmallVec<[(Day, Truth); 4]> = SmallVec::new();
        let mut closes: SmallVec<[(Day, Truth); 4]> = SmallVec::new();
        self.each_effective(from, |at, holds| opens.push((self.matter.events[at].day, holds)));
        let opens_unseen = self.may_be_unrecorded(from);
        if opens.is_empty() && !opens_unseen {
            return Timeline::constant(Truth::No);
        }
        self.each_effective(to, |at, holds| closes.push((self.matter.events[at].day, holds)));
        let closes_unseen = self.may_be_unrecorded(to);
        let all_known = |list: &[(Day, Truth)]| list.iter().all(|(_, holds)| *holds == Truth::Yes);

        let certain = if closes_unseen {
            Days::none()
        } else {
            spans(&opens, &closes, |open| open == Truth::Yes, |_| true)
        };
        if all_known(&opens) && all_known(&closes) && !opens_unseen && !closes_unseen {
            return Timeline::known(certain);
        }
        let mut possible = spans(&opens, &closes, |_| true, |close| close == Truth::Yes);
        if opens_unseen {
            possible = possible.or(&Days::since(self.matter.entered));
        }
        Timeline::uncertain(certain, possible)
    }

    pub(super) fn is_dated(&self, events: &EventSet, before: bool, day: Day) -> Truth {
        let first = self.first(events);
        let holds = |at: Day| if before { at < day } else { at >= day };
        if first.is_never() || before && !holds(first.earliest()) {
            return Truth::No;
        }
        // What may never come is on no side of the day.
        if first.latest() == Day::NEVER {
            return Truth::Unknown;
        }
        match (holds(first.earliest()), holds(first.latest())) {
            (true, true) => Truth::Yes,
            (false, false) => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

/// From each opening day until the day before the next closing day. An event
/// that closes on the day that another opens closes it at once.
fn spans(
    opens: &[(Day, Truth)],
    closes: &[(Day, Truth)],
    opening: impl Fn(Truth) -> bool,
    closing: impl Fn(Truth) -> bool,
) -> Days {
    let days = |list: &[(Day, Truth)], which: &dyn Fn(Truth) -> bool| {
        let which = list.iter().filter(|(_, holds)| which(*holds));
        let mut days: SmallVec<[Day; 8]> = which.map(|(day, _)| *day).collect();
        days.sort_unstable();
        days
    };
    let (opens, closes) = (days(opens, &opening), days(closes, &closing));
    let mut held = Days::none();
    for open in opens {
        let next = closes.partition_point(|close| *close < open);
        let close = closes.get(next).copied().unwrap_or(Day::NEVER);
        if let Some(span) = Span::new(open, close.previous()) {
            held.push(span);
        }
    }
    held
}
