//! What people type into the search: names, parts of e-mails, ids, products, teams, packs, words that nothing has.

use std::path::Path;

use anyhow::{Context, Result};
use app::{App, view::LicenseRow};
use domain::LicenseQuery;
use serde::Serialize;

use super::application::{open, told};

const SEED: u64 = 100_000;
/// Nobody is called so, and nothing.
const IN_VAIN: [&str; 4] = ["qqzzx", "nobody at all", "intellij xxyyzz", "@@"];
/// Searches of the window's bench: every keystroke is waited for and painted.
const IN_THE_WINDOW: usize = 20;

/// 50 searches, made of what the organization holds.
pub fn typed(app: &App) -> Result<Vec<String>> {
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut searches: Vec<String> = Vec::new();
    for kind in KINDS {
        for _ in 0..kind.count {
            searches.push(a_text(app, &mut random, kind.of, &searches)?);
        }
    }
    searches.extend(IN_VAIN.map(str::to_owned));
    Ok(searches)
}

/// The texts after each keystroke.
pub fn keystrokes(search: &str) -> impl Iterator<Item = &str> {
    search.char_indices().map(|(start, letter)| &search[..start + letter.len_utf8()])
}

struct Kind {
    count: usize,
    of: fn(&LicenseRow) -> Option<String>,
}

const KINDS: [Kind; 9] = [
    Kind { count: 10, of: first_name },
    Kind { count: 8, of: last_name },
    Kind { count: 8, of: part_of_email },
    Kind { count: 4, of: email },
    Kind { count: 6, of: |row| Some(row.id.0.to_lowercase()) },
    Kind { count: 4, of: |row| Some(row.product.name.clone()) },
    Kind { count: 3, of: |row| row.team.as_ref().map(|team| team.name.clone()) },
    Kind { count: 2, of: |row| row.pack.clone() },
    Kind { count: 1, of: |row| Some(format!("{} {}", first_name(row)?, row.product.code)) },
];

fn first_name(row: &LicenseRow) -> Option<String> {
    word_of_name(row, |name| name.split_whitespace().next())
}

fn last_name(row: &LicenseRow) -> Option<String> {
    word_of_name(row, |name| name.split_whitespace().last())
}

fn word_of_name(row: &LicenseRow, pick: impl Fn(&str) -> Option<&str>) -> Option<String> {
    let holder = row.holder.as_ref().filter(|holder| !holder.is_masked && !holder.email.is_empty())?;
    pick(&holder.name).filter(|word| word.chars().count() >= 3).map(str::to_lowercase)
}

fn email(row: &LicenseRow) -> Option<String> {
    row.holder.as_ref().map(|holder| holder.email.clone()).filter(|email| !email.is_empty())
}

/// What stands before the `@`.
fn part_of_email(row: &LicenseRow) -> Option<String> {
    email(row)?.split('@').next().map(str::to_owned)
}

/// The text of a license somewhere in the list, which is none of those that there are.
fn a_text(
    app: &App,
    random: &mut fastrand::Rng,
    of: fn(&LicenseRow) -> Option<String>,
    before: &[String],
) -> Result<String> {
    let all = window(app, "", 0, 1)?.all;
    for _ in 0..200 {
        let found = window(app, "", random.u32(..all), 1)?;
        if let Some(text) = found.rows.first().and_then(of).filter(|text| !before.contains(text)) {
            return Ok(text);
        }
    }
    anyhow::bail!("the organization holds nothing of a kind that is searched for")
}

fn window(app: &App, search: &str, offset: u32, limit: u32) -> Result<app::view::LicenseWindow> {
    let query = LicenseQuery { search: search.to_owned(), ..LicenseQuery::default() };
    app.query_licenses(&query, offset, limit).map_err(|problem| told("a query fails", &problem))
}

/// A search with what each keystroke finds.
#[derive(Debug, Serialize)]
struct ToType {
    text: String,
    /// Licenses after the first letter, after the second, and so on.
    found: Vec<u32>,
}

/// Writes searches in which each keystroke changes how many licenses are found: so the page tells when it shows that.
pub async fn write_for_the_window(folder: &Path, file: &Path) -> Result<()> {
    let app = open(folder).await?;
    let mut chosen = Vec::new();
    let mut searches = typed(&app)?;
    // In the order of their kinds the first would all be names.
    fastrand::Rng::with_seed(SEED).shuffle(&mut searches);
    for search in searches {
        let to_type = that_changes(&app, &search)?;
        if to_type.found.len() >= 3 && chosen.len() < IN_THE_WINDOW {
            chosen.push(to_type);
        }
    }
    app.close().await;
    std::fs::write(file, serde_json::to_string(&chosen)?)
        .with_context(|| format!("{} can't be written", file.display()))
}

/// The beginning of a search, as long as each letter finds fewer.
fn that_changes(app: &App, search: &str) -> Result<ToType> {
    let mut to_type = ToType { text: String::new(), found: Vec::new() };
    let mut before = window(app, "", 0, 1)?.all;
    for text in keystrokes(search) {
        let found = window(app, text, 0, 1)?.total;
        // What finds nothing shows no rows.
        if found >= before || found == 0 || text.ends_with(' ') {
            break;
        }
        text.clone_into(&mut to_type.text);
        to_type.found.push(found);
        before = found;
    }
    Ok(to_type)
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_keystroke_is_one_letter_more() {
        assert_eq!(super::keystrokes("Zoë b").collect::<Vec<_>>(), ["Z", "Zo", "Zoë", "Zoë ", "Zoë b"]);
    }
}
