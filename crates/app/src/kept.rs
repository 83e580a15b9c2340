//! Reading back what the app itself wrote, perhaps years ago: what a newer version added has its default.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Problem, ProblemCode};

/// What is to be kept, as JSON.
pub(crate) fn json<T: Serialize>(what: &T) -> Result<String, Problem> {
    serde_json::to_string(what).map_err(|error| Problem::with_text(ProblemCode::StoreFailed, &error))
}

/// What was kept as JSON; the default where it can't be read.
pub(crate) fn read<T: Default + Serialize + DeserializeOwned>(json: &str) -> T {
    try_read(json).unwrap_or_default()
}

/// What was kept as JSON, with defaults for what it lacks; none where it can't be read.
pub(crate) fn try_read<T: Default + Serialize + DeserializeOwned>(json: &str) -> Option<T> {
    let mut value = serde_json::to_value(T::default()).ok()?;
    overlay(&mut value, serde_json::from_str(json).ok()?);
    serde_json::from_value(value).ok()
}

fn overlay(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                overlay(below.entry(name).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

#[cfg(test)]
mod tests {
    use domain::{LicenseState, SortColumn};

    use super::*;
    use crate::view::{Preferences, TableView, Theme};

    #[test]
    fn what_an_older_version_kept_is_completed() {
        let preferences: Preferences = read(r#"{"theme":"dark"}"#);
        assert_eq!(preferences, Preferences { theme: Theme::Dark, ..Preferences::default() });
        let view: TableView = read(r#"{"query":{"search":"ann","states":["free"]}}"#);
        assert_eq!((view.query.search.as_str(), view.query.sort), ("ann", SortColumn::Product));
        assert_eq!(view.query.states, [LicenseState::Free]);
    }

    #[test]
    fn what_cannot_be_read_is_the_default() {
        assert_eq!(read::<Preferences>(r#"{"theme":"plaid"}"#), Preferences::default());
        assert_eq!(try_read::<TableView>("no JSON"), None);
    }
}
