//! Judgments from the day of entry to satisfaction or the end: what the program
//! answers on the days that matter.
//!
//! The cases lie in `stories/`. Of each day there is a digest of the JSON, with
//! what a reader holds against the law: which statuses hold, what may be done
//! and when, which times run, what is asked, what had no effect. What is as it
//! was on the day before in the story is left out. Of a few days there is the
//! whole text. What holds of every answer, whatever its words, is
//! tested below: the contract of the JSON, and what must not change it.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde_json::{Map, Value};

use common::hold;

/// A case, the days on which it is asked about, and those whose whole text is held.
struct Story {
    file: &'static str,
    days: &'static [&'static str],
    read: &'static [&'static str],
}

macro_rules! stories {
    ($($name:ident: $file:literal, days [$($day:literal),+], read [$($read:literal),*];)+) => {
        $(#[test]
        fn $name() {
            Story { file: $file, days: &[$($day),+], read: &[$($read),*] }.hold();
        })+

        const STORIES: &[Story] =
            &[$(Story { file: $file, days: &[$($day),+], read: &[$($read),*] }),+];
    };
}

stories! {
    collected_from_the_bank: "a-collected-from-the-bank.toml",
        days ["2025-03-05", "2025-04-05", "2025-04-25", "2025-05-30", "2025-06-03"],
        read ["2025-03-05", "2025-06-03"];
    appeal_lost: "b-appeal-lost.toml",
        days ["2025-04-01", "2025-06-12", "2025-06-16", "2025-07-14"],
        read ["2025-04-01"];
    absent_and_the_denial_appealed: "c-absent-and-the-denial-appealed.toml",
        days ["2025-03-26", "2025-05-20", "2025-08-15", "2025-10-02"],
        read ["2025-03-26"];
    never_served: "d-never-served.toml",
        days ["2025-01-10", "2025-01-24"],
        read ["2025-01-10"];
    counterclaim_won: "e-counterclaim-won.toml",
        days ["2025-09-12", "2025-10-14", "2025-11-06"],
        read ["2025-09-12"];
    nothing_owed_on_the_counterclaim: "f-nothing-owed-on-the-counterclaim.toml",
        days ["2025-10-02", "2025-10-22", "2025-11-24"],
        read ["2025-10-22"];
    instalments: "g-instalments.toml",
        days ["2025-03-19", "2025-06-05", "2025-07-07", "2025-09-02"],
        read ["2025-06-05"];
    nothing_done_for_ten_years: "h-nothing-done-for-ten-years.toml",
        days ["2030-03-05", "2035-03-05", "2035-03-06"],
        read ["2035-03-05", "2035-03-06"];
    personal_debt_renewed: "i-personal-debt-renewed.toml",
        days ["2031-06-02", "2032-01-20", "2036-01-07", "2037-01-06"],
        read ["2036-01-07"];
    bankruptcy_and_discharge: "j-bankruptcy-and-discharge.toml",
        days ["2025-03-13", "2025-03-14"],
        read ["2025-03-14"];
    presence_unknown: "k-presence-unknown.toml",
        days ["2026-01-13"],
        read ["2026-01-13"];
}

impl Story {
    /// Holds the story to its snapshots.
    fn hold(&self) {
        let name = self.file.trim_end_matches(".toml").replace('-', "_");
        let answers: Vec<Value> = self.days.iter().map(|day| self.json(day)).collect();
        let before = std::iter::once(None).chain(answers.iter().map(Some));
        let digests: Vec<String> =
            answers.iter().zip(before).map(|(answer, before)| digest(answer, before)).collect();
        let asked = format!("recoup next {} --json, in short", self.file);
        hold(&format!("story_{name}"), &asked, &digests.join("\n"));
        for day in self.read {
            let asked = format!("recoup next {} --on {day}", self.file);
            hold(&format!("story_{name}_{day}"), &asked, &self.text(day));
        }
    }

    fn last_day(&self) -> &'static str {
        self.days[self.days.len() - 1]
    }

    fn text(&self, day: &str) -> String {
        answer(&["next", self.file, "--on", day], "")
    }

    fn json(&self, day: &str) -> Value {
        static ASKED: Mutex<BTreeMap<(&str, String), Value>> = Mutex::new(BTreeMap::new());
        let asked = (self.file, day.to_owned());
        if let Some(known) = ASKED.lock().unwrap().get(&asked) {
            return known.clone();
        }
        let answer = read(&answer(&["next", self.file, "--on", day, "--json"], ""));
        ASKED.lock().unwrap().insert(asked, answer.clone());
        answer
    }

    /// The case in JSON.
    fn case(&self) -> Value {
        let text = std::fs::read_to_string(stories().join(self.file)).unwrap();
        in_json(&toml::Value::Table(text.parse().unwrap()))
    }
}

/// The folder of the stories.
fn stories() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

/// What the program answers, given something on its standard input.
fn answer(args: &[&str], given: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(args)
        .current_dir(stories())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(given.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "recoup {}\n{complaint}", args.join(" "));
    assert_eq!(complaint, "", "recoup {}", args.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

/// What the program answers to a case in JSON.
fn answer_to(case: &Value, day: &str) -> Value {
    read(&answer(&["next", "-", "--on", day, "--json"], &case.to_string()))
}

/// Holds two answers to be the same, and says where they first differ.
fn same(one: &Value, other: &Value, place: &str) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            assert!(one.keys().eq(other.keys()), "{place} has other keys");
            for (key, value) in one {
                same(value, &other[key], &format!("{place}, {key}"));
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "{place} is of another length");
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                same(one, other, &format!("{place} {at}"));
            }
        }
        _ => assert_eq!(one, other, "{place}"),
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn in_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), in_json(value))).collect()
        }
        toml::Value::Array(list) => list.iter().map(in_json).collect(),
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(yes) => Value::from(*yes),
        toml::Value::Datetime(day) => Value::from(day.to_string()),
    }
}

// The digest.

/// What matters in an answer, so short that all of it is read; of procedures and
/// times only what has changed since an earlier answer.
fn digest(answer: &Value, before: Option<&Value>) -> String {
    let mut out = format!("As of {}\n", text(answer, "as_of"));
    for (heading, holds) in [("holds", Value::Bool(true)), ("not known", Value::Null)] {
        let list = answer["statuses"].as_array().unwrap().iter();
        group(&mut out, heading, list.filter(|status| status["holds"] == holds), "since");
    }
    let changed = |list: &str, keys: &[&str]| -> Vec<&Value> {
        let earlier = before.map_or(&[][..], |before| before[list].as_array().unwrap());
        let alike = |one: &Value, other: &Value| keys.iter().all(|key| one[*key] == other[*key]);
        let entries = answer[list].as_array().unwrap().iter();
        entries.filter(|entry| !earlier.iter().any(|earlier| alike(entry, earlier))).collect()
    };
    let procedures = changed("procedures", &["id", "state", "from", "until"]);
    for state in STATES {
        let list = procedures.iter().copied().filter(|procedure| procedure["state"] == state);
        group(&mut out, state, list, "from");
    }
    let deadlines = changed("deadlines", &["id", "state", "starts", "ends", "safe_by"]);
    for deadline in deadlines.iter().filter(|deadline| deadline["state"] != "not_started") {
        let id = text(deadline, "id");
        let state = text(deadline, "state");
        write!(out, "  time: {id} {state}").unwrap();
        let span = span(deadline, "starts", "ends");
        if !span.is_empty() {
            write!(out, ", {span}").unwrap();
        }
        if let Some(safe) = deadline["safe_by"].as_str() {
            write!(out, ", safe by {safe}").unwrap();
        }
        out.push('\n');
    }
    for question in answer["questions"].as_array().unwrap() {
        let keys = ["fact", "event", "attribute", "on"];
        let about: Vec<&str> = keys.iter().filter_map(|key| question[*key].as_str()).collect();
        wrap(&mut out, &format!("ask: {} settles {}", about.join(" "), ids(&question["settles"])));
    }
    for warning in answer["warnings"].as_array().unwrap() {
        let (event, on) = (text(warning, "event"), text(warning, "on"));
        wrap(&mut out, &format!("no effect: {event} of {on} by {}", ids(&warning["law"])));
    }
    out
}

/// A line for each span of days, with all that it is true of.
fn group<'a>(out: &mut String, heading: &str, list: impl Iterator<Item = &'a Value>, first: &str) {
    let mut spans: Vec<(String, Vec<&str>)> = Vec::new();
    for entry in list {
        let (span, id) = (span(entry, first, "until"), text(entry, "id"));
        match spans.iter_mut().find(|(known, _)| *known == span) {
            Some((_, ids)) => ids.push(id),
            None => spans.push((span, vec![id])),
        }
    }
    for (span, ids) in spans {
        let when = if span.is_empty() { span } else { format!(", {span}") };
        wrap(out, &format!("{heading}{when}: {}", ids.join(", ")));
    }
}

fn span(entry: &Value, first: &str, last: &str) -> String {
    match (entry[first].as_str(), entry[last].as_str()) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("until {last}"),
        (None, None) => String::new(),
    }
}

/// A paragraph of at most 80 columns, its further lines set in.
fn wrap(out: &mut String, paragraph: &str) {
    let mut line = " ".to_owned();
    for word in paragraph.split(' ') {
        if line.len() + 1 + word.len() > 80 {
            writeln!(out, "{line}").unwrap();
            line = "   ".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    writeln!(out, "{line}").unwrap();
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_else(|| panic!("`{key}` of {entry}"))
}

fn ids(list: &Value) -> String {
    let ids: Vec<&str> = list.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    ids.join(", ")
}

// What holds of every answer.

const STATES: [&str; 7] =
    ["available", "upcoming", "unknown", "done", "blocked", "closed", "barred"];
const STANDINGS: [&str; 4] = ["not_started", "running", "ended", "unknown"];
const TIERS: [&str; 4] = ["primary", "secondary2", "secondary1", "unverified"];
const ACTORS: [&str; 7] =
    ["creditor", "debtor", "clerk", "court", "levying_officer", "garnishee", "third_person"];

/// An entry of an answer, and where it stands, for the message of a test that fails.
struct Entry<'a> {
    keys: &'a Map<String, Value>,
    place: String,
}

impl<'a> Entry<'a> {
    /// An entry with these keys, and perhaps those that may be left out, and no others.
    fn of(value: &'a Value, place: String, needed: &[&str], optional: &[&str]) -> Self {
        let keys = value.as_object().unwrap_or_else(|| panic!("{place} is no object: {value}"));
        for key in needed {
            assert!(keys.contains_key(*key), "{place} has no `{key}`: {value}");
        }
        for key in keys.keys() {
            let known = needed.iter().chain(optional).any(|known| known == key);
            assert!(known, "{place} has `{key}`, which the contract does not");
        }
        Entry { keys, place }
    }

    fn get(&self, key: &str) -> &'a Value {
        self.keys.get(key).unwrap_or(&Value::Null)
    }

    fn text(&self, key: &str) -> &'a str {
        let text = self.get(key).as_str();
        let text = text.unwrap_or_else(|| panic!("`{key}` of {} is no text", self.place));
        assert!(!text.trim().is_empty(), "`{key}` of {} is empty", self.place);
        assert!(!text.contains("  "), "`{key}` of {} has two spaces: {text}", self.place);
        text
    }

    fn word(&self, key: &str, words: &[&str]) -> &'a str {
        let word = self.text(key);
        assert!(words.contains(&word), "`{key}` of {} is `{word}`", self.place);
        word
    }

    fn holds(&self) -> Option<bool> {
        let holds = self.get("holds");
        assert!(holds.is_boolean() || holds.is_null(), "`holds` of {}", self.place);
        holds.as_bool()
    }

    /// A day, written as 2025-03-05.
    fn day(&self, key: &str) -> Option<&'a str> {
        let value = self.get(key);
        if value.is_null() {
            return None;
        }
        let day = value.as_str().unwrap_or_else(|| panic!("`{key}` of {}", self.place));
        let read: chrono::NaiveDate =
            day.parse().unwrap_or_else(|_| panic!("`{key}` of {}: {day}", self.place));
        assert_eq!(read.to_string(), day, "`{key}` of {}", self.place);
        Some(day)
    }

    /// Two days in their order.
    fn span(&self, first: &str, last: &str) -> (Option<&'a str>, Option<&'a str>) {
        let span = (self.day(first), self.day(last));
        if let (Some(first), Some(last)) = span {
            assert!(first <= last, "{}: from {first} until {last}", self.place);
        }
        span
    }

    fn list(&self, key: &str) -> &'a [Value] {
        let list = self.get(key).as_array();
        list.unwrap_or_else(|| panic!("`{key}` of {} is no list", self.place))
    }

    fn texts(&self, key: &str) -> Vec<&'a str> {
        let texts = self.list(key).iter();
        texts.map(|text| text.as_str().unwrap_or_else(|| panic!("{}", self.place))).collect()
    }

    /// The ids of laws, each of which the answer explains.
    fn law_ids(&self, laws: &Map<String, Value>) -> Vec<&'a str> {
        let law = self.texts("law");
        for id in &law {
            assert!(laws.contains_key(*id), "{}: the answer does not explain {id}", self.place);
        }
        law
    }
}

fn entries<'a>(
    answer: &Entry<'a>,
    key: &str,
    needed: &[&str],
    optional: &[&str],
) -> Vec<Entry<'a>> {
    let list = answer.list(key).iter().enumerate();
    list.map(|(at, value)| {
        let place = format!("{}, {key} {at} ({})", answer.place, value["id"]);
        Entry::of(value, place, needed, optional)
    })
    .collect()
}

fn law_is_right(law: &Value, place: &str) {
    let keys = ["id", "cite", "short", "url", "tier", "checked"];
    let law = Entry::of(law, format!("a law of {place}"), &keys, &["note"]);
    law.text("cite");
    law.text("short");
    law.word("tier", &TIERS);
    assert!(law.day("checked").is_some());
    assert!(law.text("url").starts_with("http"), "{}", law.place);
}

/// Holds an answer to the contract, key by key.
fn answer_is_right(value: &Value, story: &str, day: &str) {
    let keys = [
        "jurisdiction",
        "pack",
        "as_of",
        "statuses",
        "procedures",
        "deadlines",
        "figures",
        "questions",
        "warnings",
        "laws",
    ];
    let answer = Entry::of(value, format!("{story} on {day}"), &keys, &[]);
    assert_eq!(answer.text("jurisdiction"), "us-ca");
    assert_eq!(answer.day("as_of"), Some(day));
    let pack = Entry::of(answer.get("pack"), "the pack".into(), &["id", "version", "hash"], &[]);
    assert_eq!(pack.text("id"), "us-ca");
    assert!(pack.day("version").is_some());
    assert_eq!(pack.text("hash").len(), 64, "SHA-256 in hexadecimal digits");

    let laws = answer.get("laws").as_object().unwrap();
    for (id, law) in laws {
        law_is_right(law, &answer.place);
        assert_eq!(law["id"], id.as_str());
    }
    statuses_are_right(&answer, day);
    procedures_are_right(&answer, laws, day);
    deadlines_are_right(&answer, laws, day);
    questions_are_right(&answer);
    let keys = ["id", "title", "unit", "applies", "amount", "law"];
    for figure in entries(&answer, "figures", &keys, &["may_be", "or_not_established", "note"]) {
        figure.text("title");
        let amount = figure.get("amount");
        let is_number =
            |amount: &Value| amount.as_str().is_some_and(|amount| amount.parse::<f64>().is_ok());
        assert!(amount.is_null() || is_number(amount), "{}", figure.place);
        assert_eq!(amount.is_null(), figure.get("may_be").is_array(), "{}", figure.place);
        assert!(!figure.law_ids(laws).is_empty(), "{} names no law", figure.place);
    }
    for warning in entries(&answer, "warnings", &["event", "on", "text", "law"], &[]) {
        warning.text("event");
        warning.text("text");
        assert!(warning.day("on").is_some_and(|on| on <= day), "{}", warning.place);
        assert!(!warning.law_ids(laws).is_empty(), "{} names no law", warning.place);
    }
}

fn statuses_are_right(answer: &Entry<'_>, day: &str) {
    for status in entries(answer, "statuses", &["id", "title", "holds", "since", "until"], &[]) {
        status.text("id");
        status.text("title");
        let (since, until) = status.span("since", "until");
        if status.holds() == Some(true) {
            assert!(since.is_none_or(|since| since <= day), "{} since {since:?}", status.place);
            assert!(until.is_none_or(|until| until >= day), "{} until {until:?}", status.place);
        } else {
            assert_eq!((since, until), (None, None), "{}", status.place);
        }
    }
}

fn procedures_are_right(answer: &Entry<'_>, laws: &Map<String, Value>, day: &str) {
    let keys = [
        "id", "title", "by", "state", "from", "until", "forms", "fee", "reasons", "records", "law",
        "guide",
    ];
    for procedure in entries(answer, "procedures", &keys, &["safe_by", "discretion", "instead"]) {
        let place = &procedure.place;
        procedure.text("id");
        procedure.text("title");
        procedure.word("by", &ACTORS);
        let state = procedure.word("state", &STATES);
        let (from, until) = procedure.span("from", "until");
        match state {
            "available" => {
                assert!(from.is_none_or(|from| from <= day), "{place} is available from {from:?}");
                assert!(until.is_none_or(|until| until >= day), "{place} until {until:?}");
            }
            "upcoming" => assert!(from.is_some_and(|from| from > day), "{place} from {from:?}"),
            _ => assert_eq!((from, until), (None, None), "{place} is {state}"),
        }
        assert!(procedure.get("discretion").as_str().is_none_or(|who| who == "court"), "{place}");

        let mut why = Vec::new();
        for reason in entries(&procedure, "reasons", &["clause", "holds", "text", "law"], &[]) {
            reason.text("clause");
            reason.text("text");
            let law = reason.law_ids(laws);
            if reason.holds() == Some(false) {
                why.push(law);
            } else if state == "available" {
                assert_eq!(reason.holds(), Some(true), "{} of what is available", reason.place);
            }
        }
        if matches!(state, "blocked" | "closed" | "barred") {
            let reason = why.iter().any(|law| !law.is_empty());
            let instead = procedure.get("instead").is_string();
            assert!(reason || instead, "{place} is {state}, and no law says why");
        }

        for form in entries(&procedure, "forms", &["id", "title", "url", "tier"], &[]) {
            form.text("id");
            form.text("title");
            form.word("tier", &TIERS);
            assert!(form.text("url").starts_with("http"), "{}", form.place);
        }
        if !procedure.get("fee").is_null() {
            let fee = Entry::of(procedure.get("fee"), place.clone(), &["amount", "law"], &[]);
            let amount = fee.text("amount");
            let cents = amount.rsplit_once('.').map(|(_, cents)| cents.len());
            assert!(amount.parse::<f64>().is_ok() && cents == Some(2), "{place}: {amount}");
            assert!(!fee.law_ids(laws).is_empty(), "{place}: no law for the fee");
        }
        procedure.texts("records");
        assert!(!procedure.list("law").is_empty(), "{place} names no law");
        for law in procedure.list("law") {
            law_is_right(law, place);
        }
        assert!(procedure.get("guide").is_object(), "{place}");
    }
}

fn deadlines_are_right(answer: &Entry<'_>, laws: &Map<String, Value>, day: &str) {
    let keys = ["id", "title", "who", "starts", "ends", "state", "missed", "law", "computation"];
    for deadline in entries(
        answer,
        "deadlines",
        &keys,
        &[
            "safe_by",
            "safe_after",
            "latest",
            "moot",
            "readings",
            "by_reading",
            "building_blocks",
            "started_by",
            "ended_by",
        ],
    ) {
        let place = &deadline.place;
        deadline.text("id");
        deadline.text("title");
        deadline.word("who", &["either", "creditor", "debtor", "levying_officer", "garnishee"]);
        let (starts, ends) = deadline.span("starts", "ends");
        match deadline.word("state", &STANDINGS) {
            "not_started" => assert!(starts.is_none_or(|starts| starts > day), "{place}"),
            "running" => {
                assert!(starts.is_some_and(|starts| starts <= day), "{place} starts {starts:?}");
                assert!(ends.is_none_or(|ends| ends >= day), "{place} ends {ends:?}");
            }
            "ended" => assert!(ends.is_some_and(|ends| ends < day), "{place} ends {ends:?}"),
            _ => {}
        }
        if let (Some(safe), Some(ends)) = (deadline.day("safe_by"), ends) {
            assert!(safe <= ends, "{place} is safe by {safe}");
        }
        if !deadline.get("started_by").is_null() {
            let started = deadline.get("started_by");
            let started = Entry::of(started, place.clone(), &["event", "on"], &[]);
            started.text("event");
            assert!(started.day("on").is_some_and(|on| on <= day), "{place}");
        }
        assert!(!deadline.law_ids(laws).is_empty(), "{place} names no law");
        let counted = deadline.texts("computation");
        if let Some(ends) = ends {
            let counts = counted.iter().any(|step| step.contains(ends));
            assert!(counts, "{place} ends {ends}, which is not counted: {counted:?}");
        }
    }
}

fn questions_are_right(answer: &Entry<'_>) {
    let keys = ["fact", "event", "attribute", "on", "answers"];
    for question in entries(answer, "questions", &["text", "settles"], &keys) {
        question.text("text");
        let about = ["fact", "event"].map(|key| question.get(key).is_string());
        assert!(about[0] != about[1], "{} is about one thing", question.place);
        assert!(!question.texts("settles").is_empty(), "{} settles nothing", question.place);
    }
}

#[test]
fn every_answer_keeps_the_contract() {
    for story in STORIES {
        for day in story.days {
            answer_is_right(&story.json(day), story.file, day);
        }
    }
}

/// So that a difference between two answers shows only what has changed.
#[test]
fn lists_are_in_one_order() {
    let mut follows: BTreeMap<(&str, String, String), String> = BTreeMap::new();
    for story in STORIES {
        for day in story.days {
            let answer = story.json(day);
            for list in ["statuses", "procedures", "deadlines"] {
                let mut ids: Vec<&str> = answer[list]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|entry| text(entry, "id"))
                    .collect();
                ids.dedup();
                for (at, first) in ids.iter().enumerate() {
                    for second in &ids[at + 1..] {
                        let place = format!("{list} of {} on {day}", story.file);
                        let (first, second) = ((*first).to_owned(), (*second).to_owned());
                        let reverse = follows.get(&(list, second.clone(), first.clone()));
                        assert_eq!(reverse, None, "{first} before {second} in {place}");
                        follows.insert((list, first, second), place);
                    }
                }
            }
        }
    }
}

#[test]
fn the_text_is_fit_for_a_terminal() {
    for story in STORIES {
        for day in story.days {
            let said = story.text(day);
            let place = format!("{} on {day}", story.file);
            assert!(!said.contains('\u{1b}'), "{place}: no colour where there is no terminal");
            assert!(!said.contains('\t'), "{place}: a tab");
            assert_eq!(said.matches("not legal advice").count(), 1, "{place}");
            for line in said.lines() {
                let text = line.trim_start();
                let address = text.starts_with("http") && !text.contains(' ');
                let fits = line.chars().count() <= 80 || address;
                assert!(fits, "{place}: {line}");
                assert_eq!(line, line.trim_end(), "{place}: spaces at the end of a line");
            }
        }
    }
}

#[test]
fn standard_input_is_a_case_too() {
    for story in STORIES {
        let text = std::fs::read_to_string(stories().join(story.file)).unwrap();
        let day = story.days[0];
        let answered = read(&answer(&["next", "-", "--on", day, "--json"], &text));
        same(&answered, &story.json(day), story.file);
    }
    // The text ends with the name of the file; else it is the same.
    let story = &STORIES[0];
    let text = std::fs::read_to_string(stories().join(story.file)).unwrap();
    let said = answer(&["next", "-", "--on", story.days[0]], &text);
    let body = |text: &str| text.split("\nrecoup explain").next().unwrap().to_owned();
    assert_eq!(body(&said), body(&story.text(story.days[0])));
}

#[test]
fn json_is_answered_as_toml() {
    for story in STORIES {
        let day = story.last_day();
        same(&answer_to(&story.case(), day), &story.json(day), story.file);
    }
}

#[test]
fn the_order_of_events_in_the_file_does_not_matter() {
    for story in STORIES {
        let mut case = story.case();
        case["event"].as_array_mut().unwrap().reverse();
        let day = story.last_day();
        same(&answer_to(&case, day), &story.json(day), story.file);
    }
}

#[test]
fn what_is_recorded_later_changes_nothing() {
    for story in STORIES {
        for day in story.days {
            let mut case = story.case();
            let events = case["event"].as_array_mut().unwrap();
            events.retain(|event| text(event, "on") <= *day);
            same(&answer_to(&case, day), &story.json(day), &format!("{} on {day}", story.file));
        }
    }
}

#[test]
fn the_folder_of_the_packs_answers_as_the_program() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let rules = rules.to_str().unwrap();
    for story in STORIES {
        let day = story.days[0];
        let args = ["next", story.file, "--on", day, "--json", "--rules", rules];
        same(&read(&answer(&args, "")), &story.json(day), story.file);
    }
}

#[test]
fn asking_twice_is_answered_alike() {
    for story in STORIES {
        let day = story.last_day();
        let args = ["next", story.file, "--on", day, "--json"];
        assert!(answer(&args, "") == answer(&args, ""), "{} on {day}", story.file);
    }
}

// Two entries whole, as the contract shows them.

/// The entry of a list with an id, as it is printed.
fn entry(story: &Story, day: &str, list: &str, id: &str) -> String {
    format!("{:#}", find(&story.json(day), list, id))
}

#[test]
fn the_writ_whole() {
    let said = entry(&STORIES[0], "2025-04-05", "procedures", "writ_of_execution");
    hold("contract_writ_of_execution", "procedures: the writ, on the first day", &said);
}

#[test]
fn the_time_to_appeal_whole() {
    let said = entry(&STORIES[1], "2025-04-01", "deadlines", "appeal");
    hold("contract_appeal", "deadlines: the time to appeal, on its last day", &said);
}

#[test]
fn questions_whole() {
    let answer = STORIES.last().unwrap().json("2026-01-13");
    let first: Vec<&Value> = answer["questions"].as_array().unwrap().iter().take(2).collect();
    let said = serde_json::to_string_pretty(&first).unwrap();
    hold("contract_questions", "questions: the first two, where little is known", &said);
}

// Single answers, on days whose whole answer is not yet as the law has it.

/// The entry of an answer with an id.
fn find<'a>(answer: &'a Value, list: &str, id: &str) -> &'a Value {
    let found = answer[list].as_array().unwrap().iter().find(|entry| entry["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} among the {list}"))
}

fn story(letter: char) -> &'static Story {
    STORIES.iter().find(|story| story.file.starts_with(letter)).unwrap()
}

/// Ten days from the notice of the denial end on Saturday 17 May: Monday 19 May
/// (CCP 116.730(e), 12a). The courts' guides have collecting wait meanwhile.
#[test]
fn the_denial_can_be_appealed_for_ten_days() {
    let answer = story('c').json("2025-05-07");
    let appeal = find(&answer, "procedures", "appeal_of_denial");
    assert_eq!((text(appeal, "state"), text(appeal, "until")), ("available", "2025-05-19"));
    let writ = find(&answer, "procedures", "writ_of_execution");
    assert_eq!((text(writ, "state"), text(writ, "from")), ("upcoming", "2025-05-20"));
}

#[test]
fn a_cancelled_judgment_is_heard_anew() {
    let answer = story('d').json("2025-03-11");
    assert_eq!(find(&answer, "statuses", "vacated")["holds"], true);
    assert_eq!(find(&answer, "procedures", "new_hearing_for_debtor")["state"], "available");
    assert_eq!(find(&answer, "procedures", "writ_of_execution")["state"], "closed");
}

#[test]
fn instalments_that_are_paid_keep_the_sheriff_away() {
    let answer = story('g').json("2025-05-01");
    assert_eq!(find(&answer, "statuses", "paying_by_instalments")["holds"], true);
    assert_eq!(find(&answer, "procedures", "writ_of_execution")["state"], "blocked");
}

#[test]
fn a_discharge_stops_collecting_and_leaves_the_lien() {
    let answer = story('j').json("2025-07-02");
    for step in ["demand_letter", "writ_of_execution", "bank_levy", "renew"] {
        assert_eq!(find(&answer, "procedures", step)["state"], "blocked", "{step}");
    }
    assert_eq!(find(&answer, "deadlines", "lien_life")["ends"], "2034-03-05");
}

// What the stories once found wrong.

#[test]
fn a_judgment_whose_denial_can_be_appealed_is_not_final() {
    let answer = story('c').json("2025-05-07");
    assert_eq!(find(&answer, "statuses", "final")["holds"], false);
}

#[test]
fn what_is_done_cannot_be_missed() {
    let cancelled = story('d').text("2025-03-11");
    assert!(!cancelled.contains("Do not miss"), "the judgment is cancelled:\n{cancelled}");
    let appealed = story('b').text("2025-04-01");
    assert!(!appealed.contains("1 April 2025: Time to appeal"), "an appeal is filed:\n{appealed}");
}

#[test]
fn a_cancelled_judgment_needs_no_stay() {
    let answer = story('d').json("2025-03-11");
    assert_eq!(find(&answer, "statuses", "stayed")["holds"], false);
}

#[test]
fn a_time_that_may_run_has_a_safe_day() {
    for id in ["appeal", "set_aside"] {
        let answer = story('k').json("2026-01-13");
        assert_eq!(find(&answer, "deadlines", id)["safe_by"], "2026-02-13", "{id}");
    }
    let said = story('k').text("2026-01-13");
    assert!(said.contains("13 February 2026: Time to appeal"), "{said}");
}

#[test]
fn a_time_that_may_have_run_and_is_over_closes() {
    for id in ["appeal", "set_aside"] {
        let answer = story('k').json("2026-02-14");
        assert_eq!(find(&answer, "procedures", id)["state"], "closed", "{id}");
    }
}

/// CCP 116.620(b): "at any time, for good cause, upon motion by a party".
#[test]
fn the_terms_of_instalments_can_be_changed() {
    let answer = story('g').json("2025-05-01");
    assert_eq!(find(&answer, "procedures", "request_instalments")["state"], "available");
}

/// 11 USC 524(f): nothing "prevents a debtor from voluntarily repaying any debt".
#[test]
fn a_discharged_debt_may_be_paid() {
    let answer = story('j').json("2025-07-02");
    assert_eq!(find(&answer, "procedures", "pay_creditor")["state"], "available");
}

/// The kind of debt settles nothing where no money was awarded.
#[test]
fn nothing_is_asked_that_changes_nothing() {
    let answer = story('f').json("2025-10-22");
    assert_eq!(answer["questions"], Value::Array(Vec::new()));
}
