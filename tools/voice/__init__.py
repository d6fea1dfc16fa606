"""Makes the voice: every sentence that the coach can say, rendered once and shipped."""
