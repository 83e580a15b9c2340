//! A display that nobody sees, and when what was painted on it.
//!
//! The program under test knows nothing of it: what counts is what a person would see.

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use x11rb::{
    connection::Connection,
    protocol::{
        Event,
        damage::{ConnectionExt as _, ReportLevel},
        xproto::{ConnectionExt as _, ImageFormat},
    },
    rust_connection::RustConnection,
};

const START: Duration = Duration::from_secs(10);
const SIZE: (i16, i16) = (1920, 1080);
/// How often to look for news of the display.
const POLL: Duration = Duration::from_millis(1);
/// The part of the display that is watched, within the window: the middle of the table's rows.
const LEFT: i16 = 300;
const TOP: i16 = 100;
const WIDTH: usize = 300;
const HEIGHT: usize = 700;
/// The part of that by which the finished picture is recognized in earlier ones, wherever in them it is: a row and
/// the line below it.
const STRIP_TOP: usize = 400;
const STRIP_HEIGHT: usize = 45;
const SHADES_OF_TEXT: usize = 6;
const BYTES_PER_PIXEL: usize = 4;
const STRIDE: usize = WIDTH * BYTES_PER_PIXEL;

/// Of the page in `bench/blank/page`: blue, green, red.
const PAGE_COLOR: [u8; 3] = [0x60, 0x40, 0x20];
/// Lines of text with room above and below them. An error or an empty list has fewer.
const LINES_OF_A_TABLE: usize = 12;

/// What a window shows in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The one color of the empty page.
    EmptyPage,
    /// Rows of text.
    Table,
}

/// A virtual display; it ends when this is dropped.
pub struct Display {
    server: Child,
    /// What DISPLAY has to be.
    pub name: String,
}

impl Display {
    /// Starts it under a number that is free.
    pub fn start() -> Result<Self> {
        let screen = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb can't be started")?;
        let output = server.stdout.take();
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = output.map(|output| BufReader::new(output).read_line(&mut line));
            // Nobody listens any more when the time was up.
            let _ = send.send(read.map(|_| line));
        });
        match receive.recv_timeout(START) {
            Ok(Some(number)) if !number.trim().is_empty() => {
                Ok(Self { server, name: format!(":{}", number.trim()) })
            }
            _ => {
                end(&mut server);
                bail!("Xvfb does not start")
            }
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

fn end(server: &mut Child) {
    let _ = server.kill();
    let _ = server.wait();
}

/// What was seen on the display, picture by picture.
pub struct Watch {
    connection: RustConnection,
    root: u32,
    damage: u32,
    pictures: Vec<(Instant, Vec<u8>)>,
}

impl Watch {
    /// Watches from now on.
    pub fn start(display: &Display) -> Result<Self> {
        let (connection, screen) = RustConnection::connect(Some(&display.name))?;
        let root = connection.setup().roots[screen].root;
        // Away from the rows: one with the pointer above it looks different.
        connection.warp_pointer(x11rb::NONE, root, 0, 0, 0, 0, SIZE.0 - 1, SIZE.1 - 1)?;
        connection.damage_query_version(1, 1)?.reply()?;
        let damage = connection.generate_id()?;
        connection.damage_create(damage, root, ReportLevel::NON_EMPTY)?;
        connection.flush()?;
        Ok(Self { connection, root, damage, pictures: Vec::new() })
    }

    /// Watches until what was expected is there and nothing has changed for a while.
    pub fn until_quiet(&mut self, expected: Expected, quiet: Duration, limit: Duration) -> Result<()> {
        let started = Instant::now();
        let mut last_change = None::<Instant>;
        while !self.shows(expected) || last_change.is_none_or(|change| change.elapsed() < quiet) {
            if started.elapsed() > limit {
                bail!("the window is not painted, or never comes to rest");
            }
            if !self.something_was_painted()? {
                thread::sleep(POLL);
                continue;
            }
            let now = Instant::now();
            let picture = self.picture()?;
            if self.pictures.last().is_none_or(|(_, last)| *last != picture) {
                self.pictures.push((now, picture));
                last_change = Some(now);
            }
        }
        Ok(())
    }

    fn something_was_painted(&self) -> Result<bool> {
        let mut painted = false;
        while let Some(event) = self.connection.poll_for_event()? {
            painted |= matches!(event, Event::DamageNotify(_));
        }
        if painted {
            // Before the picture is taken: what is painted after this is told again.
            self.connection.damage_subtract(self.damage, x11rb::NONE, x11rb::NONE)?;
        }
        Ok(painted)
    }

    fn picture(&self) -> Result<Vec<u8>> {
        let (width, height) = (u16::try_from(WIDTH)?, u16::try_from(HEIGHT)?);
        let image = self.connection.get_image(
            ImageFormat::Z_PIXMAP,
            self.root,
            LEFT,
            TOP,
            width,
            height,
            u32::MAX,
        )?;
        let picture = image.reply()?.data;
        if picture.len() != STRIDE * HEIGHT {
            bail!("the display has another depth than was asked for");
        }
        Ok(picture)
    }

    /// When a part of the finished picture was seen first. Between then and now it may have been moved up or down, as
    /// by a notice above it.
    pub fn first_seen(&self) -> Result<Instant> {
        let (_, last) = self.pictures.last().context("nothing was painted")?;
        let strip = &last[STRIP_TOP * STRIDE..(STRIP_TOP + STRIP_HEIGHT) * STRIDE];
        let first = self.pictures.iter().find(|(_, picture)| shows(picture, strip));
        first.map(|(when, _)| *when).context("nothing was painted")
    }

    fn shows(&self, expected: Expected) -> bool {
        self.pictures.last().is_some_and(|(_, picture)| expected.is_in(picture))
    }
}

impl Expected {
    fn is_in(self, picture: &[u8]) -> bool {
        match self {
            Self::EmptyPage => picture.chunks_exact(BYTES_PER_PIXEL).all(|pixel| pixel[..3] == PAGE_COLOR),
            Self::Table => lines_of_text(picture) >= LINES_OF_A_TABLE,
        }
    }
}

/// How often something begins below nothing, from the top to the bottom. Text is painted in several shades, a line
/// between rows is not.
fn lines_of_text(picture: &[u8]) -> usize {
    let is_text: Vec<bool> = picture
        .chunks_exact(STRIDE)
        .map(|line| line.chunks_exact(BYTES_PER_PIXEL).collect::<HashSet<_>>().len() >= SHADES_OF_TEXT)
        .collect();
    is_text.windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

/// Whether the strip is in the picture at any height.
fn shows(picture: &[u8], strip: &[u8]) -> bool {
    (0..=picture.len().saturating_sub(strip.len()) / STRIDE)
        .any(|line| picture[line * STRIDE..].starts_with(strip))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(shades: u8) -> Vec<u8> {
        (0..WIDTH).flat_map(|x| [u8::try_from(x % usize::from(shades)).unwrap(), 0, 0, 0]).collect()
    }

    #[test]
    fn an_empty_page_is_told_from_a_table_and_from_a_page_that_is_not_painted_yet() {
        let check = |picture: &[u8], expected: [bool; 2]| {
            let is = [Expected::EmptyPage, Expected::Table].map(|expected| expected.is_in(picture));
            assert_eq!(is, expected);
        };
        let page = [0x60, 0x40, 0x20, 0].repeat(WIDTH);
        check(&page, [true, false]);
        check(&[page, line(1)].concat(), [false, false]);
        let row = [line(1), line(9), line(9), line(2)].concat();
        check(&row.repeat(LINES_OF_A_TABLE), [false, true]);
        check(&row.repeat(LINES_OF_A_TABLE - 1), [false, false]);
    }

    #[test]
    fn a_strip_is_found_at_any_height_and_only_whole() {
        let line = |value: u8| vec![value; STRIDE];
        let picture = [line(1), line(2), line(3), line(4)].concat();
        assert!(shows(&picture, &[line(1), line(2)].concat()));
        assert!(shows(&picture, &[line(3), line(4)].concat()));
        assert!(!shows(&picture, &[line(2), line(4)].concat()));
        assert!(!shows(&picture, &[line(4), line(5)].concat()));
    }
}
