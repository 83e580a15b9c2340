//! Writes are sent once, with exactly what was meant.

use account_api::{ApiError, AssignRequest, Client, LostReason, NotSentReason, TransportFailure};
use domain::{Email, LicenseId, PersonName, TeamId};
use serde_json::{Value, json};

use crate::scripted::{Scripted, Step, answer, client, json as answer_json, parameter};

pub fn assignment() -> AssignRequest {
    AssignRequest {
        license_id: LicenseId("ABC1234567".into()),
        email: Email::parse("ann+jb@example.com").unwrap(),
        first_name: PersonName::parse("Ann").unwrap(),
        last_name: PersonName::parse("Lee").unwrap(),
        send_email: true,
        include_offline_code: false,
    }
}

/// All writes there are; each must behave alike when something goes wrong.
pub async fn all_writes(client: &Client) -> [Option<ApiError>; 4] {
    let license = LicenseId("ABC1234567".into());
    [
        client.assign(&assignment()).await.err(),
        client.revoke(&license).await.err(),
        client.revoke_by_email(&Email::parse("ann@example.com").unwrap(), None).await.err(),
        client.change_team(&[license], TeamId(2)).await.err(),
    ]
}

#[tokio::test(start_paused = true)]
async fn no_write_is_ever_repeated() {
    let failures: [fn() -> Step; 8] = [
        || Step::Never,
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Dns)),
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Refused)),
        || Step::Fail(TransportFailure::Unknown(LostReason::TimedOut)),
        || Step::Fail(TransportFailure::Unknown(LostReason::Interrupted)),
        || answer(429, &[("retry-after", "1")], ""),
        || answer(500, &[], ""),
        || answer(503, &[("retry-after", "1")], ""),
    ];
    for step in failures {
        let transport = Scripted::new(move |_, _| step());
        let errors = all_writes(&client(&transport)).await;
        assert!(errors.iter().all(Option::is_some), "{errors:?}");
        assert_eq!(transport.count(), errors.len(), "{errors:?}");
    }
}

#[tokio::test]
async fn an_assignment_names_the_license_and_all_that_the_vendor_requires() {
    let transport = Scripted::new(|_, _| answer(200, &[], ""));
    client(&transport).assign(&assignment()).await.unwrap();
    let request = transport.request(0);
    assert_eq!(
        (request.method.as_str(), request.path_and_query.as_str()),
        ("POST", "/customer/licenses/assign")
    );
    assert_eq!(request.headers["content-type"], "application/json");
    let body: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "contact": {"email": "ann+jb@example.com", "firstName": "Ann", "lastName": "Lee"},
            "licenseId": "ABC1234567",
            "sendEmail": true,
            "includeOfflineActivationCode": false,
        })
    );
}

#[tokio::test]
async fn a_revocation_is_all_in_the_query() {
    let transport =
        Scripted::new(|_, _| answer_json(200, &json!({"licenseIds": ["ABC1234567", "DEF1234567"]})));
    let client = client(&transport);
    let email = Email::parse("ann+jb@example.com").unwrap();
    client.revoke(&LicenseId("ABC1234567".into())).await.unwrap();
    let revoked = client.revoke_by_email(&email, Some("II")).await.unwrap();
    assert_eq!(revoked, [LicenseId("ABC1234567".into()), LicenseId("DEF1234567".into())]);
    assert_eq!(
        transport.paths(),
        [
            "/customer/licenses/revoke?licenseId=ABC1234567",
            "/customer/licenses/revoke?email=ann%2Bjb%40example.com&productCode=II",
        ]
    );
    assert_eq!(parameter(&transport.request(1), "email").as_deref(), Some("ann+jb@example.com"));
    for request in [transport.request(0), transport.request(1)] {
        assert_eq!((request.method.as_str(), request.body), ("POST", None));
    }
}

#[tokio::test]
async fn a_transfer_gives_what_moved() {
    let transport = Scripted::new(|_, _| answer_json(200, &json!({"licenseIds": ["A"]})));
    let asked = [LicenseId("A".into()), LicenseId("B".into())];
    let moved = client(&transport).change_team(&asked, TeamId(2)).await.unwrap();
    assert_eq!(moved, asked[..1]);
    let request = transport.request(0);
    assert_eq!(request.path_and_query, "/customer/changeLicensesTeam");
    let body: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
    assert_eq!(body, json!({"licenseIds": ["A", "B"], "targetTeamId": 2}));
}

#[tokio::test]
async fn every_call_carries_token_and_customer_code() {
    let transport = Scripted::new(|_, _| answer(200, &[], ""));
    let _ = all_writes(&client(&transport)).await;
    let _ = client(&transport).token().await;
    for index in 0..transport.count() {
        let headers = transport.request(index).headers;
        assert_eq!(headers["x-api-key"], crate::scripted::TOKEN);
        assert!(headers["x-api-key"].is_sensitive());
        assert_eq!(headers["x-customer-code"], "6703615");
    }
}
