//! Mistakes, as they are shown: the place in the file, what was expected, what
//! to write instead.

pub(crate) mod github;
pub(crate) mod sarif;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::process::ExitCode;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use recoup_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use recoup_engine::{AssessError, Diagnostics};

/// Why the program stops without an answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Mistakes in files, with the texts that they point into.
    Mistakes(Diagnostics, Vec<(String, String)>),
    /// Something else that is wrong with the case.
    Case(String),
    /// A name on the command line that is none.
    Usage(String),
    /// The answer could not be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

impl Stop {
    /// Mistakes in one text.
    pub(crate) fn in_text(name: &str, text: &str) -> impl Fn(Diagnostics) -> Stop {
        let source = (name.to_owned(), text.to_owned());
        move |diagnostics| Stop::Mistakes(diagnostics, vec![source.clone()])
    }

    /// A question that has no answer.
    pub(crate) fn no_answer(name: &str, text: &str) -> impl Fn(AssessError) -> Stop {
        let source = (name.to_owned(), text.to_owned());
        move |error| match error {
            AssessError::Case(diagnostics) => Stop::Mistakes(diagnostics, vec![source.clone()]),
            other => Stop::Case(other.to_string()),
        }
    }

    /// Says so on standard error; gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (text, status) = match self {
            Stop::Mistakes(diagnostics, sources) => (render(&diagnostics, &sources), 1),
            Stop::Case(message) => (simple(&message), 1),
            Stop::Usage(message) => (simple(&message), 2),
            // Whoever read the answer has gone.
            Stop::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return ExitCode::SUCCESS;
            }
            Stop::Output(error) => (simple(&format!("the answer cannot be written: {error}")), 1),
        };
        anstream::eprint!("{text}");
        ExitCode::from(status)
    }
}

fn simple(message: &str) -> String {
    let title = Level::ERROR.primary_title(message);
    format!("{}\n", renderer().render(&[Group::with_title(title)]))
}

fn renderer() -> Renderer {
    // Colour is taken out again where no terminal shows it.
    Renderer::styled().decor_style(DecorStyle::Ascii).term_width(100)
}

/// So many mistakes of one file are told, and so many warnings.
const TOLD: usize = 100;

/// All mistakes as text; of a file that has very many the first ones, since each is
/// drawn with its line, and nobody reads on.
pub(crate) fn render(diagnostics: &Diagnostics, sources: &[(String, String)]) -> String {
    let mut text = String::new();
    let mut numbers: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for diagnostic in &diagnostics.0 {
        let number = numbers.entry((&diagnostic.place.file, diagnostic.severity)).or_default();
        *number += 1;
        if *number <= TOLD {
            text.push_str(&one(diagnostic, sources));
            text.push_str("\n\n");
        }
    }
    for ((file, severity), number) in numbers.iter().filter(|(_, number)| **number > TOLD) {
        let what = if *severity == Severity::Error { "mistake" } else { "warning" };
        let more = number - TOLD;
        let end = if more == 1 { "" } else { "s" };
        text.push_str(&format!("… and {more} more {what}{end} in {file}\n\n"));
    }
    let count = |severity| diagnostics.0.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let say = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let parts: Vec<String> =
        [say(errors, "mistake"), say(warnings, "warning")].into_iter().flatten().collect();
    if !parts.is_empty() {
        text.push_str(&format!("{}\n", parts.join(", ")));
    }
    if diagnostics.0.iter().any(|one| one.code == Code::Syntax) {
        let mended = if errors == 1 { "this is mended" } else { "these are mended" };
        text.push_str(&format!("The rest is looked at when {mended}.\n"));
    }
    text
}

fn one(diagnostic: &Diagnostic, sources: &[(String, String)]) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let text_of = |place: &Place| {
        sources.iter().find(|(name, _)| **name == *place.file).map(|(_, text)| text.as_str())
    };
    let label = diagnostic.expected.as_ref().map(|expected| format!("expected {expected}"));
    let mut group = Group::with_title(title);
    match text_of(&diagnostic.place) {
        Some(text) => {
            let mut label_at_place = AnnotationKind::Primary.span(span(text, &diagnostic.place));
            if let Some(label) = &label {
                label_at_place = label_at_place.label(label.as_str());
            }
            let mut snippet = Snippet::source(text)
                .line_start(1)
                .path(diagnostic.place.file.to_string())
                .annotation(label_at_place);
            for (place, word) in &diagnostic.related {
                if place.file == diagnostic.place.file {
                    snippet = snippet.annotation(
                        AnnotationKind::Context.span(span(text, place)).label(word.as_str()),
                    );
                }
            }
            group = group.element(snippet);
        }
        None => {
            group = group.element(
                Origin::path(diagnostic.place.file.to_string())
                    .line(diagnostic.place.line as usize)
                    .char_column(diagnostic.place.column as usize),
            );
            if let Some(label) = &label {
                group = group.element(Level::NOTE.message(label.as_str()));
            }
        }
    }
    for (place, word) in &diagnostic.related {
        if place.file != diagnostic.place.file {
            if let Some(text) = text_of(place) {
                group = group.element(
                    Snippet::source(text).line_start(1).path(place.file.to_string()).annotation(
                        AnnotationKind::Context.span(span(text, place)).label(word.as_str()),
                    ),
                );
            } else {
                group = group.element(Level::NOTE.message(format!("{word}: {place}")));
            }
        }
    }
    if let Some(nearest) = &diagnostic.nearest {
        group = group.element(Level::HELP.message(format!("did you mean `{nearest}`?")));
    }
    renderer().render(&[group])
}

/// A mistake in one sentence: what was found, what is expected, what is near.
pub(crate) fn in_one(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if let Some(expected) = &diagnostic.expected {
        text.push_str(&format!("; expected {expected}"));
    }
    if let Some(nearest) = &diagnostic.nearest {
        text.push_str(&format!("; did you mean `{nearest}`?"));
    }
    text
}

/// The column after the last character of a place, where its text is known.
fn end_column(place: &Place, sources: &[(String, String)]) -> Option<u32> {
    let (_, text) = sources.iter().find(|(name, _)| **name == *place.file)?;
    Some(place.column + text[span(text, place)].chars().count() as u32)
}

/// A place as a range of the text that is sure to be within it.
fn span(text: &str, place: &Place) -> Range<usize> {
    let start = floor(text, place.start.min(text.len()));
    let end = floor(text, place.end.clamp(start, text.len()));
    // A table's place may run over many lines; its first says enough.
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
