//! `recoup pack diff`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{complaint, folder, hold, root, run};

/// A folder with two versions of the small pack of the bad cases: `old`, and `new`
/// after one edit of one file.
fn two(name: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let folder = folder(name);
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/rules/us-zz");
    for side in ["old", "new"] {
        let pack = folder.join(side).join("us-zz");
        fs::create_dir_all(&pack).unwrap();
        for name in ["pack.toml", "time.toml"] {
            let text = fs::read_to_string(small.join(name)).unwrap();
            if side == "new" && name == file {
                assert!(text.contains(from), "{from}");
                fs::write(pack.join(name), text.replacen(from, to, 1)).unwrap();
            } else {
                fs::write(pack.join(name), text).unwrap();
            }
        }
    }
    folder
}

/// What the program said, when all went well.
fn said(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&said(folder, args)).unwrap()
}

#[test]
fn a_shorter_time_to_appeal_is_told_with_the_cases_that_it_changes() {
    let folder = two("diff_appeal", "time.toml", "\"30 days\"", "\"20 days\"");
    let args = ["pack", "diff", "old", "new", "--most", "150"];
    hold("diff_appeal", &args.join(" "), &said(&folder, &args));
    let args = ["pack", "diff", "old", "new", "--most", "150", "--format", "markdown"];
    let markdown = said(&folder, &args);
    assert!(
        markdown.contains("| us-zz | period appeal (Time to appeal) | length: 30 days → 20 days |"),
        "{markdown}"
    );
    assert_eq!(markdown.matches("<details>").count(), markdown.matches("</details>").count());
}

#[test]
fn california_with_twenty_days_to_appeal() {
    let folder = folder("diff_california");
    for pack in ["us", "us-ca"] {
        for side in ["old", "new"] {
            fs::create_dir_all(folder.join(side).join(pack)).unwrap();
        }
        for entry in fs::read_dir(root().join("rules").join(pack)).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let old = fs::read_to_string(&path).unwrap();
            let new = match old.split_once("[period.appeal]") {
                Some((before, after)) => {
                    let after = after.replacen("\"30 days\"", "\"20 days\"", 1);
                    format!("{before}[period.appeal]{after}")
                }
                None => old.clone(),
            };
            let name = path.file_name().unwrap();
            fs::write(folder.join("old").join(pack).join(name), old).unwrap();
            fs::write(folder.join("new").join(pack).join(name), new).unwrap();
        }
    }
    // The case of the README: notice served on 5 March 2025. By hand: 30 days are over on
    // Friday 4 April, 20 days on Tuesday 25 March.
    fs::create_dir_all(folder.join("cases")).unwrap();
    let case = "jurisdiction = \"us-ca\"\njudgment.entered = 2025-03-05\n\
        facts = { won_on = \"plaintiffs_claim\", debtor_at_hearing = true }\n\
        [[event]]\non = 2025-03-05\nwhat = \"notice_of_entry_served\"\n";
    fs::write(folder.join("cases/one.toml"), case).unwrap();
    // Nothing is made up, so that it is the only case with a notice.
    let args = ["pack", "diff", "old", "new", "--cases", "cases", "--most", "0", "--json"];
    let found = json(&folder, &args);
    let change = &found["meaning"][0];
    assert_eq!(found["meaning"].as_array().unwrap().len(), 1);
    assert_eq!((&change["id"], &change["key"][0]), (&"appeal".into(), &"length".into()));
    assert_eq!((&change["old"], &change["new"]), (&"30 days".into(), &"20 days".into()));
    let moved = found["packs"][0]["moved"].as_array().unwrap();
    let appeal =
        moved.iter().find(|one| one["part"] == "deadline" && one["id"] == "appeal").unwrap();
    let moves = appeal["moves"].as_array().unwrap();
    let ends = moves.iter().find(|one| one["field"] == "ends").unwrap();
    assert_eq!((&ends["old"], &ends["new"]), (&"2025-04-04".into(), &"2025-03-25".into()));
    // On the day after the shorter time it is over.
    assert_eq!(appeal["example"]["on"], "2025-03-26");
    let procedure = moved.iter().find(|one| one["part"] == "procedure" && one["id"] == "appeal");
    assert!(procedure.is_some(), "the appeal itself closes sooner");
}

#[test]
fn the_cases_that_differ_can_be_kept() {
    let folder = two("diff_out", "time.toml", "\"30 days\"", "\"20 days\"");
    let args = ["pack", "diff", "old", "new", "--most", "60", "--out", "cases"];
    said(&folder, &args);
    let case = folder.join("cases/us-zz-deadline-appeal.toml");
    let text = fs::read_to_string(&case).unwrap();
    assert!(text.starts_with("# Asked on "), "{text}");
    // It is a case file that can be asked about, by both versions.
    for side in ["old", "new"] {
        let asked =
            ["next", "cases/us-zz-deadline-appeal.toml", "--rules", side, "--on", "2030-01-01"];
        said(&folder, &asked);
    }
}

#[test]
fn the_exit_status_says_whether_the_meaning_changed_where_it_is_asked() {
    let folder = two("diff_status", "pack.toml", "\"Notice of entry served\"", "\"Notice served\"");
    let args = ["pack", "diff", "old", "new", "--most", "20", "--exit-code"];
    let wording = said(&folder, &args);
    assert!(wording.contains("wording in 1 place"), "{wording}");
    assert!(wording.contains("equivalent on all"), "{wording}");
    let folder = two("diff_status_1", "time.toml", "75.00", "80.00");
    assert_eq!(run(&folder, &args).status.code(), Some(1));
    assert_eq!(run(&folder, &args[..6]).status.code(), Some(0));
}

#[test]
fn a_version_with_mistakes_is_not_compared() {
    let folder = two("diff_mistake", "time.toml", "\"30 days\"", "\"30 dags\"");
    let said = complaint(run(&folder, &["pack", "diff", "old", "new"]), 1);
    assert!(said.contains("new/us-zz/time.toml") && !said.contains("old/us-zz"), "{said}");
}

#[test]
fn a_pack_that_is_new_or_gone_is_said() {
    let folder = two("diff_new_pack", "time.toml", "75.00", "75.00");
    fs::create_dir_all(folder.join("new/us-yy")).unwrap();
    for name in ["pack.toml", "time.toml"] {
        let text = fs::read_to_string(folder.join("old/us-zz").join(name)).unwrap();
        fs::write(folder.join("new/us-yy").join(name), text.replace("us-zz", "us-yy")).unwrap();
    }
    let text = said(&folder, &["pack", "diff", "old", "new"]);
    assert!(text.contains("The pack us-yy is new."), "{text}");
    let text = said(&folder, &["pack", "diff", "new", "old"]);
    assert!(text.contains("The pack us-yy is gone."), "{text}");
}

/// Runs git in a folder; nothing where there is no git.
fn git(folder: &Path, args: &[&str]) -> Option<()> {
    let done = Command::new("git")
        .args(["-c", "user.name=Editor", "-c", "user.email=editor@example.org"])
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    Some(())
}

#[test]
fn a_revision_is_compared_with_the_folder() {
    let folder = two("diff_git", "time.toml", "\"30 days\"", "\"20 days\"");
    if git(&folder, &["init", "--quiet"]).is_none() {
        // There is no git here: revisions are not tried. CI has it.
        return;
    }
    fs::rename(folder.join("old"), folder.join("rules")).unwrap();
    git(&folder, &["add", "rules"]);
    git(&folder, &["commit", "--quiet", "--message", "The law"]);
    git(&folder, &["tag", "v1"]);
    fs::remove_dir_all(folder.join("rules")).unwrap();
    fs::rename(folder.join("new"), folder.join("rules")).unwrap();
    let found = json(&folder, &["pack", "diff", "HEAD", "rules", "--most", "20", "--json"]);
    assert_eq!(found["meaning"][0]["old"], "30 days");
    assert_eq!(found["meaning"][0]["old_place"]["file"], "HEAD:rules/us-zz/time.toml");
    assert_eq!(found["meaning"][0]["new_place"]["file"], "rules/us-zz/time.toml");
    git(&folder, &["commit", "--quiet", "--all", "--message", "Less time"]);
    // From a folder within the repository, too.
    let within = folder.join("rules/us-zz");
    let found = json(&within, &["pack", "diff", "v1", "HEAD", "--most", "20", "--json"]);
    assert_eq!(found["meaning"][0]["new"], "20 days");
    let same = said(&folder, &["pack", "diff", "HEAD", "rules"]);
    assert!(same.contains("no change in meaning"), "{same}");

    for (args, expected) in [
        (vec!["pack", "diff", "mian", "rules"], "`mian` is neither a folder nor a revision"),
        (vec!["pack", "diff", "HEAD", "rules", "--path", "law"], "has no packs in `law`"),
        (
            vec!["pack", "diff", "--", "--output=x", "rules"],
            "`--output=x` is neither a folder nor a revision",
        ),
        (vec!["pack", "diff", "HEAD; id", "rules"], "`HEAD; id` is neither"),
        (vec!["pack", "diff", "HEAD", "rules", "--pack", "us-zzz"], "did you mean `us-zz`?"),
    ] {
        let said = complaint(run(&folder, &args), 2);
        assert!(said.replace('\n', " ").contains(expected), "{said}");
    }
}
