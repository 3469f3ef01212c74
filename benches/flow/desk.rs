//! A directory with a configuration, state and output.

use std::{fmt::Write as _, fs, path::PathBuf};

use crate::{edition::Edition, outlets::Outlets};

/// What is configured beside the feeds: loopback may be asked, at the pace that it can bear.
const SETTINGS: &str = "[http]\nallow_addresses = [\"127.0.0.0/8\"]\n[poll]\nspacing = \"0s\"\nkey = \"host\"\n\
                        [extract]\nkeep = \"all\"\n[ops]\nlisten = \"\"\n[log]\nlevel = \"warn\"\n";

/// The directory; it goes with the value.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    /// A desk without feeds: for items of a file.
    pub(crate) fn bare() -> Self {
        Self::configured(SETTINGS)
    }

    fn configured(config: &str) -> Self {
        let root = std::env::var_os("MARSAD_BENCH_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from);
        let dir = tempfile::tempdir_in(root).unwrap();
        fs::write(dir.path().join("marsad.toml"), config).unwrap();
        Self(dir)
    }

    /// A desk for so many feeds of the outlets.
    pub(crate) fn new(outlets: &Outlets, feeds: usize) -> Self {
        let mut config = SETTINGS.to_owned();
        for feed in 0..feeds {
            let (address, language) = (outlets.address(feed), Edition::language(feed));
            let _ = write!(
                config,
                "[[feed]]\nid = \"outlet{feed}\"\nurl = \"http://{address}/{feed}\"\nname = \"Outlet {feed}\"\nlang = \"{language}\"\n"
            );
        }
        Self::configured(&config)
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.0.path()
    }

    /// Bytes of the output.
    pub(crate) fn output_bytes(&self) -> u64 {
        fs::metadata(self.path().join("out/marsad.ndjson")).map_or(0, |file| file.len())
    }

    /// Lines of the output: all, and those about Libya.
    pub(crate) fn lines(&self) -> (usize, usize) {
        let text = fs::read_to_string(self.path().join("out/marsad.ndjson")).unwrap_or_default();
        let about = text.lines().filter(|line| line.contains("\"relevance\":{\"class\":\"about\"")).count();
        (text.lines().count(), about)
    }

    /// Bytes of the store.
    pub(crate) fn state_bytes(&self) -> u64 {
        fs::metadata(self.path().join("state/state.redb")).map_or(0, |file| file.len())
    }
}
