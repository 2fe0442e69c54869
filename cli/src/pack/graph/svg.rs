//! A picture as SVG: whole in itself, with nothing to load and nothing to run.
//!
//! Knows pictures and where their parts stand. Must not know the law.

use std::fmt::{self, Write as _};

use super::layout::{Bend, Card, Line, Page, Placed, Route, SMALL, STRIPE, lay_out};
use super::palette::{INK, QUIET};
use super::picture::{Kind, Picture};
use super::state::Mark;
use super::text::Type;
use super::words::Stroke;

const TITLE: Type = Type::bold(20.0);
const LEFT: f64 = 28.0;

/// Draws a picture. `id` tells the titles of several pictures on one page apart.
pub(super) fn svg(picture: &Picture, id: &str) -> String {
    let mut head = Head::of(picture, lay_out(picture, 0.0).width);
    let page = lay_out(picture, head.height);
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write(&mut out, picture, id, &page, &mut head);
    out
}

/// What stands above the sections: the title, what the picture is about, the legend.
struct Head {
    lines: Vec<Line>,
    /// What is explained, each with its place.
    signs: Vec<(Sign, f64, f64)>,
    height: f64,
}

#[derive(Clone, Copy)]
enum Sign {
    Kind(Kind),
    Stroke(Stroke),
    Mark(Mark),
}

impl Sign {
    fn meaning(self) -> &'static str {
        match self {
            Sign::Kind(kind) => kind.meaning(),
            Sign::Stroke(stroke) => stroke.meaning(),
            Sign::Mark(mark) => mark.meaning(),
        }
    }
}

impl Head {
    fn of(picture: &Picture, width: f64) -> Head {
        let room = width - 2.0 * LEFT;
        let mut y = 16.0;
        let mut lines = Vec::new();
        let mut add = |y: &mut f64, text: &str, set: Type, quiet: bool| {
            for text in set.wrap(text, room) {
                *y += set.leading();
                lines.push(Line { x: LEFT, y: *y, text, set, quiet, to_the_left: false });
            }
        };
        add(&mut y, &picture.title, TITLE, false);
        y += 2.0;
        for about in &picture.about {
            add(&mut y, about, Type::plain(12.0), false);
        }
        for note in &picture.notes {
            add(&mut y, note, SMALL, true);
        }
        let mut signs = Vec::new();
        y += 6.0;
        for row in signs_of(picture) {
            y += 16.0;
            let mut x = LEFT;
            for sign in row {
                let wide = 40.0 + SMALL.width(sign.meaning()) + 18.0;
                if x + wide > LEFT + room && x > LEFT {
                    x = LEFT;
                    y += 20.0;
                }
                signs.push((sign, x, y));
                x += wide;
            }
            y += 8.0;
        }
        Head { lines, signs, height: y + 22.0 }
    }
}

/// What is to be explained: only what is in the picture.
fn signs_of(picture: &Picture) -> Vec<Vec<Sign>> {
    let mut kinds: Vec<Kind> = picture.nodes().map(|node| node.kind).collect();
    kinds.sort();
    kinds.dedup();
    let drawn = |stroke: &Stroke| picture.links().any(|link| link.stroke == *stroke);
    let entries = picture.nodes().flat_map(|node| &node.entries);
    let mut marks: Vec<Mark> =
        entries.filter_map(|entry| entry.state.as_ref()).map(|state| state.mark).collect();
    marks.sort();
    marks.dedup();
    let mut rows: Vec<Vec<Sign>> = vec![kinds.into_iter().map(Sign::Kind).collect()];
    rows.push(Stroke::ALL.into_iter().filter(drawn).map(Sign::Stroke).collect());
    if picture.of_a_case {
        rows.push(marks.into_iter().map(Sign::Mark).collect());
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn write(
    out: &mut String,
    picture: &Picture,
    id: &str,
    page: &Page<'_>,
    head: &mut Head,
) -> fmt::Result {
    let (width, height) = (page.width, page.height);
    let id = slug(id);
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" fill="{INK}">"#
    )?;
    writeln!(out, r#"<title id="{id}-title">{}</title>"#, escape(&picture.title))?;
    writeln!(out, r#"<desc id="{id}-desc">{}</desc>"#, escape(&picture.summary))?;
    writeln!(out, r##"<rect width="{width}" height="{height}" fill="#ffffff"/>"##)?;
    for line in &head.lines {
        text(out, line, INK)?;
    }
    for (sign, x, y) in &head.signs {
        explain(out, *sign, *x, *y)?;
    }
    for part in &page.parts {
        section(out, part, page.width, picture.of_a_case)?;
    }
    writeln!(out, "</svg>")
}

fn section(out: &mut String, part: &Placed<'_>, width: f64, of_a_case: bool) -> fmt::Result {
    writeln!(out, "<g>")?;
    if let Some(y) = part.rule {
        let right = width - LEFT;
        writeln!(out, r##"<path d="M{LEFT} {y}H{right}" stroke="#b5b5b5" stroke-width="1"/>"##)?;
    }
    for line in &part.headings {
        text(out, line, INK)?;
    }
    for route in &part.routes {
        path(out, route)?;
    }
    for card in &part.cards {
        box_of(out, card, of_a_case)?;
    }
    // Words last: no line runs over them.
    for route in &part.routes {
        if !route.words.is_empty() {
            writeln!(out, r#"<g class="words">"#)?;
            for line in &route.words {
                label(out, line, route.link.stroke.ink())?;
            }
            writeln!(out, "</g>")?;
        }
    }
    writeln!(out, "</g>")
}

fn dashes(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Moves => r#" stroke-dasharray="7 4""#,
        Stroke::Records => r#" stroke-dasharray="2 4" stroke-linecap="round""#,
        Stroke::Ends => r#" stroke-dasharray="12 3""#,
        _ => "",
    }
}

fn weight(stroke: Stroke) -> f64 {
    match stroke {
        Stroke::Feeds => 1.0,
        Stroke::Starts | Stroke::Opens => 1.8,
        _ => 1.5,
    }
}

fn path(out: &mut String, route: &Route<'_>) -> fmt::Result {
    let stroke = route.link.stroke;
    let mut d = String::new();
    let (mut at, mut before) = ((0.0, 0.0), (0.0, 0.0));
    for bend in &route.bends {
        let next = match *bend {
            Bend::From(x, y) => {
                write!(d, "M{} {}", round(x), round(y))?;
                before = (x, y);
                (x, y)
            }
            Bend::Straight(x, y) => {
                write!(d, "L{} {}", round(x), round(y))?;
                before = at;
                (x, y)
            }
            Bend::Curve(x, y) => {
                let middle = round((at.0 + x) / 2.0);
                write!(
                    d,
                    "C{middle} {} {middle} {y} {x} {y}",
                    round(at.1),
                    y = round(y),
                    x = round(x)
                )?;
                before = ((at.0 + x) / 2.0, y);
                (x, y)
            }
            Bend::Loop { out, y } => {
                let far = round(at.0 + out * 1.4);
                write!(d, "C{far} {} {far} {y} {} {y}", round(at.1), round(at.0), y = round(y))?;
                before = (at.0 + out, y);
                (at.0, y)
            }
        };
        at = next;
    }
    let ink = stroke.ink();
    writeln!(
        out,
        r#"<g class="link {}"><title>{}</title><path d="{d}" fill="none" stroke="{ink}" stroke-width="{}"{}/>{}</g>"#,
        stroke.name(),
        escape(&route.link.hover),
        weight(stroke),
        dashes(stroke),
        head_of(stroke, at, at.0 >= before.0),
    )
}

/// The end of a line: an arrow, or a bar where it ends or bars.
fn head_of(stroke: Stroke, (x, y): (f64, f64), rightward: bool) -> String {
    let ink = stroke.ink();
    let back = if rightward { -1.0 } else { 1.0 };
    let (x, y) = (round(x), round(y));
    match stroke {
        Stroke::Ends | Stroke::Bars => {
            let x = x + back * 3.0;
            format!(r#"<path d="M{x} {}V{}" stroke="{ink}" stroke-width="3.5"/>"#, y - 6.0, y + 6.0)
        }
        _ => {
            let tail = x + back * 9.0;
            format!(r#"<path d="M{x} {y}L{tail} {}V{}Z" fill="{ink}"/>"#, y - 4.5, y + 4.5)
        }
    }
}

fn corner(kind: Kind) -> f64 {
    match kind {
        Kind::Event => 14.0,
        Kind::Procedure => 5.0,
        _ => 0.0,
    }
}

fn box_of(out: &mut String, card: &Card<'_>, of_a_case: bool) -> fmt::Result {
    let Card { node, x, y, width, height, .. } = card;
    let (fill, border) = node.kind.colours();
    let many = card.rows.len() > 1;
    let radius = if many { corner(node.kind).min(5.0) } else { corner(node.kind) };
    let thick = if node.chosen { 3.0 } else { 1.2 };
    let fill = if of_a_case { "#ffffff" } else { fill };
    writeln!(out, r#"<g class="node {}">"#, node.kind.name())?;
    writeln!(
        out,
        r#"<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"/>"#
    )?;
    let whole = card.rows.len() == 1 && card.heading.is_empty();
    for (at, row) in card.rows.iter().enumerate() {
        let entry = row.entry;
        let top = y + row.y;
        let (x, width) = (row.x, row.width);
        // A box that its lines made higher is its only thing's.
        let high = if whole { *height } else { row.height };
        writeln!(
            out,
            r#"<g class="entry" data-id="{}"><title>{}</title>"#,
            escape(&entry.id),
            escape(&entry.hover)
        )?;
        if let Some(state) = entry.state.as_ref().filter(|_| of_a_case) {
            let (tint, _) = state.mark.colours();
            let radius = if whole { radius } else { 0.0 };
            writeln!(
                out,
                r#"<rect class="state {}" x="{x}" y="{top}" width="{width}" height="{high}" rx="{radius}" fill="{tint}"/>"#,
                state.mark.name()
            )?;
            stripe(out, state.mark, x + 2.0, top + 6.0, high - 12.0)?;
        }
        if at > 0 || !card.heading.is_empty() {
            let right = x + width;
            writeln!(
                out,
                r#"<path d="M{x} {top}H{right}" stroke="{border}" stroke-width="0.6"/>"#
            )?;
        }
        if x > card.x {
            writeln!(out, r#"<path d="M{x} {top}v{high}" stroke="{border}" stroke-width="0.6"/>"#)?;
        }
        // In the middle of a box that is higher than its words.
        let down = if whole { (high - row.height) / 2.0 } else { 0.0 };
        for line in row.lines.iter().chain(&row.tag) {
            text(out, &Line { y: line.y + y + down, ..line.clone() }, INK)?;
        }
        writeln!(out, "</g>")?;
    }
    for line in &card.heading {
        text(out, &Line { y: line.y + y, ..line.clone() }, INK)?;
    }
    let absent = if node.kind == Kind::Fact { r#" stroke-dasharray="4 3""# } else { "" };
    writeln!(
        out,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="none" stroke="{border}" stroke-width="{thick}"{absent}/>"#
    )?;
    if node.kind == Kind::Status {
        // A second line on the left, so that no colour is needed to tell it.
        writeln!(
            out,
            r#"<path d="M{} {y}v{height}" stroke="{border}" stroke-width="1.2"/>"#,
            x + width - 4.0
        )?;
    }
    if node.kind == Kind::Period {
        writeln!(
            out,
            r#"<path d="M{x} {}h{width}" stroke="{border}" stroke-width="3"/>"#,
            y + height - 1.5
        )?;
    }
    writeln!(out, "</g>")
}

/// The stripe that says how something stands: each mark has a pattern of its own.
fn stripe(out: &mut String, mark: Mark, x: f64, y: f64, height: f64) -> fmt::Result {
    let (_, ink) = mark.colours();
    let width = STRIPE - 2.0;
    let (bottom, right) = (y + height, x + width);
    let steps = |gap: f64| {
        let mut at = y;
        std::iter::from_fn(move || {
            let here = at;
            at += gap;
            (here + width <= bottom + 0.1).then_some(here)
        })
    };
    match mark {
        Mark::On => writeln!(
            out,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{ink}"/>"#
        ),
        Mark::Over => writeln!(
            out,
            r#"<path d="M{} {y}V{bottom}" stroke="{ink}" stroke-width="3"/>"#,
            x + width / 2.0
        ),
        Mark::Soon => {
            let mut d = String::new();
            for at in steps(9.0) {
                write!(d, "M{x} {at}L{right} {}L{x} {}Z", at + width / 2.0, at + width)?;
            }
            writeln!(out, r#"<path d="{d}" fill="{ink}"/>"#)
        }
        Mark::Done => {
            let mut d = String::new();
            for at in steps(10.0) {
                write!(d, "M{x} {}L{} {}L{right} {at}", at + 4.0, x + 3.0, at + 7.0)?;
            }
            writeln!(out, r#"<path d="{d}" fill="none" stroke="{ink}" stroke-width="1.8"/>"#)
        }
        Mark::Blocked | Mark::Barred | Mark::Unknown | Mark::Off => {
            let mut d = String::new();
            for at in steps(if mark == Mark::Off { 12.0 } else { 8.0 }) {
                let down = at + width;
                match mark {
                    Mark::Barred => write!(d, "M{x} {at}L{right} {down}M{right} {at}L{x} {down}")?,
                    Mark::Blocked => write!(d, "M{x} {down}L{right} {at}")?,
                    Mark::Unknown => {
                        write!(d, "M{} {}h1M{} {}h1", x + 1.0, at + 2.0, x + 5.0, at + 6.0)?
                    }
                    _ => write!(d, "M{x} {}h{width}", at + width / 2.0)?,
                }
            }
            let weight = if mark == Mark::Unknown { 3.0 } else { 1.4 };
            writeln!(out, r#"<path d="{d}" fill="none" stroke="{ink}" stroke-width="{weight}"/>"#)
        }
    }
}

/// A sign of the legend with what it means.
fn explain(out: &mut String, sign: Sign, x: f64, y: f64) -> fmt::Result {
    match sign {
        Sign::Kind(kind) => {
            let (fill, border) = kind.colours();
            let radius = corner(kind).min(7.0);
            let dash = if kind == Kind::Fact { r#" stroke-dasharray="4 3""# } else { "" };
            writeln!(
                out,
                r#"<rect x="{x}" y="{}" width="32" height="14" rx="{radius}" fill="{fill}" stroke="{border}" stroke-width="1.2"{dash}/>"#,
                y - 9.0
            )?;
            match kind {
                Kind::Status => writeln!(
                    out,
                    r#"<path d="M{} {}v14" stroke="{border}" stroke-width="1.2"/>"#,
                    x + 28.0,
                    y - 9.0
                )?,
                Kind::Period => writeln!(
                    out,
                    r#"<path d="M{x} {}h32" stroke="{border}" stroke-width="3"/>"#,
                    y + 3.5
                )?,
                _ => {}
            }
        }
        Sign::Stroke(stroke) => {
            let (right, y) = (x + 32.0, y - 2.0);
            writeln!(
                out,
                r#"<path d="M{x} {y}H{right}" fill="none" stroke="{}" stroke-width="{}"{}/>{}"#,
                stroke.ink(),
                weight(stroke),
                dashes(stroke),
                head_of(stroke, (right, y), true),
            )?;
        }
        Sign::Mark(mark) => {
            let (tint, ink) = mark.colours();
            writeln!(
                out,
                r#"<rect x="{x}" y="{}" width="32" height="18" fill="{tint}" stroke="{ink}" stroke-width="0.6"/>"#,
                y - 11.0
            )?;
            stripe(out, mark, x + 2.0, y - 10.0, 16.0)?;
        }
    }
    let line = Line {
        x: x + 38.0,
        y: y + 2.0,
        text: sign.meaning().to_owned(),
        set: SMALL,
        quiet: false,
        to_the_left: false,
    };
    text(out, &line, INK)
}

fn text(out: &mut String, line: &Line, ink: &str) -> fmt::Result {
    let Line { x, y, text, set, quiet, to_the_left } = line;
    let bold = if set.bold { r#" font-weight="700""# } else { "" };
    let fill = if *quiet { QUIET } else { ink };
    let anchor = if *to_the_left { r#" text-anchor="end""# } else { "" };
    writeln!(
        out,
        r#"<text x="{}" y="{}" font-size="{}"{bold}{anchor} fill="{fill}">{}</text>"#,
        round(*x),
        round(*y),
        set.size,
        escape(text)
    )
}

/// Words at a line, with white behind them.
fn label(out: &mut String, line: &Line, ink: &str) -> fmt::Result {
    let wide = line.set.width(&line.text);
    let x = if line.to_the_left { line.x - wide } else { line.x };
    writeln!(
        out,
        r##"<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff" fill-opacity="0.85"/>"##,
        round(x),
        round(line.y - line.set.size),
        round(wide),
        round(line.set.size + 2.0)
    )?;
    text(out, line, ink)
}

/// Half pixels are enough.
fn round(number: f64) -> f64 {
    (number * 2.0).round() / 2.0
}

/// An id that may stand anywhere.
fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// A text as it may stand in XML, between tags and in quotes.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(letter),
            // What XML has no way to say.
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            control if control.is_control() => safe.push('\u{fffd}'),
            plain => safe.push(plain),
        }
    }
    safe
}
