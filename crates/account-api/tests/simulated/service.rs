//! The simulated service on a port, and clients for it.

use std::{sync::Arc, time::Duration};

use account_api::{ApiToken, AssignRequest, BaseUrl, Client, ClientOptions, HttpTransport, PlainHttp};
use account_sim::{Choices, Clock, Generator, Holder, License, Server, ServerOptions, Service};
use domain::{Email, LicenseId, PersonName};
use jiff::Timestamp;

pub struct Simulated {
    pub service: Service,
    pub server: Server,
}

pub fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// Short waits: what is tested is that there are any, not how long they are.
pub fn options() -> ClientOptions {
    ClientOptions {
        call_timeout: Duration::from_secs(5),
        first_backoff: Duration::from_millis(1),
        ..ClientOptions::default()
    }
}

impl Simulated {
    pub async fn start(licenses: usize) -> Self {
        Self::choosing(licenses, Choices::default()).await
    }

    pub async fn choosing(licenses: usize, choices: Choices) -> Self {
        let organization = Generator::new(licenses, 7).teams(3).build(now());
        let service = Service::new(organization, Clock::fixed(now()), choices);
        let server = Server::start(service.clone(), ServerOptions::default()).await.unwrap();
        Self { service, server }
    }

    pub fn client(&self, holder: Holder) -> Client {
        self.client_with(holder, options())
    }

    pub fn client_with(&self, holder: Holder, options: ClientOptions) -> Client {
        let token = self.service.token(holder).unwrap_or_else(|| panic!("{holder:?} has no token"));
        self.client_for(&token, self.customer_code(), options)
    }

    pub fn client_for(&self, token: &str, customer_code: i64, options: ClientOptions) -> Client {
        let base = BaseUrl::parse(&self.server.url(), PlainHttp::OnLoopback).unwrap();
        let token = ApiToken::new(&token.into()).unwrap();
        Client::with_options(Arc::new(HttpTransport::new(base).unwrap()), customer_code, token, options)
    }

    pub fn customer_code(&self) -> i64 {
        i64::try_from(self.service.credentials().customer_code).unwrap()
    }

    /// The team that the team tokens are for.
    pub fn own_team(&self) -> u64 {
        self.service.credentials().team_admin_team
    }

    pub fn other_team(&self) -> u64 {
        self.service.teams().iter().map(|team| team.id).find(|id| *id != self.own_team()).unwrap()
    }

    /// The id of the first license of which this is true.
    pub fn find(&self, is_it: impl Fn(&License) -> bool) -> LicenseId {
        LicenseId(self.service.licenses().into_iter().find(|license| is_it(license)).unwrap().id)
    }

    /// A license that could be assigned now.
    pub fn free(&self) -> LicenseId {
        self.find(|license| self.service.is_available(&license.id))
    }

    /// A license that somebody has had for long, or only since yesterday.
    pub fn held(&self, long: bool) -> LicenseId {
        let day = jiff::SignedDuration::from_hours(24);
        let id = self.find(|license| license.email().is_some());
        self.service.change(&id.0, |license| {
            license.usage.as_mut().unwrap().last_assigned = Some(now() - if long { day * 90 } else { day });
        });
        id
    }
}

pub fn assignment(license: &LicenseId, email: &str) -> AssignRequest {
    AssignRequest {
        license_id: license.clone(),
        email: Email::parse(email).unwrap(),
        first_name: PersonName::parse("Ann").unwrap(),
        last_name: PersonName::parse("Lee").unwrap(),
        send_email: false,
        include_offline_code: false,
    }
}
