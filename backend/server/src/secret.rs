//! Tokens: how they are made, told once, and recognised again without being kept.

use std::io::Write;
use std::path::Path;

use akabeko_core::word;
use akabeko_shared::{Language, NoticeId};
use anyhow::{Context, bail};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::chance::Chance;

/// How many bytes of a code make a seal.
const SEAL: usize = 16;

/// The service's key. It lives in a file beside the database, so that a copy of the database opens no page.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A key that only this process knows.
    pub fn fresh(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// Reads the key file, or makes it, readable by its owner alone.
    pub fn load(path: &Path, chance: &Chance) -> anyhow::Result<Self> {
        if path.exists() {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("read the key file {}", path.display()))?;
            let key = HEXLOWER.decode(text.trim().as_bytes()).ok().and_then(|key| key.try_into().ok());
            return match key {
                Some(key) => Ok(Self(key)),
                None => bail!(
                    "the key file {} is not 64 hexadecimal digits; restore it from a backup",
                    path.display()
                ),
            };
        }
        let secret = Self::fresh(chance);
        secret.save(path).with_context(|| format!("write the key file {}", path.display()))?;
        Ok(secret)
    }

    /// The token of a notice's page: 128 bits that only this key gives. `serial` counts how often it was replaced.
    pub fn page_token(&self, notice: NoticeId, serial: i64) -> String {
        match serial {
            0 => self.seal("page", notice),
            _ => self.seal("page", format_args!("{notice} {serial}")),
        }
    }

    /// 128 bits by which something that we handed out is recognised when it comes back.
    pub fn seal(&self, purpose: &str, about: impl std::fmt::Display) -> String {
        BASE32_NOPAD.encode(&self.digest(purpose, about)[..SEAL]).to_ascii_lowercase()
    }

    /// Whether this is the seal of that; the time it takes tells nothing of how near it came.
    pub fn has_sealed(&self, purpose: &str, about: impl std::fmt::Display, seal: &str) -> bool {
        let seal = BASE32_NOPAD.decode(seal.to_ascii_uppercase().as_bytes()).unwrap_or_default();
        seal.len() == SEAL && self.mac(purpose, about).verify_truncated_left(&seal).is_ok()
    }

    /// The matching word of a notice.
    pub fn word(&self, notice: NoticeId, language: Language) -> String {
        let digest = self.digest("word", notice);
        let number = digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        word::word(number, language)
    }

    /// A key for one purpose.
    pub fn key_for(&self, purpose: &str) -> [u8; 32] {
        self.digest("key", purpose)
    }

    fn digest(&self, purpose: &str, about: impl std::fmt::Display) -> [u8; 32] {
        self.mac(purpose, about).finalize().into_bytes().into()
    }

    fn mac(&self, purpose: &str, about: impl std::fmt::Display) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length (RFC 2104)");
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(about.to_string().as_bytes());
        mac
    }

    fn save(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            private_folder(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(HEXLOWER.encode(&self.0).as_bytes())?;
        file.sync_all()
    }
}

/// Makes a folder that its owner alone can open, if it is not there.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A new token of 256 bits.
pub fn token(chance: &Chance) -> String {
    BASE32_NOPAD.encode(&chance.bytes::<32>()).to_ascii_lowercase()
}

/// A new invitation code of 80 bits in groups that can be read out: `K7QM-2XPA-…`.
pub fn invitation_code(chance: &Chance) -> String {
    let code = BASE32_NOPAD.encode(&chance.bytes::<10>());
    let groups: Vec<&str> =
        code.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join("-")
}

/// What is kept of a token: its SHA-256. A token has enough chance in it to need no salt.
pub fn hash(token: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(&Sha256::digest(token))
}

/// What is kept of an invitation's code: case, dashes and spaces do not matter.
pub fn code_hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hash(plain.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_page_token_has_128_bits_and_depends_on_the_key() {
        let (one, two) = (Chance::from_seed(1), Chance::from_seed(2));
        let notice = one.notice(Timestamp::UNIX_EPOCH);
        let (ours, theirs) = (Secret::fresh(&one), Secret::fresh(&two));
        assert_eq!(ours.page_token(notice, 0).len(), 26);
        assert_eq!(ours.page_token(notice, 0), ours.page_token(notice, 0));
        assert_ne!(ours.page_token(notice, 0), theirs.page_token(notice, 0));
        assert_ne!(ours.page_token(notice, 0), ours.page_token(notice, 1));
        assert_ne!(ours.page_token(notice, 0), ours.page_token(two.notice(Timestamp::UNIX_EPOCH), 0));
    }

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let code = invitation_code(&Chance::from_seed(1));
        assert_eq!(code.len(), 19);
        assert_eq!(code_hash(&code), code_hash(&code.to_lowercase().replace('-', " ")));
    }

    #[test]
    fn a_key_file_is_made_once_and_read_by_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/secret.key");
        let made = Secret::load(&path, &Chance::from_seed(1)).unwrap();
        let read = Secret::load(&path, &Chance::from_seed(2)).unwrap();
        assert_eq!(made.0, read.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
        std::fs::write(&path, "mikan").unwrap();
        assert!(Secret::load(&path, &Chance::from_seed(1)).is_err());
    }
}
