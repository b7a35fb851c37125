"""Face review: every face covered until a person says whose it is; what each family will get, before anything is kept."""
