//! The guide to one jurisdiction: what a person who won or lost reads, as a page.
//!
//! Knows a pack in words. Must not decide anything about any law.

use recoup_engine::Day;
use recoup_engine::date::InWords;
use recoup_engine::describe::{
    Clause, Compared, Condition, Description, HeldOpen, Period, Procedure, Term, how_known, party,
};
use recoup_engine::graph::Law;
use recoup_engine::pack::{Category, Tier};

use super::page::{Block, Item, Page, Row, Span, Table, Target, Text};
use crate::pack::graded::{Graded, grade_of};
use crate::page::capital;

/// Who does things, in the order in which a reader looks for them, with the
/// heading of what they may do and the words for its place.
const PARTIES: [(&[&str], &str, &str); 3] = [
    (&["creditor"], "Steps of the one who won", "steps-won"),
    (&["debtor"], "Steps of the one who lost", "steps-lost"),
    (&[], "Steps of others", "steps-others"),
];

/// The guide, with figures, holidays and grade as of a day.
pub(super) fn guide(one: &Graded<'_>, on: Day) -> Page {
    let guide = Guide { described: &one.described, on };
    let compared = one.pack.compared(&one.described, on);
    let mut blocks = Vec::new();
    guide.in_short(&compared, &mut blocks);
    guide.after("won", "After you win", "creditor", &mut blocks);
    guide.after("lost", "After you lose", "debtor", &mut blocks);
    guide.timeline(&mut blocks);
    guide.deadlines(&mut blocks);
    guide.procedures(&mut blocks);
    guide.times_in_full(&mut blocks);
    guide.unavailable(&mut blocks);
    guide.figures(&mut blocks);
    guide.statuses(&mut blocks);
    guide.closed_days(&mut blocks);
    guide.sources(&mut blocks);
    Page {
        name: one.pack.id.clone(),
        title: format!("{}: after the judgment", one.pack.title),
        lead: guide.lead(one),
        blocks,
    }
}

struct Guide<'d> {
    described: &'d Description<'d>,
    on: Day,
}

impl Guide<'_> {
    fn lead(&self, one: &Graded<'_>) -> Vec<Text> {
        let described = self.described;
        let primary = described.laws.iter().filter(|law| law.tier == Tier::Primary).count();
        let mut lead = vec![
            Text::from(
                "What may be done after a small claims judgment: who may do it, until when, on \
                 which form, and by which law. This is information, not legal advice.",
            ),
            Text::from(format!(
                "Law as of {} (hash {}); numbers and holidays as of {}. Quality: {}. Of the {} \
                 laws that this page rests on, {primary} were read in the authority's own words; \
                 each of the others is marked with what is known of it.",
                described
                    .version
                    .parse()
                    .map_or_else(|_| described.version.to_owned(), |day| InWords(day).to_string()),
                described.hash.get(..12).unwrap_or(described.hash),
                InWords(self.on),
                grade_of(one),
                described.laws.len(),
            )),
        ];
        if let Some((from, law)) = &described.covers {
            let text = format!("It is about judgments entered on or after {}. ", InWords(*from));
            lead.push(Text::from(text).and(self.laws(law)));
        }
        lead
    }

    /// What jurisdictions are compared by, for this one.
    fn in_short(&self, compared: &[Compared<'_>], blocks: &mut Vec<Block>) {
        if compared.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "in-short", "In short"));
        let terms = compared.iter().map(|topic| {
            let said = topic.cells.iter().map(|cell| {
                let title = Text::link(place(cell.kind, cell.id, None), cell.title);
                Item::new(title.and(": ").and(cell.text.as_str()))
            });
            let mut said: Vec<Item> = said.collect();
            if said.is_empty() {
                said.push(Item::new("No such time, step or number is stated."));
            }
            (topic.title.to_owned(), said)
        });
        blocks.push(Block::Terms(terms.collect()));
    }

    /// What one side may do, and the times that it must keep, with links to each.
    fn after(&self, id: &str, title: &str, side: &str, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(2, id, title));
        let keep = self.described.periods.iter().filter(|period| {
            period.shown && !period.waits && period.missed.is_some() && is_of(period.who, side)
        });
        let keep: Vec<Item> = keep.map(|period| Item::new(self.brief(period))).collect();
        if !keep.is_empty() {
            blocks.push(Block::heading(3, format!("{id}-times"), "Times not to miss"));
            blocks.push(Block::List(keep));
        }
        let waits = self
            .described
            .periods
            .iter()
            .filter(|period| period.shown && period.waits && is_of(period.who, side));
        let waits: Vec<Item> = waits.map(|period| Item::new(self.brief(period))).collect();
        if !waits.is_empty() {
            blocks.push(Block::heading(3, format!("{id}-waits"), "Times that must pass first"));
            blocks.push(Block::List(waits));
        }
        let does = self.available().filter(|one| one.by == side);
        let does: Vec<Item> = does
            .map(|one| {
                let decides = if one.court_decides { " (a judge decides)" } else { "" };
                Item::new(Text::link(here("procedure", one.id), one.title).and(decides))
            })
            .collect();
        if !does.is_empty() {
            blocks.push(Block::heading(3, format!("{id}-steps"), "What you can do"));
            blocks.push(Block::List(does));
        }
    }

    /// `Time to appeal: 30 days from “…”`, with a link. Where the law has several
    /// lengths, all of them, the shortest first.
    fn brief(&self, period: &Period<'_>) -> Text {
        let title = Text::link(here("period", period.id), period.title);
        match (&period.term, &period.lengths()[..]) {
            (Some(term), [_]) => title.and(format!(": {}", period.briefly(term))),
            (_, []) => title,
            (_, several) => {
                let several = several.join(" or ");
                title.and(format!(": {several}, as the case is; it begins with {}", period.starts))
            }
        }
    }

    fn available(&self) -> impl Iterator<Item = &Procedure<'_>> {
        self.described.procedures.iter().filter(|one| !one.unavailable)
    }

    fn timeline(&self, blocks: &mut Vec<Block>) {
        let stages = self.described.timeline();
        if stages.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "timeline", "Timeline"));
        blocks.push(Block::paragraph(
            "The times in the order in which they run out, by what they are counted from. \
             Whether a time runs in a case, and what moves its end, stands with each.",
        ));
        let terms = stages.iter().map(|stage| {
            let steps = stage.steps.iter().map(|step| {
                let who =
                    step.who.map_or_else(String::new, |who| format!(" ({})", lower(party(who))));
                let after = Text::from(format!("{}: ", step.after.join(" or ")));
                Item::new(after.and(Text::link(here("period", step.id), step.title)).and(who))
            });
            (format!("After {}", stage.from), steps.collect())
        });
        blocks.push(Block::Terms(terms.collect()));
    }

    fn deadlines(&self, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(2, "deadlines", "All deadlines"));
        blocks.push(Block::paragraph(
            "Where the length of a time depends on something, the day on which the time begins \
             decides.",
        ));
        let shown = self.described.periods.iter().filter(|period| period.shown);
        let rows: Vec<Row> = shown
            .map(|period| {
                let versions = period.versions.iter().map(|version| {
                    Text::from(format!("If {}: {}.", version.when, version.term.lasts))
                });
                let own = period.term.iter().map(|term| own(period, term));
                let mut long: Vec<Text> = versions.chain(own).collect();
                long.extend(
                    period
                        .readings
                        .iter()
                        .map(|one| Text::from(format!("Some read it otherwise. {}", one.text))),
                );
                Row {
                    id: None,
                    cells: vec![
                        vec![Text::link(here("period", period.id), period.title)],
                        vec![Text::from(period.who.map_or("", party))],
                        vec![Text::from(sentence(&period.starts))],
                        long,
                        vec![Text::from(period.missed.unwrap_or_default())],
                        vec![self.laws(&period.law)],
                    ],
                }
            })
            .collect();
        blocks.push(Block::Table(Table {
            caption: "All deadlines and waits".to_owned(),
            head: head(&["Time", "Whose", "Counted from", "How long", "If it passes", "Law"]),
            rows,
        }));
    }

    fn procedures(&self, blocks: &mut Vec<Block>) {
        if !self.described.requirements.is_empty() {
            blocks.push(Block::heading(2, "shared", "What many steps require"));
            for one in &self.described.requirements {
                let id = format!("requirement-{}", one.id);
                blocks.push(Block::heading(3, id, one.title));
                let clauses = one.only_if.iter().chain(&one.open);
                blocks.push(Block::List(clauses.map(|clause| self.clause(clause)).collect()));
            }
        }
        for (parties, title, id) in PARTIES {
            let named = |by: &str| PARTIES.iter().any(|(parties, ..)| parties.contains(&by));
            let theirs: Vec<_> =
                self.available()
                    .filter(|one| {
                        if parties.is_empty() { !named(one.by) } else { parties.contains(&one.by) }
                    })
                    .collect();
            if theirs.is_empty() {
                continue;
            }
            blocks.push(Block::heading(2, id, title));
            for one in theirs {
                self.procedure(one, blocks);
            }
        }
    }

    fn procedure(&self, one: &Procedure<'_>, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(3, format!("procedure-{}", one.id), one.title));
        blocks.push(Block::paragraph(one.guide.does.as_str()));
        let mut terms: Vec<(String, Vec<Item>)> = Vec::new();
        let mut say = |term: &str, items: Vec<Item>| {
            if !items.is_empty() {
                terms.push((term.to_owned(), items));
            }
        };
        let texts = |list: &[String]| list.iter().map(|text| Item::new(text.as_str())).collect();
        if !matches!(one.by, "creditor" | "debtor") {
            say("Who", vec![Item::new(format!("{}.", party(one.by)))]);
        }
        if one.court_decides {
            say("Who decides", vec![Item::new("A judge, who need not grant it.")]);
        }
        say("You need", texts(&one.guide.needs));
        let shared = one.requires.iter().filter_map(|id| {
            let requirement = self.described.requirements.iter().find(|it| it.id == *id)?;
            Some(Item::new(Text::link(here("requirement", id), requirement.title)))
        });
        let own = one.only_if.iter().chain(&one.open).map(|clause| self.clause(clause));
        say("It is open if", shared.chain(own).collect());
        let follows = one.follows.iter().map(|follows| {
            let when =
                follows.when.as_ref().map_or_else(String::new, |when| format!(", if {when}"));
            let text = Text::from(format!("{}{when}. ", follows.text));
            Item::new(text.and(self.laws(&follows.law)))
        });
        say("For it to count", follows.collect());
        let forms = one.forms.iter().map(|needed| {
            let form = needed.form;
            let name = if form.number.is_empty() {
                form.title.clone()
            } else {
                format!("{} {}", form.number, form.title)
            };
            let when = needed.when.as_ref().map_or_else(String::new, |when| format!(", if {when}"));
            Item::new(link_out(&form.url, &name).and(when).and(mark(form.tier)))
        });
        say("Forms", forms.collect());
        let mut costs: Vec<Item> = one
            .fees
            .iter()
            .map(|fee| {
                let days = fee.days.as_ref().map_or_else(String::new, |days| format!(" ({days})"));
                let fee_said = Text::from(format!("Fee {}{days}. ", fee.amount));
                Item::new(fee_said.and(self.laws(&fee.law)))
            })
            .collect();
        costs.extend(one.guide.costs.iter().map(|text| Item::new(text.as_str())));
        say("What it costs", costs);
        say("How long it takes", one.guide.takes.iter().map(|it| Item::new(it.as_str())).collect());
        say("For it", texts(&one.guide.pro));
        say("Against it", texts(&one.guide.con));
        say("Avoid", texts(&one.guide.avoid));
        say("Law", vec![Item::new(self.laws(&one.law))]);
        blocks.push(Block::Terms(terms));
    }

    /// A condition, with what is so where it fails, and its law.
    fn clause(&self, clause: &Clause<'_>) -> Item {
        let mut item = condition(&clause.condition);
        if !clause.law.is_empty() {
            item.text = item.text.and(" ").and(self.laws(&clause.law));
        }
        if let Some(otherwise) = clause.otherwise {
            item.below.push(Item::new(format!("If not: {otherwise}")));
        }
        item
    }

    fn times_in_full(&self, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(2, "times", "Each time in full"));
        for period in self.described.periods.iter().filter(|period| period.shown) {
            blocks.push(Block::heading(3, format!("period-{}", period.id), period.title));
            blocks.push(Block::Terms(self.period(period)));
        }
        let hidden: Vec<_> = self.described.periods.iter().filter(|one| !one.shown).collect();
        if hidden.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "inner-times", "Times that only count inside other rules"));
        blocks.push(Block::paragraph(
            "Nobody has to keep these. The conditions above speak of them.",
        ));
        for period in hidden {
            blocks.push(Block::heading(3, format!("period-{}", period.id), period.title));
            blocks.push(Block::Terms(self.period(period)));
        }
    }

    fn period(&self, period: &Period<'_>) -> Vec<(String, Vec<Item>)> {
        let mut terms: Vec<(String, Vec<Item>)> = Vec::new();
        let mut say = |term: &str, items: Vec<Item>| {
            if !items.is_empty() {
                terms.push((term.to_owned(), items));
            }
        };
        if let Some(who) = period.who {
            say("Whose time", vec![Item::new(format!("{}.", party(who)))]);
        }
        if let Some(applies) = &period.applies {
            let (so, items) = parts(applies);
            say(&format!("It runs {so}"), items);
        }
        say("It begins with", vec![Item::new(sentence(&period.starts))]);
        let others = period.versions.iter().map(|version| {
            let text = format!("If {}: {}. ", version.when, version.term.lasts);
            Item::new(Text::from(text).and(self.laws(&version.law)))
        });
        let own = period.term.iter().map(|term| Item::new(own(period, term)));
        say("How long", others.chain(own).collect());
        let counted = period.term.iter().chain(period.versions.iter().map(|one| &one.term));
        let mut ways: Vec<&str> = counted.filter_map(|term| term.counted.as_deref()).collect();
        ways.dedup();
        let mut ways: Vec<Item> = ways.into_iter().map(Item::new).collect();
        if let Some(last) = ways.last_mut() {
            last.text = last.text.clone().and(" ").and(self.laws(&period.counting_law));
        }
        say("How it is counted", ways);
        let readings = period.readings.iter().map(|reading| {
            let mut item =
                Item::new(Text::from(format!("{} ", reading.text)).and(self.laws(&reading.law)));
            // Where the difference is in the calendar, the words are the same.
            if let Some(term) =
                reading.term.as_ref().filter(|term| period.term.as_ref() != Some(*term))
            {
                let counted = term.counted.as_deref().unwrap_or_default();
                let so = format!("By it: {}. {counted}", term.lasts);
                item.below.push(Item::new(so.trim_end()));
            }
            let ends = reading.to.as_ref().map(|to| format!("is {to}"));
            let moves = reading.last_day.map(str::to_owned);
            let so: Vec<String> = ends.into_iter().chain(moves).collect();
            if !so.is_empty() {
                let so = so.join(" and ");
                item.below
                    .push(Item::new(format!("By it the last day {so}; nothing else changes.")));
            }
            if let Some(still) = &reading.stands_still {
                item.below.push(Item::new(format!("By it the clock stands still while {still}.")));
            }
            item.below.extend(reading.held_open.iter().map(|held| self.held_open(held)));
            item
        });
        say("Other readings of the law", readings.collect());
        let changes = period.changes.iter().map(|change| {
            let when = change.when.as_ref().map_or_else(String::new, |when| format!(", if {when}"));
            let mut item = Item::new(
                Text::from(sentence(&format!("{}{when}", change.text)))
                    .and(" ")
                    .and(self.laws(&change.law)),
            );
            item.below.extend(change.limits.iter().map(|limit| Item::new(sentence(limit))));
            item
        });
        say("What moves its end", changes.collect());
        say(
            "What ends it early",
            period.ended_by.iter().map(|what| Item::new(sentence(what))).collect(),
        );
        if let Some(still) = &period.stands_still {
            let (so, items) = parts(still);
            say(&format!("The clock stands still {}", so.replacen("if", "while", 1)), items);
        }
        say("It is held open", period.held_open.iter().map(|held| self.held_open(held)).collect());
        if let Some(moot) = &period.moot {
            let (so, items) = parts(moot);
            say(&format!("It no longer matters {so}"), items);
        }
        say("If it passes", period.missed.iter().map(|text| Item::new(*text)).collect());
        say("Law", vec![Item::new(self.laws(&period.law))]);
        terms
    }

    fn held_open(&self, held: &HeldOpen<'_>) -> Item {
        let and_for = held
            .and_for
            .as_ref()
            .map_or_else(String::new, |length| format!(", nor in the {length} after that"));
        let text = format!("It does not end while {}{and_for}. ", held.condition);
        Item::new(Text::from(text).and(self.laws(&held.law)))
    }

    fn unavailable(&self, blocks: &mut Vec<Block>) {
        let rows: Vec<Row> = self
            .described
            .procedures
            .iter()
            .filter(|one| one.unavailable)
            .map(|one| Row {
                id: Some(format!("procedure-{}", one.id)),
                cells: vec![
                    vec![Text::from(one.title)],
                    vec![Text::from(one.guide.does.as_str())],
                    vec![Text::from(one.instead.unwrap_or("Nothing takes its place."))],
                    vec![self.laws(&one.law)],
                ],
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "not-available", "What does not exist here"));
        blocks.push(Block::Table(Table {
            caption: "Remedies that other states have and this one has not".to_owned(),
            head: head(&["Remedy", "What the law is", "What to do instead", "Law"]),
            rows,
        }));
    }

    fn figures(&self, blocks: &mut Vec<Block>) {
        let described = self.described;
        if described.figures.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "figures", "In numbers"));
        let rows = described.figures.iter().map(|figure| {
            let mut values = Vec::new();
            for (at, value) in figure.values.iter().enumerate() {
                let mut text = match &value.when {
                    Some(when) => format!("if {when}: {}", value.amount),
                    None if at > 0 && value.days.is_none() => format!("else {}", value.amount),
                    None => value.amount.clone(),
                };
                if let Some(days) = &value.days {
                    text.push_str(&format!(" ({days})"));
                }
                let law = self.laws(&value.law);
                let text = Text::from(sentence(&text));
                values.push(if law.0.is_empty() { text } else { text.and(" ").and(law) });
            }
            let applies = figure.applies.as_ref();
            let applies = applies.map_or_else(String::new, |when| format!("Only if {when}."));
            Row {
                id: Some(format!("figure-{}", figure.id)),
                cells: vec![
                    vec![Text::from(figure.title)],
                    values,
                    vec![Text::from(applies)],
                    vec![Text::from(figure.note.unwrap_or_default())],
                    vec![self.laws(&figure.law)],
                ],
            }
        });
        blocks.push(Block::Table(Table {
            caption: "Numbers that the law sets".to_owned(),
            head: head(&["Number", "Value", "When", "Note", "Law"]),
            rows: rows.collect(),
        }));
    }

    fn statuses(&self, blocks: &mut Vec<Block>) {
        if self.described.statuses.is_empty() {
            return;
        }
        blocks.push(Block::heading(2, "statuses", "What the conditions mean"));
        blocks.push(Block::paragraph(
            "The sentences that the conditions above are made of, and when each is true.",
        ));
        let terms = self.described.statuses.iter().map(|status| {
            let mut item = condition(&status.when);
            if !status.law.is_empty() {
                item.text = item.text.and(" ").and(self.laws(&status.law));
            }
            (status.title.to_owned(), vec![item])
        });
        blocks.push(Block::Terms(terms.collect()));
    }

    fn closed_days(&self, blocks: &mut Vec<Block>) {
        let Some(year) = self.on.year() else { return };
        let calendars = &self.described.calendars;
        if calendars.is_empty() {
            return;
        }
        blocks.push(Block::heading(
            2,
            "closed",
            format!("Days on which the court is closed, {year}"),
        ));
        // Calendars that agree this year are one table.
        let mut tables: Vec<ClosedDays<'_>> = Vec::new();
        for calendar in calendars {
            let (weekend, titles) = (calendar.weekend, vec![calendar.title]);
            let mut days: Vec<(Day, Vec<Text>)> = Vec::new();
            for holiday in &calendar.holidays {
                for about in [year, year + 1] {
                    let Some(day) = holiday.kept_for(about).filter(|day| day.year() == Some(year))
                    else {
                        continue;
                    };
                    if !days.iter().any(|(known, _)| *known == day) {
                        let law = self.laws(&holiday.law);
                        days.push((day, vec![Text::from(holiday.title), law]));
                    }
                }
            }
            days.sort_by_key(|(day, _)| *day);
            let more = ClosedDays { weekend, titles, days };
            match tables.iter_mut().find(|known| known.agree_with(&more)) {
                Some(known) => known.titles.extend(more.titles),
                None if more.days.is_empty() => {}
                None => tables.push(more),
            }
        }
        tables.sort_by_key(|table| table.weekend);
        let mut said = "";
        for ClosedDays { weekend, titles, days } in tables {
            if weekend != said {
                blocks.push(Block::paragraph(format!("Beside {weekend}:")));
                said = weekend;
            }
            let caption = format!("{}: holidays kept in {year}", titles.join("; "));
            let rows = days.into_iter().map(|(day, cells)| {
                let mut row = vec![Text::from(crate::page::Weekday(day).to_string())];
                row.extend(cells);
                Row::of(row)
            });
            blocks.push(Block::Table(Table {
                caption,
                head: head(&["Day", "Holiday", "Law"]),
                rows: rows.collect(),
            }));
        }
    }

    fn sources(&self, blocks: &mut Vec<Block>) {
        blocks.push(Block::heading(2, "sources", "Sources"));
        let rows = self.described.laws.iter().map(|law| Row {
            id: Some(format!("law-{}", law.id)),
            cells: vec![
                vec![link_out(&law.url, &law.cite)],
                vec![Text::from(capital(how_known(law.tier)))],
                vec![Text::from(InWords(law.checked).to_string())],
                vec![Text::from(law.note.as_deref().unwrap_or_default())],
            ],
        });
        blocks.push(Block::Table(Table {
            caption: "Every law that this page rests on".to_owned(),
            head: head(&["Law", "How well it is known", "Last checked", "Note"]),
            rows: rows.collect(),
        }));
    }

    /// Laws by their short citations, each with a link to the sources.
    fn laws(&self, ids: &[&str]) -> Text {
        let laws = ids.iter().filter_map(|id| self.described.law(id));
        citations(laws, |law| Target::Here(format!("law-{}", law.id)))
    }
}

/// The days of a year on which courts are closed.
struct ClosedDays<'p> {
    /// Beside these days of the week.
    weekend: &'static str,
    /// Whose they are.
    titles: Vec<&'p str>,
    /// Each with its holiday and law.
    days: Vec<(Day, Vec<Text>)>,
}

impl ClosedDays<'_> {
    fn agree_with(&self, other: &ClosedDays<'_>) -> bool {
        let days = |of: &ClosedDays<'_>| of.days.iter().map(|(day, _)| *day).collect::<Vec<_>>();
        self.weekend == other.weekend && days(self) == days(other)
    }
}

/// Laws by their short citations, those that are not primary with a mark.
pub(super) fn citations<'l>(
    laws: impl Iterator<Item = &'l Law>,
    target: impl Fn(&Law) -> Target,
) -> Text {
    let mut text = Text::default();
    for law in laws {
        if !text.0.is_empty() {
            text.0.push(Span::Plain("; ".to_owned()));
        }
        let whole = (law.short != law.cite).then(|| law.cite.clone());
        text.0.push(Span::Link { to: target(law), text: law.short.clone(), whole });
        text = text.and(mark(law.tier));
    }
    text
}

/// What is not primary says so.
fn mark(tier: Tier) -> String {
    match tier {
        Tier::Primary => String::new(),
        other => format!(" ({})", how_known(other)),
    }
}

/// Where a page speaks of something.
pub(super) fn place(kind: Category, id: &str, page: Option<&str>) -> Target {
    let word = match kind {
        Category::Period => "period",
        Category::Procedure => "procedure",
        Category::Figure => "figure",
        _ => return Target::Here("sources".to_owned()),
    };
    match page {
        Some(page) => Target::Page(page.to_owned(), Some(format!("{word}-{id}"))),
        None => here(word, id),
    }
}

fn here(kind: &str, id: &str) -> Target {
    Target::Here(format!("{kind}-{id}"))
}

/// A link out, where there is an address that a browser may be sent to.
fn link_out(url: &str, text: &str) -> Text {
    if url.starts_with("https://") || url.starts_with("http://") {
        Text::link(Target::Out(url.to_owned()), text)
    } else {
        Text::from(text)
    }
}

fn head(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

/// Whether a time is a side's: its own, or that of both.
fn is_of(who: Option<&str>, side: &str) -> bool {
    who.is_some_and(|who| who == side || who == "either")
}

/// How long a time is of itself: where none of its versions fits.
fn own(period: &Period<'_>, term: &Term) -> Text {
    let otherwise = if period.versions.is_empty() { "" } else { "else " };
    Text::from(sentence(&format!("{otherwise}{}", term.lasts)))
}

/// A condition as points, and how what stands before them ends.
fn parts(condition: &Condition) -> (&'static str, Vec<Item>) {
    let items = |parts: &[Condition]| parts.iter().map(self::condition).collect();
    match condition {
        Condition::Is(_) => ("if", vec![self::condition(condition)]),
        Condition::All(parts) => ("if all of these are so", items(parts)),
        Condition::Any(parts) => ("if one of these is so", items(parts)),
    }
}

/// A condition as a point of a list: one sentence, or a heading with points below.
fn condition(condition: &Condition) -> Item {
    match condition {
        Condition::Is(text) => Item::new(sentence(text)),
        Condition::All(parts) => Item {
            text: Text::from("All of these:"),
            below: parts.iter().map(self::condition).collect(),
        },
        Condition::Any(parts) => Item {
            text: Text::from("At least one of these:"),
            below: parts.iter().map(self::condition).collect(),
        },
    }
}

/// A party in the middle of a sentence: all of them begin with a word that is no name.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// With a capital at the beginning and a full stop at the end.
fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', ':', '?', '!']) || text.ends_with(".”") {
        text
    } else {
        format!("{text}.")
    }
}

impl Row {
    /// A row of which each cell is one paragraph.
    fn of(cells: Vec<Text>) -> Row {
        Row { id: None, cells: cells.into_iter().map(|cell| vec![cell]).collect() }
    }
}
