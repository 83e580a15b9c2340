//! Lists that come from elsewhere, on their way to a plan.

use import::{BadLine, Mapping, MappingProblem, Preview};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListView {
    /// To name it by.
    pub id: String,
    /// The file's name; empty for pasted text.
    pub name: String,
    /// Its beginning.
    pub preview: Preview,
    /// Which column is what: as it was chosen for a list with the same headings, or else as it is guessed.
    pub mapping: Mapping,
    /// Whether the mapping is remembered from another list with the same headings.
    pub is_remembered: bool,
}

/// What a list says when its columns are understood in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListCheck {
    /// Why the mapping can't be used; then nothing else is known.
    pub problem: Option<MappingProblem>,
    /// Lines that can go on to a plan.
    pub good: u32,
    /// Lines that can't.
    pub bad: u32,
    /// The first of them.
    pub bad_lines: Vec<BadLineView>,
    /// Whether every good line names a product.
    pub names_products: bool,
}

/// A line that can't go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BadLineView {
    /// Its number in the file, counted from 1.
    pub line: u32,
    /// What is wrong, and with what.
    pub bad: BadLine,
}
