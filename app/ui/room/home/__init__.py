"""Room home: the children, who is here, and what is due."""
