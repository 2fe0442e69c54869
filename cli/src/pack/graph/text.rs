//! How wide text is, without a font: every letter is taken to be as wide as in
//! the wide fonts that people have, so that what fits here fits on their screen.
//!
//! Knows letters. Must not know what they say.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

/// How a line of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// The height of its letters in pixels.
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Type {
    pub(super) const fn plain(size: f64) -> Type {
        Type { size, bold: false }
    }

    pub(super) const fn bold(size: f64) -> Type {
        Type { size, bold: true }
    }

    /// From one line to the next.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.3).round()
    }

    /// How wide a text is at most.
    pub(super) fn width(self, text: &str) -> f64 {
        let ems: f64 = text.chars().map(em).sum();
        ems * self.size * if self.bold { 1.13 } else { 1.0 }
    }

    /// The lines of a text that is to be no wider than `width`.
    pub(super) fn wrap(self, text: &str, width: f64) -> Vec<String> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            self.break_up(word, width, &mut words);
        }
        let lines = wrap_first_fit(&words, &[width]);
        let joined = |line: &&[Word]| {
            line.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        lines.iter().map(joined).filter(|line| !line.is_empty()).collect()
    }

    /// A word, in pieces where it is wider than a line.
    fn break_up(self, word: &str, width: f64, words: &mut Vec<Word>) {
        let mut piece = String::new();
        for letter in word.chars() {
            piece.push(letter);
            if self.width(&piece) > width && piece.chars().nth(1).is_some() {
                piece.pop();
                words.push(self.word(std::mem::take(&mut piece)));
                piece.push(letter);
            }
        }
        words.push(self.word(piece));
    }

    fn word(self, text: String) -> Word {
        Word { width: self.width(&text), space: self.width(" "), text }
    }
}

#[derive(Debug)]
struct Word {
    text: String,
    width: f64,
    space: f64,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The width of a letter as a part of its height, rounded up.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 0.31,
        ' ' | ',' | '.' | ':' | ';' | '|' | '·' => 0.36,
        'r' => 0.44,
        'f' | 't' | '(' | ')' | '[' | ']' | '/' | 'I' | '-' | '!' => 0.42,
        's' | 'c' | 'z' | 'J' | '"' => 0.56,
        'm' | 'W' | '%' | '@' | '—' | '…' => 1.0,
        '#' | '&' | '+' | '<' | '=' | '>' | '^' | '~' | '→' => 0.84,
        'w' | 'M' | 'O' | 'Q' | 'G' | 'D' | 'N' | 'H' | 'U' => 0.88,
        'A'..='Z' => 0.74,
        'a'..='z' | '0'..='9' => 0.65,
        '\u{20}'..='\u{7e}' | '§' => 0.68,
        // Other scripts can be as wide as high.
        '\u{1100}'.. => 1.05,
        _ => 0.8,
    }
}
