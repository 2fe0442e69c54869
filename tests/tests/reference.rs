//! The reference has every key of the grammar, and none more.

use recoup_engine::grammar;
use recoup_tests::reference::{named, table, with_tables};

fn page() -> String {
    recoup_tests::document("docs/pack-reference.md").expect("the reference")
}

#[test]
fn the_tables_of_the_reference_are_those_of_the_grammar() {
    let page = page();
    let anew = with_tables(&page).expect("tables of the grammar");
    let differs = page.lines().zip(anew.lines()).find(|(is, must)| is != must);
    assert!(
        page == anew,
        "the reference is old: write its tables with `cargo run -p recoup-tests --example \
         reference`. The first line that differs: {differs:?}"
    );
}

#[test]
fn every_table_of_a_pack_and_an_example_is_in_the_reference() {
    let page = page();
    let shown: Vec<_> = named(&page).into_iter().filter_map(table).collect();
    for table in grammar::tables() {
        let is =
            |others: &[&'static grammar::Table]| others.iter().any(|it| std::ptr::eq(*it, table));
        // A restart and a revival have the keys of an extension.
        let alike = [&grammar::RESTARTED_BY, &grammar::REVIVED_BY];
        let there = is(&shown) || is(&alike);
        assert!(there, "the keys of {} are not in the reference", table.what);
    }
}

#[test]
fn a_restart_and_a_revival_have_the_keys_of_an_extension() {
    let names = |table: &grammar::Table, without: &str| -> Vec<&'static str> {
        table.keys.iter().map(|key| key.name).filter(|name| *name != without).collect()
    };
    let extension = &grammar::EXTENDED_BY;
    assert_eq!(names(extension, "to"), names(&grammar::RESTARTED_BY, ""));
    assert_eq!(names(extension, ""), names(&grammar::REVIVED_BY, ""));
    assert!(grammar::REVIVED_BY.key("to").is_some_and(|to| !to.needed()));
}
