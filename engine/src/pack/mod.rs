//! The packs as they are written: tables of TOML, with the place of every value.
//!
//! Knows the keys of the pack language. Must not know how anything is worked
//! out, nor what any state's law is.

mod heading;
pub(crate) mod model;
pub(crate) mod phrase;

pub(crate) use model::whole_guide;
pub use model::{Category, Guide, Tier, Unit};
