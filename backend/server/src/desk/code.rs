//! Codes from an authenticator app (RFC 6238): six digits that change every 30 seconds.
//!
//! The secret of each operator follows from the service's key, so that a copy of the database makes no codes.

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Totp};

use crate::secret::Secret;

/// How many bytes of secret an app is given (RFC 4226, section 4, asks for 20).
const SECRET: usize = 20;

/// What makes an operator's codes. A new serial makes new ones.
pub struct Codes(Totp);

impl Codes {
    /// The codes of an operator; `service` and `name` are what their app shows.
    pub fn new(secret: &Secret, operator: &str, serial: i64, service: &str, name: &str) -> Option<Self> {
        let key = secret.key_for(&format!("codes {operator} {serial}"));
        // An address may not hold a colon in either part.
        let plain = |text: &str| text.replace(':', " ");
        let codes = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_secret(key.get(..SECRET)?.to_vec())
            .with_account_name(plain(name))
            .with_issuer(Some(plain(service)));
        codes.build().ok().map(Self)
    }

    /// The step of time that a code belongs to, if it is right: now, or one step before or after. Whoever accepts it
    /// remembers the step, since a code counts once (section 5.2).
    pub fn step(&self, code: &str, now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(now.as_second()).ok()?;
        let plain: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        self.0.check(&plain, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The secret, to type.
    pub fn secret(&self) -> String {
        data_encoding::BASE32_NOPAD.encode(self.0.secret().as_ref())
    }

    /// The secret as an `otpauth://` address.
    pub fn address(&self) -> String {
        self.0.to_url().unwrap_or_default()
    }

    /// The code at a time.
    pub fn at(&self, now: Timestamp) -> String {
        self.0.generate(u64::try_from(now.as_second()).unwrap_or_default()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::chance::Chance;

    fn codes(operator: &str, serial: i64) -> Codes {
        let secret = Secret::fresh(&Chance::from_seed(1));
        Codes::new(&secret, operator, serial, "Akabeko: 実証", "Hanako").unwrap()
    }

    #[test]
    fn a_code_is_right_around_its_time_and_tells_its_step() {
        let (codes, now) = (codes("one", 1), Timestamp::from_second(1_775_000_000).unwrap());
        let code = codes.at(now);
        let step = codes.step(&code, now).unwrap();
        assert_eq!(codes.step(&format!(" {} {} ", &code[..3], &code[3..]), now), Some(step));
        assert_eq!(codes.step(&code, now + SignedDuration::from_secs(30)), Some(step));
        assert_eq!(codes.step(&code, now + SignedDuration::from_secs(90)), None);
        assert_eq!(codes.step("000000x", now), None);
        assert_eq!(codes.step("", now), None);
    }

    #[test]
    fn another_operator_and_another_serial_have_other_codes() {
        let secrets = [codes("one", 1).secret(), codes("one", 2).secret(), codes("two", 1).secret()];
        assert!(secrets[0] != secrets[1] && secrets[0] != secrets[2]);
        assert!(codes("one", 1).address().starts_with("otpauth://totp/"), "{}", codes("one", 1).address());
    }
}
