//! Each pack with its grade: what the check doubts, how the examples come out,
//! and what follows from that. For the list, the coverage and the guide.

use recoup_engine::coverage::Topical;
use recoup_engine::describe::Description;
use recoup_engine::diagnostic::Diagnostic;
use recoup_engine::grade::{Evidence, Grade, Lack, grade};
use recoup_engine::graph::Pack;
use recoup_engine::{Day, Library, example};

use crate::sources::Sources;

/// A pack in words, with its grade.
pub(super) struct Graded<'l> {
    pub(super) pack: &'l Pack,
    pub(super) described: Description<'l>,
    pub(super) coverage: Vec<Topical<'l>>,
    /// Of a pack that others build on there is none.
    pub(super) grade: Option<Grade>,
    /// What it lacks for the grades that it has not reached.
    pub(super) lacks: Vec<Lack>,
}

impl Graded<'_> {
    /// The grade as one word.
    pub(super) fn word(&self) -> &'static str {
        self.grade.map_or("-", Grade::name)
    }
}

/// The packs of these ids, each in words and with its grade on a day.
pub(super) fn all<'l>(
    sources: &Sources,
    library: &'l Library,
    ids: &[&str],
    on: Day,
) -> Vec<Graded<'l>> {
    let doubts = sources.doubts();
    let packs: Vec<(&Pack, Vec<(&str, &str)>)> = ids
        .iter()
        .filter_map(|id| Some((library.pack(id)?, sources.examples(id).collect())))
        .collect();
    // Each runs its examples by itself: the packs know nothing of each other.
    std::thread::scope(|scope| {
        let running: Vec<_> = packs
            .into_iter()
            .map(|(pack, examples)| {
                let doubts = &doubts;
                scope.spawn(move || one(library, pack, &examples, doubts, on))
            })
            .collect();
        running
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn one<'l>(
    library: &'l Library,
    pack: &'l Pack,
    examples: &[(&str, &str)],
    doubts: &[Diagnostic],
    on: Day,
) -> Graded<'l> {
    let described = pack.describe();
    let coverage = pack.coverage(&described);
    if pack.foundation {
        return Graded { pack, described, coverage, grade: None, lacks: Vec::new() };
    }
    let folder = format!("{}/", pack.id);
    let mut evidence = Evidence {
        doubts: doubts
            .iter()
            .filter(|doubt| doubt.place.file.starts_with(&folder))
            .map(|doubt| format!("{}: {}", doubt.place, doubt.message))
            .collect(),
        ..Evidence::default()
    };
    for (name, text) in examples {
        if example::run(library, name, text).is_ok() {
            evidence.held += 1;
            let (deadlines, procedures) = example::expected(text);
            evidence.deadlines.extend(deadlines);
            evidence.procedures.extend(procedures);
        } else {
            evidence.failed.push((*name).to_owned());
        }
    }
    let (grade, lacks) = grade(&described, &coverage, &evidence, on);
    Graded { pack, described, coverage, grade: Some(grade), lacks }
}

/// The grade as a sentence ends with it.
pub(super) fn grade_of(one: &Graded<'_>) -> String {
    match one.grade {
        None => "a foundation of others, without a grade".to_owned(),
        Some(Grade::None) => "no grade yet".to_owned(),
        Some(grade) => format!("grade {grade}"),
    }
}
