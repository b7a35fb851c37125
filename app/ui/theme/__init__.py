"""Tokens, fonts, icons and the style sheet: how everything looks."""
