//! Every row of the vendor's error table arrives as a refusal with its status and code, certain to have done nothing.

use account_api::{ApiError, LicenseScope};
use account_sim::{Choices, Holder, MissingField, NotFound, RevokeUnassigned, TransferRefusal};
use domain::{Email, LicenseId, PersonName, TeamId};

use crate::service::{Simulated, assignment, options};

const PERSON: &str = "ann@example.com";
const NOT_AVAILABLE: &str = "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN";
const INSUFFICIENT: &str = "INSUFFICIENT_PERMISSIONS";

#[track_caller]
fn check<T: std::fmt::Debug>(result: Result<T, ApiError>, status: u16, code: &str, description: &str) {
    let error = result.unwrap_err();
    assert!(matches!(error, ApiError::Refused { .. }), "{error:?}");
    assert_eq!((error.status(), error.code()), (Some(status), Some(code)), "{error:?}");
    assert!(error.description().unwrap_or_default().contains(description), "{error:?}");
    assert!(error.is_certainly_not_applied(), "{error:?}");
}

fn unknown() -> LicenseId {
    LicenseId("NOSUCH0001".into())
}

fn team(team: u64) -> TeamId {
    TeamId(i64::try_from(team).unwrap())
}

#[tokio::test]
async fn a_wrong_token_and_a_wrong_customer_look_the_same() {
    let simulated = Simulated::start(60).await;
    let good = simulated.service.credentials().tokens.org_admin;
    for (token, code) in [("wrongwrongwrongwrongwrong", simulated.customer_code()), (good.as_str(), 1)] {
        let client = simulated.client_for(token, code, options());
        check(client.token().await, 401, "INVALID_TOKEN", "The token provided is invalid");
        check(client.all_licenses(LicenseScope::Organization, |_| ()).await, 401, "INVALID_TOKEN", "");
        check(client.revoke(&simulated.held(true)).await, 401, "INVALID_TOKEN", "");
    }
}

#[tokio::test]
async fn a_token_that_was_replaced_and_an_api_that_was_disabled_are_refusals() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    simulated.service.set_api_enabled(false);
    let error = client.token().await.unwrap_err();
    assert!(matches!(error, ApiError::Refused { status: 403, .. }), "{error:?}");
    simulated.service.set_api_enabled(true);
    client.token().await.unwrap();
    simulated.service.issue_token(Holder::OrgAdmin);
    check(client.token().await, 401, "INVALID_TOKEN", "");
}

#[tokio::test]
async fn assign_is_refused_row_by_row() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    let assign = async |license: &LicenseId, email: &str| client.assign(&assignment(license, email)).await;
    let free = simulated.free();
    let disposable = "ann@mailinator.com";
    check(assign(&free, disposable).await, 400, "INVALID_CONTACT_EMAIL", disposable);
    check(assign(&simulated.held(true), PERSON).await, 400, NOT_AVAILABLE, "ALLOCATED");
    check(assign(&unknown(), PERSON).await, 404, "LICENSE_NOT_FOUND", "NOSUCH0001");
    let with = |change: fn(&mut account_sim::License)| simulated.service.change(&free.0, change);
    with(|license| {
        license.perpetual = None;
        license.subscription.as_mut().unwrap().valid_until = "2020-01-01".parse().unwrap();
    });
    check(assign(&free, PERSON).await, 400, NOT_AVAILABLE, "EXPIRED_WITHOUT_FALLBACK");
    with(|license| {
        license.subscription = None;
        license.perpetual = Some(account_sim::Perpetual { upgrade_due: "2020-01-01".parse().unwrap() });
    });
    check(assign(&free, PERSON).await, 400, NOT_AVAILABLE, "NON_PER_USER");
}

#[tokio::test]
async fn a_name_that_the_vendor_does_not_take_is_refused_by_both_sides() {
    let simulated = Simulated::start(60).await;
    let mut request = assignment(&simulated.free(), PERSON);
    // The domain type would not let it through; a journal written by an older version might.
    request.first_name = serde_json::from_str::<PersonName>("\"R2D2\"").unwrap();
    let refused = simulated.client(Holder::OrgAdmin).assign(&request).await;
    check(refused, 400, "INVALID_CONTACT_NAME", "we can't accept digits");
}

#[tokio::test]
async fn who_may_not_write_is_told_why() {
    let simulated = Simulated::start(60).await;
    let (own, other) = (simulated.own_team(), simulated.other_team());
    let mine = simulated.find(|license| license.team == own && simulated.service.is_available(&license.id));
    let theirs = simulated.find(|license| license.team == other);
    let move_mine = [mine.clone()];
    for holder in [Holder::OrgViewer, Holder::PrimaryContact] {
        let client = simulated.client(holder);
        check(client.assign(&assignment(&mine, PERSON)).await, 403, INSUFFICIENT, "Missing Edit permission");
        check(client.revoke(&simulated.held(true)).await, 403, INSUFFICIENT, "");
        check(client.change_team(&move_mine, team(other)).await, 403, INSUFFICIENT, "");
    }
    for holder in [Holder::TeamAdmin(own), Holder::TeamViewer(own)] {
        let client = simulated.client(holder);
        let of_team = format!("Token was generated for team with id {own}");
        check(client.assign(&assignment(&theirs, PERSON)).await, 403, "TEAM_MISMATCH", &of_team);
        check(client.revoke(&theirs).await, 403, "TEAM_MISMATCH", &of_team);
        check(client.license(&theirs).await, 403, "TEAM_MISMATCH", &of_team);
        check(client.all_licenses(LicenseScope::Team(team(other)), |_| ()).await, 403, "TEAM_MISMATCH", "");
        check(client.change_team(&move_mine, team(other)).await, 403, "TOKEN_TYPE_MISMATCH", "");
        simulated
            .service
            .set_choices(Choices { transfer_refusal: TransferRefusal::TeamMismatch, ..Choices::default() });
        check(client.change_team(&move_mine, team(other)).await, 403, "TEAM_MISMATCH", "");
        simulated.service.set_choices(Choices::default());
    }
    let viewer = simulated.client(Holder::TeamViewer(own));
    check(viewer.assign(&assignment(&mine, PERSON)).await, 403, INSUFFICIENT, "");
}

#[tokio::test]
async fn revoke_and_transfer_are_refused_row_by_row() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    let recent = simulated.held(false);
    let email = simulated.service.license(&recent.0).unwrap().email().unwrap().to_owned();
    let rule = "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE";
    check(client.revoke(&recent).await, 400, rule, &recent.0);
    check(client.revoke_by_email(&Email::parse(&email).unwrap(), None).await, 400, rule, &recent.0);
    check(client.revoke(&unknown()).await, 404, "LICENSE_NOT_FOUND", "NOSUCH0001");
    check(client.change_team(&[recent], TeamId(999)).await, 404, "TEAM_NOT_FOUND", "999");
    check(client.all_licenses(LicenseScope::Team(TeamId(999)), |_| ()).await, 404, "TEAM_NOT_FOUND", "999");
    assert_eq!(client.license(&unknown()).await, Ok(None));
}

#[tokio::test]
async fn where_the_sources_disagree_both_answers_are_understood() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    let free = simulated.free();
    let refused = client.revoke(&free).await.unwrap_err();
    assert!(refused.is_certainly_not_applied() && refused.status() == Some(400), "{refused:?}");
    let choices = Choices {
        revoke_unassigned: RevokeUnassigned::EmptyList,
        not_found: NotFound::Status400,
        ..Choices::default()
    };
    simulated.service.set_choices(choices);
    assert_eq!(client.revoke(&free).await, Ok(vec![]));
    check(client.assign(&assignment(&unknown(), PERSON)).await, 400, "LICENSE_NOT_FOUND", "NOSUCH0001");
}

#[tokio::test]
async fn a_bare_400_does_not_prove_that_a_write_was_refused() {
    let simulated = Simulated::start(60).await;
    // An id that is left out makes the service miss a field.
    for missing_field in [MissingField::Empty, MissingField::Html] {
        simulated.service.set_choices(Choices { missing_field, ..Choices::default() });
        let client = simulated.client(Holder::OrgAdmin);
        let error = client.revoke(&LicenseId(String::new())).await.unwrap_err();
        assert_eq!(error.status(), Some(400));
        assert!(!error.is_certainly_not_applied(), "{error:?}");
    }
}
