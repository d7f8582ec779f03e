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
    "api/": "/api/",
    "api/tokens/": "/api/tokens/",
    "api/tokens/<int:number>/": "/api/tokens/1/",
    "api/openapi.json": "/api/openapi.json",
    "api/v1/version": "/api/v1/version",
    "api/v1/measures": "/api/v1/measures",
    "api/v1/units": "/api/v1/units",
    "api/v1/figures": "/api/v1/figures?measure=referrals",
    "api/v1/star": "/api/v1/star",
    "api/v1/star/<table>.parquet": "/api/v1/star/unit.parquet",
    "audit/": "/audit/",
    "audit/<int:number>/": "/audit/1/",
    "find/": "/find/?q=referrals",
    "find/suggestions/": "/find/suggestions/?q=ref",
    "due/": "/due/?show=later",
    "due/today/": "/due/today/",
    "due/export/": "/due/export/",
    "records/": "/records/",
    "records/opened-outside-scope/": "/records/opened-outside-scope/",
    "records/<str:measure_id>/": "/records/cla_snapshot/",
    "records/<str:measure_id>/export/": "/records/cla_snapshot/export/",
    # Of no child: whoever may open children's records learns that there is none, everybody else learns nothing.
    "child/<str:child_id>/": "/child/P9999999/",
    "child/<str:child_id>/break-glass/": "/child/P9999999/break-glass/",
    "measures/": "/measures/?q=referred",
    "measure/<str:measure_id>/": "/measure/referrals/?by=gender&view=years",
    "measure/<str:measure_id>/<str:name>": "/measure/referrals/data.csv",
    "unit/": "/unit/?unit=locality.north",
    "team/": "/team/",
    "help/caseloads/": "/help/caseloads/",
    "help/": "/help/",
    "help/definitions/": "/help/definitions/?q=care",
    "help/glossary/": "/help/glossary/",
    "help/hidden/": "/help/hidden/",
    "help/how-sure/": "/help/how-sure/",
    "help/privacy/": "/help/privacy/",
    "help/keyboard/": "/help/keyboard/",
    "help/accessibility/": "/help/accessibility/",
    "help/signing-in/": "/help/signing-in/",
    "map/": "/map/",
    "map/table.csv": "/map/table.csv?by=district",
    "map/picture.svg": "/map/picture.svg",
    "map/picture.png": "/map/picture.png?by=district",
}

# Addresses that are not asked for here, each with why.
NO_REQUESTS: dict[str, str] = {}
