//! What each state's law is built on, in one short answer of the program: a date
//! counted out, a remedy that does not exist, an event that came to nothing.
//!
//! Each snapshot was read against the statute that it cites.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A case: its state, the day of entry, facts, and what happened.
struct Asked {
    state: &'static str,
    entered: &'static str,
    facts: &'static str,
    /// Day, event, and what it carries.
    events: &'static [(&'static str, &'static str, &'static str)],
}

impl Asked {
    fn text(&self) -> String {
        let mut text = format!(
            "jurisdiction = \"{}\"\njudgment.entered = {}\nfacts = {{ {} }}\n",
            self.state, self.entered, self.facts
        );
        for (on, what, carries) in self.events {
            write!(text, "\n[[event]]\non = {on}\nwhat = \"{what}\"\n{carries}\n").unwrap();
        }
        text
    }
}

/// Runs the program on a case: its exit status, and all that it printed.
fn run(case: &Asked, args: &[&str]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(case.text().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(printed).unwrap())
}

/// Holds what the program says to a snapshot that begins with the case.
fn hold(name: &str, case: &Asked, asked: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_description(format!("{asked}\n\n{}", case.text().trim_end()));
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(format!("state_{name}"), said));
}

/// One thing of an answer, explained.
fn explained(name: &str, case: &Asked, id: &str, on: &str) {
    let (status, said) = run(case, &["explain", "-", id, "--on", on]);
    assert_eq!(status, 0, "{said}");
    // Of the laws the citations are enough here.
    let (text, laws) = said.split_once("\nLaw\n").unwrap();
    let cites = laws.lines().filter(|line| !line.starts_with("    "));
    let said = format!("{text}\nLaw\n{}\n", cites.collect::<Vec<_>>().join("\n"));
    hold(name, case, &format!("recoup explain - {id} --on {on}"), &said);
}

/// The part of an answer under a heading.
fn part(name: &str, case: &Asked, heading: &str, on: &str) {
    let (status, said) = run(case, &["next", "-", "--on", on]);
    assert_eq!(status, 0, "{said}");
    let start = said.find(&format!("\n{heading}\n"));
    let start = start.unwrap_or_else(|| panic!("no part {heading} in\n{said}"));
    let part = said[start + 1..].split("\n\n").next().unwrap();
    hold(name, case, &format!("recoup next - --on {on}, under \"{heading}\""), part);
}

macro_rules! states {
    ($($name:ident: $how:ident $what:literal on $on:literal, $case:expr;)+) => {
        $(#[test] fn $name() { $how(stringify!($name), &$case, $what, $on); })+
    };
}

/// Won in Alpena, and never a cent paid.
const ALPENA: Asked = Asked {
    state: "us-mi",
    entered: "2024-02-14",
    facts: "side = 'creditor', won_on = 'plaintiffs_claim', heard_by = 'judge', \
            debtor_at_hearing = true, debtor_kind = 'individual', debt_kind = 'general'",
    events: &[],
};

states! {
    // Effective 21 days after the notice, three more by mail; the years run from entry.
    mn_wait_after_a_mailed_notice: explained "wait" on "2025-09-20", Asked {
        state: "us-mn",
        entered: "2025-09-10",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2025-09-11", "notice_of_entry_served", "by = 'mail'")],
    };
    mn_ten_years_from_the_first_entry: explained "enforcement" on "2026-03-01", Asked {
        state: "us-mn",
        entered: "2025-09-10",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[
            ("2025-09-11", "notice_of_entry_served", "by = 'mail'"),
            ("2026-02-02", "judgment_docketed", ""),
        ],
    };
    // What can be said of the judgment has its reason and its law, too.
    ca_collecting_must_wait: explained "enforceable" on "2025-03-20", Asked {
        state: "us-ca",
        entered: "2025-03-05",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2025-03-05", "notice_of_entry_served", "by = 'mail'")],
    };
    // An order of execution is levied within sixty days.
    // Thirty days from the mailing; but the judgment is cancelled already.
    ca_nothing_hangs_on_it: explained "set_aside" on "2025-03-25", Asked {
        state: "us-ca",
        entered: "2025-03-05",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = false",
        events: &[
            ("2025-03-05", "notice_of_entry_served", "by = 'mail'"),
            ("2025-03-20", "set_aside_granted", ""),
        ],
    };
    pa_sixty_days_to_levy: explained "writ_life" on "2025-06-10", Asked {
        state: "us-pa",
        entered: "2025-03-03",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2025-05-05", "writ_issued", "")],
    };
    pa_wages_are_largely_barred: explained "wage_garnishment" on "2025-06-10", Asked {
        state: "us-pa",
        entered: "2025-03-03",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true, debtor_kind = 'individual', debt_kind = 'consumer'",
        events: &[],
    };
    pa_five_years_for_the_land: explained "enforcement_land" on "2025-06-10", Asked {
        state: "us-pa",
        entered: "2021-03-01",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2021-05-03", "transcript_filed", "")],
    };
    // The six years of small claims, in an answer as a person reads it.
    mi_never_paid_what_can_be_done: part "You can do now" on "2026-11-21", ALPENA;
    mi_never_paid_what_must_not_be_missed: part "Do not miss" on "2026-11-21", ALPENA;
    mi_a_lien_recorded_once_more: explained "lien_life" on "2024-01-10", Asked {
        state: "us-mi",
        entered: "2018-02-14",
        facts: "court = 'general_civil', won_on = 'plaintiffs_claim'",
        events: &[("2019-03-05", "lien_recorded", ""), ("2023-11-01", "lien_rerecorded", "")],
    };
    // Dormant after five years; the orders of 2020 and 2021 stopped the clock, or did not.
    ks_orders_of_2020: explained "enforcement" on "2024-01-10", Asked {
        state: "us-ks",
        entered: "2019-06-03",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[],
    };
    // A motion that nobody decided is denied by the passing of time.
    // Whoever asks for the satisfaction before the money is there must ask again.
    ks_a_demand_before_the_payment: part "Take note" on "2026-04-20", Asked {
        state: "us-ks",
        entered: "2026-01-12",
        facts: "side = 'debtor', won_on = 'plaintiffs_claim'",
        events: &[
            ("2026-03-02", "satisfaction_demanded", ""),
            ("2026-03-16", "paid_in_full", ""),
        ],
    };
    tx_denied_by_time: explained "wait_after_motion" on "2025-03-20", Asked {
        state: "us-tx",
        entered: "2025-03-03",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2025-03-03", "judgment_signed", ""), ("2025-03-10", "set_aside_filed", "")],
    };
    tx_wages_are_safe: explained "wage_garnishment" on "2025-06-02", Asked {
        state: "us-tx",
        entered: "2025-03-03",
        facts: "won_on = 'plaintiffs_claim', debt_kind = 'consumer'",
        events: &[],
    };
    tx_ten_years_from_the_last_writ: explained "enforcement" on "2025-06-02", Asked {
        state: "us-tx",
        entered: "2015-03-02",
        facts: "won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[
            ("2015-03-02", "judgment_signed", ""),
            ("2025-02-28", "writ_issued", ""),
        ],
    };
    // The renewing affidavit starts the clock anew on its filing.
    // What only the bank can miss is not among what must not be missed. Ten business days
    // from Friday 26 June; of Independence Day, a Saturday, the Friday is kept.
    az_the_bank_must_answer: part "Others must act in time" on "2026-06-29", Asked {
        state: "us-az",
        entered: "2026-06-01",
        facts: "side = 'creditor', won_on = 'plaintiffs_claim', debtor_kind = 'individual'",
        events: &[
            ("2026-06-22", "bank_garnishment_issued", ""),
            ("2026-06-26", "bank_garnishment_served", ""),
        ],
    };
    az_renewal_runs_from_its_filing: explained "enforcement" on "2026-03-10", Asked {
        state: "us-az",
        entered: "2016-05-02",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2016-06-01", "transcript_filed", ""), ("2026-03-02", "renewal_filed", "")],
    };
    // Before 2017-04-06 an examination did not keep a judgment from dormancy.
    oh_an_examination_before_2017: explained "enforcement" on "2017-03-01", Asked {
        state: "us-oh",
        entered: "2012-05-01",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2016-03-01", "exam_ordered", "")],
    };
    oh_an_examination_since_2017: explained "enforcement" on "2019-03-01", Asked {
        state: "us-oh",
        entered: "2014-05-01",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2018-03-01", "exam_ordered", "")],
    };
    oh_a_wage_garnishment_needs_a_demand: explained "wage_garnishment" on "2025-06-10", Asked {
        state: "us-oh",
        entered: "2025-03-03",
        facts: "won_on = 'plaintiffs_claim', debtor_kind = 'individual', judgment_by = 'trial', heard_by = 'judge'",
        events: &[("2025-06-02", "demand_sent", "")],
    };
    // Entries on the docket start the seven years anew.
    ga_entries_on_the_docket: explained "enforcement" on "2025-06-10", Asked {
        state: "us-ga",
        entered: "2018-03-01",
        facts: "won_on = 'plaintiffs_claim', judgment_by = 'trial'",
        events: &[
            ("2018-04-02", "writ_issued", ""),
            ("2018-04-09", "writ_docketed", ""),
            ("2025-04-08", "entry_docketed", ""),
        ],
    };
    // Conclusively presumed paid after twenty years; a payment starts them anew.
    ny_a_payment_starts_the_twenty_years_anew: explained "enforcement" on "2025-06-10", Asked {
        state: "us-ny",
        entered: "2010-03-01",
        facts: "court = 'nyc_civil', won_on = 'plaintiffs_claim'",
        events: &[("2019-11-04", "payment_received", "amount = 50.00")],
    };
    // Docketed, a judgment from before July 2021 lives for twenty years, a later one for ten.
    va_docketed_before_july_2021: explained "enforcement" on "2026-03-02", Asked {
        state: "us-va",
        entered: "2021-06-30",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2021-09-01", "judgment_docketed", "")],
    };
    va_docketed_since_july_2021: explained "enforcement" on "2026-03-02", Asked {
        state: "us-va",
        entered: "2021-07-01",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2021-09-01", "judgment_docketed", "")],
    };
    va_an_appeal_that_was_not_perfected: part "Take note" on "2026-04-10", Asked {
        state: "us-va",
        entered: "2026-03-03",
        facts: "won_on = 'plaintiffs_claim', debt_kind = 'general'",
        events: &[("2026-03-10", "appeal_filed", "")],
    };
    // One extension of ten years, from the old end, asked for in the last ninety days.
    wa_the_extension_runs_from_the_old_end: explained "enforcement" on "2026-02-10", Asked {
        state: "us-wa",
        entered: "2016-04-11",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[
            ("2016-06-01", "judgment_docketed", ""),
            ("2026-02-02", "renewal_filed", ""),
            ("2026-02-09", "renewal_ordered", ""),
        ],
    };
    wa_an_extension_asked_for_too_early: part "Take note" on "2026-02-10", Asked {
        state: "us-wa",
        entered: "2016-05-23",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[("2026-02-02", "renewal_filed", ""), ("2026-02-09", "renewal_ordered", "")],
    };
    // A renewal that is void unless it is mailed, and recorded, within three days.
    // Five court days without Thanksgiving and Family Day: 2 December. By the other reading
    // the weekend counts, and the fifth day, a Saturday, moves to Monday.
    nv_the_safe_day_to_appeal: part "You can do now" on "2026-11-24", Asked {
        state: "us-nv",
        entered: "2026-11-23",
        facts: "side = 'debtor', won_on = 'plaintiffs_claim', debtor_at_hearing = true",
        events: &[("2026-11-23", "notice_of_entry_served", "")],
    };
    nv_a_renewal_that_was_mailed_in_time: explained "enforcement" on "2026-03-02", Asked {
        state: "us-nv",
        entered: "2020-04-06",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[
            ("2026-02-20", "renewal_filed", ""),
            ("2026-02-23", "renewal_served", "by = 'certified_mail'"),
        ],
    };
    nv_a_renewal_while_it_can_still_be_mailed: part "Do not miss" on "2026-02-21", Asked {
        state: "us-nv",
        entered: "2020-04-06",
        facts: "side = 'creditor', won_on = 'plaintiffs_claim'",
        events: &[("2026-02-20", "renewal_filed", "")],
    };
    nv_a_renewal_that_was_not_recorded: part "Take note" on "2026-03-02", Asked {
        state: "us-nv",
        entered: "2020-04-06",
        facts: "side = 'creditor', won_on = 'plaintiffs_claim'",
        events: &[
            ("2020-06-01", "lien_recorded", ""),
            ("2026-02-20", "renewal_filed", ""),
            ("2026-02-23", "renewal_served", "by = 'certified_mail'"),
        ],
    };
    // Twenty years from the earlier of rendition and entry.
    ia_twenty_years: explained "enforcement" on "2026-04-10", Asked {
        state: "us-ia",
        entered: "2026-03-03",
        facts: "won_on = 'plaintiffs_claim', debt_kind = 'general'",
        events: &[],
    };
    // A law that is known to exist, but not in number: nothing is computed.
    il_consumer_revival_is_not_known: explained "revival_window_consumer" on "2026-11-21", Asked {
        state: "us-il",
        entered: "2020-02-03",
        facts: "won_on = 'plaintiffs_claim', debt_kind = 'consumer', debtor_kind = 'individual'",
        events: &[],
    };
}

/// A judgment that is older than the law that its pack states.
#[test]
fn a_judgment_older_than_the_law_is_not_modelled() {
    let old = Asked {
        state: "us-ga",
        entered: "2008-03-03",
        facts: "won_on = 'plaintiffs_claim'",
        events: &[],
    };
    let (status, said) = run(&old, &["next", "-", "--on", "2025-06-10"]);
    assert_eq!(status, 1, "{said}");
    hold("not_modelled_before", &old, "recoup next - --on 2025-06-10", &said);
}
