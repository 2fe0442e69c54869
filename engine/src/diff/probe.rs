//! Looks for cases whose answers two versions of a pack give differently.
//!
//! It walks. It begins with plain judgments, with the examples and with the cases
//! that it is given, and from each takes one step at a time: a fact is said
//! otherwise, an event happens on, before or after a day on which something begins or
//! ends, the whole case moves to a day that the law names. From a case that shows
//! something of the law that none before it showed, it walks on. What is nearer to a
//! change is tried first. Each case is asked about on the days around everything that
//! begins or ends in it by either version.
//!
//! There is no randomness: the same packs give the same cases. Must not know what
//! changed in the texts, only what is near it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::ground::{Ground, Side};
use super::outcome::{Difference, Outcome, differences};
use super::story::{Happened, Names, Said, Story};
use crate::assess::{AssessError, Assessment, Mark};
use crate::case::Matter;
use crate::date::{Calendar, Counting, Day, Direction, Length};
use crate::graph::Library;

/// How much is tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// How many cases are made up at most.
    pub(super) cases: usize,
    /// On how many days each of them is asked about at most.
    pub(super) days: usize,
}

/// A case, asked about on a day.
#[derive(Debug)]
pub(super) struct Probe {
    /// The number of the case.
    pub(super) case: usize,
    pub(super) on: Day,
    pub(super) differences: Vec<Difference>,
}

/// Both versions of a pack, ready to be asked.
pub(super) struct Prober<'s> {
    pub(super) sides: [Side<'s>; 2],
    pub(super) libraries: [&'s Library; 2],
    pub(super) names: &'s Names,
    pub(super) ground: &'s Ground,
}

/// All that was asked.
#[derive(Debug, Default)]
pub(super) struct Probes {
    pub(super) cases: Vec<Story>,
    pub(super) probes: Vec<Probe>,
    /// Whether there was more to try than was tried.
    pub(super) cut_short: bool,
    seen: HashSet<Story>,
    marks: HashSet<(usize, Mark)>,
    warned: HashSet<(usize, String)>,
}

/// What the first look at a case showed.
struct Look {
    /// The days on which something begins or ends, the nearest to the change first.
    edges: Vec<Day>,
    /// Whether it showed something new.
    novel: Option<Novel>,
}

/// What a case showed that none before it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Novel {
    /// Something of what is near the change.
    Near,
    /// Something of what changed itself.
    Itself,
}

/// One step from a case to another.
#[derive(Debug, Clone)]
enum Step {
    State(String, Option<Said>),
    /// An event and what is said of it, by their numbers on the ground; 0 for nothing.
    Add(usize, usize, Day),
    Move(usize, Day),
    Drop(usize),
    Shift(i32),
}

/// A case from which to walk on, and the steps left, the best last; they are thought of
/// when it is the case's turn.
struct Base {
    story: Story,
    edges: Vec<Day>,
    steps: Option<Vec<Step>>,
    novel: Novel,
    turns: usize,
}

/// So many steps are taken from a case before it is another one's turn.
const TURN: usize = 24;
/// So many steps from one case are enough.
const MOST_STEPS: usize = 600;
/// A case with more events shows no more.
const MOST_EVENTS: usize = 6;

impl Prober<'_> {
    /// Asks about the cases that are given, each on its days and on others, and about
    /// cases that are made up.
    pub(super) fn probe(&self, given: Vec<(Story, Vec<Day>)>, effort: Effort) -> Probes {
        let mut probes = Probes::default();
        let mut bases = Vec::new();
        for story in self.first_cases() {
            // From these it walks on in any case.
            self.visit(&mut probes, &mut bases, story, &[], effort.days, true);
        }
        for (story, days) in given {
            // Those that are given are asked about on all their days.
            self.visit(&mut probes, &mut bases, story, &days, days.len() + effort.days, false);
        }
        let most = probes.cases.len() + effort.cases;
        let mut round = 0;
        while let Some(at) = next_turn(&bases, round) {
            round += 1;
            let base: &mut Base = &mut bases[at];
            base.turns += 1;
            let story = base.story.clone();
            let left = base.steps.get_or_insert_with(|| self.steps(&story, &base.edges));
            let turn = left.split_off(left.len().saturating_sub(TURN));
            for step in turn.into_iter().rev() {
                if probes.cases.len() >= most {
                    probes.cut_short = true;
                    return probes;
                }
                if let Some(next) = self.taken(&story, step) {
                    self.visit(&mut probes, &mut bases, next, &[], effort.days, false);
                }
            }
        }
        probes
    }

    fn visit(
        &self,
        probes: &mut Probes,
        bases: &mut Vec<Base>,
        story: Story,
        days: &[Day],
        most: usize,
        first: bool,
    ) {
        if !probes.seen.insert(story.clone()) {
            return;
        }
        let Some(look) = self.ask(probes, &story, days, most) else { return };
        if let Some(novel) = look.novel.or(first.then_some(Novel::Near)) {
            bases.push(Base { story, edges: look.edges, steps: None, novel, turns: 0 });
        }
    }

    /// Judgments of which nothing or everything is said.
    fn first_cases(&self) -> Vec<Story> {
        let pack = self.sides[1].pack;
        let day = pack.version.parse::<Day>().ok().or_else(|| Day::new(2025, 3, 5));
        let mut entered = day.map_or(Day::DAWN, |day| day.plus(-500));
        for (from, _) in self.sides.iter().filter_map(|side| side.pack.covers.as_ref()) {
            entered = entered.max(from.plus(10));
        }
        let mut list = vec![Story::plain(entered)];
        let facts = &self.ground.facts;
        let ways = facts.iter().filter_map(|(name, _)| Some(self.ground.values.get(name)?.len()));
        for way in 0..ways.max().unwrap_or(0).min(12) {
            let mut story = Story::plain(entered);
            for (name, _) in facts {
                if let Some(values) = self.ground.values.get(name).filter(|it| !it.is_empty()) {
                    story.facts.insert(name.clone(), values[way % values.len()].clone());
                }
            }
            list.push(story);
        }
        list
    }

    /// Asks both versions about a case on days around all that begins or ends in it;
    /// `None` where it is no case of either.
    fn ask(&self, probes: &mut Probes, story: &Story, days: &[Day], most: usize) -> Option<Look> {
        let read = [0, 1].map(|side| self.read(story, side));
        if read.iter().all(Result::is_err) {
            return None;
        }
        let evaluate = |side: usize, on: Day| evaluate(&read[side], on);
        let last = story.last();
        let seen = [evaluate(0, last), evaluate(1, last)];
        if let [Err(old), Err(new)] = &seen
            && old == new
        {
            return None;
        }
        let edges = self.edges(story, &seen);
        let mut novel = None;
        for (side, assessment) in seen.iter().enumerate() {
            let Ok(assessment) = assessment else { continue };
            let near = &self.ground.periods[side];
            let near = &near[..near.len().min(16)];
            let own = &near[..near.len().min(self.ground.own_periods[side])];
            for day in [Some(&last), edges.first(), edges.get(1)].into_iter().flatten() {
                let conditions = &self.ground.conditions[side];
                assessment.marks(near, conditions, *day, |mark| {
                    let itself = match &mark {
                        Mark::Condition(id, _) => self.ground.own_conditions[side].contains(id),
                        Mark::Period(id, ..) | Mark::Did(id, ..) => own.contains(id),
                    };
                    if probes.marks.insert((side, mark)) {
                        novel = novel.max(Some(if itself { Novel::Itself } else { Novel::Near }));
                    }
                });
            }
        }
        let mut asked: Vec<Day> = Vec::new();
        let around = edges.iter().flat_map(|day| [*day, day.next(), day.previous()]);
        for day in days.iter().copied().chain([last]).chain(around) {
            if asked.len() == most {
                break;
            }
            if day >= story.entered && !asked.contains(&day) {
                asked.push(day);
            }
        }
        let case = probes.cases.len();
        probes.cases.push(story.clone());
        for on in asked {
            let answers: [Outcome<'_>; 2] = [0, 1].map(|side| match &seen[side] {
                Ok(assessment) if on >= last => Ok(assessment.answer(on)),
                Err(why) => Err(why.clone()),
                Ok(_) => evaluate(side, on).map(|assessment| assessment.answer(on)),
            });
            for (side, answer) in answers.iter().enumerate() {
                for warning in answer.iter().flat_map(|answer| &answer.warnings) {
                    if probes.warned.insert((side, warning.event.to_owned())) {
                        novel = Some(Novel::Itself);
                    }
                }
            }
            let mut found = Vec::new();
            differences(&answers[0], &answers[1], self.names, &mut found);
            probes.probes.push(Probe { case, on, differences: found });
        }
        Some(Look { edges, novel })
    }

    /// What both versions say of a case on a day.
    pub(super) fn compare<T>(
        &self,
        story: &Story,
        on: Day,
        then: impl FnOnce(&Outcome<'_>, &Outcome<'_>) -> T,
    ) -> T {
        let read = [0, 1].map(|side| self.read(story, side));
        let [old, new] = [0, 1].map(|side| evaluate(&read[side], on).map(|it| it.answer(on)));
        then(&old, &new)
    }

    /// A case read by one of the versions, with what that has names for.
    fn read(&self, story: &Story, side: usize) -> Result<Matter<'_>, String> {
        let text = story.json(self.sides[side].pack, |name| {
            if side == 0 { self.names.old_of(name).to_owned() } else { name.to_owned() }
        });
        let read = self.libraries[side].read_case("case", &text);
        read.map_err(|_| "there can be no such case".to_owned())
    }

    /// The days on which something begins or ends: first those that only one version
    /// has, then those of what is nearest to the change; and the days that the law names.
    fn edges(&self, story: &Story, seen: &[Result<Assessment<'_, '_>, String>; 2]) -> Vec<Day> {
        let mut of: [Vec<Day>; 2] = [Vec::new(), Vec::new()];
        for side in [0, 1] {
            if let Ok(assessment) = &seen[side] {
                let (periods, statuses) = (&self.ground.periods[side], &self.ground.statuses[side]);
                let list = &mut of[side];
                assessment.edges(periods, statuses, |day| {
                    if !list.contains(&day) {
                        list.push(day);
                    }
                });
            }
        }
        let [old, new] = &of;
        let only = |these: &[Day], those: &[Day]| -> Vec<Day> {
            these.iter().copied().filter(|day| !those.contains(day)).collect()
        };
        let mut list = only(new, old);
        list.extend(only(old, new));
        let soon = self.ground.days.iter().copied().filter(|day| *day >= story.entered);
        // In turn, so that neither crowds out the other.
        let (mut all, mut named) = (new.iter().copied(), soon);
        loop {
            let next = [all.next(), all.next(), named.next()];
            if next.iter().all(Option::is_none) {
                break;
            }
            list.extend(next.into_iter().flatten());
        }
        let mut once = HashSet::new();
        list.retain(|day| *day >= story.entered.previous() && once.insert(*day));
        list
    }

    /// The steps from a case, the best last.
    fn steps(&self, story: &Story, edges: &[Day]) -> Vec<Step> {
        let ground = self.ground;
        // By rank, and within a rank of each sort the first ones first.
        let mut steps: Vec<((u32, usize), Step)> = Vec::new();
        let far_of: BTreeMap<&str, u32> =
            ground.events.iter().map(|(name, far)| (name.as_str(), *far)).collect();
        for (name, far) in &ground.facts {
            let known = story.facts.get(name);
            for (at, said) in ground.values.get(name).into_iter().flatten().enumerate() {
                if known != Some(said) {
                    steps.push(((far * 2 + 1, at), Step::State(name.clone(), Some(said.clone()))));
                }
            }
            if known.is_some() {
                steps.push(((far * 2 + 2, 0), Step::State(name.clone(), None)));
            }
        }
        let days = self.days_near(story, edges);
        // Around what begins and ends, and where a changed length leads, by turns.
        let of_rank = |rank: u32| days.iter().filter(move |day| day.0 == rank);
        let (mut one, mut other) = (of_rank(0), of_rank(1));
        let mut by_turns: Vec<(u32, Day)> = Vec::new();
        loop {
            let next = [one.next(), other.next(), other.next()];
            if next.iter().all(Option::is_none) {
                break;
            }
            by_turns.extend(next.into_iter().flatten());
        }
        by_turns.extend(days.iter().filter(|day| day.0 > 1));
        for (event, (name, far)) in ground.events.iter().enumerate() {
            if story.events.len() >= MOST_EVENTS {
                break;
            }
            let some: &[(u32, Day)] = match far {
                0 => &by_turns,
                1 => &days,
                2 | 3 => &days[..days.len().min(14)],
                _ => &days[..days.len().min(4)],
            };
            for manner in 0..=ground.manners.get(name).map_or(0, Vec::len) {
                // Of many ways in which it can be, the first are the law's own.
                let odd = u32::from(manner > 1);
                for (at, (rank, on)) in some.iter().enumerate() {
                    let later = (at / 12) as u32;
                    let rank = match far {
                        0 => odd + later,
                        1 => 4 + rank + odd,
                        _ => far * 2 + rank + odd + later,
                    };
                    steps.push(((rank, at), Step::Add(event, manner, *on)));
                }
            }
        }
        for (at, event) in story.events.iter().enumerate() {
            let far = far_of.get(event.event.as_str()).copied().unwrap_or(20);
            for (number, (rank, on)) in days.iter().enumerate() {
                if *on != event.on && far < 8 {
                    steps.push(((far * 2 + rank + 3, number), Step::Move(at, *on)));
                }
            }
            steps.push(((far * 2 + 4, 0), Step::Drop(at)));
        }
        for (number, day) in ground.days.iter().enumerate() {
            let other = if number < ground.changed.0 { 0 } else { 4 };
            let own = std::iter::once((other, story.entered));
            let events = story.events.iter().map(|event| (other + 1, event.on));
            let edges = edges.iter().enumerate().take(4);
            let edges = edges.map(|(at, day)| (other + u32::from(at > 1), *day));
            for (rank, from) in own.chain(edges).chain(events) {
                for (at, to) in [*day, day.previous(), day.next()].into_iter().enumerate() {
                    let at = number * 3 + at;
                    steps.extend(days_from(from, to).map(|days| ((rank, at), Step::Shift(days))));
                }
            }
        }
        steps.extend((1..7).map(|days| ((5, 0), Step::Shift(days))));
        steps.sort_by_key(|(rank, _)| *rank);
        steps.truncate(MOST_STEPS);
        steps.into_iter().rev().map(|(_, step)| step).collect()
    }

    /// A case after a step.
    fn taken(&self, story: &Story, step: Step) -> Option<Story> {
        let mut next = story.clone();
        match step {
            Step::State(name, Some(said)) => {
                next.facts.insert(name, said);
            }
            Step::State(name, None) => {
                next.facts.remove(&name);
            }
            Step::Add(event, manner, on) => {
                let (event, _) = self.ground.events.get(event)?;
                let manners = self.ground.manners.get(event);
                let said = match manner.checked_sub(1) {
                    Some(manner) => manners?.get(manner)?.clone(),
                    None => BTreeMap::new(),
                };
                next.events.push(Happened { event: event.clone(), on, said });
            }
            Step::Move(at, on) => next.events.get_mut(at)?.on = on,
            Step::Drop(at) => {
                next.events.remove(at);
            }
            Step::Shift(days) => {
                next = story.later(days);
                next.entered.year().filter(|year| (1900..2200).contains(year))?;
            }
        }
        Some(next.in_order())
    }

    /// Days on which to let something happen, with how far-fetched each is: those around
    /// all that begins, ends or happened; those that a length of the law leads to from
    /// there; those that the law names.
    fn days_near(&self, story: &Story, edges: &[Day]) -> Vec<(u32, Day)> {
        let mut list: Vec<(u32, Day)> = Vec::new();
        let mut once = HashSet::new();
        let mut add = |rank: u32, day: Day| {
            let last = story.entered.plus(365 * 60);
            if day >= story.entered && day < last && once.insert(day) {
                list.push((rank, day));
            }
        };
        let happened: Vec<Day> = story.events.iter().map(|event| event.on).collect();
        let spots: Vec<Day> = happened
            .iter()
            .rev()
            .chain([&story.entered])
            .chain(edges.iter().take(10))
            .copied()
            .collect();
        for day in &spots {
            add(0, *day);
            add(0, day.next());
            add(0, day.previous());
        }
        let ground = self.ground;
        for (number, length) in ground.lengths.iter().enumerate().take(ground.changed.1 + 8) {
            let rank = if number < ground.changed.1 { 1 } else { 3 };
            for from in spots.iter().take(happened.len() + 5) {
                for direction in [Direction::After, Direction::Before] {
                    let day = self.count(*from, *length, direction);
                    add(rank, day);
                    add(rank, day.next());
                    add(rank, day.previous());
                }
            }
        }
        for (number, day) in ground.days.iter().enumerate() {
            let rank = if number < ground.changed.0 { 1 } else { 3 };
            add(rank, *day);
            add(rank, day.previous());
            add(rank, day.next());
        }
        list.sort_by_key(|(rank, _)| *rank);
        list
    }

    /// A length counted plainly: near enough, since the days around it are tried too.
    fn count(&self, from: Day, length: Length, direction: Direction) -> Day {
        let pack = self.sides[1].pack;
        let plain = Calendar::new(Vec::new());
        let calendar = pack.calendars.first().map_or(&plain, |(_, calendar)| calendar);
        Counting::default().count(calendar, from, length, direction).ends
    }
}

/// Whose turn it is, of those that have had the fewest turns: by turns the earliest, which
/// goes broad, and the latest, which goes deep, of those that show something of what
/// changed itself; now and then one that is only near.
fn next_turn(bases: &[Base], round: usize) -> Option<usize> {
    let of = |novel: Novel| {
        let left = |base: &Base| base.steps.as_ref().is_none_or(|steps| !steps.is_empty());
        let all = bases.iter().enumerate();
        all.filter(move |(_, base)| base.novel == novel && left(base))
    };
    let broad = |novel| of(novel).min_by_key(|(at, base)| (base.turns, *at));
    let deep = || of(Novel::Itself).min_by_key(|(at, base)| (base.turns, Reverse(*at)));
    let turn = match round % 5 {
        4 => broad(Novel::Near).or_else(deep),
        1 | 3 => deep().or_else(|| broad(Novel::Near)),
        _ => broad(Novel::Itself).or_else(|| broad(Novel::Near)),
    };
    turn.map(|(at, _)| at)
}

/// A case worked out as it was known on a day.
fn evaluate<'p, 'm>(
    read: &'m Result<Matter<'p>, String>,
    on: Day,
) -> Result<Assessment<'p, 'm>, String> {
    let matter = read.as_ref().map_err(Clone::clone)?;
    matter.evaluate(on).map_err(|error| match error {
        // From which day on is said where the packs are compared.
        AssessError::NotModelled { .. } => "the judgment is too old for the pack".to_owned(),
        error => error.to_string(),
    })
}

fn days_from(from: Day, to: Day) -> Option<i32> {
    let days = to.date()?.signed_duration_since(from.date()?).num_days();
    i32::try_from(days).ok().filter(|days| *days != 0)
}
