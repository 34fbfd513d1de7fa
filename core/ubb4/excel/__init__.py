"""Every line that knows Excel."""
