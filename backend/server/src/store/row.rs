//! Values on their way into a statement and out of a row.

use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;

use akabeko_shared::{NetworkKey, Port};
use jiff::Timestamp;

use super::error::{Result, StoreError};

/// A value that both engines know.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Integer(value.as_microsecond())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Writes anything that is kept as its text: ids, addresses.
pub(super) fn text(value: impl Display) -> Value {
    Value::Text(value.to_string())
}

/// Writes an optional network; none is the empty text.
pub(super) fn network(value: Option<&NetworkKey>) -> Value {
    Value::Text(value.map(ToString::to_string).unwrap_or_default())
}

/// Writes ports as `tcp/23 udp/53`.
pub(super) fn ports(ports: &[Port]) -> Value {
    Value::Text(ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

/// One row of an answer.
#[derive(Clone, Debug)]
pub(super) struct Row(pub(super) Vec<Value>);

impl Row {
    pub(super) fn integer(&self, column: usize) -> Result<i64> {
        match self.0.get(column) {
            Some(Value::Integer(value)) => Ok(*value),
            Some(Value::Null | Value::Text(_) | Value::Bytes(_)) | None => {
                Err(self.wrong(column, "a number"))
            }
        }
    }

    pub(super) fn text(&self, column: usize) -> Result<&str> {
        match self.0.get(column) {
            Some(Value::Text(value)) => Ok(value),
            Some(Value::Null | Value::Integer(_) | Value::Bytes(_)) | None => {
                Err(self.wrong(column, "a text"))
            }
        }
    }

    pub(super) fn bytes(&self, column: usize) -> Result<Vec<u8>> {
        match self.0.get(column) {
            Some(Value::Bytes(value)) => Ok(value.clone()),
            Some(Value::Null | Value::Integer(_) | Value::Text(_)) | None => Err(self.wrong(column, "bytes")),
        }
    }

    pub(super) fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get(column), Some(Value::Null) | None)
    }

    pub(super) fn parse<T: FromStr>(&self, column: usize) -> Result<T> {
        self.text(column)?.parse().map_err(|_| self.wrong(column, std::any::type_name::<T>()))
    }

    pub(super) fn address(&self, column: usize) -> Result<IpAddr> {
        self.parse(column)
    }

    pub(super) fn time(&self, column: usize) -> Result<Timestamp> {
        Timestamp::from_microsecond(self.integer(column)?).map_err(|_| self.wrong(column, "a time"))
    }

    pub(super) fn time_if_any(&self, column: usize) -> Result<Option<Timestamp>> {
        if self.is_null(column) { Ok(None) } else { self.time(column).map(Some) }
    }

    pub(super) fn network(&self, column: usize) -> Result<Option<NetworkKey>> {
        let key = self.text(column)?;
        if key.is_empty() {
            return Ok(None);
        }
        NetworkKey::try_from(key.to_owned()).map(Some).map_err(|_| self.wrong(column, "a network"))
    }

    /// A port kept in two columns, the protocol and the number.
    pub(super) fn port(&self, column: usize) -> Result<Port> {
        let number = self.integer(column + 1)?;
        let number = u16::try_from(number).map_err(|_| self.wrong(column + 1, "a port"))?;
        Ok(Port { protocol: self.parse(column)?, number })
    }

    pub(super) fn ports(&self, column: usize) -> Result<Vec<Port>> {
        let ports = self.text(column)?.split_whitespace().map(str::parse);
        ports.collect::<std::result::Result<_, _>>().map_err(|_| self.wrong(column, "ports"))
    }

    pub(super) fn wrong(&self, column: usize, wanted: &str) -> StoreError {
        StoreError::Corrupt(format!("column {column} is {:?}, not {wanted}", self.0.get(column)))
    }
}
