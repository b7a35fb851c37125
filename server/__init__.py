"""The nursery's server: the one authority. Rules again, journal, media, audit."""
