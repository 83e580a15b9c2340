//! Starts the app.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

fn main() {
    prepare_web_view();
    seatkeeper::run();
}

/// Without a GPU, the DMABUF renderer of `WebKitGTK` falls back slowly: painting starts a third of a second earlier without.
#[cfg(target_os = "linux")]
fn prepare_web_view() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SWITCH).is_none() && !std::path::Path::new("/dev/dri").exists() {
        #[expect(unsafe_code, reason = "the only thread there is; GTK reads it when it starts")]
        unsafe {
            std::env::set_var(SWITCH, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn prepare_web_view() {}
