//! What a token manages.

use domain::{Access, Role, Scope, Team, TeamId};
use serde_json_borrow::{ObjectAsVec, Value};

use super::fields::Fields;

/// Reads the answer of `GET /token`. `None` if it names neither an organization nor a team.
pub(crate) fn read_access(value: &Value<'_>) -> Option<Access> {
    let object = value.as_object()?;
    match object.get("type").and_then(Value::as_str) {
        Some("TEAM") => team_access(object),
        Some("CUSTOMER") => Some(organization_access(object)),
        // A type that is not known is taken for what it looks like.
        _ if object.get("team").is_some_and(Value::is_object) => team_access(object),
        _ if object.get("teams").is_some_and(Value::is_array) => Some(organization_access(object)),
        _ => None,
    }
}

fn organization_access(object: &ObjectAsVec<'_>) -> Access {
    let teams = object.get("teams").and_then(Value::as_array).unwrap_or_default();
    let teams = teams.iter().filter_map(|team| read_team(team.as_object()?)).collect();
    let mut problems = Vec::new();
    let mut fields = Fields::new(object, &mut problems);
    Access {
        customer_code: fields.number("code"),
        customer_name: fields.text("name").unwrap_or_default(),
        scope: Scope::Organization { teams },
        role: role(fields.text("role")),
    }
}

fn team_access(object: &ObjectAsVec<'_>) -> Option<Access> {
    let team = object.get("team")?.as_object()?;
    let mut problems = Vec::new();
    let role = role(Fields::new(team, &mut problems).text("role"));
    let mut fields = Fields::new(object, &mut problems);
    let mut customer = fields.within("customer");
    Some(Access {
        customer_code: customer.as_mut().and_then(|customer| customer.number("customer.code")),
        customer_name: customer
            .as_mut()
            .and_then(|customer| customer.text("customer.name"))
            .unwrap_or_default(),
        scope: Scope::Team(read_team(team)?),
        role,
    })
}

fn read_team(team: &ObjectAsVec<'_>) -> Option<Team> {
    let mut problems = Vec::new();
    let mut fields = Fields::new(team, &mut problems);
    Some(Team { id: TeamId(fields.number("id")?), name: fields.text("name").unwrap_or_default() })
}

fn role(text: Option<String>) -> Role {
    match text.as_deref() {
        Some("ADMIN") => Role::Admin,
        Some("VIEWER") => Role::Viewer,
        Some("PRIMARY_CONTACT") => Role::PrimaryContact,
        _ => Role::Other(text.unwrap_or_default()),
    }
}
