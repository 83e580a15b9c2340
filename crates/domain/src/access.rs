//! Who a token belongs to and what it may do, as far as that is known before trying.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Team, TeamId};

/// What a token manages, from `GET /token`. Never remembered as a right: a 403 on a call is the last word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The vendor's number of the organization; `None` where it was left out.
    pub customer_code: Option<i64>,
    /// The organization's name; empty where it was left out.
    pub customer_name: String,
    /// The whole organization, or one team.
    pub scope: Scope,
    /// The role in that scope.
    pub role: Role,
}

/// How much of the organization a token sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everything. The teams are the only list of teams that the vendor gives.
    Organization {
        /// All teams of the organization.
        teams: Vec<Team>,
    },
    /// One team.
    Team(Team),
}

/// The role that the vendor names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// May change things.
    Admin,
    /// May look.
    Viewer,
    /// The organization's primary contact; may look.
    PrimaryContact,
    /// A role that did not exist when this was written: nothing is deduced from it.
    Other(String),
}

/// Something that a token may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Capability {
    /// Give a license to a person.
    Assign,
    /// Take it back.
    Revoke,
    /// Move it to another team.
    Transfer,
}

/// Why a token can't do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Denial {
    /// The token only reads (viewer, primary contact).
    ReadOnlyToken,
    /// Transfers need a token of an organization administrator.
    NeedsOrganizationAdmin,
    /// The license belongs to a team that the token doesn't manage.
    OtherTeam,
}

impl Access {
    /// Whether the token may do this to a license of `team`; an unknown role is allowed to try, because the vendor
    /// decides.
    pub fn allows(&self, capability: Capability, team: Option<TeamId>) -> Result<(), Denial> {
        if matches!(self.role, Role::Viewer | Role::PrimaryContact) {
            return Err(Denial::ReadOnlyToken);
        }
        match &self.scope {
            Scope::Team(_) if capability == Capability::Transfer => Err(Denial::NeedsOrganizationAdmin),
            Scope::Team(own) if team.is_some_and(|team| team != own.id) => Err(Denial::OtherTeam),
            Scope::Organization { .. } | Scope::Team(_) => Ok(()),
        }
    }

    /// The teams that the token can name.
    pub fn teams(&self) -> &[Team] {
        match &self.scope {
            Scope::Organization { teams } => teams,
            Scope::Team(team) => std::slice::from_ref(team),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Capability::{Assign, Revoke, Transfer};

    fn team(id: i64) -> Team {
        Team { id: TeamId(id), name: format!("Team {id}") }
    }

    fn access(role: Role, scope: Scope) -> Access {
        Access { customer_code: Some(1), customer_name: "Org".into(), scope, role }
    }

    #[track_caller]
    fn check(access: &Access, capability: Capability, in_team: i64, expected: Result<(), Denial>) {
        assert_eq!(access.allows(capability, Some(TeamId(in_team))), expected);
    }

    #[test]
    fn organization_administrators_may_do_everything() {
        let access = access(Role::Admin, Scope::Organization { teams: vec![team(1)] });
        for capability in [Assign, Revoke, Transfer] {
            check(&access, capability, 2, Ok(()));
        }
    }

    #[test]
    fn viewers_and_contacts_only_look() {
        for role in [Role::Viewer, Role::PrimaryContact] {
            let access = access(role, Scope::Organization { teams: vec![] });
            check(&access, Assign, 1, Err(Denial::ReadOnlyToken));
        }
        check(&access(Role::Viewer, Scope::Team(team(1))), Transfer, 1, Err(Denial::ReadOnlyToken));
    }

    #[test]
    fn team_administrators_stay_in_their_team_and_never_transfer() {
        let access = access(Role::Admin, Scope::Team(team(1)));
        check(&access, Assign, 1, Ok(()));
        check(&access, Revoke, 2, Err(Denial::OtherTeam));
        check(&access, Transfer, 1, Err(Denial::NeedsOrganizationAdmin));
    }

    #[test]
    fn a_role_that_is_not_known_is_left_to_the_vendor() {
        let access = access(Role::Other("BILLING".into()), Scope::Organization { teams: vec![] });
        check(&access, Assign, 1, Ok(()));
    }
}
