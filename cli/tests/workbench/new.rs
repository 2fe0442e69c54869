//! `recoup pack new`.

use std::fs;
use std::path::Path;

use crate::common::{complaint, folder, hold, root, run};

/// What the program printed, when it did what it was asked to.
fn printed(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{wrong}");
    String::from_utf8(output.stdout).unwrap()
}

/// All files of the new pack, with what begins an entry taken out of its remark.
fn taken_up(pack: &Path) -> String {
    let mut all = String::new();
    for folder in [pack.to_owned(), pack.join("examples")] {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let begins = |line: &str| {
                line.strip_prefix('#').is_some_and(|rest| {
                    rest.starts_with(|sign: char| sign == '[' || sign.is_ascii_lowercase())
                })
            };
            let lines = text.lines().map(|line| if begins(line) { &line[1..] } else { line });
            let text = lines.collect::<Vec<_>>().join("\n");
            fs::write(&path, &text).unwrap();
            all.push_str(&text);
        }
    }
    all
}

#[test]
fn a_new_pack_checks_and_says_what_is_missing() {
    let folder = folder("new_checks");
    let made = printed(&folder, &["pack", "new", "us-zz", "--name", "Nowhere", "--rules", "r"]);
    let checked = printed(&folder, &["pack", "check", "us-zz", "--rules", "r"]);
    let asked = "recoup pack new us-zz --name Nowhere --rules r; recoup pack check us-zz --rules r";
    hold("new_pack", asked, &format!("{made}\n{checked}"));
    assert!(
        fs::read_to_string(folder.join("r/us-zz/periods.toml"))
            .unwrap()
            .starts_with("#:schema ../pack.schema.json\n")
    );
    let schema = fs::read_to_string(folder.join("r/pack.schema.json")).unwrap();
    assert_eq!(schema, fs::read_to_string(root().join("rules/pack.schema.json")).unwrap());
    // Nothing is left of how it was made.
    let mut there: Vec<_> =
        fs::read_dir(folder.join("r")).unwrap().map(|one| one.unwrap().file_name()).collect();
    there.sort();
    assert_eq!(there, ["example.schema.json", "pack.schema.json", "us", "us-zz"]);
}

#[test]
fn the_beginnings_of_entries_are_a_pack_that_can_be_read() {
    let folder = folder("new_taken_up");
    printed(&folder, &["pack", "new", "us-zz", "--name", "Nowhere", "--rules", "r"]);
    let text = taken_up(&folder.join("r/us-zz"));
    let output = run(&folder, &["pack", "check", "us-zz", "--rules", "r", "--json"]);
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let is = |one: &&serde_json::Value, what: &str| one["code"] == what;
    let failed = found.iter().filter(|one| one["severity"] == "error");
    let mistakes: Vec<_> = failed.filter(|one| !is(one, "example-failed")).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    // Nothing that every pack has is left out.
    for code in ["remedy-missing", "definition-missing"] {
        assert!(!found.iter().any(|one| is(&one, code)), "{code}: {found:#?}");
    }
    // Neither is a topic of the fact sheets, nor a shared event or fact.
    for topic in TOPICS {
        assert!(text.contains(&format!("`{topic}`")), "the topic `{topic}` is left out");
    }
    for file in ["events", "facts", "bankruptcy"] {
        let shared = fs::read_to_string(root().join(format!("rules/us/{file}.toml"))).unwrap();
        for line in shared.lines() {
            let id = ["[event.", "[fact."].into_iter().find_map(|kind| line.strip_prefix(kind));
            let Some(id) = id.and_then(|id| id.strip_suffix(']')).filter(|id| !id.contains('.'))
            else {
                continue;
            };
            assert!(text.contains(id), "the shared `{id}` is left out");
        }
    }
}

/// The topics by which facts about a state's law are gathered.
const TOPICS: [&str; 24] = [
    "court_limit",
    "appeal",
    "set_aside",
    "correct",
    "payment",
    "wait",
    "prerequisite",
    "disclosure",
    "execution",
    "bank",
    "wages",
    "property_lien",
    "personal_property",
    "enforcement_lifetime",
    "renewal",
    "interest",
    "costs",
    "exemptions",
    "satisfaction",
    "foreign_judgment",
    "time",
    "holiday",
    "leverage",
    "help",
];

#[test]
fn what_is_there_is_left_alone() {
    let folder = folder("new_there");
    printed(&folder, &["pack", "new", "us-zz", "--rules", "r"]);
    let own = folder.join("r/us/facts.toml");
    fs::write(&own, "# mine\n").unwrap();
    fs::write(folder.join("r/pack.schema.json"), "{}").unwrap();
    let said = complaint(run(&folder, &["pack", "new", "us-zz", "--rules", "r"]), 2);
    assert_eq!(said, "error: there is a `r/us-zz` already; nothing was written\n");
    let second = printed(&folder, &["pack", "new", "us-zy", "--rules", "r"]);
    assert!(!second.contains("federal law"), "{second}");
    assert_eq!(fs::read_to_string(own).unwrap(), "# mine\n");
    assert_eq!(fs::read_to_string(folder.join("r/pack.schema.json")).unwrap(), "{}");
}

#[test]
fn a_command_that_cannot_be_done_says_what_to_write() {
    let folder = folder("new_refused");
    fs::write(folder.join("file"), "").unwrap();
    for (args, expected) in [
        (&["us-zz"][..], "say in which folder of packs: `recoup pack new us-zz --rules my-rules`"),
        (&["us", "--rules", "r"], "`us` cannot be the id of a pack: expected small letters"),
        (&["US-ZZ", "--rules", "r"], "such as `us-zz`"),
        (&["../us-zz", "--rules", "r"], "such as `us-zz`"),
        (&["us-zz", "--name", "No\"where", "--rules", "r"], "expected a name in plain words"),
        (&["us-zz", "--rules", "file"], "`file` is not a folder"),
        (&["us-zz", "--rules", "file/r"], "nothing was written"),
    ] {
        let said = complaint(run(&folder, &[&["pack", "new"], args].concat()), 2);
        assert!(said.contains(expected), "{args:?}: {said}");
        assert!(!folder.join("r").exists(), "{args:?}");
    }
}
