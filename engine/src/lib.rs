//! What may happen next after a small-claims judgment: who may do it, by when,
//! on which form, and which law says so.
//!
//! The law of each jurisdiction is data, a *pack* of TOML files. This library
//! compiles packs into a graph and computes a case's timelines from it. It is
//! pure: packs and cases come in as text, answers go out as data; it reads no
//! file, knows no clock, and nothing about any state is written here.
//!
//! ```
//! use recoup_engine::{Case, Day, Library};
//!
//! let library = Library::from_sources([("us-zz/pack.toml", r#"
//!     [pack]
//!     id = "us-zz"
//!     name = "Nowhere"
//!     version = "2026-11-21"
//!
//!     [event.judgment_entered]
//!     title = "Judgment entered"
//!
//!     [counting.plain]
//!     title = "Every day counts; the last stays where it falls"
//!     last_day = "as it falls"
//!
//!     [period.enforcement]
//!     title = "Judgment can be enforced"
//!     starts = "judgment_entered"
//!     length = "10 years"
//!     counted = "plain"
//!     law = ["code-1"]
//!
//!     [law.code-1]
//!     cite = "Nowhere Code § 1"
//!     url = "https://example.org/code/1"
//!     checked = 2026-11-21
//!     tier = "unverified"
//! "#)])?;
//! let case = Case::from_toml(r#"
//!     jurisdiction = "us-zz"
//!     judgment.entered = 2025-03-05
//! "#)?;
//! let answer = library.assess(&case, "2025-04-10".parse::<Day>()?)?;
//! let life = &answer.deadlines[0];
//! assert_eq!(life.ends, Some("2035-03-05".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assess;
pub mod case;
mod check;
pub mod coverage;
pub mod date;
pub mod describe;
pub mod diagnostic;
pub mod diff;
pub mod example;
pub mod grade;
pub mod grammar;
pub mod graph;
pub mod pack;
pub mod schema;
mod source;
pub mod timeline;

pub use assess::{Answer, AssessError, Assessment};
pub use case::{Case, Matter};
pub use date::Day;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use graph::Library;
pub use source::LARGEST_TEXT;
