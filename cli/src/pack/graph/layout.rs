//! Where everything stands: boxes in columns that do not overlap, and lines that
//! lead between the columns and never through a box (`net` finds these).
//!
//! Knows pictures and the width of text. Must not know the law, nor a format.

use recoup_engine::graph::Element;

use super::net::Net;
use super::picture::{Column, Entry, Link, Node, Picture, Section};
use super::text::Type;

/// The space around the page, in pixels.
const MARGIN: f64 = 28.0;
/// From one box to the next below it.
pub(super) const BETWEEN: f64 = 14.0;
const PAD: f64 = 10.0;
/// How wide the mark is that says how something stands.
pub(super) const STRIPE: f64 = 10.0;
const TAG: f64 = 34.0;

pub(super) const SMALL: Type = Type::plain(11.0);
const TITLE: Type = Type::plain(13.0);
const CHOSEN: Type = Type::bold(14.0);
const STATE: Type = Type::bold(11.5);
const LANE: Type = Type::bold(12.0);
const HEADING: Type = Type::bold(17.0);

/// A picture with the place of everything.
pub(super) struct Page<'p> {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) parts: Vec<Placed<'p>>,
}

/// A section with the place of everything in it.
pub(super) struct Placed<'p> {
    pub(super) headings: Vec<Line>,
    /// A line across the page above it.
    pub(super) rule: Option<f64>,
    pub(super) cards: Vec<Card<'p>>,
    pub(super) routes: Vec<Route<'p>>,
}

/// A line of text: where it begins, on its base line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
    pub(super) set: Type,
    pub(super) quiet: bool,
    /// Whether it ends at `x` instead of beginning there.
    pub(super) to_the_left: bool,
}

/// A box.
pub(super) struct Card<'p> {
    pub(super) node: &'p Node,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) heading: Vec<Line>,
    pub(super) rows: Vec<Row<'p>>,
}

/// A thing in a box; its height is counted from the top of the box.
pub(super) struct Row<'p> {
    pub(super) entry: &'p Entry,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
    /// Where its number stands.
    pub(super) tag: Option<Line>,
}

/// A line between boxes.
pub(super) struct Route<'p> {
    pub(super) link: &'p Link,
    pub(super) bends: Vec<Bend>,
    pub(super) words: Vec<Line>,
}

/// A part of a line: straight to a point, or in a curve that leaves and arrives level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bend {
    From(f64, f64),
    Straight(f64, f64),
    Curve(f64, f64),
    /// Out to the right, so far, and back to another height.
    Loop {
        out: f64,
        y: f64,
    },
}

/// Finds a place for everything. `top` is the space left for what stands above.
pub(super) fn lay_out(picture: &Picture, top: f64) -> Page<'_> {
    let inner = picture.sections.iter().map(|one| span(&one.columns)).fold(560.0, f64::max);
    let mut y = top;
    let mut parts = Vec::new();
    for section in &picture.sections {
        let (placed, bottom) = place(section, y, inner, picture.of_a_case);
        parts.push(placed);
        y = bottom + 26.0;
    }
    Page { width: inner + 2.0 * MARGIN, height: y, parts }
}

/// The things of a section as they are read: column by column, from top to bottom.
pub(super) fn reading_order(section: &Section) -> Vec<Element> {
    let width = |node: &Node| width_in(&section.columns[node.column], node);
    let cards: Vec<Card<'_>> =
        section.nodes.iter().map(|node| card(node, 0.0, width(node), false)).collect();
    let mut net = Net::new(section, &cards);
    net.find_order();
    let drawn = net.columns.iter().flatten().filter_map(|at| section.nodes.get(*at));
    let nodes = drawn.chain(&section.lists);
    nodes.flat_map(|node| node.entries.iter().map(|entry| entry.element)).collect()
}

/// The width of columns and of what is between them.
fn span(columns: &[Column]) -> f64 {
    let widths: f64 = columns.iter().map(|column| column.width).sum();
    let gaps: f64 = columns.iter().rev().skip(1).map(|column| column.gap).sum();
    // Where lines of one column lead back into it, there is a little room beside the last.
    widths + gaps + 34.0
}

fn place<'p>(section: &'p Section, top: f64, inner: f64, of_a_case: bool) -> (Placed<'p>, f64) {
    let mut headings = Vec::new();
    let mut y = top;
    let mut rule = None;
    if let Some(heading) = &section.heading {
        rule = Some(y);
        y += 30.0;
        headings.push(line(MARGIN, y, heading, HEADING));
        y += 12.0;
    }
    y = key(&section.key, y, inner, &mut headings);
    let lefts: Vec<f64> = lefts(&section.columns);
    if !section.nodes.is_empty() && section.columns.iter().any(|one| one.heading.is_some()) {
        y += 18.0;
        for (column, left) in section.columns.iter().zip(&lefts) {
            let heading = column.heading.unwrap_or_default();
            headings.push(Line { quiet: true, ..line(*left, y, heading, LANE) });
        }
        y += 12.0;
    }
    let mut cards: Vec<Card<'p>> = section
        .nodes
        .iter()
        .map(|node| {
            let (column, left) = (&section.columns[node.column], lefts[node.column]);
            let width = width_in(column, node);
            let x = if column.to_the_right { left + column.width - width } else { left };
            card(node, x, width, of_a_case)
        })
        .collect();
    let mut net = Net::new(section, &cards);
    net.find_order();
    for (card, height) in cards.iter_mut().zip(&net.heights) {
        // As high as its lines need to stand apart.
        card.height = *height;
    }
    net.find_heights(y);
    for (card, at) in cards.iter_mut().zip(&net.tops) {
        card.y = *at;
    }
    let routes = net.routes(section, &cards, &lefts);
    let mut bottom = net.bottom().max(y);
    if !section.lists.is_empty() {
        let from = if cards.is_empty() { y + 6.0 } else { bottom + 2.0 * BETWEEN };
        bottom = in_rows(&section.lists, from, inner, of_a_case, &mut cards);
    }
    (Placed { headings, rule, cards, routes }, bottom)
}

/// What the numbers stand for, in as many columns as have room; gives where it ends.
fn key(key: &[String], top: f64, inner: f64, lines: &mut Vec<Line>) -> f64 {
    let count = (inner / 360.0).floor().max(1.0) as usize;
    let width = inner / count as f64;
    let mut y = top;
    for row in key.chunks(count) {
        let mut bottom = y;
        for (at, text) in row.iter().enumerate() {
            let mut below = y;
            for words in SMALL.wrap(text, width - 16.0) {
                below += SMALL.leading();
                let x = MARGIN + at as f64 * width;
                lines.push(Line { quiet: true, ..line(x, below, &words, SMALL) });
            }
            bottom = bottom.max(below);
        }
        y = bottom + 1.0;
    }
    if key.is_empty() { y } else { y + 8.0 }
}

fn lefts(columns: &[Column]) -> Vec<f64> {
    let mut x = MARGIN;
    let left = |column: &Column| {
        let here = x;
        x += column.width + column.gap;
        here
    };
    columns.iter().map(left).collect()
}

/// Boxes without lines: each below the shortest column so far.
fn in_rows<'p>(
    lists: &'p [Node],
    top: f64,
    inner: f64,
    of_a_case: bool,
    cards: &mut Vec<Card<'p>>,
) -> f64 {
    let count = ((inner + BETWEEN) / 300.0).floor().max(1.0);
    let width = (inner - (count - 1.0) * BETWEEN) / count;
    let mut bottoms = vec![top; count as usize];
    for node in lists {
        let mut best = 0;
        for (at, bottom) in bottoms.iter().enumerate() {
            if *bottom < bottoms[best] {
                best = at;
            }
        }
        let mut card = card(node, MARGIN + best as f64 * (width + BETWEEN), width, of_a_case);
        card.y = bottoms[best];
        bottoms[best] += card.height + BETWEEN;
        cards.push(card);
    }
    bottoms.into_iter().fold(top, f64::max) - BETWEEN
}

pub(super) fn line(x: f64, y: f64, text: &str, set: Type) -> Line {
    Line { x, y, text: text.to_owned(), set, quiet: false, to_the_left: false }
}

/// How wide a box is in its column.
fn width_in(column: &Column, node: &Node) -> f64 {
    column.width * node.across as f64 / column.across as f64
}

/// A box with its text, at the top of the page.
fn card(node: &Node, x: f64, width: f64, of_a_case: bool) -> Card<'_> {
    let stripe = if of_a_case { STRIPE } else { 0.0 };
    let mut top = 0.0;
    let mut heading = Vec::new();
    if let Some(text) = &node.heading {
        top += 5.0;
        for words in SMALL.wrap(text, width - 2.0 * PAD) {
            top += SMALL.leading();
            heading.push(line(x + PAD, top - 3.0, &words, SMALL));
        }
        top += 4.0;
    }
    let wide = width / node.across as f64;
    let mut rows = Vec::new();
    let mut height = top;
    let each = node.entries.len().div_ceil(node.across.max(1)).max(1);
    for (at, entries) in node.entries.chunks(each).enumerate() {
        let mut y = top;
        for entry in entries {
            let row = row(entry, node.chosen, (x + at as f64 * wide, y), (wide, stripe));
            y += row.height;
            rows.push(row);
        }
        height = height.max(y);
    }
    Card { node, x, y: 0.0, width, height, heading, rows }
}

/// A thing in a box, with the place of its corner and how wide it and its mark are.
fn row(entry: &Entry, chosen: bool, (x, top): (f64, f64), (width, stripe): (f64, f64)) -> Row<'_> {
    let left = x + PAD + stripe;
    let room = width - 2.0 * PAD - stripe;
    let mut y = top + 6.0;
    let mut lines = Vec::new();
    let indent = if entry.tag.is_some() { TAG } else { 0.0 };
    let mut add = |text: &str, set: Type, quiet: bool| {
        for words in set.wrap(text, room - indent) {
            y += set.leading();
            lines.push(Line { quiet, ..line(left + indent, y - 4.0, &words, set) });
        }
    };
    if let Some(above) = &entry.above {
        add(above, SMALL, true);
    }
    add(&entry.title, if chosen { CHOSEN } else { TITLE }, false);
    for below in &entry.below {
        add(below, SMALL, true);
    }
    if let Some(state) = &entry.state {
        add(&state.words, STATE, false);
    }
    if let Some(because) = &entry.because {
        add(because, SMALL, true);
    }
    let tag = entry.tag.as_ref().map(|tag| {
        let first = lines.first().map_or(y, |line| line.y);
        line(left, first, &format!("({tag})"), STATE)
    });
    Row { entry, x, y: top, width, height: y + 6.0 - top, lines, tag }
}
