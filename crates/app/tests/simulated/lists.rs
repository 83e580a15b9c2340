//! Lists from files and pasted text: read, understood, remembered, and what can be wrong with them.

use std::sync::Arc;

use app::{
    App, Problem, ProblemCode, template,
    view::{ChangeRequest, Format, ListView, ListWish, Mapping, Want},
};
use import::{LineProblem, MappingProblem};

use crate::support::Stage;

async fn read(app: &Arc<App>, name: &str, content: impl Into<Vec<u8>>) -> Result<ListView, Problem> {
    app.read_list(name.into(), content.into(), None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_shows_its_beginning_its_columns_and_what_is_wrong_with_it() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let file = "\u{feff}E-Mail;Vorname;Nachname;Produkt\r\n\
                ann.lee@seezeichen.example;Ann;Lee;II\r\n\
                bo at seezeichen.example;Bo;Berg;II\r\n\
                \r\n\
                cy@seezeichen.example;Cy;Dahl;\r\n\
                ANN.LEE@seezeichen.example;Ann;Lee;ii\r\n";
    let list = read(&app, "people.csv", file).await.unwrap();
    assert_eq!((list.name.as_str(), list.preview.total, list.is_remembered), ("people.csv", 4, false));
    assert_eq!(list.preview.headings.as_ref().unwrap()[3], "Produkt");
    assert_eq!((list.mapping.email, list.mapping.product), (Some(0), Some(3)));

    let check = app.check_list(&list.id, list.mapping, Want::Assign).await.unwrap();
    assert_eq!((check.problem, check.good, check.bad, check.names_products), (None, 1, 3, true));
    let bad: Vec<_> = check.bad_lines.iter().map(|bad| (bad.line, bad.bad.problem.clone())).collect();
    let expected = [
        (3, LineProblem::EmailMalformed),
        (5, LineProblem::ProductMissing),
        (6, LineProblem::Duplicate { of: 2 }),
    ];
    assert_eq!(bad, expected);

    let check = app.check_list(&list.id, list.mapping, Want::Revoke).await.unwrap();
    assert_eq!((check.good, check.bad, check.names_products), (1, 3, true), "a gap does not mean everything");
    let nothing = app.check_list(&list.id, Mapping::default(), Want::Assign).await.unwrap();
    assert!(matches!(nothing.problem, Some(MappingProblem::Missing { .. })), "{nothing:?}");
    assert_eq!((nothing.good, nothing.bad, nothing.names_products), (0, 0, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_pasted_is_a_list_of_people() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let text = "Ann Lee <ann.lee@seezeichen.example>; \"Berg, Bo\" <bo@seezeichen.example>";
    let list = app.read_pasted_list(text.into()).await.unwrap();
    assert_eq!((list.name.as_str(), list.preview.total), ("", 2));
    let check = app.check_list(&list.id, list.mapping, Want::Assign).await.unwrap();
    assert_eq!((check.good, check.bad), (2, 0));
}

fn workbook() -> Vec<u8> {
    template(Want::Revoke, Format::Xlsx).unwrap().content
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_says_why() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let code = async |name: &str, content: Vec<u8>| read(&app, name, content).await.unwrap_err();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound = |name: &str| {
        let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        file.extend(wide(name));
        file
    };
    let cut = {
        let mut whole = workbook();
        whole.truncate(whole.len() / 2);
        whole
    };
    for (content, expected, text) in [
        (b" \r\n\t".to_vec(), ProblemCode::ListEmpty, None),
        (vec![b'a'; (32 << 20) + 1], ProblemCode::ListTooLarge, Some("33554432 bytes")),
        ("a@b.example\n".repeat(200_001).into_bytes(), ProblemCode::ListTooLarge, Some("200000 rows")),
        ("E-mail,".repeat(65).into_bytes(), ProblemCode::ListTooLarge, Some("64 columns")),
        (b"E-mail;Name\nann@example.com;\"Ann\n".to_vec(), ProblemCode::ListQuoteOpen, Some("2")),
        ([0, 1, 2, 3, 255, 254, 0, 7].repeat(40), ProblemCode::ListBinary, None),
        (b"%PDF-1.7 and more".to_vec(), ProblemCode::ListUnsupported, Some("pdf")),
        (b"<html><table>".to_vec(), ProblemCode::ListUnsupported, Some("webPage")),
        (compound("Workbook"), ProblemCode::ListUnsupported, Some("oldWorkbook")),
        (compound("EncryptedPackage"), ProblemCode::ListLocked, None),
    ] {
        let problem = code("list.csv", content).await;
        assert_eq!((problem.code, problem.detail.text.as_deref()), (expected, text));
    }
    let damaged = code("list.xlsx", cut).await;
    assert_eq!(damaged.code, ProblemCode::ListDamaged);
    assert!(damaged.detail.text.is_some(), "for the log");
    let sheet = app.read_list("list.xlsx".into(), workbook(), Some("No such".into())).await;
    assert_eq!(sheet.unwrap_err().code, ProblemCode::ListSheetGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_gone_is_said_to_be() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let list = app.read_pasted_list("ann.lee@seezeichen.example".into()).await.unwrap();
    let check = || app.check_list(&list.id, list.mapping, Want::Assign);
    check().await.unwrap();
    app.forget_list(&list.id);
    assert_eq!(check().await.unwrap_err().code, ProblemCode::ListGone);
    let request = ChangeRequest::List {
        list: list.id.clone(),
        mapping: list.mapping,
        wish: ListWish::Revoke { product: None },
    };
    assert_eq!(app.plan_change(request).await.unwrap_err().code, ProblemCode::ListGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_said_of_the_columns_is_remembered_with_the_plan() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let file = "E-mail;Kontakt;Product\nleft@seezeichen.example;ann.lee@seezeichen.example;II\n";
    let list = read(&app, "one.csv", file).await.unwrap();
    assert_eq!((list.is_remembered, list.mapping.email), (false, Some(0)));
    let mapping = Mapping { email: Some(1), product: Some(2), ..Mapping::default() };
    app.check_list(&list.id, mapping, Want::Revoke).await.unwrap();
    let again = read(&app, "one.csv", file).await.unwrap();
    assert!(!again.is_remembered, "it was only tried");

    let wish = ListWish::Revoke { product: None };
    let request = ChangeRequest::List { list: list.id, mapping, wish };
    app.plan_change(request).await.unwrap();
    app.close().await;
    let app = stage.restarted().await;
    let other = "E-MAIL;kontakt;Product\nbo@seezeichen.example;cy@seezeichen.example;RD\n";
    let list = read(&app, "two.csv", other).await.unwrap();
    assert_eq!((list.is_remembered, list.mapping), (true, mapping));
    let less = read(&app, "three.csv", "E-mail;Product\nbo@seezeichen.example;II\n").await.unwrap();
    assert_eq!((less.is_remembered, less.mapping.email), (false, Some(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_cannot_be_used_makes_no_plan_and_is_not_remembered() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let file = "E-mail;Product\nann.lee@seezeichen.example;II\n";
    let list = read(&app, "one.csv", file).await.unwrap();
    let mapping = Mapping { email: Some(5), ..Mapping::default() };
    let wish = ListWish::Revoke { product: None };
    let request = ChangeRequest::List { list: list.id, mapping, wish };
    assert_eq!(app.plan_change(request).await.unwrap_err().code, ProblemCode::ListMappingUnusable);
    assert!(!read(&app, "one.csv", file).await.unwrap().is_remembered);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_template_is_understood_when_it_comes_back() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    for want in Want::ALL {
        for format in [Format::Csv, Format::Xlsx] {
            let file = template(want, format).unwrap();
            let extension = if format == Format::Csv { "csv" } else { "xlsx" };
            assert_eq!(file.name.rsplit_once('.').unwrap().1, extension);
            let list = read(&app, &file.name, file.content).await.unwrap();
            let check = app.check_list(&list.id, list.mapping, want).await.unwrap();
            assert_eq!((check.problem, check.good, check.bad), (None, 0, 0), "{want:?}");
        }
    }
}
