//! The one window.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent, webview::NewWindowResponse};
use tauri_specta::Event;

use crate::{events::CloseAsked, starting::Starting};

const LABEL: &str = "main";
const SIZE: (f64, f64) = (1280.0, 820.0);
const SMALLEST: (f64, f64) = (900.0, 600.0);

/// Opens it. The page can neither leave its own origin nor open other windows.
pub fn open(handle: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::default())
        .title("Seatkeeper")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Files that are dropped go to the page, which reads them itself.
        .disable_drag_drop_handler()
        .build()?;
    let handle = handle.clone();
    window.on_window_event(move |event| {
        let Some(app) = handle.state::<Starting>().now() else { return };
        match event {
            WindowEvent::Focused(true) => app.focused(),
            WindowEvent::CloseRequested { api, .. } if asks_before_closing(&handle) => api.prevent_close(),
            _ => {}
        }
    });
    Ok(())
}

/// Whether the person is asked before the window closes, because a change set is carried out. No other begins from here
/// on, unless the answer is that the window stays.
pub fn asks_before_closing(handle: &AppHandle) -> bool {
    let Some(app) = handle.state::<Starting>().now() else { return false };
    if handle.get_webview_window(LABEL).is_none() || !app.prepare_to_close() {
        return false;
    }
    let asked = CloseAsked.emit(handle);
    if let Err(error) = &asked {
        tracing::warn!(%error, "nobody could be asked whether the window may close");
    }
    asked.is_ok()
}

/// Ends the app as closing the window does.
#[cfg(target_os = "macos")]
pub fn quit(handle: &AppHandle) {
    if asks_before_closing(handle) {
        bring_to_front(handle);
    } else {
        close(handle);
    }
}

/// Closes it without asking.
pub fn close(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(LABEL) else { return };
    if let Err(error) = window.destroy() {
        tracing::warn!(%error, "the window could not be closed");
    }
}

/// A second start of the app ends here: the window that is there comes to the front.
pub fn bring_to_front(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(LABEL) else { return };
    for result in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = result {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

fn is_own_page(url: &tauri::Url) -> bool {
    let own_scheme = url.scheme() == "tauri" || url.as_str() == "about:blank";
    let own_host = url.host_str() == Some("tauri.localhost");
    let development =
        cfg!(debug_assertions) && url.host_str() == Some("localhost") && url.port() == Some(1420);
    own_scheme || own_host || development
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[track_caller]
    fn check(url: &str, expected: bool) {
        assert_eq!(is_own_page(&url.parse().expect("a URL")), expected, "{url}");
    }

    #[test]
    fn the_page_stays_at_home() {
        check("tauri://localhost/index.html#/licenses", true);
        check("http://tauri.localhost/", true);
        check("https://account.jetbrains.com/", false);
        check("file:///etc/passwd", false);
        check("data:text/html,hello", false);
        check("https://tauri.localhost.example.com/", false);
    }
}
