"""Whatever stands in a list's address, the answer is a page or one sentence that refuses; never an error of ours."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

TEXTS = st.text(max_size=60) | st.sampled_from(
    ["'; DROP TABLE children; --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "-1", "0", "1e9", "٣", "NaN",
     "child", "-child", "person_id", "__class__", "all", "not", "North", "Not recorded", "by-locality"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["show", "sort", "column", "page", "by-locality", "by-team", "by-age_band", "by-sex", "by-person_id", "by-",
     "by-child", "period", "unit", "window", "q"]
) | st.text(max_size=20)  # fmt: skip
QUERIES = st.lists(st.tuples(NAMES, TEXTS), max_size=5)


@pytest.mark.parametrize("path", ["/records/rereferral_pct_children/", "/records/rereferral_pct_children/export/"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_any_query_is_answered_or_refused(signed_in, path, query):
    client = signed_in("manager")
    response = client.get(f"{path}?{urlencode(query)}")
    assert response.status_code in (200, 400, 403), query
    assert "Traceback" not in response.content.decode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["show", "span", "whole", "view"]), value=TEXTS)
def test_any_choice_of_a_childs_page_is_answered_or_refused(signed_in, reading, name, value):
    response = signed_in("director").get(f"/child/P1071987/?{urlencode({name: value})}")
    assert response.status_code in (200, 400, 404), (name, value)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TEXTS)
@example(typed="P10/1")
@example(typed="P10\n1")
def test_anything_can_be_typed_on_the_start_page(signed_in, typed):
    client = signed_in("manager")
    assert client.get(f"/records/?{urlencode({'q': typed})}").status_code in (200, 400)
    assert client.get(f"/records/?{urlencode({'child': typed})}").status_code in (200, 302, 400, 404)
