//! Reading files that people name: with a message for each way that can fail.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

use recoup_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use recoup_engine::{Diagnostics, LARGEST_TEXT};

use crate::report::Stop;

/// Something to read.
pub(crate) struct Input {
    /// Its name for messages.
    pub(crate) name: String,
    /// Its size, where that is known.
    pub(crate) size: Option<u64>,
    pub(crate) read: Box<dyn Read + Send>,
}

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<Input, Stop> {
    if path.as_os_str() == "-" {
        let name = "standard input".to_owned();
        return Ok(Input { name, size: None, read: Box::new(std::io::stdin()) });
    }
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(unreadable(&name, format!("`{name}` is a folder"), "a file"));
    }
    match File::open(path) {
        Ok(file) => {
            let size = file.metadata().ok().filter(Metadata::is_file).map(|data| data.len());
            Ok(Input { name, size, read: Box::new(file) })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(unreadable(&name, format!("there is no file `{name}`"), "the path of a file"))
        }
        Err(error) => Err(cannot_be_read(&name, &error)),
    }
}

/// Reads a text file, or standard input for `-`. Gives its name for messages and its text.
pub(crate) fn read(path: &Path) -> Result<(String, String), Stop> {
    let Input { name, read, .. } = open(path)?;
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is too much.
    let most = LARGEST_TEXT as u64 + 1;
    read.take(most).read_to_end(&mut bytes).map_err(|error| cannot_be_read(&name, &error))?;
    if bytes.len() > LARGEST_TEXT {
        let message = format!("`{name}` is larger than any case or pack file needs to be");
        let expected = format!("at most {} MB", LARGEST_TEXT / (1024 * 1024));
        return Err(wrong(&name, Code::TooLarge, message, &expected, (1, 1, 0)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let good = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
            let line = good.matches('\n').count() as u32 + 1;
            let column = good.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
            let message = format!("`{name}` is not a text in UTF-8");
            let expected = "a text file saved as UTF-8";
            Err(wrong(&name, Code::Unreadable, message, expected, (line, column, at)))
        }
    }
}

/// That reading failed, as the reason to stop.
pub(crate) fn cannot_be_read(name: &str, error: &std::io::Error) -> Stop {
    unreadable(name, format!("`{name}` cannot be read: {error}"), "a file that may be read")
}

fn unreadable(name: &str, message: String, expected: &str) -> Stop {
    wrong(name, Code::Unreadable, message, expected, (1, 1, 0))
}

/// A mistake at a line, a column and a byte.
fn wrong(
    name: &str,
    code: Code,
    message: String,
    expected: &str,
    (line, column, at): (u32, u32, usize),
) -> Stop {
    Stop::Mistakes(
        Diagnostics(vec![Diagnostic {
            severity: Severity::Error,
            code,
            message,
            place: Place { file: name.into(), line, column, start: at, end: at },
            expected: Some(expected.to_owned()),
            nearest: None,
            related: Vec::new(),
        }]),
        Vec::new(),
    )
}
