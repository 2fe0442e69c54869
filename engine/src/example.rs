//! Examples: cases with the answers that the law demands, kept beside the law.
//!
//! An example is a TOML file with a case and what is expected on named days.
//! It is read by lawyers, so it says things in words: `"available until
//! 2035-03-05"`.

use petgraph::Direction;
use petgraph::visit::EdgeRef;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::assess::{Answer, Assessment, Deadline, FigureAnswer, ProcedureAnswer, Standing, State};
use crate::case::{Matter, Statement};
use crate::date::{Day, NotADay};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::grammar;
use crate::graph::{Edge, Element, Law, Library, Pack};
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

/// What came of an example, whether or not it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The example, as far as it could be read.
    pub example: Option<Held>,
    /// What is expected and is not so, in the order of the file.
    pub failures: Vec<Failure>,
    /// What is wrong with the file.
    pub mistakes: Diagnostics,
}

impl Outcome {
    /// Whether all that is expected was asked, and is so.
    pub fn holds(&self) -> bool {
        self.example.is_some() && self.failures.is_empty() && !self.mistakes.has_errors()
    }
}

/// An expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Where it stands.
    pub place: Place,
    /// The day asked about.
    pub on: Day,
    /// What it is about: the id of a status, procedure, deadline or figure, or in
    /// words the questions and warnings.
    pub what: String,
    /// The title of that, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// Why it is expected, in the words of the example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// How the program came to what was found.
    pub computation: Vec<Counted>,
    /// The law that this rests on.
    pub law: Vec<Law>,
}

/// How one thing was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The title of what was worked out.
    pub title: String,
    /// One line a step.
    pub lines: Vec<String>,
}

/// Runs an example: reads its case, asks on each of its days, and compares.
///
/// # Errors
///
/// What is wrong with the file, or each expectation that does not hold, with
/// its place, what was found, and how it was counted.
pub fn run(library: &Library, name: &str, text: &str) -> Result<Held, Diagnostics> {
    let mut files = Files::default();
    let (findings, held, _) = tried(&mut files, library, name, text);
    findings.or_errors(held)?.ok_or(Diagnostics(Vec::new()))
}

/// Runs an example as [`run`] does, and tells of each expectation that does not
/// hold all that there is to say.
///
/// ```
/// use recoup_engine::{Library, example};
///
/// let pack = r#"
/// [pack]
/// id = "us-zz"
/// name = "Nowhere"
/// version = "2026-11-21"
///
/// [event.judgment_entered]
/// title = "Judgment entered"
///
/// [status.old]
/// title = "The judgment is old"
/// otherwise = "The judgment is new"
/// when = "from 2030-01-01"
/// "#;
/// let library = Library::from_sources([("us-zz/pack.toml", pack)])?;
/// let outcome = example::examine(&library, "old.toml", r#"
/// title = "Old after two years"
/// case = { jurisdiction = "us-zz", judgment.entered = 2025-03-05 }
/// expect = { on = 2027-03-06, statuses = { old = true } }
/// "#);
/// let failure = &outcome.failures[0];
/// assert_eq!((failure.what.as_str(), failure.on.to_string().as_str()), ("old", "2027-03-06"));
/// assert_eq!((failure.expected.as_str(), failure.found.as_str()), ("true", "false"));
/// # Ok::<(), recoup_engine::Diagnostics>(())
/// ```
pub fn examine(library: &Library, name: &str, text: &str) -> Outcome {
    let mut files = Files::default();
    let (findings, example, mut failures) = tried(&mut files, library, name, text);
    failures.sort_by(|a, b| a.place.cmp(&b.place));
    let mut mistakes = Diagnostics::new(findings.into_list());
    // What does not hold is among the failures, with more.
    mistakes.0.retain(|one| one.code != Code::ExampleFailed);
    Outcome { example, failures, mistakes }
}

fn tried<'f>(
    files: &'f mut Files,
    library: &Library,
    name: &str,
    text: &str,
) -> (Findings<'f>, Option<Held>, Vec<Failure>) {
    let file = files.add(name, text);
    let findings = Findings::new(files);
    let table = read_toml(&findings, file, text);
    let mut failures = Vec::new();
    let held = if findings.any_errors() {
        None
    } else {
        example(&findings, library, &table, file, &mut failures)
    };
    (findings, held, failures)
}

/// The ids that an example expects something of: of deadlines, and of
/// procedures. A text that is no example expects nothing.
///
/// ```
/// use recoup_engine::example;
///
/// let text = r#"
///     [[expect]]
///     on = 2025-04-04
///     deadlines = { appeal = "ends 2025-04-04" }
///     procedures = { renew = "available" }
/// "#;
/// let (deadlines, procedures) = example::expected(text);
/// assert_eq!((deadlines.len(), procedures[0].as_str()), (1, "renew"));
/// ```
pub fn expected(text: &str) -> (Vec<String>, Vec<String>) {
    let mut files = Files::default();
    let file = files.add("", text);
    let findings = Findings::new(&files);
    let table = read_toml(&findings, file, text);
    let start = At { file, start: 0, end: 0 };
    let mut f = Fields::new(&findings, &table, start, &grammar::EXAMPLE);
    let (mut deadlines, mut procedures) = (Vec::new(), Vec::new());
    for (table, at) in f.tables("expect") {
        let mut f = Fields::new(&findings, table, at, &grammar::EXPECT);
        let ids = |entries: &[(Text, Node)]| {
            entries.iter().map(|(id, _)| id.value.clone()).collect::<Vec<_>>()
        };
        deadlines.extend(ids(f.entries("deadlines")));
        procedures.extend(ids(f.entries("procedures")));
    }
    (deadlines, procedures)
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
    let case = Statement::of_example(&findings, &table, start)?;
    let mut f = Fields::new(&findings, &table, start, &grammar::EXAMPLE);
    let days = f.tables("expect").into_iter().filter_map(|(table, at)| {
        Fields::new(&findings, table, at, &grammar::EXPECT).day("on").map(|on| on.value)
    });
    let days = days.collect();
    let matter = case.read_against(&findings, library)?;
    (!findings.any_errors()).then_some((matter, days))
}

fn example(
    findings: &Findings<'_>,
    library: &Library,
    table: &Table,
    file: u16,
    failures: &mut Vec<Failure>,
) -> Option<Held> {
    let start = At { file, start: 0, end: 0 };
    let mut f = Fields::new(findings, table, start, &grammar::EXAMPLE);
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
    let pack = matter.pack();
    for id in &law {
        if !pack.laws().iter().any(|law| law.id == id.value) {
            let known = pack.laws().iter().map(|law| law.id.as_str());
            findings.unknown_name(id.at, "law", &id.value, known);
        }
    }
    let mut checks = 0;
    let days = expectations.len();
    for (table, at) in expectations {
        let refused = table.get("error").is_some();
        let grammar = if refused { &grammar::EXPECT_ERROR } else { &grammar::EXPECT };
        let mut f = Fields::new(findings, table, at, grammar);
        let because = f.text("because").map(|because| because.value);
        let on = f.day("on");
        if !f.has("on") {
            f.missing("on", "the day asked about, such as `on = 2025-04-10`");
        }
        let Some(on) = on else { continue };
        let mut look = Look { findings, pack, on: on.value, because, failures };
        if refused {
            checks += look.expect_error(&mut f, &matter);
            f.done();
            continue;
        }
        match matter.evaluate(on.value) {
            Err(error) => {
                let found = error.to_string();
                findings.error(Code::ExampleFailed, on.at, &found).keep();
                look.tell(on.at, Miss::of("the answer", "an answer", &found));
            }
            Ok(assessment) => {
                let answer = assessment.answer(on.value);
                let compared = look.compare(&mut f, &assessment, &answer);
                if compared == 0 && !f.has("asks") {
                    findings
                        .error(Code::MissingKey, at, "nothing is expected on this day")
                        .expected("`deadlines`, `procedures`, `statuses` or another of its keys")
                        .keep();
                }
                checks += compared;
                f.done();
            }
        }
    }
    Some(Held { title: title?.value, jurisdiction: pack.id.clone(), days, checks })
}

/// One day on which an example is asked.
struct Look<'a, 'f> {
    findings: &'a Findings<'f>,
    pack: &'a Pack,
    on: Day,
    because: Option<String>,
    failures: &'a mut Vec<Failure>,
}

/// What is expected and is not so.
#[derive(Default)]
struct Miss<'a> {
    what: &'a str,
    title: Option<&'a str>,
    expected: &'a str,
    found: &'a str,
    computation: Vec<Counted>,
    /// The ids of laws, some of them twice.
    law: Vec<&'a str>,
}

impl<'a> Miss<'a> {
    fn of(what: &'a str, expected: &'a str, found: &'a str) -> Miss<'a> {
        Miss { what, expected, found, ..Miss::default() }
    }
}

impl Look<'_, '_> {
    /// Says what is not so as a finding, `why` in brackets, and in full.
    fn failed(&mut self, at: At, why: &str, miss: Miss<'_>) {
        let Miss { what, expected, found, .. } = miss;
        let said = |words: &str| match words {
            "" => "none".to_owned(),
            words => format!("`{words}`"),
        };
        let mut message = format!("`{what}`: expected {}, found {}", said(expected), said(found));
        if !why.is_empty() {
            message.push_str(&format!(" ({why})"));
        }
        self.findings.error(Code::ExampleFailed, at, message).keep();
        self.tell(at, miss);
    }

    fn tell(&mut self, at: At, miss: Miss<'_>) {
        let mut law: Vec<Law> = Vec::new();
        for id in miss.law {
            if let Some(cited) = self.pack.laws().iter().find(|law| law.id == id)
                && !law.contains(cited)
            {
                law.push(cited.clone());
            }
        }
        self.failures.push(Failure {
            place: self.findings.files.place(at),
            on: self.on,
            what: miss.what.to_owned(),
            title: miss.title.map(str::to_owned),
            expected: miss.expected.to_owned(),
            found: miss.found.to_owned(),
            because: self.because.clone(),
            computation: miss.computation,
            law,
        });
    }

    fn expect_error(&mut self, f: &mut Fields<'_, '_, '_>, matter: &Matter<'_>) -> usize {
        let Some(expected) = f.text("error") else {
            return 0;
        };
        let found = match matter.evaluate(self.on) {
            Err(error) if error.to_string().contains(&expected.value) => return 1,
            Err(error) => error.to_string(),
            Ok(_) => "an answer".to_owned(),
        };
        self.failed(expected.at, "", Miss::of("the answer", &expected.value, &found));
        1
    }

    /// Compares the day's answer with what is expected; gives how much was compared.
    fn compare(
        &mut self,
        f: &mut Fields<'_, '_, '_>,
        assessment: &Assessment<'_, '_>,
        answer: &Answer<'_>,
    ) -> usize {
        let mut checks = 0;
        for (id, node) in f.entries("statuses") {
            checks += 1;
            self.status(assessment, answer, id, node);
        }
        for (id, node) in f.entries("procedures") {
            checks += 1;
            self.procedure(answer, id, node);
        }
        for (id, node) in f.entries("deadlines") {
            checks += 1;
            self.deadline(answer, id, node);
        }
        for (id, node) in f.entries("figures") {
            checks += 1;
            self.figure(answer, id, node);
        }
        let asks = f.texts("asks");
        for (at, expected) in asks.iter().enumerate() {
            checks += 1;
            if !self.can_be_asked(expected) {
                continue;
            }
            let asked = answer.questions.get(at);
            let found = asked.and_then(|question| question.fact.or(question.event));
            if found != Some(&expected.value) {
                let number = format!("question {}", at + 1);
                let questions = answer.questions.iter().map(|question| question.text.clone());
                let computation = counted("What is asked", questions.collect());
                let found = found.unwrap_or("none");
                let miss = Miss { computation, ..Miss::of(&number, &expected.value, found) };
                self.failed(expected.at, "", miss);
            }
        }
        let warns = f.texts("warns");
        if f.has("warns") {
            checks += 1;
            if !warns.iter().all(|text| self.can_be_warned_of(text)) {
                return checks;
            }
            let mut expected: Vec<String> = warns.into_iter().map(|text| text.value).collect();
            self.warnings(answer, f.place_of("warns"), &mut expected);
        }
        checks
    }

    fn status(
        &mut self,
        assessment: &Assessment<'_, '_>,
        answer: &Answer<'_>,
        id: &Text,
        node: &Node,
    ) {
        let pack = self.pack;
        let Some(status) = answer.statuses.iter().find(|status| status.id == id.value) else {
            let known = answer.statuses.iter().map(|status| status.id);
            self.findings.unknown_name(id.at, "status", &id.value, known);
            return;
        };
        let found = word(status.holds);
        let expected = match &node.value {
            Value::Flag(flag) => word(Some(*flag)),
            Value::Text(text) if [None, Some(true), Some(false)].map(word).contains(&&**text) => {
                text
            }
            _ => {
                self.findings
                    .error(
                        Code::WrongValue,
                        node.at,
                        format!("the status `{}` cannot be this", id.value),
                    )
                    .expected("`true`, `false` or `\"unknown\"`")
                    .keep();
                return;
            }
        };
        if expected == found {
            return;
        }
        let mut miss = Miss { title: Some(status.title), ..Miss::of(&id.value, expected, found) };
        if let Some(defined) = pack.statuses.iter().find(|one| one.id == id.value) {
            let because = assessment.because(defined.when, self.on);
            let law = defined.law.iter().chain(&because.law);
            miss.law.extend(law.map(|id| pack.laws[id.index()].id.as_str()));
            miss.computation = counted("Why", vec![because.text]);
        }
        self.behind(answer, &id.value, &mut miss);
        self.failed(node.at, "", miss);
    }

    fn procedure(&mut self, answer: &Answer<'_>, id: &Text, node: &Node) {
        let Some(procedure) = answer.procedures.iter().find(|one| one.id == id.value) else {
            let known = answer.procedures.iter().map(|one| one.id);
            self.findings.unknown_name(id.at, "procedure", &id.value, known);
            return;
        };
        let states = State::ALL.map(State::name);
        let form = [&states[..], &["from …"], &["until …"], &["safe by …"]];
        let Some(expected) = self.said_in(node, "a procedure", &form, true) else { return };
        let found = state_as_expected(procedure, expected);
        if expected == found {
            return;
        }
        let why: Vec<&str> = procedure
            .reasons
            .iter()
            .filter(|reason| reason.holds != Some(true))
            .map(|reason| reason.text.as_str())
            .collect();
        // What shuts it says why; where nothing does, what opens it.
        let shut = procedure.reasons.iter().any(|reason| reason.holds != Some(true));
        let telling = procedure.reasons.iter().filter(|one| !shut || one.holds != Some(true));
        let conditions = telling.map(|reason| {
            let mark = match reason.holds {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not known",
            };
            format!("{mark}: {} [{}]", reason.text, reason.clause)
        });
        let mut miss = Miss {
            title: Some(procedure.title),
            computation: counted("Conditions", conditions.collect()),
            law: procedure.law.iter().map(|law| law.id).collect(),
            ..Miss::of(&id.value, expected, &found)
        };
        self.behind(answer, &id.value, &mut miss);
        self.failed(node.at, &why.join("; "), miss);
    }

    /// Adds how the periods were counted on which a status or a procedure rests.
    fn behind(&self, answer: &Answer<'_>, id: &str, miss: &mut Miss<'_>) {
        let periods = periods_behind(self.pack, id);
        for deadline in &answer.deadlines {
            if deadline.state != Standing::NotStarted && periods.contains(&deadline.id) {
                miss.computation.extend(counts(deadline));
            }
        }
    }

    fn deadline(&mut self, answer: &Answer<'_>, id: &Text, node: &Node) {
        if !self.pack.periods.iter().any(|period| period.id == id.value) {
            let known = self.pack.periods.iter().map(|period| period.id.as_str());
            self.findings.unknown_name(id.at, "period", &id.value, known);
            return;
        }
        let runs: Vec<&Deadline<'_>> =
            answer.deadlines.iter().filter(|deadline| deadline.id == id.value).collect();
        let (expected, found) = match &node.value {
            Value::List(items) => {
                let said: Option<Vec<&str>> =
                    items.iter().map(|item| self.said_of_deadline(item)).collect();
                let Some(said) = said else { return };
                // All runs are meant, each in its place; one too many is told, too.
                let run = |(at, run): (usize, &&Deadline<'_>)| {
                    as_expected(run, said.get(at).copied().unwrap_or_default())
                };
                let found: Vec<String> = runs.iter().enumerate().map(run).collect();
                if found == said {
                    return;
                }
                (said.join(" / "), found.join(" / "))
            }
            _ => {
                let Some(expected) = self.said_of_deadline(node) else { return };
                if runs.is_empty() && expected == "none" {
                    return;
                }
                // Any of several runs may be meant.
                let found: Vec<String> = runs.iter().map(|it| as_expected(it, expected)).collect();
                if found.iter().any(|found| found == expected) {
                    return;
                }
                (expected.to_owned(), found.join(" / "))
            }
        };
        if runs.is_empty() {
            let miss = Miss::of(&id.value, &expected, "no such deadline");
            self.failed(node.at, "", miss);
            return;
        }
        let steps: Vec<String> = runs.iter().flat_map(|run| run.computation.lines()).collect();
        let miss = Miss {
            title: runs.first().map(|run| run.title),
            computation: runs.iter().flat_map(|run| counts(run)).collect(),
            law: runs.iter().flat_map(|run| run.law.iter().copied()).collect(),
            ..Miss::of(&id.value, &expected, &found)
        };
        self.failed(node.at, &steps.join("; "), miss);
    }

    fn said_of_deadline<'n>(&self, node: &'n Node) -> Option<&'n str> {
        self.said_in(node, "a deadline", &DEADLINE, false)
    }

    fn figure(&mut self, answer: &Answer<'_>, id: &Text, node: &Node) {
        let Some(defined) = self.pack.figures.iter().find(|figure| figure.id == id.value) else {
            let known = self.pack.figures.iter().map(|figure| figure.id.as_str());
            self.findings.unknown_name(id.at, "figure", &id.value, known);
            return;
        };
        let Some(expected) = text_of(self.findings, node) else { return };
        let is_one = |part: &str| part == "not known" || part.parse::<Decimal>().is_ok();
        if expected != "none" && !expected.split(" or ").all(is_one) {
            self.findings
                .error(Code::WrongValue, node.at, format!("a figure cannot be `{expected}`"))
                .expected("a number such as \"9\", \"2 or 9\", \"not known\" or \"none\"")
                .keep();
            return;
        }
        let found = figure(answer, &id.value);
        if expected != found {
            let stated = answer.figures.iter().find(|figure| figure.id == id.value);
            let law = stated.map(|figure| figure.law.clone()).unwrap_or_default();
            let title = Some(defined.title.as_str());
            let miss = Miss { title, law, ..Miss::of(&id.value, expected, &found) };
            self.failed(node.at, "", miss);
        }
    }

    /// Whether a question can be about it; if not, that is reported.
    fn can_be_asked(&self, id: &Text) -> bool {
        let facts = self.pack.facts.iter().map(|fact| fact.id.as_str());
        let known: Vec<&str> =
            facts.chain(self.pack.events.iter().map(|event| event.id.as_str())).collect();
        let is_known = known.contains(&id.value.as_str());
        if !is_known {
            self.findings.unknown_name(id.at, "fact or event", &id.value, known);
        }
        is_known
    }

    /// Whether a text is an event with its day; if not, that is reported.
    fn can_be_warned_of(&self, text: &Text) -> bool {
        let (event, day) = text.value.split_once(' ').unwrap_or((&text.value, ""));
        let events = self.pack.events.iter().map(|event| event.id.as_str());
        if !events.clone().any(|known| known == event) {
            self.findings.unknown_name(text.at, "event", event, events);
            return false;
        }
        let dated = day.parse::<Day>();
        if let Err(error) = &dated {
            self.findings
                .error(Code::WrongDate, text.at, error.to_string())
                .expected(format!("the event and its day, such as \"{event} 2025-03-05\""))
                .keep();
        }
        dated.is_ok()
    }

    /// The text of an expectation, if it is made of these words in this order: of
    /// each list at most one, and where `first` says so one of the first; `…` stands
    /// for a date. Anything else is reported.
    fn said_in<'n>(
        &self,
        node: &'n Node,
        what: &str,
        form: &[&[&str]],
        first: bool,
    ) -> Option<&'n str> {
        let text = text_of(self.findings, node)?;
        let wrong = match read_by(text, form) {
            Ok(()) if !first || form[0].iter().any(|word| begins(text, word).is_some()) => {
                return Some(text);
            }
            Ok(()) => text,
            Err(Misread::Word(rest)) => rest,
            Err(Misread::Date(rest)) => {
                let not_a_day = NotADay(rest.to_owned());
                self.findings.error(Code::WrongDate, node.at, not_a_day.to_string()).keep();
                return None;
            }
        };
        let words = form.iter().flat_map(|list| list.iter().copied());
        let all: Vec<String> = words.clone().map(|word| format!("`{word}`")).collect();
        // A word in the wrong place is no slip of the hand.
        let others = words.filter(|word| begins(wrong, word).is_none());
        self.findings
            .error(Code::WrongValue, node.at, format!("{what} cannot be `{text}`"))
            .expected(format!("in this order, with a date for each `…`: {}", all.join(", ")))
            .nearest(wrong.split(' ').next().unwrap_or_default(), others)
            .keep();
        None
    }

    fn warnings(&mut self, answer: &Answer<'_>, at: At, expected: &mut [String]) {
        let mut found: Vec<String> = answer
            .warnings
            .iter()
            .map(|warning| format!("{} {}", warning.event, warning.on))
            .collect();
        expected.sort_unstable();
        found.sort_unstable();
        if *expected == *found {
            return;
        }
        let said: Vec<&str> = answer.warnings.iter().map(|warning| warning.text.as_str()).collect();
        let lines = said.iter().map(|text| (*text).to_owned());
        let (expected, found) = (expected.join(", "), found.join(", "));
        let miss = Miss {
            computation: counted("What is warned of", lines.collect()),
            law: answer.warnings.iter().flat_map(|warning| warning.law.iter().copied()).collect(),
            ..Miss::of("the warnings", &expected, &found)
        };
        self.failed(at, &said.join(" "), miss);
    }
}

/// The words for a deadline, in their order: of each list one at most.
const DEADLINE: [&[&str]; 7] = [
    &["none"],
    &["moot"],
    &["not started", "unknown", "open"],
    &["starts …"],
    &["ends …", "ended …"],
    &["safe after …"],
    &["safe by …"],
];

/// Where an expectation cannot be read: from there on.
enum Misread<'t> {
    Word(&'t str),
    Date(&'t str),
}

/// Reads a text that is made of the words of a form, in its order.
fn read_by<'t>(text: &'t str, form: &[&[&str]]) -> Result<(), Misread<'t>> {
    let mut rest = text;
    for list in form {
        let Some((word, after)) = list.iter().find_map(|word| Some((word, begins(rest, word)?)))
        else {
            continue;
        };
        rest = after;
        if word.ends_with('…') {
            let (day, after) = rest.split_once(' ').unwrap_or((rest, ""));
            if day.parse::<Day>().is_err() {
                return Err(Misread::Date(rest));
            }
            rest = after;
        }
    }
    if rest.is_empty() && !text.is_empty() { Ok(()) } else { Err(Misread::Word(rest)) }
}

/// What follows a word at the beginning of a text, if it stands there.
fn begins<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word.trim_end_matches(" …"))?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// How something was worked out, if there is anything to tell.
fn counted(title: &str, lines: Vec<String>) -> Vec<Counted> {
    if lines.is_empty() { Vec::new() } else { vec![Counted { title: title.to_owned(), lines }] }
}

/// How a deadline was counted, and the building blocks whose days that takes over.
fn counts(deadline: &Deadline<'_>) -> Vec<Counted> {
    let own = counted(deadline.title, deadline.computation.lines().collect());
    let blocks = deadline.building_blocks.iter();
    let of_blocks =
        blocks.flat_map(|block| counted(block.title, block.computation.lines().collect()));
    own.into_iter().chain(of_blocks).collect()
}

/// The periods on which a status or a procedure rests, through other statuses too.
fn periods_behind<'p>(pack: &'p Pack, id: &str) -> Vec<&'p str> {
    let graph = pack.graph();
    let named = |element: Element| {
        matches!(element, Element::Status(_) | Element::Procedure(_)) && pack.name_of(element) == id
    };
    let mut open: Vec<_> = graph.node_indices().filter(|node| named(graph[*node])).collect();
    let mut seen = open.clone();
    let mut periods = Vec::new();
    while let Some(node) = open.pop() {
        for edge in graph.edges_directed(node, Direction::Incoming) {
            let from = edge.source();
            if *edge.weight() == Edge::Records || seen.contains(&from) {
                continue;
            }
            seen.push(from);
            match graph[from] {
                Element::Period(_) => periods.push(pack.name_of(graph[from])),
                Element::Status(_) => open.push(from),
                _ => {}
            }
        }
    }
    periods
}

/// The state of a procedure in the words in which it is expected.
fn state_as_expected(procedure: &ProcedureAnswer<'_>, expected: &str) -> String {
    let mut found = procedure.state.name().to_owned();
    let days =
        [("from", procedure.from), ("until", procedure.until), ("safe by", procedure.safe_by)];
    for (word, day) in days {
        // A date is compared where one is expected.
        if let Some(day) = day
            && expected.contains(&format!(" {word} "))
        {
            found.push_str(&format!(" {word} {day}"));
        }
    }
    found
}

/// A figure as an example states it: `9`, `2 or 9`, `9 or not known`, `not known` or `none`.
fn figure(answer: &Answer<'_>, id: &str) -> String {
    let figure = answer.figures.iter().find(|figure| figure.id == id);
    figure.map_or_else(|| "none".to_owned(), FigureAnswer::in_numbers)
}

/// A deadline in the words in which it is expected.
fn as_expected(deadline: &Deadline<'_>, expected: &str) -> String {
    let mut words = Vec::new();
    // What is told first of a time that runs, an example says, too: that it matters to
    // nobody, and the safe day. Of another time they are compared where they are expected.
    let runs = matches!(deadline.state, Standing::Running | Standing::Unknown);
    let is_asked = || ["moot", "none"].iter().any(|word| begins(expected, word).is_some());
    if deadline.moot && (runs || is_asked()) {
        if expected == "moot" {
            return expected.to_owned();
        }
        words.push("moot".to_owned());
    }
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
        let over = deadline.state == Standing::Ended;
        words.push(format!("{} {ends}", if over { "ended" } else { "ends" }));
    }
    for (word, day) in [("safe after", deadline.safe_after), ("safe by", deadline.safe_by)] {
        if let Some(day) = day
            && (runs || expected.contains(word))
        {
            words.push(format!("{word} {day}"));
        }
    }
    if words.is_empty() || words == ["moot"] {
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

fn text_of<'n>(findings: &Findings<'_>, node: &'n Node) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => {
            findings
                .error(Code::WrongType, node.at, "this is not a text")
                .expected("words such as \"available until 2035-03-05\"")
                .keep();
            None
        }
    }
}
