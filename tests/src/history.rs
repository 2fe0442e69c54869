//! Random histories: cases of a pack, with what is stated of them and what happened.

use chrono::{Days, NaiveDate};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use toml::Table;

use crate::both::Both;

use crate::choices::{Choices, Pages, pages};
use crate::slow::pack::{Case, Pack, Stated};

/// Pages of choices that a history takes.
pub const PAGES: usize = 5;

/// A case, and the days on which it is asked about.
#[derive(Debug, Clone)]
pub struct History {
    /// The pack, the day of entry and the amounts.
    pub head: Vec<String>,
    /// What is stated: names, and values as they are written.
    pub facts: Vec<(String, String)>,
    /// Of several debtors, what is true of each alone, as it is written.
    pub debtors: Vec<String>,
    /// What happened: the day, and the table as it is written.
    pub events: Vec<(NaiveDate, String)>,
    /// The days to ask about.
    pub asked: Vec<NaiveDate>,
}

/// What a history tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// All facts, all attributes, and every event that may be unrecorded.
    Everything,
    /// Some of it.
    Some,
}

/// Asks many random histories of a pack, every second of which tells only some of what
/// there is; gives the smallest that fails.
pub fn many(
    both: &Both,
    id: &str,
    number: u32,
    years: usize,
    asked: usize,
    ask: impl Fn(&History, Tells) -> Result<(), String>,
) -> Option<String> {
    let config = Config {
        cases: number,
        rng_seed: RngSeed::Fixed(crate::seed()),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let tried = TestRunner::new(config).run(&pages(PAGES), |pages| {
        for tells in [Tells::Everything, Tells::Some] {
            let history = History::new(id, &both.slow[id], &pages, tells, years, asked);
            ask(&history, tells)
                .map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{}", history.text())))?;
        }
        Ok(())
    });
    let wrong = tried.err()?.to_string();
    let told = wrong.split("minimal failing input").next().unwrap_or_default();
    Some(format!("{id}: {told}"))
}

/// How far things lie from the entry: most soon after it, some long after.
fn later(choices: &mut Choices<'_>, years: usize) -> Days {
    let within = *choices.one(&[30, 90, 400, 1100, years * 365]);
    Days::new(choices.below(within.min(years * 365).max(1)) as u64)
}

/// Two who owe the same judgment.
const DEBTORS: [&str; 2] = ["Ann Lee", "Lee LLC"];

/// A value as it is written in a case.
fn written(value: &Stated) -> String {
    match value {
        Stated::Flag(flag) => flag.to_string(),
        Stated::Word(word) => format!("\"{word}\""),
        Stated::Amount(amount) => amount.to_string(),
    }
}

impl History {
    /// A history of a pack, within so many years, asked about on so many days.
    pub fn new(
        id: &str,
        pack: &Pack,
        pages: &Pages,
        tells: Tells,
        years: usize,
        asked: usize,
    ) -> History {
        let mut choices = Choices::of(pages, 0);
        let first = NaiveDate::from_ymd_opt(2011, 1, 3).unwrap_or_default();
        let first = pack.covers_from.map_or(first, |covers| covers.max(first));
        let entered = first + Days::new(choices.below(3000) as u64);
        let mut history = History {
            head: vec![
                format!("jurisdiction = \"{id}\""),
                "[judgment]".to_owned(),
                format!("entered = {entered}"),
            ],
            facts: Vec::new(),
            debtors: Vec::new(),
            events: Vec::new(),
            asked: Vec::new(),
        };
        let mut facts = Choices::of(pages, 1);
        for (name, fact) in &pack.facts {
            let value = written(facts.one(&fact.values));
            if tells == Tells::Some && facts.once_in(3) {
                continue;
            }
            match name.as_str() {
                "principal" | "costs" => history.head.push(format!("{name} = {value}")),
                _ => history.facts.push((name.clone(), value)),
            }
        }
        history.several_debtors(pack, pages);
        history.happen(pack, entered, pages, tells, years);
        for _ in 0..asked {
            let day = match history.events.get(choices.below(16)) {
                // Near what happened, as often as long after it.
                Some((day, _)) => (*day).max(entered) + Days::new(choices.below(3) as u64),
                None => entered + later(&mut choices, years),
            };
            history.asked.push(day);
        }
        history
    }

    /// In some cases there are two debtors, of whom one is asked about.
    fn several_debtors(&mut self, pack: &Pack, pages: &Pages) {
        let mut choices = Choices::of(pages, 4);
        if !choices.once_in(3) {
            return;
        }
        self.head.insert(0, format!("about = \"{}\"", choices.one(&DEBTORS)));
        for debtor in DEBTORS {
            self.debtors.push(format!("[debtor.\"{debtor}\"]"));
            for (name, fact) in &pack.facts {
                let own = choices.once_in(8) && !["principal", "costs"].contains(&name.as_str());
                let value = choices.one(&fact.values);
                if own {
                    self.debtors.push(format!("{name} = {}", written(value)));
                }
            }
        }
    }

    fn happen(
        &mut self,
        pack: &Pack,
        entered: NaiveDate,
        pages: &Pages,
        tells: Tells,
        years: usize,
    ) {
        let names: Vec<&String> =
            pack.events.keys().filter(|name| *name != "judgment_entered").collect();
        let mut happened: Vec<(&String, NaiveDate)> = Vec::new();
        let mut choices = Choices::of(pages, 2);
        for name in names.iter().filter(|name| pack.events[**name].may_be_unrecorded) {
            if tells == Tells::Everything {
                // Twice, for both decisions `of` which it may be: the notice of the
                // other decision is possible though one is recorded.
                let day = entered + Days::new(choices.below(20) as u64);
                happened.extend([(*name, day), (*name, day + Days::new(1))]);
            }
        }
        let mut choices = Choices::of(pages, 3);
        for _ in 0..choices.below(13) {
            let name = choices.one(&names);
            let early = pack.events[*name].may_precede_entry && choices.once_in(4);
            let day = match early {
                true => entered - Days::new(choices.below(20) as u64),
                false => entered + later(&mut choices, years),
            };
            if !happened.contains(&(*name, day)) {
                happened.push((*name, day));
            }
        }
        let decisions = ["set_aside_denied", "appeal_decided"];
        let mut decisions: Vec<&str> =
            decisions.into_iter().filter(|id| pack.events.contains_key(*id)).collect();
        decisions.extend(names.first().map(|name| name.as_str()).filter(|_| decisions.is_empty()));
        let mut alternate = 0;
        for (name, on) in happened {
            let mut text = format!("[[event]]\non = {on}\nwhat = \"{name}\"\n");
            for attribute in &pack.events[name].takes {
                if tells == Tells::Some && choices.once_in(4) {
                    continue;
                }
                let words = &pack.attributes[attribute];
                if attribute == "debtor" {
                    let whose = choices.one(&DEBTORS);
                    if !self.debtors.is_empty() && choices.once_in(2) {
                        text += &format!("debtor = \"{whose}\"\n");
                    }
                } else if !words.is_empty() {
                    text += &format!("{attribute} = \"{}\"\n", choices.one(words));
                } else if attribute == "of" {
                    text += &format!("of = \"{}\"\n", decisions[alternate % decisions.len()]);
                    alternate += 1;
                }
            }
            self.events.push((on, text));
        }
    }

    /// The case file.
    pub fn text(&self) -> String {
        let mut text = self.head.join("\n") + "\n[facts]\n";
        for (name, value) in &self.facts {
            text += &format!("{name} = {value}\n");
        }
        self.debtors.iter().for_each(|line| text += &format!("{line}\n"));
        self.events.iter().for_each(|(_, event)| text += event);
        text
    }

    /// The case as the engine reads it.
    ///
    /// # Errors
    ///
    /// Every mistake that the engine finds in the file.
    pub fn case(&self) -> Result<recoup_engine::Case, String> {
        recoup_engine::Case::from_toml(&self.text()).map_err(|wrong| wrong.to_string())
    }

    /// The case as the slow evaluator reads it.
    ///
    /// # Errors
    ///
    /// What cannot be read.
    pub fn slow_case(&self, pack: &Pack) -> Result<Case, String> {
        let table: Table = self.text().parse().map_err(|wrong| format!("{wrong}"))?;
        pack.case(&table)
    }
}
