//! What a pack says, read from its tables and not yet looked up.
//!
//! Every value keeps its place in its file. Names are still words: whether
//! there is such an event or such a law is for the graph to say.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::heading::{self, Dotted};
use super::phrase::{self, Anchor, Condition, Events, RESERVED};
use crate::date::{Day, HolidayRule, LastDay, Length, MonthEnd, Observed, Weekend};
use crate::diagnostic::Code;
use crate::grammar;
use crate::source::{At, Fields, Findings, Node, Stated, Table, Text, Value, as_amount};

/// The head of a pack: the table `[pack]`.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) id: Text,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) builds_on: Vec<Text>,
    pub(crate) covers: Option<Covers>,
    /// A pack that only others build on: no case can be brought in it.
    pub(crate) foundation: bool,
    /// How citations that begin so are shortened where space is short.
    pub(crate) short_citations: Vec<(String, String)>,
    /// How citations look: `#` is a number, `…` any text.
    pub(crate) citations: Vec<Text>,
    /// The procedures that every pack on top of this one describes or declares absent.
    pub(crate) remedies: Vec<Text>,
    /// What else they define: kinds, with ids.
    pub(crate) expects: Vec<(&'static str, Text)>,
}

/// The first judgments that a pack knows the law of.
#[derive(Debug, Clone)]
pub(crate) struct Covers {
    pub(crate) from: Day,
    pub(crate) law: Vec<Text>,
}

/// Something with an id, defined under `[kind.id]`.
#[derive(Debug, Clone)]
pub(crate) struct Defined<T> {
    pub(crate) id: String,
    pub(crate) at: At,
    pub(crate) what: T,
}

/// All that a pack says, with what it builds on.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) attributes: Vec<Defined<Attribute>>,
    pub(crate) facts: Vec<Defined<Fact>>,
    pub(crate) events: Vec<Defined<Event>>,
    pub(crate) periods: Vec<Defined<Period>>,
    pub(crate) statuses: Vec<Defined<Status>>,
    pub(crate) procedures: Vec<Defined<Procedure>>,
    pub(crate) requirements: Vec<Defined<Requirement>>,
    pub(crate) calendars: Vec<Defined<CalendarEntry>>,
    pub(crate) countings: Vec<Defined<Counting>>,
    pub(crate) figures: Vec<Defined<Figure>>,
    pub(crate) forms: Vec<Defined<Form>>,
    pub(crate) laws: Vec<Defined<Law>>,
    pub(crate) topics: Vec<Defined<Topic>>,
}

/// What kind of value a fact or an attribute has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// True or false, with the sentence for each.
    YesNo { yes: String, no: String },
    /// One of some words, each with a sentence.
    Choice(Vec<(Text, String)>),
    /// An amount or another number.
    Amount,
    /// The name of an event.
    EventName,
    /// Free text, such as a county.
    Free,
}

#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) title: String,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) title: String,
    pub(crate) ask: String,
    pub(crate) kind: Kind,
    pub(crate) default: Option<Node>,
}

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) title: String,
    pub(crate) ask: Option<String>,
    pub(crate) takes: Vec<Text>,
    /// Where it concerns one debtor alone: what it is for the others.
    pub(crate) of_another: Option<(At, Vec<Text>)>,
    /// It may have happened though the case does not record it.
    pub(crate) may_be_unrecorded: bool,
    /// It may come before the day of entry.
    pub(crate) may_precede_entry: bool,
    pub(crate) counts: Option<Counts>,
    pub(crate) completed_by: Vec<Completion>,
    pub(crate) law: Vec<Text>,
}

/// What must follow an event in time for it to have effect.
#[derive(Debug, Clone)]
pub(crate) struct Completion {
    pub(crate) at: At,
    pub(crate) events: Events,
    /// In which cases it is needed, on the day of the event that it completes.
    pub(crate) when: Option<(Text, Condition)>,
    /// The last day for it: so long after the event, or a starting point.
    pub(crate) last: Last,
    pub(crate) counted: Option<Text>,
    pub(crate) law: Vec<Text>,
}

/// The last day for something.
#[derive(Debug, Clone)]
pub(crate) enum Last {
    After(Length),
    On(Anchor),
}

/// When an event has legal effect.
#[derive(Debug, Clone)]
pub(crate) enum Counts {
    /// While a condition holds on its day.
    While(Condition),
    /// When it restarts, extends or revives a period.
    AsDecidedBy(Text),
}

#[derive(Debug, Clone)]
pub(crate) struct Period {
    pub(crate) title: String,
    pub(crate) who: Option<String>,
    pub(crate) missed: Option<String>,
    pub(crate) when: Option<(Text, Condition)>,
    pub(crate) starts: Option<(At, Anchor)>,
    pub(crate) term: Term,
    pub(crate) versions: Vec<Version>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) restarted_by: Vec<Effect>,
    pub(crate) extended_by: Vec<Effect>,
    pub(crate) revived_by: Vec<Effect>,
    pub(crate) ended_by: Vec<Events>,
    pub(crate) suspended_while: Option<(Text, Condition)>,
    pub(crate) held_open: Vec<HeldOpen>,
    pub(crate) law: Vec<Text>,
    /// Whether it is a deadline that a person must be told of, or a building block.
    pub(crate) shown: bool,
    /// Whether it is a time that must pass, not one in which to act.
    pub(crate) waits: bool,
    /// When it no longer matters to anybody, though it runs.
    pub(crate) moot_when: Option<(Text, Condition)>,
}

/// How long a period is and how that is counted. Each part may be left to the
/// period itself by one of its versions or readings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Term {
    pub(crate) length: Option<Duration>,
    pub(crate) ends: Option<Anchor>,
    pub(crate) counted: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Duration {
    Is(Length),
    /// The law sets a length that is not established: nothing is computed.
    NotKnown,
    /// It runs until something ends it.
    Open,
}

/// Another term where a condition holds on the day the period starts.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub(crate) when: (Text, Condition),
    pub(crate) term: Term,
    pub(crate) law: Vec<Text>,
}

/// Another way in which courts read the period.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) text: String,
    pub(crate) term: Term,
    /// The last day by this reading, from the end as the time now stands.
    pub(crate) to: Option<Anchor>,
    /// The way of counting by which only the last day moves, as the time now stands.
    pub(crate) last_day: Option<Text>,
    /// When the clock stands still by this reading.
    pub(crate) suspended_while: Option<(Text, Condition)>,
    /// What holds the period open by this reading, beside what does anyway.
    pub(crate) held_open: Vec<HeldOpen>,
    pub(crate) law: Vec<Text>,
}

/// What an event does to a period that runs, or that has run out.
#[derive(Debug, Clone)]
pub(crate) struct Effect {
    pub(crate) at: At,
    pub(crate) events: Events,
    pub(crate) when: Option<(Text, Condition)>,
    /// The events by which it was asked for, whose day must be in time.
    pub(crate) asked_by: Option<Events>,
    /// The events by which what was asked for was refused.
    pub(crate) refused_by: Option<Events>,
    /// The new end; for a restart none, since the period runs anew, and for a
    /// revival only where it is not the full length.
    pub(crate) to: Option<Anchor>,
    /// The event has effect only from this day on.
    pub(crate) not_before: Option<Anchor>,
    /// And until this day; without it, until the end.
    pub(crate) not_after: Option<Anchor>,
    /// So much must have passed since the last one.
    pub(crate) gap: Option<Length>,
    /// So many at most.
    pub(crate) times: Option<u32>,
    pub(crate) counted: Option<Text>,
    pub(crate) law: Vec<Text>,
}

/// How an event changes a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Change {
    /// The period that runs begins anew.
    Restart,
    /// The end of the period that runs is moved.
    Extend,
    /// The period that has ended begins anew.
    Revive,
}

/// A period may not end while a status holds, nor sooner than some time after.
#[derive(Debug, Clone)]
pub(crate) struct HeldOpen {
    pub(crate) condition: (Text, Condition),
    pub(crate) and_for: Option<Length>,
    pub(crate) counted: Option<Text>,
    pub(crate) law: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub(crate) title: String,
    pub(crate) otherwise: String,
    pub(crate) when: Option<(Text, Condition)>,
    pub(crate) law: Vec<Text>,
    pub(crate) shown: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Procedure {
    pub(crate) title: String,
    pub(crate) by: String,
    pub(crate) requires: Vec<Text>,
    pub(crate) only_if: Vec<Clause>,
    pub(crate) open: Vec<Clause>,
    pub(crate) done: Option<(Text, Condition)>,
    pub(crate) unavailable: bool,
    pub(crate) instead: Option<String>,
    pub(crate) discretion: bool,
    pub(crate) forms: Vec<NeededForm>,
    pub(crate) fees: Vec<Fee>,
    pub(crate) records: Vec<Text>,
    pub(crate) law: Vec<Text>,
    pub(crate) guide: Guide,
}

/// Conditions that several procedures share.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) title: String,
    pub(crate) only_if: Vec<Clause>,
    pub(crate) open: Vec<Clause>,
}

/// One condition of a procedure: a reason that can be shown.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub(crate) source: Text,
    pub(crate) condition: Condition,
    /// The sentence for when it fails; without it, one is made.
    pub(crate) text: Option<String>,
    pub(crate) law: Vec<Text>,
}

/// A form that a procedure needs, perhaps only in some cases.
#[derive(Debug, Clone)]
pub(crate) struct NeededForm {
    pub(crate) form: Text,
    pub(crate) when: Option<(Text, Condition)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Fee {
    pub(crate) at: At,
    pub(crate) amount: Decimal,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) law: Vec<Text>,
}

/// Plain words about a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Guide {
    /// What it does.
    pub does: String,
    /// What one must have or know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// What it costs, beside the fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<String>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<String>,
    /// What speaks for it.
    #[serde(rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub pro: Vec<String>,
    /// What speaks against it.
    #[serde(rename = "against", skip_serializing_if = "Vec::is_empty")]
    pub con: Vec<String>,
    /// What to avoid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
}

/// A guide with all its fields, whether or not they have something to say: the
/// form in which compiled packs keep it.
pub(crate) mod whole_guide {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Guide;

    type Texts = Vec<String>;
    type Whole = (String, Texts, Option<String>, Option<String>, Texts, Texts, Texts);

    pub(crate) fn serialize<S: Serializer>(
        guide: &Guide,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let Guide { does, needs, costs, takes, pro, con, avoid } = guide;
        (does, needs, costs, takes, pro, con, avoid).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Guide, D::Error> {
        let (does, needs, costs, takes, pro, con, avoid) = Whole::deserialize(deserializer)?;
        Ok(Guide { does, needs, costs, takes, pro, con, avoid })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct CalendarEntry {
    pub(crate) title: String,
    pub(crate) weekend: Weekend,
    pub(crate) holidays: Vec<HolidayEntry>,
}

#[derive(Debug, Clone)]
pub(crate) struct HolidayEntry {
    pub(crate) title: String,
    pub(crate) rule: HolidayRule,
    pub(crate) observed: Observed,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) law: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct Counting {
    pub(crate) calendar: Option<Text>,
    pub(crate) last_day: LastDay,
    pub(crate) month_end: MonthEnd,
    pub(crate) short: u32,
    pub(crate) added: Vec<Added>,
    pub(crate) law: Vec<Text>,
}

/// Days added for the manner of service.
#[derive(Debug, Clone)]
pub(crate) struct Added {
    pub(crate) by: Text,
    pub(crate) length: Length,
    pub(crate) law: Vec<Text>,
}

/// A number that the law sets: a rate of interest, a limit, a part of wages.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) title: String,
    pub(crate) unit: Unit,
    pub(crate) when: Option<(Text, Condition)>,
    pub(crate) note: Option<String>,
    pub(crate) values: Vec<FigureValue>,
    pub(crate) law: Vec<Text>,
}

/// What a figure is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Dollars.
    Dollars,
    /// Hundredths of something that the title names.
    Percent,
    /// Hundredths of a sum for each year.
    PercentAYear,
    /// Days.
    Days,
    /// How many times something that the title names.
    Times,
}

/// One value of a figure, for some cases or some days.
#[derive(Debug, Clone)]
pub(crate) struct FigureValue {
    pub(crate) at: At,
    /// `None`: the law sets a number that is not established.
    pub(crate) amount: Option<Decimal>,
    pub(crate) when: Option<(Text, Condition)>,
    pub(crate) from: Day,
    pub(crate) until: Day,
    pub(crate) law: Vec<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) tier: Tier,
}

/// How well a statement of law is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The text of the authority was read.
    Primary,
    /// Two secondary sources agree.
    Secondary2,
    /// One secondary source says so.
    Secondary1,
    /// Nothing was read that says so.
    Unverified,
}

#[derive(Debug, Clone)]
pub(crate) struct Law {
    pub(crate) cite: String,
    pub(crate) url: String,
    pub(crate) checked: Stated<Day>,
    pub(crate) tier: Tier,
    pub(crate) note: Option<String>,
}

/// A question of law that every jurisdiction answers, and what answers it.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    pub(crate) title: String,
    /// Whether nobody is helped by a pack that leaves it out.
    pub(crate) core: bool,
    pub(crate) covers: Vec<Named>,
    /// What stands for it where jurisdictions are compared.
    pub(crate) compare: Vec<Named>,
}

/// `period.appeal`, or `form` for all of a kind: what a topic names. There need
/// be no such thing in a pack; then the pack does not speak of it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) kind: Category,
    pub(crate) id: Option<String>,
}

/// The kinds of thing that can answer a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A span of days.
    Period,
    /// A named condition.
    Status,
    /// Something that somebody may do.
    Procedure,
    /// A number that the law sets.
    Figure,
    /// A form.
    Form,
    /// The days on which a court is closed.
    Calendar,
    /// A way of counting days.
    Counting,
}

/// The words for them in a topic.
const CATEGORIES: &[(&str, Category)] = &[
    ("period", Category::Period),
    ("status", Category::Status),
    ("procedure", Category::Procedure),
    ("figure", Category::Figure),
    ("form", Category::Form),
    ("calendar", Category::Calendar),
    ("counting", Category::Counting),
];

const TIERS: &[(&str, Tier)] = &[
    ("primary", Tier::Primary),
    ("secondary2", Tier::Secondary2),
    ("secondary1", Tier::Secondary1),
    ("unverified", Tier::Unverified),
];

impl Head {
    /// Reads the table `[pack]`.
    pub(crate) fn read(findings: &Findings<'_>, node: &Node, at: At) -> Option<Head> {
        let mut f = Fields::of(findings, node, at, &grammar::PACK)?;
        let id = f.text_needed("id");
        let name = f.text_needed("name");
        let title = f.text("title");
        let version = f.needed("version", "the day of the last change, such as \"2026-11-21\"");
        if let Some(version) = &version
            && version.value.parse::<Day>().is_err()
        {
            findings
                .error(Code::WrongDate, version.at, format!("`version` is \"{}\"", version.value))
                .expected("the day of the last change, such as \"2026-11-21\"")
                .keep();
        }
        let builds_on = f.texts("builds_on");
        let foundation = f.flag("foundation").unwrap_or(false);
        let from = f.day("covers_from");
        let law = f.texts("covers_law");
        if f.has("covers_law") && !f.has("covers_from") {
            f.missing("covers_from", "the first day of entry for which `covers_law` is the reason");
        }
        let short_citations = f
            .entries("short_citations")
            .iter()
            .filter_map(|(long, node)| match &node.value {
                Value::Text(short) => Some((long.value.clone(), short.clone())),
                _ => {
                    findings
                        .error(Code::WrongType, node.at, "this is not a text")
                        .expected("the short form of citations that begin so")
                        .keep();
                    None
                }
            })
            .collect();
        let citations = f.texts("citations");
        let remedies = f.texts("remedies");
        let mut expects = Vec::new();
        let at = f.place_of("expects");
        if let Some(node) = f.take("expects")
            && let Some(mut kinds) = Fields::of(findings, node, at, &grammar::EXPECTS)
        {
            for kind in grammar::EXPECTS.keys {
                expects.extend(kinds.texts(kind.name).into_iter().map(|id| (kind.name, id)));
            }
            kinds.done();
        }
        f.done();
        let name = name?.value;
        Some(Head {
            id: id?,
            title: title.map_or_else(|| name.clone(), |title| title.value),
            name,
            version: version?.value,
            builds_on,
            covers: from.map(|from| Covers { from: from.value, law }),
            foundation,
            short_citations,
            citations,
            remedies,
            expects,
        })
    }
}

impl Model {
    /// Reads the tables of a pack, those of the packs below it merged in.
    pub(crate) fn read(findings: &Findings<'_>, tables: &Table) -> Model {
        let mut model = Model::default();
        for (kind, node) in &tables.0 {
            let Value::Table(table) = &node.value else {
                findings
                    .error(Code::WrongType, node.at, format!("`{}` is not a table", kind.value))
                    .expected(format!("tables such as `[{}.some_id]`", kind.value))
                    .keep();
                continue;
            };
            for (id, node) in &table.0 {
                let kind = kind.value.as_str();
                if let Some(Dotted { found, left }) = heading::dotted(findings, kind, id, node) {
                    for (id, node) in found {
                        model.element(findings, kind, &id, node);
                    }
                    if let Some(left) = left {
                        model.element(findings, kind, id, &left);
                    }
                } else if !heading::adds_to_nothing(findings, kind, table, id, node) {
                    model.element(findings, kind, id, node);
                }
            }
        }
        model
    }

    /// The ids in the tables whose definitions could not be read.
    pub(crate) fn unread<'t>(&self, tables: &'t Table) -> HashSet<&'t str> {
        fn ids<T>(list: &[Defined<T>]) -> HashSet<&str> {
            list.iter().map(|defined| defined.id.as_str()).collect()
        }
        let mut unread = HashSet::new();
        for (kind, node) in &tables.0 {
            let read = match kind.value.as_str() {
                "attribute" => ids(&self.attributes),
                "fact" => ids(&self.facts),
                "event" => ids(&self.events),
                "period" => ids(&self.periods),
                "status" => ids(&self.statuses),
                "requirement" => ids(&self.requirements),
                "calendar" => ids(&self.calendars),
                "counting" => ids(&self.countings),
                "figure" => ids(&self.figures),
                "form" => ids(&self.forms),
                "law" => ids(&self.laws),
                "topic" => ids(&self.topics),
                _ => continue,
            };
            if let Value::Table(table) = &node.value {
                let written = table.0.iter().map(|(id, _)| id.value.as_str());
                unread.extend(written.filter(|id| !read.contains(id)));
            }
        }
        unread
    }

    fn element(&mut self, findings: &Findings<'_>, kind: &str, id: &Text, node: &Node) {
        check_id(findings, kind, id);
        let at = id.at;
        macro_rules! read {
            ($list:ident, $grammar:ident, $read:path) => {
                if let Some(mut fields) = Fields::of(findings, node, at, &grammar::$grammar) {
                    let read = $read(&mut fields);
                    fields.done();
                    if let Some(what) = read {
                        self.$list.push(Defined { id: id.value.clone(), at, what });
                    }
                }
            };
        }
        match kind {
            "attribute" => read!(attributes, ATTRIBUTE, Attribute::read),
            "fact" => read!(facts, FACT, Fact::read),
            "event" => read!(events, EVENT, Event::read),
            "period" => read!(periods, PERIOD, Period::read),
            "status" => read!(statuses, STATUS, Status::read),
            "requirement" => read!(requirements, REQUIREMENT, Requirement::read),
            "procedure" => read!(procedures, PROCEDURE, Procedure::read),
            "calendar" => read!(calendars, CALENDAR, calendar),
            "counting" => read!(countings, COUNTING, Counting::read),
            "figure" => read!(figures, FIGURE, Figure::read),
            "form" => read!(forms, FORM, Form::read),
            "law" => read!(laws, LAW, Law::read),
            "topic" => read!(topics, TOPIC, Topic::read),
            _ => {}
        }
    }
}

fn check_id(findings: &Findings<'_>, kind: &str, id: &Text) {
    let loose = matches!(kind, "form" | "law");
    let good = |byte: u8| {
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || byte == b'_'
            || (loose && (byte.is_ascii_uppercase() || matches!(byte, b'-' | b'.')))
    };
    if id.value.is_empty() || !id.value.bytes().all(good) {
        let expected = if loose {
            "letters, digits, `-`, `_` and `.`"
        } else {
            "small letters, digits and `_`, such as `writ_issued`"
        };
        findings
            .error(Code::BadId, id.at, format!("`{}` cannot be an id", id.value))
            .expected(expected)
            .keep();
    } else if !loose && kind != "attribute" && RESERVED.contains(&id.value.as_str()) {
        findings
            .error(
                Code::BadId,
                id.at,
                format!("`{}` is a word of the condition language and cannot be an id", id.value),
            )
            .keep();
    }
}

type F<'n, 'a, 'f> = Fields<'n, 'a, 'f>;

fn condition_field(f: &mut F<'_, '_, '_>, key: &'static str) -> Option<(Text, Condition)> {
    let text = f.text(key)?;
    let condition = phrase::condition(f.findings, &text)?;
    Some((text, condition))
}

fn anchor_field(f: &mut F<'_, '_, '_>, key: &'static str) -> Option<Anchor> {
    let text = f.text(key)?;
    phrase::anchor(f.findings, &text)
}

fn length_field(f: &mut F<'_, '_, '_>, key: &'static str) -> Option<Length> {
    let text = f.text(key)?;
    match text.value.parse() {
        Ok(length) => Some(length),
        Err(error) => {
            f.findings.error(Code::WrongLength, text.at, format!("{error}")).keep();
            None
        }
    }
}

fn kind_of(f: &mut F<'_, '_, '_>) -> Option<Kind> {
    let yes = f.text("yes");
    let no = f.text("no");
    let choices = f.has("values");
    let values: Vec<(Text, String)> = f
        .entries("values")
        .iter()
        .filter_map(|(word, node)| match &node.value {
            Value::Text(text) => Some((word.clone(), text.clone())),
            _ => {
                f.findings
                    .error(Code::WrongType, node.at, "this is not a text")
                    .expected("the sentence that says what the value means")
                    .keep();
                None
            }
        })
        .collect();
    let kind = f.word("kind", &[("amount", 0), ("event", 1), ("text", 2)]);
    match (yes, no, choices, kind) {
        (Some(yes), Some(no), false, None) => Some(Kind::YesNo { yes: yes.value, no: no.value }),
        (None, None, true, None) => {
            if values.len() > 60 {
                f.findings.error(Code::WrongValue, f.at, "there are more than 60 values").keep();
                return None;
            }
            Some(Kind::Choice(values))
        }
        (None, None, false, Some(0)) => Some(Kind::Amount),
        (None, None, false, Some(1)) => Some(Kind::EventName),
        (None, None, false, Some(_)) => Some(Kind::Free),
        _ => {
            f.findings
                .error(Code::MissingKey, f.at, "it is not said what values this can have")
                .expected(
                    "`yes` and `no` (a sentence each), or a table `values`, or `kind = \"amount\"`",
                )
                .keep();
            None
        }
    }
}

impl Attribute {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Attribute> {
        let title = f.text_needed("title");
        let kind = kind_of(f);
        Some(Attribute { title: title?.value, kind: kind? })
    }
}

impl Fact {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Fact> {
        let title = f.text_needed("title");
        let ask = f.text_needed("ask");
        let kind = kind_of(f);
        let default = f.take("default").cloned();
        Some(Fact { title: title?.value, ask: ask?.value, kind: kind?, default })
    }
}

impl Event {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Event> {
        let title = f.text_needed("title");
        let ask = f.text("ask").map(|ask| ask.value);
        let takes = f.texts("takes");
        let concerns_one = f.has("of_another").then(|| f.place_of("of_another"));
        let others = f.texts("of_another");
        let of_another = concerns_one.map(|at| (at, others));
        let may_be_unrecorded = f.flag("may_be_unrecorded").unwrap_or(false);
        if may_be_unrecorded && ask.is_none() {
            f.missing("ask", "the question that is put to a person when the event is not recorded");
        }
        let may_precede_entry = f.flag("may_precede_entry").unwrap_or(false);
        let condition = condition_field(f, "counts_when");
        let decided = f.text("counts_if_it_changes");
        let counts = match (condition, decided) {
            (Some(_), Some(period)) => {
                f.findings
                    .error(
                        Code::WrongValue,
                        period.at,
                        "`counts_when` and `counts_if_it_changes` cannot stand together",
                    )
                    .keep();
                None
            }
            (Some((_, condition)), None) => Some(Counts::While(condition)),
            (None, Some(period)) => Some(Counts::AsDecidedBy(period)),
            (None, None) => None,
        };
        let completed_by = sub_tables(f, "completed_by", &grammar::COMPLETED_BY, |f| {
            let at = f.at;
            let event = f.text_needed("event");
            let events = event.and_then(|text| phrase::events(f.findings, &text));
            if !f.has("within") && !f.has("until") {
                f.missing("within", "the time in which it must follow, such as \"3 days\"");
            }
            let within = length_field(f, "within").map(Last::After);
            if f.has("within") && f.has("until") {
                f.findings
                    .error(
                        Code::WrongValue,
                        f.place_of("until"),
                        "`within` and `until` both say by when it must follow",
                    )
                    .expected("one of the two")
                    .keep();
            }
            let until = anchor_field(f, "until").map(Last::On);
            let when = condition_field(f, "when");
            let counted = f.text("counted");
            let law = f.texts("law");
            Some(Completion { at, events: events?, when, last: within.or(until)?, counted, law })
        });
        let law = f.texts("law");
        Some(Event {
            title: title?.value,
            ask,
            takes,
            of_another,
            may_be_unrecorded,
            may_precede_entry,
            counts,
            completed_by,
            law,
        })
    }
}

fn term(f: &mut F<'_, '_, '_>) -> Term {
    let has_length = f.has("length");
    let length = match f.text("length") {
        // Something was meant: no second message that it is missing.
        None => has_length.then_some(Duration::NotKnown),
        Some(text) => match text.value.as_str() {
            "not known" => Some(Duration::NotKnown),
            "open" => Some(Duration::Open),
            _ => match text.value.parse() {
                Ok(length) => Some(Duration::Is(length)),
                Err(error) => {
                    f.findings.error(Code::WrongLength, text.at, format!("{error}")).keep();
                    // Something was meant: no second message that it is missing.
                    Some(Duration::NotKnown)
                }
            },
        },
    };
    let has_ends = f.has("ends");
    let ends = anchor_field(f, "ends");
    if has_ends && length.is_some() {
        f.findings
            .error(
                Code::WrongValue,
                f.place_of("ends"),
                "`length` and `ends` both say when the period is over",
            )
            .expected("one of the two")
            .keep();
    }
    let length = if has_ends && ends.is_none() { Some(Duration::NotKnown) } else { length };
    Term { length, ends, counted: f.text("counted") }
}

impl Term {
    pub(crate) fn says_when_it_ends(&self) -> bool {
        self.length.is_some() || self.ends.is_some()
    }
}

/// In what a reading of a period can differ from the period.
const READS_OTHERWISE: [&str; 7] =
    ["length", "ends", "counted", "to", "last_day", "suspended_while", "held_open"];

impl Period {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Period> {
        let title = f.text_needed("title");
        let who = party(f, "who", &["either"]);
        let missed = f.text("missed").map(|missed| missed.value);
        let when = condition_field(f, "when");
        if !f.has("starts") {
            f.findings
                .error(Code::NoStart, f.at, "nothing starts this period")
                .expected("`starts`, with the event that starts it")
                .keep();
        }
        let at = f.place_of("starts");
        let starts = anchor_field(f, "starts").map(|anchor| (at, anchor));
        let own_term = term(f);
        let versions = sub_tables(f, "version", &grammar::VERSION, |f| {
            let when = condition_field(f, "when");
            if !f.has("when") {
                f.missing("when", "the condition under which this version is the law");
            }
            let term = term(f);
            let law = f.texts("law");
            Some(Version { when: when?, term, law })
        });
        let readings = sub_tables(f, "reading", &grammar::READING, |f| {
            let text = f.text_needed("text");
            let term = term(f);
            let to = anchor_field(f, "to");
            let last_day = f.text("last_day");
            let suspended_while = condition_field(f, "suspended_while");
            let held_open = held_open(f);
            let law = f.texts("law");
            if !READS_OTHERWISE.iter().any(|key| f.has(key)) {
                f.findings
                    .error(Code::MissingKey, f.at, "this reading does not differ from the period")
                    .expected(
                        "`length`, `ends`, `counted`, `to`, `last_day`, `suspended_while` or \
                         `held_open`",
                    )
                    .keep();
            }
            Some(Reading { text: text?.value, term, to, last_day, suspended_while, held_open, law })
        });
        let has_length = own_term.says_when_it_ends()
            || (!versions.is_empty() && versions.iter().all(|v| v.term.says_when_it_ends()));
        if !has_length {
            f.findings
                .error(Code::NoLength, f.at, "it is not said how long this period is")
                .expected(
                    "`length`, such as \"30 days\" (or \"open\", or \"not known\"), or `ends`",
                )
                .keep();
        }
        let restarted_by = sub_tables(f, "restarted_by", &grammar::RESTARTED_BY, |f| {
            Effect::read(f, Change::Restart)
        });
        let extended_by = sub_tables(f, "extended_by", &grammar::EXTENDED_BY, |f| {
            Effect::read(f, Change::Extend)
        });
        let revived_by =
            sub_tables(f, "revived_by", &grammar::REVIVED_BY, |f| Effect::read(f, Change::Revive));
        let ended_by = f
            .texts("ended_by")
            .iter()
            .filter_map(|text| phrase::events(f.findings, text))
            .collect();
        let suspended_while = condition_field(f, "suspended_while");
        let held_open = held_open(f);
        let law = f.texts("law");
        let shown = f.flag("shown").unwrap_or(true);
        let waits = f.flag("waits").unwrap_or(false);
        let moot_when = condition_field(f, "moot_when");
        Some(Period {
            title: title?.value,
            who,
            missed,
            when,
            starts,
            term: own_term,
            versions,
            readings,
            restarted_by,
            extended_by,
            revived_by,
            ended_by,
            suspended_while,
            held_open,
            law,
            shown,
            waits,
            moot_when,
        })
    }
}

fn held_open(f: &mut F<'_, '_, '_>) -> Vec<HeldOpen> {
    sub_tables(f, "held_open", &grammar::HELD_OPEN, |f| {
        if !f.has("while") {
            f.missing("while", "the condition during which the period may not end");
        }
        let condition = condition_field(f, "while");
        let and_for = length_field(f, "and_for");
        let counted = f.text("counted");
        let law = f.texts("law");
        Some(HeldOpen { condition: condition?, and_for, counted, law })
    })
}

impl Period {
    /// All that changes the period, with how.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&Effect, Change)> {
        let of = |change| move |effect| (effect, change);
        self.restarted_by
            .iter()
            .map(of(Change::Restart))
            .chain(self.extended_by.iter().map(of(Change::Extend)))
            .chain(self.revived_by.iter().map(of(Change::Revive)))
    }
}

impl Effect {
    fn read(f: &mut F<'_, '_, '_>, change: Change) -> Option<Effect> {
        let at = f.at;
        let event = f.text_needed("event");
        let events = event.and_then(|text| phrase::events(f.findings, &text));
        let when = condition_field(f, "when");
        let asked_by = f.text("asked_by").and_then(|text| phrase::events(f.findings, &text));
        if f.has("refused_by") && !f.has("asked_by") {
            f.missing("asked_by", "the event by which was asked for what `refused_by` refuses");
        }
        let refused_by = f.text("refused_by").and_then(|text| phrase::events(f.findings, &text));
        let to = match change {
            Change::Restart => None,
            Change::Extend => {
                if !f.has("to") {
                    f.missing("to", "the new end, such as \"10 years after renewal_filed\"");
                }
                anchor_field(f, "to")
            }
            Change::Revive => anchor_field(f, "to"),
        };
        let not_before = anchor_field(f, "not_before");
        let not_after = anchor_field(f, "not_after");
        let gap = length_field(f, "gap");
        let times = f.whole("times").map(|times| times.value);
        let counted = f.text("counted");
        let law = f.texts("law");
        if change == Change::Extend && to.is_none() {
            return None;
        }
        Some(Effect {
            at,
            events: events?,
            when,
            asked_by,
            refused_by,
            to,
            not_before,
            not_after,
            gap,
            times,
            counted,
            law,
        })
    }
}

/// Reads each table of a list of tables within a table.
fn sub_tables<T>(
    f: &mut F<'_, '_, '_>,
    key: &'static str,
    grammar: &'static grammar::Table,
    read: impl Fn(&mut F<'_, '_, '_>) -> Option<T>,
) -> Vec<T> {
    f.tables(key)
        .into_iter()
        .filter_map(|(table, at)| {
            let mut fields = Fields::new(f.findings, table, at, grammar);
            let read = read(&mut fields);
            fields.done();
            read
        })
        .collect()
}

impl Status {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Status> {
        let title = f.text_needed("title");
        let otherwise = f.text_needed("otherwise");
        if !f.has("when") {
            f.missing("when", "the condition under which the status holds");
        }
        let when = condition_field(f, "when");
        let law = f.texts("law");
        let shown = f.flag("shown").unwrap_or(true);
        Some(Status { title: title?.value, otherwise: otherwise?.value, when, law, shown })
    }
}

impl Requirement {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Requirement> {
        let title = f.text_needed("title");
        let (only_if, open) = (clauses(f, "only_if"), clauses(f, "open"));
        Some(Requirement { title: title?.value, only_if, open })
    }
}

impl Procedure {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Procedure> {
        let title = f.text_needed("title");
        if !f.has("by") {
            f.missing("by", "who may do it: `creditor`, `debtor`, `clerk`, …");
        }
        let by = party(f, "by", &[]);
        let unavailable = f.flag("available").is_some_and(|available| !available);
        let requires = f.texts("requires");
        let only_if = clauses(f, "only_if");
        let open = clauses(f, "open");
        let done = condition_field(f, "done");
        let instead = f.text("instead").map(|text| text.value);
        if f.has("instead") && !unavailable {
            f.findings
                .error(
                    Code::WrongValue,
                    f.place_of("instead"),
                    "`instead` says what to do where there is no such remedy",
                )
                .expected("`available = false` beside it")
                .keep();
        }
        let discretion = f.word("discretion", &[("court", ())]).is_some();
        let forms = needed_forms(f);
        let fees = sub_tables(f, "fee", &grammar::FEE, |f| {
            let at = f.at;
            if !f.has("amount") {
                f.missing("amount", "an amount of money such as 40.00");
            }
            let amount = f.amount("amount");
            if let Some(amount) = amount.as_ref().filter(|one| one.value.is_sign_negative()) {
                f.findings
                    .error(Code::WrongValue, amount.at, "nobody pays a fee below nothing")
                    .expected("an amount of money such as 40.00")
                    .keep();
            }
            let from = f.day("from").map_or(Day::DAWN, |day| day.value);
            let until = f.day("until").map_or(Day::NEVER, |day| day.value);
            let law = f.texts("law");
            Some(Fee { at, amount: amount?.value, from, until, law })
        });
        let records = f.texts("records");
        let law = f.texts("law");
        let words = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
        let guide = Guide {
            does: f.text("does").map(|text| text.value).unwrap_or_default(),
            needs: words(f.texts("needs")),
            costs: f.text("costs").map(|text| text.value),
            takes: f.text("takes").map(|text| text.value),
            pro: words(f.texts("for")),
            con: words(f.texts("against")),
            avoid: words(f.texts("avoid")),
        };
        if guide.does.is_empty() && !unavailable {
            f.missing("does", "a sentence in plain words that says what the procedure does");
        }
        Some(Procedure {
            title: title?.value,
            by: by?,
            requires,
            only_if,
            open,
            done,
            unavailable,
            instead,
            discretion,
            forms,
            fees,
            records,
            law,
            guide,
        })
    }
}

/// A list of ids of forms, each a text or a table with `form` and `when`.
fn needed_forms(f: &mut F<'_, '_, '_>) -> Vec<NeededForm> {
    let Some(node) = f.take("forms") else {
        return Vec::new();
    };
    let items: &[Node] = match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    };
    items
        .iter()
        .filter_map(|item| match &item.value {
            Value::Text(form) => {
                Some(NeededForm { form: f.stated(item, form.clone()), when: None })
            }
            Value::Table(table) => {
                let mut fields = Fields::new(f.findings, table, item.at, &grammar::NEEDED_FORM);
                let form = fields.text_needed("form");
                let when = condition_field(&mut fields, "when");
                fields.done();
                Some(NeededForm { form: form?, when })
            }
            _ => {
                f.findings
                    .error(Code::WrongType, item.at, "this is no form")
                    .expected("the id of a form, or a table with `form` and `when`")
                    .keep();
                None
            }
        })
        .collect()
}

fn party(f: &mut F<'_, '_, '_>, key: &'static str, also: &[&'static str]) -> Option<String> {
    let text = f.text(key)?;
    let known = grammar::PARTIES.iter().chain(also).copied();
    if !known.clone().any(|party| party == text.value) {
        f.findings
            .error(Code::WrongValue, text.at, format!("`{key}` is \"{}\"", text.value))
            .one_of(&text.value, known)
            .keep();
        return None;
    }
    Some(text.value)
}

/// A list of conditions, each a text or a table with `if`, `text` and `law`.
fn clauses(f: &mut F<'_, '_, '_>, key: &'static str) -> Vec<Clause> {
    let Some(node) = f.take(key) else {
        return Vec::new();
    };
    let findings = f.findings;
    let items: &[Node] = match &node.value {
        Value::List(items) => items,
        Value::Text(_) | Value::Table(_) => std::slice::from_ref(node),
        _ => {
            findings
                .error(Code::WrongType, node.at, format!("`{key}` is not a list of conditions"))
                .expected("a list such as [\"enforceable\", \"not stayed\"]")
                .keep();
            return Vec::new();
        }
    };
    items
        .iter()
        .filter_map(|item| {
            // A bare condition is read as a table with only `if`.
            let holder;
            let table = match &item.value {
                Value::Table(table) => table,
                _ => {
                    let name = Stated { value: "if".to_owned(), at: item.at };
                    holder = Table(vec![(name, item.clone())]);
                    &holder
                }
            };
            if matches!(&item.value, Value::Text(text) if text.trim().is_empty()) {
                findings
                    .error(Code::WrongValue, item.at, format!("a condition of `{key}` is empty"))
                    .expected("a condition, such as \"enforceable\" or \"not stayed\"")
                    .keep();
                return None;
            }
            let mut fields = Fields::new(findings, table, item.at, &grammar::CLAUSE);
            let condition = condition_field(&mut fields, "if");
            if !fields.has("if") {
                fields.missing("if", "the condition");
            }
            let text = fields.text("text").map(|text| text.value);
            let law = fields.texts("law");
            fields.done();
            let (source, condition) = condition?;
            Some(Clause { source, condition, text, law })
        })
        .collect()
}

fn calendar(f: &mut F<'_, '_, '_>) -> Option<CalendarEntry> {
    let title = f.text_needed("title");
    let weekend = f.word(
        "weekend",
        &[("Saturday and Sunday", Weekend::SaturdayAndSunday), ("Sunday", Weekend::Sunday)],
    );
    let observed_by_default = observed(f);
    let mut list = Vec::new();
    for (id, node) in f.entries("holiday") {
        check_id(f.findings, "holiday", id);
        let Some(mut day) = Fields::of(f.findings, node, id.at, &grammar::HOLIDAY) else {
            continue;
        };
        let title = day.text_needed("title");
        let on = day.take("on");
        let rule = match on.map(|on| (&on.value, on.at)) {
            Some((Value::Day(on), _)) => Some(HolidayRule::Once(*on)),
            Some((Value::Text(text), at)) => {
                let rule = HolidayRule::parse(text);
                if rule.is_none() {
                    f.findings
                        .error(Code::WrongValue, at, format!("`on` is \"{text}\""))
                        .expected("a day such as \"12 February\", \"third Monday of January\", \"last Monday of May\", \"day after fourth Thursday of November\" or \"Good Friday\", or a date for one day only")
                        .keep();
                }
                rule
            }
            Some((_, at)) => {
                f.findings.error(Code::WrongType, at, "`on` is neither a text nor a date").keep();
                None
            }
            None => {
                day.missing("on", "a day such as \"12 February\" or \"third Monday of January\"");
                None
            }
        };
        let observed = observed(&mut day).or(observed_by_default).unwrap_or_default();
        let from = day.day("from").map_or(Day::DAWN, |day| day.value);
        let until = day.day("until").map_or(Day::NEVER, |day| day.value);
        let law = day.texts("law");
        if law.is_empty() {
            no_law(day.findings, id.at, "this holiday");
        }
        day.done();
        if let (Some(title), Some(rule)) = (title, rule) {
            list.push(HolidayEntry { title: title.value, rule, observed, from, until, law });
        }
    }
    let (title, weekend) = (title?.value, weekend.unwrap_or_default());
    Some(CalendarEntry { title, weekend, holidays: list })
}

pub(crate) fn no_law(findings: &Findings<'_>, at: At, what: &str) {
    findings
        .error(Code::NoLaw, at, format!("{what} rests on no law"))
        .expected("`law`, with the id of a `[law.…]` entry")
        .keep();
}

fn observed(f: &mut F<'_, '_, '_>) -> Option<Observed> {
    f.word(
        "observed",
        &[
            ("as it falls", Observed::AsItFalls),
            ("nearest weekday", Observed::NearestWeekday),
            ("Monday after Sunday", Observed::MondayAfterSunday),
        ],
    )
}

impl Counting {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Counting> {
        // The title is for the reader of the pack.
        f.text_needed("title");
        let calendar = f.text("calendar");
        let last_day = f.word(
            "last_day",
            &[
                ("as it falls", LastDay::AsItFalls),
                ("next court day", LastDay::NextCourtDay),
                ("previous court day", LastDay::PreviousCourtDay),
            ],
        );
        if !f.has("last_day") {
            f.missing("last_day", "\"as it falls\", \"next court day\" or \"previous court day\"");
        }
        let month_end = f.word(
            "month_end",
            &[
                ("last day of the month", MonthEnd::LastOfMonth),
                ("first day of the next month", MonthEnd::FirstOfNext),
            ],
        );
        let short = f.whole("court_days_up_to").map_or(0, |days| days.value);
        let added = sub_tables(f, "added", &grammar::ADDED, |f| {
            let by = f.text_needed("by");
            let length = length_field(f, "length");
            if !f.has("length") {
                f.missing("length", "a length such as \"5 days\"");
            }
            let law = f.texts("law");
            Some(Added { by: by?, length: length?, law })
        });
        let law = f.texts("law");
        let needs_calendar = short > 0 || last_day.is_some_and(|last| last != LastDay::AsItFalls);
        if needs_calendar && calendar.is_none() {
            f.missing("calendar", "the id of a `[calendar.…]`");
        }
        Some(Counting {
            calendar,
            last_day: last_day?,
            month_end: month_end.unwrap_or_default(),
            short,
            added,
            law,
        })
    }
}

impl Topic {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Topic> {
        let title = f.text_needed("title");
        let core = f.flag("core").unwrap_or(false);
        let covers = named(f, "covers", &[]);
        if !f.has("covers") {
            f.missing(
                "covers",
                "what answers it, such as `[\"period.appeal\", \"procedure.appeal\"]`",
            );
        }
        // Forms, calendars and ways of counting have no place in a row of a table.
        let compare = named(
            f,
            "compare",
            &[Category::Status, Category::Form, Category::Calendar, Category::Counting],
        );
        Some(Topic { title: title?.value, core, covers, compare })
    }
}

/// A list of `kind.id`, but for some kinds.
fn named(f: &mut F<'_, '_, '_>, key: &'static str, but: &[Category]) -> Vec<Named> {
    let kinds: Vec<(&str, Category)> =
        CATEGORIES.iter().copied().filter(|(_, part)| !but.contains(part)).collect();
    let mut list = Vec::new();
    for text in f.texts(key) {
        let (word, id) = match text.value.split_once('.') {
            Some((word, id)) => (word, Some(id.to_owned())),
            None => (text.value.as_str(), None),
        };
        match kinds.iter().find(|(known, _)| *known == word) {
            Some((_, kind)) => list.push(Named { kind: *kind, id }),
            None => f
                .findings
                .error(Code::WrongValue, text.at, format!("`{word}` can answer no topic"))
                .one_of(word, kinds.iter().map(|(known, _)| *known))
                .keep(),
        }
    }
    list
}

impl Figure {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Figure> {
        let title = f.text_needed("title");
        let unit = f.word(
            "unit",
            &[
                ("dollars", Unit::Dollars),
                ("percent", Unit::Percent),
                ("percent a year", Unit::PercentAYear),
                ("days", Unit::Days),
                ("times", Unit::Times),
            ],
        );
        if !f.has("unit") {
            f.missing(
                "unit",
                "\"dollars\", \"percent\", \"percent a year\", \"days\" or \"times\"",
            );
        }
        let when = condition_field(f, "when");
        let note = f.text("note").map(|note| note.value);
        if !f.has("value") {
            f.missing("value", "one or more tables `[[figure.….value]]`, each with `amount`");
        }
        let values = sub_tables(f, "value", &grammar::VALUE, |f| {
            let at = f.at;
            if !f.has("amount") {
                f.missing("amount", "a number such as 9.0, or \"not known\"");
            }
            let amount = match f.take("amount") {
                Some(Node { value: Value::Text(text), .. }) if text == "not known" => Some(None),
                Some(node) => {
                    let amount = as_amount(node);
                    if amount.is_none() {
                        f.findings
                            .error(Code::WrongType, node.at, "`amount` is no number")
                            .expected("a number such as 9.0, or \"not known\"")
                            .keep();
                    }
                    amount.map(Some)
                }
                None => None,
            };
            let when = condition_field(f, "when");
            let from = f.day("from").map_or(Day::DAWN, |day| day.value);
            let until = f.day("until").map_or(Day::NEVER, |day| day.value);
            let law = f.texts("law");
            Some(FigureValue { at, amount: amount?, when, from, until, law })
        });
        let law = f.texts("law");
        Some(Figure { title: title?.value, unit: unit?, when, note, values, law })
    }
}

/// The address of a page.
fn address(f: &mut F<'_, '_, '_>) -> Option<Text> {
    let url = f.text_needed("url")?;
    let host = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    if host.is_none_or(|host| !host.contains('.') || host.contains(char::is_whitespace)) {
        f.findings
            .error(Code::BadAddress, url.at, format!("\"{}\" is no address", url.value))
            .expected("the official address, such as \"https://www.example.org/code/5\"")
            .keep();
    }
    Some(url)
}

impl Form {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Form> {
        let number = f.text_needed("number");
        let title = f.text_needed("title");
        let url = address(f);
        let tier = f.word("tier", TIERS);
        if !f.has("tier") {
            f.missing("tier", "`primary`, `secondary2`, `secondary1` or `unverified`");
        }
        Some(Form { number: number?.value, title: title?.value, url: url?.value, tier: tier? })
    }
}

impl Law {
    fn read(f: &mut F<'_, '_, '_>) -> Option<Law> {
        let cite = f.text_needed("cite");
        let url = address(f);
        let checked = f.day("checked");
        if !f.has("checked") {
            f.missing("checked", "the day on which the law was last looked at");
        }
        let tier = f.word("tier", TIERS);
        if !f.has("tier") {
            f.missing("tier", "`primary`, `secondary2`, `secondary1` or `unverified`");
        }
        let note = f.text("note").map(|note| note.value);
        Some(Law { cite: cite?.value, url: url?.value, checked: checked?, tier: tier?, note })
    }
}
