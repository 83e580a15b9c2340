//! Why there is no table.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Why what was given can't be read. The bound that was exceeded comes along, so that it need not be known elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "code")]
pub enum ImportError {
    /// Nothing but white space.
    #[error("there is nothing in it")]
    Empty,
    /// The file is too large to be read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// How many bytes are read at most.
        limit: u32,
    },
    /// The file is small and what is packed in it is not.
    #[error("more than {limit} bytes when unpacked")]
    TooLargeUnpacked {
        /// How many bytes are unpacked at most.
        limit: u32,
    },
    /// Too many lines with something in them.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// How many rows are read at most.
        limit: u32,
    },
    /// Too many columns.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// How many columns are read at most.
        limit: u32,
    },
    /// Too many cells, or too much text in them.
    #[error("more than {limit} cells, or cells with too much text")]
    TooManyCells {
        /// How many cells are read at most.
        limit: u32,
    },
    /// A quotation mark is opened and never closed, so that nobody knows where the cell ends.
    #[error("a quotation mark in line {line} is never closed")]
    UnclosedQuote {
        /// Where it is opened.
        line: u32,
    },
    /// It is neither text nor a spreadsheet.
    #[error("neither text nor a spreadsheet")]
    Binary,
    /// It is a spreadsheet, and cut off or broken.
    #[error("the spreadsheet is damaged: {detail}")]
    Damaged {
        /// In the words of whoever noticed, for the log.
        detail: String,
    },
    /// It is locked with a password.
    #[error("locked with a password")]
    Password,
    /// It is known what it is, and it can't be read here.
    #[error("{kind:?} can't be read")]
    Unsupported {
        /// What it is.
        kind: Unsupported,
    },
    /// The workbook has no sheet of that name any more.
    #[error("there is no such sheet")]
    NoSuchSheet,
}

/// Kinds of files that people try, and that have to be saved as something else first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Unsupported {
    /// The binary workbook of Excel (`.xlsb`).
    BinaryWorkbook,
    /// The workbook of Excel before 2007 (`.xls`).
    OldWorkbook,
    /// Apple's Numbers.
    Numbers,
    /// A web page, as some services call an Excel export.
    WebPage,
    /// XML, such as that of Excel 2003.
    Xml,
    /// PDF.
    Pdf,
    /// A text document, such as that of Word.
    TextDocument,
    /// An archive without a spreadsheet.
    Archive,
}

impl ImportError {
    pub(crate) fn damaged(error: impl std::fmt::Display) -> Self {
        let mut detail = error.to_string();
        if let Some((end, _)) = detail.char_indices().nth(200) {
            detail.truncate(end);
        }
        Self::Damaged { detail }
    }
}
