"""The office: a lead logs in at the server and checks what waits, due first, before any family sees it."""
