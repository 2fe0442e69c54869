//! The editor's workbench, `recoup pack …`: one module a command.

#[path = "../common/mod.rs"]
mod common;

mod diff;
mod show;
