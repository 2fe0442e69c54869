//! The examples beside the law hold, every pack has some, and what is a state's
//! is in its pack.

use std::fs;
use std::path::{Path, PathBuf};

use recoup_engine::{Case, Library, example};

/// The fewest examples that a pack may have: its appeal, its lifetime, its
/// renewal, a missed deadline, and what is peculiar to it.
const FEWEST: usize = 8;

/// The texts of the packs, and those of their examples.
struct Texts {
    packs: Vec<(String, String)>,
    examples: Vec<(String, String)>,
}

fn texts() -> Texts {
    let texts = recoup_tests::rule_texts().unwrap();
    let (examples, packs) = texts.into_iter().partition(|(name, _)| name.contains("/examples/"));
    Texts { packs, examples }
}

fn library(texts: &Texts) -> Library {
    let pairs = texts.packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Library::from_sources(pairs).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

#[test]
fn every_example_holds() {
    let texts = texts();
    let library = library(&texts);
    let failed: Vec<String> = texts
        .examples
        .iter()
        .filter_map(|(name, text)| {
            let mistakes = example::run(&library, name, text).err()?;
            Some(format!("{name} does not hold:\n{mistakes}"))
        })
        .collect();
    let (count, all) = (failed.len(), texts.examples.len());
    assert!(failed.is_empty(), "{count} of {all} examples:\n\n{}", failed.join("\n\n"));
}

/// What is doubtful in a pack has been looked into, or it is not finished.
#[test]
fn no_pack_is_in_doubt() {
    let texts = texts();
    let pairs = texts.packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let doubts: Vec<String> = Library::doubts(pairs).iter().map(ToString::to_string).collect();
    assert!(doubts.is_empty(), "{}", doubts.join("\n"));
}

/// An example asks on some day and expects something there.
#[test]
fn every_example_expects_something() {
    let texts = texts();
    let library = library(&texts);
    for (name, text) in &texts.examples {
        if let Ok(held) = example::run(&library, name, text) {
            assert!(held.days > 0 && held.checks > 0, "{name} expects nothing");
            let folder = name.split('/').next().unwrap();
            assert_eq!(held.jurisdiction, folder, "{name} is a case of another pack");
        }
    }
}

/// The case of an example is asked as a case file is, whatever is expected of it.
#[test]
fn every_example_can_be_asked() {
    let texts = texts();
    let library = library(&texts);
    for (name, text) in &texts.examples {
        let folder = name.split('/').next();
        assert_eq!(Case::jurisdiction_in(text).as_deref(), folder, "{name}");
        let matter = library.read_case(name, text).unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(Some(matter.pack().id.as_str()), folder, "{name}");
    }
    let (name, text) = &texts.examples[0];
    let misspelt = library.read_case(name, &format!("titel = \"x\"\n{text}")).unwrap_err();
    assert_eq!(misspelt.0.len(), 1, "{misspelt}");
    assert_eq!(misspelt.0[0].nearest.as_deref(), Some("title"));
}

#[test]
fn every_pack_has_examples() {
    let texts = texts();
    for pack in library(&texts).packs().filter(|pack| !pack.foundation) {
        let folder = format!("{}/examples/", pack.id);
        let count = texts.examples.iter().filter(|(name, _)| name.starts_with(&folder)).count();
        assert!(count >= FEWEST, "{} has {count} examples; a pack has at least {FEWEST}", pack.id);
    }
}

/// Titles tell examples apart where they are listed.
#[test]
fn no_two_examples_of_a_pack_have_one_title() {
    let texts = texts();
    let mut titles: Vec<(&str, &str)> = Vec::new();
    for (name, text) in &texts.examples {
        let folder = name.split('/').next().unwrap();
        let title = text.lines().find(|line| line.starts_with("title")).unwrap();
        assert!(!titles.contains(&(folder, title)), "{name}: another example has its {title}");
        titles.push((folder, title));
    }
}

// Nothing about any state is written in Rust.

const STATES: [(&str, &str); 51] = [
    ("al", "Alabama"),
    ("ak", "Alaska"),
    ("az", "Arizona"),
    ("ar", "Arkansas"),
    ("ca", "California"),
    ("co", "Colorado"),
    ("ct", "Connecticut"),
    ("de", "Delaware"),
    ("dc", "District of Columbia"),
    ("fl", "Florida"),
    ("ga", "Georgia"),
    ("hi", "Hawaii"),
    ("id", "Idaho"),
    ("il", "Illinois"),
    ("in", "Indiana"),
    ("ia", "Iowa"),
    ("ks", "Kansas"),
    ("ky", "Kentucky"),
    ("la", "Louisiana"),
    ("me", "Maine"),
    ("md", "Maryland"),
    ("ma", "Massachusetts"),
    ("mi", "Michigan"),
    ("mn", "Minnesota"),
    ("ms", "Mississippi"),
    ("mo", "Missouri"),
    ("mt", "Montana"),
    ("ne", "Nebraska"),
    ("nv", "Nevada"),
    ("nh", "New Hampshire"),
    ("nj", "New Jersey"),
    ("nm", "New Mexico"),
    ("ny", "New York"),
    ("nc", "North Carolina"),
    ("nd", "North Dakota"),
    ("oh", "Ohio"),
    ("ok", "Oklahoma"),
    ("or", "Oregon"),
    ("pa", "Pennsylvania"),
    ("ri", "Rhode Island"),
    ("sc", "South Carolina"),
    ("sd", "South Dakota"),
    ("tn", "Tennessee"),
    ("tx", "Texas"),
    ("ut", "Utah"),
    ("vt", "Vermont"),
    ("va", "Virginia"),
    ("wa", "Washington"),
    ("wv", "West Virginia"),
    ("wi", "Wisconsin"),
    ("wy", "Wyoming"),
];

/// Comments, tests within the modules, and what a message or the help shows as an
/// example (`such as jurisdiction = "us-ca"`) may name a state; code may not.
#[test]
fn the_programs_know_no_state() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["engine/src", "cli/src"] {
        gather(&root.join(folder), &mut files);
    }
    assert!(files.len() > 10, "the sources were found");
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code(&text) {
            for (id, name) in STATES {
                // An id as data is a text of its own, or begins a path.
                let as_data =
                    [format!("\"us-{id}\""), format!("\"us-{id}/"), format!("\"US-{id}\"")];
                let as_data = as_data.iter().any(|id| literal(line, id));
                let postal = literal(line, &format!("\"{}\"", id.to_uppercase()));
                if line.contains(name) || as_data || postal {
                    found.push(format!("{}:{number}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "what is a state's belongs in its pack:\n{}", found.join("\n"));
}

/// The lines of code with their numbers: without comments, and without the tests
/// that end a module.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    let lines = (1..).zip(lines);
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a line has a text whose quote is not that of a text within a text.
fn literal(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| !line[..at].ends_with('\\'))
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
