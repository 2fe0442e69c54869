//! In which order and how high boxes stand in their columns, and how the lines
//! between them lead.
//!
//! Columns are put in the order in which lines cross least (as Sugiyama, Tagawa and
//! Toda do it); which thing stands in which column, the picture has said. A line
//! that passes a column has a place in it like a box.
//!
//! Knows boxes and lines. Must not know what is written on them, but for how wide the
//! words at a line are.

use super::LABEL;
use super::focus::LABEL_WIDTH;
use super::layout::{BETWEEN, Bend, Card, Line, Route, line};
use super::picture::{End, Link, Section};

/// Boxes, and places for lines that pass a column, with what is tied to what.
pub(super) struct Net {
    /// By column, from top to bottom: numbers of boxes and, after these, of passing lines.
    pub(super) columns: Vec<Vec<usize>>,
    column_of: Vec<usize>,
    pub(super) heights: Vec<f64>,
    pub(super) tops: Vec<f64>,
    /// From a column to the next: what each line goes through, from left to right.
    chains: Vec<Vec<usize>>,
    neighbours: Vec<Vec<usize>>,
}

impl Net {
    pub(super) fn new(section: &Section, cards: &[Card<'_>]) -> Net {
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
    pub(super) fn find_order(&mut self) {
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
    pub(super) fn find_heights(&mut self, top: f64) {
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

    /// Where the lowest ends: a box, or a line that passes a column below all boxes.
    pub(super) fn bottom(&self) -> f64 {
        let bottoms = self.tops.iter().zip(&self.heights).map(|(top, height)| top + height);
        bottoms.fold(0.0, f64::max)
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

    pub(super) fn routes<'p>(
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
