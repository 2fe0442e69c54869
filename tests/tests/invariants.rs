//! What is true of every answer: over all packs with random histories, and over packs
//! that nobody enacted.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use recoup_tests::both::{Both, of_each_pack, real_packs};
use recoup_tests::choices::pages;
use recoup_tests::history::{self, History, Tells};
use recoup_tests::invariants::{self, Kept};
use recoup_tests::{invented, runs};

/// How many times a thing is tried that asks about many days, or many cases, for each.
const FEW: u32 = 8;

/// How many times a thing is tried that asks about each day once.
const MANY: u32 = 40;

/// Holds for so many random histories of each pack and of invented packs.
fn holds(tries: u32, keeps: impl Fn(&Both, &str, &History) -> Kept + Sync) {
    holds_of_real_packs(tries, &keeps);
    let config = Config {
        cases: runs(tries),
        rng_seed: RngSeed::Fixed(recoup_tests::seed()),
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    };
    let strategy = (pages(invented::PAGES), pages(history::PAGES));
    let tried = TestRunner::new(config).run(&strategy, |(law, case)| {
        let texts = invented::texts(&law);
        let told = |wrong| TestCaseError::fail(format!("{wrong}\n{}", texts[0].1));
        let both = Both::read(&texts).map_err(told)?;
        for tells in [Tells::Everything, Tells::Some] {
            let history = History::new("us-zz", &both.slow["us-zz"], &case, tells, 6, 3);
            keeps(&both, "us-zz", &history)
                .map_err(|wrong| told(format!("{wrong}\n{}", history.text())))?;
        }
        Ok(())
    });
    if let Err(wrong) = tried {
        let wrong = wrong.to_string();
        panic!("{}", wrong.split("minimal failing input").next().unwrap_or_default());
    }
}

fn holds_of_real_packs(tries: u32, keeps: impl Fn(&Both, &str, &History) -> Kept + Sync) {
    let (both, _) = real_packs();
    let failed = of_each_pack(&both, |id| {
        history::many(&both, id, runs(tries), 25, 2, |history, _| keeps(&both, id, history))
    });
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Steps that the law allows although a status of a shared name holds.
const ALLOWED: &[(&str, &str, &str)] = &[
    // Tex. R. Civ. P. 628: on a sworn statement that the debtor is about to hide or remove
    // what could be taken the writ may issue within the thirty days of rule 627.
    ("us-tx", "writ_of_execution_early", "stayed"),
    // Tex. R. Civ. P. 657: for garnishment a judgment is final from the day on which it is
    // signed; the thirty days of rule 627 are for writs of execution.
    ("us-tx", "bank_levy", "stayed"),
    // Pa. M.D.J. Rules 403 and 405: the five years are for the request; an order that was
    // issued in them has its 60 days.
    ("us-pa", "property_levy", "expired"),
];

#[test]
fn nothing_is_open_to_collect_while_stayed_satisfied_vacated_or_expired() {
    holds_of_real_packs(MANY, |both, _, history| {
        invariants::nothing_collects_while_stopped(&both.library, history, ALLOWED)
    });
}

/// Times that the law lets run on although it is over.
const RUN_ON: &[(&str, &str, &str)] = &[
    // Who was paid may have to give it back.
    ("us-az", "answer_set_aside", "satisfied"),
    ("us-ca", "answer_set_aside", "satisfied"),
    ("us-il", "answer_set_aside", "satisfied"),
    // Who won too little, was paid that and appealed for more.
    ("us-nv", "cross_appeal", "satisfied"),
    ("us-oh", "cross_appeal", "satisfied"),
    ("us-oh", "transcript_by_creditor", "satisfied"),
    ("us-pa", "appeal_on_cross_claim_creditor", "satisfied"),
    ("us-pa", "complaint_own_appeal_creditor", "satisfied"),
    // What is owed to the debtor for a notice or a release that is late (Va. Code § 8.01-502.1,
    // RCW 6.27.160) is owed whatever becomes of the judgment.
    ("us-va", "lien_notice_mailing", "satisfied"),
    // A fine for the docketed judgment (Va. Code § 8.01-454), beside that of the court's record.
    ("us-va", "satisfaction_fine", "satisfied"),
    ("us-va", "lien_notice_mailing", "vacated"),
    ("us-wa", "exemption_release", "satisfied"),
    ("us-wa", "exemption_release", "vacated"),
];

#[test]
fn nothing_is_urgent_once_the_judgment_is_cancelled_or_paid() {
    holds_of_real_packs(MANY, |both, _, history| {
        invariants::nothing_is_urgent_once_it_is_over(&both.library, history, RUN_ON)
    });
}

#[test]
fn an_event_after_the_day_asked_about_changes_nothing() {
    holds(FEW, |both, _, history| invariants::later_events_change_nothing(&both.library, history));
}

#[test]
fn the_same_question_has_one_answer_whatever_the_order_of_the_file() {
    holds(FEW, |both, _, history| {
        invariants::the_same_question_has_one_answer(&both.library, history)
    });
}

#[test]
fn what_is_certain_stays_when_more_is_stated() {
    holds(FEW, |both, id, history| {
        invariants::what_is_certain_stays(&both.library, &both.slow[id], history)
    });
}

#[test]
fn every_from_and_until_is_the_day_of_a_change() {
    holds(FEW, |both, _, history| {
        invariants::every_date_is_the_day_of_a_change(&both.library, history)
    });
}

#[test]
fn every_computation_redone_on_paper_comes_to_its_date() {
    holds(MANY, |both, id, history| {
        invariants::every_computation_adds_up(&both.library, &both.slow[id], history)
    });
}
