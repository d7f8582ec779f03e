"""The definitions and the glossary hold together: every measure is there, every term has a place of its own."""

from sightline.measures.catalogue import CATALOGUE
from sightline.pages.definitions import topics, topics_with
from sightline.pages.find_index import index_of
from sightline.pages.finding import Group
from sightline.pages.glossary import by_letter, glossary
from sightline.pages.organisation import Organisation


def test_every_measure_is_defined_once():
    defined = [one.id for topic in topics() for one in topic.measures]
    assert sorted(defined) == sorted(CATALOGUE)


def test_words_keep_the_measures_that_have_them_all():
    kept = [one.title for topic in topics_with("conference transfer") for one in topic.measures]
    assert "Transfer-in conferences within 15 working days" in kept
    assert "Referrals" not in kept


def test_no_measure_has_a_word_that_nobody_uses():
    assert topics_with("zebra") == ()


def test_terms_have_places_of_their_own():
    anchors = [term.anchor for term in glossary()]
    assert len(set(anchors)) == len(anchors)


def test_terms_stand_in_the_order_of_the_alphabet():
    letters = [letter for letter, _terms in by_letter()]
    assert letters == sorted(letters)
    assert sum(len(terms) for _letter, terms in by_letter()) == len(glossary())


def test_what_a_term_leads_to_is_in_the_catalogue():
    """`see` is what find looks for in the catalogue in place of the abbreviation."""
    index = index_of(Organisation("Madeupshire", ()))
    lost = [t.term for t in glossary() if t.see and not index.find(t.see, frozenset({Group.MEASURES}))]
    assert lost == []
