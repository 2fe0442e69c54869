//! What is in a picture: boxes and lines with their words, before anybody knows
//! where they are drawn or in which format.
//!
//! Plain data. Must not know the law, nor coordinates.

use recoup_engine::graph::Element;

use super::state::Shown;
use super::words::Stroke;

/// A picture of a pack, or of a part of it.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) title: String,
    /// What stands below the title.
    pub(super) about: Vec<String>,
    /// What is to be seen, for whoever cannot see it.
    pub(super) summary: String,
    /// From top to bottom.
    pub(super) sections: Vec<Section>,
    /// Whether things have a state, because a case was given.
    pub(super) of_a_case: bool,
    /// What the signs mean, beside boxes and lines.
    pub(super) notes: Vec<String>,
}

/// Boxes in columns, with lines from left to right.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) heading: Option<String>,
    /// What the numbers in it stand for.
    pub(super) key: Vec<String>,
    pub(super) columns: Vec<Column>,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// Boxes without lines, below.
    pub(super) lists: Vec<Node>,
}

/// A column of boxes.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) heading: Option<&'static str>,
    pub(super) width: f64,
    /// How many things stand side by side in its widest box.
    pub(super) across: usize,
    /// Whether narrower boxes stand at its right side.
    pub(super) to_the_right: bool,
    /// The space to the next one.
    pub(super) gap: f64,
}

/// A box, with one thing in it, or several to which the same happens.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) column: usize,
    /// What is common to all its entries.
    pub(super) heading: Option<String>,
    pub(super) entries: Vec<Entry>,
    /// How many of them stand side by side.
    pub(super) across: usize,
    /// Whether the picture is about it.
    pub(super) chosen: bool,
}

/// A thing in a box.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) element: Element,
    pub(super) id: String,
    /// By which the rest of the picture names it, where no line leads there.
    pub(super) tag: Option<String>,
    /// A few words above the title.
    pub(super) above: Option<String>,
    pub(super) title: String,
    /// A few words each, below the title.
    pub(super) below: Vec<String>,
    pub(super) state: Option<Shown>,
    /// Why it stands so, below its state.
    pub(super) because: Option<String>,
    /// The whole of it, for whoever points at it.
    pub(super) hover: String,
}

/// A line from one box to another.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Numbers of boxes.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) stroke: Stroke,
    /// What stands at the line, and at which of its ends.
    pub(super) label: Option<(String, End)>,
    /// The whole of it, as a sentence.
    pub(super) hover: String,
}

/// An end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    From,
    To,
}

/// What kind of thing is in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Fact,
    Event,
    Period,
    Status,
    Procedure,
    Figure,
}

impl Kind {
    pub(super) fn of(element: Element) -> Kind {
        match element {
            Element::Fact(_) => Kind::Fact,
            Element::Event(_) => Kind::Event,
            Element::Period(_) => Kind::Period,
            Element::Status(_) => Kind::Status,
            Element::Procedure(_) => Kind::Procedure,
            Element::Figure(_) => Kind::Figure,
        }
    }

    /// The law's own word for it: also its class in SVG.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Fact => "fact",
            Kind::Event => "event",
            Kind::Period => "period",
            Kind::Status => "status",
            Kind::Procedure => "procedure",
            Kind::Figure => "figure",
        }
    }

    /// What the legend says of it.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Kind::Fact => "fact: what is true of the case",
            Kind::Event => "event: what happens on a day",
            Kind::Period => "period: a time that runs",
            Kind::Status => "status: what holds for some time",
            Kind::Procedure => "procedure: what somebody may do",
            Kind::Figure => "figure: a number that the law sets",
        }
    }
}

impl Picture {
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.sections.iter().flat_map(|section| section.nodes.iter().chain(&section.lists))
    }

    pub(super) fn links(&self) -> impl Iterator<Item = &Link> {
        self.sections.iter().flat_map(|section| &section.links)
    }
}
