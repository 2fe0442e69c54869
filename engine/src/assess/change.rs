//! What happens to a period: events restart it, move its end, end it or revive it;
//! its clock stands still, and things hold it open.

use smallvec::SmallVec;

use super::evaluate::Assessment;
use super::period::{Context, Failure, Follow, Point, Run, Verdict, Ways, add_ways};
use super::suppose::Supposed;
use super::trace::{Causes, NoTrace, Step, Stopped, Trace, days_from};
use crate::date::{Calendar, Day, Direction};
use crate::graph::{
    Anchor, Change, CountingId, Counts, Effect, EventId, Expr, ExprId, HeldOpen, Period, PeriodId,
};
use crate::timeline::{Days, Moment, Truth};

impl<'p> Assessment<'p, '_> {
    /// Follows a run through the events that restart, extend, end or revive it.
    pub(super) fn follow<T: Trace<'p>>(
        &self,
        follow: Follow<'p>,
        run: &mut Run,
        verdicts: &mut Vec<(usize, Verdict)>,
        trace: &mut T,
    ) {
        let mut follow = follow;
        let Follow { id, period, stops, .. } = follow;
        let touching = |run: &Run| match period.effects.is_empty() {
            true => self.what_ends(period, run),
            false => self.what_touches(id, period),
        };
        if stops.is_none() && !self.may_be_held_open(&follow) && touching(run).is_empty() {
            return;
        }
        // The end by the clock, before suspension and what holds the period open;
        // and the day from which that clock has run.
        let moved = match stops {
            Some(_) => self.first_end(&follow, run.origin, true, &mut NoTrace).0,
            None => Point::plain(run.end),
        };
        let mut nominal = Nominal::new(run.end, moved, follow.ways.clone());
        let mut clock = run.start;
        run.end = self.held(&follow, run.start, clock, &nominal, &mut NoTrace);
        // Where it last began: at a revival, too, that may not have been.
        let mut began = run.start;
        let mut changes = Changes::default();
        for (day, touch, at) in touching(run) {
            // While what must follow the event may still follow, its effect is open.
            let pending = self.completed(at, Truth::Unknown) == Truth::Unknown;
            if touch == Touch::Ends {
                let holds = self.ends_it(period, at);
                let holds = if pending { holds.and(Truth::Unknown) } else { holds };
                let before = run.end;
                // One that may begin only later may be left alone.
                let holds = holds.and(run.start.has_come(day));
                if holds != Truth::No && run.end.latest() >= day {
                    let end = |holds| Moment::at(day.previous()).when(holds, Moment::NEVER);
                    // One that was over before is not ended by it.
                    let still_ran = Truth::from(before.earliest() >= day).or(Truth::Unknown);
                    run.cut = run.cut.earlier(end(holds.and(still_ran)));
                    run.end = run.end.earlier(end(holds));
                    if holds == Truth::Yes && run.end != before {
                        run.ended_by = Some(at);
                    }
                    if run.end != before {
                        trace.step(|| Step::EndedBy { event: self.telling(at), moment: run.end });
                    }
                }
                continue;
            }
            // Of several entries for one event the first that applies is taken.
            let mut open = Truth::Yes;
            let mut outcome: Option<New> = None;
            // The effects that it has, or may have.
            let mut by: SmallVec<[&'p Effect; 1]> = SmallVec::new();
            let mut failure: Option<(u16, Failure)> = None;
            let mut touched = false;
            let mut supposed = follow.supposed.clone();
            for (number, effect) in (0u16..).zip(&period.effects) {
                let present = self.present(id, effect, at);
                if present == Truth::No {
                    continue;
                }
                touched = true;
                let (start, end) = (began, run.end);
                let this = Some(Point::at(at, day));
                let context = |counted| Context { start, end, this, counted };
                let ways = match effect.counted {
                    Some(own) => Ways::from_slice(&[Some(own)]),
                    None => follow.ways.clone(),
                };
                let before = Before { changes: changes.by(effect), cut: run.cut };
                let tried = ways
                    .iter()
                    .map(|way| self.try_effect(effect, day, context(*way), before, &supposed))
                    .reduce(one_or_other);
                let holds = match tried.unwrap_or(Ok(Truth::No)) {
                    Ok(holds) => holds.and(present),
                    Err(why) => {
                        // Of entries that are not for the case the last is of the newest law.
                        let better = |known: Failure| {
                            known.says() < why.says()
                                || (known, why) == (Failure::NotForThis, Failure::NotForThis)
                        };
                        if failure.is_none_or(|(_, known)| better(known)) {
                            failure = Some((number, why));
                        }
                        Truth::No
                    }
                };
                if holds == Truth::No {
                    continue;
                }
                by.push(effect);
                let begins = Point::at(at, day);
                let start = match effect.change {
                    Change::Extend => began,
                    Change::Restart | Change::Revive => begins.moment,
                };
                let ends = |moved: bool| match &effect.to {
                    Some(to) => {
                        let ends = ways
                            .iter()
                            .map(|way| self.point(to, context(*way), moved, &mut NoTrace));
                        let end = ends.reduce(Point::either);
                        (end.unwrap_or(Point::plain(Moment::NEVER)), follow.ways.clone())
                    }
                    None => {
                        let (end, ways, _) = self.first_end(&follow, begins, moved, &mut NoTrace);
                        (end, ways)
                    }
                };
                let (moved, counted_by) = ends(true);
                let fell = stops.map_or(moved, |_| ends(false).0);
                let end_by = if effect.to.is_some() { &ways } else { &counted_by };
                let end = Nominal::new(fell.moment, moved, end_by.clone());
                // An end that is counted from the old one has its stops behind it.
                let from_the_end = effect.to.as_ref().is_some_and(rests_on_the_end);
                let clock = match from_the_end {
                    // Where there was no end yet, nothing is counted from it.
                    true if run.end.is_never() => begins.moment,
                    true if run.end.latest() == Day::NEVER => run.end.either(begins.moment),
                    true => run.end,
                    false => begins.moment,
                };
                let new = New { change: effect.change, start, clock, end, ways: counted_by };
                outcome = Some(match outcome {
                    None => new,
                    Some(other) => other.either(new),
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
                    && ways.iter().all(|way| {
                        self.in_time(effect, day, context(*way), before) == Ok(Truth::Yes)
                    })
                {
                    self.suppose_fails(when, Moment::at(day), &mut supposed);
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
                (Some(new), Truth::No) if !pending => {
                    verdicts.push((at, Verdict::Took));
                    let law = by.last().map_or(&[][..], |effect| &effect.law);
                    let mut steps = None;
                    if T::LISTENS
                        && let [effect] = by[..]
                    {
                        // What the new end is counted from is told before.
                        if effect.to.as_ref().is_some_and(rests_on_the_end)
                            && self.held(&follow, run.start, clock, &nominal, &mut NoTrace)
                                == run.end
                        {
                            self.held(&follow, run.start, clock, &nominal, trace);
                        }
                        let this = Some(Point::at(at, day));
                        let old = Context { start: began, end: run.end, this, counted: None };
                        steps = self.new_end_told(&follow, effect, old, &new.end);
                    }
                    match new.change {
                        Change::Extend => {}
                        Change::Restart => {
                            let before = Moment::at(day.previous()).earlier(run.end);
                            run.earlier.push((run.start, before));
                        }
                        Change::Revive => run.earlier.push((run.start, run.end)),
                    }
                    (clock, nominal) = (new.clock, new.end);
                    if new.change != Change::Extend {
                        run.start = new.start;
                    }
                    began = new.start;
                    follow.ways = new.ways;
                    if new.change == Change::Revive {
                        run.cut = Moment::NEVER;
                        run.ended_by = None;
                    }
                    changes.add(self.matter.events[at].event, day, true);
                    run.end = self
                        .held(&follow, run.start, clock, &nominal, &mut NoTrace)
                        .earlier(run.cut);
                    trace.step(|| Step::Changed {
                        event: self.telling(at),
                        change: new.change,
                        law,
                        moment: steps.is_none().then_some(run.end),
                    });
                    for step in steps.into_iter().flatten() {
                        trace.step(|| step);
                    }
                }
                (Some(new), _) => {
                    let sure = open == Truth::No;
                    verdicts.push((at, if sure { Verdict::Pending } else { Verdict::Unclear }));
                    clock = new.clock.either(clock);
                    nominal = new.end.either(nominal);
                    add_ways(&mut follow.ways, new.ways);
                    began = new.start.either(began);
                    match new.change {
                        Change::Extend => {}
                        Change::Restart => {
                            let before = Moment::at(day.previous()).earlier(run.end);
                            run.earlier.push((run.start, before));
                            run.start = new.start.either(run.start);
                        }
                        // If it was revived, the days between are not within; that
                        // they may be is the cautious thing to say of them.
                        Change::Revive => run.cut = run.cut.either(Moment::NEVER),
                    }
                    changes.add(self.matter.events[at].event, day, false);
                    run.end = self
                        .held(&follow, run.start, clock, &nominal, &mut NoTrace)
                        .earlier(run.cut);
                    trace.step(|| Step::MayHaveChanged {
                        event: self.telling(at),
                        law: by.last().map_or(&[][..], |effect| &effect.law),
                        moment: run.end,
                    });
                }
            }
        }
        // What ended it early was told as it happened; the clock has no more to say.
        if T::LISTENS && self.held(&follow, run.start, clock, &nominal, &mut NoTrace) == run.end {
            self.held(&follow, run.start, clock, &nominal, trace);
        }
    }

    /// The steps by which the new end that an effect sets is counted, where it is known
    /// and counted in one way.
    fn new_end_told(
        &self,
        follow: &Follow<'p>,
        effect: &Effect,
        old: Context,
        end: &Nominal,
    ) -> Option<Vec<Step<'p>>> {
        let mut steps = Vec::new();
        let told = match (&effect.to, &end.ways[..]) {
            (Some(to), [counted]) => {
                let context = Context { counted: *counted, ..old };
                self.last_day(to, context, follow.stops.is_none(), &mut steps)
            }
            (Some(_), _) => return None,
            (None, _) => self.first_end(follow, old.this?, false, &mut steps).0,
        };
        (told.moment == end.fell && told.moment.is_known()).then_some(steps)
    }

    /// Whether an effect takes place on a day: surely, perhaps, or why not.
    fn try_effect(
        &self,
        effect: &Effect,
        day: Day,
        context: Context,
        before: Before,
        supposed: &Supposed,
    ) -> Result<Truth, Failure> {
        let mut holds = Truth::Yes;
        if let Some(when) = effect.when {
            holds = self.holds_if(when, Moment::at(day), supposed);
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
        before: Before,
    ) -> Result<Truth, Failure> {
        if effect.asked_by.is_none() {
            return self.in_time_if_asked(effect, (day, day), context, before);
        }
        let asked = self.asked_on(effect, day);
        let by = |asked: &Day| self.in_time_if_asked(effect, (day, *asked), context, before);
        asked.iter().map(by).reduce(one_or_other).unwrap_or(Ok(Truth::Unknown))
    }

    /// The same of what took place on the first day and was asked for on the second.
    fn in_time_if_asked(
        &self,
        effect: &Effect,
        (event, day): (Day, Day),
        context: Context,
        before: Before,
    ) -> Result<Truth, Failure> {
        let Before { changes, cut } = before;
        let mut holds = Truth::Yes;
        let started = context.start.has_come(day);
        if started == Truth::No {
            return Err(Failure::NotRunning);
        }
        holds = holds.and(started);
        let revives = effect.change == Change::Revive;
        if revives {
            let ended = context.end.map(Day::next).has_come(day);
            if ended == Truth::No {
                return Err(Failure::NotEnded(context.end.earliest()));
            }
            holds = holds.and(ended);
        }
        if let Some(anchor) = &effect.not_before {
            let first = self.point(anchor, context, false, &mut NoTrace).moment;
            let come = first.has_come(day);
            if come == Truth::No {
                return Err(Failure::TooEarly(first.earliest()));
            }
            holds = holds.and(come);
        }
        let last = match &effect.not_after {
            Some(anchor) => {
                let last = self.point(anchor, context, true, &mut NoTrace).moment;
                if revives { last } else { last.earlier(context.end) }
            }
            None if revives => Moment::NEVER,
            None => context.end,
        };
        // It has passed when the day after it has come.
        let passed = last.map(Day::next).has_come(day);
        if passed == Truth::Yes {
            return Err(Failure::TooLate(last.latest()));
        }
        holds = holds.and(passed.negate());
        if !revives {
            // What was ended in between is over, whenever it was asked for.
            let ended = cut.map(Day::next).has_come(event);
            if ended == Truth::Yes {
                return Err(Failure::TooLate(cut.latest()));
            }
            holds = holds.and(ended.negate());
        }
        if let Some(gap) = effect.gap {
            // The last day on which it is still too soon after an earlier one.
            let too_soon = |previous: Day| {
                let moment = Moment::at(previous);
                self.count(moment, gap, Direction::After, context.counted, false).earliest()
            };
            if let Some(previous) = changes.last_sure
                && event <= too_soon(previous)
            {
                return Err(Failure::TooSoonAfter(previous, too_soon(previous)));
            }
            if changes.last_possible.is_some_and(|previous| event <= too_soon(previous)) {
                holds = holds.and(Truth::Unknown);
            }
        }
        if let Some(times) = effect.times {
            if changes.surely >= times {
                return Err(Failure::TooOften(times));
            }
            if changes.possibly >= times {
                holds = holds.and(Truth::Unknown);
            }
        }
        Ok(holds)
    }

    /// The days on which may have been asked for what took place on a day: that day
    /// itself where it was not asked for, or was refused.
    fn asked_on(&self, effect: &Effect, day: Day) -> SmallVec<[Day; 2]> {
        let (mut asked, may_be_none) = self.asked_by(effect, day);
        if may_be_none {
            asked.push(day);
        }
        asked
    }

    /// The days of the events each of which may be the last, by a day, by which an effect
    /// was asked for, and was not refused since; and whether there may be none.
    fn asked_by(&self, effect: &Effect, day: Day) -> (SmallVec<[Day; 2]>, bool) {
        let mut last = SmallVec::new();
        let Some(asked_by) = &effect.asked_by else { return (last, true) };
        let mut asked: SmallVec<[(Day, Truth); 4]> = SmallVec::new();
        self.each_effective(asked_by, |at, holds| {
            asked.push((self.matter.events[at].day, holds));
        });
        asked.retain(|(on, _)| *on <= day);
        asked.sort_by_key(|(on, _)| *on);
        let mut may_be_none = false;
        for (on, holds) in asked.into_iter().rev() {
            let mut refused = Truth::No;
            self.each_effective(&effect.refused_by, |at, holds| {
                if (on..=day).contains(&self.matter.events[at].day) {
                    refused = refused.or(holds);
                }
            });
            may_be_none |= refused != Truth::No;
            if refused != Truth::Yes {
                last.push(on);
            }
            if holds == Truth::Yes {
                return (last, may_be_none);
            }
        }
        (last, true)
    }

    /// Whether an event on that day or later could still change a run that has ended:
    /// revive it, or grant what was asked for in time.
    pub(super) fn may_still_change(&self, id: PeriodId, run: &Run, day: Day) -> bool {
        let period = &self.pack.periods[id.index()];
        if period.effects.is_empty() {
            return false;
        }
        let supposed = self.supposed(period, run.origin.moment);
        let stops = self.stops(period, None);
        let follow = Follow { id, period, reading: None, stops, supposed, ways: Ways::new() };
        let start = Point::plain(run.start);
        let (_, ways, _) = self.first_end(&follow, start, false, &mut NoTrace);
        period.effects.iter().any(|effect| {
            let own = effect.counted.map(|own| [Some(own)]);
            let ways = own.as_ref().map_or(&ways[..], |own| own);
            ways.iter().any(|counted| self.effect_may_still_come(effect, run, *counted, day))
        })
    }

    /// The same of one effect, by one way of counting.
    fn effect_may_still_come(
        &self,
        effect: &Effect,
        run: &Run,
        counted: Option<CountingId>,
        day: Day,
    ) -> bool {
        let before = Before { changes: Count::default(), cut: run.cut };
        let context = |event: Moment| {
            let this = Some(Point::plain(event));
            Context { start: run.start, end: run.end, this, counted }
        };
        let granted = context(Moment::between(day, Day::NEVER));
        let asked = self.asked_by(effect, day).0;
        let mut in_time =
            asked.iter().map(|on| self.in_time_if_asked(effect, (day, *on), granted, before));
        if in_time.any(|in_time| in_time.is_ok()) {
            return true;
        }
        let revived = context(Moment::at(day));
        effect.change == Change::Revive
            && effect.not_after.as_ref().is_none_or(|last| {
                self.point(last, revived, true, &mut NoTrace).moment.latest() >= day
            })
    }

    /// Where no run can be touched, every event that was to touch it failed.
    pub(super) fn fail_all(
        &self,
        id: PeriodId,
        period: &Period,
        verdicts: &mut Vec<(usize, Verdict)>,
    ) {
        if period.effects.is_empty() {
            return;
        }
        for (_, touch, at) in self.what_touches(id, period) {
            if touch == Touch::Ends {
                continue;
            }
            let number = (0u16..)
                .zip(&period.effects)
                .find(|(_, effect)| self.present(id, effect, at) != Truth::No);
            if let Some((number, _)) = number {
                verdicts.push((at, Verdict::Failed(number, Failure::NotRunning)));
            }
        }
    }

    /// The recorded events that could change or end a period, by their days. On one day
    /// those that end it come first, as its last day is the day before, and the others
    /// in the order in which the entries name them.
    fn what_touches(&self, id: PeriodId, period: &Period) -> SmallVec<[(Day, Touch, usize); 8]> {
        let mut list: SmallVec<[(Day, Touch, usize); 8]> = SmallVec::new();
        let changes = period.effects.iter().flat_map(|effect| &effect.events);
        let changes = (0u16..).zip(changes).map(|(place, events)| (events, Touch::Changes(place)));
        let ends = period.ended_by.iter().flatten().map(|events| (events, Touch::Ends));
        for (selector, touch) in changes.chain(ends) {
            for at in self.matter.occurrences(selector.event) {
                let counts = self.counts_for(id, selector.event, at, touch != Touch::Ends);
                if counts.and(self.matches(selector, at)) != Truth::No {
                    list.push((self.matter.events[at].day, touch, at));
                }
            }
        }
        // Each event once, by the first entry that names it.
        list.sort_unstable_by_key(|(_, touch, at)| (*at, *touch));
        list.dedup_by_key(|(_, touch, at)| (*at, *touch == Touch::Ends));
        list.sort_unstable();
        list
    }

    /// The same where nothing but an end can come: those that may end a run, until the first
    /// that surely does.
    fn what_ends(&self, period: &Period, run: &Run) -> SmallVec<[(Day, Touch, usize); 8]> {
        let mut list: SmallVec<[(Day, Touch, usize); 8]> = SmallVec::new();
        let mut last = run.end.latest();
        for selector in period.ended_by.iter().flatten() {
            for at in self.matter.occurrences(selector.event) {
                let day = self.matter.events[at].day;
                // They come in the order of their days.
                if day > last {
                    break;
                }
                let holds = self.effective[at].and(self.matches(selector, at));
                if holds == Truth::No || day < run.start.earliest() {
                    continue;
                }
                list.push((day, Touch::Ends, at));
                let has_come = run.start.has_come(day);
                if holds.and(has_come).and(self.completed(at, Truth::Unknown)) == Truth::Yes {
                    last = day;
                }
            }
        }
        list.retain(|(day, ..)| *day <= last);
        list.sort_unstable();
        list.dedup();
        list
    }

    /// Whether a recorded event counts for a period: one that the period itself
    /// judges is taken as it was recorded and completed.
    fn counts_for(&self, id: PeriodId, event: EventId, at: usize, changes: bool) -> Truth {
        let event = &self.pack.events[event.index()];
        if changes && event.counts == Counts::AsDecidedBy(id) {
            Truth::from(self.is_seen(at)).and(self.completed(at, Truth::Yes))
        } else {
            self.effective[at]
        }
    }

    pub(super) fn present(&self, id: PeriodId, effect: &Effect, at: usize) -> Truth {
        let event = self.matter.events[at].event;
        effect
            .events
            .iter()
            .filter(|selector| selector.event == event)
            .map(|selector| self.counts_for(id, event, at, true).and(self.matches(selector, at)))
            .fold(Truth::No, Truth::or)
    }

    fn ends_it(&self, period: &Period, at: usize) -> Truth {
        let event = self.matter.events[at].event;
        period
            .ended_by
            .iter()
            .flat_map(|events| events.iter())
            .filter(|selector| selector.event == event)
            .map(|selector| self.effective[at].and(self.matches(selector, at)))
            .fold(Truth::No, Truth::or)
    }

    /// The end after suspension, and after what holds the period open.
    fn held(
        &self,
        follow: &Follow<'p>,
        start: Moment,
        clock: Moment,
        nominal: &Nominal,
        trace: &mut impl Trace<'p>,
    ) -> Moment {
        let end = match nominal.ways[..] {
            [counted] => self.stood_still(follow, counted, clock, nominal, trace),
            _ => {
                let by = |way: &_| self.stood_still(follow, *way, clock, nominal, &mut NoTrace);
                nominal.ways.iter().map(by).reduce(Moment::either).unwrap_or(nominal.moved)
            }
        };
        if let [counted] = follow.ways[..] {
            return self.kept_open(follow, counted, (start, end), trace);
        }
        let by = |way: &_| self.kept_open(follow, *way, (start, end), &mut NoTrace);
        follow.ways.iter().map(by).reduce(Moment::either).unwrap_or(end)
    }

    /// The end of a clock, by one way of counting, after the days on which it stood still.
    fn stood_still<T: Trace<'p>>(
        &self,
        follow: &Follow<'p>,
        counted: Option<CountingId>,
        clock: Moment,
        nominal: &Nominal,
        trace: &mut T,
    ) -> Moment {
        let Nominal { fell: nominal, moved, court_days, backwards, .. } = *nominal;
        let Some(condition) = follow.stops else { return moved };
        let stopped = self.timeline(condition);
        let calendar = counted.map(|id| self.pack.calendar(&self.pack.countings[id.index()]));
        let last = |from: Day, fell: Day, days: &Days, in_court_days: bool| match in_court_days {
            true => calendar.and_then(|closed| suspended_court_days(from, fell, days, closed)),
            false => suspended(from, fell, days),
        };
        let longer = |from: Day, fell: Day, moved: Day, days: &Days| {
            let by = |in_court_days: bool| {
                let last = last(from, fell, days, in_court_days);
                last.map_or(Moment::at(moved), |last| self.rolled(last, counted, backwards))
            };
            match court_days.known() {
                Some(known) => by(known),
                None => by(false).either(by(true)),
            }
        };
        let earliest = nominal.earliest();
        let from = clock.latest().min(earliest);
        let end = Moment::between(
            longer(from, earliest, moved.earliest(), stopped.certain()).earliest(),
            longer(clock.earliest(), nominal.latest(), moved.latest(), stopped.possible()).latest(),
        );
        if T::LISTENS && end != nominal {
            match (nominal.day(), end.day(), court_days.known()) {
                (Some(nominal), Some(to), Some(in_court_days)) => {
                    let fell = last(from, nominal, stopped.certain(), in_court_days);
                    if let Some(fell) = fell {
                        let ran = Days::between(clock.earliest().next(), fell);
                        let stood = stopped.certain().and(&ran);
                        let stopped = Stopped::of(&stood, calendar.filter(|_| in_court_days));
                        let causes = self.causes(condition, &stood);
                        let moment = Moment::at(fell);
                        trace.step(|| Step::Suspended { stopped, causes, moment });
                    }
                    let from = fell.unwrap_or(nominal);
                    if let Some(counting) = counted
                        && from != to
                    {
                        trace.step(|| Step::Rolled { counting, from, to });
                    }
                }
                _ => {
                    let causes = self.causes(condition, &Days::all());
                    trace.step(|| Step::Suspended { stopped: None, causes, moment: end });
                }
            }
        }
        end
    }

    /// Whether anything that holds a period open may be so on any day.
    fn may_be_held_open(&self, follow: &Follow<'p>) -> bool {
        follow.holds().any(|held| !self.is_never(held.condition))
    }

    /// The end of a period, by one way of counting, after what holds it open.
    fn kept_open(
        &self,
        follow: &Follow<'p>,
        counted: Option<CountingId>,
        (start, end): (Moment, Moment),
        trace: &mut impl Trace<'p>,
    ) -> Moment {
        let mut end = end;
        // A period whose last day comes before its first is held open from that day.
        let begins = start.earliest().min(end.earliest());
        let surely = match start.day() {
            Some(start) if end.is_known() || start <= end.earliest() => begins,
            _ => start.latest(),
        };
        // What one of them lengthens may run into another.
        loop {
            let before = end;
            for held in follow.holds() {
                let open = self.timeline(held.condition);
                let (certain, possible) = ((surely, end.earliest()), (begins, end.latest()));
                let (earliest, stopped) = self.held_open(held, counted, certain, open.certain());
                let (latest, _) = self.held_open(held, counted, possible, open.possible());
                let until = Moment::between(earliest, latest);
                if until != end {
                    end = until;
                    let stopped = stopped.filter(|_| end.is_known());
                    self.tell_held(held, counted, end, stopped, trace);
                }
            }
            if end == before {
                return end;
            }
        }
    }

    /// What made a condition hold on some days: of several of which one must, those that may
    /// have held then; of several that all must, the one that is neither a fact nor that
    /// something is not so. Nothing, where the days alone do; all of it, where it is too much.
    fn causes(&self, condition: ExprId, days: &Days) -> Causes {
        let mut causes = SmallVec::<[ExprId; 4]>::new();
        self.add_causes(condition, days, &mut causes);
        let is_days = |cause: &ExprId| matches!(self.pack.expr(*cause), Expr::Calendar { .. });
        if causes.iter().all(is_days) {
            causes.clear();
        }
        let mut list = Causes::default();
        match causes.len() <= list.len() {
            true => list.iter_mut().zip(causes).for_each(|(place, cause)| *place = Some(cause)),
            false => list[0] = Some(condition),
        }
        list
    }

    /// Adds them, days that the law names among them.
    fn add_causes(&self, condition: ExprId, days: &Days, causes: &mut SmallVec<[ExprId; 4]>) {
        match self.pack.expr(condition) {
            Expr::Surely(part) => self.add_causes(*part, days, causes),
            Expr::Any(parts) => {
                let held = |part: &&ExprId| !self.timeline(**part).possible().and(days).is_none();
                parts.iter().filter(held).for_each(|part| self.add_causes(*part, days, causes));
            }
            Expr::All(parts) => {
                let is_days =
                    |part: &&ExprId| matches!(self.pack.expr(**part), Expr::Calendar { .. });
                let happens = |part: &&ExprId| !is_days(part) && self.comes_and_goes(**part);
                let mut those = parts.iter().filter(happens);
                match (those.next(), those.next(), parts.iter().find(is_days)) {
                    (Some(only), None, _) => self.add_causes(*only, days, causes),
                    (None, _, Some(named)) => causes.push(*named),
                    _ => causes.push(condition),
                }
            }
            _ => causes.push(condition),
        }
    }

    /// Whether a condition begins or ends by what happens, and does not only say that
    /// something is not so.
    fn comes_and_goes(&self, condition: ExprId) -> bool {
        match self.pack.expr(condition) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } | Expr::Dated { .. } => false,
            Expr::Not(_) => false,
            Expr::Surely(part) => self.comes_and_goes(*part),
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().any(|part| self.comes_and_goes(*part))
            }
            _ => true,
        }
    }

    /// Tells until when a period is held open, and how what follows the day on which that
    /// `stopped` is counted.
    fn tell_held<T: Trace<'p>>(
        &self,
        held: &'p HeldOpen,
        counted: Option<CountingId>,
        until: Moment,
        stopped: Option<Day>,
        trace: &mut T,
    ) {
        if !T::LISTENS {
            return;
        }
        let law = &held.law[..];
        let causes = self.causes(held.condition, &Days::before(until.latest().next()));
        match (stopped, held.and_for) {
            (Some(last), Some(length)) => {
                trace.step(|| Step::HeldOpen { law, causes, moment: Moment::at(last) });
                let moment = Moment::at(last.next());
                trace.step(|| Step::CountedFrom { event: None, moment });
                let (from, way) = (Point::plain(moment), held.counted.or(counted));
                self.counted(from, length, Direction::After, way, true, trace);
            }
            _ => trace.step(|| Step::HeldOpen { law, causes, moment: until }),
        }
    }

    /// The end of a period after one condition has held it open on some days, and where
    /// that is so long after them, the last day of those that decide.
    fn held_open(
        &self,
        held: &HeldOpen,
        counted: Option<CountingId>,
        (begins, end): (Day, Day),
        days: &Days,
    ) -> (Day, Option<Day>) {
        let mut end = end;
        let mut stopped = None;
        for span in days.spans() {
            // A period that was over when the hold began stays over.
            if span.first > end {
                break;
            }
            // What was over before the period began does not hold it open.
            if span.last < begins {
                continue;
            }
            let released = span.last.next();
            let after = match held.and_for {
                Some(length) if released.is_a_date() => self
                    .count(
                        Moment::at(released),
                        length,
                        Direction::After,
                        held.counted.or(counted),
                        true,
                    )
                    .earliest(),
                _ => span.last,
            };
            // What is counted after it may move back onto a court day before it stops.
            let so_far = end.max(span.last);
            if so_far != end {
                stopped = None;
            }
            if after > so_far {
                stopped = Some(span.last);
            }
            end = so_far.max(after);
        }
        (end, stopped)
    }

    fn rolled(&self, day: Day, counted: Option<CountingId>, backwards: Truth) -> Moment {
        counted.map_or(Moment::at(day), |id| {
            let counting = &self.pack.countings[id.index()];
            let roll = |direction| {
                Moment::at(counting.rule.roll(self.pack.calendar(counting), day, direction))
            };
            match backwards {
                Truth::No => roll(Direction::After),
                Truth::Yes => roll(Direction::Before),
                Truth::Unknown => roll(Direction::After).either(roll(Direction::Before)),
            }
        })
    }
}

/// What an event may do to a period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touch {
    Ends,
    /// It is named in this place, of those in all entries, and in none before.
    Changes(u16),
}

/// An end by the clock: where it fell, and where it moves off a closed day. They differ
/// only where the clock may stand still, as then it moves once, at the very end.
#[derive(Clone)]
struct Nominal {
    fell: Moment,
    moved: Moment,
    /// Whether only court days were counted, so that no others are counted on.
    court_days: Truth,
    /// Whether it was counted backwards: then it moves back.
    backwards: Truth,
    /// How it may have been counted.
    ways: Ways,
}

impl Nominal {
    fn new(fell: Moment, moved: Point, ways: Ways) -> Nominal {
        let Point { moment, court_days, backwards, .. } = moved;
        Nominal { fell, moved: moment, court_days, backwards, ways }
    }

    fn either(mut self, other: Nominal) -> Nominal {
        add_ways(&mut self.ways, other.ways);
        Nominal {
            ways: self.ways,
            fell: self.fell.either(other.fell),
            moved: self.moved.either(other.moved),
            court_days: self.court_days.either(other.court_days),
            backwards: self.backwards.either(other.backwards),
        }
    }
}

/// What an effect makes of a run.
struct New {
    change: Change,
    start: Moment,
    /// The day from which the clock to the new end runs.
    clock: Moment,
    end: Nominal,
    /// How the versions that may be the law on the new start are counted.
    ways: Ways,
}

impl New {
    /// One or the other, when it is not known which.
    fn either(mut self, other: New) -> New {
        add_ways(&mut self.ways, other.ways);
        New {
            change: self.change,
            start: self.start.either(other.start),
            clock: self.clock.either(other.clock),
            end: self.end.either(other.end),
            ways: self.ways,
        }
    }
}

/// What becomes of an effect, when it is not known by which way of counting.
fn one_or_other(
    one: Result<Truth, Failure>,
    other: Result<Truth, Failure>,
) -> Result<Truth, Failure> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok(one.either(other)),
        (Err(why), Err(_)) => Err(why),
        _ => Ok(Truth::Unknown),
    }
}

/// Whether a new end is counted from the one before.
fn rests_on_the_end(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::Own { end } => *end,
        Anchor::Count { from, .. } => rests_on_the_end(from),
        Anchor::Choice { of, .. } => of.iter().any(rests_on_the_end),
        _ => false,
    }
}

/// What has become of a run before an event that is to change it.
#[derive(Clone, Copy)]
struct Before {
    changes: Count,
    /// As of [`Run`]: its last day before an event that cut it short.
    cut: Moment,
}

/// How often events of some kinds changed a period so far, and when last.
#[derive(Clone, Copy, Default)]
struct Count {
    surely: u32,
    possibly: u32,
    last_sure: Option<Day>,
    last_possible: Option<Day>,
}

/// The changes of a run so far, by kind of event.
#[derive(Default)]
struct Changes(SmallVec<[(EventId, Count); 2]>);

impl Changes {
    /// Adds a change; they come in the order of their days.
    fn add(&mut self, event: EventId, day: Day, sure: bool) {
        let at = self.0.iter().position(|(known, _)| *known == event).unwrap_or_else(|| {
            self.0.push((event, Count::default()));
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
    fn by(&self, effect: &Effect) -> Count {
        let mut sum = Count::default();
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

/// The end of a clock that stands still on some days; none where it stands still on
/// none of its days.
fn suspended(from: Day, end: Day, stopped: &Days) -> Option<Day> {
    if !from.is_a_date() || !end.is_a_date() || end <= from {
        return None;
    }
    // The day on which it starts is not counted, so it cannot be stopped on it.
    let first = from.next();
    let mut last = end;
    loop {
        if stopped.span_at(last).is_some_and(|span| span.last == Day::NEVER) {
            return Some(Day::NEVER);
        }
        let longer = end.plus(stopped.count(first, last));
        if longer <= last {
            return (last != end).then_some(last);
        }
        last = longer;
    }
}

/// The same of a clock that counts court days only.
fn suspended_court_days(from: Day, end: Day, stopped: &Days, closed: &Calendar) -> Option<Day> {
    if !from.is_a_date() || !end.is_a_date() || end <= from {
        return None;
    }
    let open = |day: &Day| !closed.is_closed(*day);
    let counted = days_from(from.next()).take_while(|day| *day <= end).filter(open).count();
    let (mut left, mut last) = (counted, from);
    while left > 0 {
        last = last.next();
        match stopped.span_at(last) {
            Some(span) if span.last == Day::NEVER => return Some(Day::NEVER),
            Some(span) => last = span.last,
            None => left -= usize::from(open(&last)),
        }
    }
    (last != end && counted > 0).then_some(last)
}
