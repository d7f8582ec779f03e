"""The words in which people say which way is good."""

from sightline.errors import BadUsage, did_you_mean
from sightline.measures.model import Polarity

# NHSRplotthedots says increase and decrease, the catalogue high and low.
WORDS = {
    "high": Polarity.HIGH,
    "higher": Polarity.HIGH,
    "increase": Polarity.HIGH,
    "up": Polarity.HIGH,
    "higher is better": Polarity.HIGH,
    "low": Polarity.LOW,
    "lower": Polarity.LOW,
    "decrease": Polarity.LOW,
    "down": Polarity.LOW,
    "lower is better": Polarity.LOW,
    "neutral": Polarity.NEUTRAL,
    "none": Polarity.NEUTRAL,
}


def polarity_of(word: str | Polarity | None) -> Polarity:
    """The polarity a word means; nothing said is neutral. Errors: BadUsage for a word that is not known."""
    if isinstance(word, Polarity):
        return word
    known = WORDS.get(word.strip().lower().replace("_", " ")) if word is not None else Polarity.NEUTRAL
    if known is None:
        raise BadUsage(f"'{word}' is not a polarity.{did_you_mean(str(word), WORDS)} Use high, low or neutral.")
    return known
