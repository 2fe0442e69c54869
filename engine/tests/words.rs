//! A pack in words: each construct of the language once, and what it becomes.

use recoup_engine::Library;
use recoup_engine::describe::Description;

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
values = { mail = "By mail", hand = "By hand" }

[attribute.outcome]
title = "How it was decided"
values = { granted = "Granted", denied = "Denied" }

[fact.present]
title = "Presence of the debtor"
ask = "Was the debtor there?"
yes = "The debtor was there"
no = "The debtor was not there"

[fact.kind]
title = "Kind of debt"
ask = "What is the money owed for?"
values = { rent = "The debt is for rent", loan = "The debt is a loan", car = "The debt is for a car", other = "The debt is for something else" }

[event.judgment_entered]
title = "Judgment entered"

[event.notice]
title = "Notice mailed"
takes = ["by"]

[event.filed]
title = "Paper filed"

[event.decided]
title = "Paper decided"
takes = ["outcome"]

[event.recorded]
title = "Paper recorded"

[calendar.court]
title = "Courts"

[calendar.court.holiday.new_year]
title = "New Year's Day"
on = "1 January"
law = ["code"]

[counting.plain]
title = "As it falls"
last_day = "as it falls"

[counting.mail]
title = "With days for mail"
calendar = "court"
last_day = "next court day"
court_days_up_to = 6
added = [{ by = "mail", length = "5 days", law = ["code"] }]

[status.open]
title = "The matter is open"
otherwise = "The matter is closed"
when = "between filed and decided"

[period.appeal]
title = "Time to appeal"
starts = "each notice"
length = "30 days"
counted = "mail"
law = ["code"]

[period.long]
title = "A very long name of a time, with commas"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code"]
"#;

fn described<T>(more: &str, look: impl FnOnce(&Description<'_>) -> T) -> T {
    let text = format!("{COMMON}\n{more}");
    let library = Library::from_sources([("us-zz/pack.toml", text.as_str())]).expect("a pack");
    look(&library.pack("us-zz").expect("the pack").describe())
}

/// A condition in words.
fn says(condition: &str) -> String {
    let more =
        format!("[status.asked]\ntitle = \"So\"\notherwise = \"Not so\"\nwhen = \"{condition}\"");
    described(&more, |pack| {
        pack.statuses.iter().find(|one| one.id == "asked").expect("it").when.to_string()
    })
}

#[test]
fn conditions_are_sentences() {
    for (condition, words) in [
        ("present", "the debtor was there"),
        ("not present", "the debtor was not there"),
        ("surely present", "the debtor was there"),
        ("not surely present", "the debtor was not there"),
        ("open", "the matter is open"),
        ("not open", "the matter is closed"),
        ("kind is rent", "the debt is for rent"),
        ("kind is one of rent, loan", "the debt is for rent, or the debt is a loan"),
        (
            "kind is not one of rent, loan",
            "the debt is for a car, or the debt is for something else",
        ),
        ("kind is not rent", "it is not so that the debt is for rent"),
        ("principal over 2500", "the principal is more than $2,500"),
        ("not principal over 2500", "the principal is at most $2,500"),
        ("within appeal", "the time to appeal is running"),
        ("not after appeal", "the time to appeal is not over"),
        ("before long", "“A very long name of a time, with commas” has not begun"),
        ("since filed", "“Paper filed” has happened"),
        (
            "not since any of (filed, decided (outcome is granted))",
            "none of these has happened: “Paper filed” or “Paper decided” (how it was decided: granted)",
        ),
        (
            "between filed and any of (decided, recorded)",
            "“Paper filed” has happened, and none of these has happened since: “Paper decided” or “Paper recorded”",
        ),
        (
            "not between filed and decided",
            "“Paper filed” has not happened, or “Paper decided” has happened since",
        ),
        ("from 2023-01-01", "it is 1 January 2023 or later"),
        ("until 2022-12-31", "it is 31 December 2022 or earlier"),
        (
            "not from 2023-01-01 until 2023-12-31",
            "it is before 1 January 2023 or after 31 December 2023",
        ),
        ("judgment_entered before 2018-08-03", "“Judgment entered” happened before 3 August 2018"),
        (
            "not judgment_entered before 2018-08-03",
            "“Judgment entered” happened on or after 3 August 2018",
        ),
        (
            "present and (open or since filed and kind is rent)",
            "the debtor was there, and either the matter is open or both “Paper filed” has happened and the debt is for rent",
        ),
        ("not (present and open)", "the debtor was not there, or the matter is closed"),
    ] {
        assert_eq!(says(condition), words, "{condition}");
    }
}

#[test]
fn starting_points_are_read_aloud() {
    for (starts, words) in [
        ("judgment_entered", "“Judgment entered”"),
        ("last filed", "the last “Paper filed”"),
        ("first any of (filed, decided)", "the first of “Paper filed” or “Paper decided”"),
        (
            "1 day after long ends",
            "the day after the end of “A very long name of a time, with commas”",
        ),
        (
            "1 day after 9 years after judgment_entered",
            "9 years and 1 day after “Judgment entered”",
        ),
        ("90 days before appeal ends", "90 days before the end of the time to appeal"),
        ("earlier of (filed, decided)", "the earlier of “Paper filed” and “Paper decided”"),
        (
            "later of (filed, decided, 2026-01-01)",
            "the latest of “Paper filed”, “Paper decided” and 1 January 2026",
        ),
    ] {
        let more = format!(
            "[period.asked]\ntitle = \"Asked\"\nstarts = \"{starts}\"\nlength = \"3 days\"\ncounted = \"mail\"\nlaw = [\"code\"]"
        );
        let said = described(&more, |pack| {
            pack.periods.iter().find(|one| one.id == "asked").expect("it").starts.clone()
        });
        assert_eq!(said, words, "{starts}");
    }
}

#[test]
fn counting_says_what_a_person_must_do() {
    described("", |pack| {
        let counted = |id: &str| {
            let period = pack.periods.iter().find(|one| one.id == id).expect("it");
            period.term.as_ref().and_then(|term| term.counted.clone()).unwrap_or_default()
        };
        assert_eq!(
            counted("appeal"),
            "Every day of the calendar counts. If the court is closed on the last day, the next \
             day on which it is open counts as the last. 5 days more when it was served by mail."
        );
        assert_eq!(
            counted("long"),
            "It runs to the same date of the last year. The last day stays where it falls, also \
             on a weekend or holiday."
        );
    });
    let short = "[period.asked]\ntitle = \"Asked\"\nstarts = \"filed\"\nlength = \"6 days\"\ncounted = \"mail\"\nlaw = [\"code\"]";
    described(short, |pack| {
        let term =
            pack.periods.iter().find(|one| one.id == "asked").and_then(|one| one.term.clone());
        let counted = term.and_then(|term| term.counted).unwrap_or_default();
        assert!(counted.starts_with("It is so short that only days on which the court is open"));
    });
}

#[test]
fn a_law_that_names_sundays_alone_is_told_so() {
    let asked = |holiday: &str, last_day: &str, length: &str| {
        let more = format!(
            "[calendar.sunday]\ntitle = \"All other times\"\nweekend = \"Sunday\"\n{holiday}\n\
             [counting.sunday]\ntitle = \"Sundays\"\ncalendar = \"sunday\"\nlast_day = \"{last_day}\"\nlaw = [\"code\"]\n\
             [period.asked]\ntitle = \"Asked\"\nstarts = \"filed\"\nlength = \"{length}\"\ncounted = \"sunday\"\nlaw = [\"code\"]"
        );
        described(&more, |pack| {
            let term =
                pack.periods.iter().find(|one| one.id == "asked").and_then(|one| one.term.clone());
            term.and_then(|term| term.counted).unwrap_or_default()
        })
    };
    let holiday =
        "[calendar.sunday.holiday.may]\ntitle = \"May Day\"\non = \"1 May\"\nlaw = [\"code\"]";
    assert_eq!(
        asked("", "next court day", "6 days"),
        "Every day of the calendar counts. If the last day is a Sunday, the Monday after it counts \
         as the last."
    );
    assert_eq!(
        asked(holiday, "next court day", "6 days"),
        "Every day of the calendar counts. If the last day is a Sunday or a holiday, the next day \
         that is neither counts as the last."
    );
    assert_eq!(
        asked("", "previous court day", "6 court days"),
        "Sundays do not count. If the last day is a Sunday, the Saturday before it is the last."
    );
    assert_eq!(
        asked(holiday, "previous court day", "6 court days"),
        "Sundays and holidays do not count. If the last day is a Sunday or a holiday, the day \
         before that is neither is the last."
    );
}

#[test]
fn what_moves_an_end_is_told_with_its_limits() {
    let more = r#"
[period.life]
title = "Life"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code"]

[[period.life.extended_by]]
event = "filed"
when = "present"
to = "10 years after filed"
not_before = "90 days before the end"
gap = "5 years"
times = 1
law = ["code"]

[[period.life.revived_by]]
event = "decided (outcome is granted)"
asked_by = "filed"
not_after = "2 years after the end"
law = ["code"]

[[period.life.held_open]]
while = "open"
and_for = "30 days"
law = ["code"]
"#;
    described(more, |pack| {
        let life = pack.periods.iter().find(|one| one.id == "life").expect("it");
        let [renewed, revived] = &life.changes[..] else { panic!("two changes") };
        assert_eq!(renewed.text, "“Paper filed” moves the end to 10 years after that day");
        assert_eq!(
            renewed.limits,
            [
                "Not before 90 days before the end",
                "Only when more than 5 years have passed since the last time",
                "Once only"
            ]
        );
        assert_eq!(
            revived.text,
            "“Paper decided” (how it was decided: granted) brings it back after it has ended, for \
             its full length"
        );
        assert_eq!(revived.limits[1], "Not later than 2 years after the end");
        assert_eq!(life.held_open[0].and_for.as_deref(), Some("30 days"));
    });
}

/// An extension and a hold may be counted otherwise than the time itself.
#[test]
fn every_way_of_counting_brings_its_law() {
    let way = |id: &str| {
        format!(
            "[law.{id}]\ncite = \"Code of {id}\"\nurl = \"https://example.org\"\n\
             checked = 2026-11-21\ntier = \"unverified\"\n\
             [counting.{id}]\ntitle = \"One way\"\nlast_day = \"as it falls\"\nlaw = [\"{id}\"]\n"
        )
    };
    let ways: String = ["reading", "change", "hold", "emergency"].map(way).concat();
    let more = format!(
        r#"
{ways}
[period.life]
title = "Life"
starts = "judgment_entered"
length = "10 years"
counted = "plain"
law = ["code"]
[[period.life.reading]]
text = "It may be shorter."
length = "9 years"
counted = "reading"
law = ["code"]
[[period.life.extended_by]]
event = "filed"
to = "10 years after filed"
counted = "change"
law = ["code"]
[[period.life.held_open]]
while = "present"
and_for = "30 days"
counted = "hold"
law = ["emergency"]
"#
    );
    described(&more, |pack| {
        let life = pack.periods.iter().find(|one| one.id == "life").expect("it");
        for law in ["reading", "change", "hold"] {
            assert!(life.counting_law.contains(&law), "{law}: {:?}", life.counting_law);
        }
        // What holds it open has a law of its own, and that is one of those it rests on.
        assert_eq!(life.held_open[0].law, ["emergency"]);
        assert!(life.laws().any(|law| law == "emergency"));
    });
}

/// Conditions that many procedures share are told once, not with each.
#[test]
fn what_is_shared_is_told_apart() {
    let more = r#"
[requirement.collecting]
title = "What every step needs"
only_if = ["present"]
open = ["open"]

[procedure.writ]
title = "Ask for a writ"
by = "creditor"
does = "The clerk issues it."
requires = ["collecting"]
only_if = [{ if = "kind is rent", text = "Only for rent." }]
open = ["within long"]
fee = [{ amount = 1240.5, from = 2024-01-01, law = ["code"] }]
law = ["code"]
"#;
    described(more, |pack| {
        let writ = &pack.procedures[0];
        assert_eq!(writ.requires, ["collecting"]);
        assert_eq!(writ.only_if[0].otherwise, Some("Only for rent."));
        assert_eq!((writ.only_if.len(), writ.open.len()), (1, 1));
        let shared = &pack.requirements[0];
        assert_eq!(shared.open[0].condition.to_string(), "the matter is open");
        let fee = &writ.fees[0];
        assert_eq!(
            (fee.amount.as_str(), fee.days.as_deref()),
            ("$1,240.50", Some("from 1 January 2024"))
        );
    });
}

/// A renewal that is void unless it is recorded is no renewal: the page must say so.
#[test]
fn what_must_follow_is_told_with_the_step() {
    let more = r#"
[event.renewed]
title = "Renewal filed"
counts_when = "within long"
law = ["code"]

[[event.renewed.completed_by]]
event = "recorded"
within = "3 court days"
counted = "mail"
law = ["code"]

[procedure.renew]
title = "Renew"
by = "creditor"
does = "It renews."
records = ["renewed"]
law = ["code"]
"#;
    described(more, |pack| {
        let said: Vec<&str> =
            pack.procedures[0].follows.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(
            said,
            [
                "It has effect only if on that day “A very long name of a time, with commas” is running",
                "It has no effect unless “Paper recorded” follows, by 3 court days after that day at the latest"
            ]
        );
    });
}

/// Times that are counted from one thing stand together, the shortest first,
/// also where one of them is told by its end.
#[test]
fn the_timeline_is_in_the_order_of_the_days() {
    let more = r#"
[period.wait]
title = "Wait"
starts = "judgment_entered"
ends = "10 days after notice"
counted = "mail"
law = ["code"]
"#;
    let more = more.replace("starts = \"judgment_entered\"", "starts = \"each notice\"");
    described(&more, |pack| {
        let timeline = pack.timeline();
        assert_eq!(timeline[0].from, "“Judgment entered”");
        let steps = timeline[1..].iter().flat_map(|stage| &stage.steps);
        let steps: Vec<(&str, &str)> =
            steps.map(|step| (step.id, step.after[0].as_str())).collect();
        assert_eq!(steps, [("wait", "10 days"), ("appeal", "30 days")]);
    });
}
