//! `recoup schema`.

use std::path::Path;

use crate::common::{complaint, root, run};

fn schema(args: &[&str]) -> serde_json::Value {
    let output = run(&root(), &[&["schema"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_schema_of_a_pack_is_the_one_that_the_packs_name() {
    let committed = std::fs::read(root().join("rules/pack.schema.json")).unwrap();
    assert_eq!(run(&root(), &["schema"]).stdout, committed);
    assert_eq!(run(&root(), &["schema", "pack"]).stdout, committed);
}

#[test]
fn the_schema_of_a_case_knows_the_names_of_a_pack_of_a_folder() {
    let bad = Path::new("cli/tests/bad/rules");
    let schema = schema(&["case", "--pack", "us-zz", "--rules", bad.to_str().unwrap()]);
    assert_eq!(schema["properties"]["jurisdiction"]["enum"], serde_json::json!(["us-zz"]));
    let what = &schema["definitions"]["event"]["properties"]["what"]["enum"];
    assert!(what.as_array().unwrap().iter().any(|id| id == "appeal_filed"), "{what}");
}

#[test]
fn a_wrong_question_says_what_to_write() {
    for (args, expected) in [
        (&["pack", "--pack", "us-ca"][..], "write `recoup schema case --pack …`"),
        (&["case", "--pack", "us-caa"], "did you mean `us-ca`?"),
        (&["case", "--pack", "us"], "`us` has no cases"),
        (&["law"], "possible values: pack, case, example"),
    ] {
        let said = complaint(run(&root(), &[&["schema"], args].concat()), 2);
        assert!(said.contains(expected), "{args:?}: {said}");
    }
}
