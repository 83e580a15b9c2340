//! The error table: every way in which the service refuses, with status, code and description.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

use crate::{
    choices::{Choices, MissingField, NotFound, RetryAfterForm, TransferRefusal},
    wire::ErrorBody,
};

/// A refusal. What each means is in the table of the README; the words are here and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    MissingTokenHeader,
    MissingCustomerHeader,
    InvalidToken,
    ApiDisabled { customer: u64 },
    TooManyRequests { retry_after: Option<String> },
    InsufficientPermissions { customer: u64, team: u64 },
    TeamMismatch { team: u64 },
    TokenTypeMismatch,
    TransferByTeamToken { team: u64 },
    LicenseNotFound(String),
    LicenseNotFoundByGet(String),
    TeamNotFound(i64),
    TeamNotFoundByGet(String),
    ProductNotFound(String),
    MissingField(&'static str),
    UnreadableBody,
    InvalidContactEmail(String),
    EmptyContactName,
    DigitInContactName,
    NotAvailable(NotAvailable),
    NoneAvailable { team: u64, product: String },
    RecentlyAssigned(String),
    NotAssigned(String),
    TooManyLicenses { most: usize },
    InvalidParameter(&'static str),
    NullLicenseId,
    NoSuchPath,
    MethodNotAllowed,
    UnsupportedMediaType,
}

/// Why a license can't be assigned: the description of `LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAvailable {
    Allocated,
    ExpiredWithoutFallback,
    NonPerUser,
    Suspended,
}

impl Refusal {
    /// Status, and code and description where the answer has a body.
    fn parts(&self, choices: &Choices) -> (u16, Option<(&'static str, String)>) {
        let not_found = match choices.not_found {
            NotFound::Status404 => 404,
            NotFound::Status400 => 400,
        };
        let (status, code, description) = match self {
            Self::MissingTokenHeader => (401, "MISSING_TOKEN_HEADER", "X-Api-Key header is required".into()),
            Self::MissingCustomerHeader => {
                (401, "MISSING_CUSTOMER_HEADER", "X-Customer-Code header is required".into())
            }
            Self::InvalidToken => (401, "INVALID_TOKEN", "The token provided is invalid".into()),
            Self::ApiDisabled { customer } => {
                (403, "API_DISABLED", format!("API is disabled for customer {customer}"))
            }
            Self::TooManyRequests { .. } => (429, "TOO_MANY_REQUESTS", "Too many requests".into()),
            Self::InsufficientPermissions { customer, team } => (
                403,
                "INSUFFICIENT_PERMISSIONS",
                format!("Missing Edit permission on customer {customer} or on team with id {team}"),
            ),
            Self::TeamMismatch { team } => (403, "TEAM_MISMATCH", generated_for(*team)),
            Self::TokenTypeMismatch => {
                (403, "TOKEN_TYPE_MISMATCH", "Token of type CUSTOMER is required".into())
            }
            Self::TransferByTeamToken { team } => match choices.transfer_refusal {
                TransferRefusal::TokenTypeMismatch => return Self::TokenTypeMismatch.parts(choices),
                TransferRefusal::TeamMismatch => (403, "TEAM_MISMATCH", generated_for(*team)),
            },
            Self::LicenseNotFound(id) => (not_found, "LICENSE_NOT_FOUND", id.clone()),
            Self::LicenseNotFoundByGet(id) => (404, "LICENSE_NOT_FOUND", id.clone()),
            Self::TeamNotFound(id) => (not_found, "TEAM_NOT_FOUND", id.to_string()),
            Self::TeamNotFoundByGet(id) => (404, "TEAM_NOT_FOUND", id.clone()),
            Self::ProductNotFound(code) => (not_found, "PRODUCT_NOT_FOUND", code.clone()),
            Self::MissingField(what) => (400, "MISSING_FIELD", (*what).into()),
            Self::UnreadableBody => (400, "MISSING_FIELD", "The body can't be read".into()),
            Self::InvalidContactEmail(email) => (400, "INVALID_CONTACT_EMAIL", email.clone()),
            Self::EmptyContactName => (400, "INVALID_CONTACT_NAME", "This field can't be empty.".into()),
            Self::DigitInContactName => {
                (400, "INVALID_CONTACT_NAME", "Sorry, we can't accept digits in this field.".into())
            }
            Self::NotAvailable(why) => (400, "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN", why.description().into()),
            Self::NoneAvailable { team, product } => (
                400,
                "NO_AVAILABLE_LICENSE_TO_ASSIGN",
                format!("No available license found to assign in the team {team} with product {product}"),
            ),
            Self::RecentlyAssigned(id) => {
                (400, "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE", id.clone())
            }
            Self::NotAssigned(what) => (400, "LICENSE_IS_NOT_AVAILABLE_TO_REVOKE", what.clone()),
            Self::TooManyLicenses { most } => {
                (400, "TOO_MANY_LICENSES", format!("At most {most} licenses can be transferred at once"))
            }
            Self::InvalidParameter(name) => (400, "INVALID_PARAMETER", (*name).into()),
            Self::NullLicenseId => return (500, None),
            Self::NoSuchPath => return (404, None),
            Self::MethodNotAllowed => return (405, None),
            Self::UnsupportedMediaType => return (415, None),
        };
        (status, Some((code, description)))
    }

    /// The answer as it goes out.
    pub(crate) fn response(&self, choices: &Choices) -> Response<Bytes> {
        let (status, body) = self.parts(choices);
        if matches!(self, Self::UnreadableBody) || self.is_missing_part() {
            match choices.missing_field {
                MissingField::Code => {}
                MissingField::Empty => return answer(status, None, Bytes::new()),
                MissingField::Html => return html(status),
            }
        }
        let mut response = match body {
            Some((code, description)) => json(status, &ErrorBody { code, description: &description }),
            None => answer(status, None, Bytes::new()),
        };
        if let Self::TooManyRequests { retry_after: Some(when) } = self
            && let Ok(when) = HeaderValue::from_str(when)
        {
            response.headers_mut().insert(header::RETRY_AFTER, when);
        }
        response
    }

    /// The one missing thing whose code and words are known has its body whatever the choice is.
    fn is_missing_part(&self) -> bool {
        matches!(self, Self::MissingField(what) if *what != EITHER)
    }
}

/// What assign says without `licenseId` and `license`.
pub(crate) const EITHER: &str = "Either licenseId or license must be provided";

fn generated_for(team: u64) -> String {
    format!("Token was generated for team with id {team}")
}

impl NotAvailable {
    fn description(self) -> &'static str {
        match self {
            Self::Allocated => "ALLOCATED",
            Self::ExpiredWithoutFallback => "EXPIRED_WITHOUT_FALLBACK",
            Self::NonPerUser => "NON_PER_USER",
            Self::Suspended => "SUSPENDED",
        }
    }
}

/// What a `Retry-After` header says.
pub(crate) fn retry_after(form: RetryAfterForm, seconds: u32, now: jiff::Timestamp) -> Option<String> {
    match form {
        RetryAfterForm::Seconds => Some(seconds.to_string()),
        RetryAfterForm::Date => {
            let then = crate::clock::saturating_add(now, jiff::SignedDuration::from_secs(i64::from(seconds)));
            Some(crate::dates::http_date(then))
        }
        RetryAfterForm::Absent => None,
    }
}

pub(crate) fn json(status: u16, body: &impl serde::Serialize) -> Response<Bytes> {
    // Only maps with keys that are no strings can fail here, and there are none.
    let body = serde_json::to_vec(body).unwrap_or_default();
    answer(status, Some("application/json"), body.into())
}

pub(crate) fn html(status: u16) -> Response<Bytes> {
    let page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n";
    answer(status, Some("text/html;charset=UTF-8"), Bytes::from_static(page.as_bytes()))
}

/// An answer; a status that HTTP does not have becomes 500.
pub(crate) fn answer(status: u16, content_type: Option<&'static str>, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(content_type) = content_type {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    response
}
