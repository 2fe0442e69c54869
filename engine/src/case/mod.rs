//! A case: what its file says, and the same read against the law of its
//! jurisdiction.
//!
//! Knows the case file (a contract) and the names of a pack. Must not know what
//! follows from anything.

mod glance;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::date::{Day, InWords};
use crate::diagnostic::{Code, Diagnostics};
use crate::grammar;
use crate::graph::{
    AMOUNTS, AttributeId, DEBTOR, ENTRY, EventId, FactValue, Kind, Library, Meant, Pack, fact_value,
};
use crate::source::{
    At, Fields, Files, Findings, LARGEST_TEXT, Node, Stated, Table, Text, Value, as_amount, as_day,
    read_json, read_toml,
};

/// The largest amount of a judgment that is taken, in dollars: sums of amounts stay exact.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;

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
    // INVARIANT: it states what every case needs, and without a mistake of form.
    statement: Statement,
}

/// What a case file states, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Statement {
    jurisdiction: Option<Text>,
    number: Option<Text>,
    /// Of several debtors, the one asked about.
    about: Option<Text>,
    /// Each of several debtors, with what is true of that one alone.
    debtors: Vec<(Text, Vec<(Text, Node)>)>,
    /// Where they stand, for what is to be said of all of them.
    debtors_at: At,
    court: Option<(At, Node)>,
    entered: Option<Stated<Day>>,
    amounts: [Option<Stated<Decimal>>; 2],
    facts: Vec<(Text, Node)>,
    events: Vec<StatedEvent>,
}

#[derive(Debug, Clone)]
struct StatedEvent {
    on: Option<Stated<Day>>,
    what: Option<Text>,
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
    /// `name` is the file's name in messages. Of an [example](crate::example) its case
    /// is read.
    ///
    /// # Errors
    ///
    /// As for [`Case::from_toml`].
    pub fn from_text(name: &str, text: &str) -> Result<Case, Diagnostics> {
        Case::read(name, text, form(text))
    }

    /// The same case, asked about another of its debtors.
    ///
    /// ```
    /// use recoup_engine::case::Case;
    ///
    /// let case = Case::from_toml(r#"
    ///     jurisdiction = "us-ca"
    ///     about = "Ann Lee"
    ///     judgment.entered = 2025-03-05
    ///     [debtor]
    ///     "Ann Lee" = { debtor_kind = "individual" }
    ///     "Lee LLC" = { debtor_kind = "business" }
    /// "#)?;
    /// assert_eq!(case.about(), Some("Ann Lee"));
    /// assert_eq!(case.asked_about("Lee LLC").about(), Some("Lee LLC"));
    /// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn asked_about(mut self, debtor: &str) -> Case {
        self.statement.ask_about(debtor);
        self
    }

    /// Of several debtors the one that it asks about, where it says so.
    pub fn about(&self) -> Option<&str> {
        self.statement.about.as_ref().map(|name| name.value.as_str())
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
        let statement = Statement::of_file(&findings, &table, file);
        let statement = findings.or_errors(statement)?;
        Ok(Case { files, statement })
    }

    /// The id of the jurisdiction that a case file names, if it can be made out:
    /// for finding the pack before the file is read in earnest.
    pub fn jurisdiction_in(text: &str) -> Option<String> {
        let mut files = Files::default();
        let file = files.add("", text);
        let findings = Findings::new(&files);
        let table = form(text)(&findings, file, text);
        let of_example = || match &table.get("case")?.value {
            Value::Table(case) => case.get("jurisdiction"),
            _ => None,
        };
        match &table.get("jurisdiction").or_else(of_example)?.value {
            Value::Text(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// The id of its jurisdiction.
    pub fn jurisdiction(&self) -> &str {
        self.statement.jurisdiction.as_ref().map_or("", |id| &id.value)
    }

    /// The day on which the judgment was entered.
    pub fn entered(&self) -> Day {
        self.statement.entered.as_ref().map_or(Day::NEVER, |entered| entered.value)
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
        let matter = self.statement.read_against(&findings, library);
        let matter = findings.or_errors(matter)?;
        // Without a mistake there is a matter.
        matter.ok_or(Diagnostics(Vec::new()))
    }
}

/// JSON where the text begins as an object, or as a list of values, which no TOML does.
fn form(text: &str) -> fn(&Findings<'_>, u16, &str) -> Table {
    let text = text.trim_start();
    let list = text.strip_prefix('[').map(str::trim_start);
    let json = text.starts_with('{')
        || list.is_some_and(|rest| rest.starts_with(['{', '"', ']']) || rest.is_empty());
    if json { read_json } else { read_toml }
}

impl Library {
    /// Reads a case file, or the case of an [example](crate::example), against the law
    /// of its jurisdiction: as [`Case::from_text`] and [`Case::read_against`] together,
    /// so that all mistakes of the file come out at once.
    ///
    /// # Errors
    ///
    /// Every mistake of the file.
    pub fn read_case(&self, name: &str, text: &str) -> Result<Matter<'_>, Diagnostics> {
        if text.len() <= LARGEST_TEXT
            && text.starts_with('{')
            && let Some(matter) = glance::read(self, text)
        {
            return Ok(matter);
        }
        self.read_case_with_care(name, text)
    }

    /// As [`Library::read_case`], asked about one of its several debtors, whomever the
    /// file asks about.
    ///
    /// # Errors
    ///
    /// Every mistake of the file; that it names no such debtor.
    pub fn read_case_about(
        &self,
        name: &str,
        text: &str,
        debtor: &str,
    ) -> Result<Matter<'_>, Diagnostics> {
        self.read_with_care(name, text, Some(debtor))
    }

    /// As [`Library::read_case`], with every value's place, whether or not there
    /// is anything to say of it.
    #[doc(hidden)]
    pub fn read_case_with_care(&self, name: &str, text: &str) -> Result<Matter<'_>, Diagnostics> {
        self.read_with_care(name, text, None)
    }

    fn read_with_care(
        &self,
        name: &str,
        text: &str,
        about: Option<&str>,
    ) -> Result<Matter<'_>, Diagnostics> {
        let mut files = Files::default();
        let file = files.add(name, text);
        let findings = Findings::new(&files);
        let table = form(text)(&findings, file, text);
        let mut statement = Statement::of_file(&findings, &table, file);
        if let Some(about) = about {
            statement.ask_about(about);
        }
        let matter = statement.read_against(&findings, self);
        findings.or_errors(matter)?.ok_or(Diagnostics(Vec::new()))
    }
}

impl Statement {
    /// Reads the table of a whole file.
    fn of_file(findings: &Findings<'_>, table: &Table, file: u16) -> Statement {
        let start = At { file, start: 0, end: 0 };
        if findings.any_errors() {
            return Statement::default();
        }
        if table.0.is_empty() {
            findings
                .error(Code::Empty, start, "there is no case in this file")
                .expected("at least `jurisdiction = \"us-ca\"` and `[judgment]` with `entered`")
                .keep();
            return Statement::default();
        }
        Statement::of_example(findings, table, start)
            .unwrap_or_else(|| Statement::of_table(findings, table, start))
    }

    /// Reads the case of an example, where a file is one and not itself a case. What is
    /// expected is left alone.
    pub(crate) fn of_example(findings: &Findings<'_>, table: &Table, at: At) -> Option<Statement> {
        if table.get("jurisdiction").is_some() || table.get("judgment").is_some() {
            return None;
        }
        let mut f = Fields::new(findings, table, at, &grammar::EXAMPLE);
        let Value::Table(case) = &f.take("case")?.value else { return None };
        for of_the_example in ["title", "law", "note", "expect"] {
            f.take(of_the_example);
        }
        let of_case = f.place_of("case");
        f.done();
        Some(Statement::of_table(findings, case, of_case))
    }

    /// Reads the table of a case that stands in a larger file.
    pub(crate) fn of_table(findings: &Findings<'_>, table: &Table, at: At) -> Statement {
        let mut f = Fields::new(findings, table, at, &grammar::CASE);
        let jurisdiction =
            f.needed("jurisdiction", "the id of a pack, such as `jurisdiction = \"us-ca\"`");
        let about = f.text("about");
        let number = f.text("case_number");
        let court_at = f.place_of("court");
        let court = f.take("court").map(|node| (court_at, node.clone()));
        let mut entered = None;
        let mut amounts = [None, None];
        if f.has("judgment") {
            let place = f.place_of("judgment");
            if let Some(node) = f.take("judgment")
                && let Some(mut judgment) = Fields::of(findings, node, place, &grammar::JUDGMENT)
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
                            .expected("0 or more")
                            .keep();
                    } else if amount.value > Decimal::from(LARGEST_AMOUNT) {
                        findings
                            .error(Code::WrongValue, amount.at, "no judgment is of so much")
                            .expected(format!("at most {LARGEST_AMOUNT}"))
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
        let debtors_at = f.place_of("debtor");
        let debtor = |(name, node): &(Text, Node)| match &node.value {
            Value::Table(facts) => Some((name.clone(), facts.0.clone())),
            other => {
                findings
                    .error(
                        Code::WrongType,
                        node.at,
                        format!("the debtor `{}` is {}", name.value, other.kind()),
                    )
                    .expected("a table with the facts that are true of that debtor alone")
                    .keep();
                None
            }
        };
        let debtors = f.entries("debtor").iter().filter_map(debtor).collect();
        let mut events = Vec::new();
        for (table, at) in f.tables("event") {
            events.push(StatedEvent::read(findings, table, at));
        }
        f.done();
        Statement {
            jurisdiction,
            number,
            about,
            debtors,
            debtors_at,
            court,
            entered,
            amounts,
            facts,
            events,
        }
    }

    /// Asks about one of several debtors, whomever the file asks about.
    fn ask_about(&mut self, debtor: &str) {
        self.about = Some(Text { value: debtor.to_owned(), at: self.debtors_at });
    }

    /// The debtor who is asked about, of those that the case names; none where it names
    /// none. Every name must be one of them: a slip would turn one debtor's bankruptcy
    /// into another's.
    fn debtor_asked_about(&self, findings: &Findings<'_>) -> Option<&(Text, Vec<(Text, Node)>)> {
        let names = || self.debtors.iter().map(|(name, _)| name.value.as_str());
        let Some((first, others)) = self.debtors.split_first() else {
            if let Some(about) = &self.about {
                let name = &about.value;
                findings
                    .error(Code::UnknownName, about.at, format!("no debtor is called `{name}`"))
                    .expected(format!(
                        "a table for each debtor, such as `[debtor.\"{name}\"]`, with the facts \
                         that are true of that one alone, if there are any"
                    ))
                    .keep();
            }
            return None;
        };
        for event in &self.events {
            for (key, node) in &event.attributes {
                if let Value::Text(name) = &node.value
                    && key.value == DEBTOR
                    && !names().any(|known| known == name)
                {
                    findings.unknown_name(node.at, "debtor", name, names());
                }
            }
        }
        let Some(about) = &self.about else {
            if others.is_empty() {
                return Some(first);
            }
            findings
                .error(
                    Code::MissingKey,
                    self.debtors_at,
                    "the case has several debtors, and does not say which of them it asks about",
                )
                .expected("`about`, at the top of the case, with the name of one of them")
                .keep();
            return None;
        };
        let asked = self.debtors.iter().find(|(name, _)| name.value == about.value);
        if asked.is_none() {
            findings.unknown_name(about.at, "debtor", &about.value, names());
        }
        asked
    }

    /// Looks up every name in the pack of the jurisdiction.
    pub(crate) fn read_against<'p>(
        &self,
        findings: &Findings<'_>,
        library: &'p Library,
    ) -> Option<Matter<'p>> {
        let id = self.jurisdiction.as_ref()?;
        let cases_for = |pack: &&Pack| !pack.foundation;
        let Some(pack) = library.pack(&id.value).filter(cases_for) else {
            let known: Vec<&str> =
                library.packs().filter(cases_for).map(|pack| pack.id.as_str()).collect();
            let message = format!("there is no pack for the jurisdiction `{}`", id.value);
            let finding = |yet: &str| {
                findings.error(Code::UnknownJurisdiction, id.at, format!("{message}{yet}"))
            };
            match library.meant(&id.value) {
                Meant::Pack(meant) => finding("").nearest(meant, [meant]),
                Meant::NoPackYet => finding(" yet").expected("one that `recoup pack list` names"),
                Meant::Nothing => finding("").one_of("", known),
            }
            .keep();
            return None;
        };
        let entered = self.entered.as_ref().map_or(Day::DAWN, |entered| entered.value);
        let mut matter = Matter::new(pack, entered, self.events.len());
        matter.number = self.number.as_ref().map(|number| number.value.as_str().into());
        let about = self.debtor_asked_about(findings);
        matter.about = about.map(|(name, _)| name.value.as_str().into());
        if let Some((at, court)) = &self.court {
            self.bind_fact(findings, &mut matter, "court", *at, court);
        }
        for (fact, node) in &self.facts {
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
        for (debtor, facts) in &self.debtors {
            let asked = matter.about.as_deref() == Some(debtor.value.as_str());
            for (fact, node) in facts {
                // What is wrong with another debtor's is told as well.
                let stated = Statement::fact(findings, pack, &fact.value, fact.at, node);
                if let Some((fact, value)) = stated.filter(|_| asked) {
                    matter.facts[fact] = Some(value);
                }
            }
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
        self.entered.is_some().then_some(matter)
    }

    fn bind_fact(
        &self,
        findings: &Findings<'_>,
        matter: &mut Matter<'_>,
        name: &str,
        at: At,
        node: &Node,
    ) {
        if let Some((fact, value)) = Statement::fact(findings, matter.pack, name, at, node) {
            matter.facts[fact] = Some(value);
        }
    }

    /// The number of a fact and what is stated of it.
    fn fact(
        findings: &Findings<'_>,
        pack: &Pack,
        name: &str,
        at: At,
        node: &Node,
    ) -> Option<(usize, FactValue)> {
        if AMOUNTS.iter().any(|(id, ..)| *id == name) {
            findings
                .error(Code::WrongKind, at, format!("`{name}` belongs to the judgment"))
                .expected(format!("`{name}` under `[judgment]`"))
                .keep();
            return None;
        }
        let Some(fact) = pack.fact_called(name) else {
            let facts = pack.facts.iter().map(|fact| fact.id.as_str());
            let known = facts.filter(|id| AMOUNTS.iter().all(|(amount, ..)| id != amount));
            findings.unknown_name(at, "fact", name, known);
            return None;
        };
        Some((fact, fact_value(findings, node, name, &pack.facts[fact].kind)?))
    }

    fn bind_event(&self, findings: &Findings<'_>, matter: &mut Matter<'_>, stated: &StatedEvent) {
        let pack = matter.pack;
        let Some(name) = &stated.what else { return };
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
        if let (Some(on), Some(entered)) = (&stated.on, &self.entered)
            && on.value < entered.value
            && !definition.may_precede_entry
        {
            findings
                .error(
                    Code::BeforeJudgment,
                    on.at,
                    format!("`{}` is dated before the judgment", name.value),
                )
                .expected(format!("{} or later", InWords(entered.value)))
                .related(entered.at, "the judgment was entered on this day")
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
        if let Some(on) = &stated.on {
            matter.record(Recorded { event, written: event, day: on.value, attributes });
        }
    }
}

impl StatedEvent {
    fn read(findings: &Findings<'_>, table: &Table, at: At) -> StatedEvent {
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
        let on =
            on.and_then(|node| Some(Stated { value: as_day(findings, node, "on")?, at: node.at }));
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
        StatedEvent { on, what, attributes }
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
    number: Option<Box<str>>,
    /// Of several debtors, the one asked about.
    about: Option<Box<str>>,
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
    /// As what the case records it: of another debtor it can be another event.
    pub(crate) written: EventId,
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
    /// With room for so many events beside the entry of the judgment.
    fn new(pack: &'p Pack, entered: Day, events: usize) -> Matter<'p> {
        let mut recorded = Vec::with_capacity(events + 1);
        recorded.push(Recorded {
            event: pack.entry,
            written: pack.entry,
            day: entered,
            attributes: SmallVec::new(),
        });
        Matter {
            pack,
            number: None,
            about: None,
            facts: pack.facts.iter().map(|fact| fact.default).collect(),
            entered,
            events: recorded,
            first_of: Vec::new(),
        }
    }

    /// Takes what happened. What concerns another debtor alone is what its pack says that
    /// it is for the one asked about.
    fn record(&mut self, recorded: Recorded) {
        let pack = self.pack;
        let definition = &pack.events[recorded.event.index()];
        let (Some(others), Some(about)) = (&definition.of_another, self.about.as_deref()) else {
            self.events.push(recorded);
            return;
        };
        let names = |(id, value): &(AttributeId, AttributeValue)| match value {
            AttributeValue::Text(name) if pack.attributes[id.index()].id == DEBTOR => {
                Some(&**name != about)
            }
            _ => None,
        };
        if recorded.attributes.iter().find_map(names) != Some(true) {
            self.events.push(recorded);
            return;
        }
        for event in others {
            let takes = &pack.events[event.index()].takes;
            let attributes = recorded.attributes.iter().filter(|(id, _)| takes.contains(id));
            let attributes = attributes.cloned().collect();
            let written = recorded.event;
            self.events.push(Recorded { event: *event, written, day: recorded.day, attributes });
        }
    }

    fn index(&mut self) {
        // Stable, so that events of one kind and day stay as they were; nothing depends on it.
        self.events.sort_by_key(|recorded| (recorded.event, recorded.day));
        self.first_of.reserve(self.pack.events.len() + 1);
        for (at, recorded) in (0u32..).zip(&self.events) {
            // Where the occurrences of this kind begin, and of those before it of which there
            // are none.
            while self.first_of.len() <= recorded.event.index() {
                self.first_of.push(at);
            }
        }
        self.first_of.resize(self.pack.events.len() + 1, self.events.len() as u32);
    }

    /// The pack that the case is read against.
    pub fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// The court's number of the case, where the file says it.
    pub fn case_number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// Of several debtors the one asked about, where the case names them.
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// The day on which the judgment was entered.
    pub fn entered(&self) -> Day {
        self.entered
    }

    /// What the case records, each event by its id with its day; the entry of the
    /// judgment is among it.
    pub fn recorded(&self) -> impl Iterator<Item = (&'p str, Day)> {
        self.events.iter().map(|it| (self.pack.events[it.event.index()].id.as_str(), it.day))
    }

    /// What holds of each fact of the pack, in the pack's words; `None` where the case
    /// does not say and there is no default.
    pub fn facts(&self) -> impl Iterator<Item = (&'p str, Option<String>)> {
        self.pack.facts.iter().zip(&self.facts).map(|(fact, value)| {
            let words = value.map(|value| match (value, &fact.kind) {
                (FactValue::YesNo(true), Kind::YesNo { yes, .. }) => yes.clone(),
                (FactValue::YesNo(false), Kind::YesNo { no, .. }) => no.clone(),
                (FactValue::Choice(at), Kind::Choice(values)) => {
                    values.get(usize::from(at)).map(|(_, words)| words.clone()).unwrap_or_default()
                }
                (FactValue::Amount(amount), _) => amount.to_string(),
                // INVARIANT: a value is of its fact's kind.
                (FactValue::YesNo(_) | FactValue::Choice(_), _) => String::new(),
            });
            (fact.id.as_str(), words)
        })
    }

    /// What the judgment awards with costs, in dollars, where the case says so.
    pub fn award(&self) -> Option<Decimal> {
        let amount = |at: usize| match self.facts[self.pack.fact_called(AMOUNTS[at].0)?] {
            Some(FactValue::Amount(amount)) => Some(amount),
            _ => None,
        };
        Some(amount(0)? + amount(1).unwrap_or_default())
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
        let events = &self.events;
        let found = self.event_names.binary_search_by(|at| events[at.index()].id.as_str().cmp(id));
        found.ok().map(|at| self.event_names[at])
    }
}
