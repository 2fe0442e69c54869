//! `recoup pack show`.

use crate::common::{complaint, root, run};

#[test]
fn a_pack_that_is_none_gets_the_nearest_name() {
    let said = complaint(run(&root(), &["pack", "show", "us-cs"]), 2);
    assert!(said.contains("there is no pack `us-cs`; did you mean `us-ca`?"), "{said}");
}
