//! A case: what its file says, and the same read against the law of its
//! jurisdiction.
//!
//! Knows the case file (a contract) and the names of a pack. Must not know what
//! follows from anything.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::date::{Day, InWords};
use crate::diagnostic::{Code, Diagnostics};
use crate::graph::{
    AMOUNTS, AttributeId, ENTRY, EventId, FactValue, Kind, Library, Pack, fact_value,
};
use crate::source::{
    At, Fields, Files, Findings, Node, Stated, Table, Text, Value, as_amount, as_day, read_json,
    read_toml,
};

/// A case as its file states it. Names are not yet looked up: that needs the
/// law of its jurisdiction.
///
/// ```
/// use recoup_engine::case::Case;
///
/// let case = Case::from_toml(r#"
///     jurisdiction = "us-ca"
///     [judgment]
///     entered = 2025-03-05
///     [facts]
///     debtor_at_hearing = true
///     [[event]]
///     on = 2025-03-05
///     what = "notice_of_entry_served"
/// "#)?;
/// assert_eq!(case.jurisdiction(), "us-ca");
/// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Case {
    files: Files,
    jurisdiction: Text,
    court: Option<Node>,
    entered: Stated<Day>,
    amounts: [Option<Stated<Decimal>>; 2],
    facts: Vec<(Text, Node)>,
    events: Vec<StatedEvent>,
}

#[derive(Debug, Clone)]
struct StatedEvent {
    on: Day,
    what: Text,
    on_at: At,
    attributes: Vec<(Text, Node)>,
}

/// The keys of an event that are not its attributes.
const EVENT_KEYS: [&str; 2] = ["on", "what"];

impl Case {
    /// Reads a case file in TOML.
    ///
    /// # Errors
    ///
    /// Every mistake that can be seen without knowing the jurisdiction's law.
    pub fn from_toml(text: &str) -> Result<Case, Diagnostics> {
        Case::from_text("case.toml", text)
    }

    /// Reads a case in JSON of the same shape.
    ///
    /// # Errors
    ///
    /// As for [`Case::from_toml`].
    pub fn from_json(text: &str) -> Result<Case, Diagnostics> {
        Case::read("case.json", text, read_json)
    }

    /// Reads a case in either form: JSON where the text begins with `{`.
    /// `name` is the file's name in messages.
    ///
    /// # Errors
    ///
    /// As for [`Case::from_toml`].
    pub fn from_text(name: &str, text: &str) -> Result<Case, Diagnostics> {
        let read = if text.trim_start().starts_with('{') { read_json } else { read_toml };
        Case::read(name, text, read)
    }

    fn read(
        name: &str,
        text: &str,
        read: fn(&Findings<'_>, u16, &str) -> Table,
    ) -> Result<Case, Diagnostics> {
        let mut files = Files::default();
        let file = files.add(name, text);
        let findings = Findings::new(&files);
        let table = read(&findings, file, text);
        let start = At { file, start: 0, end: 0 };
        let case = if findings.any_errors() {
            None
        } else if table.0.is_empty() {
            findings
                .error(Code::Empty, start, "there is no case in this file")
                .expected("at least `jurisdiction = \"us-ca\"` and `[judgment]` with `entered`")
                .keep();
            None
        } else {
            Case::from_table(&findings, &table, start)
        };
        let case = findings.or_errors(case)?;
        // Without an error there is a case.
        case.map(|case| Case { files, ..case }).ok_or(Diagnostics(Vec::new()))
    }

    /// Reads the table of a case that stands in a larger file.
    pub(crate) fn from_table(findings: &Findings<'_>, table: &Table, at: At) -> Option<Case> {
        let mut f = Fields::new(findings, table, at, "a case");
        let jurisdiction = f.text_needed("jurisdiction");
        let court = f.take("court").cloned();
        let mut entered = None;
        let mut amounts = [None, None];
        if f.has("judgment") {
            let place = f.place_of("judgment");
            if let Some(node) = f.take("judgment")
                && let Some(mut judgment) = Fields::of(findings, node, place, "a judgment")
            {
                if judgment.has("entered") {
                    entered = judgment.day("entered");
                } else {
                    judgment.take("entered");
                    judgment.missing("entered", "the day of entry, such as `entered = 2025-03-05`");
                }
                amounts = AMOUNTS.map(|(id, ..)| judgment.amount(id));
                judgment.amount("prejudgment_interest");
                judgment.amount("rate");
                for amount in amounts.iter().flatten() {
                    if amount.value.is_sign_negative() {
                        findings
                            .error(Code::WrongValue, amount.at, "an amount cannot be negative")
                            .keep();
                    }
                }
                judgment.done();
            }
        } else {
            f.take("judgment");
            f.missing("judgment", "`[judgment]` with `entered`, the day of entry");
        }
        let facts = f.entries("facts").to_vec();
        let mut events = Vec::new();
        for (table, at) in f.tables("event") {
            events.extend(StatedEvent::read(findings, table, at));
        }
        f.done();
        Some(Case {
            files: Files::default(),
            jurisdiction: jurisdiction?,
            court,
            entered: entered?,
            amounts,
            facts,
            events,
        })
    }

    /// The id of its jurisdiction.
    pub fn jurisdiction(&self) -> &str {
        &self.jurisdiction.value
    }

    /// The day on which the judgment was entered.
    pub fn entered(&self) -> Day {
        self.entered.value
    }

    /// What the judgment awards with costs, where the case says so.
    pub fn award(&self) -> Option<Decimal> {
        let [principal, costs] = &self.amounts;
        let principal = principal.as_ref()?.value;
        Some(costs.as_ref().map_or(principal, |costs| principal + costs.value))
    }

    /// Reads the case against the law of its jurisdiction: every name is looked up.
    ///
    /// # Errors
    ///
    /// Every unknown jurisdiction, fact, value, event and attribute with its
    /// place in the file and the nearest valid name; every event dated before
    /// the judgment.
    pub fn read_against<'p>(&self, library: &'p Library) -> Result<Matter<'p>, Diagnostics> {
        let findings = Findings::new(&self.files);
        let matter = self.bind(&findings, library);
        let matter = findings.or_errors(matter)?;
        matter.ok_or(Diagnostics(Vec::new()))
    }

    /// As [`Case::read_against`], for a case that stands in a larger file.
    pub(crate) fn bind<'p>(
        &self,
        findings: &Findings<'_>,
        library: &'p Library,
    ) -> Option<Matter<'p>> {
        let id = &self.jurisdiction;
        let cases_for = |pack: &&Pack| !pack.foundation;
        let Some(pack) = library.pack(&id.value).filter(cases_for) else {
            let known: Vec<&str> =
                library.packs().filter(cases_for).map(|pack| pack.id.as_str()).collect();
            findings
                .error(
                    Code::UnknownJurisdiction,
                    id.at,
                    format!("there is no pack for the jurisdiction `{}`", id.value),
                )
                .one_of(&id.value, known)
                .keep();
            return None;
        };
        let mut matter = Matter::new(pack, self.entered.value);
        if let Some(court) = &self.court {
            self.bind_fact(findings, &mut matter, "court", court.at, court);
        }
        for (fact, node) in &self.facts {
            if AMOUNTS.iter().any(|(id, ..)| *id == fact.value) {
                findings
                    .error(
                        Code::WrongKind,
                        fact.at,
                        format!("`{}` belongs to the judgment", fact.value),
                    )
                    .expected(format!("`{}` under `[judgment]`", fact.value))
                    .keep();
                continue;
            }
            if fact.value == "court" && self.court.is_some() {
                findings
                    .error(
                        Code::Duplicate,
                        fact.at,
                        "`court` is already said at the top of the case",
                    )
                    .keep();
                continue;
            }
            self.bind_fact(findings, &mut matter, &fact.value, fact.at, node);
        }
        for ((id, ..), amount) in AMOUNTS.iter().zip(&self.amounts) {
            if let (Some(amount), Some(fact)) = (amount, pack.fact_called(id)) {
                matter.facts[fact] = Some(FactValue::Amount(amount.value));
            }
        }
        for event in &self.events {
            self.bind_event(findings, &mut matter, event);
        }
        matter.index();
        Some(matter)
    }

    fn bind_fact(
        &self,
        findings: &Findings<'_>,
        matter: &mut Matter<'_>,
        name: &str,
        at: At,
        node: &Node,
    ) {
        match matter.pack.fact_called(name) {
            Some(fact) => {
                let kind = &matter.pack.facts[fact].kind;
                if let Some(value) = fact_value(findings, node, name, kind) {
                    matter.facts[fact] = Some(value);
                }
            }
            None => {
                let known = matter.pack.facts.iter().map(|fact| fact.id.as_str());
                findings.unknown_name(at, "fact", name, known);
            }
        }
    }

    fn bind_event(&self, findings: &Findings<'_>, matter: &mut Matter<'_>, stated: &StatedEvent) {
        let pack = matter.pack;
        let name = &stated.what;
        if name.value == ENTRY {
            findings
                .error(Code::Duplicate, name.at, "the day of entry is `entered` under `[judgment]`")
                .expected("no event of this name")
                .keep();
            return;
        }
        let Some(event) = pack.event_called(&name.value) else {
            let known = pack.events.iter().map(|event| event.id.as_str()).filter(|id| *id != ENTRY);
            findings.unknown_name(name.at, "event", &name.value, known);
            return;
        };
        let definition = &pack.events[event.index()];
        if stated.on < self.entered.value && !definition.may_precede_entry {
            findings
                .error(
                    Code::BeforeJudgment,
                    stated.on_at,
                    format!("`{}` is dated before the judgment", name.value),
                )
                .expected(format!("{} or later", InWords(self.entered.value)))
                .related(self.entered.at, "the judgment was entered on this day")
                .keep();
        }
        let mut attributes = SmallVec::new();
        for (attribute, node) in &stated.attributes {
            let taken = definition
                .takes
                .iter()
                .find(|id| pack.attributes[id.index()].id == attribute.value);
            let Some(id) = taken else {
                let known =
                    definition.takes.iter().map(|id| pack.attributes[id.index()].id.as_str());
                findings
                    .error(
                        Code::UnknownKey,
                        attribute.at,
                        format!("the event `{}` takes no `{}`", name.value, attribute.value),
                    )
                    .one_of(&attribute.value, known.chain(EVENT_KEYS))
                    .keep();
                continue;
            };
            let kind = &pack.attributes[id.index()].kind;
            if let Some(value) = attribute_value(findings, pack, &attribute.value, node, kind) {
                attributes.push((*id, value));
            }
        }
        matter.events.push(Recorded { event, day: stated.on, attributes });
    }
}

impl StatedEvent {
    fn read(findings: &Findings<'_>, table: &Table, at: At) -> Option<StatedEvent> {
        let get = |key: &'static str, expected: &str| {
            let node = table.get(key);
            if node.is_none() {
                findings
                    .error(Code::MissingKey, at, format!("an event needs the key `{key}`"))
                    .expected(expected)
                    .keep();
            }
            node
        };
        let on = get("on", "the day, such as `on = 2025-03-05`");
        let what = get("what", "the id of an event, such as `what = \"payment_received\"`");
        let day = on.and_then(|node| as_day(findings, node, "on"));
        let what = what.and_then(|node| match &node.value {
            Value::Text(text) => Some(Stated { value: text.clone(), at: node.at }),
            _ => {
                findings
                    .error(Code::WrongType, node.at, "`what` is not a text")
                    .expected("the id of an event in quotes")
                    .keep();
                None
            }
        });
        let attributes = table
            .0
            .iter()
            .filter(|(key, _)| !EVENT_KEYS.contains(&key.value.as_str()))
            .cloned()
            .collect();
        Some(StatedEvent { on: day?, what: what?, on_at: on?.at, attributes })
    }
}

fn attribute_value(
    findings: &Findings<'_>,
    pack: &Pack,
    name: &str,
    node: &Node,
    kind: &Kind,
) -> Option<AttributeValue> {
    let wrong = |expected: &str| {
        findings
            .error(Code::WrongType, node.at, format!("`{name}` has a value of the wrong kind"))
            .expected(expected)
            .keep();
        None
    };
    match (kind, &node.value) {
        (Kind::Choice(values), Value::Text(text)) => {
            let found = (0u16..).zip(values).find(|(_, (word, _))| word == text);
            if found.is_none() {
                findings
                    .error(Code::WrongValue, node.at, format!("`{name}` cannot be \"{text}\""))
                    .one_of(text, values.iter().map(|(word, _)| word.as_str()))
                    .keep();
            }
            found.map(|(at, _)| AttributeValue::Word(at))
        }
        (Kind::EventName, Value::Text(text)) => {
            let found = pack.event_called(text);
            if found.is_none() {
                let known = pack.events.iter().map(|event| event.id.as_str());
                findings.unknown_name(node.at, "event", text, known);
            }
            found.map(|event| AttributeValue::Word(event.0))
        }
        (Kind::Free, Value::Text(text)) => Some(AttributeValue::Text(text.as_str().into())),
        (Kind::YesNo { .. }, Value::Flag(flag)) => Some(AttributeValue::Word(u16::from(*flag))),
        (Kind::Amount, _) => match as_amount(node) {
            Some(amount) => Some(AttributeValue::Amount(amount)),
            None => wrong("a number such as 500.00"),
        },
        (Kind::YesNo { .. }, _) => wrong("`true` or `false`, without quotes"),
        (Kind::Choice(_) | Kind::EventName | Kind::Free, _) => wrong("a text in quotes"),
    }
}

/// A case read against the law of its jurisdiction: names are numbers now.
#[derive(Debug, Clone)]
pub struct Matter<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) facts: Vec<Option<FactValue>>,
    pub(crate) entered: Day,
    /// By event and then by day.
    // INVARIANT: sorted so, with `first_of` giving where each event's occurrences begin.
    pub(crate) events: Vec<Recorded>,
    first_of: Vec<u32>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) event: EventId,
    pub(crate) day: Day,
    pub(crate) attributes: SmallVec<[(AttributeId, AttributeValue); 1]>,
}

/// The value of an attribute of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AttributeValue {
    /// The number of a word or of an event.
    Word(u16),
    Amount(Decimal),
    Text(Box<str>),
}

impl<'p> Matter<'p> {
    fn new(pack: &'p Pack, entered: Day) -> Matter<'p> {
        Matter {
            pack,
            facts: pack.facts.iter().map(|fact| fact.default).collect(),
            entered,
            events: vec![Recorded { event: pack.entry, day: entered, attributes: SmallVec::new() }],
            first_of: Vec::new(),
        }
    }

    fn index(&mut self) {
        // Stable, so that events of one kind and day stay as they were; nothing depends on it.
        self.events.sort_by_key(|recorded| (recorded.event, recorded.day));
        self.first_of = (0..=self.pack.events.len())
            .map(|event| {
                self.events.partition_point(|recorded| recorded.event.index() < event) as u32
            })
            .collect();
    }

    /// The pack that the case is read against.
    pub fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// The day on which the judgment was entered.
    pub fn entered(&self) -> Day {
        self.entered
    }

    /// The numbers of an event's occurrences, in the order of their days.
    pub(crate) fn occurrences(&self, event: EventId) -> std::ops::Range<usize> {
        let at = event.index();
        self.first_of[at] as usize..self.first_of[at + 1] as usize
    }
}

impl Recorded {
    pub(crate) fn attribute(&self, attribute: AttributeId) -> Option<&AttributeValue> {
        self.attributes.iter().find(|(id, _)| *id == attribute).map(|(_, value)| value)
    }
}

impl Pack {
    pub(crate) fn fact_called(&self, id: &str) -> Option<usize> {
        self.facts.iter().position(|fact| fact.id == id)
    }

    pub(crate) fn event_called(&self, id: &str) -> Option<EventId> {
        self.events.iter().position(|event| event.id == id).map(|at| EventId(at as u16))
    }
}
