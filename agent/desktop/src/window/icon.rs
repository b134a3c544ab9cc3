//! The pictures of the tray. They are made from the drawings in `icons/tray` by `cargo xtask icons`.

use tauri::image::Image;
use tauri::include_image;

use super::look::Icon;

const NUMBERED: [Image<'static>; 9] = [
    include_image!("icons/tray/notice-1.png"),
    include_image!("icons/tray/notice-2.png"),
    include_image!("icons/tray/notice-3.png"),
    include_image!("icons/tray/notice-4.png"),
    include_image!("icons/tray/notice-5.png"),
    include_image!("icons/tray/notice-6.png"),
    include_image!("icons/tray/notice-7.png"),
    include_image!("icons/tray/notice-8.png"),
    include_image!("icons/tray/notice-9.png"),
];

/// The picture of an icon.
pub(crate) fn picture(icon: Icon) -> Image<'static> {
    match icon {
        Icon::Ok => include_image!("icons/tray/ok.png"),
        Icon::Notice(count @ 1..=9) => NUMBERED[usize::from(count) - 1].clone(),
        Icon::Notice(_) => include_image!("icons/tray/notice-many.png"),
        Icon::Snoozed => include_image!("icons/tray/snoozed.png"),
        Icon::Offline => include_image!("icons/tray/offline.png"),
        Icon::Paused => include_image!("icons/tray/paused.png"),
    }
}

#[cfg(test)]
mod tests;
