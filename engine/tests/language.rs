//! What each construct of the pack language does, on packs of a few lines. The
//! dates are counted by hand from the reference (docs/pack-reference.md).

use recoup_engine::assess::{Answer, Deadline, Standing, State};
use recoup_engine::graph::Edge;
use recoup_engine::{Case, Day, Library, example};

/// What every pack here has; `us-zz` is no state.
const COMMON: &str = r#"
[pack]
id = "us-zz"
name = "Nowhere"
version = "2026-11-21"

[law.code]
cite = "Nowhere Code"
url = "https://example.org/code"
checked = 2026-11-21
tier = "unverified"

[attribute.by]
title = "How it was served"
values = { mail = "by mail", hand = "by hand" }

[attribute.outcome]
title = "Outcome"
values = { granted = "granted", denied = "denied" }

[fact.present]
title = "Presence of the debtor"
ask = "Was the debtor there?"
yes = "The debtor was there"
no = "The debtor was not there"

[fact.kind]
title = "Kind of debt"
ask = "What is the money owed for?"
values = { rent = "It is rent", loan = "It is a loan" }

[event.judgment_entered]
title = "Judgment entered"

[event.notice]
title = "Notice mailed"
takes = ["by"]
may_be_unrecorded = true
ask = "When was the notice mailed?"

[event.filed]
title = "Paper filed"

[event.decided]
title = "Paper decided"
takes = ["outcome"]

[event.renewed]
title = "Judgment renewed"
counts_if_it_changes = "life"
law = ["code"]

[event.stopped]
title = "Clock stopped"

[event.started]
title = "Clock started"

[counting.plain]
title = "Every day counts"
last_day = "as it falls"

[period.life]
title = "Life of the judgment"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code"]
[[period.life.extended_by]]
event = "renewed"
to = "10 years after renewed"
not_before = "1 year before the end"
gap = "5 years"
times = 2
law = ["code"]
"#;

/// A period that has a length only in its versions.
const BY_VERSIONS: &str = r#"
[period.answer]
title = "Time to answer"
starts = "10 days after judgment_entered"
counted = "plain"
law = ["code"]
[[period.answer.version]]
when = "present"
length = "5 days"
law = ["code"]
"#;

/// A reading that counts otherwise, of a period that is extended.
const READ_OTHERWISE: &str = r#"
[calendar.court]
title = "Court"

[counting.open_day]
title = "The last day is the court day before"
last_day = "previous court day"
calendar = "court"

[period.lien]
title = "Lien"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
law = ["code"]
[[period.lien.extended_by]]
event = "filed"
to = "1 year after filed"
law = ["code"]
[[period.lien.reading]]
text = "It must be done on a day on which the court is open."
counted = "open_day"
law = ["code"]
"#;

/// Each paper opens a time that begins later and ends counted from the paper itself.
const AFTER_EACH: &str = r#"
[period.reply]
title = "Time to reply"
starts = "10 days after each filed"
ends = "30 days after filed"
counted = "plain"
law = ["code"]
"#;

/// What exists for some days only, and opens before or after these are over.
const EXISTS_FOR_A_WHILE: &str = r#"
[period.window]
title = "Window"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]

[period.pause]
title = "Pause"
starts = "judgment_entered"
length = "20 days"
counted = "plain"
law = ["code"]

[procedure.ask_now]
title = "Ask"
by = "creditor"
does = "You ask."
only_if = ["within window"]
open = ["always"]
law = ["code"]

[procedure.ask_later]
title = "Ask after the pause"
by = "creditor"
does = "You ask."
only_if = ["within window"]
open = ["not within pause"]
law = ["code"]
"#;

/// A clock that can stand still, with a last day that moves.
const STANDS_STILL: &str = r#"
[calendar.court]
title = "Court"

[counting.court]
title = "The last day moves"
last_day = "next court day"
calendar = "court"

[period.claim]
title = "Claim"
starts = "judgment_entered"
length = "30 days"
counted = "court"
suspended_while = "between stopped and started"
ended_by = ["decided"]
law = ["code"]
[[period.claim.extended_by]]
event = "filed"
to = "10 days after filed"
law = ["code"]
"#;

/// A time that runs from the last of two events, one of which may be unrecorded.
const AFTER_THE_LAST: &str = r#"
[period.rest]
title = "Rest"
starts = "judgment_entered"
ends = "30 days after last any of (notice, filed)"
counted = "plain"
law = ["code"]
"#;

/// A paper that comes too early in the first of two times that are each opened anew.
const TOO_EARLY: &str = r#"
[period.stay]
title = "Stay"
starts = "each decided"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.stay.extended_by]]
event = "filed"
to = "60 days after filed"
not_before = "10 days before the end"
law = ["code"]
"#;

/// Each of two events opens a time; one of them may be unrecorded.
const EACH_OF_TWO: &str = r#"
[period.rest]
title = "Rest"
starts = "each any of (notice, filed)"
length = "30 days"
counted = "plain"
law = ["code"]
[status.resting]
title = "It rests"
otherwise = "It does not rest"
when = "within rest"
"#;

/// What ends a time may yet fall away.
const ENDED_IF_COMPLETED: &str = r#"
[event.withdrawn]
title = "Paper withdrawn"
[[event.withdrawn.completed_by]]
event = "decided"
within = "20 days"
counted = "plain"
law = ["code"]

[period.rest]
title = "Rest"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
ended_by = ["withdrawn"]
law = ["code"]
"#;

/// A time that is counted from the first day of one that can begin anew.
const AFTER_THE_START: &str = r#"
[period.writ]
title = "Writ"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.writ.restarted_by]]
event = "filed"
law = ["code"]
[period.claim]
title = "Claim"
starts = "10 days after writ starts"
length = "5 days"
counted = "plain"
law = ["code"]
"#;

fn library(more: &str) -> Library {
    let text = format!("{COMMON}\n{more}");
    match Library::from_sources([("us-zz/pack.toml", text.as_str())]) {
        Ok(library) => library,
        Err(mistakes) => panic!("{mistakes}"),
    }
}

/// A case entered on 1 March 2010, with facts and (day, event) pairs.
fn case(facts: &str, events: &[(&str, &str)]) -> Case {
    let mut text =
        format!("jurisdiction = \"us-zz\"\njudgment.entered = 2010-03-01\n[facts]\n{facts}\n");
    for (on, what) in events {
        text.push_str(&format!("[[event]]\non = {on}\nwhat = {what}\n"));
    }
    Case::from_toml(&text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn ask<'p>(library: &'p Library, case: &Case, on: &str) -> Answer<'p> {
    library.assess(case, day(on)).unwrap_or_else(|error| panic!("{error}"))
}

fn deadline<'a, 'p>(answer: &'a Answer<'p>, id: &str) -> &'a Deadline<'p> {
    answer.deadlines.iter().find(|deadline| deadline.id == id).expect("a deadline of this id")
}

fn ends(answer: &Answer<'_>, id: &str) -> Option<Day> {
    deadline(answer, id).ends
}

fn holds(answer: &Answer<'_>, id: &str) -> Option<bool> {
    answer.statuses.iter().find(|status| status.id == id).expect("a status of this id").holds
}

fn since(answer: &Answer<'_>, id: &str) -> Option<Day> {
    answer.statuses.iter().find(|status| status.id == id).expect("a status of this id").since
}

fn state(answer: &Answer<'_>, id: &str) -> State {
    answer.procedures.iter().find(|one| one.id == id).expect("a procedure of this id").state
}

/// What each warning says, after the name of its event.
fn warnings(answer: &Answer<'_>) -> Vec<String> {
    answer.warnings.iter().map(|warning| format!("{} {}", warning.event, warning.text)).collect()
}

#[test]
fn a_period_starts_on_its_first_day_though_it_begins_anew() {
    let library = library(AFTER_THE_START);
    let answer = ask(&library, &case("", &[("2010-03-20", "\"filed\"")]), "2010-03-25");
    assert_eq!(deadline(&answer, "claim").starts, Some(day("2010-03-11")));
}

#[test]
fn one_that_is_not_recorded_may_start_a_run_beside_one_that_is() {
    let library = library(EACH_OF_TWO);
    let answer = ask(&library, &case("", &[("2010-03-05", "\"filed\"")]), "2010-06-01");
    assert_eq!(holds(&answer, "resting"), None);
}

#[test]
fn one_that_may_not_be_the_one_meant_leaves_open_whether_there_was_another() {
    let library =
        library(&EACH_OF_TWO.replace("each any of (notice, filed)", "each notice (by is mail)"));
    let resting = |how: &str| {
        let notice = format!("\"notice\"{how}");
        let answer = ask(&library, &case("", &[("2010-03-05", &notice)]), "2010-06-01");
        holds(&answer, "resting")
    };
    assert_eq!(resting("\nby = \"mail\""), Some(false));
    assert_eq!(resting(""), None);
}

#[test]
fn what_may_fall_away_ends_nothing_for_sure() {
    let library = library(ENDED_IF_COMPLETED);
    let withdrawn = [("2010-03-10", "\"withdrawn\"")];
    let answer = ask(&library, &case("", &withdrawn), "2010-03-12");
    let rest = deadline(&answer, "rest");
    assert_eq!((rest.ends, rest.safe_by), (None, Some(day("2010-03-09"))));
    assert_eq!(rest.latest, Some(day("2010-03-31")));
}

#[test]
fn the_last_of_several_may_be_one_that_is_not_recorded() {
    let library = library(AFTER_THE_LAST);
    let answer = ask(&library, &case("", &[("2010-03-05", "\"filed\"")]), "2010-03-20");
    let rest = deadline(&answer, "rest");
    // The notice may have come after the paper, but the paper was there on the 5th.
    assert_eq!((rest.ends, rest.safe_by), (None, Some(day("2010-04-04"))));
}

#[test]
fn what_came_too_early_is_told_though_another_run_had_not_begun() {
    let library = library(TOO_EARLY);
    let events =
        [("2010-03-02", "\"decided\""), ("2010-03-05", "\"filed\""), ("2010-03-20", "\"decided\"")];
    let answer = ask(&library, &case("", &events), "2010-03-25");
    let warned: Vec<&str> = answer.warnings.iter().map(|warning| warning.event).collect();
    assert_eq!(warned, ["filed"]);
}

#[test]
fn what_exists_for_a_while_is_open_no_longer() {
    let library = library(EXISTS_FOR_A_WHILE);
    let answer = ask(&library, &case("", &[]), "2010-03-02");
    let found = |id| answer.procedures.iter().find(|one| one.id == id).expect("a procedure");
    assert_eq!(found("ask_now").until, Some(day("2010-03-11")));
    // The pause is over on 21 March, when it does not exist any more.
    assert_eq!(found("ask_later").state, State::Closed);
}

#[test]
fn an_extended_clock_that_stood_still_is_put_on_a_court_day_once() {
    let library = library(STANDS_STILL);
    let events =
        [("2010-03-10", "\"filed\""), ("2010-03-15", "\"stopped\""), ("2010-03-17", "\"started\"")];
    let answer = ask(&library, &case("", &events), "2010-03-18");
    // Ten days come to Saturday the 20th; the 15th and the 16th do not count.
    assert_eq!(ends(&answer, "claim"), Some(day("2010-03-22")));
}

#[test]
fn a_computation_ends_with_what_ended_the_period() {
    let library = library(STANDS_STILL);
    let events = [
        ("2010-03-03", "\"stopped\""),
        ("2010-03-05", "\"started\""),
        ("2010-03-09", "\"decided\""),
    ];
    let answer = ask(&library, &case("", &events), "2010-03-18");
    let claim = deadline(&answer, "claim");
    assert_eq!(claim.ends, Some(day("2010-03-08")));
    let last = claim.computation.lines().last().unwrap_or_default();
    assert!(last.ends_with("last day 2010-03-08 (Monday)"), "{last}");
}

#[test]
fn the_event_that_started_a_run_keeps_its_own_day() {
    let library = library(AFTER_EACH);
    let filed = [("2010-03-05", "\"filed\"")];
    let answer = ask(&library, &case("", &filed), "2010-03-20");
    let reply = deadline(&answer, "reply");
    // Ten days after 5 March, and thirty.
    assert_eq!((reply.starts, reply.ends), (Some(day("2010-03-15")), Some(day("2010-04-04"))));
}

#[test]
fn an_extension_is_counted_as_the_reading_counts() {
    let library = library(READ_OTHERWISE);
    let filed = [("2010-06-05", "\"filed\"")];
    let answer = ask(&library, &case("", &filed), "2010-07-01");
    let lien = deadline(&answer, "lien");
    // A year after 5 June 2010 is a Sunday; the Friday before is safe by both readings.
    assert_eq!((lien.ends, lien.safe_by), (Some(day("2011-06-05")), Some(day("2011-06-03"))));
}

#[test]
fn a_start_is_counted_though_only_versions_have_a_length() {
    let library = library(BY_VERSIONS);
    let answer = ask(&library, &case("present = true", &[]), "2010-03-12");
    let answer = deadline(&answer, "answer");
    // Ten days after 1 March, and five days more.
    assert_eq!((answer.starts, answer.ends), (Some(day("2010-03-11")), Some(day("2010-03-16"))));
}

#[test]
fn an_extension_has_a_window_a_gap_and_a_number() {
    let library = library("");
    // The window opens on 1 March 2019.
    let early = ask(&library, &case("", &[("2019-02-28", "'renewed'")]), "2019-03-01");
    assert_eq!(ends(&early, "life"), Some(day("2020-03-01")));
    assert!(warnings(&early)[0].contains("too early: the first day for it was 1 March 2019"));

    let first = ask(&library, &case("", &[("2019-03-01", "'renewed'")]), "2019-03-01");
    assert_eq!(ends(&first, "life"), Some(day("2029-03-01")));
    assert!(first.warnings.is_empty());

    let late = ask(&library, &case("", &[("2020-03-02", "'renewed'")]), "2020-03-02");
    assert_eq!(ends(&late, "life"), Some(day("2020-03-01")));
    assert!(warnings(&late)[0].contains("too late: the last day for it was 1 March 2020"));

    let thrice = case(
        "",
        &[("2020-03-01", "'renewed'"), ("2030-03-01", "'renewed'"), ("2040-03-01", "'renewed'")],
    );
    let thrice = ask(&library, &thrice, "2040-03-01");
    assert_eq!(ends(&thrice, "life"), Some(day("2040-03-01")));
    assert!(warnings(&thrice)[0].contains("only 2 times"));
}

#[test]
fn too_little_time_after_the_last_extension_is_no_extension() {
    let library = library(
        r#"
[event.kept]
title = "Judgment kept alive"
counts_if_it_changes = "short"
law = ["code"]
[period.short]
title = "A short life"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code"]
[[period.short.extended_by]]
event = "kept"
to = "10 years after kept"
gap = "5 years"
law = ["code"]
"#,
    );
    let on_the_day = case("", &[("2012-05-01", "'kept'"), ("2017-05-01", "'kept'")]);
    let on_the_day = ask(&library, &on_the_day, "2018-01-01");
    assert_eq!(ends(&on_the_day, "short"), Some(day("2022-05-01")));
    assert!(warnings(&on_the_day)[0].contains("the first day for it was 2 May 2017"));
    let after = case("", &[("2012-05-01", "'kept'"), ("2017-05-02", "'kept'")]);
    assert_eq!(ends(&ask(&library, &after, "2018-01-01"), "short"), Some(day("2027-05-02")));
}

#[test]
fn a_restart_runs_the_full_length_anew_and_a_break_cannot_be_mended() {
    let library = library(
        r#"
[period.dormancy]
title = "Until the judgment is dormant"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
restarted_by = { event = "filed", law = ["code"] }
"#,
    );
    let kept = case("", &[("2013-06-01", "'filed'"), ("2018-05-31", "'filed'")]);
    let kept = ask(&library, &kept, "2018-06-01");
    assert_eq!(ends(&kept, "dormancy"), Some(day("2023-05-31")));
    let broken = case("", &[("2015-03-02", "'filed'"), ("2016-01-01", "'filed'")]);
    let broken = ask(&library, &broken, "2016-01-02");
    assert_eq!(ends(&broken, "dormancy"), Some(day("2015-03-01")));
    assert_eq!(broken.warnings.len(), 2);
}

#[test]
fn an_ending_event_cuts_a_period_short() {
    let library = library(
        r#"
[period.wait]
title = "Wait"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
ended_by = ["decided (outcome is granted)"]
law = ["code"]
[status.elapsed]
title = "The wait is over"
otherwise = "The wait is not over"
when = "after wait"
"#,
    );
    let denied = case("", &[("2010-03-10", "'decided'\noutcome = 'denied'")]);
    let denied = ask(&library, &denied, "2010-03-10");
    assert_eq!(ends(&denied, "wait"), Some(day("2010-03-31")));
    let granted = case("", &[("2010-03-10", "'decided'\noutcome = 'granted'")]);
    let granted = ask(&library, &granted, "2010-03-10");
    assert_eq!(ends(&granted, "wait"), Some(day("2010-03-09")));
    assert_eq!(holds(&granted, "elapsed"), Some(true));
    // What came of it is not said: the wait may or may not be over.
    let unsaid = ask(&library, &case("", &[("2010-03-10", "'decided'")]), "2010-03-10");
    assert_eq!(holds(&unsaid, "elapsed"), None);
    assert_eq!(unsaid.questions[0].attribute, Some("outcome"));
}

#[test]
fn a_clock_stands_still_while_suspended() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    // Stopped from the 11th to the 20th: ten days, so 31 March becomes 10 April.
    let case_ = case("", &[("2010-03-11", "'stopped'"), ("2010-03-21", "'started'")]);
    assert_eq!(ends(&ask(&library, &case_, "2010-03-25"), "act"), Some(day("2010-04-10")));
    // While it stands still, no end can be told.
    let open = ask(&library, &case_, "2010-03-15");
    assert_eq!(ends(&open, "act"), None);
    assert_eq!(deadline(&open, "act").state, Standing::Running);
    // Stopped after its end, it is over all the same.
    let late = case("", &[("2010-04-05", "'stopped'")]);
    assert_eq!(ends(&ask(&library, &late, "2010-05-01"), "act"), Some(day("2010-03-31")));
}

#[test]
fn a_period_held_open_does_not_end_meanwhile_nor_soon_after() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
held_open = { while = "between stopped and started", and_for = "10 days", law = ["code"] }
law = ["code"]
"#,
    );
    let ended =
        |events: &[(&str, &str)]| ends(&ask(&library, &case("", events), "2010-06-01"), "act");
    // Over long before the end: nothing changes.
    assert_eq!(
        ended(&[("2010-03-05", "'stopped'"), ("2010-03-10", "'started'")]),
        Some(day("2010-03-31"))
    );
    // Over on 28 March: ten days after it are 7 April.
    assert_eq!(
        ended(&[("2010-03-05", "'stopped'"), ("2010-03-28", "'started'")]),
        Some(day("2010-04-07"))
    );
    // Begun only after the end: too late.
    assert_eq!(
        ended(&[("2010-04-01", "'stopped'"), ("2010-04-28", "'started'")]),
        Some(day("2010-03-31"))
    );
    assert_eq!(ended(&[("2010-03-31", "'stopped'")]), None);
}

#[test]
fn what_was_over_before_a_period_began_does_not_hold_it_open() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "filed"
length = "5 days"
counted = "plain"
held_open = { while = "between stopped and started", and_for = "10 days", law = ["code"] }
law = ["code"]
"#,
    );
    let ended = |started: &str| {
        let filed = ("2010-04-01", "'filed'");
        let events = [("2010-03-05", "'stopped'"), (started, "'started'"), filed];
        ends(&ask(&library, &case("", &events), "2010-06-01"), "act")
    };
    // The clock last stood still on 31 March, the day before the period.
    assert_eq!(ended("2010-04-01"), Some(day("2010-04-06")));
    // And on 1 April, its first: ten days after the 2nd.
    assert_eq!(ended("2010-04-02"), Some(day("2010-04-12")));
}

#[test]
fn the_version_that_holds_on_the_first_day_is_the_law() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "each filed"
length = "10 days"
counted = "plain"
law = ["code"]
version = { when = "from 2015-01-01", length = "30 days", law = ["code"] }
[period.by_kind]
title = "Time by kind of debt"
starts = "judgment_entered"
counted = "plain"
law = ["code"]
[[period.by_kind.version]]
when = "kind is rent"
length = "10 days"
law = ["code"]
[[period.by_kind.version]]
when = "not kind is rent"
length = "20 days"
law = ["code"]
"#,
    );
    let two = case("", &[("2014-12-31", "'filed'"), ("2015-01-01", "'filed'")]);
    let two = ask(&library, &two, "2015-02-01");
    let runs: Vec<_> = two.deadlines.iter().filter(|one| one.id == "act").collect();
    assert_eq!(runs[0].ends, Some(day("2015-01-10")));
    assert_eq!(runs[1].ends, Some(day("2015-01-31")));
    assert_eq!(runs[1].started_by.map(|by| by.on), Some(day("2015-01-01")));
    // One of the two surely is the law: the end lies between theirs.
    let unknown = ask(&library, &case("", &[]), "2010-03-05");
    let by_kind = deadline(&unknown, "by_kind");
    assert_eq!((by_kind.ends, by_kind.safe_by), (None, Some(day("2010-03-11"))));
    assert_eq!(unknown.questions[0].fact, Some("kind"));
    let loan = ask(&library, &case("kind = 'loan'", &[]), "2010-03-05");
    assert_eq!(ends(&loan, "by_kind"), Some(day("2010-03-21")));
}

#[test]
fn a_reading_lies_over_the_law_in_force_and_the_safe_day_is_told() {
    let library = library(
        r#"
[counting.mail]
title = "Five days more by mail"
last_day = "as it falls"
added = { by = "mail", length = "5 days", law = ["code"] }
[period.answer]
title = "Time to answer"
starts = "notice"
length = "10 days"
counted = "mail"
law = ["code"]
reading = { text = "No days for mail.", counted = "plain", law = ["code"] }
"#,
    );
    let mailed = case("", &[("2010-04-01", "'notice'\nby = 'mail'")]);
    let mailed = ask(&library, &mailed, "2010-04-02");
    let answer = deadline(&mailed, "answer");
    assert_eq!((answer.ends, answer.safe_by), (Some(day("2010-04-16")), Some(day("2010-04-11"))));
    assert_eq!(answer.readings, ["No days for mail."]);
    let by_hand = case("", &[("2010-04-01", "'notice'\nby = 'hand'")]);
    let by_hand = ask(&library, &by_hand, "2010-04-02");
    assert_eq!(deadline(&by_hand, "answer").ends, Some(day("2010-04-11")));
    assert!(deadline(&by_hand, "answer").readings.is_empty());
    // The manner is not said: it may be later, and the manner is asked for.
    let unsaid = ask(&library, &case("", &[("2010-04-01", "'notice'")]), "2010-04-02");
    assert_eq!(deadline(&unsaid, "answer").safe_by, Some(day("2010-04-11")));
    assert_eq!(unsaid.questions[0].attribute, Some("by"));
}

#[test]
fn a_date_that_the_law_names_is_told() {
    let library = library(
        r#"
[period.longer]
title = "Time to ask for longer"
starts = "later of (judgment_entered, 2010-07-01)"
ends = "earlier of (2010-12-31, 1 year after 2010-03-31)"
counted = "plain"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-07-01");
    let lines: Vec<String> = deadline(&answer, "longer").computation.lines().collect();
    let paper = [
        "Judgment entered: 2010-03-01 (Monday)",
        "the law names 2010-07-01 (Thursday)",
        "the later of these: 2010-07-01 (Thursday)",
        "starts: 2010-07-01 (Thursday)",
        "the law names 2010-12-31 (Friday)",
        "counted from 2010-03-31 (Wednesday)",
        "+ 1 year = 2011-03-31 (Thursday)",
        "the earlier of these: 2010-12-31 (Friday)",
    ];
    assert_eq!(lines, paper);
}

#[test]
fn what_starts_so_long_after_each_event_is_counted_from_its_day() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "10 days after each filed"
ends = "later of (filed, 5 days after the start)"
counted = "plain"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[("2010-03-05", "'filed'")]), "2010-03-16");
    let lines: Vec<String> = deadline(&answer, "act").computation.lines().collect();
    let paper = [
        "Paper filed: 2010-03-05 (Friday)",
        "+ 10 days = 2010-03-15 (Monday)",
        "starts: 2010-03-15 (Monday)",
        "until Paper filed: 2010-03-05 (Friday)",
        "counted from 2010-03-15 (Monday)",
        "+ 5 days = 2010-03-20 (Saturday)",
        "the later of these: 2010-03-20 (Saturday)",
    ];
    assert_eq!(lines, paper);
}

#[test]
fn a_length_that_is_not_known_gives_no_date() {
    let library = library(
        r#"
[period.revival]
title = "Time to revive"
starts = "judgment_entered"
length = "not known"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-06-01");
    let revival = deadline(&answer, "revival");
    assert_eq!((revival.ends, revival.safe_by), (None, None));
    assert_eq!(revival.state, Standing::Unknown);
}

#[test]
fn what_is_not_recorded_has_not_happened_unless_the_pack_says_it_may_have() {
    let library = library(
        r#"
[status.noticed]
title = "Notice was given"
otherwise = "No notice was given"
when = "since notice"
[status.pending]
title = "A paper is pending"
otherwise = "No paper is pending"
when = "between filed and decided"
"#,
    );
    let nothing = ask(&library, &case("", &[]), "2010-04-01");
    assert_eq!(holds(&nothing, "noticed"), None);
    assert_eq!(holds(&nothing, "pending"), Some(false));
    assert_eq!(nothing.questions[0].event, Some("notice"));
    // Filed and decided on one day: nothing is pending, in whatever order they stand.
    for events in [
        [("2010-04-01", "'filed'"), ("2010-04-01", "'decided'")],
        [("2010-04-01", "'decided'"), ("2010-04-01", "'filed'")],
    ] {
        let at_once = ask(&library, &case("", &events), "2010-04-01");
        assert_eq!(holds(&at_once, "pending"), Some(false));
    }
}

#[test]
fn an_event_after_the_day_asked_about_is_not_seen() {
    let library = library("");
    let later = case("", &[("2019-06-01", "'renewed'")]);
    let before = serde_json::to_value(ask(&library, &later, "2019-05-31")).expect("plain data");
    let never = serde_json::to_value(ask(&library, &case("", &[]), "2019-05-31"));
    assert_eq!(before, never.expect("plain data"));
}

#[test]
fn surely_leaves_out_what_is_not_known() {
    let library = library(
        r#"
[status.rent]
title = "It is surely rent"
otherwise = "It is not surely rent"
when = "surely kind is rent"
"#,
    );
    let unknown = ask(&library, &case("", &[("2010-03-02", "'notice'")]), "2010-04-01");
    assert_eq!(holds(&unknown, "rent"), Some(false));
    assert!(unknown.questions.is_empty());
    let rent = case("kind = 'rent'", &[]);
    assert_eq!(holds(&ask(&library, &rent, "2010-04-01"), "rent"), Some(true));
}

#[test]
fn the_states_of_a_procedure() {
    let library = library(
        r#"
[period.appeal]
title = "Time to appeal"
starts = "notice"
length = "30 days"
counted = "plain"
law = ["code"]
[period.writ]
title = "Life of a writ"
starts = "each filed"
length = "10 days"
counted = "plain"
law = ["code"]

[procedure.appeal]
title = "Appeal"
by = "debtor"
does = "A new hearing."
only_if = ["present"]
open = ["within appeal"]
law = ["code"]
[procedure.levy]
title = "Levy"
by = "creditor"
does = "Takes money."
open = ["after appeal", "within writ"]
law = ["code"]
[procedure.ask]
title = "Ask for a writ"
by = "creditor"
does = "A writ."
open = ["after appeal"]
done = "since decided"
law = ["code"]
[procedure.wages]
title = "Take wages"
by = "creditor"
available = false
instead = "There is none."
law = ["code"]
"#,
    );
    let noticed = |events: &[(&str, &str)]| {
        let mut all = vec![("2010-03-01", "'notice'")];
        all.extend(events);
        case("present = true", &all)
    };
    let first = ask(&library, &noticed(&[]), "2010-03-31");
    assert_eq!(state(&first, "appeal"), State::Available);
    assert_eq!(state(&first, "ask"), State::Upcoming);
    assert_eq!(state(&first, "levy"), State::Blocked);
    assert_eq!(state(&first, "wages"), State::Barred);
    let after = ask(&library, &noticed(&[]), "2010-04-01");
    assert_eq!(state(&after, "appeal"), State::Closed);
    assert_eq!(state(&after, "ask"), State::Available);
    let with_writ = ask(&library, &noticed(&[("2010-04-02", "'filed'")]), "2010-04-12");
    assert_eq!(state(&with_writ, "levy"), State::Available);
    // Another writ may be had: what has passed is not closed for good.
    let spent = ask(&library, &noticed(&[("2010-04-02", "'filed'")]), "2010-04-13");
    assert_eq!(state(&spent, "levy"), State::Blocked);
    let done = ask(&library, &noticed(&[("2010-04-02", "'decided'")]), "2010-04-13");
    assert_eq!(state(&done, "ask"), State::Done);
    let absent = case("present = false", &[("2010-03-01", "'notice'")]);
    assert_eq!(state(&ask(&library, &absent, "2010-03-02"), "appeal"), State::Barred);
    let unknown = case("", &[("2010-03-01", "'notice'")]);
    assert_eq!(state(&ask(&library, &unknown, "2010-03-02"), "appeal"), State::Unknown);
    // A closed door always has its reason and its law.
    for procedure in &after.procedures {
        if matches!(procedure.state, State::Closed | State::Blocked) {
            let failing = procedure.reasons.iter().find(|reason| reason.holds == Some(false));
            assert!(failing.is_some_and(|reason| !reason.law.is_empty()), "{}", procedure.id);
        }
    }
}

#[test]
fn a_judgment_older_than_the_law_stated_is_not_modelled() {
    let text = COMMON.replacen(
        "version = \"2026-11-21\"",
        "version = \"2026-11-21\"\ncovers_from = 2010-03-02\ncovers_law = [\"code\"]",
        1,
    );
    let library = Library::from_sources([("us-zz/pack.toml", text.as_str())]).expect("a pack");
    let error = library.assess(&case("", &[]), day("2011-01-01")).expect_err("no answer");
    assert!(error.to_string().contains("not modelled before 2 March 2010"), "{error}");
    let early = library.assess(&case("", &[]), day("2010-02-28")).expect_err("no answer");
    assert!(early.to_string().contains("after the day asked about"), "{early}");
}

#[test]
fn a_restarted_period_ran_before_the_restart_too() {
    let library = library(
        r#"
[event.seen]
title = "Paper seen"
counts_when = "within dormancy"
law = ["code"]
[period.dormancy]
title = "Until the judgment is dormant"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
restarted_by = { event = "filed", law = ["code"] }
[status.alive]
title = "The judgment is alive"
otherwise = "The judgment is not alive"
when = "within dormancy"
"#,
    );
    let kept = case("", &[("2011-01-01", "'seen'"), ("2013-06-01", "'filed'")]);
    let kept = ask(&library, &kept, "2014-01-01");
    assert!(kept.warnings.is_empty(), "{:?}", warnings(&kept));
    // Without a break since entry.
    assert_eq!(since(&kept, "alive"), Some(day("2010-03-01")));
}

#[test]
fn a_revival_begins_a_period_anew_that_has_ended_and_in_time_only() {
    let library = library(
        r#"
[event.revived]
title = "Judgment revived"
counts_if_it_changes = "force"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
restarted_by = { event = "filed", law = ["code"] }
ended_by = ["decided"]
revived_by = { event = "revived", not_after = "2 years after the end", law = ["code"] }
[period.revival_window]
title = "Time to revive"
starts = "1 day after force ends"
ends = "2 years after force ends"
counted = "plain"
law = ["code"]
[status.dormant]
title = "The judgment is dormant"
otherwise = "The judgment is not dormant"
when = "after force and within revival_window"
[status.dead]
title = "The judgment is dead"
otherwise = "The judgment is not dead"
when = "after revival_window"
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
open = ["within force"]
law = ["code"]
"#,
    );
    // In force to 1 March 2015; revivable from 2 March 2015 to 1 March 2017.
    let plain = case("", &[]);
    let early = case("", &[("2015-03-01", "'revived'")]);
    let early = ask(&library, &early, "2015-03-01");
    assert!(warnings(&early)[0].contains("had not ended. It ends on 1 March 2015"));
    let dormant = ask(&library, &plain, "2015-03-02");
    assert_eq!(holds(&dormant, "dormant"), Some(true));
    // It can still be revived, so that what needs it is not closed for good.
    assert_eq!(state(&dormant, "levy"), State::Blocked);
    assert_eq!(state(&ask(&library, &plain, "2017-03-01"), "levy"), State::Blocked);
    let dead = ask(&library, &plain, "2017-03-02");
    assert_eq!((holds(&dead, "dead"), state(&dead, "levy")), (Some(true), State::Closed));

    let revived = case("", &[("2017-03-01", "'revived'")]);
    let revived_answer = ask(&library, &revived, "2017-03-01");
    assert_eq!(ends(&revived_answer, "force"), Some(day("2022-03-01")));
    assert_eq!(state(&revived_answer, "levy"), State::Available);
    assert_eq!(holds(&revived_answer, "dormant"), Some(false));
    // What happened in the gap is still in the gap.
    let levy_since = revived_answer.procedures.iter().find(|one| one.id == "levy");
    assert_eq!(levy_since.and_then(|levy| levy.from), Some(day("2017-03-01")));
    assert_eq!(holds(&ask(&library, &revived, "2016-01-01"), "dormant"), Some(true));

    let late = case("", &[("2017-03-02", "'revived'")]);
    let late = ask(&library, &late, "2017-03-02");
    assert!(warnings(&late)[0].contains("too late: the last day for it was 1 March 2017"));
    assert_eq!(state(&late, "levy"), State::Closed);

    // Of what was cut short before it was revived, the end is its own again.
    let cut = case("", &[("2012-01-02", "'decided'"), ("2013-06-01", "'revived'")]);
    let cut = ask(&library, &cut, "2019-01-01");
    assert_eq!(ends(&cut, "force"), Some(day("2018-06-01")));
    assert_eq!(deadline(&cut, "force").ended_by, None);

    // Revived, kept alive, dormant again and revived again.
    let again = case(
        "",
        &[("2016-05-01", "'revived'"), ("2018-05-01", "'filed'"), ("2024-06-01", "'revived'")],
    );
    let again = ask(&library, &again, "2024-06-01");
    assert!(again.warnings.is_empty(), "{:?}", warnings(&again));
    assert_eq!(ends(&again, "force"), Some(day("2029-06-01")));
    let steps: Vec<String> = deadline(&again, "force").computation.lines().collect();
    // Five years from 1 March 2010, then from each event.
    let ends = ["2015-03-01 (Sunday)", "2021-05-01 (Saturday)", "2023-05-01 (Monday)"];
    for (end, event) in ends.iter().zip(["", ": revived", ": begins anew"]) {
        let at = steps.iter().position(|step| step.contains(&format!("+ 5 years = {end}")));
        let before = at.and_then(|at| steps.get(at.checked_sub(1)?));
        assert!(before.is_some_and(|step| step.contains(event)), "{end}: {steps:?}");
    }
    assert_eq!(steps.last().map(String::as_str), Some("+ 5 years = 2029-06-01 (Friday)"));
}

#[test]
fn what_must_follow_an_event_decides_whether_it_has_effect() {
    let library = library(
        r#"
[event.renewal]
title = "Renewal filed"
counts_if_it_changes = "force"
law = ["code"]
[[event.renewal.completed_by]]
event = "filed"
within = "3 days"
counted = "plain"
law = ["code"]
[[event.renewal.completed_by]]
event = "started"
within = "3 days"
counted = "plain"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "6 years"
counted = "plain"
law = ["code"]
extended_by = { event = "renewal", to = "6 years after the end", law = ["code"] }
[period.to_record]
title = "Time to record the renewal"
starts = "each renewal"
length = "3 days"
counted = "plain"
law = ["code"]
"#,
    );
    let renewal = ("2016-02-01", "'renewal'");
    let (recorded, served) = (("2016-02-02", "'filed'"), ("2016-02-04", "'started'"));
    // The sixth year ends on 1 March 2016, the twelfth on 1 March 2022.
    let (old, new) = (Some(day("2016-03-01")), Some(day("2022-03-01")));
    let asked = |events: &[(&str, &str)], on: &str| {
        let answer = ask(&library, &case("", events), on);
        let force = deadline(&answer, "force");
        (force.ends, force.safe_by, warnings(&answer))
    };
    assert_eq!(asked(&[renewal, recorded, served], "2016-02-04"), (new, None, vec![]));
    // While there is time it is open, and the old end is the safe one; the event
    // itself stands, and starts what it starts.
    assert_eq!(asked(&[renewal, recorded], "2016-02-04"), (None, old, vec![]));
    let pending = case("", &[renewal, recorded]);
    let pending = ask(&library, &pending, "2016-02-04");
    assert_eq!(ends(&pending, "to_record"), Some(day("2016-02-04")));
    let lapsed = case("", &[renewal, recorded]);
    assert_eq!(ends(&ask(&library, &lapsed, "2016-02-05"), "to_record"), None);
    let (end, safe, told) = asked(&[renewal, recorded], "2016-02-05");
    assert_eq!((end, safe), (old, None));
    assert!(told[0].contains("did not follow by 4 February 2016: Clock started"), "{told:?}");
    // A day late is no better than never.
    let late = asked(&[renewal, recorded, ("2016-02-05", "'started'")], "2016-02-05");
    assert_eq!(late.0, old);
    // And what was done before it does not complete it.
    let before = asked(&[("2016-01-31", "'filed'"), renewal, served], "2016-02-10");
    assert_eq!(before.0, old);
}

#[test]
fn a_form_may_be_needed_in_some_cases_only() {
    let library = library(
        r#"
[form.A]
number = "A"
title = "For all"
url = "https://example.org/a"
tier = "primary"
[form.R]
number = "R"
title = "For rent"
url = "https://example.org/r"
tier = "primary"
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
forms = ["A", { form = "R", when = "kind is rent" }]
law = ["code"]
"#,
    );
    let forms = |facts: &str| -> Vec<String> {
        let case = case(facts, &[]);
        let answer = ask(&library, &case, "2010-04-01");
        answer.procedures[0].forms.iter().map(|form| form.id.to_owned()).collect()
    };
    assert_eq!(forms("kind = 'loan'"), ["A"]);
    assert_eq!(forms("kind = 'rent'"), ["A", "R"]);
    // It may be needed.
    assert_eq!(forms(""), ["A", "R"]);
}

#[test]
fn a_figure_has_the_first_value_that_is_the_law() {
    let library = library(
        r#"
[figure.interest]
title = "Interest"
unit = "percent a year"
when = "within life"
law = ["code"]
value = [
  { amount = 2.0, when = "kind is rent" },
  { amount = "not known", from = 2012-01-01, until = 2012-12-31 },
  { amount = 9.0 },
]
"#,
    );
    let asked = |facts: &str, on: &str| {
        let case = case(facts, &[]);
        let answer = ask(&library, &case, on);
        let found = answer.figures.first().map(|figure| {
            let texts = figure.may_be.iter().map(|amount| amount.normalize().to_string());
            (figure.amount.map(|amount| amount.normalize().to_string()), texts.collect())
        });
        (found, answer.questions.first().and_then(|question| question.fact))
    };
    let some = |amount: &str| Some((Some(amount.to_owned()), Vec::<String>::new()));
    assert_eq!(asked("kind = 'loan'", "2010-04-01"), (some("9"), None));
    assert_eq!(asked("kind = 'rent'", "2012-04-01"), (some("2"), None));
    assert_eq!(asked("kind = 'loan'", "2012-04-01"), (Some((None, vec![])), None));
    let either = Some((None, vec!["2".to_owned(), "9".to_owned()]));
    assert_eq!(asked("", "2010-04-01"), (either, Some("kind")));
    // After the ten years it does not apply.
    assert_eq!(asked("kind = 'loan'", "2020-03-02"), (None, None));
}

#[test]
fn days_that_stood_still_before_an_extension_do_not_count_again() {
    let library = library(
        r#"
[period.on_the_event]
title = "Counted from the renewal"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
suspended_while = "between stopped and started"
ended_by = ["decided"]
law = ["code"]
extended_by = { event = "filed", to = "10 years after filed", law = ["code"] }
[period.on_the_end]
title = "Counted from the old end"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
suspended_while = "between stopped and started"
law = ["code"]
extended_by = { event = "filed", to = "10 years after the end", law = ["code"] }
"#,
    );
    // Stopped for the ten days from 11 to 20 March 2010: the ten years end on 11 March 2020.
    let stop = [("2010-03-11", "'stopped'"), ("2010-03-21", "'started'")];
    let asked = |more: &[(&str, &str)], on: &str| {
        let events = [&stop[..], more].concat();
        let answer = ask(&library, &case("", &events), on);
        (ends(&answer, "on_the_event"), ends(&answer, "on_the_end"))
    };
    let date = |text: &str| Some(day(text));
    assert_eq!(asked(&[], "2015-01-01"), (date("2020-03-11"), date("2020-03-11")));
    let renewed = ("2019-06-01", "'filed'");
    assert_eq!(asked(&[renewed], "2019-06-01"), (date("2029-06-01"), date("2030-03-11")));
    // Stopped once more, for two days in 2025: those two count.
    let again = [renewed, ("2025-01-01", "'stopped'"), ("2025-01-03", "'started'")];
    assert_eq!(asked(&again, "2025-02-01"), (date("2029-06-03"), date("2030-03-13")));
    // What an event has ended, no stop makes longer.
    let ended = asked(&[("2012-05-10", "'decided'")], "2012-06-01");
    assert_eq!(ended.0, date("2012-05-09"));
}

#[test]
fn an_order_is_in_time_when_it_was_asked_for_in_time() {
    let library = library(
        r#"
[event.revived]
title = "Judgment revived"
counts_if_it_changes = "force"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
[[period.force.revived_by]]
event = "revived"
asked_by = "filed"
not_after = "2 years after the end"
law = ["code"]
"#,
    );
    // In force to 1 March 2015, revivable to 1 March 2017.
    let asked = |events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2018-01-01");
        (ends(&answer, "force"), answer.warnings.len())
    };
    let date = |text: &str| Some(day(text));
    let order = ("2017-05-02", "'revived'");
    assert_eq!(asked(&[("2017-03-01", "'filed'"), order]), (date("2022-05-02"), 0));
    assert_eq!(asked(&[("2017-03-02", "'filed'"), order]), (date("2015-03-01"), 1));
    assert_eq!(asked(&[order]), (date("2015-03-01"), 1));
    // Asked for before it had ended: too early.
    assert_eq!(asked(&[("2015-03-01", "'filed'"), order]), (date("2015-03-01"), 1));
}

#[test]
fn what_must_follow_may_have_a_day_of_its_own() {
    let library = library(
        r#"
[event.appealed]
title = "Appeal noted"
[[event.appealed.completed_by]]
event = "filed"
until = "30 days after judgment_entered"
counted = "plain"
law = ["code"]
[status.appealed_well]
title = "An appeal is made good"
otherwise = "No appeal is made good"
when = "since appealed"
"#,
    );
    let asked = |events: &[(&str, &str)], on: &str| {
        let answer = ask(&library, &case("", events), on);
        (holds(&answer, "appealed_well"), answer.warnings.len())
    };
    // Noted on the eighth day; what completes it is due on 31 March, whenever it was noted.
    let noted = ("2010-03-09", "'appealed'");
    assert_eq!(asked(&[noted], "2010-03-31"), (Some(true), 0));
    assert_eq!(asked(&[noted], "2010-04-01"), (Some(false), 1));
    assert_eq!(asked(&[noted, ("2010-03-31", "'filed'")], "2010-04-01"), (Some(true), 0));
    assert_eq!(asked(&[noted, ("2010-04-01", "'filed'")], "2010-04-01"), (Some(false), 1));
}

#[test]
fn a_reading_may_stop_the_clock_otherwise_and_a_wait_is_safe_at_its_latest() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
suspended_while = "from 2010-03-11 until 2010-03-20"
law = ["code"]
reading = { text = "Nothing stops the clock.", suspended_while = "not always", law = ["code"] }
[period.pause]
title = "Time that must pass"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
waits = true
law = ["code"]
reading = { text = "Courts wait longer.", length = "21 days", law = ["code"] }
[period.kept]
title = "Time that some hold open"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.kept.reading]]
text = "A stop holds it open."
law = ["code"]
held_open = { while = "between stopped and started", and_for = "10 days", law = ["code"] }
"#,
    );
    let stop = [("2010-03-05", "'stopped'"), ("2010-03-28", "'started'")];
    let case = case("", &stop);
    let answer = ask(&library, &case, "2010-03-29");
    let act = deadline(&answer, "act");
    assert_eq!((act.ends, act.safe_by), (Some(day("2010-04-10")), Some(day("2010-03-31"))));
    let pause = deadline(&answer, "pause");
    assert_eq!((pause.ends, pause.safe_by), (Some(day("2010-03-11")), None));
    assert_eq!(pause.safe_after, Some(day("2010-03-22")));
    // The other reading is the longer one: told, and not relied on.
    let kept = deadline(&answer, "kept");
    assert_eq!((kept.ends, kept.safe_by), (Some(day("2010-03-31")), None));
    assert_eq!(kept.readings, ["A stop holds it open."]);
}

#[test]
fn a_reading_of_the_last_day_alone_leaves_what_was_done_as_it_was() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.back]
title = "The last day is the court day before"
last_day = "previous court day"
calendar = "court"
[period.force]
title = "Life of the judgment"
starts = "judgment_entered"
length = "370 days"
counted = "plain"
ended_by = "stopped"
extended_by = { event = "filed", to = "1 year after filed", law = ["code"] }
law = ["code"]
reading = { text = "Nobody is there on a closed day.", last_day = "back", law = ["code"] }
"#,
    );
    // 370 days after 1 March 2010 is a Sunday, and so is 6 May 2012.
    let force = |events: &[(&str, &str)], on: &str| {
        let answer = ask(&library, &case("", events), on);
        let force = deadline(&answer, "force");
        let lines: Vec<String> = force
            .by_reading
            .iter()
            .flat_map(|one| one.computation.lines().collect::<Vec<_>>())
            .collect();
        (force.ends, force.safe_by, lines)
    };
    let (ends, safe_by, lines) = force(&[], "2010-06-01");
    assert_eq!((ends, safe_by), (Some(day("2011-03-06")), Some(day("2011-03-04"))));
    let paper = [
        "Judgment entered: 2010-03-01 (Monday)",
        "+ 370 days = 2011-03-06 (Sunday)",
        "2011-03-06 is a Sunday, 2011-03-05 is a Saturday: moves to 2011-03-04 (Friday)",
    ];
    assert_eq!(lines, paper);
    // What was filed on the Sunday was filed in time: a year from it, a Tuesday.
    let filed = [("2011-03-06", "'filed'")];
    let (ends, safe_by, _) = force(&filed, "2011-06-01");
    assert_eq!((ends, safe_by), (Some(day("2012-03-06")), None));
    // And from Friday, 6 May 2011, a year ends on a Sunday again.
    let again = [("2011-03-06", "'filed'"), ("2011-05-06", "'filed'")];
    let (ends, safe_by, _) = force(&again, "2011-06-01");
    assert_eq!((ends, safe_by), (Some(day("2012-05-06")), Some(day("2012-05-04"))));
    // The day before what has ended it is no last day on which somebody has to act.
    let ended = [("2010-05-03", "'stopped'")];
    let (ends, safe_by, _) = force(&ended, "2010-06-01");
    assert_eq!((ends, safe_by), (Some(day("2010-05-02")), None));
}

#[test]
fn a_reading_may_set_the_last_day_from_the_end_as_it_stands() {
    let library = library(
        r#"
[period.force]
title = "Life of the judgment"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
extended_by = { event = "filed", to = "1 year after filed", law = ["code"] }
law = ["code"]
[[period.force.reading]]
text = "The anniversary itself is too late."
to = "1 day before the end"
law = ["code"]
[[period.force.reading]]
text = "Five hundred days are the most."
to = "earlier of (the end, 500 days after the start)"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-06-01");
    let force = deadline(&answer, "force");
    assert_eq!((force.ends, force.safe_by), (Some(day("2011-03-01")), Some(day("2011-02-28"))));
    assert_eq!(force.readings, ["The anniversary itself is too late."]);
    // In time on the very last day, and anew a year from then: of which the 500th day from
    // the judgment, 14 July 2011, is too late only by the other reading.
    let answer = ask(&library, &case("", &[("2011-03-01", "'filed'")]), "2011-06-01");
    let force = deadline(&answer, "force");
    assert_eq!((force.ends, force.safe_by), (Some(day("2012-03-01")), Some(day("2011-07-14"))));
    let counts: Vec<Vec<String>> =
        force.by_reading.iter().map(|one| one.computation.lines().collect()).collect();
    let paper = ["counted from 2012-03-01 (Thursday)", "- 1 day = 2012-02-29 (Wednesday)"];
    assert_eq!(counts[0][counts[0].len() - 2..], paper);
    let paper = [
        "counted from 2010-03-01 (Monday)",
        "+ 500 days = 2011-07-14 (Thursday)",
        "the earlier of these: 2011-07-14 (Thursday)",
    ];
    assert_eq!(counts[1][counts[1].len() - 3..], paper);
}

#[test]
fn a_reading_may_name_what_rests_on_the_period() {
    let library = library(
        r#"
[period.force]
title = "Life of the judgment"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
law = ["code"]
reading = { text = "For half of it.", to = "earlier of (the end, half ends)", law = ["code"] }
[period.half]
title = "Half of the life"
starts = "force starts"
ends = "6 months before force ends"
counted = "plain"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-06-01");
    let force = deadline(&answer, "force");
    assert_eq!((force.ends, force.safe_by), (Some(day("2011-03-01")), Some(day("2010-09-01"))));
    let graph = library.pack("us-zz").expect("a pack").graph();
    assert!(graph.edge_weights().any(|edge| *edge == Edge::Reads));
}

#[test]
fn what_decides_whether_a_clock_stood_still_is_asked() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
suspended_while = "present and between stopped and started"
law = ["code"]
[period.grows]
title = "Time that grows"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.grows.extended_by]]
event = "filed"
when = "kind is rent"
to = "60 days after filed"
law = ["code"]
[[period.grows.extended_by]]
event = "filed"
to = "40 days after filed"
law = ["code"]
"#,
    );
    let events =
        [("2010-03-11", "'stopped'"), ("2010-03-15", "'filed'"), ("2010-03-21", "'started'")];
    let case = case("", &events);
    let answer = ask(&library, &case, "2010-03-25");
    assert_eq!(deadline(&answer, "act").safe_by, Some(day("2010-03-31")));
    assert_eq!(deadline(&answer, "grows").safe_by, Some(day("2010-04-24")));
    let asked: Vec<_> = answer.questions.iter().filter_map(|question| question.fact).collect();
    assert_eq!(asked, ["present", "kind"]);
}

#[test]
fn a_clock_that_stood_still_is_put_on_a_court_day_once() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[calendar.court.holiday.none]
title = "New Year's Day"
on = "1 January"
law = ["code"]
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "12 days"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    let asked = |events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2010-03-30");
        let act = deadline(&answer, "act");
        (act.ends, act.computation.lines().skip(2).collect::<Vec<_>>())
    };
    // Twelve days from Monday 1 March: Saturday the 13th, so Monday the 15th.
    let (ends, told) = asked(&[]);
    assert_eq!(ends, Some(day("2010-03-15")));
    let weekend = "2010-03-13 is a Saturday, 2010-03-14 is a Sunday";
    assert_eq!(told, [format!("{weekend}: moves to 2010-03-15 (Monday) (Nowhere Code)")]);
    // Two days more make it Monday the 15th, which does not move again.
    let (ends, told) = asked(&[("2010-03-04", "'stopped'"), ("2010-03-06", "'started'")]);
    assert_eq!(ends, Some(day("2010-03-15")));
    let stood = "on which the clock stood still, from";
    let cause = "while “Clock stopped” has happened, and “Clock started” has not happened since";
    let two = format!("+ 2 days {stood} 2010-03-04 to 2010-03-05, {cause} = 2010-03-15 (Monday)");
    assert_eq!(told, [two]);
    // One day more makes it Sunday the 14th, which does; and that is told for itself.
    let (ends, told) = asked(&[("2010-03-04", "'stopped'"), ("2010-03-05", "'started'")]);
    assert_eq!(ends, Some(day("2010-03-15")));
    let one = format!("+ 1 day {stood} 2010-03-04 to 2010-03-04, {cause} = 2010-03-14 (Sunday)");
    let moves = "2010-03-14 is a Sunday: moves to 2010-03-15 (Monday) (Nowhere Code)";
    assert_eq!(told, [one.as_str(), moves]);
    // A day on which it stands still after its last day no longer counts.
    let (ends, told) = asked(&[("2010-03-14", "'stopped'"), ("2010-03-15", "'started'")]);
    assert_eq!(ends, Some(day("2010-03-15")));
    assert_eq!(told, [format!("{weekend}: moves to 2010-03-15 (Monday) (Nowhere Code)")]);
}

#[test]
fn a_law_may_name_sundays_alone() {
    let library = library(
        r#"
[calendar.sunday]
title = "All other times"
weekend = "Sunday"
[calendar.sunday.holiday.flag]
title = "Flag Day"
on = "15 March"
law = ["code"]
[counting.sunday]
title = "A last day moves off a Sunday or a holiday"
calendar = "sunday"
last_day = "next court day"
law = ["code"]
[period.saturday]
title = "To a Saturday"
starts = "judgment_entered"
length = "12 days"
counted = "sunday"
law = ["code"]
[period.sunday]
title = "To a Sunday"
starts = "judgment_entered"
length = "13 days"
counted = "sunday"
law = ["code"]
[period.working]
title = "Six working days"
starts = "judgment_entered"
length = "6 court days"
counted = "sunday"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-03-02");
    let ends = |id: &str| deadline(&answer, id).ends;
    // Entered on Monday 1 March 2010. The 13th is a Saturday, which stays; the 14th a Sunday,
    // and the Monday a holiday.
    assert_eq!(ends("saturday"), Some(day("2010-03-13")));
    assert_eq!(ends("sunday"), Some(day("2010-03-16")));
    // Tuesday to Saturday are five, and Monday the 8th is the sixth.
    assert_eq!(ends("working"), Some(day("2010-03-08")));
    let told: Vec<_> = deadline(&answer, "sunday").computation.lines().skip(2).collect();
    let moves = "2010-03-14 is a Sunday, 2010-03-15 is Flag Day: moves to 2010-03-16 (Tuesday)";
    assert_eq!(told, [format!("{moves} (Nowhere Code)")]);
}

#[test]
fn what_stopped_a_clock_is_told() {
    let library = library(
        r#"
[status.blocked]
title = "The way is blocked"
otherwise = "The way is free"
when = "between stopped and started"
[status.asked]
title = "The court has been asked"
otherwise = "The court has not been asked"
when = "between filed and decided"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
suspended_while = "present and (blocked or asked) or from 2010-03-20 until 2010-03-21 and not renewed_once"
law = ["code"]
[status.renewed_once]
title = "It was renewed"
otherwise = "It was not renewed"
when = "since decided"
"#,
    );
    let told = |present: &str, events: &[(&str, &str)]| {
        let answer = ask(&library, &case(present, events), "2010-06-01");
        let lines = deadline(&answer, "act").computation.lines().skip(2);
        lines.collect::<Vec<_>>()
    };
    let stood = "on which the clock stood still";
    // Thirty days from 1 March: 31 March. Two days that the law names say all themselves.
    let two = format!("+ 2 days {stood}, from 2010-03-20 to 2010-03-21 = 2010-04-02 (Friday)");
    assert_eq!(told("present = false", &[]), [two]);
    // Of the others the one that was so; the fact and what was not so are not the cause.
    let blocked = [("2010-04-01", "'stopped'"), ("2010-04-04", "'started'")];
    let renewed =
        [("2010-03-10", "'decided'"), ("2010-03-12", "'stopped'"), ("2010-03-15", "'started'")];
    let three = format!(
        "+ 3 days {stood}, from 2010-03-12 to 2010-03-14, while the way is blocked = 2010-04-03 (Saturday)"
    );
    assert_eq!(told("present = true", &renewed), [three]);
    // Two causes; one of them by days that the law names.
    let both = format!(
        "+ 5 days {stood}, on some days from 2010-03-20 to 2010-04-03, while the way is blocked, \
         or it is between 20 March 2010 and 21 March 2010 = 2010-04-05 (Monday)"
    );
    assert_eq!(told("present = true", &blocked), [both]);
}

#[test]
fn what_was_asked_for_in_time_can_still_be_granted_after_the_end() {
    let library = library(
        r#"
[event.granted]
title = "Renewal granted"
counts_if_it_changes = "force"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
restarted_by = { event = "granted", asked_by = "filed", refused_by = "decided", law = ["code"] }
[status.alive]
title = "It is in force"
otherwise = "It is not in force"
when = "within force"
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
open = ["within force"]
law = ["code"]
"#,
    );
    // In force to 1 March 2015.
    let asked = |events: &[(&str, &str)], on: &str| {
        let answer = ask(&library, &case("", events), on);
        (state(&answer, "levy"), ends(&answer, "force"), since(&answer, "alive"))
    };
    let date = |text: &str| Some(day(text));
    let over = date("2015-03-01");
    assert_eq!(asked(&[], "2015-03-02"), (State::Closed, over, None));
    assert_eq!(asked(&[("2015-03-02", "'filed'")], "2015-03-02"), (State::Closed, over, None));
    let filed = ("2015-03-01", "'filed'");
    assert_eq!(asked(&[filed], "2015-03-02"), (State::Blocked, over, None));
    let granted = asked(&[filed, ("2015-04-10", "'granted'")], "2015-04-10");
    let refused = [filed, ("2015-03-20", "'decided'")];
    assert_eq!(asked(&refused, "2015-03-20"), (State::Closed, over, None));
    // The days between belong to no life.
    assert_eq!(granted, (State::Available, date("2020-04-10"), date("2015-04-10")));
}

#[test]
fn a_second_act_may_be_needed_in_some_cases_only() {
    let library = library(
        r#"
[event.appealed]
title = "Appeal noted"
[[event.appealed.completed_by]]
event = "filed"
within = "3 days"
when = "kind is rent"
counted = "plain"
law = ["code"]
[status.appealed_well]
title = "An appeal is made good"
otherwise = "No appeal is made good"
when = "since appealed"
"#,
    );
    let asked = |facts: &str, events: &[(&str, &str)]| {
        let case = case(facts, events);
        holds(&ask(&library, &case, "2010-04-01"), "appealed_well")
    };
    let noted = ("2010-03-09", "'appealed'");
    assert_eq!(asked("kind = 'loan'", &[noted]), Some(true));
    assert_eq!(asked("kind = 'rent'", &[noted]), Some(false));
    assert_eq!(asked("kind = 'rent'", &[noted, ("2010-03-12", "'filed'")]), Some(true));
    assert_eq!(asked("", &[noted]), None);
    assert_eq!(asked("", &[noted, ("2010-03-12", "'filed'")]), Some(true));
}

#[test]
fn a_time_may_run_and_matter_to_nobody_and_an_unknown_end_has_a_latest_day() {
    let library = library(
        r#"
[status.paid]
title = "It is paid"
otherwise = "It is not paid"
when = "since decided"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
moot_when = "paid"
law = ["code"]
version = { when = "kind is rent", length = "10 days", law = ["code"] }
"#,
    );
    let asked = |facts: &str, events: &[(&str, &str)]| {
        let case = case(facts, events);
        let answer = ask(&library, &case, "2010-03-15");
        let act = deadline(&answer, "act");
        (act.ends, act.safe_by, act.latest, act.moot)
    };
    let date = |text: &str| Some(day(text));
    let known = asked("kind = 'loan'", &[]);
    assert_eq!(known, (date("2010-03-31"), None, None, false));
    let unknown = asked("", &[]);
    assert_eq!(unknown, (None, date("2010-03-11"), date("2010-03-31"), false));
    assert!(asked("kind = 'loan'", &[("2010-03-10", "'decided'")]).3);
}

#[test]
fn an_extension_comes_before_the_end_however_late_it_may_come() {
    let library = library(
        r#"
[period.term]
title = "Life of the judgment"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.term.extended_by]]
event = "filed"
to = "1 year after filed"
not_after = "60 days after the start"
law = ["code"]
"#,
    );
    let term = |filed: &str| {
        let case = case("", &[(filed, "'filed'")]);
        deadline(&ask(&library, &case, "2010-06-01"), "term").ends
    };
    // Entered on 1 March: the thirtieth day is the 31st.
    assert_eq!(term("2010-03-31"), Some(day("2011-03-31")));
    assert_eq!(term("2010-04-01"), Some(day("2010-03-31")));
}

#[test]
fn what_may_never_have_happened_is_on_no_side_of_a_day() {
    let library = library(
        r#"
[status.late]
title = "The decision is late"
otherwise = "The decision is not late"
when = "decided (outcome is denied) on or after 2010-03-05"
[status.early]
title = "The decision is early"
otherwise = "The decision is not early"
when = "decided (outcome is denied) before 2010-03-05"
"#,
    );
    let sides = |on: &str, outcome: &str| {
        let what = format!("'decided'{outcome}");
        let answer = ask(&library, &case("", &[(on, &what)]), "2010-06-01");
        (holds(&answer, "late"), holds(&answer, "early"))
    };
    let denied = "\noutcome = 'denied'";
    assert_eq!(sides("2010-03-05", denied), (Some(true), Some(false)));
    assert_eq!(sides("2010-03-04", denied), (Some(false), Some(true)));
    // It may have been granted, and then nothing was ever denied.
    assert_eq!(sides("2010-03-05", ""), (None, Some(false)));
    assert_eq!(sides("2010-03-04", "").1, None);
}

#[test]
fn what_may_begin_only_later_is_not_ended_for_sure() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "notice"
length = "30 days"
counted = "plain"
ended_by = ["filed"]
law = ["code"]
"#,
    );
    let act = |events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2010-06-01");
        let act = deadline(&answer, "act");
        (act.ends, act.state)
    };
    let filed = ("2010-03-10", "'filed'");
    // The notice may have been mailed after the paper was filed, and is then not answered by it.
    assert_eq!(act(&[filed]), (None, Standing::Unknown));
    let before = ("2010-03-05", "'notice'\nby = 'hand'");
    assert_eq!(act(&[filed, before]), (Some(day("2010-03-09")), Standing::Ended));
    let after = ("2010-03-15", "'notice'\nby = 'hand'");
    assert_eq!(act(&[filed, after]), (Some(day("2010-04-14")), Standing::Ended));
}

#[test]
fn the_manner_of_service_adds_days_wherever_a_count_starts_from_an_event() {
    let library = library(
        r#"
[counting.mail]
title = "Five days more by mail"
last_day = "as it falls"
added = { by = "mail", length = "5 days", law = ["code"] }
[period.since_either]
title = "Time from the later of two"
starts = "judgment_entered"
ends = "10 days after later of (judgment_entered, notice)"
counted = "mail"
law = ["code"]
[period.reply]
title = "Time to reply"
starts = "10 days after each notice"
length = "20 days"
counted = "mail"
law = ["code"]
[period.answer]
title = "Time to answer"
starts = "each notice"
ends = "10 days after notice"
counted = "mail"
law = ["code"]
[event.asked]
title = "More time asked for"
takes = ["by"]
[period.moved]
title = "Time that a request moves"
starts = "judgment_entered"
length = "1 year"
counted = "mail"
law = ["code"]
extended_by = { event = "asked", to = "2 years after asked", law = ["code"] }
"#,
    );
    let told = |id: &str, events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2010-04-02");
        let told = deadline(&answer, id);
        (told.starts, told.ends)
    };
    let mailed = [("2010-04-01", "'notice'\nby = 'mail'")];
    let by_hand = [("2010-04-01", "'notice'\nby = 'hand'")];
    assert_eq!(told("since_either", &by_hand).1, Some(day("2010-04-11")));
    assert_eq!(told("since_either", &mailed).1, Some(day("2010-04-16")));
    // The five days belong to the ten that are counted from the notice, not to the twenty.
    let days = |start, end| (Some(day(start)), Some(day(end)));
    assert_eq!(told("reply", &by_hand), days("2010-04-11", "2010-05-01"));
    assert_eq!(told("reply", &mailed), days("2010-04-16", "2010-05-06"));
    assert_eq!(told("answer", &by_hand).1, Some(day("2010-04-11")));
    assert_eq!(told("answer", &mailed).1, Some(day("2010-04-16")));
    let asked = |by: &'static str| told("moved", &[("2010-04-01", by)]).1;
    assert_eq!(asked("'asked'\nby = 'hand'"), Some(day("2012-04-01")));
    assert_eq!(asked("'asked'\nby = 'mail'"), Some(day("2012-04-06")));
}

#[test]
fn an_alternative_that_never_comes_leaves_what_blocks_the_other() {
    let library = library(
        r#"
[status.early]
title = "Early"
otherwise = "Late"
when = "until 2010-12-31"
[procedure.ask]
title = "Ask"
by = "creditor"
does = "Asks."
open = ["since filed or not early and early"]
law = ["code"]
[procedure.never]
title = "Never"
by = "creditor"
does = "Nothing."
open = ["until 2009-12-31 or not early and early"]
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-04-02");
    // Time brings its second half, but not while the first still holds.
    assert_eq!(state(&answer, "ask"), State::Blocked);
    assert_eq!(state(&answer, "never"), State::Closed);
}

#[test]
fn a_time_to_complete_that_may_be_over_leaves_open_whether_the_event_stands() {
    let library = library(
        r#"
[event.noted]
title = "Appeal noted"
[[event.noted.completed_by]]
event = "filed"
until = "10 days after notice"
counted = "plain"
law = ["code"]
[status.noted_well]
title = "An appeal is made good"
otherwise = "No appeal is made good"
when = "since noted"
"#,
    );
    let asked = |more: &[(&str, &str)], on: &str| {
        let events = [&[("2010-03-09", "'noted'")][..], more].concat();
        let answer = ask(&library, &case("", &events), on);
        let question = answer.questions.first().and_then(|question| question.event);
        (holds(&answer, "noted_well"), question)
    };
    // The notice may have been mailed on 1 March, and then the 11th was the last day.
    assert_eq!(asked(&[], "2010-03-11"), (Some(true), None));
    assert_eq!(asked(&[], "2010-03-12"), (None, Some("notice")));
    let filed = ("2010-03-15", "'filed'");
    assert_eq!(asked(&[filed], "2010-03-20"), (None, Some("notice")));
    let notice = |on| (on, "'notice'\nby = 'hand'");
    assert_eq!(asked(&[filed, notice("2010-03-05")], "2010-03-20").0, Some(true));
    assert_eq!(asked(&[filed, notice("2010-03-04")], "2010-03-20").0, Some(false));
}

#[test]
fn days_added_are_court_days_only_where_they_say_so() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.served]
title = "Short times leave out weekends; three days more by mail"
last_day = "next court day"
calendar = "court"
court_days_up_to = 6
added = { by = "mail", length = "3 days", law = ["code"] }
[period.long]
title = "Time to answer"
starts = "notice"
length = "30 days"
counted = "served"
law = ["code"]
[period.short]
title = "Time to object"
starts = "notice"
length = "5 days"
counted = "served"
law = ["code"]
"#,
    );
    let ends_of = |by: &'static str| {
        let answer = ask(&library, &case("", &[("2010-03-04", by)]), "2010-03-04");
        (ends(&answer, "long"), ends(&answer, "short"))
    };
    let days = |long, short| (Some(day(long)), Some(day(short)));
    // From Thursday 4 March: Saturday 3 April, so Monday; and five court days.
    assert_eq!(ends_of("'notice'\nby = 'hand'"), days("2010-04-05", "2010-03-11"));
    // Three days more: Tuesday 6 April; and Sunday 14 March, so Monday.
    assert_eq!(ends_of("'notice'\nby = 'mail'"), days("2010-04-06", "2010-03-15"));
}

#[test]
fn a_clock_of_court_days_that_stands_still_goes_on_in_court_days() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "5 court days"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    let asked = |events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2010-03-30");
        let act = deadline(&answer, "act");
        (act.ends, act.computation.lines().last().unwrap_or_default())
    };
    assert_eq!(asked(&[]).0, Some(day("2010-03-08")));
    // It stands still from Friday 5 March to Sunday: of the five, Friday alone.
    let (ends, told) = asked(&[("2010-03-05", "'stopped'"), ("2010-03-08", "'started'")]);
    assert_eq!(ends, Some(day("2010-03-09")));
    assert!(told.starts_with("+ 1 court day on which the clock stood still"), "{told}");
}

#[test]
fn of_several_runs_one_that_may_not_be_may_have_the_last_end() {
    let library = library(
        r#"
[period.reply]
title = "Time to reply"
starts = "each decided (outcome is denied)"
length = "10 days"
counted = "plain"
law = ["code"]
[period.review]
title = "Time for review"
starts = "reply ends"
length = "30 days"
counted = "plain"
law = ["code"]
[status.reviewable]
title = "It can be reviewed"
otherwise = "It cannot be reviewed"
when = "within review"
"#,
    );
    let asked = |outcome: &str| {
        let second = format!("'decided'{outcome}");
        let events =
            [("2010-03-05", "'decided'\noutcome = 'denied'"), ("2010-03-20", second.as_str())];
        holds(&ask(&library, &case("", &events), "2010-03-25"), "reviewable")
    };
    // The reply to the first ends on 15 March, that to the second on the 30th.
    assert_eq!(asked("\noutcome = 'granted'"), Some(true));
    assert_eq!(asked("\noutcome = 'denied'"), Some(false));
    assert_eq!(asked(""), None);
}

#[test]
fn what_changes_a_period_that_may_not_run_may_change_none() {
    let library = library(
        r#"
[event.prolonged]
title = "Time prolonged"
counts_if_it_changes = "grace"
law = ["code"]
[period.grace]
title = "Time of grace"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
when = "present"
law = ["code"]
extended_by = { event = "prolonged", to = "60 days after prolonged", law = ["code"] }
[status.was_prolonged]
title = "The time was prolonged"
otherwise = "The time was not prolonged"
when = "since prolonged"
"#,
    );
    let asked = |facts: &str| {
        let case = case(facts, &[("2010-03-10", "'prolonged'")]);
        holds(&ask(&library, &case, "2010-03-20"), "was_prolonged")
    };
    assert_eq!(asked("present = true"), Some(true));
    assert_eq!(asked("present = false"), Some(false));
    assert_eq!(asked(""), None);
}

#[test]
fn of_two_events_on_one_day_the_first_written_may_be_the_one_not_recorded() {
    let library = library(
        r#"
[counting.mail]
title = "Five days more by mail"
last_day = "as it falls"
added = { by = "mail", length = "5 days", law = ["code"] }
[period.of_two]
title = "Time from the earlier of two"
starts = "judgment_entered"
ends = "10 days after earlier of (notice (by is mail), judgment_entered)"
counted = "mail"
law = ["code"]
[period.of_any]
title = "Time from the first of any"
starts = "judgment_entered"
ends = "10 days after any of (notice (by is mail), judgment_entered)"
counted = "mail"
law = ["code"]
"#,
    );
    let told = |on: &str, by: &str| {
        let answer = ask(&library, &case("", &[(on, by)]), "2010-03-06");
        let told = |id| {
            let told = deadline(&answer, id);
            (told.ends, told.safe_by)
        };
        assert_eq!(told("of_two"), told("of_any"));
        told("of_two")
    };
    let date = |text: &str| Some(day(text));
    assert_eq!(told("2010-03-02", "'notice'\nby = 'mail'"), (date("2010-03-11"), None));
    assert_eq!(told("2010-03-01", "'notice'\nby = 'mail'"), (date("2010-03-16"), None));
    // One that was mailed may not be recorded, and may have been on the day of entry.
    assert_eq!(told("2010-03-05", "'notice'\nby = 'hand'"), (None, date("2010-03-11")));
}

#[test]
fn a_version_that_needs_what_the_period_needs_is_its_length() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
when = "present"
counted = "plain"
law = ["code"]
version = { when = "present", length = "10 days", law = ["code"] }
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-03-06");
    let act = deadline(&answer, "act");
    // It may not run; if it does, it ends on the tenth day.
    assert_eq!((act.state, act.ends), (Standing::Unknown, None));
    assert_eq!(act.safe_by, Some(day("2010-03-11")));
}

#[test]
fn what_must_lie_between_two_orders_lies_between_their_own_days() {
    let library = library(
        r#"
[period.term]
title = "Term"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
law = ["code"]
restarted_by = { event = "decided", asked_by = "filed", gap = "6 months", law = ["code"] }
"#,
    );
    let term = |second: &str| {
        let events =
            [("2010-04-01", "'decided'"), ("2010-05-01", "'filed'"), (second, "'decided'")];
        ends(&ask(&library, &case("", &events), "2011-01-01"), "term")
    };
    // Asked for one month after the first order; the six months end on 1 October.
    assert_eq!(term("2010-10-01"), Some(day("2011-04-01")));
    assert_eq!(term("2010-10-02"), Some(day("2011-10-02")));
}

#[test]
fn an_event_is_meant_where_any_of_its_words_is() {
    let library = library(
        r#"
[status.done]
title = "It is decided"
otherwise = "It is not decided"
when = "since decided (outcome is one of granted, denied)"
[status.granted]
title = "It is granted"
otherwise = "It is not granted"
when = "since decided (outcome is granted)"
"#,
    );
    let answer = ask(&library, &case("", &[("2010-03-05", "'decided'")]), "2010-03-06");
    assert_eq!((holds(&answer, "done"), holds(&answer, "granted")), (Some(true), None));
}

#[test]
fn a_last_day_that_is_named_moves_after_the_days_on_which_the_clock_stood_still() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
ends = "12 days after judgment_entered"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    let act =
        |events: &[(&str, &str)]| ends(&ask(&library, &case("", events), "2010-03-30"), "act");
    // Saturday 13 March, so Monday the 15th; on the Sunday nothing was left to count.
    assert_eq!(act(&[]), Some(day("2010-03-15")));
    let sunday = [("2010-03-14", "'stopped'"), ("2010-03-15", "'started'")];
    assert_eq!(act(&sunday), Some(day("2010-03-15")));
    let friday = [("2010-03-12", "'stopped'"), ("2010-03-13", "'started'")];
    assert_eq!(act(&friday), Some(day("2010-03-15")));
}

#[test]
fn days_are_added_by_mail_though_the_clock_may_stand_still() {
    let library = library(
        r#"
[counting.mail]
title = "Five days more by mail"
last_day = "as it falls"
added = { by = "mail", length = "5 days", law = ["code"] }
[period.act]
title = "Time to act"
starts = "later of (judgment_entered, notice)"
length = "10 days"
counted = "mail"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    let act = |by: &'static str| {
        ends(&ask(&library, &case("", &[("2010-03-05", by)]), "2010-03-10"), "act")
    };
    assert_eq!(act("'notice'\nby = 'hand'"), Some(day("2010-03-15")));
    assert_eq!(act("'notice'\nby = 'mail'"), Some(day("2010-03-20")));
}

#[test]
fn a_version_may_be_the_law_where_none_is_known_to_be() {
    let library = library(
        r#"
[period.answer]
title = "Time to answer"
starts = "20 days after judgment_entered"
counted = "plain"
law = ["code"]
version = { when = "present", ends = "10 days after judgment_entered", law = ["code"] }
[period.reply]
title = "Time to reply"
starts = "answer ends"
length = "5 days"
counted = "plain"
law = ["code"]
[status.running]
title = "It runs"
otherwise = "It does not run"
when = "within reply"
"#,
    );
    // If the debtor was there, the time to answer is over on 11 March, before it begins.
    let asked = |facts: &str| holds(&ask(&library, &case(facts, &[]), "2010-03-12"), "running");
    assert_eq!(asked("present = true"), Some(true));
    assert_eq!(asked("present = false"), Some(false));
    assert_eq!(asked(""), None);
}

#[test]
fn an_effect_is_counted_as_any_version_that_may_be_the_law_counts() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]
version = { when = "present", counted = "court", law = ["code"] }
extended_by = { event = "filed", to = "12 days after filed", law = ["code"] }
"#,
    );
    let act = |facts: &str| {
        let answer = ask(&library, &case(facts, &[("2010-03-08", "'filed'")]), "2010-03-10");
        let act = deadline(&answer, "act");
        (act.ends, act.safe_by)
    };
    let date = |text: &str| Some(day(text));
    // Twelve days from 8 March: Saturday the 20th.
    assert_eq!(act("present = false"), (date("2010-03-20"), None));
    assert_eq!(act("present = true"), (date("2010-03-22"), None));
    assert_eq!(act(""), (None, date("2010-03-20")));
}

#[test]
fn what_ends_a_period_comes_before_what_else_happens_on_the_day() {
    let library = library(
        r#"
[period.lien]
title = "Time that the later event of the pack ends"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
ended_by = ["stopped"]
law = ["code"]
extended_by = { event = "filed", to = "2 years after filed", law = ["code"] }
[period.term]
title = "Time that the earlier event of the pack ends"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
ended_by = ["filed"]
law = ["code"]
extended_by = { event = "stopped", to = "2 years after stopped", law = ["code"] }
"#,
    );
    let events = [("2010-04-01", "'filed'"), ("2010-04-01", "'stopped'")];
    let answer = ask(&library, &case("", &events), "2010-05-01");
    assert_eq!(ends(&answer, "lien"), Some(day("2010-03-31")));
    assert_eq!(ends(&answer, "term"), Some(day("2010-03-31")));
    // Both came too late to extend anything.
    assert_eq!(answer.warnings.len(), 2);
}

#[test]
fn a_last_day_counted_backwards_moves_back_though_the_clock_stood_still() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
ends = "10 days before 2010-03-22"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
[period.kept]
title = "Time without an end"
starts = "judgment_entered"
length = "open"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
extended_by = { event = "filed", to = "earlier of (10 days after filed, the end)", law = ["code"] }
"#,
    );
    let ends_of = |id: &str, events: &[(&str, &str)]| {
        ends(&ask(&library, &case("", events), "2010-03-30"), id)
    };
    // Friday 12 March; with one day more Saturday the 13th, so Friday again.
    let stop = [("2010-03-09", "'stopped'"), ("2010-03-10", "'started'")];
    assert_eq!(ends_of("act", &[]), Some(day("2010-03-12")));
    assert_eq!(ends_of("act", &stop), Some(day("2010-03-12")));
    // There was no end from which to count: the stop after the filing counts.
    let filed = ("2010-03-08", "'filed'");
    assert_eq!(ends_of("kept", &[filed]), Some(day("2010-03-18")));
    assert_eq!(ends_of("kept", &[filed, stop[0], stop[1]]), Some(day("2010-03-19")));
}

#[test]
fn what_is_recorded_before_the_entry_may_be_meant_though_another_may_be_unrecorded() {
    let library = library(
        r#"
[event.ordered]
title = "Stay ordered"
takes = ["outcome"]
may_precede_entry = true
may_be_unrecorded = true
ask = "When was the stay ordered?"
[event.noted]
title = "Noted"
may_precede_entry = true
counts_when = "between ordered (outcome is granted) and filed"
law = ["code"]
[status.noted_well]
title = "It is noted"
otherwise = "It is not noted"
when = "since noted"
"#,
    );
    let asked = |ordered: &str| {
        let ordered = format!("'ordered'{ordered}");
        let case = case("", &[("2010-02-20", &ordered), ("2010-02-22", "'noted'")]);
        holds(&ask(&library, &case, "2010-03-05"), "noted_well")
    };
    assert_eq!(asked("\noutcome = 'granted'"), Some(true));
    assert_eq!(asked("\noutcome = 'denied'"), Some(false));
    // It may have been granted.
    assert_eq!(asked(""), None);
}

/// Two who owe one judgment.
const BOTH: &str = r#"
[attribute.debtor]
title = "Which debtor"
kind = "text"
[attribute.chapter]
title = "Under which chapter"
values = { seven = "7", thirteen = "13" }
[event.bankrupt]
title = "Debtor went bankrupt"
takes = ["debtor", "chapter"]
of_another = ["codebtor_bankrupt"]
[event.codebtor_bankrupt]
title = "Another debtor went bankrupt"
takes = ["chapter"]
[event.died]
title = "Debtor died"
takes = ["debtor"]
of_another = []
[event.paid]
title = "Debtor paid"
takes = ["debtor"]
[status.stayed]
title = "It is stayed"
otherwise = "It is not stayed"
when = "since bankrupt or since codebtor_bankrupt (chapter is thirteen)"
law = ["code"]
[status.dead]
title = "The debtor is dead"
otherwise = "The debtor lives"
when = "since died"
law = ["code"]
[status.settled]
title = "It is paid"
otherwise = "It is not paid"
when = "since paid"
law = ["code"]
[status.seen]
title = "The debtor was there"
otherwise = "The debtor was not there"
when = "present"
law = ["code"]
"#;

/// A case with both, asked about one of them.
fn about(debtor: &str, events: &[(&str, &str, &str)]) -> Case {
    let mut text = format!(
        "jurisdiction = 'us-zz'\nabout = '{debtor}'\njudgment.entered = 2010-03-01\n\
         facts.present = false\n[debtor]\nAnn = {{ present = true }}\nBob = {{}}\n"
    );
    for (on, what, more) in events {
        text.push_str(&format!("[[event]]\non = {on}\nwhat = '{what}'\n{more}\n"));
    }
    Case::from_toml(&text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

#[test]
fn what_concerns_one_debtor_alone_is_for_another_what_the_pack_says() {
    let library = library(BOTH);
    let of_bob = |chapter| {
        let bankrupt = format!("debtor = 'Bob'{chapter}");
        let events = [
            ("2010-04-01", "bankrupt", bankrupt.as_str()),
            ("2010-05-03", "died", "debtor = 'Bob'"),
        ];
        let said = |debtor| {
            let answer = ask(&library, &about(debtor, &events), "2010-06-01");
            assert_eq!(answer.about.as_deref(), Some(debtor));
            ["stayed", "dead"].map(|id| holds(&answer, id))
        };
        (said("Ann"), said("Bob"))
    };
    let yes = Some(true);
    let no = Some(false);
    assert_eq!(of_bob("\nchapter = 'seven'"), ([no, no], [yes, yes]));
    assert_eq!(of_bob("\nchapter = 'thirteen'"), ([yes, no], [yes, yes]));
    // For Ann it depends on what is not said; for Bob it does not.
    assert_eq!(of_bob(""), ([None, no], [yes, yes]));
}

#[test]
fn what_is_asked_of_another_debtors_event_is_answered_where_it_stands() {
    let library = library(BOTH);
    let events = [("2010-04-01", "bankrupt", "debtor = 'Bob'")];
    let answer = ask(&library, &about("Ann", &events), "2010-06-01");
    let [question] = answer.questions.as_slice() else { panic!("{:?}", answer.questions) };
    assert_eq!((question.event, question.attribute), (Some("bankrupt"), Some("chapter")));
    assert!(question.text.starts_with("Another debtor went bankrupt"), "{}", question.text);
}

#[test]
fn what_concerns_all_counts_for_each_whomever_it_names() {
    let library = library(BOTH);
    for (whose, dead) in [("debtor = 'Bob'", Some(false)), ("", Some(true))] {
        let events = [("2010-04-01", "paid", whose), ("2010-05-03", "died", whose)];
        let answer = ask(&library, &about("Ann", &events), "2010-06-01");
        assert_eq!(holds(&answer, "settled"), Some(true));
        // An event that names nobody concerns all.
        assert_eq!(holds(&answer, "dead"), dead);
    }
}

#[test]
fn a_fact_of_one_debtor_takes_the_place_of_that_of_all() {
    let library = library(BOTH);
    let seen = |debtor| holds(&ask(&library, &about(debtor, &[]), "2010-06-01"), "seen");
    assert_eq!((seen("Ann"), seen("Bob")), (Some(true), Some(false)));
    let asked = about("Ann", &[]).asked_about("Bob");
    assert_eq!(holds(&ask(&library, &asked, "2010-06-01"), "seen"), Some(false));
}

#[test]
fn one_debtor_with_a_table_is_the_one_asked_about_and_without_tables_an_event_is_everybodys() {
    let library = library(BOTH);
    let base = "jurisdiction = 'us-zz'\njudgment.entered = 2010-03-01\n";
    let died = "[[event]]\non = 2010-04-01\nwhat = 'died'\ndebtor = 'Bob'\n";
    let dead = |text: String| {
        let case = Case::from_toml(&text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let answer = ask(&library, &case, "2010-06-01");
        (answer.about.clone(), holds(&answer, "dead"))
    };
    assert_eq!(dead(format!("{base}{died}")), (None, Some(true)));
    let bob = format!("{base}[debtor.Bob]\npresent = true\n{died}");
    assert_eq!(dead(bob), (Some("Bob".to_owned()), Some(true)));
}

#[test]
fn what_is_counted_from_the_start_is_counted_from_a_revival_that_may_have_been() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]
revived_by = { event = "decided (outcome is granted)", to = "5 days after decided", law = ["code"] }
extended_by = { event = "filed", to = "20 days after the start", law = ["code"] }
"#,
    );
    let latest = |decided: &str| {
        let decided = format!("'decided'{decided}");
        let case = case("", &[("2010-04-01", &decided), ("2010-04-03", "'filed'")]);
        let answer = ask(&library, &case, "2010-04-04");
        let act = deadline(&answer, "act");
        (act.ends, act.latest)
    };
    assert_eq!(latest("\noutcome = 'granted'"), (Some(day("2010-04-21")), None));
    assert_eq!(latest("\noutcome = 'denied'"), (Some(day("2010-03-11")), None));
    assert_eq!(latest(""), (None, Some(day("2010-04-21"))));
}

#[test]
fn a_period_is_told_as_it_runs_by_the_facts_that_it_needs() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
when = "surely present or kind is not rent"
counted = "plain"
law = ["code"]
version = { when = "kind is loan", length = "10 days", law = ["code"] }
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-03-06");
    let act = deadline(&answer, "act");
    // That the debtor was there is not sure, so it is no rent if it runs: then it is a loan.
    assert_eq!((act.state, act.ends), (Standing::Unknown, None));
    assert_eq!(act.safe_by, Some(day("2010-03-11")));
}

#[test]
fn what_would_revive_a_period_too_late_on_any_day_keeps_nothing_open() {
    let levy = |last: &str| {
        let library = library(&format!(
            r#"
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
revived_by = {{ event = "filed", not_after = "{last}", law = ["code"] }}
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
open = ["within force"]
law = ["code"]
"#
        ));
        state(&ask(&library, &case("", &[]), "2015-03-02"), "levy")
    };
    assert_eq!(levy("10 days after filed"), State::Blocked);
    assert_eq!(levy("10 days before filed"), State::Closed);
    assert_eq!(levy("1 day after the end"), State::Blocked);
    assert_eq!(levy("the end"), State::Closed);
}

#[test]
fn what_was_perhaps_not_asked_for_is_looked_at_on_its_own_day() {
    let library = library(
        r#"
[event.granted]
title = "More time granted"
[event.asked]
title = "More time asked for"
counts_when = "present"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
law = ["code"]
[[period.force.extended_by]]
event = "granted"
to = "1 year after granted"
not_before = "6 months after judgment_entered"
asked_by = "asked"
law = ["code"]
"#,
    );
    let force = |facts: &str| {
        let events = [("2010-04-01", "'asked'"), ("2010-10-01", "'granted'")];
        let answer = ask(&library, &case(facts, &events), "2010-11-01");
        let warned: Vec<_> = answer.warnings.iter().map(|warning| warning.event).collect();
        let force = deadline(&answer, "force");
        (force.ends, force.safe_by, warned)
    };
    let date = |text: &str| Some(day(text));
    // It could be asked for from 1 September on.
    assert_eq!(force("present = true"), (date("2011-03-01"), None, vec!["granted"]));
    // The request does not count, and the order itself came in time.
    assert_eq!(force("present = false"), (date("2011-10-01"), None, vec!["asked"]));
    assert_eq!(force(""), (None, date("2011-03-01"), Vec::new()));
}

#[test]
fn an_event_that_fails_by_two_entries_is_reported_for_the_one_that_says_more() {
    let library = library(
        r#"
[period.stay]
title = "Stay"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
restarted_by = { event = "decided", asked_by = "filed", law = ["code"] }
[[period.stay.extended_by]]
event = "decided"
to = "60 days after decided"
not_before = "5 days before the end"
law = ["code"]
"#,
    );
    let events =
        [("2010-03-05", "'filed'"), ("2010-03-10", "'decided'"), ("2010-03-12", "'decided'")];
    let answer = ask(&library, &case("", &events), "2010-03-20");
    // Begun anew on 10 March, so that the request of the 5th is no longer one for this time.
    assert_eq!(ends(&answer, "stay"), Some(day("2010-04-09")));
    let [warning] = &answer.warnings[..] else { panic!("{:?}", answer.warnings) };
    assert_eq!((warning.event, warning.on), ("decided", day("2010-03-12")));
    assert!(warning.text.contains("4 April 2010"), "{}", warning.text);
}

#[test]
fn a_new_end_moves_as_it_was_counted_though_the_clock_stood_still() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "12 days"
counted = "plain"
suspended_while = "between stopped and started"
law = ["code"]
extended_by = { event = "filed", to = "12 days after filed", counted = "court", law = ["code"] }
"#,
    );
    let act = |started: &str| {
        let events =
            [("2010-03-08", "'filed'"), ("2010-03-09", "'stopped'"), (started, "'started'")];
        ends(&ask(&library, &case("", &events), "2010-03-12"), "act")
    };
    // Twelve days from 8 March: Saturday the 20th.
    assert_eq!(act("2010-03-09"), Some(day("2010-03-22")));
    // A day longer: Sunday the 21st.
    assert_eq!(act("2010-03-10"), Some(day("2010-03-22")));
    // Three days longer: Tuesday the 23rd.
    assert_eq!(act("2010-03-12"), Some(day("2010-03-23")));
}

#[test]
fn what_ends_before_it_begins_is_held_open_if_it_ends_while_that_lasts() {
    let library = library(
        r#"
[period.answer]
title = "Time to answer"
starts = "20 days after judgment_entered"
ends = "9 days after judgment_entered"
counted = "plain"
law = ["code"]
held_open = { while = "until 2010-03-08", and_for = "3 days", law = ["code"] }
version = { when = "present", ends = "5 days after judgment_entered", law = ["code"] }
"#,
    );
    let answer = |facts: &str| {
        let answer = ask(&library, &case(facts, &[]), "2010-03-05");
        let answer = deadline(&answer, "answer");
        (answer.ends, answer.safe_by)
    };
    // The hold is over on 9 March, from which three days are counted.
    assert_eq!(answer("present = true").0, Some(day("2010-03-12")));
    assert_eq!(answer("present = false").0, Some(day("2010-03-10")));
    let (ends, safe_by) = answer("");
    assert_eq!(ends, None);
    assert!(safe_by <= Some(day("2010-03-10")), "{safe_by:?}");
}

#[test]
fn the_time_to_revive_is_counted_as_the_version_counts() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "5 years"
counted = "plain"
law = ["code"]
revived_by = { event = "filed", not_after = "13 days after the end", law = ["code"] }
version = { when = "present", counted = "court", law = ["code"] }
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
open = ["within force"]
law = ["code"]
"#,
    );
    let levy = |facts: &str, on: &str| state(&ask(&library, &case(facts, &[]), on), "levy");
    // To Sunday 1 March 2015, and thirteen days more.
    assert_eq!(levy("present = false", "2015-03-14"), State::Blocked);
    assert_eq!(levy("present = false", "2015-03-15"), State::Closed);
    // To Monday 2 March; the thirteenth day after it is Sunday the 15th.
    assert_eq!(levy("present = true", "2015-03-16"), State::Blocked);
    assert_eq!(levy("present = true", "2015-03-17"), State::Closed);
}

#[test]
fn the_later_of_two_ends_is_the_one_that_moves_further() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[counting.court]
title = "A closed last day moves on"
calendar = "court"
last_day = "next court day"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
ends = "later of (12 days after judgment_entered, filed)"
counted = "court"
suspended_while = "between stopped and started"
law = ["code"]
"#,
    );
    let act = |filed: &str, started: &str| {
        let events = [(filed, "'filed'"), ("2010-03-04", "'stopped'"), (started, "'started'")];
        ends(&ask(&library, &case("", &events), "2010-03-30"), "act")
    };
    // Twelve days from 1 March: Saturday the 13th, so Monday the 15th, after Sunday the 14th.
    assert_eq!(act("2010-03-14", "2010-03-04"), Some(day("2010-03-15")));
    assert_eq!(act("2010-03-16", "2010-03-04"), Some(day("2010-03-16")));
    // Three days longer, from Saturday the 13th: Tuesday the 16th.
    assert_eq!(act("2010-03-14", "2010-03-07"), Some(day("2010-03-16")));
}

#[test]
fn what_an_event_has_ended_is_over_though_more_time_was_asked_for() {
    let library = library(
        r#"
[event.paid]
title = "Judgment paid"
[period.force]
title = "Time in force"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
ended_by = ["paid"]
law = ["code"]
restarted_by = { event = "decided", asked_by = "filed", law = ["code"] }
[procedure.levy]
title = "Levy"
by = "creditor"
does = "It takes."
open = ["within force"]
law = ["code"]
"#,
    );
    let (asked, decided) = (("2010-03-05", "'filed'"), ("2010-03-12", "'decided'"));
    let force = |events: &[(&str, &str)], on: &str| {
        let answer = ask(&library, &case("", events), on);
        let warned: Vec<_> = answer.warnings.iter().map(|warning| warning.event).collect();
        (ends(&answer, "force"), state(&answer, "levy"), warned)
    };
    let date = |text: &str| Some(day(text));
    assert_eq!(
        force(&[asked, decided], "2010-03-12"),
        (date("2011-03-12"), State::Available, vec![])
    );
    let paid = ("2010-03-10", "'paid'");
    assert_eq!(force(&[asked, paid], "2010-03-11"), (date("2010-03-09"), State::Closed, vec![]));
    assert_eq!(
        force(&[asked, paid, decided], "2010-03-12"),
        (date("2010-03-09"), State::Closed, vec!["decided"])
    );
}

#[test]
fn what_one_hold_keeps_open_another_may_keep_open_longer() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]
[[period.act.held_open]]
while = "from 2010-03-15 until 2010-03-20"
law = ["code"]
[[period.act.held_open]]
while = "between stopped and started"
law = ["code"]
"#,
    );
    let act =
        |events: &[(&str, &str)]| ends(&ask(&library, &case("", events), "2010-03-30"), "act");
    // Ten days from 1 March; over when the hold from the 15th on begins.
    assert_eq!(act(&[]), Some(day("2010-03-11")));
    let stopped = ("2010-03-10", "'stopped'");
    // Held until 13 March, which is before the 15th; and until the 16th, which is not.
    assert_eq!(act(&[stopped, ("2010-03-14", "'started'")]), Some(day("2010-03-13")));
    assert_eq!(act(&[stopped, ("2010-03-17", "'started'")]), Some(day("2010-03-20")));
}

#[test]
fn a_hold_lasts_though_the_time_after_it_moves_back_before_its_end() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[calendar.court.holiday.court_day]
title = "Court Day"
on = "15 March"
law = ["code"]
[counting.open_day]
title = "The last day is the court day before"
last_day = "previous court day"
calendar = "court"
law = ["code"]
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "open_day"
law = ["code"]
held_open = { while = "from 2010-03-05 until 2010-03-13", and_for = "1 day", law = ["code"] }
"#,
    );
    // Ten days from 1 March are the 11th, while it is held open: until Saturday the 13th. A
    // day after Sunday is Monday the 15th, a holiday; the court day before is Friday the 12th.
    assert_eq!(ends(&ask(&library, &case("", &[]), "2010-03-02"), "act"), Some(day("2010-03-13")));
}

#[test]
fn what_may_have_ended_before_is_not_ended_for_certain_by_an_event() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
ends = "notice"
counted = "plain"
ended_by = ["stopped"]
law = ["code"]
[[period.act.extended_by]]
event = "decided"
to = "30 days after decided"
asked_by = "filed"
law = ["code"]
[status.runs]
title = "There is time"
otherwise = "There is none"
when = "within act"
law = ["code"]
"#,
    );
    let events =
        [("2010-03-02", "'filed'"), ("2010-03-10", "'stopped'"), ("2010-03-20", "'decided'")];
    let asked = |notice: Option<&str>| {
        let notice = notice.map(|on| (on, "'notice'"));
        let events: Vec<_> = events.into_iter().chain(notice).collect();
        let answer = ask(&library, &case("", &events), "2010-03-25");
        (holds(&answer, "runs"), answer.warnings.iter().any(|warning| warning.event == "decided"))
    };
    // Over on the 5th, when more had been asked for: nothing was left to be ended on the 10th.
    assert_eq!(asked(Some("2010-03-05")), (Some(true), false));
    // Ended on the 9th, and only a revival brings that back.
    assert_eq!(asked(Some("2010-03-12")), (Some(false), true));
    // Where the notice is not recorded, either.
    assert_eq!(asked(None), (None, false));
}

#[test]
fn what_an_effect_asks_is_asked_only_where_its_event_is_recorded() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]
[[period.act.extended_by]]
event = "filed"
to = "20 days after filed"
when = "kind is rent"
law = ["code"]
[[period.act.extended_by]]
event = "decided"
to = "30 days after decided"
when = "present"
law = ["code"]
"#,
    );
    let asked = |events: &[(&str, &str)]| {
        let answer = ask(&library, &case("", events), "2010-03-12");
        answer.questions.iter().filter_map(|question| question.fact).collect::<Vec<_>>()
    };
    assert_eq!(asked(&[("2010-03-05", "'filed'")]), ["kind"]);
    assert_eq!(asked(&[("2010-03-05", "'decided'")]), ["present"]);
    assert_eq!(asked(&[]), [""; 0]);
}

#[test]
fn of_two_events_on_one_day_the_entry_takes_the_one_it_names_first() {
    let library = library(
        r#"
[period.act]
title = "Time to act"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
law = ["code"]
[[period.act.extended_by]]
event = "any of (stopped, filed)"
to = "20 days after judgment_entered"
not_after = "10 days after judgment_entered"
times = 1
law = ["code"]
"#,
    );
    let events = [("2010-03-05", "'filed'"), ("2010-03-05", "'stopped'")];
    for events in [[events[0], events[1]], [events[1], events[0]]] {
        let answer = ask(&library, &case("", &events), "2010-03-06");
        let warned: Vec<_> = answer.warnings.iter().map(|warning| warning.event).collect();
        assert_eq!(warned, ["filed"]);
    }
}

#[test]
fn of_entries_that_are_not_for_the_case_the_last_says_why() {
    let library = library(
        r#"
[event.act]
title = "Act"
counts_if_it_changes = "term"
law = ["code"]
[period.term]
title = "Term"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.term.extended_by]]
event = "act"
to = "60 days after act"
when = "kind is rent"
law = ["code"]
[[period.term.extended_by]]
event = "act"
to = "90 days after act"
when = "present"
law = ["code"]
"#,
    );
    let facts = "kind = 'loan'\npresent = false";
    let answer = ask(&library, &case(facts, &[("2010-03-05", "'act'")]), "2010-03-06");
    let [warning] = &answer.warnings[..] else { panic!("{:?}", answer.warnings) };
    assert!(warning.text.contains("The debtor was not there"), "{}", warning.text);
}

#[test]
fn a_day_taken_over_from_a_building_block_is_counted_beside_it() {
    let library = library(
        r#"
[law.years]
cite = "Nowhere Code § 11"
url = "https://example.org/11"
checked = 2026-11-21
tier = "unverified"

[period.one_year]
title = "The first year"
starts = "judgment_entered"
length = "1 year"
counted = "plain"
shown = false
law = ["years"]

[period.one_month]
title = "The month after it"
starts = "1 day after one_year ends"
ends = "1 month after one_year ends"
counted = "plain"
shown = false
law = ["code"]

[period.force]
title = "Force"
starts = "judgment_entered"
ends = "one_month ends"
law = ["code"]

[period.object]
title = "Time to object"
starts = "1 day after force ends"
length = "5 days"
counted = "plain"
law = ["code"]
"#,
    );
    let answer = ask(&library, &case("", &[]), "2010-03-02");
    // A year from 1 March 2010 and a month: 1 April 2011.
    let force = deadline(&answer, "force");
    assert_eq!(force.ends, Some(day("2011-04-01")));
    let counted: Vec<(&str, Vec<String>)> = force
        .building_blocks
        .iter()
        .map(|block| (block.id, block.computation.lines().collect()))
        .collect();
    let paper = [
        (
            "one_month",
            vec![
                "The first year ends: 2011-03-01 (Tuesday)",
                "+ 1 day = 2011-03-02 (Wednesday)",
                "starts: 2011-03-02 (Wednesday)",
                "The first year ends: 2011-03-01 (Tuesday)",
                "+ 1 month = 2011-04-01 (Friday)",
            ],
        ),
        (
            "one_year",
            vec!["Judgment entered: 2010-03-01 (Monday)", "+ 1 year = 2011-03-01 (Tuesday)"],
        ),
    ];
    let counted: Vec<(&str, Vec<&str>)> = counted
        .iter()
        .map(|(id, lines)| (*id, lines.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(counted, paper);
    let first = &force.building_blocks[1];
    assert_eq!((first.starts, first.ends), (Some(day("2010-03-01")), Some(day("2011-03-01"))));
    assert_eq!(first.law, ["years"]);
    assert!(answer.laws.contains_key("years"));
    // A deadline is counted where it stands itself, not again.
    assert!(deadline(&answer, "object").building_blocks.is_empty());
}

#[test]
fn a_computation_says_how_each_new_end_was_counted_and_by_which_law() {
    let library = library(
        r#"
[calendar.court]
title = "Court"
[calendar.court.holiday.feast]
title = "Feast"
on = "20 October"
law = ["code"]

[counting.roll]
title = "The last day moves"
last_day = "next court day"
calendar = "court"
law = ["rolls"]

[counting.short]
title = "Short times leave out weekends"
last_day = "next court day"
court_days_up_to = 5
calendar = "court"
law = ["shorts"]

[law.rolls]
cite = "Nowhere Code § 7(b)"
url = "https://example.org/7"
checked = 2026-11-21
tier = "unverified"

[law.shorts]
cite = "Nowhere Code § 8"
url = "https://example.org/8"
checked = 2026-11-21
tier = "unverified"

[law.renews]
cite = "Nowhere Code § 9(a)"
url = "https://example.org/9"
checked = 2026-11-21
tier = "unverified"

[law.holds]
cite = "Nowhere Code § 10"
url = "https://example.org/10"
checked = 2026-11-21
tier = "unverified"

[period.force]
title = "Force"
starts = "judgment_entered"
length = "6 months"
counted = "roll"
law = ["code"]
[[period.force.extended_by]]
event = "filed"
to = "6 months after the end"
law = ["renews"]
[[period.force.extended_by]]
event = "decided"
to = "later of (1 month after the end, 2 months after decided)"
law = ["renews"]
[[period.force.held_open]]
while = "between stopped and started"
and_for = "10 days"
law = ["holds"]

[period.object]
title = "Time to object"
starts = "filed"
length = "5 days"
counted = "short"
law = ["code"]
"#,
    );
    let events = [
        ("2010-08-20", "'filed'"),
        ("2011-02-20", "'stopped'"),
        ("2011-03-17", "'started'"),
        ("2011-03-20", "'decided'"),
    ];
    let answer = ask(&library, &case("", &events), "2011-03-20");
    let force = deadline(&answer, "force");
    let lines: Vec<String> = force.computation.lines().collect();
    // Six months from 1 March 2010 are Wednesday 1 September, and six from it Tuesday
    // 1 March 2011. The clock was stopped then, through 16 March; ten days from the 17th
    // are Sunday 27 March. A month from Monday the 28th is Thursday 28 April; two from
    // the decision, Friday 20 May.
    let paper = [
        "Judgment entered: 2010-03-01 (Monday)",
        "+ 6 months = 2010-09-01 (Wednesday)",
        "Paper filed 2010-08-20: moves the end (Nowhere Code § 9(a))",
        "counted from 2010-09-01 (Wednesday)",
        "+ 6 months = 2011-03-01 (Tuesday)",
        "held open until 2011-03-16 (Wednesday), while “Clock stopped” has happened, and “Clock \
         started” has not happened since (Nowhere Code § 10)",
        "counted from 2011-03-17 (Thursday)",
        "+ 10 days = 2011-03-27 (Sunday)",
        "2011-03-27 is a Sunday: moves to 2011-03-28 (Monday) (Nowhere Code § 7(b))",
        "Paper decided 2011-03-20: moves the end (Nowhere Code § 9(a))",
        "counted from 2011-03-28 (Monday)",
        "+ 1 month = 2011-04-28 (Thursday)",
        "counted from 2011-03-20 (Sunday)",
        "+ 2 months = 2011-05-20 (Friday)",
        "the later of these: 2011-05-20 (Friday)",
    ];
    assert_eq!(lines, paper);
    assert_eq!(force.ends, Some(day("2011-05-20")));
    // What changed the end is a law of the deadline; all that the lines cite stand in the
    // answer with their addresses.
    assert_eq!(force.law, ["code", "renews", "holds"]);
    assert!(force.computation.law().all(|id| answer.laws.contains_key(id)));
    assert!(answer.laws.contains_key("rolls"));

    // Five court days after Wednesday 13 October 2010, over a weekend and the feast on
    // Wednesday the 20th: the 14th, 15th, 18th, 19th and 21st.
    let answer = ask(&library, &case("", &[("2010-10-13", "'filed'")]), "2010-10-13");
    let object = deadline(&answer, "object");
    let lines: Vec<String> = object.computation.lines().collect();
    let paper = [
        "Paper filed: 2010-10-13 (Wednesday)",
        "+ 5 days = 2010-10-21 (Thursday), court days only (Nowhere Code § 8), without \
         2010-10-20 (Feast)",
    ];
    assert_eq!(lines, paper);
    assert!(answer.laws.contains_key("shorts"));
}

#[test]
fn what_is_over_is_said_to_be_over_though_its_last_day_is_not_known() {
    let library = library(
        r#"
[counting.served]
title = "Five days more by mail"
last_day = "as it falls"
added = { by = "mail", length = "5 days", law = ["code"] }
law = ["code"]

[period.object]
title = "Time to object"
starts = "notice"
length = "10 days"
counted = "served"
law = ["code"]

[procedure.object]
title = "Object"
by = "debtor"
does = "You object."
open = ["within object"]
law = ["code"]
"#,
    );
    // Ten days from 5 March are the 15th; if the notice was mailed, five more.
    let case = case("", &[("2010-03-05", "\"notice\"")]);
    let why = |on: &str| {
        let answer = ask(&library, &case, on);
        let object = answer.procedures.iter().find(|one| one.id == "object").expect("it is there");
        (object.state, object.reasons[0].text.clone())
    };
    let unknown = "Time to object: its days are not known".to_owned();
    assert_eq!(why("2010-03-20"), (State::Unknown, unknown));
    let over = "Time to object: ended on 20 March 2010 at the latest".to_owned();
    assert_eq!(why("2010-03-21"), (State::Closed, over));
}

#[test]
fn what_will_run_again_is_told_by_the_run_to_come() {
    let library = library(
        r#"
[period.window]
title = "Window"
starts = "10 days after each filed"
length = "5 days"
counted = "plain"
law = ["code"]

[procedure.object]
title = "Object"
by = "debtor"
does = "You object."
open = ["within window"]
law = ["code"]
"#,
    );
    // The first window: 12 to 17 March; the second: 30 March to 4 April.
    let case = case("", &[("2010-03-02", "\"filed\""), ("2010-03-20", "\"filed\"")]);
    let answer = ask(&library, &case, "2010-03-25");
    let object = answer.procedures.iter().find(|one| one.id == "object").expect("it is there");
    assert_eq!((object.state, object.from), (State::Upcoming, Some(day("2010-03-30"))));
    assert_eq!(object.reasons[0].text, "Window: from 30 March 2010");
}

#[test]
fn a_procedure_has_the_safe_day_of_the_time_in_which_it_must_be_done() {
    let library = library(
        r#"
[period.window]
title = "Window"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.window.reading]]
text = "Some count 25 days."
length = "25 days"
law = ["code"]

[status.both]
title = "Both run"
otherwise = "Not both run"
when = "within window and within life"

[procedure.object]
title = "Object"
by = "debtor"
does = "You object."
open = ["both"]
law = ["code"]

[procedure.either]
title = "Do one or the other"
by = "debtor"
does = "You do."
open = ["within window or within life"]
law = ["code"]
"#,
    );
    // Thirty days from 1 March are the 31st; 25 are the 26th.
    let answer = ask(&library, &case("", &[]), "2010-03-05");
    let of = |id| answer.procedures.iter().find(|one| one.id == id).expect("it is there");
    let object = of("object");
    assert_eq!(
        (object.until, object.safe_by, object.last_safe_day()),
        (Some(day("2010-03-31")), Some(day("2010-03-26")), Some(day("2010-03-26")))
    );
    // It need not be done in the window.
    assert_eq!((of("either").until, of("either").safe_by), (Some(day("2020-03-01")), None));
}

#[test]
fn what_is_put_off_beyond_all_dates_never_ends() {
    let library = library(
        r#"
[period.vault]
title = "Vault"
starts = "judgment_entered"
length = "1000 years"
counted = "plain"
law = ["code"]
[[period.vault.extended_by]]
event = "filed"
to = "1000 years after the end"
law = ["code"]
"#,
    );
    // 300,000 years: the calendar has no such date, but it is surely not over.
    let on = |day: i32| (Day::new(2010, 3, 2).expect("a day").plus(day).to_string(), "'filed'");
    let filed: Vec<(String, &str)> = (0..300).map(on).collect();
    let filed: Vec<(&str, &str)> = filed.iter().map(|(on, what)| (on.as_str(), *what)).collect();
    let answer = ask(&library, &case("", &filed), "2025-01-01");
    let vault = deadline(&answer, "vault");
    assert_eq!((vault.state, vault.ends), (Standing::Running, None));
}

/// Three packs of one thing: the topmost says nothing of it, and the next builds on
/// the one below it.
#[test]
fn a_pack_lies_over_all_that_it_builds_on_in_whatever_order_they_are_named() {
    let pack = |id: &str, builds_on: &str, title: &str| {
        let text = format!(
            "[pack]\nid = \"{id}\"\nname = \"Nowhere\"\nversion = \"2026-11-21\"\n{builds_on}\n\
             [event.judgment_entered]\n{title}\n"
        );
        (format!("{id}/pack.toml"), text)
    };
    for named in ["[\"us-zb\", \"us-zc\"]", "[\"us-zc\", \"us-zb\"]"] {
        let packs = [
            pack("us-za", &format!("builds_on = {named}"), "takes = []"),
            pack("us-zb", "builds_on = \"us-zc\"", "title = \"Said by b\""),
            pack("us-zc", "", "title = \"Said by c\""),
        ];
        let sources = packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let found = Library::resolved(sources, "us-za").unwrap_or_else(|errors| panic!("{errors}"));
        let lines: Vec<&str> = found[0].keys.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(lines[0], "title = \"Said by b\"", "{named}");
    }
}

#[test]
fn a_packs_own_periods_come_before_those_that_it_takes_over_as_they_are() {
    let period = |id: &str| {
        format!(
            "[period.{id}]\ntitle = \"{id}\"\nstarts = \"judgment_entered\"\nlength = \"5 days\"\n\
             counted = \"plain\"\nlaw = [\"code\"]\n"
        )
    };
    let head = "version = \"2026-11-21\"\n";
    let below = COMMON.replace("us-zz", "us").replace(head, &format!("{head}foundation = true\n"));
    let below = format!("{below}{}{}{}", period("left"), period("moved"), period("alone"));
    let own = format!(
        "[pack]\nid = \"us-zz\"\nname = \"Nowhere\"\nversion = \"2026-11-21\"\n\
         builds_on = [\"us\"]\n{}[period.moved]\nlength = \"6 days\"\n",
        period("own")
    );
    let sources = [("us/pack.toml", below.as_str()), ("us-zz/pack.toml", own.as_str())];
    let library = Library::from_sources(sources).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let answer = ask(&library, &case("", &[]), "2010-03-02");
    let among = ["left", "moved", "alone", "own"];
    let told = answer.deadlines.iter().map(|one| one.id).filter(|id| among.contains(id));
    assert_eq!(told.collect::<Vec<_>>(), ["own", "moved", "left", "alone"]);
    assert_eq!(ends(&answer, "moved"), Some(day("2010-03-07")));
}

/// A time that matters to nobody once the debt is paid; nothing else asks for that.
const MOOT: &str = r#"
[event.paid]
title = "Paid"
[period.claim]
title = "Claim"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
moot_when = "since paid"
law = ["code"]
"#;

/// Which of some expectations of 20 March 2010 hold, in a case with these events.
fn hold<'e>(library: &Library, events: &str, expected: &[&'e str]) -> Vec<&'e str> {
    let holds = |expected: &&&str| {
        let text = format!(
            "title = \"A case\"\n[case]\njurisdiction = \"us-zz\"\n\
             judgment.entered = 2010-03-01\n{events}\n[[expect]]\non = 2010-03-20\n{expected}\n"
        );
        example::examine(library, "case.toml", &text).holds()
    };
    expected.iter().filter(holds).copied().collect()
}

#[test]
fn what_matters_to_nobody_is_expected_as_moot() {
    let library = library(MOOT);
    let expected = [
        "deadlines = { claim = \"ends 2010-03-31\" }",
        "deadlines = { claim = \"moot\" }",
        "deadlines = { claim = \"moot ends 2010-03-31\" }",
        "deadlines = { claim = \"moot ends 2010-03-30\" }",
        "deadlines = { claim = \"none\" }",
    ];
    let paid = "[[case.event]]\non = 2010-03-10\nwhat = \"paid\"";
    assert_eq!(hold(&library, paid, &expected), expected[1..3]);
    assert_eq!(hold(&library, "", &expected), expected[..1]);
}

#[test]
fn a_time_is_expected_as_it_is_told() {
    let library = library(
        r#"
[event.paid]
title = "Paid"
[period.short]
title = "Over by then"
starts = "judgment_entered"
length = "10 days"
counted = "plain"
moot_when = "since paid"
law = ["code"]
[period.read]
title = "Read in two ways"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
[[period.read.reading]]
text = "It is twenty days."
length = "20 days"
law = ["code"]
[[period.read.extended_by]]
event = "filed"
to = "40 days after judgment_entered"
law = ["code"]
"#,
    );
    let expected = [
        // Ten days from 1 March; what is over is expected as over.
        "deadlines = { short = \"ends 2010-03-11\" }",
        "deadlines = { short = \"ended 2010-03-11\" }",
        "deadlines = { short = \"moot ended 2010-03-11\" }",
        // The safe day of what runs is a part of it, the first day is not.
        "deadlines = { read = \"ends 2010-03-31\" }",
        "deadlines = { read = \"ends 2010-03-31 safe by 2010-03-21\" }",
        "deadlines = { read = \"starts 2010-03-01 ends 2010-03-31 safe by 2010-03-21\" }",
        "deadlines = { read = \"ends 2010-04-10\" }",
    ];
    assert_eq!(hold(&library, "", &expected), [expected[1], expected[4], expected[5]]);
    // Paid, that it matters to nobody may be said of what is over; and the forty days of
    // the extension are the same by both readings.
    let events = "[[case.event]]\non = 2010-03-10\nwhat = \"paid\"\n\
                  [[case.event]]\non = 2010-03-10\nwhat = \"filed\"";
    assert_eq!(hold(&library, events, &expected), [expected[1], expected[2], expected[6]]);
}

#[test]
fn of_several_runs_any_is_expected_or_a_list_says_them_all() {
    let library = library(
        r#"
[period.answer]
title = "Time to answer"
starts = "each filed"
length = "10 days"
counted = "plain"
law = ["code"]
"#,
    );
    // Ten days from 5 March are over on the 20th, ten from 12 March are not.
    let expected = [
        "deadlines = { answer = \"ended 2010-03-15\" }",
        "deadlines = { answer = \"ends 2010-03-22\" }",
        "deadlines = { answer = [\"ended 2010-03-15\", \"starts 2010-03-12 ends 2010-03-22\"] }",
        "deadlines = { answer = [\"ends 2010-03-22\", \"ended 2010-03-15\"] }",
        "deadlines = { answer = [\"ends 2010-03-22\"] }",
        "deadlines = { answer = [\"not started\"] }",
        "deadlines = { answer = [] }",
    ];
    let filed = |day| format!("[[case.event]]\non = 2010-03-{day}\nwhat = \"filed\"\n");
    let both = filed("05") + &filed("12");
    assert_eq!(hold(&library, &both, &expected), expected[..3]);
    assert_eq!(hold(&library, &filed("12"), &expected), [expected[1], expected[4]]);
    assert_eq!(hold(&library, "", &expected), [expected[5]]);
}

#[test]
fn the_safe_day_of_a_procedure_is_expected_where_it_is_said() {
    let library = library(
        r#"
[period.appeal]
title = "Time to appeal"
starts = "judgment_entered"
length = "30 days"
counted = "plain"
law = ["code"]
reading = { text = "It is twenty days.", length = "20 days", law = ["code"] }
[procedure.appeal]
title = "Appeal"
by = "debtor"
open = ["within appeal"]
does = "A higher court hears the case."
law = ["code"]
"#,
    );
    let expected = [
        "procedures = { appeal = \"available\" }",
        "procedures = { appeal = \"available until 2010-03-31\" }",
        "procedures = { appeal = \"available until 2010-03-31 safe by 2010-03-21\" }",
        "procedures = { appeal = \"available until 2010-03-31 safe by 2010-03-22\" }",
    ];
    assert_eq!(hold(&library, "", &expected), expected[..3]);
}

#[test]
fn what_only_makes_a_time_moot_is_used() {
    let text = format!("{COMMON}\n{MOOT}");
    let doubts = Library::doubts([("us-zz/pack.toml", text.as_str())]);
    assert!(doubts.iter().all(|doubt| !doubt.message.contains("`paid`")), "{doubts:?}");
    let library = library(MOOT);
    let pack = library.pack("us-zz").expect("the pack");
    let moots = pack.ties().into_iter().find(|tie| tie.edge == Edge::Moots).expect("a tie");
    let names = [moots.from, moots.to].map(|element| pack.name_of(element));
    assert_eq!(names, ["paid", "claim"]);
}

#[test]
fn more_than_numbers_can_tell_apart_is_refused() {
    let names: Vec<String> = (0..65_537).map(|at| format!("us-zz/f{at}.toml")).collect();
    let files = Library::from_sources(names.iter().map(|name| (name.as_str(), "")));
    let told = files.expect_err("too many files").to_string();
    assert!(told.contains("too-large"), "{told}");
    let effect = "[[period.life.extended_by]]\nevent = \"filed\"\nto = \"1 year after filed\"\nlaw = [\"code\"]\n";
    let text = format!("{COMMON}\n{}", effect.repeat(20_001));
    let effects = Library::from_sources([("us-zz/pack.toml", text.as_str())]);
    let told = effects.expect_err("too many effects").to_string();
    assert!(told.contains("as many changes of one period"), "{}", &told[..200]);
}

#[test]
fn what_rests_on_too_many_others_is_refused() {
    let tower = |high: usize| {
        let mut text = COMMON.to_owned();
        text.push_str("[status.s0]\ntitle = \"S\"\notherwise = \"N\"\nwhen = \"present\"\n");
        for at in 1..high {
            let below = at - 1;
            text.push_str(&format!(
                "[status.s{at}]\ntitle = \"S\"\notherwise = \"N\"\nwhen = \"not not s{below}\"\n"
            ));
        }
        Library::from_sources([("us-zz/pack.toml", text.as_str())])
    };
    // A fact below 500 statuses; one more is too high.
    let library = tower(500).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(
        holds(&ask(&library, &case("present = true", &[]), "2010-03-01"), "s499"),
        Some(true)
    );
    let told = tower(8_000).expect_err("too high").to_string();
    assert!(told.contains("`s500` rests on too many others"), "{told}");
}
