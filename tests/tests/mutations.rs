//! Each pack broken in some places in which a hand slips: what is wrong is told
//! with its place, and what is taken without a word has a reason.
//!
//! The places are drawn always alike. All of them are broken by `cargo run
//! --release -p recoup-tests --example mutations`, which also asks the examples.

use recoup_tests::mutation::{Broken, Fate, Kind, Slip, why_unnoticed};

/// What the fate of a slip says against the checks, if anything.
fn complaint(slip: &Slip, fate: &Fate) -> Option<String> {
    match fate {
        Fate::Refused { on_its_line: true, .. } | Fate::Doubted { .. } => None,
        Fate::Refused { in_its_file, said, .. } => {
            // What is lost is missed where it is needed, or makes what follows a mistake.
            let told = match slip.kind {
                Kind::DefinedId | Kind::Line => !said.is_empty(),
                Kind::Sign | Kind::Number => *in_its_file,
                _ => false,
            };
            (!told).then(|| format!("it is told elsewhere: {said}"))
        }
        Fate::Caught { .. } | Fate::Unnoticed => match why_unnoticed(slip) {
            Some(_) => None,
            None => Some("nothing is said".to_owned()),
        },
    }
}

/// A slip of every other kind; of the other kinds in the next pack.
fn drawn(broken: &Broken, number: usize) -> Vec<(usize, Slip)> {
    let all = broken.slips();
    let kinds = Kind::ALL.into_iter().enumerate().skip(number % 2).step_by(2);
    let drawn = kinds.filter_map(|(nth, kind)| {
        let of_kind: Vec<&(usize, Slip)> =
            all.iter().filter(|(_, slip)| slip.kind == kind).collect();
        // Anywhere, and always there.
        let seed = 7919 * (nth + 1) + 104_729 * number;
        of_kind.get(seed % of_kind.len().max(1)).map(|slip| (*slip).clone())
    });
    drawn.collect()
}

#[test]
fn a_slip_is_told_or_has_a_reason_not_to_be() {
    let texts = recoup_tests::rule_texts().expect("the packs can be read");
    let mut ids: Vec<&str> = texts.iter().filter_map(|(name, _)| name.split('/').next()).collect();
    ids.dedup();
    ids.retain(|id| *id != "us");
    assert!(ids.len() > 10, "the packs are there");
    let (found, made) = std::thread::scope(|scope| {
        let texts = &texts;
        let threads: Vec<_> = ids
            .into_iter()
            .enumerate()
            .map(|(number, id)| {
                scope.spawn(move || {
                    let broken = Broken::new(texts, id);
                    let slips = drawn(&broken, number);
                    let complaints = slips.iter().filter_map(|(file, slip)| {
                        let complaint = complaint(slip, &broken.fate(*file, slip, false))?;
                        let text = broken.files().nth(*file).unwrap_or_default();
                        Some(format!("{}: {complaint}", slip.told(broken.name(*file), text)))
                    });
                    (complaints.collect::<Vec<String>>(), slips.len())
                })
            })
            .collect();
        let mut all = (Vec::new(), 0);
        for thread in threads {
            let (complaints, made) = thread.join().expect("no slip is a panic");
            all.0.extend(complaints);
            all.1 += made;
        }
        all
    });
    assert!(found.is_empty(), "of {made} slips:\n{}", found.join("\n"));
    assert!(made > 70, "{made} slips were made");
}
