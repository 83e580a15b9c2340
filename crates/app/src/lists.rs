//! Lists from elsewhere: read, kept until a plan is made of them, understood by a mapping.

use std::{collections::VecDeque, sync::Arc};

use import::{Column, ImportError, Line, MAX_ROWS, Table, Unsupported, lines, read, read_sheet, read_text};

use crate::{
    App, Problem, ProblemCode, SavedFile,
    blocking::{blocking, drop_behind},
    kept, lock,
    opened::{OpenedOrganization, count},
    view::{BadLineView, Format, ListCheck, ListView, Mapping, Want},
};

/// Lists that are kept at most; older ones are forgotten.
const LISTS_KEPT: usize = 4;
/// Rows that are kept of all lists together, unless the newest has more.
const ROWS_KEPT: usize = MAX_ROWS;
/// Rows that are shown to tell what is in which column.
const ROWS_SHOWN: usize = 20;
/// Bad lines that are shown before there is a plan, which has all of them.
const BAD_LINES_SHOWN: usize = 500;

/// A list that was read.
pub(crate) struct List {
    id: String,
    /// The file's name; empty for pasted text.
    pub name: String,
    pub table: Table,
}

/// Lists of which a plan can still be made, the newest last.
#[derive(Default)]
pub(crate) struct Lists(VecDeque<Arc<List>>);

impl Lists {
    /// Gives those that have to go for it.
    fn put(&mut self, list: Arc<List>) -> Vec<Arc<List>> {
        self.0.push_back(list);
        let rows =
            |lists: &VecDeque<Arc<List>>| -> usize { lists.iter().map(|list| list.table.rows().len()).sum() };
        let mut gone = Vec::new();
        while self.0.len() > LISTS_KEPT || (self.0.len() > 1 && rows(&self.0) > ROWS_KEPT) {
            gone.extend(self.0.pop_front());
        }
        gone
    }

    fn get(&self, id: &str) -> Option<Arc<List>> {
        self.0.iter().find(|list| list.id == id).cloned()
    }

    fn forget(&mut self, id: &str) {
        self.0.retain(|list| list.id != id);
    }
}

impl App {
    /// Reads a list from a file; of a workbook `sheet`, or the first one that has something in it.
    pub async fn read_list(
        &self,
        name: String,
        content: Vec<u8>,
        sheet: Option<String>,
    ) -> Result<ListView, Problem> {
        let opened = self.opened()?;
        let read = move || {
            let table = match sheet {
                Some(sheet) => read_sheet(&content, Some(&name), &sheet),
                None => read(&content, Some(&name)),
            };
            (name, table)
        };
        let (name, table) = blocking(read).await;
        self.keep_list(&opened, name, table?).await
    }

    /// Reads a list from text: rows of a spreadsheet, lines of a file, or addresses out of a mail.
    pub async fn read_pasted_list(&self, text: String) -> Result<ListView, Problem> {
        let opened = self.opened()?;
        let table = blocking(move || read_text(&text)).await?;
        self.keep_list(&opened, String::new(), table).await
    }

    async fn keep_list(
        &self,
        opened: &OpenedOrganization,
        name: String,
        table: Table,
    ) -> Result<ListView, Problem> {
        let remembered = remembered(opened, &table).await?;
        let view = ListView {
            id: uuid::Uuid::now_v7().to_string(),
            name,
            preview: table.preview(ROWS_SHOWN),
            mapping: remembered.unwrap_or_else(|| Mapping::guess(&table)),
            is_remembered: remembered.is_some(),
        };
        let list = List { id: view.id.clone(), name: view.name.clone(), table };
        let gone = lock(&self.lists).put(Arc::new(list));
        drop_behind(gone);
        Ok(view)
    }

    /// Says what a list says when its columns are understood in one way.
    pub async fn check_list(&self, id: &str, mapping: Mapping, want: Want) -> Result<ListCheck, Problem> {
        let list = self.list(id)?;
        Ok(blocking(move || check(&list.table, &mapping, want)).await)
    }

    /// Forgets a list that is not needed any more.
    pub fn forget_list(&self, id: &str) {
        lock(&self.lists).forget(id);
    }

    pub(crate) fn list(&self, id: &str) -> Result<Arc<List>, Problem> {
        lock(&self.lists).get(id).ok_or_else(|| ProblemCode::ListGone.into())
    }
}

fn check(table: &Table, mapping: &Mapping, want: Want) -> ListCheck {
    let (problem, lines) = match lines(table, mapping, want) {
        Ok(lines) => (None, lines),
        Err(problem) => (Some(problem), Vec::new()),
    };
    let (total, mut good, mut names_products, mut bad_lines) = (lines.len(), 0, true, Vec::new());
    for Line { number, entry, .. } in lines {
        match entry {
            Ok(entry) => {
                good += 1;
                names_products &= entry.product.is_some();
            }
            Err(bad) if bad_lines.len() < BAD_LINES_SHOWN => {
                bad_lines.push(BadLineView { line: number, bad });
            }
            Err(_) => {}
        }
    }
    ListCheck {
        problem,
        good: count(good),
        bad: count(total - good),
        bad_lines,
        names_products: names_products && good > 0,
    }
}

/// What was chosen the last time for a list with the same headings.
async fn remembered(opened: &OpenedOrganization, table: &Table) -> Result<Option<Mapping>, Problem> {
    let Some(key) = table.heading_key() else { return Ok(None) };
    let json = opened.store.list_mapping(&kept::json(&key)?).await?;
    let columns = count(table.columns());
    let fits = |mapping: &Mapping| {
        Column::ALL.iter().all(|column| mapping.get(*column).is_none_or(|place| place < columns))
    };
    Ok(json.and_then(|json| kept::try_read(&json)).filter(fits))
}

/// Keeps which column is what, for the next list with the same headings. That it can't be kept only makes the person
/// choose again.
pub(crate) async fn remember(opened: &OpenedOrganization, table: &Table, mapping: &Mapping) {
    let Some(key) = table.heading_key() else { return };
    if let Err(problem) = try_remember(opened, &key, mapping).await {
        tracing::warn!(code = ?problem.code, "the columns of a list could not be remembered");
    }
}

async fn try_remember(opened: &OpenedOrganization, key: &str, mapping: &Mapping) -> Result<(), Problem> {
    Ok(opened.store.remember_list_mapping(&kept::json(&key)?, &kept::json(mapping)?).await?)
}

/// A file to fill in.
pub fn template(want: Want, format: Format) -> Result<SavedFile, Problem> {
    let content = import::template(want, format)
        .map_err(|error| Problem::with_text(ProblemCode::FileNotSaved, &error))?;
    let name = match want {
        Want::Assign => "Assign licenses",
        Want::Revoke => "Revoke licenses",
        Want::Transfer => "Move licenses",
        Want::MakeItSo => "Who holds what",
    };
    let extension = match format {
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
    };
    Ok(SavedFile { name: format!("{name}.{extension}"), content })
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let too_large =
            |limit: u32, of: &str| Self::with_text(ProblemCode::ListTooLarge, &format!("{limit} {of}"));
        match error {
            ImportError::Empty => ProblemCode::ListEmpty.into(),
            ImportError::TooLarge { limit } => too_large(limit, "bytes"),
            ImportError::TooLargeUnpacked { limit } => too_large(limit, "bytes unpacked"),
            ImportError::TooManyRows { limit } => too_large(limit, "rows"),
            ImportError::TooManyColumns { limit } => too_large(limit, "columns"),
            ImportError::TooManyCells { limit } => too_large(limit, "cells"),
            ImportError::UnclosedQuote { line } => Self::with_text(ProblemCode::ListQuoteOpen, &line),
            ImportError::Binary => ProblemCode::ListBinary.into(),
            ImportError::Damaged { detail } => Self::with_text(ProblemCode::ListDamaged, &detail),
            ImportError::Password => ProblemCode::ListLocked.into(),
            ImportError::Unsupported { kind } => {
                Self::with_text(ProblemCode::ListUnsupported, &name_of(kind))
            }
            ImportError::NoSuchSheet => ProblemCode::ListSheetGone.into(),
        }
    }
}

/// As the page knows it.
fn name_of(kind: Unsupported) -> &'static str {
    match kind {
        Unsupported::BinaryWorkbook => "binaryWorkbook",
        Unsupported::OldWorkbook => "oldWorkbook",
        Unsupported::Numbers => "numbers",
        Unsupported::WebPage => "webPage",
        Unsupported::Xml => "xml",
        Unsupported::Pdf => "pdf",
        Unsupported::TextDocument => "textDocument",
        Unsupported::Archive => "archive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_problem(error: &ImportError, code: ProblemCode, text: Option<&str>) {
        let problem = Problem::from(error.clone());
        assert_eq!((problem.code, problem.detail.text.as_deref()), (code, text), "{error:?}");
    }

    #[test]
    fn each_reason_for_not_reading_has_a_code_and_its_facts() {
        use ProblemCode::{
            ListBinary, ListDamaged, ListEmpty, ListLocked, ListQuoteOpen, ListSheetGone, ListTooLarge,
        };
        check_problem(&ImportError::Empty, ListEmpty, None);
        check_problem(&ImportError::TooLarge { limit: 9 }, ListTooLarge, Some("9 bytes"));
        check_problem(&ImportError::TooLargeUnpacked { limit: 9 }, ListTooLarge, Some("9 bytes unpacked"));
        check_problem(&ImportError::TooManyRows { limit: 9 }, ListTooLarge, Some("9 rows"));
        check_problem(&ImportError::TooManyColumns { limit: 9 }, ListTooLarge, Some("9 columns"));
        check_problem(&ImportError::TooManyCells { limit: 9 }, ListTooLarge, Some("9 cells"));
        check_problem(&ImportError::UnclosedQuote { line: 7 }, ListQuoteOpen, Some("7"));
        check_problem(&ImportError::Binary, ListBinary, None);
        check_problem(&ImportError::Damaged { detail: "no end".into() }, ListDamaged, Some("no end"));
        check_problem(&ImportError::Password, ListLocked, None);
        check_problem(&ImportError::NoSuchSheet, ListSheetGone, None);
    }

    #[test]
    fn what_has_to_be_saved_as_something_else_is_named_as_the_page_knows_it() {
        for kind in [
            Unsupported::BinaryWorkbook,
            Unsupported::OldWorkbook,
            Unsupported::Numbers,
            Unsupported::WebPage,
            Unsupported::Xml,
            Unsupported::Pdf,
            Unsupported::TextDocument,
            Unsupported::Archive,
        ] {
            let known = serde_json::to_value(kind).unwrap();
            let text = known.as_str();
            check_problem(&ImportError::Unsupported { kind }, ProblemCode::ListUnsupported, text);
        }
    }

    fn list(id: usize, rows: usize) -> Arc<List> {
        let table = read_text(&"ann@example.com;x\n".repeat(rows)).unwrap();
        Arc::new(List { id: id.to_string(), name: String::new(), table })
    }

    #[test]
    fn few_lists_are_kept_and_fewer_large_ones_but_always_the_newest() {
        let mut lists = Lists::default();
        for id in 0..6 {
            lists.put(list(id, 1));
        }
        let kept = |lists: &Lists| lists.0.iter().map(|list| list.id.clone()).collect::<Vec<_>>();
        assert_eq!(kept(&lists), ["2", "3", "4", "5"]);
        lists.put(list(6, ROWS_KEPT - 1));
        assert_eq!(kept(&lists), ["5", "6"]);
        lists.put(list(7, ROWS_KEPT));
        assert_eq!(kept(&lists), ["7"]);
        lists.forget("7");
        assert!(lists.get("7").is_none());
    }
}
