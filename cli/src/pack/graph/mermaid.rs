//! A picture as a Mermaid flowchart, for pages that draw such.
//!
//! Knows pictures. Must not know the law, nor coordinates.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::dot::lines;
use super::palette::INK;
use super::picture::{Kind, Picture};
use super::words::Stroke;

/// Writes a picture.
pub(super) fn mermaid(picture: &Picture) -> String {
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write(&mut out, picture);
    out
}

fn write(out: &mut String, picture: &Picture) -> fmt::Result {
    writeln!(out, "flowchart LR")?;
    writeln!(out, "  accTitle: {}", bare(&picture.title))?;
    writeln!(out, "  accDescr: {}", bare(&picture.about.join(" ")))?;
    let mut count = 0;
    let mut strokes: BTreeMap<Stroke, Vec<String>> = BTreeMap::new();
    let mut alike: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (at, section) in picture.sections.iter().enumerate() {
        let mut indent = "  ";
        if let Some(heading) = &section.heading {
            writeln!(out, "  subgraph s{at}[\"{}\"]", safe(heading))?;
            indent = "    ";
        }
        for (number, node) in section.nodes.iter().chain(&section.lists).enumerate() {
            let words: Vec<String> = lines(node).iter().map(|line| safe(line)).collect();
            let (open, close) = match node.kind {
                Kind::Event => ("([\"", "\"])"),
                Kind::Status => ("[[\"", "\"]]"),
                _ => ("[\"", "\"]"),
            };
            let words = words.join("<br/>");
            writeln!(out, "{indent}n{at}_{number}{open}{words}{close}")?;
            let (fill, border) = node.colours(picture.of_a_case);
            let width = if node.chosen { "4px" } else { "1px" };
            let like = format!("fill:{fill},stroke:{border},stroke-width:{width},color:{INK}");
            alike.entry(like).or_default().push(format!("n{at}_{number}"));
        }
        if section.heading.is_some() {
            writeln!(out, "  end")?;
        }
        for link in &section.links {
            let arrow = arrow(link.stroke);
            let label = match &link.label {
                Some((label, _)) => format!("|\"{}\"|", safe(label)),
                None => String::new(),
            };
            writeln!(out, "  n{at}_{} {arrow}{label} n{at}_{}", link.from, link.to)?;
            strokes.entry(link.stroke).or_default().push(format!("{count}"));
            count += 1;
        }
    }
    for (number, (like, nodes)) in alike.iter().enumerate() {
        writeln!(out, "  classDef c{number} {like}")?;
        writeln!(out, "  class {} c{number}", nodes.join(","))?;
    }
    for (stroke, links) in strokes {
        writeln!(out, "  linkStyle {} stroke:{}", links.join(","), stroke.ink())?;
    }
    Ok(())
}

fn arrow(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Starts | Stroke::Opens => "==>",
        Stroke::Feeds => "-->",
        Stroke::Moves | Stroke::Records => "-.->",
        Stroke::Ends => "-.-x",
        Stroke::Bars => "--x",
    }
}

/// A text in quotes of which Mermaid reads nothing but the text: no end of the quote,
/// no entity, no Markdown, no formula, no HTML.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' | '$' | '%' => {
                safe.push_str(&format!("#{};", u32::from(letter)));
            }
            control if control.is_control() => safe.push(' '),
            plain => safe.push(plain),
        }
    }
    safe
}

/// A text to the end of a line, where nothing can be written in another way.
fn bare(text: &str) -> String {
    let kept = |letter: char| match letter {
        '#' | ';' | '%' | '{' | '}' => ' ',
        control if control.is_control() => ' ',
        plain => plain,
    };
    let text: String = text.chars().map(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
