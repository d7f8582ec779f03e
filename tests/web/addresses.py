"""
An example of every address, for the matrix of `test_permissions.py`: route -> what a client asks for.

A new page is a new line here.
"""

EXAMPLES = {
    "sign-in/": "/sign-in/",
    "sign-out/": "/sign-out/",
    "second-factor/": "/second-factor/",
    "account/": "/account/",
    "account/second-factor/": "/account/second-factor/",
    "audit/": "/audit/",
    "audit/<int:number>/": "/audit/1/",
    "find/": "/find/?q=referrals",
    "find/suggestions/": "/find/suggestions/?q=ref",
    "help/": "/help/",
    "help/definitions/": "/help/definitions/?q=care",
    "help/glossary/": "/help/glossary/",
    "help/hidden/": "/help/hidden/",
    "help/how-sure/": "/help/how-sure/",
    "help/privacy/": "/help/privacy/",
    "help/keyboard/": "/help/keyboard/",
    "help/accessibility/": "/help/accessibility/",
    "help/signing-in/": "/help/signing-in/",
}

# Addresses that are not asked for here, each with why.
NO_REQUESTS: dict[str, str] = {}
