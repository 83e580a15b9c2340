//! The views of the table that people keep.

use store::{LastView, Store, StoredView};

use crate::{
    App, Problem, ProblemCode, kept,
    view::{SavedView, TableView, TableViews},
};

/// Characters of a view's name at most: what fits into a menu.
const LONGEST_NAME: usize = 80;

impl App {
    /// What was shown last, and the saved views by name. One that can't be read any more is left out.
    pub async fn table_views(&self) -> Result<TableViews, Problem> {
        table_views(&self.opened()?.store).await
    }

    /// Remembers what is shown, for the next start; `current` is the saved view that it started from.
    pub async fn remember_view(&self, view: &TableView, current: Option<String>) -> Result<(), Problem> {
        let last = LastView { view: kept::json(view)?, saved_view: current };
        let opened = self.opened()?;
        opened.store.remember_view(&last).await?;
        self.keep_first_rows(&opened).await;
        Ok(())
    }

    /// Keeps a view under a name: a new one, or in the place of the one with the id `id`. Gives its id.
    pub async fn save_view(
        &self,
        id: Option<String>,
        name: &str,
        view: &TableView,
    ) -> Result<String, Problem> {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        if name.is_empty() {
            return Err(ProblemCode::ViewNameEmpty.into());
        }
        let id = id.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
        let stored = StoredView { id: id.clone(), name, view: kept::json(view)? };
        self.opened()?.store.put_view(&stored).await?;
        Ok(id)
    }

    /// Forgets a saved view.
    pub async fn delete_view(&self, id: &str) -> Result<(), Problem> {
        Ok(self.opened()?.store.remove_view(id).await?)
    }
}

/// The views of an organization's file.
pub(crate) async fn table_views(store: &Store) -> Result<TableViews, Problem> {
    let mut saved: Vec<SavedView> = store.views().await?.into_iter().filter_map(saved_view).collect();
    saved.sort_by_cached_key(|view| (domain::fold(&view.name), view.id.clone()));
    let last = store.last_view().await?;
    Ok(TableViews {
        current: last.as_ref().and_then(|last| last.saved_view.clone()),
        last: last.and_then(|last| kept::try_read(&last.view)),
        saved,
    })
}

fn saved_view(stored: StoredView) -> Option<SavedView> {
    let view = kept::try_read(&stored.view)?;
    Some(SavedView { id: stored.id, name: stored.name, view })
}
