//! A greeting for old devices (RFC 5246, section 7.4.1.2): TLS 1.0 to 1.2 with whatever ciphers there ever were. No
//! key is ever agreed on: the connection ends when the certificate has come.

/// Versions: on the record, for devices that read no further, and at most.
const TLS_1_0: [u8; 2] = [3, 1];
const TLS_1_2: [u8; 2] = [3, 3];

/// Types of record and message.
const HANDSHAKE: u8 = 22;
const CLIENT_HELLO: u8 = 1;

/// Ciphers by their numbers in the registry of IANA, newer ones first.
const CIPHERS: [u16; 34] = [
    0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, // ECDHE
    0x009e, 0x009f, 0x0033, 0x0039, 0x0067, 0x006b, 0x0016, 0x0015, // DHE with RSA
    0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0x0041, 0x0084,
    0x000a, // RSA with AES, Camellia, 3DES
    0x0005, 0x0004, 0x0009, // RSA with RC4 and DES
    0x0032, 0x0038, // DHE with DSS
    0x0008, 0x0003, // those once made for export
];

/// Extensions: groups, forms of points, ways to sign.
const GROUPS: &[u8] = &[0, 10, 0, 10, 0, 8, 0, 29, 0, 23, 0, 24, 0, 25];
const POINTS: &[u8] = &[0, 11, 0, 2, 1, 0];
const SIGNATURES: &[u8] = &[0, 13, 0, 22, 0, 20, 4, 3, 5, 3, 6, 3, 8, 4, 4, 1, 5, 1, 6, 1, 2, 3, 2, 1, 2, 2];

/// The whole record.
pub(super) fn client_hello() -> Vec<u8> {
    let mut hello = TLS_1_2.to_vec();
    // What stands here only ever protects keys, and there are none.
    hello.extend([0x41; 32]);
    hello.push(0);
    let ciphers: Vec<u8> = CIPHERS.iter().flat_map(|cipher| cipher.to_be_bytes()).collect();
    hello.extend(with_length(&ciphers));
    hello.extend([1, 0]);
    hello.extend(with_length(&[GROUPS, POINTS, SIGNATURES].concat()));
    let message = [&[CLIENT_HELLO, 0][..], &with_length(&hello)].concat();
    [&[HANDSHAKE][..], &TLS_1_0, &with_length(&message)].concat()
}

fn with_length(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a greeting is short");
    [&length.to_be_bytes(), bytes].concat()
}
