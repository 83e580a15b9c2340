//! The menu bar of macOS: the usual one, in which "Quit" ends the app as closing the window does. The system's own item
//! would end it without a question, although a change set is carried out.

use tauri::{
    AppHandle,
    menu::{Menu, MenuEvent, MenuItem},
};

use crate::window;

const QUIT: &str = "quit";

/// Makes it. The app's own menu is its first one, and "Quit" the last item of that.
pub fn make(handle: &AppHandle) -> tauri::Result<Menu<tauri::Wry>> {
    let menu = Menu::default(handle)?;
    if let Some(of_app) = menu.items()?.first().and_then(|item| item.as_submenu()) {
        let last = of_app.items()?.len().saturating_sub(1);
        of_app.remove_at(last)?;
        let name = format!("Quit {}", handle.package_info().name);
        of_app.append(&MenuItem::with_id(handle, QUIT, name, true, Some("CmdOrCtrl+Q"))?)?;
    }
    Ok(menu)
}

/// Something in it was chosen.
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands events over by value")]
pub fn chosen(handle: &AppHandle, event: MenuEvent) {
    if event.id() == QUIT {
        window::quit(handle);
    }
}
