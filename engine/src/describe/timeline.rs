//! The times in the order in which they run out: from the day of entry, from
//! the notice of entry, and from whatever else starts some.

use serde::Serialize;

use super::{Description, Period, Term};

/// Times that are counted from the same thing, the shortest first.
#[derive(Debug, Serialize)]
pub struct Stage<'p> {
    /// What they are counted from: `“Judgment entered”`.
    pub from: String,
    /// The times.
    pub steps: Vec<Step<'p>>,
}

/// A time on the way.
#[derive(Debug, Serialize)]
pub struct Step<'p> {
    /// How long after it began: `30 days`; where the law has several lengths, all of them.
    pub after: Vec<String>,
    /// About how many days that is, by its shortest length.
    pub days: u32,
    /// The id of the period.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Whose time it is.
    pub who: Option<&'p str>,
}

impl<'p> Description<'p> {
    /// The times that people are told of and whose length the law states, by
    /// what they are counted from: first from the day of entry, then from what
    /// starts most of them.
    ///
    /// ```
    /// use recoup_engine::Library;
    ///
    /// # let library = Library::from_sources([("us-zz/pack.toml", r#"
    /// #     [pack]
    /// #     id = "us-zz"
    /// #     name = "Nowhere"
    /// #     version = "2026-11-21"
    /// #     [event.judgment_entered]
    /// #     title = "Judgment entered"
    /// #     [counting.plain]
    /// #     title = "As it falls"
    /// #     last_day = "as it falls"
    /// #     [period.appeal]
    /// #     title = "Time to appeal"
    /// #     starts = "judgment_entered"
    /// #     length = "30 days"
    /// #     counted = "plain"
    /// #     law = ["code-1"]
    /// #     [law.code-1]
    /// #     cite = "Nowhere Code § 1"
    /// #     url = "https://example.org/code/1"
    /// #     checked = 2026-11-21
    /// #     tier = "primary"
    /// #     [topic.appeal]
    /// #     title = "Appeal"
    /// #     covers = ["period.appeal"]
    /// #     compare = ["period.appeal"]
    /// # "#)])?;
    /// let described = library.pack("us-zz").unwrap().describe();
    /// let timeline = described.timeline();
    /// assert_eq!(timeline[0].from, "“Judgment entered”");
    /// assert_eq!(timeline[0].steps[0].after, ["30 days"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(&self) -> Vec<Stage<'p>> {
        let mut stages: Vec<Stage<'p>> = Vec::new();
        for period in self.periods.iter().filter(|period| period.shown) {
            let Some((from, step)) = step(period) else { continue };
            match stages.iter_mut().find(|stage| stage.from == from) {
                Some(stage) => stage.steps.push(step),
                None => stages.push(Stage { from, steps: vec![step] }),
            }
        }
        for stage in &mut stages {
            stage.steps.sort_by_key(|step| step.days);
        }
        stages
            .sort_by_key(|stage| (stage.from != self.entry, std::cmp::Reverse(stage.steps.len())));
        stages
    }
}

fn step<'p>(period: &Period<'p>) -> Option<(String, Step<'p>)> {
    let terms = period.term.iter().chain(period.versions.iter().map(|version| &version.term));
    let counted: Vec<&Term> = terms.filter(|term| term.days.is_some()).collect();
    let first = counted.first()?;
    let from = first.from.clone().unwrap_or_else(|| period.starts.clone());
    let mut after: Vec<(u32, String)> = Vec::new();
    for term in counted {
        let base = term.from.clone().unwrap_or_else(|| period.starts.clone());
        let length = term.length();
        if base == from && !after.iter().any(|(_, known)| *known == length) {
            after.push((term.days?, length));
        }
    }
    after.sort();
    let days = after.first()?.0;
    let after = after.into_iter().map(|(_, length)| length).collect();
    Some((from, Step { after, days, id: period.id, title: period.title, who: period.who }))
}

impl Term {
    /// The bare length, of an end that is counted from something else too.
    fn length(&self) -> String {
        match &self.from {
            // `until 30 days after “Notice of entry of judgment served”`
            Some(from) => {
                let bare = self.lasts.trim_start_matches("until ");
                bare.strip_suffix(from.as_str())
                    .and_then(|rest| rest.trim_end().strip_suffix("after"))
                    .map_or_else(|| bare.to_owned(), |length| length.trim_end().to_owned())
            }
            None => {
                let bare = self.lasts.trim_start_matches("until ");
                bare.strip_suffix(" after that day").unwrap_or(bare).to_owned()
            }
        }
    }
}
