//! The journal of changes. Append-only: a step's state is its last line, and SQLite itself refuses to change a line.

use std::collections::HashMap;

use domain::{Access, Action, License, LicenseId, StepState, Wish};
use jiff::Timestamp;
use sqlx::QueryBuilder;

use crate::{ROWS, Store, StoreError, licenses::moment};

/// A change set that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSet {
    /// Its id: a UUID of version 7, so that ids sort by time.
    pub id: String,
    /// When it was confirmed.
    pub created_at: Timestamp,
    /// What it was made of: JSON, which this crate only keeps.
    pub source: String,
    /// What the token was when it was confirmed.
    pub actor: Access,
    /// Its steps, by position.
    pub steps: Vec<JournalStep>,
}

/// One step of a change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalStep {
    /// What is to be done.
    pub wish: Wish,
    /// The license as the plan saw it.
    pub seen: License,
    /// Where the step stands.
    pub state: StepState,
}

/// A new line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewState {
    /// The step's position in its change set.
    pub position: usize,
    /// Where it stands now.
    pub state: StepState,
}

/// A change set with steps that are not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChangeSet {
    /// Its id.
    pub id: String,
    /// Whether one of them was sent; otherwise all of them are only planned.
    pub is_sent: bool,
}

/// A step that was sent and is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsettledStep {
    /// Its license.
    pub license: LicenseId,
    /// Where it stands.
    pub state: StepState,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// Writes a change set with all its steps, each in the state that it has.
    pub async fn begin_change_set(&self, change_set: &ChangeSet) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        sqlx::query("INSERT INTO change_set (id, created_at, source, actor) VALUES (?, ?, ?, ?)")
            .bind(&change_set.id)
            .bind(change_set.created_at.to_string())
            .bind(&change_set.source)
            .bind(serde_json::to_string(&change_set.actor)?)
            .execute(&mut *transaction)
            .await?;
        let steps: Vec<(usize, &JournalStep)> = change_set.steps.iter().enumerate().collect();
        for rows in steps.chunks(ROWS) {
            add_steps(&mut transaction, change_set, rows).await?;
        }
        take_from_queue(&mut transaction, change_set).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Appends lines in one transaction. When this returns they are on disk.
    pub async fn record(&self, id: &str, at: Timestamp, states: &[NewState]) -> Result<(), StoreError> {
        self.writable()?;
        // From its beginning on, because one that only reads at first does not wait for another process that writes.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for states in states.chunks(ROWS) {
            check_forward(&mut transaction, id, states).await?;
            append(&mut transaction, id, at, states).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// One change set with its steps as they stand.
    pub async fn change_set(&self, id: &str) -> Result<Option<ChangeSet>, StoreError> {
        let row: Option<(String, String, String)> =
            sqlx::query_as("SELECT created_at, source, actor FROM change_set WHERE id = ?")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
        let Some((created_at, source, actor)) = row else { return Ok(None) };
        Ok(Some(ChangeSet {
            id: id.to_owned(),
            created_at: moment(&created_at)?,
            source,
            actor: serde_json::from_str(&actor)?,
            steps: self.steps(id).await?,
        }))
    }

    /// Steps that were sent and are not settled, of all change sets.
    pub async fn unsettled_steps(&self) -> Result<Vec<UnsettledStep>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT step.wish, line.state, line.at FROM open_step \
             JOIN step_now USING (change_set_id, position) JOIN step USING (change_set_id, position) \
             JOIN step_state AS line ON line.id = step_now.line WHERE line.state <> '\"Planned\"'",
        )
        .fetch_all(&self.pool)
        .await?;
        let step = |(wish, state, at): (String, String, String)| {
            Ok(UnsettledStep {
                license: serde_json::from_str::<Wish>(&wish)?.license,
                state: serde_json::from_str(&state)?,
                at: moment(&at)?,
            })
        };
        rows.into_iter().map(step).collect()
    }

    /// Change sets that have a step which is not settled: a run was cut off, or nobody knows what became of a step.
    /// Oldest first.
    pub async fn open_change_sets(&self) -> Result<Vec<OpenChangeSet>, StoreError> {
        let rows: Vec<(String, bool)> = sqlx::query_as(
            "SELECT change_set_id, max(kind IN ('intent', 'unknown')) \
             FROM open_step JOIN step_now USING (change_set_id, position) \
             GROUP BY change_set_id ORDER BY change_set_id",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|(id, is_sent)| OpenChangeSet { id, is_sent }).collect())
    }

    async fn steps(&self, id: &str) -> Result<Vec<JournalStep>, StoreError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT wish, seen, (SELECT state FROM step_state AS line \
             WHERE line.change_set_id = step.change_set_id AND line.position = step.position \
             ORDER BY line.id DESC LIMIT 1) FROM step WHERE change_set_id = ? ORDER BY position",
        )
        .bind(id)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(wish, seen, state)| {
                Ok(JournalStep {
                    wish: serde_json::from_str(&wish)?,
                    seen: serde_json::from_str(&seen)?,
                    state: serde_json::from_str(&state)?,
                })
            })
            .collect()
    }
}

async fn add_steps(
    transaction: &mut sqlx::Transaction<'_, sqlx::Sqlite>,
    change_set: &ChangeSet,
    steps: &[(usize, &JournalStep)],
) -> Result<(), StoreError> {
    let mut wishes = Vec::with_capacity(steps.len());
    let mut lines = Vec::with_capacity(steps.len());
    for (position, step) in steps {
        let seen = serde_json::to_string(&step.seen)?;
        wishes.push((index(*position), serde_json::to_string(&step.wish)?, seen));
        lines.push((index(*position), serde_json::to_string(&step.state)?));
    }
    QueryBuilder::new("INSERT INTO step (change_set_id, position, wish, seen) ")
        .push_values(wishes, |mut row, (position, wish, seen)| {
            row.push_bind(&change_set.id).push_bind(position).push_bind(wish).push_bind(seen);
        })
        .build()
        .execute(&mut **transaction)
        .await?;
    let at = change_set.created_at.to_string();
    QueryBuilder::new("INSERT INTO step_state (change_set_id, position, at, state) ")
        .push_values(lines, |mut row, (position, state)| {
            row.push_bind(&change_set.id).push_bind(position).push_bind(at.clone()).push_bind(state);
        })
        .build()
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Queued revocations that this change set carries out name its steps from now on. Each set that revokes the license
/// does, whatever it was made of: what was waited for happens.
async fn take_from_queue(
    transaction: &mut sqlx::Transaction<'_, sqlx::Sqlite>,
    change_set: &ChangeSet,
) -> Result<(), StoreError> {
    let queued: Vec<String> =
        sqlx::query_scalar("SELECT license_id FROM queued_revoke").fetch_all(&mut **transaction).await?;
    if queued.is_empty() {
        return Ok(());
    }
    let revokes: HashMap<&str, usize> = change_set
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.wish.action == Action::Revoke && !step.state.is_settled())
        .map(|(position, step)| (step.wish.license.0.as_str(), position))
        .collect();
    for license in queued {
        let Some(position) = revokes.get(license.as_str()) else { continue };
        sqlx::query("UPDATE queued_revoke SET change_set_id = ?, position = ? WHERE license_id = ?")
            .bind(&change_set.id)
            .bind(index(*position))
            .bind(license)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// No line may take a step back from where it stands.
async fn check_forward(
    transaction: &mut sqlx::Transaction<'_, sqlx::Sqlite>,
    id: &str,
    states: &[NewState],
) -> Result<(), StoreError> {
    let mut query = QueryBuilder::new(
        "SELECT position, state FROM step_state WHERE id IN \
         (SELECT max(id) FROM step_state WHERE change_set_id = ",
    );
    query.push_bind(id).push(" AND position IN (");
    let mut positions = query.separated(", ");
    for new in states {
        positions.push_bind(index(new.position));
    }
    query.push(") GROUP BY position)");
    let last: Vec<(i64, String)> = query.build_query_as().fetch_all(&mut **transaction).await?;
    let mut last: HashMap<i64, StepState> = last
        .into_iter()
        .map(|(position, state)| Ok((position, serde_json::from_str(&state)?)))
        .collect::<Result<_, StoreError>>()?;
    for new in states {
        let before = last.insert(index(new.position), new.state.clone());
        if !before.is_some_and(|before| before.may_become(&new.state)) {
            return Err(StoreError::Backwards(new.position));
        }
    }
    Ok(())
}

async fn append(
    transaction: &mut sqlx::Transaction<'_, sqlx::Sqlite>,
    id: &str,
    at: Timestamp,
    states: &[NewState],
) -> Result<(), StoreError> {
    let mut lines = Vec::with_capacity(states.len());
    for new in states {
        lines.push((index(new.position), serde_json::to_string(&new.state)?));
    }
    let at = at.to_string();
    QueryBuilder::new("INSERT INTO step_state (change_set_id, position, at, state) ")
        .push_values(lines, |mut row, (position, state)| {
            row.push_bind(id).push_bind(position).push_bind(at.clone()).push_bind(state);
        })
        .build()
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

fn index(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
