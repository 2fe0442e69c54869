//! Whether one condition holds whenever another does, as far as their words show:
//! what is joined by *and* and *or*, sets of values, bounds of amounts and of days.

use rust_decimal::Decimal;

use crate::graph::{Comparison, Expr, ExprId, FactId, Kind, Pack};

/// More steps than any two conditions of a real pack need.
const MOST_STEPS: u32 = 10_000;

/// Whether `above` holds in every case and on every day on which `below` does. What
/// this says is certain; where it says no, it may still be so.
pub(super) fn by(pack: &Pack, below: ExprId, above: ExprId) -> bool {
    Implied { pack, steps: 0 }.by(below, above)
}

struct Implied<'p> {
    pack: &'p Pack,
    steps: u32,
}

impl Implied<'_> {
    fn by(&mut self, below: ExprId, above: ExprId) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        if below == above {
            return true;
        }
        let pack = self.pack;
        let (one, other) = (pack.expr(below), pack.expr(above));
        // What leaves no choice comes first.
        if let Expr::All(parts) = other {
            return parts.iter().all(|part| self.by(below, *part));
        }
        if let Expr::Any(parts) = one {
            return !parts.is_empty() && parts.iter().all(|part| self.by(*part, above));
        }
        if let Expr::Any(parts) = other
            && parts.iter().any(|part| self.by(below, *part))
        {
            return true;
        }
        match (one, other) {
            (Expr::All(parts), _) => parts.iter().any(|part| self.by(*part, above)),
            (Expr::Surely(part), _) => self.by(*part, above),
            (Expr::Not(one), Expr::Not(other)) if self.by(*other, *one) => true,
            _ => is_part_of(pack, one, other),
        }
    }
}

/// Whether what the one takes in is a part of what the other does: values of one
/// fact, or days.
fn is_part_of(pack: &Pack, one: &Expr, other: &Expr) -> bool {
    match (one, other) {
        (
            Expr::Dated { events, before, day },
            Expr::Dated { events: of, before: ahead, day: bound },
        ) => {
            let within = if *before { day <= bound } else { day >= bound };
            events == of && before == ahead && within
        }
        (Expr::Calendar { from, until }, Expr::Calendar { from: first, until: last }) => {
            first <= from && until <= last
        }
        _ => match (Values::of(pack, one), Values::of(pack, other)) {
            (Some((fact, one)), Some((of, other))) => fact == of && one.are_part_of(&other),
            _ => false,
        },
    }
}

/// The values of a fact for which a condition holds.
enum Values {
    Words(u64),
    /// From this number up, it itself included or not.
    Up(Decimal, bool),
    /// From this number down.
    Down(Decimal, bool),
}

impl Values {
    fn of(pack: &Pack, expr: &Expr) -> Option<(FactId, Values)> {
        match expr {
            Expr::Is { fact, values } => Some((*fact, Values::Words(*values))),
            Expr::Compares { fact, how, number } => Some((
                *fact,
                match how {
                    Comparison::Over => Values::Up(*number, false),
                    Comparison::AtLeast => Values::Up(*number, true),
                    Comparison::Under => Values::Down(*number, false),
                    Comparison::AtMost => Values::Down(*number, true),
                },
            )),
            Expr::Not(part) if !matches!(pack.expr(*part), Expr::Not(_)) => {
                let (fact, values) = Values::of(pack, pack.expr(*part))?;
                Some((fact, values.others(&pack.facts[fact.index()].kind)?))
            }
            _ => None,
        }
    }

    /// All other values.
    fn others(self, kind: &Kind) -> Option<Values> {
        Some(match self {
            Values::Words(values) => {
                let Kind::Choice(words) = kind else { return None };
                let all = u64::MAX.checked_shr(64 - u32::try_from(words.len()).ok()?)?;
                Values::Words(all & !values)
            }
            Values::Up(number, with) => Values::Down(number, !with),
            Values::Down(number, with) => Values::Up(number, !with),
        })
    }

    fn are_part_of(&self, other: &Values) -> bool {
        match (self, other) {
            (Values::Words(these), Values::Words(all)) => these & !all == 0,
            (Values::Up(number, with), Values::Up(bound, included)) => {
                number > bound || number == bound && (*included || !with)
            }
            (Values::Down(number, with), Values::Down(bound, included)) => {
                number < bound || number == bound && (*included || !with)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Library;
    use crate::diagnostic::Code;

    /// Whether a value under the one condition is said to hide one under the other.
    fn hides(above: &str, below: &str) -> bool {
        let pack = format!(
            r#"
                [pack]
                id = "us-zz"
                name = "Nowhere"
                version = "2026-11-22"
                [event.judgment_entered]
                title = "Judgment entered"
                [fact.present]
                title = "Present"
                ask = "Was the debtor there?"
                yes = "The debtor was there"
                no = "The debtor was not there"
                [fact.kind]
                title = "Kind"
                ask = "What is the money owed for?"
                values = {{ rent = "Rent", loan = "A loan", goods = "Goods" }}
                [law.code]
                cite = "Code"
                url = "https://example.org"
                checked = 2026-11-21
                tier = "unverified"
                [figure.interest]
                title = "Interest"
                unit = "percent a year"
                law = ["code"]
                value = [{{ amount = 1, when = "{above}" }}, {{ amount = 2, when = "{below}" }}]
            "#
        );
        let doubts = Library::doubts([("us-zz/pack.toml", pack.as_str())]);
        doubts.iter().any(|doubt| doubt.code == Code::Shadowed)
    }

    #[test]
    fn what_is_wider_hides_what_is_narrower() {
        for (wide, narrow) in [
            ("judgment_entered before 2020-01-01", "judgment_entered before 2015-01-01"),
            ("judgment_entered on or after 2015-01-01", "judgment_entered on or after 2020-01-01"),
            ("until 2025-12-31", "until 2020-12-31"),
            ("from 2020-01-01", "from 2021-01-01 until 2021-12-31"),
            ("present", "present and kind is rent"),
            ("present or kind is rent", "present"),
            ("present or kind is rent", "kind is rent and principal over 5"),
            ("kind is one of rent, loan", "kind is rent"),
            ("not kind is goods", "kind is loan"),
            ("not (kind is rent and present)", "not present"),
            ("principal over 1000", "principal over 5000"),
            ("principal at least 1000", "principal over 1000"),
            ("principal at most 5000", "not principal over 1000"),
            ("present", "surely present"),
        ] {
            assert!(hides(wide, narrow), "{wide} above {narrow}");
            assert!(!hides(narrow, wide), "{narrow} above {wide}");
        }
    }

    #[test]
    fn what_only_meets_hides_nothing() {
        for (one, other) in [
            ("judgment_entered before 2020-01-01", "judgment_entered on or after 2015-01-01"),
            ("until 2025-12-31", "from 2020-01-01"),
            ("present and kind is rent", "present and principal over 5"),
            ("kind is one of rent, loan", "kind is one of loan, goods"),
            ("principal over 1000", "principal under 5000"),
            ("principal over 1000", "costs over 1000"),
            ("not present", "not kind is rent"),
        ] {
            assert!(!hides(one, other), "{one} above {other}");
            assert!(!hides(other, one), "{other} above {one}");
        }
    }
}
