//! A second opinion: a slow, obvious evaluator of the pack language.
//!
//! It is written from the page *Pack reference* alone, so that where it and the
//! engine differ, one of the three has a bug. It goes day by day and knows no
//! "unknown": what is not known is gone through as a list of *worlds*, each with
//! one way in which things may be, and what all worlds agree on is sure.
//!
//! `words` reads conditions and starting points, `pack` the tables around them,
//! `count` counts days, `world` says what holds on a day in one world, `period`
//! when periods run there, and `states` what may be done.

pub mod count;
pub mod pack;
mod period;
mod states;
pub mod words;
mod world;

pub use period::Run;
pub use states::{Answer, Deadline, Look, State, Truth, answer};
