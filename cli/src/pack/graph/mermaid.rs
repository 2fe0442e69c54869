//! A picture as a Mermaid flowchart, for pages that draw such.
//!
//! Knows pictures. Must not know the law, nor coordinates.

use std::fmt::{self, Write as _};

use super::dot::lines;
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
    writeln!(out, "  accTitle: {}", safe(&picture.title))?;
    writeln!(out, "  accDescr: {}", safe(&picture.about.join(" ")))?;
    let mut count = 0;
    let mut styles = String::new();
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
            let class = node.kind.name();
            let words = words.join("<br/>");
            writeln!(out, "{indent}n{at}_{number}{open}{words}{close}:::{class}")?;
            if node.chosen {
                writeln!(styles, "  style n{at}_{number} stroke-width:4px")?;
            }
        }
        if section.heading.is_some() {
            writeln!(out, "  end")?;
        }
        for link in &section.links {
            let (arrow, style) = line(link.stroke);
            let label = match &link.label {
                Some((label, _)) => format!("|\"{}\"|", safe(label)),
                None => String::new(),
            };
            writeln!(out, "  n{at}_{} {arrow}{label} n{at}_{}", link.from, link.to)?;
            writeln!(styles, "  linkStyle {count} {style}")?;
            count += 1;
        }
    }
    for (kind, fill, border) in [
        (Kind::Fact, "#f4f4f4", "#6a6a6a"),
        (Kind::Event, "#ffffff", "#3a3a3a"),
        (Kind::Period, "#fff4d6", "#7a5c00"),
        (Kind::Status, "#efe9fa", "#5b3f9e"),
        (Kind::Procedure, "#e6f0f8", "#1f4e79"),
        (Kind::Figure, "#f4f4f4", "#6a6a6a"),
    ] {
        if picture.nodes().any(|node| node.kind == kind) {
            writeln!(out, "  classDef {} fill:{fill},stroke:{border},color:#1a1a1a", kind.name())?;
        }
    }
    write!(out, "{styles}")
}

fn line(stroke: Stroke) -> (&'static str, &'static str) {
    match stroke {
        Stroke::Starts => ("-->", "stroke:#1a1a1a,stroke-width:2px"),
        Stroke::Moves => ("-.->", "stroke:#1f5fbf"),
        Stroke::Ends => ("-.-x", "stroke:#a3161a"),
        Stroke::Opens => ("-->", "stroke:#1b7030,stroke-width:2px"),
        Stroke::Bars => ("--x", "stroke:#a3161a"),
        Stroke::Feeds => ("-->", "stroke:#6a6a6a"),
        Stroke::Records => ("-.->", "stroke:#1f4e79"),
    }
}

/// A text of which Mermaid reads nothing but the text: no end of a quote, no entity,
/// no Markdown, no HTML, no word of its own.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' | '*' | '_' | '~' | '$' | '|' | '{'
            | '}' | '[' | ']' | '%' => {
                safe.push_str(&format!("#{};", u32::from(letter)));
            }
            control if control.is_control() => safe.push(' '),
            plain => safe.push(plain),
        }
    }
    safe
}
