//! A picture as DOT, for those who have Graphviz.
//!
//! Knows pictures. Must not know the law, nor coordinates.

use std::fmt::{self, Write as _};

use super::picture::{Kind, Node, Picture};
use super::text::Type;
use super::words::Stroke;

/// Writes a picture.
pub(super) fn dot(picture: &Picture) -> String {
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write(&mut out, picture);
    out
}

fn write(out: &mut String, picture: &Picture) -> fmt::Result {
    writeln!(out, "digraph pack {{")?;
    writeln!(
        out,
        "  graph [rankdir=LR, charset=\"UTF-8\", labelloc=t, fontname=\"sans-serif\", label={}];",
        quoted(&title(picture))
    )?;
    writeln!(out, "  node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=11];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10];")?;
    for (at, section) in picture.sections.iter().enumerate() {
        let mut indent = "  ";
        if let Some(heading) = &section.heading {
            writeln!(out, "  subgraph cluster_{at} {{")?;
            writeln!(out, "    label={};", quoted(heading))?;
            indent = "    ";
        }
        for (number, node) in section.nodes.iter().chain(&section.lists).enumerate() {
            writeln!(
                out,
                "{indent}n{at}_{number} [label={}, tooltip={}{}];",
                quoted(&lines(node).join("\n")),
                quoted(&hover(node)),
                look(node, picture.of_a_case)
            )?;
        }
        if section.heading.is_some() {
            writeln!(out, "  }}")?;
        }
        for link in &section.links {
            write!(out, "  n{at}_{} -> n{at}_{} [", link.from, link.to)?;
            if let Some((label, _)) = &link.label {
                write!(out, "label={}, ", quoted(label))?;
            }
            writeln!(out, "{}, tooltip={}];", line(link.stroke), quoted(&link.hover))?;
        }
    }
    writeln!(out, "}}")
}

/// The title, and what stands below it.
pub(super) fn title(picture: &Picture) -> String {
    let mut lines = vec![picture.title.as_str()];
    lines.extend(picture.about.iter().map(String::as_str));
    lines.join("\n")
}

/// What stands in a box, line by line.
pub(super) fn lines(node: &Node) -> Vec<String> {
    let set = Type::plain(11.0);
    let mut lines = Vec::new();
    if let Some(heading) = &node.heading {
        lines.extend(set.wrap(heading, 240.0));
    }
    for (at, entry) in node.entries.iter().enumerate() {
        if at > 0 || node.heading.is_some() {
            lines.push("———".to_owned());
        }
        let title = match &entry.tag {
            Some(tag) => format!("({tag}) {}", entry.title),
            None => entry.title.clone(),
        };
        let state = entry.state.iter().map(|state| state.words.as_str());
        let parts = entry.above.iter().map(String::as_str);
        let parts = parts.chain([title.as_str()]);
        let parts = parts.chain(entry.below.iter().map(String::as_str)).chain(state);
        let parts = parts.chain(entry.because.as_deref());
        lines.extend(parts.flat_map(|part| set.wrap(part, 240.0)));
    }
    lines
}

fn hover(node: &Node) -> String {
    node.entries.iter().map(|entry| entry.hover.as_str()).collect::<Vec<_>>().join("\n")
}

fn look(node: &Node, of_a_case: bool) -> String {
    let shape = match node.kind {
        Kind::Event => ", style=\"rounded,filled\"",
        Kind::Period => "",
        Kind::Status => ", peripheries=2",
        Kind::Procedure => ", shape=box3d",
        Kind::Fact | Kind::Figure => ", style=\"dashed,filled\"",
    };
    let (fill, border) = node.colours(of_a_case);
    let chosen = if node.chosen { ", penwidth=3" } else { "" };
    format!("{shape}, fillcolor=\"{fill}\", color=\"{border}\"{chosen}")
}

fn line(stroke: Stroke) -> String {
    let shape = match stroke {
        Stroke::Starts | Stroke::Opens => ", penwidth=1.8",
        Stroke::Moves => ", style=dashed",
        Stroke::Ends => ", style=dashed, arrowhead=tee",
        Stroke::Bars => ", arrowhead=tee",
        Stroke::Feeds => "",
        Stroke::Records => ", style=dotted",
    };
    let ink = stroke.ink();
    format!("color=\"{ink}\", fontcolor=\"{ink}\"{shape}")
}

/// A text in quotes. Nothing in it is read as an escape or as HTML.
fn quoted(text: &str) -> String {
    let mut safe = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("\\\""),
            '\\' => safe.push_str("\\\\"),
            // Entities are read in labels.
            '&' => safe.push_str("&amp;"),
            '\n' => safe.push_str("\\n"),
            control if control.is_control() => safe.push(' '),
            plain => safe.push(plain),
        }
    }
    safe.push('"');
    safe
}
