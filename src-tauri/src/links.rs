//! The only pages that the app opens in a browser.

use app::{Problem, ProblemCode, view::Link};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;

/// Opens a page of the list. The page names it, never its address.
pub fn open(handle: &AppHandle, link: Link) -> Result<(), Problem> {
    handle
        .opener()
        .open_url(address(link), None::<&str>)
        .map_err(|error| Problem::with_text(ProblemCode::LinkFailed, &error))
}

fn address(link: Link) -> &'static str {
    match link {
        Link::VendorConsole => "https://account.jetbrains.com/licenses",
        Link::VendorApiHelp => "https://sales.jetbrains.com/hc/en-gb/articles/7262135701266",
    }
}
