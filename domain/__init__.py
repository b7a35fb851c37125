"""The rules that the desktop program and the server both obey: pure functions of facts and `now`."""
