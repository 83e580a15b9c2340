//! A small organization in which every license is known by name, served over real HTTP.
#![allow(dead_code)] // each test file uses its own part

use std::time::Duration;

use account_sim::{
    Accounts, Assignee, Choices, Clock, Holder, License, Organization, Perpetual, Product, Server,
    ServerKind, ServerOptions, Service, Subscription, Team, Tokens, Usage,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

pub const CUSTOMER: u64 = 6_703_615;

pub fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

pub fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

pub struct Sim {
    pub service: Service,
    pub server: Server,
    pub client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Status, code and description; an answer without a body has neither of the last two.
    pub fn refusal(&self) -> (u16, String, String) {
        let body: Value = serde_json::from_str(&self.text).unwrap_or_default();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (self.status, text("code"), text("description"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn ids(&self) -> Vec<String> {
        let ids = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match self.json() {
            Value::Array(licenses) => licenses.iter().map(|license| ids(&license["licenseId"])).collect(),
            body => body["licenseIds"].as_array().unwrap().iter().map(ids).collect(),
        }
    }
}

impl Sim {
    pub async fn start() -> Self {
        Self::choosing(Choices::default()).await
    }

    pub async fn choosing(choices: Choices) -> Self {
        Self::serve(Service::new(organization(), Clock::fixed(now()), choices)).await
    }

    pub async fn serve(service: Service) -> Self {
        let server = Server::start(service.clone(), ServerOptions::default()).await.unwrap();
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .unwrap();
        Self { service, server, client }
    }

    pub fn request(&self, who: Holder, call: &str, body: Option<&Value>) -> reqwest::RequestBuilder {
        let (method, path) = call.split_once(' ').unwrap();
        let request = self
            .client
            .request(method.parse().unwrap(), format!("{}{path}", self.server.url()))
            .header("X-Api-Key", self.service.token(who).unwrap_or_default())
            .header("X-Customer-Code", self.service.credentials().customer_code.to_string());
        match body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    pub async fn try_send(&self, who: Holder, call: &str, body: Option<&Value>) -> reqwest::Result<Answer> {
        answer(self.request(who, call, body).send().await?).await
    }

    pub async fn send(&self, who: Holder, call: &str, body: Option<&Value>) -> Answer {
        self.try_send(who, call, body).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Holder::OrgAdmin, &format!("GET {path}"), None).await
    }

    pub async fn assign(&self, body: &Value) -> Answer {
        self.send(Holder::OrgAdmin, "POST /customer/licenses/assign", Some(body)).await
    }

    pub async fn revoke(&self, query: &str) -> Answer {
        self.send(Holder::OrgAdmin, &format!("POST /customer/licenses/revoke?{query}"), None).await
    }

    pub async fn transfer(&self, body: &Value) -> Answer {
        self.send(Holder::OrgAdmin, "POST /customer/changeLicensesTeam", Some(body)).await
    }

    pub fn email_of(&self, license: &str) -> Option<String> {
        self.service.license(license).unwrap().email().map(str::to_owned)
    }
}

pub async fn answer(response: reqwest::Response) -> reqwest::Result<Answer> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer { status, headers, text: response.text().await? })
}

/// An assign of a license to a person.
pub fn assignment(license: &str, email: &str) -> Value {
    serde_json::json!({
        "contact": {"email": email, "firstName": "Roman", "lastName": "Lovelace"},
        "licenseId": license,
        "sendEmail": true,
        "includeOfflineActivationCode": false,
    })
}

/// An assign of any license of a product in a team.
pub fn any_license(product: &str, team: i64) -> Value {
    let mut body = assignment("", "roman@wattenmeer.example");
    body.as_object_mut().unwrap().remove("licenseId");
    body["license"] = serde_json::json!({"productCode": product, "team": team});
    body
}

fn product(code: &str) -> Product {
    let name = match code {
        "II" => "IntelliJ IDEA Ultimate",
        "WS" => "WebStorm",
        other => other,
    };
    Product { code: code.to_owned(), name: name.to_owned() }
}

/// A free license of team 1 that is valid for 200 days more.
pub fn free(id: &str) -> License {
    License {
        id: id.to_owned(),
        product: product("II"),
        team: 1,
        assignee: None,
        subscription: Some(Subscription {
            valid_until: "2027-06-11".parse().unwrap(),
            pack: Some("1215/1JGQR".to_owned()),
            renews_automatically: true,
        }),
        perpetual: None,
        domain: None,
        usage: None,
        is_transferable: true,
        is_trial: false,
        is_suspended: false,
    }
}

fn held(id: &str, email: &str, days_ago: i64) -> License {
    License {
        assignee: Some(Assignee::User { name: "Anna Keller".to_owned(), email: email.to_owned() }),
        usage: Some(Usage {
            last_seen: None,
            last_assigned: Some(now() - days(days_ago)),
            offline_code: Some(false),
        }),
        ..free(id)
    }
}

fn expired(id: &str) -> License {
    let mut license = free(id);
    license.subscription.as_mut().unwrap().valid_until = "2026-11-22".parse().unwrap();
    license
}

pub fn organization() -> Organization {
    let upgrades = Some(Perpetual { upgrade_due: "2025-11-22".parse().unwrap() });
    let server = Assignee::Server { uid: "vault-1".to_owned(), kind: ServerKind::LicenseVault };
    let licenses = [
        free("FREE000001"),
        free("FREE000002"),
        held("HELD000001", "anna@wattenmeer.example", 90),
        License { product: product("WS"), ..held("HELD000002", "anna@wattenmeer.example", 40) },
        held("RECENT0001", "ben@wattenmeer.example", 3),
        expired("EXPIRED001"),
        License { perpetual: upgrades, ..expired("FALLBACK01") },
        License { subscription: None, perpetual: upgrades, ..free("PERPETUAL1") },
        License { assignee: Some(server), ..free("SERVER0001") },
        License { is_transferable: false, ..free("FIXED00001") },
        License { is_suspended: true, ..free("SUSPENDED1") },
        License { team: 2, ..free("TEAM2FREE1") },
        License { team: 2, ..held("TEAM2HELD1", "cleo@wattenmeer.example", 90) },
    ];
    let token = |text: &str| format!("{text:z<24}");
    Organization {
        customer_code: CUSTOMER,
        name: "Some Organization".to_owned(),
        teams: vec![Team { id: 1, name: "First".to_owned() }, Team { id: 2, name: "Second".to_owned() }],
        products: vec![product("II"), product("WS"), product("GO")],
        plugins: vec![product("PBOARD")],
        licenses: licenses.into_iter().map(|license| (license.id.clone(), license)).collect(),
        accounts: Accounts::default(),
        tokens: Tokens {
            org_admin: token("orgadmin"),
            org_viewer: token("orgviewer"),
            primary_contact: token("primarycontact"),
            team_admin: token("teamadmin"),
            team_viewer: token("teamviewer"),
        },
        team_token_team: 1,
        seed: 1,
    }
}
