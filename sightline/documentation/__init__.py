"""
The reference pages: measures, with their spec tests as worked examples, and the data dictionary.

`python -m sightline.documentation` writes them into `docs/`; `--check` fails where they are not current. They are made
from the declarations, so that a page can't say anything else than what is counted.
"""
