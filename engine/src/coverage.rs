//! Which topics of law a pack speaks of, how well it knows them, and when that
//! was last checked.
//!
//! The topics are data (`[topic.…]`), and so is what answers each. Knows packs
//! in words. Must not know files, nor what day it is.

use serde::Serialize;

use crate::date::Day;
use crate::describe::Description;
use crate::graph::{Named, Pack, Topic};
use crate::pack::{Category, Tier};

/// Whether a pack speaks of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Covered {
    /// It says what the law is.
    Covered,
    /// It says that the jurisdiction has no such thing.
    Absent,
    /// It says nothing.
    Missing,
}

/// What a pack says of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topical<'p> {
    /// The topic's id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Whether nobody is helped by a pack that leaves it out.
    pub core: bool,
    /// Whether the pack speaks of it.
    pub covered: Covered,
    /// How many laws (or forms) it rests on.
    pub laws: usize,
    /// How many of them are known from the authority itself.
    pub primary: usize,
    /// How well the worst of them is known.
    pub worst: Option<Tier>,
    /// The day on which the one that was checked longest ago was checked.
    pub oldest: Option<Day>,
}

impl Pack {
    /// What the pack says of each topic, in the order of the topics.
    ///
    /// ```
    /// use recoup_engine::Library;
    /// use recoup_engine::coverage::Covered;
    ///
    /// let library = Library::from_sources([("us-zz/pack.toml", r#"
    ///     [pack]
    ///     id = "us-zz"
    ///     name = "Nowhere"
    ///     version = "2026-11-21"
    ///
    ///     [event.judgment_entered]
    ///     title = "Judgment entered"
    ///
    ///     [procedure.appeal]
    ///     title = "Appeal"
    ///     by = "debtor"
    ///     does = "There is no appeal."
    ///     available = false
    ///     law = ["code-1"]
    ///
    ///     [law.code-1]
    ///     cite = "Nowhere Code § 1"
    ///     url = "https://example.org/code/1"
    ///     checked = 2026-11-21
    ///     tier = "primary"
    ///
    ///     [topic.appeal]
    ///     title = "Appeal"
    ///     covers = ["procedure.appeal", "period.appeal"]
    /// "#)])?;
    /// let pack = library.pack("us-zz").unwrap();
    /// let coverage = pack.coverage(&pack.describe());
    /// assert_eq!(coverage[0].covered, Covered::Absent);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn coverage<'p>(&'p self, described: &Description<'p>) -> Vec<Topical<'p>> {
        self.topics.iter().map(|topic| self.topical(topic, described)).collect()
    }

    fn topical<'p>(&'p self, topic: &'p Topic, described: &Description<'p>) -> Topical<'p> {
        let mut found = Found::default();
        for named in &topic.covers {
            found.add(named, self, described);
        }
        let covered = match (found.any, found.procedures, found.available) {
            (false, ..) => Covered::Missing,
            // What is left of a remedy that there is not (a number, a note) is no remedy.
            (true, 1.., 0) => Covered::Absent,
            _ => Covered::Covered,
        };
        found.laws.sort_unstable();
        found.laws.dedup();
        let known = found.laws.iter().filter_map(|id| described.law(id));
        let tiers: Vec<Tier> = known.clone().map(|law| law.tier).chain(found.tiers).collect();
        Topical {
            id: &topic.id,
            title: &topic.title,
            core: topic.core,
            covered,
            laws: tiers.len(),
            primary: tiers.iter().filter(|tier| **tier == Tier::Primary).count(),
            worst: tiers.iter().max().copied(),
            oldest: known.map(|law| law.checked).min(),
        }
    }
}

/// What answers a topic.
#[derive(Default)]
struct Found<'p> {
    any: bool,
    procedures: usize,
    available: usize,
    laws: Vec<&'p str>,
    /// The tiers of what is no law.
    tiers: Vec<Tier>,
}

impl<'p> Found<'p> {
    fn add(&mut self, named: &Named, pack: &'p Pack, described: &Description<'p>) {
        let meant = |id: &str| {
            named.id.as_deref().is_none_or(|shared| {
                id.strip_prefix(shared).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
            })
        };
        match named.kind {
            Category::Period => {
                for one in described.periods.iter().filter(|one| meant(one.id)) {
                    self.found(one.laws());
                }
            }
            Category::Procedure => {
                for one in described.procedures.iter().filter(|one| meant(one.id)) {
                    self.found(one.laws());
                    self.procedures += 1;
                    self.available += usize::from(!one.unavailable);
                }
            }
            Category::Status => {
                for one in described.statuses.iter().filter(|one| meant(one.id)) {
                    self.found(one.law.iter().copied());
                }
            }
            Category::Figure => {
                for one in described.figures.iter().filter(|one| meant(one.id)) {
                    self.found(one.laws());
                }
            }
            Category::Form => {
                for form in pack.forms.iter().filter(|form| meant(&form.id)) {
                    self.any = true;
                    self.tiers.push(form.tier);
                }
            }
            Category::Calendar => {
                for one in described.calendars.iter().filter(|one| meant(one.id)) {
                    self.found(one.holidays.iter().flat_map(|holiday| holiday.law.iter().copied()));
                }
            }
            // Ways of counting have no description of their own.
            Category::Counting => {
                for counting in &pack.countings {
                    self.found(counting.law.iter().map(|law| pack.laws[law.index()].id.as_str()));
                }
            }
        }
    }

    fn found(&mut self, laws: impl Iterator<Item = &'p str>) {
        self.any = true;
        self.laws.extend(laws);
    }
}
