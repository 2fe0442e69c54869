//! What an assessment costs grows no faster than the number of events. Allocations
//! are counted and not time, so that the test says the same on every machine.

use recoup_engine::graph::{Element, Pack};
use recoup_engine::{Day, Library, Matter};

const ENTERED: &str = "2024-02-05";
const ASKED: &str = "2036-02-05";

/// A judgment with so many events, each event of the pack in its turn, spread
/// evenly over twelve years.
fn history<'p>(library: &'p Library, pack: &Pack, events: i32) -> Matter<'p> {
    let elements = pack.graph().node_weights();
    let names = elements.filter(|element| matches!(element, Element::Event(_)));
    let names: Vec<&str> = names.map(|event| pack.name_of(*event)).collect();
    let others = names.iter().filter(|name| **name != "judgment_entered");
    let entered: Day = ENTERED.parse().unwrap();
    let mut text =
        format!("jurisdiction = '{}'\njudgment.entered = {ENTERED}\nevent = [\n", pack.id);
    for (what, at) in others.cycle().zip(1..=events) {
        let on = entered.plus(at * 4300 / events);
        text.push_str(&format!("{{ what = '{what}', on = {on} }},\n"));
    }
    text.push_str("]\n");
    library.read_case("case.toml", &text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

#[test]
fn what_is_allocated_grows_with_the_events() {
    let texts = recoup_tests::rule_texts().unwrap();
    let packs = texts.iter().filter(|(name, _)| !name.contains("/examples/"));
    let packs = packs.map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(packs).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let on: Day = ASKED.parse().unwrap();
    let mut asked = 0;
    for pack in library.packs().filter(|pack| !pack.foundation) {
        // So many that what a case takes for itself hardly counts.
        let allocated = [400, 800, 1600].map(|events| {
            let matter = history(&library, pack, events);
            let mut states = 0;
            let seen = allocation_counter::measure(|| {
                states = matter.evaluate(on).unwrap().outline(on).procedures.len();
            });
            assert!(states > 0, "{} has no procedure", pack.id);
            [("allocations", seen.count_total), ("bytes", seen.bytes_total)]
        });
        for pair in allocated.windows(2) {
            for ((what, few), (_, many)) in pair[0].into_iter().zip(pair[1]) {
                // Twice as many events may cost twice as much. Were something done for
                // each pair of events, it would be four times.
                assert!(
                    many < 3 * few,
                    "{}: {few} {what} for some events, {many} for twice as many",
                    pack.id
                );
            }
        }
        asked += 1;
    }
    assert!(asked >= 15, "only {asked} packs were asked");
}
