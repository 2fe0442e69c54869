//! `recoup batch`: many cases are answered as each of them alone, in their
//! order, and what is wrong with one does not touch the others.
//!
//! The cases are those that the example `cases` prints.

#[path = "../examples/cases/history.rs"]
mod history;

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use recoup_engine::Library;
use serde_json::{Map, Value, json};

use crate::history::{Histories, History, LAST, library, names};

use common::hold;

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

/// More than fit into two blocks.
const MANY: usize = 600;

fn histories(number: usize) -> Vec<History> {
    let mut histories = Histories::new(&LIBRARY, 7);
    std::iter::repeat_with(|| histories.history()).take(number).collect()
}

fn lines(histories: &[History]) -> String {
    histories.iter().map(|history| history.line() + "\n").collect()
}

fn rows(histories: &[History]) -> String {
    let names = names(&LIBRARY);
    let rows = histories.iter().map(|history| history.row(&names) + "\n");
    std::iter::once(names.join(",") + "\n").chain(rows).collect()
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn recoup(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recoup"));
    command.args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a batch over a file of this text; everything about it is checked but what it says.
fn batch(folder: &Path, file: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> Said {
    fs::write(folder.join(file), text).unwrap();
    let day = ["batch", file, "--on", LAST];
    said(recoup(folder, &[&day[..], arguments].concat()).output().unwrap())
}

/// What the program said.
struct Said {
    answers: String,
    /// On standard error, without the times.
    aside: String,
    status: i32,
}

fn said(output: Output) -> Said {
    let aside = String::from_utf8(output.stderr).unwrap();
    assert!(!aside.contains("panicked"), "{aside}");
    let mut lines = Vec::new();
    for line in aside.lines() {
        // `12 cases answered as of …; 0.1 s, 120 cases a second`
        lines.push(match line.split_once("; ") {
            Some((counted, times)) if times.ends_with(" a second") => counted,
            _ => line,
        });
    }
    Said {
        answers: String::from_utf8(output.stdout).unwrap(),
        aside: lines.join("\n"),
        status: output.status.code().unwrap(),
    }
}

impl Said {
    fn objects(&self) -> Vec<Map<String, Value>> {
        objects(&self.answers)
    }

    fn numbers(&self) -> Vec<u64> {
        self.objects().iter().map(|answer| answer["line"].as_u64().unwrap()).collect()
    }
}

fn objects(text: &str) -> Vec<Map<String, Value>> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

// Answers.

#[test]
fn answers_come_in_the_order_of_the_cases_whatever_the_threads() {
    let folder = folder("order");
    let histories = histories(MANY);
    let text = lines(&histories);
    let one = batch(&folder, "cases.jsonl", &text, &["--threads", "1"]);
    assert_eq!(one.status, 0, "{}", one.aside);
    assert_eq!(one.aside, format!("{MANY} cases answered as of 21 November 2026"));
    assert_eq!(one.numbers(), (1..=MANY as u64).collect::<Vec<_>>());
    for (answer, history) in one.objects().iter().zip(&histories) {
        let number = answer.get("case_number").and_then(Value::as_str);
        assert_eq!(number, history.case_number.as_deref());
        assert_eq!(answer["jurisdiction"], history.jurisdiction);
    }
    for threads in ["2", "7"] {
        let many = batch(&folder, "cases.jsonl", &text, &["--threads", threads]);
        assert!(many.answers == one.answers, "with {threads} threads");
    }
}

/// The whole answer is what `recoup next --json` says of the case alone; the
/// short one has its ids, states and dates.
#[test]
fn each_answer_is_that_of_the_case_alone() {
    let folder = folder("alone");
    let text = lines(&histories(12));
    let full = batch(&folder, "cases.jsonl", &text, &["--full"]).objects();
    let short = batch(&folder, "cases.jsonl", &text, &[]).objects();
    assert_eq!((full.len(), short.len()), (12, 12));
    for ((at, line), (mut full, mut short)) in
        text.lines().enumerate().zip(full.into_iter().zip(short))
    {
        fs::write(folder.join("case.json"), line).unwrap();
        let next = ["next", "case.json", "--json", "--on", LAST];
        let alone = recoup(&folder, &next).output().unwrap().stdout;
        let alone: Map<String, Value> = serde_json::from_slice(&alone).unwrap();
        let case: Value = serde_json::from_str(line).unwrap();
        for answer in [&mut full, &mut short] {
            assert_eq!(answer.remove("line"), Some(json!(at + 1)));
            assert_eq!(answer.remove("case_number"), case.get("case_number").cloned());
        }
        assert_eq!(full, alone, "line {}", at + 1);
        assert_eq!(Value::Object(short), outline(&alone), "line {}", at + 1);
    }
}

/// The ids, states and dates of an answer.
fn outline(answer: &Map<String, Value>) -> Value {
    let list = |of: &str| answer[of].as_array().unwrap().clone();
    let with = |one: &Value, keys: &[&str]| {
        let stated = keys.iter().filter(|key| one.get(**key).is_some_and(|it| !it.is_null()));
        Value::Object(stated.map(|key| ((*key).to_owned(), one[*key].clone())).collect())
    };
    let those = |of: &str, by: &str, state: Value, keys: &[&str]| {
        let those = list(of).into_iter().filter(|one| one[by] == state);
        those
            .map(|one| if keys.is_empty() { one["id"].clone() } else { with(&one, keys) })
            .collect()
    };
    let statuses =
        |holds: Value, keys: &[&str]| -> Value { those("statuses", "holds", holds, keys) };
    let procedures =
        |state: &str, keys: &[&str]| -> Value { those("procedures", "state", json!(state), keys) };
    let deadlines = |state: &str| -> Value {
        let keys =
            ["id", "starts", "ends", "safe_by", "latest", "safe_after", "moot", "started_by"];
        those("deadlines", "state", json!(state), &keys)
    };
    json!({
        "jurisdiction": answer["jurisdiction"],
        "as_of": answer["as_of"],
        "statuses": {
            "holds": statuses(json!(true), &["id", "since", "until"]),
            "fails": statuses(json!(false), &[]),
            "unknown": statuses(Value::Null, &[]),
        },
        "procedures": {
            "available": procedures("available", &["id", "from", "until"]),
            "upcoming": procedures("upcoming", &["id", "from", "until"]),
            "blocked": procedures("blocked", &[]),
            "closed": procedures("closed", &[]),
            "barred": procedures("barred", &[]),
            "done": procedures("done", &[]),
            "unknown": procedures("unknown", &[]),
        },
        "deadlines": {
            "running": deadlines("running"),
            "ended": deadlines("ended"),
            "not_started": deadlines("not_started"),
            "unknown": deadlines("unknown"),
        },
    })
}

/// A row of CSV is the case that a line of JSON is.
#[test]
fn rows_are_answered_as_lines_are() {
    let folder = folder("rows");
    let histories = histories(200);
    let of_lines = batch(&folder, "cases.jsonl", lines(&histories), &[]);
    let of_rows = batch(&folder, "cases.csv", rows(&histories), &[]);
    assert_eq!((of_lines.status, of_rows.status), (0, 0), "{}", of_rows.aside);
    let (of_lines, of_rows) = (of_lines.objects(), of_rows.objects());
    assert_eq!(of_rows.len(), 200);
    for (mut of_line, mut of_row) in of_lines.into_iter().zip(of_rows) {
        // The names of the columns are the first line.
        let lines = [&mut of_line, &mut of_row].map(|answer| answer.remove("line").unwrap());
        assert_eq!(lines[0].as_u64().unwrap() + 1, lines[1].as_u64().unwrap());
        assert_eq!(of_line, of_row);
    }
}

/// The rows that an answer makes, as CSV has them.
fn rows_of(answer: &Map<String, Value>) -> Vec<String> {
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let head: Vec<String> =
        ["line", "case_number", "jurisdiction", "as_of"].map(|key| text(answer.get(key))).to_vec();
    let mut rows = Vec::new();
    for (kind, group, first, last) in [
        ("status", "statuses", "since", "until"),
        ("procedure", "procedures", "from", "until"),
        ("deadline", "deadlines", "starts", "ends"),
    ] {
        for (state, list) in answer[group].as_object().unwrap() {
            for one in list.as_array().unwrap() {
                let get = |key: &str| text(one.get(key));
                let id = one.as_str().map_or_else(|| get("id"), str::to_owned);
                let started = one.get("started_by");
                let started = |key: &str| text(started.and_then(|event| event.get(key)));
                let mut row = head.clone();
                row.extend([kind.to_owned(), id, state.clone(), get(first), get(last)]);
                row.extend([get("safe_by"), get("latest"), get("safe_after")]);
                row.extend([started("event"), started("on"), get("moot")]);
                rows.push(row.join(","));
            }
        }
    }
    rows.sort();
    rows
}

const COLUMNS: &str = "line,case_number,jurisdiction,as_of,kind,id,state,starts,ends,safe_by,\
                       latest,safe_after,started_by,started_on,moot";

#[test]
fn a_table_of_answers_says_what_the_lines_say() {
    let folder = folder("table");
    let text = lines(&histories(100));
    let of_lines = batch(&folder, "cases.jsonl", &text, &[]).objects();
    let table = batch(&folder, "cases.jsonl", &text, &["--format", "csv"]).answers;
    let mut table = table.lines();
    assert_eq!(table.next(), Some(COLUMNS));
    let mut by_line: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for row in table {
        let line = row.split(',').next().unwrap().parse().unwrap();
        by_line.entry(line).or_default().push(row.to_owned());
    }
    assert_eq!(by_line.len(), 100);
    for (answer, mut rows) in of_lines.iter().zip(by_line.into_values()) {
        rows.sort();
        assert_eq!(rows, rows_of(answer));
    }
}

/// What only a table must put in quotes.
#[test]
fn a_case_number_with_a_comma_stays_one_cell() {
    let folder = folder("comma");
    let case =
        r#"{"jurisdiction":"us-ca","case_number":"a,\"b\"","judgment":{"entered":"2025-03-05"}}"#;
    let table = batch(&folder, "cases.jsonl", case, &["--format", "csv"]).answers;
    let second = table.lines().nth(1).unwrap();
    assert!(second.starts_with("1,\"a,\"\"b\"\"\",us-ca,2026-11-21,status,"), "{second}");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_rows_of_the_table() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let folder = folder("parquet");
    let text = lines(&histories(100));
    let table = batch(&folder, "cases.jsonl", &text, &["--format", "csv"]).answers;
    let said = batch(&folder, "cases.jsonl", &text, &["--out", "answers.parquet"]);
    assert_eq!((said.status, said.answers.as_str()), (0, ""), "{}", said.aside);
    let file = fs::File::open(folder.join("answers.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<String> =
        schema.columns().iter().map(|column| column.name().to_owned()).collect();
    let mut rows = Vec::new();
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let cells = row.get_column_iter().map(|(_, field)| match field {
            Field::Null | Field::Bool(false) => String::new(),
            Field::Bool(true) => "true".to_owned(),
            Field::Str(text) => text.clone(),
            Field::Long(number) => number.to_string(),
            Field::Date(days) => {
                (chrono::NaiveDate::default() + chrono::Days::new(*days as u64)).to_string()
            }
            other => panic!("{other:?}"),
        });
        rows.push(cells.collect::<Vec<_>>().join(","));
    }
    let mut table = table.lines();
    assert_eq!(table.next(), Some(names.join(",").as_str()));
    assert!(rows.len() > 5000);
    assert!(table.eq(rows.iter().map(String::as_str)));
}

// Lines.

const GOOD: &str = r#"{"jurisdiction":"us-ca","judgment":{"entered":"2025-03-05"}}"#;

#[test]
fn blank_lines_and_line_ends_of_every_kind_are_read() {
    let folder = folder("ends");
    let text = format!("\u{feff}{GOOD}\r\n\r\n  \n{GOOD}\n\n{GOOD}");
    let said = batch(&folder, "cases.jsonl", text, &[]);
    assert_eq!((said.numbers(), said.status), (vec![1, 4, 6], 0), "{}", said.aside);
    // Without a name that tells, the first letter does.
    let rows = "\u{feff}jurisdiction,entered\r\nus-ca,2025-03-05\r\n,\r\n\r\nus-mn,2025-03-05";
    let said = batch(&folder, "cases", rows, &[]);
    assert_eq!((said.numbers(), said.status), (vec![2, 5], 0), "{}", said.aside);
    let nothing = batch(&folder, "cases", "\n\n", &[]);
    assert_eq!((nothing.answers.as_str(), nothing.status), ("", 0));
    assert_eq!(nothing.aside, "0 cases answered as of 21 November 2026");
}

/// One line of each way to be wrong, and a good one after each.
fn bad_lines() -> Vec<u8> {
    let judged =
        |day: &str| format!(r#"{{"jurisdiction":"us-ca","judgment":{{"entered":"{day}"}}}}"#);
    let bad: Vec<Vec<u8>> = vec![
        br#"{"jurisdiction":"us-ca","judgment":{"entered":"2025-03-05"}"#.to_vec(),
        br#"{"jurisdiction":"us-ca","judgment":{"entered":"2025-03-05"},"facts":{"debtor_at_hering":true},"event":[{"on":"2025-03-04","what":"writ_issued"}]}"#.to_vec(),
        br#"{"jurisdiction":"us-ac","judgment":{"entered":"2025-03-05"}}"#.to_vec(),
        br#"jurisdiction = "us-ca""#.to_vec(),
        b"{\"jurisdiction\":\"us-ca\",\"case_number\":\"caf\xe9\"}".to_vec(),
        format!("{{\"jurisdiction\":\"{}\"}}", "x".repeat(5_000_000)).into_bytes(),
        format!("{{\"jurisdiction\":\"{}\"}}", "x".repeat(5000)).into_bytes(),
        judged("2026-11-22").into_bytes(),
        judged("1950-01-02").into_bytes(),
    ];
    let mut text = Vec::new();
    for line in bad {
        text.extend(line);
        text.extend(b"\n");
        text.extend(GOOD.bytes());
        text.extend(b"\n");
    }
    text
}

#[test]
fn a_wrong_line_does_not_stop_the_others() {
    let folder = folder("wrong");
    let said = batch(&folder, "cases.jsonl", bad_lines(), &[]);
    assert_eq!((said.numbers(), said.status), ((1..=9).map(|at| 2 * at).collect(), 1));
    hold("batch_wrong_lines", "recoup batch cases.jsonl", &said.aside);
}

#[test]
fn a_wrong_row_does_not_stop_the_others() {
    let folder = folder("wrong_rows");
    let rows = "\
#notes,jurisdiction,entered,principal,debtor_at_hearing,weekly_pay,payment_received,payment_received.amount,
mine,us-ca,2025-03-05,6250.00,TRUE,,2025-06-02; 2025-07-02,500;250.50,
,us-ca,3/5/2025,\"$6,250.00\",yes,,,,
,us-ca,2025-03-05,,,,2025-03-04,,
,us-ca,2025-03-05,,,,2025-06-02;2025-07-02,500,
,us-ca,2025-03-05,,,,,500,
,us-ca,2025-03-05,,,over_80,,,
,us-ca,,,,,,,
,us-ca,2025-03-05
,us-ca,2025-03-05,,,,,,,,
,us-ca,2025-03-05,,,,,,value
\"two
lines\",us-ca,2025-13-05,,,,,,
,us-ca,\"2025-03-05,,,,,,
fine,us-ca,2025-03-05,,,,,,
\"fine, on
three
lines\",us-ca,2025-03-05,,,,,,
";
    let said = batch(&folder, "cases.csv", rows, &[]);
    assert_eq!((said.numbers(), said.status), (vec![2, 15, 16], 1), "{}", said.aside);
    hold("batch_wrong_rows", "recoup batch cases.csv", &said.aside);
}

#[test]
fn columns_that_no_pack_knows_are_refused() {
    let folder = folder("columns");
    let rows = "jurisdiction,entred,judgment_entered,debtor_at_hering,writ_isued,\
                payment_received,payment_received.amuont,writ_issued.by,\
                appeal_filed.filed_by,payment_received\nus-ca,,,,,,,,,\n";
    let said = batch(&folder, "cases.csv", rows, &["--out", "answers.jsonl"]);
    assert_eq!((said.answers.as_str(), said.status), ("", 1));
    assert!(!folder.join("answers.jsonl").exists());
    hold("batch_columns", "recoup batch cases.csv", &said.aside);
}

#[test]
fn a_case_in_toml_is_said_to_be_one() {
    let folder = folder("toml");
    let case = "jurisdiction = \"us-ca\"\n[judgment]\nentered = 2025-03-05\n";
    let said = batch(&folder, "case.toml", case, &[]);
    assert_eq!((said.answers.as_str(), said.status), ("", 1));
    assert_eq!(
        said.aside,
        "error: `case.toml` is a case in TOML; `recoup next case.toml` answers it. A batch has many \
         cases, each on a line of its own, as JSON or CSV"
    );
}

#[test]
fn columns_set_apart_by_semicolons_are_said_to_be_so() {
    let folder = folder("semicolons");
    let rows = "jurisdiction;entered\nus-ca;2025-03-05\n";
    let said = batch(&folder, "cases.csv", rows, &[]);
    assert_eq!((said.answers.as_str(), said.status), ("", 1));
    hold("batch_semicolons", "recoup batch cases.csv", &said.aside);
}

#[test]
fn of_many_mistakes_the_first_are_told() {
    let folder = folder("many");
    let said = batch(&folder, "cases.jsonl", "{}\n".repeat(300), &[]);
    assert_eq!((said.answers.as_str(), said.status), ("", 1));
    let told: Vec<&str> = said.aside.lines().collect();
    assert_eq!(told.len(), 22);
    // Each of the 300 lines has no jurisdiction and no judgment, or is an empty case.
    let more = told[20].strip_prefix("… and ").unwrap();
    assert!(more.ends_with(" more mistakes; --errors FILE keeps them all"), "{more}");
    assert_eq!(told[21], "0 cases answered, 300 lines wrong as of 21 November 2026");
}

/// The lines that were wrong come out as they went in, and can be asked again.
#[test]
fn wrong_lines_can_be_mended_and_asked_again() {
    let folder = folder("mended");
    let said = batch(&folder, "cases.jsonl", bad_lines(), &["--errors", "errors.jsonl"]);
    assert_eq!((said.numbers().len(), said.status), (9, 1));
    assert_eq!(said.aside, "9 cases answered, 9 lines wrong as of 21 November 2026");
    let errors = objects(&fs::read_to_string(folder.join("errors.jsonl")).unwrap());
    let numbers: Vec<u64> = errors.iter().map(|it| it["line"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..9).map(|at| 2 * at + 1).collect::<Vec<_>>());
    let message = |at: usize| &errors[at]["messages"][0];
    assert_eq!(message(5)["code"], "too-large");
    // Nothing is wrong with these cases, and what has a code has a page.
    for (at, reason) in [(7, "judged-later"), (8, "not-modelled")] {
        assert_eq!((message(at)["reason"].as_str(), message(at).get("code")), (Some(reason), None));
    }
    assert_eq!(errors[5]["input"], Value::Null, "nothing is kept of what is too long");
    hold("batch_errors_file", "a line of --errors", &{
        let mut line = serde_json::to_string_pretty(&errors[1]).unwrap();
        line.push('\n');
        line
    });
    let mended = errors[1]["input"].as_str().unwrap();
    let mended = mended.replace("hering", "hearing").replace("2025-03-04", "2025-03-06");
    let again = batch(&folder, "again.jsonl", mended, &["--errors", "errors.jsonl"]);
    assert_eq!((again.numbers(), again.status), (vec![1], 0), "{}", again.aside);
    assert_eq!(fs::read_to_string(folder.join("errors.jsonl")).unwrap(), "");
}

/// What the page about it shows is answered, and its columns are those there are.
#[test]
fn the_cases_that_the_page_shows_are_cases() {
    let folder = folder("page");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/batch.md");
    let page = fs::read_to_string(page).unwrap();
    let block = |kind: &str| {
        let rest = page.split_once(&format!("```{kind}\n")).unwrap().1;
        rest.split_once("\n```").unwrap().0
    };
    for (file, cases) in [("cases.csv", vec![2, 3]), ("cases.json", vec![1])] {
        let said = batch(&folder, file, block(file.trim_start_matches("cases.")), &[]);
        assert_eq!((said.numbers(), said.status), (cases, 0), "{}", said.aside);
        assert_eq!(said.objects()[0]["case_number"], "25SC01234");
    }
    let table = page.split_once("| column | in Parquet |").unwrap().1.split_once("\n\n").unwrap().0;
    let shown = table.lines().skip(2).flat_map(|row| {
        let cell = row.split('|').nth(1).unwrap();
        cell.split(',').map(|name| name.trim().trim_matches('`'))
    });
    assert_eq!(shown.collect::<Vec<_>>().join(","), COLUMNS);
}

// Files, pipes and the command line.

#[test]
fn a_file_of_answers_appears_whole_or_not_at_all() {
    let folder = folder("whole");
    let text = lines(&histories(3));
    fs::write(folder.join("answers.jsonl"), "as it was").unwrap();
    let kept = || fs::read_to_string(folder.join("answers.jsonl")).unwrap();
    let files = || fs::read_dir(&folder).unwrap().count();
    // It cannot keep the wrong lines, and so breaks off.
    if Path::new("/dev/full").exists() {
        let full = ["--out", "answers.jsonl", "--errors", "/dev/full"];
        let said = batch(&folder, "cases.jsonl", format!("{text}{{}}\n"), &full);
        assert_eq!((said.status, kept().as_str(), files()), (1, "as it was", 2), "{}", said.aside);
        assert!(said.aside.contains("`/dev/full` cannot be written"), "{}", said.aside);
    }
    let printed = batch(&folder, "cases.jsonl", &text, &[]).answers;
    let said = batch(&folder, "cases.jsonl", &text, &["--out", "answers.jsonl"]);
    assert_eq!((said.status, said.answers.as_str(), files()), (0, "", 2), "{}", said.aside);
    assert_eq!(kept(), printed);
    let nowhere = batch(&folder, "cases.jsonl", &text, &["--out", "no/answers.jsonl"]);
    assert_eq!((nowhere.status, nowhere.answers.as_str()), (2, ""));
}

/// A reader that has seen enough closes the pipe, though the cases never end.
#[test]
fn it_ends_when_nobody_reads_on() {
    let folder = folder("pipe");
    let mut child =
        recoup(&folder, &["batch", "--on", LAST]).stdin(Stdio::piped()).spawn().unwrap();
    let mut cases = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || {
        let block = format!("{GOOD}\n").repeat(300);
        while cases.write_all(block.as_bytes()).is_ok() {}
    });
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    answers.read_line(&mut first).unwrap();
    assert_eq!(objects(&first)[0]["line"], 1);
    drop(answers);
    let mut aside = String::new();
    child.stderr.take().unwrap().read_to_string(&mut aside).unwrap();
    assert_eq!((child.wait().unwrap().code(), aside.as_str()), (Some(0), ""));
    feeder.join().unwrap();
}

#[test]
fn commands_that_are_wrong_say_how() {
    let folder = folder("commands");
    fs::write(folder.join("list.json"), format!("[\n{GOOD}\n]")).unwrap();
    fs::write(folder.join("wide.csv"), b"\xff\xfej\0u\0r\0i\0s\0").unwrap();
    fs::write(folder.join("cases.jsonl"), GOOD).unwrap();
    let commands: [&[&str]; 9] = [
        &["cases.jsonl", "--out", "same.jsonl", "--errors", "same.jsonl"],
        &["cases.jsonl", "--full", "--format", "csv"],
        &["cases.jsonl", "--format", "xml"],
        &["cases.jsonl", "--threads", "0"],
        &["cases.jsonl", "--out", "."],
        &["missing.jsonl"],
        &["."],
        &["list.json"],
        &["wide.csv"],
    ];
    let mut all = String::new();
    for command in commands {
        let said = said(recoup(&folder, &[&["batch"], command].concat()).output().unwrap());
        assert_eq!(said.answers, "");
        let asked = command.join(" ");
        all += &format!("recoup batch {asked}\n{}\nstatus {}\n\n", said.aside, said.status);
    }
    hold("batch_commands", "recoup batch, asked in ways that are wrong", &all);
}
