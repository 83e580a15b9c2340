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
