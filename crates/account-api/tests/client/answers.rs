//! What is read out of the answers: everything that can be.

use account_api::{
    LicenseList, LicenseScope, OddLicense,
    Oddity::{self, Missing, UnreadableDate, WrongType},
    UnreadableKind,
};
use domain::{
    Access, Assignee, License, LicenseId, Perpetual, Product, Role, Scope, ServerKind, Subscription, Team,
    TeamId, Usage, VendorTime,
};
use serde_json::{Value, json};

use crate::scripted::{Scripted, client, json as answer_json};

async fn page_of(entries: Value) -> LicenseList {
    let total = entries.as_array().unwrap().len().to_string();
    let transport = Scripted::new(move |_, _| {
        crate::scripted::answer(200, &[("x-total-count", &total)], &entries.to_string())
    });
    client(&transport).all_licenses(LicenseScope::Organization, |_| ()).await.unwrap()
}

/// Reads one license; gives it with what was odd about it.
async fn license_of(entry: Value) -> (License, Vec<Oddity>) {
    let mut page = page_of(json!([entry])).await;
    let problems = page.odd.pop().map(|odd| odd.problems).unwrap_or_default();
    (page.licenses.remove(0), problems)
}

fn moment(text: &str) -> Option<VendorTime> {
    VendorTime::parse(text).ok()
}

fn bare(id: &str) -> License {
    License {
        id: LicenseId(id.into()),
        product: Product::default(),
        team: None,
        assignee: None,
        subscription: None,
        perpetual: None,
        domain: None,
        usage: Usage::default(),
        transferable: true,
        trial: false,
        available_to_assign: None,
        suspended: false,
    }
}

/// What a product looks like that is not odd.
fn product() -> Value {
    json!({"code": "P", "name": "Product"})
}

fn plain(id: &str) -> License {
    License { product: Product { code: "P".into(), name: "Product".into() }, ..bare(id) }
}

#[tokio::test]
async fn a_whole_license_is_read_whole() {
    let (license, odd) = license_of(json!({
        "licenseId": "ABC1234567",
        "product": {"code": "II", "name": "IntelliJ IDEA Ultimate"},
        "assignee": {"type": "USER", "name": "Ro*** Lo******", "email": "ro@example.com"},
        "subscription": {
            "validUntilDate": "2023-05-20T00:00:00.000+03:00", "subscriptionPackRef": "P1",
            "isAutomaticallyRenewed": true, "isOutdated": true,
        },
        "perpetual": {"upgradeDueDate": "2024-05-20T00:00:00.000+03:00", "isOutdated": true},
        "domain": "example.com",
        "lastSeen": {
            "lastSeenDate": "2023-04-01T10:00:00.000+03:00", "lastAssignmentDate": "2023-03-01T10:00:00.000+03:00",
            "isOfflineCodeGenerated": true,
        },
        "team": {"id": 7, "name": "Sample Team"},
        "isTransferableBetweenTeams": false, "isTrial": true, "isAvailableToAssign": false, "isSuspended": true,
        "somethingNew": {"a": [1]},
    }))
    .await;
    assert_eq!(odd, []);
    let expected = License {
        product: Product { code: "II".into(), name: "IntelliJ IDEA Ultimate".into() },
        team: Some(Team { id: TeamId(7), name: "Sample Team".into() }),
        assignee: Some(Assignee::User { email: "ro@example.com".into(), name: "Ro*** Lo******".into() }),
        subscription: Some(Subscription {
            valid_until: moment("2023-05-20T00:00:00.000+03:00"),
            pack: Some("P1".into()),
            renews_automatically: true,
            outdated: true,
        }),
        perpetual: Some(Perpetual { upgrade_due: moment("2024-05-20T00:00:00.000+03:00"), outdated: true }),
        domain: Some("example.com".into()),
        usage: Usage {
            last_seen: moment("2023-04-01T10:00:00.000+03:00"),
            last_assigned: moment("2023-03-01T10:00:00.000+03:00"),
            offline_code: true,
        },
        transferable: false,
        trial: true,
        available_to_assign: Some(false),
        suspended: true,
        ..bare("ABC1234567")
    };
    assert_eq!(license, expected);
    assert_eq!(expected.subscription.unwrap().valid_until.unwrap().day.to_string(), "2023-05-20");
}

#[tokio::test]
async fn an_id_is_all_that_a_license_needs() {
    assert_eq!(license_of(json!({"licenseId": "A"})).await, (bare("A"), vec![Missing("product")]));
    let nulls = json!({
        "licenseId": "A", "product": null, "assignee": null, "subscription": null, "perpetual": null,
        "domain": null, "lastSeen": null, "team": null, "isTransferableBetweenTeams": null, "isTrial": null,
    });
    assert_eq!(license_of(nulls).await, (bare("A"), vec![Missing("product")]));
}

#[tokio::test]
async fn every_kind_of_assignee_is_told_apart() {
    let check = async |assignee: Value, expected: Assignee, odd: &[Oddity]| {
        let (license, problems) =
            license_of(json!({"licenseId": "A", "product": product(), "assignee": assignee})).await;
        assert_eq!((license.assignee, problems.as_slice()), (Some(expected), odd));
    };
    let server = |kind| Assignee::Server { kind, uid: "u1".into() };
    let other = |kind: &str| Assignee::Other { kind: kind.into() };
    check(
        json!({"type": "SERVER", "uid": "u1", "serverType": "LICENSE_SERVER"}),
        server(ServerKind::LicenseServer),
        &[],
    )
    .await;
    check(
        json!({"type": "SERVER", "uid": "u1", "serverType": "LICENSE_VAULT"}),
        server(ServerKind::LicenseVault),
        &[],
    )
    .await;
    check(json!({"type": "SERVER", "uid": "u1", "serverType": "NEW"}), server(ServerKind::Unknown), &[])
        .await;
    check(json!({"type": "USER"}), Assignee::User { email: String::new(), name: String::new() }, &[]).await;
    check(json!({"type": "ROBOT", "name": "R"}), other("ROBOT"), &[]).await;
    check(json!({"name": "R"}), other(""), &[Oddity::Missing("assignee.type")]).await;
    check(json!("ann"), other(""), &[Oddity::WrongType("assignee")]).await;
}

#[tokio::test]
async fn a_license_key_is_not_kept() {
    let (license, odd) = license_of(json!({
        "licenseId": "A",
        "assignee": {"type": "LICENSE_KEY", "registrationName": "Org", "key": "K3Y-S3CR3T", "legacyKey": "L3G-S3CR3T"},
    }))
    .await;
    assert_eq!(license.assignee, Some(Assignee::LicenseKey { registration_name: "Org".into() }));
    assert!(!format!("{license:?}{odd:?}").contains("S3CR3T"));
}

#[tokio::test]
async fn an_odd_field_is_left_out_and_named() {
    let check = async |fields: Value, odd: &[Oddity], adjust: fn(&mut License)| {
        let mut entry = json!({"licenseId": "A", "product": product()});
        entry.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let mut expected = plain("A");
        adjust(&mut expected);
        assert_eq!(license_of(entry).await, (expected, odd.to_vec()), "{fields}");
    };
    check(json!({"isTrial": "yes"}), &[WrongType("isTrial")], |_| ()).await;
    check(json!({"product": "II"}), &[WrongType("product")], |license| license.product = Product::default())
        .await;
    let odd_code = json!({"product": {"code": 7, "name": "Product"}});
    check(odd_code, &[WrongType("product.code")], |license| license.product.code = String::new()).await;
    check(json!({"team": {"name": "T"}}), &[Missing("team.id")], |_| ()).await;
    check(json!({"team": {"id": "7", "name": "T"}}), &[WrongType("team.id")], |_| ()).await;
    let date = json!({"subscription": {"validUntilDate": "soon"}});
    let empty: fn(&mut License) = |license| license.subscription = Some(Subscription::default());
    check(date, &[UnreadableDate("subscription.validUntilDate")], empty).await;
    let number = json!({"subscription": {"validUntilDate": 1_684_530_000}});
    check(number, &[WrongType("subscription.validUntilDate")], empty).await;
    let dates = json!({"lastSeen": {"lastSeenDate": "", "lastAssignmentDate": "x"}});
    check(
        dates,
        &[UnreadableDate("lastSeen.lastSeenDate"), UnreadableDate("lastSeen.lastAssignmentDate")],
        |_| (),
    )
    .await;
    // No pack would say that the renewal was stopped.
    check(
        json!({"subscription": {"subscriptionPackRef": 17}}),
        &[WrongType("subscription.subscriptionPackRef")],
        |license| {
            license.subscription = Some(Subscription { pack: Some("17".into()), ..Subscription::default() });
        },
    )
    .await;
}

#[tokio::test]
async fn a_product_or_team_without_a_name_is_shown_for_what_it_is_and_counted() {
    let check = async |product: Value, team: Value, odd: &[Oddity]| {
        let (license, problems) =
            license_of(json!({"licenseId": "A", "product": product, "team": team})).await;
        assert_eq!(problems, odd, "{product} {team}");
        (license.product.code, license.team.map(|team| (team.id, team.name)))
    };
    let team = |name: &str| Some((TeamId(7), name.to_owned()));
    for nameless in
        [json!({"code": "P"}), json!({"code": "P", "name": ""}), json!({"code": "P", "name": null})]
    {
        let read = check(nameless, json!({"id": 7, "name": "T"}), &[Missing("product.name")]).await;
        assert_eq!(read, ("P".to_owned(), team("T")));
    }
    assert_eq!(
        check(json!({"code": "P", "name": 5}), json!(null), &[WrongType("product.name")]).await,
        ("P".to_owned(), None)
    );
    for nameless in [json!({"id": 7}), json!({"id": 7, "name": ""})] {
        let read = check(product(), nameless, &[Missing("team.name")]).await;
        assert_eq!(read, ("P".to_owned(), team("")));
    }
    check(json!(null), json!(null), &[Missing("product")]).await;
}

#[tokio::test]
async fn entries_without_an_id_are_counted_and_the_rest_of_the_page_stays() {
    let whole = |id| json!({"licenseId": id, "product": product()});
    let entries = json!([whole("A"), {"domain": "x"}, 7, {"licenseId": 8}, {"licenseId": " "}, whole("B")]);
    let page = page_of(entries).await;
    assert_eq!(page.licenses, [plain("A"), plain("B")]);
    let odd =
        |index, problems: &[Oddity]| OddLicense { page: 1, index, id: None, problems: problems.to_vec() };
    assert_eq!(
        page.odd,
        [
            odd(1, &[Oddity::NoId]),
            odd(2, &[Oddity::NotAnObject]),
            odd(3, &[Oddity::WrongType("licenseId"), Oddity::NoId]),
            odd(4, &[Oddity::NoId]),
        ]
    );
}

#[tokio::test]
async fn one_license_is_found_missing_or_wrong() {
    let id = LicenseId("ABC".into());
    let transport = Scripted::new(|request, _| match request.path() {
        "/customer/licenses/ABC" | "/customer/licenses/OTHER" => {
            answer_json(200, &json!({"licenseId": "ABC"}))
        }
        "/customer/licenses/OLD" => {
            answer_json(400, &json!({"code": "LICENSE_NOT_FOUND", "description": "OLD"}))
        }
        "/customer/licenses/GONE" => {
            answer_json(404, &json!({"code": "LICENSE_NOT_FOUND", "description": "GONE"}))
        }
        _ => crate::scripted::answer(404, &[], ""),
    });
    let client = client(&transport);
    assert_eq!(client.license(&id).await, Ok(Some(bare("ABC"))));
    for unknown in ["GONE", "OLD", "", ".", ".."] {
        assert_eq!(client.license(&LicenseId(unknown.into())).await, Ok(None), "{unknown}");
    }
    let other = client.license(&LicenseId("OTHER".into())).await.unwrap_err();
    assert_eq!(
        other,
        account_api::ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape }
    );
    // A 404 that is not the vendor's says nothing about the license.
    assert_eq!(client.license(&LicenseId("A/B".into())).await.unwrap_err().status(), Some(404));
    assert_eq!(transport.paths().last().unwrap(), "/customer/licenses/A%2FB");
}

#[tokio::test]
async fn a_token_says_what_it_manages() {
    let check = async |body: Value, expected: Option<Access>| {
        let transport = Scripted::new(move |_, _| answer_json(200, &body));
        assert_eq!(client(&transport).token().await.ok(), expected);
    };
    let team = |id| Team { id: TeamId(id), name: "Sample Team".into() };
    let access =
        |role, scope| Access { customer_code: Some(6_703_615), customer_name: "Org".into(), scope, role };
    let organization = |role: &str| {
        json!({"type": "CUSTOMER", "code": 6_703_615, "name": "Org", "role": role, "contactFlags": {},
            "teams": [{"id": 1, "name": "Sample Team", "role": "ADMIN"}, {"name": "no id"}, 7]})
    };
    let teams = || Scope::Organization { teams: vec![team(1)] };
    check(organization("ADMIN"), Some(access(Role::Admin, teams()))).await;
    check(organization("VIEWER"), Some(access(Role::Viewer, teams()))).await;
    check(organization("PRIMARY_CONTACT"), Some(access(Role::PrimaryContact, teams()))).await;
    check(organization("BILLING"), Some(access(Role::Other("BILLING".into()), teams()))).await;
    let of_team = |kind: &str| {
        json!({"type": kind, "team": {"id": 2, "name": "Sample Team", "role": "ADMIN"},
            "customer": {"code": 6_703_615, "name": "Org"}})
    };
    check(of_team("TEAM"), Some(access(Role::Admin, Scope::Team(team(2))))).await;
    check(of_team("SQUAD"), Some(access(Role::Admin, Scope::Team(team(2))))).await;
    check(json!({"type": "TEAM", "team": {"name": "no id"}}), None).await;
    check(json!({"type": "SQUAD"}), None).await;
    check(json!([]), None).await;
}

#[tokio::test]
async fn products_and_plugins_need_a_code() {
    let body = json!([{"code": "II", "name": "IntelliJ IDEA Ultimate"}, {"name": "x"}, {"code": "WS"}, 7]);
    let transport = Scripted::new(move |_, _| answer_json(200, &body));
    let product = |code: &str, name: &str| Product { code: code.into(), name: name.into() };
    let expected = vec![product("II", "IntelliJ IDEA Ultimate"), product("WS", "")];
    assert_eq!(client(&transport).products().await.unwrap(), expected);
    assert_eq!(client(&transport).plugins().await.unwrap(), expected);
    assert_eq!(transport.paths(), ["/products", "/plugins"]);
}
