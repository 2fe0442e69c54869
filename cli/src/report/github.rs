//! Mistakes as workflow commands: GitHub shows each beside the line of a pull
//! request that it is about.

use recoup_engine::Diagnostics;
use recoup_engine::diagnostic::Severity;

use super::{end_column, in_one};

/// All mistakes, a line each.
pub(crate) fn render(diagnostics: &Diagnostics, sources: &[(String, String)]) -> String {
    let mut text = String::new();
    for one in &diagnostics.0 {
        let command = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = &one.place;
        let mut said = in_one(one);
        for (place, word) in &one.related {
            said.push_str(&format!("\n{word}: {place}"));
        }
        let end = end_column(place, sources).unwrap_or(place.column);
        text.push_str(&format!(
            "::{command} file={},line={},endLine={},col={},endColumn={end},title={}::{}\n",
            // From the top of the repository on, without a word for here.
            property(place.file.strip_prefix("./").unwrap_or(&place.file)),
            place.line,
            place.line,
            place.column,
            property(one.code.name()),
            data(&said),
        ));
    }
    text
}

/// The text of a command: on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command: without what separates properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_is_written_otherwise() {
        assert_eq!(data("100 %: a, b\r\nc"), "100 %25: a, b%0D%0Ac");
        assert_eq!(property("a:b,c%2C"), "a%3Ab%2Cc%252C");
    }
}
