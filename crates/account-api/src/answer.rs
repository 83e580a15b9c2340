//! What an HTTP answer means, for a read and for a write.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::{Duration, SystemTime},
};

use http::{HeaderMap, StatusCode, header};
use serde_json_borrow::Value;

use crate::{
    ApiError, ApiToken, Response, UnknownReason, UnreadableKind, error::CallKind, retry_after::retry_after,
};

/// How much of the vendor's description is kept: it is shown to people, and comes from outside.
const LONGEST_DESCRIPTION: usize = 500;

/// The longest code that is known has 53 letters.
const LONGEST_CODE: usize = 100;

/// An answer with a status of success.
pub(crate) struct Answer {
    kind: CallKind,
    status: StatusCode,
    pub(crate) headers: HeaderMap,
    body: Vec<u8>,
}

/// The vendor's error body.
struct Complaint {
    code: String,
    description: Option<String>,
}

impl Answer {
    /// Lets success through and says what everything else means.
    pub(crate) fn judge(kind: CallKind, response: Response, token: &ApiToken) -> Result<Self, ApiError> {
        let answer = Self { kind, status: response.status, headers: response.headers, body: response.body };
        let status = answer.status.as_u16();
        match status {
            200..300 => Ok(answer),
            300..400 => Err(ApiError::Unknown { reason: UnknownReason::Redirected { status } }),
            400..500 => Err(answer.refusal(token)),
            500.. => {
                let (code, description) = answer.code_and_description(token);
                let retry_after = answer.retry_after();
                let reason = UnknownReason::ServerError { status, code, description, retry_after };
                Err(ApiError::Unknown { reason })
            }
            _ => Err(answer.unreadable(UnreadableKind::UnexpectedShape)),
        }
    }

    /// A 4xx. For a write it is only certain to come from the service, and so to be a refusal, if it speaks the
    /// vendor's JSON or is a 429: anything between here and there can answer the rest.
    fn refusal(&self, token: &ApiToken) -> ApiError {
        let (code, description) = self.code_and_description(token);
        let certain = code.is_some() || self.status == StatusCode::TOO_MANY_REQUESTS;
        if !certain && self.is_html() {
            return self.unreadable(UnreadableKind::Html);
        }
        if !certain && self.kind == CallKind::Write {
            return self.unreadable(UnreadableKind::UnexpectedShape);
        }
        ApiError::Refused { status: self.status.as_u16(), code, description, retry_after: self.retry_after() }
    }

    fn code_and_description(&self, token: &ApiToken) -> (Option<String>, Option<String>) {
        let complaint =
            serde_json::from_slice::<Value>(&self.body).ok().and_then(|value| Complaint::read(&value));
        let clean =
            |text: String| -> String { token.scrub(&text).chars().take(LONGEST_DESCRIPTION).collect() };
        match complaint {
            Some(complaint) => (Some(clean(complaint.code)), complaint.description.map(clean)),
            None => (None, None),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers, SystemTime::now())
    }

    fn is_html(&self) -> bool {
        let declared = self
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        let first = self.body.trim_ascii_start().first();
        !self.is_empty() && (declared || first == Some(&b'<'))
    }

    /// Whether there is nothing in it, as after an assignment that succeeded.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// A number that tells this body from another.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.body.hash(&mut hasher);
        hasher.finish()
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value<'_>, ApiError> {
        if self.is_empty() {
            return Err(self.unreadable(UnreadableKind::Empty));
        }
        if let Ok(value) = serde_json::from_slice(&self.body) {
            return Ok(value);
        }
        Err(self.unreadable(if self.is_html() { UnreadableKind::Html } else { UnreadableKind::NotJson }))
    }

    /// The error for an answer that can't be used.
    pub(crate) fn unreadable(&self, how: UnreadableKind) -> ApiError {
        ApiError::unusable(self.kind, self.status.as_u16(), how)
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Complaint {
    fn read(value: &Value<'_>) -> Option<Self> {
        let object = value.as_object()?;
        let code = object.get("code")?.as_str()?;
        let description = object.get("description").and_then(Value::as_str).map(ToOwned::to_owned);
        is_code(code).then(|| Self { code: code.to_owned(), description })
    }
}

/// Whether a JSON value is the vendor's error body, whatever status it came with.
pub(crate) fn is_complaint(value: &Value<'_>) -> bool {
    Complaint::read(value).is_some()
}

/// Codes come into log lines, so only what looks like one is taken for one, whether or not it is known.
fn is_code(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (1..=LONGEST_CODE).contains(&text.len()) && text.bytes().all(fits)
}
