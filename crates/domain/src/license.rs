//! A license as the vendor describes it, in types that cannot be misread.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::VendorTime;

/// The vendor's key of a license, such as `ABC1234567`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub struct LicenseId(pub String);

/// The vendor's number of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub struct TeamId(#[specta(type = u32)] pub i64);

/// A product, such as `II`, `IntelliJ IDEA Ultimate`. The name is empty where the vendor left it out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub struct Product {
    /// The vendor's short code; empty where the vendor left it out.
    pub code: String,
    /// The product's name; empty where the vendor left it out.
    pub name: String,
}

/// A team. The name is empty where the vendor left it out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Team {
    /// The vendor's number.
    pub id: TeamId,
    /// The team's name; empty where the vendor left it out.
    pub name: String,
}

/// Who or what holds a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assignee {
    /// A person. Names of people without a vendor account are masked (`Ro*** Lo******`): the e-mail is the key.
    User {
        /// The e-mail; empty where the vendor left it out.
        email: String,
        /// The name as the vendor shows it, perhaps masked; empty where the vendor left it out.
        name: String,
    },
    /// A license server or License Vault.
    Server {
        /// Which of the two.
        kind: ServerKind,
        /// The server's identifier.
        uid: String,
    },
    /// A license key. The key itself is deliberately not kept: it is as good as the license.
    LicenseKey {
        /// The name that the key was registered for.
        registration_name: String,
    },
    /// A type of assignee that did not exist when this was written.
    Other {
        /// The vendor's word for it.
        kind: String,
    },
}

/// The two kinds of server that hand out licenses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServerKind {
    /// The older, self-hosted floating license server.
    LicenseServer,
    /// The vendor's License Vault.
    LicenseVault,
    /// The vendor did not say, or said something new.
    Unknown,
}

/// A license paid for by time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// The last day of the paid period.
    pub valid_until: Option<VendorTime>,
    /// The pack whose licenses renew together; `None` means that the renewal was stopped.
    pub pack: Option<String>,
    /// Whether it renews by itself.
    pub renews_automatically: bool,
    /// Whether a newer version exists than the license covers.
    pub outdated: bool,
}

/// A license paid for once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Perpetual {
    /// Until when upgrades are included.
    pub upgrade_due: Option<VendorTime>,
    /// Whether a newer version exists than the license covers.
    pub outdated: bool,
}

/// What is known of how a license is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// When a product last reported in with this license.
    pub last_seen: Option<VendorTime>,
    /// When it was last assigned; the 30-day rule counts from here.
    pub last_assigned: Option<VendorTime>,
    /// Someone generated an offline code: they are never "seen", so `last_seen` proves nothing.
    pub offline_code: bool,
}

/// One license.
///
/// Caches and journals keep it as JSON for years: a field that is added later needs a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// The key.
    pub id: LicenseId,
    /// What it is for.
    #[serde(default)]
    pub product: Product,
    /// The team that it is in; `None` where the vendor left it out.
    pub team: Option<Team>,
    /// Who holds it; `None` if nobody.
    pub assignee: Option<Assignee>,
    /// Set for subscriptions.
    pub subscription: Option<Subscription>,
    /// Set for perpetual licenses.
    pub perpetual: Option<Perpetual>,
    /// The e-mail domain that it is bound to, if any.
    pub domain: Option<String>,
    /// How it is used.
    #[serde(default)]
    pub usage: Usage,
    /// Whether it may move to another team.
    #[serde(default)]
    pub transferable: bool,
    /// Whether it is a trial.
    #[serde(default)]
    pub trial: bool,
    /// Whether the vendor would assign it now. `None` where the vendor did not say.
    pub available_to_assign: Option<bool>,
    /// Whether the vendor suspended it, for example for want of payment.
    #[serde(default)]
    pub suspended: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_version_wrote_can_still_be_read() {
        let oldest = r#"{"id":"ABC","product":{"code":"II","name":"IDEA"},"team":{"id":1,"name":"Web"},
            "assignee":{"User":{"email":"ann@example.com","name":"Ann"}},
            "subscription":{"valid_until":{"instant":"2027-03-11T21:00:00Z","day":"2027-03-12"},"pack":"1/2",
            "renews_automatically":true,"outdated":false},"perpetual":null,"domain":null,
            "usage":{"last_seen":null,"last_assigned":null,"offline_code":true},"transferable":true,
            "trial":false,"available_to_assign":false,"suspended":false}"#;
        let license: License = serde_json::from_str(oldest).unwrap();
        assert_eq!((license.id.0.as_str(), license.usage.offline_code), ("ABC", true));
        assert!(serde_json::from_str::<License>(r#"{"id":"ABC"}"#).is_ok(), "fields may be missing");
    }
}
