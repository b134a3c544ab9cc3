//! Five hundred things that a hostile device can say, for the tests of every place that shows what devices say.

/// What is tried, and how it is wrapped to get out of wherever it stands.
const SEEDS: [&str; 25] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><button>x</button></form>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<object data=//evil.example></object>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ page.word }}{% include \"x\" %}${7*7}<%= 7*7 %>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;b&#62;",
    "\u{1b}]0;evil\u{7}\u{1b}[2J\u{1b}[31m\u{9b}31m",
    "\u{202e}gnp.exe\u{2066}\u{200b}\u{feff}\u{0}\u{8}\u{7f}",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "\r\nSet-Cookie: evil=1\r\n\r\n<script>alert(1)</script>",
];
const WRAPS: [(&str, &str); 20] = [
    ("", ""),
    ("\"", "\""),
    ("'", "'"),
    ("`", "`"),
    ("\">", "<\""),
    ("'>", "<'"),
    ("</bdi>", "<bdi>"),
    ("</dd></dl></details>", ""),
    ("-->", "<!--"),
    ("]]>", "<![CDATA["),
    ("</title>", "<title>"),
    ("</style>", "<style>"),
    ("</script>", "<script>"),
    ("</textarea>", "<textarea>"),
    ("</noscript>", "<noscript>"),
    ("\" autofocus onfocus=alert(1) x=\"", ""),
    ("' onmouseover=alert(1) x='", ""),
    ("&quot;>", ""),
    ("&#x22;&#x3e;", ""),
    ("\\\"", "\\\""),
];

/// All of them.
pub(crate) fn payloads() -> Vec<String> {
    SEEDS.iter().flat_map(|seed| WRAPS.map(|(before, after)| format!("{before}{seed}{after}"))).collect()
}
