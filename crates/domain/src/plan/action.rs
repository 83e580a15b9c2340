//! What can be done to a license.

use serde::{Deserialize, Serialize};

use crate::{Capability, Email, LicenseId, PersonName, TeamId};

/// Who is to get a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The key of the person.
    pub email: Email,
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
}

/// What is to be done to one license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Give it to a person.
    Assign {
        /// To whom.
        contact: Contact,
        /// Whether the vendor sends them a mail.
        send_email: bool,
        /// Whether that mail has an offline activation code, for people without a vendor account.
        include_offline_code: bool,
    },
    /// Take it from the person who holds it.
    Revoke,
    /// Move it, and whoever holds it, to another team.
    Transfer {
        /// The team that it goes to.
        team: TeamId,
    },
}

impl Action {
    /// The right that it needs.
    pub fn capability(&self) -> Capability {
        match self {
            Self::Assign { .. } => Capability::Assign,
            Self::Revoke => Capability::Revoke,
            Self::Transfer { .. } => Capability::Transfer,
        }
    }
}

/// An action on a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which license.
    pub license: LicenseId,
    /// What to do to it.
    pub action: Action,
}
