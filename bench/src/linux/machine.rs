//! What Linux tells of processes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rustix::time::{ClockId, clock_gettime};

/// Processor time of this process so far in milliseconds: all threads, in the kernel and outside of it.
#[expect(clippy::cast_precision_loss, reason = "far below the 2^52 that a f64 counts exactly")]
pub fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Bytes that this process caused to be written to storage so far. The kernel counts a page of a file when it becomes
/// dirty: what is written twice before it reaches the disk counts once, what is synced in between counts again.
pub fn bytes_written() -> Result<u64> {
    let counts = std::fs::read_to_string("/proc/self/io").context("/proc/self/io can't be read")?;
    field(&counts, "write_bytes:").context("/proc/self/io has no write_bytes")
}

/// Refuses a folder in memory: nothing that is written there counts.
pub fn check_on_disk(folder: &Path) -> Result<()> {
    let before = bytes_written()?;
    let probe = folder.join("probe");
    let written =
        std::fs::write(&probe, vec![1_u8; 64 * 1024]).and_then(|()| std::fs::File::open(&probe)?.sync_all());
    std::fs::remove_file(&probe)?;
    written?;
    if bytes_written()? - before < 64 * 1024 {
        bail!("{} is not on a disk: what is written there does not count", folder.display());
    }
    Ok(())
}

/// A process and all that it started, as far as they run.
pub fn process_tree(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        let threads = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
        for thread in threads {
            // A thread may end while it is looked at.
            let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            found.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
        next += 1;
    }
    found
}

/// The name of a process and its proportional share of memory in KiB; nothing if it ended.
pub fn memory_of(process: u32) -> Option<(String, u64)> {
    let name = std::fs::read_to_string(format!("/proc/{process}/comm")).ok()?.trim().to_owned();
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    Some((name, field(&rollup, "Pss:")?))
}

/// Whether a web view runs that is none of these processes: it has its share of the libraries that all of them use.
pub fn other_web_view_runs(own: &[u32]) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let others = processes
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|process| !own.contains(process));
    others.filter_map(memory_of).any(|(name, _)| name.starts_with("WebKitWeb"))
}

/// The files that a process has open.
pub fn open_files(process: u32) -> Vec<PathBuf> {
    let handles = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    handles.filter_map(|handle| std::fs::read_link(handle.path()).ok()).collect()
}

/// The number in the line that begins with a label.
fn field(text: &str, label: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(label))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_label() {
        let text = "rchar: 5\nwrite_bytes: 4096\ncancelled_write_bytes: 7\n";
        assert_eq!(field(text, "write_bytes:"), Some(4096));
        assert_eq!(field(text, "Pss:"), None);
        assert_eq!(field("Rss:  90 kB\nPss:                1234 kB\nPss_Dirty: 5 kB\n", "Pss:"), Some(1234));
    }

    #[test]
    fn the_tree_of_a_process_has_its_children() {
        let mut child = std::process::Command::new("sleep").arg("30").spawn().unwrap();
        let tree = process_tree(std::process::id());
        let (ended, is_there) = (child.kill(), tree.contains(&child.id()));
        child.wait().unwrap();
        ended.unwrap();
        assert!(is_there, "{} is not in {tree:?}", child.id());
    }

    #[test]
    fn this_process_has_memory_and_used_the_processor() {
        let (_, pss) = memory_of(std::process::id()).unwrap();
        assert!(pss > 100, "{pss} KiB");
        assert!(processor_time() > 0.0);
    }
}
