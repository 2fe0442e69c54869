pub mod date;
pub mod timeline;
pub mod diagnostic;
mod source;
pub mod pack;
pub mod graph;
pub mod case;
