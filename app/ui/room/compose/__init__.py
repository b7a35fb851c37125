"""Writing an observation or a snapshot: the words first, everything else beside them, and nothing that is typed is lost."""
