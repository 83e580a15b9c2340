//! What happened in a run, a line each, and a number that two runs can be compared by.

use std::sync::Mutex;

use crate::{chance::hash, lock};

/// The lines of one run.
#[derive(Debug, Default)]
pub struct Trace {
    lines: Mutex<Vec<String>>,
}

impl Trace {
    pub fn note(&self, line: impl Into<String>) {
        lock(&self.lines).push(line.into());
    }

    pub fn lines(&self) -> Vec<String> {
        lock(&self.lines).clone()
    }

    pub fn hash(&self) -> u64 {
        lock(&self.lines).iter().fold(0, |before, line| hash(before, line.as_bytes()))
    }
}
