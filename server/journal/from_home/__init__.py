"""What families send: drafts and sending, pictures kept and searched, what a reviewer says, the covered picture of it (ADR 0017)."""
