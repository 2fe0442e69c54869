//! The pages on codes, `docs/codes`, and `recoup pack explain`.
//!
//! No code is without a page and no page without a code. What a page shows as
//! wrong gives its code and no other, on the line that is marked with `# <-`;
//! what it shows as right gives none.
//!
//! A block is laid beside the small pack of `bad/rules`. After `toml` its info
//! string says:
//!
//! - `wrong` or `right`, or `given` for what both of them need;
//! - `as=us-zy/pack.toml`: it is this file; without it, one more file of `us-zz`;
//! - `case`: it is a case file, and `recoup next` is asked, not `pack check`;
//! - `times=1000`: the file holds the block so many times;
//! - `latin-1`: the file is saved as Latin-1.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use recoup_engine::diagnostic::Code;

use crate::common::{complaint, folder, hold, root, run};

/// A block of a page: what its info string says, and its text.
struct Block {
    info: Vec<String>,
    text: String,
}

impl Block {
    fn is(&self, word: &str) -> bool {
        self.info.iter().any(|one| one == word)
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.info.iter().find_map(|one| one.strip_prefix(key)?.strip_prefix('='))
    }

    /// The line on which its mistake is marked.
    fn marked(&self) -> usize {
        let marked: Vec<usize> = self
            .text
            .lines()
            .enumerate()
            .filter_map(|(at, line)| line.contains("# <-").then_some(at + 1))
            .collect();
        assert_eq!(marked.len(), 1, "one line is marked:\n{}", self.text);
        marked[0]
    }

    /// Its file within the folder of a test.
    fn file(&self) -> String {
        match self.value("as") {
            _ if self.is("case") => "case.toml".to_owned(),
            Some(file) => format!("rules/{file}"),
            None => "rules/us-zz/more.toml".to_owned(),
        }
    }

    fn lay(&self, folder: &Path) {
        let path = folder.join(self.file());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let times = self.value("times").map_or(1, |times| times.parse().unwrap());
        let text = self.text.repeat(times);
        if self.is("latin-1") {
            let bytes: Vec<u8> = text.chars().map(|sign| u8::try_from(sign).unwrap()).collect();
            fs::write(path, bytes).unwrap();
        } else {
            fs::write(path, text).unwrap();
        }
    }
}

fn pages() -> PathBuf {
    root().join("docs/codes")
}

fn page(code: Code) -> String {
    let path = pages().join(format!("{}.md", code.name()));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut parts = page.split("```").skip(1);
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (info, text) = block.split_once('\n').unwrap();
        let mut info = info.split(' ').map(str::to_owned);
        assert_eq!(info.next().as_deref(), Some("toml"));
        blocks.push(Block { info: info.collect(), text: text.to_owned() });
    }
    blocks
}

/// Lays some blocks beside the small pack, asks, and gives what was said.
fn said(name: &str, blocks: &[&Block]) -> String {
    let folder = folder(&format!("code-{name}"));
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/rules/us-zz");
    fs::create_dir_all(folder.join("rules/us-zz")).unwrap();
    for file in ["pack.toml", "time.toml"] {
        fs::copy(small.join(file), folder.join("rules/us-zz").join(file)).unwrap();
    }
    for block in blocks {
        block.lay(&folder);
    }
    let args: &[&str] = if blocks.iter().any(|block| block.is("case")) {
        &["next", "case.toml", "--rules", "rules", "--on", "2025-04-10"]
    } else {
        &["pack", "check", "--rules", "rules", "--on", "2026-11-22", "--stale", "1 year"]
    };
    let output = run(&folder, args);
    let complaints = String::from_utf8(output.stderr).unwrap();
    if blocks.iter().any(|block| block.is("right")) {
        assert!(output.status.success(), "{name}: {complaints}");
    }
    complaints + &String::from_utf8(output.stdout).unwrap()
}

/// The codes of what was said, each with its file and line.
fn found(said: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = said.lines();
    while let Some(line) = lines.next() {
        let Some((severity, rest)) = line.split_once('[') else { continue };
        if ["error", "warning"].contains(&severity) {
            let code = rest.split(']').next().unwrap().to_owned();
            let place = lines.next().and_then(|line| line.trim().strip_prefix("--> ")).unwrap();
            let place = place.rsplit_once(':').unwrap().0;
            found.push((code, place.to_owned()));
        }
    }
    found
}

#[test]
fn what_is_shown_as_wrong_is_wrong_and_what_is_shown_as_right_is_right() {
    let mut amiss = Vec::new();
    for code in Code::ALL {
        let name = code.name();
        let page = page(*code);
        let blocks = blocks(&page);
        for kind in ["wrong", "right"] {
            let shown: Vec<&Block> = blocks.iter().filter(|block| block.is(kind)).collect();
            assert_eq!(shown.len(), 1, "{name}: one block is {kind}");
            let shown = shown[0];
            let given = blocks.iter().filter(|block| block.is("given"));
            let laid: Vec<&Block> = given.chain([shown]).collect();
            let said = said(&format!("{name}-{kind}"), &laid);
            let expected = match kind {
                "wrong" => {
                    vec![(name.to_owned(), format!("{}:{}", shown.file(), shown.marked()))]
                }
                _ => Vec::new(),
            };
            if found(&said) != expected {
                amiss.push(format!("{name}, {kind}: expected {expected:?}\n{said}"));
            }
        }
    }
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

#[test]
fn no_page_is_without_a_code_and_each_begins_with_its_meaning() {
    let mut files: BTreeSet<String> = fs::read_dir(pages())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.remove("README.md"));
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(files, codes);
    for code in Code::ALL {
        let head = format!("# {code}\n\n{}\n\n", code.meaning());
        let page = page(*code);
        assert!(page.starts_with(&head), "{code}: a page begins\n{head}");
        for heading in ["## Why it matters\n", "## Wrong\n", "## Right\n"] {
            assert_eq!(page.matches(heading).count(), 1, "{code}: {heading}");
        }
        let wide = page.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{code}: more than 80 columns");
    }
}

#[test]
fn the_index_lists_every_page() {
    let index = fs::read_to_string(pages().join("README.md")).unwrap();
    let rows: Vec<&str> = index.lines().filter(|line| line.starts_with("| [")).collect();
    let expected: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("| [{code}]({code}.md) | {} |", code.meaning()))
        .collect();
    assert_eq!(rows, expected);
}

/// What is said of each code is held by a snapshot: mostly by those of
/// `bad_input.rs`, and here for those that need a day.
#[test]
fn each_code_has_a_snapshot() {
    for code in [Code::Stale, Code::FutureDate] {
        let page = page(code);
        let blocks = blocks(&page);
        let wrong: Vec<&Block> = blocks.iter().filter(|block| block.is("wrong")).collect();
        let said = said(&format!("{code}-snapshot"), &wrong);
        let asked = "recoup pack check --rules rules --on 2026-11-22 --stale \"1 year\"";
        hold(&format!("code_{}", code.name().replace('-', "_")), asked, &said);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut shown = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        shown.extend(found_codes(&text));
    }
    for code in Code::ALL {
        assert!(shown.contains(code.name()), "no snapshot shows what is said of {code}");
    }
}

fn found_codes(text: &str) -> Vec<String> {
    let of = |line: &str| {
        let (severity, rest) = line.split_once('[')?;
        let code = rest.split(']').next()?;
        ["error", "warning"].contains(&severity).then(|| code.to_owned())
    };
    text.lines().filter_map(of).collect()
}

// `recoup pack explain`.

fn explain(args: &[&str]) -> String {
    let output = run(&root(), &[&["pack", "explain"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_code_is_explained() {
    hold("explain_shadowed", "recoup pack explain shadowed", &explain(&["shadowed"]));
    let json: serde_json::Value = serde_json::from_str(&explain(&["stale", "--json"])).unwrap();
    assert_eq!(json["code"], "stale");
    assert_eq!(json["meaning"], Code::Stale.meaning());
    assert_eq!(json["page"], page(Code::Stale));
}

#[test]
fn all_codes_are_listed() {
    let said = explain(&[]);
    let listed: Vec<&str> = said
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap_or_default())
        .collect();
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(listed, codes);
    assert!(said.contains("\nunknown-key           A key that has no meaning here.\n"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&explain(&["--json"])).unwrap();
    assert_eq!(json.as_array().map(Vec::len), Some(codes.len()));
}

#[test]
fn a_code_that_is_none_gets_the_nearest() {
    let said = complaint(run(&root(), &["pack", "explain", "unknown-kee"]), 2);
    assert_eq!(said, "error: there is no code `unknown-kee`; did you mean `unknown-key`?\n");
    let said = complaint(run(&root(), &["pack", "explain", "42"]), 2);
    assert!(said.contains("`recoup pack explain` lists them all"), "{said}");
}
