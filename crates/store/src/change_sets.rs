//! Change sets and their steps, to be looked at: lists, counts and windows that cost the same however long a journal
//! is. They come from a table beside the journal that follows it by triggers.

use domain::{Access, Capability};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder, Sqlite};

use crate::{JournalStep, Store, StoreError, licenses::moment};

/// Where a step stands, without the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// Nothing sent yet.
    Planned,
    /// On disk, about to be sent or sent.
    Intent,
    /// It happened.
    Applied,
    /// It certainly did not happen.
    Rejected,
    /// Not sent.
    Skipped,
    /// Nobody knows what came of it.
    Unknown,
}

/// How many steps of one capability stand in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepTally {
    /// What they do.
    pub capability: Capability,
    /// Where they stand.
    pub kind: StepKind,
    /// How many.
    pub steps: u32,
}

/// A change set without its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSetSummary {
    /// Its id.
    pub id: String,
    /// When it was confirmed.
    pub created_at: Timestamp,
    /// What it was made of, as JSON.
    pub source: String,
    /// What the token was when it was confirmed.
    pub actor: Access,
    /// Who went on with it after it had been cut off, in this order.
    pub continued: Vec<Continuation>,
    /// How its steps stand.
    pub tallies: Vec<StepTally>,
}

/// Somebody went on with a change set that had been cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// When.
    pub at: Timestamp,
    /// What the token was.
    pub actor: Access,
}

/// A step as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStep {
    /// Its position in the change set.
    pub position: usize,
    /// What was to be done, and where that stands.
    pub step: JournalStep,
    /// When it came there.
    pub since: Timestamp,
    /// Whether nobody knew for some time what had come of it.
    pub was_unknown: bool,
}

impl ChangeSetSummary {
    /// How many steps it has.
    pub fn total(&self) -> u32 {
        self.tallies.iter().map(|tally| tally.steps).sum()
    }

    /// How many steps stand there.
    pub fn count(&self, kind: StepKind) -> u32 {
        self.tallies.iter().filter(|tally| tally.kind == kind).map(|tally| tally.steps).sum()
    }
}

impl Store {
    /// How many change sets there are.
    pub async fn count_change_sets(&self) -> Result<u32, StoreError> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM change_set").fetch_one(&self.pool).await?)
    }

    /// Some change sets, the newest first.
    pub async fn change_sets(&self, offset: u32, limit: u32) -> Result<Vec<ChangeSetSummary>, StoreError> {
        // Moments as texts don't sort: their seconds have a fraction or none.
        let rows = sqlx::query_as(
            "SELECT id, created_at, source, actor FROM change_set \
             ORDER BY julianday(created_at) DESC, id DESC LIMIT ? OFFSET ?",
        )
        .bind(limit)
        .bind(offset)
        .fetch_all(&self.pool)
        .await?;
        let mut summaries = Vec::with_capacity(rows.len());
        for row in rows {
            summaries.push(self.summary(row).await?);
        }
        Ok(summaries)
    }

    /// One change set without its steps.
    pub async fn change_set_summary(&self, id: &str) -> Result<Option<ChangeSetSummary>, StoreError> {
        let row = sqlx::query_as("SELECT id, created_at, source, actor FROM change_set WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        match row {
            Some(row) => self.summary(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn summary(&self, row: ChangeSetRow) -> Result<ChangeSetSummary, StoreError> {
        let tallies: Vec<(String, String, u32)> = sqlx::query_as(
            "SELECT capability, kind, count(*) FROM step_now WHERE change_set_id = ? AND kind <> '' \
             GROUP BY capability, kind",
        )
        .bind(&row.id)
        .fetch_all(&self.pool)
        .await?;
        Ok(ChangeSetSummary {
            created_at: moment(&row.created_at)?,
            source: row.source,
            actor: serde_json::from_str(&row.actor)?,
            continued: self.continuations(&row.id).await?,
            tallies: tallies.into_iter().map(tally).collect::<Result<_, _>>()?,
            id: row.id,
        })
    }

    /// Remembers who goes on with a change set that was cut off.
    pub async fn note_continued(&self, id: &str, by: &Continuation) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query("INSERT INTO change_set_continued (change_set_id, at, actor) VALUES (?, ?, ?)")
            .bind(id)
            .bind(by.at.to_string())
            .bind(serde_json::to_string(&by.actor)?)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn continuations(&self, id: &str) -> Result<Vec<Continuation>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT at, actor FROM change_set_continued WHERE change_set_id = ? ORDER BY id")
                .bind(id)
                .fetch_all(&self.pool)
                .await?;
        let continuation = |(at, actor): (String, String)| {
            Ok(Continuation { at: moment(&at)?, actor: serde_json::from_str(&actor)? })
        };
        rows.into_iter().map(continuation).collect()
    }

    /// Some steps of a change set, in their order; only those that stand where `only` says, or all if it says nothing.
    pub async fn change_steps(
        &self,
        id: &str,
        only: &[StepKind],
        offset: u32,
        limit: u32,
    ) -> Result<Vec<StoredStep>, StoreError> {
        let rows: Vec<StepRow> =
            window(id, only, offset, limit).build_query_as().fetch_all(&self.pool).await?;
        rows.into_iter().map(StepRow::step).collect()
    }
}

/// Which steps is found out first, without a look at what they hold.
fn window(id: &str, only: &[StepKind], offset: u32, limit: u32) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(
        "SELECT found.position, step.wish, step.seen, line.state, line.at, found.was_unknown \
         FROM (SELECT change_set_id, position, line, was_unknown FROM step_now WHERE kind <> '' AND change_set_id = ",
    );
    query.push_bind(id);
    if !only.is_empty() {
        query.push(" AND kind IN (");
        let mut kinds = query.separated(", ");
        for kind in only {
            kinds.push_bind(kind.word());
        }
        query.push(")");
    }
    query.push(" ORDER BY position LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
    query.push(
        ") AS found JOIN step ON step.change_set_id = found.change_set_id AND step.position = found.position \
         JOIN step_state AS line ON line.id = found.line ORDER BY found.position",
    );
    query
}

#[derive(FromRow)]
struct ChangeSetRow {
    id: String,
    created_at: String,
    source: String,
    actor: String,
}

#[derive(FromRow)]
struct StepRow {
    position: u32,
    wish: String,
    seen: String,
    state: String,
    at: String,
    was_unknown: bool,
}

impl StepRow {
    fn step(self) -> Result<StoredStep, StoreError> {
        Ok(StoredStep {
            position: self.position as usize,
            step: JournalStep {
                wish: serde_json::from_str(&self.wish)?,
                seen: serde_json::from_str(&self.seen)?,
                state: serde_json::from_str(&self.state)?,
            },
            since: moment(&self.at)?,
            was_unknown: self.was_unknown,
        })
    }
}

impl StepKind {
    const ALL: [Self; 6] =
        [Self::Planned, Self::Intent, Self::Applied, Self::Rejected, Self::Skipped, Self::Unknown];

    /// The word that the migration's triggers write.
    fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Intent => "intent",
            Self::Applied => "applied",
            Self::Rejected => "rejected",
            Self::Skipped => "skipped",
            Self::Unknown => "unknown",
        }
    }
}

fn tally((capability, kind, steps): (String, String, u32)) -> Result<StepTally, StoreError> {
    let unexpected = |word: &str| {
        StoreError::Content(<serde_json::Error as serde::de::Error>::custom(format!("the word {word}")))
    };
    Ok(StepTally {
        capability: match capability.as_str() {
            "assign" => Capability::Assign,
            "revoke" => Capability::Revoke,
            "transfer" => Capability::Transfer,
            other => return Err(unexpected(other)),
        },
        kind: StepKind::ALL
            .into_iter()
            .find(|known| known.word() == kind)
            .ok_or_else(|| unexpected(&kind))?,
        steps,
    })
}
