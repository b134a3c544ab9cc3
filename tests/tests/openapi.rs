//! The OpenAPI document that is checked in is what the backend says, and no request in it can name an address.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

#[test]
fn the_document_that_is_checked_in_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../backend/server/openapi.json");
    let checked_in = fs::read_to_string(path).unwrap_or_default();
    let is_current = checked_in == akabeko_backend::http::document();
    assert!(is_current, "backend/server/openapi.json is out of date: run `cargo xtask openapi`");
}

#[test]
fn no_request_can_name_an_address() {
    let document = document();
    let mut names = BTreeSet::new();
    for operation in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            names.insert(parameter["name"].as_str().unwrap().to_owned());
        }
        collect(&document, &operation["requestBody"], &mut names);
    }
    let known = [
        "after",
        "consent_version",
        "invite",
        "key",
        "kind",
        "network",
        "notice",
        "platform",
        "scan",
        "stage",
    ];
    assert!(known.iter().all(|name| names.contains(*name)), "the search found too little: {names:?}");
    for name in names {
        let told = name.to_lowercase();
        let words: Vec<&str> = told.split(['_', '-']).collect();
        let is_address = told.contains("address") || told.contains("target") || told.contains("host");
        assert!(
            !is_address && !words.contains(&"ip") && !told.starts_with("ipv"),
            "a request may say {name:?}"
        );
    }
}

#[test]
fn every_request_body_refuses_what_it_does_not_know() {
    let document = document();
    let bodies: Vec<_> = operations(&document).filter_map(|operation| operation.get("requestBody")).collect();
    assert!(bodies.len() >= 3, "the search found too little");
    for body in bodies {
        let reference =
            body.pointer("/content/application~1json/schema/$ref").and_then(Value::as_str).unwrap();
        let schema = resolve(&document, reference);
        assert_eq!(schema["additionalProperties"], Value::Bool(false), "{reference}");
    }
}

#[test]
fn every_route_asks_who_is_calling_but_those_by_which_one_becomes_known() {
    let document = document();
    let open = paths(&document).filter(|(_, operation)| operation.get("security").is_none());
    let open: Vec<_> = open.map(|(path, _)| path).collect();
    let console = ["/api/v1/console/join", "/api/v1/console/join/look", "/api/v1/console/session"];
    assert_eq!(open, [&["/api/v1/about"], &console[..], &["/api/v1/enrol"]].concat());
}

/// The windows take their types from here: a union whose members have no literal to tell them apart by is of no
/// use to them.
#[test]
fn every_member_of_a_union_is_told_apart_by_a_literal() {
    let document = document();
    for (name, tag) in [("Scene", "scene"), ("Ask", "ask"), ("LastLook", "look"), ("RescanState", "rescan")] {
        let schema = resolve(&document, &format!("#/components/schemas/{name}"));
        let union = schema["oneOf"].as_array().unwrap();
        let told: BTreeSet<&str> = union.iter().filter_map(|member| literal(member, tag)).collect();
        assert!(told.len() > 2 && told.len() == union.len(), "{name}: {told:?}");
    }
    let view = resolve(&document, "#/components/schemas/View");
    assert_eq!(view["properties"]["scene"]["$ref"], "#/components/schemas/Scene");
}

/// The one word that a member of a union has for its tag, if it must be said.
fn literal<'a>(member: &'a Value, tag: &str) -> Option<&'a str> {
    if let Some(parts) = member["allOf"].as_array() {
        return parts.iter().find_map(|part| literal(part, tag));
    }
    let is_required = member["required"].as_array()?.iter().any(|name| name == tag);
    match member["properties"][tag]["enum"].as_array()?.as_slice() {
        [word] if is_required => word.as_str(),
        _ => None,
    }
}

fn document() -> Value {
    serde_json::from_str(&akabeko_backend::http::document()).unwrap()
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    paths(document).map(|(_, operation)| operation)
}

fn paths(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        methods.as_object().unwrap().values().map(move |found| (path.as_str(), found))
    })
}

/// Every name of a property below a schema, through its references.
fn collect(document: &Value, value: &Value, names: &mut BTreeSet<String>) {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        collect(document, resolve(document, reference), names);
    }
    for name in value.get("properties").and_then(Value::as_object).into_iter().flat_map(|found| found.keys())
    {
        names.insert(name.clone());
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| collect(document, member, names)),
        Value::Array(items) => items.iter().for_each(|item| collect(document, item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn resolve<'a>(document: &'a Value, reference: &str) -> &'a Value {
    document.pointer(reference.trim_start_matches('#')).unwrap()
}
