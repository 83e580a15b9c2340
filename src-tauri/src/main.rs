//! Starts the app.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

fn main() {
    give_memory_back();
    prepare_web_view();
    seatkeeper::run();
}

/// glibc keeps what was freed once large blocks came and went, as they do when all licenses are loaded: a fixed threshold
/// gives it back, which is some 14 MB of 100,000 licenses.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_memory_back() {
    const THRESHOLD_BYTES: libc::c_int = 128 * 1024;
    #[expect(unsafe_code, reason = "a call of the C library without pointers; nothing else runs yet")]
    unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, THRESHOLD_BYTES);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}

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
