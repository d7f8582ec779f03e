"""What a page shows, before it is HTML: plain dataclasses made from one measured version of the dataset."""
