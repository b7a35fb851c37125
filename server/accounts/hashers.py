"""What a password and a PIN cost to try. Hashes of other costs still verify, and are renewed at the next right try."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordArgon2(Argon2PasswordHasher):
    """Argon2id as RFC 9106 recommends it where memory is dear (its second choice): 64 MiB, three passes, four lanes.

    It is far above OWASP's least (19 MiB, two passes), takes a fifth of a second on a small server with two cores, and ten people who
    log in at eight o'clock take 640 MiB between them and not a gigabyte.
    """

    memory_cost, time_cost, parallelism = 64 * 1024, 3, 4


class PinArgon2(Argon2PasswordHasher):
    """Argon2id at OWASP's least: 19 MiB, two passes, one lane; 25 ms, for somebody stands and waits at the kiosk.

    No cost protects ten thousand PINs: at one second each all are tried in three hours. What protects them is the pepper, which is not
    in the database that is stolen, and the count of five and ten tries, which is asked before anything is compared.
    """

    algorithm = "argon2pin"
    memory_cost, time_cost, parallelism = 19 * 1024, 2, 1
