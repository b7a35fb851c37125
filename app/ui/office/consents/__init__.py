"""Photo permissions: every child's scope, each adult's answers, and answers from paper."""
