"""Staff access: who may log in, as what, and how somebody new begins. Nobody ever sees a PIN."""
