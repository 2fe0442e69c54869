//! Random choices that shrink: a list of numbers, used up one after the other. A
//! smaller number is the simpler choice, and a list that has run out goes on
//! with the simplest of all.

use proptest::prelude::*;

/// Lists of numbers, one for each part of what is made of them, so that a part
/// that becomes simpler leaves the others as they are.
pub type Pages = Vec<Vec<u16>>;

/// A strategy for so many pages.
pub fn pages(number: usize) -> impl Strategy<Value = Pages> {
    prop::collection::vec(prop::collection::vec(any::<u16>(), 0..90), number)
}

/// The choices of one page.
#[derive(Debug)]
pub struct Choices<'p> {
    left: std::slice::Iter<'p, u16>,
}

impl<'p> Choices<'p> {
    /// Those of a page, or the simplest where there is none.
    pub fn of(pages: &'p Pages, page: usize) -> Choices<'p> {
        Choices { left: pages.get(page).map_or(&[][..], Vec::as_slice).iter() }
    }

    /// A number below another.
    pub fn below(&mut self, number: usize) -> usize {
        usize::from(self.left.next().copied().unwrap_or(0)) % number.max(1)
    }

    /// Whether something happens that does so once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// One of some things, of which the first is the simplest.
    pub fn one<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }
}
