//! A case in JSON, read at a glance: in one pass, without the places of things.
//!
//! Among many cases nearly all are in order. What this reader takes, the careful
//! reader takes as well and reads the same; it takes nothing of which there is
//! anything to say. Everything else it leaves to the careful reader, which says
//! what is wrong and where. (Held by the property tests of
//! `tests/tests/readers.rs`.)

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use smallvec::SmallVec;

use super::{AttributeValue, LARGEST_AMOUNT, Matter, Recorded};
use crate::date::Day;
use crate::graph::{AMOUNTS, ENTRY, FactValue, Kind, Library, Pack};

/// A case as its text states it; names and values are parts of the text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated<'t> {
    jurisdiction: &'t str,
    #[serde(borrow, default, deserialize_with = "given")]
    case_number: Option<&'t str>,
    #[serde(borrow, default, deserialize_with = "given")]
    court: Option<&'t RawValue>,
    judgment: Judgment<'t>,
    #[serde(borrow, default)]
    facts: Pairs<'t>,
    #[serde(borrow, default)]
    event: Vec<Event<'t>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Judgment<'t> {
    entered: &'t str,
    #[serde(borrow, default, deserialize_with = "given")]
    principal: Option<&'t RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    costs: Option<&'t RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    prejudgment_interest: Option<&'t RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    rate: Option<&'t RawValue>,
}

/// The keys of an object with their values, as they stand.
#[derive(Default)]
struct Pairs<'t>(SmallVec<[(&'t str, &'t RawValue); 8]>);

/// An event, with what else is said of it. The two keys of every event are texts, and
/// read at once; each may stand there once.
struct Event<'t> {
    on: &'t str,
    what: &'t str,
    more: SmallVec<[(&'t str, &'t RawValue); 2]>,
}

/// Reads a case in JSON; `None` where it is no such case, or anything is to be
/// said of it.
pub(super) fn read<'p>(library: &'p Library, text: &str) -> Option<Matter<'p>> {
    let stated: Stated<'_> = serde_json::from_str(text).ok()?;
    let pack = library.pack(stated.jurisdiction).filter(|pack| !pack.foundation)?;
    let entered: Day = stated.judgment.entered.parse().ok()?;
    let mut matter = Matter::new(pack, entered, stated.event.len());
    matter.number = stated.case_number.map(Into::into);
    let mut seen: SmallVec<[bool; 32]> = SmallVec::from_elem(false, pack.facts.len());
    let court = stated.court.map(|value| ("court", value));
    for (name, value) in court.into_iter().chain(stated.facts.0) {
        let fact = pack.fact_called(name).filter(|_| AMOUNTS.iter().all(|(id, ..)| *id != name))?;
        matter.facts[fact] = Some(fact_value(&pack.facts[fact].kind, value)?);
        // Said once, or it is a mistake.
        if std::mem::replace(&mut seen[fact], true) {
            return None;
        }
    }
    let judgment = &stated.judgment;
    for ((id, ..), value) in AMOUNTS.iter().zip([judgment.principal, judgment.costs]) {
        let Some(value) = value else { continue };
        let amount = amount(value).filter(|amount| {
            !amount.is_sign_negative() && *amount <= Decimal::from(LARGEST_AMOUNT)
        })?;
        matter.facts[pack.fact_called(id)?] = Some(FactValue::Amount(amount));
    }
    for value in [judgment.prejudgment_interest, judgment.rate].into_iter().flatten() {
        amount(value)?;
    }
    for event in &stated.event {
        matter.events.push(recorded(pack, entered, event)?);
    }
    matter.index();
    Some(matter)
}

fn recorded(pack: &Pack, entered: Day, stated: &Event<'_>) -> Option<Recorded> {
    let (day, what): (Day, &str) = (stated.on.parse().ok()?, stated.what);
    let event = pack.event_called(what).filter(|_| what != ENTRY)?;
    let definition = &pack.events[event.index()];
    if day < entered && !definition.may_precede_entry {
        return None;
    }
    let mut attributes: SmallVec<[_; 1]> = SmallVec::new();
    for (key, value) in &stated.more {
        let mut takes = definition.takes.iter();
        let id = *takes.find(|id| pack.attributes[id.index()].id == *key)?;
        if attributes.iter().any(|(known, _)| *known == id) {
            return None;
        }
        attributes.push((id, attribute_value(pack, &pack.attributes[id.index()].kind, value)?));
    }
    Some(Recorded { event, written: event, day, attributes })
}

fn fact_value(kind: &Kind, value: &RawValue) -> Option<FactValue> {
    match kind {
        Kind::YesNo { .. } => flag(value).map(FactValue::YesNo),
        Kind::Amount => amount(value).map(FactValue::Amount),
        Kind::Choice(values) => {
            let word = text(value)?;
            let found = (0u8..).zip(values).find(|(_, (known, _))| known == word);
            found.map(|(at, _)| FactValue::Choice(at))
        }
        Kind::EventName | Kind::Free => None,
    }
}

fn attribute_value(pack: &Pack, kind: &Kind, value: &RawValue) -> Option<AttributeValue> {
    match kind {
        Kind::YesNo { .. } => flag(value).map(|flag| AttributeValue::Word(u16::from(flag))),
        Kind::Amount => amount(value).map(AttributeValue::Amount),
        Kind::Choice(values) => {
            let word = text(value)?;
            let found = (0u16..).zip(values).find(|(_, (known, _))| known == word);
            found.map(|(at, _)| AttributeValue::Word(at))
        }
        Kind::EventName => pack.event_called(text(value)?).map(|id| AttributeValue::Word(id.0)),
        Kind::Free => text(value).map(|text| AttributeValue::Text(text.into())),
    }
}

/// A text in which nothing is escaped.
fn text(value: &RawValue) -> Option<&str> {
    let inner = value.get().strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('\\')).then_some(inner)
}

fn flag(value: &RawValue) -> Option<bool> {
    match value.get() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// An amount as a number or in quotes, exact.
fn amount(value: &RawValue) -> Option<Decimal> {
    if let Some(text) = text(value) {
        return text.parse().ok();
    }
    let number = value.get();
    if !number.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return None;
    }
    match number.parse::<i64>() {
        Ok(whole) => Some(Decimal::from(whole)),
        Err(_) if number.contains(['e', 'E']) => None,
        Err(_) => number.parse().ok(),
    }
}

/// A value that stands there: `null` is none.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl<'de: 't, 't> Deserialize<'de> for Pairs<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pairs<'t>, D::Error> {
        struct Reader<'t>(Pairs<'t>);

        impl<'de: 't, 't> Visitor<'de> for Reader<'t> {
            type Value = Pairs<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'t>, A::Error> {
                let mut pairs = self.0;
                while let Some(pair) = map.next_entry()? {
                    pairs.0.push(pair);
                }
                Ok(pairs)
            }
        }

        from.deserialize_map(Reader(Pairs::default()))
    }
}

impl<'de: 't, 't> Deserialize<'de> for Event<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Event<'t>, D::Error> {
        struct Reader<'t>(PhantomData<&'t ()>);

        impl<'de: 't, 't> Visitor<'de> for Reader<'t> {
            type Value = Event<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event<'t>, A::Error> {
                let (mut on, mut what) = (None, None);
                let mut more = SmallVec::new();
                while let Some(key) = map.next_key()? {
                    match key {
                        "on" if on.is_none() => on = Some(map.next_value()?),
                        "what" if what.is_none() => what = Some(map.next_value()?),
                        "on" | "what" => return Err(A::Error::custom("said twice")),
                        _ => more.push((key, map.next_value()?)),
                    }
                }
                match (on, what) {
                    (Some(on), Some(what)) => Ok(Event { on, what, more }),
                    _ => Err(A::Error::custom("not said")),
                }
            }
        }

        from.deserialize_map(Reader(PhantomData))
    }
}
