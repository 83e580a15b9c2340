//! From what went wrong below to the code that the UI has words for.

use std::time::Duration;

use account_api::{ApiError, NotSentReason, UnknownReason, UnreadableKind};
use store::StoreError;
use vault::VaultError;

use crate::{Problem, ProblemCode, ProblemDetail};

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        let detail = ProblemDetail {
            status: error.status(),
            vendor_code: error.code().map(str::to_owned),
            text: error.description().map(str::to_owned),
            wait_seconds: error.retry_after().map(whole_seconds),
        };
        Self { code: code_of(&error), detail }
    }
}

fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs()).unwrap_or(u32::MAX)
}

fn code_of(error: &ApiError) -> ProblemCode {
    match error {
        ApiError::NotSent { reason } => match reason {
            NotSentReason::Dns => ProblemCode::DnsFailed,
            NotSentReason::Tls => ProblemCode::TlsFailed,
            NotSentReason::Proxy => ProblemCode::ProxyFailed,
            // The vendor answers the others, if slowly: that is no lost connection.
            NotSentReason::NoTurn => ProblemCode::TimedOut,
            NotSentReason::Refused | NotSentReason::Unreachable | NotSentReason::Other => {
                ProblemCode::ConnectFailed
            }
        },
        ApiError::Refused { status, code, description, .. } => {
            refusal(*status, code.as_deref(), description.as_deref())
        }
        ApiError::Unknown { reason } => match reason {
            UnknownReason::TimedOut => ProblemCode::TimedOut,
            UnknownReason::Interrupted => ProblemCode::Interrupted,
            UnknownReason::ServerError { .. } => ProblemCode::VendorUnavailable,
            UnknownReason::Redirected { .. } => ProblemCode::CaptivePortal,
            UnknownReason::WebPage { status } if *status < 400 => ProblemCode::CaptivePortal,
            UnknownReason::WebPage { .. }
            | UnknownReason::UnexpectedAnswer { .. }
            | UnknownReason::TooLarge { .. } => ProblemCode::AnswerUnreadable,
        },
        // The vendor answers some errors with a page too; a guest network answers everything with success.
        ApiError::Unreadable { kind: UnreadableKind::Html, status } if *status < 400 => {
            ProblemCode::CaptivePortal
        }
        ApiError::Unreadable { kind: UnreadableKind::Html, status } => refusal(*status, None, None),
        ApiError::Unreadable { .. } => ProblemCode::AnswerUnreadable,
        ApiError::ListShifted { .. } => ProblemCode::ListShifted,
    }
}

/// The vendor's refusals. Codes that are not known here are shown as they are.
pub(crate) fn refusal(status: u16, code: Option<&str>, description: Option<&str>) -> ProblemCode {
    match (status, code.unwrap_or_default()) {
        (429, _) => ProblemCode::RateLimited,
        (_, "TEAM_MISMATCH") => ProblemCode::TeamMismatch,
        (_, "TOKEN_TYPE_MISMATCH") => ProblemCode::TokenKindMismatch,
        (_, "INVALID_CONTACT_EMAIL") => ProblemCode::EmailInvalid,
        (_, "INVALID_CONTACT_NAME") => ProblemCode::NameRefused,
        (_, "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN") => match description.unwrap_or_default() {
            "ALLOCATED" => ProblemCode::LicenseTaken,
            "EXPIRED_WITHOUT_FALLBACK" => ProblemCode::LicenseExpired,
            "NON_PER_USER" => ProblemCode::LicenseNotPerUser,
            _ => ProblemCode::VendorRefused,
        },
        (_, "NO_AVAILABLE_LICENSE_TO_ASSIGN") => ProblemCode::NoAvailableLicense,
        (_, "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE") => ProblemCode::RecentlyAssigned,
        (_, "LICENSE_NOT_FOUND") => ProblemCode::LicenseNotFound,
        (_, "TEAM_NOT_FOUND") => ProblemCode::TeamNotFound,
        (_, "PRODUCT_NOT_FOUND") => ProblemCode::ProductNotFound,
        (401, _) => ProblemCode::TokenRejected,
        (403, _) => ProblemCode::AccessRefused,
        _ => ProblemCode::VendorRefused,
    }
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Absent => ProblemCode::KeychainAbsent.into(),
            VaultError::Locked => ProblemCode::KeychainLocked.into(),
            VaultError::Denied => ProblemCode::KeychainDenied.into(),
            VaultError::NotAnswering => ProblemCode::KeychainNotAnswering.into(),
            VaultError::Failed(text) => Self::with_text(ProblemCode::KeychainFailed, &text),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a data file could not be used");
        match error {
            StoreError::Full => ProblemCode::StoreFull.into(),
            StoreError::Newer => ProblemCode::StoreNewer.into(),
            other => Self::with_text(ProblemCode::StoreFailed, &other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, code: &str, description: &str, expected: ProblemCode) {
        assert_eq!(refusal(status, Some(code), Some(description)), expected);
    }

    #[test]
    fn a_page_of_html_goes_by_its_status() {
        let page = |status| code_of(&ApiError::Unreadable { status, kind: UnreadableKind::Html });
        assert_eq!(page(200), ProblemCode::CaptivePortal);
        assert_eq!(page(401), ProblemCode::TokenRejected);
        assert_eq!(page(403), ProblemCode::AccessRefused);
        assert_eq!(page(405), ProblemCode::VendorRefused);
        let lost = |status| code_of(&ApiError::Unknown { reason: UnknownReason::WebPage { status } });
        assert_eq!(lost(200), ProblemCode::CaptivePortal);
        assert_eq!(lost(400), ProblemCode::AnswerUnreadable);
    }

    #[test]
    fn waiting_in_vain_for_ones_own_requests_is_no_lost_connection() {
        let code = |reason| code_of(&ApiError::NotSent { reason });
        assert_eq!(code(NotSentReason::NoTurn), ProblemCode::TimedOut);
        assert!(!crate::sync::loses_connection(code(NotSentReason::NoTurn)));
        assert!(crate::sync::loses_connection(code(NotSentReason::Other)));
    }

    #[test]
    fn every_refusal_of_the_vendor_has_a_code() {
        check(401, "INVALID_TOKEN", "The token provided is invalid", ProblemCode::TokenRejected);
        check(401, "MISSING_TOKEN_HEADER", "X-Api-Key header is required", ProblemCode::TokenRejected);
        check(403, "INSUFFICIENT_PERMISSIONS", "Missing Edit permission", ProblemCode::AccessRefused);
        check(403, "SOMETHING_NEW", "", ProblemCode::AccessRefused);
        check(403, "TEAM_MISMATCH", "", ProblemCode::TeamMismatch);
        check(403, "TOKEN_TYPE_MISMATCH", "", ProblemCode::TokenKindMismatch);
        check(400, "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN", "ALLOCATED", ProblemCode::LicenseTaken);
        check(400, "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN", "NON_PER_USER", ProblemCode::LicenseNotPerUser);
        check(
            400,
            "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN",
            "EXPIRED_WITHOUT_FALLBACK",
            ProblemCode::LicenseExpired,
        );
        check(
            400,
            "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE",
            "ABC",
            ProblemCode::RecentlyAssigned,
        );
        check(404, "LICENSE_NOT_FOUND", "ABC", ProblemCode::LicenseNotFound);
        check(400, "LICENSE_NOT_FOUND", "ABC", ProblemCode::LicenseNotFound);
        check(400, "MISSING_FIELD", "", ProblemCode::VendorRefused);
        check(429, "", "", ProblemCode::RateLimited);
    }
}
