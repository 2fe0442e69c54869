//! recoup: the pack `us-zz`, asked for the answer in outline.

use std::hint::black_box;

use recoup_engine::assess::{Outline, State};
use recoup_engine::{Day, Library, Matter};

use crate::case::Case;
use crate::contender::{Contender, Fallible, Work};
use crate::results::{NAMES, Outcome, Results};

const PACK: &str = include_str!("../rules/us-zz/pack.toml");

pub struct Recoup<'p> {
    library: &'p Library,
    /// The file of each case and the day asked about, as texts.
    texts: Vec<(String, String)>,
    matters: Vec<(Matter<'p>, Day)>,
}

/// The pack, compiled.
pub fn library() -> Fallible<Library> {
    Ok(Library::from_sources([("us-zz/pack.toml", PACK)])?)
}

impl<'p> Recoup<'p> {
    pub fn new(library: &'p Library, cases: &[Case]) -> Fallible<Recoup<'p>> {
        let texts: Vec<_> =
            cases.iter().map(|case| (case.file(), case.as_of.to_string())).collect();
        let mut matters = Vec::new();
        for (file, as_of) in &texts {
            matters.push((library.read_case("case.json", file)?, as_of.parse()?));
        }
        Ok(Recoup { library, texts, matters })
    }
}

impl Contender for Recoup<'_> {
    fn name(&self) -> &'static str {
        "recoup"
    }

    fn results(&mut self, case: usize) -> Fallible<Results> {
        let (matter, as_of) = &self.matters[case];
        let outline = matter.evaluate(*as_of)?.outline(*as_of);
        Ok(NAMES.map(|name| result(&outline, name)))
    }

    fn answer_all(&mut self, work: Work) -> Fallible<()> {
        if work == Work::Evaluate {
            for (matter, as_of) in &self.matters {
                black_box(matter.evaluate(*as_of)?.outline(*as_of));
            }
            return Ok(());
        }
        for (file, as_of) in &self.texts {
            let as_of = as_of.parse()?;
            let matter = self.library.read_case("case.json", file)?;
            let assessment = matter.evaluate(as_of)?;
            let outline = black_box(assessment.outline(as_of));
            if work == Work::ReadAndWrite {
                black_box(serde_json::to_string(&outline)?);
            }
        }
        Ok(())
    }
}

/// A result by its name, out of an outline. A date is the first or last day of a period.
fn result(outline: &Outline<'_>, name: &str) -> Outcome {
    let of = |id| outline.deadlines.iter().find(|deadline| deadline.id == id);
    let starts = |id| Outcome::date(of(id).and_then(|deadline| deadline.starts));
    let ends = |id| Outcome::date(of(id).and_then(|deadline| deadline.ends));
    match name {
        "as_of" => Outcome::On(outline.as_of),
        "entered" => starts("enforcement"),
        "notice" => starts("payment_due"),
        "payment_due" => ends("payment_due"),
        "challenge_ends" => ends("challenge"),
        "enforcement_ends" => ends("enforcement"),
        "renewal_opens" => starts("renewal_window"),
        "levy_ends" => ends("levy"),
        _ => {
            let status = outline.statuses.iter().find(|status| status.id == name);
            let procedure = outline.procedures.iter().find(|procedure| procedure.id == name);
            let open = procedure.filter(|procedure| procedure.state != State::Unknown);
            let open = open.map(|procedure| procedure.state == State::Available);
            Outcome::is(status.and_then(|status| status.holds).or(open))
        }
    }
}
