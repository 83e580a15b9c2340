//! Files to fill in.

use crate::{Column, ExportError, Want, write_csv, write_xlsx};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// CSV.
    Csv,
    /// A workbook.
    Xlsx,
}

/// A file with the headings that [`crate::Mapping::guess`] knows and nothing below them: an example that somebody forgets to
/// remove would be carried out.
pub fn template(want: Want, format: Format) -> Result<Vec<u8>, ExportError> {
    let headings: Vec<&str> = columns(want).iter().map(|column| column.heading()).collect();
    let rows: [[&str; 0]; 0] = [];
    match format {
        Format::Csv => write_csv(&headings, rows),
        Format::Xlsx => write_xlsx(&headings, rows),
    }
}

fn columns(want: Want) -> &'static [Column] {
    match want {
        Want::Assign | Want::MakeItSo => {
            &[Column::Email, Column::FirstName, Column::LastName, Column::Product, Column::Team]
        }
        Want::Revoke => &[Column::Email, Column::Product, Column::License],
        Want::Transfer => &[Column::License, Column::Team],
    }
}
