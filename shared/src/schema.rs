//! Schemas of the words that travel as plain text, for the OpenAPI document.

use std::borrow::Cow;

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::survey::Button;
use crate::{AgentId, CaseId, NetworkKey, NoticeId, Port, ScanId};

macro_rules! texts {
    ($($name:ident: $format:expr, $example:literal;)+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let text = ObjectBuilder::new().schema_type(Type::String).examples([$example]);
                text.format($format.map(|format: &str| SchemaFormat::Custom(format.to_owned()))).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

texts! {
    AgentId: Some("uuid"), "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    ScanId: Some("uuid"), "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    NoticeId: Some("uuid"), "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    CaseId: Some("uuid"), "0190b2c4-7a5e-7c31-9d0f-3b1f6a2e8c11";
    Port: None, "tcp/23";
    Button: None, "intent.tcp-23.unknown";
    NetworkKey: None, "3f0a9c5e11d27b64";
}
