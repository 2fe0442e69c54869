//! The page in front of the guides: which there are, and the states side by side.

use recoup_engine::Day;
use recoup_engine::date::InWords;
use recoup_engine::describe::{Compared, how_known};
use recoup_engine::pack::Tier;

use super::guide::{citations, place};
use super::page::{Block, Page, Row, Table, Target, Text};
use crate::pack::graded::Graded;

/// The index over some packs, as the law is on a day.
pub(super) fn index(name: &str, packs: &[Graded<'_>], on: Day) -> Page {
    let mut blocks = vec![Block::heading(2, "jurisdictions", "Jurisdictions")];
    let rows = packs.iter().map(|one| {
        let laws = &one.described.laws;
        let primary = laws.iter().filter(|law| law.tier == Tier::Primary).count();
        let hash = one.pack.hash.get(..12).unwrap_or(&one.pack.hash);
        let cells = [
            Text::link(Target::Page(one.pack.id.clone(), None), one.pack.title.as_str()),
            Text::from(format!("{} (hash {hash})", one.pack.version)),
            Text::from(one.word()),
            Text::from(format!("{primary} of {}", laws.len())),
        ];
        Row { id: None, cells: cells.into_iter().map(|cell| vec![cell]).collect() }
    });
    let head = ["Guide", "Law as of", "Grade", "Laws read in the authority's own words"];
    blocks.push(Block::Table(Table {
        caption: "The guides".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }));
    compare(packs, on, &mut blocks);
    Page {
        name: name.to_owned(),
        title: "After a small claims judgment".to_owned(),
        lead: vec![
            Text::from(
                "What may be done after a small claims judgment, by state: who may do it, until \
                 when, on which form, and by which law. This is information, not legal advice.",
            ),
            Text::from(format!(
                "Numbers as of {}. Law that was not read in the authority's own words is marked \
                 with what is known of it, such as “{}”.",
                InWords(on),
                how_known(Tier::Secondary2)
            )),
        ],
        blocks,
    }
}

/// The states side by side: a table for each topic is too much, a column for each is not.
fn compare(packs: &[Graded<'_>], on: Day, blocks: &mut Vec<Block>) {
    let compared: Vec<(&Graded<'_>, Vec<Compared<'_>>)> =
        packs.iter().map(|one| (one, one.pack.compared(&one.described, on))).collect();
    let mut titles: Vec<&str> = Vec::new();
    for topic in compared.iter().flat_map(|(_, topics)| topics) {
        if !titles.contains(&topic.title) {
            titles.push(topic.title);
        }
    }
    if titles.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, "compared", "The states side by side"));
    let rows = compared.iter().map(|(one, topics)| {
        let first = Text::link(Target::Page(one.pack.id.clone(), None), one.pack.name.as_str());
        let mut cells = vec![vec![first]];
        for title in &titles {
            let topic = topics.iter().find(|topic| topic.title == *title);
            let said = topic.into_iter().flat_map(|topic| &topic.cells).map(|cell| {
                let target = place(cell.kind, cell.id, Some(&one.pack.id));
                let law = cell.law.iter().filter_map(|id| one.described.law(id));
                let law = citations(law, |law| {
                    Target::Page(one.pack.id.clone(), Some(format!("law-{}", law.id)))
                });
                Text::link(target, cell.title).and(format!(": {} ", cell.text)).and(law)
            });
            let mut said: Vec<Text> = said.collect();
            if said.is_empty() {
                said.push(Text::from("No such time, step or number is stated."));
            }
            cells.push(said);
        }
        Row { id: None, cells }
    });
    let head = std::iter::once("State").chain(titles.iter().copied());
    blocks.push(Block::Table(Table {
        caption: "Appeal, waits, life and renewal of the judgment, wages and interest".to_owned(),
        head: head.map(str::to_owned).collect(),
        rows: rows.collect(),
    }));
}
