//! Mistakes as SARIF 2.1.0, the form in which tools that check code hand on what
//! they found.
//!
//! Only what there is something to say for; the schema has much more. Held to
//! that schema by `cli/tests/workbench/check.rs`.

use recoup_engine::Diagnostics;
use recoup_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use serde::Serialize;

use super::{end_column, in_one};
use crate::codes;

/// One run of the program: what it can find, and what it found.
#[derive(Serialize)]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

/// All mistakes, as one run.
pub(crate) fn log(diagnostics: &Diagnostics, sources: &[(String, String)]) -> Log {
    let rules = Code::ALL.iter().map(|code| {
        let page = codes::page(*code).unwrap_or(code.meaning());
        Rule {
            id: code.name(),
            short_description: Message::of(code.meaning()),
            help: Message { text: page.to_owned(), markdown: Some(page) },
        }
    });
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        rules: rules.collect(),
    };
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            // Columns count characters, not bytes or halves of UTF-16.
            column_kind: "unicodeCodePoints",
            results: diagnostics.0.iter().map(|one| finding(one, sources)).collect(),
        }],
    }
}

fn finding(one: &Diagnostic, sources: &[(String, String)]) -> Finding {
    let related = one.related.iter().enumerate().map(|(at, (place, word))| Location {
        id: Some(at + 1),
        message: Some(Message::of(word)),
        ..Location::of(place, sources)
    });
    Finding {
        rule_id: one.code.name(),
        rule_index: Code::ALL.iter().position(|code| *code == one.code),
        level: match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Message::of(&in_one(one)),
        locations: [Location::of(&one.place, sources)],
        related_locations: related.collect(),
    }
}

impl Message {
    fn of(text: &str) -> Message {
        Message { text: text.to_owned(), markdown: None }
    }
}

impl Location {
    fn of(place: &Place, sources: &[(String, String)]) -> Location {
        let region = Region {
            start_line: place.line,
            start_column: place.column,
            end_column: end_column(place, sources),
        };
        let artifact_location = ArtifactLocation { uri: uri(&place.file) };
        let physical_location = PhysicalLocation { artifact_location, region };
        Location { id: None, physical_location, message: None }
    }
}

/// A path as an address: relative as it is, from the root on as a file.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        // What RFC 3986 leaves unreserved, and what stands between folders.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(uri("./my rules/us-zz/§ 1.toml"), "my%20rules/us-zz/%C2%A7%201.toml");
        assert_eq!(uri("/rules/us-zz/a#b.toml"), "file:///rules/us-zz/a%23b.toml");
    }
}
