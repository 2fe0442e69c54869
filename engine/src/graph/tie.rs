//! What each thing does to another, told more closely than an edge of the graph:
//! for whoever draws the law or reads it aloud.
//!
//! An edge says that a period *opens* a procedure. A [`Tie`] says that it does so
//! while it runs, that it is named in a clause, and that without it nothing opens.
//! Every edge of [`Pack::graph`] has a tie, and every tie an edge.
//!
//! Knows packs. Must not know cases, nor words: how a tie reads is for whoever
//! shows it.

use serde::{Deserialize, Serialize};

use super::{
    Anchor, Change, Counts, Edge, Element, EventId, EventSet, Expr, ExprId, FigureId, Lasts, Law,
    LawId, Pack, PeriodId, ProcedureId, Selector, StatusId,
};
use crate::pack::model::Duration;

/// What one thing does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tie {
    /// What acts.
    pub from: Element,
    /// What it acts upon.
    pub to: Element,
    /// The edge of the graph that it tells more of.
    pub edge: Edge,
    /// Where what is acted upon names it.
    pub part: Part,
    /// What about it is asked.
    pub manner: Manner,
    /// Whether the contrary is asked: that a status does not hold.
    pub contrary: bool,
    /// How much it decides.
    pub force: Force,
}

/// The part of a definition that names another thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Its first day.
    Start,
    /// What its last day is counted from.
    End,
    /// What ends a period early.
    EndedBy,
    /// What restarts, extends or revives a period.
    Change,
    /// What the new last day is counted from after such a change.
    NewEnd,
    /// What else a change depends on.
    Bound,
    /// What stops a period's clock.
    Clock,
    /// What keeps a period from ending.
    HeldOpen,
    /// The condition of a status, of an event's effect, of a figure; whether a
    /// period runs, and for how long.
    When,
    /// What must follow an event.
    Completion,
    /// On whom and what a procedure exists for.
    OnlyIf,
    /// When a procedure is open.
    Open,
    /// What says that a procedure is done.
    Done,
    /// In which cases a form is needed.
    Form,
    /// What doing a procedure records.
    Records,
    /// Where nobody cares for a period any more.
    Moot,
}

/// What is asked about a thing that something depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Manner {
    /// Of a status or a fact: that it is so. Of anything else: the thing itself.
    Itself,
    /// Of a period: that it runs.
    Runs,
    /// Of a period: that it has not begun.
    NotBegun,
    /// Of a period: that it is over.
    Over,
    /// Of a period: its first day.
    FirstDay,
    /// Of a period: its last day.
    LastDay,
    /// Of an event: that it has happened.
    Happened,
    /// Of an event: that it has happened, and that what undoes it has not.
    Begins,
    /// Of an event: that it undoes another.
    Undoes,
    /// Of an event: whether it was before or after a day.
    Dated,
}

/// How much one of several conditions decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Force {
    /// There is no other condition.
    Alone,
    /// Without it, it fails.
    Needed,
    /// With it, it holds.
    Enough,
    /// What else holds decides.
    Partly,
}

/// An element in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch<'p> {
    /// What kind of thing it is: `period`.
    pub kind: &'static str,
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Of a status: the sentence for when it does not hold.
    pub otherwise: Option<&'p str>,
    /// Of a period: whose time it is. Of a procedure: who may do it.
    pub who: Option<&'p str>,
    /// Of a period: its lengths, its own first and then those of its versions.
    pub lengths: Vec<String>,
    /// Whether it is more than a building block of others.
    pub shown: bool,
    /// Whether the jurisdiction has it. Only a procedure may be declared absent.
    pub available: bool,
    /// The laws that it rests on.
    pub law: Vec<&'p Law>,
}

impl Pack {
    /// What everything does to everything else, in the order of what is acted upon.
    ///
    /// ```
    /// use recoup_engine::graph::{Edge, Library, Manner, Part};
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
    ///     [counting.plain]
    ///     title = "Every day counts; the last stays where it falls"
    ///     last_day = "as it falls"
    ///
    ///     [period.enforcement]
    ///     title = "Time to enforce the judgment"
    ///     starts = "judgment_entered"
    ///     length = "10 years"
    ///     counted = "plain"
    ///     law = ["code-1"]
    ///
    ///     [procedure.writ]
    ///     title = "Ask for a writ"
    ///     by = "creditor"
    ///     does = "The sheriff takes what is found."
    ///     open = ["within enforcement"]
    ///     law = ["code-1"]
    ///
    ///     [law.code-1]
    ///     cite = "Nowhere Code § 1"
    ///     url = "https://example.org/code/1"
    ///     checked = 2026-11-21
    ///     tier = "unverified"
    /// "#)])?;
    /// let pack = library.pack("us-zz").unwrap();
    /// let ties = pack.ties();
    /// let [starts, opens] = ties.as_slice() else { panic!("two edges") };
    /// assert_eq!((starts.edge, starts.part), (Edge::Starts, Part::Start));
    /// assert_eq!((opens.edge, opens.manner), (Edge::Opens, Manner::Runs));
    /// assert_eq!(pack.sketch(opens.to).title, "Ask for a writ");
    /// assert_eq!(pack.sketch(opens.from).lengths, ["10 years"]);
    /// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
    /// ```
    pub fn ties(&self) -> Vec<Tie> {
        let mut ties = Ties { pack: self, ties: Vec::new(), to: Element::Event(self.entry) };
        for (at, event) in (0u16..).zip(&self.events) {
            ties.to = Element::Event(EventId(at));
            ties.event(event);
        }
        for (at, period) in (0u16..).zip(&self.periods) {
            ties.to = Element::Period(PeriodId(at));
            ties.period(period);
        }
        for (at, status) in (0u16..).zip(&self.statuses) {
            ties.to = Element::Status(StatusId(at));
            ties.condition(status.when, Edge::Feeds, Part::When);
        }
        for (at, procedure) in (0u16..).zip(&self.procedures) {
            ties.to = Element::Procedure(ProcedureId(at));
            ties.procedure(procedure);
        }
        for (at, figure) in (0u16..).zip(&self.figures) {
            ties.to = Element::Figure(FigureId(at));
            let values = figure.values.iter().filter_map(|value| value.when);
            for when in figure.when.into_iter().chain(values) {
                ties.condition(when, Edge::Feeds, Part::When);
            }
        }
        ties.ties
    }

    /// An element in a few words; [`Pack::ties`] has an example.
    pub fn sketch(&self, element: Element) -> Sketch<'_> {
        let laws = |ids: &[LawId]| ids.iter().map(|id| &self.laws[id.index()]).collect();
        let plain = |kind, id, title| Sketch {
            kind,
            id,
            title,
            otherwise: None,
            who: None,
            lengths: Vec::new(),
            shown: true,
            available: true,
            law: Vec::new(),
        };
        match element {
            Element::Fact(id) => {
                let fact = &self.facts[id.index()];
                plain("fact", &fact.id, &fact.title)
            }
            Element::Event(id) => {
                let event = &self.events[id.index()];
                Sketch { law: laws(&event.law), ..plain("event", &event.id, &event.title) }
            }
            Element::Period(id) => {
                let period = &self.periods[id.index()];
                let versions = period.versions.iter().map(|version| &version.term);
                let mut lengths = Vec::new();
                for term in period.term.iter().chain(versions) {
                    let length = match term.lasts {
                        Lasts::For(Duration::Is(length)) => length.to_string(),
                        Lasts::For(Duration::NotKnown) => "length not known".to_owned(),
                        Lasts::For(Duration::Open) => "open".to_owned(),
                        Lasts::Until(_) => continue,
                    };
                    if !lengths.contains(&length) {
                        lengths.push(length);
                    }
                }
                Sketch {
                    who: period.who.as_deref(),
                    lengths,
                    shown: period.shown,
                    law: laws(&period.law),
                    ..plain("period", &period.id, &period.title)
                }
            }
            Element::Status(id) => {
                let status = &self.statuses[id.index()];
                Sketch {
                    otherwise: Some(&status.otherwise),
                    shown: status.shown,
                    law: laws(&status.law),
                    ..plain("status", &status.id, &status.title)
                }
            }
            Element::Procedure(id) => {
                let procedure = &self.procedures[id.index()];
                Sketch {
                    who: Some(&procedure.by),
                    available: !procedure.unavailable,
                    law: laws(&procedure.law),
                    ..plain("procedure", &procedure.id, &procedure.title)
                }
            }
            Element::Figure(id) => {
                let figure = &self.figures[id.index()];
                Sketch { law: laws(&figure.law), ..plain("figure", &figure.id, &figure.title) }
            }
        }
    }
}

struct Ties<'p> {
    pack: &'p Pack,
    ties: Vec<Tie>,
    to: Element,
}

impl Ties<'_> {
    fn event(&mut self, event: &super::Event) {
        match event.counts {
            Counts::Always => {}
            Counts::While(when) => self.condition(when, Edge::Feeds, Part::When),
            Counts::AsDecidedBy(period) => {
                self.add(Element::Period(period), Edge::Decides, Part::When, Manner::Itself);
            }
        }
        for completion in &event.completed_by {
            self.completion(completion);
        }
    }

    fn completion(&mut self, completion: &super::Completion) {
        self.events(&completion.events, Edge::Feeds, Part::Completion);
        self.optional(completion.when, Edge::Feeds, Part::Completion);
        self.anchor(&completion.last, Edge::Feeds, Part::Completion);
    }

    fn period(&mut self, period: &super::Period) {
        self.optional(period.when, Edge::Feeds, Part::When);
        self.anchor(&period.starts, Edge::Starts, Part::Start);
        if let Some(term) = &period.term {
            self.lasts(&term.lasts);
        }
        for version in &period.versions {
            self.condition(version.when, Edge::Feeds, Part::When);
            self.lasts(&version.term.lasts);
        }
        for reading in &period.readings {
            reading.lasts.iter().for_each(|lasts| self.lasts(lasts));
            reading.to.iter().for_each(|to| self.anchor(to, Edge::Reads, Part::End));
            self.optional(reading.suspended_while, Edge::Suspends, Part::Clock);
            for held in &reading.held_open {
                self.condition(held.condition, Edge::Suspends, Part::HeldOpen);
            }
        }
        for effect in &period.effects {
            self.effect(effect);
        }
        for events in &period.ended_by {
            self.events(events, Edge::Ends, Part::EndedBy);
        }
        self.optional(period.suspended_while, Edge::Suspends, Part::Clock);
        for held in &period.held_open {
            self.condition(held.condition, Edge::Suspends, Part::HeldOpen);
        }
        self.optional(period.moot_when, Edge::Moots, Part::Moot);
    }

    fn lasts(&mut self, lasts: &Lasts) {
        if let Lasts::Until(anchor) = lasts {
            self.anchor(anchor, Edge::Ends, Part::End);
        }
    }

    fn effect(&mut self, effect: &super::Effect) {
        let edge = match effect.change {
            Change::Restart => Edge::Restarts,
            Change::Extend => Edge::Extends,
            Change::Revive => Edge::Revives,
        };
        self.events(&effect.events, edge, Part::Change);
        for event in &effect.events {
            // What must follow the event decides here too.
            for completion in &self.pack.events[event.event.index()].completed_by {
                self.events(&completion.events, Edge::Feeds, Part::Bound);
                self.optional(completion.when, Edge::Feeds, Part::Bound);
                self.anchor(&completion.last, Edge::Feeds, Part::Bound);
            }
        }
        self.optional(effect.when, Edge::Feeds, Part::Bound);
        for events in effect.asked_by.iter().chain([&effect.refused_by]) {
            self.events(events, Edge::Feeds, Part::Bound);
        }
        if let Some(to) = &effect.to {
            self.anchor(to, Edge::Extends, Part::NewEnd);
        }
        for bound in [&effect.not_before, &effect.not_after].into_iter().flatten() {
            self.anchor(bound, Edge::Feeds, Part::Bound);
        }
    }

    fn procedure(&mut self, procedure: &super::Procedure) {
        for (clauses, part) in [(&procedure.only_if, Part::OnlyIf), (&procedure.open, Part::Open)] {
            for clause in clauses {
                // All clauses must hold: none decides alone.
                let asked =
                    Asked { edge: Edge::Opens, part, contrary: false, force: Force::Needed };
                self.walk(clause.expr, asked);
            }
        }
        let done = procedure.done_at.map(|at| self.pack.asked[usize::from(at)]);
        self.optional(done, Edge::Feeds, Part::Done);
        for form in &procedure.forms {
            self.optional(form.when, Edge::Feeds, Part::Form);
        }
        for event in &procedure.records {
            // The only edge that leads away from what is being described.
            let (from, to) = (self.to, Element::Event(*event));
            let tie = self.tie(from, Edge::Records, Part::Records, Manner::Itself);
            self.push(Tie { to, ..tie });
        }
    }

    fn tie(&self, from: Element, edge: Edge, part: Part, manner: Manner) -> Tie {
        Tie { from, to: self.to, edge, part, manner, contrary: false, force: Force::Alone }
    }

    fn add(&mut self, from: Element, edge: Edge, part: Part, manner: Manner) {
        let tie = self.tie(from, edge, part, manner);
        self.push(tie);
    }

    fn push(&mut self, tie: Tie) {
        // The same said twice is one tie.
        if !self.ties.iter().rev().take_while(|known| known.to == tie.to).any(|one| *one == tie) {
            self.ties.push(tie);
        }
    }

    fn events(&mut self, events: &EventSet, edge: Edge, part: Part) {
        for Selector { event, .. } in events {
            self.add(Element::Event(*event), edge, part, Manner::Itself);
        }
    }

    fn anchor(&mut self, anchor: &Anchor, edge: Edge, part: Part) {
        match anchor {
            Anchor::Event { events, .. } => self.events(events, edge, part),
            Anchor::Edge { period, end } => {
                let manner = if *end { Manner::LastDay } else { Manner::FirstDay };
                self.add(Element::Period(*period), edge, part, manner);
            }
            Anchor::Choice { of, .. } => {
                of.iter().for_each(|anchor| self.anchor(anchor, edge, part));
            }
            Anchor::Count { from, .. } => self.anchor(from, edge, part),
            Anchor::This | Anchor::Own { .. } | Anchor::On(_) => {}
        }
    }

    fn optional(&mut self, condition: Option<ExprId>, edge: Edge, part: Part) {
        if let Some(condition) = condition {
            self.condition(condition, edge, part);
        }
    }

    fn condition(&mut self, condition: ExprId, edge: Edge, part: Part) {
        let asked = Asked { edge, part, contrary: false, force: Force::Alone };
        self.walk(condition, asked);
    }

    /// Goes through a condition to the things that it names.
    fn walk(&mut self, condition: ExprId, asked: Asked) {
        let pack = self.pack;
        match pack.expr(condition) {
            Expr::All(parts) => parts.iter().for_each(|one| self.walk(*one, asked.one_of(true))),
            Expr::Any(parts) => parts.iter().for_each(|one| self.walk(*one, asked.one_of(false))),
            Expr::Not(one) => self.walk(*one, Asked { contrary: !asked.contrary, ..asked }),
            Expr::Surely(one) => self.walk(*one, asked),
            Expr::Status(status) => self.leaf(Element::Status(*status), Manner::Itself, asked),
            Expr::Fact(fact) | Expr::Is { fact, .. } | Expr::Compares { fact, .. } => {
                self.leaf(Element::Fact(*fact), Manner::Itself, asked);
            }
            Expr::Within(period) => self.leaf(Element::Period(*period), Manner::Runs, asked),
            Expr::Before(period) => self.leaf(Element::Period(*period), Manner::NotBegun, asked),
            Expr::After(period) => self.leaf(Element::Period(*period), Manner::Over, asked),
            Expr::Since(events) => self.leaves(events, Manner::Happened, asked),
            Expr::Between(from, to) => {
                self.leaves(from, Manner::Begins, asked);
                self.leaves(to, Manner::Undoes, asked);
            }
            Expr::Dated { events, .. } => self.leaves(events, Manner::Dated, asked),
            Expr::Calendar { .. } => {}
        }
    }

    fn leaves(&mut self, events: &EventSet, manner: Manner, asked: Asked) {
        // What undoes it is asked for by its contrary.
        let turned = manner == Manner::Undoes;
        let of_one = if events.len() > 1 {
            let turn = |asked: Asked| Asked { contrary: asked.contrary != turned, ..asked };
            turn(turn(asked).one_of(false))
        } else {
            asked
        };
        for Selector { event, only } in events {
            // Of an event that is meant with one outcome only, not every one decides.
            let force = match (only.is_empty(), of_one.force) {
                (true, force) => force,
                (_, Force::Alone | Force::Needed) if of_one.contrary == turned => Force::Needed,
                _ => Force::Partly,
            };
            self.leaf(Element::Event(*event), manner, Asked { force, ..of_one });
        }
    }

    fn leaf(&mut self, from: Element, manner: Manner, asked: Asked) {
        let Asked { edge, part, contrary, force } = asked;
        let edge = if contrary && edge == Edge::Opens { Edge::Bars } else { edge };
        self.push(Tie { contrary, force, ..self.tie(from, edge, part, manner) });
    }
}

/// How a condition asks for the things in it.
#[derive(Clone, Copy)]
struct Asked {
    edge: Edge,
    part: Part,
    contrary: bool,
    force: Force,
}

impl Asked {
    /// The same for one of several conditions: all must hold, or one is enough. Of
    /// the contrary it is the other way round.
    fn one_of(self, all: bool) -> Asked {
        let force = match (all != self.contrary, self.force) {
            (true, Force::Alone | Force::Needed) => Force::Needed,
            (false, Force::Alone | Force::Enough) => Force::Enough,
            _ => Force::Partly,
        };
        Asked { force, ..self }
    }
}
