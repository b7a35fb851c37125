"""The commands of run.py, one module each; they wire the parts together and hold no rules."""
