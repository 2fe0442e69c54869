//! Writes the tables of keys in `docs/pack-reference.md` anew.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pack-reference.md");
    let page = std::fs::read_to_string(&path)?;
    std::fs::write(path, recoup_tests::reference::with_tables(&page)?)?;
    Ok(())
}
