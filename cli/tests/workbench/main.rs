//! The editor's workbench, `recoup pack …`: one module a command.

#[path = "../common/mod.rs"]
mod common;

mod check;
mod codes;
mod coverage;
mod diff;
mod doc;
mod graph;
mod new;
mod schema;
mod show;
mod test;
