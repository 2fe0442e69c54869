//! The memory of an assessment: taken once, and used for case after case.
//!
//! Knows where what was worked out is kept. Must not know how it is worked out.

use std::cell::{Cell, OnceCell};

use super::period::PeriodState;
use crate::graph::ExprId;
use crate::timeline::{Moment, Timeline};

/// The memory of an assessment, to be used again for the next.
///
/// For many cases, one after the other; nothing of one case is left in it for the next.
///
/// ```
/// # use recoup_engine::assess::Memory;
/// # use recoup_engine::{Assessment, Day, Matter};
/// fn count(cases: &[Matter<'_>], on: Day) -> usize {
///     let mut memory = Memory::default();
///     let mut procedures = 0;
///     for case in cases {
///         let Ok(assessment) = case.evaluate_in(on, &mut memory) else { continue };
///         procedures += assessment.standpoints(on).count();
///         memory = assessment.into_memory();
///     }
///     procedures
/// }
/// ```
#[derive(Debug, Default)]
pub struct Memory {
    /// The periods that something may have started.
    pub(super) periods: Vec<PeriodState>,
    pub(super) statuses: Vec<Timeline>,
    /// For each kind of event, the first that has legal effect.
    pub(super) firsts: Vec<Moment>,
    pub(super) conditions: Kept,
}

impl Memory {
    /// Makes room for a case; of the one before nothing is left.
    pub(super) fn clear(&mut self, statuses: usize, events: usize, conditions: usize) {
        self.periods.clear();
        fill(&mut self.statuses, statuses, || Timeline::NEVER);
        fill(&mut self.firsts, events, || Moment::NEVER);
        self.conditions.clear(conditions);
    }
}

/// So many new things in place of the old.
fn fill<T>(list: &mut Vec<T>, number: usize, new: impl FnMut() -> T) {
    list.clear();
    list.resize_with(number, new);
}

/// So many timelines of conditions have a place; a case that has more made is rare.
const PLACES: u8 = 64;

/// The timelines of conditions. Most conditions are only looked at on single days, and
/// few have a timeline made.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// For each condition the number of its place, from 1; 0 where it has none.
    at: Vec<Cell<u8>>,
    places: Vec<OnceCell<Timeline>>,
    taken: Cell<u8>,
    /// Those that found no place, by their condition.
    more: OnceCell<Vec<OnceCell<Box<Timeline>>>>,
}

impl Kept {
    fn clear(&mut self, conditions: usize) {
        fill(&mut self.at, conditions, || Cell::new(0));
        let taken = usize::from(self.taken.take());
        self.places.iter_mut().take(taken).for_each(|place| drop(place.take()));
        self.places.resize_with(usize::from(PLACES), OnceCell::new);
        self.more.take();
    }

    /// The timeline of a condition, made when it is first asked for.
    pub(super) fn get_or_make(&self, expr: ExprId, make: impl FnOnce() -> Timeline) -> &Timeline {
        let at = &self.at[expr.index()];
        if let Some(place) = at.get().checked_sub(1)
            && let Some(kept) = self.places[usize::from(place)].get()
        {
            return kept;
        }
        if let Some(more) = self.more.get()
            && let Some(kept) = more[expr.index()].get()
        {
            return kept;
        }
        // The making may take places itself.
        let made = make();
        let taken = self.taken.get();
        if taken < PLACES {
            self.taken.set(taken + 1);
            at.set(taken + 1);
            return self.places[usize::from(taken)].get_or_init(|| made);
        }
        let none = || std::iter::repeat_with(OnceCell::new).take(self.at.len()).collect();
        self.more.get_or_init(none)[expr.index()].get_or_init(|| Box::new(made))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Day;
    use crate::timeline::Days;

    #[test]
    fn what_is_kept_is_made_once_however_many_there_are() {
        let day = |at: u16| Day::new(2025, 1, 1).expect("a day").plus(i32::from(at));
        let mut kept = Kept::default();
        // More than there are places, and again when all is forgotten.
        for later in [0, 1000] {
            kept.clear(200);
            let made = |at| Timeline::known(Days::since(day(at + later)));
            for at in 0..200 {
                assert_eq!(*kept.get_or_make(ExprId(at), || made(at)), made(at));
            }
            for at in 0..200 {
                let again = kept.get_or_make(ExprId(at), || panic!("made again"));
                assert_eq!(*again, made(at));
            }
        }
    }
}
