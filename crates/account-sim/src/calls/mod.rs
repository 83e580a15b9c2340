//! The calls of the API, one file for each group.

mod about;
mod assign;
mod list;
mod revoke;
mod transfer;

use bytes::Bytes;
use http::{Method, Request, Response};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::{
    model::Holder,
    refusal::{Refusal, answer},
    state::State,
};

/// Where the API begins.
pub(crate) const BASE: &str = "/api/v1";

/// What a call came to.
pub(crate) struct Done {
    pub response: Response<Bytes>,
    pub changed: Vec<String>,
}

impl Done {
    fn read(response: Response<Bytes>) -> Self {
        Self { response, changed: Vec::new() }
    }

    /// 200 with an empty body.
    fn empty(changed: Vec<String>) -> Self {
        Self { response: answer(200, None, Bytes::new()), changed }
    }
}

/// One call of somebody who is known.
pub(crate) struct Call<'a> {
    pub now: Timestamp,
    pub holder: Holder,
    pub request: &'a Request<Bytes>,
}

impl Call<'_> {
    /// A query parameter; an empty one counts as left out.
    fn parameter(&self, name: &str) -> Option<String> {
        let query = self.request.uri().query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.into_owned())
    }

    fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let is_json = self
            .request
            .headers()
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.trim().to_ascii_lowercase().starts_with("application/json"));
        if !is_json {
            return Err(Refusal::UnsupportedMediaType);
        }
        serde_json::from_slice(self.request.body()).map_err(|_| Refusal::UnreadableBody)
    }
}

type Handler = fn(&mut State, &Call<'_>, &str) -> Result<Done, Refusal>;

/// Does what a request asks for.
pub(crate) fn perform(state: &mut State, request: &Request<Bytes>, now: Timestamp) -> Done {
    let done = route(request).and_then(|(handler, argument)| {
        let holder = authenticate(state, request)?;
        handler(state, &Call { now, holder, request }, &argument)
    });
    done.unwrap_or_else(|refusal| Done::read(refusal.response(&state.choices)))
}

fn route(request: &Request<Bytes>) -> Result<(Handler, String), Refusal> {
    let path = request.uri().path().strip_prefix(BASE).ok_or(Refusal::NoSuchPath)?;
    let segments: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let (method, handler, argument): (Method, Handler, &str) = match segments.as_slice() {
        ["token"] => (Method::GET, about::token, ""),
        ["token", "rotate"] => (Method::POST, about::rotate, ""),
        ["products"] => (Method::GET, about::products, ""),
        ["plugins"] => (Method::GET, about::plugins, ""),
        ["customer", "licenses"] => (Method::GET, list::of_customer, ""),
        ["customer", "teams", team, "licenses"] => (Method::GET, list::of_team, team),
        ["customer", "licenses", "assign"] if request.method() == Method::POST => {
            (Method::POST, assign::assign, "")
        }
        ["customer", "licenses", "revoke"] if request.method() == Method::POST => {
            (Method::POST, revoke::revoke, "")
        }
        ["customer", "licenses", id] if !id.is_empty() => (Method::GET, list::one, id),
        ["customer", "changeLicensesTeam"] => (Method::POST, transfer::transfer, ""),
        _ => return Err(Refusal::NoSuchPath),
    };
    if request.method() == method {
        Ok((handler, argument.to_owned()))
    } else {
        Err(Refusal::MethodNotAllowed)
    }
}

/// Who is asking. A wrong customer code gets the same answer as a wrong token.
pub(crate) fn authenticate(state: &State, request: &Request<Bytes>) -> Result<Holder, Refusal> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let token = header("X-Api-Key").ok_or(Refusal::MissingTokenHeader)?;
    let customer = header("X-Customer-Code").ok_or(Refusal::MissingCustomerHeader)?;
    let code = state.organization.customer_code;
    let holder = state.holder(token).filter(|_| customer == code.to_string()).ok_or(Refusal::InvalidToken)?;
    if state.api_enabled { Ok(holder) } else { Err(Refusal::ApiDisabled { customer: code }) }
}
