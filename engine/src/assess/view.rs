//! Conditions on one day: whether they hold, for how long, and what follows for
//! each procedure. What it says is what the timelines say, without working out
//! other days.

use super::answer::State;
use super::evaluate::Assessment;
use super::period::Run;
use super::reason::Outlook;
use crate::date::Day;
use crate::graph::{Expr, ExprId, Procedure};
use crate::timeline::{Span, Timeline, Truth};

/// A procedure's standing, without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standpoint {
    /// Whether it can be used.
    pub state: State,
    /// The first day on which it can.
    pub from: Option<Day>,
    /// The last day on which it can, as things stand.
    pub until: Option<Day>,
}

impl<'p> Assessment<'p, '_> {
    /// The state of every procedure on a day, in the pack's order: the answer
    /// without its words.
    pub fn standpoints(&self, day: Day) -> impl Iterator<Item = Standpoint> + use<'_, 'p> {
        let mut views = Views::new(self, day);
        self.pack.procedures.iter().map(move |procedure| self.standpoint(procedure, &mut views))
    }

    /// Whether a condition holds on a day: what its timeline says of it, without
    /// working out other days.
    pub(crate) fn truth(&self, expr: ExprId, day: Day) -> Truth {
        match self.pack.expr(expr) {
            Expr::All(parts) => {
                let mut holds = Truth::Yes;
                for part in parts {
                    holds = holds.and(self.truth(*part, day));
                    if holds == Truth::No {
                        break;
                    }
                }
                holds
            }
            Expr::Any(parts) => {
                let mut holds = Truth::No;
                for part in parts {
                    holds = holds.or(self.truth(*part, day));
                    if holds == Truth::Yes {
                        break;
                    }
                }
                holds
            }
            Expr::Not(part) => self.truth(*part, day).negate(),
            Expr::Surely(part) => Truth::from(self.truth(*part, day) == Truth::Yes),
            Expr::Status(status) => self.status(*status).on(day),
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                self.fact_holds(self.pack.expr(expr))
            }
            Expr::Within(period) => self.within(*period).on(day),
            Expr::After(period) => match self.known_end(*period) {
                Some(over) => Truth::from(day >= over),
                None if self.runs(*period).is_empty() => Truth::No,
                None => self.timeline(expr).on(day),
            },
            Expr::Before(period) => {
                let begun = |run: &Run| run.first_start().has_come(day).and(run.applies);
                self.runs(*period).iter().map(begun).fold(Truth::No, Truth::or).negate()
            }
            Expr::Between(from, _) if self.surely_none(from) => Truth::No,
            Expr::Between(..) => self.timeline(expr).on(day),
            Expr::Since(events) => self.first(events).has_come(day),
            Expr::Calendar { from, until } => Truth::from(*from <= day && day <= *until),
            Expr::Dated { events, before, day } => self.is_dated(events, *before, *day),
        }
    }

    /// Whether a condition holds on a day, and if it surely does, for how long
    /// it has and will without a break. As [`Assessment::timeline`], but without
    /// working out other days.
    pub(crate) fn view(&self, expr: ExprId, day: Day) -> View {
        match self.pack.expr(expr) {
            Expr::Status(status) => View::of(self.status(*status), day),
            Expr::Within(period) => View::of(self.within(*period), day),
            Expr::After(period) => match self.known_end(*period) {
                Some(over) if day >= over => {
                    View { holds: Truth::Yes, span: Span { first: over, last: Day::NEVER } }
                }
                Some(_) => View::always(Truth::No),
                None => View::of(&self.timeline(expr), day),
            },
            Expr::Not(part) => match self.pack.expr(*part) {
                Expr::Status(status) => View::of_absence(self.status(*status), day),
                Expr::Within(period) => View::of_absence(self.within(*period), day),
                Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                    View::always(self.fact_holds(self.pack.expr(*part)).negate())
                }
                Expr::Since(events) => {
                    let first = self.first(events);
                    View {
                        holds: first.has_come(day).negate(),
                        span: Span { first: Day::DAWN, last: first.earliest().previous() },
                    }
                }
                _ => View::of(&self.timeline(expr), day),
            },
            Expr::Since(events) => {
                let first = self.first(events);
                View {
                    holds: first.has_come(day),
                    span: Span { first: first.latest(), last: Day::NEVER },
                }
            }
            Expr::Fact(_) | Expr::Is { .. } | Expr::Compares { .. } => {
                View::always(self.fact_holds(self.pack.expr(expr)))
            }
            Expr::All(parts) => {
                let mut view = View::always(Truth::Yes);
                for part in parts {
                    view = view.and(self.view(*part, day));
                    if view.holds == Truth::No {
                        break;
                    }
                }
                view
            }
            _ => View::of(&self.timeline(expr), day),
        }
    }

    /// The state of a procedure on a day.
    pub(super) fn standpoint(
        &self,
        procedure: &Procedure,
        views: &mut Views<'_, '_, '_>,
    ) -> Standpoint {
        let day = views.day;
        let plain = |state| Standpoint { state, from: None, until: None };
        if procedure.unavailable {
            return plain(State::Barred);
        }
        let all = |list: &[u16], views: &mut Views<'_, '_, '_>| {
            let mut holds = Truth::Yes;
            for at in list {
                holds = holds.and(views.truth(*at));
                if holds == Truth::No {
                    break;
                }
            }
            holds
        };
        let exists = all(&procedure.exists_at, views);
        if exists == Truth::No {
            return plain(State::Barred);
        }
        if procedure.done_at.is_some_and(|at| views.truth(at) == Truth::Yes) {
            return plain(State::Done);
        }
        let date = |day: Day| Some(day).filter(|day| day.is_a_date());
        match all(&procedure.open_at, views) {
            Truth::Yes if exists == Truth::Yes => {
                let clauses = procedure.exists_at.iter().chain(&procedure.open_at);
                let span = clauses.fold(View::ALL_DAYS, |span, at| meet(span, views.span(*at)));
                Standpoint {
                    state: State::Available,
                    from: date(span.first),
                    until: date(span.last),
                }
            }
            Truth::Yes | Truth::Unknown => plain(State::Unknown),
            Truth::No => {
                let mut blocked = false;
                for at in &procedure.open_at {
                    if views.truth(*at) == Truth::No {
                        match views.outlook(*at) {
                            Outlook::Closed => return plain(State::Closed),
                            Outlook::Blocked => blocked = true,
                            Outlook::Later => {}
                        }
                    }
                }
                if blocked {
                    return plain(State::Blocked);
                }
                if exists == Truth::Unknown {
                    return plain(State::Unknown);
                }
                let open = self.open(procedure);
                match open.certain().next_after(day) {
                    Some(span) => Standpoint {
                        state: State::Upcoming,
                        from: date(span.first),
                        until: date(span.last),
                    },
                    None if open.possible().next_after(day).is_some() => plain(State::Unknown),
                    // Each condition will hold, but never all at once.
                    None => plain(State::Closed),
                }
            }
        }
    }

    /// The days on which all conditions of a procedure hold.
    fn open(&self, procedure: &Procedure) -> Timeline {
        let mut open = Timeline::constant(Truth::Yes);
        for clause in procedure.only_if.iter().chain(&procedure.open) {
            open = open.and(&self.timeline(clause.expr));
        }
        open
    }
}

/// The conditions that procedures ask, as they stand on one day. Each is looked
/// at once, whoever asks it first.
pub(crate) struct Views<'a, 'p, 'm> {
    assessment: &'a Assessment<'p, 'm>,
    pub(crate) day: Day,
    seen: Vec<Seen>,
}

/// What has been seen of a condition.
#[derive(Clone, Copy, Default)]
struct Seen {
    truth: Option<Truth>,
    outlook: Option<Outlook>,
    span: Option<Span>,
}

impl<'a, 'p, 'm> Views<'a, 'p, 'm> {
    pub(crate) fn new(assessment: &'a Assessment<'p, 'm>, day: Day) -> Views<'a, 'p, 'm> {
        let seen = vec![Seen::default(); assessment.pack.asked.len()];
        Views { assessment, day, seen }
    }

    /// Whether a condition holds, by its number among those asked.
    pub(crate) fn truth(&mut self, at: u16) -> Truth {
        let (assessment, day) = (self.assessment, self.day);
        let expr = assessment.pack.asked[usize::from(at)];
        *self.seen[usize::from(at)].truth.get_or_insert_with(|| assessment.truth(expr, day))
    }

    /// For how long a condition that holds has and will without a break.
    fn span(&mut self, at: u16) -> Span {
        let (assessment, day) = (self.assessment, self.day);
        let expr = assessment.pack.asked[usize::from(at)];
        *self.seen[usize::from(at)].span.get_or_insert_with(|| assessment.view(expr, day).span)
    }

    /// What it would take for a condition that fails to hold.
    pub(crate) fn outlook(&mut self, at: u16) -> Outlook {
        let (assessment, day) = (self.assessment, self.day);
        let expr = assessment.pack.asked[usize::from(at)];
        let outlook = &mut self.seen[usize::from(at)].outlook;
        *outlook.get_or_insert_with(|| assessment.outlook(expr, day, true))
    }
}

/// The days of both of two runs that share a day.
fn meet(one: Span, other: Span) -> Span {
    Span { first: one.first.max(other.first), last: one.last.min(other.last) }
}

/// A condition as it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) holds: Truth,
    /// Where it surely holds: the unbroken run of days around the day asked about.
    pub(crate) span: Span,
}

impl View {
    const ALL_DAYS: Span = Span { first: Day::DAWN, last: Day::NEVER };

    pub(crate) fn always(holds: Truth) -> View {
        View { holds, span: View::ALL_DAYS }
    }

    fn of(held: &Timeline, day: Day) -> View {
        match held.certain().span_at(day) {
            Some(span) => View { holds: Truth::Yes, span },
            None => View::always(held.on(day)),
        }
    }

    /// The view of something's not holding.
    fn of_absence(held: &Timeline, day: Day) -> View {
        let holds = held.on(day).negate();
        if holds != Truth::Yes {
            return View::always(holds);
        }
        let possible = held.possible();
        let first = possible.last_before(day).map_or(Day::DAWN, |span| span.last.next());
        let last = possible.next_after(day).map_or(Day::NEVER, |span| span.first.previous());
        View { holds, span: Span { first, last } }
    }

    pub(crate) fn and(self, other: View) -> View {
        View { holds: self.holds.and(other.holds), span: meet(self.span, other.span) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Case, Library};

    /// The packs as they stand in the repository.
    fn library() -> Library {
        let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
        let mut texts = Vec::new();
        for pack in ["us", "us-ca"] {
            for file in std::fs::read_dir(rules.join(pack)).expect("the folder of a pack") {
                let path = file.expect("a file").path();
                if path.is_file() {
                    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                    let text = std::fs::read_to_string(&path).expect("a text");
                    texts.push((format!("{pack}/{name}"), text));
                }
            }
        }
        Library::from_sources(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .expect("packs in order")
    }

    #[test]
    fn a_view_is_what_the_timeline_says_of_the_day() {
        let library = library();
        let facts = [
            "won_on = 'plaintiffs_claim'\ndebtor_at_hearing = true\ndebtor_kind = 'individual'\ndebt_kind = 'consumer'",
            "won_on = 'plaintiffs_claim'",
            "",
        ];
        let events = [
            ("2016-03-07", "notice_of_entry_served"),
            ("2016-03-20", "appeal_filed"),
            ("2016-06-01", "appeal_decided"),
            ("2016-08-01", "writ_issued"),
            ("2017-02-01", "bankruptcy_filed"),
            ("2017-06-01", "bankruptcy_ended"),
            ("2025-06-01", "renewal_filed"),
        ];
        for (facts, seen) in facts.iter().flat_map(|facts| [0, 1, 4, 7].map(|seen| (facts, seen))) {
            let mut text = format!(
                "jurisdiction = 'us-ca'\njudgment.entered = 2016-03-07\n[facts]\n{facts}\n"
            );
            for (on, what) in &events[..seen] {
                text.push_str(&format!("[[event]]\non = {on}\nwhat = '{what}'\n"));
            }
            let case = Case::from_toml(&text).expect("a case");
            let matter = case.read_against(&library).expect("a case of this pack");
            let known_by = Day::new(2040, 1, 1).expect("a day");
            let assessment = matter.evaluate(known_by).expect("an answer");
            let number = assessment.pack.exprs.len() as u16;
            for expr in (0..number).map(ExprId) {
                let held = assessment.timeline(expr).into_owned();
                assert_eq!(assessment.is_never(expr), held.is_never());
                let mut day = Day::new(2016, 3, 1).expect("a day");
                while day < known_by {
                    let view = assessment.view(expr, day);
                    assert_eq!(assessment.truth(expr, day), view.holds);
                    assert_eq!(
                        view.holds,
                        held.on(day),
                        "{:?} on {day}",
                        assessment.pack.expr(expr)
                    );
                    if view.holds == Truth::Yes {
                        let span = held.certain().span_at(day);
                        assert_eq!(
                            Some(view.span),
                            span,
                            "{:?} on {day}",
                            assessment.pack.expr(expr)
                        );
                    }
                    // Every day near the events, then now and then.
                    day = day.plus(if day.year() == Some(2016) { 1 } else { 23 });
                }
            }
        }
    }
}
