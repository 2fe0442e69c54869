//! The cases that are measured.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use recoup_engine::graph::Pack;
use recoup_engine::{Case, Day, Library, Matter};
use toml::Value;

/// A case and the day on which it is asked about.
pub(super) struct Subject {
    title: String,
    /// The case file, in both of its forms.
    pub(super) toml: String,
    pub(super) json: String,
    pub(super) on: Day,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl Subject {
    fn new(title: String, toml: String, on: &str) -> Subject {
        let case: toml::Table = toml.parse().expect("a case in TOML");
        let json = as_json(&Value::Table(case)).to_string();
        Subject { title, toml, json, on: on.parse().expect("a day") }
    }

    pub(super) fn matter(&self) -> Matter<'static> {
        let case = Case::from_toml(&self.toml).expect("a case");
        case.read_against(library()).expect("a case of this pack")
    }
}

/// California with ten events; histories of more and fewer, to see what an event
/// costs; and the largest pack with the fullest of its examples.
pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects = vec![Subject::new("ten events".to_owned(), TEN_EVENTS.to_owned(), ON)];
    for events in [0, 10, 50, 100, 200] {
        subjects.push(Subject::new(format!("history of {events}"), history(events), ON));
    }
    subjects.push(largest());
    subjects
}

const ON: &str = "2025-06-02";

/// A judgment on which much has happened.
const TEN_EVENTS: &str = r#"
    jurisdiction = "us-ca"
    judgment = { entered = 2016-03-07, principal = 6250.00, costs = 115.00 }
    facts = { side = "creditor", won_on = "plaintiffs_claim", debtor_at_hearing = true, debtor_kind = "individual", debt_kind = "general", service_of_process = "personal", licensed_contractor = false }
    event = [
        { on = 2016-03-07, what = "notice_of_entry_served", by = "mail" },
        { on = 2016-04-20, what = "asset_statement_received" },
        { on = 2016-05-02, what = "exam_ordered" },
        { on = 2016-06-14, what = "exam_held" },
        { on = 2016-07-01, what = "writ_issued", county = "Alameda" },
        { on = 2016-08-09, what = "notice_of_levy_served", by = "personal" },
        { on = 2016-08-30, what = "payment_received", amount = 900.00 },
        { on = 2017-01-10, what = "lien_recorded", county = "Alameda" },
        { on = 2025-02-03, what = "renewal_filed" },
        { on = 2025-02-20, what = "renewal_served", by = "mail" },
    ]
"#;

/// What a patient creditor does over and over.
const COLLECTING: [&str; 10] = [
    r#"what = "exam_ordered""#,
    r#"what = "exam_held""#,
    r#"what = "writ_issued", county = "Alameda""#,
    r#"what = "notice_of_levy_served", by = "personal""#,
    r#"what = "payment_received", amount = 90.00"#,
    r#"what = "lien_recorded", county = "Alameda""#,
    r#"what = "wage_order_served", county = "Alameda", by = "personal""#,
    r#"what = "cost_incurred", amount = 40.00"#,
    r#"what = "costs_memorandum_served", by = "mail", amount = 40.00"#,
    r#"what = "renewal_filed""#,
];

/// The judgment above with so many events, spread evenly over the same nine years.
fn history(events: usize) -> String {
    let mut text = r#"
jurisdiction = "us-ca"
judgment = { entered = 2016-03-07, principal = 6250.00, costs = 115.00 }
facts = { side = "creditor", won_on = "plaintiffs_claim", debtor_at_hearing = true, debtor_kind = "individual", debt_kind = "general", service_of_process = "personal", licensed_contractor = false }
event = [
"#
    .to_owned();
    let mut on: Day = "2016-03-07".parse().expect("a day");
    if events > 0 {
        text.push_str(&format!(
            "{{ on = {on}, what = \"notice_of_entry_served\", by = \"mail\" }},\n"
        ));
    }
    let apart = 3300 / events.max(1) as i32;
    for what in COLLECTING.iter().cycle().take(events.saturating_sub(1)) {
        on = on.plus(apart);
        text.push_str(&format!("{{ on = {on}, {what} }},\n"));
    }
    text + "]\n"
}

/// The pack with most periods and procedures, and its example with most events.
fn largest() -> Subject {
    let size = |pack: &&Pack| -> usize {
        let sizes = pack.sizes().into_iter();
        sizes.filter(|(what, _)| ["periods", "procedures"].contains(what)).map(|(_, n)| n).sum()
    };
    let states = library().packs().filter(|pack| !pack.foundation);
    let pack = states.max_by_key(size).expect("a pack");
    let examples = files(&rules().join(&pack.id).join("examples"));
    let examples = examples.iter().map(|path| -> toml::Table {
        fs::read_to_string(path).expect("a text").parse().expect("an example in TOML")
    });
    let events = |example: &toml::Table| {
        example["case"].get("event").and_then(Value::as_array).map_or(0, Vec::len)
    };
    let fullest = examples.max_by_key(events).expect("an example");
    let on = fullest["expect"].as_array().and_then(|days| days.last()?.get("on")).expect("a day");
    let case = toml::to_string(&fullest["case"]).expect("a case in TOML");
    let title = format!("largest pack ({}), {} events", pack.id, events(&fullest));
    Subject::new(title, case, &on.to_string())
}

/// All packs, compiled.
pub(super) fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
        let sources = sources();
        let texts = sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Library::from_sources(texts).expect("packs in order")
    });
    &LIBRARY
}

/// The packs as they stand in the repository: (name, text).
pub(super) fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for pack in files(&rules()).into_iter().filter(|pack| pack.is_dir()) {
        for file in files(&pack).into_iter().filter(|file| file.is_file()) {
            let name = file.strip_prefix(rules()).expect("a file of a pack");
            let name = name.to_str().expect("a name").replace('\\', "/");
            sources.push((name, fs::read_to_string(&file).expect("a text")));
        }
    }
    sources
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules")
}

/// What lies in a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
}

/// What TOML states, in JSON: days as texts.
fn as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect()
        }
        Value::Array(list) => list.iter().map(as_json).collect(),
        Value::Datetime(day) => day.to_string().into(),
        Value::String(text) => text.clone().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(flag) => (*flag).into(),
    }
}
