//! Many cases at once, and their answers in order.
//!
//! Block after block goes round the workers, and the answers are asked of them
//! in the same turn: so they come in the order of the input, and nobody holds
//! more than a few blocks.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use recoup_engine::assess::Memory;
use recoup_engine::diagnostic::Code;
use recoup_engine::{Day, Library, Matter};

use super::answers::{Before, Form, Page};
use super::blocks::{Block, Blocks};
use super::sheet::{Row, Sheet};
use super::wrong::{Mistake, Written, Wrong};
use crate::input;
use crate::report::Stop;

/// What came of a block.
pub(crate) struct Done {
    pub(crate) page: Page,
    pub(crate) wrong: Vec<Wrong>,
    pub(crate) answered: u64,
    /// How much of the input it is.
    pub(crate) bytes: u64,
}

/// Who answers cases.
#[derive(Clone)]
pub(crate) struct Worker {
    /// The name of the input.
    pub(crate) name: Arc<str>,
    pub(crate) on: Day,
    pub(crate) form: Form,
    /// The columns, where the cases are rows of CSV.
    pub(crate) sheet: Option<Arc<Sheet>>,
    /// For good: a thread that waits for input is left behind when nobody reads on.
    pub(crate) library: &'static Library,
}

/// Blocks that a worker holds in each direction, beside the one in its hands.
const WAITING: usize = 1;

/// Answers all cases; hands over what came of each block, in order.
pub(crate) fn answer(
    blocks: Blocks,
    worker: &Worker,
    threads: usize,
    mut keep: impl FnMut(Done) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let cannot = |error: io::Error| Stop::Case(format!("no thread can be started: {error}"));
    let (mut give, mut take, mut crew) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..threads {
        let (to_worker, blocks) = sync_channel(WAITING);
        let (answers, from_worker) = sync_channel(WAITING);
        let worker = worker.clone();
        let work = move || worker.work(&blocks, &answers);
        crew.push(thread::Builder::new().spawn(work).map_err(cannot)?);
        give.push(to_worker);
        take.push(from_worker);
    }
    let reader = thread::Builder::new().spawn(move || deal(blocks, &give)).map_err(cannot)?;
    // No thread is waited for where this fails: it may be waiting for input that never comes.
    for from_worker in take.iter().cycle() {
        match from_worker.recv() {
            Ok(done) => keep(done)?,
            Err(_) => break,
        }
    }
    drop(take);
    for worker in crew {
        joined(worker)?;
    }
    joined(reader)?.map_err(|error| input::cannot_be_read(&worker.name, &error))
}

/// What a thread has come to.
fn joined<T>(thread: JoinHandle<T>) -> Result<T, Stop> {
    let broken = "recoup broke off in the middle: this is a mistake in recoup, please report it";
    thread.join().map_err(|_| Stop::Case(broken.to_owned()))
}

/// Deals the blocks out, in turn.
fn deal(mut blocks: Blocks, crew: &[SyncSender<Block>]) -> io::Result<()> {
    for worker in crew.iter().cycle() {
        let Some(block) = blocks.block()? else { break };
        // Nobody wants more: the writing has failed, and that is said there.
        if worker.send(block).is_err() {
            break;
        }
    }
    Ok(())
}

impl Worker {
    fn work(&self, blocks: &Receiver<Block>, answers: &SyncSender<Done>) {
        let (mut row, mut memory) = (Row::default(), Memory::default());
        let mut before = Before::default();
        let mut page = 0;
        for block in blocks {
            let mut done = Done {
                page: self.form.page(page),
                wrong: Vec::new(),
                answered: 0,
                bytes: block.length,
            };
            let mut cases = Vec::with_capacity(block.lines.len());
            for line in &block.lines {
                let bytes = &block.bytes[line.range.clone()];
                let written = Written { name: &self.name, line: line.number, bytes };
                match self.read(written, line.too_long, &mut row) {
                    Ok(Some(matter)) => cases.push((written, matter)),
                    Ok(None) => {}
                    Err(wrong) => done.wrong.push(*wrong),
                }
            }
            // The law of a jurisdiction is at hand for its next case, when they follow each
            // other: in any order it takes a third longer.
            cases.sort_by_key(|(_, matter)| &matter.pack().id);
            for (written, matter) in &cases {
                match matter.evaluate_in(self.on, &mut memory) {
                    Ok(assessment) => {
                        done.page.add(written.line, matter, &assessment, self.on, &mut before);
                        done.answered += 1;
                        memory = assessment.into_memory();
                    }
                    Err(error) => done.wrong.push(written.unanswered(&error)),
                }
            }
            page = done.page.length();
            done.page.sort();
            done.wrong.sort_by_key(|wrong| wrong.line);
            if answers.send(done).is_err() {
                break;
            }
        }
    }

    /// Reads the case of a line; none where there is none.
    fn read(
        &self,
        written: Written<'_>,
        too_long: bool,
        row: &mut Row,
    ) -> Result<Option<Matter<'static>>, Box<Wrong>> {
        if too_long {
            return Err(Box::new(written.too_long()));
        }
        let text = match str::from_utf8(written.bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                let expected = "a text saved as UTF-8";
                let message = "this line is not a text in UTF-8";
                let diagnostic = written.mistake(Code::Unreadable, message, expected, at, at);
                return Err(Box::new(written.wrong([Mistake { diagnostic, column: None }])));
            }
        };
        let Some(sheet) = &self.sheet else {
            return self.read_line(written, text).map(Some);
        };
        if !sheet.write_case(written, row).map_err(Box::new)? {
            return Ok(None);
        }
        let read = self.library.read_case(&self.name, row.text());
        Ok(Some(read.map_err(|mistakes| sheet.in_columns(written, row, mistakes.0))?))
    }

    /// Reads a line of JSON.
    fn read_line(&self, written: Written<'_>, text: &str) -> Result<Matter<'static>, Box<Wrong>> {
        if !text.trim_start().starts_with('{') {
            let message = "this line is no case";
            let expected = "a case as JSON on one line: `{` … `}`";
            let diagnostic = written.mistake(Code::Syntax, message, expected, 0, text.len());
            return Err(Box::new(written.wrong([Mistake { diagnostic, column: None }])));
        }
        let read = self.library.read_case(&self.name, text);
        read.map_err(|mistakes| Box::new(written.wrong_as_it_stands(mistakes.0)))
    }
}
