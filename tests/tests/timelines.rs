//! Sets of days and timelines, held to a reference in which a set is a list of
//! true and false.
//!
//! The reference has a few days side by side and one cell each for all that
//! comes before them and after them. What it says of a set is said cell by cell.

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};
use recoup_engine::Day;
use recoup_engine::timeline::{Days, Moment, Span, Timeline, Truth};

/// The same cases on every run; what fails is kept and tried first ever after.
fn cases(number: u32) -> ProptestConfig {
    ProptestConfig {
        cases: number,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "proptest-regressions/timelines.txt",
        ))),
        rng_seed: RngSeed::Fixed(19_830_701),
        ..ProptestConfig::default()
    }
}

/// Days in the window.
const WINDOW: usize = 10;
/// And a cell for all days before it and one for all after it.
const CELLS: usize = WINDOW + 2;

/// The day of a cell: of the days before the window the last, of those after it the first.
fn day(cell: usize) -> Day {
    Day::new(2025, 2, 24).unwrap().plus(cell as i32)
}

/// All the days by which a cell may be looked at.
fn days_of(cell: usize) -> Vec<Day> {
    match cell {
        0 => vec![Day::DAWN, Day::new(1, 1, 1).unwrap(), day(0)],
        _ if cell == CELLS - 1 => vec![day(cell), Day::new(9999, 12, 31).unwrap(), Day::NEVER],
        _ => vec![day(cell)],
    }
}

/// A set of days in the reference.
type Cells = Vec<bool>;

fn cells() -> impl Strategy<Value = Cells> {
    // Long runs as well as scattered days.
    prop_oneof![
        prop::collection::vec(any::<bool>(), CELLS),
        (0..CELLS, 0..CELLS, any::<bool>()).prop_map(|(one, other, inside)| {
            let run = one.min(other)..=one.max(other);
            (0..CELLS).map(|cell| run.contains(&cell) == inside).collect()
        }),
    ]
}

/// The unbroken runs of a set, by their first and last cell.
fn runs(cells: &Cells) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for cell in (0..CELLS).filter(|cell| cells[*cell]) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == cell => *last = cell,
            _ => runs.push((cell, cell)),
        }
    }
    runs
}

fn span((first, last): (usize, usize)) -> Span {
    let first = if first == 0 { Day::DAWN } else { day(first) };
    let last = if last == CELLS - 1 { Day::NEVER } else { day(last) };
    Span::new(first, last).unwrap()
}

/// A set of the reference as the engine's.
fn days(cells: &Cells) -> Days {
    runs(cells).into_iter().map(span).collect()
}

/// What a set of the engine is in the reference.
fn seen(days: &Days) -> Cells {
    (0..CELLS)
        .map(|cell| {
            let seen: Vec<bool> = days_of(cell).iter().map(|day| days.contains(*day)).collect();
            assert!(
                seen.iter().all(|one| *one == seen[0]),
                "{days:?} splits what lies outside the window"
            );
            seen[0]
        })
        .collect()
}

fn zip(one: &Cells, other: &Cells, rule: impl Fn(bool, bool) -> bool) -> Cells {
    one.iter().zip(other).map(|(a, b)| rule(*a, *b)).collect()
}

fn sets() -> impl Strategy<Value = Days> {
    cells().prop_map(|cells| days(&cells))
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn sets_combine_day_by_day(a in cells(), b in cells()) {
        let (x, y) = (days(&a), days(&b));
        prop_assert_eq!(seen(&x), a.clone());
        prop_assert_eq!(seen(&x.and(&y)), zip(&a, &b, |a, b| a && b));
        prop_assert_eq!(seen(&x.or(&y)), zip(&a, &b, |a, b| a || b));
        prop_assert_eq!(seen(&x.not()), zip(&a, &a, |a, _| !a));
        prop_assert_eq!(x.within(&y), a.iter().zip(&b).all(|(a, b)| !a || *b));
        prop_assert_eq!(x.is_none(), !a.contains(&true));
        prop_assert_eq!(x.is_all(), !a.contains(&false));
    }

    #[test]
    fn a_set_has_one_form(a in cells(), b in cells(), order in any::<prop::sample::Index>()) {
        // Whatever a set is made by, it is equal to the one made from its runs.
        let made = days(&a).or(&days(&b)).and(&days(&a).not().and(&days(&b)).not());
        let expected = zip(&zip(&a, &b, |a, b| a || b), &zip(&a, &b, |a, b| !a && b), |l, r| l && !r);
        prop_assert_eq!(&made, &days(&expected));
        let spans: Vec<Span> = runs(&expected).into_iter().map(span).collect();
        prop_assert_eq!(made.spans(), spans.as_slice());

        // Cell by cell, in any order, some of them twice.
        let mut single: Vec<Span> = (0..CELLS).filter(|cell| a[*cell]).map(|cell| span((cell, cell))).collect();
        if !single.is_empty() {
            let turn = order.index(single.len());
            single.rotate_left(turn);
            single.push(single[0]);
        }
        prop_assert_eq!(single.into_iter().collect::<Days>(), days(&a));
    }

    #[test]
    fn spans_given_in_any_order_and_overlapping_are_their_union(
        given in prop::collection::vec((0..CELLS, 0..CELLS), 0..6),
    ) {
        let given: Vec<(usize, usize)> = given.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
        let union: Cells = (0..CELLS)
            .map(|cell| given.iter().any(|(first, last)| (*first..=*last).contains(&cell)))
            .collect();
        prop_assert_eq!(given.into_iter().map(span).collect::<Days>(), days(&union));
    }

    #[test]
    fn sets_are_a_boolean_algebra(x in sets(), y in sets(), z in sets()) {
        let (none, all) = (Days::none(), Days::all());
        // de Morgan, double negation
        prop_assert_eq!(x.and(&y).not(), x.not().or(&y.not()));
        prop_assert_eq!(x.or(&y).not(), x.not().and(&y.not()));
        prop_assert_eq!(&x.not().not(), &x);
        // commutative, associative, distributive
        prop_assert_eq!(x.and(&y), y.and(&x));
        prop_assert_eq!(x.or(&y), y.or(&x));
        prop_assert_eq!(x.and(&y).and(&z), x.and(&y.and(&z)));
        prop_assert_eq!(x.or(&y).or(&z), x.or(&y.or(&z)));
        prop_assert_eq!(x.and(&y.or(&z)), x.and(&y).or(&x.and(&z)));
        prop_assert_eq!(x.or(&y.and(&z)), x.or(&y).and(&x.or(&z)));
        // absorption, idempotence, bounds, complement
        prop_assert_eq!(&x.and(&x.or(&y)), &x);
        prop_assert_eq!(&x.or(&x.and(&y)), &x);
        prop_assert_eq!(&x.and(&x), &x);
        prop_assert_eq!(&x.or(&x), &x);
        prop_assert_eq!(&x.and(&all), &x);
        prop_assert_eq!(&x.or(&none), &x);
        prop_assert_eq!(&x.and(&none), &none);
        prop_assert_eq!(&x.or(&all), &all);
        prop_assert_eq!(&x.and(&x.not()), &none);
        prop_assert_eq!(&x.or(&x.not()), &all);
    }

    #[test]
    fn days_are_counted_one_by_one(a in cells(), first in 1..=WINDOW, last in 1..=WINDOW) {
        let counted = (first..=last).filter(|cell| a[*cell]).count();
        prop_assert_eq!(days(&a).count(day(first), day(last)), counted as i32);
    }

    #[test]
    fn runs_are_found_from_any_day(a in cells(), cell in 1..=WINDOW) {
        let (set, runs) = (days(&a), runs(&a));
        let at = runs.iter().copied().find(|(first, last)| (*first..=*last).contains(&cell));
        let next = runs.iter().copied().find(|(first, _)| *first > cell);
        let before = runs.iter().copied().rfind(|(_, last)| *last < cell);
        prop_assert_eq!(set.span_at(day(cell)), at.map(span));
        prop_assert_eq!(set.next_after(day(cell)), next.map(span));
        prop_assert_eq!(set.last_before(day(cell)), before.map(span));
    }

    #[test]
    fn the_plain_sets_are_what_they_say(first in 1..=WINDOW, last in 1..=WINDOW) {
        let where_ = |rule: &dyn Fn(usize) -> bool| (0..CELLS).map(rule).collect::<Cells>();
        prop_assert_eq!(
            seen(&Days::between(day(first), day(last))),
            where_(&|cell| first <= cell && cell <= last)
        );
        prop_assert_eq!(seen(&Days::since(day(first))), where_(&|cell| first <= cell));
        prop_assert_eq!(seen(&Days::before(day(first))), where_(&|cell| cell < first));
        prop_assert_eq!(Days::since(Day::DAWN), Days::all());
        prop_assert_eq!(Days::before(Day::DAWN), Days::none());
        prop_assert_eq!(Days::since(Day::NEVER), Days::none());
        prop_assert_eq!(Days::before(Day::NEVER), Days::all());
    }
}

// Kleene's three values in the reference: no, unknown and yes are 0, 1 and 2;
// `and` is the least, `or` the greatest, `not` turns the order round.

fn rank(truth: Truth) -> u8 {
    match truth {
        Truth::No => 0,
        Truth::Unknown => 1,
        Truth::Yes => 2,
    }
}

const TRUTHS: [Truth; 3] = [Truth::No, Truth::Unknown, Truth::Yes];

#[test]
fn truth_is_kleenes() {
    for a in TRUTHS {
        assert_eq!(rank(a.negate()), 2 - rank(a));
        for b in TRUTHS {
            assert_eq!(rank(a.and(b)), rank(a).min(rank(b)), "{a:?} and {b:?}");
            assert_eq!(rank(a.or(b)), rank(a).max(rank(b)), "{a:?} or {b:?}");
        }
    }
}

/// What a timeline is in the reference.
type Ranks = Vec<u8>;

fn ranks() -> impl Strategy<Value = Ranks> {
    prop_oneof![
        prop::collection::vec(0..=2u8, CELLS),
        // Known all over.
        cells().prop_map(|cells| cells.into_iter().map(|holds| u8::from(holds) * 2).collect()),
        // Certain within a run, possible around it.
        (0..CELLS, 0..CELLS, 0..4usize, 0..4usize).prop_map(|(one, other, left, right)| {
            let (first, last) = (one.min(other), one.max(other));
            (0..CELLS)
                .map(|cell| {
                    if (first..=last).contains(&cell) {
                        2
                    } else {
                        u8::from((first.saturating_sub(left)..=last + right).contains(&cell))
                    }
                })
                .collect()
        }),
    ]
}

fn at_least(ranks: &Ranks, least: u8) -> Cells {
    ranks.iter().map(|rank| *rank >= least).collect()
}

fn timeline(ranks: &Ranks) -> Timeline {
    Timeline::uncertain(days(&at_least(ranks, 2)), days(&at_least(ranks, 1)))
}

fn ranks_of(timeline: &Timeline) -> Ranks {
    (0..CELLS).map(|cell| rank(timeline.on(day(cell)))).collect()
}

fn timelines() -> impl Strategy<Value = Timeline> {
    ranks().prop_map(|ranks| timeline(&ranks))
}

/// A condition over some timelines, as a pack may state it.
#[derive(Debug, Clone)]
enum Expression {
    Leaf(usize),
    Not(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
}

const LEAVES: usize = 4;

impl Expression {
    fn timeline(&self, leaves: &[Timeline]) -> Timeline {
        match self {
            Expression::Leaf(at) => leaves[*at].clone(),
            Expression::Not(inner) => inner.timeline(leaves).not(),
            Expression::And(l, r) => l.timeline(leaves).and(&r.timeline(leaves)),
            Expression::Or(l, r) => l.timeline(leaves).or(&r.timeline(leaves)),
        }
    }

    fn truth(&self, leaves: &[Truth]) -> Truth {
        match self {
            Expression::Leaf(at) => leaves[*at],
            Expression::Not(inner) => inner.truth(leaves).negate(),
            Expression::And(l, r) => l.truth(leaves).and(r.truth(leaves)),
            Expression::Or(l, r) => l.truth(leaves).or(r.truth(leaves)),
        }
    }
}

fn expressions() -> impl Strategy<Value = Expression> {
    let leaf = (0..LEAVES).prop_map(Expression::Leaf);
    leaf.prop_recursive(5, 24, 2, |inner| {
        let two = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|inner| Expression::Not(Box::new(inner))),
            two().prop_map(|(l, r)| Expression::And(Box::new(l), Box::new(r))),
            two().prop_map(|(l, r)| Expression::Or(Box::new(l), Box::new(r))),
        ]
    })
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn timelines_combine_day_by_day(a in ranks(), b in ranks()) {
        let (x, y) = (timeline(&a), timeline(&b));
        prop_assert_eq!(&ranks_of(&x), &a);
        let least: Ranks = a.iter().zip(&b).map(|(a, b)| *a.min(b)).collect();
        let greatest: Ranks = a.iter().zip(&b).map(|(a, b)| *a.max(b)).collect();
        let turned: Ranks = a.iter().map(|a| 2 - a).collect();
        // Equal as values, not only on each day: a timeline has one form.
        prop_assert_eq!(x.and(&y), timeline(&least));
        prop_assert_eq!(x.or(&y), timeline(&greatest));
        prop_assert_eq!(x.not(), timeline(&turned));
        prop_assert_eq!(x.is_known(), !a.contains(&1));
        prop_assert_eq!(x.is_never(), a.iter().all(|rank| *rank == 0));
    }

    #[test]
    fn several_timelines_are_gathered_day_by_day(all in prop::collection::vec(ranks(), 0..6)) {
        let greatest: Ranks = (0..CELLS)
            .map(|cell| all.iter().map(|ranks| ranks[cell]).max().unwrap_or(0))
            .collect();
        prop_assert_eq!(Timeline::any(all.iter().map(timeline)), timeline(&greatest));
    }

    #[test]
    fn timelines_are_kleenes_algebra(x in timelines(), y in timelines(), z in timelines()) {
        prop_assert_eq!(x.and(&y).not(), x.not().or(&y.not()));
        prop_assert_eq!(x.or(&y).not(), x.not().and(&y.not()));
        prop_assert_eq!(&x.not().not(), &x);
        prop_assert_eq!(x.and(&y), y.and(&x));
        prop_assert_eq!(x.or(&y), y.or(&x));
        prop_assert_eq!(x.and(&y.or(&z)), x.and(&y).or(&x.and(&z)));
        prop_assert_eq!(x.or(&y.and(&z)), x.or(&y).and(&x.or(&z)));
        prop_assert_eq!(&x.and(&x.or(&y)), &x);
        prop_assert_eq!(&x.or(&x.and(&y)), &x);
        prop_assert_eq!(&x.and(&x), &x);
        prop_assert_eq!(&x.or(&x), &x);
        prop_assert_eq!(&x.and(&Timeline::constant(Truth::Yes)), &x);
        prop_assert_eq!(&x.or(&Timeline::constant(Truth::No)), &x);
    }

    #[test]
    fn a_condition_holds_on_each_day_as_its_parts_do(
        leaves in prop::collection::vec(timelines(), LEAVES),
        expression in expressions(),
    ) {
        let whole = expression.timeline(&leaves);
        prop_assert!(whole.certain().within(whole.possible()), "what is certain is possible");
        prop_assert_eq!(whole.is_known(), whole.certain() == whole.possible());
        for day in (0..CELLS).flat_map(days_of) {
            let parts: Vec<Truth> = leaves.iter().map(|leaf| leaf.on(day)).collect();
            prop_assert_eq!(whole.on(day), expression.truth(&parts), "on {}", day);
        }
    }
}

// A moment in the reference: the list of all days that it can be.

/// The days that a moment may be, in order: always, those of the window, never.
fn line() -> Vec<Day> {
    let window = (1..=WINDOW).map(day);
    std::iter::once(Day::DAWN).chain(window).chain([Day::NEVER]).collect()
}

fn moments() -> impl Strategy<Value = (Moment, Vec<Day>)> {
    (0..CELLS, 0..CELLS, any::<bool>()).prop_map(|(one, other, known)| {
        let other = if known { one } else { other };
        let line = line();
        let all = line[one.min(other)..=one.max(other)].to_vec();
        (Moment::between(line[one], line[other]), all)
    })
}

/// Yes where all say so, no where none does.
fn agreed(said: impl IntoIterator<Item = bool>) -> Truth {
    let said: Vec<bool> = said.into_iter().collect();
    if said.iter().all(|one| *one) {
        Truth::Yes
    } else if said.contains(&true) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

/// The first and the last of all outcomes.
fn bounds(outcomes: impl IntoIterator<Item = Day>) -> (Day, Day) {
    let mut outcomes: Vec<Day> = outcomes.into_iter().collect();
    outcomes.sort();
    (outcomes[0], outcomes[outcomes.len() - 1])
}

fn ends(moment: Moment) -> (Day, Day) {
    (moment.earliest(), moment.latest())
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_span_between_moments_is_what_all_their_days_make_it(
        (start, starts) in moments(),
        (end, all_ends) in moments(),
    ) {
        let held = start.until(end);
        prop_assert!(held.certain().within(held.possible()));
        // Every date from just before the window to just after it.
        for day in (0..CELLS).map(day) {
            let expected = agreed(starts.iter().flat_map(|start| {
                all_ends.iter().map(move |end| *start <= day && day <= *end)
            }));
            prop_assert_eq!(held.on(day), expected, "on {}", day);
        }
    }

    #[test]
    fn moments_combine_as_all_their_days_do(
        (x, xs) in moments(),
        (y, ys) in moments(),
        cell in 0..CELLS,
    ) {
        let pairs = || xs.iter().flat_map(|x| ys.iter().map(move |y| (*x, *y)));
        prop_assert_eq!(ends(x.later(y)), bounds(pairs().map(|(x, y)| x.max(y))));
        prop_assert_eq!(ends(x.earlier(y)), bounds(pairs().map(|(x, y)| x.min(y))));
        let both = || xs.iter().chain(&ys).copied();
        prop_assert_eq!(ends(x.either(y)), bounds(both()));
        prop_assert_eq!(x.when(Truth::Yes, y), x);
        prop_assert_eq!(x.when(Truth::No, y), y);
        prop_assert_eq!(ends(x.when(Truth::Unknown, y)), bounds(both()));
        prop_assert_eq!(ends(x.previous()), bounds(xs.iter().map(|day| day.previous())));
        prop_assert_eq!(ends(x.map(|day| day.plus(3))), bounds(xs.iter().map(|day| day.plus(3))));
        prop_assert_eq!(x.has_come(day(cell)), agreed(xs.iter().map(|x| *x <= day(cell))));
        prop_assert_eq!(x.is_known(), xs.len() == 1);
        prop_assert_eq!(x.is_never(), xs.as_slice() == [Day::NEVER]);
        let only = (xs.len() == 1 && xs[0].is_a_date()).then(|| xs[0]);
        prop_assert_eq!(x.day(), only);
    }
}
