//! The generated file of the boundary is the one that the code would generate now.

use std::{fs, path::Path};

#[test]
fn the_bindings_are_fresh() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/platform/bindings.ts");
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        seatkeeper::export_bindings(&committed).expect("every type can be exported");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = folder.path().join("bindings.ts");
    seatkeeper::export_bindings(&fresh).expect("every type can be exported");
    let read = |path| fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        read(committed) == read(fresh),
        "ui/src/platform/bindings.ts is stale: run `cargo xtask bindings`"
    );
}

/// Tauri checks no permission for a command that `build.rs` does not name, and the page can't call one without it.
#[test]
fn every_command_is_named_where_permissions_are() {
    let read = |path: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
    };
    let bindings = read("ui/src/platform/bindings.ts");
    let commands: Vec<&str> = bindings
        .lines()
        .filter_map(|line| line.split_once("__TAURI_INVOKE<")?.1.split_once(">(\"")?.1.split('"').next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    let build = read("src-tauri/build.rs");
    let named: Vec<&str> =
        build.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")).collect();
    let capability = read("src-tauri/capabilities/main.json");
    for command in &commands {
        assert!(named.contains(command), "{command} is not named in build.rs");
        let permission = format!("\"allow-{}\"", command.replace('_', "-"));
        assert!(capability.contains(&permission), "{permission} is not in the capability");
    }
    assert_eq!(named.len(), commands.len(), "build.rs names a command that does not exist");
}
