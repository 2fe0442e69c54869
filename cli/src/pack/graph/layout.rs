//! Where everything stands: boxes in columns that do not overlap, and lines that
//! lead between the columns and never through a box.
//!
//! Each column is put in the order in which its lines cross least, and its boxes
//! as near as they can be to what they are tied to. A line that passes a column
//! has a place in it like a box.
//!
//! Knows pictures and the width of text. Must not know the law, nor a format.

use recoup_engine::graph::Element;

use super::LABEL;
use super::focus::LABEL_WIDTH;
use super::picture::{Column, End, Entry, Link, Node, Picture, Section};
use super::text::Type;

/// The space around boxes, in pixels.
const MARGIN: f64 = 28.0;
const BETWEEN: f64 = 14.0;
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
    let mut bottom = cards.iter().map(|card| card.y + card.height).fold(y, f64::max);
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

fn line(x: f64, y: f64, text: &str, set: Type) -> Line {
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

/// Boxes, and places for lines that pass a column, with what is tied to what.
struct Net {
    /// By column, from top to bottom: numbers of boxes and, after these, of passing lines.
    columns: Vec<Vec<usize>>,
    column_of: Vec<usize>,
    heights: Vec<f64>,
    tops: Vec<f64>,
    /// From a column to the next: what each line goes through, from left to right.
    chains: Vec<Vec<usize>>,
    neighbours: Vec<Vec<usize>>,
}

impl Net {
    fn new(section: &Section, cards: &[Card<'_>]) -> Net {
        let mut net = Net {
            columns: vec![Vec::new(); section.columns.len()],
            column_of: section.nodes.iter().map(|node| node.column).collect(),
            heights: cards.iter().map(|card| card.height).collect(),
            tops: Vec::new(),
            chains: Vec::new(),
            neighbours: vec![Vec::new(); cards.len()],
        };
        for (at, node) in section.nodes.iter().enumerate() {
            net.columns[node.column].push(at);
        }
        // Things to which the same happens stand together, where no crossing forbids it.
        let stroke = |at: &usize| {
            let ends = section.links.iter().filter(|link| link.from == *at || link.to == *at);
            ends.filter(|link| link.label.is_some()).map(|link| link.stroke).min()
        };
        for column in &mut net.columns {
            column.sort_by_key(stroke);
        }
        // Left and right, how many lines each box has, and how high their words are.
        let mut needed = vec![(0.0, 0.0); cards.len()];
        for link in &section.links {
            let (from, to) = (net.column_of[link.from], net.column_of[link.to]);
            let (left, right) =
                if from <= to { (link.from, link.to) } else { (link.to, link.from) };
            let mut chain = vec![left];
            for column in net.column_of[left] + 1..net.column_of[right] {
                let passing = net.heights.len();
                net.heights.push(4.0);
                net.column_of.push(column);
                net.neighbours.push(Vec::new());
                net.columns[column].push(passing);
                chain.push(passing);
            }
            chain.push(right);
            if from != to {
                for pair in chain.windows(2) {
                    net.neighbours[pair[0]].push(pair[1]);
                    net.neighbours[pair[1]].push(pair[0]);
                }
            }
            net.chains.push(chain);
            for (node, end) in [(link.from, End::From), (link.to, End::To)] {
                let room = port_room(link, end);
                let goes_right = from == to || node == left;
                if goes_right {
                    needed[node].1 += room;
                } else {
                    needed[node].0 += room;
                }
            }
        }
        for (at, (left, right)) in needed.into_iter().enumerate() {
            net.heights[at] = net.heights[at].max(f64::max(left, right) + 8.0);
        }
        net
    }

    /// Puts each column in the order of the middle of what its boxes are tied to.
    fn find_order(&mut self) {
        let mut position = vec![0.0; self.heights.len()];
        let number = |position: &mut Vec<f64>, column: &[usize]| {
            for (at, node) in column.iter().enumerate() {
                position[*node] = (at as f64 + 0.5) / column.len() as f64;
            }
        };
        for column in &self.columns {
            number(&mut position, column);
        }
        let count = self.columns.len();
        let mut best = (self.crossings(), self.columns.clone());
        for round in 0..24 {
            for step in 0..count {
                let column = if round % 2 == 0 { step } else { count - 1 - step };
                let mut order = std::mem::take(&mut self.columns[column]);
                let middle = |node: &usize| {
                    let near = &self.neighbours[*node];
                    // Every second round looks both ways, the others only at what has moved.
                    let seen: Vec<f64> = near
                        .iter()
                        .filter(|other| {
                            round % 4 > 1 || (self.column_of[**other] < column) == (round % 2 == 0)
                        })
                        .map(|other| position[*other])
                        .collect();
                    if seen.is_empty() {
                        position[*node]
                    } else {
                        seen.iter().sum::<f64>() / seen.len() as f64
                    }
                };
                let mut keyed: Vec<(f64, usize)> =
                    order.iter().map(|node| (middle(node), *node)).collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                order = keyed.into_iter().map(|(_, node)| node).collect();
                number(&mut position, &order);
                self.columns[column] = order;
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    fn crossings(&self) -> usize {
        let mut position = vec![0; self.heights.len()];
        for column in &self.columns {
            for (at, node) in column.iter().enumerate() {
                position[*node] = at;
            }
        }
        let mut count = 0;
        for column in &self.columns {
            let mut lines: Vec<(usize, usize)> = Vec::new();
            for node in column {
                let right = self.neighbours[*node].iter();
                let right = right.filter(|other| self.column_of[**other] > self.column_of[*node]);
                lines.extend(right.map(|other| (position[*node], position[*other])));
            }
            for (at, (left, right)) in lines.iter().enumerate() {
                let later = lines[at + 1..].iter();
                count += later
                    .filter(|(other, there)| {
                        (other > left && there < right) || (other < left && there > right)
                    })
                    .count();
            }
        }
        count
    }

    /// Finds how high each box stands: as near as can be to what it is tied to.
    fn find_heights(&mut self, top: f64) {
        self.tops = vec![top; self.heights.len()];
        for column in &self.columns {
            let mut y = top;
            for node in column {
                self.tops[*node] = y;
                y += self.heights[*node] + BETWEEN;
            }
        }
        for round in 0..40 {
            let count = self.columns.len();
            for step in 0..count {
                let column = if round % 2 == 0 { step } else { count - 1 - step };
                self.settle(column);
            }
        }
        let highest = self.tops.iter().copied().fold(f64::MAX, f64::min);
        for at in &mut self.tops {
            *at = (*at - highest + top).round();
        }
    }

    /// Moves the boxes of a column towards what they are tied to, in their order.
    fn settle(&mut self, column: usize) {
        let order = &self.columns[column];
        let mut offset = 0.0;
        // Runs of boxes that touch: the sum of where they want to be, and how many.
        let mut runs: Vec<(f64, f64)> = Vec::new();
        let mut offsets = Vec::new();
        for node in order {
            let near = &self.neighbours[*node];
            let wanted = if near.is_empty() {
                self.tops[*node]
            } else {
                let middles =
                    near.iter().map(|other| self.tops[*other] + self.heights[*other] / 2.0);
                middles.sum::<f64>() / near.len() as f64 - self.heights[*node] / 2.0
            };
            // What many lines hold moves less easily than what one does.
            let weight = near.len().max(1) as f64;
            runs.push(((wanted - offset) * weight, weight));
            offsets.push(offset);
            offset += self.heights[*node] + BETWEEN;
            while let [.., (sum, weight), (next, more)] = runs.as_slice() {
                if sum / weight <= next / more {
                    break;
                }
                let joined = (sum + next, weight + more);
                runs.truncate(runs.len() - 2);
                runs.push(joined);
            }
        }
        // The runs again as boxes: each box belongs to the run that its weight falls into.
        let mut runs = runs.into_iter();
        let mut run = runs.next();
        let mut used = 0.0;
        for (node, offset) in order.iter().zip(offsets) {
            let Some((sum, weight)) = run else { return };
            self.tops[*node] = sum / weight + offset;
            used += self.neighbours[*node].len().max(1) as f64;
            if used + 0.5 > weight {
                run = runs.next();
                used = 0.0;
            }
        }
    }

    fn routes<'p>(
        &self,
        section: &'p Section,
        cards: &[Card<'_>],
        lefts: &[f64],
    ) -> Vec<Route<'p>> {
        let ports = self.ports(section, cards);
        let right_of = |column: usize| lefts[column] + section.columns[column].width;
        let mut routes = Vec::new();
        for (number, link) in section.links.iter().enumerate() {
            let (start, end) = ports[number];
            let (from, to) = (self.column_of[link.from], self.column_of[link.to]);
            let mut bends = Vec::new();
            if from == to {
                let nth = section.links[..number]
                    .iter()
                    .filter(|one| {
                        self.column_of[one.from] == from && self.column_of[one.to] == from
                    })
                    .count();
                let card = &cards[link.from];
                bends.push(Bend::From(card.x + card.width, start));
                bends.push(Bend::Loop { out: 24.0 + 6.0 * (nth % 4) as f64, y: end });
            } else {
                // From left to right, then turned round where the line leads back.
                let (left_y, right_y) = if from < to { (start, end) } else { (end, start) };
                let (left, right) = (from.min(to), from.max(to));
                let chain = &self.chains[number];
                let middle = |node: usize| self.tops[node] + self.heights[node] / 2.0;
                let mut points = vec![(right_of(left), left_y)];
                for passing in &chain[1..chain.len() - 1] {
                    let column = self.column_of[*passing];
                    points.push((lefts[column], middle(*passing)));
                    points.push((right_of(column), middle(*passing)));
                }
                points.push((lefts[right], right_y));
                if from > to {
                    points.reverse();
                }
                // A box may be narrower than its column.
                let side =
                    |card: &Card<'_>, right: bool| if right { card.x + card.width } else { card.x };
                let first = side(&cards[link.from], from < to);
                bends.push(Bend::From(first, points[0].1));
                if first != points[0].0 {
                    bends.push(Bend::Straight(points[0].0, points[0].1));
                }
                let words = |end| match &link.label {
                    Some((text, at)) if *at == end => label_width(text) + 8.0,
                    _ => 0.0,
                };
                for (at, (x, y)) in points.iter().enumerate().skip(1) {
                    if at % 2 == 0 {
                        bends.push(Bend::Straight(*x, *y));
                        continue;
                    }
                    // Beside words the line is level.
                    let back = if from < to { 1.0 } else { -1.0 };
                    let (before, last) = (points[at - 1], at == points.len() - 1);
                    if at == 1 && words(End::From) > 0.0 {
                        bends.push(Bend::Straight(before.0 + back * words(End::From), before.1));
                    }
                    if last && words(End::To) > 0.0 {
                        bends.push(Bend::Curve(*x - back * (words(End::To) + 12.0), *y));
                        bends.push(Bend::Straight(*x, *y));
                    } else {
                        bends.push(Bend::Curve(*x, *y));
                    }
                }
                let (last, y) = (side(&cards[link.to], from > to), points[points.len() - 1].1);
                if last != points[points.len() - 1].0 {
                    bends.push(Bend::Straight(last, y));
                }
            }
            let words = link.label.iter().flat_map(|(text, at)| {
                let (x, y, to_the_left) = match at {
                    End::From => (cards[link.from].x + cards[link.from].width + 6.0, start, false),
                    End::To => (cards[link.to].x - 14.0, end, true),
                };
                let lines = LABEL.wrap(text, LABEL_WIDTH);
                let count = lines.len();
                lines.into_iter().enumerate().map(move |(at, text)| {
                    let up = (count - 1 - at) as f64 * LABEL.leading();
                    Line { quiet: false, to_the_left, ..line(x, y - 4.0 - up, &text, LABEL) }
                })
            });
            let words = words.collect();
            routes.push(Route { link, bends, words });
        }
        routes
    }

    /// At which height each line leaves its box and arrives at the other.
    fn ports(&self, section: &Section, cards: &[Card<'_>]) -> Vec<(f64, f64)> {
        let mut ports = vec![(0.0, 0.0); section.links.len()];
        let middle = |node: usize| self.tops[node] + self.heights[node] / 2.0;
        for (node, card) in cards.iter().enumerate() {
            for rightward in [false, true] {
                // The lines on this side, by the height of what they lead to next.
                let mut ends: Vec<(f64, usize, End)> = Vec::new();
                for (number, link) in section.links.iter().enumerate() {
                    let chain = &self.chains[number];
                    for (at, end) in [(link.from, End::From), (link.to, End::To)] {
                        if at != node {
                            continue;
                        }
                        let level = self.column_of[link.from] == self.column_of[link.to];
                        let is_left = chain[0] == node && !level;
                        if (is_left || level) != rightward {
                            continue;
                        }
                        let next = match (level, end) {
                            (true, End::From) => middle(link.to),
                            (true, End::To) => middle(link.from),
                            _ if is_left => middle(chain[1]),
                            _ => middle(chain[chain.len() - 2]),
                        };
                        ends.push((next, number, end));
                    }
                }
                ends.sort_by(|a, b| a.0.total_cmp(&b.0));
                let rooms: Vec<f64> = ends
                    .iter()
                    .map(|(_, number, end)| port_room(&section.links[*number], *end))
                    .collect();
                let needed: f64 = rooms.iter().sum();
                // Spread out a little where there is room.
                let spare = ((card.height - needed) / (ends.len() as f64 + 1.0)).clamp(0.0, 10.0);
                let all = needed + spare * (ends.len() as f64 - 1.0);
                let mut y = self.tops[node] + (card.height - all) / 2.0;
                for ((_, number, end), room) in ends.iter().zip(rooms) {
                    // Words stand above their line.
                    let labelled =
                        matches!(&section.links[*number].label, Some((_, at)) if at == end);
                    let at = if labelled { y + room - 3.0 } else { y + room / 2.0 };
                    match end {
                        End::From => ports[*number].0 = at,
                        End::To => ports[*number].1 = at,
                    }
                    y += room + spare;
                }
            }
        }
        ports
    }
}

/// How much height an end of a line needs.
fn port_room(link: &Link, end: End) -> f64 {
    match &link.label {
        Some((text, at)) if *at == end => {
            LABEL.wrap(text, LABEL_WIDTH).len() as f64 * LABEL.leading() + 8.0
        }
        _ => 7.0,
    }
}

fn label_width(text: &str) -> f64 {
    LABEL.wrap(text, LABEL_WIDTH).iter().map(|line| LABEL.width(line)).fold(0.0, f64::max)
}
