//! What a list asks for, before it is known which licenses that concerns.

use crate::{Email, LicenseId, PersonName, TeamId};

/// What one line of a list asks for. At least one of person and license is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The number of the line, counted from 1.
    pub line: u32,
    /// The person.
    pub person: Option<DemandedPerson>,
    /// The license.
    pub license: Option<LicenseId>,
    /// The product's code or name, as it is written.
    pub product: Option<String>,
    /// The team's number or name, as it is written.
    pub team: Option<String>,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandedPerson {
    /// The key.
    pub email: Email,
    /// First and last name, where they are known.
    pub names: Option<(PersonName, PersonName)>,
    /// Whether the names are made of the e-mail.
    pub is_guessed: bool,
}

/// What is wanted of the people and licenses in a list. What a line says itself goes before what is said here for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Give each person a license.
    Assign {
        /// For the product of this code.
        product: Option<String>,
        /// From this team; from any if there is none.
        team: Option<TeamId>,
        /// How the vendor tells them.
        mail: Mail,
    },
    /// Take licenses from people, or take these licenses.
    Revoke {
        /// For the product of this code; all if there is none.
        product: Option<String>,
    },
    /// Move these licenses, or those of these people, to this team.
    Transfer {
        /// The team.
        team: TeamId,
    },
    /// The people are to hold the products: who lacks one gets it.
    MakeItSo {
        /// The product of this code.
        product: Option<String>,
        /// Only licenses of this team; of all teams if there is none.
        team: Option<TeamId>,
        /// Whether those who hold one of these products and are not in the list lose it.
        take_from_others: bool,
        /// How the vendor tells who gets one.
        mail: Mail,
    },
}

/// How the vendor tells a person about an assignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Whether it does, by mail.
    pub send: bool,
    /// Whether that mail has an offline activation code.
    pub include_offline_code: bool,
}
