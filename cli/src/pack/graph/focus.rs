//! The picture of one thing: what acts on it, and what it acts upon.
//!
//! Knows the law as the engine tells it. Must not know coordinates.

use recoup_engine::graph::{Element, Tie};

use super::picture::{Column, End, Kind, Node, Picture, Section};
use super::subject::{Draft, Strand, Subject};
use super::{LABEL, words};

/// A thing in a column; left of what the picture is about the columns are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    element: Element,
    column: i32,
}

/// Draws what acts on the things of an id, and what they act upon, so many steps far.
pub(super) fn focus(subject: &Subject<'_>, id: &str, steps: u8) -> Option<Picture> {
    let named = |element: &Element| subject.pack.name_of(*element) == id;
    let mut chosen: Vec<Element> = subject.elements().filter(named).collect();
    // A period before the procedure of its name.
    chosen.sort_by_key(|element| Kind::of(*element));
    if chosen.is_empty() {
        return None;
    }
    let ties: Vec<&Tie> =
        subject.ties.iter().filter(|tie| !subject.goes_without_saying(tie)).collect();
    let (places, mut strands) = spread(&chosen, &ties, i32::from(steps));
    let least = places.iter().map(|place| place.column).min().unwrap_or(0);
    let last_chosen = chosen.len() as i32 - 1;
    let drafts = places.iter().map(|place| Draft {
        column: (place.column - least) as usize,
        chosen: (0..=last_chosen).contains(&place.column),
        heading: None,
        entry: subject.entry(place.element, true),
    });
    let drafts: Vec<Draft> = drafts.collect();
    for strand in &mut strands {
        // Words stand where there is one line: away from what it is all about.
        let is_before = places[strand.from].column < 0;
        strand.label = Some(if is_before { End::From } else { End::To });
    }
    let (mut nodes, links) = subject.put_together(drafts, &strands);
    nodes.iter_mut().filter(|node| node.entries.len() > 1).for_each(name_once);
    for entry in nodes.iter_mut().filter(|node| node.chosen).flat_map(|node| &mut node.entries) {
        // Why it is shut stands in the box that the picture is about.
        entry.because = entry.state.as_ref().and_then(|state| state.why.clone());
    }
    let count = nodes.iter().map(|node| node.column + 1).max().unwrap_or(1);
    let columns = (0..count)
        .map(|column| {
            let widest = links
                .iter()
                .filter_map(|link| match &link.label {
                    Some((text, End::From)) if nodes[link.from].column == column => Some(text),
                    Some((text, End::To)) if nodes[link.to].column == column + 1 => Some(text),
                    _ => None,
                })
                .flat_map(|text| LABEL.wrap(text, LABEL_WIDTH))
                .map(|line| LABEL.width(&line))
                .fold(0.0, f64::max);
            let at = column as i32 + least;
            let across = nodes.iter().filter(|node| node.column == column).map(|node| node.across);
            let across = across.max().unwrap_or(1);
            let heading = match at {
                -1 => Some("What acts on it"),
                at if at == last_chosen + 1 => Some("What it acts upon"),
                _ => None,
            };
            Column {
                heading,
                width: WIDTH * across as f64,
                across,
                to_the_right: at < 0,
                gap: widest + 64.0,
            }
        })
        .collect();
    let title = subject.pack.sketch(chosen[chosen.len() - 1]).title;
    let shown: Vec<&Tie> = strands.iter().flat_map(|strand| &strand.ties).collect();
    Some(Picture {
        title: format!("{}: {title}", subject.pack.title),
        about: vec![match steps {
            _ if strands.is_empty() => {
                format!("Nothing acts on {id} here, and it acts upon nothing.")
            }
            1 => format!("All that acts on {id}, and all that it acts upon."),
            many => format!("All that acts on {id}, and all that it acts upon, {many} steps far."),
        }],
        summary: summary(subject, &chosen, &shown),
        sections: vec![Section { columns, nodes, links, ..Section::default() }],
        of_a_case: subject.states.is_some(),
        notes: Vec::new(),
    })
}

/// How wide a box is that holds one thing.
const WIDTH: f64 = 250.0;

/// Says once what several things in one box are; many stand side by side.
fn name_once(node: &mut Node) {
    let plural = match node.kind {
        Kind::Status => "statuses".to_owned(),
        kind => format!("{}s", kind.name()),
    };
    node.heading = Some(format!("{} {plural}", node.entries.len()));
    let name = node.kind.name();
    for entry in &mut node.entries {
        let rest = entry.above.take().and_then(|above| {
            let rest = above.strip_prefix(name)?.strip_prefix(" · ")?;
            Some(rest.to_owned())
        });
        entry.above = rest;
    }
    node.across = node.entries.len().div_ceil(12).min(3);
}

/// How wide the words at a line may be.
pub(super) const LABEL_WIDTH: f64 = 130.0;

/// Where things stand, and what leads from which to which, by their numbers.
fn spread(chosen: &[Element], ties: &[&Tie], steps: i32) -> (Vec<Place>, Vec<Strand>) {
    let mut places: Vec<Place> =
        (0..).zip(chosen).map(|(column, element)| Place { element: *element, column }).collect();
    let mut strands: Vec<Strand> = Vec::new();
    let last = chosen.len() as i32 - 1;
    // From one of what is chosen to another.
    for tie in ties {
        let at = |element| chosen.iter().position(|one| *one == element);
        if let (Some(from), Some(to)) = (at(tie.from), at(tie.to))
            && from < to
        {
            add(&mut strands, from, to, tie);
        }
    }
    for back in [true, false] {
        for step in 1..=steps {
            let column = if back { -step } else { last + step };
            let inner: Vec<usize> = (0..places.len())
                .filter(|at| match step {
                    1 => (0..=last).contains(&places[*at].column),
                    _ => places[*at].column == if back { column + 1 } else { column - 1 },
                })
                .collect();
            for at in inner {
                let here = places[at].element;
                for tie in ties {
                    let (near, far) = if back { (tie.to, tie.from) } else { (tie.from, tie.to) };
                    if near != here || is_told(&places, places[at].column, far, chosen, back) {
                        continue;
                    }
                    let place = Place { element: far, column };
                    let there = places.iter().position(|one| *one == place);
                    let there = there.unwrap_or_else(|| {
                        places.push(place);
                        places.len() - 1
                    });
                    let (from, to) = if back { (there, at) } else { (at, there) };
                    add(&mut strands, from, to, tie);
                }
            }
        }
    }
    (places, strands)
}

/// Whether a line from here to there is left out: there stands nearer to what the
/// picture is about, and on the same side.
fn is_told(places: &[Place], here: i32, there: Element, chosen: &[Element], back: bool) -> bool {
    let last = chosen.len() as i32 - 1;
    let nearer = |column: i32| {
        if back { (here..0).contains(&column) } else { column > last && column <= here }
    };
    chosen.contains(&there) || places.iter().any(|one| one.element == there && nearer(one.column))
}

fn add(strands: &mut Vec<Strand>, from: usize, to: usize, tie: &Tie) {
    match strands.iter_mut().find(|one| (one.from, one.to) == (from, to)) {
        Some(strand) => strand.ties.push(*tie),
        None => strands.push(Strand { from, to, ties: vec![*tie], label: None }),
    }
}

/// The picture in sentences.
fn summary(subject: &Subject<'_>, chosen: &[Element], ties: &[&Tie]) -> String {
    let mut text = String::new();
    for element in chosen {
        let entry = subject.entry(*element, false);
        text.push_str(&format!("{}, a {}", entry.title, Kind::of(*element).name()));
        if let Some(state) = entry.state {
            let parts: Vec<&str> = [Some(state.words.as_str()), state.why.as_deref()]
                .into_iter()
                .flatten()
                .map(|part| part.trim_end_matches('.'))
                .collect();
            text.push_str(&format!(": {}", parts.join(". ")));
        }
        text.push_str(". ");
    }
    for tie in ties {
        let title = |element| subject.pack.sketch(element).title;
        let (from, to) = (title(tie.from), title(tie.to));
        text.push_str(&format!("{from} — {} — {to}. ", words::label(tie)));
    }
    text.trim_end().to_owned()
}
