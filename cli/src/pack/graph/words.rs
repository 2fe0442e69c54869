//! How the edges of a picture read: what one thing does to another, in a few
//! words, and with which line it is drawn.
//!
//! Knows ties of the engine. Must not know where anything is drawn.

use recoup_engine::graph::{Edge, Element, Force, Manner, Part, Tie};

/// How a line is drawn, and what it then means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stroke {
    /// Something begins because of it.
    Starts,
    /// A last day is moved, or a clock stopped.
    Moves,
    /// Something ends because of it.
    Ends,
    /// It must be so for something to be open.
    Opens,
    /// It must not be so.
    Bars,
    /// It is part of what decides.
    Feeds,
    /// Doing something leads to an event.
    Records,
}

impl Stroke {
    pub(super) const ALL: [Stroke; 7] = [
        Stroke::Starts,
        Stroke::Moves,
        Stroke::Ends,
        Stroke::Opens,
        Stroke::Bars,
        Stroke::Feeds,
        Stroke::Records,
    ];

    /// A word for it: also the class of the line in SVG.
    pub(super) fn name(self) -> &'static str {
        match self {
            Stroke::Starts => "starts",
            Stroke::Moves => "moves",
            Stroke::Ends => "ends",
            Stroke::Opens => "opens",
            Stroke::Bars => "bars",
            Stroke::Feeds => "feeds",
            Stroke::Records => "records",
        }
    }

    /// What the legend says of it.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Stroke::Starts => "starts it, or makes it so",
            Stroke::Moves => "moves its end, or stops its clock",
            Stroke::Ends => "ends it",
            Stroke::Opens => "opens it, or must hold",
            Stroke::Bars => "bars it, or rules it out",
            Stroke::Feeds => "is part of what decides",
            Stroke::Records => "doing it leads to",
        }
    }
}

/// The line of a tie.
pub(super) fn stroke(tie: &Tie) -> Stroke {
    match tie.part {
        Part::Start => Stroke::Starts,
        Part::EndedBy => Stroke::Ends,
        Part::Change if tie.edge == Edge::Extends => Stroke::Moves,
        Part::Change => Stroke::Starts,
        Part::NewEnd | Part::Clock | Part::HeldOpen => Stroke::Moves,
        Part::Records => Stroke::Records,
        Part::OnlyIf | Part::Open => match (bars(tie), tie.from) {
            // Which value of a fact is meant, a line cannot say.
            (_, Element::Fact(_)) => Stroke::Feeds,
            (true, _) => Stroke::Bars,
            (false, _) => Stroke::Opens,
        },
        Part::When if matches!(tie.to, Element::Status(_)) => match tie.from {
            Element::Fact(_) => Stroke::Feeds,
            _ if bars(tie) && tie.manner == Manner::Undoes => Stroke::Ends,
            _ if bars(tie) => Stroke::Bars,
            _ if matches!(tie.force, Force::Alone | Force::Enough) => Stroke::Starts,
            _ => Stroke::Feeds,
        },
        Part::End
        | Part::Bound
        | Part::When
        | Part::Completion
        | Part::Done
        | Part::Form
        | Part::Moot => Stroke::Feeds,
    }
}

/// Whether what a tie asks for must not be.
fn bars(tie: &Tie) -> bool {
    tie.contrary != (tie.manner == Manner::Undoes)
}

/// What a tie does, in a few words that stand between the two things.
pub(super) fn label(tie: &Tie) -> String {
    let plain = match tie.part {
        Part::Start => match tie.manner {
            Manner::LastDay => "starts with its end",
            Manner::FirstDay => "starts with it",
            _ => "starts",
        },
        Part::End => match tie.manner {
            Manner::LastDay => "sets its last day",
            _ => "its end is counted from this",
        },
        Part::EndedBy => "ends",
        Part::Change => match tie.edge {
            Edge::Restarts => "starts anew",
            Edge::Revives => "revives",
            _ => "extends",
        },
        Part::NewEnd => "sets the new end",
        Part::Bound => "limits a change",
        Part::Clock if tie.contrary => "lets the clock run",
        Part::Clock => "stops the clock",
        Part::HeldOpen if tie.contrary => "lets it end",
        Part::HeldOpen => "holds it open",
        Part::Completion => "must follow it in time",
        Part::Done => "says that it is done",
        Part::Form => "decides on a form",
        Part::Records => "leads to",
        Part::Moot if tie.contrary => "lets it matter",
        Part::Moot => "makes it moot",
        Part::When => match tie.to {
            Element::Status(_) => return of_status(tie),
            Element::Event(_) => "decides if it counts",
            Element::Figure(_) => "decides on the number",
            _ => "decides if it runs",
        },
        Part::OnlyIf | Part::Open => return of_procedure(tie),
    };
    plain.to_owned()
}

fn while_what(manner: Manner) -> &'static str {
    match manner {
        Manner::Runs => " while it runs",
        Manner::NotBegun => " before it begins",
        Manner::Over => " when it is over",
        _ => "",
    }
}

fn of_status(tie: &Tie) -> String {
    let bars = bars(tie);
    let verb = match (tie.from, tie.manner) {
        (Element::Fact(_), _) | (_, Manner::Dated) => "decides",
        (_, Manner::Happened | Manner::Begins | Manner::Undoes) => match (tie.force, bars) {
            (Force::Partly, false) => "may begin it",
            (Force::Partly, true) => "may end it",
            (Force::Needed, false) => "is needed for it",
            (_, false) => "begins it",
            (_, true) if tie.manner == Manner::Undoes => "ends it",
            (_, true) => "rules it out",
        },
        _ => match (tie.force, bars) {
            (Force::Partly, _) => "is part of it",
            (Force::Needed, false) => "is needed for it",
            (_, false) => "makes it so",
            (Force::Enough, true) => "makes it so by its absence",
            (_, true) => "rules it out",
        },
    };
    format!("{verb}{}", while_what(tie.manner))
}

fn of_procedure(tie: &Tie) -> String {
    if matches!(tie.from, Element::Fact(_)) {
        return "decides for whom".to_owned();
    }
    if tie.manner == Manner::Dated {
        return "decides by its day".to_owned();
    }
    let sure = matches!(tie.force, Force::Alone | Force::Needed);
    if sure && !bars(tie) && matches!(tie.from, Element::Status(_)) {
        return "must hold".to_owned();
    }
    let verb = match (bars(tie), sure) {
        (false, true) => "opens",
        (false, false) => "may open",
        (true, true) => "bars",
        (true, false) => "may bar",
    };
    format!("{verb}{}", while_what(tie.manner))
}
