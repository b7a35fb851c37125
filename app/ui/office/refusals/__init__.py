"""Refusals: what was tried and not allowed, in sentences first."""
