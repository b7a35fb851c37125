"""What the device keeps: the encrypted store and the vault. Plain SQL, one function per question; callers own the transaction."""
