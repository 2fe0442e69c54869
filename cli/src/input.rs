//! Reading files that people name: with a message for each way that can fail.

use std::io::Read;
use std::path::Path;

use recoup_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use recoup_engine::{Diagnostics, LARGEST_TEXT};

use crate::report::Stop;

/// Reads a text file, or standard input for `-`. Gives its name for messages and its text.
pub(crate) fn read(path: &Path) -> Result<(String, String), Stop> {
    let standard_input = path.as_os_str() == "-";
    let name =
        if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    let wrong = |code, message: String, expected: &str, line, column, at| {
        Stop::Mistakes(
            Diagnostics(vec![Diagnostic {
                severity: Severity::Error,
                code,
                message,
                place: Place { file: name.as_str().into(), line, column, start: at, end: at },
                expected: Some(expected.to_owned()),
                nearest: None,
                related: Vec::new(),
            }]),
            Vec::new(),
        )
    };
    let unreadable =
        |message: String, expected: &str| wrong(Code::Unreadable, message, expected, 1, 1, 0);
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is too much.
    let most = LARGEST_TEXT as u64 + 1;
    let outcome = if standard_input {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else if path.is_dir() {
        return Err(unreadable(format!("`{name}` is a folder"), "a file"));
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    if let Err(error) = outcome {
        return Err(if error.kind() == std::io::ErrorKind::NotFound {
            unreadable(format!("there is no file `{name}`"), "the path of a file")
        } else {
            unreadable(format!("`{name}` cannot be read: {error}"), "a file that may be read")
        });
    }
    if bytes.len() > LARGEST_TEXT {
        let message = format!("`{name}` is larger than any case or pack file needs to be");
        let expected = format!("at most {} MB", LARGEST_TEXT / (1024 * 1024));
        return Err(wrong(Code::TooLarge, message, &expected, 1, 1, 0));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let good = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
            let line = good.matches('\n').count() as u32 + 1;
            let column = good.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
            let message = format!("`{name}` is not a text in UTF-8");
            Err(wrong(Code::Unreadable, message, "a text file saved as UTF-8", line, column, at))
        }
    }
}
