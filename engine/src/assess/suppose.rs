//! What is taken to be so although it is not known.
//!
//! Of a period that perhaps applies it is told how it runs if it does; and of several
//! versions or effects a later one comes into play only where those before it do not.

use smallvec::SmallVec;

use super::evaluate::Assessment;
use crate::graph::{Expr, ExprId, FactId, Kind, Period};
use crate::timeline::{Moment, Truth};

/// Conditions that are taken to hold, or to fail.
#[derive(Debug, Clone, Default)]
pub(super) struct Supposed(SmallVec<[(ExprId, Truth); 2]>);

impl Assessment<'_, '_> {
    /// The facts that are so wherever a period that starts then applies.
    pub(super) fn supposed(&self, period: &Period, starts: Moment) -> Supposed {
        let mut supposed = Supposed::default();
        // Only where there is something to choose from is it asked for.
        if let Some(when) = period.when
            && !(period.versions.is_empty() && period.effects.is_empty())
        {
            self.suppose_facts(when, Truth::Yes, starts, &mut supposed);
        }
        supposed
    }

    /// Takes a condition to fail on a day, and the facts to be as they must then be. What
    /// is supposed is then of use for that day alone.
    pub(super) fn suppose_fails(&self, expr: ExprId, on: Moment, supposed: &mut Supposed) {
        self.suppose_facts(expr, Truth::No, on, supposed);
        supposed.0.push((expr, Truth::No));
    }

    /// Takes the facts to be as they must be where a condition holds, or fails, on a day.
    fn suppose_facts(&self, expr: ExprId, holds: Truth, on: Moment, supposed: &mut Supposed) {
        if self.holds_if(expr, on, supposed) != Truth::Unknown {
            return;
        }
        match self.pack.expr(expr) {
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                supposed.0.push((expr, holds));
            }
            Expr::Not(part) => self.suppose_facts(*part, holds.negate(), on, supposed),
            Expr::Status(status) => {
                let when = self.pack.statuses[status.index()].when;
                self.suppose_facts(when, holds, on, supposed);
            }
            Expr::All(parts) | Expr::Any(parts) => {
                let each = matches!(self.pack.expr(expr), Expr::All(_)) == (holds == Truth::Yes);
                let may_be = |part: &&ExprId| self.holds_if(**part, on, supposed) != holds.negate();
                let left: SmallVec<[ExprId; 4]> = parts.iter().filter(may_be).copied().collect();
                // One of them is enough: which, is plain only where no other is left.
                if each || left.len() == 1 {
                    for part in left {
                        self.suppose_facts(part, holds, on, supposed);
                    }
                }
            }
            // These hold on some days only, or do not ask for what is not known.
            _ => {}
        }
    }

    /// Whether a condition holds on a day that may not be known, if what is supposed is so.
    pub(super) fn holds_if(&self, expr: ExprId, on: Moment, supposed: &Supposed) -> Truth {
        let plain = match on.day() {
            Some(day) => self.truth(expr, day),
            None => {
                let held = self.timeline(expr);
                if held.certain().is_all() {
                    Truth::Yes
                } else if held.is_never() {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }
        };
        if plain != Truth::Unknown || supposed.0.is_empty() {
            return plain;
        }
        if let Some((_, holds)) = supposed.0.iter().find(|(known, _)| *known == expr) {
            return *holds;
        }
        let part = |part: &ExprId| self.holds_if(*part, on, supposed);
        match self.pack.expr(expr) {
            Expr::Not(inner) => part(inner).negate(),
            Expr::All(parts) => parts.iter().map(part).fold(Truth::Yes, Truth::and),
            Expr::Any(parts) => parts.iter().map(part).fold(Truth::No, Truth::or),
            Expr::Status(status) => part(&self.pack.statuses[status.index()].when),
            Expr::Is { fact, values } => self.is_one_of(*fact, *values, supposed),
            _ => Truth::Unknown,
        }
    }

    /// Whether a fact has one of some values, by those that are left to it.
    fn is_one_of(&self, fact: FactId, values: u64, supposed: &Supposed) -> Truth {
        let Kind::Choice(words) = &self.pack.facts[fact.index()].kind else {
            return Truth::Unknown;
        };
        let all = (0..words.len()).fold(0, |all, word| all | 1 << word);
        let left = supposed.0.iter().fold(all, |left, (expr, holds)| match self.pack.expr(*expr) {
            Expr::Is { fact: other, values } if *other == fact => {
                left & if *holds == Truth::Yes { *values } else { !values }
            }
            _ => left,
        });
        match (left & values, left & !values) {
            (0, _) => Truth::No,
            (_, 0) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }
}
