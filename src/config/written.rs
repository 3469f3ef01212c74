//! Settings as they are written in TOML, for messages that show them.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;

use super::{
    Compress, Duplicates, Fsync, Keep, LogFormat, OutputPath, PolitenessKey, Secret,
    read::{COMPRESS, DUPLICATES, FORMAT, FSYNC, KEEP, POLITENESS},
    value::{show_duration, show_size},
};
use crate::model::Language;

/// A value that can be shown as it would be written in the configuration.
pub(super) trait Written {
    /// In TOML; a secret never by its value.
    fn written(&self) -> String;
}

/// A number that counts no bytes.
#[derive(PartialEq)]
pub(super) struct Plain(pub(super) u64);

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

macro_rules! choice {
    ($($type:ty: $choices:ident;)*) => { $(impl Written for $type {
        fn written(&self) -> String {
            let name = $choices.iter().find(|(_, choice)| choice == self).map(|(name, _)| *name);
            quoted(name.unwrap_or_default())
        }
    })* };
}
choice! {
    PolitenessKey: POLITENESS;
    Duplicates: DUPLICATES;
    Keep: KEEP;
    Fsync: FSYNC;
    Compress: COMPRESS;
    LogFormat: FORMAT;
}

impl Written for bool {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for usize {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for Plain {
    fn written(&self) -> String {
        self.0.to_string()
    }
}

/// Bytes.
impl Written for u64 {
    fn written(&self) -> String {
        quoted(&show_size(*self))
    }
}

impl Written for Duration {
    fn written(&self) -> String {
        quoted(&show_duration(*self))
    }
}

impl Written for String {
    fn written(&self) -> String {
        quoted(self)
    }
}

impl Written for PathBuf {
    fn written(&self) -> String {
        quoted(&self.to_string_lossy())
    }
}

impl Written for OutputPath {
    fn written(&self) -> String {
        match self {
            Self::File(path) => path.written(),
            Self::Stdout => quoted("-"),
        }
    }
}

impl Written for SocketAddr {
    fn written(&self) -> String {
        quoted(&self.to_string())
    }
}

impl Written for IpNet {
    fn written(&self) -> String {
        quoted(&self.to_string())
    }
}

impl Written for Language {
    fn written(&self) -> String {
        quoted(self.tag())
    }
}

impl Written for Secret {
    fn written(&self) -> String {
        "(secret)".to_owned()
    }
}

/// What is absent is written as the empty string.
impl<T: Written> Written for Option<T> {
    fn written(&self) -> String {
        self.as_ref().map_or_else(|| quoted(""), T::written)
    }
}

impl<T: Written> Written for Vec<T> {
    fn written(&self) -> String {
        let values: Vec<String> = self.iter().map(T::written).collect();
        format!("[{}]", values.join(", "))
    }
}
