//! The five kinds of token, and the calls that work.

use account_sim::Holder;
use domain::{Assignee, Email, Role, Scope, TeamId};

use crate::service::{Simulated, assignment};

fn id(team: u64) -> TeamId {
    TeamId(i64::try_from(team).unwrap())
}

#[tokio::test]
async fn each_token_says_what_it_manages() {
    let simulated = Simulated::start(60).await;
    let own = simulated.own_team();
    let check = async |holder: Holder, role: Role, team: Option<u64>| {
        let access = simulated.client(holder).token().await.unwrap();
        assert_eq!(access.role, role);
        assert_eq!(access.customer_code, Some(simulated.customer_code()));
        assert_eq!(access.customer_name, simulated.service.name());
        if let Some(team) = team {
            assert!(matches!(&access.scope, Scope::Team(own) if own.id == id(team)), "{access:?}");
            return;
        }
        let teams: Vec<_> =
            simulated.service.teams().into_iter().map(|team| (id(team.id), team.name)).collect();
        let told: Vec<_> = access.teams().iter().map(|team| (team.id, team.name.clone())).collect();
        assert_eq!(told, teams);
    };
    check(Holder::OrgAdmin, Role::Admin, None).await;
    check(Holder::OrgViewer, Role::Viewer, None).await;
    check(Holder::PrimaryContact, Role::PrimaryContact, None).await;
    check(Holder::TeamAdmin(own), Role::Admin, Some(own)).await;
    check(Holder::TeamViewer(own), Role::Viewer, Some(own)).await;
}

#[tokio::test]
async fn a_license_is_assigned_moved_and_taken_back() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    let license = simulated.free();
    let email = "ann+jb@example.com";
    simulated.service.set_account(email, None);

    client.assign(&assignment(&license, email)).await.unwrap();
    let read = client.license(&license).await.unwrap().unwrap();
    // Without an account, the vendor masks the name.
    let name = "A** L**".to_owned();
    assert_eq!(read.assignee, Some(Assignee::User { email: email.into(), name }));

    let target = simulated
        .service
        .teams()
        .iter()
        .map(|team| id(team.id))
        .find(|team| Some(*team) != read.team.as_ref().map(|team| team.id));
    let target = target.unwrap();
    let moved = client.change_team(std::slice::from_ref(&license), target).await.unwrap();
    assert_eq!(moved, std::slice::from_ref(&license));
    assert_eq!(client.license(&license).await.unwrap().unwrap().team.unwrap().id, target);

    simulated.service.clock().advance(jiff::SignedDuration::from_hours(24 * 31));
    let revoked =
        client.revoke_by_email(&Email::parse(email).unwrap(), Some(&read.product.code)).await.unwrap();
    assert_eq!(revoked, std::slice::from_ref(&license));
    assert_eq!(client.license(&license).await.unwrap().unwrap().assignee, None);
}

#[tokio::test]
async fn what_cannot_move_is_left_out_without_an_error() {
    let simulated = Simulated::start(60).await;
    let own = simulated.own_team();
    let movable = simulated.find(|license| license.is_transferable && license.team != own);
    let fixed = simulated.find(|license| license.team != own && license.id != movable.0);
    simulated.service.change(&fixed.0, |license| license.is_transferable = false);
    let asked = [movable.clone(), fixed, domain::LicenseId("NOSUCH0001".into())];
    let moved = simulated.client(Holder::OrgAdmin).change_team(&asked, id(own)).await.unwrap();
    assert_eq!(moved, [movable]);
    assert_eq!(simulated.client(Holder::OrgAdmin).change_team(&[], id(own)).await.unwrap(), []);
}

#[tokio::test]
async fn products_and_plugins_are_listed() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::TeamViewer(simulated.own_team()));
    let codes: Vec<_> = client.products().await.unwrap().into_iter().map(|product| product.code).collect();
    assert!(codes.iter().any(|code| code == "II"), "{codes:?}");
    assert!(client.plugins().await.unwrap().iter().all(|plugin| !plugin.name.is_empty()));
}
