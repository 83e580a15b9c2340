//! The journal as it is, line by line.

use std::collections::BTreeMap;

use domain::{License, StepState, Wish};
use jiff::Timestamp;

use crate::{Store, StoreError, licenses::moment};

/// Which step of which change set.
pub type StepKey = (String, usize);

/// One step with all that was ever written of it.
#[derive(Clone, Debug)]
pub struct WrittenStep {
    /// What is to be done.
    pub wish: Wish,
    /// The license as the plan saw it.
    pub seen: License,
    /// Where it stood, and since when, in the order in which that was written.
    pub lines: Vec<(Timestamp, StepState)>,
}

impl Store {
    /// The steps whose last line says that they are about to be sent, or were and have no other line yet.
    pub async fn intents(&self) -> Result<Vec<(StepKey, Wish)>, StoreError> {
        let rows: Vec<(String, i64, String)> = sqlx::query_as(
            "SELECT change_set_id, position, wish FROM open_step JOIN step USING (change_set_id, position) \
             WHERE (SELECT state FROM step_state AS line \
             WHERE line.change_set_id = step.change_set_id AND line.position = step.position \
             ORDER BY line.id DESC LIMIT 1) = '\"Intent\"'",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(id, position, wish)| Ok((key(id, position), serde_json::from_str(&wish)?)))
            .collect()
    }

    /// Every step of every change set, the change sets in the order in which they were confirmed.
    pub async fn written_steps(&self) -> Result<BTreeMap<StepKey, WrittenStep>, StoreError> {
        let steps: Vec<(String, i64, String, String)> =
            sqlx::query_as("SELECT change_set_id, position, wish, seen FROM step")
                .fetch_all(&self.pool)
                .await?;
        let mut written = BTreeMap::new();
        for (id, position, wish, seen) in steps {
            let step = WrittenStep {
                wish: serde_json::from_str(&wish)?,
                seen: serde_json::from_str(&seen)?,
                lines: Vec::new(),
            };
            written.insert(key(id, position), step);
        }
        let lines: Vec<(String, i64, String, String)> =
            sqlx::query_as("SELECT change_set_id, position, at, state FROM step_state ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
        for (id, position, at, state) in lines {
            // A line without its step can't be written: SQLite keeps them together.
            if let Some(step) = written.get_mut(&key(id, position)) {
                step.lines.push((moment(&at)?, serde_json::from_str(&state)?));
            }
        }
        Ok(written)
    }
}

fn key(change_set: String, position: i64) -> StepKey {
    (change_set, usize::try_from(position).unwrap_or(usize::MAX))
}
