//! The packs of a revision of a git repository.
//!
//! The user's own `git` is asked, by `ls-tree` and `cat-file`; it is the only program
//! that recoup runs. Nothing goes through a shell, nothing is checked out, and nothing
//! is fetched.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Command, Output, Stdio};

use recoup_engine::LARGEST_TEXT;

use crate::report::Stop;
use crate::sources::Sources;

/// Reads the packs in a folder of a revision.
pub(super) fn open(revision: &str, folder: &str) -> Result<Sources, Stop> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(Stop::Usage(format!("`{revision}` is neither a folder nor a revision")));
    }
    let inside = run(revision, &["rev-parse", "--git-dir"])?;
    if !inside.status.success() {
        return Err(Stop::Usage(format!(
            "`{revision}` is no folder, and it can be no revision: {}",
            told(&inside, "this folder is in no git repository")
        )));
    }
    let tree =
        run(revision, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{tree}}")])?;
    if !tree.status.success() {
        return Err(Stop::Usage(format!(
            "`{revision}` is neither a folder nor a revision of this repository; write the path \
             of a folder of packs, or a branch, a tag or a commit, such as `HEAD`"
        )));
    }
    let tree = String::from_utf8_lossy(&tree.stdout).trim().to_owned();
    let folder = folder.trim_matches('/').trim_start_matches("./");
    let mut list = vec!["ls-tree", "-r", "-z", "--full-tree", tree.as_str()];
    if !matches!(folder, "" | ".") {
        list.extend(["--", folder]);
    }
    let listed = run(revision, &list)?;
    if !listed.status.success() {
        return Err(failed(revision, &told(&listed, "its files cannot be listed")));
    }
    let files = toml_files(&listed.stdout, if folder == "." { "" } else { folder });
    if files.is_empty() {
        return Err(Stop::Usage(format!(
            "the revision `{revision}` has no packs in `{folder}`; --path says in which folder \
             of the repository they are"
        )));
    }
    let texts = contents(revision, files)?;
    Ok(Sources::of(texts, format!("{revision}:{folder}/")))
}

/// The names below the folder, and the objects, of the files of packs in a listing.
fn toml_files(listing: &[u8], folder: &str) -> Vec<(String, String)> {
    let entries = listing.split(|byte| *byte == 0);
    let files = entries.filter_map(|entry| {
        let (about, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
        let name = match folder {
            "" => path,
            _ => path.strip_prefix(folder)?.strip_prefix('/')?,
        };
        // A pack and its examples: two levels. Links are not followed.
        let [mode, "blob", object] = about.split(' ').collect::<Vec<_>>()[..] else { return None };
        let fits = mode.starts_with("100") && name.ends_with(".toml");
        (fits && (1..=2).contains(&name.matches('/').count()))
            .then(|| (name.to_owned(), object.to_owned()))
    });
    files.collect()
}

/// Reads many objects with one call of git.
fn contents(revision: &str, files: Vec<(String, String)>) -> Result<Vec<(String, String)>, Stop> {
    let cannot = |error: std::io::Error| failed(revision, &error.to_string());
    let mut git = git(&["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| not_run(revision, &error))?;
    let (Some(mut asks), Some(answers)) = (git.stdin.take(), git.stdout.take()) else {
        return Err(failed(revision, "git cannot be spoken to"));
    };
    let objects: Vec<String> = files.iter().map(|(_, object)| format!("{object}\n")).collect();
    let texts = std::thread::scope(|scope| {
        // Asked from beside, so that neither waits for the other with a full pipe.
        scope.spawn(move || objects.iter().try_for_each(|line| asks.write_all(line.as_bytes())));
        let mut answers = BufReader::new(answers);
        let mut texts = Vec::with_capacity(files.len());
        for (name, _) in files {
            let mut head = String::new();
            answers.read_line(&mut head).map_err(cannot)?;
            let size = head.trim().rsplit(' ').next().and_then(|size| size.parse().ok());
            let Some(size) = size.filter(|size: &usize| *size <= LARGEST_TEXT) else {
                return Err(failed(revision, &format!("its file `{name}` cannot be read")));
            };
            let mut bytes = vec![0; size + 1];
            answers.read_exact(&mut bytes).map_err(cannot)?;
            bytes.pop();
            let text = String::from_utf8(bytes).map_err(|_| {
                failed(revision, &format!("its file `{name}` is not a text in UTF-8"))
            })?;
            texts.push((name, text));
        }
        Ok(texts)
    });
    // It ends when nothing more is asked of it.
    let _ = git.wait();
    texts
}

fn run(revision: &str, args: &[&str]) -> Result<Output, Stop> {
    git(args).stdin(Stdio::null()).output().map_err(|error| not_run(revision, &error))
}

fn git(args: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(args)
        // Paths are paths; nothing is asked, locked or fetched.
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0");
    git
}

fn not_run(revision: &str, error: &std::io::Error) -> Stop {
    if error.kind() == ErrorKind::NotFound {
        Stop::Usage(format!(
            "`{revision}` is no folder; to read it as a revision the program `git` is needed, \
             which is not installed here"
        ))
    } else {
        failed(revision, &format!("git cannot be run: {error}"))
    }
}

fn failed(revision: &str, why: &str) -> Stop {
    Stop::Case(format!("the revision `{revision}` cannot be read: {why}"))
}

/// What git said, unless it is only that there is no repository.
fn told(output: &Output, otherwise: &str) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    if line.is_empty() || line.starts_with("not a git repository") {
        otherwise.to_owned()
    } else {
        line.to_owned()
    }
}
