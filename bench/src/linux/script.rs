//! The script that people write: one POST after another, and a look at the status of each.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::service::{MARK, Service};

const PAGE: usize = 200;

/// One connection that stays open, as a careful script has it.
pub struct Script<'a> {
    client: reqwest::Client,
    service: &'a Service,
}

impl<'a> Script<'a> {
    /// For this service.
    pub fn new(service: &'a Service) -> Result<Self> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
        Ok(Self { client, service })
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.service.url()));
        let request = request.header("X-Customer-Code", self.service.customer_code());
        request.header("X-Api-Key", self.service.token())
    }

    /// The ids of the first licenses that can be assigned.
    pub async fn free_licenses(&self, count: usize) -> Result<Vec<String>> {
        let mut free = Vec::new();
        for page in 1.. {
            let path = format!("/customer/licenses?assigned=false&page={page}&perPage={PAGE}");
            let answer = self.request(reqwest::Method::GET, &path).send().await?.error_for_status()?;
            let licenses: Vec<Value> = answer.json().await?;
            if licenses.is_empty() {
                bail!("only {} licenses are free", free.len());
            }
            let is_free = |license: &&Value| license["isAvailableToAssign"] == true;
            let ids = licenses.iter().filter(is_free).filter_map(|license| license["licenseId"].as_str());
            free.extend(ids.map(str::to_owned));
            if free.len() >= count {
                break;
            }
        }
        free.truncate(count);
        Ok(free)
    }

    /// Gives each of these licenses to somebody new; gives how long that took.
    pub async fn assign(&self, licenses: &[String]) -> Result<Duration> {
        let started = Instant::now();
        for (number, license) in licenses.iter().enumerate() {
            let body = json!({
                "contact": {
                    "email": format!("person.{number}@script.example"), "firstName": "Zoë", "lastName": "Müller",
                },
                "licenseId": license,
                "sendEmail": false,
                "includeOfflineActivationCode": false,
            });
            let request = self.request(reqwest::Method::POST, "/customer/licenses/assign").json(&body);
            let answer = request.send().await?.error_for_status()?;
            // Empty; taken, so that the connection can be used again.
            answer.bytes().await?;
        }
        Ok(started.elapsed())
    }

    /// Leaves a line in the ledger by a change that the service refuses.
    pub async fn mark(&self) -> Result<()> {
        let path = format!("/customer/licenses/revoke?licenseId={MARK}");
        let answer = self.request(reqwest::Method::POST, &path).send().await?;
        if !answer.status().is_client_error() {
            bail!("the service does not refuse a license that it has not: {}", answer.status());
        }
        Ok(())
    }
}
