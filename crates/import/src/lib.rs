//! Lists of people and licenses that come from elsewhere: a file that somebody chose, or text that was pasted.
//!
//! [`read`] and [`read_text`] make a [`Table`] of texts of whatever was given, or say why they can't. [`Mapping::guess`]
//! finds which column is what, and can be corrected by hand. [`lines`] turns every line into a typed [`Entry`], or says
//! what is wrong with it, by the number that the line has in the file. The way back is [`write_csv`], [`write_xlsx`] and
//! [`template`].
//!
//! Everything here is pure: bytes come in, values go out. Nothing here trusts what it reads: input is bounded before it
//! is unpacked, and what libraries are known to stumble over is refused before they see it, because a panic would end
//! the application.

mod address;
mod addresses;
mod column;
mod decode;
mod error;
mod heading;
mod lines;
mod mapping;
mod names;
mod package;
mod read;
mod separated;
mod table;
mod template;
mod workbook;
mod write;
mod xml;

pub use column::Column;
pub use error::{ImportError, Unsupported};
pub use lines::{BadLine, Entry, Line, LineProblem, NameSource, Person, Want, lines};
pub use mapping::{Mapping, MappingProblem};
pub use names::{names_from_address, split_full_name};
pub use read::{read, read_sheet, read_text};
pub use table::{
    MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, MAX_UNPACKED, Preview, PreviewRow, Row, Source,
    Table,
};
pub use template::{Format, template};
pub use write::{ExportError, write_csv, write_xlsx};
