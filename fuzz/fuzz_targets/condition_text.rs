#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| recoup_tests::fuzz::condition_text(bytes));
