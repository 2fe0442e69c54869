//! What is doubtful in a pack that can be read: things that can never come
//! about, that nothing uses, that are missing, or that look wrong.
//!
//! A file a check; each reports under one code. None of them stops the work.
//! Knows compiled packs and where they say what. Must not know cases.

mod alike;
mod citation;
mod empty;
mod expected;
mod implied;
mod names;
mod never;
mod open;
mod remedies;
mod shadowed;
pub(crate) mod stale;
mod uncounted;
mod untold;
mod unused;

use std::collections::HashSet;

pub(crate) use names::across;

use crate::graph::{LawId, Pack};
use crate::pack::model::{Head, Model};
use crate::source::{At, Findings, Text};

/// A pack that compiled, and what is needed to point at what it says.
pub(crate) struct Checked<'a, 'f> {
    pub(crate) findings: &'a Findings<'f>,
    pub(crate) head: &'a Head,
    pub(crate) model: &'a Model,
    pub(crate) pack: &'a Pack,
    /// The laws that something rests on.
    pub(crate) cited: &'a HashSet<LawId>,
    /// What the packs below say besides their tables.
    pub(crate) below: &'a Below,
}

/// What a pack takes over from the heads of those that it builds on.
#[derive(Default)]
pub(crate) struct Below {
    /// The procedures that it is expected to describe or to declare absent.
    pub(crate) remedies: Vec<String>,
    /// What else it is expected to define: kinds, with ids.
    pub(crate) expects: Vec<(&'static str, String)>,
    /// How citations look.
    pub(crate) citations: Vec<Text>,
}

impl Checked<'_, '_> {
    /// Whether the pack itself says it, and not one that it builds on.
    fn is_own(&self, at: At) -> bool {
        let files = self.findings.files;
        files.pack_of(at) == files.pack_of(self.head.id.at)
    }
}

/// Runs every check on a pack.
pub(crate) fn all(checked: &Checked<'_, '_>) {
    alike::check(checked);
    citation::check(checked);
    empty::check(checked);
    never::check(checked);
    open::check(checked);
    shadowed::check(checked);
    uncounted::check(checked);
    untold::check(checked);
    // What a foundation offers is for the packs above it to use.
    if !checked.head.foundation {
        expected::check(checked);
        remedies::check(checked);
        unused::check(checked);
    }
}
