//! Random packs: small, valid, of no real law, with everything in them that the page
//! *Pack reference* lists.
//!
//! Each part refers only to parts before it, so that nothing is circular. Knows
//! how a pack is written; must not know what follows from it.

use crate::choices::{Choices, Pages};

/// Pages of choices that a pack takes.
pub const PAGES: usize = 38;

/// What every invented pack has, beside the foundation.
const FOUNDATION: &str = r#"
[pack]
id = "zz"
name = "Every country"
version = "2026-11-21"
foundation = true
remedies = ["remedy_0"]
expects = { fact = ["said"], period = ["term"], status = ["so"], calendar = ["court"], counting = ["court"], figure = ["rate"] }
citations = ["Nowhere Code § #"]

[law.code]
cite = "Nowhere Code § 1"
url = "https://example.org/code"
checked = 2026-11-21
tier = "unverified"
note = "Invented."

[event.judgment_entered]
title = "Judgment entered"

[event.filed]
title = "Paper filed"

[attribute.by]
title = "Manner of service"
values = { hand = "by hand", mail = "by mail", wire = "by wire" }

[attribute.outcome]
title = "Outcome"
values = { granted = "granted", denied = "denied" }

[attribute.of]
title = "Of which paper"
kind = "event"

[attribute.county]
title = "County"
kind = "text"

[attribute.debtor]
title = "Which debtor"
kind = "text"

[topic.remedies]
title = "Remedies"
core = true
covers = ["procedure.remedy", "form"]
compare = ["procedure.remedy_0"]
"#;

const HEAD: &str = r#"
[pack]
id = "us-zz"
name = "Nowhere"
title = "Nowhere small claims"
version = "2026-11-21"
builds_on = ["zz"]
covers_from = 2011-01-03
covers_law = ["code"]
citations = ["Nowhere Code § #"]
short_citations = { "Nowhere Code § " = "NC " }

[form.F-1]
number = "F-1"
title = "Form"
url = "https://example.org/form"
tier = "unverified"
"#;

/// The texts of an invented pack and of the foundation that it builds on.
pub fn texts(pages: &Pages) -> Vec<(String, String)> {
    let mut maker = Maker { text: HEAD.to_owned(), ..Maker::default() };
    maker.facts(&mut Choices::of(pages, 0));
    maker.counting(&mut Choices::of(pages, 1));
    for event in 0..4 {
        maker.event(&mut Choices::of(pages, 2 + event), event);
    }
    let rounds = 2 + Choices::of(pages, 6).below(4);
    for round in 0..rounds {
        let page = |part: usize| Choices::of(pages, 7 + 5 * round + part);
        let judged = maker.judged_event(&mut page(0), round);
        maker.period(&mut page(1), round, judged);
        maker.status(&mut page(2), round);
        maker.act(&mut page(3), round);
    }
    maker.requirement(&mut Choices::of(pages, 33));
    for remedy in 0..3 {
        maker.procedure(&mut Choices::of(pages, 34 + remedy), remedy);
    }
    maker.figure(&mut Choices::of(pages, 37));
    let own = ("us-zz/pack.toml".to_owned(), maker.text);
    vec![own, ("zz/pack.toml".to_owned(), FOUNDATION.to_owned())]
}

/// A pack that grows.
#[derive(Default)]
struct Maker {
    text: String,
    /// Events so far, with the attributes that they take and whose values are words.
    events: Vec<(String, Vec<&'static str>)>,
    /// All attributes that the first of them take.
    taken: Vec<(&'static str, Vec<&'static str>)>,
    /// Those of them that may be unrecorded.
    hidden: Vec<String>,
    periods: Vec<String>,
    statuses: Vec<String>,
    amounts: bool,
}

const FLAGS: &[&str] = &["present", "insured"];
const KINDS: &[&str] = &["rent", "loan", "wages"];
const DATES: &[&str] = &["2012-02-29", "2014-07-04", "2016-10-10", "2019-12-31"];
const HOLIDAYS: &[&str] = &[
    "4 July",
    "first Monday of March",
    "third Monday of January",
    "last Friday of May",
    "day after fourth Thursday of November",
    "Good Friday",
    "31 December",
    "29 February",
    "fifth Wednesday of August",
];
const COUNTINGS: &[&str] = &["plain", "court", "back", "served"];

impl Maker {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn facts(&mut self, c: &mut Choices<'_>) {
        for (at, flag) in FLAGS.iter().enumerate() {
            self.line(&format!("[fact.{flag}]\ntitle = \"Fact {at}\"\nask = \"Is it so?\""));
            self.line("yes = \"It is so\"\nno = \"It is not so\"");
            if at == 1 && c.once_in(6) {
                self.line("default = true");
            }
        }
        self.line("[fact.kind]\ntitle = \"Kind of debt\"\nask = \"What is owed?\"");
        self.line("values = { rent = \"Rent\", loan = \"A loan\", wages = \"Wages\" }");
        self.amounts = c.once_in(2);
        if self.amounts {
            self.line(
                "[fact.claimed]\ntitle = \"Claimed\"\nask = \"How much?\"\nkind = \"amount\"",
            );
        }
    }

    fn counting(&mut self, c: &mut Choices<'_>) {
        self.line("[calendar.court]\ntitle = \"Courts\"");
        if c.once_in(3) {
            self.line(&format!("weekend = \"{}\"", c.one(&["Sunday", "Saturday and Sunday"])));
        }
        let observed = ["as it falls", "nearest weekday", "Monday after Sunday"];
        if c.once_in(2) {
            self.line(&format!("observed = \"{}\"", c.one(&observed)));
        }
        for holiday in 0..c.below(5) {
            self.line(&format!("[calendar.court.holiday.day_{holiday}]"));
            self.line(&format!("title = \"Holiday {holiday}\"\nlaw = [\"code\"]"));
            if c.once_in(5) {
                self.line(&format!("on = {}", c.one(&["2014-07-07", "2012-03-01", "2016-10-11"])));
                continue;
            }
            self.line(&format!("on = \"{}\"", c.one(HOLIDAYS)));
            if c.once_in(3) {
                self.line(&format!("from = {}", c.one(&["2012-01-01", "2014-01-01"])));
            }
            if c.once_in(3) {
                self.line(&format!("until = {}", c.one(&["2015-12-31", "2018-07-04"])));
            }
            if c.once_in(3) {
                self.line(&format!("observed = \"{}\"", c.one(&observed)));
            }
        }
        self.line("[counting.plain]\ntitle = \"Every day counts\"\nlast_day = \"as it falls\"");
        self.line("calendar = \"court\"");
        for (id, last) in [("court", "next"), ("back", "previous"), ("served", "next")] {
            self.line(&format!("[counting.{id}]\ntitle = \"Counted\"\nlaw = [\"code\"]"));
            self.line(&format!("last_day = \"{last} court day\"\ncalendar = \"court\""));
            if c.once_in(3) {
                let ends = ["last day of the month", "first day of the next month"];
                self.line(&format!("month_end = \"{}\"", c.one(&ends)));
            }
            if c.once_in(3) {
                self.line(&format!("court_days_up_to = {}", c.one(&[4, 7, 11])));
            }
            if id == "served" {
                for by in ["mail", "wire"].iter().take(1 + c.below(2)) {
                    self.line(&format!("[[counting.{id}.added]]\nby = \"{by}\""));
                    let length = c.one(&["3 days", "5 days", "2 court days", "1 week"]);
                    self.line(&format!("length = \"{length}\"\nlaw = [\"code\"]"));
                }
            }
        }
    }

    fn event(&mut self, c: &mut Choices<'_>, at: usize) {
        if at == 0 {
            self.events.push(("judgment_entered".to_owned(), Vec::new()));
        }
        let id: &'static str = ["filed", "notice", "decided", "paid"][at];
        self.line(&format!("[event.{id}]"));
        if id != "filed" {
            self.line(&format!("title = \"Event {at}\""));
        }
        let takes: &[&'static str] = match id {
            "notice" => &["by", "of"],
            "decided" => &["outcome", "by"],
            "paid" => &["county"],
            _ => &[],
        };
        let mut takes = takes[..takes.len().min(c.below(3))].to_vec();
        if c.once_in(3) {
            takes.push("debtor");
            // What it is for another debtor takes no more than it does.
            let earlier =
                self.taken.iter().filter(|(_, all)| all.iter().all(|it| takes.contains(it)));
            let mut others: Vec<&str> = earlier.map(|(id, _)| *id).collect();
            others.truncate(c.below(3));
            self.line(&format!("of_another = {others:?}"));
        }
        self.taken.push((id, takes.clone()));
        if !takes.is_empty() {
            self.line(&format!("takes = {takes:?}"));
        }
        if c.once_in(6) {
            self.may_be_unrecorded(id);
        }
        if c.once_in(6) {
            self.line("may_precede_entry = true");
        }
        let words = takes.iter().copied().filter(|takes| !["county", "debtor"].contains(takes));
        self.events.push((id.to_owned(), words.collect()));
    }

    fn may_be_unrecorded(&mut self, id: &str) {
        self.line("may_be_unrecorded = true\nask = \"When was it?\"");
        self.hidden.push(id.to_owned());
    }

    /// An event that counts if it changes a period, which comes after it.
    fn judged_event(&mut self, c: &mut Choices<'_>, round: usize) -> Option<String> {
        if !c.once_in(2) {
            return None;
        }
        let id = format!("renewed_{round}");
        self.line(&format!("[event.{id}]\ntitle = \"Renewed {round}\"\nlaw = [\"code\"]"));
        self.line(&format!("counts_if_it_changes = \"term_{round}\""));
        if c.once_in(3) {
            self.completed_by(c, &id);
        }
        Some(id)
    }

    /// An event that may have no effect.
    fn act(&mut self, c: &mut Choices<'_>, round: usize) {
        if !c.once_in(2) {
            return;
        }
        let id = format!("act_{round}");
        self.line(&format!("[event.{id}]\ntitle = \"Act {round}\"\nlaw = [\"code\"]"));
        let takes = c.once_in(4);
        if takes {
            self.line("takes = [\"outcome\"]");
        }
        if c.once_in(8) {
            self.may_be_unrecorded(&id);
        }
        if c.once_in(2) {
            let when = self.condition(c, 1);
            self.line(&format!("counts_when = \"{when}\""));
        }
        if c.once_in(3) {
            self.completed_by(c, &id);
        }
        self.events.push((id, if takes { vec!["outcome"] } else { Vec::new() }));
    }

    fn completed_by(&mut self, c: &mut Choices<'_>, id: &str) {
        for _ in 0..1 + c.below(2) {
            self.line(&format!("[[event.{id}.completed_by]]\nlaw = [\"code\"]"));
            let events = self.event_set(c);
            self.line(&format!("event = \"{events}\""));
            if c.once_in(2) {
                let until = self.starting_point(c, 1, &[]);
                self.line(&format!("until = \"{until}\""));
            } else {
                self.line(&format!("within = \"{}\"", length(c)));
            }
            self.line(&format!("counted = \"{}\"", c.one(COUNTINGS)));
            if c.once_in(3) {
                let when = self.condition(c, 0);
                self.line(&format!("when = \"{when}\""));
            }
        }
    }

    fn period(&mut self, c: &mut Choices<'_>, round: usize, judged: Option<String>) {
        let id = format!("term_{round}");
        self.line(&format!("[period.{id}]\ntitle = \"Term {round}\"\nlaw = [\"code\"]"));
        let (starts, each) = self.starts(c);
        self.line(&format!("starts = \"{starts}\"\ncounted = \"{}\"", c.one(COUNTINGS)));
        let mut more = String::new();
        let own = each.as_slice();
        let without_length = c.once_in(12);
        if !without_length {
            let terms = self.terms(c, own);
            self.line(&terms);
        }
        if c.once_in(3) {
            let when = self.condition(c, 1);
            self.line(&format!("when = \"{when}\""));
        }
        if c.once_in(3) {
            self.line("who = \"debtor\"\nmissed = \"It is too late.\"");
        }
        if c.once_in(6) {
            self.line("waits = true");
        }
        if c.once_in(10) {
            self.line("shown = false");
        }
        if c.once_in(6) {
            let when = self.condition(c, 1);
            self.line(&format!("moot_when = \"{when}\""));
        }
        if c.once_in(4) {
            let when = self.condition(c, 0);
            self.line(&format!("suspended_while = \"{when}\""));
        }
        if c.once_in(4) {
            let events = self.recorded_set(c);
            let other = self.recorded_set(c);
            let list = if c.once_in(3) { vec![events, other] } else { vec![events] };
            self.line(&format!("ended_by = {list:?}"));
        }
        if without_length || c.once_in(3) {
            for _ in 0..1 + c.below(2) {
                let when = self.condition(c, 0);
                more += &format!("[[period.{id}.version]]\nwhen = \"{when}\"\nlaw = [\"code\"]\n");
                if without_length || c.once_in(2) {
                    more += &self.terms(c, own);
                }
                if c.once_in(2) {
                    more += &format!("counted = \"{}\"\n", c.one(COUNTINGS));
                }
            }
        }
        if c.once_in(4) {
            more += &format!("[[period.{id}.held_open]]\n{}", self.held_open(c));
        }
        for effect in ["extended_by", "restarted_by", "revived_by"] {
            if c.once_in(3) {
                more += &self.effect(c, &id, effect, None);
            }
        }
        if let Some(judged) = &judged {
            let effect = c.one(&["extended_by", "restarted_by", "revived_by"]);
            more += &self.effect(c, &id, effect, Some(judged));
        }
        if c.once_in(4) {
            for _ in 0..1 + c.below(2) {
                more +=
                    &format!("[[period.{id}.reading]]\ntext = \"Otherwise\"\nlaw = [\"code\"]\n");
                // It reads something otherwise, or it is refused.
                let (lasts, counted, last_day) = (c.once_in(2), c.once_in(3), c.once_in(4));
                if lasts {
                    more += &self.terms(c, own);
                }
                let to = c.once_in(4);
                if to {
                    let end = c.one(&["the end", "the start"]);
                    let own = format!("{} {} {end}", length(c), self.side(c));
                    let to = match (c.below(3), self.periods.first()) {
                        (0, _) | (_, None) => own,
                        (one, Some(_)) => {
                            let word = if one == 1 { "later" } else { "earlier" };
                            let other = c.one(&self.periods);
                            format!("{word} of (the end, {other} {})", c.one(&["ends", "starts"]))
                        }
                    };
                    more += &format!("to = \"{to}\"\n");
                }
                if last_day {
                    more += &format!("last_day = \"{}\"\n", c.one(&["court", "back"]));
                }
                if counted || !(lasts || last_day || to) {
                    more += &format!("counted = \"{}\"\n", c.one(COUNTINGS));
                }
                if c.once_in(3) {
                    let never = "not always".to_owned();
                    let when = if c.once_in(2) { never } else { self.condition(c, 0) };
                    more += &format!("suspended_while = \"{when}\"\n");
                }
                if c.once_in(4) {
                    let held = self.held_open(c);
                    more += &format!("[[period.{id}.reading.held_open]]\n{held}");
                }
            }
        }
        self.line(&more);
        self.periods.push(id);
        self.events.extend(judged.map(|judged| (judged, Vec::new())));
    }

    /// The starting point of a period, and the events each of which starts it.
    fn starts(&self, c: &mut Choices<'_>) -> (String, Vec<String>) {
        if !c.once_in(4) {
            return (self.starting_point(c, 2, &[]), Vec::new());
        }
        let events = self.event_set(c);
        let named = self.events.iter().map(|(id, _)| id);
        let named = named.filter(|id| events.split([' ', '(', ')', ',']).any(|word| word == *id));
        let named = named.cloned().collect();
        if c.once_in(3) {
            return (format!("{} {} each {events}", length(c), self.side(c)), named);
        }
        (format!("each {events}"), named)
    }

    fn side(&self, c: &mut Choices<'_>) -> &'static str {
        if c.once_in(5) { "before" } else { "after" }
    }

    /// How long something lasts; `own` are names that mean a very event.
    fn terms(&self, c: &mut Choices<'_>, own: &[String]) -> String {
        match c.below(12) {
            0..7 => format!("length = \"{}\"\n", length(c)),
            7 => "length = \"open\"\n".to_owned(),
            8 => "length = \"not known\"\n".to_owned(),
            _ => format!("ends = \"{}\"\n", self.starting_point(c, 2, own)),
        }
    }

    fn held_open(&self, c: &mut Choices<'_>) -> String {
        let mut held = format!("while = \"{}\"\nlaw = [\"code\"]\n", self.condition(c, 0));
        if c.once_in(2) {
            held += &format!("and_for = \"{}\"\n", length(c));
        }
        if c.once_in(2) {
            held += &format!("counted = \"{}\"\n", c.one(COUNTINGS));
        }
        held
    }

    fn effect(&self, c: &mut Choices<'_>, id: &str, kind: &str, judged: Option<&str>) -> String {
        let (events, own) = match judged {
            Some(judged) => (judged.to_owned(), vec![judged.to_owned()]),
            None => {
                let event = &c.one(&self.recorded()).0;
                let own = vec![event.clone()];
                match c.below(4) {
                    3 => (self.recorded_set(c), Vec::new()),
                    2 => (self.selector(c, event), own),
                    _ => (event.clone(), own),
                }
            }
        };
        let mut effect =
            format!("[[period.{id}.{kind}]]\nevent = \"{events}\"\nlaw = [\"code\"]\n");
        let mut point = |key: &str, c: &mut Choices<'_>| {
            let point = self.point_of_effect(c, &own);
            effect += &format!("{key} = \"{point}\"\n");
        };
        if kind == "extended_by" || kind == "revived_by" && c.once_in(3) {
            point("to", c);
        }
        if c.once_in(4) {
            point("not_before", c);
        }
        if c.once_in(4) {
            point("not_after", c);
        }
        if c.once_in(4) {
            effect += &format!("gap = \"{}\"\n", length(c));
        }
        if c.once_in(4) {
            effect += &format!("times = {}\n", 1 + c.below(2));
        }
        if c.once_in(3) {
            effect += &format!("when = \"{}\"\n", self.condition(c, 0));
        }
        if c.once_in(6) {
            effect += &format!("asked_by = \"{}\"\n", self.recorded_set(c));
            if c.once_in(2) {
                effect += &format!("refused_by = \"{}\"\n", self.recorded_set(c));
            }
        }
        if c.once_in(4) {
            effect += &format!("counted = \"{}\"\n", c.one(COUNTINGS));
        }
        effect
    }

    /// A starting point within an effect.
    fn point_of_effect(&self, c: &mut Choices<'_>, own: &[String]) -> String {
        let base = |c: &mut Choices<'_>| match (c.below(5), own.first()) {
            (0, Some(own)) => own.clone(),
            (1, Some(own)) => format!("first {own}"),
            (2, _) => "the start".to_owned(),
            (3, _) => self.starting_point(c, 0, &[]),
            _ => "the end".to_owned(),
        };
        match c.below(5) {
            0..3 => format!("{} {} {}", length(c), self.side(c), base(c)),
            3 => {
                let count = format!("{} after {}", length(c), base(c));
                format!("{} of ({count}, {})", c.one(&["later", "earlier"]), base(c))
            }
            _ => base(c),
        }
    }

    fn status(&mut self, c: &mut Choices<'_>, round: usize) {
        let ids = ["stayed", "satisfied", "expired", "vacated", "other"];
        let id = ids[round];
        self.line(&format!("[status.{id}]\ntitle = \"It is {id}\"\notherwise = \"It is not\""));
        let when = self.condition(c, 2);
        self.line(&format!("when = \"{when}\""));
        if c.once_in(2) {
            self.line("law = [\"code\"]");
        }
        if c.once_in(8) {
            self.line("shown = false");
        }
        self.statuses.push(id.to_owned());
    }

    fn requirement(&mut self, c: &mut Choices<'_>) {
        self.line("[requirement.shared]\ntitle = \"What is shared\"");
        let (only_if, open) = (self.condition(c, 0), self.condition(c, 1));
        self.line(&format!("only_if = [\"{only_if}\"]\nopen = [\"{open}\"]"));
    }

    fn procedure(&mut self, c: &mut Choices<'_>, remedy: usize) {
        self.line(&format!("[procedure.remedy_{remedy}]\ntitle = \"Do it\"\nby = \"creditor\""));
        self.line("does = \"It is done.\"\nlaw = [\"code\"]");
        if c.once_in(10) {
            self.line("available = false\ninstead = \"Something else.\"");
        }
        let clause = |c: &mut Choices<'_>, condition: String| match c.once_in(4) {
            true => {
                format!("{{ if = \"{condition}\", text = \"It is not so.\", law = [\"code\"] }}")
            }
            false => format!("\"{condition}\""),
        };
        if c.once_in(3) {
            let condition = self.condition(c, 0);
            let clauses = clause(c, condition);
            self.line(&format!("only_if = [{clauses}]"));
        }
        let open: Vec<String> = (0..1 + c.below(3))
            .map(|_| {
                let condition = self.condition(c, 1);
                clause(c, condition)
            })
            .collect();
        self.line(&format!("open = [{}]", open.join(", ")));
        if c.once_in(3) {
            let done = self.condition(c, 0);
            self.line(&format!("done = \"{done}\""));
        }
        if c.once_in(4) {
            self.line("requires = [\"shared\"]");
        }
        if c.once_in(4) {
            self.line("discretion = \"court\"\nneeds = [\"Paper.\"]\nfor = [\"It is quick.\"]");
            self.line("against = [\"It is dear.\"]\navoid = [\"Haste.\"]\ncosts = \"Little.\"");
            self.line("takes = \"A day.\"\nrecords = [\"filed\"]");
        }
        if c.once_in(4) {
            let when = self.condition(c, 0);
            self.line(&format!("forms = [{{ form = \"F-1\", when = \"{when}\" }}]"));
            self.line(&format!("[[procedure.remedy_{remedy}.fee]]\namount = 40.00"));
            self.line("from = 2011-01-01\nuntil = 2016-12-31\nlaw = [\"code\"]");
        }
    }

    fn figure(&mut self, c: &mut Choices<'_>) {
        self.line("[figure.rate]\ntitle = \"Rate\"\nunit = \"percent a year\"\nlaw = [\"code\"]");
        let (when, value) = (self.condition(c, 1), self.condition(c, 0));
        self.line(&format!("when = \"{when}\"\nnote = \"Simple.\""));
        self.line(&format!("[[figure.rate.value]]\namount = 2.0\nwhen = \"{value}\""));
        self.line("from = 2012-01-01\nuntil = 2017-12-31\nlaw = [\"code\"]");
        self.line("[[figure.rate.value]]\namount = \"not known\"");
    }

    // Conditions and starting points.

    fn condition(&self, c: &mut Choices<'_>, depth: usize) -> String {
        if depth == 0 || c.once_in(3) {
            return self.atom(c);
        }
        let part = |c: &mut Choices<'_>| self.condition(c, depth - 1);
        match c.below(4) {
            0 => format!("{} and {}", self.grouped(c, depth - 1), self.grouped(c, depth - 1)),
            1 => format!("{} or {}", part(c), part(c)),
            2 => format!("not {}", self.grouped(c, depth - 1)),
            _ => format!("({})", part(c)),
        }
    }

    /// A condition that an `and` or `not` beside it leaves whole.
    fn grouped(&self, c: &mut Choices<'_>, depth: usize) -> String {
        let condition = self.condition(c, depth);
        if condition.contains(" or ") || condition.contains(" and ") {
            return format!("({condition})");
        }
        condition
    }

    fn atom(&self, c: &mut Choices<'_>) -> String {
        let statuses = self.statuses.len().min(1) * 3;
        let periods = self.periods.len().min(1) * 10;
        match c.below(15 + statuses + periods) {
            0 => (*c.one(FLAGS)).to_owned(),
            1 => format!("kind is {}", c.one(KINDS)),
            2 => format!("kind is not {}", c.one(KINDS)),
            3 => format!("kind is one of {}, {}", c.one(KINDS), c.one(KINDS)),
            4 => {
                let fact = if self.amounts && c.once_in(2) { "claimed" } else { "principal" };
                let how = c.one(&["over", "under", "at least", "at most"]);
                format!("{fact} {how} {}", c.one(&["500", "1,000"]))
            }
            5 | 6 => format!("since {}", self.event_set(c)),
            7 | 8 => format!("between {} and {}", self.event_set(c), self.event_set(c)),
            9 => format!("from {}", c.one(DATES)),
            10 => format!("until {}", c.one(DATES)),
            11 => {
                let from = c.below(DATES.len() - 1);
                format!("from {} until {}", DATES[from], DATES[from + 1])
            }
            12 => {
                let how = c.one(&["before", "on or after"]);
                format!("{} {how} {}", self.event_set(c), c.one(DATES))
            }
            13 => "always".to_owned(),
            14 => {
                let atom = match c.below(3) {
                    0 => (*c.one(FLAGS)).to_owned(),
                    1 => format!("kind is {}", c.one(KINDS)),
                    _ => format!("since {}", self.event_set(c)),
                };
                format!("surely {atom}")
            }
            other if other < 15 + periods => {
                let period = c.one(&self.periods);
                // Two of before, within and after of one period are read as the third.
                if other - 15 > 7 {
                    let one = c.one(&["before", "within", "after"]);
                    let two = c.one(&["before", "within", "after"]);
                    return match other - 15 {
                        8 => format!("({one} {period} or {two} {period})"),
                        _ => format!("(not {one} {period} and not {two} {period})"),
                    };
                }
                let how = [
                    "within",
                    "within",
                    "within",
                    "not within",
                    "after",
                    "after",
                    "before",
                    "not after",
                ];
                format!("{} {period}", how[other - 15])
            }
            other if other == 15 + periods => format!("not {}", c.one(&self.statuses)),
            _ => c.one(&self.statuses).clone(),
        }
    }

    fn event_set(&self, c: &mut Choices<'_>) -> String {
        self.set_of(&self.events.iter().collect::<Vec<_>>(), c)
    }

    /// Some of the events that a case always records, as what changes a period must be.
    fn recorded_set(&self, c: &mut Choices<'_>) -> String {
        self.set_of(&self.recorded(), c)
    }

    fn recorded(&self) -> Vec<&(String, Vec<&'static str>)> {
        // The entry only where there is no other.
        let (entry, others) = self.events.split_first().expect("the entry");
        let recorded = others.iter().filter(|(id, _)| !self.hidden.contains(id));
        let recorded: Vec<_> = recorded.collect();
        if recorded.is_empty() { vec![entry] } else { recorded }
    }

    fn set_of(&self, events: &[&(String, Vec<&'static str>)], c: &mut Choices<'_>) -> String {
        let one = |c: &mut Choices<'_>| {
            let event = &c.one(events).0;
            self.selector(c, event)
        };
        if c.once_in(4) { format!("any of ({}, {})", one(c), one(c)) } else { one(c) }
    }

    fn selector(&self, c: &mut Choices<'_>, event: &str) -> String {
        let takes = self.events.iter().find(|(id, _)| id == event).map(|(_, takes)| takes);
        let Some(takes) = takes.filter(|takes| !takes.is_empty()) else {
            return event.to_owned();
        };
        if c.once_in(2) {
            return event.to_owned();
        }
        let attribute = c.one(takes);
        let value = match *attribute {
            "by" => c.one(&["mail", "hand", "one of mail, wire"]),
            "of" => c.one(&["filed", "decided"]),
            _ => c.one(&["granted", "denied", "one of granted, denied"]),
        };
        format!("{event} ({attribute} is {value})")
    }

    fn starting_point(&self, c: &mut Choices<'_>, depth: usize, own: &[String]) -> String {
        let plain = |c: &mut Choices<'_>| match (c.below(8), own.first(), self.periods.first()) {
            (0..2, Some(own), _) => own.clone(),
            (2, ..) => format!("first {}", self.event_set(c)),
            (3, ..) => format!("last {}", self.event_set(c)),
            (4 | 5, _, Some(_)) => {
                format!("{} {}", c.one(&self.periods), c.one(&["ends", "starts"]))
            }
            (6, ..) => (*c.one(DATES)).to_owned(),
            _ => self.event_set(c),
        };
        if depth == 0 {
            return plain(c);
        }
        match c.below(6) {
            0..2 => plain(c),
            2 | 3 => {
                let from = self.starting_point(c, depth - 1, own);
                format!("{} {} {from}", length(c), self.side(c))
            }
            other => {
                let word = if other == 4 { "later" } else { "earlier" };
                let one = self.starting_point(c, depth - 1, own);
                format!("{word} of ({one}, {})", self.starting_point(c, depth - 1, own))
            }
        }
    }
}

fn length(c: &mut Choices<'_>) -> &'static str {
    const LENGTHS: &[&str] = &[
        "10 days",
        "30 days",
        "3 days",
        "1 day",
        "5 court days",
        "2 weeks",
        "1 month",
        "6 months",
        "1 year",
        "2 years",
        "90 days",
        "10 years",
    ];
    LENGTHS[c.below(LENGTHS.len())]
}
