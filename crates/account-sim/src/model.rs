//! The state of the service: what it knows, not how it writes it (that is [`crate::wire`]).

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// All licenses by their id, in the order in which the service lists them.
pub type Licenses = IndexMap<String, License>;

/// An organization with everything in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// What `X-Customer-Code` has to be.
    pub customer_code: u64,
    /// The company's name.
    pub name: String,
    /// The teams; at least one.
    pub teams: Vec<Team>,
    /// What `GET /products` tells.
    pub products: Vec<Product>,
    /// What `GET /plugins` tells.
    pub plugins: Vec<Product>,
    /// The licenses in the order in which they are listed.
    pub licenses: Licenses,
    /// Who has a JetBrains Account.
    pub accounts: Accounts,
    /// The tokens that work when the service starts.
    pub tokens: Tokens,
    /// The team of the two team tokens.
    pub team_token_team: u64,
    /// Where the service's own randomness (new tokens) starts.
    pub seed: u64,
}

/// A team of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Team {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
}

/// A product or a plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Such as `II`.
    pub code: String,
    /// Such as `IntelliJ IDEA Ultimate`.
    pub name: String,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Such as `ABC1234567`.
    pub id: String,
    /// What it is a license of.
    pub product: Product,
    /// The id of the team that it is in.
    pub team: u64,
    /// Who or what has it.
    pub assignee: Option<Assignee>,
    /// The subscription that it belongs to; a perpetual license has none.
    pub subscription: Option<Subscription>,
    /// The fallback of a subscription, or the whole license where there is no subscription.
    pub perpetual: Option<Perpetual>,
    /// The mail domain that it is meant for.
    pub domain: Option<String>,
    /// The usage data, `lastSeen` on the wire.
    pub usage: Option<Usage>,
    /// Whether a transfer moves it.
    pub is_transferable: bool,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// Whether the vendor has suspended it.
    pub is_suspended: bool,
}

/// Who or what has a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// A person; the name is the one that is shown, so it may be masked.
    User {
        /// The name as shown.
        name: String,
        /// The key of a person.
        email: String,
    },
    /// A License Vault or a license server.
    Server {
        /// The server's id.
        uid: String,
        /// Which of the two.
        kind: ServerKind,
    },
    /// A license key.
    LicenseKey {
        /// Who it is made out to.
        registration_name: String,
        /// The key.
        key: String,
        /// The key in the old form.
        legacy_key: Option<String>,
    },
}

/// What kind of server holds a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerKind {
    /// The old license server.
    LicenseServer,
    /// The License Vault.
    LicenseVault,
}

/// The subscription side of a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The last day on which it is valid.
    pub valid_until: Date,
    /// The pack that it renews with; `None`: renewal stopped.
    pub pack: Option<String>,
    /// Whether it renews without anyone doing anything.
    pub renews_automatically: bool,
}

/// A perpetual (fallback) license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perpetual {
    /// Up to this day new versions are included.
    pub upgrade_due: Date,
}

/// What the service knows of a license's use. Each part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// When the product last reported.
    pub last_seen: Option<Timestamp>,
    /// When it was assigned to the one who has it now; the 30 days start here.
    pub last_assigned: Option<Timestamp>,
    /// Whether an offline activation code was made for it.
    pub offline_code: Option<bool>,
}

/// The five kinds of token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// An organization administrator's.
    pub org_admin: String,
    /// An organization viewer's.
    pub org_viewer: String,
    /// The primary contact's.
    pub primary_contact: String,
    /// A team administrator's.
    pub team_admin: String,
    /// A team viewer's.
    pub team_viewer: String,
}

/// Whose token it is, and with it what it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Holder {
    /// Reads and writes everything.
    OrgAdmin,
    /// Reads everything.
    OrgViewer,
    /// Reads everything.
    PrimaryContact,
    /// Reads, assigns and revokes in this team.
    TeamAdmin(u64),
    /// Reads this team.
    TeamViewer(u64),
}

impl Holder {
    /// The only team that this token is for.
    pub fn team(self) -> Option<u64> {
        match self {
            Self::TeamAdmin(team) | Self::TeamViewer(team) => Some(team),
            Self::OrgAdmin | Self::OrgViewer | Self::PrimaryContact => None,
        }
    }

    /// Whether it may change anything at all.
    pub fn writes(self) -> bool {
        matches!(self, Self::OrgAdmin | Self::TeamAdmin(_))
    }
}

/// Which e-mail addresses belong to a JetBrains Account, and the name on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    known: BTreeMap<String, Option<String>>,
}

impl Accounts {
    /// Says that an e-mail has an account with this name, or (`None`) that it has none.
    pub fn set(&mut self, email: &str, account_name: Option<String>) {
        self.known.insert(email.to_lowercase(), account_name);
    }

    /// The name on the account of an e-mail. Of somebody new every third has no account; which one depends on the
    /// e-mail alone, so that it is the same in every run. A new account gets the name that was sent.
    pub(crate) fn name_of(&mut self, email: &str, sent_name: &str) -> Option<String> {
        let email = email.to_lowercase();
        let decide = || has_account(&email).then(|| sent_name.to_owned());
        if let Some(known) = self.known.get(&email) {
            return known.clone();
        }
        let name = decide();
        self.known.insert(email, name.clone());
        name
    }
}

/// FNV-1a, because the standard library's hasher may change between releases.
fn has_account(email: &str) -> bool {
    if email.starts_with("with-account") {
        return true;
    }
    if email.starts_with("without-account") {
        return false;
    }
    let hash = email.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    !(hash >> 32).is_multiple_of(3)
}

impl License {
    /// The e-mail of the person who has it.
    pub fn email(&self) -> Option<&str> {
        match &self.assignee {
            Some(Assignee::User { email, .. }) => Some(email),
            _ => None,
        }
    }

    /// Whether it can't belong to a person: a perpetual license, a server's, a key.
    pub fn is_non_per_user(&self) -> bool {
        let held_by_machine =
            matches!(self.assignee, Some(Assignee::Server { .. } | Assignee::LicenseKey { .. }));
        let perpetual_only = self.subscription.is_none() && self.perpetual.is_some();
        held_by_machine || perpetual_only
    }

    /// Whether its subscription is over on this day.
    pub fn is_expired(&self, today: Date) -> bool {
        self.subscription.as_ref().is_some_and(|subscription| subscription.valid_until < today)
    }

    /// What `isAvailableToAssign` says.
    pub fn is_available(&self, today: Date) -> bool {
        self.assignee.is_none()
            && !self.is_non_per_user()
            && !self.is_suspended
            && (!self.is_expired(today) || self.perpetual.is_some())
    }
}
