//! What lists write for products and teams, and which of them is meant.

use std::collections::HashMap;

use crate::{Index, Obstacle, PlanContext, Product, Team, TeamId, fold};

/// What a text can stand for.
enum Meaning<T> {
    One(T),
    Several,
}

/// Products and teams by what people write for them, whatever case and accents.
pub(super) struct Written {
    codes: HashMap<String, Meaning<Product>>,
    names: HashMap<String, Meaning<Product>>,
    teams: HashMap<String, Meaning<Team>>,
    by_number: HashMap<TeamId, Team>,
}

impl Written {
    pub fn new(index: &Index, context: &PlanContext<'_>) -> Self {
        let mut written = Self {
            codes: HashMap::new(),
            names: HashMap::new(),
            teams: HashMap::new(),
            by_number: HashMap::new(),
        };
        // What the vendor sells without a code can't be asked for.
        for product in index.products().filter(|product| !product.code.is_empty()) {
            let same = |known: &Product| known.code == product.code;
            learn(&mut written.codes, &product.code, product, same);
            learn(&mut written.names, &product.name, product, same);
        }
        for team in context.access.teams().iter().chain(index.teams()) {
            // The token's own names come first: a license may still have the one from before.
            if written.by_number.contains_key(&team.id) {
                continue;
            }
            written.by_number.insert(team.id, team.clone());
            let same = |known: &Team| known.id == team.id;
            learn(&mut written.teams, &team.name, team, same);
            learn(&mut written.teams, &team.id.0.to_string(), team, same);
        }
        written
    }

    /// The product that a text means: its code, else its name.
    pub fn product(&self, text: &str) -> Result<Product, Obstacle> {
        let key = key(text);
        match self.codes.get(&key).or_else(|| self.names.get(&key)) {
            Some(Meaning::One(product)) => Ok(product.clone()),
            Some(Meaning::Several) | None => Err(Obstacle::UnknownProduct(text.to_owned())),
        }
    }

    /// The team that a text means: its number or its name.
    pub fn team(&self, text: &str) -> Result<Team, Obstacle> {
        match self.teams.get(&key(text)) {
            Some(Meaning::One(team)) => Ok(team.clone()),
            Some(Meaning::Several) | None => Err(Obstacle::UnknownTeamName(text.to_owned())),
        }
    }

    pub fn team_of(&self, id: TeamId) -> Result<Team, Obstacle> {
        self.by_number.get(&id).cloned().ok_or(Obstacle::UnknownTeam)
    }
}

fn learn<T: Clone>(
    meanings: &mut HashMap<String, Meaning<T>>,
    text: &str,
    value: &T,
    same: impl Fn(&T) -> bool,
) {
    let key = key(text);
    if key.is_empty() {
        return;
    }
    let meaning = meanings.entry(key).or_insert_with(|| Meaning::One(value.clone()));
    if matches!(meaning, Meaning::One(known) if !same(known)) {
        *meaning = Meaning::Several;
    }
}

fn key(text: &str) -> String {
    fold(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
