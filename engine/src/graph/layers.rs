//! Which pack says what of one thing. Packs lie over each other key by key: what
//! a state says of an event takes the place of what the foundation says, key for
//! key, and the rest stays.
//!
//! Knows the tables of packs and where they stand. Must not know what any key
//! means, but for `title`, `cite` and `law`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Library;
use super::library::{Read, chain, folders, merge, number};
use crate::diagnostic::{Diagnostics, Place};
use crate::source::{At, Files, Findings, Node, Table, Text, Value};

/// A thing that a pack has, and every pack that says something of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Layered {
    /// What kind of thing it is: `period`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its title; of a law, the citation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the packs say from which the pack asked about has it: the deepest
    /// first, the pack itself last, where it says anything of it.
    pub layers: Vec<Layer>,
    /// What packs say that build on the pack asked about, by their ids.
    pub above: Vec<Layer>,
    /// The ids of the laws that it cites anywhere in it, each once.
    pub law: Vec<String>,
}

/// What one pack says of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Layer {
    /// The pack.
    pub pack: String,
    /// The definition: line and column of its id, and its bytes up to its last value.
    pub place: Place,
    /// Its keys, each with its place.
    pub keys: Vec<(String, Place)>,
}

impl Library {
    /// Every thing that a pack has, with each pack that says something of it; for
    /// an unknown pack none.
    ///
    /// ```
    /// use recoup_engine::Library;
    ///
    /// let us = r#"
    /// pack = { id = "us", name = "All", version = "2026-11-21", foundation = true }
    /// event.appeal_filed = { title = "Appeal filed", ask = "When?" }
    /// "#;
    /// let zz = r#"
    /// pack = { id = "us-zz", name = "Nowhere", version = "2026-11-21", builds_on = ["us"] }
    /// event.appeal_filed = { title = "Notice of appeal filed", law = ["code-1"] }
    /// "#;
    /// let sources = [("us/pack.toml", us), ("us-zz/pack.toml", zz)];
    /// let events = Library::layered(sources, "us-zz")?;
    /// let said_by: Vec<&str> = events[0].layers.iter().map(|layer| layer.pack.as_str()).collect();
    /// assert_eq!(said_by, ["us", "us-zz"]);
    /// assert_eq!(events[0].title.as_deref(), Some("Notice of appeal filed"));
    /// assert_eq!(events[0].law, ["code-1"]);
    ///
    /// let below = Library::layered(sources, "us")?;
    /// assert_eq!(below[0].above[0].pack, "us-zz");
    /// # Ok::<(), recoup_engine::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What stops the files of the pack from being read; what they say is not checked.
    pub fn layered<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
        id: &str,
    ) -> Result<Vec<Layered>, Diagnostics> {
        let folders = folders(sources);
        let (files, numbered) = number(&folders);
        let findings = Findings::new(&files);
        let mut read = BTreeMap::new();
        let mut list = Vec::new();
        if numbered.contains_key(id)
            && let Some((order, _)) = chain(&findings, &numbered, &mut read, id)
            && let Some((merged, _)) = merge(&read, &order)
        {
            let above: Vec<String> = folders
                .keys()
                .filter(|other| {
                    // What is wrong with other packs is not asked here.
                    let aside = Findings::new(&files);
                    let chain = chain(&aside, &numbered, &mut read, other);
                    **other != id && chain.is_some_and(|(order, _)| order.iter().any(|it| it == id))
                })
                .map(|other| (*other).to_owned())
                .collect();
            for (kind, node) in &merged.0 {
                let Value::Table(definitions) = &node.value else { continue };
                for (name, definition) in &definitions.0 {
                    let in_pack = |pack: &String| layer(&files, &read, pack, &kind.value, name);
                    let mut law = Vec::new();
                    cited(definition, &mut law);
                    list.push(Layered {
                        kind: kind.value.clone(),
                        id: name.value.clone(),
                        title: title(definition),
                        layers: order.iter().filter_map(in_pack).collect(),
                        above: above.iter().filter_map(in_pack).collect(),
                        law,
                    });
                }
            }
        }
        findings.or_errors(list)
    }
}

/// What one pack says of a thing, if anything.
fn layer(
    files: &Files,
    read: &BTreeMap<String, Option<Read>>,
    pack: &str,
    kind: &str,
    id: &Text,
) -> Option<Layer> {
    let Value::Table(definitions) = &read.get(pack)?.as_ref()?.tables.get(kind)?.value else {
        return None;
    };
    let (name, definition) = definitions.0.iter().find(|(name, _)| name.value == id.value)?;
    let at = At { end: last(definition).max(name.at.end), ..name.at };
    let keys = match &definition.value {
        Value::Table(keys) => {
            keys.0.iter().map(|(key, _)| (key.value.clone(), files.place(key.at))).collect()
        }
        _ => Vec::new(),
    };
    Some(Layer { pack: pack.to_owned(), place: files.place(at), keys })
}

/// The byte after the last of a value and all that is in it.
fn last(node: &Node) -> u32 {
    let within = match &node.value {
        Value::Table(Table(entries)) => entries.iter().map(|(_, node)| last(node)).max(),
        Value::List(items) => items.iter().map(last).max(),
        _ => None,
    };
    within.unwrap_or_default().max(node.at.end)
}

fn title(definition: &Node) -> Option<String> {
    let Value::Table(keys) = &definition.value else { return None };
    match &keys.get("title").or_else(|| keys.get("cite"))?.value {
        Value::Text(title) => Some(title.clone()),
        _ => None,
    }
}

/// The ids under each `law` in a definition.
fn cited(node: &Node, law: &mut Vec<String>) {
    match &node.value {
        Value::Table(Table(entries)) => {
            for (key, node) in entries {
                if key.value == "law" {
                    texts(node, law);
                } else {
                    cited(node, law);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| cited(item, law)),
        _ => {}
    }
}

fn texts(node: &Node, law: &mut Vec<String>) {
    match &node.value {
        Value::Text(id) if !law.contains(id) => law.push(id.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, law)),
        _ => {}
    }
}
