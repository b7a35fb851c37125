"""How the server is put together: settings, addresses, certificates, start."""
