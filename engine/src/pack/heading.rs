//! Slips of the hand in the heading of a definition, each told as what it is: what
//! else would be said of it leads astray.

use crate::diagnostic::Code;
use crate::grammar::{self, Need};
use crate::source::{Findings, Node, Table, Text, Value};

/// So like must an id be to another to be the same, misspelt.
const LIKE: f64 = 0.7;

/// Whether a definition is none of its own, but adds to one whose id is misspelt:
/// `[event.apeal_filed]` with `counts_when` alone. That is reported.
pub(super) fn adds_to_nothing(
    findings: &Findings<'_>,
    kind: &str,
    all: &Table,
    id: &Text,
    node: &Node,
) -> bool {
    let Some(first) = first_needed(kind) else { return false };
    let (Some(grammar), Value::Table(table)) = (grammar::kind(kind), &node.value) else {
        return false;
    };
    let is_whole = |node: &Node| has(node, first);
    // Where a key is misspelt, it may be the one that is missing.
    if is_whole(node) || table.0.iter().any(|(key, _)| grammar.key(&key.value).is_none()) {
        return false;
    }
    let others = all.0.iter().filter(|(_, other)| is_whole(other)).map(|(id, _)| id.value.as_str());
    let like = |other: &&str| strsim::normalized_damerau_levenshtein(&id.value, other) >= LIKE;
    let near: Vec<&str> = others.filter(like).collect();
    if near.is_empty() {
        return false;
    }
    let message =
        format!("there is no `{}` in `{kind}` to add to, and a new one needs `{first}`", id.value);
    findings
        .error(Code::MissingKey, id.at, message)
        .expected(format!("the id of what this adds to, or `{first}`"))
        .nearest(&id.value, near)
        .keep();
    true
}

/// Definitions within another, and what is left of that one.
pub(super) struct Dotted<'n> {
    pub(super) found: Vec<(Text, &'n Node)>,
    pub(super) left: Option<Node>,
}

/// The definitions that TOML puts within another because their ids have dots and
/// stand without quotes: `[law.code-1.2]` is a table `2` of `code-1`. They are
/// reported, and given with their whole ids.
pub(super) fn dotted<'n>(
    findings: &Findings<'_>,
    kind: &str,
    id: &Text,
    node: &'n Node,
) -> Option<Dotted<'n>> {
    let (Some(first), Value::Table(table)) = (first_needed(kind), &node.value) else { return None };
    let grammar = grammar::kind(kind)?;
    // The ids of no other kinds may have dots.
    if !matches!(kind, "law" | "form") {
        return None;
    }
    let mut found = Vec::new();
    let mut left = Table::default();
    for (key, inner) in &table.0 {
        let before = found.len();
        if grammar.key(&key.value).is_none() {
            let id = Text { value: format!("{}.{}", id.value, key.value), at: key.at };
            dig(id, inner, first, &mut found);
        }
        if found.len() == before {
            left.0.push((key.clone(), inner.clone()));
        }
    }
    if found.is_empty() {
        return None;
    }
    for (id, _) in &found {
        findings
            .error(Code::BadId, id.at, format!("the id `{}` has a dot and no quotes", id.value))
            .expected(format!("`[{kind}.\"{}\"]`", id.value))
            .keep();
    }
    let left = (!left.0.is_empty()).then_some(Node { value: Value::Table(left), at: node.at });
    Some(Dotted { found, left })
}

/// Goes down through tables to those that are whole definitions.
fn dig<'n>(id: Text, node: &'n Node, first: &str, found: &mut Vec<(Text, &'n Node)>) {
    if has(node, first) {
        found.push((id, node));
    } else if let Value::Table(table) = &node.value {
        for (key, inner) in &table.0 {
            let id = Text { value: format!("{}.{}", id.value, key.value), at: key.at };
            dig(id, inner, first, found);
        }
    }
}

/// The first of the keys that a definition must have.
fn first_needed(kind: &str) -> Option<&'static str> {
    let keys = grammar::kind(kind)?.keys;
    keys.iter().find(|key| matches!(key.need, Need::Always)).map(|key| key.name)
}

fn has(node: &Node, key: &str) -> bool {
    matches!(&node.value, Value::Table(table) if table.get(key).is_some())
}
