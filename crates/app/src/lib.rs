//! The application without a window: connect, sync, query, plan, apply. Owns all state.

mod problem;
pub mod view;

pub use problem::{Problem, ProblemCode, ProblemDetail};
