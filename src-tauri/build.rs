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
    "open_link",
    "read_list",
    "read_pasted_list",
    "check_list",
    "forget_list",
    "save_template",
    "plan_change",
    "plan_rows",
    "take_out",
    "apply_plan",
    "pause_run",
    "resume_run",
    "cancel_run",
    "dismiss_run",
    "continue_change",
    "leave_change",
    "check_change",
    "recovery",
    "dismiss_recovery",
    "change_sets",
    "change_set",
    "change_steps",
    "export_change",
    "queue",
    "queue_plan",
    "postpone_queued",
    "remove_queued",
    "stay_open",
    "close_window",
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
