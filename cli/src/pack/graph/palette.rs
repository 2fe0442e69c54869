//! The colours of a picture, the same in every format. Each is dark or light enough
//! that words can be read on it, and none says anything that a word, a pattern or
//! the shape of a line does not say too.

use super::picture::{Kind, Node};
use super::state::Mark;
use super::words::Stroke;

pub(super) const INK: &str = "#1a1a1a";
/// For what is said beside the point.
pub(super) const QUIET: &str = "#4a4a4a";

impl Kind {
    /// The colours of a box and of its border.
    pub(super) fn colours(self) -> (&'static str, &'static str) {
        match self {
            Kind::Event => ("#ffffff", "#3a3a3a"),
            Kind::Period => ("#fff4d6", "#7a5c00"),
            Kind::Status => ("#efe9fa", "#5b3f9e"),
            Kind::Procedure => ("#e6f0f8", "#1f4e79"),
            Kind::Fact | Kind::Figure => ("#f4f4f4", "#6a6a6a"),
        }
    }
}

impl Mark {
    /// The colours of the ground and of the stripe.
    pub(super) fn colours(self) -> (&'static str, &'static str) {
        match self {
            Mark::On => ("#ddf3e1", "#1b7030"),
            Mark::Soon => ("#dfeafb", "#1f5fbf"),
            Mark::Unknown => ("#fdebd8", "#8f4a00"),
            Mark::Blocked => ("#f3f3f3", "#5c5c5c"),
            Mark::Over => ("#e4e4e4", "#4a4a4a"),
            Mark::Barred => ("#ededed", "#3a3a3a"),
            Mark::Done => ("#ececec", "#1b7030"),
            Mark::Off => ("#fafafa", "#7a7a7a"),
        }
    }
}

impl Stroke {
    /// The colour of a line and of its words.
    pub(super) fn ink(self) -> &'static str {
        match self {
            Stroke::Starts => INK,
            Stroke::Moves => "#1f5fbf",
            Stroke::Ends | Stroke::Bars => "#a3161a",
            Stroke::Opens => "#1b7030",
            Stroke::Feeds => "#626262",
            Stroke::Records => "#1f4e79",
        }
    }
}

impl Node {
    /// The colours of a box as a whole: of a case those of its state, where all in it
    /// stand alike.
    pub(super) fn colours(&self, of_a_case: bool) -> (&'static str, &'static str) {
        let (fill, border) = self.kind.colours();
        if !of_a_case {
            return (fill, border);
        }
        let mut marks = self.entries.iter().map(|entry| entry.state.as_ref().map(|one| one.mark));
        match marks.next().flatten() {
            Some(mark) if marks.all(|other| other == Some(mark)) => (mark.colours().0, border),
            _ => ("#ffffff", border),
        }
    }
}
