//! What the program says to bad input: one small mistake a test, one snapshot
//! a mistake.
//!
//! The cases lie in `bad/`. Mistakes in packs are made in a copy of the small
//! pack in `bad/rules`, one place at a time; what is very large or very deep is
//! made here. Of every answer it is checked that the exit status is 1 (2 where
//! the command is wrong), that nothing is on standard output, and that nothing
//! panicked.

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{complaint, folder, hold, recoup, run};

/// The folder of the bad cases.
fn bad() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad")
}

/// A folder with the good case and the good pack.
fn good(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::create_dir_all(folder.join("rules/us-zz")).unwrap();
    for file in ["good.toml", "rules/us-zz/pack.toml", "rules/us-zz/time.toml"] {
        fs::copy(bad().join(file), folder.join(file)).unwrap();
    }
    folder
}

const CASE_AND_PACK: [&str; 6] = ["next", "good.toml", "--rules", "rules", "--on", "2025-04-10"];

#[test]
fn the_good_case_and_the_good_pack_are_good() {
    let output = run(&bad(), &CASE_AND_PACK);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let checked = run(&bad(), &["pack", "check", "--rules", "rules"]);
    assert!(checked.status.success());
    let said = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(said, "us-zz: in order; it has no examples\n");
}

// Case files.

fn bad_case(name: &str, file: &str) {
    let args = ["next", file, "--rules", "rules", "--on", "2025-04-10"];
    let said = complaint(run(&bad(), &args), 1);
    hold(name, &format!("recoup next {file}"), &said);
}

macro_rules! bad_cases {
    ($($name:ident: $file:literal,)+) => {
        $(#[test] fn $name() { bad_case(stringify!($name), $file); })+
    };
}

bad_cases! {
    case_unknown_key: "unknown-key.toml",
    case_unknown_fact: "unknown-fact.toml",
    case_unknown_fact_value: "unknown-fact-value.toml",
    case_unknown_event: "unknown-event.toml",
    case_unknown_attribute: "unknown-attribute.toml",
    case_unknown_attribute_value: "unknown-attribute-value.toml",
    case_attribute_not_taken: "attribute-not-taken.toml",
    case_unknown_jurisdiction: "unknown-jurisdiction.toml",
    case_unknown_names_json: "unknown-names.json",
    case_fact_in_quotes: "fact-in-quotes.toml",
    case_fact_of_another_kind: "fact-of-another-kind.toml",
    case_jurisdiction_is_a_number: "jurisdiction-is-a-number.toml",
    case_what_is_a_number: "what-is-a-number.toml",
    case_no_such_date: "no-such-date.toml",
    case_no_such_date_in_quotes: "no-such-date-in-quotes.toml",
    case_date_in_words: "date-in-words.toml",
    case_date_american: "date-american.toml",
    case_date_with_a_time: "date-with-a-time.toml",
    case_date_is_a_number: "date-is-a-number.toml",
    case_date_of_year_zero: "date-of-year-zero.toml",
    case_before_the_judgment: "before-the-judgment.toml",
    case_entry_as_an_event: "entry-as-an-event.toml",
    case_event_without_keys: "event-without-keys.toml",
    case_no_judgment: "no-judgment.toml",
    case_no_entry: "no-entry.toml",
    case_amount_in_words: "amount-in-words.toml",
    case_amount_too_large: "amount-too-large.toml",
    case_amount_not_a_number: "amount-not-a-number.toml",
    case_amounts_no_judgment_has: "amounts-no-judgment-has.toml",
    case_amount_as_a_fact: "amount-as-a-fact.toml",
    case_not_toml: "not-toml.toml",
    case_quote_left_open: "quote-left-open.toml",
    case_empty: "empty.toml",
    case_only_a_remark: "only-a-remark.toml",
    case_several: "several.toml",
    case_several_of_form: "several-of-form.toml",
    case_not_utf_8: "latin-1.toml",
    case_a_folder: "a-folder",
    case_missing: "missing.toml",
    case_json_not_json: "not-json.json",
    case_json_cut_short: "cut-short.json",
    case_json_comma_too_many: "comma-too-many.json",
    case_json_null: "null.json",
    case_json_null_fact: "null-fact.json",
    case_json_key_twice: "key-twice.json",
    case_json_a_remark: "a-remark.json",
    case_json_empty: "empty.json",
    case_json_number_not_in_quotes: "number-not-in-quotes.json",
    case_json_a_list: "a-list.json",
    case_json_key_with_escapes: "key-with-escapes.json",
    case_json_date_and_name: "date-and-name.json",
    case_date_without_quotes: "date-without-quotes.toml",
    case_key_twice: "key-twice.toml",
    case_amount_negative: "amount-negative.toml",
    case_no_jurisdiction: "no-jurisdiction.toml",
    case_nothing_near: "nothing-near.toml",
    case_court_that_is_no_fact: "court-that-is-no-fact.toml",
    case_debtors_about_nobody: "debtors-about-nobody.toml",
    case_debtors_about_somebody_else: "debtors-about-somebody-else.toml",
    case_debtors_without_a_table: "debtors-without-a-table.toml",
    case_debtors_with_slips: "debtors-with-slips.toml",
}

#[test]
fn case_deeply_nested() {
    let folder = good("case_deeply_nested");
    let text = format!("facts = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    fs::write(folder.join("good.toml"), text).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    // The line itself is as long as the file.
    assert!(said.len() < 2000, "{} bytes are said", said.len());
    hold("case_deeply_nested", "recoup next, with 100,000 brackets within each other", &said);
}

#[test]
fn case_deeply_nested_json() {
    let folder = good("case_deeply_nested_json");
    let text = format!("{{\"facts\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    fs::write(folder.join("good.toml"), text).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    assert!(said.len() < 2000, "{} bytes are said", said.len());
    hold("case_deeply_nested_json", "recoup next, with 100,000 brackets within each other", &said);
}

#[test]
fn case_huge() {
    let folder = good("case_huge");
    fs::write(folder.join("good.toml"), "# five million\n".repeat(350_000)).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    hold("case_huge", "recoup next, with a file of 5 MB", &said);
}

#[test]
fn case_of_zeros() {
    let folder = good("case_of_zeros");
    fs::write(folder.join("good.toml"), [0; 64]).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    hold("case_of_zeros", "recoup next, with 64 zero bytes", &said);
}

/// Of very many mistakes the first hundred are told, and how many more there are.
#[test]
fn case_with_hundreds_of_mistakes() {
    let folder = good("case_with_hundreds_of_mistakes");
    let facts: Vec<String> = (0..300).map(|at| format!("\"nobody_{at}\": true")).collect();
    let text = format!(
        "{{\"jurisdiction\": \"us-zz\", \"judgment\": {{\"entered\": \"2025-03-05\"}}, \
         \"facts\": {{{}}}}}",
        facts.join(", ")
    );
    fs::write(folder.join("good.toml"), text).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    assert_eq!(said.matches("error[unknown-name]").count(), 100, "{said}");
    assert!(said.ends_with("\n… and 200 more mistakes in good.toml\n\n300 mistakes\n"), "{said}");
}

/// The name of a state, and its abbreviation, are no ids, but it is known what they mean.
#[test]
fn case_with_a_name_for_a_jurisdiction() {
    let folder = folder("case_with_a_name_for_a_jurisdiction");
    for word in ["tx", "TX", "Texas", "texas", "US-TX", "us_tx", "Texsa"] {
        let case = format!("jurisdiction = \"{word}\"\njudgment.entered = 2025-03-05\n");
        fs::write(folder.join("case.toml"), case).unwrap();
        let said = complaint(run(&folder, &["next", "case.toml"]), 1);
        assert!(said.contains("help: did you mean `us-tx`?"), "{word}: {said}");
    }
}

/// A state that has no pack is not taken for another one, whose law is not its law.
#[test]
fn case_of_a_state_without_a_pack() {
    let folder = folder("case_of_a_state_without_a_pack");
    for word in ["us-fl", "fl", "Florida", "Arkansas", "West Virginia"] {
        let case = format!("jurisdiction = \"{word}\"\njudgment.entered = 2025-03-05\n");
        fs::write(folder.join("case.toml"), case).unwrap();
        let said = complaint(run(&folder, &["next", "case.toml"]), 1);
        assert!(!said.contains("did you mean"), "{word}: {said}");
        if word == "us-fl" {
            hold("case_of_a_state_without_a_pack", "recoup next case.toml", &said);
        }
    }
}

#[test]
fn case_on_standard_input() {
    let mut child = recoup(&bad(), &["next", "-", "--rules", "rules"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let text = fs::read(bad().join("unknown-fact.toml")).unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let said = complaint(child.wait_with_output().unwrap(), 1);
    hold("case_on_standard_input", "recoup next - < unknown-fact.toml", &said);
}

// The command line.

fn bad_command(name: &str, status: i32, args: &[&str]) {
    let said = complaint(run(&bad(), args), status);
    hold(name, &format!("recoup {}", args.join(" ")), &said);
}

macro_rules! bad_commands {
    ($($name:ident: $status:literal [$($arg:literal),*],)+) => {
        $(#[test] fn $name() { bad_command(stringify!($name), $status, &[$($arg),*]); })+
    };
}

bad_commands! {
    command_none: 2 [],
    command_unknown: 2 ["nxet", "good.toml"],
    command_unknown_option: 2 ["next", "good.toml", "--jason"],
    command_no_case: 2 ["next"],
    command_on_a_word: 2 ["next", "good.toml", "--on", "tomorrow"],
    command_on_no_such_date: 2 ["next", "good.toml", "--on", "2025-02-30"],
    command_on_without_a_date: 2 ["next", "good.toml", "--on"],
    command_no_such_rules: 2 ["next", "good.toml", "--rules", "no-rules"],
    command_rules_are_a_file: 2 ["next", "good.toml", "--rules", "good.toml"],
    command_explain_unknown: 2 ["explain", "good.toml", "apeal", "--rules", "rules"],
    command_show_unknown_pack: 2 ["pack", "show", "us-zy", "--rules", "rules"],
    command_show_unknown_id: 2 ["pack", "show", "us-zz", "apeal", "--rules", "rules"],
    command_show_abbreviation: 2 ["pack", "show", "tx"],
    command_show_state_without_a_pack: 2 ["pack", "show", "us-fl"],
    command_show_nothing_near: 2 ["pack", "show", "nowhere"],
    command_check_unknown_pack: 2 ["pack", "check", "us-zy", "--rules", "rules"],
    command_before_the_judgment: 1 ["next", "good.toml", "--rules", "rules", "--on", "2025-03-04"],
}

/// A folder of rules without a pack.
#[test]
fn command_rules_without_a_pack() {
    let folder = good("command_rules_without_a_pack");
    fs::create_dir_all(folder.join("empty")).unwrap();
    let wanted: [&[&str]; 3] = [&["next", "good.toml"], &["pack", "list"], &["pack", "check"]];
    let said: Vec<String> = wanted
        .iter()
        .map(|args| complaint(run(&folder, &[args, &["--rules", "empty"][..]].concat()), 2))
        .collect();
    let asked = "recoup next good.toml, pack list, pack check, with --rules empty";
    hold("command_rules_without_a_pack", asked, &said.concat());
}

// Packs: the good one with one change.

/// A folder with the good pack, changed in one place.
fn changed(name: &str, was: &str, becomes: &str) -> PathBuf {
    let folder = good(name);
    let mut changed = 0;
    for file in ["pack.toml", "time.toml"] {
        let path = folder.join("rules/us-zz").join(file);
        let text = fs::read_to_string(&path).unwrap();
        changed += text.matches(was).count();
        fs::write(&path, text.replacen(was, becomes, 1)).unwrap();
    }
    assert_eq!(changed, 1, "`{was}` stands once in the pack");
    folder
}

fn bad_pack(name: &str, was: &str, becomes: &str) {
    let folder = changed(name, was, becomes);
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    hold(name, "recoup next good.toml --rules rules", &said);
}

macro_rules! bad_packs {
    ($($name:ident: $was:literal => $becomes:literal,)+) => {
        $(#[test] fn $name() { bad_pack(stringify!($name), $was, $becomes); })+
    };
}

bad_packs! {
    // Keys and kinds of table.
    pack_unknown_key: "starts  = \"notice_served\"" => "start   = \"notice_served\"",
    pack_unknown_key_in_the_head: "name    = \"Nowhere\"" => "name    = \"Nowhere\"\ntitel   = \"Nowhere\"",
    pack_unknown_key_in_an_effect: "to    = \"10 years after renewal_filed\"" => "until = \"10 years after renewal_filed\"",
    pack_unknown_kind: "[status.stayed]" => "[state.stayed]",
    pack_unknown_pack: "version = " => "builds_on = [\"us-zy\"]\nversion = ",
    pack_head_missing: "[pack]" => "[form.pack]",
    pack_of_another_folder: "id      = \"us-zz\"" => "id      = \"us-zy\"",
    // Names.
    pack_unknown_fact: "\"debtor_at_hearing\"" => "\"debtor_at_hering\"",
    pack_unknown_fact_value: "\"debtor_at_hearing\"" => "\"debt_kind is medicine\"",
    pack_unknown_event: "\"notice_served\"" => "\"notice_serve\"",
    pack_unknown_event_in_a_condition: "since appeal_filed" => "since apeal_filed",
    pack_unknown_event_in_an_effect: "event = \"renewal_filed\"" => "event = \"renewal_field\"",
    pack_unknown_period: "open  = [\"within appeal\"]" => "open  = [\"within apeal\"]",
    pack_unknown_status: "and not stayed" => "and not staid",
    pack_unknown_attribute: "takes = [\"by\"]" => "takes = [\"bye\"]",
    pack_unknown_attribute_in_a_filter: "\"notice_served\"" => "\"notice_served (bye is mail)\"",
    pack_unknown_attribute_value: "\"notice_served\"" => "\"notice_served (by is male)\"",
    pack_unknown_manner_of_service: "by = \"mail\"" => "by = \"male\"",
    pack_unknown_law: "fee   = { amount = 75.00, law = [\"code-1\"] }\nlaw   = [\"code-1\"]" => "law   = [\"code-2\", \"code-1\"]",
    pack_unknown_form: "forms = [\"ZZ-1\"]" => "forms = [\"ZZ-2\"]",
    pack_unknown_counting: "length  = \"30 days\"\ncounted = \"court\"" => "length  = \"30 days\"\ncounted = \"cuort\"",
    pack_unknown_calendar: "calendar = \"court\"" => "calendar = \"curt\"",
    // Names of another kind.
    pack_event_as_a_condition: "\"debtor_at_hearing\"" => "\"appeal_filed\"",
    pack_status_as_a_period: "open  = [\"within appeal\"]" => "open  = [\"within stayed\"]",
    pack_period_as_an_event: "since appeal_filed" => "since enforcement",
    pack_period_as_a_condition: "\"debtor_at_hearing\"" => "\"enforcement\"",
    pack_word_fact_as_a_condition: "\"debtor_at_hearing\"" => "\"debt_kind\"",
    pack_fact_that_is_no_amount: "\"debtor_at_hearing\"" => "\"debt_kind over 1000\"",
    // Values.
    pack_length_without_unit: "length  = \"30 days\"" => "length  = \"30\"",
    pack_length_of_unknown_unit: "length  = \"30 days\"" => "length  = \"30 moons\"",
    pack_length_too_long: "length  = \"10 years\"" => "length  = \"10000 years\"",
    pack_length_overflows: "length  = \"10 years\"" => "length  = \"99999999999999999999 years\"",
    pack_length_in_a_phrase_overflows: "10 years after" => "99999999999 years after",
    pack_holiday_no_such_date: "\"1 January\"" => "\"32 January\"",
    pack_holiday_in_no_words: "\"1 January\"" => "\"the sixth Monday of May\"",
    pack_date_in_words: "1990-01-01" => "\"January 1990\"",
    pack_date_with_a_time: "1990-01-01" => "1990-01-01T00:00:00Z",
    pack_amount_in_words: "amount = 75.00" => "amount = \"free\"",
    pack_empty_title: "title   = \"Time to appeal\"" => "title   = \"\"",
    // What must be there.
    pack_no_start: "starts  = \"notice_served\"\n" => "",
    pack_no_length: "length  = \"30 days\"\n" => "",
    pack_length_and_end: "length  = \"30 days\"\n" => "length  = \"30 days\"\nends = \"renewal_filed\"\n",
    pack_no_counting: "length  = \"30 days\"\ncounted = \"court\"\n" => "length  = \"30 days\"\n",
    pack_no_law: "missed  = \"There is no appeal any more.\"\nlaw     = [\"code-1\"]\n" => "missed  = \"There is no appeal any more.\"\n",
    pack_override_of_a_misspelt_id: "[event.renewal_filed]\n" => "[event.apeal_filed]\ncounts_when = \"within appeal\"\nlaw = [\"code-1\"]\n\n[[period.enforcment.version]]\nwhen = \"always\"\nlength = \"20 years\"\nlaw = [\"code-1\"]\n\n[event.renewal_filed]\n",
    pack_id_with_a_dot_without_quotes: "[form.ZZ-1]" => "[law.code-1.2]\ncite = \"Nowhere Code § 1.2\"\nurl = \"https://example.org/1.2\"\nchecked = 2026-11-21\ntier = \"primary\"\n\n[figure.clerk_fee]\ntitle = \"What the clerk charges\"\nunit = \"dollars\"\nlaw = [\"code-1.2\", \"code-2.1.3\"]\nvalue = [{ amount = 5 }]\n\n[law.code-2.1.3]\ncite = \"Nowhere Code § 2.1.3\"\nurl = \"https://example.org/2.1.3\"\nchecked = 2026-11-21\ntier = \"primary\"\n\n[form.ZZ-1]",
    pack_entry_that_takes_something: "[event.judgment_entered]\n" => "[event.judgment_entered]\ntakes = [\"by\"]\n",
    pack_fee_below_nothing: "amount = 75.00" => "amount = -75.00",
    pack_amount_as_a_condition: "\"debtor_at_hearing\"" => "\"principal\"",
    pack_fact_of_the_judgment: "[fact.debt_kind]" => "[fact.principal]\ntitle = \"Principal\"\nask = \"Is it?\"\nyes = \"It is\"\nno = \"It is not\"\n\n[fact.debt_kind]",
    pack_no_entry: "[event.judgment_entered]" => "[event.judgement_entered]",
    pack_of_another_without_a_name: "[event.renewal_filed]\n" => "[event.renewal_filed]\nof_another = [\"apeal_filed\"]\n",
    pack_of_another_that_says_more: "[event.renewal_filed]\n" => "[attribute.debtor]\ntitle = \"Who\"\nkind = \"text\"\n\n[event.renewal_filed]\ntakes = [\"debtor\"]\nof_another = [\"notice_served\", \"renewal_filed\"]\n",
    // Two of one id, and ids that are none.
    pack_id_twice_in_two_files: "[status.stayed]" => "[law.code-1]\ncite = \"Another\"\n\n[status.stayed]",
    pack_head_twice: "[calendar.court]\n" => "[pack]\nid = \"us-zz\"\n\n[calendar.court]\n",
    pack_status_named_as_a_period: "[status.stayed]" => "[status.enforcement]\ntitle = \"Yes\"\notherwise = \"No\"\nwhen = \"always\"\n\n[status.stayed]",
    pack_id_of_another_shape: "[status.enforceable]" => "[status.Enforceable]",
    pack_id_is_a_word_of_conditions: "[status.enforceable]" => "[status.within]",
    // Circles.
    pack_circle_of_two: "\"within appeal or since appeal_filed\"" => "\"not enforceable\"",
    pack_circle_of_one: "\"within appeal or since appeal_filed\"" => "\"not stayed\"",
    pack_circle_through_a_period: "\"debtor_at_hearing\"" => "\"not enforceable\"",
    pack_circle_through_a_version: "[event.renewal_filed]\n" => "[period.lien]\ntitle = \"Lien\"\nstarts = \"judgment_entered\"\nlength = \"10 years\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[[period.lien.restarted_by]]\nevent = \"renewal_filed\"\nlaw = [\"code-1\"]\n\n[[period.lien.version]]\nwhen = \"since renewal_filed\"\nlength = \"20 years\"\nlaw = [\"code-1\"]\n\n[event.renewal_filed]\ncounts_if_it_changes = \"lien\"\nlaw = [\"code-1\"]\n",
    pack_circle_through_an_extension: "[event.renewal_filed]\n" => "[period.lien]\ntitle = \"Lien\"\nstarts = \"judgment_entered\"\nlength = \"10 years\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[[period.lien.restarted_by]]\nevent = \"renewal_filed\"\nlaw = [\"code-1\"]\n\n[[period.lien.extended_by]]\nevent = \"appeal_filed\"\nto = \"10 years after last renewal_filed\"\nlaw = [\"code-1\"]\n\n[event.renewal_filed]\ncounts_if_it_changes = \"lien\"\nlaw = [\"code-1\"]\n",
    pack_period_starts_itself: "\"notice_served\"" => "\"appeal ends\"",
    // Phrases.
    pack_phrase_ends_early: "open  = [\"within appeal\"]" => "open  = [\"within\"]",
    pack_phrase_with_signs: "within appeal or since" => "within appeal || since",
    pack_phrase_bracket_open: "within appeal or since appeal_filed" => "(within appeal or since appeal_filed",
    pack_phrase_two_names: "\"debtor_at_hearing\"" => "\"debtor_at_hearing stayed\"",
    pack_phrase_no_such_date: "\"debtor_at_hearing\"" => "\"from 2025-02-30\"",
    pack_phrase_in_capitals: "within appeal or since" => "within appeal OR since",
    pack_phrase_empty: "open  = [\"within appeal\"]" => "open  = [\"\"]",
    pack_each_where_one_day_is_meant: "to    = \"10 years after renewal_filed\"" => "to    = \"10 years after each renewal_filed\"",
    pack_each_within_later_of: "[status.stayed]" => "[period.late]\ntitle = \"Late days\"\nstarts = \"later of (each appeal_filed, judgment_entered)\"\nlength = \"5 days\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[status.stayed]",
    pack_phrase_days_in_reverse: "\"debtor_at_hearing\"" => "\"from 2025-01-01 until 2024-12-31\"",
    // One mistake is one message: what follows from it is not told.
    pack_heading_left_open: "[period.appeal]" => "[period.appeal",
    pack_heading_twice_in_one_file: "[status.enforceable]" => "[status.stayed]",
    pack_unknown_last_day: "last_day = \"next court day\"" => "last_day = \"next day\"",
    pack_unknown_tier: "checked = 2026-11-21\ntier    = \"primary\"" => "checked = 2026-11-21\ntier    = \"first\"",
    pack_unknown_actor: "by    = \"debtor\"" => "by    = \"deptor\"",
    pack_builds_on_itself: "version = " => "builds_on = [\"us-zz\"]\nversion = ",
    pack_address_without_a_host: "url    = \"https://example.org/forms/1\"" => "url    = \"forms/1\"",
    pack_completion_with_two_ends: "[event.renewal_filed]\n" => "[event.renewal_filed]\ncompleted_by = { event = \"appeal_filed\", within = \"3 days\", until = \"enforcement ends\", counted = \"court\", law = [\"code-1\"] }\n",
    pack_refused_but_not_asked: "to    = \"10 years after renewal_filed\"" => "to    = \"10 years after renewal_filed\"\nrefused_by = \"appeal_filed\"",
    pack_completion_without_a_length: "[event.renewal_filed]\n" => "[event.renewal_filed]\ncompleted_by = { event = \"apeal_filed\", law = [\"code-1\"] }\n",
    pack_figure_without_an_amount: "{ amount = 9.0 }" => "{ amont = 9.0 }",
    pack_figure_of_an_unknown_unit: "\"percent a year\"" => "\"percent\" # a year\nunits = \"a year\"",
    pack_version_is_no_day: "version = \"2026-11-21\"" => "version = \"1.0\"",
    pack_the_end_of_what_does_not_stand_yet: "[period.enforcement]\n" => "[[period.appeal.reading]]\ntext = \"Or sooner.\"\nends = \"1 day before the end\"\nlaw = [\"code-1\"]\n\n[period.enforcement]\n",
    pack_reading_from_each_event: "[period.enforcement]\n" => "[period.reply]\ntitle = \"Reply\"\nstarts = \"each appeal_filed\"\nlength = \"5 days\"\ncounted = \"court\"\nlaw = [\"code-1\"]\nreading = { text = \"Or sooner.\", to = \"3 days after appeal_filed\", law = [\"code-1\"] }\n\n[period.enforcement]\n",
    pack_last_day_that_does_not_move: "[period.enforcement]\n" => "[counting.plain]\ntitle = \"As it falls\"\nlast_day = \"as it falls\"\n\n[[period.appeal.reading]]\ntext = \"Or sooner.\"\nlast_day = \"plain\"\nlaw = [\"code-1\"]\n\n[period.enforcement]\n",
    pack_reading_that_reads_nothing_otherwise: "[period.enforcement]\n" => "[[period.appeal.reading]]\ntext = \"Or sooner.\"\nlaw = [\"code-1\"]\n\n[period.enforcement]\n",
    pack_instead_of_what_there_is: "by    = \"debtor\"\n" => "by    = \"debtor\"\ninstead = \"Pay.\"\n",
    pack_covers_law_from_no_day: "citations = " => "covers_law = [\"code-1\"]\ncitations = ",
    pack_court_days_without_a_calendar: "[period.appeal]\n" => "[counting.plain]\ntitle = \"As it falls\"\nlast_day = \"as it falls\"\n\n[period.objection]\ntitle = \"Objection\"\nstarts = \"judgment_entered\"\nlength = \"5 court days\"\ncounted = \"plain\"\nlaw = [\"code-1\"]\n\n[period.appeal]\n",
    pack_change_by_what_may_be_unrecorded: "[event.renewal_filed]\n" => "[event.renewal_filed]\nmay_be_unrecorded = true\nask = \"When was it?\"\n",
    // Several at once.
    pack_key_and_name: "[event.appeal_filed]\n" => "[event.hearing_held]\ntitle  = \"Hearing\"\ncolour = 1\ntakes  = [\"bye\"]\n\n[event.appeal_filed]\n",
    pack_several: "[event.appeal_filed]\n" => "[event.hearing_held]\ntitle = \"Hearing\"\ncolour = 1\n\n[event.stay_ordered]\ntitle = \"Stay\"\ntakes = [\"bye\"]\n\n[event.appeal_filed]\n",
}

#[test]
fn case_asked_about_somebody_else() {
    let args = ["next", "debtors-about-nobody.toml", "--rules", "rules", "--about", "Ann Le"];
    let said = complaint(run(&bad(), &args), 1);
    hold("case_asked_about_somebody_else", "recoup next … --about \"Ann Le\"", &said);
}

#[test]
fn pack_phrase_deeply_nested() {
    let folder = good("pack_phrase_deeply_nested");
    let path = folder.join("rules/us-zz/time.toml");
    let text = fs::read_to_string(&path).unwrap();
    let deep = format!("{}stayed{}\"", "(".repeat(5000), ")".repeat(5000));
    fs::write(&path, text.replace("not stayed\"\n\n[procedure", &format!("{deep}\n\n[procedure")))
        .unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    assert!(said.len() < 2000, "{} bytes are said", said.len());
    hold("pack_phrase_deeply_nested", "5000 brackets within each other", &said);
}

/// The good pack with one more file.
fn with_file(name: &str, asked: &str, bytes: &[u8]) {
    let folder = good(name);
    fs::write(folder.join("rules/us-zz/more.toml"), bytes).unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    assert!(said.len() < 2000, "{} bytes are said", said.len());
    hold(name, asked, &said);
}

#[test]
fn pack_huge() {
    let huge = "# five million\n".repeat(350_000);
    with_file("pack_huge", "a pack file of 5 MB", huge.as_bytes());
}

#[test]
fn pack_deeply_nested() {
    let deep = format!("[law.code-2]\ncite = {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    with_file("pack_deeply_nested", "100,000 brackets within each other", deep.as_bytes());
}

#[test]
fn pack_not_utf_8() {
    with_file("pack_not_utf_8", "a pack file in Latin-1", b"# A remark:\n# caf\xe9\n");
}

/// Without an open day, whoever looks for the next one would look for ever.
#[test]
fn pack_calendar_without_an_open_day() {
    let mut text = String::from("[calendar.shut]\ntitle = \"Shut\"\n");
    for (at, month) in recoup_engine::date::MONTHS.iter().enumerate() {
        for weekday in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
            for nth in ["first", "second", "third", "fourth", "last"] {
                text.push_str(&format!(
                    "[calendar.shut.holiday.on_{nth}_{weekday_}_{at}]\ntitle = \"Shut\"\n\
                     on = \"{nth} {weekday} of {month}\"\nlaw = [\"code-1\"]\n",
                    weekday_ = weekday.to_lowercase()
                ));
            }
        }
    }
    with_file("pack_calendar_without_an_open_day", "closed on every weekday", text.as_bytes());
}

#[test]
fn an_empty_file_in_a_pack_does_no_harm() {
    let folder = good("pack_empty_file");
    fs::write(folder.join("rules/us-zz/more.toml"), "").unwrap();
    assert!(run(&folder, &CASE_AND_PACK).status.success());
}

#[test]
fn pack_empty() {
    let folder = good("pack_empty");
    fs::write(folder.join("rules/us-zz/pack.toml"), "").unwrap();
    fs::write(folder.join("rules/us-zz/time.toml"), "").unwrap();
    let said = complaint(run(&folder, &CASE_AND_PACK), 1);
    hold("pack_empty", "a pack of empty files", &said);
}

/// `pack check` is asked for mistakes: they are its answer, on standard output.
#[test]
fn pack_check_prints_what_it_finds() {
    let folder = good("pack_check");
    let path = folder.join("rules/us-zz/time.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("since appeal_filed", "since apeal_filed")).unwrap();
    let output = run(&folder, &["pack", "check", "--rules", "rules"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    hold("pack_check", "recoup pack check --rules rules", &said);
}

// What is doubtful: said, and no more. The good pack with one change.

fn doubtful_pack(name: &str, was: &str, becomes: &str) {
    let folder = changed(name, was, becomes);
    hold(name, "recoup pack check --rules rules", &doubts(&folder));
}

/// What a check says of packs that are in order, but not beyond doubt.
fn doubts(folder: &Path) -> String {
    let output = run(folder, &["pack", "check", "--rules", "rules"]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("warning["), "{said}");
    said
}

macro_rules! doubtful_packs {
    ($($name:ident: $was:literal => $becomes:literal,)+) => {
        $(#[test] fn $name() { doubtful_pack(stringify!($name), $was, $becomes); })+
    };
}

doubtful_packs! {
    doubt_event_that_nothing_uses: "[event.renewal_filed]" => "[event.hearing_held]\ntitle = \"Hearing\"\n\n[event.renewal_filed]",
    doubt_law_that_nothing_rests_on: "[law.code-1]" => "[law.code-2]\ncite = \"Nowhere Code § 2\"\nurl = \"https://example.org/2\"\nchecked = 2026-11-21\ntier = \"primary\"\n\n[law.code-1]",
    doubt_fact_that_nothing_uses: "when = \"debt_kind is medical\"" => "when = \"principal over 100\"",
    doubt_period_without_effect: "[status.stayed]" => "[period.gap]\ntitle = \"Gap\"\nstarts = \"renewal_filed\"\nlength = \"5 days\"\ncounted = \"court\"\nlaw = [\"code-1\"]\nshown = false\n\n[status.stayed]",
    doubt_reading_that_counts_nothing: "[status.stayed]" => "[period.lien]\ntitle = \"Lien\"\nstarts = \"renewal_filed\"\nends = \"enforcement ends\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[[period.lien.reading]]\ntext = \"It moves off a closed day.\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[status.stayed]",
    doubt_status_that_contradicts_itself: "\"within enforcement and not stayed\"" => "\"debt_kind is medical and debt_kind is general\"",
    doubt_status_on_days_that_never_meet: "\"within enforcement and not stayed\"" => "\"until 2020-12-31 and from 2021-01-01\"",
    doubt_procedure_before_and_after: "open  = [\"within appeal\"]" => "open  = [\"within appeal\", \"after appeal\"]",
    doubt_procedure_for_nobody: "open  = [\"within appeal\"]" => "open  = [\"within appeal\", \"not debtor_at_hearing\"]",
    doubt_procedure_through_a_status: "open  = [\"within appeal\"]" => "open  = [\"within appeal\", \"not stayed\"]",
    doubt_amount_that_no_number_has: "open  = [\"within appeal\"]" => "open  = [\"within appeal\", \"principal over 500\", \"principal under 500\"]",
    doubt_window_closes_before_it_opens: "[status.stayed]" => "[period.late]\ntitle = \"Late days\"\nstarts = \"1 day after enforcement ends\"\nends = \"enforcement ends\"\ncounted = \"court\"\nlaw = [\"code-1\"]\n\n[status.stayed]",
    doubt_effect_after_the_end: "to    = \"10 years after renewal_filed\"" => "to    = \"10 years after renewal_filed\"\nnot_before = \"1 year after the end\"",
    doubt_value_that_ends_first: "{ amount = 9.0 }" => "{ amount = 9.0, from = 2025-01-01, until = 2024-12-31 }",
    doubt_value_below_one_that_always_holds: "{ amount = 2.0, when = \"debt_kind is medical\" }, { amount = 9.0 }" => "{ amount = 2.0 }, { amount = 9.0, when = \"debt_kind is medical\" }",
    doubt_version_below_one_for_more_judgments: "[period.enforcement]\n" => "[[period.appeal.version]]\nwhen = \"judgment_entered before 2020-01-01\"\nlength = \"20 days\"\nlaw = [\"code-1\"]\n\n[[period.appeal.version]]\nwhen = \"judgment_entered before 2015-01-01\"\nlength = \"10 days\"\nlaw = [\"code-1\"]\n\n[period.enforcement]\n",
    doubt_two_fees_of_one_day: "fee   = { amount = 75.00, law = [\"code-1\"] }" => "fee   = [{ amount = 75.00, law = [\"code-1\"] }, { amount = 80.00, from = 2025-01-01, law = [\"code-1\"] }]",
    doubt_version_below_its_like: "[period.enforcement]\n" => "[[period.appeal.version]]\nwhen = \"debt_kind is medical\"\nlength = \"20 days\"\nlaw = [\"code-1\"]\n\n[[period.appeal.version]]\nwhen = \"debt_kind is medical\"\nlength = \"40 days\"\nlaw = [\"code-1\"]\n\n[period.enforcement]\n",
    doubt_procedure_without_a_condition: "open  = [\"within appeal\"]\n" => "",
    doubt_time_that_nobody_is_told_of: "missed  = \"There is no appeal any more.\"\n" => "",
    doubt_law_cited_alike: "[period.enforcement]\n" => "[law.code-1-2020]\ncite    = \"Nowhere Code § 1\"\nurl     = \"https://example.org/code/1/2020\"\nchecked = 2026-11-21\ntier    = \"primary\"\n\n[[period.appeal.reading]]\ntext = \"Or sooner.\"\nlength = \"20 days\"\nlaw = [\"code-1-2020\"]\n\n[period.enforcement]\n",
    doubt_citation_with_a_slip: "\"Nowhere Code § 1\"" => "\"Nowere Code § 1\"",
}

/// The good pack on top of one that says this in its head.
fn good_on_top_of(name: &str, says: &str) -> PathBuf {
    let folder = good(name);
    fs::create_dir_all(folder.join("rules/us")).unwrap();
    let us = format!(
        "[pack]\nid = \"us\"\nname = \"All\"\nversion = \"2026-11-21\"\nfoundation = true\n\
         {says}\n\n[event.judgment_entered]\ntitle = \"Judgment entered\"\n"
    );
    fs::write(folder.join("rules/us/pack.toml"), us).unwrap();
    let path = folder.join("rules/us-zz/pack.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("version = ", "builds_on = [\"us\"]\nversion = ")).unwrap();
    folder
}

/// A remedy of which a pack says nothing, though the one that it builds on asks it to.
#[test]
fn doubt_remedy_missing() {
    let says = "remedies = [\"appeal\", \"renew\", \"revive\"]";
    let folder = good_on_top_of("doubt_remedy_missing", says);
    hold("doubt_remedy_missing", "recoup pack check --rules rules", &doubts(&folder));
}

/// Periods and figures that a pack does not have, though every pack on the same one has.
#[test]
fn doubt_definition_missing() {
    let says = "expects = { period = [\"appeal\", \"wait\", \"lien_life\"], figure = [\"limit\"] }";
    let folder = good_on_top_of("doubt_definition_missing", says);
    hold("doubt_definition_missing", "recoup pack check --rules rules", &doubts(&folder));
}

/// Two packs that call one idea by two names.
#[test]
fn doubt_two_names_for_one_idea() {
    let folder = good("doubt_two_names_for_one_idea");
    fs::create_dir_all(folder.join("rules/us-zy")).unwrap();
    for file in ["pack.toml", "time.toml"] {
        let text = fs::read_to_string(folder.join("rules/us-zz").join(file)).unwrap();
        let text = text.replace("us-zz", "us-zy").replace("notice_served", "served_notice");
        let text =
            text.replace("status.stayed", "status.on_hold").replace("not stayed", "not on_hold");
        fs::write(folder.join("rules/us-zy").join(file), text).unwrap();
    }
    hold("doubt_two_names_for_one_idea", "recoup pack check --rules rules", &doubts(&folder));
}

/// An id that is a slip of the hand away from that of another pack.
#[test]
fn doubt_id_with_a_slip() {
    let folder = good("doubt_id_with_a_slip");
    fs::create_dir_all(folder.join("rules/us-zy")).unwrap();
    for file in ["pack.toml", "time.toml"] {
        let text = fs::read_to_string(folder.join("rules/us-zz").join(file)).unwrap();
        let text = text.replace("us-zz", "us-zy").replace("enforceable", "enforcable");
        let text = text.replace("The judgment can be enforced", "It can be enforced");
        fs::write(folder.join("rules/us-zy").join(file), text).unwrap();
    }
    hold("doubt_id_with_a_slip", "recoup pack check --rules rules", &doubts(&folder));
}

/// A bracket or a quote that is lost is one mistake, though all below it looks wrong.
fn lost(name: &str, was: &str, becomes: &str) {
    let folder = changed(name, was, becomes);
    let output = run(&folder, &["pack", "check", "--rules", "rules"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    hold(name, "recoup pack check --rules rules", &said);
}

macro_rules! lost {
    ($($name:ident: $was:literal => $becomes:literal,)+) => {
        $(#[test] fn $name() { lost(stringify!($name), $was, $becomes); })+
    };
}

lost! {
    lost_bracket_of_a_list: "open  = [\"within appeal\"]" => "open  = [\"within appeal\"",
    lost_bracket_of_a_table: "fee   = { amount = 75.00, law = [\"code-1\"] }" => "fee   = { amount = 75.00, law = [\"code-1\"]",
    lost_bracket_within_another: "fee   = { amount = 75.00, law = [\"code-1\"] }" => "fee   = [{ amount = 75.00, law = [\"code-1\"] ]",
    lost_quote: "title   = \"Time to appeal\"" => "title   = \"Time to appeal",
}

/// Files that look as if they were meant, and that nobody reads.
#[test]
fn doubt_files_that_are_not_read() {
    let folder = good("doubt_files_that_are_not_read");
    let rules = folder.join("rules");
    for inner in ["us-zz/examples/2025", "us-zz/collect/deeper", "notes"] {
        fs::create_dir_all(rules.join(inner)).unwrap();
    }
    for file in [
        "more.toml",
        "us-zz/more.tml",
        "us-zz/more.toml.txt",
        "us-zz/examples/2025/appeal.toml",
        "us-zz/examples/appeal.txt",
        "us-zz/collect/deeper/more.toml",
        // These are something else.
        "README",
        "notes/law.txt",
        "us-zz/README.md",
        "us-zz/.more.toml.swp",
        "us-zz/time.toml~",
    ] {
        fs::write(rules.join(file), "wrong = ").unwrap();
    }
    hold("doubt_files_that_are_not_read", "recoup pack check --rules rules", &doubts(&folder));
}

/// An example that does not hold, and one that cannot be read.
#[test]
fn pack_check_prints_examples_that_fail() {
    let folder = good("pack_check_examples");
    let examples = folder.join("rules/us-zz/examples");
    fs::create_dir_all(&examples).unwrap();
    let example = |expected: &str| {
        format!(
            "title = \"An appeal\"\nlaw = [\"code-1\"]\n\n[case]\njurisdiction = \"us-zz\"\n\
             judgment.entered = 2025-03-05\nfacts = {{ debtor_at_hearing = true }}\n\n\
             [[case.event]]\non = 2025-03-05\nwhat = \"notice_served\"\nby = \"person\"\n\n\
             [[expect]]\non = 2025-03-06\n{expected}\n"
        )
    };
    let good = example("deadlines = { appeal = \"ends 2025-04-04\" }");
    let wrong = example("deadlines = { appeal = \"ends 2025-04-05\" }");
    let unread = example("deadlines = { apeal = \"stops 2025-04-04\" }");
    for (name, text) in [("good", good), ("wrong", wrong), ("unread", unread)] {
        fs::write(examples.join(format!("{name}.toml")), text).unwrap();
    }
    let output = run(&folder, &["pack", "check", "--rules", "rules"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    hold("pack_check_examples", "recoup pack check --rules rules", &said);
}

/// An example of the good pack that expects what nobody can: one slip a day.
fn bad_expectations(name: &str, expected: &[&str]) {
    let folder = good(name);
    let examples = folder.join("rules/us-zz/examples");
    fs::create_dir_all(&examples).unwrap();
    let mut text = String::from(
        "title = \"An appeal\"\n\n[case]\njurisdiction = \"us-zz\"\n\
         judgment.entered = 2025-03-05\nfacts = { debtor_at_hearing = true }\n",
    );
    for expected in expected {
        text.push_str(&format!("\n[[expect]]\non = 2025-03-06\n{expected}\n"));
    }
    fs::write(examples.join("slips.toml"), text).unwrap();
    let output = run(&folder, &["pack", "check", "--rules", "rules"]);
    assert_eq!(output.status.code(), Some(1));
    hold(name, "recoup pack check --rules rules", &String::from_utf8(output.stdout).unwrap());
}

/// Where nothing is expected of what nobody knows, a slip of the hand would hold for ever.
#[test]
fn example_of_unknown_names() {
    bad_expectations(
        "example_of_unknown_names",
        &[
            "deadlines = { apeal = \"none\" }",
            "deadlines = { apeal = \"ends 2025-04-04\" }",
            "figures = { intrest = \"none\" }",
            "statuses = { staid = false }",
            "procedures = { apeal = \"closed\" }",
            "asks = [\"debtor_at_hering\"]",
            "warns = [\"apeal_filed 2025-03-06\"]",
        ],
    );
}

#[test]
fn example_in_other_words() {
    bad_expectations(
        "example_in_other_words",
        &[
            "deadlines = { appeal = \"stops 2025-04-04\" }",
            "deadlines = { appeal = \"ends 03/18/2025\" }",
            "deadlines = { appeal = \"ends 2025-04-04 starts 2025-03-05\" }",
            "procedures = { appeal = \"open\" }",
            "procedures = { appeal = \"from 2025-04-04\" }",
            "procedures = { appeal = \"closed until yesterday\" }",
            "procedures = { appeal = \"available until 30 June 2025\" }",
            "statuses = { stayed = \"ture\" }",
            "figures = { interest = \"nine\" }",
            "warns = [\"appeal_filed on Monday\"]",
        ],
    );
}

/// A day on which nothing is expected holds whatever the law is.
#[test]
fn example_that_expects_nothing() {
    bad_expectations("example_that_expects_nothing", &["because = \"It is clear.\""]);
}

/// An answer that cannot be written is not passed over in silence.
#[test]
#[cfg(target_os = "linux")]
fn no_room_for_the_answer() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = recoup(&bad(), &["pack", "list"]).stdout(full).output().unwrap();
    let said = complaint(output, 1);
    assert!(said.contains("the answer cannot be written"), "{said}");
}
