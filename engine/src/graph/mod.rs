//! The law of one jurisdiction, compiled: every name looked up, every phrase a
//! flat expression, and all of it one directed graph.
//!
//! A [`Pack`] is made once and then only read. Ids are small numbers into flat
//! arrays; [`Pack::graph`] is the same law as a [`petgraph`] graph, whose edges
//! say what starts, restarts, extends, ends, suspends, feeds, opens, bars, moots,
//! reads or records what. All edges but [`Edge::Records`], [`Edge::Moots`] and
//! [`Edge::Reads`] (and the raw events that a period judges for itself) make up the
//! evaluation part, which has no cycle; its topological order is the order of
//! evaluation.
//!
//! Knows packs. Must not know cases, nor read files.

mod compile;
mod layers;
mod library;
mod tie;
mod words;

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

pub(crate) use compile::{AMOUNTS, DEBTOR, ENTRY, fact_value};
pub use layers::{Layer, Layered};
pub(crate) use library::Whole;
pub use library::{Definition, Library, Meant, NotCompiled};
pub use tie::{Force, Manner, Part, Sketch, Tie};
pub(crate) use words::Words;

use crate::date::{self, Calendar, Day, Direction, Length};
use crate::diagnostic::Place;
pub(crate) use crate::pack::model::{Change, Duration};
pub(crate) use crate::pack::phrase::{Comparison, Which};
use crate::pack::{Category, Guide, Tier, Unit};

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub struct $name(pub(crate) u16);

            impl $name {
                pub(crate) fn index(self) -> usize {
                    usize::from(self.0)
                }
            }
        )+
    };
}

ids! {
    /// A fact of a pack.
    FactId,
    /// An attribute of a pack.
    AttributeId,
    /// An event of a pack.
    EventId,
    /// A period of a pack.
    PeriodId,
    /// A status of a pack.
    StatusId,
    /// A procedure of a pack.
    ProcedureId,
    /// A way of counting of a pack.
    CountingId,
    /// A law of a pack.
    LawId,
    /// A figure of a pack.
    FigureId,
    /// A form of a pack.
    FormId,
    /// An expression of a pack.
    ExprId,
}

/// The law of one jurisdiction, ready to be asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pack {
    /// Its id: `us-ca`.
    pub id: String,
    /// The jurisdiction's name.
    pub name: String,
    /// What an answer is headed with.
    pub title: String,
    /// The day of its last change.
    pub version: String,
    /// SHA-256 of all its sources and those it builds on, in hexadecimal.
    pub hash: String,
    /// The ids of the packs it builds on, nearest first.
    pub builds_on: Vec<String>,
    /// Whether only other packs build on it.
    pub foundation: bool,
    /// The first day of entry of the judgments that it models, and the law that says why.
    pub covers: Option<(Day, Vec<LawId>)>,

    pub(crate) attributes: Vec<Attribute>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) events: Vec<Event>,
    pub(crate) periods: Vec<Period>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) calendars: Vec<(String, Calendar)>,
    /// What is told of each calendar beside its days.
    pub(crate) calendar_notes: Vec<CalendarNote>,
    pub(crate) countings: Vec<Counting>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) forms: Vec<Form>,
    pub(crate) laws: Vec<Law>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) exprs: Vec<Expr>,
    /// The conditions that procedures ask, each once.
    pub(crate) asked: Vec<ExprId>,
    /// What is to be worked out, each after what it rests on. Events that have effect
    /// as they are recorded are not among it.
    pub(crate) order: Vec<Computed>,
    pub(crate) graph: DiGraph<Element, Edge>,
    /// The day of entry: an event of every case.
    pub(crate) entry: EventId,
    /// The events in the order of their names.
    pub(crate) event_names: Vec<EventId>,
    /// The events that may have happened without a record.
    pub(crate) unrecorded: Vec<EventId>,
    pub(crate) words: Written,
}

/// What answers name, as JSON writes it, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Written {
    /// The pack itself.
    pub(crate) pack: Words,
    pub(crate) events: Words,
    pub(crate) periods: Words,
    pub(crate) statuses: Words,
    pub(crate) procedures: Words,
}

/// What is told of a calendar beside its days.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CalendarNote {
    /// Whose it is.
    pub(crate) title: String,
    /// The laws of each holiday, in their order.
    pub(crate) laws: Vec<Vec<LawId>>,
}

/// A node of the graph: one thing that a pack defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Element {
    /// Something true of the case.
    Fact(FactId),
    /// Something that happens on a day.
    Event(EventId),
    /// A span of days.
    Period(PeriodId),
    /// A named condition.
    Status(StatusId),
    /// Something that somebody may do.
    Procedure(ProcedureId),
    /// A number that the law sets.
    Figure(FigureId),
}

/// An edge of the graph: what one thing does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edge {
    /// An event or a period starts a period.
    Starts,
    /// An event starts a period anew.
    Restarts,
    /// An event moves the end of a period.
    Extends,
    /// An event starts a period anew that has ended.
    Revives,
    /// An event ends a period.
    Ends,
    /// Something stops the clock of a period, or holds it open.
    Suspends,
    /// Something is part of a condition.
    Feeds,
    /// A period decides whether an event has effect.
    Decides,
    /// Something must hold for a procedure to be open.
    Opens,
    /// Something must not hold for a procedure to be open.
    Bars,
    /// Doing a procedure records an event.
    Records,
    /// Where something holds, nobody cares for a period any more.
    Moots,
    /// By another reading, something sets the last day of a period as it then stands.
    Reads,
}

/// One step of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Computed {
    Event(EventId),
    Period(PeriodId),
    Status(StatusId),
}

/// What kind of value a fact or an attribute has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// True or false, with the sentence for each.
    YesNo {
        /// The sentence for true.
        yes: String,
        /// The sentence for false.
        no: String,
    },
    /// One of some words, each with its sentence.
    Choice(Vec<(String, String)>),
    /// An amount or another number.
    Amount,
    /// The id of an event.
    EventName,
    /// Free text.
    Free,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) ask: String,
    pub(crate) kind: Kind,
    pub(crate) default: Option<FactValue>,
}

/// The value of a fact in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FactValue {
    YesNo(bool),
    Choice(u8),
    Amount(Decimal),
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) ask: Option<String>,
    pub(crate) takes: Vec<AttributeId>,
    /// Where it concerns one debtor alone: what it is for the others.
    pub(crate) of_another: Option<Vec<EventId>>,
    pub(crate) may_be_unrecorded: bool,
    pub(crate) may_precede_entry: bool,
    pub(crate) counts: Counts,
    pub(crate) completed_by: Vec<Completion>,
    pub(crate) law: Vec<LawId>,
}

impl Event {
    /// Whether it has effect as it is recorded.
    pub(crate) fn is_plain(&self) -> bool {
        self.counts == Counts::Always && self.completed_by.is_empty()
    }
}

/// What must follow an event in time for it to have effect.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Completion {
    pub(crate) events: EventSet,
    /// In which cases it is needed, on the day of the event that it completes.
    pub(crate) when: Option<ExprId>,
    /// The last day for it; within it, the event itself is [`Anchor::This`].
    pub(crate) last: Anchor,
    pub(crate) counted: Option<CountingId>,
    pub(crate) law: Vec<LawId>,
}

/// When an event has legal effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Counts {
    Always,
    While(ExprId),
    AsDecidedBy(PeriodId),
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Period {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) who: Option<String>,
    pub(crate) missed: Option<String>,
    pub(crate) when: Option<ExprId>,
    pub(crate) starts: Anchor,
    /// Whether there is one run for each of several events.
    pub(crate) each: bool,
    /// How its lengths are counted, where no version or reading says otherwise.
    pub(crate) counted: Option<CountingId>,
    pub(crate) term: Option<Term>,
    pub(crate) versions: Vec<Version>,
    pub(crate) readings: Vec<Reading>,
    /// In the order in which they stand: restarts, then extensions, then revivals.
    pub(crate) effects: Vec<Effect>,
    pub(crate) ended_by: Vec<EventSet>,
    pub(crate) suspended_while: Option<ExprId>,
    pub(crate) held_open: Vec<HeldOpen>,
    pub(crate) law: Vec<LawId>,
    pub(crate) shown: bool,
    /// Whether it is a time that must pass, not one in which to act.
    pub(crate) waits: bool,
    /// When it no longer matters to anybody, though it runs.
    pub(crate) moot_when: Option<ExprId>,
    /// Whether no effect, end or suspension can touch it.
    pub(crate) plain: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Term {
    pub(crate) lasts: Lasts,
    pub(crate) counted: Option<CountingId>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Lasts {
    For(Duration),
    Until(Anchor),
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) when: ExprId,
    pub(crate) term: Term,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    pub(crate) text: String,
    /// What it reads otherwise; the rest is as the law of the case has it.
    pub(crate) lasts: Option<Lasts>,
    pub(crate) counted: Option<CountingId>,
    /// The last day, from the end as the run now stands.
    pub(crate) to: Option<Anchor>,
    /// By what only the last day moves, as the run now stands.
    pub(crate) last_day: Option<CountingId>,
    pub(crate) suspended_while: Option<ExprId>,
    pub(crate) held_open: Vec<HeldOpen>,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Effect {
    pub(crate) change: Change,
    pub(crate) events: EventSet,
    pub(crate) when: Option<ExprId>,
    /// The events by which it was asked for, whose day must be in time.
    pub(crate) asked_by: Option<EventSet>,
    /// The events by which what was asked for was refused.
    pub(crate) refused_by: EventSet,
    /// The new end; `None` where the period runs anew for its full length.
    pub(crate) to: Option<Anchor>,
    pub(crate) not_before: Option<Anchor>,
    pub(crate) not_after: Option<Anchor>,
    pub(crate) gap: Option<Length>,
    pub(crate) times: Option<u32>,
    pub(crate) counted: Option<CountingId>,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HeldOpen {
    pub(crate) condition: ExprId,
    pub(crate) and_for: Option<Length>,
    pub(crate) counted: Option<CountingId>,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Status {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) otherwise: String,
    pub(crate) when: ExprId,
    pub(crate) law: Vec<LawId>,
    pub(crate) shown: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Procedure {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) by: String,
    pub(crate) only_if: Vec<Clause>,
    pub(crate) open: Vec<Clause>,
    /// Which of [`Pack::requirements`] it has, and how many clauses of `only_if`
    /// and of `open`, the first of each, are theirs.
    pub(crate) requires: Vec<usize>,
    pub(crate) shared: [usize; 2],
    /// The clauses as numbers among [`Pack::asked`], those of one requirement
    /// as one; and what says that it is done.
    pub(crate) exists_at: Box<[u16]>,
    pub(crate) open_at: Box<[u16]>,
    pub(crate) done_at: Option<u16>,
    pub(crate) unavailable: bool,
    pub(crate) instead: Option<String>,
    pub(crate) discretion: bool,
    pub(crate) forms: Vec<NeededForm>,
    pub(crate) fees: Vec<Fee>,
    pub(crate) records: Vec<EventId>,
    pub(crate) law: Vec<LawId>,
    #[serde(with = "crate::pack::whole_guide")]
    pub(crate) guide: Guide,
}

/// Conditions that several procedures share.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Requirement {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) only_if: Vec<Clause>,
    pub(crate) open: Vec<Clause>,
}

/// A question of law that every jurisdiction answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Topic {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) core: bool,
    pub(crate) covers: Vec<Named>,
    pub(crate) compare: Vec<Named>,
}

/// What a topic names: all of a kind, or an id and those that begin with it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) kind: Category,
    pub(crate) id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Clause {
    pub(crate) source: String,
    pub(crate) expr: ExprId,
    pub(crate) text: Option<String>,
    pub(crate) law: Vec<LawId>,
}

/// A form, and the condition under which a procedure needs it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct NeededForm {
    pub(crate) form: FormId,
    pub(crate) when: Option<ExprId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) unit: Unit,
    pub(crate) when: Option<ExprId>,
    pub(crate) note: Option<String>,
    pub(crate) values: Vec<FigureValue>,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FigureValue {
    /// `None`: the law sets a number that is not established.
    pub(crate) amount: Option<Decimal>,
    pub(crate) when: Option<ExprId>,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Fee {
    pub(crate) amount: Decimal,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) law: Vec<LawId>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Counting {
    pub(crate) rule: date::Counting,
    pub(crate) calendar: usize,
    pub(crate) added: Vec<Added>,
    pub(crate) law: Vec<LawId>,
}

impl Counting {
    /// Whether weekends and holidays are left out of a length that does not say so.
    pub(crate) fn leaves_out(&self, length: Length) -> bool {
        length.unit() != date::Unit::CourtDays && self.rule.in_court_days(length)
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Added {
    pub(crate) by: u16,
    pub(crate) length: Length,
    pub(crate) law: Vec<LawId>,
}

/// A form, as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its id in the pack.
    pub id: String,
    /// Its number: `EJ-130`.
    pub number: String,
    /// Its official title.
    pub title: String,
    /// Its official address.
    pub url: String,
    /// How well this is known.
    pub tier: Tier,
}

/// A law, as an answer cites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Its id in the pack.
    pub id: String,
    /// The citation.
    pub cite: String,
    /// The citation as it is shortened where space is short.
    pub short: String,
    /// The official address.
    pub url: String,
    /// The day it was last checked.
    pub checked: Day,
    /// How well it is known.
    pub tier: Tier,
    /// What a reader should know.
    pub note: Option<String>,
    /// Where the pack says so.
    pub place: Place,
}

/// A condition, compiled. Parts come before the whole, and no condition stands
/// twice: what many procedures ask is worked out once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Expr {
    All(Box<[ExprId]>),
    Any(Box<[ExprId]>),
    Not(ExprId),
    /// Holds when the part surely does.
    Surely(ExprId),
    Status(StatusId),
    Fact(FactId),
    /// The fact has one of the values in the mask.
    Is {
        fact: FactId,
        values: u64,
    },
    Compares {
        fact: FactId,
        how: Comparison,
        number: Decimal,
    },
    Within(PeriodId),
    Before(PeriodId),
    After(PeriodId),
    Between(EventSet, EventSet),
    Since(EventSet),
    Calendar {
        from: Day,
        until: Day,
    },
    Dated {
        events: EventSet,
        before: bool,
        day: Day,
    },
}

/// One kind of event, or any of several.
pub(crate) type EventSet = Box<[Selector]>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Selector {
    pub(crate) event: EventId,
    pub(crate) only: SmallVec<[Filter; 1]>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) attribute: AttributeId,
    pub(crate) values: SmallVec<[u16; 2]>,
}

/// A starting point, compiled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Anchor {
    Event {
        which: Which,
        events: EventSet,
    },
    /// The event whose effect is being worked out.
    This,
    Edge {
        period: PeriodId,
        end: bool,
    },
    Own {
        end: bool,
    },
    Choice {
        later: bool,
        of: Box<[Anchor]>,
    },
    Count {
        length: Length,
        direction: Direction,
        from: Box<Anchor>,
    },
    On(Day),
}

impl Lasts {
    /// Whether a length is counted to its end.
    pub(crate) fn counts(&self) -> bool {
        match self {
            Lasts::For(duration) => matches!(duration, Duration::Is(_)),
            Lasts::Until(anchor) => anchor.counts(),
        }
    }
}

impl Anchor {
    /// Whether a length is counted to it.
    pub(crate) fn counts(&self) -> bool {
        match self {
            Anchor::Count { .. } => true,
            Anchor::Choice { of, .. } => of.iter().any(Anchor::counts),
            _ => false,
        }
    }
}

impl Pack {
    /// The law as a graph.
    pub fn graph(&self) -> &DiGraph<Element, Edge> {
        &self.graph
    }

    /// Whether doing something records what restarts, extends or revives a period,
    /// as a renewal does.
    pub fn moves_an_end(&self, procedure: &str) -> bool {
        let graph = &self.graph;
        let is_it = |node: &NodeIndex| matches!(graph[*node], Element::Procedure(id) if self.procedures[id.index()].id == procedure);
        let Some(node) = graph.node_indices().find(is_it) else { return false };
        let recorded = graph.edges(node).filter(|edge| *edge.weight() == Edge::Records);
        recorded
            .flat_map(|edge| graph.edges(edge.target()))
            .any(|edge| matches!(edge.weight(), Edge::Restarts | Edge::Extends | Edge::Revives))
    }

    /// The id of an element.
    pub fn name_of(&self, element: Element) -> &str {
        match element {
            Element::Fact(id) => &self.facts[id.index()].id,
            Element::Event(id) => &self.events[id.index()].id,
            Element::Period(id) => &self.periods[id.index()].id,
            Element::Status(id) => &self.statuses[id.index()].id,
            Element::Procedure(id) => &self.procedures[id.index()].id,
            Element::Figure(id) => &self.figures[id.index()].id,
        }
    }

    /// The facts that a case may state, each with the kind of its value; those
    /// that belong to the judgment are not among them.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Kind)> {
        let facts = self.facts.iter().map(|fact| (fact.id.as_str(), &fact.kind));
        facts.filter(|(id, _)| AMOUNTS.iter().all(|(amount, ..)| id != amount))
    }

    /// The events that a case may record, but for the entry of the judgment.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|event| event.id.as_str()).filter(|id| *id != ENTRY)
    }

    /// What may be said of an event, each with the kind of its value; nothing of
    /// an event that the pack does not have.
    pub fn attributes_of(&self, event: &str) -> impl Iterator<Item = (&str, &Kind)> {
        let event = self.events.iter().find(|it| it.id == event);
        let takes = event.into_iter().flat_map(|event| &event.takes);
        takes.map(|id| &self.attributes[id.index()]).map(|it| (it.id.as_str(), &it.kind))
    }

    /// How many of each kind of thing the pack defines: facts, events, periods,
    /// statuses, procedures, laws.
    pub fn sizes(&self) -> [(&'static str, usize); 6] {
        [
            ("facts", self.facts.len()),
            ("events", self.events.len()),
            ("periods", self.periods.len()),
            ("statuses", self.statuses.len()),
            ("procedures", self.procedures.len()),
            ("laws", self.laws.len()),
        ]
    }

    /// The calendar of an id: the days on which a court is closed.
    pub fn calendar_called(&self, id: &str) -> Option<&Calendar> {
        self.calendars.iter().find(|(name, _)| name == id).map(|(_, calendar)| calendar)
    }

    /// The laws that the pack cites.
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// A calendar's holidays are data of the pack; this is the calendar that a
    /// way of counting uses.
    pub(crate) fn calendar(&self, counting: &Counting) -> &Calendar {
        &self.calendars[counting.calendar].1
    }

    pub(crate) fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }
}
