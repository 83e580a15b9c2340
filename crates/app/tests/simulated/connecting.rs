//! Connecting, restarting, and working without a connection.

use std::sync::Arc;

use crate::support::{Shortcuts, Stage, revoke, synced, wait};
use account_sim::{Fault, FaultPlan, When};
use app::{
    ProblemCode,
    view::{AccessKind, ConnectionView, KeepToken, TokenPlace},
};
use domain::{LicenseQuery, LicenseState};
use secrecy::{ExposeSecret, SecretString};
use vault::{MemoryVault, Place, Vault, VaultError, VaultFuture};

#[tokio::test(flavor = "multi_thread")]
async fn a_good_token_opens_the_organization_and_reads_it() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let current = app.current();
    assert_eq!(current.connection, ConnectionView::Online);
    assert_eq!(current.access.as_ref().map(|access| access.kind), Some(AccessKind::OrganizationAdmin));
    assert_eq!(current.token_place, TokenPlace::Keychain);
    assert_eq!(current.license_count as usize, stage.service().licenses().len());
    assert_eq!(current.teams.len(), stage.service().teams().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_stores_nothing() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    let problem = stage.connect(&app, "abcdefghijklmnopqrstuvwx").await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::TokenRejected);
    let session = app.session().await.unwrap();
    assert!(session.organizations.is_empty() && session.current.is_none());
    assert!(!stage.folder.path().join("organizations").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_before_any_call_is_said_before_any_call() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    let connect = |code: &'static str, token: &'static str| {
        let app = Arc::clone(&app);
        async move { app.connect(code, SecretString::from(token), KeepToken::Keychain).await.unwrap_err().code }
    };
    assert_eq!(connect("67O3615", "token").await, ProblemCode::CustomerCodeInvalid);
    assert_eq!(connect("6703615", "  ").await, ProblemCode::TokenEmpty);
    assert_eq!(connect("6703615", "two words").await, ProblemCode::TokenRejected);
    assert_eq!(stage.service().read_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_token_reads_what_it_may() {
    let stage = Stage::new().await;
    let tokens = stage.service().credentials().tokens;
    for (token, kind) in [
        (&tokens.org_viewer, AccessKind::OrganizationViewer),
        (&tokens.primary_contact, AccessKind::PrimaryContact),
        (&tokens.team_admin, AccessKind::TeamAdmin),
        (&tokens.team_viewer, AccessKind::TeamViewer),
    ] {
        let stage = Stage { folder: tempfile::tempdir().unwrap(), ..Stage::new().await };
        let app = stage.app().await;
        stage.connect(&app, token).await.unwrap();
        synced(&app).await;
        let current = app.current();
        assert_eq!(current.access.unwrap().kind, kind);
        assert_eq!(current.sync.problem, None, "{kind:?}");
        assert!(current.license_count > 0, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_cache_is_there_before_the_connection() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let licenses = app.current().license_count;
    app.close().await;

    let app = stage.app().await;
    let current = app.current();
    assert_eq!((current.license_count, current.connection), (licenses, ConnectionView::Checking));
    let access = current.access.expect("remembered");
    assert_eq!(access.kind, AccessKind::OrganizationAdmin);

    app.go_online(false).await;
    assert_eq!(app.current().connection, ConnectionView::Online);
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_the_cache_can_be_read_and_nothing_changed() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    app.close().await;

    let app = stage.app_at("http://127.0.0.1:9/api/v1").await;
    app.go_online(false).await;
    let ConnectionView::Offline { problem } = app.current().connection else { panic!("online") };
    assert_eq!(problem.code, ProblemCode::ConnectFailed);
    let window = app.query_licenses(&LicenseQuery::default(), 0, 10).unwrap();
    assert_eq!(window.rows.len(), 10);
    let id = &app.ids(LicenseState::Assigned)[0];
    assert_eq!(app.plan_change(revoke(id)).await.unwrap_err().code, ProblemCode::ConnectFailed);
    let details = app.license_details(id).await.unwrap();
    assert!(details.actions.iter().all(|action| action.obstacle.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_leaves_the_cache_and_says_so() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    stage.service().kill_token(&stage.service().credentials().tokens.org_admin);
    assert_eq!(app.sync().await.unwrap_err().code, ProblemCode::TokenRejected);
    let current = app.current();
    let ConnectionView::Offline { problem } = current.connection else { panic!("online") };
    assert_eq!(problem.code, ProblemCode::TokenRejected);
    assert!(current.license_count > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_was_disabled_is_told_apart_from_a_wrong_token() {
    let stage = Stage::new().await;
    stage.service().set_api_enabled(false);
    let app = stage.app().await;
    let token = stage.service().credentials().tokens.org_admin;
    assert_eq!(stage.connect(&app, &token).await.unwrap_err().code, ProblemCode::AccessRefused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_could_not_be_read_whole_changes_nothing() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let before = app.current();
    for license in stage.service().licenses().iter().take(20) {
        stage.service().remove_license(&license.id);
    }
    let plan = FaultPlan::none().fail(When::get().containing("page=2"), Fault::Status(503));
    stage.service().set_faults(plan);
    assert_eq!(app.sync().await.unwrap_err().code, ProblemCode::VendorUnavailable);
    let current = app.current();
    assert_eq!(current.license_count, before.license_count);
    assert_eq!(current.sync.last_synced_at, before.sync.last_synced_at);
    assert_eq!(current.sync.problem.map(|problem| problem.code), Some(ProblemCode::VendorUnavailable));

    stage.service().set_faults(FaultPlan::none());
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, before.license_count - 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_only_the_list_lacks_stays() {
    let stage = Stage::small(20).await;
    let app = stage.connected().await;
    assert_eq!(app.current().license_count, 20);
    let gone = stage.service().licenses().remove(3);
    stage.service().remove_license(&gone.id);
    let nothing = Fault::Garbage(200, "[]".into());
    stage.service().set_faults(FaultPlan::none().fail(When::get().containing("perPage"), nothing));
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, 19, "asked for one by one, only one of them is gone");

    let failing = FaultPlan::none()
        .fail(When::get().containing("perPage"), Fault::Garbage(200, "[]".into()))
        .fail(When::get().path("/customer/licenses/"), Fault::Status(503));
    stage.service().set_faults(failing);
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, 19, "that one can't be asked for does not make it gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captive_portal_is_told_apart() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    for fault in [Fault::Html(200), Fault::Redirect("http://127.0.0.1:1/login".into())] {
        stage.service().set_faults(FaultPlan::none().fail(When::get(), fault));
        let problem = app.sync().await.unwrap_err();
        assert_eq!(problem.code, ProblemCode::CaptivePortal);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn organizations_can_be_switched_and_removed() {
    let (stage, other) = (Stage::new().await, Stage::small(12).await);
    let app = stage.app_with_demo(&other).await;
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    synced(&app).await;
    let first = app.current().organization;
    let all = app.current().license_count;

    app.connect_demo().await.unwrap();
    synced(&app).await;
    assert_eq!((app.current().organization.is_demo, app.current().license_count), (true, 12));
    app.open_organization(&first.id).await.unwrap();
    assert_eq!(
        (&app.current().organization, app.current().license_count),
        (&first, all),
        "its cache, at once"
    );
    assert_eq!(app.session().await.unwrap().organizations.len(), 2);
    let unknown = app.open_organization("nobody").await.unwrap_err().code;
    assert_eq!(unknown, ProblemCode::OrganizationUnknown);

    app.remove_organization(&first.id).await.unwrap();
    assert!(stage.vault.read(&first.id).await.unwrap().is_none(), "the token is gone");
    assert!(app.current().organization.is_demo, "the other one is open");
    app.remove_organization(&app.current().organization.id).await.unwrap();
    let session = app.session().await.unwrap();
    assert!(session.organizations.is_empty() && session.current.is_none());
    let files = std::fs::read_dir(stage.folder.path().join("organizations")).unwrap().count();
    assert_eq!(files, 0, "no file is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_that_was_open_during_a_sync_is_left_at_once() {
    let (stage, other) = (Stage::new().await, Stage::small(12).await);
    let app = stage.app_with_demo(&other).await;
    let slow = Fault::Delay(std::time::Duration::from_millis(1_200));
    stage.service().set_faults(FaultPlan::none().fail(When::get().containing("page=2"), slow));
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    app.connect_demo().await.unwrap();
    synced(&app).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!((app.current().license_count, app.current().sync.problem), (12, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_sees_less_makes_no_history() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let all = app.current().license_count;
    let outside = stage.service().credentials().team_admin_team;
    let other = stage.service().licenses().into_iter().find(|license| license.team != outside).unwrap();
    stage.connect(&app, &stage.service().credentials().tokens.team_admin).await.unwrap();
    wait(&app, "the team's list", |app| app.current().license_count < all).await;
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    wait(&app, "the whole list", |app| app.current().license_count == all).await;
    let details = app.license_details(&domain::LicenseId(other.id)).await.unwrap();
    assert_eq!(details.history, [], "nothing happened to it");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_used_are_said_in_the_window() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.current().organization.id;
    app.close().await;
    let file = stage.folder.path().join("organizations").join(format!("{id}.sqlite"));
    std::fs::write(&file, "no database any more, whoever wrote this".repeat(50)).unwrap();

    let app = stage.app().await;
    let problem = app.session().await.unwrap().problem.expect("said");
    assert_eq!(problem.code, ProblemCode::StoreDamaged);
    app.go_online(false).await;
    assert_eq!(app.current().license_count as usize, stage.service().licenses().len(), "read anew");
    app.close().await;

    // A folder where the settings should be: no file of this app can be written there.
    let folder = stage.folder.path().join("settings.sqlite");
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let app = stage.app().await;
    let session = app.session().await.unwrap();
    assert_eq!(session.problem.map(|problem| problem.code), Some(ProblemCode::StoreFailed));
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    let current = app.current();
    assert_eq!(current.token_place, TokenPlace::ThisRun, "no token without a list that remembers it");
    assert!(stage.vault.read(&current.organization.id).await.unwrap().is_none());
}

/// A keychain that fails, or none.
struct BrokenVault(VaultError);

impl Vault for BrokenVault {
    fn store<'a>(&'a self, _: &'a str, _: SecretString) -> VaultFuture<'a, ()> {
        Box::pin(std::future::ready(Err(self.0.clone())))
    }

    fn read<'a>(&'a self, _: &'a str) -> VaultFuture<'a, Option<SecretString>> {
        Box::pin(std::future::ready(Err(self.0.clone())))
    }

    fn delete<'a>(&'a self, _: &'a str) -> VaultFuture<'a, ()> {
        Box::pin(std::future::ready(Err(self.0.clone())))
    }

    fn check(&self) -> VaultFuture<'_, ()> {
        Box::pin(std::future::ready(Err(self.0.clone())))
    }

    fn place(&self) -> Place {
        Place::Memory
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_the_token_can_be_kept_for_this_run_only() {
    for (error, code) in [
        (VaultError::Absent, ProblemCode::KeychainAbsent),
        (VaultError::Locked, ProblemCode::KeychainLocked),
        (VaultError::Denied, ProblemCode::KeychainDenied),
        (VaultError::NotAnswering, ProblemCode::KeychainNotAnswering),
    ] {
        let stage = Stage::with_vault(Arc::new(BrokenVault(error))).await;
        let app = stage.app().await;
        let token = stage.service().credentials().tokens.org_admin;
        assert_eq!(stage.connect(&app, &token).await.unwrap_err().code, code);
        assert!(app.session().await.unwrap().organizations.is_empty(), "nothing stored");

        let token = SecretString::from(token);
        app.connect(&stage.customer_code(), token, KeepToken::ThisRun).await.unwrap();
        synced(&app).await;
        assert_eq!(app.current().token_place, TokenPlace::ThisRun);
        app.close().await;

        let app = stage.app().await;
        app.go_online(false).await;
        let ConnectionView::Offline { problem } = app.current().connection else { panic!("online") };
        assert_eq!(problem.code, code);
        assert!(app.current().license_count > 0, "the cache is still there");
        // Its token was never in the keychain, so nothing there stands in the way.
        app.remove_organization(&app.current().organization.id).await.unwrap();
        assert!(app.session().await.unwrap().organizations.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_ever_holds_the_token() {
    let vault = Arc::new(MemoryVault::new());
    let stage = Stage::with_vault(vault).await;
    let app = stage.connected().await;
    let id = app.current().organization.id;
    let token = stage.vault.read(&id).await.unwrap().expect("kept");
    app.close().await;
    let mut searched = 0;
    let mut folders = vec![stage.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            searched += bytes.len();
            let needle = token.expose_secret().as_bytes();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{}", path.display());
        }
    }
    assert!(searched > 50_000, "there was something to search: {searched} bytes");
}
