//! When periods run, in one world: starting points, ends, and what moves an end.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use chrono::{Duration, NaiveDate};

use super::count::{Counting, next, previous};
use super::pack::{Completion, Effect, Held, Kind, Period, Recorded, Span, Terms};
use super::words::{Condition, Events, Length, Start, Unit, Which};
use super::world::{Happened, World};

/// What has not ended so many days after it started has no end: a clock that
/// stands still, or that something holds open.
const HORIZON: i64 = 45 * 366;

/// All runs of a period.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) runs: Vec<Run>,
    /// The events that restarted, extended or revived one of them.
    pub(super) changed: BTreeSet<(String, NaiveDate)>,
    /// The events that were to do so when it had started, in a case like this, and did not.
    pub(super) failed: BTreeSet<(String, NaiveDate)>,
}

/// One run of a period.
#[derive(Debug, Clone)]
pub struct Run {
    /// Of several runs, the event that started it.
    pub started_by: Option<Recorded>,
    /// Its unbroken spans of days: more than one where it was revived. An end is
    /// missing while nothing sets it. A span may be empty, where what ends it came
    /// on its first day.
    pub spans: Vec<(NaiveDate, Option<NaiveDate>)>,
    anew: NaiveDate,
    /// The days on which it started, and started anew.
    pub begun: Vec<NaiveDate>,
    /// The event that ended it before its time.
    pub cut: Option<(String, NaiveDate)>,
    /// Its ends by the other readings.
    pub by_readings: Vec<Option<NaiveDate>>,
    /// Whether the law sets it an end that is not known.
    pub not_known: bool,
    /// Whether what became of it rests on such an end.
    pub rests_on_not_known: bool,
    /// Whether it can still be revived, or be moved by what was asked for in time.
    pub may_return: bool,
}

impl Run {
    /// Its first day.
    pub fn starts(&self) -> NaiveDate {
        self.spans[0].0
    }

    /// The day on which it last started anew.
    pub fn anew(&self) -> NaiveDate {
        self.anew
    }

    /// Its last day, as things stand.
    pub fn ends(&self) -> Option<NaiveDate> {
        self.spans[self.spans.len() - 1].1
    }

    /// Whether a day belongs to it.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.spans.iter().any(|(start, end)| *start <= day && end.is_none_or(|end| day <= end))
    }
}

/// What the words of a starting point mean where they stand.
struct Here<'h> {
    counting: &'h Counting,
    /// Events whose plain names, and those of the others beside them, mean that very event.
    very: Vec<(&'h Events, &'h Recorded)>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

/// Where a starting point comes to.
#[derive(Debug, Clone)]
struct Point {
    /// The day, before any move off a closed day; none where it never comes.
    day: Option<NaiveDate>,
    /// Whether it was counted, and backwards: only then a last day moves.
    counted: Option<bool>,
    /// Whether only court days were counted.
    court_days: bool,
    /// The event that it is the day of.
    event: Option<Recorded>,
}

/// How a run stands while the events that change it are gone through.
struct Course<'c> {
    reading: Option<&'c Terms>,
    terms: Terms,
    counting: Arc<Counting>,
    /// The events each of which starts a run, and that which started this one, or
    /// started it anew.
    each: Option<(&'c Events, Recorded)>,
    spans: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// The day on which it last started.
    start: NaiveDate,
    end: Option<NaiveDate>,
    cut: Option<(String, NaiveDate)>,
    /// The events that have changed it.
    changed_by: Vec<Recorded>,
    /// Whether it has had a length that is not known.
    was_not_known: bool,
}

impl Course<'_> {
    /// Whether the law sets it an end that is not known.
    fn is_not_known(&self) -> bool {
        matches!(self.terms.span.as_deref(), Some(Span::NotKnown) | None)
    }
}

impl World<'_, '_> {
    /// The runs of a period.
    pub(super) fn runs(&self, id: &str) -> Rc<Runs> {
        if let Some(known) = self.runs.borrow().get(id) {
            return Rc::clone(known);
        }
        let mut runs = Runs::default();
        if let Some(period) = self.pack.periods.get(id) {
            for (point, started_by) in self.starting_points(period) {
                let by = started_by.as_ref();
                if let Some(mut run) = self.run(id, period, &point, by, None, &mut runs) {
                    run.started_by = started_by;
                    runs.runs.push(run);
                }
            }
        }
        let runs = Rc::new(runs);
        self.runs.borrow_mut().insert(id.to_owned(), Rc::clone(&runs));
        runs
    }

    /// The runs of a period, with their ends by its readings: when all else is known, since
    /// a reading may speak of what rests on this period.
    pub(super) fn runs_as_read(&self, id: &str) -> Vec<Run> {
        let mut runs = self.runs(id).runs.clone();
        let Some(period) = self.pack.periods.get(id) else { return runs };
        for run in &mut runs {
            for (point, by) in self.starting_points(period) {
                if by.as_ref() != run.started_by.as_ref() {
                    continue;
                }
                for reading in &period.readings {
                    let mut none = Runs::default();
                    let by = by.as_ref();
                    let other = self.run(id, period, &point, by, Some(reading), &mut none);
                    run.by_readings.extend(other.map(|run| run.ends()));
                }
            }
        }
        runs
    }

    /// The days on which a period starts: one, or one for each event.
    fn starting_points(&self, period: &Period) -> Vec<(Point, Option<Recorded>)> {
        let counting = period.terms.counted.clone().unwrap_or_default();
        let start_of = |very| {
            let here = Here { counting: &counting, very, start: None, end: None };
            self.point(&period.starts, &here)
        };
        let Some(each) = each(&period.starts) else {
            return vec![(start_of(Vec::new()), None)];
        };
        let mut points: Vec<(Point, Option<Recorded>)> = Vec::new();
        for happened in self.matching(each).iter() {
            let event = &happened.event;
            let same = |(_, other): &(Point, Option<Recorded>)| {
                other
                    .as_ref()
                    .is_some_and(|other| (&other.event, other.on) == (&event.event, event.on))
            };
            if !points.iter().any(same) {
                points.push((start_of(vec![(each, event)]), Some(event.clone())));
            }
        }
        points
    }

    /// One run, by the period's own terms or by those of another reading.
    fn run(
        &self,
        id: &str,
        period: &Period,
        point: &Point,
        started_by: Option<&Recorded>,
        reading: Option<&Terms>,
        runs: &mut Runs,
    ) -> Option<Run> {
        let start = point.day?;
        if period.when.as_ref().is_some_and(|when| !self.holds(when, start)) {
            return None;
        }
        let terms = self.terms_on(period, start, reading);
        let mut course = Course {
            reading,
            counting: terms.counted.clone().unwrap_or_default(),
            terms,
            each: each(&period.starts).zip(started_by.cloned()),
            spans: Vec::new(),
            start,
            end: None,
            cut: None,
            changed_by: Vec::new(),
            was_not_known: false,
        };
        course.end = self.full_length(id, &course, start, point);
        course.was_not_known = course.is_not_known();
        self.go_through(id, period, &mut course, runs);
        if reading.is_some() && course.cut.is_none() {
            course.end = self.last_day_as_read(period, &course);
        }
        let may_return = self.is_asked_for(period, &course) || self.can_be_revived(period, &course);
        let not_known = course.is_not_known();
        course.spans.push((course.start, course.end));
        let begun = course.spans.iter().map(|(start, _)| *start).collect();
        // A restart goes on where the period stood: its days are one span.
        let mut spans: Vec<(NaiveDate, Option<NaiveDate>)> = Vec::new();
        for span in course.spans {
            match spans.last_mut() {
                Some(last)
                    if last.1.is_some_and(|end| span.0 <= next(end))
                        && span.1.is_none_or(|end| span.0 <= end) =>
                {
                    last.1 = span.1;
                }
                _ => spans.push(span),
            }
        }
        Some(Run {
            started_by: None,
            spans,
            anew: course.start,
            begun,
            cut: course.cut,
            may_return,
            by_readings: Vec::new(),
            not_known,
            rests_on_not_known: course.was_not_known,
        })
    }

    /// The last day by a reading, from the end as the run now stands.
    fn last_day_as_read(&self, period: &Period, course: &Course<'_>) -> Option<NaiveDate> {
        let (start, end) = (Some(course.start), course.end);
        let counting = period.terms.counted.clone().unwrap_or_default();
        let here = Here { counting: &counting, very: Vec::new(), start, end };
        let end = match &course.terms.to {
            Some(to) => self.end_point(to, &here).day,
            None => end,
        };
        match &course.terms.last_day {
            Some(counting) => end.map(|end| counting.moved(end, false)),
            None => end,
        }
    }

    /// The terms of a period that starts, or starts anew, on a day.
    fn terms_on(&self, period: &Period, start: NaiveDate, reading: Option<&Terms>) -> Terms {
        let version = period.versions.iter().find(|(when, _)| self.holds(when, start));
        over(&over(&period.terms, version.map(|(_, terms)| terms)), reading)
    }

    /// Goes through the events that end or change a run, in the order of their days.
    fn go_through(&self, id: &str, period: &Period, course: &mut Course<'_>, runs: &mut Runs) {
        let list = |event: &str| {
            let judged =
                self.pack.events.get(event).and_then(|e| e.counts_if_it_changes.as_deref());
            if judged == Some(id) { Rc::new(self.standing(event)) } else { self.happened(event) }
        };
        let ending = self.chosen(&period.ended_by, list);
        let mut days: BTreeMap<NaiveDate, Vec<Happened>> = BTreeMap::new();
        for effect in &period.effects {
            for happened in self.chosen(&effect.event, list) {
                let on_day = days.entry(happened.event.on).or_default();
                if !on_day.iter().any(|other| other.event.event == happened.event.event) {
                    on_day.push(happened);
                }
            }
        }
        for happened in &ending {
            days.entry(happened.event.on).or_default();
        }
        for (day, happened) in days {
            if day < course.start {
                continue;
            }
            let mut on_day = ending.iter().filter(|ends| ends.event.on == day);
            if course.end.is_none_or(|end| day <= end)
                && let Some(ends) = on_day.find(|ends| self.moves_an_end(ends))
            {
                course.end = Some(previous(day));
                course.cut = Some((ends.event.event.clone(), day));
            }
            for happened in happened {
                let key = (happened.event.event.clone(), day);
                let named = period
                    .effects
                    .iter()
                    .filter(|effect| self.chosen(&effect.event, list).contains(&happened));
                let mut meant = named.clone().filter(|effect| {
                    self.is_meant(effect, day) && course.start <= self.asked_on(effect, day)
                });
                let mut named = named;
                let effect =
                    named.find(|effect| self.takes_effect(effect, &happened.event, course));
                if let Some(effect) = effect {
                    runs.changed.insert(key);
                    if self.moves_an_end(&happened) {
                        self.change(id, effect, period, &happened.event, course);
                    }
                } else if meant.next().is_some() {
                    runs.failed.insert(key);
                }
            }
        }
    }

    /// An end that an event would move which may yet fall away lies between the
    /// old and the new.
    fn moves_an_end(&self, happened: &Happened) -> bool {
        let event = &happened.event;
        !happened.pending || self.guess(format!("completed {} {}", event.event, event.on), 2) == 0
    }

    /// Whether an event extends, restarts or revives a run as it stands.
    fn takes_effect(&self, effect: &Effect, event: &Recorded, course: &Course<'_>) -> bool {
        let in_time = self.asked_on(effect, event.on);
        if !self.is_in_time(effect, in_time, event, course) {
            return false;
        }
        if !self.is_meant(effect, event.on) {
            return false;
        }
        let of_that_kind =
            |other: &&Recorded| effect.event.iter().any(|one| one.event == other.event);
        let earlier: Vec<&Recorded> = course.changed_by.iter().filter(of_that_kind).collect();
        if effect.times.is_some_and(|times| earlier.len() >= times) {
            return false;
        }
        match (effect.gap, earlier.last()) {
            (Some(gap), Some(last)) => course.counting.falls(last.on, gap, false) < event.on,
            _ => true,
        }
    }

    /// The day that must be in time: that of the last event by which was asked for what
    /// happens on a day and which was not refused since, or else the day itself.
    fn asked_on(&self, effect: &Effect, day: NaiveDate) -> NaiveDate {
        let Some(asked) = &effect.asked_by else { return day };
        let asked = self.matching(asked);
        let Some(asked) = asked.iter().rfind(|asked| asked.event.on <= day) else { return day };
        let refused = effect.refused_by.as_ref().map(|refused| self.matching(refused));
        let mut refused = refused.iter().flat_map(|refused| refused.iter());
        let asked = asked.event.on;
        let is_refused =
            refused.any(|refused| asked <= refused.event.on && refused.event.on <= day);
        if is_refused { day } else { asked }
    }

    /// Whether an effect is meant for a case like this, by its condition on a day.
    fn is_meant(&self, effect: &Effect, day: NaiveDate) -> bool {
        effect.when.as_ref().is_none_or(|when| self.holds(when, day))
    }

    /// Whether a day lies in the time for an effect.
    fn is_in_time(
        &self,
        effect: &Effect,
        day: NaiveDate,
        event: &Recorded,
        course: &Course<'_>,
    ) -> bool {
        let counting = effect.counted.as_ref().unwrap_or(&course.counting);
        let here = self.here_of(effect, counting, event, course);
        if let Some(first) = &effect.not_before
            && self.point(first, &here).day.is_none_or(|first| day < first)
        {
            return false;
        }
        if let Some(last) = &effect.not_after
            && self.last_day(&self.end_point(last, &here), counting).is_some_and(|last| last < day)
        {
            return false;
        }
        // What an event has ended only a revival brings back.
        if course.cut.is_some() && effect.kind != Kind::Revives {
            return false;
        }
        // One whose end comes before its start is over from its start.
        course.start <= day
            && if effect.kind == Kind::Revives {
                course.end.is_some_and(|end| end < day)
            } else {
                course.end.is_none_or(|end| day <= end)
            }
    }

    fn here_of<'h>(
        &self,
        effect: &'h Effect,
        counting: &'h Counting,
        event: &'h Recorded,
        course: &Course<'h>,
    ) -> Here<'h> {
        let very = vec![(&effect.event, event)];
        Here { counting, very, start: Some(course.start), end: course.end }
    }

    /// Extends, restarts or revives a run.
    fn change(
        &self,
        id: &str,
        effect: &Effect,
        period: &Period,
        event: &Recorded,
        course: &mut Course<'_>,
    ) {
        let counting = effect.counted.clone().unwrap_or_else(|| course.counting.clone());
        let to = effect.to.as_ref().map(|to| {
            let point = self.end_point(to, &self.here_of(effect, &counting, event, course));
            // An end that is counted from the old one has the days that did not count behind it.
            let from = if rests_on_the_end(to) { course.end } else { Some(event.on) };
            self.without_standing_still(course, &counting, from.unwrap_or(event.on), &point)
        });
        if effect.kind != Kind::Extends {
            if effect.to.is_none() {
                course.terms = self.terms_on(period, event.on, course.reading);
                course.counting = course.terms.counted.clone().unwrap_or_default();
            }
            let over = course.end.filter(|end| *end < event.on);
            course.spans.push((course.start, over.or(Some(previous(event.on)))));
            course.start = event.on;
            if let Some((_, started)) = &mut course.each {
                *started = event.clone();
            }
        }
        course.cut = None;
        course.end = match to {
            Some(end) => self.held_open(course, end),
            None => {
                let point = Point {
                    day: Some(event.on),
                    counted: None,
                    court_days: false,
                    event: Some(event.clone()),
                };
                self.full_length(id, course, event.on, &point)
            }
        };
        course.was_not_known |= course.is_not_known();
        course.changed_by.push(event.clone());
    }

    /// The last day of a period that starts on a day, if nothing else happens.
    fn full_length(
        &self,
        id: &str,
        course: &Course<'_>,
        start: NaiveDate,
        from: &Point,
    ) -> Option<NaiveDate> {
        let very = course.each.iter().map(|(names, event)| (*names, event)).collect();
        let here = Here { counting: &course.counting, very, start: Some(start), end: None };
        let point = match course.terms.span.as_deref() {
            Some(Span::Open) => return None,
            Some(Span::Length(length)) => self.count(*length, false, from, &here),
            Some(Span::Ends(ends)) => self.end_point(ends, &here),
            // Nothing is computed: it ends on its first day, or never, or at any time between.
            Some(Span::NotKnown) | None => match self.guess(format!("end of {id} {start}"), 2) {
                0 => Point { day: Some(start), counted: None, court_days: false, event: None },
                _ => return None,
            },
        };
        let end = self.without_standing_still(course, &course.counting, start, &point);
        self.held_open(course, end)
    }

    /// Counts on for every day on which the clock stands still, and moves the last
    /// day off a closed day.
    fn without_standing_still(
        &self,
        course: &Course<'_>,
        counting: &Counting,
        from: NaiveDate,
        point: &Point,
    ) -> Option<NaiveDate> {
        let end = point.day?;
        let stands_still = match &course.terms.suspended_while {
            Some(condition) if end > from && !is_never(condition) => condition,
            _ => return self.last_day(point, counting),
        };
        let counts = |day| !point.court_days || !counting.calendar.is_closed(day);
        let mut to_count =
            days_after(from).take_while(|day| *day <= end).filter(|day| counts(*day)).count();
        let horizon = from + Duration::days(HORIZON);
        let mut day = from;
        while to_count > 0 {
            day = next(day);
            if day > horizon {
                return None;
            }
            if counts(day) && !self.holds(stands_still, day) {
                to_count -= 1;
            }
        }
        // What was lengthened was counted, even from a bare event.
        let counted = if day == end { point.counted } else { point.counted.or(Some(false)) };
        self.last_day(&Point { day: Some(day), counted, ..point.clone() }, counting)
    }

    /// The end of a run that may not end while something holds it open.
    fn held_open(&self, course: &Course<'_>, end: Option<NaiveDate>) -> Option<NaiveDate> {
        let mut end = end?;
        if course.terms.held_open.is_empty() {
            return Some(end);
        }
        let horizon = course.start + Duration::days(HORIZON);
        // A last day before the first is held open, too.
        let mut day = course.start.min(end);
        while day <= end {
            for held in &course.terms.held_open {
                let Held { condition, and_for, counted } = &**held;
                if !self.holds(condition, day) {
                    continue;
                }
                // Held open on this day, and so long after it stops.
                end = end.max(day);
                if self.holds(condition, next(day)) {
                    end = end.max(next(day));
                } else if let Some(length) = and_for {
                    let counting = counted.as_ref().unwrap_or(&course.counting);
                    let until = counting.falls(next(day), *length, false);
                    end = end.max(counting.moved(until, false));
                }
            }
            day = next(day);
            if day > horizon {
                return None;
            }
        }
        Some(end)
    }

    /// Whether what would bring a run back was asked for in time and not refused; the last
    /// time that it was asked for counts, as for what comes of it.
    fn is_asked_for(&self, period: &Period, course: &Course<'_>) -> bool {
        period.effects.iter().any(|effect| {
            let Some(asked_by) = &effect.asked_by else { return false };
            let asked = self.matching(asked_by);
            let Some(asked) = asked.last() else { return false };
            let refused = effect.refused_by.as_ref().map(|refused| self.matching(refused));
            let mut refused = refused.iter().flat_map(|refused| refused.iter());
            // What was asked for may come today or long after; the days that count from it move.
            let comes = [self.today, self.today + Duration::days(HORIZON)];
            let mut comes = comes.map(|on| Recorded { on, ..asked.event.clone() }).into_iter();
            !refused.any(|refused| refused.event.on >= asked.event.on)
                && comes.any(|event| self.is_in_time(effect, asked.event.on, &event, course))
        })
    }

    /// Whether there is still time for a revival, today or later.
    fn can_be_revived(&self, period: &Period, course: &Course<'_>) -> bool {
        let now = Recorded { event: String::new(), on: self.today, attributes: BTreeMap::new() };
        period.effects.iter().filter(|effect| effect.kind == Kind::Revives).any(|effect| {
            let counting = effect.counted.as_ref().unwrap_or(&course.counting);
            let here = self.here_of(effect, counting, &now, course);
            effect.not_after.as_ref().is_none_or(|last| {
                let last = self.last_day(&self.end_point(last, &here), counting);
                last.is_none_or(|last| now.on <= last)
            })
        })
    }

    /// The last day on which an event can be completed.
    pub(super) fn time_to_complete(
        &self,
        completion: &Completion,
        event: &Recorded,
    ) -> Option<NaiveDate> {
        let counting = &completion.counted;
        let here = Here { counting, very: Vec::new(), start: None, end: None };
        let point = match (&completion.within, &completion.until) {
            (Some(length), _) => {
                let from =
                    Point { day: Some(event.on), counted: None, court_days: false, event: None };
                self.count(*length, false, &from, &here)
            }
            (None, Some(until)) => self.end_point(until, &here),
            (None, None) => return None,
        };
        self.last_day(&point, counting)
    }

    /// The day of a starting point that is a last day: one that was counted moves
    /// off a closed day.
    fn last_day(&self, point: &Point, counting: &Counting) -> Option<NaiveDate> {
        point.day.map(|day| match point.counted {
            Some(before) => counting.moved(day, before),
            None => day,
        })
    }

    /// The day of a starting point at which nothing ends: it moves off no closed day.
    fn point(&self, start: &Start, here: &Here<'_>) -> Point {
        self.point_or_end(start, here, false)
    }

    /// The day of a starting point that is a last day.
    fn end_point(&self, start: &Start, here: &Here<'_>) -> Point {
        self.point_or_end(start, here, true)
    }

    fn point_or_end(&self, start: &Start, here: &Here<'_>, is_end: bool) -> Point {
        let plain = |day| Point { day, counted: None, court_days: false, event: None };
        match start {
            Start::On(day) => plain(Some(*day)),
            Start::TheStart => plain(here.start),
            Start::TheEnd => plain(here.end),
            Start::Starts(period) => plain(self.runs(period).runs.iter().map(Run::starts).min()),
            Start::Ends(period) => {
                let never = NaiveDate::MAX;
                let ends = |run: &Run| run.ends().unwrap_or(never);
                let last = self.runs(period).runs.iter().map(ends).max();
                plain(last.filter(|last| *last != never))
            }
            Start::Event(which, events) => {
                let plain_name = match &events[..] {
                    [one] if one.only.is_empty() => Some(&one.event),
                    _ => None,
                };
                let very = here.very.iter().find(|(names, _)| match which {
                    Which::Each => true,
                    Which::Last => false,
                    Which::Bare | Which::First => {
                        names.iter().any(|selector| Some(&selector.event) == plain_name)
                    }
                });
                let found = match (very, which) {
                    (Some((_, very)), _) => Some((*very).clone()),
                    (None, Which::Last) => {
                        self.matching(events).last().map(|last| last.event.clone())
                    }
                    (None, _) => self.matching(events).first().map(|first| first.event.clone()),
                };
                Point { event: found.clone(), ..plain(found.map(|event| event.on)) }
            }
            Start::Count(length, before, from) => {
                self.count(*length, *before, &self.point(from, here), here)
            }
            Start::Later(of) | Start::Earlier(of) => {
                let points = of.iter().map(|of| self.point_or_end(of, here, is_end));
                let mut points: Vec<Point> = points.collect();
                // What never happens is later than all.
                let day = |point: &Point| {
                    let day = if is_end { self.last_day(point, here.counting) } else { point.day };
                    day.unwrap_or(NaiveDate::MAX)
                };
                points.sort_by_key(day);
                let chosen = if matches!(start, Start::Later(_)) {
                    points.pop()
                } else {
                    points.into_iter().next()
                };
                chosen.unwrap_or(plain(None))
            }
        }
    }

    /// Counts a length from a day, with what is added for the manner of service.
    fn count(&self, length: Length, before: bool, from: &Point, here: &Here<'_>) -> Point {
        let counting = here.counting;
        let mut more = None;
        if let (Some(event), false) = (&from.event, counting.added.is_empty())
            && let Some(manner) = self.attribute(event, "by")
            && let Some(added) = counting.added_for(&manner)
        {
            more = Some(added);
        }
        let day = from.day.map(|day| {
            let day = counting.falls(day, length, before);
            more.map_or(day, |more| counting.added_falls(day, more, before))
        });
        let more_court_days = more.is_none_or(|more| more.unit == Unit::CourtDays);
        let court_days = counting.in_court_days(length) && more_court_days;
        Point { day, counted: Some(before), court_days, event: None }
    }
}

/// The event of `each …` in a starting point.
pub(super) fn each(start: &Start) -> Option<&Events> {
    match start {
        Start::Event(Which::Each, events) => Some(events),
        Start::Count(_, _, from) => each(from),
        Start::Later(of) | Start::Earlier(of) => of.iter().find_map(each),
        _ => None,
    }
}

/// Whether a new end is counted from the old one.
fn rests_on_the_end(to: &Start) -> bool {
    match to {
        Start::TheEnd => true,
        Start::Count(_, _, from) => rests_on_the_end(from),
        Start::Later(of) | Start::Earlier(of) => of.iter().any(rests_on_the_end),
        _ => false,
    }
}

/// The terms of a version or reading over those of a period.
fn over(below: &Terms, above: Option<&Terms>) -> Terms {
    let Some(above) = above else { return below.clone() };
    Terms {
        span: above.span.clone().or_else(|| below.span.clone()),
        counted: above.counted.clone().or_else(|| below.counted.clone()),
        to: above.to.clone(),
        last_day: above.last_day.clone(),
        suspended_while: above.suspended_while.clone().or_else(|| below.suspended_while.clone()),
        // What another reading adds stands beside what holds the period open anyway.
        held_open: below.held_open.iter().chain(&above.held_open).cloned().collect(),
    }
}

/// Whether a condition is `not always`.
fn is_never(condition: &Condition) -> bool {
    matches!(condition, Condition::Not(inner) if matches!(&**inner, Condition::All(parts) if parts.is_empty()))
}

/// The days after a day.
fn days_after(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(next(day)), |day| Some(next(*day)))
}
