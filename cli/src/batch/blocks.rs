//! The input in blocks of whole lines.
//!
//! Knows lines, and the quotes that let a row of CSV run over several. Must not
//! know what a line says.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use recoup_engine::LARGEST_TEXT;

/// So many lines a block where an answer is short, and where it is whole: what
/// is made of a block is held at once.
pub(crate) const MANY: usize = 256;
pub(crate) const FEW: usize = 8;

/// A block ends after so many bytes, with whatever line it is in.
const ENOUGH: usize = 256 * 1024;

/// A row of CSV may run over several lines within quotes, up to so many bytes. A
/// quote that is not closed within them, or not at the end of a cell, was left open
/// by mistake, and spoils its own line only.
const LONGEST_ROW: usize = 64 * 1024;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What stands for the first letter of a text in UTF-16, which is none of UTF-8.
pub(crate) const UTF_16: u8 = 0xff;

/// Some whole lines of the input.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) bytes: Vec<u8>,
    pub(crate) lines: Vec<Line>,
    /// How much of the input it is, with what was left out.
    pub(crate) length: u64,
}

/// A line, or a row that runs over several, without what ends it.
#[derive(Debug)]
pub(crate) struct Line {
    /// Its number in the input, from 1.
    pub(crate) number: u64,
    /// Where it stands in the block.
    pub(crate) range: Range<usize>,
    /// Whether it is longer than any case may be; nothing of it is held.
    pub(crate) too_long: bool,
}

/// The lines of an input, block by block.
pub(crate) struct Blocks {
    read: BufReader<Box<dyn Read + Send>>,
    /// Lines that were looked at ahead of their turn.
    again: VecDeque<Raw>,
    /// The number of the line that was read last.
    number: u64,
    most: usize,
    rows: bool,
}

/// A line with what ends it; none of a line that is too long.
type Raw = Option<Vec<u8>>;

impl Blocks {
    /// Blocks of at most so many lines.
    pub(crate) fn new(read: Box<dyn Read + Send>, most: usize) -> Blocks {
        let read = BufReader::with_capacity(ENOUGH, read);
        Blocks { read, again: VecDeque::new(), number: 0, most, rows: false }
    }

    /// The lines are rows of CSV, whose quoted cells may hold line breaks.
    pub(crate) fn are_rows(&mut self) {
        self.rows = true;
    }

    /// The first letter of the input that is no blank. A byte-order mark is passed
    /// over. To be asked before anything is read.
    pub(crate) fn first_letter(&mut self) -> io::Result<Option<u8>> {
        let (mut letter, mut blank) = (None, 0);
        let mut block = Block::default();
        while let Some(whole) = self.next(&mut block)? {
            if blank == 0 && block.bytes.starts_with(BYTE_ORDER_MARK) {
                block.bytes.drain(..BYTE_ORDER_MARK.len());
            }
            let utf_16 = [[0xff, 0xfe], [0xfe, 0xff]];
            letter = match block.bytes.trim_ascii_start().first() {
                Some(_) if utf_16.iter().any(|mark| block.bytes.starts_with(mark)) => Some(UTF_16),
                letter => letter.copied(),
            };
            if letter.is_some() || !whole {
                self.again.push_back(whole.then(|| std::mem::take(&mut block.bytes)));
                break;
            }
            // However many blank lines there are, none of them is held.
            blank += 1;
            block.bytes.clear();
        }
        self.number = blank;
        Ok(letter)
    }

    /// The next line that is not blank, with its bytes.
    pub(crate) fn line(&mut self) -> io::Result<Option<(Line, Vec<u8>)>> {
        let mut block = Block::default();
        while self.add(&mut block)? {
            if let Some(line) = block.lines.pop() {
                return Ok(Some((line, block.bytes)));
            }
        }
        Ok(None)
    }

    /// The next block; none at the end of the input.
    pub(crate) fn block(&mut self) -> io::Result<Option<Block>> {
        let mut block = Block::default();
        let mut any = false;
        while block.lines.len() < self.most && block.bytes.len() < ENOUGH && self.add(&mut block)? {
            any = true;
        }
        Ok(any.then_some(block))
    }

    /// Adds a line to a block, unless it is blank. False at the end of the input.
    fn add(&mut self, block: &mut Block) -> io::Result<bool> {
        let start = block.bytes.len();
        let Some(whole) = self.next(block)? else {
            return Ok(false);
        };
        let number = self.number;
        if self.rows && block.bytes[start..].contains(&b'"') {
            self.close_quotes(block, start)?;
        }
        let line = block.bytes[start..].trim_ascii_end();
        let range = start..start + line.len();
        if whole && line.is_empty() {
            block.bytes.truncate(start);
        } else {
            block.lines.push(Line { number, range, too_long: !whole });
        }
        Ok(true)
    }

    /// Reads a line behind what is in a block. Whether it is there as a whole: of
    /// one that is too long nothing is. None at the end of the input.
    fn next(&mut self, block: &mut Block) -> io::Result<Option<bool>> {
        let start = block.bytes.len();
        self.number += 1;
        if let Some(line) = self.again.pop_front() {
            block.bytes.extend_from_slice(line.as_deref().unwrap_or_default());
            return Ok(Some(line.is_some()));
        }
        // One byte more than is allowed tells that there is too much.
        let most = LARGEST_TEXT + 1;
        let read = self.read.by_ref().take(most as u64).read_until(b'\n', &mut block.bytes)?;
        block.length += read as u64;
        if read == most && !block.bytes.ends_with(b"\n") {
            block.bytes.truncate(start);
            block.length += self.read.skip_until(b'\n')? as u64;
            return Ok(Some(false));
        }
        Ok((read > 0).then_some(true))
    }

    /// Adds lines to the row that begins at `start` until no quote is open. Where
    /// that does not come, the row is its first line, and the others are read again.
    fn close_quotes(&mut self, block: &mut Block, start: usize) -> io::Result<()> {
        let mut ahead = VecDeque::new();
        let first = (self.number, block.bytes.len());
        let mut open = open_after(&block.bytes[start..], false);
        while open != Some(false) {
            let line = block.bytes.len();
            let more = open.is_some() && line - start <= LONGEST_ROW;
            let read = if more { self.next(block)? } else { None };
            if let Some(whole) = read {
                ahead.push_back(whole.then(|| block.bytes[line..].to_vec()));
            }
            if read != Some(true) {
                ahead.append(&mut self.again);
                self.again = ahead;
                self.number = first.0;
                block.bytes.truncate(first.1);
                return Ok(());
            }
            open = open_after(&block.bytes[line..], true);
        }
        Ok(())
    }
}

/// Whether a quote that begins a cell of a row is not closed in it.
pub(crate) fn quote_is_open(row: &[u8]) -> bool {
    open_after(row, false) == Some(true)
}

/// Whether a quote is open after a line, that was open before it or not. None
/// where one that was open ends in the middle of a cell: the line has quotes of
/// its own, and the one before was left open by mistake.
fn open_after(line: &[u8], before: bool) -> Option<bool> {
    let (mut open, mut carried) = (before, before);
    let mut begins_cell = !before;
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (open, byte) {
            (true, b'"') if bytes.next_if_eq(&b'"').is_some() => {}
            (true, b'"') => {
                if carried && !matches!(bytes.peek(), None | Some(b',' | b'\r' | b'\n')) {
                    return None;
                }
                (open, carried) = (false, false);
            }
            (true, _) => {}
            (false, b'"') if begins_cell => (open, begins_cell) = (true, false),
            (false, _) => begins_cell = byte == b',',
        }
    }
    Some(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_ahead_are_counted_and_not_held() {
        let input = format!("{}{{}}\n\n[]\n", "\n \r\n".repeat(10_000));
        let mut blocks = Blocks::new(Box::new(io::Cursor::new(input.into_bytes())), MANY);
        assert_eq!(blocks.first_letter().unwrap(), Some(b'{'));
        assert_eq!(blocks.again.len(), 1);
        let block = blocks.block().unwrap().unwrap();
        let lines = block.lines.iter().map(|line| (line.number, &block.bytes[line.range.clone()]));
        assert_eq!(lines.collect::<Vec<_>>(), [(20_001, &b"{}"[..]), (20_003, b"[]")]);
    }
}
