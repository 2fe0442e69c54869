//! What one jurisdiction says of the topics that all are compared by.

use serde::Serialize;

use super::{Description, Figure, Period, Procedure};
use crate::date::Day;
use crate::graph::Pack;
use crate::pack::Category;

/// What a jurisdiction says of one topic.
#[derive(Debug, Serialize)]
pub struct Compared<'p> {
    /// The topic's title.
    pub title: &'p str,
    /// What it says; nothing where it does not speak of the topic.
    pub cells: Vec<Cell<'p>>,
}

/// One answer: a time, a remedy or a number.
#[derive(Debug, Serialize)]
pub struct Cell<'p> {
    /// What kind of thing it is.
    pub kind: Category,
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// In words: `30 days from “Notice of entry of judgment served”`.
    pub text: String,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

impl Pack {
    /// The topics that jurisdictions are compared by, each with what this one
    /// says of it, as the law is on a day.
    ///
    /// ```
    /// use recoup_engine::Library;
    ///
    /// # let library = Library::from_sources([("us-zz/pack.toml", r#"
    /// #     [pack]
    /// #     id = "us-zz"
    /// #     name = "Nowhere"
    /// #     version = "2026-11-21"
    /// #     [event.judgment_entered]
    /// #     title = "Judgment entered"
    /// #     [counting.plain]
    /// #     title = "As it falls"
    /// #     last_day = "as it falls"
    /// #     [period.appeal]
    /// #     title = "Time to appeal"
    /// #     starts = "judgment_entered"
    /// #     length = "30 days"
    /// #     counted = "plain"
    /// #     law = ["code-1"]
    /// #     [law.code-1]
    /// #     cite = "Nowhere Code § 1"
    /// #     url = "https://example.org/code/1"
    /// #     checked = 2026-11-21
    /// #     tier = "primary"
    /// #     [topic.appeal]
    /// #     title = "Appeal"
    /// #     covers = ["period.appeal"]
    /// #     compare = ["period.appeal"]
    /// # "#)])?;
    /// let pack = library.pack("us-zz").unwrap();
    /// let compared = pack.compared(&pack.describe(), "2026-11-22".parse()?);
    /// let said = &compared[0].cells[0].text;
    /// assert!(said.starts_with("30 days from “Judgment entered”; a last day does not move"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compared<'p>(&'p self, described: &Description<'p>, on: Day) -> Vec<Compared<'p>> {
        let topics = self.topics.iter().filter(|topic| !topic.compare.is_empty());
        topics
            .map(|topic| Compared {
                title: &topic.title,
                cells: topic
                    .compare
                    .iter()
                    .filter_map(|named| cell(described, named.kind, named.id.as_deref()?, on))
                    .collect(),
            })
            .collect()
    }
}

fn cell<'p>(described: &Description<'p>, kind: Category, id: &str, on: Day) -> Option<Cell<'p>> {
    match kind {
        Category::Period => {
            let period = described.periods.iter().find(|one| one.id == id)?;
            let mut law = period.law.clone();
            for id in period.versions.iter().flat_map(|version| &version.law) {
                if !law.contains(id) {
                    law.push(id);
                }
            }
            Some(Cell { kind, id: period.id, title: period.title, text: of_period(period), law })
        }
        Category::Procedure => {
            let one = described.procedures.iter().find(|one| one.id == id)?;
            let law = one.law.clone();
            Some(Cell { kind, id: one.id, title: one.title, text: of_procedure(one), law })
        }
        Category::Figure => {
            let figure = described.figures.iter().find(|one| one.id == id)?;
            let law = figure.law.clone();
            Some(Cell {
                kind,
                id: figure.id,
                title: figure.title,
                text: of_figure(figure, on),
                law,
            })
        }
        _ => None,
    }
}

fn of_period(period: &Period<'_>) -> String {
    let mut parts: Vec<String> = period.term.iter().map(|term| period.briefly(term)).collect();
    for version in &period.versions {
        parts.push(format!("if {}: {}", version.when, period.briefly(&version.term)));
    }
    let mut terms = period.term.iter().chain(period.versions.iter().map(|one| &one.term));
    if let Some(last) = terms.find_map(|term| term.last_day) {
        parts.push(format!("a last day {last}"));
    }
    if !period.readings.is_empty() {
        parts.push("some read the law otherwise".to_owned());
    }
    format!("{}.", parts.join("; "))
}

fn of_procedure(procedure: &Procedure<'_>) -> String {
    match (procedure.unavailable, procedure.instead, procedure.court_decides) {
        (true, Some(instead), _) => format!("does not exist. {instead}"),
        (true, None, _) => "does not exist.".to_owned(),
        (false, _, true) => "yes; a judge decides.".to_owned(),
        (false, _, false) => "yes.".to_owned(),
    }
}

/// So many values of a figure are told side by side; its table has all of them.
const VALUES: usize = 3;

/// The values that are the law on a day.
fn of_figure(figure: &Figure<'_>, on: Day) -> String {
    let of_the_day = figure.values.iter().filter(|value| value.from <= on && on <= value.until);
    let mut said: Vec<String> = Vec::new();
    for value in of_the_day {
        match &value.when {
            None => {
                let otherwise = if said.is_empty() { "" } else { "else " };
                said.push(format!("{otherwise}{}", value.amount));
                // No later one is ever taken.
                break;
            }
            Some(when) => said.push(format!("if {when}: {}", value.amount)),
        }
    }
    if said.len() > VALUES {
        let more = said.len() - VALUES;
        said.truncate(VALUES);
        said.push(format!("{more} more in other cases"));
    }
    format!("{}.", said.join("; "))
}
