//! Checks the configuration and the permissions: every command is named here, because Tauri skips the permission
//! check for commands that no manifest names.

const COMMANDS: &[&str] = &[
    "glance",
    "session",
    "paste_token",
    "forget_pasted_token",
    "connect",
    "connect_demo",
    "open_organization",
    "remove_organization",
    "sync",
    "cancel_sync",
    "set_preferences",
    "query_licenses",
    "license_ids",
    "table_views",
    "remember_view",
    "save_view",
    "delete_view",
    "license_details",
    "people_suggestions",
    "free_seats",
    "plan_change",
    "apply_plan",
    "recovery",
    "dismiss_recovery",
    "open_link",
];

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS)),
    )
    .expect("the configuration and the capabilities are valid");
}
