//! `recoup pack show`: a pack as it is written, or with all it builds on; and one
//! element of it, with its law and the packs that say something of it.

use std::io::Write;

use clap::Args;
use recoup_engine::Library;
use recoup_engine::diagnostic::{Place, nearest};
use recoup_engine::graph::{Definition, Law, Layer, Layered};
use serde::Serialize;

use super::{known, print_json, tier_word};
use crate::next::with_tier;
use crate::page::{heading, item, plain, title};
use crate::report::Stop;
use crate::sources::Sources;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack show us-ca                          its files
  recoup pack show us-ca --resolved               with what it builds on
  recoup pack show us-ca appeal                   the period and the procedure
  recoup pack show us-ca period.appeal            only the period
  recoup pack show us-ca appeal_filed --resolved  each key with where it comes from
  recoup pack show us appeal_filed                and which packs say otherwise
  recoup pack show us-ca ccp-116.750              a law, and what rests on it")]
pub(crate) struct Show {
    /// The pack's id
    pack: String,
    /// Only what has this id: `appeal`, or with its kind `period.appeal`
    id: Option<String>,
    /// With everything that the pack builds on, each key with where it comes from
    #[arg(long)]
    resolved: bool,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// One thing that a pack has, as JSON tells of it.
#[derive(Serialize)]
struct Element<'a> {
    /// Its keys with all that the pack builds on.
    keys: Vec<Key<'a>>,
    #[serde(flatten)]
    layered: &'a Layered,
    /// The laws that it cites; nothing where the pack has mistakes.
    laws: Vec<&'a Law>,
}

#[derive(Serialize)]
struct Key<'a> {
    toml: &'a str,
    place: &'a Place,
}

/// Prints a pack, or one thing in it.
pub(super) fn run(sources: &Sources, show: &Show, out: &mut dyn Write) -> Result<(), Stop> {
    let Show { pack, id, resolved, json } = show;
    known(sources, pack)?;
    if id.is_none() && !resolved && !json {
        for (name, text) in sources.files(pack) {
            writeln!(out, "# {}\n\n{}", sources.name(name), text.trim_end())?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let shown = Shown::of(sources, pack)?;
    let wanted = match id {
        Some(id) => shown.called(id)?,
        None => shown.elements().collect(),
    };
    if *json {
        let elements: Vec<Element<'_>> = wanted
            .into_iter()
            .map(|(definition, layered)| shown.json(definition, layered))
            .collect();
        return print_json(&elements, out);
    }
    for (at, (definition, layered)) in wanted.into_iter().enumerate() {
        if id.is_none() {
            shown.keys(definition, layered, out)?;
            writeln!(out)?;
            continue;
        }
        if at > 0 {
            writeln!(out)?;
        }
        shown.element(definition, layered, *resolved, out)?;
    }
    Ok(())
}

/// A pack, with what is needed to show it.
struct Shown<'s> {
    sources: &'s Sources,
    pack: &'s str,
    definitions: Vec<Definition>,
    layered: Vec<Layered>,
    /// `None` where the pack has mistakes.
    laws: Option<Vec<Law>>,
}

impl<'s> Shown<'s> {
    fn of(sources: &'s Sources, pack: &'s str) -> Result<Shown<'s>, Stop> {
        let stop = |mistakes| sources.stop(mistakes);
        let mut definitions = Library::resolved(sources.pairs(), pack).map_err(stop)?;
        let mut layered = Library::layered(sources.pairs(), pack).map_err(stop)?;
        let library = sources.library_with(pack).ok();
        let mut laws = library.and_then(|it| it.pack(pack).map(|pack| pack.laws().to_vec()));
        // The names of files as a person knows them.
        let named = |place: &mut Place| place.file = sources.name(&place.file).into();
        definitions.iter_mut().flat_map(|it| &mut it.keys).for_each(|(_, place)| named(place));
        laws.iter_mut().flatten().for_each(|law| named(&mut law.place));
        for layer in layered.iter_mut().flat_map(|it| it.layers.iter_mut().chain(&mut it.above)) {
            named(&mut layer.place);
            layer.keys.iter_mut().for_each(|(_, place)| named(place));
        }
        Ok(Shown { sources, pack, definitions, layered, laws })
    }

    /// Each thing, resolved and layer by layer.
    fn elements(&self) -> impl Iterator<Item = (&Definition, &Layered)> {
        self.layered.iter().filter_map(|layered| {
            let same = |it: &&Definition| it.kind == layered.kind && it.id == layered.id;
            Some((self.definitions.iter().find(same)?, layered))
        })
    }

    /// What has an id; of several kinds all.
    fn called(&self, id: &str) -> Result<Vec<(&Definition, &Layered)>, Stop> {
        let full = |it: &Layered| format!("{}.{}", it.kind, it.id);
        let mut found: Vec<_> =
            self.elements().filter(|(_, it)| it.id == id || full(it) == id).collect();
        // What packs are held to comes after what they say.
        found.sort_by_key(|(_, it)| it.kind == "topic");
        if !found.is_empty() {
            return Ok(found);
        }
        let names: Vec<String> = match id.split_once('.') {
            Some((kind, _)) if self.layered.iter().any(|it| it.kind == kind) => {
                self.layered.iter().filter(|it| it.kind == kind).map(full).collect()
            }
            _ => self.layered.iter().flat_map(|it| [it.id.clone(), full(it)]).collect(),
        };
        let near = nearest(id, names.iter().map(String::as_str))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Err(Stop::Usage(format!("the pack `{}` defines no `{id}`{near}", self.pack)))
    }

    /// One thing: what is written, by which law, and what other packs say of it.
    fn element(
        &self,
        definition: &Definition,
        layered: &Layered,
        resolved: bool,
        out: &mut dyn Write,
    ) -> Result<(), Stop> {
        let name = format!("{}.{}", layered.kind, layered.id);
        match &layered.title {
            Some(words) => title(out, &format!("{name}: {words}"))?,
            None => title(out, &name)?,
        }
        let Some(layer) = layered.layers.last() else {
            return Ok(());
        };
        writeln!(out, "{}\n", at(&layer.place))?;
        if resolved {
            self.keys(definition, layered, out)?;
        } else {
            for line in self.text(&layer.place) {
                writeln!(out, "{line}")?;
            }
        }
        self.packs(layered, out)?;
        self.law(layered, out)?;
        Ok(())
    }

    /// Its keys with all that the pack builds on, each with where it comes from.
    fn keys(
        &self,
        definition: &Definition,
        layered: &Layered,
        out: &mut dyn Write,
    ) -> Result<(), Stop> {
        writeln!(out, "{}", definition.heading)?;
        for (line, place) in &definition.keys {
            write!(out, "{line}  # {}:{}", place.file, place.line)?;
            for (_, below) in replaced(layered).filter(|(above, _)| *above == place) {
                write!(out, ", in place of {}:{}", below.file, below.line)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// The lines of a definition as they are written, a remark above it included.
    fn text(&self, place: &Place) -> Vec<&str> {
        let named = |(name, _): &(&str, &str)| *self.sources.name(name) == *place.file;
        let Some((_, text)) = self.sources.pairs().find(named) else {
            return Vec::new();
        };
        let line_of =
            |byte: usize| text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count();
        let (first, last) = (line_of(place.start), line_of(place.end));
        let lines: Vec<&str> = text.lines().collect();
        let above = lines.iter().take(first).rev();
        let remarks = above.take_while(|line| line.starts_with('#')).count();
        lines.get(first.saturating_sub(remarks)..=last).unwrap_or_default().to_vec()
    }

    /// Which other packs say something of it.
    fn packs(&self, layered: &Layered, out: &mut dyn Write) -> Result<(), Stop> {
        let Some((top, below)) = layered.layers.split_last() else {
            return Ok(());
        };
        if below.is_empty() && top.pack == self.pack && layered.above.is_empty() {
            return Ok(());
        }
        heading(out, "Packs")?;
        if top.pack != self.pack {
            let place = at(&top.place);
            item(out, &format!("{} has it from {} as it stands ({place})", self.pack, top.pack))?;
        }
        for (at_layer, layer) in below.iter().enumerate() {
            let over = &layered.layers[at_layer + 1..];
            let is_replaced = |key: &&(String, Place)| {
                over.iter().any(|layer| layer.keys.iter().any(|(name, _)| *name == key.0))
            };
            let (gone, kept): (Vec<_>, Vec<_>) = layer.keys.iter().partition(is_replaced);
            let mut said = format!("{} ({}) gives ", layer.pack, at(&layer.place));
            said.push_str(&if kept.is_empty() { "nothing".to_owned() } else { names(&kept) });
            if !gone.is_empty() {
                said.push_str(&format!("; {} overrides {}", self.pack, names(&gone)));
            }
            item(out, &said)?;
        }
        for layer in &layered.above {
            let has = |key: &&(String, Place)| {
                layered.layers.iter().any(|below| below.keys.iter().any(|(name, _)| *name == key.0))
            };
            let (over, more): (Vec<_>, Vec<_>) = layer.keys.iter().partition(has);
            let mut said = format!("{} ({})", layer.pack, at(&layer.place));
            if !over.is_empty() {
                said.push_str(&format!(" overrides {}", names(&over)));
            }
            if !more.is_empty() {
                let word = if over.is_empty() { " adds" } else { ", adds" };
                said.push_str(&format!("{word} {}", names(&more)));
            }
            item(out, &said)?;
        }
        Ok(())
    }

    /// Each law that it cites; of a law, what rests on it.
    fn law(&self, layered: &Layered, out: &mut dyn Write) -> Result<(), Stop> {
        if !layered.law.is_empty() {
            heading(out, "Law")?;
            if self.laws.is_none() {
                item(out, &layered.law.join(", "))?;
                plain(
                    out,
                    &format!("The pack has mistakes: see `recoup pack check {}`.", self.pack),
                )?;
            }
        }
        for law in self.laws(layered) {
            let Law { id, short, url, checked, tier, .. } = law;
            let cite = with_tier(short, *tier);
            item(out, &format!("{cite}, {}, checked {checked} ({id})", tier_word(*tier)))?;
            // An address on a line of its own can be clicked and copied.
            writeln!(out, "      {url}")?;
        }
        if layered.kind == "law" {
            heading(out, "Rests on it")?;
            let mut any = false;
            for other in self.layered.iter().filter(|it| it.law.contains(&layered.id)) {
                any = true;
                let place = other.layers.last().map_or_else(String::new, |it| at(&it.place));
                item(out, &format!("{}.{} ({place})", other.kind, other.id))?;
            }
            if !any {
                item(out, "nothing")?;
            }
        }
        Ok(())
    }

    fn laws<'a>(&'a self, layered: &'a Layered) -> impl Iterator<Item = &'a Law> {
        let laws = self.laws.as_deref().unwrap_or_default();
        layered.law.iter().filter_map(|id| laws.iter().find(|law| law.id == *id))
    }

    fn json<'a>(&'a self, definition: &'a Definition, layered: &'a Layered) -> Element<'a> {
        let keys = definition.keys.iter().map(|(toml, place)| Key { toml, place }).collect();
        Element { keys, layered, laws: self.laws(layered).collect() }
    }
}

/// Each key that took the place of one further down: both places.
fn replaced(layered: &Layered) -> impl Iterator<Item = (&Place, &Place)> {
    let top = |name: &str, over: &[Layer]| -> Option<usize> {
        over.iter().rposition(|layer| layer.keys.iter().any(|(key, _)| key == name))
    };
    layered.layers.iter().enumerate().flat_map(move |(at, layer)| {
        let over = &layered.layers[at + 1..];
        layer.keys.iter().filter_map(move |(name, below)| {
            let layer = &over[top(name, over)?];
            let (_, above) = layer.keys.iter().find(|(key, _)| key == name)?;
            Some((above, below))
        })
    })
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

fn names(keys: &[&(String, Place)]) -> String {
    let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
    names.join(", ")
}
