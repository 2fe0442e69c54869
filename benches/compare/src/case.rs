//! Made-up cases: the same in every run, each as every contender takes it.

use fastrand::Rng;
use recoup_engine::Day;
use serde_json::{Value, json};

/// A case and the day on which it is asked about.
#[derive(Debug)]
pub struct Case {
    pub as_of: Day,
    entered: Day,
    notice: Day,
    appeal_filed: Option<Day>,
    bankruptcy_filed: Option<Day>,
    paid_in_full: Option<Day>,
    writ_issued: Option<Day>,
    debtor_at_hearing: bool,
    examined_lately: bool,
    won_on: &'static str,
    debtor_kind: &'static str,
    debt_kind: &'static str,
    principal: u32,
}

/// So many cases. Half of the days asked about lie within a few days of one on
/// which an answer changes; one judgment in twenty was entered on 29 February.
pub fn made_up(number: usize) -> Vec<Case> {
    let mut rng = Rng::with_seed(20_261_122);
    std::iter::repeat_with(|| Case::any(&mut rng)).take(number).collect()
}

impl Case {
    fn any(rng: &mut Rng) -> Case {
        let entered = if rng.u8(..20) == 0 {
            day(2004 + 4 * rng.i32(0..6), 2, 29)
        } else {
            day(2004, 1, 1).plus(rng.i32(0..20 * 365))
        };
        let notice = entered.plus(rng.i32(0..10));
        let writ = notice.plus(30 + rng.i32(0..1000));
        let near = |rng: &mut Rng, day: Day| day.plus(rng.i32(-3..=3));
        let as_of = match rng.u8(..8) {
            0 => near(rng, notice.plus(30)),
            1 => near(rng, writ.plus(180)),
            2 => near(rng, entered.plus(5 * 365 + 1)),
            3 => near(rng, entered.plus(10 * 365 + 2)),
            4 => notice.plus(rng.i32(0..60)),
            _ => notice.plus(rng.i32(0..12 * 365)),
        };
        // What is recorded lies between the notice and the day asked about.
        let by_then = |rng: &mut Rng, one_in: u8| {
            let days = days_between(notice, as_of);
            (rng.u8(..one_in) == 0).then(|| notice.plus(rng.i32(0..=days)))
        };
        Case {
            as_of,
            entered,
            notice,
            appeal_filed: by_then(rng, 10),
            bankruptcy_filed: by_then(rng, 20),
            paid_in_full: by_then(rng, 6),
            writ_issued: Some(writ).filter(|writ| rng.bool() && *writ <= as_of),
            debtor_at_hearing: rng.bool(),
            examined_lately: rng.u8(..4) == 0,
            won_on: ["plaintiffs_claim", "plaintiffs_claim", "counterclaim"][rng.usize(..3)],
            debtor_kind: ["individual", "individual", "business"][rng.usize(..3)],
            debt_kind: ["general", "general", "auto_accident"][rng.usize(..3)],
            principal: rng.u32(100..2000) * 5,
        }
    }

    /// The case file of recoup.
    pub fn file(&self) -> String {
        let mut events = vec![event("notice_of_entry_served", self.notice)];
        for (what, on) in [
            ("appeal_filed", self.appeal_filed),
            ("bankruptcy_filed", self.bankruptcy_filed),
            ("writ_issued", self.writ_issued),
            ("paid_in_full", self.paid_in_full),
        ] {
            events.extend(on.map(|on| event(what, on)));
        }
        json!({
            "jurisdiction": "us-zz",
            "judgment": { "entered": self.entered, "principal": self.principal },
            "facts": {
                "debtor_at_hearing": self.debtor_at_hearing,
                "won_on": self.won_on,
                "debtor_kind": self.debtor_kind,
                "debt_kind": self.debt_kind,
                "examined_lately": self.examined_lately,
            },
            "event": events,
        })
        .to_string()
    }

    /// One flat record, for engines that know no events. Where a rule asks only
    /// whether something has happened, it is a flag, and no date needs reading.
    pub fn record(&self) -> String {
        let mut record = json!({
            "as_of": at_midnight(self.as_of),
            "entered": at_midnight(self.entered),
            "notice": at_midnight(self.notice),
            "appeal_filed": self.appeal_filed.is_some(),
            "bankruptcy_filed": self.bankruptcy_filed.is_some(),
            "paid_in_full": self.paid_in_full.is_some(),
            "debtor_at_hearing": self.debtor_at_hearing,
            "examined_lately": self.examined_lately,
            "won_on": self.won_on,
            "debtor_kind": self.debtor_kind,
            "debt_kind": self.debt_kind,
            "principal": self.principal,
        });
        if let Some(on) = self.writ_issued {
            record["writ_issued"] = Value::String(at_midnight(on));
        }
        record.to_string()
    }
}

fn event(what: &str, on: Day) -> Value {
    json!({ "on": on, "what": what })
}

/// The form of a day that both of the others read fastest.
fn at_midnight(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).expect("a day of the calendar")
}

fn days_between(first: Day, last: Day) -> i32 {
    let days = last.date().zip(first.date()).map(|(last, first)| (last - first).num_days());
    days.and_then(|days| days.try_into().ok()).unwrap_or(0)
}
