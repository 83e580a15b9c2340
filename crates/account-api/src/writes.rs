//! The three changes. Each is sent once.

use domain::{Email, LicenseId, PersonName, TeamId};
use serde_json::json;

use crate::{
    ApiError, Client, UnreadableKind,
    answer::{Answer, is_complaint},
    client::Call,
    paging::query,
};

/// Gives one license to one person.
///
/// It always names the license: with "any free one" the caller could not tell which was taken, and a repeat could
/// take a second seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignRequest {
    /// The license.
    pub license_id: LicenseId,
    /// Whom it goes to.
    pub email: Email,
    /// Their first name.
    pub first_name: PersonName,
    /// Their last name.
    pub last_name: PersonName,
    /// Whether the vendor writes to them.
    pub send_email: bool,
    /// Whether that e-mail holds an offline activation code; only for people without an account.
    pub include_offline_code: bool,
}

impl Client {
    /// Assigns a license. Sent once.
    pub async fn assign(&self, request: &AssignRequest) -> Result<(), ApiError> {
        self.turn().await?.assign(request).await
    }

    /// Takes one license back; gives the ids that the vendor says it revoked. Sent once.
    pub async fn revoke(&self, license: &LicenseId) -> Result<Vec<LicenseId>, ApiError> {
        self.turn().await?.revoke(license).await
    }

    /// Takes back all licenses of a person, or those of one product: all of them or none. Sent once.
    pub async fn revoke_by_email(
        &self,
        email: &Email,
        product_code: Option<&str>,
    ) -> Result<Vec<LicenseId>, ApiError> {
        let mut pairs = vec![("email", email.as_str())];
        pairs.extend(product_code.map(|code| ("productCode", code)));
        let path = format!("/customer/licenses/revoke{}", query(&pairs));
        license_ids(&self.turn().await?.write(Call::write(path, None)).await?)
    }

    /// Moves licenses to a team; gives the ids that moved. What can't move is left out by the vendor without an
    /// error: compare, and read back. Sent once.
    pub async fn change_team(
        &self,
        licenses: &[LicenseId],
        target: TeamId,
    ) -> Result<Vec<LicenseId>, ApiError> {
        self.turn().await?.change_team(licenses, target).await
    }
}

pub(crate) fn assign(request: &AssignRequest) -> Call {
    let body = json!({
        "contact": {
            "email": request.email.as_str(),
            "firstName": request.first_name.as_str(),
            "lastName": request.last_name.as_str(),
        },
        "licenseId": request.license_id.0,
        "sendEmail": request.send_email,
        "includeOfflineActivationCode": request.include_offline_code,
    });
    Call::write("/customer/licenses/assign", Some(&body))
}

pub(crate) fn assigned(answer: &Answer) -> Result<(), ApiError> {
    // The vendor answers success with an empty body. JSON would be a newer vendor, unless it complains.
    if answer.is_empty() || answer.json().is_ok_and(|value| !is_complaint(&value)) {
        return Ok(());
    }
    Err(answer.json().err().unwrap_or_else(|| answer.unreadable(UnreadableKind::UnexpectedShape)))
}

pub(crate) fn revoke(license: &LicenseId) -> Call {
    Call::write(format!("/customer/licenses/revoke{}", query(&[("licenseId", &license.0)])), None)
}

pub(crate) fn change_team(licenses: &[LicenseId], target: TeamId) -> Call {
    let ids: Vec<&str> = licenses.iter().map(|id| id.0.as_str()).collect();
    let body = json!({ "licenseIds": ids, "targetTeamId": target.0 });
    Call::write("/customer/changeLicensesTeam", Some(&body))
}

/// Reads `{"licenseIds": [...]}`. One id that can't be read makes the outcome unknown: a list that is too short would
/// say of a license that it was left alone.
pub(crate) fn license_ids(answer: &Answer) -> Result<Vec<LicenseId>, ApiError> {
    let value = answer.json()?;
    let ids = value.as_object().and_then(|object| object.get("licenseIds")?.as_array());
    ids.and_then(|ids| ids.iter().map(|id| id.as_str().map(|id| LicenseId(id.to_owned()))).collect())
        .ok_or_else(|| answer.unreadable(UnreadableKind::UnexpectedShape))
}
