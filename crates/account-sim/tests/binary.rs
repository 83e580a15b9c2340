//! The program as a person or a script starts it.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share
#![cfg(feature = "cli")]

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

struct Running {
    child: Child,
    greeting: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(arguments: &[&str]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_account-sim"))
        .args(["--port", "0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut greeting = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut greeting).unwrap();
    Running { child, greeting }
}

impl Running {
    fn json(&self) -> Value {
        serde_json::from_str(&self.greeting).unwrap()
    }

    async fn get(&self, token: &str, path: &str) -> (u16, String) {
        let greeting = self.json();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let response = client
            .get(format!("{}{path}", greeting["url"].as_str().unwrap()))
            .header("X-Api-Key", greeting["tokens"][token].as_str().unwrap())
            .header("X-Customer-Code", greeting["customerCode"].to_string())
            .send()
            .await
            .unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

#[tokio::test]
async fn the_first_line_tells_all_that_a_client_needs() {
    let running = start(&["--licenses", "50", "--seed", "9"]);
    let greeting = running.json();
    let url = greeting["url"].as_str().unwrap();
    let port = url.strip_prefix("http://127.0.0.1:").unwrap().strip_suffix("/api/v1").unwrap();
    assert!(port.parse::<u16>().unwrap() > 0);
    for (token, kind) in [
        ("orgAdmin", "ADMIN"),
        ("orgViewer", "VIEWER"),
        ("primaryContact", "PRIMARY_CONTACT"),
        ("teamAdmin", "ADMIN"),
        ("teamViewer", "VIEWER"),
    ] {
        let (status, text) = running.get(token, "/token").await;
        let answer: Value = serde_json::from_str(&text).unwrap();
        let role = if token.starts_with("team") { &answer["team"]["role"] } else { &answer["role"] };
        assert_eq!((status, role.as_str()), (200, Some(kind)), "{token}");
    }
    let team = format!("/customer/teams/{}/licenses", greeting["teamAdminTeam"]);
    assert_eq!(running.get("teamAdmin", &team).await.0, 200);
}

#[tokio::test]
async fn the_same_seed_and_moment_give_the_same_bytes_in_two_processes() {
    let arguments = ["--licenses", "200", "--seed", "4", "--now", "2026-11-23T09:00:00Z"];
    let (first, second) = (start(&arguments), start(&arguments));
    let list = "/customer/licenses?perPage=200";
    assert_eq!(first.get("orgAdmin", list).await, second.get("orgAdmin", list).await);
    assert_eq!(first.json()["tokens"], second.json()["tokens"]);
}

#[tokio::test]
async fn flags_choose_the_demo_the_latency_and_what_is_open() {
    let running = start(&["--demo", "--latency-ms", "150", "--nothing", "null", "--utc-offset-hours=-3"]);
    let start = Instant::now();
    let (_, text) = running.get("orgAdmin", "/customer/licenses?perPage=1").await;
    assert!(start.elapsed() >= Duration::from_millis(150));
    assert!(text.contains("null") && text.contains("-03:00"), "{text}");
    assert!(running.get("orgAdmin", "/token").await.1.contains("Seezeichen Robotics GmbH"));
}

#[cfg(unix)]
#[test]
fn it_ends_on_sigterm_and_on_ctrl_c() {
    for signal in ["TERM", "INT"] {
        let mut running = start(&["--licenses", "1"]);
        let id = running.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let until = Instant::now() + Duration::from_secs(10);
        let status = loop {
            match running.child.try_wait().unwrap() {
                Some(status) => break status,
                None if Instant::now() > until => panic!("still running after SIG{signal}"),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        assert!(status.success(), "{signal}: {status}");
        let mut rest = String::new();
        running.child.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line is all that it prints");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_ledger_is_written_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.json");
    let mut running = start(&["--licenses", "5", "--ledger", file.to_str().unwrap()]);
    let greeting = running.json();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/customer/licenses/revoke?licenseId=NONE", greeting["url"].as_str().unwrap());
    let headers =
        [("X-Api-Key", &greeting["tokens"]["orgAdmin"]), ("X-Customer-Code", &greeting["customerCode"])];
    let request = headers.into_iter().fold(client.post(url), |request, (name, value)| {
        request.header(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    });
    assert_eq!(request.send().await.unwrap().status().as_u16(), 404);
    let id = running.child.id().to_string();
    assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    assert!(running.child.wait().unwrap().success());
    let ledger: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(ledger[0]["query"], "licenseId=NONE");
    assert_eq!(ledger[0]["outcome"]["sent"], 404);
    assert_eq!(ledger.as_array().unwrap().len(), 1);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let running = start(&["--licenses", "1"]);
    let url = running.json()["url"].as_str().unwrap().to_owned();
    let port = url.rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
    let output = Command::new(env!("CARGO_BIN_EXE_account-sim")).args(["--port", &port]).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("account-sim: "));
}
