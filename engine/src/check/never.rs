//! Conditions that hold in no case on no day: a procedure that can never open,
//! a status that can never hold, a period that can never run.
//!
//! A condition is tried as a puzzle: facts, periods and events are its pieces,
//! each is put one way and then another, and what contradicts itself is left
//! early. What is found impossible is impossible; what is not may still be.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::Checked;
use crate::date::Day;
use crate::diagnostic::Code;
use crate::graph::{
    Anchor, Comparison, Counts, EventSet, Expr, ExprId, FactId, Kind, Pack, PeriodId,
};
use crate::source::At;
use crate::timeline::Truth;

pub(super) fn check(checked: &Checked<'_, '_>) {
    let (model, pack) = (checked.model, checked.pack);
    let tell = |at: At, message: String| {
        if checked.is_own(at) {
            checked
                .findings
                .warning(Code::Never, at, message)
                .expected("conditions that can hold together")
                .keep();
        }
    };
    let never = |conditions: &[ExprId]| matches!(Puzzle::new(pack).can_hold(conditions), Ok(false));
    for (defined, status) in model.statuses.iter().zip(&pack.statuses) {
        if never(&[status.when]) {
            tell(defined.at, format!("the status `{}` can never hold", defined.id));
        }
    }
    for (defined, procedure) in model.procedures.iter().zip(&pack.procedures) {
        if procedure.unavailable {
            continue;
        }
        let clauses = procedure.only_if.iter().chain(&procedure.open);
        let conditions: Vec<ExprId> = clauses.map(|clause| clause.expr).collect();
        if never(&conditions) {
            tell(defined.at, format!("the procedure `{}` can never open", defined.id));
        }
    }
    for (defined, period) in model.periods.iter().zip(&pack.periods) {
        if period.when.is_some_and(|when| never(&[when])) {
            tell(defined.at, format!("the period `{}` can never run", defined.id));
        }
        for version in &period.versions {
            if never(&[version.when]) {
                tell(defined.at, format!("a version of `{}` can never be the law", defined.id));
            }
        }
        for ((source, _), effect) in defined.what.changes().zip(&period.effects) {
            if effect.when.is_some_and(|when| never(&[when])) {
                tell(source.at, "this can never have effect".to_owned());
            }
        }
    }
    for (defined, event) in model.events.iter().zip(&pack.events) {
        if let Counts::While(condition) = event.counts
            && never(&[condition])
        {
            tell(defined.at, format!("the event `{}` can never have effect", defined.id));
        }
    }
}

/// A piece of the puzzle, and the ways in which it can be put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Piece {
    Fact(FactId),
    Period(PeriodId),
    /// Something that is simply so or not: an event, or events in an order.
    Leaf(ExprId),
    /// The day.
    Day,
}

/// The way of a piece that is not known. Only what `surely` looks at is put so: for
/// everything else what is not known is as good as what fails.
const NOT_KNOWN: usize = usize::MAX;

/// Where a day stands to a period.
const BEFORE: usize = 0;
const WITHIN: usize = 1;
const AFTER: usize = 2;

struct Puzzle<'p> {
    pack: &'p Pack,
    put: HashMap<Piece, usize>,
    /// The pieces on which something rests that `surely` looks at.
    looked_through: HashSet<Piece>,
    /// What must hold for what has been put so.
    must: Vec<ExprId>,
    steps: u32,
}

/// More trials than any condition of a real pack needs.
const MOST_STEPS: u32 = 20_000;

/// Nothing contradicts itself so far, and the puzzle was given up.
struct GivenUp;

impl<'p> Puzzle<'p> {
    fn new(pack: &'p Pack) -> Puzzle<'p> {
        let mut looked_through = HashSet::new();
        for expr in &pack.exprs {
            if let Expr::Surely(part) = expr {
                gather(pack, *part, &mut looked_through);
            }
        }
        Puzzle { pack, put: HashMap::new(), looked_through, must: Vec::new(), steps: 0 }
    }

    /// Whether conditions can hold together.
    fn can_hold(&mut self, conditions: &[ExprId]) -> Result<bool, GivenUp> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(GivenUp);
        }
        let mut open = None;
        let mut all = Truth::Yes;
        for condition in conditions {
            all = all.and(self.holds(*condition, false, &mut open));
            if all == Truth::No {
                return Ok(false);
            }
        }
        let mut ignored = None;
        if self.must.iter().any(|must| self.holds(*must, true, &mut ignored) == Truth::No) {
            return Ok(false);
        }
        let Some(piece) = open.filter(|_| all == Truth::Unknown) else {
            return Ok(all == Truth::Yes);
        };
        let not_known = self.looked_through.contains(&piece).then_some(NOT_KNOWN);
        for way in (0..self.ways(piece)).chain(not_known) {
            self.put.insert(piece, way);
            let musts = self.must.len();
            if self.agrees(piece, way) && self.can_hold(conditions)? {
                return Ok(true);
            }
            self.must.truncate(musts);
            self.put.remove(&piece);
        }
        Ok(false)
    }

    fn ways(&self, piece: Piece) -> usize {
        match piece {
            Piece::Fact(fact) => match &self.pack.facts[fact.index()].kind {
                Kind::Choice(values) => values.len(),
                Kind::Amount => 2 * self.thresholds(fact).len() + 1,
                _ => 2,
            },
            Piece::Period(_) => 3,
            Piece::Leaf(_) => 2,
            Piece::Day => self.days().len() + 1,
        }
    }

    /// Adds what must hold for a piece to be put so; false where it cannot be.
    fn agrees(&mut self, piece: Piece, way: usize) -> bool {
        match piece {
            _ if way == NOT_KNOWN => true,
            Piece::Period(period) if way != BEFORE => {
                let period = &self.pack.periods[period.index()];
                self.must.extend(period.when);
                if let Anchor::Event { events, .. } = &period.starts {
                    return self.has_not_been_ruled_out(events);
                }
                true
            }
            Piece::Leaf(leaf) if way == 1 => {
                if let Expr::Since(events) = self.pack.expr(leaf)
                    && let [selector] = &**events
                    && let Counts::While(when) = self.pack.events[selector.event.index()].counts
                {
                    self.must.push(when);
                }
                true
            }
            _ => true,
        }
    }

    /// Whether some events may have happened, by what has been put.
    fn has_not_been_ruled_out(&self, events: &EventSet) -> bool {
        !self.put.iter().any(|(piece, way)| match piece {
            Piece::Leaf(leaf) if *way == 0 => {
                matches!(self.pack.expr(*leaf), Expr::Since(known) if known == events)
            }
            _ => false,
        })
    }

    /// Whether a condition holds as the pieces have been put; the first piece on
    /// which that depends and that has not been put goes to `open`. Of conditions
    /// of another day (`timeless`) only the facts are looked at.
    fn holds(&self, expr: ExprId, timeless: bool, open: &mut Option<Piece>) -> Truth {
        let mut piece = |piece: Piece| {
            let put = self.put.get(&piece).copied();
            if put.is_none() && open.is_none() {
                *open = Some(piece);
            }
            put.filter(|way| *way != NOT_KNOWN)
        };
        let truth = |holds: Option<bool>| holds.map_or(Truth::Unknown, Truth::from);
        match self.pack.expr(expr) {
            Expr::All(parts) => {
                let mut all = Truth::Yes;
                for part in parts {
                    all = all.and(self.holds(*part, timeless, open));
                    if all == Truth::No {
                        break;
                    }
                }
                all
            }
            Expr::Any(parts) => {
                let mut any = Truth::No;
                for part in parts {
                    any = any.or(self.holds(*part, timeless, open));
                    if any == Truth::Yes {
                        break;
                    }
                }
                any
            }
            Expr::Not(part) => self.holds(*part, timeless, open).negate(),
            Expr::Surely(part) => {
                let mut on = None;
                let holds = self.holds(*part, timeless, &mut on);
                let depends = holds == Truth::Unknown && (timeless || on.is_some());
                *open = open.or(on);
                if depends { Truth::Unknown } else { Truth::from(holds == Truth::Yes) }
            }
            Expr::Status(status) => {
                self.holds(self.pack.statuses[status.index()].when, timeless, open)
            }
            Expr::Fact(fact) => truth(piece(Piece::Fact(*fact)).map(|way| way == 1)),
            Expr::Is { fact, values } => {
                truth(piece(Piece::Fact(*fact)).map(|way| values >> way & 1 == 1))
            }
            Expr::Compares { fact, how, number } => {
                truth(piece(Piece::Fact(*fact)).map(|way| self.compares(*fact, way, *how, *number)))
            }
            _ if timeless => Truth::Unknown,
            Expr::Within(period) => truth(piece(Piece::Period(*period)).map(|way| way == WITHIN)),
            Expr::Before(period) => truth(piece(Piece::Period(*period)).map(|way| way == BEFORE)),
            Expr::After(period) => truth(piece(Piece::Period(*period)).map(|way| way == AFTER)),
            Expr::Calendar { from, until } => truth(piece(Piece::Day).map(|way| {
                let day = if way == 0 { Day::DAWN } else { self.days()[way - 1] };
                *from <= day && day <= *until
            })),
            Expr::Between(..) | Expr::Since(_) | Expr::Dated { .. } => {
                truth(piece(Piece::Leaf(expr)).map(|way| way == 1))
            }
        }
    }

    /// The numbers with which an amount is compared anywhere in the pack.
    fn thresholds(&self, fact: FactId) -> Vec<Decimal> {
        let mut list: Vec<Decimal> = self
            .pack
            .exprs
            .iter()
            .filter_map(|expr| match expr {
                Expr::Compares { fact: of, number, .. } if *of == fact => Some(*number),
                _ => None,
            })
            .collect();
        list.sort_unstable();
        list.dedup();
        list
    }

    /// An amount lies below the first threshold, at it, between it and the next, …
    fn compares(&self, fact: FactId, way: usize, how: Comparison, number: Decimal) -> bool {
        let at = self.thresholds(fact).iter().position(|one| *one == number).unwrap_or(0);
        let place = way.cmp(&(2 * at + 1));
        match how {
            Comparison::Over => place.is_gt(),
            Comparison::AtLeast => place.is_ge(),
            Comparison::Under => place.is_lt(),
            Comparison::AtMost => place.is_le(),
        }
    }

    /// The days on which something begins or has ended by the calendar.
    fn days(&self) -> Vec<Day> {
        let mut list = Vec::new();
        for expr in &self.pack.exprs {
            if let Expr::Calendar { from, until } = expr {
                list.extend([*from, until.next()].into_iter().filter(|day| day.is_a_date()));
            }
        }
        list.sort_unstable();
        list.dedup();
        list
    }
}

/// Adds the pieces on which a condition rests.
fn gather(pack: &Pack, expr: ExprId, pieces: &mut HashSet<Piece>) {
    match pack.expr(expr) {
        Expr::All(parts) | Expr::Any(parts) => {
            parts.iter().for_each(|part| gather(pack, *part, pieces));
        }
        Expr::Not(part) | Expr::Surely(part) => gather(pack, *part, pieces),
        Expr::Status(status) => gather(pack, pack.statuses[status.index()].when, pieces),
        Expr::Fact(fact) | Expr::Is { fact, .. } | Expr::Compares { fact, .. } => {
            pieces.insert(Piece::Fact(*fact));
        }
        Expr::Within(period) | Expr::Before(period) | Expr::After(period) => {
            pieces.insert(Piece::Period(*period));
        }
        Expr::Between(..) | Expr::Since(_) | Expr::Dated { .. } => {
            pieces.insert(Piece::Leaf(expr));
        }
        Expr::Calendar { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::Library;

    /// Which of some statuses are said to hold never, each by its condition.
    fn never_hold(conditions: &[&str]) -> Vec<usize> {
        let mut pack = String::from(
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
            "#,
        );
        for (at, when) in conditions.iter().enumerate() {
            pack.push_str(&format!("[status.s{at}]\ntitle = \"S\"\notherwise = \"Not\"\n"));
            pack.push_str(&format!("when = \"{when}\"\n"));
        }
        let doubts = Library::doubts([("us-zz/pack.toml", pack.as_str())]);
        let says = |at: &usize| {
            let said = format!("the status `s{at}` can never hold");
            doubts.iter().any(|doubt| doubt.message == said)
        };
        (0..conditions.len()).filter(says).collect()
    }

    #[test]
    fn surely_asks_whether_something_is_known() {
        let conditions = [
            "not surely present and not surely not present",
            "surely present and not present",
            "surely (present and not present)",
            "not surely present and present",
            "present and not present",
        ];
        // The first where nobody says it; the others contradict themselves. What is not known
        // is not surely so, but a status does not hold by it.
        assert_eq!(never_hold(&conditions), [1, 2, 3, 4]);
    }
}
