//! From what a pack says to what it means: names are looked up, the graph is
//! built, and the order of evaluation is found.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeFiltered, IntoNeighbors};
use smallvec::SmallVec;

use super::{
    Added, Anchor, Attribute, AttributeId, CalendarNote, Change, Clause, Completion, Computed,
    Counting, CountingId, Counts, Edge, Effect, Element, Event, EventId, EventSet, Expr, ExprId,
    Fact, FactId, FactValue, Fee, Figure, FigureId, FigureValue, Filter, Form, FormId, HeldOpen,
    Kind, Lasts, Law, LawId, Named, NeededForm, Pack, Period, PeriodId, Procedure, ProcedureId,
    Reading, Requirement, Selector, Status, StatusId, Term, Topic, Version, Which, Words, Written,
};
use crate::check::{self, Below, Checked};
use crate::date::{self, Calendar, Direction, Holiday, LastDay};
use crate::diagnostic::Code;
use crate::pack::model::{self, CalendarEntry, Defined, Duration, Head, Model, no_law};
use crate::pack::phrase;
use crate::source::{At, Findings, Node, Text, Value, as_amount};

/// The event that is the day of entry of the judgment.
pub(crate) const ENTRY: &str = "judgment_entered";
/// The attribute of an event that says which debtor it concerns.
pub(crate) const DEBTOR: &str = "debtor";
/// The attribute that says how a paper was served.
const MANNER: &str = "by";
/// So many things may rest on one another, each on the next; the law of no state needs
/// more than some twenty.
const HIGHEST: usize = 500;
/// The amounts of the judgment, which are facts of every case.
pub(crate) const AMOUNTS: [(&str, &str, &str); 2] = [
    ("principal", "Principal", "How much does the judgment award, without costs?"),
    ("costs", "Costs", "How much does the judgment award for costs?"),
];

/// What a name in a condition can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Fact(FactId),
    Event(EventId),
    Period(PeriodId),
    Status(StatusId),
}

impl Name {
    fn kind(self) -> &'static str {
        match self {
            Name::Fact(_) => "a fact",
            Name::Event(_) => "an event",
            Name::Period(_) => "a period",
            Name::Status(_) => "a status",
        }
    }
}

struct Compiler<'m, 'f> {
    findings: &'m Findings<'f>,
    model: &'m Model,
    names: HashMap<&'m str, Name>,
    attributes: HashMap<&'m str, AttributeId>,
    laws: HashMap<&'m str, LawId>,
    cited: RefCell<HashSet<LawId>>,
    forms: HashMap<&'m str, FormId>,
    countings: HashMap<&'m str, CountingId>,
    calendars: HashMap<&'m str, usize>,
    kinds: Vec<Kind>,
    exprs: Vec<Expr>,
    known: HashMap<Expr, ExprId>,
    asked: Vec<ExprId>,
    /// What the element that is being compiled depends on, and how.
    uses: Vec<(Element, Edge)>,
    graph: DiGraph<Element, Edge>,
    nodes: HashMap<Element, NodeIndex>,
    /// Where the element that is being compiled is defined.
    at: At,
    /// The last element of which it is not said how its lengths are counted.
    not_counted: At,
    /// Ids whose definitions could not be read: naming them is no further mistake.
    broken: &'m HashSet<&'m str>,
}

/// What the words of a starting point mean where it stands.
#[derive(Clone, Copy)]
struct Here<'h> {
    /// The events whose plain names mean the very event that is looked at.
    own: &'h [EventId],
    /// Whether there is a period as it stands, of which `the start` and `the end` are.
    stands: bool,
}

impl Here<'_> {
    const NOWHERE: Here<'static> = Here { own: &[], stands: false };
}

/// Compiles what a pack says; what is wrong is reported and left out. What is
/// doubtful is looked for where it is said what the packs below expect.
pub(super) fn compile(
    findings: &Findings<'_>,
    head: &Head,
    builds_on: Vec<String>,
    hash: String,
    model: &Model,
    broken: &HashSet<&str>,
    below: Option<&Below>,
) -> Option<Pack> {
    if !is_small_enough(findings, head, model) {
        return None;
    }
    let mut c = Compiler {
        findings,
        model,
        names: HashMap::new(),
        attributes: ids(&model.attributes, AttributeId),
        laws: ids(&model.laws, LawId),
        cited: RefCell::default(),
        forms: ids(&model.forms, FormId),
        countings: ids(&model.countings, CountingId),
        calendars: model.calendars.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect(),
        kinds: Vec::new(),
        exprs: Vec::new(),
        known: HashMap::new(),
        asked: Vec::new(),
        uses: Vec::new(),
        graph: DiGraph::new(),
        nodes: HashMap::new(),
        at: head.id.at,
        not_counted: head.id.at,
        broken,
    };
    c.name_everything();
    let attributes = c.all_attributes();
    let facts = c.all_facts();
    let (calendars, calendar_notes) = c.all_calendars();
    let countings = c.all_countings();
    let forms = all_forms(model);
    let laws = c.all_laws(&head.short_citations);
    c.add_nodes(&facts);
    let events = c.all_events();
    let periods = c.all_periods();
    let statuses = c.all_statuses();
    let (procedures, requirements) = c.all_procedures();
    let figures = c.all_figures();
    let covers = head.covers.as_ref().map(|covers| (covers.from, c.law_list(&covers.law)));
    let order = c.evaluation_order();
    let entry = match c.names.get(ENTRY) {
        Some(Name::Event(entry)) => Some(*entry),
        _ => {
            findings
                .error(Code::UnknownName, head.id.at, format!("no event is called `{ENTRY}`"))
                .expected("the day of entry, which every case has, among the pack's events")
                .keep();
            None
        }
    };
    if findings.any_errors() {
        return None;
    }
    let unrecorded = (0u16..).zip(&events).filter(|(_, event)| event.may_be_unrecorded);
    let unrecorded = unrecorded.map(|(at, _)| EventId(at)).collect();
    let mut event_names: Vec<EventId> = (0u16..).zip(&events).map(|(at, _)| EventId(at)).collect();
    event_names.sort_by_key(|event| &events[event.index()].id);
    let words = Written {
        pack: Words::of([head.id.value.as_str()].into_iter()),
        events: Words::of(events.iter().map(|event| event.id.as_str())),
        periods: Words::of(periods.iter().map(|period| period.id.as_str())),
        statuses: Words::of(statuses.iter().map(|status| status.id.as_str())),
        procedures: Words::of(procedures.iter().map(|procedure| procedure.id.as_str())),
    };
    let pack = Pack {
        id: head.id.value.clone(),
        name: head.name.clone(),
        title: head.title.clone(),
        version: head.version.clone(),
        hash,
        builds_on,
        foundation: head.foundation,
        covers,
        attributes,
        facts,
        events,
        periods,
        statuses,
        procedures,
        requirements,
        calendars,
        calendar_notes,
        countings,
        figures,
        forms,
        laws,
        topics: all_topics(model),
        exprs: c.exprs,
        asked: c.asked,
        order: order?,
        graph: c.graph,
        entry: entry?,
        event_names,
        unrecorded,
        words,
    };
    if let Some(below) = below {
        let cited = c.cited.into_inner();
        check::all(&Checked { findings, head, model, pack: &pack, cited: &cited, below });
    }
    Some(pack)
}

/// Ids are numbers of 16 bits. No law comes near so many things; a pack that
/// does is a mistake.
fn is_small_enough(findings: &Findings<'_>, head: &Head, model: &Model) -> bool {
    const MOST: usize = 20_000;
    let sizes = [
        model.attributes.len(),
        model.facts.len(),
        model.events.len(),
        model.periods.len(),
        model.statuses.len(),
        model.procedures.len(),
        model.countings.len(),
        model.figures.len(),
        model.forms.len(),
        model.laws.len(),
        // An answer tells them by their numbers within the period.
        model.periods.iter().map(|period| period.what.changes().count()).max().unwrap_or(0),
    ];
    let small = sizes.iter().all(|size| *size <= MOST);
    if !small {
        findings
            .error(Code::TooLarge, head.id.at, "this pack defines more things than any law needs")
            .expected(format!("at most {MOST} of a kind, and as many changes of one period"))
            .keep();
    }
    small
}

fn ids<T, I>(list: &[Defined<T>], id: impl Fn(u16) -> I) -> HashMap<&str, I> {
    (0u16..).zip(list).map(|(at, defined)| (defined.id.as_str(), id(at))).collect()
}

fn all_forms(model: &Model) -> Vec<Form> {
    model
        .forms
        .iter()
        .map(|form| Form {
            id: form.id.clone(),
            number: form.what.number.clone(),
            title: form.what.title.clone(),
            url: form.what.url.clone(),
            tier: form.what.tier,
        })
        .collect()
}

/// What topics name is not looked up: a pack that has no such thing does not
/// speak of the topic.
fn all_topics(model: &Model) -> Vec<Topic> {
    let named = |list: &[model::Named]| {
        list.iter().map(|one| Named { kind: one.kind, id: one.id.clone() }).collect()
    };
    model
        .topics
        .iter()
        .map(|topic| Topic {
            id: topic.id.clone(),
            title: topic.what.title.clone(),
            core: topic.what.core,
            covers: named(&topic.what.covers),
            compare: named(&topic.what.compare),
        })
        .collect()
}

impl<'m> Compiler<'m, '_> {
    fn name_everything(&mut self) {
        let model = self.model;
        let mut seen: HashMap<&str, (At, &'static str)> = HashMap::new();
        let named = (0u16..)
            .zip(&model.facts)
            .map(|(i, d)| (d.id.as_str(), d.at, Name::Fact(FactId(i))))
            .chain(
                (0u16..)
                    .zip(&model.events)
                    .map(|(i, d)| (d.id.as_str(), d.at, Name::Event(EventId(i)))),
            )
            .chain(
                (0u16..)
                    .zip(&model.periods)
                    .map(|(i, d)| (d.id.as_str(), d.at, Name::Period(PeriodId(i)))),
            )
            .chain(
                (0u16..)
                    .zip(&model.statuses)
                    .map(|(i, d)| (d.id.as_str(), d.at, Name::Status(StatusId(i)))),
            );
        for (id, at, name) in named {
            if AMOUNTS.iter().any(|(amount, ..)| *amount == id) {
                let message =
                    format!("`{id}` is already the id of an amount that each judgment has");
                self.findings
                    .error(Code::Duplicate, at, message)
                    .expected(format!("another id; `{id} over 1000` needs no definition"))
                    .keep();
                continue;
            }
            if let Some((first, kind)) = seen.get(id) {
                self.findings
                    .error(Code::Duplicate, at, format!("`{id}` is already the id of {kind}"))
                    .related(*first, "defined here")
                    .keep();
                continue;
            }
            seen.insert(id, (at, name.kind()));
            self.names.insert(id, name);
        }
        // The amounts of the judgment are facts whether or not a pack speaks of them.
        for (i, (id, ..)) in AMOUNTS.iter().enumerate() {
            let next = FactId((model.facts.len() + i) as u16);
            self.names.entry(id).or_insert(Name::Fact(next));
        }
    }

    fn kind(&self, kind: &model::Kind) -> Kind {
        match kind {
            model::Kind::YesNo { yes, no } => Kind::YesNo { yes: yes.clone(), no: no.clone() },
            model::Kind::Choice(values) => Kind::Choice(
                values.iter().map(|(word, text)| (word.value.clone(), text.clone())).collect(),
            ),
            model::Kind::Amount => Kind::Amount,
            model::Kind::EventName => Kind::EventName,
            model::Kind::Free => Kind::Free,
        }
    }

    fn all_attributes(&self) -> Vec<Attribute> {
        self.model
            .attributes
            .iter()
            .map(|attribute| Attribute {
                id: attribute.id.clone(),
                title: attribute.what.title.clone(),
                kind: self.kind(&attribute.what.kind),
            })
            .collect()
    }

    fn all_facts(&mut self) -> Vec<Fact> {
        let mut facts: Vec<Fact> = Vec::new();
        for fact in &self.model.facts {
            let kind = self.kind(&fact.what.kind);
            let default = fact.what.default.as_ref().and_then(|node| self.default(node, &kind));
            facts.push(Fact {
                id: fact.id.clone(),
                title: fact.what.title.clone(),
                ask: fact.what.ask.clone(),
                kind,
                default,
            });
        }
        for (id, title, ask) in AMOUNTS {
            // Kept in step with the ids that `name_everything` gave out.
            facts.push(Fact {
                id: id.to_owned(),
                title: title.to_owned(),
                ask: ask.to_owned(),
                kind: Kind::Amount,
                default: None,
            });
        }
        self.kinds = facts.iter().map(|fact| fact.kind.clone()).collect();
        facts
    }

    fn default(&self, node: &Node, kind: &Kind) -> Option<FactValue> {
        fact_value(self.findings, node, "default", kind)
    }

    /// The calendars, and what is told of them.
    fn all_calendars(&self) -> (Vec<(String, Calendar)>, Vec<CalendarNote>) {
        let (mut calendars, mut notes) = (Vec::new(), Vec::new());
        for calendar in &self.model.calendars {
            let CalendarEntry { title, weekend, holidays: entries } = &calendar.what;
            let holidays = entries
                .iter()
                .map(|holiday| Holiday {
                    title: holiday.title.clone(),
                    rule: holiday.rule,
                    observed: holiday.observed,
                    from: holiday.from,
                    until: holiday.until,
                })
                .collect();
            let open_or_closed = Calendar::with_weekend(*weekend, holidays);
            if let Some((first, last)) = open_or_closed.never_open() {
                let message = format!(
                    "by the calendar `{}` the court is not open on any day from {first} until {last}",
                    calendar.id
                );
                self.findings
                    .error(Code::WrongValue, calendar.at, message)
                    .expected(format!("an open day in any {} days", Calendar::LONGEST_CLOSED))
                    .keep();
            }
            calendars.push((calendar.id.clone(), open_or_closed));
            let laws = entries.iter().map(|holiday| self.law_list(&holiday.law)).collect();
            notes.push(CalendarNote { title: title.clone(), laws });
        }
        // A way of counting that needs none is given this one.
        calendars.push((String::new(), Calendar::new(Vec::new())));
        notes.push(CalendarNote::default());
        (calendars, notes)
    }

    fn all_countings(&mut self) -> Vec<Counting> {
        let no_holidays = self.model.calendars.len();
        self.model
            .countings
            .iter()
            .map(|counting| {
                let what = &counting.what;
                let calendar = match &what.calendar {
                    None => no_holidays,
                    Some(name) => {
                        self.calendars.get(name.value.as_str()).copied().unwrap_or_else(|| {
                            let known = self.calendars.keys().copied();
                            self.unknown_name(name, "calendar", known);
                            no_holidays
                        })
                    }
                };
                let added = what
                    .added
                    .iter()
                    .filter_map(|added| {
                        let by = self.attribute_value(MANNER, &added.by)?;
                        Some(Added { by, length: added.length, law: self.law_list(&added.law) })
                    })
                    .collect();
                Counting {
                    rule: date::Counting {
                        last_day: what.last_day,
                        month_end: what.month_end,
                        short: what.short,
                    },
                    calendar,
                    added,
                    law: self.law_list(&what.law),
                }
            })
            .collect()
    }

    fn all_laws(&self, shorten: &[(String, String)]) -> Vec<Law> {
        self.model
            .laws
            .iter()
            .map(|law| Law {
                id: law.id.clone(),
                cite: law.what.cite.clone(),
                short: shorten
                    .iter()
                    .find_map(|(long, short)| {
                        law.what
                            .cite
                            .strip_prefix(long.as_str())
                            .map(|rest| format!("{short}{rest}"))
                    })
                    .unwrap_or_else(|| law.what.cite.clone()),
                url: law.what.url.clone(),
                checked: law.what.checked.value,
                tier: law.what.tier,
                note: law.what.note.clone(),
                place: self.findings.files.place(law.at),
            })
            .collect()
    }

    fn law_list(&self, list: &[Text]) -> Vec<LawId> {
        list.iter()
            .filter_map(|name| {
                let law = self.laws.get(name.value.as_str()).copied();
                match law {
                    Some(law) => {
                        self.cited.borrow_mut().insert(law);
                    }
                    None => self.unknown_name(name, "law", self.laws.keys().copied()),
                }
                law
            })
            .collect()
    }

    fn add_nodes(&mut self, facts: &[Fact]) {
        let model = self.model;
        let elements = (0..facts.len() as u16)
            .map(|i| Element::Fact(FactId(i)))
            .chain((0..model.events.len() as u16).map(|i| Element::Event(EventId(i))))
            .chain((0..model.periods.len() as u16).map(|i| Element::Period(PeriodId(i))))
            .chain((0..model.statuses.len() as u16).map(|i| Element::Status(StatusId(i))))
            .chain((0..model.procedures.len() as u16).map(|i| Element::Procedure(ProcedureId(i))))
            .chain((0..model.figures.len() as u16).map(|i| Element::Figure(FigureId(i))));
        for element in elements {
            let node = self.graph.add_node(element);
            self.nodes.insert(element, node);
        }
    }

    /// Draws an edge to an element from each thing it was found to use.
    fn draw_edges_to(&mut self, element: Element) {
        let to = self.nodes[&element];
        for (from, edge) in std::mem::take(&mut self.uses) {
            let from = self.nodes[&from];
            // The same use twice is one edge.
            if !self.graph.edges_connecting(from, to).any(|other| *other.weight() == edge) {
                self.graph.add_edge(from, to, edge);
            }
        }
    }

    fn all_events(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        for (i, event) in (0u16..).zip(&self.model.events) {
            let what = &event.what;
            self.at = event.at;
            let takes = what
                .takes
                .iter()
                .filter_map(|name| {
                    if event.id == ENTRY {
                        self.entry_takes_nothing(name);
                    }
                    let found = self.attributes.get(name.value.as_str()).copied();
                    if found.is_none() {
                        let known = self.attributes.keys().copied();
                        self.unknown_name(name, "attribute", known);
                    }
                    found
                })
                .collect();
            let of_another =
                what.of_another.as_ref().map(|(at, events)| self.of_another(event, *at, events));
            let counts = match &what.counts {
                None => Counts::Always,
                Some(model::Counts::While(condition)) => {
                    self.condition(condition, Edge::Feeds).map_or(Counts::Always, Counts::While)
                }
                Some(model::Counts::AsDecidedBy(name)) => match self.period(name) {
                    Some(period) => {
                        self.uses.push((Element::Period(period), Edge::Decides));
                        let changes = &self.model.periods[period.index()].what;
                        let named = |(effect, _): (&model::Effect, Change)| {
                            effect.events.iter().any(|one| one.event.value == event.id)
                        };
                        if !changes.changes().any(named) {
                            self.findings
                                .error(
                                    Code::WrongValue,
                                    name.at,
                                    format!("`{}` is not changed by `{}`", name.value, event.id),
                                )
                                .expected("a period with this event in `restarted_by`, `extended_by` or `revived_by`")
                                .keep();
                        }
                        Counts::AsDecidedBy(period)
                    }
                    None => Counts::Always,
                },
            };
            if counts != Counts::Always && what.law.is_empty() {
                no_law(self.findings, event.at, "that this event may have no effect");
            }
            let completed_by = self.completions(what);
            self.draw_edges_to(Element::Event(EventId(i)));
            events.push(Event {
                id: event.id.clone(),
                title: what.title.clone(),
                ask: what.ask.clone(),
                takes,
                of_another,
                may_be_unrecorded: what.may_be_unrecorded,
                may_precede_entry: what.may_precede_entry,
                counts,
                completed_by,
                law: self.law_list(&what.law),
            });
        }
        events
    }

    /// The day of entry stands in a case by itself, without a place for more.
    fn entry_takes_nothing(&self, attribute: &Text) {
        let message = format!("no case can say `{}` of `{ENTRY}`", attribute.value);
        self.findings
            .error(Code::WrongValue, attribute.at, message)
            .expected("a fact instead, asked in the `when` of a version")
            .keep();
    }

    /// What an event that concerns one debtor alone is for the others.
    fn of_another(
        &self,
        event: &'m Defined<model::Event>,
        at: At,
        others: &'m [Text],
    ) -> Vec<EventId> {
        if event.what.takes.iter().all(|name| name.value != DEBTOR) {
            let message = format!("no case can say whose `{}` is", event.id);
            self.findings
                .error(Code::WrongValue, at, message)
                .expected(format!("`{DEBTOR}` among what it `takes`"))
                .keep();
        }
        let other = |name: &'m Text| {
            if name.value == event.id || name.value == ENTRY {
                let message = format!("for another debtor it cannot be `{}`", name.value);
                self.findings
                    .error(Code::WrongValue, name.at, message)
                    .expected("another event, or `[]` where it is nothing to them")
                    .keep();
                return None;
            }
            let other = self.event(name)?;
            for taken in &self.model.events[other.index()].what.takes {
                if event.what.takes.iter().all(|own| own.value != taken.value) {
                    let message = format!(
                        "`{}` takes `{}`, which cannot be said of `{}`",
                        name.value, taken.value, event.id
                    );
                    self.findings
                        .error(Code::WrongValue, name.at, message)
                        .expected(format!("`{}` among what `{}` takes", taken.value, event.id))
                        .keep();
                }
            }
            Some(other)
        };
        others.iter().filter_map(other).collect()
    }

    /// What must follow an event.
    fn completions(&mut self, event: &'m model::Event) -> Vec<Completion> {
        event
            .completed_by
            .iter()
            .filter_map(|completion| {
                if completion.law.is_empty() {
                    no_law(self.findings, completion.at, "that this must follow");
                }
                let events = self.events(&completion.events, Edge::Feeds)?;
                let when = self.optional_condition(&completion.when, Edge::Feeds);
                let (last, counts) = match &completion.last {
                    model::Last::After(length) => {
                        let from = Box::new(Anchor::This);
                        let direction = Direction::After;
                        (Anchor::Count { length: *length, direction, from }, true)
                    }
                    model::Last::On(anchor) => {
                        (self.anchor(anchor, Edge::Feeds, Here::NOWHERE)?, counts_a_length(anchor))
                    }
                };
                if counts && completion.counted.is_none() {
                    self.not_said_how_counted(completion.at);
                }
                let court_days = counts_court_days(&last);
                let counted = completion.counted.as_ref();
                let counted = counted.and_then(|name| self.counting(name, court_days));
                let law = self.law_list(&completion.law);
                Some(Completion { events, when, last, counted, law })
            })
            .collect()
    }

    fn all_periods(&mut self) -> Vec<Period> {
        let mut periods = Vec::new();
        for (i, period) in (0u16..).zip(&self.model.periods) {
            let id = PeriodId(i);
            if let Some(compiled) = self.one_period(id, period) {
                periods.push(compiled);
            }
            self.draw_edges_to(Element::Period(id));
        }
        periods
    }

    fn one_period(&mut self, id: PeriodId, period: &'m Defined<model::Period>) -> Option<Period> {
        let what = &period.what;
        self.at = period.at;
        let when = self.optional_condition(&what.when, Edge::Feeds);
        let starts = what.starts.as_ref().and_then(|(at, starts)| {
            if counts_a_length(starts) && what.term.counted.is_none() {
                self.not_said_how_counted(*at);
            }
            self.anchor(starts, Edge::Starts, Here::NOWHERE)
        });
        if let (Some(starts), Some(counted)) = (&starts, &what.term.counted)
            && counts_court_days(starts)
        {
            self.counting(counted, true);
        }
        // Where each of several events starts a run, its name within the run means that very event.
        let own = match &starts {
            Some(starts) if has_each(starts) => started_by(starts),
            _ => Vec::new(),
        };
        // If there is none of this name, the term or its versions say so.
        let counted = what.term.counted.as_ref();
        let counted = counted.and_then(|name| self.countings.get(name.value.as_str()).copied());
        let term = self.term(&what.term, None, &own, period.at);
        let mut versions = Vec::new();
        for version in &what.versions {
            let when = self.condition(&version.when.1, Edge::Feeds);
            let term = self.term(&version.term, Some(&what.term), &own, version.when.0.at);
            let law = self.law_list(&version.law);
            if version.law.is_empty() {
                no_law(self.findings, version.when.0.at, "this version");
            }
            if let (Some(when), Some(term)) = (when, term) {
                versions.push(Version { when, term, law });
            }
        }
        let mut readings = Vec::new();
        for reading in &what.readings {
            let lasts = if reading.term.says_when_it_ends() {
                let term = self.term(&reading.term, Some(&what.term), &own, period.at);
                match term {
                    Some(term) => Some(term.lasts),
                    None => continue,
                }
            } else {
                None
            };
            let counted = reading.term.counted.as_ref();
            let counted = counted.and_then(|counted| self.counting(counted, false));
            let to = match &reading.to {
                Some(to) => match self.end_of_reading(to, &own, what, period.at) {
                    Some(to) => Some(to),
                    None => continue,
                },
                None => None,
            };
            let last_day = reading.last_day.as_ref().and_then(|name| self.moves_last_days(name));
            let law = self.law_list(&reading.law);
            if reading.law.is_empty() {
                no_law(self.findings, period.at, "a reading of this period");
            }
            let suspended_while = self.optional_condition(&reading.suspended_while, Edge::Suspends);
            let held_open = self.held_open(&reading.held_open, what);
            readings.push(Reading {
                text: reading.text.clone(),
                lasts,
                counted,
                to,
                last_day,
                suspended_while,
                held_open,
                law,
            });
        }
        let effects = what
            .changes()
            .filter_map(|(effect, change)| self.effect(id, effect, change, &what.term))
            .collect::<Vec<_>>();
        let ended_by = what.ended_by.iter().filter_map(|events| {
            self.always_recorded(events);
            self.events(events, Edge::Ends)
        });
        let ended_by: Vec<EventSet> = ended_by.collect();
        let suspended_while = self.optional_condition(&what.suspended_while, Edge::Suspends);
        let held_open = self.held_open(&what.held_open, what);
        if what.law.is_empty() {
            no_law(self.findings, period.at, "this period");
        }
        let moot_when = self.optional_condition(&what.moot_when, Edge::Moots);
        let starts = starts?;
        Some(Period {
            id: period.id.clone(),
            title: what.title.clone(),
            who: what.who.clone(),
            missed: what.missed.clone(),
            when,
            each: has_each(&starts),
            starts,
            plain: effects.is_empty()
                && ended_by.is_empty()
                && suspended_while.is_none()
                && held_open.is_empty(),
            counted,
            term,
            versions,
            readings,
            effects,
            ended_by,
            suspended_while,
            held_open,
            law: self.law_list(&what.law),
            shown: what.shown,
            waits: what.waits,
            moot_when,
        })
    }

    fn held_open(&mut self, list: &[model::HeldOpen], period: &model::Period) -> Vec<HeldOpen> {
        list.iter()
            .filter_map(|held| {
                let condition = self.condition(&held.condition.1, Edge::Suspends)?;
                let counted = held.counted.as_ref().or(period.term.counted.as_ref());
                if held.and_for.is_some() && counted.is_none() {
                    self.not_said_how_counted(held.condition.0.at);
                }
                let court_days =
                    held.and_for.is_some_and(|length| length.unit() == date::Unit::CourtDays);
                let counted = counted.and_then(|counted| self.counting(counted, court_days));
                // Without its own it is counted as the version or the reading is.
                let counted = counted.filter(|_| held.counted.is_some());
                let law = self.law_list(&held.law);
                if held.law.is_empty() {
                    no_law(self.findings, held.condition.0.at, "that the period is held open");
                }
                Some(HeldOpen { condition, and_for: held.and_for, counted, law })
            })
            .collect()
    }

    /// A term; what it leaves open is as in `base`.
    fn term(
        &mut self,
        term: &model::Term,
        base: Option<&model::Term>,
        own: &[EventId],
        at: At,
    ) -> Option<Term> {
        let inherited = base.filter(|_| !term.says_when_it_ends());
        let says = inherited.unwrap_or(term);
        let counted = term.counted.as_ref().or(base.and_then(|base| base.counted.as_ref()));
        let lasts = match (&says.length, &says.ends) {
            (Some(length), _) => Lasts::For(*length),
            (None, Some(anchor)) => {
                Lasts::Until(self.anchor(anchor, Edge::Ends, Here { own, stands: false })?)
            }
            (None, None) => return None,
        };
        if lasts.counts() && counted.is_none() {
            self.not_said_how_counted(at);
            return None;
        }
        let court_days = match &lasts {
            Lasts::For(Duration::Is(length)) => length.unit() == date::Unit::CourtDays,
            Lasts::For(_) => false,
            Lasts::Until(anchor) => counts_court_days(anchor),
        };
        let counted = counted.and_then(|counted| self.counting(counted, court_days));
        Some(Term { lasts, counted })
    }

    fn not_said_how_counted(&mut self, at: At) {
        // Once for an element, however many lengths it has.
        if std::mem::replace(&mut self.not_counted, self.at) == self.at {
            return;
        }
        self.findings
            .error(Code::MissingKey, at, "it is not said how this length is counted")
            .expected("`counted`, with the id of a `[counting.…]`")
            .keep();
    }

    /// Looks up a way of counting, by which court days may be counted.
    fn counting(&self, name: &Text, court_days: bool) -> Option<CountingId> {
        let found = self.countings.get(name.value.as_str()).copied();
        let Some(id) = found else {
            let known = self.countings.keys().copied();
            self.unknown_name(name, "way of counting", known);
            return None;
        };
        let counting = &self.model.countings[id.index()];
        if court_days && counting.what.calendar.is_none() {
            self.findings
                .error(
                    Code::MissingKey,
                    name.at,
                    format!("court days are counted here, and `{}` has no calendar", name.value),
                )
                .expected("a way of counting with a `calendar`")
                .related(counting.at, "it is described here")
                .keep();
        }
        found
    }

    /// The last day by a reading, from the end as the period stands.
    fn end_of_reading(
        &mut self,
        to: &phrase::Anchor,
        own: &[EventId],
        what: &model::Period,
        at: At,
    ) -> Option<Anchor> {
        let to = self.anchor(to, Edge::Reads, Here { own, stands: true })?;
        if has_this(&to) {
            // After a restart it is not the event that started the run.
            self.findings
                .error(Code::WrongPhrase, at, "each such event starts this period anew")
                .expected("`the start` or `the end` in `to` of a reading, or `ends` in its place")
                .keep();
            return None;
        }
        if to.counts() {
            let Some(counted) = &what.term.counted else {
                self.not_said_how_counted(at);
                return None;
            };
            self.counting(counted, counts_court_days(&to))?;
        }
        Some(to)
    }

    /// A way of counting that is there to move a last day off a closed day.
    fn moves_last_days(&self, name: &Text) -> Option<CountingId> {
        let id = self.counting(name, false)?;
        let counting = &self.model.countings[id.index()];
        if counting.what.last_day == LastDay::AsItFalls {
            self.findings
                .error(
                    Code::MissingKey,
                    name.at,
                    format!("the last day is to move, and by `{}` none does", name.value),
                )
                .expected("a way of counting whose `last_day` is not `as it falls`")
                .related(counting.at, "it is described here")
                .keep();
        }
        Some(id)
    }

    fn effect(
        &mut self,
        period: PeriodId,
        effect: &'m model::Effect,
        change: Change,
        base: &model::Term,
    ) -> Option<Effect> {
        let edge = match change {
            Change::Restart => Edge::Restarts,
            Change::Extend => Edge::Extends,
            Change::Revive => Edge::Revives,
        };
        let asked_or_refused = [&effect.asked_by, &effect.refused_by].into_iter().flatten();
        for events in [&effect.events].into_iter().chain(asked_or_refused) {
            self.always_recorded(events);
        }
        let before = self.uses.len();
        let events = self.events(&effect.events, edge)?;
        // An event that this period itself judges is taken as it was recorded. That is so of
        // these alone: what asks elsewhere for such an event needs the verdict first.
        let own: Vec<EventId> = events.iter().map(|one| one.event).collect();
        let mut these = self.uses.split_off(before);
        these.retain(|(element, _)| !self.judges(period, *element));
        self.uses.extend(these);
        for event in &own {
            // Whether it was completed decides here too.
            let model = self.model;
            for completion in &model.events[event.index()].what.completed_by {
                let _ = self.events(&completion.events, Edge::Feeds);
                let _ = self.optional_condition(&completion.when, Edge::Feeds);
                if let model::Last::On(anchor) = &completion.last {
                    let _ = self.anchor(anchor, Edge::Feeds, Here::NOWHERE);
                }
            }
            // Still an edge of the map, if not of the evaluation.
            let from = self.nodes[&Element::Event(*event)];
            let to = self.nodes[&Element::Period(period)];
            if !self.graph.edges_connecting(from, to).any(|other| *other.weight() == edge) {
                self.graph.add_edge(from, to, edge);
            }
        }
        let when = self.optional_condition(&effect.when, Edge::Feeds);
        let asked_by = match &effect.asked_by {
            Some(events) => Some(self.events(events, Edge::Feeds)?),
            None => None,
        };
        let refused_by = match &effect.refused_by {
            Some(events) => self.events(events, Edge::Feeds)?,
            None => EventSet::default(),
        };
        let here = Here { own: &own, stands: true };
        let to = match &effect.to {
            Some(to) => {
                let before = self.uses.len();
                let to = self.anchor(to, Edge::Extends, here)?;
                self.needs_verdicts(period, before);
                Some(to)
            }
            None => None,
        };
        let mut bound = |anchor: &Option<phrase::Anchor>| match anchor {
            Some(anchor) => self.anchor(anchor, Edge::Feeds, here).map(Some),
            None => Some(None),
        };
        let not_before = bound(&effect.not_before)?;
        let not_after = bound(&effect.not_after)?;
        let counted = effect.counted.as_ref().or(base.counted.as_ref());
        let counts = [&effect.to, &effect.not_before, &effect.not_after]
            .into_iter()
            .flatten()
            .any(counts_a_length);
        if (counts || effect.gap.is_some()) && counted.is_none() {
            self.not_said_how_counted(effect.at);
        }
        let bounds = [&to, &not_before, &not_after];
        let court_days = bounds.into_iter().flatten().any(counts_court_days)
            || effect.gap.is_some_and(|gap| gap.unit() == date::Unit::CourtDays);
        let counted = counted.and_then(|counted| self.counting(counted, court_days));
        // Without its own it is counted as the version or the reading is.
        let counted = counted.filter(|_| effect.counted.is_some());
        let law = self.law_list(&effect.law);
        if effect.law.is_empty() {
            no_law(self.findings, effect.at, "this effect");
        }
        Some(Effect {
            change,
            events,
            when,
            asked_by,
            refused_by,
            to,
            not_before,
            not_after,
            gap: effect.gap,
            times: effect.times,
            counted,
            law,
        })
    }

    /// Whether a period itself decides which of some events count.
    fn judges(&self, period: PeriodId, element: Element) -> bool {
        self.decides(Element::Period(period), element)
    }

    /// Events used since `before` of which the period itself says whether they count: a
    /// day that is worked out from them waits for what it decides.
    fn needs_verdicts(&mut self, period: PeriodId, before: usize) {
        let used = self.uses[before..].iter().map(|(element, _)| *element);
        let judged: Vec<Element> = used.filter(|one| self.judges(period, *one)).collect();
        self.uses.extend(judged.into_iter().map(|one| (one, Edge::Feeds)));
    }

    fn all_statuses(&mut self) -> Vec<Status> {
        let mut statuses = Vec::new();
        for (i, status) in (0u16..).zip(&self.model.statuses) {
            self.at = status.at;
            let when = self.optional_condition(&status.what.when, Edge::Feeds);
            self.draw_edges_to(Element::Status(StatusId(i)));
            let law = self.law_list(&status.what.law);
            if let Some(when) = when {
                statuses.push(Status {
                    id: status.id.clone(),
                    title: status.what.title.clone(),
                    otherwise: status.what.otherwise.clone(),
                    when,
                    law,
                    shown: status.what.shown,
                });
            }
        }
        statuses
    }

    /// The procedures, and the requirements that they share.
    fn all_procedures(&mut self) -> (Vec<Procedure>, Vec<Requirement>) {
        let mut procedures = Vec::new();
        let mut requirements: Vec<Requirement> = Vec::new();
        for (i, procedure) in (0u16..).zip(&self.model.procedures) {
            let what = &procedure.what;
            self.at = procedure.at;
            let (mut only_if, mut open) = (Vec::new(), Vec::new());
            let (mut exists_at, mut open_at) = (Vec::new(), Vec::new());
            let mut requires = Vec::new();
            for name in &what.requires {
                let model = self.model;
                match model.requirements.iter().find(|requirement| requirement.id == name.value) {
                    Some(requirement) => {
                        let whom = self.clauses(&requirement.what.only_if);
                        exists_at.extend(self.ask_all(&whom));
                        let when = self.clauses(&requirement.what.open);
                        open_at.extend(self.ask_all(&when));
                        only_if.extend_from_slice(&whom);
                        open.extend_from_slice(&when);
                        let known = requirements.iter().position(|one| one.id == requirement.id);
                        requires.push(known.unwrap_or(requirements.len()));
                        if known.is_none() {
                            requirements.push(Requirement {
                                id: requirement.id.clone(),
                                title: requirement.what.title.clone(),
                                only_if: whom,
                                open: when,
                            });
                        }
                    }
                    None => {
                        let known = model.requirements.iter().map(|one| one.id.as_str());
                        self.unknown_name(name, "requirement", known);
                    }
                }
            }
            let shared = [only_if.len(), open.len()];
            let own = self.clauses(&what.only_if);
            exists_at.extend(own.iter().map(|clause| self.ask(clause.expr)));
            only_if.extend(own);
            let own = self.clauses(&what.open);
            open_at.extend(own.iter().map(|clause| self.ask(clause.expr)));
            open.extend(own);
            let done = self.optional_condition(&what.done, Edge::Feeds);
            let forms = what.forms.iter().filter_map(|needed| self.needed_form(needed)).collect();
            self.draw_edges_to(Element::Procedure(ProcedureId(i)));
            let records =
                what.records.iter().filter_map(|name| self.event(name)).collect::<Vec<EventId>>();
            for event in &records {
                let from = self.nodes[&Element::Procedure(ProcedureId(i))];
                let to = self.nodes[&Element::Event(*event)];
                self.graph.add_edge(from, to, Edge::Records);
            }
            let fees = what
                .fees
                .iter()
                .map(|fee| {
                    if fee.law.is_empty() {
                        no_law(self.findings, fee.at, "this fee");
                    }
                    Fee {
                        amount: fee.amount,
                        from: fee.from,
                        until: fee.until,
                        law: self.law_list(&fee.law),
                    }
                })
                .collect();
            if what.law.is_empty() {
                no_law(self.findings, procedure.at, "this procedure");
            }
            procedures.push(Procedure {
                id: procedure.id.clone(),
                title: what.title.clone(),
                by: what.by.clone(),
                only_if,
                open,
                requires,
                shared,
                exists_at: exists_at.into(),
                open_at: open_at.into(),
                done_at: done.map(|done| self.ask(done)),
                unavailable: what.unavailable,
                instead: what.instead.clone(),
                discretion: what.discretion,
                forms,
                fees,
                records,
                law: self.law_list(&what.law),
                guide: what.guide.clone(),
            });
        }
        (procedures, requirements)
    }

    fn needed_form(&mut self, needed: &model::NeededForm) -> Option<NeededForm> {
        let when = self.optional_condition(&needed.when, Edge::Feeds);
        let form = self.forms.get(needed.form.value.as_str()).copied();
        if form.is_none() {
            let known = self.forms.keys().copied();
            self.unknown_name(&needed.form, "form", known);
        }
        Some(NeededForm { form: form?, when })
    }

    fn all_figures(&mut self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (i, figure) in (0u16..).zip(&self.model.figures) {
            let what = &figure.what;
            self.at = figure.at;
            let when = self.optional_condition(&what.when, Edge::Feeds);
            let mut values = Vec::new();
            for value in &what.values {
                if value.law.is_empty() && what.law.is_empty() {
                    no_law(self.findings, value.at, "this value");
                }
                values.push(FigureValue {
                    amount: value.amount,
                    when: self.optional_condition(&value.when, Edge::Feeds),
                    from: value.from,
                    until: value.until,
                    law: self.law_list(&value.law),
                });
            }
            self.draw_edges_to(Element::Figure(FigureId(i)));
            figures.push(Figure {
                id: figure.id.clone(),
                title: what.title.clone(),
                unit: what.unit,
                when,
                note: what.note.clone(),
                values,
                law: self.law_list(&what.law),
            });
        }
        figures
    }

    fn clauses(&mut self, clauses: &[model::Clause]) -> Vec<Clause> {
        clauses
            .iter()
            .filter_map(|clause| {
                let expr = self.condition(&clause.condition, Edge::Opens)?;
                Some(Clause {
                    source: clause.source.value.clone(),
                    expr,
                    text: clause.text.clone(),
                    law: self.law_list(&clause.law),
                })
            })
            .collect()
    }

    fn optional_condition(
        &mut self,
        condition: &Option<(Text, phrase::Condition)>,
        edge: Edge,
    ) -> Option<ExprId> {
        condition.as_ref().and_then(|(_, condition)| self.condition(condition, edge))
    }

    /// Compiles a condition; `edge` is what its parts are to the element.
    fn condition(&mut self, condition: &phrase::Condition, edge: Edge) -> Option<ExprId> {
        use phrase::Condition as C;
        let expr = match condition {
            C::All(parts) => Expr::All(self.conditions(parts, edge)?),
            C::Any(parts) => Expr::Any(self.conditions(parts, edge)?),
            C::Not(part) => Expr::Not(self.condition(part, contrary(edge))?),
            C::Surely(part) => Expr::Surely(self.condition(part, edge)?),
            C::Named(word) => self.named(word, edge)?,
            C::Is { fact, values } => {
                let id = self.fact(fact, edge)?;
                let mut mask = 0;
                for value in values {
                    mask |= 1u64 << self.fact_word(fact, id, value)?;
                }
                Expr::Is { fact: id, values: mask }
            }
            C::Compares { fact, how, number } => {
                let id = self.fact(fact, edge)?;
                if self.kinds[id.index()] != Kind::Amount {
                    self.findings
                        .error(Code::WrongKind, fact.at, format!("`{}` is no amount", fact.value))
                        .expected(self.how_to_ask(id))
                        .keep();
                    return None;
                }
                Expr::Compares { fact: id, how: *how, number: *number }
            }
            C::Within(word) => Expr::Within(self.used_period(word, edge)?),
            C::Before(word) => Expr::Before(self.used_period(word, edge)?),
            C::After(word) => Expr::After(self.used_period(word, edge)?),
            C::Between(from, to) => {
                let from = self.events(from, edge);
                let to = self.events(to, edge);
                Expr::Between(from?, to?)
            }
            C::Since(events) => Expr::Since(self.events(events, edge)?),
            C::Calendar { from, until } => Expr::Calendar { from: *from, until: *until },
            C::Dated { events, before, day } => {
                Expr::Dated { events: self.events(events, edge)?, before: *before, day: *day }
            }
        };
        Some(self.intern(expr))
    }

    /// The number of an expression, the same for the same.
    fn intern(&mut self, expr: Expr) -> ExprId {
        if self.exprs.len() >= usize::from(u16::MAX) {
            // Said once; what is compiled from here on is thrown away.
            if !self.findings.any_errors() {
                self.findings
                    .error(
                        Code::TooLarge,
                        self.at,
                        "this pack has more conditions than any law needs",
                    )
                    .keep();
            }
            return ExprId(0);
        }
        let next = ExprId(self.exprs.len() as u16);
        let id = *self.known.entry(expr.clone()).or_insert(next);
        if id == next {
            self.exprs.push(expr);
        }
        id
    }

    /// The number of a condition among those that procedures ask.
    fn ask(&mut self, expr: ExprId) -> u16 {
        let at = self.asked.iter().position(|known| *known == expr).unwrap_or_else(|| {
            self.asked.push(expr);
            self.asked.len() - 1
        });
        at as u16
    }

    /// Clauses that hold together, as one condition to be asked.
    fn ask_all(&mut self, clauses: &[Clause]) -> Option<u16> {
        let expr = match clauses {
            [] => return None,
            [clause] => clause.expr,
            many => self.intern(Expr::All(many.iter().map(|clause| clause.expr).collect())),
        };
        Some(self.ask(expr))
    }

    fn conditions(&mut self, parts: &[phrase::Condition], edge: Edge) -> Option<Box<[ExprId]>> {
        // All parts are read, so that all mistakes are found.
        let parts: Vec<Option<ExprId>> =
            parts.iter().map(|part| self.condition(part, edge)).collect();
        parts.into_iter().collect()
    }

    fn named(&mut self, word: &Text, edge: Edge) -> Option<Expr> {
        match self.names.get(word.value.as_str()).copied() {
            Some(Name::Status(status)) => {
                self.uses.push((Element::Status(status), edge));
                Some(Expr::Status(status))
            }
            Some(Name::Fact(fact)) if matches!(self.kinds[fact.index()], Kind::YesNo { .. }) => {
                self.uses.push((Element::Fact(fact), edge));
                Some(Expr::Fact(fact))
            }
            Some(other) => {
                let write = match other {
                    Name::Fact(fact) => self.how_to_ask(fact),
                    Name::Event(_) => format!("`since {0}` or `between {0} and …`", word.value),
                    Name::Period(_) => {
                        format!("`within {0}`, `before {0}` or `after {0}`", word.value)
                    }
                    Name::Status(_) => String::new(),
                };
                self.findings
                    .error(
                        Code::WrongKind,
                        word.at,
                        format!("`{}` is {} and by itself no condition", word.value, other.kind()),
                    )
                    .expected(write)
                    .keep();
                None
            }
            None => {
                let known = self.names.iter().filter_map(|(id, name)| match name {
                    Name::Status(_) => Some(*id),
                    Name::Fact(fact) => {
                        matches!(self.kinds[fact.index()], Kind::YesNo { .. }).then_some(*id)
                    }
                    _ => None,
                });
                self.unknown_name(word, "status or fact", known);
                None
            }
        }
    }

    fn how_to_ask(&self, fact: FactId) -> String {
        let facts = &self.model.facts;
        let id = match facts.get(fact.index()) {
            Some(fact) => fact.id.as_str(),
            None => AMOUNTS.get(fact.index() - facts.len()).map_or("it", |(id, ..)| *id),
        };
        match &self.kinds[fact.index()] {
            Kind::YesNo { .. } => format!("`{id}` or `not {id}`"),
            Kind::Amount => format!("`{id} over …`, `under`, `at least` or `at most`"),
            _ => format!("`{id} is …`"),
        }
    }

    fn fact(&mut self, word: &Text, edge: Edge) -> Option<FactId> {
        match self.names.get(word.value.as_str()).copied() {
            Some(Name::Fact(fact)) => {
                self.uses.push((Element::Fact(fact), edge));
                Some(fact)
            }
            Some(other) => {
                self.wrong_kind(word, other, "a fact");
                None
            }
            None => {
                self.unknown(word, "fact", |name| matches!(name, Name::Fact(_)));
                None
            }
        }
    }

    fn fact_word(&self, fact: &Text, id: FactId, value: &Text) -> Option<u32> {
        let Kind::Choice(values) = &self.kinds[id.index()] else {
            self.findings
                .error(
                    Code::WrongKind,
                    fact.at,
                    format!("`{}` is not one of some words", fact.value),
                )
                .expected(self.how_to_ask(id))
                .keep();
            return None;
        };
        let found = (0u32..).zip(values).find(|(_, (word, _))| *word == value.value);
        if found.is_none() {
            self.findings
                .error(
                    Code::UnknownName,
                    value.at,
                    format!("`{}` is no value of `{}`", value.value, fact.value),
                )
                .one_of(&value.value, values.iter().map(|(word, _)| word.as_str()))
                .keep();
        }
        found.map(|(at, _)| at)
    }

    fn wrong_kind(&self, word: &Text, found: Name, expected: &str) {
        self.findings
            .error(Code::WrongKind, word.at, format!("`{}` is {}", word.value, found.kind()))
            .expected(expected)
            .keep();
    }

    fn unknown(&self, word: &Text, kind: &str, is_kind: impl Fn(&Name) -> bool) {
        let known = self.names.iter().filter(|(_, name)| is_kind(name)).map(|(id, _)| *id);
        self.unknown_name(word, kind, known);
    }

    /// A name that nothing has; silent where its definition was already found wrong.
    fn unknown_name<'n>(&self, word: &Text, kind: &str, valid: impl IntoIterator<Item = &'n str>) {
        if !self.broken.contains(word.value.as_str()) {
            self.findings.unknown_name(word.at, kind, &word.value, valid);
        }
    }

    fn period(&self, word: &Text) -> Option<PeriodId> {
        match self.names.get(word.value.as_str()).copied() {
            Some(Name::Period(period)) => Some(period),
            Some(other) => {
                self.wrong_kind(word, other, "a period");
                None
            }
            None => {
                self.unknown(word, "period", |name| matches!(name, Name::Period(_)));
                None
            }
        }
    }

    fn used_period(&mut self, word: &Text, edge: Edge) -> Option<PeriodId> {
        let period = self.period(word)?;
        self.uses.push((Element::Period(period), edge));
        Some(period)
    }

    fn event(&self, word: &Text) -> Option<EventId> {
        match self.names.get(word.value.as_str()).copied() {
            Some(Name::Event(event)) => Some(event),
            Some(other) => {
                self.wrong_kind(word, other, "an event");
                None
            }
            None => {
                self.unknown(word, "event", |name| matches!(name, Name::Event(_)));
                None
            }
        }
    }

    fn events(&mut self, events: &[phrase::Selector], edge: Edge) -> Option<EventSet> {
        let compiled: Vec<Option<Selector>> =
            events.iter().map(|selector| self.selector(selector, edge)).collect();
        compiled.into_iter().collect()
    }

    /// What changes a period is followed from record to record: it must not be an
    /// event that may have happened without one.
    fn always_recorded(&self, events: &[phrase::Selector]) {
        for word in events.iter().map(|selector| &selector.event) {
            let model = self.model;
            let defined = model.events.iter().find(|event| event.id == word.value);
            if let Some(event) = defined.filter(|event| event.what.may_be_unrecorded) {
                self.findings
                    .error(
                        Code::WrongKind,
                        word.at,
                        format!(
                            "`{}` may be unrecorded, and what changes a period must be recorded",
                            word.value
                        ),
                    )
                    .expected("an event without `may_be_unrecorded`")
                    .related(event.at, "it is described here")
                    .keep();
            }
        }
    }

    fn selector(&mut self, selector: &phrase::Selector, edge: Edge) -> Option<Selector> {
        let event = self.event(&selector.event)?;
        self.uses.push((Element::Event(event), edge));
        let mut only: SmallVec<[Filter; 1]> = SmallVec::new();
        for filter in &selector.only {
            let name = &filter.attribute;
            let takes = &self.model.events[event.index()].what.takes;
            if !takes.iter().any(|taken| taken.value == name.value) {
                self.findings
                    .error(
                        Code::UnknownName,
                        name.at,
                        format!(
                            "the event `{}` takes no attribute `{}`",
                            selector.event.value, name.value
                        ),
                    )
                    .one_of(&name.value, takes.iter().map(|taken| taken.value.as_str()))
                    .keep();
                return None;
            }
            let attribute = *self.attributes.get(name.value.as_str())?;
            let values: Option<SmallVec<[u16; 2]>> = filter
                .values
                .iter()
                .map(|value| self.attribute_value(&name.value, value))
                .collect();
            only.push(Filter { attribute, values: values? });
        }
        Some(Selector { event, only })
    }

    /// The number by which a value of an attribute is known.
    fn attribute_value(&self, attribute: &str, value: &Text) -> Option<u16> {
        let Some(id) = self.attributes.get(attribute) else {
            let known = self.attributes.keys().copied();
            self.findings.unknown_name(value.at, "attribute", attribute, known);
            return None;
        };
        match &self.model.attributes[id.index()].what.kind {
            model::Kind::Choice(values) => {
                let found = (0u16..).zip(values).find(|(_, (word, _))| word.value == value.value);
                if found.is_none() {
                    self.findings
                        .error(
                            Code::UnknownName,
                            value.at,
                            format!("`{}` is no value of `{attribute}`", value.value),
                        )
                        .one_of(&value.value, values.iter().map(|(word, _)| word.value.as_str()))
                        .keep();
                }
                found.map(|(at, _)| at)
            }
            model::Kind::EventName => self.event(value).map(|event| event.0),
            _ => {
                self.findings
                    .error(
                        Code::WrongKind,
                        value.at,
                        format!(
                            "`{attribute}` is neither one of some words nor the id of an event"
                        ),
                    )
                    .keep();
                None
            }
        }
    }

    /// Compiles a starting point.
    fn anchor(&mut self, anchor: &phrase::Anchor, edge: Edge, here: Here<'_>) -> Option<Anchor> {
        use phrase::Anchor as A;
        Some(match anchor {
            A::Event { which, events } => {
                if *which == Which::Each && edge != Edge::Starts {
                    return self.each_out_of_place(events);
                }
                let before = self.uses.len();
                let events = self.events(events, edge)?;
                if *which == Which::First
                    && let [Selector { event, only }] = &*events
                    && only.is_empty()
                    && here.own.contains(event)
                {
                    self.uses.truncate(before);
                    return Some(Anchor::This);
                }
                Anchor::Event { which: *which, events }
            }
            A::Edge { period, end } => {
                Anchor::Edge { period: self.used_period(period, edge)?, end: *end }
            }
            A::Own { end } => {
                let known = here.stands || !*end && !here.own.is_empty();
                if !known {
                    let word = if *end { "the end" } else { "the start" };
                    self.findings
                        .error(
                            Code::WrongPhrase,
                            self.at,
                            format!(
                                "`{word}` has a meaning only in what restarts or extends a \
                                 period, and in `to` of a reading"
                            ),
                        )
                        .expected("an event, or a period with `starts` or `ends`")
                        .keep();
                    return None;
                }
                Anchor::Own { end: *end }
            }
            A::Choice { later, of } => {
                if let Some(events) = of.iter().find_map(each_of) {
                    return self.each_out_of_place(events);
                }
                let of: Vec<Option<Anchor>> =
                    of.iter().map(|anchor| self.anchor(anchor, edge, here)).collect();
                Anchor::Choice { later: *later, of: of.into_iter().collect::<Option<_>>()? }
            }
            A::Count { length, direction, from } => Anchor::Count {
                length: *length,
                direction: *direction,
                from: Box::new(self.anchor(from, edge, here)?),
            },
            A::On(day) => Anchor::On(*day),
        })
    }

    /// One run for each event is what a period starts with; elsewhere one day is meant.
    fn each_out_of_place(&self, events: &phrase::Events) -> Option<Anchor> {
        let at = events.first().map_or(self.at, |selector| selector.event.at);
        let message = "`each` has a meaning only where a period starts, outside `later of (…)` and \
                       `earlier of (…)`";
        self.findings
            .error(Code::WrongPhrase, at, message)
            .expected("`first` or `last` before it, or nothing")
            .keep();
        None
    }

    /// The order in which everything can be worked out; a cycle is reported with its members.
    fn evaluation_order(&self) -> Option<Vec<Computed>> {
        let depends = EdgeFiltered::from_fn(&self.graph, |edge| {
            use petgraph::visit::EdgeRef;
            match edge.weight() {
                // Of what is done later, and of what is looked at only when an answer is made.
                Edge::Records | Edge::Moots | Edge::Reads => false,
                Edge::Restarts | Edge::Extends | Edge::Revives => {
                    // Not where the period judges the event for itself.
                    let (from, to) = (self.graph[edge.source()], self.graph[edge.target()]);
                    !self.decides(to, from)
                }
                _ => true,
            }
        });
        if let Ok(order) = toposort(&depends, None) {
            self.is_shallow_enough(&depends, &order)?;
            return Some(
                order
                    .into_iter()
                    .filter_map(|node| match self.graph[node] {
                        Element::Event(id) => {
                            let event = &self.model.events[id.index()].what;
                            let judged = event.counts.is_some() || !event.completed_by.is_empty();
                            judged.then_some(Computed::Event(id))
                        }
                        Element::Period(id) => Some(Computed::Period(id)),
                        Element::Status(id) => Some(Computed::Status(id)),
                        Element::Fact(_) | Element::Procedure(_) | Element::Figure(_) => None,
                    })
                    .collect(),
            );
        }
        for members in tarjan_scc(&depends) {
            let circular = members.len() > 1
                || (&depends).neighbors(members[0]).any(|next| next == members[0]);
            if circular {
                self.report_cycle(&members);
            }
        }
        None
    }

    /// Nothing if what rests on one another is stacked so high that to say why something
    /// is so would exhaust the stack. That is reported.
    fn is_shallow_enough(
        &self,
        depends: impl IntoNeighbors<NodeId = NodeIndex>,
        order: &[NodeIndex],
    ) -> Option<()> {
        let mut heights = vec![0usize; self.graph.node_count()];
        for node in order {
            let height = heights[node.index()];
            if height > HIGHEST {
                let (at, name) = self.defined(*node)?;
                self.findings
                    .error(Code::TooLarge, at, format!("`{name}` rests on too many others"))
                    .expected(format!("at most {HIGHEST}, each of which rests on the next"))
                    .keep();
                return None;
            }
            for next in depends.neighbors(*node) {
                heights[next.index()] = heights[next.index()].max(height + 1);
            }
        }
        Some(())
    }

    fn decides(&self, period: Element, event: Element) -> bool {
        let (Element::Period(period), Element::Event(event)) = (period, event) else {
            return false;
        };
        matches!(
            &self.model.events[event.index()].what.counts,
            Some(model::Counts::AsDecidedBy(name))
                if name.value == self.model.periods[period.index()].id
        )
    }

    /// Where an event, a period or a status is defined, and its id.
    fn defined(&self, node: NodeIndex) -> Option<(At, &str)> {
        fn head<T>(list: &[Defined<T>], at: usize) -> (At, &str) {
            (list[at].at, list[at].id.as_str())
        }
        let model = self.model;
        Some(match self.graph[node] {
            Element::Event(id) => head(&model.events, id.index()),
            Element::Period(id) => head(&model.periods, id.index()),
            Element::Status(id) => head(&model.statuses, id.index()),
            Element::Procedure(_) | Element::Fact(_) | Element::Figure(_) => return None,
        })
    }

    fn report_cycle(&self, members: &[NodeIndex]) {
        let mut places: Vec<(At, &str)> =
            members.iter().filter_map(|node| self.defined(*node)).collect();
        places.sort_unstable();
        let Some((first, id)) = places.first().copied() else {
            return;
        };
        let message = if places.len() == 1 {
            format!("`{id}` depends on itself")
        } else {
            let names: Vec<String> = places.iter().map(|(_, id)| format!("`{id}`")).collect();
            format!("{} depend on each other, so none can be worked out", names.join(", "))
        };
        let mut finding = self
            .findings
            .error(Code::Cycle, first, message)
            .expected("conditions that do not lead back to where they started");
        for (at, id) in &places[1..] {
            finding = finding.related(*at, format!("`{id}` is part of the circle"));
        }
        finding.keep();
    }
}

/// What a part of a negated condition is to the element.
fn contrary(edge: Edge) -> Edge {
    match edge {
        Edge::Opens => Edge::Bars,
        Edge::Bars => Edge::Opens,
        other => other,
    }
}

fn has_each(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::Event { which, .. } => *which == Which::Each,
        Anchor::Count { from, .. } => has_each(from),
        _ => false,
    }
}

/// The events of the first `each` in a starting point.
fn each_of(anchor: &phrase::Anchor) -> Option<&phrase::Events> {
    match anchor {
        phrase::Anchor::Event { which: Which::Each, events } => Some(events),
        phrase::Anchor::Count { from, .. } => each_of(from),
        phrase::Anchor::Choice { of, .. } => of.iter().find_map(each_of),
        _ => None,
    }
}

fn started_by(anchor: &Anchor) -> Vec<EventId> {
    match anchor {
        Anchor::Event { events, .. } => events.iter().map(|selector| selector.event).collect(),
        Anchor::Count { from, .. } => started_by(from),
        _ => Vec::new(),
    }
}

/// Whether a starting point names the very event that is looked at.
fn has_this(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::This => true,
        Anchor::Count { from, .. } => has_this(from),
        Anchor::Choice { of, .. } => of.iter().any(has_this),
        Anchor::Event { .. } | Anchor::Edge { .. } | Anchor::Own { .. } | Anchor::On(_) => false,
    }
}

fn counts_a_length(anchor: &phrase::Anchor) -> bool {
    match anchor {
        phrase::Anchor::Count { .. } => true,
        phrase::Anchor::Choice { of, .. } => of.iter().any(counts_a_length),
        _ => false,
    }
}

fn counts_court_days(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::Count { length, from, .. } => {
            length.unit() == date::Unit::CourtDays || counts_court_days(from)
        }
        Anchor::Choice { of, .. } => of.iter().any(counts_court_days),
        _ => false,
    }
}

/// Reads the value of a fact; anything else is reported.
pub(crate) fn fact_value(
    findings: &Findings<'_>,
    node: &Node,
    key: &str,
    kind: &Kind,
) -> Option<FactValue> {
    let wrong = |expected: &str| {
        findings
            .error(Code::WrongType, node.at, format!("`{key}` has a value of the wrong kind"))
            .expected(expected)
            .keep();
        None
    };
    match (kind, &node.value) {
        (Kind::YesNo { .. }, Value::Flag(flag)) => Some(FactValue::YesNo(*flag)),
        (Kind::YesNo { .. }, _) => wrong("`true` or `false`, without quotes"),
        (Kind::Amount, _) => match as_amount(node) {
            Some(amount) => Some(FactValue::Amount(amount)),
            None => wrong("a number such as 6250.00"),
        },
        (Kind::Choice(values), Value::Text(text)) => {
            let found = (0u8..).zip(values).find(|(_, (word, _))| word == text);
            if found.is_none() {
                findings
                    .error(Code::WrongValue, node.at, format!("`{key}` cannot be \"{text}\""))
                    .one_of(text, values.iter().map(|(word, _)| word.as_str()))
                    .keep();
            }
            found.map(|(at, _)| FactValue::Choice(at))
        }
        (Kind::Choice(values), _) => {
            let words: Vec<String> = values.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            wrong(&format!("one of {}", words.join(", ")))
        }
        (Kind::EventName | Kind::Free, _) => wrong("nothing: a fact has no such kind"),
    }
}
