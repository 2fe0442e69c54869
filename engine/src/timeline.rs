//! Sets of days and their algebra; what holds for certain and what may hold.
//!
//! Everything the law says of a case is true over some days. A [`Days`] is a
//! set of days; a [`Timeline`] is two of them: the days on which something
//! surely holds and the days on which it possibly holds. What lies between the
//! two is what an answer to a question would settle. A [`Moment`] is the same
//! thought for one day: the earliest and the latest that it can be.
//!
//! Knows days. Must not know law: no event, no period, no status.

use std::fmt;

use smallvec::SmallVec;

use crate::date::Day;

/// True, false or not known, in Kleene's sense.
// In this order `and` is the least of two and `or` the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It surely does not hold.
    No,
    /// What would settle it is not known.
    Unknown,
    /// It surely holds.
    Yes,
}

impl Truth {
    /// Yes becomes no and no becomes yes.
    #[must_use]
    pub fn negate(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
            Truth::Yes => Truth::No,
        }
    }

    /// Whether both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Whether either holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// One or the other, when it is not known which.
    #[must_use]
    pub(crate) fn either(self, other: Truth) -> Truth {
        if self == other { self } else { Truth::Unknown }
    }

    /// `Some(true)`, `Some(false)`, or `None` when not known.
    pub fn known(self) -> Option<bool> {
        match self {
            Truth::No => Some(false),
            Truth::Unknown => None,
            Truth::Yes => Some(true),
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}

/// An unbroken run of days, the first and the last included. It is never empty.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Its first day; [`Day::DAWN`] when it has always been.
    pub first: Day,
    /// Its last day; [`Day::NEVER`] when it never ends.
    pub last: Day,
}

impl Span {
    /// The days from `first` to `last`; `None` when there are none.
    pub fn new(first: Day, last: Day) -> Option<Span> {
        // A span cannot begin on the day that never comes, nor end before all days.
        (first <= last && first != Day::NEVER && last != Day::DAWN).then_some(Span { first, last })
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// A set of days.
///
/// ```
/// use recoup_engine::date::Day;
/// use recoup_engine::timeline::Days;
///
/// let march = Days::between(Day::new(2025, 3, 1).unwrap(), Day::new(2025, 3, 31).unwrap());
/// let april = Days::between(Day::new(2025, 4, 1).unwrap(), Day::new(2025, 4, 30).unwrap());
/// let both = march.or(&april);
/// assert_eq!(both.spans().len(), 1); // they touch
/// assert_eq!(both.and(&april.not()), march);
/// ```
#[derive(Clone)]
pub struct Days(Spans);

/// Most sets have at most two runs of days; those are copied, not allocated.
// INVARIANT: the spans are sorted and neither overlap nor touch; `Many` has
// more than two; beyond `len` there are only fillers.
#[derive(Clone)]
enum Spans {
    Few { len: u8, spans: [Span; 2] },
    Many(Vec<Span>),
}

/// Stands where a set has fewer than two runs; never looked at.
const FILLER: Span = Span { first: Day::NEVER, last: Day::NEVER };

impl Default for Days {
    fn default() -> Days {
        Days::none()
    }
}

impl PartialEq for Days {
    fn eq(&self, other: &Days) -> bool {
        self.spans() == other.spans()
    }
}

impl Eq for Days {}

impl std::hash::Hash for Days {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.spans().hash(state);
    }
}

impl Days {
    /// No day.
    pub const fn none() -> Days {
        Days(Spans::Few { len: 0, spans: [FILLER; 2] })
    }

    const fn one(span: Span) -> Days {
        Days(Spans::Few { len: 1, spans: [span, FILLER] })
    }

    /// Every day.
    pub const fn all() -> Days {
        Days::one(Span { first: Day::DAWN, last: Day::NEVER })
    }

    /// The days from `first` to `last`, both included; none when `last` comes first.
    pub fn between(first: Day, last: Day) -> Days {
        Span::new(first, last).map_or(Days::none(), Days::one)
    }

    /// A day and all after it.
    pub fn since(first: Day) -> Days {
        Days::between(first, Day::NEVER)
    }

    /// All days before a day.
    pub fn before(day: Day) -> Days {
        Days::between(Day::DAWN, day.previous())
    }

    /// Adds the days of a span that begins no earlier than any span so far.
    pub(crate) fn push(&mut self, span: Span) {
        match &mut self.0 {
            Spans::Few { len, spans } => {
                let used = usize::from(*len);
                if let Some(last) = spans[..used].last_mut()
                    && span.first <= last.last.next()
                {
                    last.last = last.last.max(span.last);
                } else if used < spans.len() {
                    spans[used] = span;
                    *len += 1;
                } else {
                    self.0 = Spans::Many(vec![spans[0], spans[1], span]);
                }
            }
            Spans::Many(spans) => match spans.last_mut() {
                Some(last) if span.first <= last.last.next() => {
                    last.last = last.last.max(span.last);
                }
                _ => spans.push(span),
            },
        }
    }

    /// The unbroken runs of days, in order.
    pub fn spans(&self) -> &[Span] {
        match &self.0 {
            Spans::Few { len, spans } => &spans[..usize::from(*len)],
            Spans::Many(spans) => spans,
        }
    }

    /// Whether there is no day.
    pub fn is_none(&self) -> bool {
        self.spans().is_empty()
    }

    /// Whether it is every day.
    pub fn is_all(&self) -> bool {
        matches!(self.spans(), [span] if span.first == Day::DAWN && span.last == Day::NEVER)
    }

    /// Whether a day is in the set.
    pub fn contains(&self, day: Day) -> bool {
        self.span_at(day).is_some()
    }

    /// The unbroken run that a day lies in.
    pub fn span_at(&self, day: Day) -> Option<Span> {
        self.spans()
            .iter()
            .copied()
            .take_while(|span| span.first <= day)
            .find(|span| day <= span.last)
    }

    /// The first run that begins after a day.
    pub fn next_after(&self, day: Day) -> Option<Span> {
        self.spans().iter().copied().find(|span| span.first > day)
    }

    /// The last run that ended before a day.
    pub fn last_before(&self, day: Day) -> Option<Span> {
        self.spans().iter().copied().rev().find(|span| span.last < day)
    }

    /// The days in either.
    #[must_use]
    pub fn or(&self, other: &Days) -> Days {
        if self.is_none() || other.is_all() {
            return other.clone();
        }
        if other.is_none() || self.is_all() {
            return self.clone();
        }
        if let ([left], [right]) = (self.spans(), other.spans()) {
            let (first, second) =
                if left.first <= right.first { (left, right) } else { (right, left) };
            let mut union = Days::one(*first);
            union.push(*second);
            return union;
        }
        let mut union = Days::none();
        let (mut left, mut right) =
            (self.spans().iter().peekable(), other.spans().iter().peekable());
        loop {
            let from_left = match (left.peek(), right.peek()) {
                (Some(l), Some(r)) => l.first <= r.first,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => return union,
            };
            if let Some(span) = if from_left { left.next() } else { right.next() } {
                union.push(*span);
            }
        }
    }

    /// The days in both.
    #[must_use]
    pub fn and(&self, other: &Days) -> Days {
        if self.is_none() || other.is_all() {
            return self.clone();
        }
        if other.is_none() || self.is_all() {
            return other.clone();
        }
        if let ([left], [right]) = (self.spans(), other.spans()) {
            return Days::between(left.first.max(right.first), left.last.min(right.last));
        }
        let mut common = Days::none();
        let (mut l, mut r) = (0, 0);
        while let (Some(left), Some(right)) = (self.spans().get(l), other.spans().get(r)) {
            if let Some(span) = Span::new(left.first.max(right.first), left.last.min(right.last)) {
                common.push(span);
            }
            if left.last < right.last { l += 1 } else { r += 1 }
        }
        common
    }

    /// The days of this set that are not in the other.
    #[must_use]
    pub fn and_not(&self, other: &Days) -> Days {
        if other.is_none() || self.is_none() {
            return self.clone();
        }
        self.and(&other.not())
    }

    /// The days that are not in it.
    #[must_use]
    pub fn not(&self) -> Days {
        let mut rest = Days::none();
        let mut from = Day::DAWN;
        for span in self.spans() {
            if span.first != Day::DAWN
                && let Some(gap) = Span::new(from, span.first.previous())
            {
                rest.push(gap);
            }
            if span.last == Day::NEVER {
                return rest;
            }
            from = span.last.next();
        }
        if let Some(tail) = Span::new(from, Day::NEVER) {
            rest.push(tail);
        }
        rest
    }

    /// Whether every day of this set is in the other.
    pub fn within(&self, other: &Days) -> bool {
        self.and(other) == *self
    }

    /// How many of its days lie from `first` to `last`.
    pub fn count(&self, first: Day, last: Day) -> i32 {
        self.and(&Days::between(first, last))
            .spans()
            .iter()
            .filter(|span| span.first.is_a_date() && span.last.is_a_date())
            .map(|span| span.last.number() - span.first.number() + 1)
            .sum()
    }
}

impl FromIterator<Span> for Days {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Days {
        let mut sorted: SmallVec<[Span; 4]> = spans.into_iter().collect();
        sorted.sort_by_key(|span| span.first);
        let mut days = Days::none();
        for span in sorted {
            days.push(span);
        }
        days
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.spans()).finish()
    }
}

/// The days on which something surely holds, and those on which it may.
// INVARIANT: what is certain is possible; `possible` is `None` when both are the same.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    certain: Days,
    possible: Option<Days>,
}

impl Timeline {
    /// What surely never holds.
    pub const NEVER: Timeline = Timeline { certain: Days::none(), possible: None };

    /// Something known of every day.
    pub fn known(days: Days) -> Timeline {
        Timeline { certain: days, possible: None }
    }

    /// Something that surely holds on some days and possibly on more.
    ///
    /// Days that are certain are taken to be possible, too.
    pub fn uncertain(certain: Days, possible: Days) -> Timeline {
        let possible = possible.or(&certain);
        Timeline::of(certain, possible)
    }

    /// As [`Timeline::uncertain`], where all that is certain is among the possible days.
    fn of(certain: Days, possible: Days) -> Timeline {
        let possible = (possible != certain).then_some(possible);
        Timeline { certain, possible }
    }

    /// Something that holds always, never, or is not known on any day.
    pub fn constant(truth: Truth) -> Timeline {
        match truth {
            Truth::Yes => Timeline::known(Days::all()),
            Truth::No => Timeline::known(Days::none()),
            Truth::Unknown => Timeline { certain: Days::none(), possible: Some(Days::all()) },
        }
    }

    /// The days on which it surely holds.
    pub fn certain(&self) -> &Days {
        &self.certain
    }

    /// The days on which it surely or possibly holds.
    pub fn possible(&self) -> &Days {
        self.possible.as_ref().unwrap_or(&self.certain)
    }

    /// Whether nothing about it is in doubt.
    pub fn is_known(&self) -> bool {
        self.possible.is_none()
    }

    /// Whether it surely never holds.
    pub fn is_never(&self) -> bool {
        self.possible().is_none()
    }

    /// Whether it holds on a day.
    pub fn on(&self, day: Day) -> Truth {
        if self.certain.contains(day) {
            Truth::Yes
        } else if self.possible.as_ref().is_some_and(|possible| possible.contains(day)) {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    /// When both hold.
    #[must_use]
    pub fn and(&self, other: &Timeline) -> Timeline {
        let certain = self.certain.and(&other.certain);
        if self.is_known() && other.is_known() {
            return Timeline::known(certain);
        }
        Timeline::of(certain, self.possible().and(other.possible()))
    }

    /// When either holds.
    #[must_use]
    pub fn or(&self, other: &Timeline) -> Timeline {
        let certain = self.certain.or(&other.certain);
        if self.is_known() && other.is_known() {
            return Timeline::known(certain);
        }
        Timeline::of(certain, self.possible().or(other.possible()))
    }

    /// When any of several holds. The first to the last at once, because one after the
    /// other copies for each what all before it gathered.
    pub fn any(all: impl IntoIterator<Item = Timeline>) -> Timeline {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        let mut known = true;
        for one in all {
            known &= one.is_known();
            certain.extend_from_slice(one.certain.spans());
            possible.extend_from_slice(one.possible().spans());
        }
        let certain = Days::from_iter(certain);
        if known {
            return Timeline::known(certain);
        }
        Timeline::of(certain, possible.into_iter().collect())
    }

    /// When this holds and the other does not.
    #[must_use]
    pub fn and_not(&self, other: &Timeline) -> Timeline {
        let certain = self.certain.and_not(other.possible());
        if self.is_known() && other.is_known() {
            return Timeline::known(certain);
        }
        Timeline::of(certain, self.possible().and_not(&other.certain))
    }

    /// When it does not hold.
    #[must_use]
    pub fn not(&self) -> Timeline {
        match &self.possible {
            None => Timeline::known(self.certain.not()),
            Some(possible) => {
                Timeline { certain: possible.not(), possible: Some(self.certain.not()) }
            }
        }
    }
}

/// A day that may not be known: the earliest and the latest that it can be.
///
/// A day that will never come is [`Moment::NEVER`]. What may never come has
/// [`Day::NEVER`] as its latest. Every rule of counting keeps the order of
/// days, so counting from the earliest and from the latest gives the earliest
/// and the latest outcome.
// INVARIANT: earliest <= latest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Moment {
    earliest: Day,
    latest: Day,
}

impl Moment {
    /// What never happens.
    pub const NEVER: Moment = Moment { earliest: Day::NEVER, latest: Day::NEVER };

    /// A known day.
    pub fn at(day: Day) -> Moment {
        Moment { earliest: day, latest: day }
    }

    /// Some day from one to another; the two may be given in either order.
    pub fn between(one: Day, other: Day) -> Moment {
        Moment { earliest: one.min(other), latest: one.max(other) }
    }

    /// The earliest day that it can be.
    pub fn earliest(self) -> Day {
        self.earliest
    }

    /// The latest day that it can be.
    pub fn latest(self) -> Day {
        self.latest
    }

    /// The day, when it is known and comes at all.
    pub fn day(self) -> Option<Day> {
        (self.is_known() && self.earliest.is_a_date()).then_some(self.earliest)
    }

    /// Whether there is only one day that it can be (or it never comes).
    pub fn is_known(self) -> bool {
        self.earliest == self.latest
    }

    /// Whether it surely never comes.
    pub fn is_never(self) -> bool {
        self.earliest == Day::NEVER
    }

    /// The later of two.
    #[must_use]
    pub fn later(self, other: Moment) -> Moment {
        Moment {
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.max(other.latest),
        }
    }

    /// The earlier of two.
    #[must_use]
    pub fn earlier(self, other: Moment) -> Moment {
        Moment {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.min(other.latest),
        }
    }

    /// One or the other, when it is not known which.
    #[must_use]
    pub fn either(self, other: Moment) -> Moment {
        Moment {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.max(other.latest),
        }
    }

    /// This moment if something is so, the other if it is not.
    #[must_use]
    pub fn when(self, so: Truth, otherwise: Moment) -> Moment {
        match so {
            Truth::Yes => self,
            Truth::No => otherwise,
            Truth::Unknown => self.either(otherwise),
        }
    }

    /// Moves both ends by the same rule, which must keep the order of days.
    #[must_use]
    pub fn map(self, rule: impl Fn(Day) -> Day) -> Moment {
        if self.is_known() {
            Moment::at(rule(self.earliest))
        } else {
            Moment::between(rule(self.earliest), rule(self.latest))
        }
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Moment {
        self.map(Day::previous)
    }

    /// The days from this moment to another, both included.
    pub fn until(self, end: Moment) -> Timeline {
        if self.is_known() && end.is_known() {
            return Timeline::known(Days::between(self.earliest, end.latest));
        }
        Timeline::of(
            Days::between(self.latest, end.earliest),
            Days::between(self.earliest, end.latest),
        )
    }

    /// Whether this moment has come by a day.
    pub fn has_come(self, day: Day) -> Truth {
        if self.latest <= day {
            Truth::Yes
        } else if self.earliest <= day {
            Truth::Unknown
        } else {
            Truth::No
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i32) -> Day {
        Day::new(2025, 1, 1).unwrap().plus(number)
    }

    #[test]
    fn spans_that_touch_are_one() {
        let days = Days::between(day(0), day(4)).or(&Days::between(day(5), day(9)));
        assert_eq!(days, Days::between(day(0), day(9)));
    }

    #[test]
    fn the_complement_of_everything_is_nothing() {
        assert_eq!(Days::all().not(), Days::none());
        assert_eq!(Days::none().not(), Days::all());
        assert_eq!(Days::since(day(3)).not(), Days::before(day(3)));
    }

    #[test]
    fn unknown_stays_unknown_when_negated() {
        let unknown = Timeline::constant(Truth::Unknown);
        assert_eq!(unknown.not(), unknown);
        assert_eq!(unknown.on(day(0)), Truth::Unknown);
    }

    #[test]
    fn a_span_between_uncertain_ends_is_certain_in_the_middle() {
        let start = Moment::between(day(0), day(5));
        let end = Moment::between(day(20), Day::NEVER);
        let held = start.until(end);
        assert_eq!(held.certain(), &Days::between(day(5), day(20)));
        assert_eq!(held.possible(), &Days::since(day(0)));
    }

    #[test]
    fn what_never_starts_holds_on_no_day() {
        assert!(Moment::NEVER.until(Moment::NEVER).is_never());
    }
}
