#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| recoup_tests::fuzz::case_text(bytes));
