//! What a picture is drawn from: a pack, what its things do to one another, and
//! how they stand in a case. What the map and the focus share.
//!
//! Knows the law as the engine tells it. Must not know coordinates.

use std::collections::BTreeMap;

use recoup_engine::graph::{Element, Law, Pack, Part, Tie};
use recoup_engine::pack::Tier;

use super::picture::{End, Entry, Kind, Link, Node};
use super::state::States;
use super::words::{self, Stroke};

/// A pack, and perhaps a case.
pub(super) struct Subject<'a> {
    pub(super) pack: &'a Pack,
    pub(super) ties: Vec<Tie>,
    pub(super) states: Option<States>,
}

/// A box before like ones are put together.
pub(super) struct Draft {
    pub(super) column: usize,
    pub(super) chosen: bool,
    pub(super) heading: Option<String>,
    pub(super) entry: Entry,
}

/// What the same things do to the same things is one line.
pub(super) struct Strand {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) ties: Vec<Tie>,
    /// At which end its words stand, if at any.
    pub(super) label: Option<End>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(pack: &'a Pack, states: Option<States>) -> Subject<'a> {
        Subject { pack, ties: pack.ties(), states }
    }

    /// All things of the pack, in its order.
    pub(super) fn elements(&self) -> impl Iterator<Item = Element> {
        self.pack.graph().node_weights().copied()
    }

    /// A thing as it stands in a box.
    pub(super) fn entry(&self, element: Element, kind_above: bool) -> Entry {
        let kind = Kind::of(element);
        let described = self.pack.sketch(element);
        let mut above = Vec::new();
        if kind_above {
            above.push(kind.name().to_owned());
        }
        above.extend(described.who.map(|who| who.replace('_', " ")));
        above.extend((!described.shown).then(|| "building block".to_owned()));
        let mut below = Vec::new();
        if !described.lengths.is_empty() {
            below.push(described.lengths.join(" or "));
        }
        below.extend(doubt(&described.law));
        let state =
            self.states.as_ref().and_then(|all| all.of_one(kind, described.id, described.shown));
        let mut hover = format!("{} {}: {}", kind.name(), described.id, described.title);
        if let Some(otherwise) = described.otherwise {
            hover.push_str(&format!(" — or: {otherwise}"));
        }
        if let Some(state) = &state {
            hover.push_str(&format!(" — {}", state.words));
            state.why.iter().for_each(|why| hover.push_str(&format!(": {why}")));
        }
        let cites: Vec<&str> = described.law.iter().map(|law| law.short.as_str()).collect();
        if !cites.is_empty() {
            hover.push_str(&format!(" — {}", cites.join("; ")));
        }
        Entry {
            element,
            id: described.id.to_owned(),
            tag: None,
            above: (!above.is_empty()).then(|| above.join(" · ")),
            title: described.title.to_owned(),
            below,
            state,
            because: None,
            hover,
        }
    }

    /// A tie as a sentence.
    pub(super) fn sentence(&self, tie: &Tie) -> String {
        let title = |element| self.pack.sketch(element).title;
        format!("{} → {} → {}", title(tie.from), words::label(tie), title(tie.to))
    }

    /// Boxes and lines: things of one column and kind to which the same happens,
    /// and which do the same, share a box.
    pub(super) fn put_together(
        &self,
        drafts: Vec<Draft>,
        strands: &[Strand],
    ) -> (Vec<Node>, Vec<Link>) {
        let meant: Vec<(Stroke, String)> = strands.iter().map(|one| self.meaning(one)).collect();
        // What a box is: where it stands, and all that it has to do with others.
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        let mut nodes: Vec<Node> = Vec::new();
        let mut node_of = Vec::new();
        for (at, draft) in drafts.into_iter().enumerate() {
            let mut ends: Vec<_> = (strands.iter().zip(&meant))
                .filter(|(one, _)| one.from == at || one.to == at)
                .map(|(one, meant)| {
                    let out = one.from == at;
                    (out, if out { one.to } else { one.from }, meant)
                })
                .collect();
            ends.sort();
            let kind = Kind::of(draft.entry.element);
            // What the picture is about stands alone, and so does what has a name in it.
            let alone = (draft.chosen || draft.entry.tag.is_some()).then_some(at);
            let key = (draft.column, kind, alone, draft.heading.clone(), ends);
            let number = *alike.entry(key).or_insert(nodes.len());
            if number == nodes.len() {
                let Draft { column, chosen, heading, .. } = draft;
                nodes.push(Node { kind, column, heading, entries: Vec::new(), across: 1, chosen });
            }
            nodes[number].entries.push(draft.entry);
            node_of.push(number);
        }
        let mut links: Vec<Link> = Vec::new();
        for (strand, (stroke, label)) in strands.iter().zip(meant) {
            let (from, to) = (node_of[strand.from], node_of[strand.to]);
            let mut hover: Vec<String> = strand.ties.iter().map(|tie| self.sentence(tie)).collect();
            hover.dedup();
            let hover = hover.join("\n");
            match links.iter_mut().find(|link| (link.from, link.to) == (from, to)) {
                Some(link) => {
                    link.hover.push('\n');
                    link.hover.push_str(&hover);
                }
                None => {
                    let label = strand.label.map(|end| (label, end));
                    links.push(Link { from, to, stroke, label, hover });
                }
            }
        }
        (nodes, links)
    }

    /// The line of a strand and its words: of several ties, the first says most.
    fn meaning(&self, strand: &Strand) -> (Stroke, String) {
        let mut strokes: Vec<Stroke> = strand.ties.iter().map(words::stroke).collect();
        strokes.sort();
        let mut labels: Vec<String> = Vec::new();
        for tie in &strand.ties {
            let label = words::label(tie);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        (strokes.first().copied().unwrap_or(Stroke::Feeds), labels.join("; "))
    }

    /// Whether a tie only says that a procedure is done by what doing it records.
    pub(super) fn goes_without_saying(&self, tie: &Tie) -> bool {
        let back = |other: &Tie| {
            other.part == Part::Records && (other.from, other.to) == (tie.to, tie.from)
        };
        tie.part == Part::Done && self.ties.iter().any(back)
    }
}

/// What is to be said of laws of which the text was not read.
fn doubt(laws: &[&Law]) -> Option<String> {
    let unverified = laws.iter().filter(|law| law.tier == Tier::Unverified).count();
    let second_hand = laws.iter().filter(|law| law.tier != Tier::Primary).count();
    let (how, count) = match (unverified, second_hand) {
        (_, 0) => return None,
        (0, count) => ("seen second hand", count),
        (count, _) => ("not verified", count),
    };
    let part = if count < laws.len() { "in part " } else { "" };
    Some(format!("law {part}{how}"))
}
