"""First path segments that no municipality may have as its slug."""

RESERVED = frozenset(
    [
        "_ui",
        "aanmelden",
        "account",
        "accounts",
        "admin",
        "api",
        "de",
        "en",
        "fr",
        "nl",
        "live",
        "mijn",
        "platform",
        "postvak",
        "static",
        "media",
        "robots.txt",
        "favicon.ico",
        ".well-known",
    ]
)
