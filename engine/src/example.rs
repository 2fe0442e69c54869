//! Examples: cases with the answers that the law demands, kept beside the law.
//!
//! An example is a TOML file with a case and what is expected on named days.
//! It is read by lawyers, so it says things in words: `"available until
//! 2035-03-05"`.

use rust_decimal::Decimal;

use crate::assess::{Answer, Deadline, Standing};
use crate::case::{Matter, Statement};
use crate::date::Day;
use crate::diagnostic::{Code, Diagnostics};
use crate::graph::Library;
use crate::source::{At, Fields, Files, Findings, Node, Table, Text, Value, read_toml};

/// An example that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its title.
    pub title: String,
    /// The jurisdiction of its case.
    pub jurisdiction: String,
    /// On how many days it was asked.
    pub days: usize,
    /// How many things were expected.
    pub checks: usize,
}

/// Runs an example: reads its case, asks on each of its days, and compares.
///
/// # Errors
///
/// What is wrong with the file, or each expectation that does not hold, with
/// its place, what was found, and how it was counted.
pub fn run(library: &Library, name: &str, text: &str) -> Result<Held, Diagnostics> {
    let mut files = Files::default();
    let file = files.add(name, text);
    let findings = Findings::new(&files);
    let table = read_toml(&findings, file, text);
    let held = if findings.any_errors() { None } else { example(&findings, library, &table, file) };
    findings.or_errors(held)?.ok_or(Diagnostics(Vec::new()))
}

/// The case of an example and the days on which it is asked, if it can be read.
pub(crate) fn case_of<'p>(
    library: &'p Library,
    name: &str,
    text: &str,
) -> Option<(Matter<'p>, Vec<Day>)> {
    let mut files = Files::default();
    let file = files.add(name, text);
    let findings = Findings::new(&files);
    let table = read_toml(&findings, file, text);
    let start = At { file, start: 0, end: 0 };
    let mut f = Fields::new(&findings, &table, start, "an example");
    let case = match &f.take("case")?.value {
        Value::Table(case) => Statement::of_table(&findings, case, start),
        _ => return None,
    };
    let days = f.tables("expect").into_iter().filter_map(|(table, at)| {
        Fields::new(&findings, table, at, "an expectation").day("on").map(|on| on.value)
    });
    let days = days.collect();
    let matter = case.read_against(&findings, library)?;
    (!findings.any_errors()).then_some((matter, days))
}

fn example(findings: &Findings<'_>, library: &Library, table: &Table, file: u16) -> Option<Held> {
    let start = At { file, start: 0, end: 0 };
    let mut f = Fields::new(findings, table, start, "an example");
    let title = f.text_needed("title");
    let law = f.texts("law");
    f.text("note");
    let case = match f.take("case") {
        Some(Node { value: Value::Table(case), .. }) => {
            Some(Statement::of_table(findings, case, f.place_of("case")))
        }
        _ => {
            f.missing("case", "a table `[case]` with what a case file has");
            None
        }
    };
    let expectations = f.tables("expect");
    if expectations.is_empty() {
        f.missing("expect", "at least one `[[expect]]` with a day and what must be answered");
    }
    f.done();
    let matter = case?.read_against(findings, library)?;
    for id in &law {
        if !matter.pack().laws().iter().any(|law| law.id == id.value) {
            let known = matter.pack().laws().iter().map(|law| law.id.as_str());
            findings.unknown_name(id.at, "law", &id.value, known);
        }
    }
    let mut checks = 0;
    let days = expectations.len();
    for (table, at) in expectations {
        let mut f = Fields::new(findings, table, at, "an expectation");
        f.text("because");
        let on = f.day("on");
        if !f.has("on") {
            f.missing("on", "the day asked about, such as `on = 2025-04-10`");
        }
        let Some(on) = on else { continue };
        if f.has("error") {
            checks += expect_error(&mut f, &matter, on.value);
            f.done();
            continue;
        }
        match matter.evaluate(on.value) {
            Err(error) => {
                f.take("error");
                findings.error(Code::ExampleFailed, on.at, format!("{error}")).keep();
            }
            Ok(assessment) => {
                checks += compare(&mut f, &assessment.answer(on.value));
                f.done();
            }
        }
    }
    Some(Held { title: title?.value, jurisdiction: matter.pack().id.clone(), days, checks })
}

fn expect_error(f: &mut Fields<'_, '_, '_>, matter: &Matter<'_>, on: Day) -> usize {
    let Some(expected) = f.text("error") else {
        return 0;
    };
    match matter.evaluate(on) {
        Err(error) if error.to_string().contains(&expected.value) => {}
        Err(error) => {
            failed(f.findings, expected.at, "the answer", &expected.value, &error.to_string(), "")
        }
        Ok(_) => failed(f.findings, expected.at, "the answer", &expected.value, "an answer", ""),
    }
    1
}

/// Compares one day's answer with what is expected; gives how much was compared.
fn compare(f: &mut Fields<'_, '_, '_>, answer: &Answer<'_>) -> usize {
    let findings = f.findings;
    let mut checks = 0;
    for (id, node) in f.entries("statuses") {
        checks += 1;
        let Some(status) = answer.statuses.iter().find(|status| status.id == id.value) else {
            let known = answer.statuses.iter().map(|status| status.id);
            findings.unknown_name(id.at, "status", &id.value, known);
            continue;
        };
        let found = word(status.holds);
        let expected = match &node.value {
            Value::Flag(flag) => word(Some(*flag)),
            Value::Text(text) => text,
            _ => "?",
        };
        if expected != found {
            failed(findings, node.at, &id.value, expected, found, "");
        }
    }
    for (id, node) in f.entries("procedures") {
        checks += 1;
        let Some(procedure) = answer.procedures.iter().find(|one| one.id == id.value) else {
            let known = answer.procedures.iter().map(|one| one.id);
            findings.unknown_name(id.at, "procedure", &id.value, known);
            continue;
        };
        let mut found = procedure.state.name().to_owned();
        let expected = text_of(findings, node);
        for (word, day) in [("from", procedure.from), ("until", procedure.until)] {
            // A date is compared where one is expected.
            if let Some(day) = day
                && expected.contains(&format!(" {word} "))
            {
                found.push_str(&format!(" {word} {day}"));
            }
        }
        if expected != found {
            let why: Vec<&str> = procedure
                .reasons
                .iter()
                .filter(|reason| reason.holds != Some(true))
                .map(|reason| reason.text.as_str())
                .collect();
            failed(findings, node.at, &id.value, expected, &found, &why.join("; "));
        }
    }
    for (id, node) in f.entries("deadlines") {
        checks += 1;
        expect_deadline(findings, answer, id, node);
    }
    for (id, node) in f.entries("figures") {
        checks += 1;
        let expected = text_of(findings, node);
        let found = figure(answer, &id.value);
        if expected != found {
            failed(findings, node.at, &id.value, expected, &found, "");
        }
    }
    let asks = f.texts("asks");
    for (at, expected) in asks.iter().enumerate() {
        checks += 1;
        let found = answer.questions.get(at).and_then(|question| question.fact.or(question.event));
        if found != Some(&expected.value) {
            let number = format!("question {}", at + 1);
            failed(findings, expected.at, &number, &expected.value, found.unwrap_or("none"), "");
        }
    }
    let warns = f.texts("warns");
    if f.has("warns") {
        let at = f.place_of("warns");
        let mut expected: Vec<String> = warns.into_iter().map(|text| text.value).collect();
        let mut found: Vec<String> = answer
            .warnings
            .iter()
            .map(|warning| format!("{} {}", warning.event, warning.on))
            .collect();
        expected.sort_unstable();
        found.sort_unstable();
        checks += 1;
        if expected != found {
            let why: Vec<&str> =
                answer.warnings.iter().map(|warning| warning.text.as_str()).collect();
            failed(
                findings,
                at,
                "the warnings",
                &expected.join(", "),
                &found.join(", "),
                &why.join(" "),
            );
        }
    }
    checks
}

/// A figure as an example states it: `9`, `2 or 9`, `not known` or `none`.
fn figure(answer: &Answer<'_>, id: &str) -> String {
    let number = |amount: &Decimal| amount.normalize().to_string();
    match answer.figures.iter().find(|figure| figure.id == id) {
        None => "none".to_owned(),
        Some(figure) => match (&figure.amount, &figure.may_be[..]) {
            (Some(amount), _) => number(amount),
            (None, []) => "not known".to_owned(),
            (None, several) => several.iter().map(number).collect::<Vec<_>>().join(" or "),
        },
    }
}

fn expect_deadline(findings: &Findings<'_>, answer: &Answer<'_>, id: &Text, node: &Node) {
    let expected = text_of(findings, node);
    let runs: Vec<&Deadline<'_>> =
        answer.deadlines.iter().filter(|deadline| deadline.id == id.value).collect();
    if runs.is_empty() {
        if expected != "none" {
            let known = answer.deadlines.iter().map(|deadline| deadline.id);
            findings
                .error(
                    Code::ExampleFailed,
                    node.at,
                    format!("`{}`: expected `{expected}`, found no such deadline", id.value),
                )
                .nearest(&id.value, known)
                .keep();
        }
        return;
    }
    // Any of several runs may be meant.
    let found: Vec<String> = runs.iter().map(|run| as_expected(run, expected)).collect();
    if !found.iter().any(|found| found == expected) {
        let steps: Vec<String> = runs.iter().flat_map(|run| run.computation.lines()).collect();
        failed(findings, node.at, &id.value, expected, &found.join(" / "), &steps.join("; "));
    }
}

/// A deadline in the words in which it is expected.
fn as_expected(deadline: &Deadline<'_>, expected: &str) -> String {
    let mut words = Vec::new();
    match deadline.state {
        Standing::NotStarted => words.push("not started".to_owned()),
        Standing::Unknown => words.push("unknown".to_owned()),
        Standing::Running | Standing::Ended => {}
    }
    if let (Some(starts), true) = (deadline.starts, expected.contains("starts ")) {
        words.push(format!("starts {starts}"));
    }
    if let Some(ends) = deadline.ends
        && (deadline.state != Standing::NotStarted || expected.contains("end"))
    {
        let over = deadline.state == Standing::Ended && expected.contains("ended ");
        words.push(format!("{} {ends}", if over { "ended" } else { "ends" }));
    }
    if let (Some(safe), true) = (deadline.safe_after, expected.contains("safe after ")) {
        words.push(format!("safe after {safe}"));
    }
    if let (Some(safe), true) = (deadline.safe_by, expected.contains("safe by ")) {
        words.push(format!("safe by {safe}"));
    }
    if words.is_empty() {
        words.push("open".to_owned());
    }
    words.join(" ")
}

fn word(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    }
}

fn text_of<'n>(findings: &Findings<'_>, node: &'n Node) -> &'n str {
    match &node.value {
        Value::Text(text) => text,
        _ => {
            findings
                .error(Code::WrongType, node.at, "this is not a text")
                .expected("words such as \"available until 2035-03-05\"")
                .keep();
            ""
        }
    }
}

fn failed(findings: &Findings<'_>, at: At, what: &str, expected: &str, found: &str, because: &str) {
    let mut message = format!("`{what}`: expected `{expected}`, found `{found}`");
    if !because.is_empty() {
        message.push_str(&format!(" ({because})"));
    }
    findings.error(Code::ExampleFailed, at, message).keep();
}
