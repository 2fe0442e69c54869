//! Conditions and starting points as text.

use recoup_engine::Library;
use recoup_engine::diagnostic::Code;

use super::{FOUNDATION, HEAD, all_in_place, ask, thoroughly};

/// Where a phrase can stand: what stands before it in the pack and after it. A
/// text begins with the number of one.
const PLACES: [(&str, &str); 8] = [
    ("[status.asked]\ntitle = \"Yes\"\notherwise = \"No\"\nwhen = ", "\n"),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"court\"\nlength = \"30 days\"\nstarts = ",
        "\n",
    ),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"plain\"\nstarts = \"each notice_served\"\nends = ",
        "\n",
    ),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"court\"\nlength = \"1 year\"\nstarts = \"judgment_entered\"\nsuspended_while = ",
        "\n",
    ),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"plain\"\nlength = \"1 year\"\nstarts = \"judgment_entered\"\nextended_by = { event = \"paid\", law = \"c-1\", to = ",
        " }\n",
    ),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"court\"\nlength = \"20 court days\"\nstarts = \"judgment_entered\"\nrevived_by = { event = \"appeal_filed\", law = \"c-1\", not_after = ",
        " }\n",
    ),
    (
        "[procedure.ask]\ntitle = \"Ask\"\nby = \"debtor\"\ndoes = \"Asks.\"\nlaw = \"c-1\"\nopen = ",
        "\n",
    ),
    (
        "[period.asked]\ntitle = \"Asked\"\nlaw = \"c-1\"\ncounted = \"court\"\nlength = \"6 months\"\nstarts = \"judgment_entered\"\nrestarted_by = { law = \"c-1\", event = ",
        " }\n",
    ),
];

/// Any text as a condition, a starting point or an event of the small pack.
///
/// # Panics
///
/// Where a phrase is neither taken nor refused as it should be.
pub fn condition_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (place, phrase) = match text.chars().next().and_then(|first| first.to_digit(8)) {
        Some(digit) => (digit as usize, &text[1..]),
        None => (0, &*text),
    };
    let (before, after) = PLACES[place];
    let written = toml::Value::String(phrase.to_owned());
    let file = format!("{before}{written}{after}");
    let files = [FOUNDATION, HEAD, ("us-zz/phrase.toml", &file)];
    let library = if thoroughly(bytes) {
        Library::from_sources(files)
    } else {
        Library::with_pack(files, "us-zz")
    };
    match library {
        Err(found) => {
            assert!(found.has_errors(), "refused without a mistake: {found}");
            all_in_place(&found.0, &files);
            let last = before.len() + written.to_string().len();
            for one in &found.0 {
                // A circle is told where it begins.
                let here = &*one.place.file == "us-zz/phrase.toml" && one.place.end <= last;
                assert!(here || one.code == Code::Cycle, "{one}");
            }
        }
        Ok(library) => {
            all_in_place(library.warnings(), &files);
            ask(&library);
        }
    }
}
