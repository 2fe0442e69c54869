//! What is said of a line that has no answer.

use std::fmt;
use std::sync::Arc;

use recoup_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use recoup_engine::{AssessError, LARGEST_TEXT};
use serde::Serialize;

/// A line without an answer: as it goes to the file of errors.
#[derive(Debug, Serialize)]
pub(crate) struct Wrong {
    /// Its number.
    pub(crate) line: u64,
    messages: Vec<Message>,
    /// The line itself, to be mended and asked again; none of one that is too long.
    input: Option<String>,
}

/// One mistake, in a diagnostic's own keys.
#[derive(Debug, Serialize)]
struct Message {
    severity: Severity,
    /// The kind of a mistake; none where nothing is wrong with the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why a case with which nothing is wrong has no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    /// The column of CSV that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<(Place, String)>,
}

/// A mistake, and the column of CSV that it is about.
pub(crate) struct Mistake {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) column: Option<String>,
}

/// A line as mistakes point into it.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    /// The name of the input.
    pub(crate) name: &'a Arc<str>,
    /// The number of the line.
    pub(crate) line: u64,
    pub(crate) bytes: &'a [u8],
}

impl Written<'_> {
    /// The place of some bytes of the line.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        let before = self.bytes.get(..start).unwrap_or_default();
        // Of a row that runs over several lines, the one on which the bytes begin.
        let breaks = before.iter().filter(|byte| **byte == b'\n').count();
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count();
        Place {
            file: Arc::clone(self.name),
            line: u32::try_from(self.line).unwrap_or(u32::MAX).saturating_add(breaks as u32),
            column: column as u32 + 1,
            start,
            end,
        }
    }

    /// A mistake of the line.
    pub(crate) fn mistake(
        &self,
        code: Code,
        message: impl Into<String>,
        expected: &str,
        start: usize,
        end: usize,
    ) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: self.place(start, end),
            expected: Some(expected.to_owned()),
            nearest: None,
            related: Vec::new(),
        }
    }

    /// What is wrong with it.
    pub(crate) fn wrong(&self, mistakes: impl IntoIterator<Item = Mistake>) -> Wrong {
        let messages = mistakes.into_iter().map(|Mistake { diagnostic, column }| Message {
            severity: diagnostic.severity,
            code: Some(diagnostic.code.name()),
            reason: None,
            message: diagnostic.message,
            place: Some(diagnostic.place),
            column,
            expected: diagnostic.expected,
            nearest: diagnostic.nearest,
            related: diagnostic.related,
        });
        Wrong { line: self.line, messages: messages.collect(), input: Some(self.input()) }
    }

    /// What is wrong with a line of JSON, whose mistakes point into it as it stands.
    pub(crate) fn wrong_as_it_stands(&self, mistakes: Vec<Diagnostic>) -> Wrong {
        self.wrong(mistakes.into_iter().map(|mut diagnostic| {
            let related = diagnostic.related.iter_mut().map(|(place, _)| place);
            for place in related.chain([&mut diagnostic.place]) {
                *place = self.place(place.start, place.end);
            }
            Mistake { diagnostic, column: None }
        }))
    }

    /// Why a case without a mistake has no answer.
    pub(crate) fn unanswered(&self, error: &AssessError) -> Wrong {
        let reason = match error {
            AssessError::BeforeJudgment { .. } => Some("judged-later"),
            AssessError::NotModelled { .. } => Some("not-modelled"),
            // The message has the mistakes of the case with their codes.
            AssessError::Case(_) => None,
        };
        let message = Message {
            severity: Severity::Error,
            code: None,
            reason,
            message: error.to_string(),
            place: Some(self.place(0, 0)),
            column: None,
            expected: None,
            nearest: None,
            related: Vec::new(),
        };
        Wrong { line: self.line, messages: vec![message], input: Some(self.input()) }
    }

    /// A line that is longer than any case may be.
    pub(crate) fn too_long(&self) -> Wrong {
        let most = format!("at most {} MB", LARGEST_TEXT / (1024 * 1024));
        let message = "this line is longer than any case needs to be";
        let diagnostic = self.mistake(Code::TooLarge, message, &most, 0, 0);
        Wrong { input: None, ..self.wrong([Mistake { diagnostic, column: None }]) }
    }

    fn input(&self) -> String {
        String::from_utf8_lossy(self.bytes).into_owned()
    }
}

impl Wrong {
    /// Its mistakes, a line each.
    pub(crate) fn messages(&self) -> impl Iterator<Item = impl fmt::Display> {
        self.messages.iter()
    }
}

/// So much of a message is told on one line.
const TOLD: usize = 200;

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        match self.code {
            Some(code) => write!(f, "error[{code}]: ")?,
            None => f.write_str("error: ")?,
        }
        if let Some(column) = &self.column {
            write!(f, "column `{}`: ", cut(column))?;
        }
        f.write_str(&cut(&self.message))?;
        match (&self.nearest, &self.expected) {
            // The one is likely enough; all that it could be is in the file of errors.
            (Some(nearest), _) => write!(f, "; did you mean `{}`?", cut(nearest)),
            (None, Some(expected)) => write!(f, "; expected {}", cut(expected)),
            (None, None) => Ok(()),
        }
    }
}

/// A text that quotes what may be long and may hold anything, as one line.
fn cut(text: &str) -> String {
    let mut line: String =
        text.chars().take(TOLD).map(|it| if it.is_control() { ' ' } else { it }).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    line
}
