//! Ways to ask `recoup next`: in brief, and about an example beside a pack.

mod common;

use std::fs;
use std::path::Path;

use common::{folder, root, run};

/// What the program prints, run in a folder.
fn said(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const CASE: [&str; 4] = ["next", "examples/california.toml", "--on", "2025-04-10"];

/// The parts of an answer, each with its heading.
fn parts(answer: &str) -> Vec<&str> {
    answer.split("\n\n").collect()
}

#[test]
fn a_brief_answer_leaves_out_why_what_is_not_open_is_not() {
    let whole = said(&root(), &CASE);
    let brief = said(&root(), &[&CASE[..], &["--brief"]].concat());
    let (whole, brief) = (parts(&whole), parts(&brief));
    assert_eq!(whole.len(), brief.len());
    let differs: Vec<_> =
        whole.iter().zip(&brief).filter(|(whole, brief)| whole != brief).collect();
    let [(long, short)] = differs[..] else { panic!("{differs:#?}") };

    // Each step is named once in the whole answer, behind "So not" or a semicolon.
    let joined = long.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = joined.split("So not: ").skip(1).map(|steps| {
        let steps = steps.split(". ").next().unwrap();
        steps.split("; ").count()
    });
    let steps: usize = named.sum();
    assert!(steps > 10, "{long}");
    let expected =
        format!("Not open to you\n  {steps} steps. Without --brief the answer says why.");
    assert_eq!(*short, expected);
}

#[test]
fn an_example_can_be_asked_as_its_case_can() {
    let of_case = folder("a-case-is-asked");
    let of_example = folder("an-example-is-asked");
    let case = "jurisdiction = 'us-ca'\njudgment.entered = 2025-03-05\n";
    let example = "title = 'x'\ncase.jurisdiction = 'us-ca'\ncase.judgment.entered = 2025-03-05\n\
                   expect = { on = 2025-04-10, deadlines = { enforcement = 'ends 2035-03-05' } }\n";
    fs::write(of_case.join("file.toml"), case).unwrap();
    fs::write(of_example.join("file.toml"), example).unwrap();

    let next = ["next", "file.toml", "--on", "2025-04-10"];
    assert_eq!(said(&of_example, &next), said(&of_case, &next));
    let explain = ["explain", "file.toml", "enforcement", "--on", "2025-04-10"];
    let explained = said(&of_example, &explain);
    assert_eq!(explained, said(&of_case, &explain));
    assert!(explained.contains("2035-03-05"), "{explained}");
}
