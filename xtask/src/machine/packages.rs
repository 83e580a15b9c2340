//! System packages on Linux, by whichever package manager the distribution has.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Purpose;
use crate::process;

const LIMIT: Duration = Duration::from_mins(15);

/// Something that has to be there, how to see that it is, and the packages that bring it.
struct Need {
    sign: Sign,
    purpose: Purpose,
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
    zypper: &'static str,
}

enum Sign {
    Program(&'static str),
    Library(&'static str),
}

// dnf and zypper also take the path of a file that a package brings, which is steadier than the package's name.
const NEEDS: [Need; 13] = [
    Need {
        sign: Sign::Program("cc"),
        purpose: Purpose::Build,
        apt: "build-essential",
        dnf: "gcc",
        pacman: "base-devel",
        zypper: "gcc",
    },
    Need {
        sign: Sign::Program("pkg-config"),
        purpose: Purpose::Build,
        apt: "pkg-config",
        dnf: "/usr/bin/pkg-config",
        pacman: "pkgconf",
        zypper: "pkg-config",
    },
    Need {
        sign: Sign::Library("webkit2gtk-4.1"),
        purpose: Purpose::Build,
        apt: "libwebkit2gtk-4.1-dev",
        dnf: "webkit2gtk4.1-devel",
        pacman: "webkit2gtk-4.1",
        zypper: "pkgconfig(webkit2gtk-4.1)",
    },
    Need {
        sign: Sign::Program("bash"),
        purpose: Purpose::TestWithoutWindow,
        apt: "bash",
        dnf: "bash",
        pacman: "bash",
        zypper: "bash",
    },
    Need {
        sign: Sign::Program("dbus-run-session"),
        purpose: Purpose::TestWithoutWindow,
        apt: "dbus",
        dnf: "/usr/bin/dbus-run-session",
        pacman: "dbus",
        zypper: "dbus-1",
    },
    Need {
        sign: Sign::Program("dbus-send"),
        purpose: Purpose::TestWithoutWindow,
        apt: "dbus",
        dnf: "dbus-tools",
        pacman: "dbus",
        zypper: "dbus-1",
    },
    Need {
        sign: Sign::Program("gnome-keyring-daemon"),
        purpose: Purpose::TestWithoutWindow,
        apt: "gnome-keyring",
        dnf: "gnome-keyring",
        pacman: "gnome-keyring",
        zypper: "gnome-keyring",
    },
    Need {
        sign: Sign::Program("strace"),
        purpose: Purpose::TestWithoutWindow,
        apt: "strace",
        dnf: "strace",
        pacman: "strace",
        zypper: "strace",
    },
    Need {
        sign: Sign::Program("Xvfb"),
        purpose: Purpose::DriveWindow,
        apt: "xvfb",
        dnf: "/usr/bin/Xvfb",
        pacman: "xorg-server-xvfb",
        zypper: "/usr/bin/Xvfb",
    },
    Need {
        sign: Sign::Program("WebKitWebDriver"),
        purpose: Purpose::DriveWindow,
        apt: "webkit2gtk-driver",
        dnf: "/usr/bin/WebKitWebDriver",
        pacman: "webkit2gtk-4.1",
        zypper: "/usr/bin/WebKitWebDriver",
    },
    Need {
        sign: Sign::Program("xwininfo"),
        purpose: Purpose::DriveWindow,
        apt: "x11-utils",
        dnf: "/usr/bin/xwininfo",
        pacman: "xorg-xwininfo",
        zypper: "/usr/bin/xwininfo",
    },
    Need {
        sign: Sign::Program("xev"),
        purpose: Purpose::DriveWindow,
        apt: "x11-utils",
        dnf: "/usr/bin/xev",
        pacman: "xorg-xev",
        zypper: "/usr/bin/xev",
    },
    Need {
        sign: Sign::Program("xclip"),
        purpose: Purpose::DriveWindow,
        apt: "xclip",
        dnf: "xclip",
        pacman: "xclip",
        zypper: "xclip",
    },
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Installer {
    Apt,
    Dnf,
    Pacman,
    Zypper,
}

impl Installer {
    fn of_this_machine() -> Option<Self> {
        let known =
            [("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman), ("zypper", Self::Zypper)];
        known.into_iter().find(|(program, _)| is_installed(program)).map(|(_, installer)| installer)
    }

    fn package(self, need: &Need) -> &'static str {
        match self {
            Self::Apt => need.apt,
            Self::Dnf => need.dnf,
            Self::Pacman => need.pacman,
            Self::Zypper => need.zypper,
        }
    }

    /// The commands to run one after the other, each as words.
    fn commands<'a>(self, packages: &[&'a str]) -> Vec<Vec<&'a str>> {
        let install: &[&str] = match self {
            Self::Apt => &[
                "env",
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
                "install",
                "-y",
                "--no-install-recommends",
            ],
            Self::Dnf => &["dnf", "install", "-y"],
            Self::Pacman => &["pacman", "-Sy", "--needed", "--noconfirm"],
            Self::Zypper => &["zypper", "--non-interactive", "install"],
        };
        let mut commands = Vec::new();
        if self == Self::Apt {
            // A machine that was just made has no lists of packages yet.
            commands.push(vec!["apt-get", "update"]);
        }
        commands.push([install, packages].concat());
        commands
    }
}

/// Installs what is missing for `purpose`, where this user may.
pub(super) fn install_missing(purpose: Purpose) -> Result<()> {
    let missing = missing_for(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.sign.name()).collect();
    let names = names.join(", ");
    let installer = Installer::of_this_machine().with_context(|| {
        format!("missing on this machine: {names}; its package manager is not known here")
    })?;
    let mut packages: Vec<&str> = missing.iter().map(|need| installer.package(need)).collect();
    packages.dedup();
    let commands = installer.commands(&packages);
    let Some(prefix) = right_to_install() else {
        bail!("missing on this machine: {names}. Install it with:\n\n  {}\n", for_a_person(&commands));
    };
    println!("Missing on this machine: {names}. Installing {}", packages.join(" "));
    for words in commands {
        install(prefix, &words)?;
    }
    match missing_for(purpose).first() {
        Some(need) => bail!("{} is still missing after its package was installed", need.sign.name()),
        None => Ok(()),
    }
}

fn missing_for(purpose: Purpose) -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| includes(purpose, need.purpose) && !need.sign.is_there()).collect()
}

/// Each purpose needs all that the ones before it need.
fn includes(purpose: Purpose, needed_for: Purpose) -> bool {
    match purpose {
        Purpose::Build => needed_for == Purpose::Build,
        Purpose::TestWithoutWindow => needed_for != Purpose::DriveWindow,
        Purpose::DriveWindow => true,
    }
}

/// The words to put before a command so that it may install: none for root, `sudo` where it asks for no password.
fn right_to_install() -> Option<&'static [&'static str]> {
    if rustix::process::geteuid().is_root() {
        return Some(&[]);
    }
    process::answer(Command::new("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n"].as_slice())
}

fn install(prefix: &[&str], words: &[&str]) -> Result<()> {
    let words = [prefix, words].concat();
    let [program, arguments @ ..] = words.as_slice() else { bail!("nothing to run") };
    let finished = process::run(Command::new(program).args(arguments), LIMIT)?;
    match finished.problem {
        Some(problem) => bail!("{} failed: {problem}", words.join(" ")),
        None => Ok(()),
    }
}

fn for_a_person(commands: &[Vec<&str>]) -> String {
    let lines: Vec<String> = commands
        .iter()
        .map(|words| format!("sudo {}", words.join(" ").replace('(', "'(").replace(')', ")'")))
        .collect();
    lines.join(" && ")
}

impl Sign {
    fn name(&self) -> &'static str {
        match self {
            Self::Program(name) | Self::Library(name) => name,
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => is_installed(name),
            Self::Library(name) => {
                process::answer(Command::new("pkg-config").args(["--exists", name])).is_some()
            }
        }
    }
}

/// Whether a program is on the search path. It isn't started: not every program has a harmless way to be called.
fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin"].iter().map(|folder| Path::new(folder).to_owned()))
        .any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(installer: Installer, expected: &str) {
        let packages: Vec<&str> = NEEDS[..3].iter().map(|need| installer.package(need)).collect();
        assert_eq!(for_a_person(&installer.commands(&packages)), expected);
    }

    #[test]
    fn the_one_command_to_run_is_complete() {
        check(
            Installer::Apt,
            "sudo apt-get update && sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y \
             --no-install-recommends build-essential pkg-config libwebkit2gtk-4.1-dev",
        );
        check(Installer::Dnf, "sudo dnf install -y gcc /usr/bin/pkg-config webkit2gtk4.1-devel");
        check(Installer::Pacman, "sudo pacman -Sy --needed --noconfirm base-devel pkgconf webkit2gtk-4.1");
        check(
            Installer::Zypper,
            "sudo zypper --non-interactive install gcc pkg-config pkgconfig'(webkit2gtk-4.1)'",
        );
    }

    #[test]
    fn a_larger_purpose_needs_what_the_smaller_ones_need() {
        let count = |purpose| NEEDS.iter().filter(|need| includes(purpose, need.purpose)).count();
        assert_eq!(count(Purpose::DriveWindow), NEEDS.len());
        assert!(count(Purpose::Build) < count(Purpose::TestWithoutWindow));
        assert!(count(Purpose::TestWithoutWindow) < count(Purpose::DriveWindow));
    }

    #[test]
    fn programs_are_found_on_the_path_only() {
        assert!(is_installed("sh"));
        assert!(!is_installed("no-such-program"));
    }
}
