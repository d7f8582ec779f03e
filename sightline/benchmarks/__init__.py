"""What others publish: England's, regions' and neighbours' figures, each with the year it is of."""
