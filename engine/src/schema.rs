//! JSON Schemas of a pack's files, of a case and of an example, for editors that
//! complete and explain what is written in them.
//!
//! Made of the [`grammar`], in the draft (07) that the tools for
//! TOML understand. Knows the grammar and, for the cases of one pack, its names.
//! Must not know how anything is read.
//!
//! **Invariant:** a schema never refuses what the readers accept. It refuses less
//! than they do: names, conditions and starting points are for `recoup pack
//! check`. A definition may be the part that a state changes in one of the
//! packs below it, so that of the keys of a definition none is required; within
//! the tables of a definition, which are replaced whole, they are. Held by
//! `tests/tests/schemas.rs`.

use serde_json::{Map, Value, json};

use crate::grammar::{self, CASE, EXAMPLE, EXPECT_ERROR, Key, PACK, Shape, Table};
use crate::graph::{Kind, Pack};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a file of a pack.
///
/// ```
/// let schema = recoup_engine::schema::pack();
/// let law = &schema["definitions"]["law"]["properties"];
/// assert_eq!(law["checked"]["format"], "date");
/// assert_eq!(law["tier"]["enum"][0], "primary");
/// ```
pub fn pack() -> Value {
    let mut all = Definitions::default();
    let mut properties = Map::new();
    properties.insert("pack".to_owned(), all.table("pack", &PACK));
    for (kind, table) in grammar::KINDS {
        let definition = all.table(kind, table);
        properties.insert(
            kind.to_owned(),
            json!({
                "type": "object",
                "description": prose(table.meaning),
                "propertyNames": { "pattern": id_pattern(kind) },
                "additionalProperties": definition,
            }),
        );
        // A state may change a few keys of what a pack below it defines.
        if let Some(Value::Object(definition)) = all.0.get_mut(kind) {
            definition.remove("required");
        }
    }
    all.schema(
        "A file of a pack of recoup",
        "Some of the law of a jurisdiction. How a pack is cut into files is free.",
        json!({ "properties": properties, "additionalProperties": false }),
    )
}

/// The schema of an example beside a pack.
///
/// ```
/// let schema = recoup_engine::schema::example();
/// assert!(schema["properties"]["expect"].is_object());
/// ```
pub fn example() -> Value {
    let mut all = Definitions::default();
    let mut top = all.content("", &EXAMPLE);
    top.remove("type");
    // A day on which there must be no answer is an expectation with other keys.
    let error = all.content("", &EXPECT_ERROR);
    if let Some(expect) = all.0.get_mut("expect") {
        expect["properties"]["error"] = error["properties"]["error"].clone();
        let names: Vec<&str> = EXPECT_ERROR.keys.iter().map(|key| key.name).collect();
        expect["dependencies"] = json!({ "error": { "propertyNames": { "enum": names } } });
    }
    all.schema("An example of recoup", EXAMPLE.meaning, Value::Object(top))
}

/// The schema of a case; with a pack, of the cases of its jurisdiction, with the
/// facts, events and attributes that there are.
///
/// ```
/// use recoup_engine::{Library, schema};
///
/// let library = Library::from_sources([("us-zz/pack.toml", r#"
/// [pack]
/// id = "us-zz"
/// name = "Nowhere"
/// version = "2026-11-21"
///
/// [event.judgment_entered]
/// title = "Judgment entered"
///
/// [event.writ_issued]
/// title = "Writ issued"
/// "#)])?;
/// let schema = schema::case(library.pack("us-zz"));
/// let what = &schema["definitions"]["event"]["properties"]["what"];
/// assert_eq!(what["enum"], serde_json::json!(["writ_issued"]));
/// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
/// ```
pub fn case(pack: Option<&Pack>) -> Value {
    let mut all = Definitions::default();
    let mut top = all.content("", &CASE);
    top.remove("type");
    let title = match pack {
        None => "A case of recoup".to_owned(),
        Some(pack) => {
            of_pack(&mut top, &mut all, pack);
            format!("A case of recoup in {}", pack.name)
        }
    };
    all.schema(&title, CASE.meaning, Value::Object(top))
}

/// Puts the names of a pack into the schema of a case.
fn of_pack(top: &mut Map<String, Value>, all: &mut Definitions, pack: &Pack) {
    top["properties"]["jurisdiction"]["enum"] = json!([pack.id]);
    let mut facts = Map::new();
    for (id, kind) in pack.facts() {
        let fact = pack.facts.iter().find(|fact| fact.id == id);
        let about = fact.map_or("", |fact| fact.ask.as_str());
        facts.insert(id.to_owned(), of_kind(kind, about, pack));
    }
    if let Some(court) = facts.get("court") {
        top["properties"]["court"] = court.clone();
    }
    let facts = Value::Object(facts);
    top["properties"]["debtor"]["additionalProperties"]["properties"] = facts.clone();
    top["properties"]["debtor"]["additionalProperties"]["additionalProperties"] = json!(false);
    top["properties"]["facts"]["properties"] = facts;
    top["properties"]["facts"]["additionalProperties"] = json!(false);

    let Some(event) = all.0.get_mut("event") else { return };
    let recorded: Vec<_> =
        pack.events.iter().filter(|event| pack.events().any(|id| id == event.id)).collect();
    let ids: Vec<&str> = recorded.iter().map(|event| event.id.as_str()).collect();
    let titles: Vec<&str> = recorded.iter().map(|event| event.title.as_str()).collect();
    let what = &mut event["properties"]["what"];
    what["enum"] = json!(ids);
    what["x-taplo"] = json!({ "docs": { "enumValues": titles } });
    if let Some(what) = what.as_object_mut() {
        what.remove("examples");
        what.remove("pattern");
    }
    let mut takers = Map::new();
    for attribute in &pack.attributes {
        let takes =
            |id: &&&str| pack.attributes_of(id).any(|(taken, _)| taken == attribute.id.as_str());
        let of: Vec<&str> = ids.iter().filter(takes).copied().collect();
        if !of.is_empty() {
            event["properties"][&attribute.id] = of_kind(&attribute.kind, &attribute.title, pack);
            let only = json!({ "properties": { "what": { "enum": of } } });
            takers.insert(attribute.id.clone(), only);
        }
    }
    event["dependencies"] = Value::Object(takers);
    event["additionalProperties"] = json!(false);
}

/// The schema of a value of a fact or an attribute.
fn of_kind(kind: &Kind, about: &str, pack: &Pack) -> Value {
    let mut schema = match kind {
        Kind::YesNo { yes, no } => {
            let about = format!("{about}\n\n- `true`: {yes}\n- `false`: {no}");
            return json!({ "type": "boolean", "description": about });
        }
        Kind::Choice(values) => {
            let words: Vec<&str> = values.iter().map(|(word, _)| word.as_str()).collect();
            let sentences: Vec<&str> = values.iter().map(|(_, text)| text.as_str()).collect();
            json!({ "enum": words, "x-taplo": { "docs": { "enumValues": sentences } } })
        }
        Kind::Amount => shape(&Shape::Amount),
        Kind::EventName => {
            let ids: Vec<&str> = pack.events.iter().map(|event| event.id.as_str()).collect();
            json!({ "enum": ids })
        }
        Kind::Free => json!({ "type": "string" }),
    };
    schema["description"] = json!(about);
    schema
}

/// The tables that have been described so far, by name.
#[derive(Default)]
struct Definitions(Map<String, Value>);

impl Definitions {
    /// The whole schema: these definitions and what stands at the top.
    fn schema(self, title: &str, about: &str, mut top: Value) -> Value {
        top["$schema"] = json!(DRAFT);
        top["title"] = json!(title);
        top["description"] = json!(about);
        top["type"] = json!("object");
        top["definitions"] = Value::Object(self.0);
        top
    }

    /// Describes a table under a name; gives the reference to it.
    fn table(&mut self, name: &str, table: &'static Table) -> Value {
        if !self.0.contains_key(name) {
            let content = self.content(name, table);
            self.0.insert(name.to_owned(), Value::Object(content));
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    /// What may stand in a table. The tables within it are described on the way.
    fn content(&mut self, name: &str, table: &'static Table) -> Map<String, Value> {
        let mut properties = Map::new();
        for key in table.keys {
            properties.insert(key.name.to_owned(), self.key(name, key));
        }
        let needed: Vec<&str> =
            table.keys.iter().filter(|key| key.needed()).map(|key| key.name).collect();
        let others = if table.open { shape(&Shape::Anything) } else { json!(false) };
        let mut content = Map::new();
        content.insert("type".to_owned(), json!("object"));
        content.insert("description".to_owned(), json!(prose(table.meaning)));
        content.insert("properties".to_owned(), Value::Object(properties));
        content.insert("additionalProperties".to_owned(), others);
        if !needed.is_empty() {
            content.insert("required".to_owned(), json!(needed));
        }
        content
    }

    /// The value of a key. What is a table of its own is described beside, and one
    /// table may stand for a list of one.
    fn key(&mut self, parent: &str, key: &'static Key) -> Value {
        // What holds a period open is the same in a reading.
        let name = match (parent, key.name) {
            ("", name) => name.to_owned(),
            (_, "only_if" | "open") => "clause".to_owned(),
            (_, "held_open") => "period.held_open".to_owned(),
            (parent, name) => format!("{parent}.{name}"),
        };
        let mut schema = match key.shape {
            Shape::Table(table) => return self.table(&name, table),
            Shape::Tables(table) => {
                let one = self.table(&name, table);
                json!({
                    "type": ["array", "object"],
                    "items": one,
                    "if": { "type": "object" },
                    "then": one,
                })
            }
            Shape::TextsOrTables(table) => {
                let one = self.table(&name, table);
                self.0[&name]["type"] = json!(["string", "object"]);
                json!({
                    "type": ["array", "string", "object"],
                    "items": one,
                    "if": { "type": ["string", "object"] },
                    "then": one,
                })
            }
            Shape::Named(table) => json!({
                "type": "object",
                "propertyNames": { "pattern": id_pattern(key.name) },
                "additionalProperties": self.table(&name, table),
            }),
            ref other => shape(other),
        };
        let mut about = prose(key.meaning);
        if !key.question.is_empty() {
            about.push_str(&format!("\n\n*{}*", key.question));
        }
        schema["description"] = json!(about);
        if let Some(example) = value(key.example) {
            schema["examples"] = json!([example]);
        }
        schema
    }
}

/// The schema of a value that is no table. The tools show a date of TOML as its
/// text.
fn shape(shape: &Shape) -> Value {
    const SOMETHING: &str = r"\S";
    const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    const LENGTH: &str = "[0-9,]*[0-9][0-9,]*\\s+((court )?days?|weeks?|months?|years?)";
    match shape {
        Shape::Text | Shape::Id | Shape::Condition | Shape::StartingPoint | Shape::Event => {
            json!({ "type": "string", "pattern": SOMETHING })
        }
        Shape::Texts | Shape::Ids | Shape::Events => {
            json!({ "type": ["array", "string"], "items": { "type": "string" } })
        }
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        // An amount may stand in quotes, to keep it exact.
        Shape::Amount => json!({ "type": ["number", "string"], "pattern": "[0-9]" }),
        Shape::AmountOrNotKnown => {
            json!({ "type": ["number", "string"], "pattern": "[0-9]|^not known$" })
        }
        Shape::Day | Shape::DayAsText => {
            json!({ "type": "string", "format": "date" })
        }
        Shape::Anything => json!({ "type": ["string", "number", "boolean"] }),
        Shape::Word(words) => json!({ "type": "string", "enum": words }),
        Shape::Length => json!({ "type": "string", "pattern": format!("^\\s*{LENGTH}\\s*$") }),
        Shape::Duration => {
            let pattern = format!("^\\s*{LENGTH}\\s*$|^open$|^not known$");
            json!({ "type": "string", "pattern": pattern })
        }
        Shape::Address => json!({ "type": "string", "pattern": "^https?://[^ ]*\\.[^ ]*$" }),
        Shape::Holiday => {
            let weekday = "(first|second|third|fourth|fifth|last)\\s+\\S+day\\s+of\\s+\\S+";
            let pattern = format!(
                "^\\s*(day\\s+after\\s+)*({weekday}|[0-9+]+\\s+\\S+|Good\\s+Friday)\\s*$|{DATE}"
            );
            json!({ "type": "string", "pattern": pattern })
        }
        Shape::Sentences => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        Shape::Values => {
            let any = self::shape(&Shape::Anything);
            json!({ "type": "object", "additionalProperties": any })
        }
        Shape::ValuesOrLists => {
            let any = self::shape(&Shape::Anything);
            let list = json!({ "type": "array", "items": any });
            json!({ "type": "object", "additionalProperties": { "anyOf": [any, list] } })
        }
        Shape::NamedValues => {
            let values = self::shape(&Shape::Values);
            json!({ "type": "object", "additionalProperties": values })
        }
        Shape::Table(_) | Shape::Tables(_) | Shape::TextsOrTables(_) | Shape::Named(_) => {
            json!({})
        }
    }
}

fn id_pattern(kind: &str) -> &'static str {
    match kind {
        "law" | "form" => "^[A-Za-z0-9_.-]+$",
        _ => "^[a-z0-9_]+$",
    }
}

/// A meaning without its links, which lead nowhere outside the reference, and
/// with a capital, as a sentence of its own.
fn prose(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](").and_then(|(word, target)| {
            let (_, after) = target.split_once(')')?;
            Some((word, after)).filter(|_| !word.contains('['))
        });
        text.push_str(before);
        match link {
            Some((word, after)) => {
                text.push_str(word);
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => {
            let stop = if text.ends_with(['.', '?']) { "" } else { "." };
            format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
        }
        None => text,
    }
}

/// A value of TOML as JSON; none where nothing is written.
fn value(text: &str) -> Option<Value> {
    fn json_of(value: &toml::Value) -> Value {
        match value {
            toml::Value::Table(table) => {
                table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect()
            }
            toml::Value::Array(items) => items.iter().map(json_of).collect(),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => json!(flag),
            toml::Value::Datetime(day) => json!(day.to_string()),
        }
    }
    let table: toml::Table = format!("it = {text}").parse().ok()?;
    table.get("it").map(json_of)
}
