//! What is packed in a file, looked over before a library unpacks it.

use std::io::{BufReader, Cursor, Error, ErrorKind, Read};

use zip::ZipArchive;

use crate::{
    ImportError, MAX_UNPACKED, Unsupported,
    table::number,
    xml::{self, Part},
};

/// More files than any workbook has.
const MAX_FILES: usize = 5_000;

const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Which library reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Package {
    Excel,
    OpenDocument,
}

/// What it is, if all of it is bounded and well-formed.
pub(crate) fn check(bytes: &[u8]) -> Result<Package, ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(ImportError::damaged)?;
    if archive.len() > MAX_FILES {
        return Err(ImportError::TooLargeUnpacked { limit: number(MAX_UNPACKED) });
    }
    let package = kind(&mut archive)?;
    let mut left = MAX_UNPACKED as u64;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(ImportError::damaged)?;
        let name = file.name().map_err(ImportError::damaged)?.to_lowercase();
        let mut metered = Metered { inner: file, left, exceeded: false };
        let checked = look_over(&mut metered, &name, package);
        if metered.exceeded {
            return Err(ImportError::TooLargeUnpacked { limit: number(MAX_UNPACKED) });
        }
        checked?;
        left = metered.left;
    }
    Ok(package)
}

fn look_over(metered: &mut Metered<impl Read>, name: &str, package: Package) -> Result<(), ImportError> {
    let (folder, extension) = (name.split('/').next(), name.rsplit('.').next());
    let part = match package {
        Package::OpenDocument if name == "content.xml" => Part::Content,
        Package::Excel if folder == Some("xl") && extension == Some("xml") => Part::Workbook,
        _ if matches!(extension, Some("xml" | "rels")) => Part::Other,
        // A picture that is damaged is nobody's business; how large it is, is.
        _ => {
            let _ = std::io::copy(metered, &mut std::io::sink());
            return Ok(());
        }
    };
    xml::check(BufReader::new(metered), part)
}

fn kind(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Package, ImportError> {
    let mut mime = String::new();
    if let Ok(file) = archive.by_name("mimetype") {
        file.take(200).read_to_string(&mut mime).map_err(ImportError::damaged)?;
    }
    if mime == OPEN_DOCUMENT {
        return Ok(Package::OpenDocument);
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_lowercase()).collect();
    let any = |start: &str, extension: &str| {
        names.iter().any(|name| name.starts_with(start) && name.rsplit('.').next() == Some(extension))
    };
    let kind = if any("xl/workbook.", "bin") {
        Unsupported::BinaryWorkbook
    } else if any("xl/", "xml") {
        return Ok(Package::Excel);
    } else if any("index/", "iwa") {
        Unsupported::Numbers
    } else if any("word/", "xml") || mime.starts_with("application/vnd.oasis.opendocument.") {
        Unsupported::TextDocument
    } else {
        Unsupported::Archive
    };
    Err(ImportError::Unsupported { kind })
}

/// Stops reading when too much has come out.
struct Metered<R> {
    inner: R,
    left: u64,
    exceeded: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if let Some(left) = self.left.checked_sub(read as u64) {
            self.left = left;
            Ok(read)
        } else {
            self.exceeded = true;
            Err(Error::from(ErrorKind::FileTooLarge))
        }
    }
}
