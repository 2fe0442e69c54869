//! The outcome for a terminal.

use std::io::{self, Write};

use recoup_engine::date::InWords;
use recoup_engine::diff::{Change, Comparison, Moved, Part, Probed, What};

use super::{Told, moves, outcome, part};
use crate::page::{self, counted, grouped};

/// So many things that moved are told with an example; of the others it is said that they did.
const WITH_EXAMPLES: usize = 3;

/// Prints what changed, and for which cases.
pub(super) fn print(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = told.compared;
    page::plain(out, &format!("From {} to {}: {}", told.old, told.new, summary(compared)))?;
    for (ids, what) in [(&compared.added, "is new"), (&compared.removed, "is gone")] {
        for id in ids {
            page::item(out, &format!("The pack {id} {what}."))?;
        }
    }
    if !compared.meaning.is_empty() {
        page::heading(out, "What changed in meaning")?;
        let mut last = None;
        for change in &compared.meaning {
            let of = (&change.pack, &change.kind, &change.id);
            if last != Some(of) {
                page::item(out, &format!("{}: {}", change.pack, element(change)))?;
                last = Some(of);
            }
            page::detail(out, &format!("{}{}", says(change), reaches(change)))?;
            page::detail(out, &format!("  {}", places(change)))?;
        }
    }
    wording(compared, out)?;
    if !compared.packs.is_empty() {
        page::heading(out, "What that changes for cases")?;
    }
    for pack in &compared.packs {
        probed(pack, out)?;
    }
    for name in &compared.unread {
        page::item(
            out,
            &format!("Neither version can read the case {name}; nothing was asked about it."),
        )?;
    }
    if compared.packs.iter().any(|pack| pack.differing > 0) {
        writeln!(out)?;
        page::plain(
            out,
            "A probe is a case and a day on which both versions were asked. Dates are those of \
             the example. --out DIR writes the examples as case files.",
        )?;
    }
    Ok(())
}

/// One line on all of it.
pub(super) fn summary(compared: &Comparison) -> String {
    let (meaning, wording) = (compared.meaning.len(), compared.wording.len());
    let (probes, differing) = compared
        .packs
        .iter()
        .fold((0, 0), |(all, some), pack| (all + pack.probes, some + pack.differing));
    let mut parts = Vec::new();
    if meaning > 0 {
        parts.push(format!("{} in meaning", counted(meaning, "change")));
    }
    if wording > 0 {
        parts.push(format!("wording in {}", counted(wording, "place")));
    }
    let packs = compared.added.len() + compared.removed.len();
    if packs > 0 {
        parts.push(format!("{} new or gone", counted(packs, "pack")));
    }
    let mut text =
        if parts.is_empty() { "no change in meaning".to_owned() } else { parts.join(", ") };
    if compared.packs.is_empty() {
        text.push('.');
        return text;
    }
    text.push_str(&match differing {
        0 => format!("; equivalent on all {}.", counted(probes, "probe")),
        _ => format!(
            "; the answers to {} of {} {}.",
            grouped(differing),
            counted(probes, "probe"),
            if differing == 1 { "differs" } else { "differ" }
        ),
    });
    text
}

/// What a change is about: `period appeal (Time to appeal)`.
pub(super) fn element(change: &Change) -> String {
    let title = change.title.as_ref().map_or_else(String::new, |title| format!(" ({title})"));
    match change.kind.as_str() {
        "pack" => "the head of the pack".to_owned(),
        kind => format!("{kind} {}{title}", change.id),
    }
}

/// What became of it: `length: 30 days → 20 days`.
pub(super) fn says(change: &Change) -> String {
    let key = change.key.join(" ");
    let named =
        |text: &str| if key.is_empty() { text.to_owned() } else { format!("{key}: {text}") };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    match (change.what, &change.old, &change.new) {
        (What::Changed, old, new) => named(&format!("{} → {}", said(old), said(new))),
        (What::Renamed, old, new) => {
            named(&format!("renamed, {} → {}; it says the same", said(old), said(new)))
        }
        (What::Added, _, Some(new)) => named(&format!("new: {new}")),
        (What::Added, ..) => named("new"),
        (What::Removed, Some(old), _) => named(&format!("gone: {old}")),
        (What::Removed, ..) => named("gone"),
        (What::Reordered, ..) => named("the same, tried in another order"),
    }
}

/// Which packs on top a change reaches.
pub(super) fn reaches(change: &Change) -> String {
    match change.reaches.len() {
        0 => String::new(),
        number => format!(" (reaches {}: {})", counted(number, "pack"), change.reaches.join(", ")),
    }
}

/// Where it stood and stands.
pub(super) fn places(change: &Change) -> String {
    let place = |place: &recoup_engine::diagnostic::Place| format!("{}:{}", place.file, place.line);
    match (&change.old_place, &change.new_place) {
        (Some(old), Some(new)) => format!("{} → {}", place(old), place(new)),
        (Some(one), None) | (None, Some(one)) => place(one),
        (None, None) => String::new(),
    }
}

fn wording(compared: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    if compared.wording.is_empty() {
        return Ok(());
    }
    page::heading(out, "What changed in words only")?;
    for change in compared.wording.iter().take(10) {
        let key = change.key.join(" ");
        let what = format!("{}: {}, {key}", change.pack, element(change));
        page::item(out, &format!("{what}{}  {}", reaches(change), places(change)))?;
    }
    if compared.wording.len() > 10 {
        page::item(out, &format!("and {} more", counted(compared.wording.len() - 10, "place")))?;
    }
    Ok(())
}

fn probed(pack: &Probed, out: &mut dyn Write) -> io::Result<()> {
    page::item(out, &format!("{} {}: {}.", pack.pack, pack.name, outcome(pack)))?;
    if pack.cut_short {
        page::detail(out, "More cases could be made up; --most NUMBER lets more be tried.")?;
    }
    for moved in pack.moved.iter().take(WITH_EXAMPLES) {
        writeln!(out)?;
        one(moved, out)?;
    }
    if pack.moved.len() > WITH_EXAMPLES {
        writeln!(out)?;
        page::item(out, "With these move:")?;
        for moved in &pack.moved[WITH_EXAMPLES..] {
            let what = moved.moves.first().map(moves).unwrap_or_default();
            let number = counted(moved.probes, "probe");
            page::point(out, &format!("{}, in {number}: {what}", heading(moved)))?;
        }
    }
    Ok(())
}

/// What moved: `deadline appeal (Time to appeal)`.
pub(super) fn heading(moved: &Moved) -> String {
    if moved.part == Part::Answer {
        return "whether there is an answer".to_owned();
    }
    let title = moved.title.as_ref().map_or_else(String::new, |title| format!(" ({title})"));
    format!("{} {}{title}", part(moved.part), moved.id)
}

fn one(moved: &Moved, out: &mut dyn Write) -> io::Result<()> {
    page::item(out, &format!("{}, in {}", heading(moved), counted(moved.probes, "probe")))?;
    for one in &moved.moves {
        page::detail(out, &moves(one))?;
    }
    if !moved.common.is_empty() {
        page::detail(out, &format!("where: {}", moved.common.join("; ")))?;
    }
    let example = &moved.example;
    page::detail(out, &format!("for example, asked on {}:", InWords(example.on)))?;
    for line in &example.told {
        page::detail(out, &format!("- {line}"))?;
    }
    for (name, lines) in [("before", &example.old), ("after", &example.new)] {
        if !lines.is_empty() {
            page::detail(out, &format!("{name}: {}", lines.join("; ")))?;
        }
    }
    Ok(())
}
