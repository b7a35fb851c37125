"""What devices and the office ask of the server over HTTPS."""
