//! `recoup pack coverage`: which topics each pack speaks of, how well it knows
//! them, when that was checked, and what it lacks for the next grade.

use std::io::{self, Write};

use clap::Args;
use recoup_engine::Day;
use recoup_engine::coverage::{Covered, Topical};
use recoup_engine::describe::how_known;
use recoup_engine::pack::Tier;
use serde_json::json;

use super::graded::{self, Graded, grade_of};
use super::{chosen, print_json, tier_word};
use crate::page::{WIDTH, detail, heading, item, plain};
use crate::report::Stop;
use crate::sources::Sources;
use crate::today;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack coverage                    all packs, side by side
  recoup pack coverage us-ca              one pack, and what it lacks for the next grade
  recoup pack coverage --json | jq '.[] | select(.grade == \"bronze\") | .id'

What each grade asks for stands in docs/grades.md.")]
pub(crate) struct Coverage {
    /// The packs; without any, all that are no foundation of others
    packs: Vec<String>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
    /// The day on which ages are counted, year-month-day; without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
}

/// Prints the coverage of packs.
pub(super) fn run(sources: &Sources, coverage: &Coverage, out: &mut dyn Write) -> Result<(), Stop> {
    let on = coverage.on.unwrap_or_else(today);
    let library = sources.library()?;
    let mut packs = graded::all(sources, &library, &chosen(sources, &coverage.packs)?, on);
    if coverage.packs.is_empty() {
        packs.retain(|one| !one.pack.foundation);
    }
    if coverage.json {
        let all: Vec<_> = packs.iter().map(as_json).collect();
        print_json(&all, out)?;
    } else if let [one] = &packs[..] {
        in_full(one, out)?;
    } else {
        side_by_side(&packs, on, out)?;
    }
    Ok(())
}

fn as_json(one: &Graded<'_>) -> serde_json::Value {
    json!({
        "id": one.pack.id,
        "name": one.pack.name,
        "version": one.pack.version,
        "grade": one.grade,
        "lacks": one.lacks,
        "laws": Laws::of(one),
        "topics": one.coverage,
    })
}

/// All laws of a pack: how many, how well known, and when checked.
#[derive(serde::Serialize)]
struct Laws {
    laws: usize,
    primary: usize,
    worst: Option<Tier>,
    oldest: Option<Day>,
}

impl Laws {
    fn of(one: &Graded<'_>) -> Laws {
        let laws = &one.described.laws;
        Laws {
            laws: laws.len(),
            primary: laws.iter().filter(|law| law.tier == Tier::Primary).count(),
            worst: laws.iter().map(|law| law.tier).max(),
            oldest: laws.iter().map(|law| law.checked).min(),
        }
    }
}

/// How wide the title of a topic may be, and each column beside it.
const TITLE: usize = 35;
const COLUMN: usize = 3;

fn side_by_side(packs: &[Graded<'_>], on: Day, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{:8} {:7} {:>8} {:>7} {:>8}  {:13} {:10} oldest",
        "pack", "grade", "covered", "absent", "missing", "primary", "worst"
    )?;
    for one in packs {
        let laws = Laws::of(one);
        let count = |covered| one.coverage.iter().filter(|it| it.covered == covered).count();
        writeln!(
            out,
            "{:8} {:7} {:>8} {:>7} {:>8}  {:13} {:10} {}",
            one.pack.id,
            one.word(),
            count(Covered::Covered),
            count(Covered::Absent),
            count(Covered::Missing),
            format!("{} of {}", laws.primary, laws.laws),
            laws.worst.map_or("-", tier_word),
            laws.oldest.map_or_else(|| "-".to_owned(), |day| day.to_string()),
        )?;
    }
    // What does not fit beside the titles goes into a further table.
    for packs in packs.chunks((WIDTH - TITLE) / COLUMN) {
        matrix(packs, on, out)?;
    }
    writeln!(out)?;
    plain(
        out,
        "** every law is primary; a number, so many in a hundred are; -- declared absent; \
         ?? nothing is said. `recoup pack coverage PACK` says more of one.",
    )
}

/// Topics by packs.
fn matrix(packs: &[Graded<'_>], on: Day, out: &mut dyn Write) -> io::Result<()> {
    heading(out, "How much of the law of each topic is primary")?;
    write!(out, "{:TITLE$}", "")?;
    for one in packs {
        // `us-ca` is told by its last letters.
        let short = one.pack.id.rsplit('-').next().unwrap_or_default();
        write!(out, "{short:>COLUMN$.2}")?;
    }
    writeln!(out)?;
    // Packs may have topics of their own.
    let mut topics: Vec<(&str, &str)> = Vec::new();
    for topic in packs.iter().flat_map(|one| &one.coverage) {
        if !topics.iter().any(|(id, _)| *id == topic.id) {
            topics.push((topic.id, topic.title));
        }
    }
    for (id, title) in topics {
        let title: String = title.chars().take(TITLE - 1).collect();
        write!(out, "{title:TITLE$}")?;
        for one in packs {
            let mark =
                one.coverage.iter().find(|topic| topic.id == id).map_or_else(String::new, mark);
            write!(out, "{mark:>COLUMN$}")?;
        }
        writeln!(out)?;
    }
    write!(out, "{:TITLE$}", "Months since the oldest check")?;
    for one in packs {
        let oldest = Laws::of(one).oldest;
        // For the eye only: a month is thirty days.
        let age = oldest.and_then(|day| Some((on.date()? - day.date()?).num_days()));
        let months = age.map_or_else(String::new, |days| (days.max(0) / 30).min(99).to_string());
        write!(out, "{months:>COLUMN$}")?;
    }
    writeln!(out)
}

fn mark(topic: &Topical<'_>) -> String {
    match topic.covered {
        Covered::Missing => "??".to_owned(),
        Covered::Absent => "--".to_owned(),
        Covered::Covered if topic.laws == topic.primary => "**".to_owned(),
        Covered::Covered => (topic.primary * 100 / topic.laws).to_string(),
    }
}

fn in_full(one: &Graded<'_>, out: &mut dyn Write) -> io::Result<()> {
    plain(out, &format!("{}, version {}: {}", one.pack.title, one.pack.version, grade_of(one)))?;
    writeln!(out, "\n{:TITLE$} {:9} {:10} {:11} oldest", "topic", "", "primary", "worst")?;
    for topic in &one.coverage {
        let core = if topic.core { " *" } else { "" };
        let known = match topic.laws {
            0 => "-".to_owned(),
            laws => format!("{} of {laws}", topic.primary),
        };
        writeln!(
            out,
            "{:TITLE$} {:9} {:10} {:11} {}",
            format!("{}{core}", topic.title),
            match topic.covered {
                Covered::Covered => "covered",
                Covered::Absent => "absent",
                Covered::Missing => "missing",
            },
            known,
            topic.worst.map_or("-", tier_word),
            topic.oldest.map_or_else(|| "-".to_owned(), |day| day.to_string()),
        )?;
    }
    writeln!(out)?;
    plain(out, "* a core topic. Absent: the pack says that there is no such remedy.")?;
    let below: Vec<_> = one.described.laws.iter().filter(|law| law.tier != Tier::Primary).collect();
    if !below.is_empty() {
        heading(out, "Law that is not primary")?;
        for law in below {
            item(out, &format!("{}: {}, {}", law.id, law.cite, how_known(law.tier)))?;
        }
    }
    let next = one.lacks.iter().map(|lack| lack.grade).min();
    if let Some(next) = next {
        heading(out, &format!("What it lacks for {next}"))?;
        for lack in one.lacks.iter().filter(|lack| lack.grade == next) {
            item(out, lack.rule)?;
            detail(out, &format!("{}.", lack.because.join("; ")))?;
        }
    }
    Ok(())
}
