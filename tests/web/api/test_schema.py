"""Whatever is asked, the API answers as its OpenAPI document says (schemathesis), and never with a traceback."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sightline.web.config.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT = schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers={"Host": "localhost"})
OPERATIONS = {found.ok().label: found.ok() for found in DOCUMENT.get_all_operations()}


@pytest.mark.parametrize("label", OPERATIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_as_described(label, data, signed_in):
    case = data.draw(OPERATIONS[label].as_strategy())
    session = signed_in("director").cookies["sessionid"].value
    response = case.call(headers={"Cookie": f"sessionid={session}", "Host": "localhost"})
    case.validate_response(response, checks=CHECKS)
