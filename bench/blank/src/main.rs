//! An empty window: what any program made with Tauri costs before it does anything. Size, title bar and web view are
//! those of the app; the page is one color, so that its first paint can be seen.

use tauri::{WebviewUrl, WebviewWindowBuilder};

/// As in `src-tauri/src/window.rs`.
const SIZE: (f64, f64) = (1280.0, 820.0);

fn main() {
    prepare_web_view();
    tauri::Builder::default()
        .setup(|blank| {
            WebviewWindowBuilder::new(blank, "main", WebviewUrl::default())
                .title("Blank")
                .inner_size(SIZE.0, SIZE.1)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .expect("the window system can be reached");
}

/// As in `src-tauri/src/main.rs`.
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
