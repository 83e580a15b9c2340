//! The shell: window, commands, events, clipboard. No rules, no SQL, no HTTP of its own.

mod boundary;
mod bulk;
mod clipboard;
mod commands;
mod demo;
mod events;
mod links;
mod log;
#[cfg(target_os = "macos")]
mod menu;
mod saving;
mod starting;
mod window;

use std::{sync::Arc, time::Duration};

use app::AppOptions;
use tauri::{Manager, RunEvent};

pub use boundary::export_bindings;

use starting::Starting;

/// The vendor's service. A release build talks to it and to its own demo, to nothing else.
const VENDOR: &str = "https://account.jetbrains.com/api/v1";

/// Timers stand still while the computer sleeps: data is read again at most this much later than it is due.
const LOOK_AT_CLOCK_EVERY: Duration = Duration::from_mins(1);

/// The journal has what was sent: what takes longer to close is left to the next start.
const CLOSING: Duration = Duration::from_secs(10);

/// Runs the app until its window is closed.
///
/// # Panics
/// If the window system can't be reached: there is no window to say it in.
pub fn run() {
    let boundary = boundary::boundary();
    let handler = boundary.invoke_handler();
    let builder = tauri::Builder::default();
    #[cfg(target_os = "macos")]
    let builder = builder.menu(menu::make).on_menu_event(menu::chosen);
    builder
        .plugin(tauri_plugin_single_instance::init(|handle, _, _| window::bring_to_front(handle)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::default().open_js_links_on_click(false).build())
        .manage(clipboard::PastedTokenSlot::default())
        .invoke_handler(handler)
        .setup(move |tauri_app| {
            boundary.mount_events(tauri_app);
            start(tauri_app.handle())
        })
        .build(tauri::generate_context!())
        .expect("the window system can be reached")
        .run(|handle, event| match event {
            // Without a code, the window is gone already.
            RunEvent::ExitRequested { code: Some(_), api, .. } if window::asks_before_closing(handle) => {
                api.prevent_exit();
            }
            RunEvent::Exit => close(handle),
            _ => {}
        });
}

/// Closes all files, whatever ended the app: a computer that is shut down asks nobody, and does not wait for long.
fn close(handle: &tauri::AppHandle) {
    let Some(app) = handle.state::<Starting>().now() else { return };
    let closed = tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSING, app.close()).await });
    if closed.is_err() {
        tracing::warn!("the files could not be closed in time");
    }
}

fn start(handle: &tauri::AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let folder = handle.path().app_data_dir()?;
    if let Err(error) = log::start(&handle.path().app_log_dir()?) {
        eprintln!("Seatkeeper runs without a log: {error}");
    }
    let options = AppOptions {
        folder,
        vendor: vendor(),
        dial: app::http_dial(),
        client: app::ClientOptions::default(),
        read_back_after: app::default_patience(),
        look_at_clock_every: LOOK_AT_CLOCK_EVERY,
        language: sys_locale::get_locale().unwrap_or_default(),
        clock: Arc::new(app::SystemClock),
        vault: app::keychain(),
        demo: Arc::new(demo::Demo::default()),
        version: handle.package_info().version.to_string(),
    };
    let starting = Starting::begin(options);
    handle.manage(starting.clone());
    window::open(handle)?;
    tauri::async_runtime::spawn(go_online(starting, handle.clone()));
    Ok(())
}

/// The window shows the cache first; keychain and network come after.
async fn go_online(starting: Starting, handle: tauri::AppHandle) {
    let Ok(app) = starting.app().await else { return };
    tauri::async_runtime::spawn(events::forward(Arc::clone(&app), handle));
    let wants_demo = std::env::args().any(|argument| argument == "--demo");
    app.go_online(wants_demo).await;
}

#[cfg(debug_assertions)]
fn vendor() -> String {
    std::env::var("SEATKEEPER_API_URL").unwrap_or_else(|_| VENDOR.to_owned())
}

#[cfg(not(debug_assertions))]
fn vendor() -> String {
    VENDOR.to_owned()
}
