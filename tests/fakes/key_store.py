"""A key store in memory, and one that drops what it is given, as the null back end of `keyring` does."""

from __future__ import annotations


class FakeKeyStore:
    """Keeps secrets for one test."""

    def __init__(self, name: str = "memory", *, keeps: bool = True) -> None:
        self.name, self.secrets = name, dict[str, str]()
        self._keeps = keeps

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, value: str) -> None:
        if self._keeps:
            self.secrets[name] = value

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)
