//! Packs as text.

use recoup_engine::{Day, Library};

use super::{FOUNDATION, HEAD, all_in_place, ask, thoroughly};

/// What begins a further file, with its name after it to the end of the line.
const MARKER: &str = "#>";

/// Any text as a file of the small pack. A line `#> us-zz/pack.toml` begins
/// another file, so that files can be put in the place of those that stand there.
///
/// # Panics
///
/// Where packs are neither taken nor refused as they should be.
pub fn pack_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files = files(&text);
    let texts = || files.iter().copied();
    // What is doubtful is looked for, and other packs are read, only now and then.
    let read = if thoroughly(bytes) {
        Library::from_sources(texts())
    } else {
        Library::with_pack(texts(), "us-zz")
    };
    match read {
        Err(found) => {
            assert!(found.has_errors(), "refused without a mistake: {found}");
            all_in_place(&found.0, &files);
            if thoroughly(bytes) {
                // Told again, it is the same.
                assert_eq!(Library::from_sources(texts()).err(), Some(found));
            }
        }
        Ok(library) => {
            all_in_place(library.warnings(), &files);
            ask(&library);
            for pack in library.packs().filter(|_| thoroughly(bytes)) {
                let alone = Library::with_pack(texts(), &pack.id).expect("a pack of a library");
                assert_eq!(alone.compiled(&pack.id), library.compiled(&pack.id));
                let bytes = library.compiled(&pack.id).expect("a pack can be compiled");
                Library::from_compiled(&bytes).expect("a compiled pack can be read");
                let resolved = Library::resolved(texts(), &pack.id).expect("a pack of a library");
                let layered = Library::layered(texts(), &pack.id).expect("a pack of a library");
                assert_eq!(layered.len(), resolved.len(), "the same things");
                assert!(layered.iter().all(|it| !it.layers.is_empty()), "some pack says each");
                // Each law was checked at some time, and so before the end of time.
                all_in_place(&Library::stale(texts(), Day::NEVER, Some(Day::NEVER)), &files);
            }
        }
    }
}

/// The small pack with the files of a text.
fn files(text: &str) -> Vec<(&str, &str)> {
    let mut files = vec![FOUNDATION, HEAD];
    let mut rest = text;
    let mut name = "us-zz/more.toml";
    loop {
        let end = rest.find(MARKER);
        let (own, further) = end.map_or((rest, None), |at| {
            (&rest[..at], Some(rest[at + MARKER.len()..].split_once('\n').unwrap_or_default()))
        });
        match files.iter_mut().find(|(known, _)| *known == name) {
            Some((_, there)) => *there = own,
            None => files.push((name, own)),
        }
        let Some((next, after)) = further else { return files };
        (name, rest) = (next.trim(), after);
    }
}
