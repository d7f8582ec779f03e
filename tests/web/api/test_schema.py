"""Whatever is asked, the API answers as its OpenAPI document says (schemathesis), and never with a traceback."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sightline.web.config.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def document(db):
    """The API by its own description."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers={"Host": "localhost"})


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case, signed_in):
    session = signed_in("director").cookies["sessionid"].value
    response = case.call(headers={"Cookie": f"sessionid={session}", "Host": "localhost"})
    case.validate_response(response, checks=CHECKS)
